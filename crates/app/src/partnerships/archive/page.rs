//! The form that brings a partnership in.

use askama::Template;
use crosswalk_names::Language;
use crosswalk_ui::{self as ui, Field, Frame, Problems, Sample};

/// The page.
#[derive(Template)]
#[template(path = "partnerships/archive/import.html")]
pub struct PartnershipImportPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// What is wrong with the file.
    pub problems: Problems,
    /// Largest file, in megabytes.
    pub megabytes_max: usize,
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let mut problems = Problems::default();
    problems.add("file", ui::Words::of(language).t("partnership-import-not-ours"));
    let frame = || Frame::sample(language, "/partnerships/import").account(Some("Rosa Medina"));
    let page = PartnershipImportPage { frame: frame(), problems, megabytes_max: 8 };
    vec![Sample::new("partnership import, wrong file", &page)]
}
