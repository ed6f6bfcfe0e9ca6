//! Somebody who has every number that is shown and wants those that are not.

use std::collections::BTreeMap;

use crosswalk_measure::{Given, Level, Names, Results, Sector, compare};
use proptest::prelude::*;
use serde_json::Value;

use crate::sketch::{QUESTIONS, Sketch, any_drawn, drawn, json, pattern, sketch};
use crate::solver::{follows, sets, tell_of};

/// A count as it is in the export, and whom it speaks of.
struct Told {
    what: String,
    columns: Vec<bool>,
}

fn size(counts: &Value) -> Option<u64> {
    let tally = counts.get("shown")?.get("questions")?.get(0)?;
    Some(tally.as_object()?.values().filter_map(Value::as_u64).sum())
}

/// Counts of people in the export of a round with names. What was read must be as large as what it speaks of.
fn told_of_people(sketch: &Sketch) -> Vec<Told> {
    let export: Value = serde_json::from_str(&sketch.json()).expect("JSON");
    let people = 0..sketch.people.len();
    let mut told = Vec::new();
    let mut add = |what: String, counts: &Value, columns: Vec<bool>| {
        let Some(size) = size(counts) else { return };
        assert_eq!(size, columns.iter().filter(|one| **one).count() as u64, "{what}");
        told.push(Told { what, columns });
    };
    for one in export["organizations"].as_array().expect("a list") {
        let key = one["organization"].as_u64().expect("a key");
        let of = people.clone().map(|person| sketch.people[person].organization as u64 == key).collect();
        add(format!("organization {key}"), &one["people"], of);
    }
    for one in export["levels"].as_array().expect("a list") {
        let level = one["who"].as_str().and_then(|word| word.parse::<Level>().ok()).expect("a level");
        add(format!("{level:?}"), &one["counts"], counted(sketch, level));
    }
    told
}

/// The people that a level counts.
fn counted(sketch: &Sketch, level: Level) -> Vec<bool> {
    let is_counted =
        |person: usize| sketch.is_alone(person) || sketch.is_large(sketch.people[person].organization);
    (0..sketch.people.len())
        .map(|person| sketch.people[person].level == Some(level) && is_counted(person))
        .collect()
}

/// Counts of organizations in the export of a round without names, over organizations with somebody who answered.
fn told_of_organizations(sketch: &Sketch) -> Vec<Told> {
    let export: Value = serde_json::from_str(&sketch.json()).expect("JSON");
    let there = there(sketch);
    let mut told = Vec::new();
    if export["overall"].get("shown").is_some() {
        told.push(Told { what: "overall".into(), columns: vec![true; there.len()] });
    }
    for one in export["sectors"].as_array().expect("a list") {
        let sector = one["who"].as_str().and_then(|word| word.parse::<Sector>().ok()).expect("a sector");
        let Some(size) = size(&one["counts"]) else { continue };
        let columns: Vec<bool> = there.iter().map(|place| sketch.sectors[*place] == sector).collect();
        assert_eq!(size, columns.iter().filter(|one| **one).count() as u64);
        told.push(Told { what: format!("{sector:?}"), columns });
    }
    told
}

fn there(sketch: &Sketch) -> Vec<usize> {
    (0..sketch.sectors.len()).filter(|place| sketch.team(*place).next().is_some()).collect()
}

/// The blocks that organizations can be exchanged in: each shown sector, and all others together.
fn block(results: &Results, sketch: &Sketch, place: usize) -> Option<Sector> {
    let sector = sketch.sectors[place];
    results.sectors.iter().any(|one| one.who == sector && one.counts.get().is_some()).then_some(sector)
}

fn shows(results: &Results, level: Option<Level>) -> bool {
    results.levels.iter().any(|one| Some(one.who) == level && one.counts.get().is_some())
}

/// Pairs of people of one large organization whom no level tells apart.
fn alike(sketch: &Sketch) -> Vec<(usize, usize)> {
    let results = sketch.results();
    let level = |person: usize| sketch.people[person].level.filter(|level| shows(&results, Some(*level)));
    let organization = |person: usize| sketch.people[person].organization;
    let people = 0..sketch.people.len();
    let pairs = people.clone().flat_map(|a| people.clone().map(move |b| (a, b)));
    pairs
        .filter(|(a, b)| a < b && organization(*a) == organization(*b) && level(*a) == level(*b))
        .filter(|(a, _)| sketch.is_large(organization(*a)))
        .collect()
}

fn exchange(a: usize, b: usize) -> impl Fn(usize) -> usize {
    move |place| match place {
        place if place == a => b,
        place if place == b => a,
        place => place,
    }
}

/// Everybody in an organization answers like the first of it, and `of` says like whose organization's first.
fn with_one_mind(sketch: &Sketch, of: impl Fn(usize) -> usize) -> Sketch {
    sketch.with_sheets(|person| sketch.team(of(sketch.people[person].organization)).next().expect("somebody"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn with_names_no_sum_or_difference_speaks_of_few_people(sketch in drawn(Names::Organizations)) {
        let told = told_of_people(&sketch);
        // Positions tell what people said who answered alone: they are known.
        let unknown = |columns: &[bool]| -> Vec<bool> {
            let people = columns.iter().enumerate().filter(|(person, _)| !sketch.is_alone(*person));
            people.map(|(_, one)| *one).collect()
        };
        let rows: Vec<Vec<bool>> = told.iter().map(|one| unknown(&one.columns)).collect();
        let columns = unknown(&vec![true; sketch.people.len()]).len();
        let is_few = |set: &Vec<bool>| set.iter().filter(|one| **one).count() < usize::from(sketch.people_min);
        for few in sets(columns).filter(is_few) {
            prop_assert!(
                !tell_of(&rows, &few),
                "{:?} tell of {:?}", told.iter().map(|one| &one.what).collect::<Vec<_>>(), few
            );
        }
        for level in sketch.results().levels.iter().filter(|one| one.counts.get().is_none()) {
            let hidden = unknown(&counted(&sketch, level.who));
            prop_assert!(!hidden.contains(&true) || !follows(&rows, &hidden), "{:?} follows", level.who);
        }
    }

    #[test]
    fn without_names_no_sum_or_difference_speaks_of_one_organization_or_few_people(sketch in drawn(Names::None)) {
        prop_assert!(told_of_people(&sketch).is_empty(), "people are not counted");
        let there = there(&sketch);
        let rows: Vec<Vec<bool>> = told_of_organizations(&sketch).into_iter().map(|one| one.columns).collect();
        for set in sets(there.len()) {
            let organizations = there.iter().zip(&set).filter(|(_, one)| **one).map(|(place, _)| *place);
            let people: usize = organizations.clone().map(|place| sketch.team(place).count()).sum();
            if people < usize::from(sketch.people_min) || organizations.count() < 2 {
                prop_assert!(!tell_of(&rows, &set), "{:?}", set);
            }
        }
        for hidden in sketch.results().sectors.iter().filter(|one| one.counts.get().is_none()) {
            let columns: Vec<bool> = there.iter().map(|place| sketch.sectors[*place] == hidden.who).collect();
            prop_assert!(!follows(&rows, &columns), "{:?} follows", hidden.who);
        }
    }

    #[test]
    fn what_is_hidden_depends_on_no_answer(sketch in any_drawn(), seed in any::<u64>()) {
        let mut other = sketch.clone();
        let mut draw = seed;
        for answers in other.people.iter_mut().map(|person| &mut person.answers) {
            for answer in answers.iter_mut() {
                draw = draw.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                *answer = Given::ALL.get(usize::try_from(draw >> 61).expect("small")).copied();
            }
            answers[0] = answers[0].or(Some(Given::Yes));
        }
        prop_assert_eq!(pattern(&sketch.results()), pattern(&other.results()));
    }

    #[test]
    fn a_hidden_group_is_a_word(sketch in any_drawn()) {
        let export: Value = serde_json::from_str(&sketch.json()).expect("JSON");
        for group in ["sectors", "levels"].iter().flat_map(|list| export[*list].as_array().expect("a list")) {
            if let Some(reason) = group["counts"].get("hidden") {
                let expected = format!(r#"{{"counts":{{"hidden":{reason}}},"who":{}}}"#, group["who"]);
                prop_assert_eq!(group.to_string(), expected);
                prop_assert!(!group.to_string().contains(|c: char| c.is_ascii_digit()));
            }
        }
    }

    #[test]
    fn people_whom_nothing_shown_tells_apart_can_be_exchanged(sketch in drawn(Names::Organizations)) {
        for (a, b) in alike(&sketch) {
            prop_assert_eq!(sketch.json(), sketch.with_sheets(exchange(a, b)).json());
        }
    }

    /// Two organizations, two levels, and one person of each pair: what one level gains the other loses, twice.
    #[test]
    fn a_change_inside_the_margins_is_not_seen(sketch in drawn(Names::Organizations)) {
        let found = |organization: usize, level: Level| {
            sketch.team(organization).find(|person| sketch.people[*person].level == Some(level))
        };
        let large: Vec<usize> = there(&sketch).into_iter().filter(|place| sketch.is_large(*place)).collect();
        let [front_line, program, executive] = Level::ALL;
        let levels = [(front_line, program), (front_line, executive), (program, executive)];
        for (one, other) in large.iter().flat_map(|one| large.iter().map(move |other| (*one, *other))) {
            for (a, b) in levels {
                let corners = [found(one, a), found(one, b), found(other, b), found(other, a)];
                let [Some(p1), Some(p2), Some(p3), Some(p4)] = corners else { continue };
                if one == other {
                    continue;
                }
                let corner = |x: usize, y: usize| move |place: usize| match place {
                    place if place == p1 || place == p3 => x,
                    place if place == p2 || place == p4 => y,
                    place => place,
                };
                let (before, after) = (sketch.with_sheets(corner(p1, p2)), sketch.with_sheets(corner(p2, p1)));
                prop_assert_eq!(before.json(), after.json());
            }
        }
    }

    #[test]
    fn beside_a_position_nothing_of_a_middling_organization_is_seen(sketch in drawn(Names::Organizations)) {
        let middling = |place: &usize| sketch.team(*place).count() > 1 && !sketch.is_large(*place);
        for place in there(&sketch).into_iter().filter(middling) {
            let team: Vec<usize> = sketch.team(place).collect();
            // The lower half says not yet, so the position is that; the upper half is free.
            let json = |free: Given| {
                let mut sketch = sketch.clone();
                for (rank, person) in team.iter().enumerate() {
                    let answer = if rank < team.len().div_ceil(2) { Given::NotYet } else { free };
                    sketch.people[*person].answers = vec![Some(answer); QUESTIONS];
                }
                sketch.json()
            };
            prop_assert_eq!(json(Given::NotYet), json(Given::Yes));
        }
    }

    #[test]
    fn without_names_organizations_of_a_block_can_be_exchanged(sketch in drawn(Names::None)) {
        let results = sketch.results();
        let there = there(&sketch);
        let plain = with_one_mind(&sketch, |place| place).json();
        for (a, b) in there.iter().flat_map(|a| there.iter().map(move |b| (*a, *b))) {
            if block(&results, &sketch, a) == block(&results, &sketch, b) {
                prop_assert_eq!(&plain, &with_one_mind(&sketch, exchange(a, b)).json());
            }
        }
    }

    /// A second round of the same people, some gone and some new: whoever could be exchanged in both still can, in
    /// both at once, and what changed between them does not tell either.
    #[test]
    fn a_second_round_tells_nobody_apart(
        sketch in any_drawn(),
        first in prop::collection::vec(prop::bool::weighted(0.8), 12),
        second in prop::collection::vec(prop::bool::weighted(0.8), 12)
    ) {
        // Who is out of a round gave no answer.
        let part = |sketch: &Sketch, takes_part: &[bool]| {
            let mut part = sketch.clone();
            let people = part.people.iter_mut().zip(takes_part);
            for (person, _) in people.filter(|(_, takes_part)| !**takes_part) {
                person.answers = vec![None; QUESTIONS];
            }
            part
        };
        let present = |takes_part: &[bool]| {
            let mut present = sketch.clone();
            let mut is_in = takes_part.iter();
            present.people.retain(|_| *is_in.next().expect("as many"));
            present
        };
        let seen = |sketch: &Sketch| {
            let rounds = (part(sketch, &first).results(), part(sketch, &second).results());
            let change = serde_json::to_string(&compare(&rounds.0, &rounds.1)).expect("plain data");
            (json(&rounds.0), json(&rounds.1), change)
        };
        let rounds = [present(&first), present(&second)];
        let results = [rounds[0].results(), rounds[1].results()];
        if sketch.names == Names::None {
            let plain = with_one_mind(&sketch, |place| place);
            let in_both = |place: &usize| rounds.iter().all(|round| round.team(*place).next().is_some());
            let places: Vec<usize> = there(&sketch).into_iter().filter(in_both).collect();
            for (a, b) in places.iter().flat_map(|a| places.iter().map(move |b| (*a, *b))) {
                if (0..2).all(|one| block(&results[one], &sketch, a) == block(&results[one], &sketch, b)) {
                    prop_assert_eq!(seen(&plain), seen(&with_one_mind(&sketch, exchange(a, b))));
                }
            }
        } else {
            for (a, b) in alike(&sketch) {
                let organization = sketch.people[a].organization;
                let level = |one: usize, person: usize| {
                    sketch.people[person].level.filter(|level| shows(&results[one], Some(*level)))
                };
                let same = (0..2)
                    .all(|one| rounds[one].is_large(organization) && level(one, a) == level(one, b));
                if same && first[a] && first[b] && second[a] && second[b] {
                    prop_assert_eq!(seen(&sketch), seen(&sketch.with_sheets(exchange(a, b))));
                }
            }
        }
    }
}

/// All ways to answer one question with not yet, in progress or yes, by what is shown of them.
fn by_export(sketch: &Sketch) -> BTreeMap<String, Vec<Vec<Given>>> {
    let people = sketch.people.len();
    let mut ways = BTreeMap::<String, Vec<Vec<Given>>>::new();
    for code in 0..3_usize.pow(u32::try_from(people).expect("few")) {
        let answer = |person| [Given::NotYet, Given::InProgress, Given::Yes][code / 3_usize.pow(person) % 3];
        let way: Vec<Given> = (0..).take(people).map(answer).collect();
        let mut sketch = sketch.clone();
        for (person, answer) in sketch.people.iter_mut().zip(&way) {
            person.answers = vec![Some(*answer)];
        }
        ways.entry(sketch.json()).or_default().push(way);
    }
    ways
}

/// Not by sums only, but by trying all answers there are: without names an answer is known only when a whole
/// block stands at one position.
#[test]
fn without_names_an_answer_is_known_only_where_a_block_is_of_one_mind() {
    let rounds: [&[&str]; 4] = [
        &["h pn", "e pn pn pn pn"],
        &["h fn", "h fn en", "e fn en", "e en"],
        &["h fn", "h fn en", "e fn", "hea en", "hea pn pn"],
        &["h fn", "e fn", "r en", "hea pn", "g pn", "f pn"],
    ];
    for organizations in rounds {
        let sketch = sketch(Names::None, organizations);
        let results = sketch.results();
        for ways in by_export(&sketch).values() {
            for person in 0..sketch.people.len() {
                if ways.iter().any(|way| way[person] != ways[0][person]) {
                    continue;
                }
                let home = block(&results, &sketch, sketch.people[person].organization);
                let of_block =
                    (0..sketch.sectors.len()).filter(|place| block(&results, &sketch, *place) == home);
                let position = |place: usize| {
                    let answers = sketch.team(place).map(|person| Some(ways[0][person]));
                    crosswalk_measure::Tally::of(answers).position()
                };
                let positions: Vec<_> = of_block.map(position).collect();
                assert!(
                    positions.windows(2).all(|pair| pair[0] == pair[1]),
                    "{organizations:?}: {:?}",
                    ways[0]
                );
            }
        }
    }
}

/// The two examples of the crate's documentation: what would be known if more were shown.
#[test]
fn the_examples_of_the_documentation_hold() {
    let ways = |sketch: &Sketch, fits: &dyn Fn(&[Given]) -> bool| {
        by_export(sketch).into_values().flatten().filter(|way| fits(way)).collect::<Vec<_>>()
    };
    let counts = |answers: &[Given]| {
        [Given::NotYet, Given::InProgress, Given::Yes]
            .map(|one| answers.iter().filter(|other| **other == one).count())
    };
    let position = |answers: &[Given]| {
        crosswalk_measure::Tally::of(answers.iter().copied().map(Some)).position().expect("an answer")
    };

    let three = sketch(Names::Organizations, &["h en fn", "e en fn", "r en fn"]);
    let found = ways(&three, &|way| {
        let of_level = |first: usize| -> Vec<Given> { way.iter().skip(first).step_by(2).copied().collect() };
        let positions: Vec<Given> = way.chunks(2).map(position).collect();
        positions == [Given::NotYet, Given::InProgress, Given::Yes]
            && counts(&of_level(0)) == [1, 0, 2]
            && counts(&of_level(1)) == [1, 1, 1]
    });
    assert_eq!(found.len(), 1);
    assert!(three.results().levels.iter().all(|one| one.counts.get().is_none()));

    let two = sketch(Names::None, &["h pn", "e pn pn pn pn"]);
    let found = ways(&two, &|way| {
        let mut positions = [position(&way[..1]), position(&way[1..])];
        positions.sort();
        positions == [Given::NotYet, Given::Yes] && counts(way) == [2, 1, 2]
    });
    assert!(!found.is_empty() && found.iter().all(|way| way[0] == Given::Yes));
    assert!(two.results().levels.iter().all(|one| one.counts.get().is_none()));
}

/// The example of the module `groups`.
#[test]
fn a_level_is_hidden_when_large_organizations_would_tell_about_two_leaders() {
    let shown = |organizations: &[&str]| {
        let results = sketch(Names::Organizations, organizations).results();
        let shown = results.levels.iter().filter(|one| one.counts.get().is_some());
        shown.map(|one| one.who).collect::<Vec<_>>()
    };
    assert_eq!(shown(&["h fn fn fn fn fn en en", "e fn fn fn fn"]), []);
    assert_eq!(shown(&["h fn fn fn fn fn en en en", "e fn fn fn fn"]), [Level::FrontLine, Level::Executive]);
    // Three leaders, two of them alone for their organizations: the third would be known.
    assert_eq!(shown(&["h en", "e en", "r fn fn fn en"]), []);
    // All alone: their positions are shown by name anyhow.
    assert_eq!(shown(&["h en", "e en", "r en"]), [Level::Executive]);
}
