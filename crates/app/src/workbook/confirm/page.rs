//! A sender says that an address is theirs. Opening the link does nothing yet: mail programs open links by themselves.

use askama::Template;
use crosswalk_names::Language;
use crosswalk_ui::{self as ui, Frame, SAMPLE_TOKEN, Sample};

/// How far the confirmation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConfirmState {
    /// The button waits.
    Ask,
    /// Done; the letters are on their way.
    Done,
    /// The link is too old, was used, or never existed.
    Expired,
}

/// The page.
#[derive(Template)]
#[template(path = "workbook/confirm/confirm.html")]
pub struct ConfirmPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// How far it is.
    pub state: ConfirmState,
    /// The token of the address; empty when expired.
    pub token: String,
    /// The sender's address; empty when expired.
    pub address: String,
    /// Where the sender sees how the letters go; empty when that is not known.
    pub status_url: String,
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let page = |state, status_url: &str| ConfirmPage {
        frame: Frame::sample(language, "/confirm/SAMPLE"),
        state,
        token: SAMPLE_TOKEN.to_owned(),
        address: "rosa@bridgeway.example".to_owned(),
        status_url: status_url.to_owned(),
    };
    vec![
        Sample::new("confirm", &page(ConfirmState::Ask, "")),
        Sample::new("confirm, done", &page(ConfirmState::Done, "#")),
        Sample::new("confirm, expired", &page(ConfirmState::Expired, "")),
    ]
}
