//! The live workbook as a CRDT document, compatible with Yjs 13 on the wire.
//!
//! [`Document`] is pure: it knows no sockets, no clock, no randomness and no database. A room feeds it updates
//! ([`Document::receive`]) and edits of the server's own ([`Document::edit`]), and at each tick takes one
//! merged [`Batch`] out of it ([`Document::flush`]) to store and to send on.
//!
//! # What is in a document
//!
//! | root | kind | entries |
//! |---|---|---|
//! | `meta` | map | `title`, `community`: {text, by, at} |
//! | `answers` | map | question key: {value, by, at}; value null when cleared |
//! | `owners` | map | question key: {name, by, at}; name empty for nobody |
//! | `comments` | map | comment id: {question, parent, text, by, at, removed} |
//! | `questions` | map | own question key: {stage, text, by, at, created, removed} |
//! | `notes/<stage key>` | text | plain text |
//!
//! Nothing is nested: each value of a map is one flat object, written whole.
//!
//! # Which entry stands
//!
//! Of two writes of one entry the later one stands (the greater `at`, then `by`, then JSON text), whatever the
//! order they arrive in. Yjs chooses by client id instead, so where it chose the other the flush adds a write
//! of the server's that sets the later one again, and every replica ends with it. History keeps both, the one
//! that gave way with `stands: false`.
//!
//! # What is refused
//!
//! No byte from outside reaches the CRDT library unchecked; the `walker` module lists what it may rely on.
//! A refused update changes nothing. There is one exception to "refused at once": whether two neighbours cross
//! can, in rare cases, only be told by loading the document again. Such an update is queued, checked at the
//! flush, and reported in [`Batch::refused`] when it does not fit.

mod batch;
mod document;
mod edit;
mod entry;
mod index;
mod limits;
mod merge;
mod notes;
mod owners;
mod refusal;
mod walker;
mod wire;

pub use batch::{Batch, Change, Subject};
pub use document::{Document, Received};
pub use edit::Edit;
pub use limits::{Limits, Shape};
pub use owners::{ClientOwners, DeviceId, Sender};
pub use refusal::{LoadError, Refusal};
