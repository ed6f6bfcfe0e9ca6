//! Records that are likely about one organization. A person looks at them; nothing is merged here.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use url::Url;

use crate::Organization;
use crate::fold::fold;

/// From which Jaro-Winkler similarity on, between 0 and 1, two names are close: one letter off in a word of eight or
/// so, or two changed places. "milbrook" and "millbrook" have 0.97, "eastgate" and "westgate" 0.87.
pub const CLOSE_NAME_MIN: f64 = 0.92;
/// Most matches told for one incoming organization, so that many offices under one domain stay a short list.
pub const MATCHES_MAX: usize = 10;

/// An incoming organization, and one that it may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match<K> {
    /// Its place among the incoming ones, from 0.
    pub incoming: usize,
    /// Which one it may be.
    pub other: Other<K>,
    /// Why, the strongest reason first; at least one.
    pub reasons: Vec<Reason>,
}

/// The other side of a [`Match`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Other<K> {
    /// One that is there already.
    Existing(K),
    /// An earlier one of the incoming, by its place from 0.
    Incoming(usize),
}

/// Why two records may be about one organization; the strongest reason first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Their names are the same but for case, accents, punctuation, small words, common synonyms and order.
    SameName,
    /// Their websites stand under one domain; or under one page of a site where many have theirs.
    SameDomain(String),
    /// Their names say the same sort of organization and hold the same numbers, and the other words are at least
    /// [`CLOSE_NAME_MIN`] alike.
    CloseName,
}

/// Which of the incoming organizations may be ones that exist, or that came earlier in the same list. In the order of
/// `incoming`; for each at most [`MATCHES_MAX`], the likeliest first, then existing ones before incoming.
///
/// ```
/// # use crosswalk_partners::{Field, Organization, Other, Reason, duplicates, fields};
/// let named = |name| Organization::parse(&fields([(Field::Name, name), (Field::Sector, "other")])).expect("good");
/// let (existing, incoming) = (named("Housing Authority of the City of Milbrook"), named("Millbrook PHA"));
/// let found = duplicates(&[("row 7", &existing)], &[incoming]);
/// assert_eq!((found[0].other, found[0].reasons.as_slice()), (Other::Existing("row 7"), &[Reason::CloseName][..]));
/// ```
///
/// Two lists of 2,000 take about half a second.
pub fn duplicates<K: Clone>(existing: &[(K, &Organization)], incoming: &[Organization]) -> Vec<Match<K>> {
    let mut known = Known::default();
    for (_, organization) in existing {
        known.add(Traits::of(organization));
    }
    let mut matches = Vec::new();
    for (at, organization) in incoming.iter().enumerate() {
        let traits = Traits::of(organization);
        for (other, reasons) in known.like(&traits) {
            let other = match existing.get(other) {
                Some((key, _)) => Other::Existing(key.clone()),
                None => Other::Incoming(other - existing.len()),
            };
            matches.push(Match { incoming: at, other, reasons });
        }
        known.add(traits);
    }
    matches
}

/// What organizations are compared by.
struct Traits {
    domain: Option<String>,
    name: Name,
    /// How often each letter stands in the name's own words; letters that differ by 32 are counted together.
    letters: [u8; 32],
    /// Letters of the name's own words.
    length: usize,
}

impl Traits {
    fn of(organization: &Organization) -> Self {
        let name = Name::of(&organization.name);
        let mut letters = [0_u8; 32];
        for letter in name.own.chars() {
            let count = &mut letters[u32::from(letter) as usize % 32];
            *count = count.saturating_add(1);
        }
        Self { domain: domain(&organization.website), letters, length: name.own.chars().count(), name }
    }

    /// Whether the names are of one sort, and their own words close but not the same. A cheap look at the letters lets
    /// pass whatever can be close: a Jaro-Winkler similarity of [`CLOSE_NAME_MIN`] needs, even with the same four first
    /// letters, a Jaro similarity of 13/15, so m common letters of names with k and n letters make m/k + m/n >= 1.6.
    fn is_close(&self, other: &Self) -> bool {
        let common: usize =
            self.letters.iter().zip(&other.letters).map(|(one, two)| usize::from(*one.min(two))).sum();
        common * (self.length + other.length) * 10 >= self.length * other.length * 16
            && self.name.sort == other.name.sort
            && self.name.own != other.name.own
            && strsim::jaro_winkler(&self.name.own, &other.name.own) >= CLOSE_NAME_MIN
    }

    fn reasons(&self, other: &Self) -> Vec<Reason> {
        let domain = self.domain.clone().filter(|domain| other.domain.as_ref() == Some(domain));
        let same = (self.name == other.name).then_some(Reason::SameName);
        let close = self.is_close(other).then_some(Reason::CloseName);
        [same, domain.map(Reason::SameDomain), close].into_iter().flatten().collect()
    }
}

/// The organizations seen so far, with their places by what they are compared by. Existing ones come before incoming.
#[derive(Default)]
struct Known {
    traits: Vec<Traits>,
    by_domain: HashMap<String, Vec<usize>>,
    by_name: HashMap<Name, Vec<usize>>,
    /// By what sort of organization the name says.
    by_sort: HashMap<Vec<String>, Vec<usize>>,
}

impl Known {
    fn add(&mut self, traits: Traits) {
        let at = self.traits.len();
        if let Some(domain) = &traits.domain {
            self.by_domain.entry(domain.clone()).or_default().push(at);
        }
        self.by_sort.entry(traits.name.sort.clone()).or_default().push(at);
        self.by_name.entry(traits.name.clone()).or_default().push(at);
        self.traits.push(traits);
    }

    /// At most [`MATCHES_MAX`], the likeliest first.
    fn like(&self, traits: &Traits) -> Vec<(usize, Vec<Reason>)> {
        let of_domain = traits.domain.as_ref().and_then(|domain| self.by_domain.get(domain));
        let of_name = self.by_name.get(&traits.name);
        let of_sort = self.by_sort.get(&traits.name.sort);
        let close = |at: &&usize| self.traits[**at].is_close(traits);
        let places: BTreeSet<usize> = (of_name.into_iter().flatten().take(MATCHES_MAX))
            .chain(of_domain.into_iter().flatten().take(MATCHES_MAX))
            .chain(of_sort.into_iter().flatten().filter(close).take(MATCHES_MAX))
            .copied()
            .collect();
        let mut like: Vec<_> = places.into_iter().map(|at| (at, traits.reasons(&self.traits[at]))).collect();
        like.sort_by_key(|(_, reasons)| (reasons.first().cloned(), Reverse(reasons.len())));
        like.truncate(MATCHES_MAX);
        like
    }
}

/// Sites where many organizations have a page, so that the domain says nothing.
#[rustfmt::skip] // many words a line
const SHARED_SITES: [&str; 16] = [
    "facebook.com", "fb.com", "instagram.com", "linkedin.com", "linktr.ee", "meetup.com", "nextdoor.com", "x.com",
    "twitter.com", "youtube.com", "google.com", "sites.google.com", "docs.google.com", "eventbrite.com", "bit.ly",
    "tinyurl.com",
];

/// The domain of a website without "www.", in small ASCII letters; on a shared site with the path.
///
/// "<https://www.Milbrook.org/about>" gives "milbrook.org", "<https://facebook.com/Eastgate/>" gives
/// "facebook.com/eastgate".
fn domain(website: &str) -> Option<String> {
    let address = Url::parse(website).ok()?;
    let host = address.host_str()?.trim_end_matches('.');
    let host = host.strip_prefix("www.").or_else(|| host.strip_prefix("m.")).unwrap_or(host);
    if !SHARED_SITES.contains(&host) {
        return Some(host.to_owned());
    }
    let path = address.path().trim_matches('/').to_lowercase();
    (!path.is_empty()).then(|| format!("{host}/{path}"))
}

/// A name without what differs from list to list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Name {
    /// Words that many organizations have in their names, and numbers; sorted.
    sort: Vec<String>,
    /// The other words, sorted, parted by spaces.
    own: String,
}

/// Words that say nothing about who it is.
#[rustfmt::skip] // many words a line
const SMALL_WORDS: [&str; 19] = [
    "the", "of", "and", "for", "a", "an", "inc", "incorporated", "llc", "ltd", "nonprofit", "de", "del", "la", "el",
    "los", "las", "y", "e",
];

/// What is written in several ways; the longer ones first. Words, then the one that stands for them.
const SYNONYMS: [(&str, &str); 30] = [
    ("public housing authority", "housing-authority"),
    ("public housing agency", "housing-authority"),
    ("autoridad vivienda publica", "housing-authority"),
    ("autoridad vivienda", "housing-authority"),
    ("housing authority", "housing-authority"),
    ("housing agency", "housing-authority"),
    ("pha", "housing-authority"),
    ("ha", "housing-authority"),
    ("independent school district", "schools"),
    ("consolidated school district", "schools"),
    ("unified school district", "schools"),
    ("public school district", "schools"),
    ("public schools", "schools"),
    ("school district", "schools"),
    ("distrito escolar", "schools"),
    ("escuelas publicas", "schools"),
    ("isd", "schools"),
    ("usd", "schools"),
    ("sd", "schools"),
    ("community development corporation", "cdc"),
    ("continuum care", "coc"),
    ("st", "saint"),
    ("ft", "fort"),
    ("mt", "mount"),
    ("dept", "department"),
    ("assn", "association"),
    ("assoc", "association"),
    ("ctr", "center"),
    ("centre", "center"),
    ("univ", "university"),
];

/// Words that many organizations have in their names, without the "s" of the plural.
#[rustfmt::skip] // many words a line
const SORTS: [&str; 56] = [
    "housing-authority", "school", "cdc", "coc", "association", "council", "center", "service", "foundation",
    "community", "department", "organization", "coalition", "alliance", "network", "partnership", "program", "home",
    "housing", "health", "family", "familie", "tenant", "resident", "parent", "neighborhood", "church", "city",
    "county", "state", "national", "development", "corporation", "trust", "fund", "project", "initiative", "committee", "board",
    "office", "agency", "college", "university", "library", "hospital", "clinic", "youth", "food", "bank", "group",
    "academy", "charter", "public", "elementary", "middle", "high",
];

impl Name {
    fn of(name: &str) -> Self {
        let folded = abbreviations_joined(&fold(name));
        let mut words: Vec<&str> =
            folded.split_whitespace().filter(|word| !SMALL_WORDS.contains(word)).collect();
        for (written, word) in SYNONYMS {
            let written: Vec<&str> = written.split(' ').collect();
            while let Some(at) = words.windows(written.len()).position(|window| window == written) {
                words.splice(at..at + written.len(), [word]);
            }
        }
        // "Housing Authority of the City of Milbrook" is mostly called without the city.
        if words.iter().any(|word| matches!(*word, "housing-authority" | "schools")) {
            words.retain(|word| *word != "city");
        }
        let mut words: Vec<&str> = words.into_iter().map(singular).collect();
        words.sort_unstable();
        let is_sort = |word: &&str| SORTS.contains(word) || word.bytes().all(|b| b.is_ascii_digit());
        let (sort, own): (Vec<&str>, Vec<&str>) = words.into_iter().partition(is_sort);
        if sort.is_empty() && own.is_empty() {
            return Self { sort: Vec::new(), own: if folded.is_empty() { name.to_owned() } else { folded } };
        }
        Self { sort: sort.into_iter().map(str::to_owned).collect(), own: own.join(" ") }
    }
}

/// "p h a", which is left of "P.H.A.", as "pha".
fn abbreviations_joined(folded: &str) -> String {
    let mut joined = String::with_capacity(folded.len());
    let mut before = 0;
    for word in folded.split(' ') {
        let letters = word.chars().count();
        if before > 0 && !(before == 1 && letters == 1) {
            joined.push(' ');
        }
        joined.push_str(word);
        before = letters;
    }
    joined
}

/// Without the "s" of a plural; whether it is one does not matter, as both sides lose it.
fn singular(word: &str) -> &str {
    word.strip_suffix('s').filter(|rest| rest.len() >= 3 && !rest.ends_with('s')).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Field, fields};

    fn named(name: &str) -> Organization {
        with_website(name, "")
    }

    fn with_website(name: &str, website: &str) -> Organization {
        let pairs = [(Field::Name, name), (Field::Sector, "other"), (Field::Website, website)];
        Organization::parse(&fields(pairs)).expect("a good organization")
    }

    fn reasons(one: &Organization, two: &Organization) -> Vec<Reason> {
        let found = duplicates(&[((), one)], std::slice::from_ref(two));
        found.into_iter().flat_map(|found| found.reasons).collect()
    }

    #[test]
    fn names_written_in_other_ways_are_the_same() {
        for (one, two) in [
            ("Milbrook Housing Authority", "The MILBROOK P.H.A., Inc."),
            ("Milbrook Housing Authority", "Housing Authority of the City of Milbrook"),
            ("Milbrook Public Schools", "Milbrook Unified School District"),
            ("Milbrook Public Schools", "Milbrook City Schools"),
            ("City of Milbrook", "Milbrook City"),
            ("Peñón Family Ctr.", "Penon Family Center LLC"),
            ("Northside Tenants Council", "Northside Tenant Council"),
            ("O’Brien & Sons", "OBrien and Sons"),
            ("The", "the"),
        ] {
            assert_eq!(reasons(&named(one), &named(two)), [Reason::SameName], "{one} / {two}");
        }
    }

    #[test]
    fn a_slip_of_the_pen_makes_a_close_name() {
        for (one, two) in [
            ("Milbrook Housing Authority", "Millbrook Housing Authority"),
            ("Eastgate Community Homes", "Eastgtae Community Homes"),
        ] {
            assert_eq!(reasons(&named(one), &named(two)), [Reason::CloseName], "{one} / {two}");
        }
    }

    #[test]
    fn others_of_the_same_sort_are_not_close() {
        for (one, two) in [
            ("Eastgate Tenants Association", "Westgate Tenants Association"),
            ("Milbrook Housing Authority", "Milbrook Public Schools"),
            ("Milbrook Housing Authority", "Marlboro Housing Authority"),
            ("Milbrook County Housing Authority", "Milbrook Housing Authority"),
            ("PS 12", "PS 13"),
            ("Community Foundation", "Community Health Center"),
            ("…", "***"),
        ] {
            assert_eq!(reasons(&named(one), &named(two)), [], "{one} / {two}");
        }
    }

    #[test]
    fn one_domain_is_a_reason_but_not_that_of_a_shared_site() {
        let same = |one, two| reasons(&with_website("A", one), &with_website("B", two));
        assert_eq!(
            same("http://www.milbrook.org/a", "Milbrook.org:8080/b?c"),
            [Reason::SameDomain("milbrook.org".into())]
        );
        assert_eq!(
            same("https://niños.org", "xn--nios-hqa.org"),
            [Reason::SameDomain("xn--nios-hqa.org".into())]
        );
        assert_eq!(same("https://facebook.com/eastgate", "https://facebook.com/westgate"), []);
        assert_eq!(
            same("https://m.facebook.com/Eastgate/", "https://www.facebook.com/eastgate"),
            [Reason::SameDomain("facebook.com/eastgate".into())]
        );
        assert_eq!(same("", ""), []);
    }

    #[test]
    fn a_list_is_compared_with_itself_and_each_pair_told_once() {
        let list = [named("Harlan Fund"), named("Riverside Health"), named("The Harlan Fund")];
        let found = duplicates::<()>(&[], &list);
        assert_eq!(
            found,
            [Match { incoming: 2, other: Other::Incoming(0), reasons: vec![Reason::SameName] }]
        );
    }

    #[test]
    fn many_offices_under_one_domain_stay_a_short_list_with_the_likeliest_first() {
        let mut list: Vec<_> =
            (0..100).map(|n| with_website(&format!("Office {n}"), "milbrook.gov")).collect();
        list.push(with_website("Office 70", "milbrook.gov"));
        let found = duplicates::<()>(&[], &list);
        let of_last: Vec<_> = found.iter().filter(|one| one.incoming == 100).collect();
        assert_eq!(of_last.len(), MATCHES_MAX);
        assert_eq!(of_last[0].other, Other::Incoming(70));
        assert_eq!(of_last[0].reasons, [Reason::SameName, Reason::SameDomain("milbrook.gov".into())]);
    }

    proptest! {
        #[test]
        fn the_look_at_the_letters_hides_no_close_name(
            one in "[a-dñ]{4} [a-h]{0,8}",
            at in 0..13_usize,
            letter in "[a-hñ]?",
        ) {
            let mut two: Vec<char> = one.chars().collect();
            let at = at.min(two.len() - 1);
            two.splice(at..=at, letter.chars());
            let two: String = two.into_iter().collect();
            let (one, two) = (Traits::of(&named(&format!("x{one}"))), Traits::of(&named(&format!("x{two}"))));
            let close = one.name.sort == two.name.sort
                && one.name.own != two.name.own
                && strsim::jaro_winkler(&one.name.own, &two.name.own) >= CLOSE_NAME_MIN;
            prop_assert_eq!(one.is_close(&two), close);
        }
    }
}
