//! All of an instance in one file, and back: the database of one moment, the secret, the settings, the outbox and the
//! instance's own content.
//!
//! The file is lines of JSON, compressed by gzip and encrypted by age, so that it can be read without Crosswalk. Its format
//! is told in `docs/operating/backup.md`. [`create`] writes one while the instance serves, [`check`] reads one to its end,
//! [`restore`] makes an instance of it, on the same engine or the other. [`folder`] keeps the newest of many.

#![allow(clippy::doc_markdown, reason = "SQLite and PostgreSQL are names, not code")]

mod create;
pub mod folder;
mod format;
mod lock;
mod read;
mod restore;

use std::io;
use std::path::{Path, PathBuf};

use crosswalk_store::StoreError;

pub use create::{Made, Plan, create, iso_8601};
pub use lock::{Keys, Lock, passphrase_in};
pub use read::{Contents, check};
pub use restore::{Onto, Restored, is_unfinished, restore};

/// Why a backup could not be made or brought back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The database does not let itself be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file or folder can't be read or written.
    #[error("{} can't be {what} ({error})", .path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// `read`, `written`.
        what: &'static str,
        /// Why.
        error: io::Error,
    },
    /// Something is there that would be written over.
    #[error("{0}")]
    Occupied(String),
    /// The passphrase or key can't be used, is missing, or is another.
    #[error("{0}")]
    Key(String),
    /// The file is something else.
    #[error("{0} is no backup of Crosswalk")]
    NotABackup(String),
    /// A newer program made the file.
    #[error("the backup was made by a newer program ({0}): update this one, then restore")]
    Newer(String),
    /// Part of the file is missing or is not as it was written.
    #[error(
        "the backup is damaged or was cut short: {0}. Copy it again from where it was kept, or take another one"
    )]
    Damaged(String),
    /// What was written into the database is not what the backup holds.
    #[error(
        "after the restore {0} is not what the backup holds; that is a fault of Crosswalk: please report it"
    )]
    Differs(String),
    /// It went wrong after rows had come into a PostgreSQL database.
    #[error("{0}. The database is half filled now, and is not served: empty it before you try again")]
    HalfFilled(Box<BackupError>),
}

impl BackupError {
    fn read(path: &Path) -> impl Fn(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |error| Self::File { path: path.clone(), what: "read", error }
    }
    fn written(path: &Path) -> impl Fn(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |error| Self::File { path: path.clone(), what: "written", error }
    }
}
