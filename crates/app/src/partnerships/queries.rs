//! Statements about partnerships themselves: what they are called, who belongs to them, which workbooks are theirs.

use crosswalk_names::{Language, OrganizationId, PartnershipId, PersonId, Timestamp, WorkbookId};
use crosswalk_store::schema::{
    calendar_feeds, members, organizations, partnership_workbooks, partnerships, people, responses, rounds,
};
use crosswalk_store::{Connection, Id, Upsert as _};
use diesel::prelude::*;

/// What a member may do. Each may do what the ones before may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Reads.
    Viewer,
    /// Answers, adds and changes.
    Member,
    /// Runs the partnership: people, rounds, settings.
    Steward,
}

impl Role {
    /// From the least to the most.
    pub const ALL: [Role; 3] = [Role::Viewer, Role::Member, Role::Steward];

    /// The word in columns and forms.
    pub fn word(self) -> &'static str {
        match self {
            Role::Viewer => "viewer",
            Role::Member => "member",
            Role::Steward => "steward",
        }
    }
    /// The role that a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Role::ALL.into_iter().find(|role| role.word() == word)
    }
}

/// A partnership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partnership {
    /// Its id.
    pub id: PartnershipId,
    /// As people call it.
    pub name: String,
    /// Town, county or region; may be empty.
    pub community: String,
    /// Places that it serves, in words; may be empty.
    pub places: String,
    /// What it is for, in a sentence; may be empty.
    pub purpose: String,
    /// The languages of its people, the first for mail to those who chose none.
    pub languages: Vec<Language>,
    /// `#rrggbb`, if it has a color of its own.
    pub color: Option<String>,
    /// The organization that convenes it.
    pub backbone: Option<OrganizationId>,
    /// The name of that organization; empty when none is named.
    pub backbone_name: String,
    /// Since when.
    pub created_at: Timestamp,
    /// When it was deleted, if it is.
    pub deleted_at: Option<Timestamp>,
}

/// What ties a person to a partnership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The partnership.
    pub partnership: Partnership,
    /// What they may do.
    pub role: Role,
    /// The organization that they speak for.
    pub organization: Option<OrganizationId>,
    /// `front_line`, `program` or `executive`, if they said it.
    pub level: Option<String>,
    /// Since when.
    pub joined_at: Timestamp,
}

/// A member as others see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberRow {
    /// The person.
    pub person: PersonId,
    /// Their name; empty when they said none.
    pub name: String,
    /// Their address, sealed.
    pub email_sealed: Option<Vec<u8>>,
    /// The language of their mail.
    pub language: Language,
    /// What they may do.
    pub role: Role,
    /// The organization that they speak for.
    pub organization: Option<OrganizationId>,
    /// Their level in it.
    pub level: Option<String>,
    /// Since when.
    pub joined_at: Timestamp,
    /// Whether they came with an imported partnership and nobody has taken their place yet. No mail goes to them.
    pub is_awaited: bool,
}

/// A workbook of a partnership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnershipWorkbook {
    /// The workbook.
    pub id: WorkbookId,
    /// The token that can edit, sealed.
    pub sealed: Vec<u8>,
    /// Whether it is the team's own answer.
    pub is_team: bool,
    /// Since when it belongs to the partnership.
    pub added_at: Timestamp,
}

type PartnershipColumns = (
    (Id, String, String, String, String, String),
    (Option<String>, Option<Id>, i64, Option<i64>),
    Option<String>,
);

type PartnershipSelection = (
    (
        partnerships::id,
        partnerships::name,
        partnerships::community,
        partnerships::places,
        partnerships::purpose,
        partnerships::languages,
    ),
    (partnerships::color, partnerships::backbone_id, partnerships::created_at, partnerships::deleted_at),
    diesel::dsl::Nullable<organizations::name>,
);

fn selection() -> PartnershipSelection {
    (
        (
            partnerships::id,
            partnerships::name,
            partnerships::community,
            partnerships::places,
            partnerships::purpose,
            partnerships::languages,
        ),
        (partnerships::color, partnerships::backbone_id, partnerships::created_at, partnerships::deleted_at),
        organizations::name.nullable(),
    )
}

fn partnership_row(columns: PartnershipColumns) -> Partnership {
    let ((id, name, community, places, purpose, languages), rest, backbone_name) = columns;
    let (color, backbone, created_at, deleted_at) = rest;
    Partnership {
        id: id.into(),
        name,
        community,
        places,
        purpose,
        languages: languages.split(' ').filter_map(|code| code.parse().ok()).collect(),
        color,
        backbone: backbone.map(Into::into),
        backbone_name: backbone_name.unwrap_or_default(),
        created_at: Timestamp(created_at),
        deleted_at: deleted_at.map(Timestamp),
    }
}

/// What ties a person to a partnership, a deleted one included. None for who does not belong to it.
pub fn membership(
    conn: &mut Connection,
    id: PartnershipId,
    person: PersonId,
) -> QueryResult<Option<Membership>> {
    let row = members::table
        .inner_join(partnerships::table)
        .left_join(organizations::table.on(partnerships::backbone_id.eq(organizations::id.nullable())))
        .filter(members::partnership_id.eq(Id::from(id)))
        .filter(members::person_id.eq(Id::from(person)))
        .select((selection(), (members::role, members::organization_id, members::level, members::joined_at)))
        .first::<(PartnershipColumns, (String, Option<Id>, Option<String>, i64))>(conn)
        .optional()?;
    Ok(row.and_then(membership_row))
}

fn membership_row(
    (partnership, (role, organization, level, joined_at)): (
        PartnershipColumns,
        (String, Option<Id>, Option<String>, i64),
    ),
) -> Option<Membership> {
    Some(Membership {
        partnership: partnership_row(partnership),
        role: Role::from_word(&role)?,
        organization: organization.map(Into::into),
        level,
        joined_at: Timestamp(joined_at),
    })
}

/// A person's partnerships, by name. Deleted ones are left out, but for their stewards.
pub fn memberships_of(conn: &mut Connection, person: PersonId) -> QueryResult<Vec<Membership>> {
    let rows = members::table
        .inner_join(partnerships::table)
        .left_join(organizations::table.on(partnerships::backbone_id.eq(organizations::id.nullable())))
        .filter(members::person_id.eq(Id::from(person)))
        .order((partnerships::name, partnerships::id))
        .select((selection(), (members::role, members::organization_id, members::level, members::joined_at)))
        .load::<(PartnershipColumns, (String, Option<Id>, Option<String>, i64))>(conn)?;
    Ok(rows
        .into_iter()
        .filter_map(membership_row)
        .filter(|found| found.partnership.deleted_at.is_none() || found.role == Role::Steward)
        .collect())
}

/// A partnership that is not deleted.
pub fn partnership(conn: &mut Connection, id: PartnershipId) -> QueryResult<Option<Partnership>> {
    let row = partnerships::table
        .left_join(organizations::table.on(partnerships::backbone_id.eq(organizations::id.nullable())))
        .filter(partnerships::id.eq(Id::from(id)))
        .filter(partnerships::deleted_at.is_null())
        .select(selection())
        .first::<PartnershipColumns>(conn)
        .optional()?;
    Ok(row.map(partnership_row))
}

/// What a steward can set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Details {
    /// See [`Partnership::name`].
    pub name: String,
    /// See [`Partnership::community`].
    pub community: String,
    /// See [`Partnership::places`].
    pub places: String,
    /// See [`Partnership::purpose`].
    pub purpose: String,
    /// See [`Partnership::languages`].
    pub languages: Vec<Language>,
    /// See [`Partnership::color`].
    pub color: Option<String>,
}

fn codes(languages: &[Language]) -> String {
    languages.iter().map(|language| language.code()).collect::<Vec<_>>().join(" ")
}

/// Writes a new partnership down.
pub fn create(
    conn: &mut Connection,
    id: PartnershipId,
    details: &Details,
    now: Timestamp,
) -> QueryResult<()> {
    diesel::insert_into(partnerships::table)
        .values((
            partnerships::id.eq(Id::from(id)),
            partnerships::name.eq(&details.name),
            partnerships::community.eq(&details.community),
            partnerships::places.eq(&details.places),
            partnerships::purpose.eq(&details.purpose),
            partnerships::languages.eq(codes(&details.languages)),
            partnerships::color.eq(details.color.as_deref()),
            partnerships::created_at.eq(now.0),
        ))
        .execute(conn)?;
    Ok(())
}

/// Changes what a steward can set.
pub fn update(conn: &mut Connection, id: PartnershipId, details: &Details) -> QueryResult<()> {
    diesel::update(partnerships::table.find(Id::from(id)))
        .set((
            partnerships::name.eq(&details.name),
            partnerships::community.eq(&details.community),
            partnerships::places.eq(&details.places),
            partnerships::purpose.eq(&details.purpose),
            partnerships::languages.eq(codes(&details.languages)),
            partnerships::color.eq(details.color.as_deref()),
        ))
        .execute(conn)?;
    Ok(())
}

/// Says which organization convenes a partnership. One of another partnership is not taken.
pub fn set_backbone(
    conn: &mut Connection,
    id: PartnershipId,
    organization: Option<OrganizationId>,
) -> QueryResult<()> {
    let own: Option<Id> = match organization {
        None => None,
        Some(organization) => organizations::table
            .filter(organizations::id.eq(Id::from(organization)))
            .filter(organizations::partnership_id.eq(Id::from(id)))
            .select(organizations::id)
            .first(conn)
            .optional()?,
    };
    diesel::update(partnerships::table.find(Id::from(id)))
        .set(partnerships::backbone_id.eq(own))
        .execute(conn)?;
    Ok(())
}

/// Marks a partnership deleted, or takes that back.
pub fn set_deleted(conn: &mut Connection, id: PartnershipId, at: Option<Timestamp>) -> QueryResult<()> {
    diesel::update(partnerships::table.find(Id::from(id)))
        .set(partnerships::deleted_at.eq(at.map(|at| at.0)))
        .execute(conn)?;
    Ok(())
}

/// Partnerships that were deleted before `before`.
pub fn deleted_before(conn: &mut Connection, before: Timestamp) -> QueryResult<Vec<PartnershipId>> {
    let ids = partnerships::table
        .filter(partnerships::deleted_at.lt(before.0))
        .select(partnerships::id)
        .load::<Id>(conn)?;
    Ok(ids.into_iter().map(Into::into).collect())
}

/// Removes a partnership and all that belongs to it, awaited members included, but for its workbooks' documents.
pub fn remove(conn: &mut Connection, id: PartnershipId) -> QueryResult<()> {
    let own = members::table
        .filter(members::partnership_id.eq(Id::from(id)))
        .select(members::person_id)
        .load::<Id>(conn)?;
    for person in own {
        let awaited = people::table
            .find(person)
            .filter(people::email_hash.is_null())
            .filter(people::removed_at.is_null());
        diesel::delete(awaited).execute(conn)?;
    }
    diesel::delete(partnerships::table.find(Id::from(id))).execute(conn)?;
    Ok(())
}

/// Makes a person a member, or leaves what they are.
pub fn join(
    conn: &mut Connection,
    id: PartnershipId,
    person: PersonId,
    role: Role,
    organization: Option<OrganizationId>,
    now: Timestamp,
) -> QueryResult<bool> {
    let rows = diesel::insert_into(members::table)
        .values((
            members::partnership_id.eq(Id::from(id)),
            members::person_id.eq(Id::from(person)),
            members::role.eq(role.word()),
            members::organization_id.eq(organization.map(Id::from)),
            members::joined_at.eq(now.0),
        ))
        .or_ignore((members::partnership_id, members::person_id))
        .execute(conn)?;
    Ok(rows == 1)
}

/// Everybody who belongs to a partnership, by name.
pub fn members_of(conn: &mut Connection, id: PartnershipId) -> QueryResult<Vec<MemberRow>> {
    type Columns =
        ((Id, String, Option<Vec<u8>>, Option<Vec<u8>>, String), (String, Option<Id>, Option<String>, i64));
    let rows = members::table
        .inner_join(people::table)
        .filter(members::partnership_id.eq(Id::from(id)))
        .order((people::name, people::id))
        .select((
            (people::id, people::name, people::email_hash, people::email_sealed, people::language),
            (members::role, members::organization_id, members::level, members::joined_at),
        ))
        .load::<Columns>(conn)?;
    Ok(rows
        .into_iter()
        .filter_map(|((person, name, hash, email_sealed, language), rest)| {
            let (role, organization, level, joined_at) = rest;
            Some(MemberRow {
                person: person.into(),
                name,
                email_sealed,
                language: language.parse().unwrap_or_default(),
                role: Role::from_word(&role)?,
                organization: organization.map(Into::into),
                level,
                joined_at: Timestamp(joined_at),
                is_awaited: hash.is_none(),
            })
        })
        .collect())
}

/// How many stewards a partnership has besides `person`. Awaited ones do not count: they can't sign in.
pub fn other_stewards(conn: &mut Connection, id: PartnershipId, person: PersonId) -> QueryResult<i64> {
    members::table
        .inner_join(people::table)
        .filter(people::email_hash.is_not_null())
        .filter(members::partnership_id.eq(Id::from(id)))
        .filter(members::role.eq(Role::Steward.word()))
        .filter(members::person_id.ne(Id::from(person)))
        .count()
        .get_result(conn)
}

/// Changes what a member may do, whom they speak for and their level.
pub fn set_member(
    conn: &mut Connection,
    id: PartnershipId,
    person: PersonId,
    role: Role,
    organization: Option<OrganizationId>,
    level: Option<&str>,
) -> QueryResult<bool> {
    let row = members::table
        .filter(members::partnership_id.eq(Id::from(id)))
        .filter(members::person_id.eq(Id::from(person)));
    let rows = diesel::update(row)
        .set((
            members::role.eq(role.word()),
            members::organization_id.eq(organization.map(Id::from)),
            members::level.eq(level),
        ))
        .execute(conn)?;
    Ok(rows == 1)
}

/// Takes a person out of a partnership, and ends the link of their calendar. Of an awaited member stays "a former member".
pub fn leave(
    conn: &mut Connection,
    id: PartnershipId,
    person: PersonId,
    now: Timestamp,
) -> QueryResult<bool> {
    let feed = calendar_feeds::table
        .filter(calendar_feeds::partnership_id.eq(Id::from(id)))
        .filter(calendar_feeds::person_id.eq(Id::from(person)));
    diesel::delete(feed).execute(conn)?;
    let row = members::table
        .filter(members::partnership_id.eq(Id::from(id)))
        .filter(members::person_id.eq(Id::from(person)));
    let left = diesel::delete(row).execute(conn)? == 1;
    if left {
        let awaited = people::table
            .find(Id::from(person))
            .filter(people::email_hash.is_null())
            .filter(people::removed_at.is_null());
        diesel::update(awaited)
            .set((
                people::name.eq(""),
                people::email_sealed.eq(None::<Vec<u8>>),
                people::removed_at.eq(Some(now.0)),
            ))
            .execute(conn)?;
    }
    Ok(left)
}

/// Whether an organization belongs to a partnership.
pub fn has_organization(
    conn: &mut Connection,
    id: PartnershipId,
    organization: OrganizationId,
) -> QueryResult<bool> {
    let found: i64 = organizations::table
        .filter(organizations::id.eq(Id::from(organization)))
        .filter(organizations::partnership_id.eq(Id::from(id)))
        .count()
        .get_result(conn)?;
    Ok(found > 0)
}

/// A partnership's organizations by name: id, name, letters and sector.
pub fn organization_names(
    conn: &mut Connection,
    id: PartnershipId,
) -> QueryResult<Vec<(OrganizationId, String, String, String)>> {
    let rows = organizations::table
        .filter(organizations::partnership_id.eq(Id::from(id)))
        .order((organizations::name, organizations::id))
        .select((organizations::id, organizations::name, organizations::letters, organizations::sector))
        .load::<(Id, String, String, String)>(conn)?;
    Ok(rows.into_iter().map(|(id, name, letters, sector)| (id.into(), name, letters, sector)).collect())
}

/// Gives a workbook to a partnership. Answers false when it belongs to one already.
pub fn add_workbook(
    conn: &mut Connection,
    id: PartnershipId,
    workbook: &PartnershipWorkbook,
) -> QueryResult<bool> {
    let rows = diesel::insert_into(partnership_workbooks::table)
        .values((
            partnership_workbooks::workbook_id.eq(Id::from(workbook.id)),
            partnership_workbooks::partnership_id.eq(Id::from(id)),
            partnership_workbooks::sealed.eq(&workbook.sealed),
            partnership_workbooks::is_team.eq(i64::from(workbook.is_team)),
            partnership_workbooks::added_at.eq(workbook.added_at.0),
        ))
        .or_ignore((partnership_workbooks::workbook_id,))
        .execute(conn)?;
    Ok(rows == 1)
}

/// Makes one of a partnership's workbooks the team's own answer, and the others not.
pub fn choose_team_workbook(
    conn: &mut Connection,
    id: PartnershipId,
    workbook: WorkbookId,
) -> QueryResult<()> {
    let own = partnership_workbooks::partnership_id.eq(Id::from(id));
    diesel::update(partnership_workbooks::table.filter(own))
        .set(partnership_workbooks::is_team.eq(0))
        .execute(conn)?;
    diesel::update(
        partnership_workbooks::table
            .filter(own)
            .filter(partnership_workbooks::workbook_id.eq(Id::from(workbook))),
    )
    .set(partnership_workbooks::is_team.eq(1))
    .execute(conn)?;
    Ok(())
}

/// Keeps another token for a workbook of a partnership.
pub fn reseal_workbook(
    conn: &mut Connection,
    id: PartnershipId,
    workbook: WorkbookId,
    sealed: &[u8],
) -> QueryResult<()> {
    diesel::update(
        partnership_workbooks::table
            .filter(partnership_workbooks::partnership_id.eq(Id::from(id)))
            .filter(partnership_workbooks::workbook_id.eq(Id::from(workbook))),
    )
    .set(partnership_workbooks::sealed.eq(sealed))
    .execute(conn)?;
    Ok(())
}

/// A partnership's workbooks, the team's own answer first.
pub fn workbooks_of(conn: &mut Connection, id: PartnershipId) -> QueryResult<Vec<PartnershipWorkbook>> {
    let rows = partnership_workbooks::table
        .filter(partnership_workbooks::partnership_id.eq(Id::from(id)))
        .order((partnership_workbooks::is_team.desc(), partnership_workbooks::added_at))
        .select((
            partnership_workbooks::workbook_id,
            partnership_workbooks::sealed,
            partnership_workbooks::is_team,
            partnership_workbooks::added_at,
        ))
        .load::<(Id, Vec<u8>, i64, i64)>(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, sealed, is_team, added_at)| PartnershipWorkbook {
            id: id.into(),
            sealed,
            is_team: is_team != 0,
            added_at: Timestamp(added_at),
        })
        .collect())
}

/// The partnership that a workbook belongs to, and whether it is the team's own answer.
pub fn owner_of(conn: &mut Connection, workbook: WorkbookId) -> QueryResult<Option<(PartnershipId, bool)>> {
    let found: Option<(Id, i64)> = partnership_workbooks::table
        .find(Id::from(workbook))
        .select((partnership_workbooks::partnership_id, partnership_workbooks::is_team))
        .first(conn)
        .optional()?;
    Ok(found.map(|(id, is_team)| (id.into(), is_team != 0)))
}

/// The documents that go with a partnership: its workbooks and the copies of its rounds.
pub fn workbooks_to_remove(conn: &mut Connection, id: PartnershipId) -> QueryResult<Vec<WorkbookId>> {
    let own = partnership_workbooks::table
        .filter(partnership_workbooks::partnership_id.eq(Id::from(id)))
        .select(partnership_workbooks::workbook_id)
        .load::<Id>(conn)?;
    let copies = responses::table
        .inner_join(rounds::table)
        .filter(rounds::partnership_id.eq(Id::from(id)))
        .select(responses::workbook_id)
        .load::<Id>(conn)?;
    Ok(own.into_iter().chain(copies).map(Into::into).collect())
}
