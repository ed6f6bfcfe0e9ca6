//! What sort of organization it is, within its sector: the field's own list.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::missing::PartnerType::{
    self, CommunityLeadership as Leads, ExistingPartnerships as Gathers, HomesAndSchools as Core,
    OtherPartners as Others, ServiceProviders as Serves,
};
use crosswalk_names::Sector::{self, Education, Funders, Government, Health, Housing, Other, Residents};
use crosswalk_names::UnknownChoice;

/// A kind of organization: one entry of the list. The labels are in `content/words`, under `kind-` and the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub struct Kind(usize);

/// Word, sector, and which of the five kinds of partners it stands for. The order is the one in which they are offered.
#[rustfmt::skip] // one line each
const KINDS: [(&str, Sector, &[PartnerType]); 77] = [
    ("public-housing-authority", Housing, &[Core]),
    ("nonprofit-housing-owner", Housing, &[Core]),
    ("private-housing-owner", Housing, &[Core]),
    ("property-manager", Housing, &[Core]),
    ("housing-developer", Housing, &[Core]),
    ("community-development-corporation", Housing, &[Core]),
    ("community-land-trust", Housing, &[Core]),
    ("housing-department", Housing, &[Core, Others]),
    ("housing-finance-agency", Housing, &[Core, Others]),
    ("continuum-of-care", Housing, &[Gathers]),
    ("shelter-provider", Housing, &[Serves]),
    ("resident-services-provider", Housing, &[Core, Serves]),
    ("housing-counseling", Housing, &[Serves]),
    ("fair-housing-organization", Housing, &[Serves]),
    ("tenant-legal-aid", Housing, &[Serves]),
    ("other-housing", Housing, &[Core]),
    ("school-district", Education, &[Core]),
    ("charter-school", Education, &[Core]),
    ("school", Education, &[Core]),
    ("regional-education-agency", Education, &[Core]),
    ("state-education-agency", Education, &[Core, Others]),
    ("early-childhood-provider", Education, &[Core, Serves]),
    ("after-school-provider", Education, &[Serves]),
    ("tutoring-or-mentoring", Education, &[Serves]),
    ("college", Education, &[Others]),
    ("adult-education", Education, &[Serves]),
    ("library", Education, &[Serves, Others]),
    ("other-education", Education, &[Core]),
    ("tenants-association", Residents, &[Leads]),
    ("resident-council", Residents, &[Leads]),
    ("parents-association", Residents, &[Leads]),
    ("youth-group", Residents, &[Leads]),
    ("neighborhood-association", Residents, &[Leads]),
    ("faith-organization", Residents, &[Leads, Serves]),
    ("community-based-organization", Residents, &[Leads, Serves]),
    ("immigrant-organization", Residents, &[Leads, Serves]),
    ("advocacy-group", Residents, &[Leads]),
    ("food-bank", Residents, &[Serves]),
    ("arts-or-culture", Residents, &[Others]),
    ("other-residents", Residents, &[Leads]),
    ("hospital", Health, &[Others]),
    ("community-health-center", Health, &[Serves]),
    ("behavioral-health", Health, &[Serves]),
    ("public-health-department", Health, &[Serves, Others]),
    ("school-based-health", Health, &[Serves]),
    ("home-visiting", Health, &[Serves]),
    ("health-plan", Health, &[Others]),
    ("other-health", Health, &[Serves]),
    ("city", Government, &[Others]),
    ("county", Government, &[Others]),
    ("elected-council", Government, &[Others]),
    ("state-agency", Government, &[Others]),
    ("federal-agency", Government, &[Others]),
    ("tribal-government", Government, &[Others]),
    ("child-welfare", Government, &[Serves, Others]),
    ("social-services", Government, &[Serves, Others]),
    ("workforce-board", Government, &[Gathers, Others]),
    ("parks-and-recreation", Government, &[Others]),
    ("transit", Government, &[Others]),
    ("police", Government, &[Others]),
    ("courts", Government, &[Others]),
    ("other-government", Government, &[Others]),
    ("community-foundation", Funders, &[Others]),
    ("private-foundation", Funders, &[Others]),
    ("giving-campaign", Funders, &[Others]),
    ("bank-or-cdfi", Funders, &[Others]),
    ("business", Funders, &[Others]),
    ("other-funder", Funders, &[Others]),
    ("backbone-organization", Other, &[Gathers]),
    ("coalition", Other, &[Gathers]),
    ("job-training", Other, &[Serves]),
    ("legal-services", Other, &[Serves]),
    ("labor-union", Other, &[Others]),
    ("news-media", Other, &[Others]),
    ("research-partner", Other, &[Others]),
    ("technical-assistance", Other, &[Others]),
    ("other", Other, &[]),
];

impl Kind {
    /// Every kind, sector by sector.
    pub fn all() -> impl Iterator<Item = Kind> {
        (0..KINDS.len()).map(Kind)
    }

    /// The kinds of one sector, in the order in which they are offered.
    ///
    /// ```
    /// # use crosswalk_partners::{Kind, Sector};
    /// let health: Vec<_> = Kind::of_sector(Sector::Health).map(Kind::word).collect();
    /// assert_eq!(health[..2], ["hospital", "community-health-center"]);
    /// ```
    pub fn of_sector(sector: Sector) -> impl Iterator<Item = Kind> {
        Self::all().filter(move |kind| kind.sector() == sector)
    }

    /// The word in files and forms.
    pub fn word(self) -> &'static str {
        KINDS[self.0].0
    }

    /// The sector that it belongs to.
    pub fn sector(self) -> Sector {
        KINDS[self.0].1
    }

    /// Which of the five kinds of partners it stands for; it may be several.
    pub fn partner_types(self) -> &'static [PartnerType] {
        KINDS[self.0].2
    }

    /// The key of the label: `kind-` and the word.
    pub fn label_key(self) -> String {
        format!("kind-{}", self.word())
    }
}

impl FromStr for Kind {
    type Err = UnknownChoice;
    fn from_str(text: &str) -> Result<Self, UnknownChoice> {
        Self::all().find(|kind| kind.word() == text).ok_or(UnknownChoice)
    }
}
impl TryFrom<String> for Kind {
    type Error = UnknownChoice;
    fn try_from(text: String) -> Result<Self, UnknownChoice> {
        text.parse()
    }
}
impl From<Kind> for &'static str {
    fn from(kind: Kind) -> &'static str {
        kind.word()
    }
}
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn words_are_keys_of_their_own_and_come_back_as_their_kind() {
        let words: BTreeSet<_> = Kind::all().map(Kind::word).collect();
        assert_eq!(words.len(), KINDS.len());
        for kind in Kind::all() {
            assert_eq!(kind.word().parse(), Ok(kind));
            assert!(kind.word().bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{kind}");
        }
    }

    #[test]
    fn kinds_stand_sector_by_sector_and_no_sector_is_without() {
        let mut sectors: Vec<Sector> = Kind::all().map(Kind::sector).collect();
        sectors.dedup();
        assert_eq!(sectors, Sector::ALL);
    }

    #[test]
    fn a_kind_is_its_word_in_files() {
        let kind: Kind = serde_json::from_str("\"transit\"").expect("a kind");
        assert_eq!(serde_json::to_string(&kind).expect("a word"), "\"transit\"");
        assert!(serde_json::from_str::<Kind>("\"bus\"").is_err());
    }
}
