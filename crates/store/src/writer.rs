//! The one thread that writes to SQLite. It commits what has queued up as a group: one wait for the disk serves all.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::JoinHandle;
use std::time::Instant;

use tokio::sync::{mpsc, oneshot};

use crate::connection::{Purpose, Session};
use crate::watch::{Watch, Work};
use crate::{Connection, StoreError};

/// Most writes in one group.
const GROUP_MAX: usize = 512;

/// Most writes that wait; further callers wait before they queue.
const QUEUE_MAX: usize = 4_096;

/// Hands writes to the thread. Dropping it lets the thread finish what is queued, then waits for it to end.
pub(crate) struct Writer {
    queue: Option<mpsc::Sender<Box<dyn Job>>>,
    thread: Option<JoinHandle<()>>,
    watch: Watch,
}

impl Writer {
    pub(crate) fn start(
        open: impl Fn() -> Result<Session, StoreError> + Send + 'static,
        watch: Watch,
    ) -> Result<Self, StoreError> {
        let session = open()?;
        let (queue, jobs) = mpsc::channel(QUEUE_MAX);
        let told = watch.clone();
        let thread = std::thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || serve(session, &open, jobs, &told))
            .map_err(|error| {
                StoreError::Unavailable(format!("the writer thread does not start ({error})"))
            })?;
        Ok(Self { queue: Some(queue), thread: Some(thread), watch })
    }

    /// Runs `change` in the next group and answers once that group is on disk.
    pub(crate) async fn write<T, E>(
        &self,
        change: impl FnMut(&mut Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let closed = || StoreError::Unavailable("the store is closed".into());
        let (reply, answer) = oneshot::channel();
        let queued = Instant::now();
        let job = Box::new(Write { change, outcome: None, reply, queued, watch: self.watch.clone() });
        let queue = self.queue.as_ref().ok_or_else(closed)?;
        queue.send(job).await.map_err(|_| closed())?;
        answer.await.unwrap_or_else(|_| Err(closed().into()))
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take()
            // A write may itself hold the last handle to the store; the thread can't wait for itself.
            && thread.thread().id() != std::thread::current().id()
        {
            // It only fails if the thread panicked, which has been reported by then.
            let _ = thread.join();
        }
    }
}

fn serve(
    mut session: Session,
    open: &impl Fn() -> Result<Session, StoreError>,
    mut jobs: mpsc::Receiver<Box<dyn Job>>,
    watch: &Watch,
) {
    let mut group = Vec::with_capacity(GROUP_MAX);
    while jobs.blocking_recv_many(&mut group, GROUP_MAX) > 0 {
        let outcome = commit(&mut session, &mut group, watch);
        if outcome.is_err()
            && session.roll_back_to(0).is_err()
            && let Ok(fresh) = open()
        {
            session = fresh;
        }
        for job in group.drain(..) {
            job.answer(outcome.clone());
        }
    }
}

/// Runs the jobs in one transaction, each in a savepoint of its own. On failure none of them is on disk.
fn commit(session: &mut Session, group: &mut [Box<dyn Job>], watch: &Watch) -> Result<(), StoreError> {
    session.begin(Purpose::Write)?;
    for job in group {
        job.run(session)?;
    }
    let began = Instant::now();
    session.commit()?;
    watch.tell(Work::Committed(began.elapsed()));
    Ok(())
}

trait Job: Send {
    /// Does the work and keeps its outcome. Errs only when the whole transaction is lost, as when the disk is full.
    fn run(&mut self, session: &mut Session) -> Result<(), StoreError>;
    /// Tells the caller, who may have gone.
    fn answer(self: Box<Self>, committed: Result<(), StoreError>);
}

struct Write<F, T, E> {
    change: F,
    outcome: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
    queued: Instant,
    watch: Watch,
}

impl<F, T, E> Job for Write<F, T, E>
where
    F: FnMut(&mut Connection) -> Result<T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn run(&mut self, session: &mut Session) -> Result<(), StoreError> {
        self.watch.tell(Work::Waited(self.queued.elapsed()));
        session.savepoint()?;
        let change = &mut self.change;
        let outcome = catch_unwind(AssertUnwindSafe(|| change(&mut session.connection)))
            .unwrap_or_else(|_| Err(StoreError::panicked().into()));
        let settled = if outcome.is_ok() { session.commit() } else { session.roll_back_to(1) };
        self.outcome = Some(outcome);
        match (settled, session.depth()) {
            (Ok(()), Ok(1)) => Ok(()),
            (Err(error), _) | (_, Err(error)) => Err(session.last_failure().unwrap_or_else(|| error.into())),
            _ => Err(StoreError::Other("a write left its transaction open".into())),
        }
    }

    fn answer(self: Box<Self>, committed: Result<(), StoreError>) {
        let outcome = match (committed, self.outcome) {
            (Ok(()), Some(outcome)) => outcome,
            (Err(_), Some(Err(own))) => Err(own),
            (Err(lost), _) => Err(lost.into()),
            (Ok(()), None) => Err(StoreError::Other("a write was not run".into()).into()),
        };
        let _ = self.reply.send(outcome);
    }
}
