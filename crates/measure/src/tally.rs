//! Counts of answers to one question, and the position in their middle.

use std::iter::Sum;

use serde::{Deserialize, Serialize};

use crate::Given;

/// How many organizations stand at each position, or how many people gave each answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tally {
    /// "Not yet".
    pub not_yet: u32,
    /// "In progress".
    pub in_progress: u32,
    /// "Yes".
    pub yes: u32,
    /// "Don't know".
    pub dont_know: u32,
    /// "Doesn't apply".
    pub not_applicable: u32,
    /// No answer to this question.
    pub not_answered: u32,
}

impl Tally {
    /// Counts answers; `None` stands for "not answered".
    pub fn of(answers: impl IntoIterator<Item = Option<Given>>) -> Self {
        let mut tally = Self::default();
        for answer in answers {
            *tally.place_of(answer) += 1;
        }
        tally
    }

    fn place_of(&mut self, answer: Option<Given>) -> &mut u32 {
        match answer {
            Some(Given::NotYet) => &mut self.not_yet,
            Some(Given::InProgress) => &mut self.in_progress,
            Some(Given::Yes) => &mut self.yes,
            Some(Given::DontKnow) => &mut self.dont_know,
            Some(Given::NotApplicable) => &mut self.not_applicable,
            None => &mut self.not_answered,
        }
    }

    /// How many are at `answer`; `None` stands for "not answered".
    pub fn at(mut self, answer: Option<Given>) -> u32 {
        *self.place_of(answer)
    }

    /// All that were counted.
    pub fn total(&self) -> u32 {
        self.ordinal() + self.dont_know + self.not_applicable + self.not_answered
    }

    /// Those at "not yet", "in progress" or "yes": the answers that have an order.
    pub fn ordinal(&self) -> u32 {
        self.not_yet + self.in_progress + self.yes
    }

    /// The share at `answer`, 0 to 1: of those with an order for the three that have one, of all for the others.
    pub fn share(&self, answer: Option<Given>) -> Option<f64> {
        let all = match answer {
            Some(Given::NotYet | Given::InProgress | Given::Yes) => self.ordinal(),
            Some(Given::DontKnow | Given::NotApplicable) | None => self.total(),
        };
        (all > 0).then(|| f64::from(self.at(answer)) / f64::from(all))
    }

    /// The lower median of the answers that have an order: with an even number the more careful of the two in the
    /// middle. Without any it is the more frequent of "don't know" and "doesn't apply", on a tie "don't know"; without
    /// these, none.
    ///
    /// ```
    /// use crosswalk_measure::{Given, Tally};
    ///
    /// let position = |answers: &[Given]| Tally::of(answers.iter().copied().map(Some)).position();
    /// assert_eq!(position(&[Given::NotYet, Given::Yes, Given::Yes]), Some(Given::Yes));
    /// assert_eq!(position(&[Given::NotYet, Given::Yes]), Some(Given::NotYet));
    /// assert_eq!(position(&[Given::DontKnow, Given::DontKnow, Given::InProgress]), Some(Given::InProgress));
    /// assert_eq!(position(&[Given::DontKnow, Given::NotApplicable]), Some(Given::DontKnow));
    /// assert_eq!(position(&[]), None);
    /// ```
    pub fn position(&self) -> Option<Given> {
        let middle = self.ordinal().div_ceil(2);
        if middle > 0 {
            Some(match () {
                () if self.not_yet >= middle => Given::NotYet,
                () if self.not_yet + self.in_progress >= middle => Given::InProgress,
                () => Given::Yes,
            })
        } else if self.not_applicable > self.dont_know {
            Some(Given::NotApplicable)
        } else {
            (self.dont_know > 0).then_some(Given::DontKnow)
        }
    }

    /// Whether more than half of those with an order are at "yes".
    pub fn mostly_yes(&self) -> bool {
        self.yes * 2 > self.ordinal()
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Self::default(), |sum, one| Self {
            not_yet: sum.not_yet + one.not_yet,
            in_progress: sum.in_progress + one.in_progress,
            yes: sum.yes + one.yes,
            dont_know: sum.dont_know + one.dont_know,
            not_applicable: sum.not_applicable + one.not_applicable,
            not_answered: sum.not_answered + one.not_answered,
        })
    }
}
