//! "I don't know": offered in the copy that one person fills in alone, taken and shown everywhere.

use crosswalk_testing::{Page, TestApp};
use serde_json::json;

use crate::words::furnished;

/// How many answers the page offers for a question of a stage.
fn offered(page: &Page, stage: &str, question: &str) -> usize {
    let (form, name) = (page.form(&format!("/stages/{stage}")), format!("answer.{question}"));
    form.names().iter().filter(|other| **other == name).count()
}

#[tokio::test]
async fn a_copy_of_ones_own_offers_five_answers_and_says_whose_it_is() {
    let mut app = TestApp::start().await;
    let book = app.individual_copy().await;
    let mut rosa = app.device();
    let page = rosa.get(&book.page()).await.expect_status(200);
    page.expect_text("This is your own copy.").expect_text("0 of 26 answered");
    assert_eq!(offered(&page, "assess", "goal-setting"), 5);
    rosa.get(&format!("/es{}", book.page()))
        .await
        .expect_text("Esta copia es solo suya.")
        .expect_text("No sé");
    let page = rosa.answer(&book, "assess", "goal-setting", "dont_know").await;
    page.expect_text("1 of 26 answered");
    assert_eq!(page.form("/stages/assess").value("answer.goal-setting"), "dont_know");
    assert_eq!(app.read(&book).await["answers"]["goal-setting"]["value"], "dont_know");
    rosa.get(&format!("{}/history", book.page())).await.expect_text("I don’t know");

    // A question that the person adds is answered alike.
    let form = page.form("/stages/assess").set("question", "Who drives the bus?").send("question");
    let page = rosa.submit(form).await.expect_status(200);
    let held = app.read(&book).await;
    assert_eq!(offered(&page, "assess", held["questions"][0]["key"].as_str().expect("a key")), 5);

    // The link that reads shows the same answers, and says nothing of whose copy it is.
    let read = app.device().get(&book.read_page()).await.expect_status(200);
    assert!(!read.text().contains("This is your own copy."));
    assert!(read.html.contains("value=\"dont_know\" checked disabled"));
    app.restart().await;
    let page = rosa.get(&book.page()).await.expect_status(200);
    assert_eq!(offered(&page, "engage", "power-and-agency"), 5);
}

#[tokio::test]
async fn elsewhere_it_is_taken_without_complaint_and_shown_where_it_stands() {
    let app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let mut rosa = app.device();
    let before = rosa.get(&book.page()).await.expect_status(200);
    before.expect_text("Skip around as you like.");
    assert_eq!(offered(&before, "assess", "goal-setting"), 4);
    app.api("PUT", &book.api("/answers/goal-setting"), Some(json!({ "value": "dont_know", "by": "Thuy" })))
        .await
        .expect_status(204);
    let page = rosa.get(&book.page()).await.expect_text("1 of 26 answered").clone();
    assert_eq!(offered(&page, "assess", "goal-setting"), 5);
    assert_eq!(offered(&page, "assess", "local-conditions"), 4);
    // A form about something else leaves it as it is.
    let form = page.form("/stages/assess").set("answer.local-conditions", "yes");
    rosa.submit(form).await.expect_status(200);
    let held = app.read(&book).await;
    assert_eq!(
        held["answers"]["goal-setting"],
        json!({ "value": "dont_know", "by": "Thuy", "at": held["answers"]["goal-setting"]["at"] })
    );
    // Another answer takes its place, and only an undo brings it back.
    let page = rosa.answer(&book, "assess", "goal-setting", "yes").await;
    assert_eq!(offered(&page, "assess", "goal-setting"), 4);
    let history = rosa.get(&format!("{}/history", book.page())).await;
    let undo = history.forms().into_iter().find(|form| form.action.ends_with("/undo")).expect("an undo");
    rosa.submit(undo).await.expect_status(200);
    assert_eq!(app.read(&book).await["answers"]["goal-setting"]["value"], "dont_know");
    // A form that somebody wrote by hand may bring it too.
    let fields = [("answer.racial-equity", "dont_know"), ("was.racial-equity", "")];
    rosa.post(&format!("{}/stages/assess", book.page()), &fields).await.expect_status(200);
    assert_eq!(app.read(&book).await["answers"]["racial-equity"]["value"], "dont_know");
}

#[tokio::test]
async fn the_reading_and_the_files_name_what_is_to_find_out() {
    let app = TestApp::start().await;
    let mut export = furnished("Riverside");
    export["workbook"]["answers"]["goal-setting"]["value"] = "dont_know".into();
    let made = app.api("POST", "/api/v1/workbooks/import", Some(export)).await.expect_status(201).json();
    let read = made["read"]["token"].as_str().expect("a token");
    let api = |rest: &str| format!("/api/v1/workbooks/{read}{rest}");
    let reading = app.api("GET", &api("/reading"), None).await.expect_status(200).json();
    assert_eq!(reading["to_find_out"], json!(["goal-setting"]));
    assert_eq!(reading["open"].as_array().expect("questions").len(), 25);
    assert_eq!(reading["next"]["questions"][0], "goal-setting");
    assert!(
        reading["why"].as_str().expect("words").contains("the only answer is “I don’t know,”"),
        "{reading}"
    );
    let shown = app.api("GET", &api(""), None).await.expect_status(200).json();
    assert_eq!(shown["workbook"]["answers"]["goal-setting"]["value"], "dont_know");
    let csv = app.api("GET", &api("/export.csv?language=es"), None).await.expect_status(200).text();
    assert!(csv.contains(",No sé,"), "{csv}");
    let mut device = app.device();
    let page = device.get(&format!("/w/{read}/reading")).await.expect_status(200);
    page.expect_text("To find out").expect_text("One question is to find out: its answer is “I don’t know.”");
    let page = device.get(&format!("/es/w/{read}/reading")).await.expect_status(200);
    page.expect_text("Por averiguar").expect_text("Una pregunta está por averiguar");
}
