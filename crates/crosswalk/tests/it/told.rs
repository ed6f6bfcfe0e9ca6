//! What an operator did by mistake is told in words that mend it, and never tells a secret.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use crosswalk_store::Scratch;
use crosswalk_testing::Device;

use crate::{Served, crosswalk, done, refused, run};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test]
async fn what_the_program_makes_is_for_its_owner_alone() {
    let scratch = Scratch::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (data, kept) = (folder.path().join("made/data"), folder.path().join("kept"));
    let served =
        Served::start(&data, scratch.url(), &["--backup-folder", kept.to_str().unwrap(), "--backup-plain"]);
    let mut rosa = Device::to(served.address);
    rosa.post("/sign-in", &[("email", "rosa@example.org")]).await;
    for folder in [&data, &data.join("outbox"), &kept] {
        assert_eq!(mode(folder), 0o700, "{}", folder.display());
    }
    assert_eq!(mode(&data.join("secret")), 0o600);
    served.stop();
}

#[test]
fn settings_files_are_told_by_line_without_what_is_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let serve = |settings: &str| {
        fs::write(folder.path().join("crosswalk.toml"), settings).unwrap();
        crosswalk(&["serve", "--listen", "127.0.0.1:0", "--data", data])
    };
    let secret = "AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ";
    let backups = format!("backup_folder = \"{data}/kept\"\n");
    for (settings, part) in [
        (format!("{backups}backup_recipient = [\"{secret}\"]\n"), "begins with age1"),
        (format!("{backups}backup_recipient = \"{secret}\"\n"), "private key"),
        (format!("name = \"A\"\nsmtp = smtp://me:{secret}@mail.example.org\n"), "in line 2"),
        ("listen = \"localhost:8080\"\n".to_owned(), "like 127.0.0.1:8080"),
        ("operators = 5\n".to_owned(), "[\"one\", \"two\"]"),
        (format!("{backups}backup_recipient = \"age1nonsense\"\n"), "recipient 1 is no public key"),
    ] {
        let (well, told) = run(&mut serve(&settings));
        assert!(!well && told.contains(part) && !told.contains(secret), "{settings}: {told}");
    }
    let recipient = ["--data", data, "--recipient", secret];
    let (well, told) = run(&mut crosswalk(&[&["backup", "/nowhere/a.gz"], &recipient[..]].concat()));
    assert!(!well && told.contains("private key") && !told.contains(secret), "{told}");
}

#[test]
fn addresses_to_listen_on_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let serve = |address: &str| crosswalk(&["serve", "--data", data, "--listen", address]);
    refused(&mut serve("localhost:21083"), "like 127.0.0.1:8080");
    refused(&mut serve("192.0.2.7:21083"), "no address of this machine");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    refused(&mut serve(&taken.local_addr().unwrap().to_string()), "another program uses");
}

#[test]
fn the_start_tells_the_database_and_what_nobody_reads() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let url = format!("sqlite:{}/crosswalk.db", data.display());
    let start = || {
        let mut command = crosswalk(&[
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--data",
            data.to_str().unwrap(),
            "--database",
            &url,
        ]);
        command.env("CROSSWALK_PUBLC_URL", "https://example.org").env("CROSSWALK_LOG", "lots");
        Served::of(&mut command)
    };
    let served = start();
    assert!(served.said.contains("crosswalk.db, which is new and empty"), "{}", served.said);
    let logged = served.stop();
    assert!(logged.contains("CROSSWALK_PUBLC_URL") && logged.contains("\"lots\" is no level"), "{logged}");
    assert!(!logged.contains('\u{1b}'), "{logged}");
    let served = start();
    let said = &served.said;
    assert!(said.contains("The database is SQLite, /") && !said.contains("new"), "{said}");
}

#[test]
fn a_database_without_an_instance_is_told() {
    let scratch = Scratch::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let check = |more: &[&str]| crosswalk(&[&["check", "--data", data], more].concat());
    refused(&mut check(&[]), "--config FILE");
    if !scratch.url().starts_with("sqlite:") {
        refused(&mut check(&["--database", scratch.url()]), "no instance is in it");
    }
    fs::write(folder.path().join("secret"), [1; 32]).unwrap();
    let file = folder.path().join("out.gz");
    refused(&mut crosswalk(&["backup", file.to_str().unwrap(), "--plain", "--data", data]), "--config FILE");
    fs::create_dir(folder.path().join("restoring")).unwrap();
    refused(&mut check(&[]), "a restore that was broken off");
}

#[test]
fn a_copy_leaves_nothing_behind_and_goes_on_only_with_the_same_source() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let url = |name: &str| format!("sqlite:{}/crosswalk.db", path(name).display());
    for name in ["one", "two"] {
        let served = Served::start(&path(name), &url(name), &[]);
        if name == "one" {
            refused(
                &mut crosswalk(&["copy", "--from", &url("one"), "--to", &url("one-copy")]),
                "stop it first",
            );
        }
        served.stop();
        let data = path(name);
        let address = format!("{name}@example.org");
        done(&mut crosswalk(&["admin", "operators", "add", &address, "--data", data.to_str().unwrap()]));
    }
    fs::create_dir(path("copy")).unwrap();
    // An earlier try ended before it said that all rows are there.
    let mut source = crosswalk_store::transfer::Source::open(&url("one")).unwrap();
    let mut target = crosswalk_store::transfer::Target::open(&url("copy"), source.level()).unwrap();
    for table in source.tables().to_vec() {
        let rows = source.rows(&table, None).unwrap();
        target.put(&table, &rows).unwrap();
    }
    drop((source, target));
    let copy = |from: &str| crosswalk(&["copy", "--from", &url(from), "--to", &url("copy")]);
    refused(&mut copy("two"), "Nothing was written");
    assert!(done(&mut copy("one")).contains("both databases hold the same"));
}
