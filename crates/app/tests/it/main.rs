//! The whole app from outside: pages, forms, API, sockets and mail, as people and programs meet them.
#![allow(
    clippy::pedantic,
    clippy::drop_non_drop,
    clippy::type_complexity,
    clippy::unwrap_used,
    missing_docs,
    reason = "a test may stop at the first surprise"
)]

mod access;
mod accounts;
mod api;
mod archive;
mod clock;
mod exports;
mod forms;
mod history;
mod hostile;
mod individual;
mod lifetimes;
mod live;
mod meetings;
mod members;
mod nodes;
mod operate;
mod partners;
mod partnerships;
mod results;
mod retention;
mod rounds;
mod safety;
mod seen;
mod sending;
mod steps;
mod toolkit;
mod upgrades;
mod words;
