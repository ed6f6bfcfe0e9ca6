//! The form of an organization.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use askama::Template;
use crosswalk_names::{Language, OrganizationId};
use crosswalk_partners::{Field as Part, Fields, Kind, Level, Organization, Power, Sector};
use crosswalk_ui::{self as ui, Choice, Field, Frame, Nav, Problems, Sample, Words};

use crate::partnerships::partners::problems::form_problems;
use crate::partnerships::partners::samples as made_up;

/// What the fields are called in a form.
pub fn labels(words: &Words) -> BTreeMap<Part, String> {
    let label = |part: Part| match part {
        Part::MainName | Part::BackupName => words.t("partner-contact-name"),
        Part::MainJob | Part::BackupJob => words.t("partner-contact-job"),
        Part::MainEmail | Part::BackupEmail => words.t("partner-contact-email"),
        Part::MainPhone | Part::BackupPhone => words.t("partner-contact-phone"),
        Part::MainLevel | Part::BackupLevel => words.t("partner-contact-level"),
        Part::Name => words.t("partner-name"),
        _ => "",
    };
    let all = Part::ALL.into_iter().map(|part| {
        let own = label(part);
        let text = if own.is_empty() { words.t(&part.label_key()).to_owned() } else { own.to_owned() };
        (part, text)
    });
    all.collect()
}

/// The form of a new organization, or of one that is there.
#[derive(Template)]
#[template(path = "partnerships/partners/editing/edit.html")]
pub struct EditPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// The one to change; none for a new one.
    pub changed: Option<OrganizationId>,
    /// What the fields are called: [`labels`].
    pub labels: BTreeMap<Part, String>,
    /// As typed.
    pub fields: Fields,
    /// What is wrong with what was typed.
    pub problems: Problems,
}

/// The kinds of one sector, to choose from.
struct Kinds {
    label: String,
    kinds: Vec<(&'static str, String)>,
}

impl EditPage<'_> {
    fn label(&self, part: impl Borrow<Part>) -> &str {
        let part: &Part = part.borrow();
        self.labels.get(part).map_or("", String::as_str)
    }
    fn typed(&self, part: impl Borrow<Part>) -> &str {
        let part: &Part = part.borrow();
        self.fields.get(part).map_or("", String::as_str)
    }
    fn hint(&self, part: Part) -> &str {
        match part {
            Part::Letters => self.frame.t("partner-hint-letters"),
            Part::Sector => self.frame.t("partner-hint-sector"),
            Part::Website => self.frame.t("partner-hint-website"),
            Part::Brings => self.frame.t("partner-hint-brings"),
            Part::DecisionPower => self.frame.t("partner-hint-decision"),
            Part::FundingPower => self.frame.t("partner-hint-funding"),
            Part::Populations => self.frame.t("partner-hint-populations"),
            Part::Places => self.frame.t("partner-hint-places"),
            Part::ExistingPartnerships => self.frame.t("partner-hint-existing"),
            _ => "",
        }
    }
    fn input(&self, part: impl Borrow<Part>) -> Field<'_> {
        let part = *part.borrow();
        let (name, label) = (part.word(), self.label(part));
        let field = match part {
            Part::MainEmail | Part::BackupEmail => Field::email(name, label).autocomplete("off"),
            part if part.is_text() => Field::area(name, label),
            _ => Field::text(name, label),
        };
        let field = field.hint(self.hint(part)).value(self.typed(part)).problems(&self.problems);
        match part {
            Part::Letters => field.max(2),
            _ => part.chars_max().map_or(field.clone(), |max| field.max(max)),
        }
    }
    fn list(&self, part: impl Borrow<Part>) -> Choice<'_> {
        let part = *part.borrow();
        let keys: Vec<(&str, String)> = match part {
            Part::Sector => Sector::ALL.map(|one| (one.word(), one.label_key())).into(),
            Part::DecisionPower | Part::FundingPower => {
                Power::ALL.map(|one| (one.word(), one.label_key())).into()
            }
            _ => Level::ALL.map(|one| (one.word(), one.label_key())).into(),
        };
        let items: Vec<(&str, String)> =
            keys.into_iter().map(|(word, key)| (word, self.frame.t(&key).to_owned())).collect();
        Choice::list(part.word(), self.label(part))
            .hint(self.hint(part))
            .item("", self.frame.t("partner-not-said"), self.typed(part))
            .items(&items, self.typed(part))
            .problems(&self.problems)
    }
    fn kinds(&self) -> Vec<Kinds> {
        let label = |key: String| self.frame.t(&key).to_owned();
        Sector::ALL
            .into_iter()
            .map(|sector| Kinds {
                label: label(sector.label_key()),
                kinds: Kind::of_sector(sector).map(|kind| (kind.word(), label(kind.label_key()))).collect(),
            })
            .collect()
    }
    fn is_kind(&self, word: &str) -> bool {
        self.typed(Part::Kind) == word
    }
    fn kind_problems(&self) -> Vec<&str> {
        self.problems.on(Part::Kind.word())
    }
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let words = Words::of(language);
    let page = |changed: Option<usize>, fields: Fields, problems| EditPage {
        frame: Frame::sample_group(language, "/p/SAMPLE/partners/new", Nav::Partners),
        changed: changed.map(made_up::id),
        labels: labels(words),
        fields,
        problems,
    };
    let authority = made_up::organizations().swap_remove(6).to_fields();
    let mut wrong = authority.clone();
    wrong.insert(Part::Name, String::new());
    wrong.insert(Part::Kind, "hospital".to_owned());
    wrong.insert(Part::Letters, "MHA".to_owned());
    wrong.insert(Part::Website, "not a website".to_owned());
    wrong.insert(Part::MainEmail, "dana@milbrook".to_owned());
    let problems = form_problems(words, &Organization::parse(&wrong).err().unwrap_or_default());
    vec![
        Sample::new("new partner", &page(None, Fields::new(), Problems::default())),
        Sample::new("edit partner", &page(Some(6), authority, Problems::default())),
        Sample::new("edit partner, wrong", &page(Some(6), wrong, problems)),
    ]
}
