//! Statements about operators, and what they may know of the rest.

use crosswalk_names::{PersonId, Timestamp};
use crosswalk_store::schema::{
    deliveries, operators, partnerships, people, senders, stopped_addresses, workbooks,
};
use crosswalk_store::{Connection, Id, Upsert as _};
use diesel::prelude::*;

/// Whether a person runs the instance: by the table, or by the hashes that the settings name.
pub fn is_operator(conn: &mut Connection, person: PersonId, named: &[[u8; 32]]) -> QueryResult<bool> {
    let hash = people::table
        .find(Id::from(person))
        .select(people::email_hash)
        .first::<Option<Vec<u8>>>(conn)
        .optional()?
        .flatten();
    let Some(hash) = hash else { return Ok(false) };
    if named.iter().any(|named| named.as_slice() == hash) {
        return Ok(true);
    }
    let found: i64 = operators::table.filter(operators::address_hash.eq(hash)).count().get_result(conn)?;
    Ok(found > 0)
}

/// The operators of the table: their addresses, sealed, and since when.
pub fn operators(conn: &mut Connection) -> QueryResult<Vec<(Vec<u8>, Timestamp)>> {
    let rows = operators::table
        .order(operators::added_at)
        .select((operators::sealed, operators::added_at))
        .load::<(Vec<u8>, i64)>(conn)?;
    Ok(rows.into_iter().map(|(sealed, at)| (sealed, Timestamp(at))).collect())
}

/// Makes whoever signs in by an address an operator.
pub fn add_operator(
    conn: &mut Connection,
    address_hash: &[u8; 32],
    sealed: &[u8],
    now: Timestamp,
) -> QueryResult<()> {
    diesel::insert_into(operators::table)
        .values((
            operators::address_hash.eq(address_hash.as_slice()),
            operators::sealed.eq(sealed),
            operators::added_at.eq(now.0),
        ))
        .or_ignore((operators::address_hash,))
        .execute(conn)?;
    Ok(())
}

/// Makes them none any more. Says whether they were one.
pub fn remove_operator(conn: &mut Connection, address_hash: &[u8; 32]) -> QueryResult<bool> {
    Ok(diesel::delete(operators::table.find(address_hash.as_slice())).execute(conn)? > 0)
}

/// How much there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Amounts {
    /// Workbooks that are not deleted.
    pub workbooks: i64,
    /// Those of them whose removal is announced.
    pub announced: i64,
    /// Partnerships that are not deleted.
    pub partnerships: i64,
    /// People with an account.
    pub accounts: i64,
}

/// Counts what there is.
pub fn amounts(conn: &mut Connection) -> QueryResult<Amounts> {
    let here = || workbooks::table.filter(workbooks::deleted_at.is_null());
    Ok(Amounts {
        workbooks: here().count().get_result(conn)?,
        announced: here().filter(workbooks::announced_at.is_not_null()).count().get_result(conn)?,
        partnerships: partnerships::table
            .filter(partnerships::deleted_at.is_null())
            .count()
            .get_result(conn)?,
        accounts: people::table.filter(people::email_hash.is_not_null()).count().get_result(conn)?,
    })
}

/// An address that wants no mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockedRow {
    /// Its keyed hash.
    pub hash: Vec<u8>,
    /// Since when.
    pub at: Timestamp,
    /// The address, sealed, if it is kept anywhere.
    pub sealed: Option<Vec<u8>>,
}

/// Addresses that want no mail, the newest first.
pub fn blocked(conn: &mut Connection, limit: i64) -> QueryResult<Vec<BlockedRow>> {
    let rows = stopped_addresses::table
        .order(stopped_addresses::at.desc())
        .limit(limit)
        .select((stopped_addresses::address_hash, stopped_addresses::at))
        .load::<(Vec<u8>, i64)>(conn)?;
    let mut blocked = Vec::with_capacity(rows.len());
    for (hash, at) in rows {
        let sealed = sealed_address(conn, &hash)?;
        blocked.push(BlockedRow { hash, at: Timestamp(at), sealed });
    }
    Ok(blocked)
}

/// Looks for an address where addresses are kept for a reason: accounts, senders, mails of the last month.
fn sealed_address(conn: &mut Connection, hash: &[u8]) -> QueryResult<Option<Vec<u8>>> {
    let account = people::table
        .filter(people::email_hash.eq(hash))
        .select(people::email_sealed)
        .first::<Option<Vec<u8>>>(conn)
        .optional()?;
    if let Some(sealed) = account.flatten() {
        return Ok(Some(sealed));
    }
    let delivery = deliveries::table
        .filter(deliveries::address_hash.eq(hash))
        .select(deliveries::sealed)
        .first::<Vec<u8>>(conn)
        .optional()?;
    if delivery.is_some() {
        return Ok(delivery);
    }
    senders::table.filter(senders::address_hash.eq(hash)).select(senders::sealed).first(conn).optional()
}

/// Lets an address have mail again. Says whether it was blocked.
pub fn unblock(conn: &mut Connection, address_hash: &[u8]) -> QueryResult<bool> {
    Ok(diesel::delete(stopped_addresses::table.find(address_hash)).execute(conn)? > 0)
}
