//! How a room answered: counts by answer, whether they may be shown, and how far apart they lie.

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
    Unknown,
    /// Doesn't apply.
    NotApplicable,
}

impl Choice {
    /// In the order of the buttons.
    pub const ALL: [Choice; 5] =
        [Choice::NotYet, Choice::InProgress, Choice::Yes, Choice::Unknown, Choice::NotApplicable];

    /// The word in columns, forms and sockets.
    pub fn word(self) -> &'static str {
        match self {
            Choice::NotYet => "not_yet",
            Choice::InProgress => "in_progress",
            Choice::Yes => "yes",
            Choice::Unknown => "unknown",
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
    pub fn gap(&self) -> Option<Gap> {
        let [not_yet, in_progress, yes, ..] = self.counts?;
        distance_of([not_yet, in_progress, yes]).map(Gap::of)
    }
}

/// How far apart answers lie, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// Most say the same.
    Agree,
    /// Some say otherwise.
    Some,
    /// As many say the one as the other.
    FarApart,
}

/// From here on there is some gap.
const SOME_GAP: f64 = 0.25;
/// From here on answers are far apart.
const FAR_APART: f64 = 0.6;

impl Gap {
    /// The word for a distance from 0 to 1.
    pub fn of(distance: f64) -> Self {
        match distance {
            far if far >= FAR_APART => Gap::FarApart,
            some if some >= SOME_GAP => Gap::Some,
            _ => Gap::Agree,
        }
    }
}

/// Leik's ordinal variation of answers that have an order (not yet, in progress, yes): 0 when all say the same, 1 when
/// one half says not yet and the other yes. None when fewer than two answered.
///
/// D = 2 Σ dᵢ / (k − 1), where dᵢ is the cumulated share Fᵢ of answer i or 1 − Fᵢ, whichever is smaller, and k = 3.
/// R. K. Leik, "A measure of ordinal consensus", Pacific Sociological Review 9 (1966).
///
/// By hand, for 4, 3 and 1: F = 4/8 and 7/8, so d = 0.5 and 0.125, and D = 0.625.
///
/// ```
/// use crosswalk_app::meetings::spread::distance_of;
/// assert_eq!(distance_of([4, 3, 1]), Some(0.625));
/// assert_eq!(distance_of([2, 0, 2]), Some(1.0));
/// assert_eq!(distance_of([0, 5, 0]), Some(0.0));
/// assert_eq!(distance_of([1, 0, 0]), None);
/// ```
pub fn distance_of(counts: [u32; 3]) -> Option<f64> {
    let all: u32 = counts.iter().sum();
    if all < 2 {
        return None;
    }
    let mut so_far = 0;
    let distance = counts[..2]
        .iter()
        .map(|count| {
            so_far += count;
            let share = f64::from(so_far) / f64::from(all);
            share.min(1.0 - share)
        })
        .sum();
    // 2 / (k − 1) is 1 for three answers.
    Some(distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_answers_are_never_told_apart() {
        let two = Spread::of([Choice::Yes, Choice::NotYet]);
        assert_eq!(serde_json::to_string(&two).expect("JSON"), r#"{"answered":2}"#);
        assert_eq!(two.gap(), None);
        let three = Spread::of([Choice::Yes, Choice::NotYet, Choice::Unknown]);
        assert_eq!(three.counts, Some([1, 0, 1, 1, 0]));
        assert_eq!(three.gap(), Some(Gap::FarApart));
        let read: Spread = serde_json::from_str(r#"{"answered":3,"counts":[1,0,1,1,0]}"#).expect("a spread");
        assert_eq!(read, three);
    }

    #[test]
    fn the_words_begin_where_they_say() {
        assert_eq!(distance_of([0, 3, 1]).map(Gap::of), Some(Gap::Some));
        assert_eq!(distance_of([0, 9, 1]).map(Gap::of), Some(Gap::Agree));
        assert_eq!(Gap::of(0.6), Gap::FarApart);
    }

    #[test]
    fn words_lead_back() {
        for (place, choice) in Choice::ALL.into_iter().enumerate() {
            assert_eq!(Choice::from_word(choice.word()), Some(choice));
            assert_eq!(choice as usize, place);
        }
    }
}
