//! The machine's clock is put back: nothing is lost, and nothing waits for the old time to come again.

use crosswalk_testing::{Person, TestApp};
use serde_json::json;

const HOUR: i64 = 3_600_000;

#[tokio::test]
async fn a_clock_that_is_put_back_stops_nothing() {
    for back in [2 * HOUR, 400 * 24 * HOUR] {
        let mut app = TestApp::start().await;
        let mut rosa = app.sign_in("Rosa Medina").await;
        let book = app.workbook("Riverside").await;
        rosa.answer(&book, "assess", "goal-setting", "yes").await;
        let mut thuy = Person::join(&app, &book.edit).await;
        thuy.write("notes/assess", 0, "before ").await;
        thuy.until_saved().await;
        // A letter waits in the queue when it happens.
        let page = rosa.get(&format!("{}/link-mail", book.page())).await;
        rosa.submit(page.form("/link-mail").set("to", "rosa@example.org")).await.expect_status(200);
        app.pass(-back);

        app.run_jobs().await;
        assert_eq!(app.mails().len(), 1, "the letter goes out at once");
        rosa.get("/account").await.expect_status(200).expect_text("Rosa Medina");
        // The later answer stands, whatever the clock says.
        rosa.answer(&book, "assess", "goal-setting", "not_yet").await;
        thuy.write("notes/assess", 7, "after").await;
        thuy.until_saved().await;
        let other = app.workbook("Harbor").await;
        app.api("POST", &book.api("/snapshots"), Some(json!({ "name": "June" }))).await.expect_status(201);
        app.clean_up().await;
        app.restart().await;

        let now = app.read(&book).await;
        assert_eq!(now["answers"]["goal-setting"]["value"], "not_yet");
        assert_eq!(now["notes"]["assess"], "before after");
        app.read(&other).await;
        let history = app.api("GET", &book.api("/history"), None).await.expect_status(200).text();
        let place = |words: &str| history.find(words).unwrap_or_else(|| panic!("{words} in {history}"));
        assert!(place("not_yet") < place("\"yes\""), "the newest comes first: {history}");
        // Somebody new signs in, and a link is as good as ever.
        app.sign_in("Ana Ruiz").await;
    }
}
