//! Sending a workbook or a page of the toolkit on by mail, and the protections around it.

mod handlers;
pub mod page;
pub mod queries;
pub mod sending;

pub use handlers::{
    address, confirm, create, known_sender, mail_link, message, not_sent, recipients, sends_mail,
    sent_from_here, show, show_confirmation, show_link_mail, show_stop, status, stop,
};
