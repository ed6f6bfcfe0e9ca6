//! The workbook page: the questions of every stage with what people answered and wrote, as one page that works without
//! scripts and comes alive with them.

mod data;
mod handlers;
mod kept;
mod labels;
#[expect(clippy::module_inception, reason = "the page struct is in page.rs in every folder")]
pub mod page;
mod samples;
mod views;

pub use handlers::{answer, frame, remove_comment, remove_question, reset, save_stage, show, start};
pub use kept::KeptPages;
