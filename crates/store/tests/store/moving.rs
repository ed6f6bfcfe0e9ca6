//! Whole tables in and out: from one database to another, also of the other engine.

use crosswalk_store::transfer::{Source, Target};
use crosswalk_store::{Id, Scratch, Store, StoreError, StoreOptions, schema};
use diesel::prelude::*;
use uuid::Uuid;

/// A SQLite file, whichever engine the tests run on.
struct File(std::path::PathBuf);

impl File {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("crosswalk-move-{}", Uuid::now_v7().simple()));
        std::fs::create_dir(&folder).unwrap();
        Self(folder)
    }
    fn url(&self) -> String {
        format!("sqlite:{}", self.0.join("test.db").display())
    }
}

impl Drop for File {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// Copies what is missing, as `crosswalk copy` does.
fn copy(from: &str, to: &str) -> Source {
    copy_part(from, to, usize::MAX).finish().unwrap()
}

fn copy_part(from: &str, to: &str, most_chunks: usize) -> Target {
    let mut source = Source::open(from).unwrap();
    let mut target = Target::open(to, source.level()).unwrap();
    let mut chunks = 0;
    for table in source.tables().to_vec() {
        let mut last = target.last(&table).unwrap();
        loop {
            let rows = source.rows(&table, last.as_ref()).unwrap();
            if rows.is_empty() || chunks == most_chunks {
                break;
            }
            target.put(&table, &rows).unwrap();
            last = rows.last().cloned();
            chunks += 1;
        }
    }
    target
}

fn same(one: &mut Source, other: &mut Source) -> u64 {
    let tables = one.tables().to_vec();
    tables
        .iter()
        .map(|table| {
            let (here, there) = (one.digest(table).unwrap(), other.digest(table).unwrap());
            assert!(here == there, "{}: {} and {} rows", table.name(), here.rows, there.rows);
            here.rows
        })
        .sum()
}

const ODD: [&str; 5] = ["plain", "“Ünï–cödé” 🏠", "it's; -- \"quoted\" \\ $1", "a\tb\nc\u{1}", "Z"];

async fn fill(store: &Store) {
    use schema::{counters, people};
    store
        .write(|conn| {
            for (number, name) in (0_u128..).zip(ODD.into_iter().cycle().take(1_203)) {
                let id = Id(Uuid::from_u128(number * 7_919_000_000_007 + 1));
                let sealed: Option<Vec<u8>> =
                    (number % 3 > 0).then(|| vec![u8::try_from(number % 256).unwrap(), 0, 255]);
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
            for scope in ODD {
                diesel::insert_into(counters::table)
                    .values((
                        counters::scope.eq(scope),
                        counters::subject.eq(vec![0_u8, 1]),
                        counters::window_start.eq(-5),
                        counters::count.eq(1),
                    ))
                    .execute(conn)?;
            }
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn everything_moves_and_comes_back_the_same() {
    let (here, file, back) = (Scratch::new().unwrap(), File::new(), Scratch::new().unwrap());
    let store = Store::open(here.url(), StoreOptions::default()).unwrap();
    fill(&store).await;
    // The program still serves it.
    let mut there = copy(here.url(), &file.url());
    let rows = same(&mut Source::open(here.url()).unwrap(), &mut there);
    assert!(rows >= 1_208, "{rows}");
    drop(there);
    let mut again = copy(&file.url(), back.url());
    same(&mut Source::open(here.url()).unwrap(), &mut again);
    drop(again);
    let moved = Store::open(back.url(), StoreOptions::default()).unwrap();
    assert_eq!(moved.check().await, Ok(Vec::new()));
    let names: Vec<String> = moved
        .read(|conn| {
            schema::people::table.order(schema::people::id).limit(5).select(schema::people::name).load(conn)
        })
        .await
        .unwrap();
    assert_eq!(names, ODD);
}

#[tokio::test]
async fn a_copy_that_was_broken_off_goes_on() {
    let (here, file) = (Scratch::new().unwrap(), File::new());
    let store = Store::open(here.url(), StoreOptions::default()).unwrap();
    fill(&store).await;
    drop(copy_part(here.url(), &file.url(), 2));
    for half in [
        Store::open(&file.url(), StoreOptions::default()).map(drop),
        Store::open_to_read(&file.url(), StoreOptions::default()).map(drop),
        Source::open(&file.url()).map(drop),
    ] {
        let told = half.unwrap_err().to_string();
        assert!(told.contains("a copy or a restore into it was broken off"), "{told}");
    }
    let mut whole = copy(here.url(), &file.url());
    same(&mut Source::open(here.url()).unwrap(), &mut whole);
}

#[tokio::test]
async fn a_database_is_read_while_it_is_served_and_never_written() {
    let here = Scratch::new().unwrap();
    let store = Store::open(here.url(), StoreOptions::default()).unwrap();
    fill(&store).await;
    let reader = Store::open_to_read(here.url(), StoreOptions::default()).unwrap();
    assert_eq!(reader.check().await, Ok(Vec::new()));
    let refused = reader.write(|conn| diesel::delete(schema::people::table).execute(conn)).await;
    assert!(matches!(refused, Err(StoreError::Full(_))), "{refused:?}");
    let missing = Store::open_to_read("sqlite:/nowhere/at-all.db", StoreOptions::default());
    assert!(matches!(missing, Err(StoreError::Unavailable(_))));
}

#[tokio::test]
async fn a_served_file_is_not_copied_into() {
    let file = File::new();
    let _store = Store::open(&file.url(), StoreOptions::default()).unwrap();
    assert!(matches!(Target::open(&file.url(), 13), Err(StoreError::Unavailable(_))));
}

#[tokio::test]
async fn a_database_with_rows_is_not_copied_into() {
    let (here, file) = (Scratch::new().unwrap(), File::new());
    let store = Store::open(here.url(), StoreOptions::default()).unwrap();
    fill(&store).await;
    drop(copy(here.url(), &file.url()));
    let level = Source::open(here.url()).unwrap().level();
    let told = Target::open(&file.url(), level).err().unwrap().to_string();
    assert!(told.contains("holds data already"), "{told}");
    drop(Store::open(&file.url(), StoreOptions::default()).unwrap());
}
