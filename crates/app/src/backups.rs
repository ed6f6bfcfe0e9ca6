//! How the backups go that are made by themselves, as far as this node knows. Making them is the program's.

use std::sync::{Mutex, PoisonError};

use crosswalk_names::Timestamp;

/// What an operator wants to know of the backups.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BackupStatus {
    /// The newest one in the folder: when it was made, and its size in bytes.
    pub last: Option<(Timestamp, u64)>,
    /// When this node last failed to make one, and why, if it made none since. The words name files of the machine.
    pub failed: Option<(Timestamp, String)>,
}

/// The status, for many to read.
#[derive(Debug, Default)]
pub struct Watched(Mutex<BackupStatus>);

impl Watched {
    /// As of now.
    pub fn status(&self) -> BackupStatus {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
    /// The newest backup is this one, perhaps another node's.
    pub fn newest(&self, at: Timestamp, bytes: u64) {
        let mut status = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        status.last = Some((at, bytes));
        if status.failed.as_ref().is_some_and(|(failed, _)| *failed < at) {
            status.failed = None;
        }
    }
    /// None could be made.
    pub fn failed(&self, at: Timestamp, why: String) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).failed = Some((at, why));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_told_until_a_later_backup_is_there() {
        let watched = Watched::default();
        watched.newest(Timestamp(1), 10);
        watched.failed(Timestamp(5), "no room".into());
        watched.newest(Timestamp(1), 10);
        let told =
            BackupStatus { last: Some((Timestamp(1), 10)), failed: Some((Timestamp(5), "no room".into())) };
        assert_eq!(watched.status(), told);
        watched.newest(Timestamp(9), 11);
        assert_eq!(watched.status(), BackupStatus { last: Some((Timestamp(9), 11)), failed: None });
    }
}
