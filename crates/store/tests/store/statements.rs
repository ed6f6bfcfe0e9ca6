//! What both engines must do alike with one statement.

use crosswalk_store::schema::{changes, counters, shares, snapshots, states, updates, workbooks};
use crosswalk_store::{Connection, Id, StoreError, Upsert};
use diesel::prelude::*;

use crate::{append, id, insert_workbook, open, workbook};

fn put_state(connection: &mut Connection, workbook: Id, seq: i64) -> QueryResult<usize> {
    diesel::insert_into(states::table)
        .values((
            states::workbook_id.eq(workbook),
            states::kind.eq("head"),
            states::seq.eq(seq),
            states::at.eq(seq),
            states::body.eq(seq.to_be_bytes().to_vec()),
            states::clients.eq(Vec::new()),
        ))
        .or_replace((states::workbook_id, states::kind), (states::seq, states::body))
        .execute(connection)
}

#[tokio::test]
async fn or_replace_sets_the_named_columns_only() {
    let fixture = open();
    let workbook = workbook(&fixture).await;
    for seq in [3, 8] {
        assert_eq!(fixture.write(move |connection| put_state(connection, workbook, seq)).await, Ok(1));
    }
    let row = fixture
        .read(move |connection| {
            states::table
                .select((states::seq, states::at, states::body))
                .first::<(i64, i64, Vec<u8>)>(connection)
        })
        .await;
    assert_eq!(row, Ok((8, 3, 8_i64.to_be_bytes().to_vec())));
}

#[tokio::test]
async fn or_add_counts() {
    let fixture = open();
    let counted = fixture
        .write(|connection| {
            for step in [1, 1, 3] {
                diesel::insert_into(counters::table)
                    .values((
                        counters::scope.eq("mail"),
                        counters::subject.eq(vec![7; 32]),
                        counters::window_start.eq(60_000),
                        counters::count.eq(step),
                    ))
                    .or_add((counters::scope, counters::subject, counters::window_start), counters::count)
                    .execute(connection)?;
            }
            counters::table.select(counters::count).load::<i64>(connection)
        })
        .await;
    assert_eq!(counted, Ok(vec![5]));
}

#[tokio::test]
async fn a_duplicate_is_a_conflict_and_the_store_goes_on() {
    let fixture = open();
    let workbook = workbook(&fixture).await;
    let again = fixture.write(move |connection| insert_workbook(connection, workbook)).await;
    assert!(matches!(again, Err(StoreError::Conflict(_))), "{again:?}");
    assert_eq!(fixture.write(move |connection| append(connection, workbook, 1)).await, Ok(()));
}

#[tokio::test]
async fn a_row_that_refers_to_nothing_is_refused() {
    let nowhere = id();
    let refused = open().write(move |connection| append(connection, nowhere, 1)).await;
    assert!(matches!(refused, Err(StoreError::Invalid(_))), "{refused:?}");
}

fn insert_snapshot(connection: &mut Connection, workbook: Id, name: &str) -> QueryResult<usize> {
    diesel::insert_into(snapshots::table)
        .values((
            snapshots::id.eq(id()),
            snapshots::workbook_id.eq(workbook),
            snapshots::name.eq(name),
            snapshots::at.eq(1),
            snapshots::author.eq("Ana Núñez 🏠"),
            snapshots::seq.eq(1),
            snapshots::content.eq("{}"),
        ))
        .execute(connection)
}

#[tokio::test]
async fn a_nul_in_a_text_is_refused_by_both_engines() {
    let fixture = open();
    let workbook = workbook(&fixture).await;
    for name in ["\0", "before\0after", "end\0"] {
        let refused = fixture.write(move |connection| insert_snapshot(connection, workbook, name)).await;
        assert!(matches!(refused, Err(StoreError::Invalid(_))), "{name:?}: {refused:?}");
    }
    for name in ["", "plain", "日本語 and العربية", "tab\tand\nline"] {
        let kept = fixture.write(move |connection| insert_snapshot(connection, workbook, name)).await;
        assert_eq!(kept, Ok(1), "{name:?}");
    }
}

#[tokio::test]
async fn a_value_outside_its_list_is_refused() {
    let fixture = open();
    let workbook = workbook(&fixture).await;
    let refused = fixture
        .write(move |connection| {
            diesel::insert_into(shares::table)
                .values((
                    shares::id.eq(id()),
                    shares::workbook_id.eq(workbook),
                    shares::device_hash.eq(vec![1]),
                    shares::access.eq("owner"),
                    shares::language.eq("es"),
                    shares::created_at.eq(1),
                    shares::sealed.eq(vec![2]),
                    shares::state.eq("waiting"),
                ))
                .execute(connection)
        })
        .await;
    assert!(matches!(refused, Err(StoreError::Invalid(_))), "{refused:?}");
}

#[tokio::test]
async fn empty_and_missing_values_come_back_as_they_were() {
    let fixture = open();
    let workbook = workbook(&fixture).await;
    let change = id();
    let row = fixture
        .write(move |connection| {
            diesel::insert_into(changes::table)
                .values((
                    changes::id.eq(change),
                    changes::workbook_id.eq(workbook),
                    changes::seq.eq(1),
                    changes::at.eq(i64::MAX),
                    changes::until_at.eq(i64::MIN),
                    changes::author.eq(""),
                    changes::kind.eq("answer"),
                    changes::subject.eq("goal-setting"),
                    changes::before.eq(None::<&str>),
                    changes::after.eq(Some("")),
                    changes::stands.eq(1),
                ))
                .execute(connection)?;
            append(connection, workbook, 1)?;
            let line = changes::table
                .select((changes::id, changes::before, changes::after, changes::at, changes::until_at))
                .first::<(Id, Option<String>, Option<String>, i64, i64)>(connection)?;
            let update = updates::table
                .select((updates::body, updates::clients))
                .first::<(Vec<u8>, Option<Vec<u8>>)>(connection)?;
            Ok((line, update))
        })
        .await;
    let line = (change, None, Some(String::new()), i64::MAX, i64::MIN);
    assert_eq!(row, Ok((line, (vec![0, 1, 255], None))));
}

#[tokio::test]
async fn what_belongs_to_a_workbook_goes_with_it() {
    let fixture = open();
    let workbook = workbook(&fixture).await;
    let left = fixture
        .write(move |connection| {
            append(connection, workbook, 1)?;
            put_state(connection, workbook, 1)?;
            insert_snapshot(connection, workbook, "first")?;
            diesel::delete(workbooks::table.find(workbook)).execute(connection)?;
            let updates: i64 = updates::table.count().get_result(connection)?;
            let states: i64 = states::table.count().get_result(connection)?;
            let snapshots: i64 = snapshots::table.count().get_result(connection)?;
            Ok(updates + states + snapshots)
        })
        .await;
    assert_eq!(left, Ok(0));
}
