//! The import form: an export becomes a workbook again.

use askama::Template;
use crosswalk_names::Language;
use crosswalk_ui::{self as ui, Field, Frame, Nav, Problems, Sample};

/// The page.
#[derive(Template)]
#[template(path = "workbook/import/import.html")]
pub struct ImportPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// What is wrong with the file.
    pub problems: Problems,
    /// Largest file, in megabytes.
    pub megabytes_max: usize,
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let page = |problems| ImportPage {
        frame: Frame::sample(language, "/workbooks/import").nav(Nav::Workbooks),
        problems,
        megabytes_max: 8,
    };
    let mut problems = Problems::default();
    problems.add("file", ui::Words::of(language).t("import-not-ours"));
    vec![
        Sample::new("import", &page(Problems::default())),
        Sample::new("import, wrong file", &page(problems)),
    ]
}
