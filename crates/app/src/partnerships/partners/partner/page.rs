//! The page of one organization.

use askama::Template;
use crosswalk_names::{Language, OrganizationId};
use crosswalk_partners::{Contact, Field as Part, Organization};
use crosswalk_ui::{self as ui, Alert, Frame, Nav, Sample};

use crate::partnerships::partners::page::contact_name;
use crate::partnerships::partners::samples as made_up;

/// The page.
#[derive(Template)]
#[template(path = "partnerships/partners/partner/partner.html")]
pub struct PartnerPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// Its id.
    pub id: OrganizationId,
    /// What is known of it, as far as the reader may see it.
    pub organization: Organization,
    /// Names of the members who speak for it; one may be empty.
    pub members: Vec<String>,
    /// Others that may be the same organization, and a sentence each; only for those who can make them one.
    pub alike: Vec<(OrganizationId, String)>,
    /// Whether it convenes the partnership.
    pub is_backbone: bool,
    /// Whether the reader may change things.
    pub may_contribute: bool,
}

/// One contact, or that there is none.
struct ContactLine<'p> {
    label: &'p str,
    contact: Option<&'p Contact>,
    /// What to show when there is none.
    none: &'p str,
}

impl PartnerPage<'_> {
    fn label(&self, key: &str) -> String {
        self.frame.t(key).to_owned()
    }
    fn sector(&self) -> String {
        self.label(&self.organization.sector.label_key())
    }
    fn kind(&self) -> String {
        self.organization.kind.map(|kind| self.label(&kind.label_key())).unwrap_or_default()
    }
    fn letters(&self) -> String {
        self.organization.letters.map(String::from).unwrap_or_default()
    }
    /// Labels and texts of what was said.
    fn facts(&self) -> Vec<(String, String)> {
        let one = &self.organization;
        let power = |power: Option<crosswalk_partners::Power>| {
            power.map(|power| self.label(&power.label_key())).unwrap_or_default()
        };
        let facts = [
            (Part::Brings, one.brings.clone()),
            (Part::Mission, one.mission.clone()),
            (Part::Populations, one.populations.clone()),
            (Part::Places, one.places.clone()),
            (Part::ExistingPartnerships, one.existing_partnerships.clone()),
            (Part::DecisionPower, power(one.decision_power)),
            (Part::FundingPower, power(one.funding_power)),
        ];
        let said = facts.into_iter().filter(|(_, text)| !text.is_empty());
        said.map(|(part, text)| (self.label(&part.label_key()), text)).collect()
    }
    fn contacts(&self) -> [ContactLine<'_>; 2] {
        let organization = &self.organization;
        [
            ContactLine {
                label: self.frame.t("partner-field-main-name"),
                contact: organization.main.as_ref(),
                none: self.frame.t("partners-no-contact"),
            },
            ContactLine {
                label: self.frame.t("partner-field-backup-name"),
                contact: organization.backup.as_ref(),
                none: self.frame.t("partners-no-backup"),
            },
        ]
    }
    fn contact_name<'p>(&'p self, contact: &'p Contact) -> &'p str {
        contact_name(self.frame.words, contact)
    }
    fn level(&self, contact: &Contact) -> String {
        contact.level.map(|level| self.label(&level.label_key())).unwrap_or_default()
    }
    fn rests_on_one(&self) -> bool {
        self.organization.main.is_some() && self.organization.backup.is_none()
    }
    fn member<'p>(&'p self, name: &'p str) -> &'p str {
        if name.is_empty() { self.frame.t("someone") } else { name }
    }
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let page = |number: usize, may_contribute: bool| {
        let mut organization = made_up::organizations().swap_remove(number);
        if !may_contribute {
            for contact in [&mut organization.main, &mut organization.backup].into_iter().flatten() {
                contact.email.clear();
                contact.phone.clear();
            }
        }
        PartnerPage {
            frame: Frame::sample_group(language, "/p/SAMPLE/partners/SAMPLE", Nav::Partners),
            id: made_up::id(number),
            organization,
            members: vec!["Dana Whitfield".to_owned(), String::new()],
            alike: Vec::new(),
            is_backbone: number == 1,
            may_contribute,
        }
    };
    let mut bare = page(8, true);
    bare.organization.main = None;
    bare.organization.backup = None;
    bare.members.clear();
    let mut twice = page(6, true);
    let words = twice.frame.words;
    let why = words.tx("partner-reason-website", "domain", "milbrook.example");
    let said = [("name", "Millbrook PHA".into()), ("why", why.into())];
    twice.alike = vec![(made_up::id(7), words.with("partner-import-alike", &said))];
    vec![
        Sample::new("partner", &page(6, true)),
        Sample::new("partner, likely twice", &twice),
        Sample::new("partner, the backbone, as a viewer", &page(1, false)),
        Sample::new("partner, without contacts", &bare),
    ]
}
