use askama::Template;

use super::{Icon, Sample, icon, shows_itself};
use crate::Words;

/// A message with a bar at its side: a bold first sentence, then more, then perhaps a link.
#[derive(Debug, Clone, Template)]
#[template(path = "components/alert/alert.html")]
pub struct Alert {
    kind: &'static str,
    icon: Icon,
    bold: String,
    text: String,
    link: Option<(String, String)>,
}
shows_itself!(Alert);

impl Alert {
    fn new(kind: &'static str, picture: &str, bold: impl Into<String>, text: impl Into<String>) -> Self {
        Self { kind, icon: icon(picture), bold: bold.into(), text: text.into(), link: None }
    }
    /// Something to know.
    pub fn info(bold: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new("", "info", bold, text)
    }
    /// Something to watch.
    pub fn warn(bold: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new(" warn", "warn", bold, text)
    }
    /// Something went well.
    pub fn good(bold: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new(" good", "check", bold, text)
    }
    /// Something went wrong.
    pub fn bad(bold: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new(" bad", "warn", bold, text)
    }
    /// With a link after the text.
    #[must_use]
    pub fn link(mut self, label: impl Into<String>, url: impl Into<String>) -> Self {
        self.link = Some((label.into(), url.into()));
        self
    }
}

pub(super) fn samples(words: &Words) -> Vec<Sample> {
    vec![
        Sample::new("alert: information", &Alert::info(words.t("sample-bold"), words.t("sample-text"))),
        Sample::new("alert: warning", &Alert::warn(words.t("sample-bold"), words.t("sample-text"))),
        Sample::new(
            "alert: good",
            &Alert::good(words.t("sample-bold"), "").link(words.t("sample-link"), "#"),
        ),
        Sample::new("alert: bad", &Alert::bad(words.t("sample-bold"), words.t("sample-text"))),
    ]
}
