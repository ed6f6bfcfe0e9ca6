//! From what may be shown of a round to what is said of it.

use crosswalk_checklist::{Answer, Answered, Checklist, Reading, Workbook};
use crosswalk_measure::{Agreement, Comment, Counts, Given, Group, Shown, StageTally, Tally};
use crosswalk_names::Timestamp;
use crosswalk_ui::Words;

use super::Closed;
use super::findings::{
    Cell, Chip, Findings, Lane, Next, QuestionLine, RateLine, StageCell, StageRow, StageTable,
};
use super::over_time::{OverTime, mostly_yes};
use super::team::TeamState;
use crate::partnerships::people::page::level_label;
use crate::rounds::gather::Published;
use crate::rounds::round::page::sector_label;

impl Findings {
    /// What may be shown of a closed round, as it is shown.
    pub fn of(
        words: &Words,
        checklist: &Checklist,
        now: &Closed,
        before: &[Closed],
        team: &[TeamState],
    ) -> Self {
        let published = &now.published;
        let results = &published.results;
        let middle = middle(published);
        let reading = Reading::of(checklist, &middle);
        let next = reading.next.as_ref().and_then(|next| {
            let place = checklist.stages.iter().position(|stage| stage.key == next.stage)?;
            let stage = &checklist.stages[place];
            Some(Next { number: place + 1, title: stage.short.clone(), key: stage.key.clone() })
        });
        let questions = questions(words, checklist, published);
        let hidden = results.overall.get().is_none();
        Self {
            name: now.round.name.clone(),
            closed_at: now.round.closed_at.unwrap_or(now.round.closes_at),
            answered: results.rates.organizations.iter().filter(|rate| rate.answered > 0).count(),
            asked: results.rates.organizations.len(),
            people_min: u8::from(results.rule.people_min).into(),
            hidden,
            far: questions.iter().filter(|line| line.agreement == Some(Agreement::FarApart)).count(),
            lanes: lanes(checklist, &middle, published, next.as_ref().map(|next| next.number)),
            next: next.filter(|_| !hidden),
            chips: results.organizations.iter().filter_map(|one| chip(published, one.organization)).collect(),
            questions,
            heat: (!results.organizations.is_empty()).then(|| {
                let rows = results.organizations.iter().map(|one| {
                    let chip = chip(published, one.organization);
                    StageRow {
                        name: chip.as_ref().map(|chip| chip.name.clone()).unwrap_or_default(),
                        chip,
                        sector: None,
                        cells: Some(one.stages.iter().map(cell).collect()),
                    }
                });
                table(checklist, rows)
            }),
            sectors: table(
                checklist,
                results.sectors.iter().map(|group| StageRow {
                    sector: Some(group.who.word()),
                    ..row(sector_label(words, group.who.word()).to_owned(), group)
                }),
            ),
            levels: table(
                checklist,
                results.levels.iter().map(|group| row(level_label(words, group.who).to_owned(), group)),
            ),
            rates: results
                .rates
                .sectors
                .iter()
                .map(|rate| RateLine {
                    sector: rate.sector.word(),
                    asked: rate.asked,
                    answered: rate.answered,
                })
                .collect(),
            over_time: (!hidden && before.len() + team.len() > 0)
                .then(|| OverTime::of(words, checklist, before, now, team)),
        }
    }
}

fn table(checklist: &Checklist, rows: impl Iterator<Item = StageRow>) -> StageTable {
    let stages = checklist.stages.iter().map(|stage| stage.short.clone());
    StageTable { stages: stages.collect(), rows: rows.collect() }
}

fn chip(published: &Published, key: u32) -> Option<Chip> {
    published.organization(key).map(|named| Chip {
        letters: named.letters.clone(),
        name: named.name.clone(),
        sector: named.sector.word(),
    })
}

fn cell(tally: &StageTally) -> StageCell {
    let (yes, of) = (tally.tally.yes, tally.tally.ordinal());
    StageCell { yes, of, step: (yes * 5).checked_div(of).unwrap_or_default() }
}

fn row<T>(name: String, group: &Group<T>) -> StageRow {
    let counts: &Shown<Counts> = &group.counts;
    StageRow {
        chip: None,
        sector: None,
        name,
        cells: counts.get().map(|counts| counts.stages.iter().map(cell).collect()),
    }
}

/// A workbook whose answers are the middle of the organizations' positions, for the reading. Empty when hidden.
fn middle(published: &Published) -> Workbook {
    let mut workbook = Workbook::default();
    let Some(spreads) = published.results.overall.get() else { return workbook };
    for (question, spread) in published.results.questions.iter().zip(spreads) {
        let value = match spread.organizations.position() {
            Some(Given::NotYet) => Answer::NotYet,
            Some(Given::InProgress) => Answer::InProgress,
            Some(Given::Yes) => Answer::Yes,
            Some(Given::DontKnow) => Answer::DontKnow,
            Some(Given::NotApplicable) => Answer::NotApplicable,
            None => continue,
        };
        let answered = Answered { value, by: String::new(), at: Timestamp(0) };
        workbook.answers.insert(question.key.clone(), answered);
    }
    workbook
}

fn lanes(checklist: &Checklist, middle: &Workbook, published: &Published, next: Option<usize>) -> Vec<Lane> {
    let mostly = mostly_yes(checklist, &published.results);
    let lanes = (1..).zip(&checklist.stages).zip(mostly).map(|((number, stage), yes)| Lane {
        number,
        title: stage.short.clone(),
        stripes: middle.stripes(checklist, &stage.key),
        yes,
        total: stage.questions.len(),
        next: next == Some(number),
    });
    lanes.collect()
}

/// Every question, the widest distance first; where it is the same, in the checklist's order.
fn questions(words: &Words, checklist: &Checklist, published: &Published) -> Vec<QuestionLine> {
    let results = &published.results;
    let Some(spreads) = results.overall.get() else { return Vec::new() };
    let mut lines: Vec<(f64, QuestionLine)> = Vec::with_capacity(spreads.len());
    for (place, (question, spread)) in results.questions.iter().zip(spreads).enumerate() {
        let Some(found) = checklist.question(&question.key) else { continue };
        let at = |given: Given| {
            if results.organizations.is_empty() {
                return Cell::Count(spread.organizations.at(Some(given)));
            }
            let there = results.organizations.iter().filter(|one| one.positions[place] == Some(given));
            Cell::Chips(there.filter_map(|one| chip(published, one.organization)).collect())
        };
        let line = QuestionLine {
            key: question.key.clone(),
            topic: found.topic.clone(),
            text: found.text.clone(),
            stage: question.stage.into(),
            cells: [at(Given::NotYet), at(Given::InProgress), at(Given::Yes)],
            beside: beside(words, &spread.organizations),
            agreement: spread.agreement,
            comments: comments(published, &published.comments, &question.key),
        };
        lines.push((spread.distance.unwrap_or(-1.0), line));
    }
    lines.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    lines.into_iter().map(|(_, line)| line).collect()
}

fn comments(
    published: &Published,
    all: &[Comment],
    question: &crosswalk_names::QuestionKey,
) -> Vec<(String, String)> {
    let here = all.iter().filter(|comment| comment.question == *question);
    let signed = here.map(|comment| {
        let named = comment.organization.and_then(|key| published.organization(key));
        (named.map(|named| named.name.clone()).unwrap_or_default(), comment.text.clone())
    });
    signed.collect()
}

/// "1 don't know, 2 doesn't apply": organizations without an answer that has an order.
fn beside(words: &Words, tally: &Tally) -> String {
    let count = |n: u32| usize::try_from(n).unwrap_or_default();
    let parts = [
        (tally.dont_know, "results-dont-know"),
        (tally.not_applicable, "results-not-applicable"),
        (tally.not_answered, "results-not-answered"),
    ];
    let told: Vec<String> =
        parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, key)| words.tn(key, count(n))).collect();
    told.join(" · ")
}
