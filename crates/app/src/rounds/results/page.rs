//! The results of a round.

use std::borrow::Borrow;

use askama::Template;
use crosswalk_measure::{Agreement, Given};
use crosswalk_names::{RoundId, Timestamp};
use crosswalk_ui::{self as ui, Alert, Frame, Meter};

use crate::rounds::round::page::sector_label;

/// An organization's chip: two letters on the color and shape of its sector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// Two letters.
    pub letters: String,
    /// Its name.
    pub name: String,
    /// The word of its sector.
    pub sector: &'static str,
}

/// What stands in one column of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// The organizations there.
    Chips(Vec<Chip>),
    /// How many organizations there.
    Count(u32),
}

/// One question of the table.
pub struct QuestionLine {
    /// Its key.
    pub key: String,
    /// "Community voice".
    pub topic: String,
    /// The question itself.
    pub text: String,
    /// The number of its stage.
    pub stage: usize,
    /// Not yet, in progress, yes.
    pub cells: [Cell; 3],
    /// What else was said, in words; may be empty.
    pub beside: String,
    /// How far apart; none for fewer than two.
    pub agreement: Option<Agreement>,
    /// The team's own answer.
    pub team_url: String,
    /// What people wrote: whose it is (may be empty) and the words.
    pub comments: Vec<(String, String)>,
}

/// One stage in the panel.
pub struct Lane {
    /// From 1.
    pub number: usize,
    /// "Assess conditions".
    pub title: String,
    /// The middle of each question.
    pub meter: Meter,
    /// Questions that most organizations answered yes.
    pub yes: usize,
    /// Questions of the stage.
    pub total: usize,
    /// Whether it is the one to work on next.
    pub next: bool,
}

/// A table of stages by group.
pub struct StageTable {
    /// Names of the columns: stages.
    pub stages: Vec<String>,
    /// The groups.
    pub rows: Vec<StageRow>,
}

/// One group of a [`StageTable`].
pub struct StageRow {
    /// An organization's chip, if it is one.
    pub chip: Option<Chip>,
    /// What the group is called.
    pub name: String,
    /// By stage; none when hidden.
    pub cells: Option<Vec<StageCell>>,
}

/// One cell of a [`StageTable`].
pub struct StageCell {
    /// Answers at "yes".
    pub yes: u32,
    /// Answers at "not yet", "in progress" or "yes".
    pub of: u32,
    /// The step of color, 0 (none) to 5 (all).
    pub step: u32,
}

/// A stage over the rounds.
pub struct StageOverTime {
    /// From 1.
    pub number: usize,
    /// "Assess conditions".
    pub title: String,
    /// Questions of the stage.
    pub total: usize,
    /// Questions that most organizations answered yes, by round, the oldest first.
    pub yes: Vec<usize>,
}

/// A bar of the small charts, on a field of 200 by 96.
pub struct Bar {
    /// From the left.
    pub x: usize,
    /// From the top.
    pub y: usize,
    /// Height.
    pub height: usize,
    /// Whether it is the newest.
    pub last: bool,
}

impl StageOverTime {
    fn bars(&self) -> Vec<Bar> {
        let most = self.total.max(1);
        let places = self.yes.len().max(1);
        let bars = self.yes.iter().enumerate().map(|(place, yes)| {
            let height = 62 * (*yes).min(most) / most;
            Bar { x: 6 + place * 172 / places, y: 78 - height, height, last: place + 1 == self.yes.len() }
        });
        bars.collect()
    }
    fn width(&self) -> usize {
        (172 / self.yes.len().max(1)).saturating_sub(8).clamp(4, 28)
    }
    fn now(&self) -> usize {
        self.yes.last().copied().unwrap_or_default()
    }
    fn before(&self) -> usize {
        self.yes.first().copied().unwrap_or_default()
    }
    fn list(&self) -> String {
        self.yes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }
}

/// Something that moved since the round before.
pub struct Moved {
    /// A question's topic, an organization or a sector.
    pub name: String,
    /// From what; none for groups.
    pub before: Option<Given>,
    /// To what; none for groups.
    pub after: Option<Given>,
    /// Questions that moved toward yes, for groups.
    pub up: usize,
    /// Questions that moved away from yes, for groups.
    pub down: usize,
}

/// All that belongs to the rounds before.
pub struct OverTime {
    /// Names of the rounds, the oldest first.
    pub rounds: Vec<String>,
    /// By stage.
    pub stages: Vec<StageOverTime>,
    /// Questions that moved since the round before.
    pub questions: Vec<Moved>,
    /// Organizations and sectors that moved since the round before.
    pub groups: Vec<Moved>,
}

/// How many answered, by sector.
pub struct RateLine {
    /// The word of the sector.
    pub sector: &'static str,
    /// People asked.
    pub asked: u32,
    /// People who answered.
    pub answered: u32,
}

/// The page.
#[derive(Template)]
#[template(path = "rounds/results/results.html")]
pub struct ResultsPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// The round.
    pub id: RoundId,
    /// As people call it.
    pub name: String,
    /// When it was closed.
    pub closed_at: Timestamp,
    /// Organizations with an answer.
    pub answered: usize,
    /// Organizations asked.
    pub asked: usize,
    /// The smallest group that is broken down.
    pub people_min: usize,
    /// Whether too few answered to show anything.
    pub hidden: bool,
    /// The stage to work on next, and its title; none when all is yes.
    pub next: Option<(usize, String)>,
    /// Where the guide of that stage is.
    pub guide_url: String,
    /// Questions that are far apart.
    pub far: usize,
    /// By stage.
    pub lanes: Vec<Lane>,
    /// Named organizations.
    pub chips: Vec<Chip>,
    /// Questions, the widest distance first.
    pub questions: Vec<QuestionLine>,
    /// Questions left out.
    pub more: usize,
    /// Stage by organization; none without names.
    pub heat: Option<StageTable>,
    /// Stage by sector.
    pub sectors: StageTable,
    /// Stage by level.
    pub levels: StageTable,
    /// How many answered.
    pub rates: Vec<RateLine>,
    /// With the rounds before; none when there are none.
    pub over_time: Option<OverTime>,
    /// Whether the reader may put questions on the agenda.
    pub may_add: bool,
}

impl QuestionLine {
    /// Class and places of the two dots that show the distance.
    fn dots(&self) -> (&'static str, u32, u32) {
        match self.agreement {
            Some(Agreement::FarApart) => ("bad", 5, 29),
            Some(Agreement::SomeGap) => ("warn", 12, 24),
            Some(Agreement::Agree) | None => ("good", 15, 20),
        }
    }
}

impl ResultsPage<'_> {
    fn at(&self, rest: &str) -> String {
        self.frame.group_paths().in_round(self.id, rest)
    }
    fn of_yes(&self, yes: impl Borrow<usize>, total: impl Borrow<usize>) -> String {
        self.frame
            .with("meter-of-yes", &[("yes", (*yes.borrow()).into()), ("total", (*total.borrow()).into())])
    }
    fn cell(&self, cell: &StageCell) -> String {
        let count = |n: u32| usize::try_from(n).unwrap_or_default();
        self.frame.with("results-cell", &[("yes", count(cell.yes).into()), ("of", count(cell.of).into())])
    }
    fn from(&self) -> String {
        self.frame.with("results-from", &[("answered", self.answered.into()), ("asked", self.asked.into())])
    }
    fn sector(&self, word: &str) -> &str {
        sector_label(self.frame.words, word)
    }
    fn column(&self, place: impl Borrow<usize>) -> &str {
        self.frame.t(["answer-not-yet", "answer-in-progress", "answer-yes"][(*place.borrow()).min(2)])
    }
    fn agreement(&self, agreement: impl Borrow<Agreement>) -> &str {
        self.frame.t(match agreement.borrow() {
            Agreement::Agree => "results-agree",
            Agreement::SomeGap => "results-some-gap",
            Agreement::FarApart => "results-far-apart",
        })
    }
    fn given(&self, given: impl Borrow<Option<Given>>) -> &str {
        self.frame.t(match given.borrow() {
            Some(Given::NotYet) => "answer-not-yet",
            Some(Given::InProgress) => "answer-in-progress",
            Some(Given::Yes) => "answer-yes",
            Some(Given::DontKnow) => "answer-dont-know",
            Some(Given::NotApplicable) => "answer-not-applicable",
            None => "answer-none",
        })
    }
    fn moves(&self, moved: &Moved) -> String {
        self.frame.with("results-moves", &[("up", moved.up.into()), ("down", moved.down.into())])
    }
    fn change(&self, stage: &StageOverTime) -> String {
        let (now, before) = (stage.now(), stage.before());
        match now.cmp(&before) {
            std::cmp::Ordering::Greater => self.frame.tn("results-up-from", before),
            std::cmp::Ordering::Less => self.frame.tn("results-down-from", before),
            std::cmp::Ordering::Equal => self.frame.t("results-no-change").to_owned(),
        }
    }
}

pub use super::view::samples;
