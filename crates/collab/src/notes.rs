//! Turns one text into another by few changes, so that what others type at the same time keeps its place.

use std::borrow::Cow;

use similar::{Algorithm, capture_diff_slices};

use crate::wire::utf16_len;

/// Deletes `delete` UTF-16 units at `at` and puts `insert` there. Positions are those of the old text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Splice<'a> {
    pub at: u32,
    pub delete: u32,
    pub insert: Cow<'a, str>,
}

/// Most pairs of lines that are compared one by one; beyond, the part that differs is replaced as a whole.
const PAIRS_MAX: usize = 4_000_000;

/// The changes that make `old` into `new`, from the end of the text to its start.
fn splices<'a>(old: &str, new: &'a str) -> Vec<Splice<'a>> {
    let old_lines: Vec<&str> = old.split_inclusive('\n').collect();
    let new_lines: Vec<&str> = new.split_inclusive('\n').collect();
    let mut splices = if old_lines.len().saturating_mul(new_lines.len()) > PAIRS_MAX {
        vec![trim(old, new, 0)]
    } else {
        by_lines(&old_lines, &new_lines, old, new)
    };
    splices.retain(|splice| splice.delete > 0 || !splice.insert.is_empty());
    splices.reverse();
    splices
}

/// The changes to `present` after which it holds both what made it out of `base` and what made `new` out of `base`: what
/// either wrote stands, what either deleted is gone, as if both had been typed live. From the end of the text to its
/// start.
///
/// `base` "Ask Thuy.", `new` "Ask Thuy and Marcus.", `present` "Please ask Thuy." make "Please ask Thuy and Marcus."
pub(crate) fn rebased<'a>(base: &str, new: &'a str, present: &str) -> Vec<Splice<'a>> {
    if base == present {
        return splices(base, new);
    }
    let mut theirs = splices(base, present);
    theirs.reverse();
    // What of `base` is still there: from, to, and where it begins in `present`.
    let mut kept = Vec::with_capacity(theirs.len() + 1);
    let (mut from, mut moved) = (0, 0);
    for splice in &theirs {
        kept.push((from, splice.at, moved));
        moved += splice.at - from + utf16_len(&splice.insert);
        from = splice.at + splice.delete;
    }
    kept.push((from, utf16_len(base), moved));
    let starts_line = |at: u32| at == 0 || base.encode_utf16().nth(at as usize - 1) == Some(u16::from(b'\n'));
    let mut found = Vec::new();
    for ours in splices(base, new) {
        let end = ours.at + ours.delete;
        if let Some((nth, (from, to, moved))) = kept.iter().enumerate().rfind(|(_, (from, ..))| *from <= end)
            && !ours.insert.is_empty()
        {
            // Two who began the same line wrote a paragraph each.
            let before = nth.checked_sub(1).and_then(|before| theirs.get(before)).filter(|_| end == *from);
            let glued = before.is_some_and(|theirs| {
                starts_line(ours.at) && !theirs.insert.is_empty() && !theirs.insert.ends_with('\n')
            });
            let insert = if glued { format!("\n\n{}", ours.insert).into() } else { ours.insert };
            found.push(Splice { at: moved + end.min(*to) - from, delete: 0, insert });
        }
        for (from, to, moved) in kept.iter().rev() {
            let (first, last) = (ours.at.max(*from), end.min(*to));
            if first < last {
                let at = moved + first - from;
                found.push(Splice { at, delete: last - first, insert: Cow::default() });
            }
        }
    }
    found
}

/// Counts lines by itself: after the library has moved its operations together, the places that they name can be wrong.
fn by_lines<'a>(old_lines: &[&str], new_lines: &[&str], old: &str, new: &'a str) -> Vec<Splice<'a>> {
    let (old_ends, new_ends) = (ends(old_lines), ends(new_lines));
    let mut splices = Vec::new();
    let (mut old_line, mut new_line, mut units) = (0, 0, 0);
    for op in capture_diff_slices(Algorithm::Myers, old_lines, new_lines) {
        let (old_to, new_to) = (old_line + op.old_range().len(), new_line + op.new_range().len());
        let (Some(gone), Some(come)) =
            (part(old, &old_ends, old_line, old_to), part(new, &new_ends, new_line, new_to))
        else {
            return vec![trim(old, new, 0)];
        };
        if gone != come {
            splices.push(trim(gone, come, units));
        }
        units += utf16_len(gone);
        (old_line, new_line) = (old_to, new_to);
    }
    if (old_line, new_line) == (old_lines.len(), new_lines.len()) { splices } else { vec![trim(old, new, 0)] }
}

/// The lines from one to another, given where they end.
fn part<'t>(text: &'t str, ends: &[usize], from: usize, to: usize) -> Option<&'t str> {
    ends.get(from).zip(ends.get(to)).and_then(|(from, to)| text.get(*from..*to))
}

/// Where each line ends, in bytes, with a zero in front.
fn ends(lines: &[&str]) -> Vec<usize> {
    std::iter::once(0)
        .chain(lines.iter().scan(0, |end, line| {
            *end += line.len();
            Some(*end)
        }))
        .collect()
}

/// Leaves out what both texts begin and end with.
fn trim<'a>(old: &str, new: &'a str, at: u32) -> Splice<'a> {
    let start: usize =
        old.chars().zip(new.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let (middle, insert) = (&old[start..], &new[start..]);
    let end: usize = middle
        .chars()
        .rev()
        .zip(insert.chars().rev())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum();
    Splice {
        at: at + utf16_len(&old[..start]),
        delete: utf16_len(&middle[..middle.len() - end]),
        insert: insert[..insert.len() - end].into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apply(old: &str, new: &str) -> String {
        made(old, splices(old, new))
    }

    fn made(old: &str, splices: Vec<Splice<'_>>) -> String {
        let mut units: Vec<u16> = old.encode_utf16().collect();
        for splice in splices {
            let at = splice.at as usize;
            units.splice(at..at + splice.delete as usize, splice.insert.encode_utf16());
        }
        String::from_utf16(&units).expect("no character is cut in two")
    }

    #[test]
    fn splices_make_the_new_text() {
        let texts =
            ["", "a", "one\ntwo\nthree\n", "one\n2\nthree\nfour", "😀x\n😀y", "😀y\n\n😁x\n", "three\none\n"];
        for old in texts {
            for new in texts {
                assert_eq!(apply(old, new), new, "{old:?}");
            }
        }
    }

    /// Texts of many equal lines are where operations get moved together.
    #[test]
    fn splices_of_repeated_lines_make_the_new_text() {
        let lines = ["a\n", "b\n", "From the form.\n", "\n", "😀"];
        let mut state = 7_u64;
        let mut roll = |sides: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap_or_default() % sides
        };
        for _ in 0..20_000 {
            let mut text =
                |most: usize| (0..roll(most)).map(|_| lines[roll(lines.len())]).collect::<String>();
            let (old, new) = (text(14), text(14));
            assert_eq!(apply(&old, &new), new, "{old:?}");
        }
    }

    #[test]
    fn a_small_change_is_a_small_splice() {
        let found =
            splices("We know the numbers.\nAsk the school.\n", "We know our numbers.\nAsk the school.\n");
        assert_eq!(found, [Splice { at: 8, delete: 3, insert: "our".into() }]);
    }

    fn merged(base: &str, new: &str, present: &str) -> String {
        made(present, rebased(base, new, present))
    }

    #[test]
    fn what_both_changed_stands() {
        for (base, new, present, both) in [
            ("a b", "a b c", "a b", "a b c"),
            ("one two", "one two three", "zero one two", "zero one two three"),
            ("x", "mine", "theirs", "theirs\n\nmine"),
            ("", "Thuy was here", "Marcus was here", "Marcus was here\n\nThuy was here"),
            (
                "Call the clinic.\nAsk Thuy.",
                "Call the clinic on Monday.\nAsk Thuy.",
                "Call the clinic.\nAsk Thuy and Marcus.",
                "Call the clinic on Monday.\nAsk Thuy and Marcus.",
            ),
            (
                "Call the clinic.",
                "Call the big clinic today.",
                "Call the new clinic.",
                "Call the new big clinic today.",
            ),
            ("A 😀 B\n", "A 😀 B\nC\n", "", "C\n"),
            ("aab", "ab", "aabc", "abc"),
        ] {
            assert_eq!(merged(base, new, present), both, "{base:?} {new:?} {present:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_that_anybody_wrote_is_lost(
            base in "[a-c\n]{0,24}",
            mine in proptest::collection::vec((0_usize..24, 0_usize..4, "[A-E\n😀]{0,4}"), 1..4),
            theirs in proptest::collection::vec((0_usize..24, 0_usize..4, "[0-4\n]{0,4}"), 1..4),
        ) {
            let change = |edits: &[(usize, usize, String)]| {
                edits.iter().fold(base.clone(), |text, (at, delete, insert)| {
                    let chars: Vec<char> = text.chars().collect();
                    let at = (*at).min(chars.len());
                    let rest = chars[at..].iter().skip(*delete);
                    chars[..at].iter().copied().chain(insert.chars()).chain(rest.copied()).collect()
                })
            };
            let (new, present) = (change(&mine), change(&theirs));
            let both = merged(&base, &new, &present);
            let letters = |text: &str, of: &dyn Fn(char) -> bool| text.chars().filter(|c| of(*c)).collect::<String>();
            let (written, numbered) = (|c: char| "ABCDE😀".contains(c), |c: char| c.is_ascii_digit());
            proptest::prop_assert_eq!(letters(&both, &written), letters(&new, &written));
            proptest::prop_assert_eq!(letters(&both, &numbered), letters(&present, &numbered));
            proptest::prop_assert_eq!(merged(&base, &new, &base), new.clone());
            proptest::prop_assert_eq!(merged(&base, &base, &present), present.clone());
        }
    }
}
