//! Mail: what an address is, what our letters say, and how they leave the machine.
//!
//! Everything but [`Transport`] is pure. A letter that reaches this crate is sent at most to one address; lists of
//! addresses are split by [`split_addresses`] and sent one letter each, so that nobody sees who else was written to.

mod address;
mod inert;
mod letter;
mod message;
mod outbox;
mod smtp;
mod transport;
mod words;

pub use address::{ADDRESS_MAX, Address, AddressProblem, RECIPIENTS_MAX, split_addresses};
pub use inert::{MESSAGE_MAX, defuse_links};
pub use letter::{
    Access, ConfirmSender, Invitation, Letter, PageLetter, PartnershipLetter, SignIn, YourLink,
};
pub use message::{ATTACHMENTS_MAX_BYTES, Attachment, Message, MessageError};
pub use outbox::{OUTBOX_FILES_MAX, Outbox, OutboxLetter};
pub use smtp::{SEND_TIMEOUT, Smtp, SmtpUrlError};
pub use transport::{Reason, SendError, Transport};
