//! The settings of a partnership.

use askama::Template;
use crosswalk_names::Language;
use crosswalk_ui::{self as ui, Choice, Field, Frame, Nav, Problems, Sample};

use super::SettingsForm;

/// The page.
#[derive(Template)]
#[template(path = "partnerships/settings/settings.html")]
pub struct SettingsPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// As typed.
    pub form: SettingsForm,
    /// Who may convene: ids and names.
    pub organizations: Vec<(String, String)>,
    /// What is wrong with what was typed.
    pub problems: Problems,
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let page = |color: &str, problems| SettingsPage {
        frame: Frame::sample_group(language, "/p/SAMPLE/settings", Nav::PartnershipHome),
        form: SettingsForm {
            name: "Milbrook Homes & Schools".to_owned(),
            community: "Milbrook".to_owned(),
            languages: "en es".to_owned(),
            color: color.to_owned(),
            ..SettingsForm::default()
        },
        organizations: vec![("b".to_owned(), "Bridgeway Collective".to_owned())],
        problems,
    };
    let mut problems = Problems::default();
    problems.add("color", ui::Words::of(language).t("settings-color-pale"));
    vec![
        Sample::new("partnership settings", &page("#0e4c92", Problems::default())),
        Sample::new("partnership settings, pale", &page("#ffce2e", problems)),
    ]
}
