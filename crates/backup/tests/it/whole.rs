//! What comes back is what was there.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};

use crosswalk_backup::{Keys, Lock, check};
use crosswalk_store::transfer::Source;
use crosswalk_store::{Scratch, Store, StoreOptions};

use crate::{Instance, PASSPHRASE, count_up, large, lines, new_folder, restore};

fn same(one: &str, other: &str) -> u64 {
    let (mut one, mut other) = (Source::open(one).unwrap(), Source::open(other).unwrap());
    let mut rows = 0;
    for table in one.tables().to_vec() {
        let (here, there) = (one.digest(&table).unwrap(), other.digest(&table).unwrap());
        assert!(here == there, "{}: {} and {} rows", table.name(), here.rows, there.rows);
        rows += here.rows;
    }
    rows
}

#[tokio::test]
async fn an_instance_comes_back_whole_on_either_engine() {
    let instance = Instance::new(1_203).await;
    let (file, made) = instance.back_up("one.age", &Lock::passphrase(PASSPHRASE.to_owned()).unwrap());
    assert_eq!((made.rows, made.files), (1_203, 4));
    assert_eq!(fs::metadata(&file).unwrap().len(), made.bytes);
    let keys = Keys::default().with_passphrase(Some(PASSPHRASE.to_owned()));
    let contents = check(&file, &keys).unwrap();
    assert_eq!((contents.rows(), contents.at.as_str()), (1_203, "2026-11-18T16:42:00Z"));
    let (data, sqlite) = new_folder(&instance, "restored");
    restore(&file, &keys, &data, &sqlite).unwrap();
    // Under with-postgres this one is PostgreSQL.
    let scratch = Scratch::new().unwrap();
    let (other_data, _) = new_folder(&instance, "other");
    restore(&file, &keys, &other_data, scratch.url()).unwrap();
    for (data, url) in [(data, sqlite.as_str()), (other_data, scratch.url())] {
        assert_eq!(same(instance.scratch.url(), url), 1_203);
        assert_eq!(fs::read(data.join("secret")).unwrap(), [7; 32]);
        assert_eq!(fs::read(data.join("content/toolkit/en/terms/home.md")).unwrap(), large());
        assert!(data.join("outbox/1.eml").exists() && data.join("crosswalk.toml.from-backup").exists());
        assert!(!data.join("crosswalk.toml").exists() && !data.join("restoring").exists());
        let names = fs::read_dir(&data).unwrap().map(|entry| entry.unwrap().file_name());
        assert!(names.into_iter().all(|name| !name.to_string_lossy().contains(".restoring")));
        let store = Store::open(url, StoreOptions::default()).unwrap();
        assert_eq!(store.check().await, Ok(Vec::new()));
    }
}

#[cfg(unix)]
#[tokio::test]
async fn files_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let instance = Instance::new(3).await;
    let (file, _) = instance.back_up("one.gz", &Lock::plain());
    let (data, url) = new_folder(&instance, "restored");
    restore(&file, &Keys::default(), &data, &url).unwrap();
    for path in [file, data.join("secret"), data.join("crosswalk.db"), data.join("outbox/1.eml")] {
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600, "{}", path.display());
    }
    assert_eq!(fs::metadata(&data).unwrap().permissions().mode() & 0o777, 0o700);
}

#[tokio::test]
async fn any_of_several_keys_opens_it() {
    let instance = Instance::new(3).await;
    let keys: Vec<age::x25519::Identity> = (0..3).map(|_| age::x25519::Identity::generate()).collect();
    let public: Vec<String> = keys.iter().map(|key| key.to_public().to_string()).collect();
    let (file, _) = instance.back_up("one.age", &Lock::recipients(&public[..2]).unwrap());
    let key_file = |number: usize| {
        use age::secrecy::ExposeSecret as _;
        let path = instance.path(&format!("key-{number}.txt"));
        let text =
            format!("# created: today\n# public key: …\n{}\n", keys[number].to_string().expose_secret());
        fs::write(&path, text).unwrap();
        Keys::default().with_identities(&path).unwrap()
    };
    for number in [0, 1] {
        assert_eq!(check(&file, &key_file(number)).unwrap().rows(), 3);
    }
    let refused = check(&file, &key_file(2)).unwrap_err().to_string();
    assert!(refused.contains("none that the backup was encrypted to"), "{refused}");
    let refused = check(&file, &Keys::default()).unwrap_err().to_string();
    assert!(refused.contains("--identity"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_of_one_moment_while_people_go_on_writing() {
    let instance = Instance::new(20_000).await;
    count_up(&instance.store, "start").await;
    let (store, stop) = (instance.store.clone(), std::sync::Arc::new(AtomicBool::new(false)));
    let stopped = std::sync::Arc::clone(&stop);
    let writing = tokio::spawn(async move {
        let mut times = 0;
        while !stopped.load(Ordering::SeqCst) {
            count_up(&store, "start").await;
            times += 1;
        }
        times
    });
    let (file, _) = tokio::task::block_in_place(|| instance.back_up("one.gz", &Lock::plain()));
    stop.store(true, Ordering::SeqCst);
    assert!(writing.await.unwrap() > 0, "nothing was written meanwhile");
    let counts: Vec<String> = lines(&file)
        .into_iter()
        .filter(|line| line.starts_with("[\"one\"") || line.starts_with("[\"two\""))
        .collect();
    let count = |line: &String| line.rsplit(',').next().unwrap().to_owned();
    assert_eq!(counts.len(), 2);
    assert_eq!(count(&counts[0]), count(&counts[1]), "both are always counted in one write");
}

#[tokio::test]
async fn anybody_can_read_the_lines() {
    let instance = Instance::new(5).await;
    let (file, _) = instance.back_up("one.gz", &Lock::plain());
    let lines = lines(&file);
    let header: serde_json::Value = serde_json::from_str(&lines[0]).unwrap();
    assert_eq!(
        (header["crosswalk_backup"].as_u64(), header["at"].as_str()),
        (Some(1), Some("2026-11-18T16:42:00Z"))
    );
    let begin = lines.iter().position(|line| line.starts_with("{\"table\":\"people\"")).unwrap();
    let rows: Vec<&String> = lines[begin + 1..].iter().take_while(|line| line.starts_with('[')).collect();
    assert_eq!(rows.len(), 5);
    let end: serde_json::Value = serde_json::from_str(lines.last().unwrap()).unwrap();
    let sums = end["end"]["tables"].as_array().unwrap().iter().find(|sum| sum["name"] == "people").unwrap();
    let mut hash = blake3::Hasher::new();
    for row in rows {
        hash.update(format!("{row}\n").as_bytes());
    }
    assert_eq!(
        (sums["rows"].as_u64(), sums["blake3"].as_str().unwrap()),
        (Some(5), hash.finalize().to_hex().as_str())
    );
}
