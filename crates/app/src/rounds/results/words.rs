//! The sentences of results, the same on the page and in the print.

use crosswalk_measure::{Agreement, Given};
use crosswalk_ui::Words;

use super::findings::{Findings, Moved, StageCell, StageOverTime};

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
pub fn from_to(words: &Words, moved: &Moved) -> String {
    let (before, after) = (given(words, moved.before), given(words, moved.after));
    words.with("results-from-to", &[("before", before.into()), ("after", after.into())])
}

/// "3 questions toward yes, 1 away from it"
pub fn moves(words: &Words, moved: &Moved) -> String {
    words.with("results-moves", &[("up", moved.up.into()), ("down", moved.down.into())])
}

/// "up from 2"
pub fn change(words: &Words, stage: &StageOverTime) -> String {
    let (now, before) = (stage.now(), stage.before());
    match now.cmp(&before) {
        std::cmp::Ordering::Greater => words.tn("results-up-from", before),
        std::cmp::Ordering::Less => words.tn("results-down-from", before),
        std::cmp::Ordering::Equal => words.t("results-no-change").to_owned(),
    }
}
