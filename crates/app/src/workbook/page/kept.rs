//! Workbook pages as they were last shown. In a meeting a whole room opens the same link at the same time, and finds the
//! same page.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use crosswalk_checklist::Workbook;
use crosswalk_names::{Language, Timestamp};
use crosswalk_ui::Theme;
use flate2::Compression;
use lru::LruCache;

use crate::error::PageError;
use crate::live::View;
use crate::packed::Packed;
use crate::tokens::Token;

/// Most pages that are kept, each some 150 KB.
const PAGES: NonZeroUsize = NonZeroUsize::new(32).expect("above zero");
/// A longer page is not kept, in bytes.
const PAGE_MAX: usize = 512 * 1024;

/// What a page without anything to tell is made of, besides the workbook: the link, and what the device says.
#[derive(PartialEq, Eq, Hash)]
pub struct Asked {
    /// The link.
    pub token: Token,
    /// Of the page.
    pub language: Language,
    /// The colors.
    pub theme: Theme,
    /// The person's name on the device.
    pub name: String,
}

struct Kept {
    /// A changed workbook is another one in memory, for as long as this one is held.
    workbook: Arc<Workbook>,
    last_snapshot: Option<Timestamp>,
    page: Arc<Packed>,
}

/// The pages, the last shown first.
pub struct KeptPages(Mutex<LruCache<Asked, Kept>>);

impl Default for KeptPages {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(PAGES)))
    }
}

impl KeptPages {
    /// The kept page, if it still shows what `view` holds, else the one that `make` makes.
    pub fn get_or_make(
        &self,
        asked: Asked,
        view: &View,
        make: impl FnOnce() -> Result<String, PageError>,
    ) -> Result<Arc<Packed>, PageError> {
        if let Some(kept) = self.pages().get(&asked)
            && Arc::ptr_eq(&kept.workbook, &view.workbook)
            && kept.last_snapshot == view.last_snapshot
        {
            return Ok(Arc::clone(&kept.page));
        }
        let page = Arc::new(Packed::new(make()?, Compression::fast()));
        if page.len() <= PAGE_MAX {
            let (workbook, last_snapshot) = (Arc::clone(&view.workbook), view.last_snapshot);
            self.pages().put(asked, Kept { workbook, last_snapshot, page: Arc::clone(&page) });
        }
        Ok(page)
    }

    fn pages(&self) -> std::sync::MutexGuard<'_, LruCache<Asked, Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
