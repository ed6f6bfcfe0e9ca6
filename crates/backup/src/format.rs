//! The lines of a backup. An object begins something, an array is a row, a string a piece of a file.

use crosswalk_store::transfer::{Digest, Table};
use serde::{Deserialize, Serialize};

/// The version of the format that this program writes, and the newest that it reads.
pub const VERSION: u32 = 1;
/// Longest line, in bytes: a row can hold a whole workbook, twice as long in hex digits.
pub const LINE_MAX: u64 = 256 * 1024 * 1024;
/// Bytes of a file in one line.
pub const PIECE: usize = 48 * 1024;

/// The files of the data folder that go into a backup, as they are called there.
pub const SECRET: &str = "secret";
pub const SETTINGS: &str = "crosswalk.toml";
/// Folders in a backup.
pub const OUTBOX: &str = "outbox";
pub const CONTENT: &str = "content";

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The version of the format.
    pub crosswalk_backup: u32,
    /// The version of the program that wrote it.
    pub program: String,
    /// How many migrations had run on the database.
    pub level: i64,
    /// `sqlite` or `postgres`.
    pub engine: String,
    /// When, in UTC.
    pub at: String,
}

/// A line that begins something.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Mark {
    /// The rows of this table come next.
    Table { table: String, columns: Vec<Column> },
    /// The pieces of this file come next.
    File { file: String },
    /// The last line.
    End { end: Sums },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    pub name: String,
    /// `bytes` (hex digits), `integer` or `text`.
    pub kind: String,
}

/// What was written, so that what is missing is noticed.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    pub tables: Vec<TableSum>,
    pub files: Vec<FileSum>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSum {
    pub name: String,
    pub rows: u64,
    /// Of the lines with the rows, each with its line break.
    pub blake3: String,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSum {
    pub name: String,
    pub bytes: u64,
    pub blake3: String,
}

impl Sums {
    pub fn table(&mut self, name: &str, digest: &Digest) {
        self.tables.push(TableSum { name: name.to_owned(), rows: digest.rows, blake3: digest.hash() });
    }
    pub fn file(&mut self, name: &str, bytes: u64, hash: &blake3::Hasher) {
        let blake3 = hash.finalize().to_hex().to_string();
        self.files.push(FileSum { name: name.to_owned(), bytes, blake3 });
    }
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }
}

pub fn columns(table: &Table) -> Vec<Column> {
    table.columns().map(|(name, kind)| Column { name: name.to_owned(), kind: kind.to_owned() }).collect()
}

/// Whether a file of a backup may be written below a data folder: one of the known names, and no way out of the folder.
pub fn is_known(name: &str) -> bool {
    let mut parts = name.split('/');
    let first = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let plain = |part: &&str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', '\0']);
    match first {
        SECRET | SETTINGS => rest.is_empty(),
        OUTBOX | CONTENT => !rest.is_empty() && rest.iter().all(plain),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_the_folder() {
        for name in ["secret", "crosswalk.toml", "outbox/1.eml", "content/toolkit/en/pages/a b.md"] {
            assert!(is_known(name), "{name}");
        }
        for name in [
            "",
            "/",
            "secret/x",
            "/secret",
            "content",
            "content/",
            "content/../secret",
            "content/./x",
            "../secret",
            "content//x",
            "outbox/.hidden",
            "crosswalk.db",
            "content/a\\b",
            "content/..",
        ] {
            assert!(!is_known(name), "{name}");
        }
    }
}
