//! The snapshots page: take one, see them, compare two.

use askama::Template;
use crosswalk_names::{DAY, Language, Timestamp};
use crosswalk_ui::{self as ui, Field, Frame, Nav, Problems, SAMPLE_NOW, Sample};

/// A snapshot in the list.
#[derive(Debug, Clone)]
pub struct SnapshotLine {
    /// Its id.
    pub id: String,
    /// Empty when people gave it none; then it is called by its date.
    pub name: String,
    /// When it was taken.
    pub at: Timestamp,
    /// Who took it; empty when they gave no name.
    pub author: String,
}

impl SnapshotLine {
    /// What to call it.
    pub fn called(&self, frame: &Frame<'_>) -> String {
        if self.name.is_empty() { frame.date(self.at).text } else { self.name.clone() }
    }
}

/// The snapshots page.
#[derive(Template)]
#[template(path = "workbook/snapshots/snapshots.html")]
pub struct SnapshotsPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// The newest first.
    pub snapshots: Vec<SnapshotLine>,
    /// What was typed as a name.
    pub name: String,
    /// What is wrong with it.
    pub problems: Problems,
    /// Longest name, in characters.
    pub name_max: usize,
}

/// Snapshots for samples.
pub(crate) fn sample_snapshots(language: Language) -> Vec<SnapshotLine> {
    let spanish = language == Language::Es;
    let line = |id: &str, name: &str, days: i64, author: &str| SnapshotLine {
        id: id.to_owned(),
        name: name.to_owned(),
        at: SAMPLE_NOW.plus(-days * DAY),
        author: author.to_owned(),
    };
    vec![
        line("s3", if spanish { "Reunión de noviembre" } else { "November meeting" }, 1, "Rosa Medina"),
        line("s2", "", 95, ""),
        line("s1", if spanish { "Al empezar" } else { "At the start" }, 280, "Thuy Tran"),
    ]
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let page = |snapshots, problems, name: &str| SnapshotsPage {
        frame: Frame::sample_book(language, "/w/SAMPLE/snapshots", Nav::Snapshots),
        snapshots,
        name: name.to_owned(),
        problems,
        name_max: 100,
    };
    let mut problems = Problems::default();
    problems.add("name", ui::Words::of(language).tn("snapshots-name-long", 100_usize));
    vec![
        Sample::new("snapshots", &page(sample_snapshots(language), Problems::default(), "")),
        Sample::new("snapshots, empty", &page(Vec::new(), Problems::default(), "")),
        Sample::new(
            "snapshots, wrong name",
            &page(sample_snapshots(language), problems, &"long ".repeat(24)),
        ),
    ]
}
