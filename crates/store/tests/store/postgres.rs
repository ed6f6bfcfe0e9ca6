//! What a PostgreSQL server does to a connection: transactions that meet, TLS, a replica. `scripts/with-postgres` gives the
//! server its certificate, and the replica when CROSSWALK_POSTGRES_REPLICA is on.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Barrier};
use std::time::Duration;

use crosswalk_store::schema::workbooks;
use crosswalk_store::{Connection, Engine, Id, Scratch, Store, StoreError, StoreOptions};
use diesel::Connection as _;
use diesel::connection::SimpleConnection as _;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool};

use crate::{Fixture, append, log, on, open, workbook};

/// Makes the server refuse appends with this code, the first `times` ones. It counts by a sequence, which no rollback
/// turns back.
async fn refuse_appends(fixture: &Fixture, code: &'static str, message: &'static str, times: u32) {
    fixture
        .write(move |connection| {
            connection.batch_execute(&format!(
                "CREATE SEQUENCE refused;
                 CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                 BEGIN
                     IF nextval('refused') <= {times} THEN
                         RAISE EXCEPTION '{message}' USING ERRCODE = '{code}';
                     END IF;
                     RETURN NEW;
                 END $$;
                 CREATE TRIGGER refuses BEFORE INSERT ON updates FOR EACH ROW EXECUTE FUNCTION refuse();"
            ))
        })
        .await
        .unwrap();
}

async fn asked(fixture: &Fixture) -> i64 {
    fixture
        .read(|connection| sql::<BigInt>("SELECT last_value FROM refused").get_result(connection))
        .await
        .unwrap()
}

const CLASHES: [(&str, &str); 2] = [("40001", "could not serialize access"), ("40P01", "deadlock detected")];

#[tokio::test]
async fn what_the_server_refuses_for_a_clash_is_made_once_in_the_end() {
    if !on(Engine::Postgres) {
        return;
    }
    for (code, message) in CLASHES {
        let fixture = open();
        let workbook = workbook(&fixture).await;
        refuse_appends(&fixture, code, message, 5).await;
        assert_eq!(fixture.write(move |connection| append(connection, workbook, 1)).await, Ok(()), "{code}");
        assert_eq!(log(&fixture, workbook).await, [1]);
        assert_eq!(asked(&fixture).await, 6, "{code}");
    }
}

#[tokio::test]
async fn a_clash_that_does_not_end_is_told_as_busy_and_nothing_is_written() {
    if !on(Engine::Postgres) {
        return;
    }
    for (code, message) in CLASHES {
        let fixture = open();
        let workbook = workbook(&fixture).await;
        refuse_appends(&fixture, code, message, 1_000).await;
        let outcome = fixture.write(move |connection| append(connection, workbook, 1)).await;
        assert!(matches!(outcome, Err(StoreError::Busy(_))), "{code}: {outcome:?}");
        assert_eq!(asked(&fixture).await, 8, "{code}");
        assert_eq!(log(&fixture, workbook).await, [0; 0]);
    }
}

#[tokio::test]
async fn another_fault_is_not_tried_again() {
    if !on(Engine::Postgres) {
        return;
    }
    let fixture = open();
    let workbook = workbook(&fixture).await;
    refuse_appends(&fixture, "22000", "no", 1_000).await;
    let outcome = fixture.write(move |connection| append(connection, workbook, 1)).await;
    assert!(matches!(outcome, Err(StoreError::Other(_))), "{outcome:?}");
    assert_eq!(asked(&fixture).await, 1);
}

fn add_one(connection: &mut Connection, workbook: Id) -> QueryResult<()> {
    diesel::update(workbooks::table.find(workbook))
        .set(workbooks::changed_at.eq(workbooks::changed_at + 1))
        .execute(connection)
        .map(drop)
}

async fn counts(store: &Store) -> HashMap<Id, i64> {
    let rows = store.read(|conn| workbooks::table.select((workbooks::id, workbooks::changed_at)).load(conn));
    rows.await.unwrap().into_iter().collect()
}

/// Runs two writes that meet in the middle of their first run. Answers how often they ran.
async fn meet(
    store: &Store,
    first_half: impl Fn(&mut Connection, usize) -> QueryResult<()> + Send + Sync + 'static,
    second_half: impl Fn(&mut Connection, usize) -> QueryResult<()> + Send + Sync + 'static,
) -> u32 {
    let (runs, barrier) = (Arc::new(AtomicU32::new(0)), Arc::new(Barrier::new(2)));
    let halves = Arc::new((first_half, second_half));
    let writes: Vec<_> = (0..2)
        .map(|who| {
            let (store, runs, barrier, halves) =
                (store.clone(), Arc::clone(&runs), Arc::clone(&barrier), Arc::clone(&halves));
            let met = AtomicBool::new(false);
            tokio::spawn(async move {
                store
                    .write(move |connection| {
                        runs.fetch_add(1, Ordering::SeqCst);
                        halves.0(connection, who)?;
                        if !met.swap(true, Ordering::SeqCst) {
                            barrier.wait();
                        }
                        halves.1(connection, who)
                    })
                    .await
            })
        })
        .collect();
    for write in writes {
        assert_eq!(write.await.unwrap(), Ok(()));
    }
    runs.load(Ordering::SeqCst)
}

#[tokio::test(flavor = "multi_thread")]
async fn two_writes_that_lock_each_other_out_are_both_made_once() {
    if !on(Engine::Postgres) {
        return;
    }
    let fixture = open();
    let both = [workbook(&fixture).await, workbook(&fixture).await];
    let own = move |connection: &mut Connection, who: usize| -> QueryResult<()> {
        connection.batch_execute("SET LOCAL deadlock_timeout = '50ms'")?;
        add_one(connection, both[who])
    };
    let runs = meet(&fixture, own, move |connection, who| add_one(connection, both[1 - who])).await;
    assert!(runs >= 3, "they did not meet");
    assert_eq!(counts(&fixture).await, HashMap::from([(both[0], 2), (both[1], 2)]));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_writes_that_read_what_the_other_changes_are_made_as_if_one_after_the_other() {
    if !on(Engine::Postgres) {
        return;
    }
    let fixture = open();
    let both = [workbook(&fixture).await, workbook(&fixture).await];
    // Each adds what it finds in both to its own, and one. Made together both would end at 1; in turn one ends at 2.
    let found = Arc::new([AtomicU32::new(0), AtomicU32::new(0)]);
    let kept = Arc::clone(&found);
    let look = move |connection: &mut Connection, who: usize| -> QueryResult<()> {
        let sum: i64 =
            sql::<BigInt>("SELECT sum(changed_at)::bigint FROM workbooks").get_result(connection)?;
        found[who].store(u32::try_from(sum).unwrap(), Ordering::SeqCst);
        Ok(())
    };
    let runs = meet(&fixture, look, move |connection, who| {
        let value = i64::from(kept[who].load(Ordering::SeqCst)) + 1;
        diesel::update(workbooks::table.find(both[who]))
            .set(workbooks::changed_at.eq(value))
            .execute(connection)
            .map(drop)
    })
    .await;
    assert_eq!(runs, 3, "one of them ran twice");
    let mut ends: Vec<i64> = counts(&fixture).await.into_values().collect();
    ends.sort_unstable();
    assert_eq!(ends, [1, 2]);
}

/// The address of the scratch database by TCP: host and authority as told.
fn by_tls(scratch: &Scratch, host: &str, authority: &str) -> String {
    let set = |name| {
        std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run under scripts/with-postgres"))
    };
    let (folder, port) = (set("CROSSWALK_TEST_TLS"), set("CROSSWALK_TEST_TLS_PORT"));
    let options = scratch.url().split("options=").nth(1).unwrap();
    format!(
        "postgres://crosswalk@{host}:{port}/postgres?sslmode=verify-full&sslrootcert={folder}/{authority}.crt&options={options}"
    )
}

#[tokio::test]
async fn a_connection_by_tls_needs_the_right_authority_and_the_right_name() {
    if !on(Engine::Postgres) {
        return;
    }
    let scratch = Scratch::new().unwrap();
    let store = Store::open(&by_tls(&scratch, "localhost", "ca"), StoreOptions::default()).unwrap();
    let encrypted = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
    assert_eq!(store.read(move |connection| sql::<Bool>(encrypted).get_result(connection)).await, Ok(true));
    let workbook = workbook(&store).await;
    assert_eq!(store.write(move |connection| append(connection, workbook, 1)).await, Ok(()));
    for (host, authority, part) in [
        ("localhost", "other", "certificate verify failed"),
        ("127.0.0.1", "ca", "does not match host name"),
        ("localhost", "missing", "does not exist"),
    ] {
        let refused = Store::open(&by_tls(&scratch, host, authority), StoreOptions::default()).unwrap_err();
        assert!(matches!(refused, StoreError::Unavailable(_)), "{refused:?}");
        assert!(refused.to_string().contains(part), "{host} {authority}: {refused}");
    }
    drop(store);
}

fn with_replica(scratch: &Scratch, replica: &str) -> Store {
    let options = StoreOptions { replica: Some(replica.to_owned()), ..StoreOptions::default() };
    Store::open(scratch.url(), options).unwrap()
}

fn is_standby(connection: &mut Connection) -> QueryResult<bool> {
    sql::<Bool>("SELECT pg_is_in_recovery()").get_result(connection)
}

async fn stale_count(store: &Store) -> i64 {
    store.read_stale(|connection| workbooks::table.count().get_result(connection)).await.unwrap()
}

#[tokio::test]
async fn reads_that_may_be_behind_ask_the_replica_and_it_cannot_be_written() {
    if !on(Engine::Postgres) {
        return;
    }
    let scratch = Scratch::new().unwrap();
    // A second connection to the same server, told apart by its name.
    let named = format!("{}&application_name=replica", scratch.url());
    let store = with_replica(&scratch, &named);
    workbook(&store).await;
    assert_eq!(stale_count(&store).await, 1);
    let name = "SELECT current_setting('application_name') = 'replica'";
    let asks = move |connection: &mut Connection| sql::<Bool>(name).get_result(connection);
    assert_eq!(store.read_stale(asks).await, Ok(true));
    assert_eq!(store.read(asks).await, Ok(false));
    let refused = store.read_stale(|connection| diesel::delete(workbooks::table).execute(connection)).await;
    assert!(matches!(refused, Err(StoreError::Full(_))), "{refused:?}");
    assert_eq!(stale_count(&store).await, 1);
}

#[tokio::test]
async fn the_primary_answers_while_the_replica_is_away() {
    if !on(Engine::Postgres) {
        return;
    }
    let scratch = Scratch::new().unwrap();
    let store = with_replica(&scratch, "postgres://crosswalk@/postgres?host=/nowhere");
    workbook(&store).await;
    assert_eq!(stale_count(&store).await, 1);
    // A server without these tables, as a replica is that has not followed yet.
    let behind = scratch.url().split("&options=").next().unwrap();
    let store = with_replica(&scratch, behind);
    assert_eq!(stale_count(&store).await, 1);
    // One whose connections are closed in the middle.
    let store = with_replica(&scratch, scratch.url());
    assert_eq!(stale_count(&store).await, 1);
    let tries = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&tries);
    let read = store.read_stale(move |connection| {
        if counted.fetch_add(1, Ordering::SeqCst) == 0 {
            diesel::sql_query("SELECT pg_terminate_backend(pg_backend_pid())").execute(connection)?;
        }
        workbooks::table.count().get_result::<i64>(connection)
    });
    assert_eq!(read.await, Ok(1));
    assert_eq!(tries.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_real_replica_follows_and_the_newest_state_is_the_primarys() {
    let Ok(replica) = std::env::var("CROSSWALK_TEST_REPLICA") else { return };
    let scratch = Scratch::new().unwrap();
    let options = scratch.url().split("options=").nth(1).unwrap();
    let store = with_replica(&scratch, &format!("{replica}&options={options}"));
    workbook(&store).await;
    // Asked before it knows the tables it would be left alone for a while.
    let mut on_replica = PgConnection::establish(&format!("{replica}&options={options}")).unwrap();
    let mut tries = 0;
    while workbooks::table.count().get_result(&mut on_replica) != Ok(1_i64) {
        tries += 1;
        assert!(tries < 500, "the replica does not follow");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let look = |connection: &mut Connection| {
        Ok((is_standby(connection)?, workbooks::table.count().get_result(connection)?))
    };
    assert_eq!(store.read_stale(look).await, Ok((true, 1)));
    on_replica.batch_execute("SELECT pg_wal_replay_pause()").unwrap();
    let mut is_paused = || -> bool {
        let state = "SELECT pg_get_wal_replay_pause_state() = 'paused'";
        sql::<Bool>(state).get_result(&mut on_replica).unwrap()
    };
    while !is_paused() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    workbook(&store).await;
    assert_eq!(store.read_stale(look).await, Ok((true, 1)), "it stands still");
    assert_eq!(store.read(look).await, Ok((false, 2)));
    on_replica.batch_execute("SELECT pg_wal_replay_resume()").unwrap();
    let mut tries = 0;
    while store.read_stale(look).await != Ok((true, 2)) {
        tries += 1;
        assert!(tries < 200, "the replica does not follow");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[test]
fn a_replica_needs_postgres_on_both_sides() {
    let scratch = Scratch::new().unwrap();
    let options = |url: &str| StoreOptions { replica: Some(url.to_owned()), ..StoreOptions::default() };
    let refused = Store::open(scratch.url(), options("sqlite:/tmp/x.db")).unwrap_err().to_string();
    let part =
        if on(Engine::Postgres) { "a replica is a PostgreSQL server" } else { "SQLite has no replica" };
    assert!(refused.contains(part), "{refused}");
}
