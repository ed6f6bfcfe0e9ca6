//! What must still be done: mails to send, workbooks to delete in 30 days.
//!
//! A job is enqueued in the transaction that causes it, claimed by one worker at a time under a lease, and then
//! completed, retried or given up. A worker that dies lets its lease run out and the job is claimed again, so what a
//! job does must bear being done twice. The payload is opaque here; keep personal data in it sealed.

use crosswalk_names::{HOUR, JobId, MINUTE, SECOND, Timestamp};
use diesel::prelude::*;

use crate::schema::jobs;
use crate::{Connection, Id, Upsert};

/// How often a job is tried before it is given up, more than eight hours after the first try.
pub const TRIES_MAX: i64 = 12;

/// Longest pause between two tries, in milliseconds.
const PAUSE_MAX: i64 = 6 * HOUR;

/// Longest `last_error` that is kept, in characters.
const ERROR_MAX: usize = 500;

/// The clocks of nodes may differ by so much, in milliseconds; more means that a clock was put back.
const CLOCKS_APART: i64 = MINUTE;

/// How many free jobs a claim tries in one call before it answers that there is none.
const CLAIM_TRIES: usize = 8;

/// A job to be written down.
#[derive(Debug, Clone, Copy)]
pub struct NewJob<'a> {
    /// `UUIDv7`.
    pub id: JobId,
    /// Tells the worker what to do.
    pub kind: &'a str,
    /// What to do it with.
    pub payload: &'a [u8],
    /// Not before this moment.
    pub run_at: Timestamp,
    /// While a job with this key waits for its first try, no second one is added. A job that is already under way
    /// no longer counts, for it may not have seen what caused the new one.
    pub unique_key: Option<&'a str>,
}

/// A job that this worker has claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// The same at every try.
    pub id: JobId,
    /// Tells the worker what to do.
    pub kind: String,
    /// What to do it with.
    pub payload: Vec<u8>,
    /// 1 at the first try. It also tells this claim from later ones.
    pub tries: i64,
    /// When it was enqueued.
    pub created_at: Timestamp,
}

/// What became of a job after a failed try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is tried again at this moment.
    Again(Timestamp),
    /// That was the last try.
    GivenUp,
    /// The lease had run out and another worker has it.
    Lost,
}

#[derive(Insertable)]
#[diesel(table_name = jobs)]
struct NewRow<'a> {
    id: Id,
    kind: &'a str,
    payload: &'a [u8],
    run_at: i64,
    tries: i64,
    state: &'a str,
    created_at: i64,
    unique_key: Option<&'a str>,
}

/// Writes a job down. Answers whether it was added: see [`NewJob::unique_key`].
pub fn enqueue(connection: &mut Connection, job: &NewJob<'_>, now: Timestamp) -> QueryResult<bool> {
    let row = NewRow {
        id: job.id.into(),
        kind: job.kind,
        payload: job.payload,
        run_at: job.run_at.0,
        tries: 0,
        state: "ready",
        created_at: now.0,
        unique_key: job.unique_key,
    };
    let added =
        diesel::insert_into(jobs::table).values(&row).or_ignore((jobs::unique_key,)).execute(connection)?;
    Ok(added == 1)
}

/// Frees every job that is claimed: for the start of a process that knows that no other works on this database.
pub fn release(connection: &mut Connection) -> QueryResult<usize> {
    diesel::update(jobs::table.filter(jobs::locked_until.is_not_null()))
        .set(jobs::locked_until.eq(None::<i64>))
        .execute(connection)
}

/// Takes the job whose turn it is, for `lease_ms` milliseconds. Call it in a write.
///
/// Safe with any number of workers on any number of nodes: the claim only succeeds if nobody else has claimed the job
/// since it was looked up. A job whose worker died at its last try is given up here. Where the clock was put back, a
/// job that seems to come from the future is due, and a pause or a lease that seems to last too long is over.
pub fn claim(
    connection: &mut Connection,
    now: Timestamp,
    lease_ms: i64,
    kinds: &[&str],
) -> QueryResult<Option<Job>> {
    for _ in 0..CLAIM_TRIES {
        let Some(job) = first_free(connection, now, lease_ms, kinds)? else { return Ok(None) };
        let mine = jobs::table.filter(jobs::id.eq(Id::from(job.id))).filter(jobs::tries.eq(job.tries));
        if job.tries >= TRIES_MAX {
            let why = Some("its worker stopped without a word");
            diesel::update(mine)
                .set((jobs::state.eq("failed"), jobs::last_error.eq(why)))
                .execute(connection)?;
            continue;
        }
        let claimed = diesel::update(mine)
            .set((
                jobs::tries.eq(job.tries + 1),
                jobs::locked_until.eq(Some(now.plus(lease_ms).0)),
                jobs::unique_key.eq(None::<String>),
            ))
            .execute(connection)?;
        if claimed == 1 {
            return Ok(Some(Job { tries: job.tries + 1, ..job }));
        }
    }
    Ok(None)
}

fn first_free(
    connection: &mut Connection,
    now: Timestamp,
    lease_ms: i64,
    kinds: &[&str],
) -> QueryResult<Option<Job>> {
    let from_the_future = jobs::tries.eq(0).and(jobs::created_at.gt(now.plus(CLOCKS_APART).0));
    let too_late = jobs::run_at.gt(now.plus(PAUSE_MAX + CLOCKS_APART).0).and(jobs::tries.gt(0));
    let too_long = jobs::locked_until.gt(now.plus(lease_ms + CLOCKS_APART).0);
    let row = jobs::table
        .filter(jobs::state.eq("ready"))
        .filter(jobs::kind.eq_any(kinds))
        .filter(jobs::run_at.le(now.0).or(from_the_future).or(too_late))
        .filter(jobs::locked_until.is_null().or(jobs::locked_until.le(now.0)).or(too_long))
        .order((jobs::run_at, jobs::id))
        .select((jobs::id, jobs::kind, jobs::payload, jobs::tries, jobs::created_at))
        .first::<(Id, String, Vec<u8>, i64, i64)>(connection)
        .optional()?;
    Ok(row.map(|(id, kind, payload, tries, created_at)| Job {
        id: id.into(),
        kind,
        payload,
        tries,
        created_at: Timestamp(created_at),
    }))
}

/// Changes a job that is still this worker's own. A macro, for diesel's changesets have no type one can write.
macro_rules! settle {
    ($connection:expr, $job:expr, $changes:expr) => {{
        let own = jobs::table
            .filter(jobs::id.eq(Id::from($job.id)))
            .filter(jobs::tries.eq($job.tries))
            .filter(jobs::state.eq("ready"));
        diesel::update(own).set($changes).execute($connection).map(|rows| rows == 1)
    }};
}

/// Marks a job as done. Answers `false` if another worker has it by now.
pub fn complete(connection: &mut Connection, job: &Job) -> QueryResult<bool> {
    let done =
        (jobs::state.eq("done"), jobs::locked_until.eq(None::<i64>), jobs::last_error.eq(None::<String>));
    settle!(connection, job, done)
}

/// Puts a job back after a try that failed in a way that may pass, or gives it up after [`TRIES_MAX`].
pub fn retry(connection: &mut Connection, job: &Job, now: Timestamp, error: &str) -> QueryResult<Fate> {
    if job.tries >= TRIES_MAX {
        return Ok(if give_up(connection, job, error)? { Fate::GivenUp } else { Fate::Lost });
    }
    let at = now.plus(pause(job.tries));
    let again =
        (jobs::run_at.eq(at.0), jobs::locked_until.eq(None::<i64>), jobs::last_error.eq(Some(short(error))));
    let kept = settle!(connection, job, again)?;
    Ok(if kept { Fate::Again(at) } else { Fate::Lost })
}

/// Marks a job as failed for good. Answers `false` if another worker has it by now.
pub fn give_up(connection: &mut Connection, job: &Job, error: &str) -> QueryResult<bool> {
    let failed = (
        jobs::state.eq("failed"),
        jobs::locked_until.eq(None::<i64>),
        jobs::last_error.eq(Some(short(error))),
    );
    settle!(connection, job, failed)
}

/// When the next free or leased job is due: until then a worker can sleep. Runs in a read.
pub fn next_due(connection: &mut Connection) -> QueryResult<Option<Timestamp>> {
    let ready = || jobs::table.filter(jobs::state.eq("ready"));
    let free = ready()
        .filter(jobs::locked_until.is_null())
        .select(diesel::dsl::min(jobs::run_at))
        .first::<Option<i64>>(connection)?;
    let leased = ready().select(diesel::dsl::min(jobs::locked_until)).first::<Option<i64>>(connection)?;
    Ok(free.into_iter().chain(leased).min().map(Timestamp))
}

/// How many jobs are not yet done or given up.
pub fn waiting(connection: &mut Connection) -> QueryResult<i64> {
    jobs::table.filter(jobs::state.eq("ready")).count().get_result(connection)
}

/// What is in the queue.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// Not yet done or given up.
    pub waiting: i64,
    /// The same by kind.
    pub waiting_by_kind: Vec<(String, i64)>,
    /// Given up, and not yet pruned.
    pub failed: i64,
    /// The same by kind.
    pub failed_by_kind: Vec<(String, i64)>,
    /// When the oldest job that waits was enqueued.
    pub oldest: Option<Timestamp>,
}

/// Counts what is in the queue. Runs in a read.
pub fn counts(connection: &mut Connection) -> QueryResult<Counts> {
    let mut counts = Counts::default();
    for state in ["ready", "failed"] {
        let rows = jobs::table
            .filter(jobs::state.eq(state))
            .group_by(jobs::kind)
            .order(jobs::kind)
            .select((jobs::kind, diesel::dsl::count_star(), diesel::dsl::min(jobs::created_at)))
            .load::<(String, i64, Option<i64>)>(connection)?;
        for (kind, count, oldest) in rows {
            if state == "ready" {
                counts.waiting += count;
                counts.waiting_by_kind.push((kind, count));
                counts.oldest = counts.oldest.into_iter().chain(oldest.map(Timestamp)).min();
            } else {
                counts.failed += count;
                counts.failed_by_kind.push((kind, count));
            }
        }
    }
    Ok(counts)
}

/// A job as an operator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobRow {
    /// Its id.
    pub id: JobId,
    /// What it is.
    pub kind: String,
    /// Whether it was given up.
    pub failed: bool,
    /// How often it was tried.
    pub tries: i64,
    /// When it is tried next.
    pub run_at: Timestamp,
    /// When it was enqueued.
    pub created_at: Timestamp,
    /// Why the last try failed.
    pub last_error: Option<String>,
}

/// Jobs that are not done: those given up if `failed`, else those that wait. The oldest first. Runs in a read.
pub fn list(connection: &mut Connection, failed: bool, limit: i64) -> QueryResult<Vec<JobRow>> {
    let rows = jobs::table
        .filter(jobs::state.eq(if failed { "failed" } else { "ready" }))
        .order((jobs::run_at, jobs::id))
        .limit(limit)
        .select((jobs::id, jobs::kind, jobs::tries, jobs::run_at, jobs::created_at, jobs::last_error))
        .load::<(Id, String, i64, i64, i64, Option<String>)>(connection)?;
    Ok(rows
        .into_iter()
        .map(|(id, kind, tries, run_at, created_at, last_error)| JobRow {
            id: id.into(),
            kind,
            failed,
            tries,
            run_at: Timestamp(run_at),
            created_at: Timestamp(created_at),
            last_error,
        })
        .collect())
}

/// A job that no worker has at the moment, with its kind, its payload and whether it was given up.
pub fn idle(
    connection: &mut Connection,
    id: JobId,
    now: Timestamp,
) -> QueryResult<Option<(String, Vec<u8>, bool)>> {
    let row = jobs::table
        .find(Id::from(id))
        .filter(jobs::state.ne("done"))
        .filter(jobs::locked_until.is_null().or(jobs::locked_until.le(now.0)))
        .select((jobs::kind, jobs::payload, jobs::state))
        .first::<(String, Vec<u8>, String)>(connection)
        .optional()?;
    Ok(row.map(|(kind, payload, state)| (kind, payload, state == "failed")))
}

/// Has a job tried at once, with all tries before it, whether it waits or was given up. Answers `false` if a worker has
/// it, or it is done.
pub fn restart(connection: &mut Connection, id: JobId, now: Timestamp) -> QueryResult<bool> {
    if idle(connection, id, now)?.is_none() {
        return Ok(false);
    }
    let again = (
        jobs::state.eq("ready"),
        jobs::run_at.eq(now.0),
        jobs::tries.eq(0_i64),
        jobs::locked_until.eq(None::<i64>),
        jobs::unique_key.eq(None::<String>),
    );
    diesel::update(jobs::table.find(Id::from(id))).set(again).execute(connection)?;
    Ok(true)
}

/// Gives up a job that waits. Answers `false` if a worker has it, or it waits no more.
pub fn cancel(connection: &mut Connection, id: JobId, now: Timestamp) -> QueryResult<bool> {
    match idle(connection, id, now)? {
        Some((_, _, false)) => {}
        _ => return Ok(false),
    }
    let given_up = (
        jobs::state.eq("failed"),
        jobs::locked_until.eq(None::<i64>),
        jobs::unique_key.eq(None::<String>),
        jobs::last_error.eq(Some("given up by the operator")),
    );
    diesel::update(jobs::table.find(Id::from(id))).set(given_up).execute(connection)?;
    Ok(true)
}

/// Removes settled jobs that were enqueued before `before`. Answers how many.
pub fn prune(connection: &mut Connection, before: Timestamp) -> QueryResult<usize> {
    diesel::delete(jobs::table.filter(jobs::state.ne("ready")).filter(jobs::created_at.lt(before.0)))
        .execute(connection)
}

/// 15 seconds after the first try, then twice as long each time, up to [`PAUSE_MAX`].
fn pause(tries: i64) -> i64 {
    let doublings = u32::try_from(tries - 1).unwrap_or(0).min(20);
    ((15 * SECOND) << doublings).min(PAUSE_MAX)
}

/// The start of an error's text, without the NUL characters that the database refuses.
fn short(error: &str) -> String {
    error.chars().filter(|&c| c != '\0').take(ERROR_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_limit() {
        assert_eq!([1, 2, 3].map(pause), [15_000, 30_000, 60_000]);
        assert_eq!(pause(40), PAUSE_MAX);
        let hours = (1..TRIES_MAX).map(pause).sum::<i64>() / HOUR;
        assert_eq!(hours, 8);
    }
}
