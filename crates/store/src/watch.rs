//! Tells whoever counts how long the work of a store takes.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

/// Something that a store did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// A read or a write got its turn after so long.
    Waited(Duration),
    /// A commit took so long. On SQLite it is that of a whole group of writes.
    Committed(Duration),
}

type Watcher = dyn Fn(Work) + Send + Sync;

/// Who is told, if anybody.
#[derive(Clone, Default)]
pub(crate) struct Watch(Arc<RwLock<Option<Arc<Watcher>>>>);

impl Watch {
    pub(crate) fn set(&self, watcher: Arc<Watcher>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(watcher);
    }

    pub(crate) fn tell(&self, work: Work) {
        if let Some(watcher) = self.0.read().unwrap_or_else(PoisonError::into_inner).as_ref() {
            watcher(work);
        }
    }
}
