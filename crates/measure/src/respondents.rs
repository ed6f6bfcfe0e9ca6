//! A round as it comes in: who was asked, who answered, and what.

use std::collections::BTreeSet;

use crosswalk_names::{Level, QuestionKey, Sector};
use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// In the order of the page.
            pub const ALL: [$name; [$($word),+].len()] = [$($name::$variant),+];

            /// The word in forms, columns and exports.
            pub fn as_str(self) -> &'static str {
                match self {
                    $($name::$variant => $word,)+
                }
            }
            /// The one that `word` stands for.
            pub fn from_word(word: &str) -> Option<Self> {
                $name::ALL.into_iter().find(|one| one.as_str() == word)
            }
        }
    };
}

words!(
    /// One person's answer to a question. "Not answered" is the absence of one.
    Given {
        /// "Not yet".
        NotYet = "not_yet",
        /// "In progress".
        InProgress = "in_progress",
        /// "Yes".
        Yes = "yes",
        /// "Don't know": counted beside, never averaged in.
        DontKnow = "dont_know",
        /// "Doesn't apply": counted beside, never averaged in.
        NotApplicable = "not_applicable",
    }
);
words!(
    /// Whether results name organizations.
    Names {
        /// Each organization is shown with its positions.
        Organizations = "organizations",
        /// Only how many organizations stand where.
        None = "none",
    }
);
words!(
    /// How far a round is, and what was shown on the way.
    State {
        /// People still answer: only response rates are shown.
        Open = "open",
        /// Without names: the whole is shown while people answer, and at the close, each time after asking
        /// [`may_republish`](crate::may_republish). It costs the sectors: a sector of the end and a whole of the
        /// middle can leave one person between them.
        Watched = "watched",
        /// It was closed before anything was shown. It is closed once: what comes later belongs to the next round.
        Closed = "closed",
    }
);

/// The smallest group that is broken down, in people: 3 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct PeopleMin(u8);

/// Why a number is not a [`PeopleMin`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the smallest group must have 3 to 5 people")]
pub struct PeopleMinError;

impl PeopleMin {
    pub(crate) fn people(self) -> usize {
        usize::from(self.0)
    }
}
impl Default for PeopleMin {
    fn default() -> Self {
        Self(3)
    }
}
impl TryFrom<u8> for PeopleMin {
    type Error = PeopleMinError;
    fn try_from(people: u8) -> Result<Self, PeopleMinError> {
        (3..=5).contains(&people).then_some(Self(people)).ok_or(PeopleMinError)
    }
}
impl From<PeopleMin> for u8 {
    fn from(min: PeopleMin) -> u8 {
        min.0
    }
}

/// What a partnership chose to show of a round. People are told before they answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// The smallest group.
    pub people_min: PeopleMin,
    /// Whether organizations are named.
    pub names: Names,
}

/// A question that the round asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its key in the checklist.
    pub key: QuestionKey,
    /// The number of its stage.
    pub stage: u8,
}

/// An organization that was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// Stands for the organization in all rounds of a partnership.
    pub key: u32,
    /// What it works in.
    pub sector: Sector,
    /// How many of its people were asked.
    pub asked: u32,
}

/// One person's answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Respondent {
    /// Stands for the person in this round. It is in no result.
    pub person: u32,
    /// The place of their organization in the round's list.
    pub organization: usize,
    /// Where they work, if they said so.
    pub level: Option<Level>,
    /// One for each question, in the round's order.
    pub answers: Vec<Option<Given>>,
}

/// Why lists are no [`Round`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RoundError {
    /// A question is listed twice.
    #[error("question {0} is there twice")]
    QuestionTwice(QuestionKey),
    /// An organization is listed twice.
    #[error("organization {0} is there twice")]
    OrganizationTwice(u32),
    /// A person is listed twice.
    #[error("person {0} is there twice")]
    PersonTwice(u32),
    /// A person's organization is not in the list.
    #[error("person {0} is of an organization that is not there")]
    NoOrganization(u32),
    /// A person has more or fewer answers than there are questions.
    #[error("person {0} does not have one answer a question")]
    AnswerCount(u32),
}

/// An organization with those of its people who answered.
#[derive(Debug, Clone)]
pub(crate) struct Team {
    pub organization: Organization,
    pub people: Vec<Respondent>,
}

/// A round: its questions, who was asked, and what those who answered said.
#[derive(Debug, Clone)]
pub struct Round {
    pub(crate) questions: Vec<Question>,
    /// All that were asked, by key.
    pub(crate) teams: Vec<Team>,
}

impl Round {
    /// Checks the lists. Somebody who gave no answer at all counts as not having answered the round.
    pub fn new(
        questions: Vec<Question>,
        organizations: Vec<Organization>,
        respondents: Vec<Respondent>,
    ) -> Result<Self, RoundError> {
        if let Some(twice) = second(questions.iter().map(|question| &question.key)) {
            return Err(RoundError::QuestionTwice(twice.clone()));
        }
        if let Some(twice) = second(organizations.iter().map(|organization| organization.key)) {
            return Err(RoundError::OrganizationTwice(twice));
        }
        if let Some(twice) = second(respondents.iter().map(|respondent| respondent.person)) {
            return Err(RoundError::PersonTwice(twice));
        }
        let team = |organization| Team { organization, people: Vec::new() };
        let mut teams: Vec<_> = organizations.into_iter().map(team).collect();
        for respondent in respondents {
            if respondent.answers.len() != questions.len() {
                return Err(RoundError::AnswerCount(respondent.person));
            }
            let team = teams.get_mut(respondent.organization);
            let people = &mut team.ok_or(RoundError::NoOrganization(respondent.person))?.people;
            if respondent.answers.iter().any(Option::is_some) {
                people.push(respondent);
            }
        }
        teams.sort_by_key(|team| team.organization.key);
        Ok(Self { questions, teams })
    }

    /// Organizations with somebody who answered.
    pub(crate) fn answering(&self) -> impl Iterator<Item = &Team> {
        self.teams.iter().filter(|team| !team.people.is_empty())
    }
}

/// The first of `keys` that was there before.
fn second<T: Ord + Copy>(keys: impl Iterator<Item = T>) -> Option<T> {
    let mut seen = BTreeSet::new();
    keys.into_iter().find(|key| !seen.insert(*key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_group_has_three_to_five_people() {
        let good: Vec<u8> = (0..=u8::MAX).filter(|people| PeopleMin::try_from(*people).is_ok()).collect();
        assert_eq!(good, [3, 4, 5]);
        assert_eq!(u8::from(PeopleMin::default()), 3);
    }

    #[test]
    fn words_lead_back() {
        assert!(Sector::ALL.iter().all(|one| one.word().parse() == Ok(*one)));
        assert!(Level::ALL.iter().all(|one| one.word().parse() == Ok(*one)));
        assert!(Given::ALL.iter().all(|one| Given::from_word(one.as_str()) == Some(*one)));
        assert_eq!(Given::from_word("no"), None);
    }

    #[test]
    fn lists_that_do_not_fit_are_refused() {
        let question = || Question { key: "goal-setting".parse().expect("a key"), stage: 1 };
        let organization = || Organization { key: 7, sector: Sector::Health, asked: 2 };
        let person = |organization, answers| Respondent { person: 1, organization, level: None, answers };
        let one = || person(0, vec![Some(Given::Yes)]);
        let round =
            |questions, organizations, people| Round::new(questions, organizations, people).map(|_| ());
        assert_eq!(round(vec![question()], vec![organization()], vec![one()]), Ok(()));
        let twice = round(vec![question(), question()], vec![], vec![]);
        assert_eq!(twice, Err(RoundError::QuestionTwice(question().key)));
        assert_eq!(
            round(vec![], vec![organization(), organization()], vec![]),
            Err(RoundError::OrganizationTwice(7))
        );
        let round = |people| round(vec![question()], vec![organization()], people);
        assert_eq!(round(vec![one(), one()]), Err(RoundError::PersonTwice(1)));
        assert_eq!(round(vec![person(1, vec![None])]), Err(RoundError::NoOrganization(1)));
        assert_eq!(round(vec![person(0, vec![])]), Err(RoundError::AnswerCount(1)));
    }
}
