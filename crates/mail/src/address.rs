//! Mail addresses as people type them, and what is wrong with the ones that can't work.

use std::collections::HashSet;
use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Longest address, in bytes (RFC 5321).
pub const ADDRESS_MAX: usize = 254;
/// Longest part before the `@`, in bytes (RFC 5321).
const LOCAL_MAX: usize = 64;
/// Longest word between two dots of a domain, in bytes (RFC 1035).
const LABEL_MAX: usize = 63;
/// Most addresses that one sending may go to.
pub const RECIPIENTS_MAX: usize = 20;
/// How much of a text that is no address is handed back to be shown, in characters.
const SHOWN_MAX: usize = 80;

/// A mail address that can be written to: plain ASCII, no quotes, a domain with an ending, in small letters.
///
/// `Debug` hides it, so that no log holds an address by accident.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address {
    text: Box<str>,
    at: usize,
}

/// Why a text is no [`Address`]. The page finds the words by [`code`](AddressProblem::code);
/// `Display` is the English for logs and tests and never repeats the address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressProblem {
    /// Nothing was typed.
    #[error("there is no address: write one, like maria@example.org")]
    Empty,
    /// No `@`.
    #[error("the @ is missing: write it between the name and the domain")]
    NoAt,
    /// More than one `@`.
    #[error("there is more than one @: keep one, and separate addresses by commas")]
    TwoAts,
    /// A space or line break in the middle.
    #[error("there is a space inside: remove it")]
    SpaceInside,
    /// Starts with `@`.
    #[error("the name before the @ is missing")]
    NothingBeforeAt,
    /// Ends with `@`.
    #[error("the domain after the @ is missing, like example.org")]
    NothingAfterAt,
    /// The domain has no dot.
    #[error("the ending is missing, like .org")]
    NoEnding,
    /// The ending is one letter or has digits, as in `.c` or `.0rg`.
    #[error("the ending is not one that exists: check the letters after the last dot")]
    OddEnding,
    /// The domain is a number address such as 10.0.0.1.
    #[error("the domain is a number: write its name, like example.org")]
    NumberDomain,
    /// A dot at the very end.
    #[error("there is a dot at the end: remove it")]
    TrailingDot,
    /// Two dots in a row, or a dot beside the `@` or at the start.
    #[error("a dot is too many: remove the one beside another dot, beside the @ or at the start")]
    DotMisplaced,
    /// A hyphen at the edge of a word of the domain.
    #[error("a hyphen stands at the edge of a word in the domain: remove it")]
    HyphenMisplaced,
    /// Over [`ADDRESS_MAX`] in all, or a part over its own limit.
    #[error("the address is too long: use one of at most {ADDRESS_MAX} characters")]
    TooLong,
    /// A line break or other invisible control character, as in header injection.
    #[error("there is an invisible control character inside: type the address again by hand")]
    ControlCharacter,
    /// The part before the `@` has a letter outside a-z; few servers take it.
    #[error("{letter:?} before the @ can't be delivered: use letters a to z without accents")]
    AccentBeforeAt {
        /// The first such letter.
        letter: char,
    },
    /// The domain has a letter outside a-z; `ascii` is what to write instead.
    #[error("the domain has letters outside a to z: write it in its plain form (xn--…)")]
    AccentInDomain {
        /// The domain in its plain ("punycode") form, or empty when it has none.
        ascii: String,
    },
    /// A character that no address may hold here.
    #[error("{character:?} can't stand in an address: remove it")]
    OddCharacter {
        /// The first such character.
        character: char,
    },
    /// More than [`RECIPIENTS_MAX`] addresses in one sending.
    #[error("more than {RECIPIENTS_MAX} addresses: send to the rest in a second round")]
    TooMany,
}

impl AddressProblem {
    /// A stable key for the words: `no-at`, `no-ending` and so on.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NoAt => "no-at",
            Self::TwoAts => "two-ats",
            Self::SpaceInside => "space-inside",
            Self::NothingBeforeAt => "nothing-before-at",
            Self::NothingAfterAt => "nothing-after-at",
            Self::NoEnding => "no-ending",
            Self::OddEnding => "odd-ending",
            Self::NumberDomain => "number-domain",
            Self::TrailingDot => "trailing-dot",
            Self::DotMisplaced => "dot-misplaced",
            Self::HyphenMisplaced => "hyphen-misplaced",
            Self::TooLong => "too-long",
            Self::ControlCharacter => "control-character",
            Self::AccentBeforeAt { .. } => "accent-before-at",
            Self::AccentInDomain { .. } => "accent-in-domain",
            Self::OddCharacter { .. } => "odd-character",
            Self::TooMany => "too-many",
        }
    }

    /// What the words may name: the odd character, the accented letter, or the plain form of the domain.
    pub fn detail(&self) -> Option<String> {
        match self {
            Self::OddCharacter { character } => Some(character.to_string()),
            Self::AccentBeforeAt { letter } => Some(letter.to_string()),
            Self::AccentInDomain { ascii } if !ascii.is_empty() => Some(ascii.clone()),
            _ => None,
        }
    }
}

impl Address {
    /// Reads one address. Spaces around it and a `mailto:` in front are forgiven; a name beside it is not
    /// (see [`split_addresses`]).
    pub fn parse(text: &str) -> Result<Self, AddressProblem> {
        let text = text.trim_matches(' ');
        let text = strip_prefix_ignoring_case(text, "mailto:").unwrap_or(text);
        if text.trim().is_empty() {
            return Err(AddressProblem::Empty);
        }
        if text.chars().any(|c| c.is_control() && c != '\t') {
            return Err(AddressProblem::ControlCharacter);
        }
        let (local, domain) = text.split_once('@').ok_or(AddressProblem::NoAt)?;
        if text.chars().any(char::is_whitespace) {
            return Err(AddressProblem::SpaceInside);
        }
        if domain.contains('@') {
            return Err(AddressProblem::TwoAts);
        }
        check_local(local)?;
        let domain = domain.to_ascii_lowercase();
        check_domain(&domain)?;
        if local.len() > LOCAL_MAX || local.len() + 1 + domain.len() > ADDRESS_MAX {
            return Err(AddressProblem::TooLong);
        }
        Ok(Self { text: format!("{local}@{domain}").into(), at: local.len() })
    }

    /// The whole address.
    pub fn as_str(&self) -> &str {
        &self.text
    }
    /// The part after the `@`, in small letters.
    pub fn domain(&self) -> &str {
        &self.text[self.at + 1..]
    }
    /// The part before the `@`, as typed.
    pub fn local(&self) -> &str {
        &self.text[..self.at]
    }
}

fn check_local(local: &str) -> Result<(), AddressProblem> {
    if local.is_empty() {
        return Err(AddressProblem::NothingBeforeAt);
    }
    for character in local.chars() {
        if character.is_alphabetic() && !character.is_ascii() {
            return Err(AddressProblem::AccentBeforeAt { letter: character });
        }
        if !(character.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(character)) {
            return Err(AddressProblem::OddCharacter { character });
        }
    }
    if local.starts_with('.') || local.ends_with('.') || local.contains("..") {
        return Err(AddressProblem::DotMisplaced);
    }
    Ok(())
}

fn check_domain(domain: &str) -> Result<(), AddressProblem> {
    if domain.is_empty() {
        return Err(AddressProblem::NothingAfterAt);
    }
    if domain.trim_matches(['[', ']']).parse::<IpAddr>().is_ok() {
        return Err(AddressProblem::NumberDomain);
    }
    if domain.chars().any(|c| c.is_alphabetic() && !c.is_ascii()) {
        let ascii = idna::domain_to_ascii(domain).unwrap_or_default();
        let ascii = if check_domain_words(&ascii).is_ok() { ascii } else { String::new() };
        return Err(AddressProblem::AccentInDomain { ascii });
    }
    check_domain_words(domain)
}

fn check_domain_words(domain: &str) -> Result<(), AddressProblem> {
    if let Some(character) = domain.chars().find(|c| !(c.is_ascii_alphanumeric() || "-.".contains(*c))) {
        return Err(AddressProblem::OddCharacter { character });
    }
    if domain.starts_with('.') || domain.contains("..") {
        return Err(AddressProblem::DotMisplaced);
    }
    if domain.ends_with('.') {
        return Err(AddressProblem::TrailingDot);
    }
    if domain.split('.').any(|word| word.starts_with('-') || word.ends_with('-')) {
        return Err(AddressProblem::HyphenMisplaced);
    }
    if domain.split('.').any(|word| word.len() > LABEL_MAX) {
        return Err(AddressProblem::TooLong);
    }
    let (_, ending) = domain.rsplit_once('.').ok_or(AddressProblem::NoEnding)?;
    let spelled = ending.len() >= 2 && ending.bytes().all(|b| b.is_ascii_alphabetic());
    if spelled || ending.starts_with("xn--") { Ok(()) } else { Err(AddressProblem::OddEnding) }
}

fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}

impl FromStr for Address {
    type Err = AddressProblem;
    fn from_str(text: &str) -> Result<Self, AddressProblem> {
        Self::parse(text)
    }
}
impl TryFrom<String> for Address {
    type Error = AddressProblem;
    fn try_from(text: String) -> Result<Self, AddressProblem> {
        Self::parse(&text)
    }
}
impl From<Address> for String {
    fn from(address: Address) -> String {
        address.text.into()
    }
}
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(hidden)")
    }
}

/// Reads a list of addresses as people paste it: separated by commas, semicolons, spaces or lines, also as
/// `Maria Lopez <maria@example.org>` or `"Lopez, Maria" <maria@example.org>`. An address that stands twice counts once.
///
/// What is no address comes back as typed (at most 80 characters of it) with its problem. After [`RECIPIENTS_MAX`]
/// entries one [`AddressProblem::TooMany`] ends the list, so that a huge paste gives no huge answer.
pub fn split_addresses(text: &str) -> Vec<Result<Address, (String, AddressProblem)>> {
    let mut seen = HashSet::new();
    let mut list = Vec::new();
    for candidate in candidates(text) {
        let entry = Address::parse(&candidate).map_err(|problem| (shown(&candidate), problem));
        let key = match &entry {
            Ok(address) => address.as_str().to_owned(),
            Err((typed, _)) => typed.clone(),
        };
        if !seen.insert(key) {
            continue;
        }
        if list.len() == RECIPIENTS_MAX {
            list.push(Err((shown(&candidate), AddressProblem::TooMany)));
            break;
        }
        list.push(entry);
    }
    list
}

fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(SHOWN_MAX).collect()
}

/// The pieces of `text` that should be addresses, names in front of `<...>` left out.
fn candidates(text: &str) -> Vec<String> {
    let pieces = split_outside_quotes(text);
    let mut found = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let next = pieces.get(index + 1).map_or("", String::as_str);
        if is_family_name(piece, next) {
            continue;
        }
        collect_from_piece(piece, &mut found);
    }
    found
}

/// `Lopez` of an unquoted `Lopez, Maria <maria@example.org>`, as some mail programs copy it.
fn is_family_name(piece: &str, next: &str) -> bool {
    let name_follows =
        next.split_once('<').is_some_and(|(name, _)| !name.trim().is_empty() && !name.contains('@'));
    name_follows && !piece.contains(['@', '<'])
}

/// Splits on commas, semicolons and line ends that stand outside double quotes. A quote that is never closed is none.
fn split_outside_quotes(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut quoted = false;
    for (at, character) in text.char_indices() {
        match character {
            '"' => quoted = !quoted && text[at + 1..].contains('"'),
            ',' | ';' | '\n' | '\r' if !quoted => pieces.push(String::new()),
            _ => {
                if let Some(piece) = pieces.last_mut() {
                    piece.push(character);
                }
            }
        }
    }
    pieces.retain(|piece| !piece.trim().is_empty());
    pieces
}

fn collect_from_piece(piece: &str, found: &mut Vec<String>) {
    let mut rest = piece;
    while let Some((before, after)) = rest.split_once('<') {
        found.extend(before.split_whitespace().filter(|word| word.contains('@')).map(bare));
        let (inside, tail) = after.split_once('>').unwrap_or((after, ""));
        found.push(inside.trim().to_owned());
        rest = tail;
    }
    if rest.contains('@') {
        found.extend(join_torn(rest.split_whitespace().map(bare)));
    } else if !rest.trim().is_empty() {
        found.push(rest.trim().to_owned());
    }
}

/// Puts `maria @example.org` together again, so that the problem named is the space and not two halves.
fn join_torn(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for word in words {
        match joined.last_mut() {
            Some(last) if last.ends_with('@') || (word.starts_with('@') && !last.contains('@')) => {
                last.push(' ');
                last.push_str(&word);
            }
            _ => joined.push(word),
        }
    }
    joined
}

/// A word without the brackets and quotes that pasted text leaves around it.
fn bare(word: &str) -> String {
    word.trim_matches(['(', ')', '[', ']', '<', '>', '"', '\'']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn problem(text: &str) -> &'static str {
        Address::parse(text).expect_err(text).code()
    }

    #[test]
    fn ordinary_addresses_pass() {
        for good in [
            "maria@example.org",
            "m.lopez+school@sub.example.co.uk",
            "o'neil@a-b.museum",
            "a@xn--espaa-rta.es",
        ] {
            assert_eq!(Address::parse(good).expect(good).as_str(), good);
        }
        let address = Address::parse(" mailto:Maria@Example.ORG ").expect("forgiven");
        assert_eq!((address.local(), address.domain()), ("Maria", "example.org"));
    }

    #[test]
    fn each_mistake_is_named() {
        for (text, code) in [
            ("", "empty"),
            ("  ", "empty"),
            ("maria.example.org", "no-at"),
            ("maria@@example.org", "two-ats"),
            ("maria@example@org", "two-ats"),
            ("maria @example.org", "space-inside"),
            ("maria@exam ple.org", "space-inside"),
            ("@example.org", "nothing-before-at"),
            ("maria@", "nothing-after-at"),
            ("marcus@milbrook", "no-ending"),
            ("maria@example.c", "odd-ending"),
            ("maria@example.0rg", "odd-ending"),
            ("maria@10.0.0.1", "number-domain"),
            ("maria@[10.0.0.1]", "number-domain"),
            ("maria@example.org.", "trailing-dot"),
            ("maria@example..org", "dot-misplaced"),
            (".maria@example.org", "dot-misplaced"),
            ("maria.@example.org", "dot-misplaced"),
            ("maria@.example.org", "dot-misplaced"),
            ("maria@-example.org", "hyphen-misplaced"),
            ("maria@example.org\r\nBcc: all@example.org", "control-character"),
            ("maria@example.org\0", "control-character"),
            ("josé@example.org", "accent-before-at"),
            ("ana@españa.es", "accent-in-domain"),
            ("maria(home)@example.org", "odd-character"),
            ("\"maria\"@example.org", "odd-character"),
            ("maria@exa_mple.org", "odd-character"),
        ] {
            assert_eq!(problem(text), code, "{text:?}");
        }
        assert_eq!(problem(&format!("{}@example.org", "a".repeat(65))), "too-long");
        assert_eq!(problem(&format!("a@{}.org", "long.".repeat(60).trim_end_matches('.'))), "too-long");
        assert_eq!(problem(&format!("a@{}.org", "l".repeat(64))), "too-long");
    }

    #[test]
    fn a_domain_with_accents_is_told_its_plain_form() {
        let problem = Address::parse("ana@españa.es").expect_err("accent");
        assert_eq!(problem.detail().as_deref(), Some("xn--espaa-rta.es"));
    }

    fn split(text: &str) -> Vec<String> {
        split_addresses(text)
            .into_iter()
            .map(|entry| match entry {
                Ok(address) => address.to_string(),
                Err((typed, problem)) => format!("{typed}: {}", problem.code()),
            })
            .collect()
    }

    #[test]
    fn lists_are_split_the_way_people_write_them() {
        assert_eq!(
            split("a@b.org, c@d.org;e@f.org\ng@h.org i@j.org\r\n"),
            ["a@b.org", "c@d.org", "e@f.org", "g@h.org", "i@j.org"]
        );
        assert_eq!(split("Maria Lopez <maria@b.org>, bo@c.org"), ["maria@b.org", "bo@c.org"]);
        assert_eq!(split("\"Lopez, Maria\" <maria@b.org>; Kim, Bo <bo@c.org>"), ["maria@b.org", "bo@c.org"]);
        assert_eq!(split("<a@b.org> <c@d.org>"), ["a@b.org", "c@d.org"]);
        assert_eq!(split("a@b.org Maria <c@d.org"), ["a@b.org", "c@d.org"]);
        assert_eq!(split("(a@b.org)"), ["a@b.org"]);
        assert!(split(" ,;\n ").is_empty());
    }

    #[test]
    fn one_address_twice_counts_once() {
        assert_eq!(split("a@b.org, a@B.ORG, A <a@b.org>"), ["a@b.org"]);
    }

    #[test]
    fn mistakes_come_back_as_typed() {
        assert_eq!(split("Maria Lopez, bo@c.org"), ["Maria Lopez: no-at", "bo@c.org"]);
        assert_eq!(split("maria @b.org bo@c"), ["maria @b.org: space-inside", "bo@c: no-ending"]);
        assert_eq!(split("\"a@b.org"), ["a@b.org"]);
    }

    #[test]
    fn a_long_list_ends_with_one_problem() {
        let many: Vec<String> = (0..500).map(|n| format!("p{n}@b.org")).collect();
        let list = split_addresses(&many.join(","));
        assert_eq!(list.len(), RECIPIENTS_MAX + 1);
        assert!(matches!(list.last(), Some(Err((_, AddressProblem::TooMany)))));
    }

    #[test]
    fn debug_hides_the_address() {
        assert_eq!(format!("{:?}", Address::parse("a@b.org").expect("good")), "Address(hidden)");
    }

    proptest! {
        #[test]
        fn any_text_is_split_without_panic(text in "\\PC{0,200}|[a-z@.,;<> \"\\n]{0,80}") {
            for address in split_addresses(&text).into_iter().flatten() {
                prop_assert!(address.as_str().parse::<lettre::Address>().is_ok());
                prop_assert_eq!(Address::parse(address.as_str()), Ok(address));
            }
        }
    }
}
