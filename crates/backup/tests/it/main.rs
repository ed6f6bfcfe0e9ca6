//! Backups there and back, on whichever engine the environment names: SQLite, or PostgreSQL under
//! `scripts/with-postgres`.
#![allow(clippy::doc_markdown, reason = "SQLite and PostgreSQL are names, not code")]
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod damaged;
mod folder;
mod refused;
mod whole;

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use crosswalk_backup::{Keys, Lock, Made, Onto, Plan, create};
use crosswalk_names::Timestamp;
use crosswalk_store::schema::{counters, people};
use crosswalk_store::{Id, Scratch, Store, StoreOptions};
use diesel::prelude::*;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use uuid::Uuid;

/// 2026-11-18, 16:42 UTC.
const NOW: Timestamp = Timestamp(1_795_020_120_000);
const NAMES: [&str; 4] = ["Rosa", "“Ünï–cödé” 🏠", "it's; -- \"quoted\" \\ $1", "a\tb\nc\u{1}"];
const PASSPHRASE: &str = "orchard lantern seven gravel";

/// An instance that serves, with a folder for what is made of it.
struct Instance {
    store: Store,
    scratch: Scratch,
    folder: tempfile::TempDir,
}

impl Instance {
    /// One with some rows, own content, letters that wait, and settings.
    async fn new(people: u64) -> Self {
        let scratch = Scratch::new().unwrap();
        let store = Store::open(scratch.url(), StoreOptions::default()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let instance = Self { store, scratch, folder };
        instance.fill(people).await;
        let data = instance.data();
        fs::create_dir_all(data.join("outbox")).unwrap();
        fs::create_dir_all(instance.content().join("toolkit/en/terms")).unwrap();
        fs::write(data.join("secret"), [7; 32]).unwrap();
        fs::write(data.join("crosswalk.toml"), "name = \"Milbrook\"\n").unwrap();
        fs::write(data.join("outbox/1.eml"), "To: rosa@example.org\n").unwrap();
        fs::write(instance.content().join("toolkit/en/terms/home.md"), large()).unwrap();
        fs::write(instance.content().join(".hidden"), "no").unwrap();
        instance
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }
    fn content(&self) -> PathBuf {
        self.folder.path().join("own")
    }
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    async fn fill(&self, count: u64) {
        self.store
            .write(move |conn| {
                for (number, name) in (0..count).zip(NAMES.into_iter().cycle()) {
                    let id = Id(Uuid::from_u128(u128::from(number) * 7_919_000_000_007 + 1));
                    let sealed: Option<Vec<u8>> = (number % 3 > 0).then(|| vec![0, 255, 7]);
                    diesel::insert_into(people::table)
                        .values((
                            people::id.eq(id),
                            people::email_sealed.eq(sealed),
                            people::name.eq(name),
                            people::language.eq("en"),
                            people::created_at.eq(i64::MAX - i64::try_from(number).unwrap()),
                        ))
                        .execute(conn)?;
                }
                Ok(())
            })
            .await
            .unwrap();
    }

    fn back_up(&self, name: &str, lock: &Lock) -> (PathBuf, Made) {
        let path = self.path(name);
        let (data, content) = (self.data(), self.content());
        let settings = data.join("crosswalk.toml");
        let plan = Plan {
            database: self.scratch.url(),
            data: &data,
            settings: Some(&settings),
            content: Some(&content),
            lock,
            now: NOW,
        };
        let made = create(&plan, &path).unwrap();
        (path, made)
    }
}

/// More than one piece.
fn large() -> Vec<u8> {
    (0..150_000_u32).map(|number| u8::try_from(number % 251).unwrap()).collect()
}

/// A folder that no instance is in yet, and the address of the SQLite file that will be there.
fn new_folder(instance: &Instance, name: &str) -> (PathBuf, String) {
    let data = instance.path(name);
    let url = format!("sqlite:{}", data.join("crosswalk.db").display());
    (data, url)
}

fn restore(file: &Path, keys: &Keys, data: &Path, database: &str) -> Result<(), String> {
    let onto = Onto { data, database };
    crosswalk_backup::restore(file, keys, &onto, &mut |_| {}).map(drop).map_err(|error| error.to_string())
}

/// The lines of a backup that is not encrypted, as anybody can read them.
fn lines(path: &Path) -> Vec<String> {
    let mut text = String::new();
    GzDecoder::new(fs::File::open(path).unwrap()).read_to_string(&mut text).unwrap();
    text.lines().map(str::to_owned).collect()
}

fn write_lines(path: &Path, lines: &[String]) {
    let mut encoder = GzEncoder::new(fs::File::create(path).unwrap(), flate2::Compression::fast());
    for line in lines {
        writeln!(encoder, "{line}").unwrap();
    }
    encoder.finish().unwrap();
}

async fn count_up(store: &Store, name: &'static str) {
    use crosswalk_store::Upsert as _;
    store
        .write(move |conn| {
            for scope in ["one", "two"] {
                diesel::insert_into(counters::table)
                    .values((
                        counters::scope.eq(scope),
                        counters::subject.eq(name.as_bytes()),
                        counters::window_start.eq(1),
                        counters::count.eq(1),
                    ))
                    .or_add((counters::scope, counters::subject, counters::window_start), counters::count)
                    .execute(conn)?;
            }
            Ok(())
        })
        .await
        .unwrap();
}
