//! Title and place of a workbook.

use askama::Template;
use crosswalk_names::Language;
use crosswalk_ui::{self as ui, Field, Frame, Nav, Problems, Sample};

/// What was typed.
#[derive(Debug, Clone, Default)]
pub struct DetailsForm {
    /// What people call the workbook.
    pub title: String,
    /// The place or group it is about.
    pub community: String,
    /// The name of the person who writes.
    pub name: String,
}

/// The page.
#[derive(Template)]
#[template(path = "workbook/details/details.html")]
pub struct DetailsPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// What was typed.
    pub form: DetailsForm,
    /// What is wrong with it.
    pub problems: Problems,
    /// Longest title and place, in characters.
    pub text_max: usize,
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let page = |title: &str, community: &str, problems| DetailsPage {
        frame: Frame::sample_book(language, "/w/SAMPLE/details", Nav::Workbook),
        form: DetailsForm {
            title: title.to_owned(),
            community: community.to_owned(),
            name: "Rosa Medina".to_owned(),
        },
        problems,
        text_max: 200,
    };
    let mut problems = Problems::default();
    problems.add("title", ui::Words::of(language).tn("details-too-long", 200_usize));
    vec![
        Sample::new("details", &page("Riverside", "Milbrook", Problems::default())),
        Sample::new("details, too long", &page(&"Riverside ".repeat(22), "Milbrook", problems)),
    ]
}
