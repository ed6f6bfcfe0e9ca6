//! Deleting a partnership, and what its stewards see after.

use askama::Template;
use crosswalk_names::{DAY, Language, Timestamp};
use crosswalk_ui::{self as ui, Alert, Field, Frame, Nav, Problems, SAMPLE_NOW, Sample};

/// The page before and after.
#[derive(Template)]
#[template(path = "partnerships/deletion/deletion.html")]
pub struct PartnershipDeletionPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// As people call it.
    pub name: String,
    /// Until when it can be brought back; none while it is not deleted.
    pub until: Option<Timestamp>,
    /// Days in which it can be brought back.
    pub kept_days: usize,
    /// What is wrong with what was typed.
    pub problems: Problems,
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let page = |until, problems| PartnershipDeletionPage {
        frame: Frame::sample_group(language, "/p/SAMPLE/deletion", Nav::None),
        name: "Milbrook Homes & Schools".to_owned(),
        until,
        kept_days: 30,
        problems,
    };
    let mut problems = Problems::default();
    problems.add("name", ui::Words::of(language).t("partnership-delete-wrong"));
    vec![
        Sample::new("delete a partnership", &page(None, Problems::default())),
        Sample::new("delete a partnership, wrong name", &page(None, problems)),
        Sample::new("deleted partnership", &page(Some(SAMPLE_NOW.plus(30 * DAY)), Problems::default())),
    ]
}
