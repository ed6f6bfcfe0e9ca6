//! How a connection to each engine is opened, and how a transaction on it begins and ends.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use diesel::Connection as _;
use diesel::connection::{
    AnsiTransactionManager, Instrumentation, InstrumentationEvent, SimpleConnection, TransactionManager,
};
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error};

use crate::{Connection, StoreError};

/// Which database engine serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Engine {
    /// One file beside the program: the default.
    Sqlite,
    /// A server that several nodes can share.
    Postgres,
}

impl Connection {
    /// The engine at the other end, for the few statements that must differ.
    pub fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    /// Runs `work` in a savepoint of the transaction that is open: if it errs, only that part is undone. The same as
    /// diesel's method, whose trait this type's name hides where both are imported.
    pub fn transaction<T, E: From<Error>>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        diesel::Connection::transaction(self, work)
    }
}

/// What a transaction is for; decides how it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// All its queries see the database of one moment, and none may write.
    Read,
    /// As if it ran alone.
    Write,
    /// Changes the tables themselves, one node at a time by the lock row in `migrate`.
    Migrate,
}

/// A connection and what it has seen go wrong.
pub(crate) struct Session {
    pub(crate) connection: Connection,
    seen: Arc<Seen>,
}

/// Statements that failed since the transaction began, also those whose failure the closure kept to itself.
#[derive(Default)]
struct Seen(Mutex<Trouble>);

#[derive(Default)]
struct Trouble {
    last: Option<StoreError>,
    clash: bool,
}

impl Seen {
    fn with<T>(&self, look: impl FnOnce(&mut Trouble) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Whether two transactions met and this one has to run again. PostgreSQL names only one of the two cases by kind.
fn is_clash(error: &Error) -> bool {
    match error {
        Error::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => true,
        Error::DatabaseError(_, information) => information.message().contains("deadlock detected"),
        _ => false,
    }
}

impl Session {
    fn new(mut connection: Connection) -> Self {
        let seen = Arc::new(Seen::default());
        let watch = Arc::clone(&seen);
        diesel::Connection::set_instrumentation(&mut connection, Watch(watch));
        Self { connection, seen }
    }

    /// Begins a transaction. On failure nothing has begun.
    pub(crate) fn begin(&mut self, purpose: Purpose) -> QueryResult<()> {
        self.seen.with(|trouble| *trouble = Trouble::default());
        match &mut self.connection {
            Connection::Sqlite(connection) => {
                let begin = match purpose {
                    Purpose::Read => "BEGIN",
                    // A deferred transaction that reads first fails at once when it then wants to write.
                    Purpose::Write | Purpose::Migrate => "BEGIN IMMEDIATE",
                };
                AnsiTransactionManager::begin_transaction_sql(connection, begin)
            }
            Connection::Postgres(connection) => {
                let begin = match purpose {
                    Purpose::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                    Purpose::Write => "BEGIN ISOLATION LEVEL SERIALIZABLE",
                    // Whoever waited for the lock row must see what its holder committed.
                    Purpose::Migrate => "BEGIN ISOLATION LEVEL READ COMMITTED",
                };
                AnsiTransactionManager::begin_transaction_sql(connection, begin)
            }
        }
    }

    /// Makes a savepoint inside the transaction.
    pub(crate) fn savepoint(&mut self) -> QueryResult<()> {
        <Connection as TransactionManager<Connection>>::begin_transaction(&mut self.connection)
    }

    /// Commits the transaction or the innermost savepoint.
    ///
    /// PostgreSQL answers the COMMIT of a failed transaction with a silent rollback. So where a statement failed and
    /// the closure carried on, the transaction is first asked whether it still stands.
    pub(crate) fn commit(&mut self) -> QueryResult<()> {
        if self.connection.engine() == Engine::Postgres && self.last_failure().is_some() {
            diesel::sql_query("SELECT 1").execute(&mut self.connection)?;
        }
        <Connection as TransactionManager<Connection>>::commit_transaction(&mut self.connection)
    }

    /// Rolls back until `depth` transactions and savepoints are left open. Errs when they are not, which means that
    /// the engine has given up the transaction or the connection is gone.
    pub(crate) fn roll_back_to(&mut self, depth: u32) -> QueryResult<()> {
        while self.depth()? > depth {
            <Connection as TransactionManager<Connection>>::rollback_transaction(&mut self.connection)?;
        }
        if self.depth()? == depth { Ok(()) } else { Err(Error::NotInTransaction) }
    }

    /// How many transactions and savepoints are open.
    pub(crate) fn depth(&mut self) -> QueryResult<u32> {
        let status = <Connection as TransactionManager<Connection>>::transaction_manager_status_mut(
            &mut self.connection,
        );
        Ok(status.transaction_depth()?.map_or(0, std::num::NonZeroU32::get))
    }

    /// Whether the transaction met another one since it began and is worth another try.
    pub(crate) fn clashed(&self) -> bool {
        self.seen.with(|trouble| trouble.clash)
    }

    /// The last statement that failed since the transaction began.
    pub(crate) fn last_failure(&self) -> Option<StoreError> {
        self.seen.with(|trouble| trouble.last.clone())
    }
}

struct Watch(Arc<Seen>);

impl Instrumentation for Watch {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        if let InstrumentationEvent::FinishQuery { error: Some(error), .. } = event {
            self.0.with(|trouble| {
                trouble.clash |= is_clash(error);
                trouble.last = Some(StoreError::of(error));
            });
        }
    }
}

/// Where a database is.
#[derive(Clone)]
pub(crate) enum Place {
    /// A file, by its absolute path.
    Sqlite(PathBuf),
    /// A server, by its address.
    Postgres(String),
}

impl Place {
    /// Reads `sqlite:PATH` or `postgres://…`.
    pub(crate) fn parse(url: &str) -> Result<Self, StoreError> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            sqlite_path(path).map(Self::Sqlite)
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Ok(Self::Postgres(url.to_owned()))
        } else {
            // The address may hold a password, so it is not repeated.
            Err(StoreError::Unavailable(
                "its address must start with sqlite: (and a path) or postgres://".into(),
            ))
        }
    }

    /// The address of the server, if it is one.
    pub(crate) fn server(&self) -> Option<&str> {
        match self {
            Self::Sqlite(_) => None,
            Self::Postgres(url) => Some(url),
        }
    }

    pub(crate) fn open(&self, purpose: Purpose) -> Result<Session, StoreError> {
        match self {
            Self::Sqlite(path) => open_sqlite(path, purpose),
            Self::Postgres(url) => open_postgres(url, purpose),
        }
    }

    /// Opens what must be there already, for reading all of it: without the limits of a page's query.
    pub(crate) fn open_to_read(&self) -> Result<Session, StoreError> {
        match self {
            Self::Sqlite(path) if !path.exists() => {
                Err(StoreError::Unavailable(format!("{} is not there", path.display())))
            }
            Self::Sqlite(_) => self.open(Purpose::Read),
            Self::Postgres(_) => self.open(Purpose::Migrate),
        }
    }
}

fn sqlite_path(path: &str) -> Result<PathBuf, StoreError> {
    if path.is_empty() || path.contains(":memory:") {
        return Err(StoreError::Unavailable(
            "its address needs the path of a file, as in sqlite:data/crosswalk.db".into(),
        ));
    }
    // An absolute path is never taken for one of SQLite's own names.
    std::path::absolute(path)
        .map_err(|error| StoreError::Unavailable(format!("the path of the database is not usable ({error})")))
}

/// How long a statement waits for another program that has the SQLite file locked (a backup, a shell).
const SQLITE_BUSY_MS: u32 = 5_000;

/// Opens the SQLite file at `path`, making it if need be. A reader can't write.
fn open_sqlite(path: &Path, purpose: Purpose) -> Result<Session, StoreError> {
    let name = path.to_str().ok_or_else(|| {
        StoreError::Unavailable(
            "the path of the database is not UTF-8: choose a folder with a plain name".into(),
        )
    })?;
    let mut connection = diesel::SqliteConnection::establish(name).map_err(|error| {
        StoreError::Unavailable(format!(
            "{name} cannot be opened ({error}): check that its folder exists and may be written"
        ))
    })?;
    // FULL: a commit survives the loss of power, not only of the process.
    let set = format!(
        "PRAGMA busy_timeout = {SQLITE_BUSY_MS};
         PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA temp_store = MEMORY;
         PRAGMA journal_size_limit = 67108864;"
    );
    connection.batch_execute(&set)?;
    if purpose == Purpose::Read {
        connection.batch_execute("PRAGMA query_only = ON")?;
    }
    Ok(Session::new(Connection::Sqlite(connection)))
}

/// Connects to the PostgreSQL server at `url`. The address may hold a password, so no message repeats it.
pub(crate) fn open_postgres(url: &str, purpose: Purpose) -> Result<Session, StoreError> {
    let mut connection = diesel::PgConnection::establish(url).map_err(|error| {
        let words = error.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
        StoreError::Unavailable(format!(
            "{words} (check that the server runs, and its address, name and password)"
        ))
    })?;
    // A statement that runs for half a minute, or a transaction that nobody goes on with, holds up others.
    let set = if purpose == Purpose::Migrate {
        "SET client_min_messages = warning"
    } else {
        "SET client_min_messages = warning;
         SET statement_timeout = '30s';
         SET idle_in_transaction_session_timeout = '60s'"
    };
    connection.batch_execute(set)?;
    Ok(Session::new(Connection::Postgres(connection)))
}
