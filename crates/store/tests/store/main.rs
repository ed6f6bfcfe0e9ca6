//! The store on whichever engine the environment names: SQLite, or PostgreSQL under `scripts/with-postgres`.
#![allow(clippy::doc_markdown, reason = "SQLite and PostgreSQL are names, not code")]
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod figures;
mod jobs;
mod moving;
mod postgres;
mod reading;
mod searching;
mod starting;
mod statements;
mod turns;
mod writing;

use crosswalk_store::schema::{checklists, workbooks};
use crosswalk_store::{Connection, Engine, Id, Scratch, Store, StoreOptions};
use diesel::prelude::*;
use uuid::Uuid;

/// A store on a database of its own. The store is closed before the database goes.
struct Fixture {
    store: Store,
    scratch: Scratch,
}

impl std::ops::Deref for Fixture {
    type Target = Store;
    fn deref(&self) -> &Store {
        &self.store
    }
}

fn open() -> Fixture {
    let scratch = Scratch::new().unwrap();
    let store = Store::open(scratch.url(), StoreOptions::default()).unwrap();
    Fixture { store, scratch }
}

fn on(engine: Engine) -> bool {
    (engine == Engine::Postgres) == std::env::var_os("CROSSWALK_TEST_DATABASE").is_some()
}

fn id() -> Id {
    Id(Uuid::now_v7())
}

/// Inserts a workbook and, if need be, its checklist edition.
fn insert_workbook(connection: &mut Connection, id: Id) -> QueryResult<()> {
    use crosswalk_store::Upsert;
    diesel::insert_into(checklists::table)
        .values((
            checklists::key.eq("housing-education"),
            checklists::version.eq("1"),
            checklists::language.eq("en"),
            checklists::content.eq("{}"),
        ))
        .or_ignore((checklists::key, checklists::version, checklists::language))
        .execute(connection)?;
    let hash = |last: u8| [id.0.as_bytes().as_slice(), &[last]].concat();
    diesel::insert_into(workbooks::table)
        .values((
            workbooks::id.eq(id),
            workbooks::checklist_key.eq("housing-education"),
            workbooks::checklist_version.eq("1"),
            workbooks::language.eq("en"),
            workbooks::edit_hash.eq(hash(1)),
            workbooks::read_hash.eq(hash(2)),
            workbooks::created_at.eq(1),
            workbooks::changed_at.eq(0),
            workbooks::deleted_at.eq(None::<i64>),
        ))
        .execute(connection)
        .map(drop)
}

async fn workbook(store: &Store) -> Id {
    let id = id();
    store.write(move |connection| insert_workbook(connection, id)).await.unwrap();
    id
}

/// Appends an update to a workbook's log.
fn append(connection: &mut Connection, workbook: Id, seq: i64) -> QueryResult<()> {
    use crosswalk_store::schema::updates;
    diesel::insert_into(updates::table)
        .values((
            updates::workbook_id.eq(workbook),
            updates::seq.eq(seq),
            updates::at.eq(seq),
            updates::body.eq(vec![0, 1, 255]),
        ))
        .execute(connection)
        .map(drop)
}

/// The numbers of a workbook's updates.
async fn log(store: &Store, workbook: Id) -> Vec<i64> {
    use crosswalk_store::schema::updates;
    store
        .read(move |connection| {
            updates::table
                .filter(updates::workbook_id.eq(workbook))
                .order(updates::seq)
                .select(updates::seq)
                .load(connection)
        })
        .await
        .unwrap()
}
