//! Statements about invitations.

use crosswalk_names::{InvitationId, Language, OrganizationId, PartnershipId, PersonId, Timestamp};
use crosswalk_store::schema::{
    activities, agenda_items, evidence, invitations, meetings, members, organizations, partnerships, people,
    rounds, steps,
};
use crosswalk_store::{Connection, Id};
use diesel::prelude::*;

use crate::partnerships::queries::Role;

/// An invitation to be written down.
#[derive(Debug, Clone)]
pub struct NewInvitation {
    /// Its id.
    pub id: InvitationId,
    /// Hash of the token in its link.
    pub token_hash: [u8; 32],
    /// Keyed hash of the address; none for one by link.
    pub email_hash: Option<[u8; 32]>,
    /// Token and address, sealed.
    pub sealed: Vec<u8>,
    /// What who joins may do.
    pub role: Role,
    /// Whom they speak for.
    pub organization: Option<OrganizationId>,
    /// The awaited member whose place it offers.
    pub awaited: Option<PersonId>,
    /// Who invites.
    pub invited_by: PersonId,
    /// Of the letter.
    pub language: Language,
    /// Now.
    pub at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// An invitation as stewards see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationRow {
    /// Its id.
    pub id: InvitationId,
    /// Token and address, sealed.
    pub sealed: Vec<u8>,
    /// Whether it went to one address.
    pub by_mail: bool,
    /// What who joins may do.
    pub role: Role,
    /// Whom they speak for.
    pub organization: Option<OrganizationId>,
    /// Of the letter.
    pub language: Language,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it was last sent once more.
    pub reminded_at: Option<Timestamp>,
    /// The awaited member whose place it offers.
    pub awaited: Option<PersonId>,
}

/// What who follows the link of an invitation sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenInvitation {
    /// Its id.
    pub id: InvitationId,
    /// The partnership.
    pub partnership: PartnershipId,
    /// Its name.
    pub partnership_name: String,
    /// What it is for; may be empty.
    pub purpose: String,
    /// What who joins may do.
    pub role: Role,
    /// Whom they speak for.
    pub organization: Option<(OrganizationId, String)>,
    /// Who invites; empty for a former member.
    pub invited_by: String,
    /// Whether it went to one address, and so is for one person.
    pub by_mail: bool,
    /// The awaited member whose place it offers.
    pub awaited: Option<PersonId>,
}

/// Writes an invitation down.
pub fn create(conn: &mut Connection, partnership: PartnershipId, new: &NewInvitation) -> QueryResult<()> {
    diesel::insert_into(invitations::table)
        .values((
            (
                invitations::id.eq(Id::from(new.id)),
                invitations::partnership_id.eq(Id::from(partnership)),
                invitations::token_hash.eq(new.token_hash.as_slice()),
                invitations::email_hash.eq(new.email_hash.as_ref().map(<[u8; 32]>::as_slice)),
                invitations::sealed.eq(&new.sealed),
                invitations::role.eq(new.role.word()),
            ),
            (
                invitations::organization_id.eq(new.organization.map(Id::from)),
                invitations::awaited_id.eq(new.awaited.map(Id::from)),
                invitations::invited_by.eq(Some(Id::from(new.invited_by))),
                invitations::language.eq(new.language.code()),
                invitations::created_at.eq(new.at.0),
                invitations::expires_at.eq(new.expires_at.0),
            ),
        ))
        .execute(conn)?;
    Ok(())
}

/// Invitations that can still be taken up, the newest first.
pub fn open_of(
    conn: &mut Connection,
    partnership: PartnershipId,
    now: Timestamp,
) -> QueryResult<Vec<InvitationRow>> {
    type Columns =
        ((Id, Vec<u8>, Option<Vec<u8>>, String), (Option<Id>, String, i64, Option<i64>, Option<Id>));
    let rows = invitations::table
        .filter(invitations::partnership_id.eq(Id::from(partnership)))
        .filter(invitations::withdrawn_at.is_null())
        .filter(invitations::used_at.is_null())
        .filter(invitations::expires_at.gt(now.0))
        .order((invitations::created_at.desc(), invitations::id.desc()))
        .select((
            (invitations::id, invitations::sealed, invitations::email_hash, invitations::role),
            (
                invitations::organization_id,
                invitations::language,
                invitations::expires_at,
                invitations::reminded_at,
                invitations::awaited_id,
            ),
        ))
        .load::<Columns>(conn)?;
    Ok(rows
        .into_iter()
        .filter_map(|((id, sealed, email, role), rest)| {
            let (organization, language, expires_at, reminded_at, awaited) = rest;
            Some(InvitationRow {
                id: id.into(),
                sealed,
                by_mail: email.is_some(),
                role: Role::from_word(&role)?,
                organization: organization.map(Into::into),
                language: language.parse().unwrap_or_default(),
                expires_at: Timestamp(expires_at),
                reminded_at: reminded_at.map(Timestamp),
                awaited: awaited.map(Into::into),
            })
        })
        .collect())
}

/// The invitation of a link, while it can be taken up.
pub fn open(
    conn: &mut Connection,
    token_hash: &[u8; 32],
    now: Timestamp,
) -> QueryResult<Option<OpenInvitation>> {
    type Columns = (
        (Id, Id, String, String),
        (String, Option<Id>, Option<String>),
        (Option<String>, Option<Vec<u8>>, Option<Id>),
    );
    let row = invitations::table
        .inner_join(partnerships::table)
        .left_join(people::table)
        .left_join(organizations::table.on(invitations::organization_id.eq(organizations::id.nullable())))
        .filter(invitations::token_hash.eq(token_hash.as_slice()))
        .filter(invitations::withdrawn_at.is_null())
        .filter(invitations::used_at.is_null())
        .filter(invitations::expires_at.gt(now.0))
        .filter(partnerships::deleted_at.is_null())
        .select((
            (invitations::id, partnerships::id, partnerships::name, partnerships::purpose),
            (invitations::role, invitations::organization_id, organizations::name.nullable()),
            (people::name.nullable(), invitations::email_hash, invitations::awaited_id),
        ))
        .first::<Columns>(conn)
        .optional()?;
    Ok(row.and_then(
        |((id, partnership, partnership_name, purpose), (role, organization, name), (by, email, awaited))| {
            Some(OpenInvitation {
                id: id.into(),
                partnership: partnership.into(),
                partnership_name,
                purpose,
                role: Role::from_word(&role)?,
                organization: organization.map(Into::into).zip(name),
                invited_by: by.unwrap_or_default(),
                by_mail: email.is_some(),
                awaited: awaited.map(Into::into),
            })
        },
    ))
}

/// Notes that an invitation by mail was taken up. False when it was already.
pub fn use_up(conn: &mut Connection, id: InvitationId, now: Timestamp) -> QueryResult<bool> {
    let open = invitations::table.find(Id::from(id)).filter(invitations::used_at.is_null());
    Ok(diesel::update(open).set(invitations::used_at.eq(Some(now.0))).execute(conn)? == 1)
}

/// Withdraws an invitation.
pub fn withdraw(
    conn: &mut Connection,
    partnership: PartnershipId,
    id: InvitationId,
    now: Timestamp,
) -> QueryResult<bool> {
    let row = invitations::table
        .filter(invitations::id.eq(Id::from(id)))
        .filter(invitations::partnership_id.eq(Id::from(partnership)))
        .filter(invitations::withdrawn_at.is_null());
    Ok(diesel::update(row).set(invitations::withdrawn_at.eq(Some(now.0))).execute(conn)? == 1)
}

/// Notes that an invitation was sent once more.
pub fn reminded(
    conn: &mut Connection,
    partnership: PartnershipId,
    id: InvitationId,
    now: Timestamp,
) -> QueryResult<()> {
    let row = invitations::table
        .filter(invitations::id.eq(Id::from(id)))
        .filter(invitations::partnership_id.eq(Id::from(partnership)));
    diesel::update(row).set(invitations::reminded_at.eq(Some(now.0))).execute(conn)?;
    Ok(())
}

/// Forgets invitations that ended before `before`.
pub fn prune(conn: &mut Connection, before: Timestamp) -> QueryResult<()> {
    diesel::delete(invitations::table.filter(invitations::expires_at.lt(before.0))).execute(conn)?;
    Ok(())
}

/// Puts a member into the place of an awaited one: what that one owns and did is theirs, and so are organization and
/// level where they have none. Nothing happens when `awaited` is no awaited member of the partnership.
pub fn take_place(
    conn: &mut Connection,
    partnership: PartnershipId,
    awaited: PersonId,
    person: PersonId,
) -> QueryResult<()> {
    let (all, old, new) = (Id::from(partnership), Id::from(awaited), Some(Id::from(person)));
    let place: Option<(Option<Id>, Option<String>)> = members::table
        .inner_join(people::table)
        .filter(members::partnership_id.eq(all))
        .filter(members::person_id.eq(old))
        .filter(people::email_hash.is_null())
        .filter(people::removed_at.is_null())
        .select((members::organization_id, members::level))
        .first(conn)
        .optional()?;
    let Some((organization, level)) = place else { return Ok(()) };
    macro_rules! hand_over {
        ($($table:ident.$column:ident)*) => {$(
            diesel::update(
                $table::table.filter($table::partnership_id.eq(all)).filter($table::$column.eq(Some(old))),
            )
            .set($table::$column.eq(new))
            .execute(conn)?;
        )*};
    }
    hand_over!(
        steps.owner_person steps.added_by steps.done_by agenda_items.added_by evidence.added_by
        rounds.opened_by meetings.started_by activities.person_id
    );
    let own = members::table
        .filter(members::partnership_id.eq(all))
        .filter(members::person_id.eq(Id::from(person)));
    diesel::update(own.filter(members::organization_id.is_null()))
        .set(members::organization_id.eq(organization))
        .execute(conn)?;
    diesel::update(own.filter(members::level.is_null())).set(members::level.eq(level)).execute(conn)?;
    diesel::delete(people::table.find(old)).execute(conn)?;
    Ok(())
}
