//! A round without names whose whole is shown while people answer.

use std::collections::BTreeMap;

use crosswalk_measure::{Names, PeopleMin, Results, Rule, State, Version, may_republish};
use proptest::prelude::*;

use crate::sketch::drawn;
use crate::solver::{sets, tell_of};

/// People of 4 organizations.
const HOMES: [u32; 8] = [0, 0, 1, 1, 1, 2, 3, 3];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Each state of an organization is an unknown of its own. No combination of all that was shown speaks of one
    /// organization, or of organizations with few people.
    #[test]
    fn all_showings_together_tell_of_no_few_people(
        changes in prop::collection::vec(prop::collection::vec(0..HOMES.len(), 0..5), 1..12),
        people_min in 3..=5_u8
    ) {
        let rule = Rule { people_min: PeopleMin::try_from(people_min).expect("3 to 5"), names: Names::None };
        let mut versions = [0_u32; HOMES.len()];
        let mut shown: Vec<Vec<Version>> = Vec::new();
        for people in changes {
            for person in people {
                versions[person] += 1;
            }
            let all = (0..).zip(HOMES).zip(versions);
            let all = all.map(|((person, organization), version)| Version { person, organization, version });
            let now: Vec<Version> = all.filter(|one| one.version > 0).collect();
            if may_republish(rule, shown.last().map_or(&[], |last| last.as_slice()), &now) {
                shown.push(now);
            }
        }
        // The unknowns: an organization with the versions of its people.
        let unknowns = |state: &[Version]| {
            let mut by_home = BTreeMap::<u32, Vec<(u32, u32)>>::new();
            for one in state {
                by_home.entry(one.organization).or_default().push((one.person, one.version));
            }
            by_home.into_iter().collect::<Vec<_>>()
        };
        let mut columns: Vec<_> = shown.iter().flat_map(|state| unknowns(state)).collect();
        columns.sort();
        columns.dedup();
        let rows: Vec<Vec<bool>> = shown
            .iter()
            .map(|state| {
                let there = unknowns(state);
                columns.iter().map(|column| there.contains(column)).collect()
            })
            .collect();
        for homes in sets(4) {
            let people = HOMES.iter().filter(|home| homes[**home as usize]).count();
            if people < usize::from(people_min) || homes.iter().filter(|one| **one).count() < 2 {
                let few: Vec<bool> = columns.iter().map(|(home, _)| homes[*home as usize]).collect();
                prop_assert!(!tell_of(&rows, &few), "{:?}: {:?}", homes, shown);
            }
        }
    }

    #[test]
    fn a_watched_round_shows_the_whole_and_no_groups(sketch in drawn(Names::None)) {
        let watched = Results::of(&sketch.round(), sketch.rule(), State::Watched);
        prop_assert_eq!(watched.overall, sketch.results().overall);
        prop_assert!(watched.sectors.iter().all(|one| one.counts.get().is_none()));
        prop_assert!(watched.levels.iter().all(|one| one.counts.get().is_none()));
    }

    #[test]
    fn with_names_nothing_is_watched(sketch in drawn(Names::Organizations)) {
        let watched = Results::of(&sketch.round(), sketch.rule(), State::Watched);
        prop_assert!(watched.overall.get().is_none() && watched.organizations.is_empty());
    }
}
