//! The readiness workbook: its page, and everything people do with one.
//!
//! A workbook is a document that one room writes ([`crate::live`]); here are the forms that ask the room, the pages that
//! show what it holds, and the queries for what lies beside it: history, snapshots, shares.

pub mod acts;
pub mod change;
pub mod compare;
pub mod confirm;
pub mod deletion;
pub mod details;
pub mod devices;
pub mod downloads;
pub mod export;
pub mod history;
pub mod import;
pub mod link_mail;
pub mod own_question;
mod packs;
pub mod page;
pub mod prints;
pub mod queries;
pub mod reading;
pub(crate) mod refusals;
pub mod retention;
pub mod share_status;
pub mod shares;
pub mod snapshots;
pub mod start;
pub mod state_then;
pub mod stop;
pub(crate) mod stored;
