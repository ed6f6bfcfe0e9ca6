//! How a room answered: counts by answer, whether they may be shown, and how far apart they lie.

use crosswalk_measure::{Agreement, Tally};
use serde::{Deserialize, Serialize};

/// A spread is shown when at least so many phones answered: fewer would tell who said what.
pub const PHONES_MIN: u32 = 3;

/// What a phone can answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// Not yet.
    NotYet,
    /// In progress.
    InProgress,
    /// Yes.
    Yes,
    /// I don't know.
    DontKnow,
    /// Doesn't apply.
    NotApplicable,
}

impl Choice {
    /// In the order of the buttons.
    pub const ALL: [Choice; 5] =
        [Choice::NotYet, Choice::InProgress, Choice::Yes, Choice::DontKnow, Choice::NotApplicable];

    /// The word in columns, forms and sockets.
    pub fn word(self) -> &'static str {
        match self {
            Choice::NotYet => "not_yet",
            Choice::InProgress => "in_progress",
            Choice::Yes => "yes",
            Choice::DontKnow => "dont_know",
            Choice::NotApplicable => "not_applicable",
        }
    }

    /// The choice that a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Choice::ALL.into_iter().find(|choice| choice.word() == word)
    }
}

/// How many phones gave each answer, as it was shown and is kept.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Spread {
    /// Phones that answered.
    pub answered: u32,
    /// In the order of [`Choice::ALL`]. None when too few answered: then nobody ever learns it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts: Option<[u32; 5]>,
}

impl Spread {
    /// Counts answers, and keeps the counts only if enough answered.
    pub fn of(choices: impl IntoIterator<Item = Choice>) -> Self {
        let (mut answered, mut counts) = (0, [0; 5]);
        for choice in choices {
            answered += 1;
            counts[choice as usize] += 1;
        }
        Self { answered, counts: (answered >= PHONES_MIN).then_some(counts) }
    }

    /// How far apart those are who said not yet, in progress or yes.
    pub fn gap(&self) -> Option<Agreement> {
        let [not_yet, in_progress, yes, ..] = self.counts?;
        Agreement::of(&Tally { not_yet, in_progress, yes, ..Tally::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_answers_are_never_told_apart() {
        let two = Spread::of([Choice::Yes, Choice::NotYet]);
        assert_eq!(serde_json::to_string(&two).expect("JSON"), r#"{"answered":2}"#);
        assert_eq!(two.gap(), None);
        let three = Spread::of([Choice::Yes, Choice::NotYet, Choice::DontKnow]);
        assert_eq!(three.counts, Some([1, 0, 1, 1, 0]));
        assert_eq!(three.gap(), Some(Agreement::FarApart));
        let read: Spread = serde_json::from_str(r#"{"answered":3,"counts":[1,0,1,1,0]}"#).expect("a spread");
        assert_eq!(read, three);
    }

    #[test]
    fn words_lead_back() {
        for (place, choice) in Choice::ALL.into_iter().enumerate() {
            assert_eq!(Choice::from_word(choice.word()), Some(choice));
            assert_eq!(choice as usize, place);
        }
    }
}
