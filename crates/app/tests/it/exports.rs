//! Out and in again: JSON, CSV and PDF.

use crosswalk_testing::{Book, Dice, TestApp};
use serde_json::{Value, json};

use crate::words::{COMMENT, OWN, export, furnished, random_workbook};

/// Random workbooks that go out and come in again.
const ROUNDS: u64 = 20;

async fn import(app: &TestApp, export: &Value) -> Book {
    let made =
        app.api("POST", "/api/v1/workbooks/import", Some(export.clone())).await.expect_status(201).json();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    Book { id: text(&made["id"]), edit: text(&made["edit"]["token"]), read: text(&made["read"]["token"]) }
}

#[tokio::test]
async fn an_import_of_an_export_is_the_same_workbook() {
    let mut app = TestApp::start_with(|settings, _| settings.limits.rates = false).await;
    let mut kept = Vec::new();
    for seed in 0..ROUNDS {
        let workbook = random_workbook(&mut Dice(seed));
        let first = import(&app, &export(&workbook)).await;
        let held = app.read(&first).await;
        assert_eq!(held, workbook, "seed {seed}");
        let file = app.api("GET", &first.read_api("/export.json"), None).await.expect_status(200).json();
        let second = import(&app, &file).await;
        assert_eq!(app.read(&second).await, workbook, "seed {seed}, second time");
        kept.push((second, workbook));
    }
    app.restart().await;
    for (book, workbook) in &kept {
        assert_eq!(&app.read(book).await, workbook, "after a restart");
    }
}

#[tokio::test]
async fn a_file_that_is_no_export_makes_no_workbook() {
    let app = TestApp::start().await;
    let spoiled = |spoil: &dyn Fn(&mut Value)| {
        let mut export = furnished("Riverside");
        spoil(&mut export);
        export
    };
    let cases: [(Value, u16, &str); 9] = [
        (json!({}), 400, "missing field"),
        (json!([1]), 400, "line 1"),
        (spoiled(&|export| export["format"] = "other".into()), 400, "crosswalk-workbook"),
        (spoiled(&|export| export["version"] = 2.into()), 400, "version 2"),
        (spoiled(&|export| export["checklist"]["key"] = "other".into()), 422, "other"),
        (spoiled(&|export| export["checklist"]["version"] = "1999".into()), 422, "1999"),
        (spoiled(&|export| export["workbook"]["notes"]["assess"] = "x".repeat(20_001).into()), 422, "20000"),
        (
            spoiled(&|export| export["workbook"]["answers"]["no-such"] = json!({ "value": "yes", "at": 1 })),
            422,
            "",
        ),
        (spoiled(&|export| export["workbook"]["comments"][0]["text"] = "".into()), 422, ""),
    ];
    for (export, status, words) in cases {
        let problem =
            app.api("POST", "/api/v1/workbooks/import", Some(export)).await.expect_status(status).json();
        let detail = problem["detail"].as_str().expect("a sentence").replace(',', "");
        assert!(detail.contains(words), "{detail}");
    }
    // Neither memory nor the database keeps what failed.
    assert_eq!(app.inside().live.counts().await.0, 0);
    assert_eq!(app.workbooks().await, 0);
}

#[tokio::test]
async fn the_table_has_every_question_and_runs_no_formula() {
    let app = TestApp::start().await;
    let mut workbook = furnished("Riverside")["workbook"].clone();
    workbook["owners"]["goal-setting"]["name"] = "=1+1".into();
    let book = import(&app, &export(&workbook)).await;
    for path in [book.read_api("/export.csv"), format!("{}/export.csv", book.read_page())] {
        let answer = app.api("GET", &path, None).await.expect_status(200);
        assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8"));
        let table = answer.text();
        assert!(
            table.contains("Who drives the bus?")
                && table.contains("Ask the clinic.")
                && table.contains("Second line.")
        );
        assert!(table.contains("'=1+1") && !table.contains(",=1+1"));
        assert!(table.matches("\r\n").count() > 27);
    }
    let spanish = app.api("GET", &book.api("/export.csv?language=es"), None).await.text();
    assert!(spanish.contains("Sí"), "{spanish}");
}

#[tokio::test]
async fn the_prints_are_pdfs() {
    let app = TestApp::start().await;
    let book = import(&app, &furnished("Riverside")).await;
    let (page, api) = (book.read_page(), book.read_api("/pdf"));
    let mut sizes = Vec::new();
    for path in [
        format!("{page}/workbook.pdf"),
        format!("/es{page}/workbook.pdf?paper=a4"),
        format!("{page}/blank.pdf"),
        "/blank.pdf".to_owned(),
        api.clone(),
        format!("{api}?language=es&paper=a4"),
    ] {
        let answer = app.api("GET", &path, None).await.expect_status(200);
        assert_eq!(answer.header("content-type"), Some("application/pdf"));
        assert!(answer.body.starts_with(b"%PDF-"), "{path}");
        sizes.push(answer.body.len());
    }
    assert!(sizes.iter().all(|size| (5_000..200_000).contains(size)), "{sizes:?}");
}

#[tokio::test]
async fn a_file_is_taken_in_by_the_form() {
    let app = TestApp::start().await;
    let mut rosa = app.device();
    let form = rosa.get("/workbooks/import").await.expect_status(200).form("/workbooks/import");
    let page = rosa
        .upload(form.clone(), "file", furnished("Riverside").to_string().as_bytes())
        .await
        .expect_status(200);
    assert!(page.url.starts_with("/w/"), "{}", page.url);
    page.expect_text("Riverside").expect_text("Who drives the bus?").expect_text("Ask the clinic.");
    assert!(page.html.contains(&format!("/comments/{COMMENT}/removal")));
    assert_eq!(page.form("/stages/assess").value(&format!("answer.{OWN}")), "not_yet");
    rosa.get("/workbooks").await.expect_text("Riverside");

    for (file, words) in [
        (&b""[..], "Choose a file first."),
        (b"{}", "can\u{2019}t be read as a workbook"),
        (b"\xff\xfe", "not a Crosswalk export"),
        (export(&json!({ "notes": { "assess": "x".repeat(20_001) } })).to_string().as_bytes(), "20000"),
    ] {
        let page = rosa.upload(form.clone(), "file", file).await.expect_status(422);
        let text = page.text().replace(',', "");
        assert!(text.contains(words), "{text}");
    }
    let large = vec![b' '; 8 * 1024 * 1024 + 1];
    rosa.upload(form, "file", &large).await.expect_status(422).expect_text("at most 8 MB");
}
