//! Every statement about what a person wrote, over all partnerships.

use crosswalk_names::{PersonId, ResponseId, RoundId, Timestamp, WorkbookId};
use crosswalk_store::schema::{agenda_items, evidence, partnerships, responses, rounds, steps};
use crosswalk_store::{Connection, Id};
use diesel::prelude::*;

/// A person's own copy in a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnCopy {
    /// Their part in the round.
    pub response: ResponseId,
    /// The round.
    pub round: RoundId,
    /// What it is called.
    pub round_name: String,
    /// The partnership that asked.
    pub partnership: String,
    /// The copy.
    pub workbook: WorkbookId,
    /// When they said they were done.
    pub finished_at: Option<Timestamp>,
}

/// Something that a person wrote for a partnership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// What the partnership is called.
    pub partnership: String,
    /// The question it is about.
    pub question: Option<String>,
    /// The words.
    pub text: String,
    /// Where it leads; empty for what has no link.
    pub link: String,
    /// Since when.
    pub at: Timestamp,
}

type Columns = (String, Option<String>, String, i64);

fn written((partnership, question, text, at): Columns) -> Written {
    Written { partnership, question, text, link: String::new(), at: Timestamp(at) }
}

/// A person's copies in rounds, the oldest first.
pub fn own_copies(conn: &mut Connection, person: PersonId) -> QueryResult<Vec<OwnCopy>> {
    let rows = responses::table
        .inner_join(rounds::table.inner_join(partnerships::table))
        .filter(responses::person_id.eq(Some(Id::from(person))))
        .order((responses::started_at, responses::id))
        .select((
            responses::id,
            rounds::id,
            rounds::name,
            partnerships::name,
            responses::workbook_id,
            responses::finished_at,
        ))
        .load::<(Id, Id, String, String, Id, Option<i64>)>(conn)?;
    Ok(rows
        .into_iter()
        .map(|(response, round, round_name, partnership, workbook, finished_at)| OwnCopy {
            response: response.into(),
            round: round.into(),
            round_name,
            partnership,
            workbook: workbook.into(),
            finished_at: finished_at.map(Timestamp),
        })
        .collect())
}

/// Next steps that a person added.
pub fn steps(conn: &mut Connection, person: PersonId) -> QueryResult<Vec<Written>> {
    let rows = steps::table
        .inner_join(partnerships::table)
        .filter(steps::added_by.eq(Some(Id::from(person))))
        .order((steps::added_at, steps::id))
        .select((partnerships::name, steps::question, steps::text, steps::added_at))
        .load::<Columns>(conn)?;
    Ok(rows.into_iter().map(written).collect())
}

/// Questions that a person put on the agenda, with what they wrote there.
pub fn agenda(conn: &mut Connection, person: PersonId) -> QueryResult<Vec<Written>> {
    let rows = agenda_items::table
        .inner_join(partnerships::table)
        .filter(agenda_items::added_by.eq(Some(Id::from(person))))
        .order((agenda_items::added_at, agenda_items::id))
        .select((
            partnerships::name,
            agenda_items::question.nullable(),
            agenda_items::note,
            agenda_items::added_at,
        ))
        .load::<Columns>(conn)?;
    Ok(rows.into_iter().map(written).collect())
}

/// Evidence that a person added.
pub fn evidence(conn: &mut Connection, person: PersonId) -> QueryResult<Vec<Written>> {
    let rows = evidence::table
        .inner_join(partnerships::table)
        .filter(evidence::added_by.eq(Some(Id::from(person))))
        .order((evidence::added_at, evidence::id))
        .select((
            (partnerships::name, evidence::question.nullable(), evidence::label, evidence::added_at),
            evidence::link,
        ))
        .load::<(Columns, String)>(conn)?;
    Ok(rows.into_iter().map(|(columns, link)| Written { link, ..written(columns) }).collect())
}

/// Takes a person's words off the agenda. The questions stay on it.
pub fn clear_agenda_notes(conn: &mut Connection, person: PersonId) -> QueryResult<()> {
    let own = agenda_items::table.filter(agenda_items::added_by.eq(Some(Id::from(person))));
    diesel::update(own).set(agenda_items::note.eq("")).execute(conn)?;
    Ok(())
}
