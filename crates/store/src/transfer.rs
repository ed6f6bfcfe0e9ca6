//! Whole tables in and out, the same rows on both engines: for moving from one to the other.
//!
//! What tables there are comes from the migrations themselves, run on an empty SQLite in memory, so no list of them can
//! be out of date. The index of the search is left out, for it is made again at the first search, and so is which nodes serve now.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use diesel::Connection as _;
use diesel::connection::SimpleConnection as _;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use serde_json::Value;

use crate::connection::{Place, Purpose, Session};
use crate::sqlite_lock::SqliteLock;
use crate::{Connection, Engine, StoreError, migrate};

/// A row: bytes as hex digits, numbers, texts and nulls, in the order of the columns.
pub type Row = Vec<Value>;

/// Rows that are read at once; fewer where a row can have megabytes.
const ROWS_AT_ONCE: usize = 500;
const LARGE_ROWS_AT_ONCE: usize = 8;
/// Tables whose rows can have megabytes.
const LARGE: [&str; 3] = ["packs", "states", "snapshots"];

/// A table with its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    name: String,
    columns: Vec<(String, Kind)>,
    /// The columns of its primary key, by place.
    key: Vec<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bytes,
    Integer,
    Text,
}

impl Table {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its columns in order, each with the kind of its values: `bytes`, `integer` or `text`.
    pub fn columns(&self) -> impl Iterator<Item = (&str, &'static str)> {
        self.columns.iter().map(|(name, kind)| {
            let kind = match kind {
                Kind::Bytes => "bytes",
                Kind::Integer => "integer",
                Kind::Text => "text",
            };
            (name.as_str(), kind)
        })
    }

    fn rows_at_once(&self) -> usize {
        if LARGE.contains(&self.name.as_str()) { LARGE_ROWS_AT_ONCE } else { ROWS_AT_ONCE }
    }

    fn key_columns(&self, engine: Engine) -> Vec<String> {
        let column = |place: &usize| match (engine, &self.columns[*place]) {
            // Both engines then have one order: that of the bytes.
            (Engine::Postgres, (name, Kind::Text)) => format!("{name} COLLATE \"C\""),
            (_, (name, _)) => name.clone(),
        };
        self.key.iter().map(column).collect()
    }

    /// The statement that reads rows in the order of the key, those after `after`.
    fn select(&self, engine: Engine, after: Option<&Row>, order: &str, limit: usize) -> String {
        let cell = |(name, kind): &(String, Kind)| match (engine, kind) {
            (Engine::Sqlite, Kind::Bytes) => {
                format!("CASE WHEN {name} IS NULL THEN NULL ELSE lower(hex({name})) END")
            }
            (Engine::Postgres, Kind::Bytes) => format!("encode({name}, 'hex')"),
            _ => name.clone(),
        };
        let cells = self.columns.iter().map(cell).collect::<Vec<_>>().join(", ");
        let line = match engine {
            Engine::Sqlite => format!("json_array({cells})"),
            Engine::Postgres => format!("json_build_array({cells})::text"),
        };
        let key = self.key_columns(engine);
        let mut text = format!("SELECT {line} FROM {}", self.name);
        if let Some(row) = after {
            let values: Vec<String> =
                self.key.iter().map(|place| literal(engine, self.columns[*place].1, &row[*place])).collect();
            let _ = write!(text, " WHERE ({}) > ({})", key.join(", "), values.join(", "));
        }
        let by: Vec<String> = key.iter().map(|column| format!("{column} {order}")).collect();
        let _ = write!(text, " ORDER BY {} LIMIT {limit}", by.join(", "));
        text
    }

    /// The statement that writes the rows of one JSON text.
    fn insert(&self, engine: Engine) -> String {
        let names = self.columns.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
        let cell = |(place, (_, kind)): (usize, &(String, Kind))| match (engine, kind) {
            (Engine::Sqlite, Kind::Bytes) => format!("unhex(json_extract(value, '$[{place}]'))"),
            (Engine::Sqlite, _) => format!("json_extract(value, '$[{place}]')"),
            (Engine::Postgres, Kind::Bytes) => format!("decode(value->>{place}, 'hex')"),
            (Engine::Postgres, Kind::Integer) => format!("(value->>{place})::bigint"),
            (Engine::Postgres, Kind::Text) => format!("value->>{place}"),
        };
        let cells = self.columns.iter().enumerate().map(cell).collect::<Vec<_>>().join(", ");
        let from = match engine {
            Engine::Sqlite => "json_each($1)",
            Engine::Postgres => "json_array_elements($1::json) AS rows(value)",
        };
        format!("INSERT INTO {} ({names}) SELECT {cells} FROM {from}", self.name)
    }
}

/// A value as it stands in a statement. Texts go as hex digits, so nothing in them is taken for SQL.
fn literal(engine: Engine, kind: Kind, value: &Value) -> String {
    let text = value.as_str().unwrap_or_default();
    match (engine, kind) {
        (_, Kind::Integer) => value.as_i64().unwrap_or_default().to_string(),
        (Engine::Sqlite, Kind::Bytes) => format!("x'{}'", plain_hex(text)),
        (Engine::Postgres, Kind::Bytes) => format!("decode('{}', 'hex')", plain_hex(text)),
        (Engine::Sqlite, Kind::Text) => format!("CAST(x'{}' AS TEXT)", hex(text.as_bytes())),
        (Engine::Postgres, Kind::Text) => {
            format!("convert_from(decode('{}', 'hex'), 'UTF8')", hex(text.as_bytes()))
        }
    }
}

fn plain_hex(text: &str) -> String {
    text.chars().filter(char::is_ascii_hexdigit).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// How many migrations this program knows: no database and no backup beyond it can be read.
pub fn known_level() -> i64 {
    migrate::known_level()
}

/// The tables at a level, each after the ones that it refers to.
pub fn layout(level: i64) -> Result<Vec<Table>, StoreError> {
    let empty = diesel::SqliteConnection::establish(":memory:")
        .map_err(|error| StoreError::Unavailable(format!("no database in memory ({error})")))?;
    let mut empty = Connection::Sqlite(empty);
    for migration in migrate::up_to(level, Engine::Sqlite) {
        empty.batch_execute(migration)?;
    }
    let names: Vec<String> = sql::<Text>(
        "SELECT name FROM sqlite_master WHERE type = 'table'
            AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search%' AND name NOT LIKE 'node%' ORDER BY name",
    )
    .load(&mut empty)?;
    let mut waiting = Vec::new();
    for name in names {
        let refers: Vec<String> =
            sql::<Text>(&format!("SELECT DISTINCT \"table\" FROM pragma_foreign_key_list('{name}')"))
                .load(&mut empty)?;
        let columns: Vec<(String, String, i64)> = sql::<(Text, Text, BigInt)>(&format!(
            "SELECT name, type, pk FROM pragma_table_info('{name}') ORDER BY cid"
        ))
        .load(&mut empty)?;
        waiting.push((table(name, &columns)?, refers));
    }
    let (mut ordered, mut there) = (Vec::new(), BTreeSet::new());
    while !waiting.is_empty() {
        let ready = |(_, refers): &(Table, Vec<String>)| refers.iter().all(|name| there.contains(name));
        let Some(place) = waiting.iter().position(ready) else {
            return Err(StoreError::Other("tables refer to each other in a circle".into()));
        };
        let (table, _) = waiting.remove(place);
        there.insert(table.name.clone());
        ordered.push(table);
    }
    Ok(ordered)
}

fn table(name: String, columns: &[(String, String, i64)]) -> Result<Table, StoreError> {
    let kind = |word: &str| match word {
        "BYTEA" => Ok(Kind::Bytes),
        "BIGINT" => Ok(Kind::Integer),
        "TEXT" => Ok(Kind::Text),
        other => Err(StoreError::Other(format!("{name} has a column of the type {other}"))),
    };
    let mut key: Vec<(i64, usize)> = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.2 > 0)
        .map(|(at, column)| (column.2, at))
        .collect();
    key.sort_unstable();
    Ok(Table {
        columns: columns
            .iter()
            .map(|(name, word, _)| Ok((name.clone(), kind(word)?)))
            .collect::<Result<_, StoreError>>()?,
        key: key.into_iter().map(|(_, at)| at).collect(),
        name,
    })
}

fn digest(session: &mut Session, table: &Table) -> Result<Digest, StoreError> {
    let engine = session.connection.engine();
    let (mut digest, mut last) = (Digest::default(), None);
    loop {
        let rows = read(session, &table.select(engine, last.as_ref(), "ASC", table.rows_at_once()))?;
        let Some(end) = rows.last() else { return Ok(digest) };
        last = Some(end.clone());
        for row in &rows {
            digest.add(row);
        }
    }
}

fn read(session: &mut Session, statement: &str) -> Result<Vec<Row>, StoreError> {
    let lines: Vec<String> = sql::<Text>(statement).load(&mut session.connection)?;
    let row =
        |line: &String| serde_json::from_str(line).map_err(|error| StoreError::Other(error.to_string()));
    lines.iter().map(row).collect()
}

/// A database that is read as it was at one moment, while others may go on writing to it.
pub struct Source {
    session: Session,
    level: i64,
    tables: Vec<Table>,
}

impl Source {
    /// Opens `sqlite:PATH` or `postgres://…` to read. A SQLite file may be in use by a running program.
    pub fn open(url: &str) -> Result<Self, StoreError> {
        let mut session = Place::parse(url)?.open_to_read()?;
        session.begin(Purpose::Read)?;
        migrate::refuse_half_filled(&mut session.connection)?;
        let level = migrate::level(&mut session.connection)?;
        if level > migrate::known_level() {
            return Err(StoreError::Other(
                "the database was made by a newer program: update this one".into(),
            ));
        }
        Ok(Self { level, tables: layout(level)?, session })
    }

    /// Which engine it is on.
    pub fn engine(&self) -> Engine {
        self.session.connection.engine()
    }

    /// How many migrations have run on it.
    pub fn level(&self) -> i64 {
        self.level
    }

    /// Its tables, each after the ones that it refers to.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// The next rows of a table in the order of its key, those after `after`. None are left when it gives none.
    pub fn rows(&mut self, table: &Table, after: Option<&Row>) -> Result<Vec<Row>, StoreError> {
        let engine = self.session.connection.engine();
        read(&mut self.session, &table.select(engine, after, "ASC", table.rows_at_once()))
    }

    /// Counts a table's rows and sums them up, the same on both engines.
    pub fn digest(&mut self, table: &Table) -> Result<Digest, StoreError> {
        digest(&mut self.session, table)
    }
}

/// How many rows a table has, and a hash of them in the order of the key.
#[derive(Debug, Clone, Default)]
pub struct Digest {
    /// Rows.
    pub rows: u64,
    hash: blake3::Hasher,
}

impl Digest {
    /// Takes in the next row.
    pub fn add(&mut self, row: &Row) {
        self.add_line(Value::from(row.clone()).to_string().as_bytes());
    }

    /// Takes in the next row as it stands in a line of JSON, written without spaces between.
    pub fn add_line(&mut self, line: &[u8]) {
        self.rows += 1;
        self.hash.update(line);
        self.hash.update(b"\n");
    }

    /// The hash so far: BLAKE3 over the rows as lines of JSON, in hex digits.
    pub fn hash(&self) -> String {
        self.hash.finalize().to_hex().to_string()
    }
}

impl PartialEq for Digest {
    fn eq(&self, other: &Self) -> bool {
        self.rows == other.rows && self.hash.finalize() == other.hash.finalize()
    }
}

/// A database that rows are written into. A SQLite file is held as by a running program. Until
/// [`finish`](Target::finish) no program serves it.
pub struct Target {
    session: Session,
    url: String,
    tables: Vec<Table>,
    lock: Option<SqliteLock>,
}

impl Target {
    /// Opens `sqlite:PATH` or `postgres://…`, makes the file if need be, and brings its tables to `level`, the one of
    /// the rows to come. It must be empty, or one that an earlier try did not finish.
    pub fn open(url: &str, level: i64) -> Result<Self, StoreError> {
        let place = Place::parse(url)?;
        let lock = match &place {
            Place::Sqlite(path) => Some(SqliteLock::take(path)?),
            Place::Postgres(_) => None,
        };
        let mut session = place.open(Purpose::Migrate)?;
        migrate::run_to(&mut session, level)?;
        let there = migrate::level(&mut session.connection)?;
        if there != level {
            return Err(StoreError::Other(format!(
                "its tables are at level {there}, those of the source at {level}: take an empty database"
            )));
        }
        let mut target = Self { session, url: url.to_owned(), tables: layout(level)?, lock };
        if !migrate::is_half_filled(&mut target.session.connection)? && !target.is_empty()? {
            return Err(StoreError::Unavailable("it holds data already: take an empty database".into()));
        }
        migrate::set_half_filled(&mut target.session.connection, true)?;
        Ok(target)
    }

    /// Whether no row has come in, also by an earlier try.
    pub fn is_empty(&mut self) -> Result<bool, StoreError> {
        for table in self.tables.clone() {
            if self.last(&table)?.is_some() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Its tables, each after the ones that it refers to.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// Counts a table's rows and sums them up, the same on both engines.
    pub fn digest(&mut self, table: &Table) -> Result<Digest, StoreError> {
        digest(&mut self.session, table)
    }

    /// The last row of a table in the order of its key: where to go on.
    pub fn last(&mut self, table: &Table) -> Result<Option<Row>, StoreError> {
        let engine = self.session.connection.engine();
        let rows = read(&mut self.session, &table.select(engine, None, "DESC", 1))?;
        Ok(rows.into_iter().next())
    }

    /// Writes rows, all or none.
    pub fn put(&mut self, table: &Table, rows: &[Row]) -> Result<(), StoreError> {
        let text = serde_json::to_string(rows).map_err(|error| StoreError::Other(error.to_string()))?;
        let statement = table.insert(self.session.connection.engine());
        self.session.begin(Purpose::Write)?;
        match diesel::sql_query(statement).bind::<Text, _>(text).execute(&mut self.session.connection) {
            Ok(_) => Ok(self.session.commit()?),
            Err(error) => {
                self.session.roll_back_to(0)?;
                Err(error.into())
            }
        }
    }

    /// Says that all rows are there, brings the tables up to date, and opens what was written to be read.
    pub fn finish(mut self) -> Result<Source, StoreError> {
        migrate::set_half_filled(&mut self.session.connection, false)?;
        migrate::run(&mut self.session)?;
        drop(self.session);
        let source = Source::open(&self.url);
        drop(self.lock);
        source
    }
}
