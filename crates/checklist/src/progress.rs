//! How far a stage has come: the stripe meter.

use crosswalk_names::StageKey;

use crate::{Answer, Checklist, Workbook};

/// One stripe of the meter: an answer, or none yet.
pub type Stripe = Option<Answer>;

/// How the questions of one stage, or of all, stand. Own questions are counted apart, by a second value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// "Yes".
    pub yes: usize,
    /// "In progress".
    pub in_progress: usize,
    /// "Not yet".
    pub not_yet: usize,
    /// "I don't know".
    pub dont_know: usize,
    /// "Doesn't apply".
    pub not_applicable: usize,
    /// No answer.
    pub open: usize,
}

impl Progress {
    /// Counts stripes.
    pub fn of(stripes: impl IntoIterator<Item = Stripe>) -> Self {
        let mut progress = Progress::default();
        for stripe in stripes {
            match stripe {
                Some(Answer::Yes) => progress.yes += 1,
                Some(Answer::InProgress) => progress.in_progress += 1,
                Some(Answer::NotYet) => progress.not_yet += 1,
                Some(Answer::DontKnow) => progress.dont_know += 1,
                Some(Answer::NotApplicable) => progress.not_applicable += 1,
                None => progress.open += 1,
            }
        }
        progress
    }
    /// Questions that count: all but those that don't apply.
    pub fn total(&self) -> usize {
        self.yes + self.in_progress + self.not_yet + self.dont_know + self.open
    }
    /// Questions that count and have an answer, "I don't know" included.
    pub fn answered(&self) -> usize {
        self.total() - self.open
    }
    /// Questions that count and have an answer that says how things stand: not "I don't know".
    pub fn known(&self) -> usize {
        self.answered() - self.dont_know
    }
    /// Questions that are done or being worked on: "Yes" and "In progress".
    pub fn under_way(&self) -> usize {
        self.yes + self.in_progress
    }
    /// Questions that count and are not answered "Yes".
    pub fn left(&self) -> usize {
        self.total() - self.yes
    }
}

impl Workbook {
    /// The stripes of a stage's checklist questions, in order. Empty for a stage that the checklist does not have.
    pub fn stripes(&self, checklist: &Checklist, stage: &StageKey) -> Vec<Stripe> {
        checklist
            .stage(stage)
            .map(|stage| stage.questions.iter().map(|question| self.answer(&question.key)).collect())
            .unwrap_or_default()
    }
    /// The progress of one stage over the checklist's questions.
    pub fn progress(&self, checklist: &Checklist, stage: &StageKey) -> Progress {
        Progress::of(self.stripes(checklist, stage))
    }
    /// The progress of one stage over the partnership's own questions, which are counted apart.
    pub fn own_progress(&self, stage: &StageKey) -> Progress {
        Progress::of(self.own_questions(stage).map(|question| self.answer(&question.key)))
    }
    /// The progress over all questions of the checklist.
    pub fn overall(&self, checklist: &Checklist) -> Progress {
        Progress::of(checklist.questions().map(|question| self.answer(&question.key)))
    }
}
