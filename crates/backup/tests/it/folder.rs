//! The newest of many are kept, and nothing else is touched.

use std::fs;

use crosswalk_backup::{Lock, Plan, folder};
use crosswalk_names::{DAY, HOUR};

use crate::{Instance, NOW};

#[tokio::test]
async fn the_oldest_go_when_a_new_one_is_whole() {
    let instance = Instance::new(3).await;
    let (data, lock, kept) = (instance.data(), Lock::plain(), instance.path("kept"));
    fs::create_dir(&kept).unwrap();
    for name in [
        "crosswalk-20200101T000000Z.ndjson.gz.age",
        "notes.txt",
        "crosswalk-mine.ndjson.gz",
        ".crosswalk-x.partial",
    ] {
        fs::write(kept.join(name), "x").unwrap();
    }
    let plan = Plan {
        database: instance.scratch.url(),
        data: &data,
        settings: None,
        content: None,
        lock: &lock,
        now: NOW,
    };
    for hours in 0..4 {
        let plan = Plan { now: NOW.plus(hours * HOUR), ..plan };
        folder::add(&plan, &kept, 2).unwrap();
    }
    let names = || {
        let entries = fs::read_dir(&kept).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
        names.sort();
        names
    };
    let ours = ["crosswalk-20261118T184200Z.ndjson.gz", "crosswalk-20261118T194200Z.ndjson.gz"];
    let others = ["crosswalk-mine.ndjson.gz", "notes.txt"];
    assert_eq!(names(), [&[".crosswalk-x.partial"][..], &ours[..], &others[..]].concat());
    let newest = folder::kept(&kept).unwrap().pop().unwrap();
    assert_eq!(newest.at, NOW.plus(3 * HOUR));

    // One that fails takes none of the old ones with it.
    let failed = Plan { now: NOW.plus(5 * HOUR), database: "sqlite:/nowhere/at-all.db", ..plan };
    folder::add(&failed, &kept, 1).unwrap_err();
    assert_eq!(folder::kept(&kept).unwrap().len(), 2);

    // What a program that ended in the middle left goes after a day; the file is as old as this test.
    folder::add(&Plan { now: NOW.plus(40_000 * DAY), ..plan }, &kept, 2).unwrap();
    assert!(!names().contains(&".crosswalk-x.partial".to_owned()));
}
