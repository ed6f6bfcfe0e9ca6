//! Every statement about rounds and people's parts in them.

use crosswalk_names::{
    ChecklistKey, OrganizationId, PartnershipId, PersonId, ResponseId, RoundId, Timestamp, WorkbookId,
};
use crosswalk_store::schema::{organizations, responses, round_organizations, round_reminders, rounds};
use crosswalk_store::{Connection, Id, Upsert as _};
use diesel::prelude::*;

/// A round to be opened.
#[derive(Debug, Clone)]
pub struct NewRound {
    /// Its id.
    pub id: RoundId,
    /// As people call it.
    pub name: String,
    /// What it asks.
    pub checklist: (ChecklistKey, String),
    /// `organizations` or `none`.
    pub names: &'static str,
    /// The smallest group that is broken down.
    pub people_min: u8,
    /// Who opens it.
    pub opened_by: PersonId,
    /// Now.
    pub at: Timestamp,
    /// When it closes.
    pub closes_at: Timestamp,
    /// Who is asked, and how many people of each.
    pub asked: Vec<(OrganizationId, u32)>,
}

/// A round as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundRow {
    /// Its id.
    pub id: RoundId,
    /// Whose.
    pub partnership: PartnershipId,
    /// As people call it.
    pub name: String,
    /// What it asks.
    pub checklist: (ChecklistKey, String),
    /// `organizations` or `none`.
    pub names: String,
    /// The smallest group that is broken down.
    pub people_min: u8,
    /// Since when.
    pub opened_at: Timestamp,
    /// When it closes.
    pub closes_at: Timestamp,
    /// When it was closed, if it is.
    pub closed_at: Option<Timestamp>,
}

/// An organization that is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedRow {
    /// Its id.
    pub organization: OrganizationId,
    /// Its name.
    pub name: String,
    /// Two letters.
    pub letters: String,
    /// The word of its sector.
    pub sector: String,
    /// People asked.
    pub people: u32,
}

/// One person's part in a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResponseRow {
    /// Its id.
    pub id: ResponseId,
    /// Who; none for a former member.
    pub person: Option<PersonId>,
    /// For whom they speak.
    pub organization: OrganizationId,
    /// Their level there.
    pub level: Option<String>,
    /// Their own copy.
    pub workbook: WorkbookId,
    /// Its token, sealed.
    pub sealed: Vec<u8>,
    /// When they said they were done.
    pub finished_at: Option<Timestamp>,
}

/// A part in a round to be written down.
#[derive(Debug, Clone)]
pub struct NewResponse {
    /// Its id.
    pub id: ResponseId,
    /// Who.
    pub person: PersonId,
    /// For whom they speak.
    pub organization: OrganizationId,
    /// Their level there.
    pub level: Option<String>,
    /// Their own copy.
    pub workbook: WorkbookId,
    /// Its token, sealed.
    pub sealed: Vec<u8>,
    /// Now.
    pub at: Timestamp,
}

/// Opens a round.
pub fn create(conn: &mut Connection, partnership: PartnershipId, new: &NewRound) -> QueryResult<()> {
    let (key, version) = &new.checklist;
    diesel::insert_into(rounds::table)
        .values((
            (
                rounds::id.eq(Id::from(new.id)),
                rounds::partnership_id.eq(Id::from(partnership)),
                rounds::name.eq(&new.name),
                rounds::checklist_key.eq(key.as_str()),
                rounds::checklist_version.eq(version),
                rounds::names.eq(new.names),
            ),
            (
                rounds::people_min.eq(i64::from(new.people_min)),
                rounds::opened_by.eq(Some(Id::from(new.opened_by))),
                rounds::opened_at.eq(new.at.0),
                rounds::closes_at.eq(new.closes_at.0),
            ),
        ))
        .execute(conn)?;
    for (organization, people) in &new.asked {
        diesel::insert_into(round_organizations::table)
            .values((
                round_organizations::round_id.eq(Id::from(new.id)),
                round_organizations::organization_id.eq(Id::from(*organization)),
                round_organizations::people_asked.eq(i64::from(*people)),
            ))
            .execute(conn)?;
    }
    Ok(())
}

type RoundColumns = ((Id, Id, String, String, String), (String, i64, i64, i64, Option<i64>));

type RoundSelection = (
    (rounds::id, rounds::partnership_id, rounds::name, rounds::checklist_key, rounds::checklist_version),
    (rounds::names, rounds::people_min, rounds::opened_at, rounds::closes_at, rounds::closed_at),
);

const ROUND: RoundSelection = (
    (rounds::id, rounds::partnership_id, rounds::name, rounds::checklist_key, rounds::checklist_version),
    (rounds::names, rounds::people_min, rounds::opened_at, rounds::closes_at, rounds::closed_at),
);

fn round_row((main, rest): RoundColumns) -> Option<RoundRow> {
    let (round, partnership, name, key, edition) = main;
    let (names, people_min, opened_at, closes_at, closed) = rest;
    Some(RoundRow {
        id: round.into(),
        partnership: partnership.into(),
        name,
        checklist: (key.parse().ok()?, edition),
        names,
        people_min: u8::try_from(people_min).ok()?,
        opened_at: Timestamp(opened_at),
        closes_at: Timestamp(closes_at),
        closed_at: closed.map(Timestamp),
    })
}

/// A partnership's rounds, the newest first.
pub fn rounds_of(conn: &mut Connection, partnership: PartnershipId) -> QueryResult<Vec<RoundRow>> {
    let rows = rounds::table
        .filter(rounds::partnership_id.eq(Id::from(partnership)))
        .order((rounds::opened_at.desc(), rounds::id.desc()))
        .select(ROUND)
        .load::<RoundColumns>(conn)?;
    Ok(rows.into_iter().filter_map(round_row).collect())
}

/// One round of a partnership.
pub fn round(
    conn: &mut Connection,
    partnership: PartnershipId,
    round: RoundId,
) -> QueryResult<Option<RoundRow>> {
    let row = rounds::table
        .filter(rounds::id.eq(Id::from(round)))
        .filter(rounds::partnership_id.eq(Id::from(partnership)))
        .select(ROUND)
        .first::<RoundColumns>(conn)
        .optional()?;
    Ok(row.and_then(round_row))
}

/// Rounds of all partnerships that should have closed by `now`.
pub fn due(conn: &mut Connection, now: Timestamp) -> QueryResult<Vec<RoundRow>> {
    let rows = rounds::table
        .filter(rounds::closed_at.is_null())
        .filter(rounds::closes_at.le(now.0))
        .select(ROUND)
        .load::<RoundColumns>(conn)?;
    Ok(rows.into_iter().filter_map(round_row).collect())
}

/// Rounds of all partnerships that close between now and `until`.
pub fn closing_by(conn: &mut Connection, now: Timestamp, until: Timestamp) -> QueryResult<Vec<RoundRow>> {
    let rows = rounds::table
        .filter(rounds::closed_at.is_null())
        .filter(rounds::closes_at.gt(now.0))
        .filter(rounds::closes_at.le(until.0))
        .select(ROUND)
        .load::<RoundColumns>(conn)?;
    Ok(rows.into_iter().filter_map(round_row).collect())
}

/// Who is asked in a round, by name.
pub fn asked(conn: &mut Connection, round: RoundId) -> QueryResult<Vec<AskedRow>> {
    let rows = round_organizations::table
        .inner_join(organizations::table)
        .filter(round_organizations::round_id.eq(Id::from(round)))
        .order((organizations::name, organizations::id))
        .select((
            organizations::id,
            organizations::name,
            organizations::letters,
            organizations::sector,
            round_organizations::people_asked,
        ))
        .load::<(Id, String, String, String, i64)>(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, name, letters, sector, people)| AskedRow {
            organization: id.into(),
            name,
            letters,
            sector,
            people: u32::try_from(people).unwrap_or_default(),
        })
        .collect())
}

/// Everybody's part in a round, in the order in which they began.
pub fn responses_of(conn: &mut Connection, round: RoundId) -> QueryResult<Vec<ResponseRow>> {
    type Columns = (Id, Option<Id>, Id, Option<String>, Id, Vec<u8>, Option<i64>);
    let rows = responses::table
        .filter(responses::round_id.eq(Id::from(round)))
        .order((responses::started_at, responses::id))
        .select((
            responses::id,
            responses::person_id,
            responses::organization_id,
            responses::level,
            responses::workbook_id,
            responses::sealed,
            responses::finished_at,
        ))
        .load::<Columns>(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, person, organization, level, workbook, sealed, finished_at)| ResponseRow {
            id: id.into(),
            person: person.map(Into::into),
            organization: organization.into(),
            level,
            workbook: workbook.into(),
            sealed,
            finished_at: finished_at.map(Timestamp),
        })
        .collect())
}

/// The round that a copy belongs to, and its partnership.
pub fn round_of_copy(
    conn: &mut Connection,
    workbook: WorkbookId,
) -> QueryResult<Option<(PartnershipId, RoundId)>> {
    let row = responses::table
        .inner_join(rounds::table)
        .filter(responses::workbook_id.eq(Id::from(workbook)))
        .select((rounds::partnership_id, rounds::id))
        .first::<(Id, Id)>(conn)
        .optional()?;
    Ok(row.map(|(partnership, round)| (partnership.into(), round.into())))
}

/// Begins a person's part. False when they have begun before, or their organization has enough people.
pub fn begin(conn: &mut Connection, round: RoundId, new: &NewResponse) -> QueryResult<bool> {
    let id = Id::from(round);
    let asked: Option<i64> = round_organizations::table
        .find((id, Id::from(new.organization)))
        .select(round_organizations::people_asked)
        .first(conn)
        .optional()?;
    let there: i64 = responses::table
        .filter(responses::round_id.eq(id))
        .filter(responses::organization_id.eq(Id::from(new.organization)))
        .count()
        .get_result(conn)?;
    if asked.unwrap_or_default() <= there {
        return Ok(false);
    }
    let rows = diesel::insert_into(responses::table)
        .values((
            responses::id.eq(Id::from(new.id)),
            responses::round_id.eq(id),
            responses::person_id.eq(Some(Id::from(new.person))),
            responses::organization_id.eq(Id::from(new.organization)),
            responses::level.eq(new.level.as_deref()),
            responses::workbook_id.eq(Id::from(new.workbook)),
            responses::sealed.eq(&new.sealed),
            responses::started_at.eq(new.at.0),
        ))
        .or_ignore((responses::round_id, responses::person_id))
        .execute(conn)?;
    Ok(rows == 1)
}

/// Notes that a person is done, or not done after all.
pub fn finish(
    conn: &mut Connection,
    round: RoundId,
    person: PersonId,
    at: Option<Timestamp>,
) -> QueryResult<bool> {
    let own = responses::table
        .filter(responses::round_id.eq(Id::from(round)))
        .filter(responses::person_id.eq(Some(Id::from(person))));
    Ok(diesel::update(own).set(responses::finished_at.eq(at.map(|at| at.0))).execute(conn)? == 1)
}

/// Closes a round with what may be shown of it. False when it was closed already.
pub fn close(conn: &mut Connection, round: RoundId, results: &str, now: Timestamp) -> QueryResult<bool> {
    let open = rounds::table.filter(rounds::id.eq(Id::from(round))).filter(rounds::closed_at.is_null());
    let set = (rounds::closed_at.eq(Some(now.0)), rounds::results.eq(Some(results)));
    Ok(diesel::update(open).set(set).execute(conn)? == 1)
}

/// Keeps what may be shown of a closed round from now on.
pub fn keep_results(conn: &mut Connection, round: RoundId, results: &str) -> QueryResult<()> {
    diesel::update(rounds::table.find(Id::from(round)))
        .set(rounds::results.eq(Some(results)))
        .execute(conn)?;
    Ok(())
}

/// What may be shown of a closed round.
pub fn results(conn: &mut Connection, round: RoundId) -> QueryResult<Option<String>> {
    let row: Option<Option<String>> =
        rounds::table.find(Id::from(round)).select(rounds::results).first(conn).optional()?;
    Ok(row.flatten())
}

/// When people were last reminded of a round.
pub fn reminders(conn: &mut Connection, round: RoundId) -> QueryResult<Vec<(PersonId, Timestamp)>> {
    let rows = round_reminders::table
        .filter(round_reminders::round_id.eq(Id::from(round)))
        .select((round_reminders::person_id, round_reminders::at))
        .load::<(Id, i64)>(conn)?;
    Ok(rows.into_iter().map(|(person, at)| (person.into(), Timestamp(at))).collect())
}

/// Notes that a person was reminded.
pub fn reminded(conn: &mut Connection, round: RoundId, person: PersonId, at: Timestamp) -> QueryResult<()> {
    diesel::insert_into(round_reminders::table)
        .values((
            round_reminders::round_id.eq(Id::from(round)),
            round_reminders::person_id.eq(Id::from(person)),
            round_reminders::at.eq(at.0),
        ))
        .or_replace((round_reminders::round_id, round_reminders::person_id), (round_reminders::at,))
        .execute(conn)?;
    Ok(())
}
