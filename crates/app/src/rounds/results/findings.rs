//! What a closed round says, ready to be shown: one value that the page and the print are made of, so that neither can
//! show what the other hides.

use crosswalk_checklist::Stripe;
use crosswalk_measure::Agreement;
use crosswalk_names::{QuestionKey, StageKey, Timestamp};

use super::over_time::OverTime;

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
    pub key: QuestionKey,
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
    pub stripes: Vec<Stripe>,
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
    /// The word of the sector, if it is one.
    pub sector: Option<&'static str>,
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

/// How many answered, by sector.
pub struct RateLine {
    /// The word of the sector.
    pub sector: &'static str,
    /// People asked.
    pub asked: u32,
    /// People who answered.
    pub answered: u32,
}

impl QuestionLine {
    /// Class and places of the two dots that show the distance.
    pub(super) fn dots(&self) -> (&'static str, u32, u32) {
        match self.agreement {
            Some(Agreement::FarApart) => ("bad", 5, 29),
            Some(Agreement::SomeGap) => ("warn", 12, 24),
            Some(Agreement::Agree) | None => ("good", 15, 20),
        }
    }
}

/// The stage to work on next.
pub struct Next {
    /// From 1.
    pub number: usize,
    /// "Assess conditions".
    pub title: String,
    /// Its key.
    pub key: StageKey,
}

/// All that is shown of a closed round.
pub struct Findings {
    /// As people call the round.
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
    /// The stage to work on next; none when all is yes.
    pub next: Option<Next>,
    /// Questions that are far apart.
    pub far: usize,
    /// By stage.
    pub lanes: Vec<Lane>,
    /// Named organizations.
    pub chips: Vec<Chip>,
    /// Every question, the widest distance first.
    pub questions: Vec<QuestionLine>,
    /// Stage by organization; none without names.
    pub heat: Option<StageTable>,
    /// Stage by sector.
    pub sectors: StageTable,
    /// Stage by level.
    pub levels: StageTable,
    /// How many answered.
    pub rates: Vec<RateLine>,
    /// Beside the rounds before and the team's own answers; none when there are none.
    pub over_time: Option<OverTime>,
}
