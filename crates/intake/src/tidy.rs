//! Small repairs of a text: blanks, ligatures, and words that a line break cut in two.

use std::collections::BTreeSet;

/// One space between words, none at the ends; ligatures of PDFs as letters; what has no width is gone.
pub(crate) fn spaces(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'
            | '\u{feff}'
            | '\u{fe0f}' => {}
            'ﬁ' => tidy.push_str("fi"),
            'ﬂ' => tidy.push_str("fl"),
            'ﬀ' => tidy.push_str("ff"),
            'ﬃ' => tidy.push_str("ffi"),
            'ﬄ' => tidy.push_str("ffl"),
            c if c.is_whitespace() || c.is_control() => {
                if !tidy.is_empty() && !tidy.ends_with(' ') {
                    tidy.push(' ');
                }
            }
            c => tidy.push(c),
        }
    }
    tidy.truncate(tidy.trim_end().len());
    tidy
}

/// The words of a document, small, to tell "cross-sector" from "informa-tion".
#[derive(Default)]
pub(crate) struct Vocabulary(BTreeSet<String>);

/// First halves of words that are written with a hyphen.
const FIRST_HALVES: [&str; 43] = [
    "cross",
    "self",
    "well",
    "non",
    "co",
    "multi",
    "long",
    "short",
    "high",
    "low",
    "data",
    "decision",
    "community",
    "evidence",
    "school",
    "parent",
    "place",
    "trauma",
    "two",
    "three",
    "one",
    "full",
    "part",
    "post",
    "pre",
    "mid",
    "inter",
    "intra",
    "anti",
    "socio",
    "on",
    "follow",
    "check",
    "buy",
    "real",
    "third",
    "early",
    "out",
    "in",
    "results",
    "problem",
    "family",
    "youth",
];

impl Vocabulary {
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut words = BTreeSet::new();
        for text in texts {
            for word in text.split(|c: char| !c.is_alphanumeric() && c != '-') {
                if word.len() > 3 && !word.ends_with('-') {
                    words.insert(word.to_lowercase());
                }
            }
        }
        Self(words)
    }

    /// Whether the two halves belong together with the hyphen. Without a trace of either, `unknown` decides.
    fn keeps_hyphen(&self, first: &str, second: &str, unknown: bool) -> bool {
        let (first, second) = (first.to_lowercase(), second.to_lowercase());
        if self.0.contains(&format!("{first}-{second}")) {
            true
        } else if self.0.contains(&format!("{first}{second}")) {
            false
        } else {
            unknown || FIRST_HALVES.contains(&first.as_str())
        }
    }

    /// `first` ends with a hyphen at the end of a line, `second` is the next line: the two without the break.
    pub fn join(&self, first: &str, second: &str) -> String {
        let half = first.trim_end_matches(['-', '‐', '\u{ad}']);
        let before = last_word(half);
        let after = first_word(second);
        // "short-" and "and long-term" are two words.
        if suspended(after) {
            return format!("{first} {second}");
        }
        let soft = first.ends_with('\u{ad}');
        if !soft && self.keeps_hyphen(before, after, after.starts_with(char::is_uppercase)) {
            format!("{half}-{second}")
        } else {
            format!("{half}{second}")
        }
    }

    /// Mends "cross- sector": a word that a line break cut before the text was copied.
    pub fn mend(&self, text: &str) -> String {
        let mut mended = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find("- ") {
            let (before, after) = (&rest[..at], &rest[at + 2..]);
            let (first, second) = (last_word(before), first_word(after));
            let cut = first.chars().count() > 1
                && before.ends_with(char::is_alphabetic)
                && after.starts_with(char::is_alphabetic)
                && !suspended(second);
            mended.push_str(before);
            if !cut {
                mended.push_str("- ");
            } else if self.keeps_hyphen(first, second, true) {
                mended.push('-');
            }
            rest = after;
        }
        mended.push_str(rest);
        mended
    }
}

fn suspended(word: &str) -> bool {
    ["and", "or", "to", "nor", "y", "o", "u", "e", "ni", "a", "than", "versus", "vs", "but"].contains(&word)
}

fn last_word(text: &str) -> &str {
    let start =
        text.char_indices().rev().find(|(_, c)| !c.is_alphanumeric()).map_or(0, |(at, c)| at + c.len_utf8());
    &text[start..]
}

fn first_word(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cut_by_a_line_break_are_mended() {
        let words = Vocabulary::of(["cross-sector work", "information for partners"].into_iter());
        assert_eq!(words.mend("cross- sector and Cross- Sector"), "cross-sector and Cross-Sector");
        assert_eq!(words.mend("informa- tion, co- develop"), "information, co-develop");
        assert_eq!(words.mend("short- and long-term - then a- b"), "short- and long-term - then a- b");
        assert_eq!(words.join("for informa-", "tion we"), "for information we");
        assert_eq!(words.join("in cross-", "sector work"), "in cross-sector work");
        assert_eq!(words.join("the devel-", "opment of"), "the development of");
        assert_eq!(words.join("short-", "and long-term"), "short- and long-term");
    }

    #[test]
    fn spaces_are_single_and_ligatures_letters() {
        assert_eq!(spaces("\u{a0} \u{feff}Deﬁne\t the  ﬂow\u{200b} "), "Define the flow");
    }
}
