//! Makes an instance of a backup.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crosswalk_store::transfer::{Row, Table, Target};

use crate::create::sync_folder_of;
use crate::format::{CONTENT, Header, OUTBOX, SECRET, SETTINGS, TableSum};
use crate::lock::Keys;
use crate::read::{Taker, check, read};
use crate::{BackupError, Contents};

/// Where files lie until all of a restore is there. While it stands, the folder holds no instance.
const WORK: &str = "restoring";
/// The settings come back under another name: they may point at the database of old.
const SETTINGS_ASIDE: &str = "crosswalk.toml.from-backup";
/// Rows that are written at once, and bytes of them.
const ROWS_AT_ONCE: usize = 500;
const BYTES_AT_ONCE: usize = 4 * 1024 * 1024;

/// Where the instance is to be.
#[derive(Clone, Copy)]
pub struct Onto<'a> {
    /// A folder without an instance; it is made if need be.
    pub data: &'a Path,
    /// `sqlite:PATH`, a file that is not there yet, or `postgres://…`, an empty database.
    pub database: &'a str,
}

/// What was brought back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What the backup held.
    pub contents: Contents,
    /// Where the settings lie, if the backup held some. They are not in force.
    pub settings: Option<PathBuf>,
    /// Where the own content lies, if the backup held some.
    pub content: Option<PathBuf>,
}

/// Whether a restore into this folder was broken off.
pub fn is_unfinished(data: &Path) -> bool {
    data.join(WORK).exists()
}

/// Makes an instance of a backup. It reads the file to its end before it writes anything, and writes over nothing. `tell` hears
/// how far it is.
pub fn restore(
    path: &Path,
    keys: &Keys,
    onto: &Onto<'_>,
    tell: &mut dyn FnMut(&str),
) -> Result<Restored, BackupError> {
    refuse_occupied(onto)?;
    tell("Reading the backup to its end.");
    let contents = check(path, keys)?;
    tell(&format!("It was made at {} and is whole: {} rows.", contents.at, contents.rows()));
    make_folder(onto.data).map_err(BackupError::written(onto.data))?;
    let mut work = Work::begin(onto)?;
    let mut filling = Filling {
        url: work.url.clone(),
        target: None,
        table: None,
        rows: Vec::new(),
        bytes: 0,
        file: None,
        folder: work.folder.clone(),
    };
    let filled = read(path, keys, &mut filling);
    let touched = filling.target.is_some();
    let filled = filled.and_then(|again| {
        filling.target.take().map(Target::finish).transpose()?;
        // The program that serves would read what was meant, not what a second look at a changed file gave.
        if again == contents {
            Ok(())
        } else {
            Err(BackupError::Damaged("it changed while it was read".into()))
        }
    });
    drop(filling);
    match filled {
        Err(error) if touched && work.sqlite.is_none() => Err(BackupError::HalfFilled(Box::new(error))),
        Err(error) => Err(error),
        Ok(()) => {
            work.finish()?;
            let there = |name: &str| Some(onto.data.join(name)).filter(|path| path.exists());
            let held = |start: &str| contents.files.iter().any(|(name, _)| name.starts_with(start));
            Ok(Restored {
                settings: there(SETTINGS_ASIDE).filter(|_| held(SETTINGS)),
                content: there(CONTENT).filter(|_| held(CONTENT)),
                contents,
            })
        }
    }
}

fn file_of(url: &str) -> Option<PathBuf> {
    url.strip_prefix("sqlite:").map(PathBuf::from)
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    name.into()
}

fn refuse_occupied(onto: &Onto<'_>) -> Result<(), BackupError> {
    let occupied = |text: String| Err(BackupError::Occupied(text));
    let shown = onto.data.display();
    if is_unfinished(onto.data) {
        return occupied(format!(
            "{shown} holds a restore that was broken off: empty the folder, then start again"
        ));
    }
    if let Some(file) = file_of(onto.database) {
        if file.exists() {
            return occupied(format!(
                "{} is there already: a restore never replaces a database. Restore into a new folder",
                file.display()
            ));
        }
        let half = with_ending(&file, ".restoring");
        if half.exists() {
            return occupied(format!(
                "{} is left of a restore that was broken off: remove it",
                half.display()
            ));
        }
    }
    for name in [SECRET, SETTINGS_ASIDE] {
        if onto.data.join(name).exists() {
            return occupied(format!("{shown} holds a file {name:?} already. Restore into a new folder"));
        }
    }
    for name in [OUTBOX, CONTENT] {
        if fs::read_dir(onto.data.join(name)).is_ok_and(|mut inside| inside.next().is_some()) {
            return occupied(format!("{shown} holds a folder {name:?} already. Restore into a new folder"));
        }
    }
    Ok(())
}

/// For its owner's eyes only.
fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// What is not yet in its place. It goes again unless [`Work::finish`] is reached.
struct Work {
    data: PathBuf,
    folder: PathBuf,
    /// The database to fill.
    url: String,
    /// The SQLite file while it is filled, and its place.
    sqlite: Option<(PathBuf, PathBuf)>,
    is_done: bool,
}

impl Work {
    fn begin(onto: &Onto<'_>) -> Result<Self, BackupError> {
        let folder = onto.data.join(WORK);
        make_folder(&folder).map_err(BackupError::written(&folder))?;
        let sqlite = file_of(onto.database).map(|file| (with_ending(&file, ".restoring"), file));
        let url = match &sqlite {
            Some((half, _)) => format!("sqlite:{}", half.display()),
            None => onto.database.to_owned(),
        };
        Ok(Self { data: onto.data.to_owned(), folder, url, sqlite, is_done: false })
    }

    /// Puts everything in its place, the database last.
    fn finish(&mut self) -> Result<(), BackupError> {
        for (from, to) in [(CONTENT, CONTENT), (OUTBOX, OUTBOX), (SETTINGS, SETTINGS_ASIDE), (SECRET, SECRET)]
        {
            let (from, to) = (self.folder.join(from), self.data.join(to));
            if from.exists() {
                fs::rename(&from, &to).map_err(BackupError::written(&to))?;
            }
        }
        if let Some((half, whole)) = &self.sqlite {
            File::open(half).and_then(|file| file.sync_all()).map_err(BackupError::written(half))?;
            fs::rename(half, whole).map_err(BackupError::written(whole))?;
            sync_folder_of(whole);
        }
        self.is_done = true;
        fs::remove_dir_all(&self.folder).map_err(BackupError::written(&self.folder))?;
        sync_folder_of(&self.folder);
        Ok(())
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        if let Some((half, _)) = &self.sqlite {
            drop(fs::remove_file(with_ending(half, ".lock")));
            if !self.is_done {
                for ending in ["", "-wal", "-shm"] {
                    drop(fs::remove_file(with_ending(half, ending)));
                }
            }
        }
        if !self.is_done {
            drop(fs::remove_dir_all(&self.folder));
        }
    }
}

/// Writes what comes into the database and into files.
struct Filling {
    url: String,
    target: Option<Target>,
    table: Option<Table>,
    rows: Vec<Row>,
    bytes: usize,
    file: Option<(PathBuf, File)>,
    folder: PathBuf,
}

impl Filling {
    fn flush(&mut self) -> Result<(), BackupError> {
        if let (Some(target), Some(table), false) = (&mut self.target, &self.table, self.rows.is_empty()) {
            target.put(table, &self.rows)?;
        }
        self.rows.clear();
        self.bytes = 0;
        Ok(())
    }

    fn close_file(&mut self) -> Result<(), BackupError> {
        let Some((path, file)) = self.file.take() else { return Ok(()) };
        file.sync_all().map_err(BackupError::written(&path))
    }
}

impl Taker for Filling {
    fn begin(&mut self, header: &Header) -> Result<(), BackupError> {
        let mut target = Target::open(&self.url, header.level)?;
        if !target.is_empty()? {
            return Err(BackupError::Occupied(
                "the database holds a restore or a copy that was broken off: empty it, then start again"
                    .into(),
            ));
        }
        self.target = Some(target);
        Ok(())
    }

    fn table(&mut self, table: &Table) -> Result<(), BackupError> {
        self.flush()?;
        self.close_file()?;
        self.table = Some(table.clone());
        Ok(())
    }

    fn row(&mut self, row: Row, bytes: usize) -> Result<(), BackupError> {
        self.rows.push(row);
        self.bytes += bytes;
        if self.rows.len() >= ROWS_AT_ONCE || self.bytes >= BYTES_AT_ONCE { self.flush() } else { Ok(()) }
    }

    fn file(&mut self, name: &str) -> Result<(), BackupError> {
        self.flush()?;
        self.close_file()?;
        let path = self.folder.join(name);
        let failed = BackupError::written(&path);
        make_folder(path.parent().unwrap_or(&self.folder)).map_err(&failed)?;
        let mut options = OpenOptions::new();
        options.create_new(true).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        self.file = Some((path.clone(), options.open(&path).map_err(&failed)?));
        Ok(())
    }

    fn piece(&mut self, piece: &[u8]) -> Result<(), BackupError> {
        match &mut self.file {
            Some((path, file)) => file.write_all(piece).map_err(BackupError::written(path)),
            None => Ok(()),
        }
    }

    fn end(&mut self, sums: &[TableSum]) -> Result<(), BackupError> {
        self.flush()?;
        self.close_file()?;
        let Some(target) = &mut self.target else { return Ok(()) };
        for table in target.tables().to_vec() {
            let digest = target.digest(&table)?;
            let same = |sum: &&TableSum| sum.name == table.name();
            if !sums
                .iter()
                .find(same)
                .is_some_and(|sum| sum.rows == digest.rows && sum.blake3 == digest.hash())
            {
                return Err(BackupError::Differs(table.name().to_owned()));
            }
        }
        Ok(())
    }
}
