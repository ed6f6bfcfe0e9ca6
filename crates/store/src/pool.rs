//! A few connections shared by many tasks, each used on a blocking thread.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use diesel::QueryResult;
use tokio::sync::Semaphore;

use crate::connection::{Purpose, Session};
use crate::watch::{Watch, Work};
use crate::{Connection, StoreError};

/// How long a task waits for a free connection.
const WAIT: Duration = Duration::from_secs(10);

/// How long a task waits for the outcome. PostgreSQL itself gives up a statement after half a minute; this is for a server
/// that says nothing any more, on a connection that stays open.
const ANSWER: Duration = Duration::from_secs(35);

/// How often a write runs that keeps meeting others.
const TRIES: u32 = 8;

/// Longest pause before the second try, in microseconds; it doubles with every further one.
const FIRST_PAUSE_US: u64 = 2_000;

type Open = dyn Fn() -> Result<Session, StoreError> + Send + Sync;

/// Opens connections as they are needed, at most `size`, and keeps them. A broken one is replaced at its next use.
pub(crate) struct Pool {
    open: Box<Open>,
    idle: Mutex<Vec<Session>>,
    places: Arc<Semaphore>,
    watch: Watch,
}

impl Pool {
    pub(crate) fn new(
        size: u32,
        watch: Watch,
        open: impl Fn() -> Result<Session, StoreError> + Send + Sync + 'static,
    ) -> Arc<Self> {
        Arc::new(Self {
            open: Box::new(open),
            idle: Mutex::default(),
            places: Arc::new(Semaphore::new(usize::try_from(size.max(1)).unwrap_or(1))),
            watch,
        })
    }

    /// Runs `query` on the database of one moment.
    pub(crate) async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        query: impl FnOnce(&mut Connection) -> QueryResult<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.blocking(move |pool| {
            let mut session = pool.begun(Purpose::Read)?;
            let outcome = catch_unwind(AssertUnwindSafe(|| query(&mut session.connection)));
            let outcome = outcome.map_err(|_| StoreError::panicked())?;
            pool.put_back(session);
            Ok(outcome?)
        })
        .await
    }

    /// Runs `change` as if alone, again when it met another write, and answers once it is committed.
    pub(crate) async fn write<T, E>(
        self: &Arc<Self>,
        mut change: impl FnMut(&mut Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.blocking(move |pool| {
            let mut tries = 1;
            loop {
                let mut session = pool.begun(Purpose::Write)?;
                let outcome = attempt(&mut session, &mut change, &pool.watch);
                let again = outcome.is_err() && session.clashed() && tries < TRIES;
                pool.put_back(session);
                if !again {
                    return outcome;
                }
                std::thread::sleep(pause(tries));
                tries += 1;
            }
        })
        .await
    }

    async fn blocking<T, E>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let began = Instant::now();
        let place = tokio::time::timeout(WAIT, Arc::clone(&self.places).acquire_owned())
            .await
            .map_err(|_| StoreError::Busy("no connection came free in time".into()))?
            .map_err(|_| StoreError::Unavailable("the store is closed".into()))?;
        self.watch.tell(Work::Waited(began.elapsed()));
        let pool = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || {
            let outcome = work(&pool);
            drop(place);
            outcome
        });
        match tokio::time::timeout(ANSWER, done).await {
            Ok(done) => done.unwrap_or_else(|_| Err(StoreError::panicked().into())),
            Err(_) => Err(StoreError::Unavailable("it does not answer".into()).into()),
        }
    }

    /// A connection in a fresh transaction. One that has gone stale while idle is dropped for another.
    fn begun(&self, purpose: Purpose) -> Result<Session, StoreError> {
        while let Some(mut session) = self.idle_ones().pop() {
            if session.begin(purpose).is_ok() {
                return Ok(session);
            }
        }
        let mut session = (self.open)()?;
        session.begin(purpose)?;
        Ok(session)
    }

    /// Keeps the connection unless its transaction can't be ended.
    fn put_back(&self, mut session: Session) {
        if session.roll_back_to(0).is_ok() {
            self.idle_ones().push(session);
        }
    }

    fn idle_ones(&self) -> std::sync::MutexGuard<'_, Vec<Session>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn attempt<T, E: From<StoreError>>(
    session: &mut Session,
    change: &mut impl FnMut(&mut Connection) -> Result<T, E>,
    watch: &Watch,
) -> Result<T, E> {
    let value = catch_unwind(AssertUnwindSafe(|| change(&mut session.connection)))
        .unwrap_or_else(|_| Err(StoreError::panicked().into()))?;
    let began = Instant::now();
    session.commit().map_err(StoreError::from)?;
    watch.tell(Work::Committed(began.elapsed()));
    Ok(value)
}

/// A random pause, so that two writes that met do not meet again.
fn pause(tries: u32) -> Duration {
    use std::hash::{BuildHasher, Hasher, RandomState};
    let longest = FIRST_PAUSE_US << (tries - 1).min(TRIES);
    Duration::from_micros(RandomState::new().build_hasher().finish() % longest)
}
