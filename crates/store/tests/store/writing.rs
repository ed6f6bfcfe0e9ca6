//! What a write promises: all or nothing, as if alone, answered only when it is on disk.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::task::Poll;
use std::time::Duration;

use crosswalk_store::schema::{updates, workbooks};
use crosswalk_store::{Connection, Engine, Id, Store, StoreError, StoreOptions};
use diesel::prelude::*;

use crate::{append, log, on, open, workbook};

type Answer<'a, T = ()> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// Starts a write. When this returns, the write stands in the queue, behind all that were started before it.
async fn start<'a, T>(write: impl Future<Output = Result<T, StoreError>> + Send + 'a) -> Answer<'a, T> {
    let mut answer: Answer<'a, T> = Box::pin(write);
    assert!(is_pending(&mut answer).await);
    answer
}

async fn is_pending<T>(answer: &mut Answer<'_, T>) -> bool {
    poll_fn(|context| Poll::Ready(answer.as_mut().poll(context).is_pending())).await
}

async fn start_append(store: &Store, workbook: Id, seq: i64) -> Answer<'_> {
    start(store.write(move |connection| append(connection, workbook, seq))).await
}

/// A write that tells when it runs, and goes on when told.
struct Gate<'a> {
    running: Receiver<()>,
    go: Sender<()>,
    answer: Answer<'a>,
}

async fn start_gate(store: &Store, workbook: Id, seq: i64) -> Gate<'_> {
    let (tell, running) = channel();
    let (go, wait) = channel::<()>();
    let mut passed = false;
    let write = store.write(move |connection| {
        append(connection, workbook, seq)?;
        if !passed {
            tell.send(()).unwrap();
            wait.recv().unwrap();
            passed = true;
        }
        Ok(())
    });
    Gate { running, go, answer: start(write).await }
}

/// What another program would find in the file.
fn rows_on_disk(url: &str) -> i64 {
    let mut connection: SqliteConnection =
        diesel::Connection::establish(url.strip_prefix("sqlite:").unwrap()).unwrap();
    updates::table.count().get_result(&mut connection).unwrap()
}

#[tokio::test]
async fn a_write_of_a_group_is_answered_only_when_the_group_is_committed() {
    if !on(Engine::Sqlite) {
        return;
    }
    let fixture = open();
    let workbook = workbook(&fixture).await;
    // While the first write holds the thread, two more queue up and so form the next group.
    let first = start_gate(&fixture, workbook, 1).await;
    first.running.recv().unwrap();
    let mut early = start_append(&fixture, workbook, 2).await;
    let late = start_gate(&fixture, workbook, 3).await;

    first.go.send(()).unwrap();
    assert_eq!(first.answer.await, Ok(()));
    late.running.recv().unwrap();
    assert!(is_pending(&mut early).await, "the early write was answered before its group was committed");
    assert_eq!(rows_on_disk(fixture.scratch.url()), 1);

    late.go.send(()).unwrap();
    assert_eq!(early.await, Ok(()));
    assert_eq!(rows_on_disk(fixture.scratch.url()), 3);
    assert_eq!(late.answer.await, Ok(()));
}

#[tokio::test]
async fn one_write_that_fails_or_panics_does_not_touch_the_others_of_its_group() {
    let fixture = open();
    let workbook = workbook(&fixture).await;
    let first = start_gate(&fixture, workbook, 1).await;
    first.running.recv().unwrap();
    let before = start_append(&fixture, workbook, 2).await;
    let panics = start(fixture.write(move |connection| {
        append(connection, workbook, 3)?;
        connection.transaction(|connection| -> QueryResult<()> {
            append(connection, workbook, 4)?;
            panic!("on purpose")
        })
    }))
    .await;
    let fails = start(fixture.write(move |connection| {
        append(connection, workbook, 5)?;
        append(connection, workbook, 5)
    }))
    .await;
    let after = start_append(&fixture, workbook, 6).await;
    first.go.send(()).unwrap();

    assert_eq!(first.answer.await, Ok(()));
    assert_eq!(before.await, Ok(()));
    assert!(matches!(panics.await, Err(StoreError::Other(_))));
    assert!(matches!(fails.await, Err(StoreError::Conflict(_))));
    assert_eq!(after.await, Ok(()));
    assert_eq!(log(&fixture, workbook).await, [1, 2, 6]);
}

#[derive(Debug, PartialEq)]
enum Refusal {
    TooMany,
    Store(StoreError),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

#[tokio::test]
async fn a_change_that_refuses_is_undone() {
    let fixture = open();
    let workbook = workbook(&fixture).await;
    let refused = fixture
        .try_write(move |connection| -> Result<(), Refusal> {
            append(connection, workbook, 1).map_err(StoreError::from)?;
            Err(Refusal::TooMany)
        })
        .await;
    assert_eq!(refused, Err(Refusal::TooMany));
    assert_eq!(log(&fixture, workbook).await, [0; 0]);
}

#[tokio::test]
async fn a_nested_transaction_may_fail_on_its_own() {
    let fixture = open();
    let workbook = workbook(&fixture).await;
    let outcome = fixture
        .write(move |connection| {
            append(connection, workbook, 1)?;
            let inner = connection.transaction(|connection| append(connection, workbook, 1));
            assert!(inner.is_err());
            append(connection, workbook, 2)
        })
        .await;
    assert_eq!(outcome, Ok(()));
    assert_eq!(log(&fixture, workbook).await, [1, 2]);
}

#[tokio::test]
async fn a_failure_that_the_closure_hides_is_never_taken_for_saved() {
    let fixture = open();
    let workbook = workbook(&fixture).await;
    let outcome = fixture
        .write(move |connection| {
            append(connection, workbook, 1)?;
            let _ = append(connection, workbook, 1);
            Ok(())
        })
        .await;
    // SQLite undoes only the failed statement; PostgreSQL gives up the transaction, and must then say so.
    let saved = log(&fixture, workbook).await;
    assert_eq!(outcome.is_ok(), saved == [1], "{outcome:?} {saved:?}");
}

async fn add_one(store: &Store, workbook: Id) -> Result<usize, StoreError> {
    store
        .write(move |connection| {
            let seq: i64 = workbooks::table.find(workbook).select(workbooks::changed_at).first(connection)?;
            let next = workbooks::changed_at.eq(seq + 1);
            diesel::update(workbooks::table.find(workbook)).set(next).execute(connection)
        })
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn writes_that_read_first_do_not_lose_each_others_work() {
    let fixture = open();
    let workbook = workbook(&fixture).await;
    let tasks: Vec<_> = (0..4)
        .map(|_| {
            let store = fixture.store.clone();
            tokio::spawn(async move {
                for _ in 0..25 {
                    // Under this much contention a write may use up its tries; it then says so and is made again.
                    while add_one(&store, workbook).await.is_err() {}
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let seq: i64 = fixture
        .read(move |connection| {
            workbooks::table.find(workbook).select(workbooks::changed_at).first(connection)
        })
        .await
        .unwrap();
    assert_eq!(seq, 100);
}

/// Appends, then meets a clash in its first `clashes` runs. With `hidden`, keeps the failure to itself.
async fn write_with_clashes(
    store: &Store,
    workbook: Id,
    clashes: u32,
    hidden: bool,
) -> (Result<(), StoreError>, u32) {
    const CLASH: &str = "DO $$ BEGIN RAISE EXCEPTION 'met another' USING ERRCODE = '40001'; END $$";
    let runs = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&runs);
    let outcome = store
        .write(move |connection| {
            append(connection, workbook, 1)?;
            if counted.fetch_add(1, Ordering::SeqCst) < clashes {
                let clash = diesel::sql_query(CLASH).execute(connection);
                if !hidden {
                    clash?;
                }
            }
            Ok(())
        })
        .await;
    (outcome, runs.load(Ordering::SeqCst))
}

#[tokio::test]
async fn a_write_that_meets_another_runs_again() {
    if !on(Engine::Postgres) {
        return;
    }
    let fixture = open();
    for hidden in [false, true] {
        let workbook = workbook(&fixture).await;
        assert_eq!(write_with_clashes(&fixture, workbook, 3, hidden).await, (Ok(()), 4));
        assert_eq!(log(&fixture, workbook).await, [1]);
    }
    let workbook = workbook(&fixture).await;
    let (outcome, runs) = write_with_clashes(&fixture, workbook, u32::MAX, false).await;
    assert!(matches!(outcome, Err(StoreError::Busy(_))), "{outcome:?}");
    assert_eq!(runs, 8);
    assert_eq!(log(&fixture, workbook).await, [0; 0]);
}

#[tokio::test]
async fn a_connection_that_the_server_closed_is_replaced() {
    if !on(Engine::Postgres) {
        return;
    }
    let fixture = open();
    let workbook = workbook(&fixture).await;
    let killed = fixture
        .write(|connection| {
            diesel::sql_query("SELECT pg_terminate_backend(pg_backend_pid())").execute(connection)
        })
        .await;
    assert!(matches!(killed, Err(StoreError::Unavailable(_))), "{killed:?}");
    assert_eq!(fixture.write(move |connection| append(connection, workbook, 1)).await, Ok(()));

    // One that is closed while it lies idle is noticed before any of the caller's work runs on it.
    let pid: i64 = pid(&fixture).await;
    let crate::Fixture { store, scratch } = fixture;
    let other = Store::open(scratch.url(), StoreOptions::default()).unwrap();
    let kill = format!("SELECT pg_terminate_backend({pid})");
    other.write(move |connection| diesel::sql_query(&kill).execute(connection)).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(store.write(move |connection| append(connection, workbook, 2)).await, Ok(()));
    drop((store, other));
}

async fn pid(store: &Store) -> i64 {
    use diesel::dsl::sql;
    use diesel::sql_types::BigInt;
    store
        .write(|connection| diesel::select(sql::<BigInt>("pg_backend_pid()::bigint")).get_result(connection))
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_fails_the_group_and_nothing_after_it() {
    if !on(Engine::Sqlite) {
        return;
    }
    let fixture = open();
    let workbook = workbook(&fixture).await;
    let limit_pages = |pages: u32| {
        let store = fixture.store.clone();
        async move {
            store
                .write(move |connection| {
                    diesel::sql_query(format!("PRAGMA max_page_count = {pages}")).execute(connection)
                })
                .await
                .unwrap();
        }
    };
    limit_pages(1).await; // SQLite takes this as: no page more than there are.
    let full = fixture
        .write(move |connection| {
            diesel::insert_into(updates::table)
                .values((
                    updates::workbook_id.eq(workbook),
                    updates::seq.eq(1),
                    updates::at.eq(1),
                    updates::body.eq(vec![0; 1_000_000]),
                ))
                .execute(connection)
        })
        .await;
    assert!(matches!(full, Err(StoreError::Full(_))), "{full:?}");
    limit_pages(1_000_000).await;
    assert_eq!(fixture.write(move |connection| append(connection, workbook, 2)).await, Ok(()));
    assert_eq!(log(&fixture, workbook).await, [2]);
    assert_eq!(fixture.check().await.unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn closing_waits_for_queued_writes_even_of_callers_who_have_gone() {
    if !on(Engine::Sqlite) {
        return;
    }
    let fixture = open();
    let workbook = workbook(&fixture).await;
    let Gate { running, go, answer } = start_gate(&fixture, workbook, 1).await;
    running.recv().unwrap();
    drop(start_append(&fixture, workbook, 2).await);
    drop(answer);
    go.send(()).unwrap();
    let crate::Fixture { store, scratch } = fixture;
    drop(store);
    let again = Store::open(scratch.url(), StoreOptions::default()).unwrap();
    assert_eq!(log(&again, workbook).await, [1, 2]);
}

#[tokio::test]
async fn a_queued_write_may_hold_the_last_handle() {
    if !on(Engine::Sqlite) {
        return;
    }
    let fixture = open();
    let workbook = workbook(&fixture).await;
    let Gate { running, go, answer } = start_gate(&fixture, workbook, 1).await;
    running.recv().unwrap();
    let held = fixture.store.clone();
    let last = start(fixture.write(move |connection| {
        let _held = &held;
        append(connection, workbook, 2)
    }))
    .await;
    drop((answer, last));
    let crate::Fixture { store, scratch } = fixture;
    drop(store);
    go.send(()).unwrap();
    let again = loop {
        match Store::open(scratch.url(), StoreOptions::default()) {
            Ok(store) => break store,
            Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    };
    assert_eq!(log(&again, workbook).await, [1, 2]);
}

/// The file beside the database grows while somebody reads for long, and must be short again afterwards.
#[tokio::test]
async fn the_log_of_sqlite_stays_short() {
    if !on(Engine::Sqlite) {
        return;
    }
    let fixture = open();
    let workbook = workbook(&fixture).await;
    let wal = format!("{}-wal", fixture.scratch.url().trim_start_matches("sqlite:"));
    let megabytes = || std::fs::metadata(&wal).unwrap().len() >> 20;
    let store = &fixture.store;
    let put = async |seq: i64, bytes: usize| {
        let row = (
            updates::workbook_id.eq(workbook),
            updates::seq.eq(seq),
            updates::at.eq(1),
            updates::body.eq(vec![7; bytes]),
        );
        let put = move |connection: &mut Connection| {
            diesel::insert_into(updates::table).values(row.clone()).execute(connection)
        };
        store.write(put).await.unwrap();
    };
    let count = |connection: &mut Connection| updates::table.count().get_result::<i64>(connection);
    for seq in 1..=150 {
        put(seq, 200_000).await;
        store.read(count).await.unwrap();
    }
    assert!(megabytes() < 16, "{} MB after 30 MB of writes, with short reads between", megabytes());

    let (go, wait) = std::sync::mpsc::channel::<()>();
    let (begun, has_begun) = tokio::sync::oneshot::channel();
    let reader = tokio::spawn({
        let store = store.clone();
        async move {
            store
                .read(move |connection| {
                    let counted = count(connection)?;
                    begun.send(()).unwrap();
                    wait.recv().unwrap();
                    assert_eq!(count(connection)?, counted);
                    Ok(())
                })
                .await
        }
    });
    has_begun.await.unwrap();
    for seq in 151..=230 {
        put(seq, 1_000_000).await;
    }
    assert!(megabytes() > 64, "a reader that stays holds the log: {} MB", megabytes());
    go.send(()).unwrap();
    reader.await.unwrap().unwrap();
    put(231, 10).await;
    put(232, 10).await;
    assert!(megabytes() <= 64, "{} MB after the reader has gone", megabytes());
}
