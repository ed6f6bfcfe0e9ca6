//! Brings the tables up to date when a node starts.

use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::connection::{Purpose, Session};
use crate::{Connection, Engine, StoreError};

/// Every migration in order; the place in the list is its number. Released ones are never edited or moved: later ones
/// first add what is new, and take away what is old in a release of their own.
const MIGRATIONS: &[Migration] = &[
    Migration::Same(include_str!("../migrations/0001-workbooks.sql")),
    Migration::Same(include_str!("../migrations/0002-history.sql")),
    Migration::Same(include_str!("../migrations/0003-sharing.sql")),
    Migration::Same(include_str!("../migrations/0004-jobs.sql")),
    Migration::Each {
        sqlite: include_str!("../migrations/0005-search.sqlite.sql"),
        postgres: include_str!("../migrations/0005-search.postgres.sql"),
    },
    Migration::Same(include_str!("../migrations/0006-page-shares.sql")),
    Migration::Same(include_str!("../migrations/0007-individual-workbooks.sql")),
    Migration::Same(include_str!("../migrations/0008-people.sql")),
    Migration::Same(include_str!("../migrations/0009-partnerships.sql")),
    Migration::Same(include_str!("../migrations/0010-work.sql")),
    Migration::Same(include_str!("../migrations/0011-rounds.sql")),
    Migration::Same(include_str!("../migrations/0012-meetings.sql")),
    Migration::Same(include_str!("../migrations/0013-awaited.sql")),
    Migration::Same(include_str!("../migrations/0014-nodes.sql")),
    Migration::Same(include_str!("../migrations/0015-operators.sql")),
    Migration::Same(include_str!("../migrations/0016-packs.sql")),
];

/// One step.
enum Migration {
    /// The same statements on both engines.
    Same(&'static str),
    /// For what an engine has a way of its own: so far only the search.
    Each { sqlite: &'static str, postgres: &'static str },
}

impl Migration {
    fn on(&self, engine: Engine) -> &'static str {
        match (self, engine) {
            (Self::Same(text), _) => text,
            (Self::Each { sqlite, .. }, Engine::Sqlite) => sqlite,
            (Self::Each { postgres, .. }, Engine::Postgres) => postgres,
        }
    }
}

/// How many migrations this program knows: the level of an up-to-date database.
pub(crate) fn known_level() -> i64 {
    (1..).zip(MIGRATIONS).map(|(number, _)| number).last().unwrap_or(0)
}

/// One row says how far the tables are. Its row lock is what lets one node at a time migrate, and needs no
/// advisory lock, which PostgreSQL-compatible clusters may lack.
const LOCK_ROW: &str =
    "CREATE TABLE IF NOT EXISTS schema_level (id BIGINT NOT NULL PRIMARY KEY, level BIGINT NOT NULL);
     INSERT INTO schema_level (id, level) VALUES (1, 0) ON CONFLICT DO NOTHING";

/// Nodes that start at once can trip over each other while they make the lock row; the next try finds it made.
const TRIES: u32 = 5;

/// Runs what is missing, all of it or nothing. A database that a newer program has already taken further is left so.
pub(crate) fn run(session: &mut Session) -> Result<(), StoreError> {
    make_lock_row(&mut session.connection)?;
    refuse_half_filled(&mut session.connection)?;
    run_to(session, known_level())
}

/// A change of a table waits for whoever reads it, such as a backup, and everybody else waits behind it: so it waits only
/// this long, lets the others pass, and tries again.
const LOCK_TIME: &str = "SET lock_timeout = '2s'";
/// How often it tries, and its pause in between: ten minutes in all.
const LOCK_TRIES: u32 = 120;
/// See [`LOCK_TRIES`].
const LOCK_PAUSE: Duration = Duration::from_secs(3);

/// Like [`run`], but no further than `most`.
pub(crate) fn run_to(session: &mut Session, most: i64) -> Result<(), StoreError> {
    make_lock_row(&mut session.connection)?;
    if session.connection.engine() == Engine::Postgres {
        session.connection.batch_execute(LOCK_TIME)?;
    }
    for left in (0..LOCK_TRIES).rev() {
        session.begin(Purpose::Migrate)?;
        let error = match bring_up(&mut session.connection, most) {
            Ok(()) => return Ok(session.commit()?),
            Err(error) => error,
        };
        session.roll_back_to(0)?;
        // Neither diesel nor its error names the code, 55P03.
        if left == 0 || !error.to_string().contains("lock timeout") {
            return Err(error.into());
        }
        if left + 1 == LOCK_TRIES {
            tracing::warn!(
                "the tables are in use, by a backup perhaps; they are brought up to date when it ends"
            );
        }
        std::thread::sleep(LOCK_PAUSE);
    }
    Ok(())
}

fn make_lock_row(connection: &mut Connection) -> QueryResult<()> {
    let mut outcome = connection.batch_execute(LOCK_ROW);
    for _ in 1..TRIES {
        if outcome.is_ok() {
            break;
        }
        outcome = connection.batch_execute(LOCK_ROW);
    }
    outcome
}

/// Whether a copy or a restore into this database began and did not end. A second row beside the lock row says so; programs
/// before it pass over it.
pub(crate) fn is_half_filled(connection: &mut Connection) -> QueryResult<bool> {
    let row = "(SELECT count(*) FROM schema_level WHERE id = 2)";
    diesel::select(sql::<BigInt>(row)).get_result::<i64>(connection).map(|rows| rows > 0)
}

/// Says that rows are coming in, or that all are there.
pub(crate) fn set_half_filled(connection: &mut Connection, half: bool) -> QueryResult<()> {
    connection.batch_execute("DELETE FROM schema_level WHERE id = 2")?;
    if half {
        connection.batch_execute("INSERT INTO schema_level (id, level) VALUES (2, 0)")?;
    }
    Ok(())
}

/// Half of the rows must not pass for all of them.
pub(crate) fn refuse_half_filled(connection: &mut Connection) -> Result<(), StoreError> {
    if is_half_filled(connection)? {
        return Err(StoreError::Unavailable(
            "a copy or a restore into it was broken off, so rows are missing. Start the copy again; after a restore \
             empty the database, then restore again"
                .into(),
        ));
    }
    Ok(())
}

fn bring_up(connection: &mut Connection, most: i64) -> QueryResult<()> {
    connection.batch_execute("UPDATE schema_level SET level = level WHERE id = 1")?;
    let level = level(connection)?;
    if level > known_level() {
        tracing::warn!(
            level,
            known = known_level(),
            "the database was migrated by a newer program; update this one soon"
        );
    }
    let done = usize::try_from(level).unwrap_or(0);
    let missing = (1_i64..).zip(MIGRATIONS).skip(done).take_while(|(number, _)| *number <= most);
    for (number, migration) in missing {
        connection.batch_execute(migration.on(connection.engine()))?;
        diesel::sql_query("UPDATE schema_level SET level = $1 WHERE id = 1")
            .bind::<BigInt, _>(number)
            .execute(connection)?;
        tracing::info!(number, "migrated the database");
    }
    Ok(())
}

/// The statements that bring an empty database to a level.
pub(crate) fn up_to(level: i64, engine: Engine) -> impl Iterator<Item = &'static str> {
    (1..).zip(MIGRATIONS).take_while(move |(number, _)| *number <= level).map(move |(_, one)| one.on(engine))
}

/// How many migrations have run on this database.
pub(crate) fn level(connection: &mut Connection) -> QueryResult<i64> {
    diesel::select(sql::<BigInt>("(SELECT level FROM schema_level WHERE id = 1)")).get_result(connection)
}
