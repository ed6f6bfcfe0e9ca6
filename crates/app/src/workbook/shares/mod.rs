//! Sending a workbook on by mail, and the protections around it.

mod handlers;
pub mod page;
pub mod queries;
pub mod sending;

pub use handlers::{
    confirm, create, mail_link, show, show_confirmation, show_link_mail, show_stop, status, stop,
};
