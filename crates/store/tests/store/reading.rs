//! What a read may see and do.

use std::sync::mpsc::channel;

use crosswalk_store::StoreError;
use crosswalk_store::schema::workbooks;
use diesel::prelude::*;

use crate::{id, insert_workbook, open, workbook};

#[tokio::test]
async fn a_read_cannot_write() {
    let fixture = open();
    let refused = fixture.read(|connection| insert_workbook(connection, id())).await;
    assert!(matches!(refused, Err(StoreError::Full(_))), "{refused:?}");
    workbook(&fixture).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_queries_of_a_read_see_the_same_moment() {
    let fixture = open();
    let (began, wait_for_begin) = channel();
    let (written, wait_for_write) = channel::<()>();
    let store = fixture.store.clone();
    let read = tokio::spawn(async move {
        store
            .read(move |connection| {
                let before: i64 = workbooks::table.count().get_result(connection)?;
                began.send(()).unwrap();
                wait_for_write.recv().unwrap();
                let after: i64 = workbooks::table.count().get_result(connection)?;
                Ok((before, after))
            })
            .await
    });
    wait_for_begin.recv().unwrap();
    workbook(&fixture).await;
    written.send(()).unwrap();
    assert_eq!(read.await.unwrap(), Ok((0, 0)));
}

#[tokio::test]
async fn a_read_that_panics_is_an_error_and_costs_no_connection() {
    let fixture = open();
    for _ in 0..10 {
        let outcome = fixture.read(|_| -> QueryResult<()> { panic!("on purpose") }).await;
        assert!(matches!(outcome, Err(StoreError::Other(_))));
    }
    assert_eq!(
        fixture.read(|connection| workbooks::table.count().get_result::<i64>(connection)).await,
        Ok(0)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn more_readers_than_connections_take_turns() {
    let fixture = open();
    let reads: Vec<_> = (0..100)
        .map(|_| {
            let store = fixture.store.clone();
            tokio::spawn(async move {
                store.read(|connection| workbooks::table.count().get_result::<i64>(connection)).await
            })
        })
        .collect();
    for read in reads {
        assert_eq!(read.await.unwrap(), Ok(0));
    }
}
