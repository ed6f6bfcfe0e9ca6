//! No bytes make it panic, and what comes out keeps its promises.

use crosswalk_intake::{Intake, read, to_toml};
use proptest::prelude::*;

use crate::show::fixture;
use crate::workbooks::workbook;

const NAMES: [&str; 8] = ["a.txt", "a.md", "a.html", "a.csv", "a.tsv", "a.xlsx", "a", ""];
const FIXTURES: [&str; 12] = [
    "web-page.txt",
    "pdf.txt",
    "word.txt",
    "statements.txt",
    "numbered.txt",
    "docs.md",
    "headings.md",
    "category.md",
    "page.html",
    "likert.html",
    "grouped.csv",
    "windows.csv",
];

fn check(intake: &Intake) {
    assert!(!intake.stages.is_empty());
    for stage in &intake.stages {
        assert!(!stage.questions.is_empty());
        for question in &stage.questions {
            assert!(!question.text.trim().is_empty(), "{stage:?}");
        }
    }
    assert!(intake.skipped.iter().all(|skipped| skipped.line > 0 && !skipped.why.is_empty()));
    assert!(intake.skipped.is_sorted_by_key(|skipped| skipped.line));
    if let Ok(content) = to_toml(intake, "any", "en", "2026.1")
        && let Err(errors) = crosswalk_checklist::Checklist::parse("any.toml", &content)
    {
        panic!("{errors:?}\n{content}");
    }
}

fn try_all(bytes: &[u8]) {
    for name in NAMES {
        if let Ok(intake) = read(name, bytes) {
            check(&intake);
        }
    }
}

/// Pieces that mean something to one of the readers.
const PIECES: &[&str] = &[
    "Stage 1: ",
    "Do we agree?",
    "We have a goal",
    "- ",
    "☐ ",
    "\n",
    "\n\n",
    "\t",
    ",",
    ";",
    "|",
    "|---|---|\n",
    "**",
    "# ",
    "<li>",
    "<table><tr><td>",
    "</td>",
    "</table>",
    "<input type=checkbox>",
    "<th colspan=9 rowspan=9>",
    "[",
    "]",
    "(",
    ")",
    "Notes:",
    "1. ",
    "1.2 ",
    "\\-",
    "____",
    "Yes No",
    "cross- ",
    "-\n",
    "¿",
    "?",
    "\u{c}",
    "\"",
    "GOAL: ",
    "I. ",
    "\u{ad}",
    "ß",
    "İ",
    "e.g. ",
    "<!--",
    "<script>",
    "```\n",
    "    ",
    "\r",
    "Page 3",
    "Question",
    "stage,question\n",
    "&amp;",
    "\u{301}",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![4 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => ".{0,6}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        try_all(&bytes);
    }

    #[test]
    fn any_pieces(pieces in prop::collection::vec(piece(), 0..60)) {
        try_all(pieces.concat().as_bytes());
    }

    #[test]
    fn a_fixture_with_pieces_cut_out_and_put_in(
        fixture_at in 0..FIXTURES.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0..60_usize, prop::collection::vec(any::<u8>(), 0..4)), 1..8),
    ) {
        let mut bytes = fixture(FIXTURES[fixture_at]);
        for (at, length, put) in changes {
            let start = at.index(bytes.len().max(1)).min(bytes.len());
            let end = (start + length).min(bytes.len());
            bytes.splice(start..end, put);
        }
        for name in [FIXTURES[fixture_at], "a.txt", "a.md"] {
            if let Ok(intake) = read(name, &bytes) {
                check(&intake);
            }
        }
    }

    #[test]
    fn a_workbook_with_bytes_changed(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut bytes = workbook(&[("Plan", &[&["Topic", "Question"], &["Goal", "Do we have a goal?"]])]);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(intake) = read("a.xlsx", &bytes) {
            check(&intake);
        }
    }
}

/// Files made to be slow, a tenth of the largest: without optimisation each takes about a second.
#[test]
fn large_files_are_read_in_a_moment() {
    let most = |piece: &str| piece.repeat(crosswalk_intake::BYTES_MAX / 10 / piece.len());
    let lines =
        |piece: &str| piece.repeat(crosswalk_intake::LINES_MAX / 10 / piece.matches('\n').count().max(1));
    let files = [
        ("a.html", most("<div><b>")),
        ("a.html", most("<table><tr><td>")),
        ("a.html", most("<li>a?")),
        ("a.html", most("<input type=checkbox>")),
        ("a.html", most("<td colspan=99 rowspan=99>a")),
        ("a.md", most("**a* ")),
        ("a.md", most("[")),
        ("a.md", lines("> - a\n")),
        ("a.md", lines("# A\n\nb\n")),
        ("a.txt", most("☐ a? ")),
        ("a.txt", most("- a")),
        ("a.txt", most("[ ] ")),
        ("a.txt", most("yes no ")),
        ("a.txt", lines("Stage 1: A\n- We a b c\n")),
        ("a.txt", lines("- Do we have a goal\n")),
        ("a.txt", lines("Goal\nDo we?\n")),
        ("a.txt", lines("A Title Here\n\n")),
        ("a.txt", lines("a\tb\n")),
        ("a.txt", lines("(((((((((((((((((((((\n")),
        ("a.csv", lines("a,b?,c\n")),
        ("a.csv", most("\"")),
        ("a.csv", most(",")),
    ];
    for (name, text) in files {
        let start = std::time::Instant::now();
        let _ = read(name, text.as_bytes());
        let took = start.elapsed();
        let piece: String = text.chars().take(24).collect();
        // On a busy machine.
        assert!(took.as_secs() < 15, "{name} of {piece:?} took {took:?}");
    }
}
