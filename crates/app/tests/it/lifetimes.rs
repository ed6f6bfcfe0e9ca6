//! What is deleted, when it is gone, and that nothing else goes with it.

use crosswalk_names::{DAY, HOUR};
use crosswalk_testing::{Person, TestApp};
use serde_json::json;

#[tokio::test]
async fn a_deleted_workbook_comes_back_for_30_days() {
    let app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    app.api("PUT", &book.api("/notes/assess"), Some(json!({ "text": "Keep me." }))).await.expect_status(204);
    let mut thuy = Person::join(&app, &book.read).await;
    let mut rosa = app.device();
    let page = rosa.get(&format!("{}/deletion", book.page())).await.expect_status(200);
    let wrong = rosa.submit(page.form("/deletion").set("title", "Lakeside")).await.expect_status(422);
    wrong.expect_text("This is not the workbook\u{2019}s name.");
    let done = rosa.submit(page.form("/deletion").set("title", " riverside ")).await.expect_status(200);
    done.expect_text("The workbook is deleted");
    assert!(!done.text().contains("Riverside"));

    // Who has it open is told; who opens it sees a way back, if the link can edit.
    thuy.until("the news", |thuy| thuy.heard.contains(&crosswalk_testing::Heard::Notice("deleted".into())))
        .await;
    assert_eq!(thuy.until_closed().await.1, Some(4404));
    let shown = rosa.get(&book.page()).await.expect_status(410);
    assert_eq!(rosa.get(&book.read_page()).await.expect_status(410).forms().len(), 1);
    for rest in ["", "/reading", "/history", "/snapshots", "/pdf", "/export.json", "/export.csv"] {
        app.api("GET", &book.api(rest), None).await.expect_status(410);
    }
    let edit =
        app.api("PUT", &book.api("/notes/assess"), Some(json!({ "text": "x" }))).await.expect_status(410);
    assert_eq!(edit.json()["type"], "/api#deleted");
    assert_eq!(
        Person::connect(&app, &book.edit, None).await.expect("it opens").until_closed().await.1,
        Some(4404)
    );

    app.pass(30 * DAY - HOUR);
    app.clean_up().await;
    app.api("POST", &book.read_api("/restoration"), None).await.expect_status(403);
    let back = rosa.submit(shown.form("/deletion/undo")).await.expect_status(200);
    back.expect_text("Riverside");
    assert_eq!(app.read(&book).await["notes"]["assess"], "Keep me.");
}

#[tokio::test]
async fn after_30_days_a_deleted_workbook_is_gone_for_good() {
    let mut app = TestApp::start().await;
    let (gone, kept) = (app.workbook("Gone").await, app.workbook("Kept").await);
    app.api("POST", &gone.api("/snapshots"), Some(json!({ "name": "November" }))).await.expect_status(201);
    app.api("DELETE", &gone.api(""), None).await.expect_status(204);
    app.pass(30 * DAY + HOUR);
    app.clean_up().await;
    for _ in 0..2 {
        for token in [&gone.edit, &gone.read] {
            app.api("GET", &format!("/api/v1/workbooks/{token}"), None).await.expect_status(404);
        }
        app.api("POST", &gone.api("/restoration"), None).await.expect_status(404);
        assert_eq!(app.read(&kept).await["title"]["text"], "Kept");
        app.restart().await;
    }
    assert_eq!(app.workbooks().await, 1);
    assert_eq!(app.inside().store.check().await.expect("a check"), Vec::<String>::new());
}

#[tokio::test]
async fn what_is_older_than_30_days_leaves_the_history_and_nothing_else() {
    let mut app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let note = async |app: &TestApp, text: &str| {
        app.api("PUT", &book.api("/notes/assess"), Some(json!({ "text": text }))).await.expect_status(204);
    };
    note(&app, "First.").await;
    // A restart writes the state down; a crash does not.
    app.restart().await;
    note(&app, "First. Second.").await;
    app.crash().await;
    app.api("PUT", &book.api("/answers/goal-setting"), Some(json!({ "value": "yes" })))
        .await
        .expect_status(204);
    app.crash().await;
    app.pass(31 * DAY);
    app.clean_up().await;
    app.crash().await;
    let held = app.read(&book).await;
    assert_eq!(held["notes"]["assess"], "First. Second.");
    assert_eq!(held["answers"]["goal-setting"]["value"], "yes");
    let history = app.api("GET", &book.api("/history"), None).await.json();
    assert_eq!(history, json!({ "changes": [], "before": null }));

    // Work goes on, and the days since can be brought back.
    note(&app, "Third.").await;
    note(&app, "Fourth.").await;
    app.crash().await;
    app.clean_up().await;
    assert_eq!(app.read(&book).await["notes"]["assess"], "Fourth.");
    assert_eq!(app.inside().store.check().await.expect("a check"), Vec::<String>::new());
    app.api("GET", &format!("{}/history/1", book.page()), None).await.expect_status(404);
    app.api("GET", &format!("{}/history/4", book.page()), None).await.expect_status(200);
}
