//! The drill of docs/operating/backup.md, with the program itself.

use std::fs;

use crosswalk_store::Scratch;
use crosswalk_testing::Device;

use crate::{Served, crosswalk, done, refused};

const PASSPHRASE: &str = "orchard lantern seven gravel";

#[tokio::test]
async fn a_workbook_is_brought_back_from_a_backup_of_a_live_instance() {
    let scratch = Scratch::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let (data, passphrase) = (path("data"), path("passphrase"));
    fs::write(&passphrase, format!("{PASSPHRASE}\n")).unwrap();
    let served = Served::start(&data, scratch.url(), &[]);
    let mut rosa = Device::to(served.address);
    let page = rosa.start_workbook().await;
    let link = page.url.split(['?', '#']).next().unwrap().to_owned();
    let answer = async |device: &mut Device, question: &str, value: &str| {
        let form = device.get(&link).await.form("/stages/assess").set(&format!("answer.{question}"), value);
        device.submit(form).await.expect_status(200);
    };
    answer(&mut rosa, "goal-setting", "yes").await;
    let before = rosa.get(&link).await.form("/stages/assess");

    let (file, texts) =
        (path("backup.ndjson.gz.age"), |path: &std::path::Path| path.to_str().unwrap().to_owned());
    let (file_text, data_text, passphrase_text) = (texts(&file), texts(&data), texts(&passphrase));
    let backup = |file: &str, more: &[&str]| {
        let mut command = crosswalk(&["backup", file, "--data", &data_text, "--database", scratch.url()]);
        command.args(more);
        command
    };
    refused(&mut backup(&file_text, &[]), "say how the backup is encrypted");
    refused(&mut backup(&file_text, &["--plain", "--recipient", "age1x"]), "not several");
    refused(backup(&file_text, &[]).env("CROSSWALK_BACKUP_PASSPHRASE", "short"), "at least 12 characters");
    let told = done(&mut backup(&file_text, &["--passphrase-file", &passphrase_text]));
    assert!(told.contains("files are in"), "{told}");
    refused(&mut backup(&file_text, &["--passphrase-file", &passphrase_text]), "never replaces a file");
    let told = done(&mut backup(&texts(&path("plain.gz")), &["--plain"]));
    assert!(told.contains("It is not encrypted"), "{told}");

    // What comes later is not in it.
    answer(&mut rosa, "goal-setting", "in_progress").await;
    served.stop();

    let check = |more: &[&str]| {
        let mut command = crosswalk(&["restore", &file_text, "--check"]);
        command.args(more);
        command
    };
    refused(&mut check(&[]), "give --passphrase-file");
    refused(check(&[]).env("CROSSWALK_BACKUP_PASSPHRASE", "another passphrase"), "the passphrase is another");
    let told = done(check(&[]).env("CROSSWALK_BACKUP_PASSPHRASE", PASSPHRASE));
    assert!(told.contains("workbooks: 1 rows") && told.contains("The backup is whole."), "{told}");

    let new = path("new");
    let new_text = texts(&new);
    let restore = |data: &str, database: Option<&str>| {
        let mut command =
            crosswalk(&["restore", &file_text, "--data", data, "--passphrase-file", &passphrase_text]);
        command.args(database.map(|database| ["--database", database]).into_iter().flatten());
        command
    };
    refused(
        &mut restore(&data_text, Some(scratch.url())),
        if scratch.url().starts_with("sqlite:") {
            "never replaces a database"
        } else {
            "already. Restore into a new folder"
        },
    );
    // Under with-postgres the backup is of PostgreSQL, and comes back on SQLite.
    let told = done(&mut restore(&new_text, None));
    assert!(told.contains("Restored"), "{told}");
    let told = done(&mut crosswalk(&["check", "--data", &new_text]));
    assert!(told.contains("Looked at 1 workbooks."), "{told}");
    assert_eq!(fs::read(data.join("secret")).unwrap(), fs::read(new.join("secret")).unwrap());

    let url = format!("sqlite:{new_text}/crosswalk.db");
    let served = Served::start(&new, &url, &[]);
    let again = Device::to(served.address).get(&link).await.expect_status(200);
    assert_eq!(again.form("/stages/assess").fields(), before.fields());
    assert_eq!(again.form("/stages/assess").value("answer.goal-setting"), "yes");
    served.stop();

    fs::create_dir(new.join("restoring")).unwrap();
    refused(&mut crosswalk(&["serve", "--data", &new_text]), "a restore that was broken off");
}

#[test]
fn the_settings_file_says_where_the_instance_is() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    fs::write(data.join("secret"), [1; 32]).unwrap();
    fs::write(data.join("crosswalk.toml"), "database = \"sqlite:/nowhere/of-the-settings.db\"\n").unwrap();
    let data = data.to_str().unwrap();
    let out = folder.path().join("out.gz");
    refused(
        &mut crosswalk(&["backup", out.to_str().unwrap(), "--data", data, "--plain"]),
        "of-the-settings.db",
    );
    refused(&mut crosswalk(&["check", "--data", data]), "of-the-settings.db");
}
