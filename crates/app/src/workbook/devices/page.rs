//! "Your workbooks on this device": the list, and the way to forget one.

use askama::Template;
use crosswalk_names::Language;
use crosswalk_ui::{self as ui, Field, Frame, Nav, Problems, SAMPLE_TOKEN, Sample};

/// One remembered workbook.
#[derive(Debug, Clone)]
pub struct BookRow {
    /// Its id, by which scripts find the device's copy.
    pub id: String,
    /// The token that the device holds.
    pub token: String,
    /// Empty when it has none.
    pub title: String,
    /// Empty when it has none.
    pub community: String,
    /// Whether the token can edit.
    pub editable: bool,
    /// Questions with an answer.
    pub answered: usize,
    /// Questions that apply.
    pub total: usize,
}

impl BookRow {
    /// What to call it.
    pub fn name<'a>(&'a self, frame: &Frame<'_>) -> &'a str {
        if self.title.is_empty() { frame.t("book-untitled") } else { &self.title }
    }
    /// "15 of 26 answered".
    pub fn counts(&self, frame: &Frame<'_>) -> String {
        frame.with("meter-of-answered", &[("answered", self.answered.into()), ("total", self.total.into())])
    }
    /// The addresses whose kept copies a script removes: both languages.
    pub fn paths(&self) -> String {
        Language::ALL.map(|language| ui::WorkbookPaths::new(language, &self.token).page()).join(" ")
    }
}

/// The list.
#[derive(Template)]
#[template(path = "workbook/devices/devices.html")]
pub struct DevicesPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// The one opened last comes first.
    pub books: Vec<BookRow>,
    /// What was typed as a link.
    pub link: String,
    /// What is wrong with it.
    pub problems: Problems,
}

/// Workbooks for samples.
pub(crate) fn sample_books(language: Language) -> Vec<BookRow> {
    let spanish = language == Language::Es;
    let row = |id: &str, title: &str, community: &str, editable, answered| BookRow {
        id: id.to_owned(),
        token: SAMPLE_TOKEN.to_owned(),
        title: title.to_owned(),
        community: community.to_owned(),
        editable,
        answered,
        total: 26,
    };
    let title = if spanish {
        "Mesa de escuela y vivienda de Riverside"
    } else {
        "Riverside school and housing table"
    };
    vec![
        row("a", title, "Milbrook", true, 15),
        row("b", "", "", true, 0),
        row("c", "Northside", "Milbrook, Ohio", false, 26),
    ]
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let page = |books| DevicesPage {
        frame: Frame::sample(language, "/workbooks").nav(Nav::Workbooks),
        books,
        link: String::new(),
        problems: Problems::default(),
    };
    vec![
        Sample::new("your workbooks", &page(sample_books(language))),
        Sample::new("your workbooks, empty", &page(Vec::new())),
    ]
}
