//! Somebody wants no more mail from this instance.

use askama::Template;
use crosswalk_names::Language;
use crosswalk_ui::{self as ui, Frame, SAMPLE_TOKEN, Sample};

/// How far the stop is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopState {
    /// The button waits.
    Ask,
    /// Done.
    Done,
    /// The link is not one of ours.
    Unknown,
}

/// The page.
#[derive(Template)]
#[template(path = "workbook/stop/stop.html")]
pub struct StopPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// How far it is.
    pub state: StopState,
    /// The token of the address; empty when unknown.
    pub token: String,
    /// The address that wants no mail; empty when unknown.
    pub address: String,
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let page = |state| StopPage {
        frame: Frame::sample(language, "/stop/SAMPLE"),
        state,
        token: SAMPLE_TOKEN.to_owned(),
        address: "thuy@northside.example".to_owned(),
    };
    vec![
        Sample::new("stop mail", &page(StopState::Ask)),
        Sample::new("stop mail, done", &page(StopState::Done)),
        Sample::new("stop mail, unknown", &page(StopState::Unknown)),
    ]
}
