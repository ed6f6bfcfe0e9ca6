//! A file that is not as it was written is refused, and leaves nothing behind.

use std::fs;
use std::path::Path;

use crosswalk_backup::{Contents, Keys, Lock, check};
use crosswalk_store::{Scratch, Store, StoreOptions};

use crate::{Instance, lines, new_folder, restore, write_lines};

/// What can be read of a file with other bytes.
fn look(path: &Path, bytes: &[u8], keys: &Keys) -> Result<Contents, String> {
    fs::write(path, bytes).unwrap();
    check(path, keys).map_err(|error| error.to_string())
}

#[tokio::test]
async fn a_byte_that_changed_or_is_missing_is_noticed() {
    let instance = Instance::new(200).await;
    let key = age::x25519::Identity::generate();
    let key_file = instance.path("key.txt");
    {
        use age::secrecy::ExposeSecret as _;
        fs::write(&key_file, key.to_string().expose_secret()).unwrap();
    }
    let encrypted = Lock::recipients(&[key.to_public().to_string()]).unwrap();
    let keys = Keys::default().with_identities(&key_file).unwrap();
    for lock in [encrypted, Lock::plain()] {
        let (file, _) = instance.back_up(if lock.is_plain() { "plain" } else { "encrypted" }, &lock);
        let (whole, copy) = (fs::read(&file).unwrap(), instance.path("copy"));
        let contents = look(&copy, &whole, &keys).unwrap();
        let spread = (0..whole.len()).step_by(whole.len() / 60);
        for length in spread.clone().chain([1, 5, 15, 30, whole.len() - 8, whole.len() - 1]) {
            let told = look(&copy, &whole[..length], &keys).unwrap_err();
            assert!(told.contains("cut short") || told.contains("no backup"), "{length}: {told}");
        }
        for place in spread.chain([0, 25, 100, 220, whole.len() - 1]) {
            let mut bytes = whole.clone();
            bytes[place] ^= 0x10;
            match look(&copy, &bytes, &keys) {
                Err(told) => assert!(!told.contains("fault of Crosswalk"), "{place}: {told}"),
                // Six bytes of gzip's head say when and on what it was made; nobody reads them.
                Ok(read) => {
                    assert!(lock.is_plain() && place < 10 && read == contents, "{place} was not noticed");
                }
            }
        }
        assert!(look(&copy, &[&whole[..], b"more"].concat(), &keys).is_err(), "something follows");
    }
}

#[tokio::test]
async fn a_damaged_file_leaves_nothing_behind() {
    let instance = Instance::new(2_000).await;
    let (file, _) = instance.back_up("one.gz", &Lock::plain());
    let whole = fs::read(&file).unwrap();
    fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    let (data, url) = new_folder(&instance, "restored");
    let told = restore(&file, &Keys::default(), &data, &url).unwrap_err();
    assert!(told.contains("damaged or was cut short"), "{told}");
    assert!(!data.exists());
    let scratch = Scratch::new().unwrap();
    restore(&file, &Keys::default(), &data, scratch.url()).unwrap_err();
    assert!(!data.exists());
    Store::open(scratch.url(), StoreOptions::default()).unwrap();
}

#[tokio::test]
async fn lines_that_do_not_belong_there_are_refused() {
    let instance = Instance::new(3).await;
    let (file, _) = instance.back_up("one.gz", &Lock::plain());
    let whole = lines(&file);
    let row = whole.iter().position(|line| line.starts_with("[\"")).unwrap();
    let copy = instance.path("copy.gz");
    let refused = |change: &dyn Fn(&mut Vec<String>), part: &str| {
        let mut lines = whole.clone();
        change(&mut lines);
        write_lines(&copy, &lines);
        let told = check(&copy, &Keys::default()).unwrap_err().to_string();
        assert!(told.contains(part), "{told}");
    };
    refused(&|lines| lines.truncate(1), "ends too early");
    refused(&|lines| drop(lines.pop()), "ends too early");
    refused(&|lines| drop(lines.remove(row)), "not those that its end lists");
    refused(&|lines| lines.swap(0, 1), "no backup");
    refused(&|lines| lines.insert(1, "[]".into()), "line 2 does not belong there");
    refused(&|lines| lines.insert(1, "hello".into()), "line 2 does not belong there");
    refused(&|lines| lines.insert(1, "{\"file\":\"../outside\"}".into()), "line 2 does not belong there");
    refused(
        &|lines| lines.insert(1, "{\"table\":\"pets\",\"columns\":[]}".into()),
        "line 2 does not belong there",
    );
    refused(&|lines| lines[row] = lines[row].replacen('[', "[null,", 1), "does not belong there");
    refused(&|lines| lines.push("{}".into()), "does not belong there");
    refused(
        &|lines| lines[0] = lines[0].replace("\"crosswalk_backup\":1", "\"crosswalk_backup\":2"),
        "newer program (0.1.0)",
    );
    refused(
        &|lines| {
            lines[0] =
                "{\"crosswalk_backup\":1,\"program\":\"7.0\",\"level\":900,\"engine\":\"x\",\"at\":\"\"}"
                    .into();
        },
        "newer program (7.0)",
    );
}

/// A backup whose sums are right, but whose rows the tables refuse.
fn with_a_row_that_refers_to_nothing(lines: &mut Vec<String>) {
    let begin = lines.iter().position(|line| line.starts_with("{\"table\":\"updates\"")).unwrap();
    let row = format!("[\"{}\",1,1,\"00\",null]", "ab".repeat(16));
    let hash = blake3::hash(format!("{row}\n").as_bytes()).to_hex().to_string();
    lines.insert(begin + 1, row);
    let last = lines.pop().unwrap();
    let mut end: serde_json::Value = serde_json::from_str(&last).unwrap();
    let sums = end["end"]["tables"].as_array_mut().unwrap();
    let sum = sums.iter_mut().find(|sum| sum["name"] == "updates").unwrap();
    sum["rows"] = 1.into();
    sum["blake3"] = hash.into();
    lines.push(end.to_string());
}

#[tokio::test]
async fn a_restore_that_fails_half_way_is_no_instance() {
    let instance = Instance::new(3).await;
    let (file, _) = instance.back_up("one.gz", &Lock::plain());
    let mut all = lines(&file);
    with_a_row_that_refers_to_nothing(&mut all);
    let odd = instance.path("odd.gz");
    write_lines(&odd, &all);
    check(&odd, &Keys::default()).unwrap();
    let (data, url) = new_folder(&instance, "restored");
    restore(&odd, &Keys::default(), &data, &url).unwrap_err();
    assert_eq!(fs::read_dir(&data).unwrap().count(), 0, "nothing is left");
    let scratch = Scratch::new().unwrap();
    let told = restore(&odd, &Keys::default(), &data, scratch.url()).unwrap_err();
    assert_eq!(fs::read_dir(&data).unwrap().count(), 0, "nothing is left");
    if std::env::var_os("CROSSWALK_TEST_DATABASE").is_some() {
        assert!(told.contains("empty it before you try again"), "{told}");
        let served = Store::open(scratch.url(), StoreOptions::default()).unwrap_err().to_string();
        assert!(served.contains("broken off"), "{served}");
        let again = restore(&file, &Keys::default(), &data, scratch.url()).unwrap_err();
        assert!(again.contains("empty it, then start again"), "{again}");
    } else {
        restore(&file, &Keys::default(), &data, scratch.url()).unwrap();
    }
}
