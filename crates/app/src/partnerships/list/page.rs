//! The list of a person's partnerships, and the form of a new one.

use std::borrow::Borrow;

use askama::Template;
use crosswalk_names::{Language, PartnershipId};
use crosswalk_ui::{self as ui, Field, Frame, Problems, Sample, Words};

use crate::partnerships::queries::Role;

/// One partnership.
pub struct Line {
    /// Its id.
    pub id: PartnershipId,
    /// As people call it.
    pub name: String,
    /// Where it is; may be empty.
    pub community: String,
    /// What the person may do there.
    pub role: Role,
    /// Whether it is deleted and can still be brought back.
    pub deleted: bool,
}

/// The list.
#[derive(Template)]
#[template(path = "partnerships/list/list.html")]
pub struct PartnershipsPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// By name.
    pub lines: Vec<Line>,
}

impl PartnershipsPage<'_> {
    fn role(&self, role: impl Borrow<Role>) -> &str {
        role_label(self.frame.words, *role.borrow())
    }
    fn url(&self, line: &Line) -> String {
        let own = self.frame.paths().partnership(line.id);
        if line.deleted { own.deletion() } else { own.home() }
    }
}

/// The form of a new one.
#[derive(Template)]
#[template(path = "partnerships/list/new.html")]
pub struct NewPartnershipPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// As typed.
    pub name: String,
    /// As typed.
    pub community: String,
    /// What is wrong with what was typed.
    pub problems: Problems,
}

/// The message of a role.
pub fn role_label(words: &Words, role: Role) -> &str {
    match role {
        Role::Viewer => words.t("role-viewer"),
        Role::Member => words.t("role-member"),
        Role::Steward => words.t("role-steward"),
    }
}

/// The pages in their states.
pub fn samples(language: Language) -> Vec<Sample> {
    let frame = |here| Frame::sample(language, here).account(Some("Rosa Medina"));
    let line = |name: &str, role, deleted| Line {
        id: PartnershipId(uuid::Uuid::nil()),
        name: name.to_owned(),
        community: "Milbrook".to_owned(),
        role,
        deleted,
    };
    let list = |lines| PartnershipsPage { frame: frame("/partnerships"), lines };
    let new = |name: &str, problems| NewPartnershipPage {
        frame: frame("/partnerships/new"),
        name: name.to_owned(),
        community: String::new(),
        problems,
    };
    let mut problems = Problems::default();
    problems.add("name", Words::of(language).t("partnership-name-empty"));
    vec![
        Sample::new("partnerships, none", &list(Vec::new())),
        Sample::new(
            "partnerships",
            &list(vec![
                line("Milbrook Homes & Schools", Role::Steward, false),
                line("County attendance table", Role::Viewer, false),
                line("Eastgate pilot", Role::Steward, true),
            ]),
        ),
        Sample::new("new partnership", &new("Milbrook Homes & Schools", Problems::default())),
        Sample::new("new partnership, no name", &new("", problems)),
    ]
}
