use askama::Template;

use super::{Sample, shows_itself};
use crate::Words;

/// What was just done, with a button that takes it back. Stays until it is used or the page is left.
#[derive(Debug, Clone, Template)]
#[template(path = "components/toast/toast.html")]
pub struct Toast {
    text: String,
    undo_label: &'static str,
    undo_url: String,
}
shows_itself!(Toast);

impl Toast {
    /// `text` says what was done; a POST to `undo_url` undoes it.
    pub fn new(words: &'static Words, text: impl Into<String>, undo_url: impl Into<String>) -> Self {
        Self { text: text.into(), undo_label: words.t("toast-undo"), undo_url: undo_url.into() }
    }
}

pub(super) fn samples(words: &'static Words) -> Vec<Sample> {
    vec![Sample::new("toast", &Toast::new(words, words.t("sample-bold"), "#"))]
}
