//! What stays the same.

use crosswalk_measure::{Results, State};
use proptest::prelude::*;

use crate::sketch::{Sketch, any_drawn, json};

proptest! {
    #[test]
    fn an_organization_counts_once(sketch in any_drawn(), times in 2..5_usize) {
        // Each organization many times over, so that nothing is hidden before or after.
        let more = |times: usize| {
            let people = (0..times).flat_map(|_| sketch.people.clone()).collect();
            Sketch { people, ..sketch.clone() }.results()
        };
        let (few, many) = (more(5), more(5 * times));
        prop_assert_eq!(&few.overall, &many.overall);
        for (few, many) in few.organizations.iter().zip(&many.organizations) {
            prop_assert_eq!(&few.positions, &many.positions);
        }
    }

    #[test]
    fn no_order_matters(sketch in any_drawn(), keys in prop::collection::vec(any::<u32>(), 12)) {
        let mut order: Vec<usize> = (0..sketch.people.len()).collect();
        order.sort_by_key(|person| keys[*person]);
        let people = order.iter().map(|person| sketch.people[*person].clone()).collect();
        prop_assert_eq!(sketch.json(), Sketch { people, ..sketch.clone() }.json());
    }

    #[test]
    fn shares_and_stages_add_up(sketch in any_drawn()) {
        let results = sketch.results();
        let there = (0..sketch.sectors.len()).filter(|place| sketch.team(*place).next().is_some()).count();
        for spread in results.overall.get().into_iter().flatten() {
            prop_assert_eq!(usize::try_from(spread.organizations.total()), Ok(there));
            prop_assert_eq!(spread.distance.is_none(), spread.organizations.ordinal() < 2);
            prop_assert_eq!(spread.distance.is_none(), spread.agreement.is_none());
        }
        let groups = results.sectors.iter().map(|one| &one.counts);
        for counts in groups.chain(results.levels.iter().map(|one| &one.counts)).filter_map(|one| one.get()) {
            let by_question: u32 = counts.questions.iter().map(crosswalk_measure::Tally::total).sum();
            let by_stage: u32 = counts.stages.iter().map(|one| one.tally.total()).sum();
            prop_assert_eq!(by_question, by_stage);
            prop_assert!(counts.questions.windows(2).all(|pair| pair[0].total() == pair[1].total()));
        }
    }

    #[test]
    fn what_is_kept_as_json_is_read_back(sketch in any_drawn()) {
        let results = sketch.results();
        prop_assert_eq!(serde_json::from_str::<Results>(&json(&results)).ok(), Some(results));
    }

    #[test]
    fn an_open_round_shows_rates_only(sketch in any_drawn()) {
        let open = Results::of(&sketch.round(), sketch.rule(), State::Open);
        prop_assert!(open.overall.get().is_none() && open.organizations.is_empty());
        prop_assert!(open.sectors.iter().all(|one| one.counts.get().is_none()));
        prop_assert!(open.levels.iter().all(|one| one.counts.get().is_none()));
        prop_assert_eq!(open.rates, sketch.results().rates);
    }
}
