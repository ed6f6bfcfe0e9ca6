//! Runs what was queued, and the clean-up that comes round every hour.

use std::time::Duration;

use crosswalk_names::{DAY, MINUTE};
use crosswalk_store::jobs::{self, Fate, Job, TRIES_MAX};
use crosswalk_store::{Engine, Id, StoreError};

use crate::error::PageError;
use crate::live::KEPT;
use crate::post::{self, Tried};
use crate::state::App;
use crate::traces::Kind;
use crate::workbook::shares::sending;
use crate::workbook::{deletion, history, retention, shares};
use crate::{accounts, adjust, editions, meetings, nodes, partnerships, rounds};

/// What this version can do. Another kind was left by a newer node, which comes back to it.
const KINDS: [&str; 2] = [post::LETTER, sending::DELIVER];
/// Another worker may take a job that is not settled after so long, in milliseconds.
const LEASE: i64 = 5 * MINUTE;
/// How often the queue is looked at when nobody rings.
const LOOK_EVERY: Duration = Duration::from_secs(15);
/// How often old things are cleaned up.
const CLEAN_EVERY: Duration = Duration::from_hours(1);
/// One node cleans up for all; the next one may after so long, in milliseconds.
const TURN: i64 = 50 * MINUTE;
/// How often memory is looked through for what nobody used since.
const REST_EVERY: Duration = Duration::from_secs(20);
/// Settled jobs are kept so long for the operator, in milliseconds.
const SETTLED_KEPT: i64 = 7 * DAY;

/// Works until the program ends.
pub async fn run(app: App) {
    tokio::join!(work(&app), look_after(&app));
}

async fn work(app: &App) {
    // Nobody else has the file: whoever had claimed a job there has ended.
    if app.store.engine() == Engine::Sqlite
        && let Err(error) = app.store.write(jobs::release).await
    {
        tracing::warn!(%error, "the jobs of before the start can't be freed; their time runs out by itself");
    }
    loop {
        work_off(app).await;
        tokio::select! {
            () = app.jobs.notified() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

/// Beside the work, for a mail server that hangs must not keep rounds from closing.
async fn look_after(app: &App) {
    let mut clean = tokio::time::interval(CLEAN_EVERY);
    let mut rest = tokio::time::interval(REST_EVERY);
    loop {
        tokio::select! {
            _ = rest.tick() => {
                app.rest();
                keep_up(app).await;
            }
            _ = clean.tick() => {
                if let Err(error) = clean_up_in_turn(app).await {
                    tracing::warn!(status = %error.status(), "the clean-up stopped half way; it goes on in an hour");
                }
                app.jobs.notify_one();
            }
        }
    }
}

/// Writes down which workbooks were used, and takes up settings and editions of checklists that came from elsewhere.
async fn keep_up(app: &App) {
    for done in [retention::write_uses(app).await, adjust::refresh(app).await, editions::refresh(app).await] {
        if let Err(error) = done {
            tracing::warn!(%error, "the store can't be reached; it is tried again soon");
        }
    }
}

/// Does every job that is due.
pub async fn work_off(app: &App) {
    loop {
        match next(app).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => {
                tracing::warn!(%error, "the job queue can't be reached; it is tried again soon");
                return;
            }
        }
    }
}

/// Claims and does one job. False when none is due.
async fn next(app: &App) -> Result<bool, StoreError> {
    let now = app.clock.now();
    let Some(job) = app.store.write(move |conn| jobs::claim(conn, now, LEASE, &KINDS)).await? else {
        return Ok(false);
    };
    let traced = app.traces.begin(Kind::Internal, None);
    let tried = act(app, &job).await?;
    let (now, kind) = (app.clock.now(), job.kind.clone());
    let failed = !matches!(tried, Tried::Done);
    app.traces.end(traced, "job".to_owned(), vec![("crosswalk.job", kind.as_str().into())], failed);
    match tried {
        Tried::Done => {
            app.store.write(move |conn| jobs::complete(conn, &job)).await?;
        }
        Tried::Again(reason) => {
            tracing::info!(kind, reason, "a job failed and is tried again");
            let fate = app.store.write(move |conn| jobs::retry(conn, &job, now, &reason)).await?;
            if fate == Fate::GivenUp {
                tracing::warn!(kind, "a job was given up after its last try");
            }
        }
        Tried::GivenUp(reason) => {
            tracing::warn!(kind, reason, "a job was given up");
            app.store.write(move |conn| jobs::give_up(conn, &job, &reason)).await?;
        }
    }
    Ok(true)
}

async fn act(app: &App, job: &Job) -> Result<Tried, StoreError> {
    match job.kind.as_str() {
        post::LETTER => Ok(post::send_letter(app, job.id, job.created_at, &job.payload).await),
        sending::DELIVER => match uuid::Uuid::from_slice(&job.payload) {
            Ok(id) => sending::deliver(app, Id(id), job.tries >= TRIES_MAX).await,
            Err(_) => Ok(Tried::GivenUp("no delivery id".to_owned())),
        },
        other => Ok(Tried::GivenUp(format!("unknown kind {other}"))),
    }
}

/// Cleans up, if no other node just did.
async fn clean_up_in_turn(app: &App) -> Result<(), PageError> {
    app.rates.forget_idle();
    if nodes::takes_turn(app, "clean-up", TURN).await? { clean_up(app).await } else { Ok(()) }
}

/// Removes what has had its time.
pub async fn clean_up(app: &App) -> Result<(), PageError> {
    let now = app.clock.now();
    // One that fails must not keep the others from being done.
    let pruned = app
        .store
        .write(move |conn| {
            shares::queries::prune(conn, now.plus(-KEPT))?;
            post::queries::prune(conn, now.plus(-KEPT))?;
            accounts::queries::prune(conn, now)?;
            meetings::queries::prune(conn, now.plus(-meetings::ANSWERS_KEPT))?;
            partnerships::people::queries::prune(conn, now.plus(-KEPT))?;
            jobs::prune(conn, now.plus(-SETTLED_KEPT))
        })
        .await;
    let done = [
        pruned.map(drop).map_err(PageError::from),
        retention::tidy(app).await,
        deletion::purge(app).await.map(drop),
        partnerships::deletion::purge(app).await,
        rounds::gather::close_due(app).await,
        rounds::round::remind_all(app).await,
        history::shorten(app).await.map(drop),
        history::pack(app).await,
        partnerships::steps::remind(app).await,
    ];
    done.into_iter().collect()
}
