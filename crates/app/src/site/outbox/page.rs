//! The outbox: letters of an instance that has no mail server, for its operator.

use askama::Template;
use crosswalk_names::{Language, Timestamp};
use crosswalk_ui::{Frame, SAMPLE_NOW, Sample};

/// A letter that was not sent.
#[derive(Debug, Clone)]
pub struct OutboxRow {
    /// To whom.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// When it was written; none when the file does not say.
    pub at: Option<Timestamp>,
    /// Its plain text.
    pub text: String,
    /// Names of attached files.
    pub attachments: Vec<String>,
}

/// The outbox.
#[derive(Template)]
#[template(path = "site/outbox/outbox.html")]
pub struct OutboxPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// The newest first.
    pub letters: Vec<OutboxRow>,
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let page = |letters| OutboxPage { frame: Frame::sample(language, "/dev/outbox"), letters };
    let letter = OutboxRow {
        to: "thuy@northside.example".to_owned(),
        subject: "Rosa Medina shared a readiness workbook with you".to_owned(),
        at: Some(SAMPLE_NOW),
        text: "Rosa Medina (rosa@bridgeway.example) shares a readiness workbook with you.\n\nOpen the workbook:\nhttps://crosswalk.example.org/w/SAMPLE\n".to_owned(),
        attachments: vec!["riverside.pdf".to_owned()],
    };
    vec![Sample::new("outbox", &page(vec![letter])), Sample::new("outbox, empty", &page(Vec::new()))]
}
