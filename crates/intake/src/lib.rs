//! Turns a checklist as people have it into checklist content: bytes in, stages and questions out.
//!
//! Markdown, HTML, plain text (copied from a web page or a PDF), CSV and XLSX are read. Each format becomes one list
//! of lines; one place then understands the lines, so that a rule learnt for one format holds for all:
//!
//! ```text
//! bytes -> format -> text | markdown | html | sheet -> lines -> understand -> Intake
//!                      (table rows become lines in table)
//! ```
//!
//! **Nothing is dropped in silence**: every line with words in it is part of a stage, or in [`Intake::skipped`] with
//! the reason. **No question is made up**: prose before and after a checklist is skipped. What was understood is a
//! proposal: a person looks at it before it is used.
//!
//! Tables that are no checklist, such as a list of organizations, are read with [`sheets`]: rows of texts, under the
//! same limits.

mod column;
mod decode;
mod error;
mod format;
mod headings;
mod html;
mod line;
mod markdown;
mod marker;
mod questions;
mod rows;
mod sheet;
mod stages;
mod table;
mod text;
mod tidy;
mod to_toml;
mod understand;
mod words;
mod wrap;

use serde::{Deserialize, Serialize};

pub use error::IntakeError;
pub use rows::{Sheet, SheetRow, sheets};
pub use to_toml::to_toml;

/// Largest file, in bytes (5 MB).
pub const BYTES_MAX: usize = 5 * 1024 * 1024;
/// Most bytes that a spreadsheet file may unpack to (64 MB): a small file can hold a huge one.
pub const UNPACKED_MAX: u64 = 64 * 1024 * 1024;
/// Most lines of a file, or paragraphs where one line holds several.
pub const LINES_MAX: usize = 20_000;
/// Most filled cells of a table, over all sheets.
pub const CELLS_MAX: usize = 100_000;
/// Most columns of a table; what stands further right is skipped, with the reason.
pub const COLUMNS_MAX: usize = 64;
/// Most sheets of a spreadsheet.
pub const SHEETS_MAX: usize = 40;
/// Most stages of a checklist.
pub const STAGES_MAX: usize = 40;
/// Most questions of a checklist.
pub const QUESTIONS_MAX: usize = 600;
/// Longest question, in characters; a longer paragraph is taken for prose.
pub const QUESTION_CHARS_MAX: usize = 1_200;
/// Longest description of a stage, in characters; further paragraphs are skipped.
pub const DESCRIPTION_CHARS_MAX: usize = 2_400;

/// What was understood of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intake {
    /// The heading over the whole, if there is one. It is also in `skipped`, as it is part of no stage.
    #[serde(skip)]
    pub title: Option<String>,
    /// In the order of the file; each has at least one question.
    pub stages: Vec<Stage>,
    /// Every line that is part of no stage, in the order of the file.
    pub skipped: Vec<Skipped>,
}

/// A part of the checklist.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// Without its number: "Assess Existing Conditions" for "Stage 1: Assess Existing Conditions". Empty where
    /// questions stand under no heading.
    pub title: String,
    /// The paragraphs between the heading and the first question, on one line; empty if there are none.
    pub description: String,
    /// In the order of the file.
    pub questions: Vec<Question>,
}

/// One question, or one statement that stands in its place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The few words before it or over it, as written: "GOAL SETTING"; empty if there are none.
    pub topic: String,
    /// All its sentences, without bullet, number, topic and boxes to tick.
    pub text: String,
    /// What explains it: sentences in square brackets at the end, "e.g. …" behind it, a column of notes; else empty.
    pub help: String,
}

/// One line that is part of no stage.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// Where it stands in the file, from 1; in a table, the row.
    pub line: usize,
    /// Its words.
    pub text: String,
    /// Why, in plain words: "a place for notes".
    pub why: String,
}

/// Reads a checklist. The format is told from the bytes first; the file `name` decides where they leave it open.
///
/// The same bytes give the same result. No bytes make it panic.
///
/// ```
/// let text = "Stage 1: Plan\nWe agree on the goal.\n\n☐ GOAL: Do we have a shared goal?\n☐ DATA: Do we share data?\n";
/// let intake = crosswalk_intake::read("checklist.txt", text.as_bytes())?;
/// assert_eq!(intake.stages[0].title, "Plan");
/// assert_eq!(intake.stages[0].description, "We agree on the goal.");
/// assert_eq!(intake.stages[0].questions[1].topic, "DATA");
/// assert_eq!(intake.stages[0].questions[1].text, "Do we share data?");
/// # Ok::<(), crosswalk_intake::IntakeError>(())
/// ```
pub fn read(name: &str, bytes: &[u8]) -> Result<Intake, IntakeError> {
    if bytes.len() > BYTES_MAX {
        return Err(IntakeError::TooBig { bytes: bytes.len() });
    }
    let lines = match format::tell(name, bytes)? {
        format::Source::Workbook => sheet::workbook(bytes)?,
        format::Source::Separated { text, separator } => sheet::separated(&text, separator)?,
        format::Source::Html(text) => html::lines(&within_lines(text)?, 1)?,
        format::Source::Markdown(text) => markdown::lines(&within_lines(text)?)?,
        format::Source::Text(text) => text::lines(&within_lines(text)?),
    };
    let intake = understand::understand(lines);
    let questions = intake.stages.iter().map(|stage| stage.questions.len()).sum();
    if questions == 0 {
        return Err(IntakeError::NoQuestions);
    }
    if intake.stages.len() > STAGES_MAX {
        return Err(IntakeError::TooManyStages { count: intake.stages.len() });
    }
    if questions > QUESTIONS_MAX {
        return Err(IntakeError::TooManyQuestions { count: questions });
    }
    Ok(intake)
}

fn within_lines(text: String) -> Result<String, IntakeError> {
    let count = text.lines().count();
    if count > LINES_MAX { Err(IntakeError::TooManyLines { count }) } else { Ok(text) }
}
