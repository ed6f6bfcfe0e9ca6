//! The PDF of a workbook, looked at from outside: by poppler and by a PDF/UA checker.

mod samples;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use crosswalk_checklist::{Answer, Workbook};
use crosswalk_names::Language;
use crosswalk_print::{Paper, Printer, WorkbookPrint};
use proptest::prelude::*;
use samples::{measured, odd, print, reading, typical};

/// The program's own fonts only, so that the tests say the same on every machine.
static PRINTER: LazyLock<Printer> = LazyLock::new(|| Printer::with_font_dirs(Vec::new()));

/// A PDF in a file of its own, removed at the end.
struct Printed(PathBuf);

impl Printed {
    fn new(name: &str, print: &WorkbookPrint<'_>) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}.pdf", std::process::id()));
        std::fs::write(&path, PRINTER.workbook(print).expect("a PDF")).expect("a file");
        Self(path)
    }

    fn size(&self) -> u64 {
        std::fs::metadata(&self.0).expect("a file").len()
    }

    /// What poppler's `tool` says.
    fn read(&self, tool: &str, options: &[&str], to_stdout: bool) -> String {
        let output = Command::new(tool)
            .args(options)
            .arg(&self.0)
            .args(to_stdout.then_some("-"))
            .output()
            .unwrap_or_else(|error| panic!("{tool}: {error}; install poppler-utils"));
        assert!(output.status.success(), "{tool}: {}", String::from_utf8_lossy(&output.stderr));
        // Poppler cuts some characters of the title in its page of boxes.
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// The text, spaces made one.
    fn text(&self) -> String {
        self.read("pdftotext", &[], true).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The text without any spaces or break places.
    fn letters(&self) -> String {
        self.text().chars().filter(|&c| c != ' ' && c != '\u{200B}').collect()
    }

    fn info(&self, field: &str) -> String {
        let info = self.read("pdfinfo", &[], false);
        let value = info.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(':'));
        value.unwrap_or_else(|| panic!("{field} in {info}")).trim().to_owned()
    }
}

impl Drop for Printed {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn assert_in_order(text: &str, parts: &[&str]) {
    let mut rest = text;
    for part in parts {
        let at = rest.find(part).unwrap_or_else(|| panic!("{part:?} should come next in {rest:?}"));
        rest = &rest[at + part.len()..];
    }
}

#[test]
fn a_filled_workbook_says_what_people_wrote_in_order() {
    let (workbook, reading) = (typical(), reading(Language::En));
    let printed = Printed::new("filled", &print(&workbook, Some(&reading), Language::En));
    assert_in_order(
        &printed.text(),
        &[
            "Milbrook readiness, winter 2026",
            "Milbrook, Eastgate and the river blocks",
            "Printed Dec 14, 2026 · 13 of 25 answered · 2 questions of your own, 1 answered",
            "https://crosswalk.example.org/w/3kX9vR2mQ8sLwT5yBn7cZd4fGh6jKpA1eUoMiNaVxYs",
            "Work on stage 2 next",
            "Power and agency: have we talked openly",
            "Advance equity: thin.",
            "12 questions have no answer yet.",
            "Page 1 of 7",
            "Assess Existing Conditions",
            "Target populations",
            "Owner: Dana Whitfield",
            "Are these the same children?",
            "Dana Whitfield, Milbrook Housing Authority, Nov 4, 2026",
            "About half of them.",
            "Thank you. Let us look at it on Tuesday.",
            "No name given, Nov 4, 2026",
            "Community voice",
            "Your question",
            "Have we asked families who already moved away why they left?",
            "Added by Rosa Medina",
            "Notes on stage 1",
            "Need the 2025 moves data",
            "Sustain Partnerships for Systems Change",
            "Not answered",
        ],
    );
    assert!(printed.text().contains("✔ Yes"), "the chosen answer has its own mark");
}

#[test]
fn the_pdf_has_title_paper_and_size() {
    let (workbook, reading) = (measured(), reading(Language::En));
    let letter = Printed::new("letter", &print(&workbook, Some(&reading), Language::En));
    assert_eq!(letter.info("Title"), "Milbrook readiness, winter 2026");
    assert_eq!(letter.info("Tagged"), "yes");
    assert_eq!(letter.info("Pages"), "6");
    assert_eq!(letter.info("Page size"), "612 x 792 pts (letter)");
    assert!(letter.size() <= 60_000, "{} bytes", letter.size());

    let a4 = WorkbookPrint { paper: Paper::A4, ..print(&workbook, None, Language::Es) };
    let a4 = Printed::new("a4", &a4);
    assert!(a4.info("Page size").ends_with("(A4)"));
    assert!(a4.text().contains("con respuesta"));
}

#[test]
fn spanish_prints_in_spanish() {
    let (workbook, reading) = (typical(), reading(Language::Es));
    let text = Printed::new("es", &print(&workbook, Some(&reading), Language::Es)).text();
    assert_in_order(
        &text,
        &["Fecha de impresión: 14 dic 2026", "Las cinco etapas", "Etapa 1: Evaluar la situación actual"],
    );
    assert_in_order(&text, &["Respuesta de Rosa Medina, 11 dic 2026", "Su pregunta", "Notas de la etapa 1"]);
}

#[test]
fn a_blank_form_holds_the_questions_and_no_answers() {
    let (workbook, reading) = (typical(), reading(Language::En));
    let blank = WorkbookPrint { blank: true, ..print(&workbook, Some(&reading), Language::En) };
    let text = Printed::new("blank", &blank).text();
    assert_in_order(
        &text,
        &["Fill one circle", "Filled in by", "Goal setting", "◯ Not yet", "Owner", "Your question"],
    );
    for people in ["Rosa", "Thuy", "About half", "Need the 2025", "answered", "Work on stage 2"] {
        assert!(!text.contains(people), "{people}");
    }

    let empty = Workbook::default();
    let form = Printed::new("form", &WorkbookPrint { workbook: &empty, link: None, ..blank });
    assert_eq!(form.info("Pages"), "6");
    assert_in_order(&form.text(), &["Partnership", "Community", "Date", "Filled in by"]);
}

#[test]
fn a_copy_of_ones_own_has_a_fifth_circle_and_others_only_where_it_was_chosen() {
    let mut workbook = typical();
    let own = WorkbookPrint { individual: true, blank: true, ..print(&workbook, None, Language::En) };
    let form = Printed::new("own-form", &own);
    assert_eq!(form.text().matches("◯ I don’t know").count(), 26 + workbook.questions.len());
    assert!(!form.text().contains("Leave open"));
    let four = Printed::new("other-form", &WorkbookPrint { individual: false, ..own });
    assert_eq!(form.info("Pages"), four.info("Pages"), "the fifth circle stands in the same row");
    let spanish =
        WorkbookPrint { paper: Paper::A4, individual: true, ..print(&workbook, None, Language::Es) };
    assert!(Printed::new("own-es", &spanish).text().contains("No sé"));
    let before = Printed::new("four", &print(&workbook, None, Language::En));
    assert!(!before.text().contains("I don’t know"));

    let key = workbook.answers.keys().next().expect("an answer").clone();
    workbook.answers.get_mut(&key).expect("an answer").value = Answer::DontKnow;
    let one = Printed::new("one", &print(&workbook, None, Language::En));
    assert_eq!(one.text().matches("❓ I don’t know").count(), 1);
    assert_eq!(one.text().matches("I don’t know").count(), 2, "in the key too");
}

#[test]
fn headings_go_down_one_step_at_a_time() {
    let (workbook, reading) = (typical(), reading(Language::En));
    let structure = Printed::new("structure", &print(&workbook, Some(&reading), Language::En)).read(
        "pdfinfo",
        &["-struct"],
        false,
    );
    let levels: Vec<u32> = structure
        .lines()
        .filter_map(|line| line.trim().strip_prefix('H')?.chars().next()?.to_digit(10))
        .collect();
    assert_eq!(levels.iter().filter(|&&level| level == 1).count(), 1);
    assert_eq!(levels.first(), Some(&1));
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    assert!(levels.len() > 26 + 5);
}

#[test]
fn any_text_comes_out_whole_or_as_code_points() {
    let workbook = odd();
    let letters = Printed::new("odd", &print(&workbook, None, Language::En)).letters();
    for part in [
        "#setpage(width:1pt)#panic()*bold*_it_$x^2$`raw`@ref<label>[x]\\//no/*no*/=no-no+no/t:u",
        "#import\"/etc/passwd\":*#read(\"/etc/passwd\")",
        "合作伙伴每周二在学校见面",
        "[U+D55C][U+AD6D][U+C5B4]",
        "ChúngtahọpvàothứBaởtrường.Русский:встречавовторник.Ελληνικά:Τρίτη.",
        "NUL[U+0000]BEL[U+0007]ESC[U+001B][31mDEL[U+007F]C1[U+009C]",
        "[U+202E]abc[U+202C][U+2066]iso[U+2069]",
        "[U+FFFC][U+FFFE][U+E000][U+10FFFF][U+F0000]",
        "<b>html</b>&amp;%PDF-1.7endobj",
        "Emoji:😀",
        "المدرسة",
    ] {
        assert!(letters.contains(part), "{part}");
    }
    assert!(letters.matches('x').count() >= 3_000, "a long word is whole");
    assert!(letters.matches('字').count() >= 300);
}

#[test]
fn nothing_runs_off_the_page() {
    let workbook = odd();
    let boxes =
        Printed::new("boxes", &print(&workbook, None, Language::En)).read("pdftotext", &["-bbox"], true);
    let edge = |line: &str, name: &str| -> Option<f64> {
        line.split_once(&format!("{name}=\""))?.1.split('"').next()?.parse().ok()
    };
    let words: Vec<&str> = boxes.lines().filter(|line| line.contains("<word")).collect();
    assert!(words.len() > 1_000);
    for word in words {
        let (left, right) = (edge(word, "xMin").expect("a number"), edge(word, "xMax").expect("a number"));
        assert!(left >= 50.0 && right <= 612.0 - 50.0, "{word}");
    }
}

#[test]
fn every_sample_conforms_to_pdf_ua() {
    let (measured, typical, odd) = (measured(), typical(), odd());
    let (english, spanish) = (reading(Language::En), reading(Language::Es));
    let filled = print(&measured, Some(&english), Language::En);
    let printed = [
        Printed::new("ua-filled", &filled),
        Printed::new("ua-typical", &print(&typical, Some(&spanish), Language::Es)),
        Printed::new("ua-blank", &WorkbookPrint { blank: true, ..print(&typical, None, Language::Es) }),
        Printed::new("ua-odd", &print(&odd, Some(&english), Language::En)),
    ];
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/check-pdf-ua");
    let output = Command::new("python3").arg(script).args(printed.iter().map(|printed| &printed.0)).output();
    let output = match output {
        Ok(output) if output.status.code() != Some(3) => output,
        _ => return eprintln!("skipped: run scripts/check-pdf-ua --install first"),
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn the_same_print_gives_the_same_bytes() {
    let (workbook, reading) = (typical(), reading(Language::En));
    let print = print(&workbook, Some(&reading), Language::En);
    let first = PRINTER.workbook(&print).expect("a PDF");
    assert!(first == PRINTER.workbook(&print).expect("a PDF"));
    assert!(first == Printer::with_font_dirs(Vec::new()).workbook(&print).expect("a PDF"));
}

#[test]
fn points_of_one_script_on_another_are_printed() {
    let mut workbook = typical();
    for text in
        ["]\u{5b0}", "\u{7f}\u{5b0}", "a\u{64e}b", "1\u{5b7}2 ש\u{5b0}", "\u{64f}", " \u{5b0}x", "(\u{fb1e})"]
    {
        workbook.title.text = text.to_owned();
        workbook.comments[0].text = text.to_owned();
        PRINTER
            .workbook(&print(&workbook, None, Language::En))
            .unwrap_or_else(|error| panic!("{text:?}: {error}"));
    }
}

#[test]
fn replies_in_a_ring_and_to_removed_comments_are_printed() {
    let mut workbook = typical();
    let question = workbook.comments[0].question.clone();
    workbook.comments = vec![
        samples::comment(1, Some(2), &question, "A", "Ring one"),
        samples::comment(2, Some(1), &question, "B", "Ring two"),
        samples::comment(3, Some(9), &question, "C", "Its parent is gone"),
    ];
    let text = Printed::new("ring", &print(&workbook, None, Language::En)).text();
    for part in ["Ring one", "Ring two", "Its parent is gone"] {
        assert!(text.contains(part), "{part}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_an_error(texts in prop::collection::vec(prop::collection::vec(odd_character(), 0..120), 4)) {
        let mut texts = texts.into_iter().map(|characters| characters.into_iter().collect::<String>());
        let mut workbook = typical();
        for signed in [&mut workbook.title, &mut workbook.community] {
            signed.text = texts.next().unwrap_or_default();
        }
        workbook.comments[0].text = texts.next().unwrap_or_default();
        workbook.notes.insert("engage".parse().expect("a key"), texts.next().unwrap_or_default());
        if let Err(error) = PRINTER.workbook(&print(&workbook, None, Language::En)) {
            prop_assert!(false, "{error}");
        }
    }
}

/// Any character, with marks, joiners, spaces and other scripts more often than chance would have them.
fn odd_character() -> impl Strategy<Value = char> {
    prop_oneof![
        any::<char>(),
        prop::char::range(' ', '~'),
        prop::char::range('\u{300}', '\u{36f}'),
        prop::char::range('\u{400}', '\u{6ff}'),
        prop::char::range('\u{4e00}', '\u{4fff}'),
        prop::char::range('\u{1f300}', '\u{1f6ff}'),
        prop::sample::select(vec![
            '\u{200d}', '\u{fe0f}', '\u{200b}', '\n', ' ', 'a', 'ー', '\u{ad}', '\u{20e3}'
        ]),
    ]
}
