//! Every change, any state of the last 30 days, and named states side by side.

use crosswalk_app::check::check;
use crosswalk_app::content::Files;
use crosswalk_names::{DAY, HOUR, MINUTE};
use crosswalk_store::Connection;
use crosswalk_store::schema::{self, packs, updates};
use crosswalk_testing::{Book, Form, Page, TestApp};
use diesel::prelude::*;
use serde_json::{Value, json};

async fn changes(app: &TestApp, book: &Book) -> Vec<Value> {
    let history = app.api("GET", &book.read_api("/history"), None).await.expect_status(200).json();
    history["changes"].as_array().expect("changes").clone()
}

/// The same over all pages.
async fn all_changes(app: &TestApp, book: &Book) -> Vec<Value> {
    let (mut seen, mut before) = (Vec::new(), None::<String>);
    loop {
        let rest = before.map_or("/history".to_owned(), |place| format!("/history?before={place}"));
        let page = app.api("GET", &book.api(&rest), None).await.expect_status(200).json();
        seen.extend(page["changes"].as_array().expect("changes").iter().cloned());
        before = page["before"].as_str().map(str::to_owned);
        if before.is_none() {
            return seen;
        }
    }
}

fn undo_of(page: &Page, change: &Value) -> Form {
    page.form(&format!("/changes/{}/undo", change["id"].as_str().expect("an id")))
}

#[tokio::test]
async fn every_change_is_there_with_who_and_when() {
    let app = TestApp::start().await;
    let book = app.workbook("").await;
    let mut rosa = app.device();
    rosa.post("/preferences", &[("name", "Rosa")]).await;
    rosa.answer(&book, "assess", "goal-setting", "not_yet").await;
    rosa.answer(&book, "assess", "goal-setting", "yes").await;
    let page = rosa.get(&book.page()).await;
    rosa.submit(page.form("/stages/assess").set("owner.goal-setting", "Thuy").set("notes", "Noted.")).await;
    rosa.submit(page.form("/stages/assess").set("comment.goal-setting", "Ask the clinic.")).await;
    rosa.submit(page.form("/stages/engage").set("question", "Who drives?")).await;
    let told: Vec<(String, String)> = changes(&app, &book)
        .await
        .iter()
        .map(|line| {
            (
                line["kind"].as_str().expect("a kind").to_owned(),
                line["by"].as_str().expect("a name").to_owned(),
            )
        })
        .collect();
    let kinds: Vec<&str> = told.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds[..2], ["question", "comment"]);
    assert_eq!(kinds[4..], ["answer", "answer"]);
    let answer = changes(&app, &book).await[4].clone();
    assert_eq!((&answer["before"]["value"], &answer["after"]["value"]), (&json!("not_yet"), &json!("yes")));
    assert_eq!(answer["stands"], true);
    let page = rosa.get(&format!("{}/history", book.page())).await.expect_status(200);
    for words in [
        "answered \u{201c}Goal setting\u{201d} with \u{201c}Yes\u{201d}",
        "made Thuy the owner of \u{201c}Goal setting\u{201d}",
        "wrote in the notes on stage 1",
        "left a note on \u{201c}Goal setting\u{201d}",
        "added a question to stage 2",
        "Ask the clinic.",
    ] {
        page.expect_text(words);
    }
    assert!(told.iter().filter(|(kind, _)| kind != "note").all(|(_, by)| by == "Rosa"), "{told:?}");
    // A reader sees the same lines and no button.
    let page = rosa.get(&format!("{}/history", book.read_page())).await.expect_status(200);
    page.expect_text("left a note on");
    assert!(page.forms().iter().all(|form| !form.action.contains("/undo")));
}

#[tokio::test]
async fn a_change_is_taken_back_unless_it_was_overtaken() {
    let app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let mut rosa = app.device();
    rosa.answer(&book, "assess", "goal-setting", "not_yet").await;
    rosa.answer(&book, "assess", "goal-setting", "yes").await;
    let lines = changes(&app, &book).await;
    let page = rosa.get(&format!("{}/history", book.page())).await;
    // The older answer was overtaken: its undo leaves the newer one.
    rosa.submit(undo_of(&page, &lines[1])).await.expect_status(200);
    assert_eq!(app.read(&book).await["answers"]["goal-setting"]["value"], "yes");
    rosa.submit(undo_of(&page, &lines[0])).await.expect_status(200);
    assert_eq!(app.read(&book).await["answers"]["goal-setting"]["value"], "not_yet");
    // Twice is as good as once.
    rosa.submit(undo_of(&page, &lines[0])).await.expect_status(200);
    assert_eq!(app.read(&book).await["answers"]["goal-setting"]["value"], "not_yet");
    let title = changes(&app, &book).await.into_iter().find(|line| line["kind"] == "title").expect("a line");
    rosa.submit(undo_of(&page, &title)).await.expect_status(200);
    assert_eq!(app.read(&book).await["title"]["text"], "");
    // Not by the link that reads, nor for another workbook.
    let other = app.workbook("Lakeside").await;
    let id = lines[0]["id"].as_str().expect("an id");
    rosa.post(&format!("{}/changes/{id}/undo", other.page()), &[]).await.expect_status(404);
    rosa.post(&format!("{}/changes/{id}/undo", book.read_page()), &[]).await.expect_status(403);
}

#[tokio::test]
async fn any_state_is_shown_and_brought_back() {
    let app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let mut rosa = app.device();
    rosa.post("/preferences", &[("name", "Rosa")]).await;
    rosa.answer(&book, "assess", "goal-setting", "yes").await;
    let page = rosa.get(&book.page()).await;
    rosa.submit(page.form("/stages/assess").set("notes", "Good words.")).await.expect_status(200);
    rosa.submit(page.form("/stages/assess").set("comment.goal-setting", "Ask the clinic."))
        .await
        .expect_status(200);
    let good = app.read(&book).await;
    let seq = changes(&app, &book).await[0]["seq"].as_i64().expect("a number");

    let page = rosa.get(&book.page()).await;
    rosa.submit(page.form("/stages/assess").set("notes", "").set("answer.goal-setting", "not_yet"))
        .await
        .expect_status(200);
    let id = good["comments"][0]["id"].as_str().expect("an id");
    rosa.submit(page.form("/stages/assess").press(&format!("/comments/{id}/removal")))
        .await
        .expect_status(200);
    let page = rosa.get(&book.page()).await;
    rosa.submit(page.form("/stages/assess").set("question", "Who?")).await.expect_status(200);

    let then = rosa.get(&format!("{}/history/{seq}", book.page())).await.expect_status(200);
    then.expect_text("Good words.").expect_text("The workbook before");
    let page = rosa.submit(then.form("/restorations")).await.expect_status(200);
    page.expect_text("The workbook is as it was then.");
    let held = app.read(&book).await;
    assert_eq!(held["notes"], good["notes"]);
    assert_eq!(held["comments"][0]["text"], "Ask the clinic.");
    assert_eq!(held["questions"], json!([]));
    assert_eq!(held["answers"]["goal-setting"]["value"], "yes");
    // That is a change like any other, which the history tells and which can be taken back the same way.
    let lines = changes(&app, &book).await;
    assert!(lines.iter().any(|line| line["kind"] == "restoration" && line["by"] == "Rosa"), "{lines:?}");
    rosa.get(&format!("{}/history", book.page())).await.expect_text("brought back the workbook as it was");
    let before = lines[0]["seq"].as_i64().expect("a number") - 1;
    let page = rosa.get(&format!("{}/history/{before}", book.page())).await.expect_status(200);
    rosa.submit(page.form("/restorations")).await.expect_status(200);
    assert_eq!(app.read(&book).await["questions"][0]["text"], "Who?");

    rosa.get(&format!("{}/history/{seq}", book.read_page())).await.expect_status(200);
    rosa.post(&format!("{}/restorations", book.read_page()), &[("seq", "1")]).await.expect_status(403);
    rosa.get(&format!("{}/history/-1", book.page())).await.expect_status(404);
    rosa.post(&format!("{}/restorations", book.page()), &[("seq", "-1")]).await.expect_status(404);
    rosa.get(&format!("{}/history/99999", book.page())).await.expect_status(404);
}

#[tokio::test]
async fn a_long_history_comes_in_pages_without_gaps() {
    let app = TestApp::start().await;
    let book = app.workbook("").await;
    for number in 0..130 {
        let body = json!({ "name": format!("Owner {number}") });
        app.api("PUT", &book.api("/owners/goal-setting"), Some(body)).await.expect_status(204);
    }
    let lines = all_changes(&app, &book).await;
    let seen: Vec<&str> = lines.iter().map(|line| line["after"]["name"].as_str().expect("a name")).collect();
    let expected: Vec<String> = (0..130).rev().map(|number| format!("Owner {number}")).collect();
    assert_eq!(seen, expected);
    let mut rosa = app.device();
    let page = rosa.get(&format!("{}/history", book.page())).await;
    let older = page.links("before=").first().cloned().expect("a link");
    rosa.get(&older).await.expect_status(200).expect_text("Owner 0");
}

/// Log entries and lines of history in rows of their own, and packs.
async fn rows(app: &TestApp) -> (i64, i64, i64) {
    let count = |conn: &mut Connection| {
        Ok((
            updates::table.count().get_result(conn)?,
            schema::changes::table.count().get_result(conn)?,
            packs::table.count().get_result(conn)?,
        ))
    };
    app.inside().store.read(count).await.expect("counts")
}

#[tokio::test]
async fn what_is_packed_reads_like_before_and_goes_after_its_time() {
    let mut app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let mut rosa = app.device();
    rosa.post("/preferences", &[("name", "Rosa")]).await;
    let write = async |app: &TestApp, from: usize| {
        for number in from..from + 30 {
            let name = json!({ "name": format!("Owner {number}") });
            app.api("PUT", &book.api("/owners/goal-setting"), Some(name)).await.expect_status(204);
            let text = json!({ "text": format!("Note {number}. Ask the clinic about it.") });
            app.api("PUT", &book.api("/notes/assess"), Some(text)).await.expect_status(204);
            app.pass(7 * MINUTE);
        }
    };
    for day in 0..4 {
        write(&app, 30 * day).await;
        app.pass(DAY);
        // A head state is written when the program ends.
        app.restart().await;
        if day > 0 {
            app.clean_up().await;
        }
    }
    // The present is in rows, what was before is not.
    write(&app, 120).await;
    let (entries, lines, packed) = rows(&app).await;
    assert!(packed >= 2 && entries < 70 && lines < 70, "{entries} {lines} {packed}");
    let all = async |app: &TestApp| {
        let lines = all_changes(app, &book).await;
        let mut states = Vec::new();
        for seq in [1, 2, 29, 61, 62, 119, 120, 121, 180, 240, 241, 299] {
            let page = app.device().get(&format!("{}/history/{seq}", book.page())).await.expect_status(200);
            states.push(page.text());
        }
        (lines, states)
    };
    let names = |lines: &[Value]| -> Vec<String> {
        lines.iter().filter_map(|line| Some(line["after"]["name"].as_str()?.to_owned())).collect()
    };
    let before = all(&app).await;
    let expected: Vec<String> = (0..150).rev().map(|number| format!("Owner {number}")).collect();
    assert_eq!(names(&before.0), expected);
    assert!(before.1[0].contains("Riverside") && before.1[3].contains("Note 29."));
    app.restart().await;
    app.pass(2 * HOUR);
    app.clean_up().await;
    let (entries, lines, packed) = rows(&app).await;
    assert_eq!((entries, lines), (0, 0), "all of it is packed, in {packed}");
    let after = all(&app).await;
    assert_eq!(after.0, before.0);
    assert_eq!(after.1, before.1);
    let files = Files::read(None).expect("the built-in content");
    let checked = check(&app.inside().store, files).await.expect("it is checked");
    assert_eq!(checked.faults, Vec::<String>::new());

    // A packed change is taken back like any other, and typing goes on.
    let line = after.0.iter().find(|line| line["after"]["name"] == "Owner 149").expect("a line").clone();
    let page = rosa.get(&format!("{}/history", book.page())).await;
    rosa.submit(undo_of(&page, &line)).await.expect_status(200);
    assert_eq!(app.read(&book).await["owners"]["goal-setting"]["name"], "Owner 148");
    let then = rosa.get(&format!("{}/history/61", book.page())).await.expect_status(200);
    rosa.submit(then.form("/restorations")).await.expect_status(200);
    assert_eq!(app.read(&book).await["notes"]["assess"], "Note 29. Ask the clinic about it.");

    app.restart().await;
    app.pass(31 * DAY);
    app.clean_up().await;
    assert_eq!(rows(&app).await, (0, 0, 0));
    assert_eq!(app.read(&book).await["notes"]["assess"], "Note 29. Ask the clinic about it.");
    rosa.get(&format!("{}/history/61", book.page())).await.expect_status(404);
    let checked =
        check(&app.inside().store, Files::read(None).expect("content")).await.expect("it is checked");
    assert_eq!(checked.faults, Vec::<String>::new());
}

#[tokio::test]
async fn two_snapshots_are_compared() {
    let app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let mut rosa = app.device();
    rosa.answer(&book, "assess", "goal-setting", "in_progress").await;
    let page = rosa.get(&book.page()).await;
    let page = rosa.submit(page.form("/snapshots").set("name", "November meeting")).await.expect_status(200);
    page.expect_text("November meeting");
    rosa.answer(&book, "assess", "goal-setting", "yes").await;
    let page = rosa.get(&format!("{}/snapshots", book.page())).await;
    let compare = page.links("/compare?").first().cloned().expect("a link");
    let page = rosa.get(&compare).await.expect_status(200);
    page.expect_text("Goal setting In progress").expect_text("1 of 6").expect_text("November meeting");
    let page = rosa.get(&format!("{}/snapshots", book.page())).await;
    rosa.submit(page.form("/snapshots")).await.expect_status(200);
    // Two snapshots by the form, also for those who can only read.
    let page = rosa.get(&format!("{}/compare", book.read_page())).await.expect_status(200);
    let form = page.form("/compare");
    let ids: Vec<String> = app.api("GET", &book.api("/snapshots"), None).await.json()["snapshots"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one["id"].as_str().expect("an id").to_owned())
        .collect();
    let page = rosa.submit(form.set("from", &ids[1]).set("to", &ids[0])).await.expect_status(200);
    page.expect_text("Goal setting In progress");
    let nothing = format!("{}/compare?from={}&to=elsewhere", book.page(), ids[0]);
    rosa.get(&nothing).await.expect_status(200);
}
