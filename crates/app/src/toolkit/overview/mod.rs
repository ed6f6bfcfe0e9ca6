//! The first page of the toolkit: everything there is, by section.

pub mod page;
