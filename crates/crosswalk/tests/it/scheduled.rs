//! Backups that the program makes by itself.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crosswalk_store::Scratch;

use crate::{Served, crosswalk, done, refused};

fn backups_in(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).map(|entries| entries.map(|entry| entry.unwrap().path())).into_iter().flatten();
    let mut paths: Vec<PathBuf> =
        entries.filter(|path| path.to_string_lossy().contains("/crosswalk-")).collect();
    paths.sort();
    paths
}

#[track_caller]
fn eventually_one_in(folder: &Path) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while backups_in(folder).is_empty() {
        assert!(Instant::now() < deadline, "none was made");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn one_is_made_when_it_is_due_and_old_ones_go() {
    let scratch = Scratch::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (data, kept, key_file) =
        (folder.path().join("data"), folder.path().join("kept"), folder.path().join("key.txt"));
    let key = age::x25519::Identity::generate();
    {
        use age::secrecy::ExposeSecret as _;
        fs::write(&key_file, key.to_string().expose_secret()).unwrap();
    }
    fs::create_dir(&kept).unwrap();
    for day in 1..=3 {
        fs::write(kept.join(format!("crosswalk-2026010{day}T000000Z.ndjson.gz.age")), "old").unwrap();
    }
    let public = key.to_public().to_string();
    let more =
        ["--backup-folder", kept.to_str().unwrap(), "--backup-recipient", &public, "--backup-keep", "2"];
    let mut served = Served::start(&data, scratch.url(), &more);
    let deadline = Instant::now() + Duration::from_secs(30);
    let is_made = || {
        let there = backups_in(&kept);
        there.len() == 2 && there[0].to_string_lossy().contains("20260103")
    };
    while !is_made() {
        assert!(Instant::now() < deadline, "none was made: {:?}", backups_in(&kept));
        std::thread::sleep(Duration::from_millis(50));
    }
    let newest = backups_in(&kept).pop().unwrap();
    let told = done(&mut crosswalk(&[
        "restore",
        newest.to_str().unwrap(),
        "--check",
        "--identity",
        key_file.to_str().unwrap(),
    ]));
    assert!(told.contains("The backup is whole."), "{told}");
    served.hear("a backup was made");
    served.stop();
    // Started again it makes none before the next is due.
    let mut served = Served::start(&data, scratch.url(), &more);
    served.hear("the next backup is due");
    std::thread::sleep(Duration::from_millis(500));
    let logged = served.stop();
    assert!(!logged.contains("a backup was made"), "{logged}");
    assert_eq!(backups_in(&kept).len(), 2);
    // A folder without one gets one at once.
    let other = folder.path().join("other");
    let more = ["--backup-folder", other.to_str().unwrap(), "--backup-recipient", &public];
    let served = Served::start(&data, scratch.url(), &more);
    eventually_one_in(&other);
    served.stop();
}

#[test]
fn one_that_fails_is_told_and_a_setting_that_cannot_work_stops_the_start() {
    let scratch = Scratch::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (data, kept) = (folder.path().join("data"), folder.path().join("kept"));
    let passphrase = folder.path().join("passphrase");
    fs::write(&passphrase, "orchard lantern seven gravel\n").unwrap();
    let (kept_text, data_text) = (kept.to_str().unwrap(), data.to_str().unwrap());
    let serve = |more: &[&str]| {
        let mut command = crosswalk(&["serve", "--listen", "127.0.0.1:0", "--data", data_text]);
        command.args(["--database", scratch.url(), "--backup-folder", kept_text]).args(more);
        command
    };
    refused(&mut serve(&[]), "to be encrypted");
    refused(&mut serve(&["--backup-recipient", "age1nonsense"]), "no public key of age");
    refused(&mut serve(&["--backup-passphrase-file", "/nowhere"]), "can't be read");
    refused(&mut serve(&["--backup-plain", "--backup-every", "0"]), "backup_every must be");

    // A letter whose name no backup can hold.
    fs::create_dir_all(data.join("outbox")).unwrap();
    fs::write(data.join("outbox").join(OsStr::from_bytes(b"\xff.eml")), "x").unwrap();
    let more = ["--backup-folder", kept_text, "--backup-passphrase-file", passphrase.to_str().unwrap()];
    let mut served = Served::start(&data, scratch.url(), &more);
    served.hear("no backup could be made");
    let logged = served.stop();
    assert!(logged.contains("ERROR") && logged.contains("no backup could be made"), "{logged}");
    assert!(logged.contains("its name is not UTF-8"), "{logged}");
    assert_eq!(fs::read_dir(&kept).unwrap().count(), 0, "nothing half made is left");

    // Once it is mended, the next start makes it, and does not wait for the hour after which it would be tried again.
    fs::remove_file(data.join("outbox").join(OsStr::from_bytes(b"\xff.eml"))).unwrap();
    let served = Served::start(&data, scratch.url(), &more);
    eventually_one_in(&kept);
    served.stop();
}
