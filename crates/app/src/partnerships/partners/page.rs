//! The list of a partnership's organizations.

use std::borrow::Borrow;

use askama::Template;
use crosswalk_names::{Language, OrganizationId};
use crosswalk_partners::{Contact, Organization, Power, Sector};
use crosswalk_ui::{self as ui, Choice, Field, Frame, Nav, Sample, Words};

use super::{Filter, missing, samples as made_up};

/// How much of what an organization brings the list shows, in characters.
const BRINGS_SHOWN: usize = 140;

/// One organization in the list.
pub struct PartnerLine {
    /// Its id.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
    /// Its two letters.
    pub letters: String,
    /// Its sector.
    pub sector: Sector,
    /// What it brings, cut short.
    pub brings: String,
    /// What to call its main contact; empty when there is none.
    pub main: String,
    /// What to call its backup contact; empty when there is none.
    pub backup: String,
}

impl PartnerLine {
    /// The line of an organization.
    pub fn of(words: &Words, id: OrganizationId, organization: &Organization) -> Self {
        let called = |contact: Option<&Contact>| {
            contact.map(|contact| contact_name(words, contact).to_owned()).unwrap_or_default()
        };
        Self {
            id,
            name: organization.name.clone(),
            letters: organization.letters.map(String::from).unwrap_or_default(),
            sector: organization.sector,
            brings: cut(&organization.brings),
            main: called(organization.main.as_ref()),
            backup: called(organization.backup.as_ref()),
        }
    }
}

/// What to call a contact: the name, else the job title, else that there is no name yet.
pub fn contact_name<'a>(words: &'a Words, contact: &'a Contact) -> &'a str {
    [contact.name.as_str(), contact.job.as_str()]
        .into_iter()
        .find(|text| !text.is_empty())
        .unwrap_or_else(|| words.t("partners-contact-unnamed"))
}

/// The first words of a text.
fn cut(text: &str) -> String {
    if text.chars().count() <= BRINGS_SHOWN {
        return text.to_owned();
    }
    let start: String = text.chars().take(BRINGS_SHOWN).collect();
    let whole = start.rsplit_once(' ').map_or(start.as_str(), |(words, _)| words);
    format!("{}…", whole.trim_end_matches([',', '.', ' ']))
}

/// A kind of partners that nobody stands for yet.
pub struct MissingLine {
    /// Which of the five.
    pub label: String,
    /// Words and labels of the kinds of organizations that would fill it.
    pub kinds: Vec<(&'static str, String)>,
}

/// The list.
#[derive(Template)]
#[template(path = "partnerships/partners/partners.html")]
pub struct PartnersPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// How many there are in all.
    pub total: usize,
    /// Those that the filter takes, by name.
    pub lines: Vec<PartnerLine>,
    /// Who is missing.
    pub missing: Vec<MissingLine>,
    /// What was asked for.
    pub filter: Filter,
    /// Whether the reader may add and change.
    pub may_contribute: bool,
}

impl PartnersPage<'_> {
    fn sector(&self, sector: impl Borrow<Sector>) -> String {
        let sector: &Sector = sector.borrow();
        self.frame.t(&sector.label_key()).to_owned()
    }
    fn sectors(&self) -> Choice<'_> {
        let all = Sector::ALL.map(|sector| (sector.word(), self.sector(sector)));
        Choice::list("sector", self.frame.t("partners-filter-sector"))
            .item("", self.frame.t("partners-filter-any-sector"), &self.filter.sector)
            .items(&all, &self.filter.sector)
    }
    fn powers(&self) -> Choice<'_> {
        let all = Power::ALL.map(|power| (power.word(), self.frame.t(&power.label_key()).to_owned()));
        Choice::list("power", self.frame.t("partners-filter-power"))
            .item("", self.frame.t("partners-filter-any"), &self.filter.power)
            .items(&all, &self.filter.power)
    }
    fn backups(&self) -> Choice<'_> {
        Choice::list("backup", self.frame.t("partners-filter-backup"))
            .item("", self.frame.t("partners-filter-any"), &self.filter.backup)
            .item("none", self.frame.t("partners-no-backup"), &self.filter.backup)
    }
    fn counted(&self) -> String {
        if self.filter.is_set() {
            let (shown, total) = (self.lines.len(), self.total);
            self.frame.with("partners-shown", &[("n", shown.into()), ("total", total.into())])
        } else {
            self.frame.tn("partners-count", self.total)
        }
    }
    fn new_of_kind(&self, kind: &str) -> String {
        format!("{}?kind={kind}", self.frame.group_paths().new_partner())
    }
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let words = Words::of(language);
    let page = |organizations: Vec<Organization>, filter: Filter, may_contribute| PartnersPage {
        frame: Frame::sample_group(language, "/p/SAMPLE/partners", Nav::Partners),
        total: organizations.len(),
        lines: (organizations.iter().enumerate())
            .filter(|(_, organization)| filter.takes(organization))
            .map(|(number, organization)| PartnerLine::of(words, made_up::id(number), organization))
            .collect(),
        missing: missing(words, &organizations),
        filter,
        may_contribute,
    };
    let no_backup = Filter { backup: "none".to_owned(), ..Filter::default() };
    let nothing = Filter { q: "Westgate".to_owned(), ..Filter::default() };
    let (typical, crowd) = (made_up::organizations, made_up::crowd);
    vec![
        Sample::new("partners", &page(typical(), Filter::default(), true)),
        Sample::new("partners, none", &page(Vec::new(), Filter::default(), true)),
        Sample::new("partners, none, as a viewer", &page(Vec::new(), Filter::default(), false)),
        Sample::new("partners, without a backup", &page(typical(), no_backup, true)),
        Sample::new("partners, nothing found", &page(typical(), nothing, false)),
        Sample::new("partners, crowded", &page(crowd(), Filter::default(), true)),
    ]
}
