//! Members and invitations of a partnership.

use std::borrow::Borrow;

use askama::Template;
use crosswalk_names::{DAY, Language, Level, Timestamp};
use crosswalk_ui::{
    self as ui, Alert, Choice, Field, Frame, Nav, Problems, SAMPLE_NOW, SAMPLE_TOKEN, Sample,
};
use serde::Deserialize;

use crate::partnerships::list::page::role_label;
use crate::partnerships::queries::Role;

/// An invitation, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct InviteForm {
    /// Addresses with commas between.
    #[serde(default)]
    pub to: String,
    /// `viewer`, `member` or `steward`.
    #[serde(default)]
    pub role: String,
    /// The id of an organization, or nothing.
    #[serde(default)]
    pub organization: String,
}

/// One member.
pub struct PersonLine {
    /// Whether it is the reader.
    pub is_self: bool,
    /// Their id.
    pub id: String,
    /// Their name; may be empty.
    pub name: String,
    /// Their address; only stewards see it.
    pub email: Option<String>,
    /// What they may do.
    pub role: Role,
    /// The id of the organization that they speak for; may be empty.
    pub organization: String,
    /// Its name.
    pub organization_name: String,
    /// Their level there; may be empty.
    pub level: String,
    /// Where it stands with a member who came with an imported partnership.
    pub awaited: Option<Awaited>,
}

/// A member who has not come here yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Awaited {
    /// Can be invited.
    ToInvite,
    /// Is invited, or has no address known here.
    Waits,
}

impl PersonLine {
    fn may_be_invited(&self) -> bool {
        self.awaited == Some(Awaited::ToInvite)
    }
    fn is_role(&self, word: &str) -> bool {
        self.role.word() == word
    }
}

/// One invitation that can still be taken up.
pub struct InvitationLine {
    /// Its id.
    pub id: String,
    /// The address it went to; empty for one by link.
    pub email: String,
    /// The link; empty for one by mail.
    pub link: String,
    /// What who joins may do.
    pub role: Role,
    /// Whom they speak for; may be empty.
    pub organization_name: String,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it was last sent once more.
    pub reminded_at: Option<Timestamp>,
}

/// The page.
#[derive(Template)]
#[template(path = "partnerships/people/people.html")]
pub struct PeoplePage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// By name.
    pub people: Vec<PersonLine>,
    /// The newest first; only stewards see them.
    pub invitations: Vec<InvitationLine>,
    /// Whom one can speak for: ids and names.
    pub organizations: Vec<(String, String)>,
    /// Whether the reader runs the partnership.
    pub is_steward: bool,
    /// Whether this instance can send mail.
    pub sends_mail: bool,
    /// The invitation, as typed.
    pub form: InviteForm,
    /// What is wrong with what was typed.
    pub problems: Problems,
}

impl PersonLine {
    fn is_at(&self, level: &str) -> bool {
        self.level == level
    }
}

impl PeoplePage<'_> {
    fn role(&self, role: impl Borrow<Role>) -> &str {
        role_label(self.frame.words, *role.borrow())
    }
    fn name<'p>(&'p self, line: &'p PersonLine) -> &'p str {
        if line.name.is_empty() { self.frame.t("someone") } else { &line.name }
    }
    fn awaited(&self) -> usize {
        self.people.iter().filter(|line| line.awaited.is_some()).count()
    }
    fn roles(&self) -> [(&'static str, &str); 3] {
        Role::ALL.map(|role| (role.word(), role_label(self.frame.words, role)))
    }
    fn role_of(&self) -> &str {
        if self.form.role.is_empty() { "member" } else { &self.form.role }
    }
    fn organization_field(&self, name: &'static str, label: &'static str, chosen: &str) -> Choice<'_> {
        Choice::list(name, self.frame.t(label))
            .item("", self.frame.t("people-no-organization"), chosen)
            .items(&self.organizations, chosen)
    }
    fn levels(&self) -> [(&'static str, &str); 3] {
        Level::ALL.map(|level| (level.word(), level_label(self.frame.words, level)))
    }
    /// The words of a level; none for what is no level.
    fn level_label(&self, level: &str) -> &str {
        level.parse().map_or("", |level| level_label(self.frame.words, level))
    }
}

/// Where somebody stands in their organization, in words.
pub fn level_label(words: &ui::Words, level: Level) -> &str {
    match level {
        Level::FrontLine => words.t("people-level-front-line"),
        Level::Program => words.t("people-level-program"),
        Level::Executive => words.t("people-level-executive"),
    }
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let person = |name: &str, role, organization: &str, level: &str, is_self| PersonLine {
        is_self,
        id: name.to_lowercase().replace(' ', "-"),
        name: name.to_owned(),
        email: Some("rosa@bridgeway.example".to_owned()),
        role,
        organization: String::new(),
        organization_name: organization.to_owned(),
        level: level.to_owned(),
        awaited: None,
    };
    let page = |is_steward: bool, invitations, problems| PeoplePage {
        frame: Frame::sample_group(language, "/p/SAMPLE/people", Nav::People),
        people: vec![
            person("Dana Whitfield", Role::Member, "Milbrook Housing Authority", "executive", false),
            person("Rosa Medina", Role::Steward, "Bridgeway Collective", "program", true),
            PersonLine {
                awaited: is_steward.then_some(Awaited::ToInvite),
                ..person("Ken Abara", Role::Member, "Milbrook School District", "front_line", false)
            },
            person("", Role::Viewer, "", "", false),
        ],
        invitations,
        organizations: vec![("b".to_owned(), "Bridgeway Collective".to_owned())],
        is_steward,
        sends_mail: true,
        form: InviteForm::default(),
        problems,
    };
    let invitation = |email: &str, link: &str, reminded_at| InvitationLine {
        id: "i".to_owned(),
        email: email.to_owned(),
        link: link.to_owned(),
        role: Role::Member,
        organization_name: "Northside Tenants Council".to_owned(),
        expires_at: SAMPLE_NOW.plus(12 * DAY),
        reminded_at,
    };
    let link = format!("https://crosswalk.example.org/join/{SAMPLE_TOKEN}");
    let mut problems = Problems::default();
    problems.add("members", ui::Words::of(language).t("people-last-steward"));
    vec![
        Sample::new(
            "people",
            &page(
                true,
                vec![
                    invitation("thuy@northside.example", "", Some(SAMPLE_NOW.plus(-DAY))),
                    invitation("", &link, None),
                ],
                Problems::default(),
            ),
        ),
        Sample::new("people, as a member", &page(false, Vec::new(), Problems::default())),
        Sample::new("people, last steward", &page(true, Vec::new(), problems)),
    ]
}
