//! See [`page`].

pub mod page;
