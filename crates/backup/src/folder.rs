//! A folder with the newest backups of many.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use crosswalk_names::{DAY, Timestamp};

use crate::{BackupError, Lock, Made, Plan, create};

const START: &str = "crosswalk-";
const PLAIN: &str = ".ndjson.gz";
const ENCRYPTED: &str = ".ndjson.gz.age";
/// The moment in a name: in UTC, so that the order of the names is that of the moments.
const MOMENT: &str = "%Y%m%dT%H%M%SZ";

/// A backup in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The file.
    pub path: PathBuf,
    /// When it was made, by its name.
    pub at: Timestamp,
    /// Its size.
    pub bytes: u64,
}

/// What a backup made at `now` is called.
pub fn name_at(now: Timestamp, lock: &Lock) -> String {
    let moment = jiff::Timestamp::from_second(now.0.div_euclid(1_000)).unwrap_or_default();
    let ending = if lock.is_plain() { PLAIN } else { ENCRYPTED };
    format!("{START}{}{ending}", moment.strftime(MOMENT))
}

fn moment_in(name: &str) -> Option<Timestamp> {
    let rest = name.strip_prefix(START)?;
    let moment = rest.strip_suffix(ENCRYPTED).or_else(|| rest.strip_suffix(PLAIN))?;
    let moment = jiff::civil::DateTime::strptime(MOMENT, moment).ok()?;
    let second = moment.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_second();
    Some(Timestamp(second * 1_000))
}

/// The backups in a folder, oldest first. Files with other names are no business of ours.
pub fn kept(folder: &Path) -> io::Result<Vec<Kept>> {
    let mut kept = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(at) = name.to_str().and_then(moment_in) else { continue };
        let about = entry.metadata()?;
        if about.is_file() {
            kept.push(Kept { path: entry.path(), at, bytes: about.len() });
        }
    }
    kept.sort_by_key(|one| one.at);
    Ok(kept)
}

/// Makes one more, and removes the oldest beyond `keep`. Nothing is removed before the new one is whole.
pub fn add(plan: &Plan<'_>, folder: &Path, keep: usize) -> Result<(PathBuf, Made), BackupError> {
    remove_broken_off(folder, plan.now).map_err(BackupError::read(folder))?;
    let path = folder.join(name_at(plan.now, plan.lock));
    let made = create(plan, &path)?;
    let there = kept(folder).map_err(BackupError::read(folder))?;
    let beyond = there.len().saturating_sub(keep.max(1));
    for old in there.iter().filter(|old| old.path != path).take(beyond) {
        fs::remove_file(&old.path).map_err(BackupError::written(&old.path))?;
    }
    Ok((path, made))
}

/// What a program that ended in the middle left behind, a day later.
fn remove_broken_off(folder: &Path, now: Timestamp) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let part = name.to_str().and_then(|name| name.strip_prefix(".crosswalk-")?.strip_suffix(".partial"));
        if part.is_none() {
            continue;
        }
        let changed = entry.metadata()?.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
        if changed.as_millis() < u128::try_from(now.0 - DAY).unwrap_or(0) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_its_moment() {
        let at = Timestamp(1_795_020_120_000);
        let name = name_at(at, &Lock::plain());
        assert_eq!(name, "crosswalk-20261118T164200Z.ndjson.gz");
        assert_eq!(moment_in(&name), Some(at));
        assert_eq!(moment_in("crosswalk-20261118T164200Z.ndjson.gz.age"), Some(at));
        for other in ["crosswalk-2026.ndjson.gz", "crosswalk-20261399T164200Z.ndjson.gz", "photos.gz", ""] {
            assert_eq!(moment_in(other), None, "{other}");
        }
    }
}
