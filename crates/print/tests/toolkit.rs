//! Pages of the toolkit as PDF, looked at from outside.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use crosswalk_names::{Language, Timestamp};
use crosswalk_print::{Chapter, Paper, Printer, ReadingPrint};
use crosswalk_toolkit::{Block, Inline, Page, Target, Text, Toolkit};

static PRINTER: LazyLock<Printer> = LazyLock::new(|| Printer::with_font_dirs(Vec::new()));
static TOOLKIT: LazyLock<Toolkit> = LazyLock::new(|| Toolkit::builtin().expect("sound content"));

fn chapter(page: &Page) -> Chapter<'_> {
    Chapter {
        slug: page.slug.clone(),
        title: page.title.clone(),
        stage: page.stage.as_ref().map(|_| 1),
        meta: "Updated Nov 28, 2026".to_owned(),
        brief: &page.brief,
        text: &page.text,
        more: Vec::new(),
    }
}

fn print(language: Language, cover: bool, chapters: Vec<Chapter<'_>>) -> Vec<u8> {
    let address = |target: &Target| match target {
        Target::Page(slug, _) => Some(format!("https://crosswalk.example.org/toolkit/{slug}")),
        Target::Web(url) => Some(url.clone()),
        _ => None,
    };
    let print = ReadingPrint {
        language,
        paper: Paper::Letter,
        title: "Toolkit".to_owned(),
        subtitle: "For partners.".to_owned(),
        printed_on: "Nov 28, 2026".to_owned(),
        printed_at: Timestamp(1_795_020_120_000),
        instance: "Milbrook Homes & Schools".to_owned(),
        cover,
        chapters,
        address: &address,
    };
    PRINTER.reading(&print).expect("a PDF")
}

fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}.pdf", std::process::id()));
    std::fs::write(&path, bytes).expect("a file");
    path
}

fn text(path: &Path) -> String {
    let output =
        Command::new("pdftotext").arg(path).arg("-").output().expect("pdftotext; install poppler-utils");
    String::from_utf8_lossy(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_book_has_every_page_in_both_languages_and_conforms_to_pdf_ua() {
    for language in Language::ALL {
        let contents = TOOLKIT.contents(language);
        let pdf = print(language, true, contents.pages.iter().map(chapter).collect());
        let path = file(&format!("book-{language}"), &pdf);
        let said = text(&path);
        for page in &contents.pages {
            assert!(said.contains(&page.title), "{}", page.title);
        }
        assert!(said.contains(if language == Language::En { "Contents" } else { "Contenido" }));
        // Footnotes are on the page that they belong to, so the last word of the book is not one of them.
        let checked = Command::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/check-pdf-ua"))
            .arg(&path)
            .output();
        match checked {
            Ok(output) if output.status.code() == Some(3) => {
                eprintln!("skipped: run scripts/check-pdf-ua --install first");
            }
            Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout)),
            Err(error) => panic!("{error}"),
        }
        drop(std::fs::remove_file(path));
    }
}

#[test]
fn odd_texts_print_too() {
    let odd = |text: &str| vec![Inline::Text(text.to_owned())];
    let blocks = vec![
        Block::Heading {
            level: 2, id: "a".to_owned(), text: odd("#set text(red) *bold* $x$ 学校 \u{5b0}")
        },
        Block::Paragraph(vec![
            Inline::Strong(odd("a ")),
            Inline::Link(Target::Section("nowhere".to_owned()), odd("b")),
            Inline::Term("no-term".to_owned(), odd("c")),
            Inline::Break,
            Inline::Note(1, 0),
            Inline::Note(1, 1),
        ]),
        Block::Table {
            head: vec![odd("A"), odd("B")],
            rows: vec![vec![Vec::new(), Vec::new()], vec![odd("x"), odd(&"y".repeat(300))]],
        },
        Block::Quote(vec![Block::List { start: Some(7), items: Vec::new() }]),
        Block::Image { file: "a.png".to_owned(), alt: "A map".to_owned() },
    ];
    let text_of = Text { blocks, notes: vec![odd("Source")] };
    let pdf = print(
        Language::En,
        false,
        vec![Chapter {
            slug: "odd".to_owned(),
            title: "Odd".to_owned(),
            stage: Some(9),
            meta: String::new(),
            brief: &[],
            text: &text_of,
            more: Vec::new(),
        }],
    );
    let path = file("odd-reading", &pdf);
    let said = text(&path);
    assert!(said.contains("#set text(red)") && said.contains("Source") && said.contains("A map"), "{said}");
    drop(std::fs::remove_file(path));
}
