//! Work that comes round, and is one node's to do where several serve one database.

use crosswalk_names::Timestamp;
use diesel::prelude::*;

use crate::schema::turns;
use crate::{Connection, Upsert};

/// Takes a turn unless somebody did within `every` milliseconds. A turn taken in the future, by a clock that went back
/// since, does not count.
pub fn take(connection: &mut Connection, name: &str, now: Timestamp, every: i64) -> QueryResult<bool> {
    let added = diesel::insert_into(turns::table)
        .values((turns::name.eq(name), turns::taken_at.eq(now.0)))
        .or_ignore((turns::name,))
        .execute(connection)?;
    if added == 1 {
        return Ok(true);
    }
    let due = turns::taken_at.le(now.plus(-every).0).or(turns::taken_at.gt(now.plus(every).0));
    let taken = diesel::update(turns::table.find(name).filter(due))
        .set(turns::taken_at.eq(now.0))
        .execute(connection)?;
    Ok(taken == 1)
}

/// Gives a turn back that came to nothing: the next one may be taken at `next`, by whichever node comes first.
pub fn give_back(connection: &mut Connection, name: &str, next: Timestamp, every: i64) -> QueryResult<()> {
    diesel::update(turns::table.find(name))
        .set(turns::taken_at.eq(next.plus(-every).0))
        .execute(connection)
        .map(drop)
}
