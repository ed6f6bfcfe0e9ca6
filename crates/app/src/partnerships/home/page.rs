//! The partnership's home.

use askama::Template;
use crosswalk_names::Language;
use crosswalk_ui::{self as ui, Frame, Nav, Sample};

/// The page.
#[derive(Template)]
#[template(path = "partnerships/home/home.html")]
pub struct HomePage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// Whether the reader runs the partnership.
    pub is_steward: bool,
    /// What it is for; may be empty.
    pub purpose: String,
}

impl HomePage<'_> {
    fn name(&self) -> &str {
        self.frame.group.as_ref().map_or("", |group| &group.name)
    }
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let page = |purpose: &str| HomePage {
        frame: Frame::sample_group(language, "/p/SAMPLE", Nav::PartnershipHome),
        is_steward: true,
        purpose: purpose.to_owned(),
    };
    vec![Sample::new("partnership, new", &page(""))]
}
