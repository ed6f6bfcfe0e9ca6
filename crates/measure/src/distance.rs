//! How far apart organizations are on a question.

use serde::{Deserialize, Serialize};

use crate::Tally;

/// From here on there is some gap.
const SOME_GAP: f64 = 0.25;
/// From here on organizations are far apart.
const FAR_APART: f64 = 0.6;

/// Leik's ordinal variation D over the three positions that have an order: 0 when all are at the same one, 1 when
/// half is at each end. Fewer than two organizations have no distance.
///
/// Source: Leik, R. K. (1966), "A Measure of Ordinal Consensus", Pacific Sociological Review 9(2), 85-90. With the
/// cumulative shares `F1`, `F2`, `F3` of `m = 3` positions, and `d = F` up to one half and `1 - F` above,
/// `D = 2 (d1 + d2 + d3) / (m - 1)`. As `F3 = 1`, this is `d1 + d2`.
///
/// By hand: 2 not yet, 1 in progress, 2 yes. `F1 = 2/5`, so `d1 = 2/5`; `F2 = 3/5`, so `d2 = 2/5`; `D = 4/5`.
///
/// ```
/// use crosswalk_measure::{Tally, distance};
///
/// let tally = Tally { not_yet: 2, in_progress: 1, yes: 2, ..Tally::default() };
/// assert_eq!(distance(&tally), Some(0.8));
/// ```
pub fn distance(tally: &Tally) -> Option<f64> {
    let all = tally.ordinal();
    let reached = [tally.not_yet, tally.not_yet + tally.in_progress];
    let apart: u32 = reached.iter().map(|count| (*count).min(all - count)).sum();
    // One division of small whole numbers: the nearest f64, so that 3/5 and 6/10 are both equal to 0.6.
    (all > 1).then(|| f64::from(apart) / f64::from(all))
}

/// The distance as a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// Below a quarter: all at one position, or few one step away.
    Agree,
    /// Below six tenths: half at one position and half a step away, or a few at the other end.
    SomeGap,
    /// Both ends have their share.
    FarApart,
}

impl Agreement {
    /// The word for how organizations are spread. None for fewer than two.
    pub fn of(tally: &Tally) -> Option<Self> {
        distance(tally).map(|distance| match distance {
            near if near < SOME_GAP => Agreement::Agree,
            near if near < FAR_APART => Agreement::SomeGap,
            _ => Agreement::FarApart,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tally([not_yet, in_progress, yes]: [u32; 3]) -> Tally {
        Tally { not_yet, in_progress, yes, ..Tally::default() }
    }

    #[test]
    fn words_for_worked_cases() {
        use Agreement::{Agree, FarApart, SomeGap};
        let cases = [
            ([2, 1, 2], Some(FarApart)),
            ([0, 3, 3], Some(SomeGap)),
            ([0, 0, 6], Some(Agree)),
            ([4, 2, 0], Some(SomeGap)),
            ([3, 1, 2], Some(FarApart)),
            ([1, 0, 1], Some(FarApart)),
            ([1, 1, 0], Some(SomeGap)),
            ([0, 1, 4], Some(Agree)),
            ([0, 1, 3], Some(SomeGap)),
            ([1, 0, 5], Some(SomeGap)),
            ([3, 0, 7], Some(FarApart)),
            ([0, 1, 0], None),
            ([0, 0, 0], None),
        ];
        for (counts, word) in cases {
            assert_eq!(Agreement::of(&tally(counts)), word, "{counts:?}");
        }
        let beside = Tally { dont_know: 3, not_applicable: 2, not_answered: 4, ..tally([0, 0, 2]) };
        assert_eq!(distance(&beside), Some(0.0), "answers without an order are not averaged in");
    }

    /// The formula as it stands in the paper, over shares.
    fn as_published(counts: [u32; 3]) -> f64 {
        let all: u32 = counts.iter().sum();
        let mut cumulative = 0.0;
        let mut sum = 0.0;
        for count in counts {
            cumulative += f64::from(count) / f64::from(all);
            sum += if cumulative <= 0.5 { cumulative } else { 1.0 - cumulative };
        }
        2.0 * sum / 2.0
    }

    proptest! {
        #[test]
        fn is_leiks_and_between_0_and_1(counts in [0..40_u32, 0..40_u32, 0..40_u32]) {
            let [not_yet, in_progress, yes] = counts;
            let Some(found) = distance(&tally(counts)) else {
                prop_assert!(counts.iter().sum::<u32>() < 2);
                return Ok(());
            };
            prop_assert!((0.0..=1.0).contains(&found));
            prop_assert!((found - as_published(counts)).abs() < 1e-9);
            prop_assert_eq!(Some(found), distance(&tally([yes, in_progress, not_yet])), "the same from the other end");
            let unanimous = counts.iter().filter(|count| **count > 0).count() == 1;
            prop_assert_eq!(found == 0.0, unanimous);
            prop_assert_eq!(found >= 1.0, in_progress == 0 && not_yet == yes);
        }
    }
}
