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
    /// The name of who is signed in.
    pub account: Option<String>,
}

struct Kept {
    /// A changed workbook is another one in memory, for as long as this one is held.
    workbook: Arc<Workbook>,
    last_snapshot: Option<Timestamp>,
    page: Arc<Packed>,
    /// Whether it was shown since [`KeptPages::forget_unused`] last looked.
    shown: bool,
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
        if let Some(kept) = self.pages().get_mut(&asked)
            && Arc::ptr_eq(&kept.workbook, &view.workbook)
            && kept.last_snapshot == view.last_snapshot
        {
            kept.shown = true;
            return Ok(Arc::clone(&kept.page));
        }
        let page = Arc::new(Packed::new(make()?, Compression::fast()));
        if page.len() <= PAGE_MAX {
            let (workbook, last_snapshot) = (Arc::clone(&view.workbook), view.last_snapshot);
            self.pages().put(asked, Kept { workbook, last_snapshot, page: Arc::clone(&page), shown: true });
        }
        Ok(page)
    }

    /// Lets go of all of them.
    pub fn clear(&self) {
        self.pages().clear();
    }

    /// Lets go of the pages that nobody asked for since the last call.
    pub fn forget_unused(&self) {
        let mut pages = self.pages();
        while pages.peek_lru().is_some_and(|(_, kept)| !kept.shown) {
            pages.pop_lru();
        }
        pages.iter_mut().for_each(|(_, kept)| kept.shown = false);
    }

    fn pages(&self) -> std::sync::MutexGuard<'_, LruCache<Asked, Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(workbook: &Arc<Workbook>) -> View {
        View {
            workbook: Arc::clone(workbook),
            seq: 0,
            people: 0,
            language: Language::En,
            individual: false,
            checklist: ("housing-education".parse().expect("a key"), "1".into()),
            deleted_at: None,
            last_snapshot: None,
        }
    }

    #[test]
    fn a_page_is_made_again_when_the_workbook_changed_or_nobody_asked_for_a_while() {
        let (pages, mut made) = (KeptPages::default(), 0);
        let mut shows = |workbook: &Arc<Workbook>, name: &str| {
            let asked = Asked {
                token: Token::from_random([1; 32]),
                language: Language::En,
                theme: Theme::System,
                name: name.to_owned(),
                account: None,
            };
            let before = made;
            let page = pages.get_or_make(asked, &view(workbook), || {
                made += 1;
                Ok("page".to_owned())
            });
            assert!(page.is_ok());
            made > before
        };
        let workbook = Arc::new(Workbook::default());
        assert!(shows(&workbook, "Rosa"));
        assert!(!shows(&workbook, "Rosa"));
        assert!(shows(&workbook, "Thuy"));
        let changed = Arc::new(Workbook::default());
        assert!(shows(&changed, "Rosa"));
        pages.forget_unused();
        assert!(!shows(&changed, "Rosa"));
        pages.forget_unused();
        pages.forget_unused();
        assert!(shows(&changed, "Rosa"));
    }
}
