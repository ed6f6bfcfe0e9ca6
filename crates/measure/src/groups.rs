//! Which groups are shown. Decided from who answered, never from what they said.
//!
//! # Levels
//! Each large organization shows how its people answered, and each shown level how its people did, over the same people:
//! a table with margins. What can be computed from margins by adding and subtracting are the cuts of a graph with a
//! point for each organization and each shown level, one more for all that is hidden, and a line for each person from
//! their organization to their level (Gusfield, D. (1988), "A Graph Theoretic Approach to Statistical Data Security",
//! SIAM Journal on Computing 17(3), 552-571). A cut through the lines of fewer than `people_min` people tells about so
//! few. So it suffices to look at every set of shown levels: add their counts, take away the organizations that have
//! most of their people in them, and what remains speaks of `min(inside, outside)` people of each organization.
//!
//! By hand, with 3 as the smallest group: one organization with 5 front line workers and 2 leaders, one with 4 front
//! line workers. Both organizations are shown, so the level "front line" tells of `min(5, 2) + min(4, 0) = 2` people:
//! all that remains when 9 are taken from 11. It is hidden. With one leader more in the first it is
//! `min(5, 3) = 3`, and both levels are shown.

use serde::{Deserialize, Serialize};

use crate::respondents::Team;
use crate::{Level, Names, Round, Rule, Sector, State};

/// The fewest organizations that a sector is shown for when organizations are not named. With one, its numbers would be
/// that organization's.
pub const ORGANIZATIONS_MIN: usize = 2;

/// Why something is hidden. It follows from who answered and what was chosen, never from an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Too few people, or without names too few organizations.
    TooFew,
    /// Large enough, but a small group would follow from it by difference.
    ProtectsOthers,
    /// It would tell about organizations that are not named.
    NoNames,
    /// People still answer, and each answer could be read from the change.
    RoundOpen,
    /// The whole was shown while people answered, and the difference would tell about few.
    Watched,
}

/// Something, or why it is hidden. What is hidden is not there at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown<T> {
    /// It is shown.
    Shown(T),
    /// It is not.
    Hidden(Reason),
}

impl<T> Shown<T> {
    /// What is shown.
    pub fn get(&self) -> Option<&T> {
        match self {
            Shown::Shown(value) => Some(value),
            Shown::Hidden(_) => None,
        }
    }
}

/// Whether something may be shown.
pub(crate) type Verdict = Shown<()>;

impl Verdict {
    fn of(good: bool, otherwise: Reason) -> Self {
        if good { Shown::Shown(()) } else { Shown::Hidden(otherwise) }
    }
    /// Computes what may be shown, and nothing else.
    pub fn show<T>(self, value: impl FnOnce() -> T) -> Shown<T> {
        match self {
            Shown::Shown(()) => Shown::Shown(value()),
            Shown::Hidden(reason) => Shown::Hidden(reason),
        }
    }
}

/// What of a round is shown.
pub(crate) struct Plan {
    rule: Rule,
    state: State,
    /// The spread over all organizations.
    pub overall: Verdict,
    /// Sectors with somebody who answered.
    pub sectors: Vec<(Sector, Verdict)>,
    /// Levels of somebody who answered.
    pub levels: Vec<(Level, Verdict)>,
}

impl Plan {
    pub fn of(round: &Round, rule: Rule, state: State) -> Self {
        let least = if rule.names == Names::None { ORGANIZATIONS_MIN } else { 1 };
        let overall = match (state, rule.names) {
            (State::Open, _) | (State::Watched, Names::Organizations) => Shown::Hidden(Reason::RoundOpen),
            _ => Verdict::of(Size::of(round.answering()).suffices(rule, least), Reason::TooFew),
        };
        let mut plan = Self { rule, state, overall, sectors: Vec::new(), levels: Vec::new() };
        plan.sectors = plan.judge_sectors(round);
        plan.levels = plan.judge_levels(round);
        plan
    }

    /// Whether the positions of organizations are shown.
    pub fn shows_positions(&self) -> bool {
        self.overall == Shown::Shown(()) && self.rule.names == Names::Organizations
    }

    /// Whether an organization with a position shows how its people answered.
    pub fn people_of(&self, team: &Team) -> Verdict {
        Verdict::of(self.is_large(team), Reason::TooFew)
    }

    /// Whether an organization's people are counted in their levels: it is large, or its position tells the only
    /// answer.
    pub fn counts_people_of(&self, team: &Team) -> bool {
        self.is_large(team) || team.people.len() == 1
    }

    fn is_large(&self, team: &Team) -> bool {
        team.people.len() >= self.rule.people_min.people()
    }

    /// Why no group is shown at all, if so.
    fn no_groups(&self) -> Option<Reason> {
        match self.overall {
            Shown::Hidden(reason) => Some(reason),
            Shown::Shown(()) => (self.state == State::Watched).then_some(Reason::Watched),
        }
    }

    fn judge_sectors(&self, round: &Round) -> Vec<(Sector, Verdict)> {
        let of = |sector| round.answering().filter(move |team| team.organization.sector == sector);
        let there: Vec<_> = Sector::ALL.into_iter().filter(|sector| of(*sector).next().is_some()).collect();
        if let Some(reason) = self.no_groups() {
            return there.into_iter().map(|sector| (sector, Shown::Hidden(reason))).collect();
        }
        if self.rule.names == Names::Organizations {
            return there.into_iter().map(|sector| (sector, Shown::Shown(()))).collect();
        }
        let size = |sector: Sector| Size::of(of(sector));
        let suffices = |size: Size| size.suffices(self.rule, ORGANIZATIONS_MIN);
        judge(
            &there,
            |sector| size(sector).people,
            |sector| suffices(size(sector)),
            |shown| {
                let rest = there.iter().filter(|sector| !shown.contains(sector));
                let rest = Size::of(rest.flat_map(|sector| of(*sector)));
                rest.people == 0 || suffices(rest)
            },
        )
    }

    fn judge_levels(&self, round: &Round) -> Vec<(Level, Verdict)> {
        let people = || round.answering().flat_map(|team| &team.people);
        let is_there = |level: &Level| people().any(|person| person.level == Some(*level));
        let there: Vec<_> = Level::ALL.into_iter().filter(is_there).collect();
        let no_names = (self.rule.names == Names::None).then_some(Reason::NoNames);
        if let Some(reason) = self.no_groups().or(no_names) {
            return there.into_iter().map(|level| (level, Shown::Hidden(reason))).collect();
        }
        let inside = |team: &Team, levels: &[Level]| {
            team.people
                .iter()
                .filter(|person| person.level.is_some_and(|level| levels.contains(&level)))
                .count()
        };
        let size = |level| {
            let counted = round.answering().filter(|team| self.counts_people_of(team));
            counted.map(|team| inside(team, &[level])).sum::<usize>()
        };
        let people_min = self.rule.people_min.people();
        judge(
            &there,
            size,
            |level| size(level) >= people_min,
            |shown| {
                subsets(shown).all(|levels| {
                    let large = round.answering().filter(|team| self.is_large(team));
                    let told: usize = large
                        .map(|team| inside(team, &levels).min(team.people.len() - inside(team, &levels)))
                        .sum();
                    told == 0 || told >= people_min
                })
            },
        )
    }
}

/// How large a group is.
#[derive(Clone, Copy)]
struct Size {
    people: usize,
    organizations: usize,
}

impl Size {
    fn of<'a>(teams: impl Iterator<Item = &'a Team>) -> Self {
        let none = Self { people: 0, organizations: 0 };
        teams.fold(none, |size, team| Self {
            people: size.people + team.people.len(),
            organizations: size.organizations + 1,
        })
    }
    fn suffices(self, rule: Rule, organizations: usize) -> bool {
        self.people >= rule.people_min.people() && self.organizations >= organizations
    }
}

/// Shows as many of the groups as is safe together; of as many, those with the most people, then the earlier ones.
/// Showing none must be safe. A group that is hidden to protect others does not follow from the shown ones: else it
/// could be shown too.
fn judge<T: Copy + PartialEq>(
    groups: &[T],
    size: impl Fn(T) -> usize,
    suffices: impl Fn(T) -> bool,
    safe: impl Fn(&[T]) -> bool,
) -> Vec<(T, Verdict)> {
    let large: Vec<T> = groups.iter().copied().filter(|group| suffices(*group)).collect();
    let mut choices: Vec<Vec<T>> = subsets(&large).filter(|shown| safe(shown)).collect();
    // The last of equals is the greatest.
    choices.reverse();
    let people = |shown: &Vec<T>| shown.iter().map(|group| size(*group)).sum::<usize>();
    let shown = choices.into_iter().max_by_key(|shown| (shown.len(), people(shown))).unwrap_or_default();
    let verdict = |group: T| {
        let reason = if large.contains(&group) { Reason::ProtectsOthers } else { Reason::TooFew };
        (group, Verdict::of(shown.contains(&group), reason))
    };
    groups.iter().map(|group| verdict(*group)).collect()
}

/// All sets of some of a few things, with those of the earlier ones first.
fn subsets<T: Copy>(all: &[T]) -> impl Iterator<Item = Vec<T>> {
    (0..1_u32 << all.len()).map(|bits| {
        let chosen = all.iter().enumerate().filter(|(place, _)| bits >> place & 1 == 1);
        chosen.map(|(_, one)| *one).collect()
    })
}
