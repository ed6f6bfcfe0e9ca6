//! Statements about what a partnership wants to talk about.

use crosswalk_names::{AgendaItemId, PartnershipId, PersonId, QuestionKey, Timestamp};
use crosswalk_store::schema::{agenda_items, people};
use crosswalk_store::{Connection, Id, Upsert as _};
use diesel::prelude::*;

/// A question on the agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemRow {
    /// Its id.
    pub id: AgendaItemId,
    /// The question.
    pub question: QuestionKey,
    /// What to say about it; may be empty.
    pub note: String,
    /// Who put it there; empty for a person without a name, or a former member.
    pub by: String,
    /// Since when.
    pub added_at: Timestamp,
    /// When it was talked about.
    pub done_at: Option<Timestamp>,
}

/// An item to be written down.
#[derive(Debug, Clone)]
pub struct NewItem {
    /// Its id.
    pub id: AgendaItemId,
    /// The question.
    pub question: QuestionKey,
    /// What to say about it.
    pub note: String,
    /// Who puts it there.
    pub by: PersonId,
    /// Since when it is there.
    pub added_at: Timestamp,
    /// When it was talked about, for one that is brought back.
    pub done_at: Option<Timestamp>,
}

type Columns = (Id, String, String, Option<String>, i64, Option<i64>);

fn item_row((id, question, note, by, added_at, done_at): Columns) -> Option<ItemRow> {
    Some(ItemRow {
        id: id.into(),
        question: question.parse().ok()?,
        note,
        by: by.unwrap_or_default(),
        added_at: Timestamp(added_at),
        done_at: done_at.map(Timestamp),
    })
}

/// Agenda items with the names of who put them there, narrowed and ordered by the clauses that follow.
macro_rules! rows {
    ($conn:expr, $($clause:tt)*) => {
        agenda_items::table
            .left_join(people::table)
            $($clause)*
            .select((
                agenda_items::id,
                agenda_items::question,
                agenda_items::note,
                people::name.nullable(),
                agenda_items::added_at,
                agenda_items::done_at,
            ))
            .load::<Columns>($conn)
            .map(|rows| rows.into_iter().filter_map(item_row).collect::<Vec<ItemRow>>())
    };
}

/// What is to be talked about, the oldest first.
pub fn open(conn: &mut Connection, partnership: PartnershipId) -> QueryResult<Vec<ItemRow>> {
    rows!(
        conn,
        .filter(agenda_items::partnership_id.eq(Id::from(partnership)))
        .filter(agenda_items::done_at.is_null())
        .order((agenda_items::added_at, agenda_items::id))
    )
}

/// What was talked about, the last first.
pub fn done(conn: &mut Connection, partnership: PartnershipId, limit: i64) -> QueryResult<Vec<ItemRow>> {
    rows!(
        conn,
        .filter(agenda_items::partnership_id.eq(Id::from(partnership)))
        .filter(agenda_items::done_at.is_not_null())
        .order((agenda_items::done_at.desc(), agenda_items::id.desc()))
        .limit(limit)
    )
}

/// One item of a partnership.
pub fn find(
    conn: &mut Connection,
    partnership: PartnershipId,
    item: AgendaItemId,
) -> QueryResult<Option<ItemRow>> {
    let rows = rows!(
        conn,
        .filter(agenda_items::partnership_id.eq(Id::from(partnership)))
        .filter(agenda_items::id.eq(Id::from(item)))
    )?;
    Ok(rows.into_iter().next())
}

/// Writes an item down. False when it is there already.
pub fn add(conn: &mut Connection, partnership: PartnershipId, new: &NewItem) -> QueryResult<bool> {
    let rows = diesel::insert_into(agenda_items::table)
        .values((
            agenda_items::id.eq(Id::from(new.id)),
            agenda_items::partnership_id.eq(Id::from(partnership)),
            agenda_items::question.eq(new.question.as_str()),
            agenda_items::note.eq(&new.note),
            agenda_items::added_by.eq(Some(Id::from(new.by))),
            agenda_items::added_at.eq(new.added_at.0),
            agenda_items::done_at.eq(new.done_at.map(|at| at.0)),
        ))
        .or_ignore((agenda_items::id,))
        .execute(conn)?;
    Ok(rows == 1)
}

/// Says that an item was talked about. False when it was already.
pub fn finish(
    conn: &mut Connection,
    partnership: PartnershipId,
    item: AgendaItemId,
    now: Timestamp,
) -> QueryResult<bool> {
    let row = agenda_items::table
        .filter(agenda_items::id.eq(Id::from(item)))
        .filter(agenda_items::partnership_id.eq(Id::from(partnership)))
        .filter(agenda_items::done_at.is_null());
    Ok(diesel::update(row).set(agenda_items::done_at.eq(Some(now.0))).execute(conn)? == 1)
}

/// Puts an item that was talked about back onto the agenda. False when it is there.
pub fn reopen(conn: &mut Connection, partnership: PartnershipId, item: AgendaItemId) -> QueryResult<bool> {
    let row = agenda_items::table
        .filter(agenda_items::id.eq(Id::from(item)))
        .filter(agenda_items::partnership_id.eq(Id::from(partnership)))
        .filter(agenda_items::done_at.is_not_null());
    Ok(diesel::update(row).set(agenda_items::done_at.eq(None::<i64>)).execute(conn)? == 1)
}

/// Removes an item.
pub fn remove(conn: &mut Connection, partnership: PartnershipId, item: AgendaItemId) -> QueryResult<bool> {
    let row = agenda_items::table
        .filter(agenda_items::id.eq(Id::from(item)))
        .filter(agenda_items::partnership_id.eq(Id::from(partnership)));
    Ok(diesel::delete(row).execute(conn)? == 1)
}
