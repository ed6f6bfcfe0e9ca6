//! The form that opens a round.

use askama::Template;
use crosswalk_names::Language;
use crosswalk_ui::{self as ui, Alert, Choice, Field, Frame, Nav, Problems, Sample};

/// An organization that can be asked.
pub struct AskLine {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Two letters.
    pub letters: String,
    /// The word of its sector.
    pub sector: String,
    /// People asked, as typed; empty or 0: nobody.
    pub people: String,
    /// Members who speak for it.
    pub speakers: usize,
}

/// The page.
#[derive(Template)]
#[template(path = "rounds/opening/opening.html")]
pub struct OpeningPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// As typed.
    pub name: String,
    /// The key of the checklist; empty for the usual one.
    pub checklist: String,
    /// Checklists to choose from: keys and titles.
    pub checklists: Vec<(String, String)>,
    /// The last day, as typed.
    pub closes: String,
    /// `organizations` or `none`.
    pub names: String,
    /// `3` to `5`.
    pub people_min: String,
    /// Organizations by name.
    pub lines: Vec<AskLine>,
    /// What is wrong with what was typed.
    pub problems: Problems,
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let line = |name: &str, letters: &str, sector: &str, people: &str, speakers| AskLine {
        id: letters.to_owned(),
        name: name.to_owned(),
        letters: letters.to_owned(),
        sector: sector.to_owned(),
        people: people.to_owned(),
        speakers,
    };
    let page = |name: &str, lines, problems| OpeningPage {
        frame: Frame::sample_group(language, "/p/SAMPLE/rounds/new", Nav::Rounds),
        name: name.to_owned(),
        checklist: String::new(),
        checklists: vec![("housing-education".to_owned(), "Housing and education".to_owned())],
        closes: "2026-12-09".to_owned(),
        names: "none".to_owned(),
        people_min: "3".to_owned(),
        lines,
        problems,
    };
    let three = || {
        vec![
            line("Milbrook Housing Authority", "MH", "housing", "3", 2),
            line("Milbrook Public Schools", "MS", "education", "4", 4),
            line("Northside Tenants Council", "NT", "residents", "", 0),
        ]
    };
    let mut problems = Problems::default();
    let words = ui::Words::of(language);
    problems.add("name", words.t("opening-name-empty"));
    problems.add("asked", words.t("opening-nobody"));
    vec![
        Sample::new("open a round", &page("Fall 2026", three(), Problems::default())),
        Sample::new("open a round, wrong", &page("", three(), problems)),
        Sample::new("open a round, no partners", &page("", Vec::new(), Problems::default())),
    ]
}
