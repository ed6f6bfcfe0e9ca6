//! What is shown of a round.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::groups::Plan;
use crate::respondents::Team;
use crate::{Agreement, Given, Level, Question, Round, Rule, Sector, Shown, State, Tally, distance};

/// All that is shown of a round, and nothing that is hidden. Lists by question are in the order of `questions`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Results {
    /// What the partnership chose.
    pub rule: Rule,
    /// How far the round was.
    pub state: State,
    /// What was asked.
    pub questions: Vec<Question>,
    /// Who was asked and who answered.
    pub rates: Rates,
    /// How organizations are spread, by question.
    pub overall: Shown<Vec<Spread>>,
    /// Organizations with somebody who answered, by key. Empty without names, or when the whole is hidden.
    pub organizations: Vec<OrganizationResult>,
    /// Sectors with somebody who answered. Counts organizations.
    pub sectors: Vec<Group<Sector>>,
    /// Levels of somebody who answered. Counts people.
    pub levels: Vec<Group<Level>>,
}

/// Who was asked and who answered. Never hidden: it tells no answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rates {
    /// Every organization that was asked, by key.
    pub organizations: Vec<OrganizationRate>,
    /// Every sector that was asked.
    pub sectors: Vec<SectorRate>,
}

/// How many of an organization's people answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationRate {
    /// Its key.
    pub organization: u32,
    /// Its sector.
    pub sector: Sector,
    /// People asked.
    pub asked: u32,
    /// People who gave at least one answer.
    pub answered: u32,
}

/// How many of a sector's people answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectorRate {
    /// The sector.
    pub sector: Sector,
    /// People asked.
    pub asked: u32,
    /// People who gave at least one answer.
    pub answered: u32,
}

/// How organizations are spread on one question.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// Organizations at each position.
    pub organizations: Tally,
    /// See [`distance()`].
    pub distance: Option<f64>,
    /// The distance as a word.
    pub agreement: Option<Agreement>,
}

/// One organization, named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationResult {
    /// Its key.
    pub organization: u32,
    /// Its sector.
    pub sector: Sector,
    /// Its position by question; `None` when nobody answered the question.
    pub positions: Vec<Option<Given>>,
    /// How many questions of each stage it has at each position: a row of the heat map.
    pub stages: Vec<StageTally>,
    /// How its people answered.
    pub people: Shown<Counts>,
}

/// One group of organizations or people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group<T> {
    /// Which group.
    pub who: T,
    /// What it said.
    pub counts: Shown<Counts>,
}

/// Counts of a group. Every question has the same total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// By question.
    pub questions: Vec<Tally>,
    /// By stage: the sums over its questions.
    pub stages: Vec<StageTally>,
}

/// A sum over the questions of a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageTally {
    /// The number of the stage.
    pub stage: u8,
    /// The sum.
    pub tally: Tally,
}

impl Results {
    /// What may be shown of a round. The crate's documentation tells what and why.
    pub fn of(round: &Round, rule: Rule, state: State) -> Self {
        let plan = Plan::of(round, rule, state);
        let placed: Vec<Placed<'_>> =
            round.answering().map(|team| Placed::of(team, &round.questions)).collect();
        let counts = |answers: Vec<&[Option<Given>]>| Counts::of(&round.questions, &answers);
        let by_people = |team: &Team| counts(team.people.iter().map(|person| &*person.answers).collect());
        let by_sector = |sector| {
            let there = placed.iter().filter(|one| one.team.organization.sector == sector);
            counts(there.map(|one| &*one.positions).collect())
        };
        let by_level = |level| {
            let teams = round.answering().filter(|team| plan.counts_people_of(team));
            let people = teams.flat_map(|team| &team.people).filter(|person| person.level == Some(level));
            counts(people.map(|person| &*person.answers).collect())
        };
        let named = placed.iter().filter(|_| plan.shows_positions()).map(|one| OrganizationResult {
            organization: one.team.organization.key,
            sector: one.team.organization.sector,
            positions: one.positions.clone(),
            stages: counts(vec![&one.positions]).stages,
            people: plan.people_of(one.team).show(|| by_people(one.team)),
        });
        let sectors = plan.sectors.iter();
        let levels = plan.levels.iter();
        Self {
            rule,
            state,
            questions: round.questions.clone(),
            rates: Rates::of(round),
            overall: plan.overall.show(|| {
                let all = counts(placed.iter().map(|one| &*one.positions).collect());
                all.questions.into_iter().map(Spread::of).collect()
            }),
            organizations: named.collect(),
            sectors: sectors
                .map(|(who, verdict)| Group { who: *who, counts: verdict.show(|| by_sector(*who)) })
                .collect(),
            levels: levels
                .map(|(who, verdict)| Group { who: *who, counts: verdict.show(|| by_level(*who)) })
                .collect(),
        }
    }
}

/// Largest count that [`Results::is_sound`] takes: sums over all questions of a checklist then fit.
const COUNT_MAX: u32 = 100_000;

impl Results {
    /// Whether results that came from elsewhere fit together: every list has an entry for each question or stage, and
    /// no count is so large that a sum could overflow. It does not say that they are true.
    pub fn is_sound(&self) -> bool {
        let stages: BTreeSet<u8> = self.questions.iter().map(|question| question.stage).collect();
        let length = self.questions.len();
        let fits = |counts: &Shown<Counts>| {
            counts.get().is_none_or(|counts| {
                counts.questions.len() == length
                    && counts.questions.iter().all(Tally::is_sound)
                    && of_stages(&counts.stages, &stages)
            })
        };
        self.overall.get().is_none_or(|spreads| {
            spreads.len() == length && spreads.iter().all(|spread| spread.organizations.is_sound())
        }) && self
            .organizations
            .iter()
            .all(|one| one.positions.len() == length && of_stages(&one.stages, &stages) && fits(&one.people))
            && self.sectors.iter().all(|group| fits(&group.counts))
            && self.levels.iter().all(|group| fits(&group.counts))
            && self.rates.organizations.iter().all(|rate| rate.asked.max(rate.answered) <= COUNT_MAX)
            && self.rates.sectors.iter().all(|rate| rate.asked.max(rate.answered) <= COUNT_MAX)
    }
}

fn of_stages(tallies: &[StageTally], stages: &BTreeSet<u8>) -> bool {
    tallies.iter().map(|one| one.stage).eq(stages.iter().copied())
        && tallies.iter().all(|one| one.tally.is_sound())
}

impl Tally {
    fn is_sound(&self) -> bool {
        let Self { not_yet, in_progress, yes, dont_know, not_applicable, not_answered } = *self;
        [not_yet, in_progress, yes, dont_know, not_applicable, not_answered]
            .into_iter()
            .all(|count| count <= COUNT_MAX)
    }
}

/// An organization with its positions by question.
struct Placed<'a> {
    team: &'a Team,
    positions: Vec<Option<Given>>,
}

impl<'a> Placed<'a> {
    fn of(team: &'a Team, questions: &[Question]) -> Self {
        let answers = |place: usize| team.people.iter().map(move |person| person.answers[place]);
        let positions = (0..questions.len()).map(|place| Tally::of(answers(place)).position()).collect();
        Self { team, positions }
    }
}

impl Counts {
    /// Counts rows that have an answer for every question.
    fn of(questions: &[Question], rows: &[&[Option<Given>]]) -> Self {
        let tally = |place: usize| Tally::of(rows.iter().map(|row| row[place]));
        let tallies: Vec<Tally> = (0..questions.len()).map(tally).collect();
        let mut stages = BTreeMap::<u8, Tally>::new();
        for (question, tally) in questions.iter().zip(&tallies) {
            let sum = stages.entry(question.stage).or_default();
            *sum = [*sum, *tally].into_iter().sum();
        }
        let stages = stages.into_iter().map(|(stage, tally)| StageTally { stage, tally }).collect();
        Self { questions: tallies, stages }
    }
}

impl Spread {
    fn of(organizations: Tally) -> Self {
        let (distance, agreement) = (distance(&organizations), Agreement::of(&organizations));
        Self { organizations, distance, agreement }
    }
}

impl Rates {
    fn of(round: &Round) -> Self {
        let rate = |team: &Team| OrganizationRate {
            organization: team.organization.key,
            sector: team.organization.sector,
            asked: team.organization.asked,
            answered: u32::try_from(team.people.len()).unwrap_or(u32::MAX),
        };
        let organizations: Vec<_> = round.teams.iter().map(rate).collect();
        let mut sectors = BTreeMap::<Sector, SectorRate>::new();
        for one in &organizations {
            let none = SectorRate { sector: one.sector, asked: 0, answered: 0 };
            let sum = sectors.entry(one.sector).or_insert(none);
            sum.asked = sum.asked.saturating_add(one.asked);
            sum.answered = sum.answered.saturating_add(one.answered);
        }
        Self { organizations, sectors: sectors.into_values().collect() }
    }
}
