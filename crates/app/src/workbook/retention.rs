//! Workbooks that belong to nobody and that nobody uses go, after a time that the operator sets.
//!
//! One is used when it is opened or changed. Its removal is announced 30 days ahead, to whoever opens it: by that it is
//! used and stays. Removing is deleting, with its 30 days to bring it back. Nobody is written to: who was sent a link is
//! forgotten after 30 days, so after so long a time no address is known. What backs a partnership or a round never goes.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

use crosswalk_names::{DAY, Timestamp, WorkbookId};
use crosswalk_store::StoreError;
use lru::LruCache;

use super::queries::{self, Unused};
use crate::error::PageError;
use crate::state::App;

/// From the announcement to the removal, in milliseconds.
const ANNOUNCED: i64 = 30 * DAY;
/// A use is written down this often, in milliseconds.
const NOTED_EVERY: i64 = DAY;
/// Workbooks whose last use is remembered in memory, to spare a write a visit.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(20_000).expect("above zero");
/// Most workbooks that one round of the clean-up announces or removes.
const AT_ONCE: i64 = 500;

/// What this node knows of uses.
pub struct Uses {
    noted: Mutex<LruCache<WorkbookId, Timestamp>>,
    /// Not yet in the store.
    pending: Mutex<HashMap<WorkbookId, Timestamp>>,
    /// When the removal was announced, as the store knew it at some moment of the last day.
    announced: Mutex<LruCache<WorkbookId, (Timestamp, Option<Timestamp>)>>,
}

impl Default for Uses {
    fn default() -> Self {
        Self {
            noted: Mutex::new(LruCache::new(REMEMBERED)),
            pending: Mutex::default(),
            announced: Mutex::new(LruCache::new(REMEMBERED)),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Uses {
    /// Somebody opens or changes a workbook. It is written down within the next minute.
    pub fn note(&self, id: WorkbookId, now: Timestamp) {
        let mut noted = lock(&self.noted);
        if noted.get(&id).is_some_and(|at| now.since(*at) < NOTED_EVERY) {
            return;
        }
        noted.put(id, now);
        lock(&self.pending).insert(id, now);
    }
}

/// Writes down which workbooks were used.
pub async fn write_uses(app: &App) -> Result<(), StoreError> {
    let uses: Vec<(WorkbookId, Timestamp)> = lock(&app.uses.pending).drain().collect();
    if uses.is_empty() {
        return Ok(());
    }
    let kept = uses.clone();
    let written = app.store.write(move |conn| queries::used(conn, &kept)).await;
    if written.is_err() {
        lock(&app.uses.pending).extend(uses);
    }
    written
}

/// How long a workbook may lie unused, in milliseconds; none: for ever.
fn span(app: &App) -> Option<i64> {
    match app.adjusted().settings.retention_months {
        0 => None,
        months => Some(i64::from(months) * 365 * DAY / 12),
    }
}

/// When a workbook was to be removed, if that was announced to whoever opens it. Asks the store once a day.
pub async fn announced(app: &App, id: WorkbookId, now: Timestamp) -> Result<Option<Timestamp>, PageError> {
    let known = lock(&app.uses.announced).get(&id).copied();
    let at = match known {
        Some((asked, at)) if now.since(asked) < NOTED_EVERY => at,
        _ => {
            let at = app.store.read(move |conn| queries::announced(conn, id)).await?;
            lock(&app.uses.announced).put(id, (now, at));
            at
        }
    };
    Ok(at.map(|at| at.plus(ANNOUNCED)))
}

/// Announces and removes what is due. Run by the clean-up.
pub async fn tidy(app: &App) -> Result<(), PageError> {
    write_uses(app).await?;
    let now = app.clock.now();
    let Some(span) = span(app) else {
        return Ok(app.store.write(queries::call_off).await?);
    };
    let due = Unused {
        announce: now.plus(ANNOUNCED - span.max(ANNOUNCED)),
        announced: now.plus(-ANNOUNCED),
        remove: now.plus(-span),
        at: now,
        limit: AT_ONCE,
    };
    let removed = app.store.write(move |conn| queries::remove_unused(conn, &due)).await?;
    for id in &removed {
        // Nobody has it open. If somebody came just now, they learn that it is deleted, and can bring it back.
        app.live.forget(*id).await;
    }
    if !removed.is_empty() {
        tracing::info!(workbooks = removed.len(), "workbooks that nobody used were deleted");
    }
    Ok(())
}
