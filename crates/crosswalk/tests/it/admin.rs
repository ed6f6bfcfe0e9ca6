//! `crosswalk admin`, as it is typed.

use std::fs;

use crosswalk_store::Scratch;

use crate::{Served, crosswalk, done, refused};

const READING: [&[&str]; 5] =
    [&["status"], &["jobs"], &["mail", "blocked"], &["settings", "list"], &["operators", "list"]];

#[test]
fn it_reads_wherever_the_place_is_named() {
    let scratch = Scratch::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let data_text = data.to_str().unwrap();
    Served::start(&data, scratch.url(), &[]).stop();
    let settings = folder.path().join("elsewhere.toml");
    let address = folder.path().join("database");
    fs::write(&address, scratch.url()).unwrap();
    fs::write(&settings, format!("database_file = {address:?}\n")).unwrap();
    let by_file = ["--data", data_text, "--config", settings.to_str().unwrap()];
    for command in READING {
        for place in [&["--data", data_text, "--database", scratch.url()][..], &by_file] {
            let before = done(&mut crosswalk(&[&["admin"], place, command].concat()));
            let after = done(&mut crosswalk(&[&["admin"], command, place].concat()));
            // A database of PostgreSQL changes its size by itself.
            let rows = |told: &str| {
                told.lines().filter(|line| !line.starts_with("Database: ")).collect::<Vec<_>>().join("\n")
            };
            assert_eq!(rows(&before), rows(&after), "{command:?}");
        }
    }
    let told = done(&mut crosswalk(&[&["admin", "status"], &by_file[..]].concat()));
    let engine =
        if scratch.url().starts_with("sqlite:") { "Database: SQLite, /" } else { "Database: PostgreSQL, " };
    assert!(told.contains(engine), "{told}");
    let told =
        done(&mut crosswalk(&[&["admin", "operators", "add", "rosa@example.org"], &by_file[..]].concat()));
    assert!(told.contains("/operate"), "{told}");
}

#[test]
fn a_wrong_folder_is_told_and_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    refused(&mut crosswalk(&["admin", "status", "--data", data]), "--config FILE");
    let mut add = crosswalk(&["admin", "--data", data, "operators", "add", "rosa@example.org"]);
    refused(&mut add, "holds no instance");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    let password = ["admin", "status", "--database", "postgres://me:secret@localhost/a"];
    refused(&mut crosswalk(&password), "everybody on this machine");
}
