//! The toolkit: everything a partnership reads, as values. Pages, terms, outcomes and resources come out of files; here
//! they are read, checked against each other, and made ready to be searched. No I/O beyond the files built in, no HTML.
//!
//! An instance lays its own files over the built-in ones: a page replaces the page of the same name, a term, outcome or
//! resource the one of the same key, and what is new is added.

mod data;
mod load;
mod page;
mod reading_level;
pub mod search;
mod table;
mod text;

pub use data::{Age, DataSource, Indicator, Kind, Outcome, Resource, Sector, Term};
pub use load::{Contents, Helps, OUTCOMES_PAGE, RESOURCES_PAGE, SourceFile, TERMS_PAGE, Toolkit};
pub use page::{Day, PAGE_MAX, Page, Section};
pub use reading_level::{Level, reading_level};
pub use table::outcomes_csv;
pub use text::{AlertKind, Block, Inline, Item, Target, Text, plain};
