//! Pages that belong to no workbook: the first page, help, privacy, accessibility, the API's page, errors, and what a
//! developer needs.

pub mod accessibility;
pub mod api;
pub mod errors;
pub mod files;
pub mod gallery;
mod handlers;
pub mod health;
pub mod help;
pub mod home;
pub mod outbox;
pub mod privacy;

pub use handlers::{accessibility, api, gallery, help, home, home_page, outbox, preferences, privacy};
