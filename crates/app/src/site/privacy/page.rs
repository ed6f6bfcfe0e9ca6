//! What is kept about people, for how long, and who sees it.

use askama::Template;
use crosswalk_names::Language;
use crosswalk_ui::{Frame, Sample};

/// The privacy page.
#[derive(Template)]
#[template(path = "site/privacy/privacy.html")]
pub struct PrivacyPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// Days for which a deleted workbook and old states are kept.
    pub kept_days: usize,
    /// Months after which unused workbooks go; 0: never.
    pub unused_months: usize,
    /// Whether this instance sends mail.
    pub sends_mail: bool,
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let page = |sends_mail| PrivacyPage {
        frame: Frame::sample(language, "/privacy").indexed(),
        kept_days: 30,
        unused_months: if sends_mail { 24 } else { 0 },
        sends_mail,
    };
    vec![Sample::new("privacy", &page(true)), Sample::new("privacy, without mail", &page(false))]
}
