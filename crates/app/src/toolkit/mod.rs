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

use crosswalk_names::{Language, QuestionKey, StageKey};
use crosswalk_toolkit::Contents;
use crosswalk_ui::Paths;

/// Where a stage is explained: its guide, or what help says of it.
pub fn stage_url(contents: &Contents, paths: Paths, stage: &StageKey) -> String {
    match contents.guide(stage) {
        Some(page) => paths.toolkit_page(&page.slug),
        None => paths.help_stage(stage),
    }
}

/// What the toolkit says to help with a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    /// The address of the section.
    pub url: String,
    /// The section, as HTML for a page outside the toolkit.
    pub html: String,
}

/// What helps with a question, if anything does.
pub fn help(contents: &Contents, language: Language, question: &QuestionKey) -> Option<Help> {
    let at = contents.helps(question)?;
    let page = contents.page(&at.slug)?;
    let html = html::Writer::new(contents, language, None).section(page, &at.section);
    Some(Help { url: Paths::new(language).toolkit_section(&at.slug, &at.section), html })
}

#[cfg(test)]
mod tests {
    use crosswalk_checklist::Checklists;
    use crosswalk_toolkit::Toolkit;

    use super::*;

    #[test]
    fn every_question_has_help_that_can_stand_on_any_page() {
        let toolkit = Toolkit::builtin().expect("sound files");
        let checklists = Checklists::builtin().expect("sound files");
        for checklist in checklists.iter() {
            for question in checklist.questions() {
                let language = checklist.language;
                let help = help(toolkit.contents(language), language, &question.key).expect("a section");
                assert!(help.url.ends_with(&format!("#{}", question.key)), "{}", help.url);
                assert!(help.html.starts_with("<p>"), "{}", help.html);
                for other in [" id=", "href=\"#", "<h", "class=\"fn\""] {
                    assert!(!help.html.contains(other), "{}: {other}", question.key);
                }
            }
        }
    }
}
