//! A copy of the database that PostgreSQL itself keeps, for reads that may be some moments behind.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use diesel::QueryResult;

use crate::connection::{Place, Purpose};
use crate::pool::Pool;
use crate::watch::Watch;
use crate::{Connection, StoreError};

/// How long a replica that failed is left alone.
const REST: Duration = Duration::from_secs(10);

/// How long a connection to it may take, in seconds. Nobody waits long for what the primary can tell as well.
const CONNECT: u32 = 3;

pub(crate) struct Replica {
    pool: Arc<Pool>,
    rests_until: Mutex<Option<Instant>>,
}

impl Replica {
    /// Connects when it is first asked, so that a node starts while the replica is away.
    pub(crate) fn new(url: &str, readers: u32) -> Result<Self, StoreError> {
        let place = match Place::parse(url)? {
            Place::Postgres(url) => Place::Postgres(with_timeout(&url)),
            Place::Sqlite(_) => {
                return Err(StoreError::Unavailable("a replica is a PostgreSQL server: postgres://…".into()));
            }
        };
        let pool = Pool::new(readers, Watch::default(), move || place.open(Purpose::Read));
        Ok(Self { pool, rests_until: Mutex::default() })
    }

    /// Runs `query` there. Nothing comes back when it can't be answered there just now: the primary must be asked.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        query: impl FnOnce(&mut Connection) -> QueryResult<T> + Send + 'static,
    ) -> Option<T> {
        if self.rests().is_some_and(|until| Instant::now() < until) {
            return None;
        }
        match self.pool.read(query).await {
            Ok(value) => {
                *self.rests() = None;
                Some(value)
            }
            Err(error) => {
                tracing::warn!(%error, "the replica does not answer; the primary is asked instead");
                *self.rests() = Some(Instant::now() + REST);
                None
            }
        }
    }

    fn rests(&self) -> std::sync::MutexGuard<'_, Option<Instant>> {
        self.rests_until.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Without a limit of its own libpq waits for minutes for a machine that is gone.
fn with_timeout(url: &str) -> String {
    if url.contains("connect_timeout=") {
        return url.to_owned();
    }
    let join = if url.contains('?') { '&' } else { '?' };
    format!("{url}{join}connect_timeout={CONNECT}")
}
