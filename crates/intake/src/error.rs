//! Why a file could not be read, and what the person can do about it.

use crate::{BYTES_MAX, CELLS_MAX, LINES_MAX, QUESTIONS_MAX, SHEETS_MAX, STAGES_MAX, UNPACKED_MAX};

/// Why no checklist came out. The message is for the person who brought the file: what is wrong, then the mend.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IntakeError {
    /// Nothing but blanks.
    #[error("the file is empty; choose the file with the checklist in it")]
    Empty,
    /// More than [`BYTES_MAX`] bytes.
    #[error(
        "the file has {} MB, and {} MB is the most; copy the checklist alone into a new file",
        bytes.div_ceil(1024 * 1024),
        BYTES_MAX / (1024 * 1024)
    )]
    TooBig {
        /// Size of the file.
        bytes: usize,
    },
    /// A kind of file that is not read here, for example PDF.
    #[error("this is {what}, which can't be read here; {mend}")]
    OtherFormat {
        /// The kind, with its article.
        what: &'static str,
        /// What to do instead.
        mend: &'static str,
    },
    /// A spreadsheet file that does not hold together.
    #[error(
        "the spreadsheet is damaged or locked ({why}); open it, save it as .xlsx without a password, or save it as .csv"
    )]
    Spreadsheet {
        /// What the reader stumbled over.
        why: String,
    },
    /// A spreadsheet that unpacks to more than [`UNPACKED_MAX`] bytes.
    #[error(
        "the spreadsheet unpacks to more than {} MB; copy the checklist's sheet into a new file without pictures",
        UNPACKED_MAX / (1024 * 1024)
    )]
    Unpacked,
    /// More than [`CELLS_MAX`] filled cells.
    #[error("the table has more than {CELLS_MAX} filled cells; keep only the checklist in it")]
    TooManyCells,
    /// More than [`SHEETS_MAX`] sheets.
    #[error(
        "the spreadsheet has {count} sheets, and {SHEETS_MAX} is the most; keep only those of the checklist"
    )]
    TooManySheets {
        /// Sheets found.
        count: usize,
    },
    /// More than [`LINES_MAX`] lines.
    #[error(
        "the file has {count} lines, and {LINES_MAX} is the most; copy the checklist alone into a new file"
    )]
    TooManyLines {
        /// Lines found.
        count: usize,
    },
    /// More than [`STAGES_MAX`] stages.
    #[error(
        "{count} stages were found, and {STAGES_MAX} is the most; put some together, or bring them as two files"
    )]
    TooManyStages {
        /// Stages found.
        count: usize,
    },
    /// More than [`QUESTIONS_MAX`] questions.
    #[error(
        "{count} questions were found, and {QUESTIONS_MAX} is the most; bring the checklist as two files"
    )]
    TooManyQuestions {
        /// Questions found.
        count: usize,
    },
    /// Text was read, but no question in it.
    #[error(
        "no questions were found in the file; put each question on a line of its own, with a bullet, a box or a \
         question mark, and try again"
    )]
    NoQuestions,
    /// [`crate::to_toml`]: the checklist does not fit the limits of checklist content. Every reason is listed.
    #[error("the checklist does not fit yet: {}", .0.join("; "))]
    DoesNotFit(
        /// One a mistake, each with its mend.
        Vec<String>,
    ),
}
