//! When the whole of an open round may be shown again.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{ORGANIZATIONS_MIN, Rule};

/// How often a person's answers have become others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Stands for the person in this round.
    pub person: u32,
    /// The key of their organization.
    pub organization: u32,
    /// The counter: it only grows, and only when an answer became another one.
    pub version: u32,
}

/// Whether the whole of a round without names may be shown as it is `now`, after it was shown as it was at
/// `published` (empty at first). Each time at least [`PeopleMin`](crate::PeopleMin) people of [`ORGANIZATIONS_MIN`]
/// organizations must have come or changed their answers, and nobody may have gone.
///
/// That is enough for all that was shown together, not only for the last two. Think of the times between two showings
/// as points, and of each state of an organization as a line from the point where it begins to the one where it
/// ends. What can be computed are cuts (as for levels, see `groups`), and as everybody stays to the end, a cut
/// that parts a point from the end goes through all organizations that changed there.
///
/// The close is a showing like the others, see [`State::Watched`](crate::State::Watched): when this says no, the round
/// stays open, or closes as it was shown last.
///
/// With names there is no such rule. The position of an organization is the answer of its first person until a second
/// one comes, and when the position sinks, whoever came last pulled it down.
pub fn may_republish(rule: Rule, published: &[Version], now: &[Version]) -> bool {
    let now: BTreeMap<u32, &Version> = now.iter().map(|one| (one.person, one)).collect();
    let before: BTreeMap<u32, &Version> = published.iter().map(|one| (one.person, one)).collect();
    let changed: Vec<_> = now.values().filter(|one| before.get(&one.person) != Some(one)).collect();
    let organizations: BTreeSet<u32> = changed.iter().map(|one| one.organization).collect();
    before.keys().all(|person| now.contains_key(person))
        && changed.len() >= rule.people_min.people()
        && organizations.len() >= ORGANIZATIONS_MIN
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Names, PeopleMin};

    /// One person a letter, of the organizations 1, 1, 2, 2, 3, ...; the letter is the version.
    fn state(letters: &str) -> Vec<Version> {
        let people = (0..).zip(letters.bytes()).filter(|(_, letter)| *letter != b'.');
        people
            .map(|(person, letter)| Version { person, organization: 1 + person / 2, version: letter.into() })
            .collect()
    }

    #[test]
    fn worked_cases() {
        let rule = Rule { people_min: PeopleMin::default(), names: Names::None };
        let may = |published, now| may_republish(rule, &state(published), &state(now));
        assert!(!may("", "aa"), "two people");
        assert!(may("", "aaa"));
        assert!(!may("", "a..............a"), "two people");
        assert!(!may("aaa", "aaaaa"), "two more");
        assert!(may("aaa", "aaabbb"));
        assert!(may("aaa", "abbb"), "two changed, one came");
        assert!(!may("aaaa", "aabb"), "two people, one organization");
        assert!(!may("aaa", "aa.bbb"), "somebody went");
        assert!(!may("aaa", "aaa"));
    }
}
