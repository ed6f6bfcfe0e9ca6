//! Writes a backup.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use crosswalk_names::Timestamp;
use crosswalk_store::Engine;
use crosswalk_store::transfer::{Digest, Source, Table};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;

use crate::BackupError;
use crate::format::{self, CONTENT, Header, Mark, OUTBOX, PIECE, SECRET, SETTINGS, Sums};
use crate::lock::{Closing, Lock};

/// How hard gzip tries: rows are hex digits and words, and more takes longer than it saves.
const COMPRESSION: Compression = Compression::new(3);

/// What goes into a backup.
#[derive(Clone, Copy)]
pub struct Plan<'a> {
    /// `sqlite:PATH` or `postgres://…`; a program may serve it.
    pub database: &'a str,
    /// The instance's folder, with its secret and its outbox.
    pub data: &'a Path,
    /// The settings file, if there is one.
    pub settings: Option<&'a Path>,
    /// The folder of own content, if there is one.
    pub content: Option<&'a Path>,
    /// How the file is encrypted.
    pub lock: &'a Lock,
    /// When it is.
    pub now: Timestamp,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// Size of the file.
    pub bytes: u64,
    /// Rows of the database.
    pub rows: u64,
    /// Tables.
    pub tables: usize,
    /// Files of the data folder and of own content.
    pub files: usize,
}

/// Writes all of the instance into the new file `to`, for its owner's eyes only. It is there whole or not at all; a file that
/// is there already is left as it is.
pub fn create(plan: &Plan<'_>, to: &Path) -> Result<Made, BackupError> {
    if to.symlink_metadata().is_ok() {
        return Err(occupied(to));
    }
    let secret = plan.data.join(SECRET);
    if !secret.exists() {
        let error = io::Error::other("it is not there: is that the data folder of the instance?");
        return Err(BackupError::read(&secret)(error));
    }
    let mut source = Source::open(plan.database)?;
    let part = Part::beside(to)?;
    let failed = BackupError::written(&part.path);
    let closing = plan.lock.close(part.make().map_err(&failed)?).map_err(&failed)?;
    let mut out =
        Out { lines: BufWriter::new(GzEncoder::new(closing, COMPRESSION)), line: Vec::new(), failed };
    out.put(&Header {
        crosswalk_backup: format::VERSION,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        level: source.level(),
        engine: match source.engine() {
            Engine::Sqlite => "sqlite",
            Engine::Postgres => "postgres",
        }
        .to_owned(),
        at: iso_8601(plan.now),
    })?;
    let mut sums = Sums::default();
    for table in source.tables().to_vec() {
        let digest = out.table(&mut source, &table)?;
        sums.table(table.name(), &digest);
    }
    drop(source);
    for (name, path) in files(plan)? {
        out.file(&name, &path, &mut sums)?;
    }
    let (rows, tables, files) = (sums.rows(), sums.tables.len(), sums.files.len());
    out.put(&Mark::End { end: sums })?;
    let bytes = part.keep(out, to)?;
    Ok(Made { bytes, rows, tables, files })
}

fn occupied(to: &Path) -> BackupError {
    BackupError::Occupied(format!("{} is there already: a backup never replaces a file", to.display()))
}

/// A moment as `2026-11-18T16:42:00Z`.
pub fn iso_8601(at: Timestamp) -> String {
    jiff::Timestamp::from_second(at.0.div_euclid(1_000)).map(|moment| moment.to_string()).unwrap_or_default()
}

/// The lines, on their way into the file.
struct Out<F> {
    lines: BufWriter<GzEncoder<Closing>>,
    line: Vec<u8>,
    failed: F,
}

impl<F: Fn(io::Error) -> BackupError> Out<F> {
    /// Writes a value as the next line, which stays to be looked at.
    fn put(&mut self, value: &impl Serialize) -> Result<&[u8], BackupError> {
        self.line.clear();
        serde_json::to_writer(&mut self.line, value).map_err(|error| (self.failed)(error.into()))?;
        self.lines.write_all(&self.line).and_then(|()| self.lines.write_all(b"\n")).map_err(&self.failed)?;
        Ok(&self.line)
    }

    fn table(&mut self, source: &mut Source, table: &Table) -> Result<Digest, BackupError> {
        self.put(&Mark::Table { table: table.name().to_owned(), columns: format::columns(table) })?;
        let (mut digest, mut last) = (Digest::default(), None);
        loop {
            let rows = source.rows(table, last.as_ref())?;
            for row in &rows {
                digest.add_line(self.put(row)?);
            }
            match rows.into_iter().next_back() {
                Some(end) => last = Some(end),
                None => return Ok(digest),
            }
        }
    }

    /// A file that went away since it was listed, as letters do, is passed over.
    fn file(&mut self, name: &str, path: &Path, sums: &mut Sums) -> Result<(), BackupError> {
        let unread = BackupError::read(path);
        let mut file = match File::open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && name != SECRET => return Ok(()),
            opened => opened.map_err(&unread)?,
        };
        self.put(&Mark::File { file: name.to_owned() })?;
        let (mut bytes, mut hash) = (0, blake3::Hasher::new());
        let mut piece = Vec::with_capacity(PIECE);
        loop {
            piece.clear();
            let read = (&mut file).take(PIECE as u64).read_to_end(&mut piece).map_err(&unread)?;
            if read == 0 {
                break;
            }
            bytes += read as u64;
            hash.update(&piece);
            self.put(&STANDARD.encode(&piece))?;
        }
        sums.file(name, bytes, &hash);
        Ok(())
    }
}

/// The files that go in, by their names in the backup.
fn files(plan: &Plan<'_>) -> Result<Vec<(String, PathBuf)>, BackupError> {
    let mut files = vec![(SECRET.to_owned(), plan.data.join(SECRET))];
    files.extend(plan.settings.map(|path| (SETTINGS.to_owned(), path.to_owned())));
    below(&plan.data.join(OUTBOX), OUTBOX, &mut files)?;
    if let Some(content) = plan.content {
        below(content, CONTENT, &mut files)?;
    }
    Ok(files)
}

/// Every file below a folder, in the order of the names; hidden ones are passed over, as where content is read.
fn below(folder: &Path, name: &str, files: &mut Vec<(String, PathBuf)>) -> Result<(), BackupError> {
    let unread = BackupError::read(folder);
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(&unread)?,
    };
    let mut paths = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()
        .map_err(&unread)?;
    paths.sort();
    for path in paths {
        let own = path.file_name().and_then(|name| name.to_str()).ok_or_else(|| {
            BackupError::read(&path)(io::Error::other("its name is not UTF-8; give it a plain one"))
        })?;
        let name = format!("{name}/{own}");
        if own.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            below(&path, &name, files)?;
        } else if path.is_file() && format::is_known(&name) {
            files.push((name, path));
        }
    }
    Ok(())
}

/// The file under the name that it has until it is whole. What is left of it goes with this.
struct Part {
    path: PathBuf,
}

impl Part {
    fn beside(to: &Path) -> Result<Self, BackupError> {
        let name = to
            .file_name()
            .and_then(|name| name.to_str())
            .ok_or_else(|| BackupError::written(to)(io::Error::other("give the name of a file")))?;
        Ok(Self { path: to.with_file_name(format!(".{name}.{}.partial", std::process::id())) })
    }

    fn make(&self) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.create_new(true).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&self.path)
    }

    /// Sees the file onto the disk, then gives it its name. Answers its size.
    fn keep<F>(self, out: Out<F>, to: &Path) -> Result<u64, BackupError> {
        let failed = BackupError::written(&self.path);
        let encoder = out.lines.into_inner().map_err(|error| failed(error.into_error()))?;
        let file = encoder.finish().and_then(Closing::finish).map_err(&failed)?;
        file.sync_all().map_err(&failed)?;
        let bytes = file.metadata().map_err(&failed)?.len();
        match fs::hard_link(&self.path, to) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(occupied(to)),
            // Some file systems have no links.
            Err(_) if to.symlink_metadata().is_err() => {
                fs::rename(&self.path, to).map_err(BackupError::written(to))?;
            }
            Err(error) => return Err(BackupError::written(to)(error)),
        }
        sync_folder_of(to);
        Ok(bytes)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        drop(fs::remove_file(&self.path));
    }
}

/// Sees the name of a file onto the disk. Not every file system can; the file itself is there already.
pub(crate) fn sync_folder_of(path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if let Ok(folder) = File::open(folder) {
        drop(folder.sync_all());
    }
}
