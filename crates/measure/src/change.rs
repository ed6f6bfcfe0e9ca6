//! What moved from one round to another, out of what both show.

use std::collections::BTreeMap;

use crosswalk_names::QuestionKey;
use serde::{Deserialize, Serialize};

use crate::{Given, Group, Level, Results, Sector, Tally};

/// What moved between two rounds. Made of results alone, so it tells nothing that they hide.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Change {
    /// Stages of both rounds, in order. Empty when a round is hidden.
    pub stages: Vec<StageChange>,
    /// Questions of both rounds whose middle moved: the position in the middle of the organizations' positions.
    pub questions: Vec<Move>,
    /// Organizations that are named in both rounds, by key.
    pub organizations: Vec<GroupMoves<u32>>,
    /// Sectors that are shown in both rounds, by the middle of their organizations.
    pub sectors: Vec<GroupMoves<Sector>>,
    /// Levels that are shown in both rounds, by the middle of their people.
    pub levels: Vec<GroupMoves<Level>>,
}

/// How many questions of a stage most organizations answered yes: more than half of those at "not yet", "in progress"
/// or "yes".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageChange {
    /// The number of the stage.
    pub stage: u8,
    /// In the earlier round.
    pub before: usize,
    /// In the later round.
    pub after: usize,
}

/// A question with another position than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// Which question.
    pub question: QuestionKey,
    /// In the earlier round.
    pub before: Option<Given>,
    /// In the later round.
    pub after: Option<Given>,
}

/// Where a group moved; empty when it did not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupMoves<T> {
    /// Which group.
    pub who: T,
    /// Its questions that moved, in the later round's order.
    pub moves: Vec<Move>,
}

/// Holds two rounds against each other.
pub fn compare(earlier: &Results, later: &Results) -> Change {
    let moves = |before: &[Option<Given>], after: &[Option<Given>]| {
        let place = |key: &QuestionKey| earlier.questions.iter().position(|question| question.key == *key);
        let both = later.questions.iter().zip(after).filter_map(|(question, after)| {
            let before = before[place(&question.key)?];
            Some(Move { question: question.key.clone(), before, after: *after })
        });
        both.filter(|one| one.before != one.after).collect::<Vec<_>>()
    };
    let whole = |results: &Results| -> Option<Vec<_>> {
        Some(results.overall.get()?.iter().map(|spread| spread.organizations.position()).collect())
    };
    let later_stages = later.stages_mostly_yes();
    let stage = |(stage, before)| {
        let (_, after) = later_stages.iter().find(|(other, _)| *other == stage)?;
        Some(StageChange { stage, before, after: *after })
    };
    Change {
        stages: earlier.stages_mostly_yes().into_iter().filter_map(stage).collect(),
        questions: whole(earlier)
            .zip(whole(later))
            .map_or_else(Vec::new, |(before, after)| moves(&before, &after)),
        organizations: both(&named(earlier), &named(later), moves),
        sectors: both(&middles(&earlier.sectors), &middles(&later.sectors), moves),
        levels: both(&middles(&earlier.levels), &middles(&later.levels), moves),
    }
}

type Positions<T> = (T, Vec<Option<Given>>);

fn named(results: &Results) -> Vec<Positions<u32>> {
    results.organizations.iter().map(|one| (one.organization, one.positions.clone())).collect()
}

fn middles<T: Copy>(groups: &[Group<T>]) -> Vec<Positions<T>> {
    let shown = groups.iter().filter_map(|group| Some((group.who, group.counts.get()?)));
    shown.map(|(who, counts)| (who, counts.questions.iter().map(Tally::position).collect())).collect()
}

fn both<T: Copy + PartialEq>(
    earlier: &[Positions<T>],
    later: &[Positions<T>],
    moves: impl Fn(&[Option<Given>], &[Option<Given>]) -> Vec<Move>,
) -> Vec<GroupMoves<T>> {
    let pairs = later.iter().filter_map(|(who, after)| {
        let (_, before) = earlier.iter().find(|(other, _)| other == who)?;
        Some(GroupMoves { who: *who, moves: moves(before, after) })
    });
    pairs.collect()
}

impl Results {
    /// Every stage with the number of its questions that most organizations answered yes. Empty when hidden.
    pub fn stages_mostly_yes(&self) -> Vec<(u8, usize)> {
        let Some(spreads) = self.overall.get() else { return Vec::new() };
        let mut stages = BTreeMap::<u8, usize>::new();
        for (question, spread) in self.questions.iter().zip(spreads) {
            *stages.entry(question.stage).or_default() += usize::from(spread.organizations.mostly_yes());
        }
        stages.into_iter().collect()
    }
}
