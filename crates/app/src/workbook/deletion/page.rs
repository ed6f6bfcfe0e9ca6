//! Deleting a workbook, and what one sees after.

use askama::Template;
use crosswalk_names::{DAY, Language, Timestamp};
use crosswalk_ui::{self as ui, Alert, Field, Frame, Nav, Problems, SAMPLE_NOW, Sample};

/// The page before and after.
#[derive(Template)]
#[template(path = "workbook/deletion/deletion.html")]
pub struct DeletionPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// Until when it can be brought back; none while it is not deleted.
    pub until: Option<Timestamp>,
    /// Days in which it can be brought back.
    pub kept_days: usize,
    /// What is wrong with what was typed.
    pub problems: Problems,
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let page = |until, problems| DeletionPage {
        frame: Frame::sample_book(language, "/w/SAMPLE/deletion", Nav::Workbook),
        until,
        kept_days: 30,
        problems,
    };
    let mut problems = Problems::default();
    problems.add("title", ui::Words::of(language).t("deletion-wrong"));
    vec![
        Sample::new("delete", &page(None, Problems::default())),
        Sample::new("delete, wrong name", &page(None, problems)),
        Sample::new("deleted", &page(Some(SAMPLE_NOW.plus(30 * DAY)), Problems::default())),
    ]
}
