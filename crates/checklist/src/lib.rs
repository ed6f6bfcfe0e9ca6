//! The readiness checklist: its stages and questions, the answers people give, and what they add up to.
//!
//! Everything here is pure: content comes in as text, a workbook as a plain value, and nothing reads a clock.

mod checklists;
mod compare;
mod content;

mod load;
mod progress;
mod reading;
#[cfg(test)]
mod samples;
mod table;
mod workbook;

pub use checklists::Checklists;
pub use compare::{
    Change, CommentCounts, Comparison, OwnQuestionChange, QuestionComparison, StageComparison, compare,
};
pub use content::{Checklist, ContentError, Principle, Question, Stage};

pub use progress::{Progress, Stripe};
pub use reading::{
    PrincipleReading, PrincipleStrength, Reading, StageReading, Standing, Suggestion, SuggestionReason,
};
pub use table::{CsvTable, iso_8601, to_csv, unguarded};
pub use workbook::{
    Answer, Answered, Comment, Export, ExportError, ExportedChecklist, OwnQuestion, Owner, Signed, Workbook,
};
