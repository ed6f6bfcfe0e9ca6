//! The results of a round for `results.typ`. All of it is words and numbers that are shown already: nothing is counted
//! or hidden here.

use std::collections::BTreeSet;

use crosswalk_names::{Language, Timestamp};
use serde::Serialize;
use serde_json::Value;

use crate::Paper;
use crate::fonts::FontSet;
use crate::scribe::{Line, Scribe};
use crate::words::{Sentences as _, Words};

/// What to print.
#[derive(Debug, Clone, Serialize)]
pub struct ResultsPrint {
    /// Of the template's own words.
    #[serde(skip)]
    pub language: Language,
    /// The size of the sheet.
    #[serde(skip)]
    pub paper: Paper,
    /// The day of printing in words.
    #[serde(skip)]
    pub printed_on: String,
    /// For the PDF's own record.
    #[serde(skip)]
    pub printed_at: Timestamp,
    /// Who runs this Crosswalk; stands in the footer.
    #[serde(skip)]
    pub instance: String,
    /// "Readiness results".
    pub title: String,
    /// Whose.
    pub partnership: String,
    /// What the round is called.
    pub round: String,
    /// How many answered, when it was closed.
    pub facts: Vec<String>,
    /// Why nothing is shown, when too few answered.
    pub hidden: Option<Note>,
    /// The stage to work on, and all five.
    pub panel: Option<Panel>,
    /// Question by question.
    pub questions: Option<Questions>,
    /// Stages by group.
    pub tables: Vec<StageTable>,
    /// Which groups are hidden.
    pub small_groups: String,
    /// With earlier rounds.
    pub over_time: Option<OverTime>,
    /// How many answered, by sector.
    pub rates: Rates,
}

/// A sentence with its head.
#[derive(Debug, Clone, Serialize)]
pub struct Note {
    /// The head.
    pub title: String,
    /// The sentence.
    pub text: String,
}

/// The stage to work on next, beside all of them.
#[derive(Debug, Clone, Serialize)]
pub struct Panel {
    /// "Your next stage".
    pub eyebrow: String,
    /// Its number from 1, if there is one.
    pub stage: Option<usize>,
    /// Its name.
    pub headline: String,
    /// What to do before.
    pub text: String,
    /// The stages in order.
    pub lanes: Vec<Lane>,
}

/// One stage of the panel.
#[derive(Debug, Clone, Serialize)]
pub struct Lane {
    /// Its name.
    pub title: String,
    /// The place of each question's middle answer among all answers; none without one.
    pub stripes: Vec<Option<usize>>,
    /// "5 of 6 yes".
    pub said: String,
    /// Whether it is the one to work on next.
    pub next: bool,
}

/// An organization: two letters beside the shape of its sector.
#[derive(Debug, Clone, Serialize)]
pub struct Chip {
    /// Two letters.
    pub letters: String,
    /// Its name.
    pub name: String,
    /// The word of its sector.
    pub sector: &'static str,
}

/// The table of questions.
#[derive(Debug, Clone, Serialize)]
pub struct Questions {
    /// "Where partners agree and differ".
    pub title: String,
    /// A sentence below it.
    pub lead: String,
    /// The organizations that are named.
    pub key: Vec<Chip>,
    /// Question, the three answers, agreement.
    pub head: [String; 5],
    /// The questions in their order.
    pub rows: Vec<Question>,
    /// How it is counted.
    pub how: String,
}

/// One question.
#[derive(Debug, Clone, Serialize)]
pub struct Question {
    /// "Community voice".
    pub topic: String,
    /// "Stage 1".
    pub stage: String,
    /// The question itself.
    pub text: String,
    /// What else was said; may be empty.
    pub beside: String,
    /// Not yet, in progress, yes.
    pub cells: [Cell; 3],
    /// 0 agree, 1 some gap, 2 far apart; none for one answer.
    pub apart: Option<usize>,
    /// The same in words.
    pub agreement: String,
    /// What people wrote.
    pub comments: Vec<Comment>,
}

/// Who stands at an answer.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// These organizations.
    Chips(Vec<Chip>),
    /// So many.
    Count(u32),
}

/// Words of a person.
#[derive(Debug, Clone, Serialize)]
pub struct Comment {
    /// Line by line.
    pub lines: Vec<String>,
    /// Whose; empty when it is not said.
    pub who: String,
}

/// Stages by group.
#[derive(Debug, Clone, Serialize)]
pub struct StageTable {
    /// "By sector".
    pub title: String,
    /// A sentence below it.
    pub lead: String,
    /// Names of the stages.
    pub stages: Vec<String>,
    /// The groups.
    pub rows: Vec<StageRow>,
    /// What stands there when there are none.
    pub none: String,
    /// What stands in a row that is hidden.
    pub hidden: String,
}

/// One group.
#[derive(Debug, Clone, Serialize)]
pub struct StageRow {
    /// If it is an organization.
    pub chip: Option<Chip>,
    /// The word of the sector, if it is one.
    pub sector: Option<&'static str>,
    /// Its name.
    pub name: String,
    /// By stage; none when hidden.
    pub cells: Option<Vec<StageCell>>,
}

/// One stage of a group.
#[derive(Debug, Clone, Serialize)]
pub struct StageCell {
    /// "3 of 6".
    pub said: String,
    /// How dark, 0 to 5.
    pub step: u32,
}

/// Stages at several times.
#[derive(Debug, Clone, Serialize)]
pub struct OverTime {
    /// "Over time".
    pub title: String,
    /// A sentence below it.
    pub lead: String,
    /// What the two kinds of bars are; none when there is only the first.
    pub key: Option<[String; 2]>,
    /// By stage.
    pub charts: Vec<Chart>,
    /// The head of the table: when, what, then each stage.
    pub head: Vec<String>,
    /// The times, the oldest first.
    pub moments: Vec<Moment>,
    /// What stands for a moment that is hidden.
    pub hidden: String,
    /// What moved, and who.
    pub lists: Vec<List>,
}

/// One stage at several times.
#[derive(Debug, Clone, Serialize)]
pub struct Chart {
    /// Its name.
    pub title: String,
    /// Its questions.
    pub total: usize,
    /// Questions at yes, the oldest first.
    pub bars: Vec<Bar>,
    /// "5 of 6 yes".
    pub said: String,
    /// What it was before; may be empty.
    pub change: String,
    /// Where the team stands; may be empty.
    pub team: String,
}

/// One bar of a chart.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Bar {
    /// Questions at yes; none when hidden.
    pub yes: Option<usize>,
    /// Whether it is the team's own answer.
    pub team: bool,
}

/// One time in the table.
#[derive(Debug, Clone, Serialize)]
pub struct Moment {
    /// Its day.
    pub day: String,
    /// What it is called.
    pub name: String,
    /// Whether it is the team's own answer.
    pub team: bool,
    /// By stage; none when hidden.
    pub cells: Option<Vec<String>>,
}

/// A list of what moved.
#[derive(Debug, Clone, Serialize)]
pub struct List {
    /// Its head.
    pub title: String,
    /// What, and how it moved.
    pub rows: Vec<(String, String)>,
    /// What stands there when nothing did.
    pub none: String,
}

/// How many answered.
#[derive(Debug, Clone, Serialize)]
pub struct Rates {
    /// "Who answered".
    pub title: String,
    /// Sector, answered, asked.
    pub head: [String; 3],
    /// By sector.
    pub rows: Vec<Rate>,
}

/// How many of a sector answered.
#[derive(Debug, Clone, Serialize)]
pub struct Rate {
    /// The word of the sector.
    pub sector: &'static str,
    /// Its name.
    pub name: String,
    /// People who answered.
    pub answered: u32,
    /// People asked.
    pub asked: u32,
}

#[derive(Serialize)]
pub(crate) struct Sheet {
    lang: &'static str,
    paper: &'static str,
    words: &'static Words,
    document_title: String,
    instance: Line,
    short_title: Line,
    printed: Line,
    /// The print with every text as a [`Line`].
    print: Value,
}

impl Sheet {
    /// The sheet as `fonts` can set it, and the clusters that they don't have.
    pub(crate) fn of(print: &ResultsPrint, fonts: &FontSet) -> (Self, BTreeSet<String>) {
        let scribe = Scribe::new(fonts);
        let title = format!("{}: {}", print.title, print.round);
        let sheet = Self {
            lang: print.language.code(),
            paper: print.paper.typst_name(),
            words: Words::of(print.language),
            document_title: scribe.line(&title).text,
            instance: scribe.line(&print.instance),
            short_title: scribe.line(&title),
            printed: scribe.line(&print.language.printed(&print.printed_on)),
            print: in_lines(serde_json::to_value(print).unwrap_or_default(), &scribe),
        };
        (sheet, scribe.into_missing())
    }
}

/// Makes every text below `value` ready to be set.
fn in_lines(value: Value, scribe: &Scribe<'_>) -> Value {
    match value {
        Value::String(text) => serde_json::to_value(scribe.line(&text)).unwrap_or_default(),
        Value::Array(all) => all.into_iter().map(|one| in_lines(one, scribe)).collect(),
        Value::Object(fields) => {
            fields.into_iter().map(|(name, one)| (name, in_lines(one, scribe))).collect()
        }
        other => other,
    }
}
