//! Nothing is written over, and what can't be used is told in words that say how to mend it.

use std::fs;

use crosswalk_backup::{Keys, Lock, Plan, check, create, is_unfinished};
use crosswalk_store::{Scratch, Store, StoreOptions};

use crate::{Instance, NOW, PASSPHRASE, new_folder, restore, write_lines};

#[tokio::test]
async fn a_file_that_is_there_is_not_replaced() {
    let instance = Instance::new(3).await;
    let path = instance.path("one.gz");
    fs::write(&path, "mine").unwrap();
    let (data, lock) = (instance.data(), Lock::plain());
    let plan = Plan {
        database: instance.scratch.url(),
        data: &data,
        settings: None,
        content: None,
        lock: &lock,
        now: NOW,
    };
    let told = create(&plan, &path).unwrap_err().to_string();
    assert!(told.contains("never replaces a file"), "{told}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    let nowhere = create(&plan, &instance.path("no/such/folder.gz")).unwrap_err().to_string();
    assert!(nowhere.contains("can't be written"), "{nowhere}");
    let empty = instance.path("empty");
    fs::create_dir(&empty).unwrap();
    let told = create(&Plan { data: &empty, ..plan }, &instance.path("two.gz")).unwrap_err().to_string();
    assert!(told.contains("is that the data folder"), "{told}");
    let partial = |name: String| name.contains("partial") || name == "two.gz";
    let names = fs::read_dir(instance.folder.path()).unwrap();
    assert!(!names.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).any(partial));
}

#[tokio::test]
async fn an_instance_that_is_there_is_not_replaced() {
    let instance = Instance::new(3).await;
    let (file, _) = instance.back_up("one.gz", &Lock::plain());
    let (data, url) = new_folder(&instance, "restored");
    restore(&file, &Keys::default(), &data, &url).unwrap();
    let told = restore(&file, &Keys::default(), &data, &url).unwrap_err();
    assert!(told.contains("never replaces a database"), "{told}");
    let scratch = Scratch::new().unwrap();
    let told = restore(&file, &Keys::default(), &data, scratch.url()).unwrap_err();
    assert!(told.contains("\"secret\" already"), "{told}");

    let (data, url) = new_folder(&instance, "broken-off");
    fs::create_dir_all(data.join("restoring")).unwrap();
    assert!(is_unfinished(&data));
    let told = restore(&file, &Keys::default(), &data, &url).unwrap_err();
    assert!(told.contains("empty the folder"), "{told}");

    // An address with rows in it.
    let (data, _) = new_folder(&instance, "another");
    let told = restore(&file, &Keys::default(), &data, instance.scratch.url()).unwrap_err();
    let sqlite = instance.scratch.url().starts_with("sqlite:");
    assert!(told.contains(if sqlite { "never replaces a database" } else { "holds data already" }), "{told}");
    assert!(!data.join("secret").exists());
    drop(Store::open(scratch.url(), StoreOptions::default()).unwrap());
}

#[tokio::test]
async fn a_wrong_passphrase_is_told_from_a_missing_one() {
    let instance = Instance::new(3).await;
    let (file, _) = instance.back_up("one.age", &Lock::passphrase(PASSPHRASE.to_owned()).unwrap());
    let (data, url) = new_folder(&instance, "restored");
    let with = |passphrase: Option<&str>| {
        let keys = Keys::default().with_passphrase(passphrase.map(str::to_owned));
        restore(&file, &keys, &data, &url).unwrap_err()
    };
    assert!(with(None).contains("give --passphrase-file"), "{}", with(None));
    let told = with(Some("orchard lantern seven grave"));
    assert!(told.contains("the passphrase is another"), "{told}");
    assert!(!told.contains("orchard") && !data.exists());
    assert!(Lock::passphrase("too short".into()).is_err());
    assert!(Lock::recipients(&["age1nonsense".into()]).is_err() && Lock::recipients(&[]).is_err());
    for private in ["AGE-SECRET-KEY-1QQQ", " age-secret-key-1qqq"] {
        let told = Lock::recipients(&[private.into()]).err().unwrap().to_string();
        assert!(told.contains("private key") && told.contains("age1"), "{told}");
        assert!(!told.to_uppercase().contains("1QQQ"), "{told}");
    }
}

#[tokio::test]
async fn another_file_is_no_backup() {
    let instance = Instance::new(0).await;
    let path = instance.path("other");
    for bytes in [&b""[..], b"hello", b"PK\x03\x04", &[0; 5_000]] {
        fs::write(&path, bytes).unwrap();
        let told = check(&path, &Keys::default()).unwrap_err().to_string();
        assert!(told.ends_with("is no backup of Crosswalk"), "{told}");
    }
    for line in ["hello", "{}", "[1]", "{\"crosswalk_backup\":\"x\"}"] {
        write_lines(&path, &[line.to_owned()]);
        let told = check(&path, &Keys::default()).unwrap_err().to_string();
        assert!(told.ends_with("is no backup of Crosswalk"), "{line}: {told}");
    }
    fs::write(&path, "-----BEGIN AGE ENCRYPTED FILE-----\n").unwrap();
    assert!(check(&path, &Keys::default()).unwrap_err().to_string().contains("text form"));
    let missing = check(&instance.path("missing"), &Keys::default()).unwrap_err().to_string();
    assert!(missing.contains("can't be read"), "{missing}");
}
