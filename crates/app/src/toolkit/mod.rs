//! The toolkit: what a partnership reads, searches, prints and sends on.
//!
//! What it says is in `crosswalk_toolkit`; here it becomes pages. A visitor whose device has told nothing gets a page
//! that was made once ([`KeptPages`]); for a device with a workbook it is made with that workbook's answers beside the
//! paragraphs that help with them.

pub mod article;
mod handlers;
mod html;
mod kept;
pub mod overview;
mod own;
mod prints;
pub mod search;
pub mod share;
mod site_copy;

pub use handlers::{book, image, index, outcomes_csv, page_pdf, show, stage_pdf};
pub use kept::KeptPages;
pub use prints::book_of;
pub use site_copy::{CopyError, copy};

use crosswalk_names::StageKey;
use crosswalk_toolkit::Contents;
use crosswalk_ui::Paths;

/// Where a stage is explained: its guide, or what help says of it.
pub fn stage_url(contents: &Contents, paths: Paths, stage: &StageKey) -> String {
    match contents.guide(stage) {
        Some(page) => paths.toolkit_page(&page.slug),
        None => paths.help_stage(stage),
    }
}
