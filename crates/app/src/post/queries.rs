//! Statements about addresses that want no mail, and about how many letters went out today.

use crosswalk_names::Timestamp;
use crosswalk_store::schema::{counters, stopped_addresses};
use crosswalk_store::{Connection, Upsert as _};
use diesel::prelude::*;

/// Whether an address asked for no mail.
pub fn is_stopped(conn: &mut Connection, address_hash: &[u8]) -> QueryResult<bool> {
    let found: i64 = stopped_addresses::table
        .filter(stopped_addresses::address_hash.eq(address_hash))
        .count()
        .get_result(conn)?;
    Ok(found > 0)
}

/// No more mail to an address.
pub fn stop(conn: &mut Connection, address_hash: &[u8; 32], now: Timestamp) -> QueryResult<()> {
    diesel::insert_into(stopped_addresses::table)
        .values((
            stopped_addresses::address_hash.eq(address_hash.as_slice()),
            stopped_addresses::at.eq(now.0),
        ))
        .or_ignore((stopped_addresses::address_hash,))
        .execute(conn)?;
    Ok(())
}

/// Counts `more` in the window that began at `window`, unless that makes more than `most`. Says whether it did.
pub fn count(
    conn: &mut Connection,
    scope: &'static str,
    subject: &[u8],
    window: Timestamp,
    more: i64,
    most: i64,
) -> QueryResult<bool> {
    let key =
        counters::scope.eq(scope).and(counters::subject.eq(subject)).and(counters::window_start.eq(window.0));
    let so_far: Option<i64> = counters::table.filter(key).select(counters::count).first(conn).optional()?;
    if so_far.unwrap_or_default() + more > most {
        return Ok(false);
    }
    diesel::insert_into(counters::table)
        .values((
            counters::scope.eq(scope),
            counters::subject.eq(subject),
            counters::window_start.eq(window.0),
            counters::count.eq(more),
        ))
        .or_add((counters::scope, counters::subject, counters::window_start), counters::count)
        .execute(conn)?;
    Ok(true)
}

/// Forgets counts from before `before`.
pub fn prune(conn: &mut Connection, before: Timestamp) -> QueryResult<()> {
    diesel::delete(counters::table.filter(counters::window_start.lt(before.0))).execute(conn)?;
    Ok(())
}
