//! Turns one text into another by few changes, so that what others type at the same time keeps its place.

use similar::{Algorithm, DiffOp, capture_diff_slices};

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

fn by_lines<'a>(old_lines: &[&str], new_lines: &[&str], old: &'a str, new: &'a str) -> Vec<Splice<'a>> {
    let (old_ends, new_ends) = (ends(old_lines), ends(new_lines));
    let mut splices = Vec::new();
    let (mut units, mut counted) = (0, 0);
    for op in capture_diff_slices(Algorithm::Myers, old_lines, new_lines) {
        let (old_range, new_range) = (op.old_range(), op.new_range());
        let (from, to) = (old_ends[old_range.start], old_ends[old_range.end]);
        units += utf16_len(&old[counted..from]);
        counted = from;
        if !matches!(op, DiffOp::Equal { .. }) {
            splices.push(trim(
                &old[from..to],
                &new[new_ends[new_range.start]..new_ends[new_range.end]],
                units,
            ));
        }
    }
    splices
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

    #[test]
    fn a_small_change_is_a_small_splice() {
        let found =
            splices("We know the numbers.\nAsk the school.\n", "We know our numbers.\nAsk the school.\n");
        assert_eq!(found, [Splice { at: 8, delete: 3, insert: "our" }]);
    }
}
