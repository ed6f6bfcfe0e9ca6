//! One page: the way to the others, its text, and what this device knows of its questions.

mod made;
pub mod page;

pub use made::{Filter, word};
pub use page::{ToolkitPage, filled, samples};
