//! The whole app from outside: pages, forms, API, sockets and mail, as people and programs meet them.

mod access;
mod api;
mod exports;
mod forms;
mod history;
mod hostile;
mod lifetimes;
mod live;
mod safety;
mod sending;
mod words;
