//! The job queue, on either engine.

use std::collections::HashMap;

use crosswalk_names::{JobId, MINUTE, SECOND, Timestamp};
use crosswalk_store::jobs::{self, Fate, Job, NewJob, TRIES_MAX};
use crosswalk_store::{Store, StoreError};
use uuid::Uuid;

use crate::open;

const LEASE: i64 = MINUTE;
const KINDS: &[&str] = &["mail", "late", "soon", "poison", "compact", "new", "letter"];

async fn enqueue(store: &Store, kind: &'static str, run_at: i64, unique_key: Option<&'static str>) -> bool {
    let id = JobId(Uuid::now_v7());
    store
        .write(move |connection| {
            let job = NewJob { id, kind, payload: &[0, 255], run_at: Timestamp(run_at), unique_key };
            jobs::enqueue(connection, &job, Timestamp(0))
        })
        .await
        .unwrap()
}

async fn claim(store: &Store, now: i64) -> Option<Job> {
    store.write(move |connection| jobs::claim(connection, Timestamp(now), LEASE, KINDS)).await.unwrap()
}

async fn complete(store: &Store, job: &Job) -> bool {
    let job = job.clone();
    store.write(move |connection| jobs::complete(connection, &job)).await.unwrap()
}

async fn retry(store: &Store, job: &Job, now: i64) -> Fate {
    let job = job.clone();
    store
        .write(move |connection| jobs::retry(connection, &job, Timestamp(now), "421 \0try later"))
        .await
        .unwrap()
}

async fn next_due(store: &Store) -> Option<i64> {
    store.read(jobs::next_due).await.unwrap().map(|at| at.0)
}

#[tokio::test]
async fn jobs_come_in_turn_and_not_before_their_time() {
    let fixture = open();
    assert_eq!(next_due(&fixture).await, None);
    enqueue(&fixture, "late", 500, None).await;
    enqueue(&fixture, "soon", 100, None).await;
    assert_eq!(next_due(&fixture).await, Some(100));
    assert_eq!(claim(&fixture, 99).await, None);
    let soon = claim(&fixture, 1_000).await.unwrap();
    assert_eq!((soon.kind.as_str(), soon.payload.as_slice(), soon.tries), ("soon", [0, 255].as_slice(), 1));
    assert_eq!(claim(&fixture, 1_000).await.unwrap().kind, "late");
    assert_eq!(claim(&fixture, 1_000).await, None);
    assert!(complete(&fixture, &soon).await);
    assert!(!complete(&fixture, &soon).await, "a job is settled once");
    assert_eq!(fixture.read(jobs::waiting).await, Ok(1));
}

#[tokio::test]
async fn a_job_of_another_version_is_left_for_it() {
    let fixture = open();
    enqueue(&fixture, "of-the-next-release", 0, None).await;
    assert_eq!(claim(&fixture, 1).await, None);
    assert_eq!(fixture.read(jobs::waiting).await, Ok(1));
}

#[tokio::test]
async fn a_job_goes_with_the_change_that_causes_it() {
    let fixture = open();
    let outcome: Result<(), StoreError> = fixture
        .try_write(|connection| {
            let id = JobId(Uuid::now_v7());
            let job = NewJob { id, kind: "mail", payload: &[], run_at: Timestamp(0), unique_key: None };
            jobs::enqueue(connection, &job, Timestamp(0))?;
            Err(StoreError::Other("the change failed".into()))
        })
        .await;
    assert!(outcome.is_err());
    assert_eq!(claim(&fixture, 1).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn claimants_never_get_the_same_job() {
    let fixture = open();
    for _ in 0..40 {
        enqueue(&fixture, "mail", 0, None).await;
    }
    let claimants: Vec<_> = (0..4)
        .map(|_| {
            let store = fixture.store.clone();
            tokio::spawn(async move {
                let mut mine = Vec::new();
                loop {
                    match store.write(|connection| jobs::claim(connection, Timestamp(1), LEASE, KINDS)).await
                    {
                        Ok(Some(job)) => mine.push(job.id),
                        Ok(None) => return mine,
                        Err(StoreError::Busy(_)) => {}
                        Err(other) => panic!("{other}"),
                    }
                }
            })
        })
        .collect();
    let mut claims = HashMap::new();
    for claimant in claimants {
        for id in claimant.await.unwrap() {
            *claims.entry(id).or_insert(0) += 1;
        }
    }
    assert_eq!(claims.len(), 40);
    assert!(claims.values().all(|&times| times == 1), "{claims:?}");
}

#[tokio::test]
async fn a_job_whose_worker_died_is_claimed_again_and_the_old_claim_is_void() {
    let fixture = open();
    enqueue(&fixture, "mail", 0, None).await;
    let first = claim(&fixture, 0).await.unwrap();
    assert_eq!(next_due(&fixture).await, Some(LEASE));
    assert_eq!(claim(&fixture, LEASE - 1).await, None);
    let second = claim(&fixture, LEASE).await.unwrap();
    assert_eq!((second.id, second.tries), (first.id, 2));
    assert!(!complete(&fixture, &first).await);
    assert_eq!(retry(&fixture, &first, LEASE).await, Fate::Lost);
    assert!(complete(&fixture, &second).await);
}

#[tokio::test]
async fn retries_wait_longer_each_time_and_end() {
    let fixture = open();
    enqueue(&fixture, "mail", 0, None).await;
    let mut now = 0;
    for tries in 1..TRIES_MAX {
        let job = claim(&fixture, now).await.unwrap();
        assert_eq!(job.tries, tries);
        let Fate::Again(at) = retry(&fixture, &job, now).await else { panic!("given up at try {tries}") };
        assert!(at.0 >= now + 15 * SECOND);
        assert_eq!(claim(&fixture, at.0 - 1).await, None);
        now = at.0;
    }
    let last = claim(&fixture, now).await.unwrap();
    assert_eq!(retry(&fixture, &last, now).await, Fate::GivenUp);
    assert_eq!(fixture.read(jobs::waiting).await, Ok(0));
    assert_eq!(fixture.write(|connection| jobs::prune(connection, Timestamp(1))).await, Ok(1));
}

#[tokio::test]
async fn a_job_that_kills_its_worker_every_time_ends_too() {
    let fixture = open();
    enqueue(&fixture, "poison", 0, None).await;
    for tries in 0..TRIES_MAX {
        assert!(claim(&fixture, tries * LEASE).await.is_some());
    }
    assert_eq!(claim(&fixture, TRIES_MAX * LEASE).await, None);
    assert_eq!(fixture.read(jobs::waiting).await, Ok(0));
}

#[tokio::test]
async fn a_key_admits_one_job_until_it_is_under_way() {
    let fixture = open();
    assert!(enqueue(&fixture, "compact", 0, Some("compact/1")).await);
    assert!(!enqueue(&fixture, "compact", 0, Some("compact/1")).await);
    assert!(enqueue(&fixture, "compact", 0, Some("compact/2")).await);
    claim(&fixture, 0).await.unwrap();
    assert!(enqueue(&fixture, "compact", 0, Some("compact/1")).await);
}

#[tokio::test]
async fn a_clock_that_is_put_back_holds_no_job_up() {
    let store = open();
    let (then, now) = (10 * 24 * 3_600_000, 3_600_000);
    assert!(enqueue(&store, "new", then, None).await);
    let job = claim(&store, then).await.unwrap();
    // Its worker died, and the clock was put back: the lease ran out, though it seems to last ten days.
    let again = claim(&store, now).await.unwrap();
    assert_eq!((again.id, again.tries), (job.id, 2));
    assert!(!complete(&store, &job).await);
    // A try that failed at the old time is not put off until then.
    assert!(matches!(retry(&store, &again, then).await, Fate::Again(_)));
    let third = claim(&store, now).await.unwrap();
    assert!(matches!(retry(&store, &third, now).await, Fate::Again(_)));
    // From now on pauses are what they are.
    assert_eq!(claim(&store, now).await, None);
}

#[tokio::test]
async fn a_lone_process_frees_what_the_one_before_it_had_claimed() {
    let store = open();
    assert!(enqueue(&store, "letter", 0, None).await);
    let job = claim(&store, 0).await.unwrap();
    assert_eq!(claim(&store, 1).await, None);
    assert_eq!(store.write(jobs::release).await, Ok(1));
    assert_eq!(claim(&store, 1).await.map(|again| again.id), Some(job.id));
}
