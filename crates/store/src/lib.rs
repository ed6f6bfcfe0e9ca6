//! Where Crosswalk keeps its data: SQLite in one file, or PostgreSQL, behind the same few calls.
//!
//! - [`Store::read`] runs queries on the database of one moment; it can't write.
//! - [`Store::write`] runs a change all or nothing, as if alone, and answers only when it is on disk.
//! - [`schema`] has the tables, [`Id`] the ids in them, [`Upsert`] the insert that may find its row there.
//! - [`transfer`] moves whole tables between databases, also of different engines.
//! - [`Store::read_stale`] may ask a replica, for reads that may be some moments behind.
//! - [`jobs`] is the queue of what must still be done, [`search`] finds what the toolkit holds, [`turns`] leaves work that
//!   comes round to one node.
//! - [`hints`] are what nodes that share a database tell each other, so that they look sooner.
//!
//! Every statement is ordinary diesel on [`Connection`] and runs unchanged on both engines. What differs between them,
//! and so must not be used: `on_conflict` (use [`Upsert`]), LIKE (SQLite ignores case), inserts of a `Vec` (loop inside
//! the write), SUM of a BIGINT without a cast, NaN, and `$2` before `$1` in `sql_query`.

#![allow(clippy::doc_markdown, reason = "SQLite and PostgreSQL are names, not code")]

mod any;
mod connection;
mod error;
pub mod hints;
mod id;
pub mod jobs;
mod migrate;
mod pool;
mod replica;
pub mod schema;
mod scratch;
pub mod search;
mod sqlite_lock;
pub mod transfer;
pub mod turns;
mod upsert;
mod watch;
mod writer;

use std::sync::Arc;

use diesel::QueryResult;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::result::Error;
use diesel::sql_types::{BigInt, Text};

pub use any::{AnyConnection as Connection, MultiBackend as Backend};
pub use connection::Engine;
pub use error::StoreError;
pub use id::Id;
pub use scratch::Scratch;
pub use upsert::{Action, Add, Columns, Ignore, Inserted, Replace, Upsert};
pub use watch::Work;

use connection::{Place, Purpose};
use pool::Pool;
use replica::Replica;
use sqlite_lock::SqliteLock;
use watch::Watch;
use writer::Writer;

/// How a store is opened.
#[derive(Clone, PartialEq, Eq)]
pub struct StoreOptions {
    /// Most connections for reading at once; on PostgreSQL, for reading and writing.
    pub readers: u32,
    /// Whether nodes that share a PostgreSQL database tell each other to look again: see [`hints`].
    pub hints: bool,
    /// `postgres://…` of a replica of the PostgreSQL database, for [`Store::read_stale`].
    pub replica: Option<String>,
}

impl Default for StoreOptions {
    /// Four: on a small machine more only make the threads wait for each other.
    fn default() -> Self {
        Self { readers: 4, hints: true, replica: None }
    }
}

/// The open database. Cloning it is cheap; the last clone to go waits for queued writes, then closes it.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

// The fields are dropped in this order: the lock goes last, when nothing can write any more.
struct Inner {
    /// Where hints come from, if they are wanted.
    hints_at: Option<String>,
    writes: Writes,
    pool: Arc<Pool>,
    replica: Option<Replica>,
    watch: Watch,
    _lock: Option<SqliteLock>,
}

enum Writes {
    Thread(Writer),
    Pool,
    /// It was opened to read only.
    None(Engine),
}

impl Store {
    /// Opens `sqlite:PATH` or `postgres://…` and brings its tables up to date.
    ///
    /// A SQLite file serves one process: a second one is refused with [`StoreError::Unavailable`], for two would not
    /// see each other's live rooms. Any number of nodes can share a PostgreSQL database.
    pub fn open(url: &str, options: StoreOptions) -> Result<Self, StoreError> {
        let StoreOptions { readers, hints, replica } = options;
        let place = Place::parse(url)?;
        let lock = match &place {
            Place::Sqlite(path) => Some(SqliteLock::take(path)?),
            Place::Postgres(_) => None,
        };
        let replica = match (&place, replica) {
            (_, None) => None,
            (Place::Postgres(_), Some(url)) => Some(Replica::new(&url, readers)?),
            (Place::Sqlite(_), Some(_)) => {
                return Err(StoreError::Unavailable(
                    "SQLite has no replica: leave database_replica out".into(),
                ));
            }
        };
        migrate::run(&mut place.open(Purpose::Migrate)?)?;
        let (to_write, to_read, watch) = (place.clone(), place.clone(), Watch::default());
        let (writes, purpose) = match &place {
            Place::Sqlite(_) => {
                let open = move || to_write.open(Purpose::Write);
                (Writes::Thread(Writer::start(open, watch.clone())?), Purpose::Read)
            }
            Place::Postgres(_) => (Writes::Pool, Purpose::Write),
        };
        let pool = Pool::new(readers, watch.clone(), move || to_read.open(purpose));
        let hints_at = place.server().filter(|_| hints).map(str::to_owned);
        Ok(Self(Arc::new(Inner { hints_at, writes, pool, replica, watch, _lock: lock })))
    }

    /// Opens a database to read it, also one that a running program serves. Its tables stay as they are, and every write
    /// ends in [`StoreError::Full`].
    #[expect(clippy::needless_pass_by_value, reason = "as in open")]
    pub fn open_to_read(url: &str, options: StoreOptions) -> Result<Self, StoreError> {
        let place = Place::parse(url)?;
        let mut session = place.open_to_read()?;
        migrate::refuse_half_filled(&mut session.connection)?;
        let engine = session.connection.engine();
        let watch = Watch::default();
        let pool = Pool::new(options.readers, watch.clone(), move || place.open_to_read());
        Ok(Self(Arc::new(Inner {
            hints_at: None,
            writes: Writes::None(engine),
            pool,
            replica: None,
            watch,
            _lock: None,
        })))
    }

    /// Runs `query` on a blocking thread. All it reads is of one moment, and it can't write. Load a page's data in one
    /// call: the way to the thread costs more than a query.
    pub async fn read<T: Send + 'static>(
        &self,
        query: impl FnOnce(&mut Connection) -> QueryResult<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.0.pool.read(query).await
    }

    /// Like [`read`](Self::read), for what may be some moments behind: a replica answers where there is one. So nobody is let
    /// in, and nothing is written, by what it reads. Without a replica, or while it is away, the primary answers; `query`
    /// may run on both.
    pub async fn read_stale<T: Send + 'static>(
        &self,
        query: impl Fn(&mut Connection) -> QueryResult<T> + Send + Sync + 'static,
    ) -> Result<T, StoreError> {
        let query = Arc::new(query);
        if let Some(replica) = &self.0.replica {
            let query = Arc::clone(&query);
            if let Some(value) = replica.read(move |connection| query(connection)).await {
                return Ok(value);
            }
        }
        self.read(move |connection| query(connection)).await
    }

    /// Runs `change` all or nothing, and answers once it is on disk. It runs even if the caller stops waiting.
    ///
    /// It may run more than once (only the last run counts), so it must not do anything that a rollback can't undo.
    /// A panic in it undoes only this change and comes back as [`StoreError::Other`].
    pub async fn write<T: Send + 'static>(
        &self,
        mut change: impl FnMut(&mut Connection) -> QueryResult<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.try_write(move |connection| change(connection).map_err(StoreError::from)).await
    }

    /// Like [`write`](Self::write), for a change that can refuse with an error of its own; that undoes it too.
    pub async fn try_write<T, E>(
        &self,
        change: impl FnMut(&mut Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match &self.0.writes {
            Writes::Thread(writer) => writer.write(change).await,
            Writes::Pool => self.0.pool.write(change).await,
            Writes::None(_) => Err(StoreError::Full("it was opened to read only".into()).into()),
        }
    }

    /// The engine that serves.
    pub fn engine(&self) -> Engine {
        match self.0.writes {
            Writes::Thread(_) => Engine::Sqlite,
            Writes::Pool => Engine::Postgres,
            Writes::None(engine) => engine,
        }
    }

    /// Tells `watcher` how long the work takes, from now on and nobody else.
    pub fn watch(&self, watcher: impl Fn(Work) + Send + Sync + 'static) {
        self.0.watch.set(Arc::new(watcher));
    }

    /// How far the tables are, and how large.
    pub async fn facts(&self) -> Result<Facts, StoreError> {
        self.read(|connection| {
            let size = match connection.engine() {
                Engine::Sqlite => {
                    "(SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size())"
                }
                Engine::Postgres => "pg_database_size(current_database())",
            };
            let bytes = diesel::select(sql::<BigInt>(size)).get_result(connection)?;
            Ok(Facts { level: migrate::level(connection)?, known_level: migrate::known_level(), bytes })
        })
        .await
    }

    /// Looks for damage: in the file (SQLite) and between the tables (both). Each line tells one fault; none is good.
    /// Reads everything, so it takes a while on a large database.
    pub async fn check(&self) -> Result<Vec<String>, StoreError> {
        self.read(faults).await
    }
}

/// What an operator wants to know of a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Migrations that have run.
    pub level: i64,
    /// Migrations that this program knows.
    pub known_level: i64,
    /// Size of the file, or on the server.
    pub bytes: i64,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("engine", &self.engine()).finish_non_exhaustive()
    }
}

fn faults(connection: &mut Connection) -> QueryResult<Vec<String>> {
    let mut faults = Vec::new();
    if connection.engine() == Engine::Sqlite {
        let lines: Vec<String> =
            sql::<Text>("SELECT integrity_check FROM pragma_integrity_check").load(connection)?;
        faults.extend(lines.into_iter().filter(|line| line != "ok"));
        let tables: Vec<String> =
            sql::<Text>("SELECT DISTINCT \"table\" FROM pragma_foreign_key_check").load(connection)?;
        faults.extend(
            tables.into_iter().map(|table| format!("a row of {table} refers to a row that is not there")),
        );
    }
    let level = migrate::level(connection)?;
    let known = migrate::known_level();
    if level < known {
        faults.push(format!("the tables are at level {level} of {known}: start the program once"));
    }
    // After its oldest whole state a log has no gaps: numbers from there on count as many rows as they span.
    let gaps = count(
        connection,
        "SELECT count(*) FROM (SELECT workbook_id FROM updates GROUP BY workbook_id
            HAVING max(seq) - min(seq) + 1 <> count(*)) AS gaps",
    )?;
    if gaps > 0 {
        faults.push(format!("{gaps} workbooks have gaps in their log"));
    }
    Ok(faults)
}

fn count(connection: &mut Connection, query: &str) -> Result<i64, Error> {
    sql::<BigInt>(query).get_result(connection)
}
