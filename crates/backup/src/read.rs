//! Reads a backup: line by line, each looked at before it is handed on.

use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use crosswalk_store::transfer::{self, Digest, Row, Table};
use flate2::bufread::GzDecoder;
use serde_json::Value;

use crate::BackupError;
use crate::format::{self, Header, LINE_MAX, Mark, PIECE, Sums, TableSum};
use crate::lock::{Keys, Opening};

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// The version of the program that made it.
    pub program: String,
    /// When, in UTC.
    pub at: String,
    /// `sqlite` or `postgres`.
    pub engine: String,
    /// How many migrations had run on the database.
    pub level: i64,
    /// Tables and their rows.
    pub tables: Vec<(String, u64)>,
    /// Files and their bytes.
    pub files: Vec<(String, u64)>,
}

impl Contents {
    /// Rows of all tables.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|(_, rows)| rows).sum()
    }
}

/// Takes what a backup holds, in its order.
pub(crate) trait Taker {
    fn begin(&mut self, header: &Header) -> Result<(), BackupError>;
    fn table(&mut self, table: &Table) -> Result<(), BackupError>;
    fn row(&mut self, row: Row, bytes: usize) -> Result<(), BackupError>;
    fn file(&mut self, name: &str) -> Result<(), BackupError>;
    fn piece(&mut self, piece: &[u8]) -> Result<(), BackupError>;
    /// Everything was there, and as it was written.
    fn end(&mut self, sums: &[TableSum]) -> Result<(), BackupError>;
}

struct Nobody;

impl Taker for Nobody {
    fn begin(&mut self, _: &Header) -> Result<(), BackupError> {
        Ok(())
    }
    fn table(&mut self, _: &Table) -> Result<(), BackupError> {
        Ok(())
    }
    fn row(&mut self, _: Row, _: usize) -> Result<(), BackupError> {
        Ok(())
    }
    fn file(&mut self, _: &str) -> Result<(), BackupError> {
        Ok(())
    }
    fn piece(&mut self, _: &[u8]) -> Result<(), BackupError> {
        Ok(())
    }
    fn end(&mut self, _: &[TableSum]) -> Result<(), BackupError> {
        Ok(())
    }
}

/// Reads a backup to its end, compares every sum, and tells what is in it. Changes nothing.
pub fn check(path: &Path, keys: &Keys) -> Result<Contents, BackupError> {
    read(path, keys, &mut Nobody)
}

/// Hands on all that a backup holds.
pub(crate) fn read(path: &Path, keys: &Keys, taker: &mut impl Taker) -> Result<Contents, BackupError> {
    let mut lines = Lines::of(keys.open(path)?);
    let header = lines.header(path)?;
    let layout = transfer::layout(header.level)?;
    taker.begin(&header)?;
    let (mut sums, mut part) = (Sums::default(), Part::None);
    while lines.next()? {
        match lines.line.first() {
            Some(b'[') => {
                let (row, length) = (lines.json::<Row>()?, lines.line.len());
                let Part::Table { kinds, digest, .. } = &mut part else { return Err(lines.wrong()) };
                if row.len() != kinds.len()
                    || !row.iter().zip(kinds.iter()).all(|(cell, kind)| fits(cell, kind))
                {
                    return Err(lines.wrong());
                }
                digest.add_line(&lines.line);
                taker.row(row, length)?;
            }
            Some(b'"') => {
                let text: String = lines.json()?;
                let piece = STANDARD.decode(text).map_err(|_| lines.wrong())?;
                let Part::File { bytes, hash, .. } = &mut part else { return Err(lines.wrong()) };
                if piece.len() > PIECE {
                    return Err(lines.wrong());
                }
                *bytes += piece.len() as u64;
                hash.update(&piece);
                taker.piece(&piece)?;
            }
            _ => {
                std::mem::replace(&mut part, Part::None).close(&mut sums);
                match lines.json::<Mark>()? {
                    Mark::Table { table: name, columns } => {
                        let known = layout.iter().find(|table| table.name() == name);
                        let known = known.filter(|table| format::columns(table) == columns);
                        let table = known.ok_or_else(|| lines.wrong())?;
                        taker.table(table)?;
                        let kinds = columns.into_iter().map(|column| column.kind).collect();
                        part = Part::Table { name, kinds, digest: Digest::default() };
                    }
                    Mark::File { file: name } if format::is_known(&name) => {
                        taker.file(&name)?;
                        part = Part::File { name, bytes: 0, hash: blake3::Hasher::new() };
                    }
                    Mark::File { .. } => return Err(lines.wrong()),
                    Mark::End { end } => {
                        lines.end()?;
                        if end != sums || !is_whole(&sums, &layout) {
                            return Err(damaged("its parts are not those that its end lists"));
                        }
                        taker.end(&sums.tables)?;
                        return Ok(contents(header, sums));
                    }
                }
            }
        }
    }
    Err(damaged("it ends too early"))
}

/// Every table once, and the secret.
fn is_whole(sums: &Sums, layout: &[Table]) -> bool {
    let times = |name: &str| sums.tables.iter().filter(|table| table.name == name).count();
    layout.len() == sums.tables.len()
        && layout.iter().all(|table| times(table.name()) == 1)
        && sums.files.iter().any(|file| file.name == format::SECRET)
}

fn contents(header: Header, sums: Sums) -> Contents {
    Contents {
        program: header.program,
        at: header.at,
        engine: header.engine,
        level: header.level,
        tables: sums.tables.into_iter().map(|table| (table.name, table.rows)).collect(),
        files: sums.files.into_iter().map(|file| (file.name, file.bytes)).collect(),
    }
}

fn fits(cell: &Value, kind: &str) -> bool {
    match (cell, kind) {
        (Value::Null, _) | (Value::String(_), "text") => true,
        (Value::Number(number), "integer") => number.is_i64(),
        (Value::String(text), "bytes") => {
            text.len().is_multiple_of(2) && text.bytes().all(|digit| digit.is_ascii_hexdigit())
        }
        _ => false,
    }
}

/// What the lines belong to that come now.
enum Part {
    None,
    Table { name: String, kinds: Vec<String>, digest: Digest },
    File { name: String, bytes: u64, hash: blake3::Hasher },
}

impl Part {
    fn close(self, sums: &mut Sums) {
        match self {
            Self::None => {}
            Self::Table { name, digest, .. } => sums.table(&name, &digest),
            Self::File { name, bytes, hash } => sums.file(&name, bytes, &hash),
        }
    }
}

fn damaged(what: &str) -> BackupError {
    BackupError::Damaged(what.to_owned())
}

fn unreadable(error: &io::Error) -> BackupError {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => damaged("it ends too early"),
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
            damaged("a part of it is not as it was written")
        }
        _ => BackupError::Damaged(format!("it can't be read on ({error})")),
    }
}

/// The lines of a file, one at a time.
struct Lines {
    input: BufReader<GzDecoder<BufReader<Opening>>>,
    /// Without its line break.
    line: Vec<u8>,
    number: u64,
}

impl Lines {
    fn of(opening: Opening) -> Self {
        let input =
            BufReader::with_capacity(64 * 1024, GzDecoder::new(BufReader::with_capacity(64 * 1024, opening)));
        Self { input, line: Vec::new(), number: 0 }
    }

    /// Goes to the next line. False at the end.
    fn next(&mut self) -> Result<bool, BackupError> {
        self.line.clear();
        self.number += 1;
        let read = self.input.by_ref().take(LINE_MAX).read_until(b'\n', &mut self.line);
        read.map_err(|error| unreadable(&error))?;
        match self.line.pop() {
            None => Ok(false),
            Some(b'\n') => Ok(true),
            Some(_) => Err(damaged("it ends in the middle of a line")),
        }
    }

    fn header(&mut self, path: &Path) -> Result<Header, BackupError> {
        let other = || BackupError::NotABackup(path.display().to_string());
        // Compressed by gzip, but something else.
        let is_there = match self.next() {
            Err(BackupError::Damaged(_)) if self.line.first().is_some_and(|&first| first != b'{') => {
                return Err(other());
            }
            next => next?,
        };
        if !is_there {
            return Err(damaged("it is empty"));
        }
        let start: Value = serde_json::from_slice(&self.line).map_err(|_| other())?;
        let version = start["crosswalk_backup"].as_u64().ok_or_else(other)?;
        let level = start["level"].as_i64().unwrap_or(i64::MAX);
        if version > u64::from(format::VERSION) || level > transfer::known_level() {
            let program = start["program"].as_str().unwrap_or("of another version");
            return Err(BackupError::Newer(program.to_owned()));
        }
        serde_json::from_value(start).map_err(|_| other())
    }

    fn json<T: serde::de::DeserializeOwned>(&self) -> Result<T, BackupError> {
        serde_json::from_slice(&self.line).map_err(|_| self.wrong())
    }

    fn wrong(&self) -> BackupError {
        BackupError::Damaged(format!("line {} does not belong there", self.number))
    }

    /// Nothing may come after the last line, and what gzip and age keep of the whole must be right.
    fn end(&mut self) -> Result<(), BackupError> {
        if self.next()? {
            return Err(self.wrong());
        }
        let rest = self.input.get_mut().get_mut().fill_buf().map_err(|error| unreadable(&error))?;
        if rest.is_empty() { Ok(()) } else { Err(damaged("something follows its end")) }
    }
}
