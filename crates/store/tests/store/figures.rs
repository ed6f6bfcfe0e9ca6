//! The figures of docs/adr/0001-database.md: `cargo test -p crosswalk-store -- --ignored --nocapture figures`, for
//! PostgreSQL under `CROSSWALK_POSTGRES_FSYNC=on scripts/with-postgres`.

use std::time::Instant;

use crosswalk_store::schema::workbooks;
use crosswalk_store::{Id, Store, StoreError};
use diesel::prelude::*;

use crate::{append, open, workbook};

#[tokio::test(flavor = "multi_thread")]
#[ignore = "measures; it proves nothing"]
async fn figures() {
    let fixture = open();
    for (tasks, each) in [(1, 400), (16, 200), (256, 40)] {
        let workbooks = workbooks(&fixture, tasks).await;
        report("durable appends", &workbooks, each, append_all(&fixture, &workbooks, each)).await;
    }
    for (tasks, each) in [(1, 4_000), (16, 500)] {
        let workbooks = workbooks(&fixture, tasks).await;
        report("point reads", &workbooks, each, read_all(&fixture, &workbooks, each)).await;
    }
}

async fn workbooks(store: &Store, tasks: usize) -> Vec<Id> {
    let mut workbooks = Vec::new();
    for _ in 0..tasks {
        workbooks.push(workbook(store).await);
    }
    workbooks
}

async fn report(what: &str, workbooks: &[Id], each: u32, work: impl Future<Output = ()>) {
    let began = Instant::now();
    work.await;
    let seconds = began.elapsed().as_secs_f64();
    let rate: f64 = workbooks.iter().map(|_| f64::from(each) / seconds).sum();
    println!("{what}, {} tasks: {rate:.0} a second", workbooks.len());
}

async fn append_all(store: &Store, workbooks: &[Id], each: u32) {
    join(workbooks, |workbook| {
        let store = store.clone();
        async move {
            for seq in 1..=i64::from(each) {
                // PostgreSQL may tell two appends to neighbouring rows apart only after several tries.
                while let Err(error) = store.write(move |connection| append(connection, workbook, seq)).await
                {
                    assert!(matches!(error, StoreError::Busy(_)), "{error}");
                }
            }
        }
    })
    .await;
}

async fn read_all(store: &Store, workbooks: &[Id], each: u32) {
    join(workbooks, |workbook| {
        let store = store.clone();
        async move {
            for _ in 0..each {
                let head = store.read(move |connection| {
                    workbooks::table.find(workbook).select(workbooks::changed_at).first::<i64>(connection)
                });
                assert_eq!(head.await, Ok(0));
            }
        }
    })
    .await;
}

async fn join<F: Future<Output = ()> + Send + 'static>(workbooks: &[Id], task: impl Fn(Id) -> F) {
    let tasks: Vec<_> = workbooks.iter().map(|&workbook| tokio::spawn(task(workbook))).collect();
    for task in tasks {
        task.await.unwrap();
    }
}
