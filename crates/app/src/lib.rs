//! The site: pages, forms, the API and live workbooks.
//!
//! One folder a feature. A request comes in through [`serve`], passes [`guard`], is let in by [`access`], and reaches a
//! handler beside its page. Whatever changes a workbook goes through its room in [`live`].

pub mod access;
pub mod accounts;
pub mod adjust;
pub mod api;
pub mod backups;
pub mod check;
pub mod clock;
pub mod content;
mod editions;
pub mod error;
mod extract;
mod guard;
pub mod jobs;
pub mod live;
mod live_socket;
pub mod meetings;
pub mod metrics;
pub mod nodes;
pub mod operate;
mod packed;
pub mod partnerships;
pub mod post;
mod profile;
pub mod rates;
pub mod requests;
pub mod rounds;
pub mod routes;
pub mod seal;
pub mod serve;
pub mod settings;
pub mod site;
pub mod state;
pub mod tokens;
pub mod toolkit;
pub mod traces;
mod typed;
mod visit;
pub mod workbook;

pub use visit::Peer;
