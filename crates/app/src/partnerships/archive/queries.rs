//! What the file holds and no page asks for in this way: rows with the ids of people, whole lists.

use crosswalk_names::{Language, MeetingId, OrganizationId, PartnershipId, PersonId, RoundId, Timestamp};
use crosswalk_store::schema::{
    activities, agenda_items, evidence, meeting_results, meetings, people, rounds, steps,
};
use crosswalk_store::{Connection, Id};
use diesel::prelude::*;

use super::format::{Item, Line, Meeting, Outcome, Proof, Step};
use crate::meetings::queries as meeting_queries;

/// All next steps, the oldest first.
pub fn steps(conn: &mut Connection, partnership: PartnershipId) -> QueryResult<Vec<Step>> {
    type Columns =
        ((String, Option<Id>, Option<Id>, Option<String>), (Option<String>, Option<Id>, i64, Option<i64>));
    let rows = steps::table
        .filter(steps::partnership_id.eq(Id::from(partnership)))
        .order((steps::added_at, steps::id))
        .select((
            (steps::text, steps::owner_person, steps::owner_organization, steps::due),
            (steps::question, steps::added_by, steps::added_at, steps::done_at),
        ))
        .load::<Columns>(conn)?;
    let step = |((text, person, organization, due), (question, by, added_at, done_at)): Columns| Step {
        text,
        owner_person: person.map(PersonId::from),
        owner_organization: organization.map(OrganizationId::from),
        due,
        question: question.and_then(|key| key.parse().ok()),
        added_by: by.map(PersonId::from),
        added_at: Timestamp(added_at),
        done_at: done_at.map(Timestamp),
    };
    Ok(rows.into_iter().map(step).collect())
}

/// The whole agenda, the oldest first.
pub fn agenda(conn: &mut Connection, partnership: PartnershipId) -> QueryResult<Vec<Item>> {
    type Columns = (String, String, Option<Id>, i64, Option<i64>);
    let rows = agenda_items::table
        .filter(agenda_items::partnership_id.eq(Id::from(partnership)))
        .order((agenda_items::added_at, agenda_items::id))
        .select((
            agenda_items::question,
            agenda_items::note,
            agenda_items::added_by,
            agenda_items::added_at,
            agenda_items::done_at,
        ))
        .load::<Columns>(conn)?;
    let item = |(question, note, by, added_at, done_at): Columns| {
        Some(Item {
            question: question.parse().ok()?,
            note,
            added_by: by.map(PersonId::from),
            added_at: Timestamp(added_at),
            done_at: done_at.map(Timestamp),
        })
    };
    Ok(rows.into_iter().filter_map(item).collect())
}

/// All evidence, the oldest first.
pub fn evidence(conn: &mut Connection, partnership: PartnershipId) -> QueryResult<Vec<Proof>> {
    type Columns = (String, String, String, String, Option<Id>, i64);
    let rows = evidence::table
        .filter(evidence::partnership_id.eq(Id::from(partnership)))
        .order((evidence::added_at, evidence::id))
        .select((
            evidence::question,
            evidence::kind,
            evidence::label,
            evidence::link,
            evidence::added_by,
            evidence::added_at,
        ))
        .load::<Columns>(conn)?;
    let proof = |(question, kind, label, link, by, added_at): Columns| {
        Some(Proof {
            question: question.parse().ok()?,
            kind,
            label,
            link,
            added_by: by.map(PersonId::from),
            added_at: Timestamp(added_at),
        })
    };
    Ok(rows.into_iter().filter_map(proof).collect())
}

/// The newest `limit` lines of the activity log, the oldest of them first.
pub fn activity(conn: &mut Connection, partnership: PartnershipId, limit: i64) -> QueryResult<Vec<Line>> {
    let rows = activities::table
        .filter(activities::partnership_id.eq(Id::from(partnership)))
        .order((activities::at.desc(), activities::id.desc()))
        .limit(limit)
        .select((activities::at, activities::person_id, activities::kind, activities::subject))
        .load::<(i64, Option<Id>, String, String)>(conn)?;
    let line = |(at, person, kind, subject): (i64, Option<Id>, String, String)| Line {
        at: Timestamp(at),
        person: person.map(PersonId::from),
        kind,
        subject,
    };
    Ok(rows.into_iter().rev().map(line).collect())
}

/// Meetings that are over by `now`, the oldest first.
pub fn meetings(
    conn: &mut Connection,
    partnership: PartnershipId,
    now: Timestamp,
) -> QueryResult<Vec<Meeting>> {
    let rows = meetings::table
        .filter(meetings::partnership_id.eq(Id::from(partnership)))
        .filter(meetings::ended_at.is_not_null().or(meetings::ends_at.le(now.0)))
        .order((meetings::started_at, meetings::id))
        .select((
            meetings::id,
            meetings::started_by,
            meetings::started_at,
            meetings::ends_at,
            meetings::ended_at,
        ))
        .load::<(Id, Option<Id>, i64, i64, Option<i64>)>(conn)?;
    rows.into_iter()
        .map(|(id, by, started_at, ends_at, ended_at)| {
            let outcomes = meeting_queries::outcomes(conn, id.into())?.into_iter();
            Ok(Meeting {
                started_by: by.map(PersonId::from),
                started_at: Timestamp(started_at),
                ended_at: Timestamp(ended_at.unwrap_or(ends_at)),
                outcomes: outcomes
                    .map(|one| Outcome {
                        question: one.question,
                        spread: one.spread,
                        agreed: one.agreed,
                        note: one.note,
                        at: one.at,
                    })
                    .collect(),
            })
        })
        .collect()
}

/// Who opened a round.
pub fn opened_by(conn: &mut Connection, round: RoundId) -> QueryResult<Option<PersonId>> {
    let by: Option<Option<Id>> =
        rounds::table.find(Id::from(round)).select(rounds::opened_by).first(conn).optional()?;
    Ok(by.flatten().map(PersonId::from))
}

/// Somebody who is not here: without an address to sign in by.
pub struct Absent {
    /// Their id.
    pub id: PersonId,
    /// Their name; empty for a former member.
    pub name: String,
    /// Their address, sealed, to invite them.
    pub email_sealed: Option<Vec<u8>>,
    /// The language of their mail.
    pub language: Language,
    /// For a former member: when they left, as far as is known here.
    pub removed_at: Option<Timestamp>,
}

/// Writes somebody down who is not here.
pub fn add_absent(conn: &mut Connection, new: &Absent, now: Timestamp) -> QueryResult<()> {
    diesel::insert_into(people::table)
        .values((
            people::id.eq(Id::from(new.id)),
            people::email_sealed.eq(new.email_sealed.as_deref()),
            people::name.eq(&new.name),
            people::language.eq(new.language.code()),
            people::created_at.eq(now.0),
            people::removed_at.eq(new.removed_at.map(|at| at.0)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Writes a meeting down that is over.
pub fn add_meeting(
    conn: &mut Connection,
    partnership: PartnershipId,
    id: MeetingId,
    meeting: &Meeting,
    started_by: PersonId,
) -> QueryResult<()> {
    diesel::insert_into(meetings::table)
        .values((
            meetings::id.eq(Id::from(id)),
            meetings::partnership_id.eq(Id::from(partnership)),
            meetings::started_by.eq(Some(Id::from(started_by))),
            meetings::started_at.eq(meeting.started_at.0),
            meetings::ends_at.eq(meeting.ended_at.0),
            meetings::ended_at.eq(Some(meeting.ended_at.0)),
            meetings::state.eq(meeting_queries::Phase::Between.word()),
        ))
        .execute(conn)?;
    for outcome in &meeting.outcomes {
        diesel::insert_into(meeting_results::table)
            .values((
                meeting_results::meeting_id.eq(Id::from(id)),
                meeting_results::question.eq(outcome.question.as_str()),
                meeting_results::spread.eq(serde_json::to_string(&outcome.spread).unwrap_or_default()),
                meeting_results::agreed.eq(outcome.agreed.map(crosswalk_checklist::Answer::as_str)),
                meeting_results::note.eq(&outcome.note),
                meeting_results::at.eq(outcome.at.0),
            ))
            .execute(conn)?;
    }
    Ok(())
}
