//! Turns one text into another by few changes, so that what others type at the same time keeps its place.

use similar::{Algorithm, capture_diff_slices};

use crate::wire::utf16_len;

/// Deletes `delete` UTF-16 units at `at` and puts `insert` there. Positions are those of the old text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Splice<'a> {
    pub at: u32,
    pub delete: u32,
    pub insert: &'a str,
}

/// Most pairs of lines that are compared one by one; beyond, the part that differs is replaced as a whole.
const PAIRS_MAX: usize = 4_000_000;

/// The changes that make `old` into `new`, from the end of the text to its start.
pub(crate) fn splices<'a>(old: &'a str, new: &'a str) -> Vec<Splice<'a>> {
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

/// Counts lines by itself: after the library has moved its operations together, the places that they name can be wrong.
fn by_lines<'a>(old_lines: &[&str], new_lines: &[&str], old: &'a str, new: &'a str) -> Vec<Splice<'a>> {
    let (old_ends, new_ends) = (ends(old_lines), ends(new_lines));
    let mut splices = Vec::new();
    let (mut old_line, mut new_line, mut units) = (0, 0, 0);
    for op in capture_diff_slices(Algorithm::Myers, old_lines, new_lines) {
        let (old_to, new_to) = (old_line + op.old_range().len(), new_line + op.new_range().len());
        let part = |text: &'a str, ends: &[usize], from: usize, to: usize| {
            ends.get(from).zip(ends.get(to)).and_then(|(from, to)| text.get(*from..*to))
        };
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
fn trim<'a>(old: &'a str, new: &'a str, at: u32) -> Splice<'a> {
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
        insert: &insert[..insert.len() - end],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apply(old: &str, new: &str) -> String {
        let mut units: Vec<u16> = old.encode_utf16().collect();
        for splice in splices(old, new) {
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
        assert_eq!(found, [Splice { at: 8, delete: 3, insert: "our" }]);
    }
}
