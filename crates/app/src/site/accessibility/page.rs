//! How the pages work for everybody, what is not good enough yet, and whom to tell.

use askama::Template;
use crosswalk_names::Language;
use crosswalk_ui::{Frame, Sample};

/// The accessibility page.
#[derive(Template)]
#[template(path = "site/accessibility/accessibility.html")]
pub struct AccessibilityPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let page = AccessibilityPage { frame: Frame::sample(language, "/accessibility").indexed() };
    vec![Sample::new("accessibility", &page)]
}
