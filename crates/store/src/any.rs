//! One connection type over both engines. Apart from the rest because diesel's derive speaks of its own `Connection`.
#![allow(missing_docs, reason = "the derive makes public types without documentation")]

use diesel::{PgConnection, SqliteConnection};

/// A connection to either engine. Ordinary diesel queries run on it unchanged.
#[derive(diesel::MultiConnection)]
pub enum AnyConnection {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}
