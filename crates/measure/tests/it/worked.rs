//! Rounds that can be checked by hand.

use crosswalk_measure::{
    Agreement, Comment, Given, Level, Move, Names, Reason, Sector, Shown, StageChange, Tally,
    beside_low_answers, compare,
};

use crate::sketch::{answer, pattern, sketch};

/// The round of the design: six organizations on community voice, and on goal setting.
fn milbrook(names: Names) -> crate::sketch::Sketch {
    sketch(
        names,
        &[
            "h fny pyy eyy",     // 0 Milbrook Housing Authority
            "e fyy pyp eyy pny", // 1 Milbrook Public Schools
            "e pyp",             // 2 After-School Alliance
            "r fny",             // 3 Northside Tenants Council
            "r fnp fdy",         // 4 Parents of Garfield School
            "hea ppy epy",       // 5 Riverside Family Health
        ],
    )
}

#[test]
fn named_organizations_have_positions() {
    let results = milbrook(Names::Organizations).results();
    let positions: Vec<_> = results.organizations.iter().map(|one| one.positions.clone()).collect();
    let expected = ["yy", "yy", "yp", "ny", "np", "py"];
    assert_eq!(positions, expected.map(|line| line.chars().map(answer).collect::<Vec<_>>()));

    let spreads = results.overall.get().expect("14 people");
    let voice = Tally { not_yet: 2, in_progress: 1, yes: 3, ..Tally::default() };
    assert_eq!(spreads[0].organizations, voice);
    assert_eq!(spreads[0].agreement, Some(Agreement::FarApart));
    assert_eq!(spreads[0].organizations.share(Some(Given::Yes)), Some(0.5));
    assert_eq!(spreads[1].agreement, Some(Agreement::SomeGap));

    // Only the two large ones show how their people answered.
    let inside: Vec<_> = results.organizations.iter().map(|one| one.people.get().is_some()).collect();
    assert_eq!(inside, [true, true, false, false, false, false]);
    let schools = results.organizations[1].people.get().expect("4 people");
    assert_eq!(schools.questions[0], Tally { not_yet: 1, yes: 3, ..Tally::default() });

    // Every sector is a regrouping of positions.
    let housing = results.sectors[0].counts.get().expect("shown");
    assert_eq!((results.sectors[0].who, housing.questions[0].yes), (Sector::Housing, 1));

    // Housing has one person of each level, the schools two in programs and one of each other. In programs these are
    // three, and the one of the After-School Alliance. Without her own, the front line is two, and so are leaders.
    assert_eq!(pattern(&results)[11..], ["FrontLine ProtectsOthers", "Program shown", "Executive TooFew"]);
    let programs = results.levels[1].counts.get().expect("shown");
    assert_eq!(programs.questions[0], Tally { not_yet: 1, yes: 3, ..Tally::default() });
}

#[test]
fn unnamed_organizations_are_counted() {
    let results = milbrook(Names::None).results();
    assert!(results.organizations.is_empty());
    assert_eq!(results.overall, milbrook(Names::Organizations).results().overall);
    assert_eq!(
        pattern(&results),
        [
            "\"overall\" shown",
            "Housing TooFew",
            "Education shown",
            "Residents shown",
            "Health TooFew",
            "FrontLine NoNames",
            "Program NoNames",
            "Executive NoNames",
        ]
    );
    let schools = &results.rates.sectors[1];
    assert_eq!((schools.sector, schools.asked, schools.answered), (Sector::Education, 5, 5));
}

#[test]
fn a_sector_is_hidden_so_that_another_does_not_follow() {
    let results =
        sketch(Names::None, &["h fn fn", "h fn", "e fn", "e fn fn", "r fn fn", "r fn fn", "hea fn"]);
    assert_eq!(
        pattern(&results.results())[1..5],
        ["Housing shown", "Education ProtectsOthers", "Residents shown", "Health TooFew"]
    );
}

#[test]
fn a_round_of_two_people_shows_nothing() {
    let results = sketch(Names::Organizations, &["h fn", "e ey"]).results();
    assert_eq!(results.overall, Shown::Hidden(Reason::TooFew));
    assert!(results.organizations.is_empty());
    assert_eq!(results.sectors[0].counts, Shown::Hidden(Reason::TooFew));
    assert_eq!(results.rates.sectors[0].answered, 1);
    let one = sketch(Names::None, &["h fn fn fn fn"]).results();
    assert_eq!(one.overall, Shown::Hidden(Reason::TooFew), "one organization");
    let silent = sketch(Names::Organizations, &["h fn", "e ey", "r f."]).results();
    assert_eq!(silent.overall, Shown::Hidden(Reason::TooFew), "one gave no answer");
}

#[test]
fn levels_are_held_against_each_other() {
    let round = sketch(Names::Organizations, &["h fn fn fp ey ey ey", "e fn fp fn ey ep ey", "r fn"]);
    let results = round.results();
    let middle = |place: usize| {
        let counts = results.levels[place].counts.get().expect("shown");
        (results.levels[place].who, counts.questions[0].total(), counts.questions[0].position())
    };
    assert_eq!(middle(0), (Level::FrontLine, 7, Some(Given::NotYet)));
    assert_eq!(middle(1), (Level::Executive, 6, Some(Given::Yes)));
}

#[test]
fn two_rounds_are_compared_by_what_both_show() {
    // Three questions: the first two are of stage 1.
    let before = sketch(Names::Organizations, &["h fynn", "e fnyn", "r fnpn"]).results();
    let after = sketch(Names::Organizations, &["h fypn", "e fyyn", "r fnyn", "hea fyyd"]).results();
    let change = compare(&before, &after);
    assert_eq!(
        change.stages,
        [StageChange { stage: 1, before: 0, after: 2 }, StageChange { stage: 2, before: 0, after: 0 }]
    );
    let moved = |question: &str, before: char, after: char| Move {
        question: question.parse().expect("a key"),
        before: answer(before),
        after: answer(after),
    };
    assert_eq!(change.questions, [moved("q-0", 'n', 'y'), moved("q-1", 'p', 'y')]);
    let organizations: Vec<_> = change.organizations.iter().map(|one| (one.who, one.moves.clone())).collect();
    assert_eq!(
        organizations,
        [
            (0, vec![moved("q-1", 'n', 'p')]),
            (1, vec![moved("q-0", 'n', 'y')]),
            (2, vec![moved("q-1", 'p', 'y')])
        ]
    );
    assert_eq!(change.levels.len(), 1);

    let unnamed = sketch(Names::None, &["h fypn", "e fyyn", "r fnyn", "hea fyyd"]).results();
    let change = compare(&before, &unnamed);
    assert!(change.organizations.is_empty() && change.sectors.is_empty() && change.levels.is_empty());
    assert_eq!(change.questions.len(), 2);
    let hidden = sketch(Names::Organizations, &["h fyyy"]).results();
    assert_eq!(compare(&before, &hidden), crosswalk_measure::Change::default());
}

#[test]
fn comments_stand_beside_low_answers() {
    let comment = |organization, text: &str| Comment {
        question: "q-0".parse().expect("a key"),
        organization: Some(organization),
        text: text.into(),
        part: None,
    };
    let written = [comment(0, "We asked."), comment(1, "Nobody asked us."), comment(2, "Ask us.")];
    let lines = ["h fyy", "e fny", "r fpy"];
    let named = beside_low_answers(&sketch(Names::Organizations, &lines).results(), &written);
    assert_eq!(named, [comment(1, "Nobody asked us.")]);
    let unnamed = beside_low_answers(&sketch(Names::None, &lines).results(), &written);
    let words: Vec<_> = unnamed.iter().map(|one| (one.organization, one.text.as_str())).collect();
    assert_eq!(words, [(None, "Ask us."), (None, "Nobody asked us."), (None, "We asked.")]);
    let few = beside_low_answers(&sketch(Names::None, &lines[..2]).results(), &written);
    assert!(few.is_empty());
}
