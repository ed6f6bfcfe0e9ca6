use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::StoreError;

/// Holds a SQLite file for this process, by a lock on `PATH.lock`. The system drops it when the process ends, however
/// it ends, so a file that is left over blocks nobody.
pub(crate) struct SqliteLock(
    #[expect(dead_code, reason = "the lock lasts as long as the file is open")] File,
);

impl SqliteLock {
    /// Also makes the database file, if need be, for its owner's eyes only; SQLite gives its other files the same mode.
    pub(crate) fn take(database: &Path) -> Result<Self, StoreError> {
        let mut name = OsString::from(database);
        name.push(".lock");
        let file = owner_only(Path::new(&name)).map_err(|error| unopened(database, &error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError::Unavailable(format!(
                    "another crosswalk process is using {}; stop it first, or give this one another data folder",
                    database.display()
                )));
            }
            Err(TryLockError::Error(error)) => return Err(unopened(database, &error)),
        }
        owner_only(database).map_err(|error| unopened(database, &error))?;
        Ok(Self(file))
    }
}

fn owner_only(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn unopened(database: &Path, error: &std::io::Error) -> StoreError {
    StoreError::Unavailable(format!(
        "{} cannot be opened ({error}); its folder must exist and be writable",
        database.display()
    ))
}
