//! Statements about next steps, their reminders and the links of calendars.

use std::fmt;

use crosswalk_names::{Language, OrganizationId, PartnershipId, PersonId, QuestionKey, StepId, Timestamp};
use crosswalk_store::schema::{calendar_feeds, members, organizations, partnerships, people, steps};
use crosswalk_store::{Connection, Id, Upsert as _};
use diesel::prelude::*;
use jiff::civil::Date;

/// Who sees to a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// A member.
    Person(PersonId),
    /// An organization of the partnership.
    Organization(OrganizationId),
}

impl Owner {
    /// The owner that a form names: `person:ID` or `organization:ID`.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once(':')? {
            ("person", id) => id.parse().ok().map(Owner::Person),
            ("organization", id) => id.parse().ok().map(Owner::Organization),
            _ => None,
        }
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Owner::Person(id) => write!(f, "person:{id}"),
            Owner::Organization(id) => write!(f, "organization:{id}"),
        }
    }
}

/// What a step says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepText {
    /// What to do.
    pub text: String,
    /// Who sees to it.
    pub owner: Option<Owner>,
    /// By which day.
    pub due: Option<Date>,
    /// The question that it came from.
    pub question: Option<QuestionKey>,
}

/// A step to be written down.
#[derive(Debug, Clone)]
pub struct NewStep {
    /// Its id.
    pub id: StepId,
    /// What it says.
    pub step: StepText,
    /// Who adds it.
    pub by: PersonId,
    /// Since when it is there.
    pub added_at: Timestamp,
    /// When it was done, for one that is brought back.
    pub done_at: Option<Timestamp>,
}

/// A step as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRow {
    /// Its id.
    pub id: StepId,
    /// What to do.
    pub text: String,
    /// Who sees to it. None also for a person who left the partnership.
    pub owner: Option<Owner>,
    /// The owner's name; empty for a member who gave none.
    pub owner_name: String,
    /// By which day.
    pub due: Option<Date>,
    /// The question that it came from.
    pub question: Option<QuestionKey>,
    /// Since when it is there.
    pub added_at: Timestamp,
    /// When it was done.
    pub done_at: Option<Timestamp>,
}

type Columns = (
    (Id, String, Option<String>, Option<String>, i64, Option<i64>),
    (Option<Id>, Option<String>),
    (Option<Id>, Option<String>),
);

fn step_row(((id, text, due, question, added_at, done_at), person, organization): Columns) -> StepRow {
    let (owner, owner_name) = match (person, organization) {
        ((Some(id), name), _) => (Some(Owner::Person(id.into())), name),
        (_, (Some(id), name)) => (Some(Owner::Organization(id.into())), name),
        _ => (None, None),
    };
    StepRow {
        id: id.into(),
        text,
        owner,
        owner_name: owner_name.unwrap_or_default(),
        due: due.and_then(|due| due.parse().ok()),
        question: question.and_then(|key| key.parse().ok()),
        added_at: Timestamp(added_at),
        done_at: done_at.map(Timestamp),
    }
}

/// Steps with the names of their owners, narrowed and ordered by the clauses that follow. A person counts as owner only
/// while they are a member.
macro_rules! rows {
    ($conn:expr, $($clause:tt)*) => {
        steps::table
            .left_join(
                members::table.on(members::partnership_id
                    .eq(steps::partnership_id)
                    .and(steps::owner_person.eq(members::person_id.nullable()))),
            )
            .left_join(people::table.on(members::person_id.eq(people::id)))
            .left_join(
                organizations::table.on(steps::owner_organization.eq(organizations::id.nullable())),
            )
            $($clause)*
            .select((
                (steps::id, steps::text, steps::due, steps::question, steps::added_at, steps::done_at),
                (people::id.nullable(), people::name.nullable()),
                (organizations::id.nullable(), organizations::name.nullable()),
            ))
            .load::<Columns>($conn)
            .map(|rows| rows.into_iter().map(step_row).collect::<Vec<StepRow>>())
    };
}

/// A partnership's open steps, the oldest first. [`super::due::arrange`] puts them in the order of pages.
pub fn list(conn: &mut Connection, partnership: PartnershipId) -> QueryResult<Vec<StepRow>> {
    rows!(
        conn,
        .filter(steps::partnership_id.eq(Id::from(partnership)))
        .filter(steps::done_at.is_null())
        .order((steps::added_at, steps::id))
    )
}

/// A partnership's steps that are done, the last done first.
pub fn done(conn: &mut Connection, partnership: PartnershipId, limit: i64) -> QueryResult<Vec<StepRow>> {
    rows!(
        conn,
        .filter(steps::partnership_id.eq(Id::from(partnership)))
        .filter(steps::done_at.is_not_null())
        .order((steps::done_at.desc(), steps::id.desc()))
        .limit(limit)
    )
}

/// One step of a partnership.
pub fn find(conn: &mut Connection, partnership: PartnershipId, step: StepId) -> QueryResult<Option<StepRow>> {
    let rows = rows!(
        conn,
        .filter(steps::partnership_id.eq(Id::from(partnership)))
        .filter(steps::id.eq(Id::from(step)))
    )?;
    Ok(rows.into_iter().next())
}

/// How many steps of a partnership are open.
pub fn count_open(conn: &mut Connection, partnership: PartnershipId) -> QueryResult<i64> {
    steps::table
        .filter(steps::partnership_id.eq(Id::from(partnership)))
        .filter(steps::done_at.is_null())
        .count()
        .get_result(conn)
}

fn owners(owner: Option<Owner>) -> (Option<Id>, Option<Id>) {
    match owner {
        Some(Owner::Person(id)) => (Some(id.into()), None),
        Some(Owner::Organization(id)) => (None, Some(id.into())),
        None => (None, None),
    }
}

/// Writes a step down. False when it is there already: one that was removed is brought back once.
pub fn add(conn: &mut Connection, partnership: PartnershipId, new: &NewStep) -> QueryResult<bool> {
    let (person, organization) = owners(new.step.owner);
    let rows = diesel::insert_into(steps::table)
        .values((
            (
                steps::id.eq(Id::from(new.id)),
                steps::partnership_id.eq(Id::from(partnership)),
                steps::text.eq(&new.step.text),
                steps::owner_person.eq(person),
                steps::owner_organization.eq(organization),
                steps::due.eq(new.step.due.map(|day| day.to_string())),
            ),
            (
                steps::question.eq(new.step.question.as_ref().map(QuestionKey::as_str)),
                steps::added_by.eq(Some(Id::from(new.by))),
                steps::added_at.eq(new.added_at.0),
                steps::done_at.eq(new.done_at.map(|at| at.0)),
            ),
        ))
        .or_ignore((steps::id,))
        .execute(conn)?;
    Ok(rows == 1)
}

/// Changes what a step says. Its owner is reminded anew.
pub fn update(
    conn: &mut Connection,
    partnership: PartnershipId,
    id: StepId,
    step: &StepText,
) -> QueryResult<bool> {
    let (person, organization) = owners(step.owner);
    let row = steps::table
        .filter(steps::id.eq(Id::from(id)))
        .filter(steps::partnership_id.eq(Id::from(partnership)));
    let rows = diesel::update(row)
        .set((
            steps::text.eq(&step.text),
            steps::owner_person.eq(person),
            steps::owner_organization.eq(organization),
            steps::due.eq(step.due.map(|day| day.to_string())),
            steps::question.eq(step.question.as_ref().map(QuestionKey::as_str)),
            steps::reminded_at.eq(None::<i64>),
        ))
        .execute(conn)?;
    Ok(rows == 1)
}

/// Says that an open step is done. False when it was already.
pub fn finish(
    conn: &mut Connection,
    partnership: PartnershipId,
    id: StepId,
    by: PersonId,
    now: Timestamp,
) -> QueryResult<bool> {
    let row = steps::table
        .filter(steps::id.eq(Id::from(id)))
        .filter(steps::partnership_id.eq(Id::from(partnership)))
        .filter(steps::done_at.is_null());
    let rows = diesel::update(row)
        .set((steps::done_at.eq(Some(now.0)), steps::done_by.eq(Some(Id::from(by)))))
        .execute(conn)?;
    Ok(rows == 1)
}

/// Says that a step is not done after all. False when it was open already.
pub fn reopen(conn: &mut Connection, partnership: PartnershipId, id: StepId) -> QueryResult<bool> {
    let row = steps::table
        .filter(steps::id.eq(Id::from(id)))
        .filter(steps::partnership_id.eq(Id::from(partnership)))
        .filter(steps::done_at.is_not_null());
    let rows = diesel::update(row)
        .set((steps::done_at.eq(None::<i64>), steps::done_by.eq(None::<Id>)))
        .execute(conn)?;
    Ok(rows == 1)
}

/// Removes a step.
pub fn remove(conn: &mut Connection, partnership: PartnershipId, id: StepId) -> QueryResult<bool> {
    let row = steps::table
        .filter(steps::id.eq(Id::from(id)))
        .filter(steps::partnership_id.eq(Id::from(partnership)));
    Ok(diesel::delete(row).execute(conn)? == 1)
}

/// A step whose owner is to be reminded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueStep {
    /// The step.
    pub id: StepId,
    /// What to do.
    pub text: String,
    /// By which day.
    pub due: Date,
    /// The partnership.
    pub partnership: PartnershipId,
    /// Its name.
    pub partnership_name: String,
    /// The owner's address, sealed.
    pub email_sealed: Option<Vec<u8>>,
    /// The language of the owner's mail.
    pub language: Language,
}

/// Open steps of members that are due from `first` to `last` and that nobody was reminded of, in every partnership
/// that is not deleted.
pub fn due_between(conn: &mut Connection, first: Date, last: Date, limit: i64) -> QueryResult<Vec<DueStep>> {
    type Row = ((Id, String, Option<String>), (Id, String), (Option<Vec<u8>>, String));
    let rows = steps::table
        .inner_join(
            members::table.on(members::partnership_id
                .eq(steps::partnership_id)
                .and(steps::owner_person.eq(members::person_id.nullable()))),
        )
        .inner_join(people::table.on(members::person_id.eq(people::id)))
        .inner_join(partnerships::table.on(steps::partnership_id.eq(partnerships::id)))
        .filter(steps::done_at.is_null())
        .filter(steps::reminded_at.is_null())
        .filter(steps::due.ge(first.to_string()))
        .filter(steps::due.le(last.to_string()))
        .filter(partnerships::deleted_at.is_null())
        .filter(people::email_hash.is_not_null())
        .order((steps::due, steps::id))
        .limit(limit)
        .select((
            (steps::id, steps::text, steps::due),
            (partnerships::id, partnerships::name),
            (people::email_sealed, people::language),
        ))
        .load::<Row>(conn)?;
    Ok(rows
        .into_iter()
        .filter_map(|((id, text, due), (partnership, partnership_name), (email_sealed, language))| {
            Some(DueStep {
                id: id.into(),
                text,
                due: due?.parse().ok()?,
                partnership: partnership.into(),
                partnership_name,
                email_sealed,
                language: language.parse().unwrap_or_default(),
            })
        })
        .collect())
}

/// Notes that the owner of a step was reminded. False when that was noted already.
pub fn reminded(
    conn: &mut Connection,
    partnership: PartnershipId,
    id: StepId,
    now: Timestamp,
) -> QueryResult<bool> {
    let row = steps::table
        .filter(steps::id.eq(Id::from(id)))
        .filter(steps::partnership_id.eq(Id::from(partnership)))
        .filter(steps::reminded_at.is_null());
    Ok(diesel::update(row).set(steps::reminded_at.eq(Some(now.0))).execute(conn)? == 1)
}

/// The token of a member's calendar link, sealed.
pub fn feed_of(
    conn: &mut Connection,
    partnership: PartnershipId,
    person: PersonId,
) -> QueryResult<Option<Vec<u8>>> {
    calendar_feeds::table
        .filter(calendar_feeds::partnership_id.eq(Id::from(partnership)))
        .filter(calendar_feeds::person_id.eq(Id::from(person)))
        .select(calendar_feeds::sealed)
        .first(conn)
        .optional()
}

/// Gives a member a calendar link, in the place of the one that they had.
pub fn set_feed(
    conn: &mut Connection,
    partnership: PartnershipId,
    person: PersonId,
    (token_hash, sealed): (&[u8; 32], &[u8]),
    now: Timestamp,
) -> QueryResult<()> {
    end_feed(conn, partnership, person)?;
    diesel::insert_into(calendar_feeds::table)
        .values((
            calendar_feeds::token_hash.eq(token_hash.as_slice()),
            calendar_feeds::partnership_id.eq(Id::from(partnership)),
            calendar_feeds::person_id.eq(Id::from(person)),
            calendar_feeds::sealed.eq(sealed),
            calendar_feeds::created_at.eq(now.0),
        ))
        .execute(conn)?;
    Ok(())
}

/// Ends a member's calendar link. False when they had none.
pub fn end_feed(conn: &mut Connection, partnership: PartnershipId, person: PersonId) -> QueryResult<bool> {
    let row = calendar_feeds::table
        .filter(calendar_feeds::partnership_id.eq(Id::from(partnership)))
        .filter(calendar_feeds::person_id.eq(Id::from(person)));
    Ok(diesel::delete(row).execute(conn)? == 1)
}

/// The partnership whose steps a calendar link shows, with its name: while its owner is a member and the partnership is
/// not deleted.
pub fn feed(conn: &mut Connection, token_hash: &[u8; 32]) -> QueryResult<Option<(PartnershipId, String)>> {
    let row: Option<(Id, String)> = calendar_feeds::table
        .inner_join(partnerships::table.on(calendar_feeds::partnership_id.eq(partnerships::id)))
        .inner_join(
            members::table.on(members::partnership_id
                .eq(calendar_feeds::partnership_id)
                .and(members::person_id.eq(calendar_feeds::person_id))),
        )
        .filter(calendar_feeds::token_hash.eq(token_hash.as_slice()))
        .filter(partnerships::deleted_at.is_null())
        .select((partnerships::id, partnerships::name))
        .first(conn)
        .optional()?;
    Ok(row.map(|(id, name)| (id.into(), name)))
}
