//! The five kinds of partners of stage 2, and which of them nobody stands for yet.

use crate::{Kind, Organization, Sector};
use crosswalk_names::choice;

choice!(
    /// One of the five kinds of partners that stage 2 asks a partnership to look for (Enterprise Community Partners and
    /// `StriveTogether`, Advancing Mobility from Poverty, 2020, page Identify and Engage Partners).
    ///
    /// What the toolkit says under "geography" is here the first kind: housing and school partners whose areas overlap.
    PartnerType, "five":
    /// At least one partner that runs homes and one that runs schools.
    HomesAndSchools = "homes_and_schools",
    /// Groups that lead and speak for residents, parents and young people.
    CommunityLeadership = "community_leadership",
    /// Groups that already bring partners together, or partners that already work with others.
    ExistingPartnerships = "existing_partnerships",
    /// Whom families go to: food banks, shelters, after-school programs, clinics, faith groups.
    ServiceProviders = "service_providers",
    /// Government offices, funders, and anchors such as hospitals, colleges and employers.
    OtherPartners = "other_partners",
);

/// A kind of partners that nobody stands for yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Which of the five.
    pub partner_type: PartnerType,
    /// The kinds of organizations that would fill it, in the order of [`Kind::all`]. Where homes are there and only
    /// schools are missing, the kinds of schools alone, and the other way round.
    pub kinds: Vec<Kind>,
}

/// Which of the five kinds of partners are not there yet, in their order.
///
/// An organization can stand for several: a faith group leads and serves. One whose kind is not told stands for what
/// its sector makes certain, and in the health sector, where a hospital and a clinic differ, for nothing.
///
/// ```
/// # use crosswalk_partners::{Field, Organization, PartnerType, fields, missing};
/// let authority = fields([(Field::Name, "Milbrook Housing Authority"), (Field::Kind, "public-housing-authority")]);
/// let authority = Organization::parse(&authority).expect("a name and a kind are enough");
/// let missing = missing(&[authority]);
/// assert_eq!(missing.len(), 5);
/// assert_eq!(missing[0].partner_type, PartnerType::HomesAndSchools);
/// assert_eq!(missing[0].kinds[0].word(), "school-district");
/// ```
pub fn missing(organizations: &[Organization]) -> Vec<Missing> {
    let stands_for = |partner_type| move |one: &&Organization| types_of(one).contains(&partner_type);
    let homes_and_schools = |sector| {
        organizations.iter().filter(stands_for(PartnerType::HomesAndSchools)).any(|one| one.sector == sector)
    };
    let halves_missing: Vec<Sector> = [Sector::Housing, Sector::Education]
        .into_iter()
        .filter(|sector| !homes_and_schools(*sector))
        .collect();
    let is_missing = |partner_type: &PartnerType| match partner_type {
        PartnerType::HomesAndSchools => !halves_missing.is_empty(),
        other => !organizations.iter().any(|one| stands_for(*other)(&one)),
    };
    let fills = |partner_type, kind: &Kind| {
        kind.partner_types().contains(&partner_type)
            && (partner_type != PartnerType::HomesAndSchools || halves_missing.contains(&kind.sector()))
    };
    PartnerType::ALL
        .into_iter()
        .filter(is_missing)
        .map(|partner_type| Missing {
            partner_type,
            kinds: Kind::all().filter(|kind| fills(partner_type, kind)).collect(),
        })
        .collect()
}

/// What an organization stands for.
fn types_of(organization: &Organization) -> Vec<PartnerType> {
    let mut types = match organization.kind {
        Some(kind) => kind.partner_types().to_vec(),
        None => match organization.sector {
            Sector::Housing | Sector::Education => vec![PartnerType::HomesAndSchools],
            Sector::Residents => vec![PartnerType::CommunityLeadership],
            Sector::Government | Sector::Funders => vec![PartnerType::OtherPartners],
            Sector::Health | Sector::Other => Vec::new(),
        },
    };
    if !organization.existing_partnerships.is_empty() {
        types.push(PartnerType::ExistingPartnerships);
    }
    types
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Field, fields};

    fn organization(pairs: &[(Field, &str)]) -> Organization {
        let pairs = [(Field::Name, "A")].into_iter().chain(pairs.iter().copied());
        Organization::parse(&fields(pairs)).expect("a good organization")
    }

    fn of_kind(kind: &str) -> Organization {
        organization(&[(Field::Kind, kind)])
    }

    fn missing_words(organizations: &[Organization]) -> Vec<&'static str> {
        missing(organizations).into_iter().map(|one| one.partner_type.word()).collect()
    }

    #[test]
    fn nobody_there_means_all_five_are_missing_and_each_can_be_filled() {
        let all = missing(&[]);
        assert_eq!(all.len(), 5);
        assert!(all.iter().all(|one| one.kinds.len() > 3), "{all:?}");
    }

    #[test]
    fn one_faith_group_leads_and_serves() {
        assert_eq!(
            missing_words(&[of_kind("faith-organization"), of_kind("school-district")]),
            ["homes_and_schools", "existing_partnerships", "other_partners"]
        );
    }

    #[test]
    fn words_about_partnerships_count_for_those_that_exist() {
        let one = organization(&[
            (Field::Sector, "funders"),
            (Field::ExistingPartnerships, "Pays for the Eastgate table"),
        ]);
        assert_eq!(missing_words(&[one]), ["homes_and_schools", "community_leadership", "service_providers"]);
    }

    #[test]
    fn a_full_table_misses_nobody() {
        let kinds = [
            "public-housing-authority",
            "charter-school",
            "tenants-association",
            "continuum-of-care",
            "after-school-provider",
            "hospital",
        ];
        assert_eq!(missing(&kinds.map(of_kind)), []);
    }

    #[test]
    fn a_shelter_serves_but_runs_no_homes() {
        let there = [of_kind("shelter-provider"), of_kind("school-district")];
        let missing = missing(&there);
        assert_eq!(missing[0].partner_type, PartnerType::HomesAndSchools);
        assert!(missing[0].kinds.iter().all(|kind| kind.sector() == Sector::Housing));
    }
}
