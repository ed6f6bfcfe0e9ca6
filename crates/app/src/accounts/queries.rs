//! Every statement about people, their sessions and the links that sign them in.

use crosswalk_names::{Language, PasskeyId, PersonId, SessionId, Timestamp};
use crosswalk_store::schema::{outside_identities, passkeys, people, sessions, sign_ins};
use crosswalk_store::{Connection, Id};
use diesel::prelude::*;

use super::ceremony::Mark;
use super::sessions::LASTS_AT_MOST;

/// A person as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Their id.
    pub id: PersonId,
    /// Their address, sealed; none after they asked to be removed.
    pub email_sealed: Option<Vec<u8>>,
    /// What others see; empty until they said it, and after they were removed.
    pub name: String,
    /// The language of their mail.
    pub language: Language,
    /// Since when.
    pub created_at: Timestamp,
}

/// A person to be written down.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// Their id.
    pub id: PersonId,
    /// Keyed hash of the address.
    pub email_hash: [u8; 32],
    /// The address, sealed.
    pub email_sealed: Vec<u8>,
    /// What others see.
    pub name: String,
    /// The language of their mail.
    pub language: Language,
    /// Now.
    pub at: Timestamp,
}

/// A session as the person sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Its id, which is no secret.
    pub id: SessionId,
    /// What the browser calls itself.
    pub device: String,
    /// Since when.
    pub created_at: Timestamp,
    /// The last visit, to the hour.
    pub seen_at: Timestamp,
}

/// A session to be written down.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// Hash of the token in the cookie.
    pub token_hash: [u8; 32],
    /// Its id, which is no secret.
    pub id: SessionId,
    /// Whose.
    pub person: PersonId,
    /// What the browser calls itself.
    pub device: String,
    /// Now.
    pub at: Timestamp,
    /// When it ends unless it is used.
    pub expires_at: Timestamp,
}

/// Who a session's token belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The session.
    pub session: SessionId,
    /// The person.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// The last visit that was written down.
    pub seen_at: Timestamp,
    /// When the session ends.
    pub expires_at: Timestamp,
}

/// A passkey as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyRow {
    /// Its id, which is no secret.
    pub id: PasskeyId,
    /// Whose.
    pub person: PersonId,
    /// What the device calls it.
    pub credential_id: Vec<u8>,
    /// The public half of the key with its counter, as JSON.
    pub credential: String,
    /// What the person calls it; may be empty.
    pub name: String,
    /// Since when.
    pub created_at: Timestamp,
    /// When it last signed somebody in.
    pub used_at: Option<Timestamp>,
}

/// A passkey to be written down.
#[derive(Debug, Clone)]
pub struct NewPasskey {
    /// Its id, which is no secret.
    pub id: PasskeyId,
    /// Whose.
    pub person: PersonId,
    /// What the device calls it.
    pub credential_id: Vec<u8>,
    /// The public half of the key with its counter, as JSON.
    pub credential: String,
    /// What the person calls it; may be empty.
    pub name: String,
    /// Now.
    pub at: Timestamp,
}

type PersonColumns = (Id, Option<Vec<u8>>, String, String, i64);

fn person_row((id, email_sealed, name, language, created_at): PersonColumns) -> PersonRow {
    PersonRow {
        id: id.into(),
        email_sealed,
        name,
        language: language.parse().unwrap_or_default(),
        created_at: Timestamp(created_at),
    }
}

const PERSON: (people::id, people::email_sealed, people::name, people::language, people::created_at) =
    (people::id, people::email_sealed, people::name, people::language, people::created_at);

/// The person with an address, by its keyed hash.
pub fn by_address(conn: &mut Connection, email_hash: &[u8; 32]) -> QueryResult<Option<PersonRow>> {
    let row = people::table
        .filter(people::email_hash.eq(email_hash.as_slice()))
        .select(PERSON)
        .first::<PersonColumns>(conn)
        .optional()?;
    Ok(row.map(person_row))
}

/// A person, removed ones included.
pub fn person(conn: &mut Connection, id: PersonId) -> QueryResult<Option<PersonRow>> {
    let row = people::table.find(Id::from(id)).select(PERSON).first::<PersonColumns>(conn).optional()?;
    Ok(row.map(person_row))
}

/// Writes a person down.
pub fn create(conn: &mut Connection, new: &NewPerson) -> QueryResult<()> {
    diesel::insert_into(people::table)
        .values((
            people::id.eq(Id::from(new.id)),
            people::email_hash.eq(Some(new.email_hash.as_slice())),
            people::email_sealed.eq(Some(&new.email_sealed)),
            people::name.eq(&new.name),
            people::language.eq(new.language.code()),
            people::created_at.eq(new.at.0),
        ))
        .execute(conn)?;
    Ok(())
}

/// Changes what a person is called and the language of their mail.
pub fn rename(conn: &mut Connection, id: PersonId, name: &str, language: Language) -> QueryResult<()> {
    diesel::update(people::table.find(Id::from(id)))
        .set((people::name.eq(name), people::language.eq(language.code())))
        .execute(conn)?;
    Ok(())
}

/// Takes everything of a person away but the row: where they wrote stands "a former member".
pub fn remove(conn: &mut Connection, id: PersonId, now: Timestamp) -> QueryResult<()> {
    let person = Id::from(id);
    diesel::delete(sessions::table.filter(sessions::person_id.eq(person))).execute(conn)?;
    diesel::delete(passkeys::table.filter(passkeys::person_id.eq(person))).execute(conn)?;
    diesel::delete(outside_identities::table.filter(outside_identities::person_id.eq(person)))
        .execute(conn)?;
    diesel::update(people::table.find(person))
        .set((
            people::email_hash.eq(None::<Vec<u8>>),
            people::email_sealed.eq(None::<Vec<u8>>),
            people::name.eq(""),
            people::removed_at.eq(Some(now.0)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Notes a link on its way to a mailbox.
pub fn ask(
    conn: &mut Connection,
    token_hash: &[u8; 32],
    sealed: &[u8],
    now: Timestamp,
    expires_at: Timestamp,
) -> QueryResult<()> {
    diesel::insert_into(sign_ins::table)
        .values((
            sign_ins::token_hash.eq(token_hash.as_slice()),
            sign_ins::sealed.eq(sealed),
            sign_ins::created_at.eq(now.0),
            sign_ins::expires_at.eq(expires_at.0),
        ))
        .execute(conn)?;
    Ok(())
}

/// What a link is for, while it works.
pub fn asked(conn: &mut Connection, token_hash: &[u8; 32], now: Timestamp) -> QueryResult<Option<Vec<u8>>> {
    sign_ins::table
        .filter(sign_ins::token_hash.eq(token_hash.as_slice()))
        .filter(sign_ins::used_at.is_null())
        .filter(sign_ins::expires_at.gt(now.0))
        .select(sign_ins::sealed)
        .first(conn)
        .optional()
}

/// Uses a link up. False when somebody else just did.
pub fn use_up(conn: &mut Connection, token_hash: &[u8; 32], now: Timestamp) -> QueryResult<bool> {
    let free = sign_ins::table
        .filter(sign_ins::token_hash.eq(token_hash.as_slice()))
        .filter(sign_ins::used_at.is_null())
        .filter(sign_ins::expires_at.gt(now.0));
    Ok(diesel::update(free).set(sign_ins::used_at.eq(Some(now.0))).execute(conn)? == 1)
}

/// Begins a session.
pub fn begin(conn: &mut Connection, new: &NewSession) -> QueryResult<()> {
    diesel::insert_into(sessions::table)
        .values((
            sessions::token_hash.eq(new.token_hash.as_slice()),
            sessions::id.eq(Id::from(new.id)),
            sessions::person_id.eq(Id::from(new.person)),
            sessions::device.eq(&new.device),
            sessions::created_at.eq(new.at.0),
            sessions::seen_at.eq(new.at.0),
            sessions::expires_at.eq(new.expires_at.0),
        ))
        .execute(conn)?;
    Ok(())
}

/// Whose session a token is, while it lasts.
pub fn session(conn: &mut Connection, token_hash: &[u8; 32], now: Timestamp) -> QueryResult<Option<Known>> {
    let row = sessions::table
        .inner_join(people::table)
        .filter(sessions::token_hash.eq(token_hash.as_slice()))
        .filter(sessions::expires_at.gt(now.0))
        .filter(sessions::created_at.gt(now.0 - LASTS_AT_MOST))
        .select((sessions::id, people::id, people::name, sessions::seen_at, sessions::expires_at))
        .first::<(Id, Id, String, i64, i64)>(conn)
        .optional()?;
    Ok(row.map(|(session, person, name, seen_at, expires_at)| Known {
        session: session.into(),
        person: person.into(),
        name,
        seen_at: Timestamp(seen_at),
        expires_at: Timestamp(expires_at),
    }))
}

/// Notes a visit, which makes the session last longer.
pub fn seen(
    conn: &mut Connection,
    session: SessionId,
    now: Timestamp,
    expires_at: Timestamp,
) -> QueryResult<()> {
    diesel::update(sessions::table.filter(sessions::id.eq(Id::from(session))))
        .set((sessions::seen_at.eq(now.0), sessions::expires_at.eq(expires_at.0)))
        .execute(conn)?;
    Ok(())
}

/// A person's sessions, the last used first.
pub fn sessions_of(conn: &mut Connection, person: PersonId, now: Timestamp) -> QueryResult<Vec<SessionRow>> {
    let rows = sessions::table
        .filter(sessions::person_id.eq(Id::from(person)))
        .filter(sessions::expires_at.gt(now.0))
        .filter(sessions::created_at.gt(now.0 - LASTS_AT_MOST))
        .order((sessions::seen_at.desc(), sessions::id.desc()))
        .select((sessions::id, sessions::device, sessions::created_at, sessions::seen_at))
        .load::<(Id, String, i64, i64)>(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, device, created_at, seen_at)| SessionRow {
            id: id.into(),
            device,
            created_at: Timestamp(created_at),
            seen_at: Timestamp(seen_at),
        })
        .collect())
}

/// Ends one session of a person; none: all of them. Answers how many.
pub fn end(conn: &mut Connection, person: PersonId, session: Option<SessionId>) -> QueryResult<usize> {
    let of_person = sessions::table.filter(sessions::person_id.eq(Id::from(person)));
    match session {
        Some(session) => diesel::delete(of_person.filter(sessions::id.eq(Id::from(session)))).execute(conn),
        None => diesel::delete(of_person).execute(conn),
    }
}

/// Notes that a ceremony ended, so that it can't end a second time. False when it did before.
pub fn end_ceremony(conn: &mut Connection, mark: &Mark, now: Timestamp) -> QueryResult<bool> {
    let known: i64 =
        sign_ins::table.filter(sign_ins::token_hash.eq(mark.hash.as_slice())).count().get_result(conn)?;
    if known > 0 {
        return Ok(false);
    }
    diesel::insert_into(sign_ins::table)
        .values((
            sign_ins::token_hash.eq(mark.hash.as_slice()),
            sign_ins::sealed.eq(Vec::<u8>::new()),
            sign_ins::created_at.eq(now.0),
            sign_ins::expires_at.eq(mark.until.0),
            sign_ins::used_at.eq(Some(now.0)),
        ))
        .execute(conn)?;
    Ok(true)
}

type PasskeyColumns = (Id, Id, Vec<u8>, String, String, i64, Option<i64>);

fn passkey_row(
    (id, person, credential_id, credential, name, created_at, used_at): PasskeyColumns,
) -> PasskeyRow {
    PasskeyRow {
        id: id.into(),
        person: person.into(),
        credential_id,
        credential,
        name,
        created_at: Timestamp(created_at),
        used_at: used_at.map(Timestamp),
    }
}

/// A person's passkeys, the oldest first.
pub fn passkeys_of(conn: &mut Connection, person: PersonId) -> QueryResult<Vec<PasskeyRow>> {
    let rows = passkeys::table
        .filter(passkeys::person_id.eq(Id::from(person)))
        .order((passkeys::created_at.asc(), passkeys::id.asc()))
        .select(passkeys::all_columns)
        .load::<PasskeyColumns>(conn)?;
    Ok(rows.into_iter().map(passkey_row).collect())
}

/// The passkey that a device calls `credential_id`, whoever it belongs to.
pub fn passkey(conn: &mut Connection, credential_id: &[u8]) -> QueryResult<Option<PasskeyRow>> {
    let row = passkeys::table
        .filter(passkeys::credential_id.eq(credential_id))
        .select(passkeys::all_columns)
        .first::<PasskeyColumns>(conn)
        .optional()?;
    Ok(row.map(passkey_row))
}

/// Writes a passkey down.
pub fn add_passkey(conn: &mut Connection, new: &NewPasskey) -> QueryResult<()> {
    diesel::insert_into(passkeys::table)
        .values((
            passkeys::id.eq(Id::from(new.id)),
            passkeys::person_id.eq(Id::from(new.person)),
            passkeys::credential_id.eq(&new.credential_id),
            passkeys::credential.eq(&new.credential),
            passkeys::name.eq(&new.name),
            passkeys::created_at.eq(new.at.0),
        ))
        .execute(conn)?;
    Ok(())
}

/// Notes that a passkey signed somebody in, with its new counter. False when it was just removed.
pub fn use_passkey(
    conn: &mut Connection,
    passkey: PasskeyId,
    credential: &str,
    now: Timestamp,
) -> QueryResult<bool> {
    let changed = diesel::update(passkeys::table.find(Id::from(passkey)))
        .set((passkeys::credential.eq(credential), passkeys::used_at.eq(Some(now.0))))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Removes a passkey of a person. False when they have none of this id.
pub fn remove_passkey(conn: &mut Connection, person: PersonId, passkey: PasskeyId) -> QueryResult<bool> {
    let own = passkeys::table.find(Id::from(passkey)).filter(passkeys::person_id.eq(Id::from(person)));
    Ok(diesel::delete(own).execute(conn)? == 1)
}

/// Who somebody is at the OpenID provider, once they were here.
pub fn by_outside(conn: &mut Connection, issuer: &str, subject: &str) -> QueryResult<Option<PersonId>> {
    let person = outside_identities::table
        .find((issuer, subject))
        .select(outside_identities::person_id)
        .first::<Id>(conn)
        .optional()?;
    Ok(person.map(Into::into))
}

/// Notes who somebody is at the OpenID provider.
pub fn join_outside(
    conn: &mut Connection,
    issuer: &str,
    subject: &str,
    person: PersonId,
    now: Timestamp,
) -> QueryResult<()> {
    diesel::insert_into(outside_identities::table)
        .values((
            outside_identities::issuer.eq(issuer),
            outside_identities::subject.eq(subject),
            outside_identities::person_id.eq(Id::from(person)),
            outside_identities::created_at.eq(now.0),
        ))
        .execute(conn)?;
    Ok(())
}

/// Where else a person is known: issuer and since when.
pub fn outside_of(conn: &mut Connection, person: PersonId) -> QueryResult<Vec<(String, Timestamp)>> {
    let rows = outside_identities::table
        .filter(outside_identities::person_id.eq(Id::from(person)))
        .order(outside_identities::created_at.asc())
        .select((outside_identities::issuer, outside_identities::created_at))
        .load::<(String, i64)>(conn)?;
    Ok(rows.into_iter().map(|(issuer, at)| (issuer, Timestamp(at))).collect())
}

/// Removes links, ended ceremonies and sessions that have had their time.
pub fn prune(conn: &mut Connection, now: Timestamp) -> QueryResult<()> {
    diesel::delete(sign_ins::table.filter(sign_ins::expires_at.lt(now.0))).execute(conn)?;
    diesel::delete(sessions::table.filter(sessions::expires_at.lt(now.0))).execute(conn)?;
    Ok(())
}
