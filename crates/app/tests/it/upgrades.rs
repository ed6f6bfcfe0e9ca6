//! Data that an earlier program wrote are taken over as they are. `scripts/upgrade-fixture` writes such data down, once
//! for each release. There is no release yet: the data here were written by this program's own rows, as they stand at
//! the level of tables that the first workbooks had.

use crosswalk_app::check::check;
use crosswalk_app::content::Files;
use crosswalk_store::transfer::{Row, Source, Target};
use crosswalk_testing::{Book, Person, TestApp};
use serde_json::{Value, json};

const LEVEL_7: &str = include_str!("fixtures/level-7.json");

/// Fills an empty database with what `old` holds, at its level.
fn write(url: &str, old: &Value) {
    let level = old["level"].as_i64().expect("a level");
    let mut target = Target::open(url, level).expect("tables");
    let tables = target.tables().to_vec();
    let mut left = old["tables"].as_object().expect("tables").len();
    for table in &tables {
        let Some(rows) = old["tables"].get(table.name()) else { continue };
        let rows: Vec<Row> = serde_json::from_value(rows.clone()).expect("rows");
        target.put(table, &rows).expect("they are written");
        left -= 1;
    }
    assert_eq!(left, 0, "a table is unknown at level {level}");
    target.finish().expect("the tables are brought up to date");
}

#[tokio::test]
async fn workbooks_of_an_earlier_program_open_and_go_on() {
    let old: Value = serde_json::from_str(LEVEL_7).expect("JSON");
    let mut app = TestApp::start_with(|settings, _| write(&settings.database, &old)).await;
    let level = Source::open(&app.inside().settings.database).expect("it opens").level();
    assert!(level > old["level"].as_i64().expect("a level"), "the tables were brought up to date");

    let books: Vec<(Book, &Value)> = old["books"]
        .as_array()
        .expect("books")
        .iter()
        .map(|book| {
            let text = |name: &str| book[name].as_str().expect("a token").to_owned();
            (Book { id: String::new(), edit: text("edit"), read: text("read") }, book)
        })
        .collect();
    assert_eq!(app.workbooks().await, i64::try_from(books.len()).expect("few"));
    for (book, old) in &books {
        assert_eq!(app.read(book).await, old["export"]["workbook"], "as it was");
        let history = app.api("GET", &book.api("/history"), None).await.expect_status(200).json();
        assert_eq!(history["changes"].as_array().map(Vec::len), old["changes"].as_u64().map(|n| n as usize));
        let snapshots = app.api("GET", &book.api("/snapshots"), None).await.expect_status(200).json();
        assert!(snapshots.to_string().contains("Fall"), "{snapshots}");
        for page in [book.page(), format!("/es{}", book.read_page()), format!("{}/history", book.page())] {
            app.api("GET", &page, None).await.expect_status(200);
        }
        // By the live socket and by the API, on top of what was there.
        let mut rosa = Person::join(&app, &book.edit).await;
        rosa.write("notes/assess", 0, "Now: ").await;
        rosa.until_saved().await;
        let answer = json!({ "value": "in_progress" });
        app.api("PUT", &book.api("/answers/community-voice"), Some(answer)).await.expect_status(204);
    }
    app.restart().await;
    for (book, old) in &books {
        let now = app.read(book).await;
        let before = old["export"]["workbook"]["notes"]["assess"].as_str().expect("a note");
        assert_eq!(now["notes"]["assess"], format!("Now: {before}"));
        assert_eq!(now["answers"]["community-voice"]["value"], "in_progress");
        assert_eq!(now["answers"]["goal-setting"], old["export"]["workbook"]["answers"]["goal-setting"]);
    }
    let files = Files::read(None).expect("content");
    let checked = check(&app.inside().store, files).await.expect("it reads");
    assert_eq!(checked.faults, Vec::<String>::new());
    assert_eq!(checked.workbooks, books.len() as u64);
}
