//! The sentences of results, the same on the page and in the print.

use crosswalk_measure::{Agreement, Given};
use crosswalk_ui::Words;

use super::findings::{Findings, StageCell};
use super::over_time::{Moment, Moved, OverTime, StageOverTime, Whose};

/// "From 6 of the 8 partners we asked."
pub fn from(words: &Words, said: &Findings) -> String {
    words.with("results-from", &[("answered", said.answered.into()), ("asked", said.asked.into())])
}

/// "2 of 6 yes"
pub fn of_yes(words: &Words, yes: usize, total: usize) -> String {
    words.with("meter-of-yes", &[("yes", yes.into()), ("total", total.into())])
}

/// "2 of 6"
pub fn cell(words: &Words, cell: &StageCell) -> String {
    let count = |n: u32| usize::try_from(n).unwrap_or_default();
    words.with("results-cell", &[("yes", count(cell.yes).into()), ("of", count(cell.of).into())])
}

/// The columns of the table of questions.
pub const COLUMNS: [&str; 3] = ["answer-not-yet", "answer-in-progress", "answer-yes"];

/// "Far apart"
pub fn agreement(words: &Words, agreement: Agreement) -> &str {
    words.t(match agreement {
        Agreement::Agree => "results-agree",
        Agreement::SomeGap => "results-some-gap",
        Agreement::FarApart => "results-far-apart",
    })
}

/// "In progress"
fn given(words: &Words, given: Option<Given>) -> &str {
    words.t(match given {
        Some(Given::NotYet) => "answer-not-yet",
        Some(Given::InProgress) => "answer-in-progress",
        Some(Given::Yes) => "answer-yes",
        Some(Given::DontKnow) => "answer-dont-know",
        Some(Given::NotApplicable) => "answer-not-applicable",
        None => "answer-none",
    })
}

/// "from “Not yet” to “Yes”"
pub fn moved(words: &Words, moved: &Moved) -> String {
    let (before, after) = (given(words, moved.before), given(words, moved.after));
    words.with("results-from-to", &[("before", before.into()), ("after", after.into())])
}

/// "3 questions toward yes, 1 away from it"
pub fn moves(words: &Words, moved: &Moved) -> String {
    words.with("results-moves", &[("up", moved.up.into()), ("down", moved.down.into())])
}

/// "5 of 6 yes", of the newest round.
pub fn now(words: &Words, over: &OverTime, stage: &StageOverTime) -> String {
    of_yes(words, over.now(stage.number), stage.total)
}

/// "up from 2"
pub fn change(words: &Words, over: &OverTime, stage: &StageOverTime) -> String {
    let (now, before) = (over.now(stage.number), over.before(stage.number));
    match now.cmp(&before) {
        _ if !over.has_rounds => String::new(),
        std::cmp::Ordering::Greater => words.tn("results-up-from", before),
        std::cmp::Ordering::Less => words.tn("results-down-from", before),
        std::cmp::Ordering::Equal => words.t("results-no-change").to_owned(),
    }
}

/// "The team: 4 of 6 yes"; empty without an answer of the team.
pub fn of_team(words: &Words, over: &OverTime, stage: &StageOverTime) -> String {
    let yes = over.team(stage.number);
    yes.map(|yes| words.tx("results-of-team", "yes", &of_yes(words, yes, stage.total))).unwrap_or_default()
}

/// What is counted over time.
pub fn over_time_lead<'w>(words: &'w Words, over: &OverTime) -> &'w str {
    words.t(if over.has_team { "results-change-lead-team" } else { "results-change-lead" })
}

/// "Round: Fall 2026", "The team’s own answer: After the retreat"
pub fn moment(words: &Words, moment: &Moment) -> String {
    match moment.whose {
        Whose::Round => words.tx("results-moment-round", "name", &moment.name),
        Whose::Team => words.t("results-moment-team").to_owned(),
        Whose::Snapshot if moment.name.is_empty() => words.t("results-moment-snapshot").to_owned(),
        Whose::Snapshot => words.tx("results-moment-named", "name", &moment.name),
    }
}

/// "Assess conditions. Round: Spring 2026, 3; Round: Fall 2026, 5", for whoever does not see the chart.
pub fn chart(words: &Words, over: &OverTime, stage: &StageOverTime) -> String {
    let said = over.moments.iter().map(|one| {
        let yes = one.stage(stage.number);
        let yes = yes.map_or_else(|| words.t("results-hidden-group").to_owned(), |yes| yes.to_string());
        format!("{}, {yes}", moment(words, one))
    });
    format!("{}. {}", stage.title, said.collect::<Vec<_>>().join("; "))
}
