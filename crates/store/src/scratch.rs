use std::path::PathBuf;

use diesel::connection::SimpleConnection;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use uuid::Uuid;

use crate::connection::{Purpose, open_postgres};
use crate::{Connection, StoreError};

/// A database for one test, gone when this is dropped: a schema of its own on the PostgreSQL server that
/// `CROSSWALK_TEST_DATABASE` names (`scripts/with-postgres` sets it), else a SQLite file in a temporary folder.
#[derive(Debug)]
pub struct Scratch {
    url: String,
    place: Place,
}

#[derive(Debug)]
enum Place {
    Folder(PathBuf),
    Schema { server: String, name: String },
}

const QUERY_VALUE: &AsciiSet = &CONTROLS.add(b' ').add(b'=').add(b'&').add(b'#').add(b'%').add(b'+');

impl Scratch {
    /// Makes it, empty; [`Store::open`](crate::Store::open) fills it with tables.
    pub fn new() -> Result<Self, StoreError> {
        match std::env::var("CROSSWALK_TEST_DATABASE") {
            Ok(server) => Self::schema(server),
            Err(_) => Self::folder(),
        }
    }

    /// The address to open it by.
    pub fn url(&self) -> &str {
        &self.url
    }

    fn folder() -> Result<Self, StoreError> {
        let folder = std::env::temp_dir().join(format!("crosswalk-test-{}", Uuid::now_v7().simple()));
        std::fs::create_dir(&folder)
            .map_err(|error| StoreError::Unavailable(format!("no temporary folder ({error})")))?;
        let url = format!("sqlite:{}", folder.join("test.db").display());
        Ok(Self { url, place: Place::Folder(folder) })
    }

    fn schema(server: String) -> Result<Self, StoreError> {
        let name = format!("test_{}", Uuid::now_v7().simple());
        on_server(&server, &format!("CREATE SCHEMA {name}"))?;
        let option = format!("-csearch_path={name}");
        let join = if server.contains('?') { '&' } else { '?' };
        let url = format!("{server}{join}options={}", utf8_percent_encode(&option, QUERY_VALUE));
        Ok(Self { url, place: Place::Schema { server, name } })
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What can't be removed is left behind: a test has nothing to gain from failing here.
        match &self.place {
            Place::Folder(folder) => drop(std::fs::remove_dir_all(folder)),
            Place::Schema { server, name } => drop(on_server(server, &format!("DROP SCHEMA {name} CASCADE"))),
        }
    }
}

fn on_server(server: &str, statement: &str) -> Result<(), StoreError> {
    let Connection::Postgres(mut connection) = open_postgres(server, Purpose::Migrate)?.connection else {
        return Ok(());
    };
    Ok(connection.batch_execute(statement)?)
}
