//! Work that comes round is one node's to do.

use crosswalk_names::{HOUR, Timestamp};
use crosswalk_store::{Store, turns};

use crate::open;

async fn take(store: &Store, now: i64) -> bool {
    store.write(move |connection| turns::take(connection, "backup", Timestamp(now), HOUR)).await.unwrap()
}

#[tokio::test]
async fn a_turn_is_taken_once_until_the_next_is_due() {
    let store = open();
    assert!(take(&store, 1_000).await);
    assert!(!take(&store, 1_000).await && !take(&store, 1_000 + HOUR - 1).await);
    assert!(take(&store, 1_000 + HOUR).await);
    let other = store.write(|connection| turns::take(connection, "other", Timestamp(5), HOUR)).await;
    assert_eq!(other, Ok(true));
    // A clock that went back by more than a turn does not stop the work for good.
    assert!(take(&store, -5 * HOUR).await);
    store
        .write(|connection| turns::give_back(connection, "backup", Timestamp(-4 * HOUR - 10), HOUR))
        .await
        .unwrap();
    assert!(!take(&store, -4 * HOUR - 11).await);
    assert!(take(&store, -4 * HOUR - 10).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_that_ask_at_once_one_gets_it() {
    let fixture = open();
    let asking: Vec<_> = (0..8)
        .map(|_| {
            let store = fixture.store.clone();
            tokio::spawn(async move { take(&store, 7).await })
        })
        .collect();
    let mut taken = 0;
    for asked in asking {
        taken += u32::from(asked.await.unwrap());
    }
    assert_eq!(taken, 1);
}
