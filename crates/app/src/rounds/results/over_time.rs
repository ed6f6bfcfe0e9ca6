//! Stages over time: what most partners answered in each round, beside what the team answered in its own workbook.
//!
//! The two are told apart wherever they stand. A round's numbers are made of what it may show; the team's workbook is open
//! to every member, so nothing of it is hidden.

use crosswalk_checklist::Checklist;
use crosswalk_measure::{Change, Given, GroupMoves, Results, compare};
use crosswalk_names::Timestamp;
use crosswalk_ui::Words;

use super::Closed;
use super::team::TeamState;
use crate::partnerships::people::page::level_label;
use crate::rounds::gather::Published;
use crate::rounds::round::page::sector_label;

/// Whose answers a moment shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// What most partners answered in a round.
    Round,
    /// The team's own answer, kept as a snapshot.
    Snapshot,
    /// The team's own answer as it is now.
    Team,
}

impl Whose {
    /// Whether it is the team's.
    pub fn is_team(self) -> bool {
        self != Whose::Round
    }
}

/// One moment of all stages.
pub struct Moment {
    /// Whose answers.
    pub whose: Whose,
    /// What the round or the snapshot is called; may be empty.
    pub name: String,
    /// When the round was closed, when the team stood there.
    pub at: Timestamp,
    /// Questions at yes, by stage; none when the round is hidden.
    pub yes: Option<Vec<usize>>,
}

/// A stage over time.
pub struct StageOverTime {
    /// From 1.
    pub number: usize,
    /// "Assess conditions".
    pub title: String,
    /// Questions of the stage.
    pub total: usize,
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

/// All of it.
pub struct OverTime {
    /// The moments, the oldest first.
    pub moments: Vec<Moment>,
    /// By stage.
    pub stages: Vec<StageOverTime>,
    /// Whether there is an earlier round.
    pub has_rounds: bool,
    /// Whether there is an answer of the team.
    pub has_team: bool,
    /// Questions that moved since the round before.
    pub questions: Vec<Moved>,
    /// Organizations and sectors that moved since the round before.
    pub groups: Vec<Moved>,
}

/// A bar of the small charts, on a field of 200 by 96.
pub struct Bar {
    /// From the left.
    pub x: usize,
    /// From the top.
    pub y: usize,
    /// Height.
    pub height: usize,
    /// The class that draws it: a round, the newest round, the team.
    pub class: &'static str,
}

/// Where the bars of a chart stand: from the left, in all, and the height of the highest.
const CHART: (usize, usize, usize) = (6, 172, 62);

impl OverTime {
    /// Puts the rounds and the team's states in the order of time.
    pub fn of(
        words: &Words,
        checklist: &Checklist,
        before: &[Closed],
        now: &Closed,
        team: &[TeamState],
    ) -> Self {
        let last = before.last();
        let change = last.map(|last| compare(&last.published.results, &now.published.results));
        let change = change.unwrap_or_default();
        let rounds = before.iter().chain([now]).map(|closed| of_round(checklist, closed));
        let mut moments: Vec<Moment> =
            rounds.chain(team.iter().map(|state| of_team(checklist, state))).collect();
        moments.sort_by_key(|moment| moment.at);
        let stages = (1..).zip(&checklist.stages).map(|(number, stage)| StageOverTime {
            number,
            title: stage.short.clone(),
            total: stage.questions.len(),
        });
        Self {
            moments,
            stages: stages.collect(),
            has_rounds: !before.is_empty(),
            has_team: !team.is_empty(),
            questions: moved_questions(checklist, &change),
            groups: moved_groups(words, &now.published, &change),
        }
    }

    /// Numbers of one stage that rounds show, the oldest first.
    fn rounds(&self, number: usize) -> impl DoubleEndedIterator<Item = usize> {
        let rounds = self.moments.iter().filter(|moment| !moment.whose.is_team());
        rounds.filter_map(move |moment| moment.stage(number))
    }

    /// What the newest round shows of a stage.
    pub fn now(&self, number: usize) -> usize {
        self.rounds(number).next_back().unwrap_or_default()
    }

    /// What the oldest round shows of a stage.
    pub fn before(&self, number: usize) -> usize {
        self.rounds(number).next().unwrap_or_default()
    }

    /// Where the team stands in a stage.
    pub fn team(&self, number: usize) -> Option<usize> {
        self.moments.iter().rfind(|moment| moment.whose.is_team())?.stage(number)
    }

    /// The chart of a stage. What is hidden has no bar.
    pub fn bars(&self, stage: &StageOverTime) -> Vec<Bar> {
        let (left, wide, high) = CHART;
        let most = stage.total.max(1);
        let newest = self.moments.iter().rposition(|moment| !moment.whose.is_team());
        let bars = self.moments.iter().enumerate().filter_map(|(place, moment)| {
            let height = high * moment.stage(stage.number)?.min(most) / most;
            let class = match moment.whose {
                Whose::Round if newest == Some(place) => "rod last",
                Whose::Round => "rod",
                Whose::Snapshot | Whose::Team => "rod team",
            };
            Some(Bar { x: left + place * wide / self.moments.len(), y: 78 - height, height, class })
        });
        bars.collect()
    }

    /// How wide a bar is.
    pub fn width(&self) -> usize {
        (CHART.1 * 2 / 3 / self.moments.len().max(1)).clamp(4, 28)
    }
}

impl Moment {
    /// Questions of a stage at yes; none when hidden.
    pub fn stage(&self, number: usize) -> Option<usize> {
        self.yes.as_ref()?.get(number.checked_sub(1)?).copied()
    }
}

fn of_round(checklist: &Checklist, closed: &Closed) -> Moment {
    let results = &closed.published.results;
    Moment {
        whose: Whose::Round,
        name: closed.round.name.clone(),
        at: closed.round.closed_at.unwrap_or(closed.round.closes_at),
        yes: results.overall.get().map(|_| mostly_yes(checklist, results)),
    }
}

/// By stage of the checklist: questions that most organizations answered yes.
pub(super) fn mostly_yes(checklist: &Checklist, results: &Results) -> Vec<usize> {
    let mostly = results.stages_mostly_yes();
    let of = |number: usize| {
        mostly.iter().find(|(stage, _)| usize::from(*stage) == number).map_or(0, |(_, yes)| *yes)
    };
    (1..=checklist.stages.len()).map(of).collect()
}

fn of_team(checklist: &Checklist, state: &TeamState) -> Moment {
    let yes = checklist.stages.iter().map(|stage| state.workbook.progress(checklist, &stage.key).yes);
    Moment { whose: state.whose, name: state.name.clone(), at: state.at, yes: Some(yes.collect()) }
}

fn moved_questions(checklist: &Checklist, change: &Change) -> Vec<Moved> {
    let moved = change.questions.iter().filter_map(|one| {
        let name = checklist.question(&one.question)?.topic.clone();
        Some(Moved { name, before: one.before, after: one.after, up: 0, down: 0 })
    });
    moved.collect()
}

fn moved_groups(words: &Words, published: &Published, change: &Change) -> Vec<Moved> {
    let named = change
        .organizations
        .iter()
        .filter_map(|group| Some(moves(published.organization(group.who)?.name.clone(), group)));
    let sectors =
        change.sectors.iter().map(|group| moves(sector_label(words, group.who.word()).to_owned(), group));
    let levels = change.levels.iter().map(|group| moves(level_label(words, group.who).to_owned(), group));
    named.chain(sectors).chain(levels).filter(|moved| moved.up + moved.down > 0).collect()
}

fn moves<T>(name: String, group: &GroupMoves<T>) -> Moved {
    let rank = |given: Option<Given>| match given {
        Some(Given::NotYet) => Some(0),
        Some(Given::InProgress) => Some(1),
        Some(Given::Yes) => Some(2),
        Some(Given::DontKnow | Given::NotApplicable) | None => None,
    };
    let steps = || group.moves.iter().filter_map(|one| Some((rank(one.before)?, rank(one.after)?)));
    Moved {
        name,
        before: None,
        after: None,
        up: steps().filter(|(before, after)| after > before).count(),
        down: steps().filter(|(before, after)| after < before).count(),
    }
}
