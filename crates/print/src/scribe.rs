//! Makes any text a person can type fit for the page: nothing is lost, nothing is read as markup, nothing runs off.
//!
//! A character that no font has stands as `[U+4E2D]`; so do controls, which have no shape.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde::Serialize;
use typst::text::is_default_ignorable;
use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation;

use crate::fonts::FontSet;

/// Most characters of text without a place to break a line: what fits at the widest. Longer ones may break anywhere.
/// Copied from the PDF they hold the break places, so an address of usual length must stay below.
const UNBROKEN_MAX: usize = 48;
/// The same in the title.
const UNBROKEN_IN_TITLE_MAX: usize = 18;
/// The same for scripts that are broken by dictionary (Thai, Lao, Khmer, Burmese), which Typst does well.
const UNBROKEN_BY_DICTIONARY_MAX: usize = 200;
/// Most characters of one cluster; a chain of joined emoji has no end of its own.
const CLUSTER_MAX: usize = 12;
/// Where a line may break, invisibly.
const ZERO_WIDTH_SPACE: char = '\u{200B}';

/// One line of a person's text, ready to print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Line {
    pub text: String,
    /// The same text, cut where the font changes. Typst's own way to the next font loses a letter when a font has the
    /// accent and not the letter. Empty when the text font has it all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub runs: Vec<Run>,
    /// Whether it reads from right to left.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub rtl: bool,
}

/// A piece of a line in one font.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Run {
    pub text: String,
    /// None for the font of the place: text or heading.
    pub font: Option<String>,
}

/// Writes with one set of fonts, and remembers what the set does not have.
pub(crate) struct Scribe<'a> {
    fonts: &'a FontSet,
    missing: RefCell<BTreeSet<String>>,
}

impl<'a> Scribe<'a> {
    pub(crate) fn new(fonts: &'a FontSet) -> Self {
        Self { fonts, missing: RefCell::default() }
    }

    /// The clusters that were asked for and stand as code points now.
    pub(crate) fn into_missing(self) -> BTreeSet<String> {
        self.missing.into_inner()
    }

    /// A text in one line: breaks become spaces.
    pub(crate) fn line(&self, text: &str) -> Line {
        self.ready(&one_line(text), UNBROKEN_MAX)
    }

    /// A piece of a line: spaces at its ends stay.
    pub(crate) fn piece(&self, text: &str) -> Line {
        self.ready(text, UNBROKEN_MAX)
    }

    /// A text in one line of large letters.
    pub(crate) fn title(&self, text: &str) -> Line {
        self.ready(&one_line(text), UNBROKEN_IN_TITLE_MAX)
    }

    /// A text as its lines. Blank lines stay, one at a time, none at the ends.
    pub(crate) fn lines(&self, text: &str) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        for line in split_lines(text).map(str::trim_end) {
            let blank_before = lines.last().is_none_or(|before| before.text.is_empty());
            if !(line.is_empty() && blank_before) {
                lines.push(self.ready(line, UNBROKEN_MAX));
            }
        }
        if lines.last().is_some_and(|line| line.text.is_empty()) {
            lines.pop();
        }
        lines
    }

    fn ready(&self, text: &str, unbroken_max: usize) -> Line {
        let rtl = first_strong_is_rtl(text);
        let text = breakable(self.legible(text), unbroken_max);
        Line { runs: self.runs(&text), text, rtl }
    }

    fn runs(&self, text: &str) -> Vec<Run> {
        if text.is_ascii() {
            return Vec::new();
        }
        let mut runs: Vec<(usize, String)> = Vec::new();
        for cluster in text.graphemes(true) {
            match runs.last_mut() {
                Some((family, run)) if self.stays(*family, cluster) => run.push_str(cluster),
                _ => runs.push((self.fonts.family_of(cluster).unwrap_or_default(), cluster.to_owned())),
            }
        }
        if runs.iter().all(|&(family, _)| family == 0) {
            return Vec::new();
        }
        let font = |family| (family > 0).then(|| self.fonts.name(family).to_owned());
        runs.into_iter().map(|(family, text)| Run { font: font(family), text }).collect()
    }

    /// What has no shape stays with what stands before it; all else goes to the first font that has it.
    fn stays(&self, family: usize, cluster: &str) -> bool {
        cluster.chars().all(is_default_ignorable) || self.fonts.family_of(cluster) == Some(family)
    }

    fn legible(&self, text: &str) -> String {
        if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        for cluster in text.graphemes(true) {
            if cluster == "\t" {
                out.push_str("    ");
            } else if cluster.chars().any(has_no_shape) || is_stray(cluster) {
                cluster.chars().for_each(|c| self.push_character(&mut out, c));
            } else if self.fonts.family_of(cluster).is_some() {
                out.push_str(cluster);
            } else {
                self.missing.borrow_mut().insert(cluster.to_owned());
                cluster.chars().for_each(|c| self.push_character(&mut out, c));
            }
        }
        out
    }

    fn push_character(&self, out: &mut String, c: char) {
        let plain =
            !has_no_shape(c) && !is_mark(c) && self.fonts.family_of(c.encode_utf8(&mut [0; 4])).is_some();
        if plain {
            out.push(c);
        } else {
            let _ = write!(out, "[U+{:04X}]", u32::from(c));
        }
    }
}

fn one_line(text: &str) -> String {
    split_lines(text).map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Lines, whatever they end with.
fn split_lines(text: &str) -> impl Iterator<Item = &str> {
    let ends = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(at) = text.find(ends) else { return rest.take() };
        let end = if text[at..].starts_with("\r\n") {
            2
        } else {
            text[at..].chars().next().map_or(1, char::len_utf8)
        };
        rest = Some(&text[at + end..]);
        Some(&text[..at])
    })
}

/// Controls, marks that turn the direction of what follows, and code points that are no characters.
fn has_no_shape(c: char) -> bool {
    let point = u32::from(c);
    c.is_control()
        || matches!(c, '\u{FEFF}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFF9}'..='\u{FFFC}' | '\u{FDD0}'..='\u{FDEF}')
        || point & 0xFFFE == 0xFFFE
}

/// Marks that join what stands before them; alone behind a code point they would hang on its bracket.
fn is_mark(c: char) -> bool {
    is_default_ignorable(c) || format!("a{c}").graphemes(true).count() == 1
}

/// A mark without a letter would hang on whatever stands before it, and a mark of a script that reads from right to left
/// on something else (`]` with a Hebrew point) makes Typst lose count of its glyphs.
fn is_stray(cluster: &str) -> bool {
    let mut chars = cluster.chars().filter(|&c| !is_default_ignorable(c));
    let Some(first) = chars.next() else { return false };
    (!first.is_ascii() && is_mark(first)) || (!is_rtl(first) && chars.any(is_rtl))
}

/// Whether the first letter with a direction reads from right to left (UAX #9, rules P2 and P3).
fn first_strong_is_rtl(text: &str) -> bool {
    text.chars().find(|c| c.is_alphabetic()).is_some_and(is_rtl)
}

/// The blocks of the scripts that read from right to left.
fn is_rtl(c: char) -> bool {
    matches!(u32::from(c), 0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC | 0x1_0800..=0x1_0FFF | 0x1_E800..=0x1_EFFF)
}

/// Puts invisible break places into what would run off the line.
fn breakable(text: String, unbroken_max: usize) -> String {
    if text.split_ascii_whitespace().all(|word| word.len() <= unbroken_max) {
        return text;
    }
    let mut out = String::with_capacity(text.len() * 2);
    let mut start = 0;
    for (end, _) in linebreaks(&text) {
        let segment = &text[start..end];
        start = end;
        let limit =
            if segment.chars().any(breaks_by_dictionary) { UNBROKEN_BY_DICTIONARY_MAX } else { unbroken_max };
        if segment.trim_end().chars().count() > limit {
            push_loose(&mut out, segment);
        } else {
            out.push_str(segment);
        }
    }
    out
}

fn push_loose(out: &mut String, segment: &str) {
    for cluster in segment.graphemes(true) {
        out.push(ZERO_WIDTH_SPACE);
        for (index, c) in cluster.chars().enumerate() {
            if index > 0 && index % CLUSTER_MAX == 0 {
                out.push(ZERO_WIDTH_SPACE);
            }
            out.push(c);
        }
    }
}

fn breaks_by_dictionary(c: char) -> bool {
    matches!(u32::from(c), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::Fonts;

    fn line(text: &str) -> Line {
        Scribe::new(Fonts::new(Vec::new()).base()).line(text)
    }

    #[test]
    fn everyday_text_stays_as_it_is() {
        for text in ["Ana Núñez: “¿cómo?” … ¡sí!", "#[*_$`@<>\\ // = - + /", "a  b"] {
            assert_eq!(line(text), Line { text: text.into(), runs: Vec::new(), rtl: false });
        }
    }

    #[test]
    fn what_has_no_shape_or_no_font_stands_as_code_points() {
        assert_eq!(line("a\0b\u{202E}c").text, "a[U+0000]b[U+202E]c");
        assert_eq!(line("中").text, "[U+4E2D]");
        assert_eq!(line("e\u{489}").text, "e[U+0489]");
        let fonts = Fonts::new(Vec::new());
        let set = fonts.reaching(&["ש\u{5b0}".to_owned()].into());
        let text = |text: &str| Scribe::new(&set).line(text).text;
        assert_eq!(text("ש\u{5b0}"), "ש\u{5b0}", "a point on its letter stays");
        assert_eq!(text("]\u{5b0}"), "][U+05B0]");
        assert_eq!(text("\u{7f}\u{5b0}"), "[U+007F][U+05B0]");
    }

    #[test]
    fn each_cluster_gets_one_font_whole() {
        let fonts = Fonts::new(Vec::new());
        let set = fonts.reaching(&["а\u{301}".to_owned(), "中".to_owned()].into());
        let line = Scribe::new(&set).line("Wа\u{301} 中");
        let runs: Vec<_> = line.runs.iter().map(|run| (run.text.as_str(), run.font.as_deref())).collect();
        assert_eq!(
            runs,
            [("W", None), ("а\u{301}", Some("noto sans")), (" ", None), ("中", Some("noto sans sc"))]
        );
    }

    #[test]
    fn long_words_get_places_to_break_and_lose_nothing() {
        let long = "x".repeat(3_000);
        let broken = line(&long).text;
        assert_eq!(broken.replace(ZERO_WIDTH_SPACE, ""), long);
        assert!(broken.split(ZERO_WIDTH_SPACE).all(|piece| piece.chars().count() <= UNBROKEN_MAX));
        let address = format!("https://crosswalk.example.org/w/{}", "W".repeat(43));
        assert_eq!(line(&address).text, address, "an address can be copied");
    }

    #[test]
    fn lines_end_where_people_end_them() {
        let fonts = Fonts::new(Vec::new());
        let lines = Scribe::new(fonts.base()).lines("\n\na\r\nb\rc\u{2028}d\n \n\n\ne\n");
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["a", "b", "c", "d", "", "e"]);
        assert!(Scribe::new(fonts.base()).lines("\n \n").is_empty());
    }

    #[test]
    fn direction_comes_from_the_first_letter() {
        assert!(line("(2026) שלום").rtl);
        assert!(!line("Hello שלום").rtl);
    }
}
