//! Opening a database: migrations, addresses, the lock on a file.

use crosswalk_store::{Engine, Scratch, Store, StoreError, StoreOptions};
use diesel::prelude::*;

use crate::{log, on, open, workbook};

#[tokio::test]
async fn a_new_database_is_sound_and_empty() {
    let fixture = open();
    assert!(on(fixture.engine()));
    assert_eq!(fixture.check().await.unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn every_column_of_the_schema_is_there() {
    use crosswalk_store::schema::*;
    macro_rules! look {
        ($connection:expr, $($table:ident),*) => {{
            $($table::table.limit(0).execute($connection)?;)*
            Ok(())
        }};
    }
    let looked = open()
        .read(|connection| {
            look!(
                connection,
                checklists,
                workbooks,
                updates,
                states,
                changes,
                snapshots,
                shares,
                deliveries,
                senders,
                confirmations,
                stopped_addresses,
                counters,
                jobs,
                turns
            )
        })
        .await;
    assert_eq!(looked, Ok(()));
}

#[tokio::test]
async fn opening_again_keeps_what_is_there() {
    let fixture = open();
    let workbook = workbook(&fixture).await;
    fixture.write(move |connection| crate::append(connection, workbook, 1)).await.unwrap();
    let crate::Fixture { store, scratch } = fixture;
    drop(store);
    let again = Store::open(scratch.url(), StoreOptions::default()).unwrap();
    assert_eq!(log(&again, workbook).await, [1]);
}

#[test]
fn nodes_that_start_at_once_migrate_once() {
    if !on(Engine::Postgres) {
        return;
    }
    let scratch = Scratch::new().unwrap();
    std::thread::scope(|scope| {
        let nodes: Vec<_> =
            (0..6).map(|_| scope.spawn(|| Store::open(scratch.url(), StoreOptions::default()))).collect();
        for node in nodes {
            node.join().unwrap().unwrap();
        }
    });
}

#[test]
fn a_second_process_on_the_same_file_is_refused() {
    if !on(Engine::Sqlite) {
        return;
    }
    let fixture = open();
    let second = Store::open(fixture.scratch.url(), StoreOptions::default()).unwrap_err();
    assert!(second.to_string().contains("another crosswalk process is using"), "{second}");
    let crate::Fixture { store, scratch } = fixture;
    drop(store);
    Store::open(scratch.url(), StoreOptions::default()).unwrap();
}

#[test]
fn a_wrong_address_says_what_to_mend_and_keeps_the_password() {
    for (address, part) in [
        ("mysql://me:secret@db/x", "must start with sqlite:"),
        ("sqlite:", "needs the path of a file"),
        ("sqlite::memory:", "needs the path of a file"),
        ("sqlite:/nowhere/at/all.db", "its folder must exist"),
        ("postgres://me:secret@/x?host=/nowhere", "check that the server runs"),
    ] {
        let error = Store::open(address, StoreOptions::default()).unwrap_err();
        assert!(matches!(error, StoreError::Unavailable(_)), "{error:?}");
        assert!(error.to_string().contains(part), "{error}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}

#[cfg(unix)]
#[test]
fn the_file_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    if !on(Engine::Sqlite) {
        return;
    }
    let fixture = open();
    let path = fixture.scratch.url().strip_prefix("sqlite:").unwrap().to_owned();
    for file in [path.clone(), format!("{path}-wal")] {
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600, "{file}");
    }
}

#[tokio::test]
async fn check_tells_what_is_damaged() {
    let fixture = open();
    let workbook = workbook(&fixture).await;
    for seq in [7, 9] {
        fixture.write(move |connection| crate::append(connection, workbook, seq)).await.unwrap();
    }
    assert_eq!(fixture.check().await.unwrap(), ["1 workbooks have gaps in their log"]);
}

#[tokio::test]
async fn a_commit_on_sqlite_survives_the_loss_of_power() {
    use diesel::dsl::sql;
    use diesel::sql_types::{BigInt, Text};
    if !on(Engine::Sqlite) {
        return;
    }
    let set = open()
        .write(|connection| {
            let journal: String = sql::<Text>("PRAGMA journal_mode").get_result(connection)?;
            let synchronous: i64 = sql::<BigInt>("PRAGMA synchronous").get_result(connection)?;
            let foreign_keys: i64 = sql::<BigInt>("PRAGMA foreign_keys").get_result(connection)?;
            Ok((journal, synchronous, foreign_keys))
        })
        .await;
    assert_eq!(set, Ok(("wal".to_owned(), 2, 1)));
}

#[tokio::test]
async fn sqlite_is_built_as_the_cargo_configuration_says() {
    use diesel::dsl::sql;
    use diesel::sql_types::Text;
    if !on(Engine::Sqlite) {
        return;
    }
    let options: Vec<String> =
        open().read(|connection| sql::<Text>("PRAGMA compile_options").load(connection)).await.unwrap();
    for option in ["ENABLE_QPSG", "DQS=0"] {
        assert!(options.iter().any(|built| built == option), "{option} is missing: see .cargo/config.toml");
    }
}
