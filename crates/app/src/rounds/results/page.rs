//! The results of a round.

use std::borrow::Borrow;

use askama::Template;
use crosswalk_measure::Agreement;
use crosswalk_names::{Language, RoundId};
use crosswalk_ui::{self as ui, Alert, Frame, Meter, Nav, Sample, WorkbookPaths};

use super::findings::{Cell, Findings, QuestionLine, StageCell};
use super::over_time::{Moment, Moved, OverTime, StageOverTime};
use super::words;
use crate::rounds::round::page::sector_label;

/// Questions that are shown before somebody asks for all.
const FIRST_QUESTIONS: usize = 6;

/// The page.
#[derive(Template)]
#[template(path = "rounds/results/results.html")]
pub struct ResultsPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// The round.
    pub id: RoundId,
    /// What it says.
    pub said: Findings,
    /// The team's workbook.
    pub team: WorkbookPaths,
    /// Whether every question is shown.
    pub show_all: bool,
    /// Whether the reader may put questions on the agenda.
    pub may_add: bool,
}

impl ResultsPage<'_> {
    fn at(&self, rest: &str) -> String {
        self.frame.group_paths().in_round(self.id, rest)
    }
    fn questions(&self) -> &[QuestionLine] {
        let all = &self.said.questions;
        if self.show_all { all } else { &all[..FIRST_QUESTIONS.min(all.len())] }
    }
    fn guide_url(&self) -> String {
        let paths = self.frame.paths();
        match &self.said.next {
            Some(next) => paths.toolkit_page(next.key.as_str()),
            None => paths.toolkit(),
        }
    }
    fn of_yes(&self, yes: impl Borrow<usize>, total: impl Borrow<usize>) -> String {
        words::of_yes(self.frame.words, *yes.borrow(), *total.borrow())
    }
    fn cell(&self, cell: &StageCell) -> String {
        words::cell(self.frame.words, cell)
    }
    fn from(&self) -> String {
        words::from(self.frame.words, &self.said)
    }
    fn sector(&self, word: &str) -> &str {
        sector_label(self.frame.words, word)
    }
    fn column(&self, place: impl Borrow<usize>) -> &str {
        self.frame.t(words::COLUMNS[(*place.borrow()).min(2)])
    }
    fn agreement(&self, agreement: impl Borrow<Agreement>) -> &str {
        words::agreement(self.frame.words, *agreement.borrow())
    }
    fn moved(&self, moved: &Moved) -> String {
        words::moved(self.frame.words, moved)
    }
    fn moves(&self, moved: &Moved) -> String {
        words::moves(self.frame.words, moved)
    }
    fn now(&self, over: &OverTime, stage: &StageOverTime) -> String {
        words::now(self.frame.words, over, stage)
    }
    fn change(&self, over: &OverTime, stage: &StageOverTime) -> String {
        words::change(self.frame.words, over, stage)
    }
    fn of_team(&self, over: &OverTime, stage: &StageOverTime) -> String {
        words::of_team(self.frame.words, over, stage)
    }
    fn over_time_lead(&self, over: &OverTime) -> &str {
        words::over_time_lead(self.frame.words, over)
    }
    fn moment(&self, moment: &Moment) -> String {
        words::moment(self.frame.words, moment)
    }
    fn chart(&self, over: &OverTime, stage: &StageOverTime) -> String {
        words::chart(self.frame.words, over, stage)
    }
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let checklist = crate::rounds::samples::checklist(language);
    let page = |now: super::Closed, before: &[super::Closed], team: &[super::TeamState], show_all| {
        let frame = Frame::sample_group(language, "/p/SAMPLE/rounds/SAMPLE/results", Nav::Rounds);
        ResultsPage {
            id: now.round.id,
            said: Findings::of(frame.words, &checklist, &now, before, team),
            team: WorkbookPaths::new(language, ui::SAMPLE_TOKEN),
            show_all,
            may_add: true,
            frame,
        }
    };
    let closed = crate::rounds::samples::closed;
    let team = crate::rounds::samples::team(&checklist);
    let spring = [closed(&checklist, true, 12, 0)];
    vec![
        Sample::new("results", &page(closed(&checklist, true, 12, 2), &[], &[], false)),
        Sample::new("results, over time", &page(closed(&checklist, true, 12, 2), &spring, &team, true)),
        Sample::new("results, no names", &page(closed(&checklist, false, 12, 1), &[], &team, false)),
        Sample::new("results, too few", &page(closed(&checklist, false, 2, 1), &[], &[], false)),
    ]
}
