//! Where a workbook should go.

use askama::Template;
use crosswalk_names::{Language, PartnershipId};
use crosswalk_ui::{self as ui, Alert, Choice, Field, Frame, Nav, Problems, Sample};

use super::ClaimForm;

/// The page.
#[derive(Template)]
#[template(path = "partnerships/claim/claim.html")]
pub struct ClaimPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// Whether the workbook belongs to a partnership already.
    pub is_claimed: bool,
    /// That partnership, if the person belongs to it.
    pub claimed_by: Option<(PartnershipId, String)>,
    /// The partnerships that the person runs: ids and names.
    pub partnerships: Vec<(String, String)>,
    /// As typed.
    pub form: ClaimForm,
    /// What is wrong with what was typed.
    pub problems: Problems,
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let page = |claimed, partnerships, name: &str, problems| ClaimPage {
        frame: Frame::sample_book(language, "/w/SAMPLE/claim", Nav::Workbook).account(Some("Rosa Medina")),
        is_claimed: claimed,
        claimed_by: claimed
            .then(|| (PartnershipId(uuid::Uuid::nil()), "Milbrook Homes & Schools".to_owned())),
        partnerships,
        form: ClaimForm { name: name.to_owned(), ..ClaimForm::default() },
        problems,
    };
    let mut problems = Problems::default();
    problems.add("name", ui::Words::of(language).t("partnership-name-empty"));
    let one = || vec![("p".to_owned(), "Milbrook Homes & Schools".to_owned())];
    vec![
        Sample::new("claim, new partnership", &page(false, Vec::new(), "", problems)),
        Sample::new("claim", &page(false, one(), "Riverside", Problems::default())),
        Sample::new("claim, done before", &page(true, Vec::new(), "", Problems::default())),
    ]
}
