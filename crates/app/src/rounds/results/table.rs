//! The results as a table for spreadsheets. It is made of what may be shown, so it holds nothing that the page hides.

use crosswalk_checklist::{Checklist, CsvTable};
use crosswalk_measure::{Agreement, Counts, Given, Shown, Tally};

use crate::rounds::gather::Published;

/// One row for each question and group. `group` is `all`, `organization`, `sector` or `level`; counts are of
/// organizations, of people where `group` is `level`, and empty where they are hidden.
pub fn to_csv(checklist: &Checklist, published: &Published) -> String {
    let results = &published.results;
    let mut table = CsvTable::<14>::new();
    table.row(
        [
            "stage",
            "question",
            "topic",
            "group",
            "name",
            "hidden",
            "not_yet",
            "in_progress",
            "yes",
            "dont_know",
            "not_applicable",
            "not_answered",
            "distance",
            "agreement",
        ]
        .map(str::to_owned),
    );
    for (place, question) in results.questions.iter().enumerate() {
        let topic = checklist.question(&question.key).map_or("", |found| found.topic.as_str());
        let head = |group: &str, name: &str| {
            [&question.stage.to_string(), question.key.as_str(), topic, group, name].map(str::to_owned)
        };
        let spread = results.overall.get().map(|spreads| &spreads[place]);
        let measure = [
            spread.and_then(|one| one.distance).map(|distance| format!("{distance:.3}")).unwrap_or_default(),
            spread
                .and_then(|one| one.agreement)
                .map(|word| match word {
                    Agreement::Agree => "agree".to_owned(),
                    Agreement::SomeGap => "some_gap".to_owned(),
                    Agreement::FarApart => "far_apart".to_owned(),
                })
                .unwrap_or_default(),
        ];
        table.row(row(head("all", ""), spread.map(|one| one.organizations), measure));
        let nothing = || [String::new(), String::new()];
        for one in &results.organizations {
            let name = published.organization(one.organization).map_or("", |named| named.name.as_str());
            let position = Tally::of([one.positions[place]]);
            table.row(row(head("organization", name), Some(position), nothing()));
        }
        for group in &results.sectors {
            let tally = at(&group.counts, place);
            table.row(row(head("sector", group.who.word()), tally, nothing()));
        }
        for group in &results.levels {
            let tally = at(&group.counts, place);
            table.row(row(head("level", group.who.word()), tally, nothing()));
        }
    }
    table.finish()
}

fn at(counts: &Shown<Counts>, place: usize) -> Option<Tally> {
    counts.get().map(|counts| counts.questions[place])
}

fn row(head: [String; 5], tally: Option<Tally>, measure: [String; 2]) -> [String; 14] {
    let answers: [Option<Given>; 6] = [
        Some(Given::NotYet),
        Some(Given::InProgress),
        Some(Given::Yes),
        Some(Given::DontKnow),
        Some(Given::NotApplicable),
        None,
    ];
    let counts = answers.map(|answer| tally.map(|tally| tally.at(answer).to_string()).unwrap_or_default());
    let hidden = if tally.is_some() { "" } else { "hidden" }.to_owned();
    let [stage, question, topic, group, name] = head;
    let [not_yet, in_progress, yes, dont_know, not_applicable, not_answered] = counts;
    let [distance, agreement] = measure;
    [
        stage,
        question,
        topic,
        group,
        name,
        hidden,
        not_yet,
        in_progress,
        yes,
        dont_know,
        not_applicable,
        not_answered,
        distance,
        agreement,
    ]
}
