//! Removing an organization: what goes with it, and its name to be typed.

use askama::Template;
use crosswalk_names::{Language, OrganizationId};
use crosswalk_ui::{self as ui, Alert, Field, Frame, Nav, Problems, Sample};

use crate::partnerships::partners::queries::Ties;
use crate::partnerships::partners::samples as made_up;

/// The page.
#[derive(Template)]
#[template(path = "partnerships/partners/removal/removal.html")]
pub struct RemovalPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// Its id.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
    /// What hangs on it.
    pub ties: Ties,
    /// Whether the reader may remove it now.
    pub may_remove: bool,
    /// What is wrong with what was typed.
    pub problems: Problems,
}

impl RemovalPage<'_> {
    /// What goes with it, a sentence each.
    fn losses(&self) -> Vec<String> {
        let Ties { members, open_rounds, open_answers, steps } = self.ties;
        let losses = [
            (members, self.frame.tn("partner-removal-members", members)),
            (open_rounds, self.frame.tn("partner-removal-rounds", open_rounds)),
            (open_answers, self.frame.tn("partner-removal-answers", open_answers)),
            (steps, self.frame.tn("partner-removal-steps", steps)),
        ];
        losses.into_iter().filter(|(count, _)| *count > 0).map(|(_, sentence)| sentence).collect()
    }
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let page = |ties, may_remove, problems| RemovalPage {
        frame: Frame::sample_group(language, "/p/SAMPLE/partners/SAMPLE/removal", Nav::Partners),
        id: made_up::id(4),
        name: "Eastgate Community Homes".to_owned(),
        ties,
        may_remove,
        problems,
    };
    let busy = Ties { members: 2, open_rounds: 1, open_answers: 1, steps: 3 };
    let mut problems = Problems::default();
    problems.add("name", ui::Words::of(language).t("partner-removal-wrong"));
    vec![
        Sample::new("remove partner", &page(Ties::default(), true, Problems::default())),
        Sample::new("remove partner, wrong name", &page(busy, true, problems)),
        Sample::new("remove partner, in a round", &page(busy, false, Problems::default())),
    ]
}
