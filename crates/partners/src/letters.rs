//! The two letters that stand for an organization on its chip.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::fold::fold;

/// Words of a name that its letters pass over while others are left.
#[rustfmt::skip] // many words a line
const PASSED_OVER: [&str; 23] = [
    "the", "of", "and", "for", "in", "at", "on", "a", "an", "inc", "llc", "public", "de", "del", "la", "las", "el",
    "los", "y", "e", "en", "para", "por",
];

/// Two letters or digits, as capitals: MH for the Milbrook Housing Authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Letters([char; 2]);

/// Why a text is no [`Letters`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the letters of an organization are two letters or digits")]
pub struct LettersError;

impl Letters {
    /// The first letters for `name` that are not `taken`: those of its first two words, then of its first and a later
    /// one, then two of its letters, then its first letter with A to Z and 0 to 9, then any. When all are taken, the
    /// first choice comes back: then two organizations share theirs.
    ///
    /// ```
    /// # use std::collections::BTreeSet;
    /// # use crosswalk_partners::Letters;
    /// let mut taken = BTreeSet::new();
    /// for letters in ["MH", "MA", "MI"] {
    ///     let next = Letters::for_name("Milbrook Housing Authority", &taken);
    ///     assert_eq!(next.to_string(), letters);
    ///     taken.insert(next);
    /// }
    /// ```
    #[must_use]
    pub fn for_name(name: &str, taken: &BTreeSet<Letters>) -> Self {
        let folded = fold(name);
        let all: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let telling: Vec<&str> = all.iter().copied().filter(|word| !PASSED_OVER.contains(word)).collect();
        let words = if telling.len() > 1 { telling } else { all };
        let mut letters = words.concat().chars().map(capital).collect::<Vec<_>>().into_iter();
        let signs = || ('A'..='Z').chain('0'..='9');
        let first = letters.next().unwrap_or('A');
        let initials = words.iter().skip(1).filter_map(|word| word.chars().next()).map(capital);
        let mut seconds = initials.chain(letters).chain(signs()).peekable();
        let wished = Self([first, seconds.peek().copied().unwrap_or('A')]);
        let any = signs().flat_map(|one| signs().map(move |two| Self([one, two])));
        seconds
            .map(|second| Self([first, second]))
            .chain(any)
            .find(|letters| !taken.contains(letters))
            .unwrap_or(wished)
    }
}

fn capital(letter: char) -> char {
    letter.to_uppercase().next().unwrap_or(letter)
}

impl FromStr for Letters {
    type Err = LettersError;
    fn from_str(text: &str) -> Result<Self, LettersError> {
        let mut letters = text.chars().map(capital);
        match (letters.next(), letters.next(), letters.next()) {
            (Some(one), Some(two), None) if one.is_alphanumeric() && two.is_alphanumeric() => {
                Ok(Self([one, two]))
            }
            _ => Err(LettersError),
        }
    }
}
impl TryFrom<String> for Letters {
    type Error = LettersError;
    fn try_from(text: String) -> Result<Self, LettersError> {
        text.parse()
    }
}
impl From<Letters> for String {
    fn from(letters: Letters) -> String {
        letters.0.iter().collect()
    }
}
impl fmt::Display for Letters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|letter| write!(f, "{letter}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_two_telling_words_give_the_letters() {
        for (name, letters) in [
            ("Milbrook Public Schools", "MS"),
            ("After-School Alliance", "AS"),
            ("The City of Milbrook", "CM"),
            ("Núñez Família", "NF"),
            ("Eastgate", "EA"),
            ("Public Housing", "PH"),
            ("Q", "QA"),
            ("…", "AA"),
        ] {
            assert_eq!(Letters::for_name(name, &BTreeSet::new()).to_string(), letters, "{name}");
        }
    }

    #[test]
    fn a_long_list_gets_letters_of_its_own_while_there_are_any() {
        let mut taken = BTreeSet::new();
        for _ in 0..36 * 36 {
            assert!(taken.insert(Letters::for_name("Milbrook Housing Authority", &taken)));
        }
        assert_eq!(Letters::for_name("Milbrook Housing Authority", &taken).to_string(), "MH");
    }

    #[test]
    fn set_letters_are_two_letters_or_digits() {
        assert_eq!("ñ1".parse::<Letters>().map(String::from), Ok("Ñ1".to_owned()));
        for bad in ["", "M", "MHA", "M ", "=1", "\u{1f600}a"] {
            assert_eq!(bad.parse::<Letters>(), Err(LettersError), "{bad:?}");
        }
    }
}
