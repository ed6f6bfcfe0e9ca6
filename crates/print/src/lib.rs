//! The workbook, the toolkit and the results of a round on paper: tagged PDFs (PDF/UA-1), set in process by Typst.
//!
//! The templates are `workbook.typ`, `toolkit.typ` and `results.typ`, each after `common.typ`. What people wrote reaches
//! them as data and is never read as markup; a character that no font has is printed as its code point, so that no text
//! is an error and none is lost. Why Typst: `docs/adr/0003-pdf-by-typst.md`.

mod date;
mod fonts;
mod pack;
mod reading;
pub mod results;
mod scribe;
mod sheet;
mod words;
mod world;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crosswalk_checklist::{Checklist, Workbook};
use crosswalk_names::{Language, Timestamp};
use serde::Serialize;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Bytes, Datetime, Smart};
use typst::syntax::Source;
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

pub use fonts::SYSTEM_FONT_DIRS;
pub use reading::{Chapter, ReadingPrint};
pub use results::ResultsPrint;

use date::Day;
use fonts::{FontSet, Fonts};
use sheet::Sheet;
use world::{PrintWorld, file_id};

/// The size of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// 8.5 by 11 inches.
    #[default]
    Letter,
    /// 210 by 297 millimetres.
    A4,
}

impl Paper {
    fn typst_name(self) -> &'static str {
        match self {
            Paper::Letter => "us-letter",
            Paper::A4 => "a4",
        }
    }
}

/// The readiness reading in words, for page one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadingWords {
    /// "Work on stage 2 next: Identify and Engage Partners".
    pub headline: String,
    /// Why this stage; may be several lines.
    pub why: String,
    /// The questions to look at first.
    pub questions: Vec<String>,
    /// One line a principle. What stands before the first colon is set bold.
    pub principles: Vec<String>,
    /// What is still open, as a sentence.
    pub open: String,
}

/// One workbook to print.
#[derive(Debug, Clone)]
pub struct WorkbookPrint<'a> {
    /// In the language of the print, in the edition that the workbook answers.
    pub checklist: &'a Checklist,
    /// What people wrote.
    pub workbook: &'a Workbook,
    /// Whether it is a copy that one person fills in alone: then every question offers "I don't know".
    pub individual: bool,
    /// None leaves the reading out, as a blank form does.
    pub reading: Option<&'a ReadingWords>,
    /// The language of the template's own words.
    pub language: Language,
    /// The size of the sheet.
    pub paper: Paper,
    /// The day of printing in words, for people.
    pub printed_on: String,
    /// The moment of printing, for the PDF's own record. The same print at the same moment gives the same bytes.
    pub printed_at: Timestamp,
    /// Who runs this Crosswalk; stands in the footer.
    pub instance: String,
    /// Where this workbook can be opened. Whoever gets the print gets this link: give the one that only reads.
    pub link: Option<String>,
    /// A form to fill in by hand: the title and own questions stay, answers, owners, comments and notes do not.
    pub blank: bool,
}

/// Layouts that the last so many prints did not use are forgotten. The rest makes the next print of the same workbook, a
/// few answers later, four times as fast, and costs some 5 MB.
const REMEMBERED: usize = 3;

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// The typesetter refused the template: our fault, whatever the workbook holds.
    #[error("this could not be set as a PDF; this is a fault in Crosswalk, please report it: {0}")]
    Typesetting(String),
}

/// Sets documents. Make one and keep it: its fonts and template are read once. It may be used from many threads, and
/// a print keeps a processor busy for some 10 milliseconds, so call it where blocking is allowed.
pub struct Printer {
    fonts: Fonts,
    library: LazyHash<Library>,
    workbook: Source,
    toolkit: Source,
    results: Source,
    standards: PdfStandards,
}

impl Printer {
    /// A printer that looks for rare characters among the fonts of the machine.
    pub fn new() -> Self {
        Self::with_font_dirs(SYSTEM_FONT_DIRS.map(PathBuf::from).to_vec())
    }

    /// A printer that looks for rare characters in the fonts below `dirs`, and nowhere when there are none. The
    /// folders are read when the first text needs them.
    pub fn with_font_dirs(dirs: Vec<PathBuf>) -> Self {
        Self {
            fonts: Fonts::new(dirs),
            library: LazyHash::new(Library::default()),
            workbook: template(
                "workbook.typ",
                concat!(include_str!("common.typ"), include_str!("workbook.typ")),
            ),
            toolkit: template(
                "toolkit.typ",
                concat!(include_str!("common.typ"), include_str!("toolkit.typ")),
            ),
            results: template(
                "results.typ",
                concat!(include_str!("common.typ"), include_str!("results.typ")),
            ),
            standards: PdfStandards::new(&[PdfStandard::Ua_1])
                .expect("one standard does not contradict itself"),
        }
    }

    /// A workbook as PDF.
    pub fn workbook(&self, print: &WorkbookPrint<'_>) -> Result<Vec<u8>, PrintError> {
        self.set(&self.workbook, print.printed_at, |fonts| Sheet::of(print, fonts))
    }

    /// Pages of the toolkit as PDF.
    pub fn reading(&self, print: &ReadingPrint<'_>) -> Result<Vec<u8>, PrintError> {
        self.set(&self.toolkit, print.printed_at, |fonts| reading::Sheet::of(print, fonts))
    }

    /// The results of a round as PDF.
    pub fn results(&self, print: &ResultsPrint) -> Result<Vec<u8>, PrintError> {
        self.set(&self.results, print.printed_at, |fonts| results::Sheet::of(print, fonts))
    }

    /// Sets what `sheet` makes for a set of fonts, with more fonts when ours don't have every character.
    fn set<S: Serialize>(
        &self,
        template: &Source,
        at: Timestamp,
        sheet: impl Fn(&FontSet) -> (S, BTreeSet<String>),
    ) -> Result<Vec<u8>, PrintError> {
        let base = self.fonts.base();
        let (plain, missing) = sheet(base);
        if !missing.is_empty() {
            let fonts = self.fonts.reaching(&missing);
            let (rich, _) = sheet(&fonts);
            // A font that promises a character and can't shape it fails the render; then code points stand for it.
            if let Ok(pdf) = self.render(template, &rich, fonts, at) {
                return Ok(pdf);
            }
        }
        self.render(template, &plain, base.clone(), at)
    }

    /// Lets what is remembered age by one print, so that a printer at rest forgets all of it after a few calls.
    pub fn rest(&self) {
        comemo::evict(REMEMBERED);
    }

    fn render(
        &self,
        template: &Source,
        sheet: &impl Serialize,
        fonts: Arc<FontSet>,
        at: Timestamp,
    ) -> Result<Vec<u8>, PrintError> {
        let data = serde_json::to_vec(sheet).map_err(|error| PrintError::Typesetting(error.to_string()))?;
        let world = PrintWorld { library: &self.library, template, data: Bytes::new(data), fonts };
        let pdf = typst::compile::<PagedDocument>(&world)
            .output
            .and_then(|document| typst_pdf::pdf(&document, &self.options(at)))
            .map_err(|problems| PrintError::Typesetting(in_words(&problems)));
        self.rest();
        pdf.map(pack::packed)
    }

    fn options(&self, at: Timestamp) -> PdfOptions {
        let made =
            Day::of(at).and_then(|day| Datetime::from_ymd_hms(day.year, day.month, day.of_month, 0, 0, 0));
        PdfOptions {
            creator: Smart::Custom(Some("Crosswalk".to_owned())),
            timestamp: made.map(typst_pdf::Timestamp::new_utc),
            standards: self.standards.clone(),
            ..PdfOptions::default()
        }
    }
}

impl Default for Printer {
    fn default() -> Self {
        Self::new()
    }
}

fn template(name: &str, text: &str) -> Source {
    Source::new(file_id(name), text.to_owned())
}

fn in_words(problems: &[SourceDiagnostic]) -> String {
    let messages: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
    messages.join("; ")
}
