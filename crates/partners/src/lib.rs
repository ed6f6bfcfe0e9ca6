//! The organizations of a partnership: who they are, what they bring, whom to call, and which kinds are missing.
//!
//! Everything here is pure: a form or a sheet comes in as texts or bytes, and problems go out as data for the page to
//! put into words.
//!
//! ```text
//! form  -> Fields ------------------> Organization -> CSV, XLSX
//! sheet -> headings -> Fields, row by row  |
//!                                          +-> missing kinds of partners, likely duplicates, a merge by hand
//! ```
//!
//! **An organization that was exported and read again is the same one.** **Nothing is merged without a person**:
//! [`duplicates`] only says what looks alike.

mod choice;
mod duplicates;
mod export;
mod fold;
mod header;
mod kinds;
mod letters;
mod merge;
mod missing;
mod organization;
mod sheet;
mod text;
mod words;

pub use choice::Power;
pub use crosswalk_names::{Level, Sector, UnknownChoice};
pub use duplicates::{CLOSE_NAME_MIN, MATCHES_MAX, Match, Other, Reason, duplicates};
pub use export::{to_csv, to_xlsx};
pub use fold::fold;
pub use kinds::Kind;
pub use letters::{Letters, LettersError};
pub use merge::{Side, merge};
pub use missing::{Missing, PartnerType, missing};
pub use organization::{
    Contact, EMAIL_MAX, Field, Fields, JOB_MAX, NAME_MAX, Organization, PERSON_MAX, PHONE_MAX, Problem,
    ProblemKind, TEXT_MAX, WEBSITE_MAX, fields,
};
pub use sheet::{
    COLUMNS_MAX, CellProblem, Column, HEADER_ROWS_MAX, ImportError, Preview, ROWS_MAX, RowRead,
    SHOWN_CHARS_MAX, read_sheet,
};
