//! Everything that people do to a workbook, in a browser without scripts.

use std::io::Read as _;

use crosswalk_testing::{Page, Request, TestApp};
use serde_json::json;

use crate::words::TEXTS;

/// Presses "Undo" in the message that the page shows.
fn undo(page: &Page) -> crosswalk_testing::Form {
    let found = page
        .forms()
        .into_iter()
        .find(|form| form.action.contains("/changes/") && form.action.ends_with("/undo"));
    found.unwrap_or_else(|| panic!("nothing to undo on {}: {}", page.url, page.text()))
}

#[tokio::test]
async fn one_click_starts_a_workbook_that_the_device_remembers() {
    let app = TestApp::start().await;
    let mut rosa = app.device();
    rosa.get("/workbooks").await.expect_status(200).expect_text("This device remembers no workbook yet.");
    let page = rosa.start_workbook().await;
    assert_eq!(page.url.len(), "/w/".len() + 43);
    page.expect_text("0 of 26 answered");
    let list = rosa.get("/workbooks").await.expect_status(200);
    assert_eq!(list.links(&page.url).len(), 1);
    // The read link of the page opens it too, on another device, without any form that writes.
    let read = page
        .html
        .split("id=\"read-link\"")
        .nth(1)
        .and_then(|part| part.split("value=\"").nth(1))
        .expect("a link");
    let read = read.split('"').next().expect("a link");
    let mut thuy = app.device();
    let shown = thuy.get(read).await.expect_status(200);
    shown.expect_text("You can read this workbook, but not change it.");
    assert!(shown.forms().iter().all(|form| !form.action.contains("/stages/")));
    thuy.get("/workbooks").await.expect_text("Read only");
}

#[tokio::test]
async fn a_whole_stage_is_saved_at_once() {
    let app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let mut rosa = app.device();
    let page = rosa.get(&book.page()).await.expect_status(200);
    let form = page
        .form("/stages/assess")
        .set("answer.goal-setting", "yes")
        .set("answer.community-voice", "not_applicable")
        .set("owner.goal-setting", "Thuy Nguyen")
        .set("notes", "Ask the clinic.\nAsk the school.")
        .set("name", "Rosa Medina");
    let page = rosa.submit(form).await.expect_status(200);
    assert!(page.url.ends_with("#assess"), "{}", page.url);
    page.expect_text("1 of 25 answered")
        .expect_text("Owner: Thuy Nguyen")
        .expect_text("Answered by Rosa Medina, Nov 18");
    let held = app.read(&book).await;
    assert_eq!(held["answers"]["goal-setting"]["by"], "Rosa Medina");
    assert_eq!(held["answers"]["community-voice"]["value"], "not_applicable");
    assert_eq!(held["notes"], json!({ "assess": "Ask the clinic.\nAsk the school." }));
    // The name stays on the device and signs the next answer.
    let form = page.form("/stages/engage").set("answer.local-stakeholders", "in_progress");
    assert_eq!(form.value("name"), "Rosa Medina");
    rosa.submit(form).await.expect_status(200);
    assert_eq!(app.read(&book).await["answers"]["local-stakeholders"]["by"], "Rosa Medina");
}

#[tokio::test]
async fn a_page_that_was_just_shown_shows_what_is_there_now_and_to_whom() {
    let app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let (mut rosa, mut thuy) = (app.device(), app.device());
    for device in [&mut rosa, &mut thuy] {
        device.get(&book.page()).await.expect_text("0 of 26 answered");
    }
    thuy.answer(&book, "assess", "goal-setting", "yes").await;
    rosa.get(&book.page()).await.expect_text("1 of 26 answered");
    rosa.post("/preferences", &[("name", "Rosa")]).await;
    rosa.post("/preferences", &[("theme", "dark")]).await;
    let (hers, theirs) = (rosa.get(&book.page()).await, thuy.get(&book.page()).await);
    hers.expect_text("signed \u{201c}Rosa\u{201d}");
    assert!(hers.html.contains("data-theme=\"dark\""));
    assert!(!theirs.html.contains("Rosa") && !theirs.html.contains("data-theme="));
    assert_eq!(thuy.get(&format!("/es{}", book.page())).await.html.matches("lang=\"es-US\"").count(), 1);
    let read = thuy.get(&book.read_page()).await;
    assert!(!read.html.contains(&book.edit), "the page of one link shows no other");
    app.api("POST", &book.api("/snapshots"), Some(json!({}))).await.expect_status(201);
    rosa.get(&book.page()).await.expect_text("Last one: Nov 18, 2026");

    // Packed and plain it is the same page.
    let plain = thuy.send(Request::new("GET", &book.page())).await;
    let packed = thuy.send(Request::new("GET", &book.page()).header("Accept-Encoding", "br, gzip")).await;
    assert!(packed.header("content-encoding") == Some("gzip"), "{:?}", packed.headers);
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(&packed.body[..]).read_to_end(&mut unpacked).expect("gzip");
    assert!(unpacked == plain.body);
}

#[tokio::test]
async fn nobody_overwrites_what_others_did_meanwhile() {
    let app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    app.api("PUT", &book.api("/notes/assess"), Some(json!({ "text": "Call the clinic.\nAsk Thuy.\n" })))
        .await
        .expect_status(204);
    let (mut rosa, mut marcus) = (app.device(), app.device());
    let (hers, his) = (rosa.get(&book.page()).await, marcus.get(&book.page()).await);
    let form = hers
        .form("/stages/assess")
        .set("answer.goal-setting", "yes")
        .set("notes", "Call the clinic on Monday.\nAsk Thuy.\n");
    rosa.submit(form).await.expect_status(200);
    let form = his
        .form("/stages/assess")
        .set("answer.racial-equity", "not_yet")
        .set("notes", "Call the clinic.\nAsk Thuy and Marcus.\n");
    marcus.submit(form).await.expect_status(200);
    let held = app.read(&book).await;
    assert_eq!(held["notes"]["assess"], "Call the clinic on Monday.\nAsk Thuy and Marcus.\n");
    assert_eq!(held["answers"]["goal-setting"]["value"], "yes");
    assert_eq!(held["answers"]["racial-equity"]["value"], "not_yet");
    // Both changed the same line: both texts stay.
    let (hers, his) = (rosa.get(&book.page()).await, marcus.get(&book.page()).await);
    rosa.submit(hers.form("/stages/engage").set("notes", "Her words")).await.expect_status(200);
    marcus.submit(his.form("/stages/engage").set("notes", "His words")).await.expect_status(200);
    let both = app.read(&book).await["notes"]["engage"].to_string();
    assert!(both.contains("Her words") && both.contains("His words"), "{both}");
}

#[tokio::test]
async fn an_answer_is_cleared_by_its_button() {
    let app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let mut rosa = app.device();
    let page = rosa.answer(&book, "assess", "goal-setting", "yes").await;
    let page =
        rosa.submit(page.form("/stages/assess").press("/answers/goal-setting")).await.expect_status(200);
    page.expect_text("0 of 26 answered");
    assert_eq!(page.form("/stages/assess").value("answer.goal-setting"), "");
    assert_eq!(app.read(&book).await["answers"], json!({}));
}

#[tokio::test]
async fn notes_on_a_question_come_with_replies_and_go_with_undo() {
    let app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let (mut rosa, mut thuy) = (app.device(), app.device());
    let page = rosa.get(&book.page()).await;
    let form = page
        .form("/stages/assess")
        .set("comment.goal-setting", "Ask the clinic.")
        .set("name", "Rosa")
        .send("comment.goal-setting");
    let page = rosa.submit(form).await.expect_status(200);
    page.expect_text("Ask the clinic.").expect_text("Rosa, Nov 18");
    let id = app.read(&book).await["comments"][0]["id"].as_str().expect("an id").to_owned();

    let page = thuy.get(&book.page()).await;
    let form = page
        .form("/stages/assess")
        .set(&format!("reply.{id}"), "They said yes.")
        .set("name", "Thuy")
        .send(&format!("reply.{id}"));
    thuy.submit(form).await.expect_status(200).expect_text("They said yes.");
    assert_eq!(app.read(&book).await["comments"][1]["parent"], id.as_str());

    let page = rosa.get(&book.page()).await;
    let page = rosa
        .submit(page.form("/stages/assess").press(&format!("/comments/{id}/removal")))
        .await
        .expect_status(200);
    page.expect_text("Note removed.");
    assert!(!page.text().contains("Ask the clinic."));
    let page = rosa.submit(undo(&page)).await.expect_status(200);
    page.expect_text("Ask the clinic.").expect_text("They said yes.");
    assert_eq!(app.read(&book).await["comments"].as_array().expect("comments").len(), 2);
}

#[tokio::test]
async fn whichever_button_is_pressed_the_rest_of_the_stage_is_saved() {
    let app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let mut rosa = app.device();
    let page = rosa.answer(&book, "assess", "goal-setting", "yes").await;
    let form = page.form("/stages/assess").set("answer.racial-equity", "not_yet");
    let page = rosa.submit(form.set("comment.goal-setting", "A note.").send("comment.goal-setting")).await;
    assert!(page.url.ends_with("#q-goal-setting"), "{}", page.url);
    let id = app.read(&book).await["comments"][0]["id"].as_str().expect("an id").to_owned();
    let form =
        page.form("/stages/assess").set("notes", "Typed and not saved yet.").set("question", "Who walks?");
    let page = rosa.submit(form.press(&format!("/comments/{id}/removal"))).await.expect_status(200);
    page.expect_text("Note removed.");
    let own = app.read(&book).await["questions"][0]["key"].as_str().expect("a key").to_owned();
    let form = page.form("/stages/assess").set("owner.goal-setting", "Thuy").set("name", "Rosa");
    let page = rosa.submit(form.press("/answers/goal-setting")).await.expect_status(200);
    let form = page.form("/stages/assess").set("answer.local-conditions", "in_progress");
    rosa.submit(form.press(&format!("/questions/{own}/removal"))).await.expect_status(200);

    let held = app.read(&book).await;
    assert_eq!(held["notes"], json!({ "assess": "Typed and not saved yet." }));
    assert_eq!(held["owners"]["goal-setting"]["name"], "Thuy");
    assert_eq!(held["answers"]["racial-equity"]["value"], "not_yet");
    assert_eq!(held["answers"]["local-conditions"]["value"], "in_progress");
    assert!(held["answers"].get("goal-setting").is_none(), "cleared");
    assert_eq!(held["owners"]["goal-setting"]["by"], "Rosa");

    // What can't be saved stops the removal and comes back; the same button then does both.
    let page = rosa.answer(&book, "assess", "goal-setting", "yes").await;
    let long = "word ".repeat(5_000);
    let form = page.form("/stages/assess").set("notes", &long);
    let page = rosa.submit(form.press("/answers/goal-setting")).await.expect_status(422);
    let form = page.form("/stages/assess");
    assert_eq!((form.value("notes"), form.value("answer.goal-setting")), (long.as_str(), "yes"));
}

#[tokio::test]
async fn own_questions_are_added_edited_answered_removed_and_brought_back() {
    let app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let mut rosa = app.device();
    let page = rosa.get(&book.page()).await;
    let form = page
        .form("/stages/engage")
        .set("question", "Who drives the bus?")
        .set("name", "Rosa")
        .send("question");
    let page = rosa.submit(form).await.expect_status(200);
    page.expect_text("Who drives the bus?").expect_text("Added by Rosa");
    let key = app.read(&book).await["questions"][0]["key"].as_str().expect("a key").to_owned();
    assert!(page.url.ends_with(&format!("#q-{key}")));

    let page = rosa.answer(&book, "engage", &key, "yes").await;
    page.expect_text("0 of 26 answered , and 1 of 1 of your own");
    let edit = rosa.get(&format!("{}/questions/{key}", book.page())).await.expect_status(200);
    let form = edit.form(&format!("/questions/{key}"));
    assert_eq!(form.value("text"), "Who drives the bus?");
    rosa.submit(form.set("text", "Who drives?")).await.expect_status(200).expect_text("Who drives?");

    let page = rosa.get(&book.page()).await;
    let page = rosa
        .submit(page.form("/stages/engage").press(&format!("/questions/{key}/removal")))
        .await
        .expect_status(200);
    page.expect_text("Question removed.");
    assert_eq!(app.read(&book).await["questions"], json!([]));
    let page = rosa.submit(undo(&page)).await.expect_status(200);
    page.expect_text("Who drives?");
    assert_eq!(page.form("/stages/engage").value(&format!("answer.{key}")), "yes");
}

#[tokio::test]
async fn a_reset_can_be_undone() {
    let app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let mut rosa = app.device();
    for (stage, question) in
        [("assess", "goal-setting"), ("assess", "racial-equity"), ("engage", "local-stakeholders")]
    {
        rosa.answer(&book, stage, question, "yes").await;
    }
    let all = app.read(&book).await["answers"].clone();
    let reset = async |rosa: &mut crosswalk_testing::Device, stage: &str| {
        let page = rosa.get(&book.page()).await;
        rosa.submit(page.form("/resets").set("stage", stage)).await.expect_status(200)
    };
    let page = reset(&mut rosa, "assess").await;
    page.expect_text("2 answers cleared.");
    assert_eq!(app.read(&book).await["answers"].as_object().expect("answers").len(), 1);
    rosa.submit(undo(&page)).await.expect_status(200).expect_text("3 of 26 answered");
    let page = reset(&mut rosa, "all").await;
    page.expect_text("3 answers cleared.").expect_text("0 of 26 answered");

    // What somebody answers meanwhile is not overwritten by the undo.
    app.device().answer(&book, "assess", "goal-setting", "not_yet").await;
    rosa.submit(undo(&page)).await.expect_status(200).expect_text("3 of 26 answered");
    let now = app.read(&book).await["answers"].clone();
    assert_eq!(now["goal-setting"]["value"], "not_yet");
    assert_eq!(now["racial-equity"]["value"], all["racial-equity"]["value"]);
    reset(&mut rosa, "sustain").await.expect_text("There was no answer to clear.");
}

#[tokio::test]
async fn title_and_place_are_kept() {
    let app = TestApp::start().await;
    let book = app.workbook("").await;
    let mut rosa = app.device();
    let page = rosa.get(&format!("{}/details", book.page())).await.expect_status(200);
    let form = page
        .form("/details")
        .set("title", "  Riverside & <friends> ")
        .set("community", "Milbrook")
        .set("name", "Rosa");
    let page = rosa.submit(form).await.expect_status(200);
    page.expect_text("Riverside & <friends>").expect_text("Milbrook");
    let held = app.read(&book).await;
    assert_eq!(held["title"]["text"], "Riverside & <friends>");
    assert_eq!(held["community"]["by"], "Rosa");
}

#[tokio::test]
async fn every_text_comes_back_as_it_was_typed() {
    let app = TestApp::start().await;
    let book = app.workbook("").await;
    let mut rosa = app.device();
    for text in TEXTS {
        let page = rosa.get(&book.page()).await;
        let form = page
            .form("/stages/assess")
            .set("notes", text)
            .set("owner.goal-setting", text.lines().next().expect("a line"));
        let page = rosa.submit(form).await.expect_status(200);
        let form = page.form("/stages/assess");
        assert_eq!(form.value("notes"), text);
        assert_eq!(form.value("owner.goal-setting"), text.lines().next().expect("a line").trim());
        let page = rosa
            .submit(page.form("/stages/assess").set("comment.goal-setting", text))
            .await
            .expect_status(200);
        assert!(!page.html.contains("<script>alert"), "markup got through");
        assert!(page.text().contains(&text.split_whitespace().collect::<Vec<_>>().join(" ")), "{text}");
        assert_eq!(app.read(&book).await["notes"]["assess"], text);
    }
}

#[tokio::test]
async fn what_can_not_be_saved_comes_back_with_the_persons_words() {
    let app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let mut rosa = app.device();
    let page = rosa.get(&book.page()).await;
    let long = |length: usize| format!("{}!", "word ".repeat(length / 5)); // longer than `length`

    // The parts of a stage that can be saved are; the others come back, with the sentence that mends them.
    let notes = long(20_000);
    let form = page.form("/stages/assess").set("answer.goal-setting", "yes").set("notes", &notes);
    let page = rosa.submit(form).await.expect_status(422);
    assert!(
        page.text().replace(',', "").contains("The notes of a stage can hold 20000 characters."),
        "{}",
        page.text()
    );
    let form = page.form("/stages/assess");
    assert_eq!(form.value("notes"), notes);
    assert_eq!(form.value("notes-was"), "");
    assert_eq!(form.value("answer.goal-setting"), "yes");
    assert_eq!(app.read(&book).await["answers"]["goal-setting"]["value"], "yes");
    rosa.submit(form.set("notes", "Short.")).await.expect_status(200);
    assert_eq!(app.read(&book).await["notes"]["assess"], "Short.");

    let page = rosa.get(&book.page()).await;
    let owner = long(120);
    let page =
        rosa.submit(page.form("/stages/assess").set("owner.goal-setting", &owner)).await.expect_status(422);
    assert_eq!(page.form("/stages/assess").value("owner.goal-setting"), owner);

    let comment = long(2_000);
    let page = rosa
        .submit(page.form("/stages/assess").set("comment.goal-setting", &comment))
        .await
        .expect_status(422);
    assert_eq!(page.form("/stages/assess").value("comment.goal-setting"), comment);
    page.expect_text("A note can hold");
    for empty in ["", " "] {
        let form =
            page.form("/stages/assess").set("comment.goal-setting", empty).send("comment.goal-setting");
        rosa.submit(form).await.expect_status(422).expect_text("Write something first.");
    }

    let question = long(500);
    let page = rosa.get(&book.page()).await;
    let page = rosa.submit(page.form("/stages/assess").set("question", &question)).await.expect_status(422);
    assert_eq!(page.form("/stages/assess").value("question"), question);

    let page = rosa.get(&format!("{}/details", book.page())).await;
    let title = long(200);
    let page = rosa
        .submit(page.form("/details").set("title", &title).set("community", "Milbrook"))
        .await
        .expect_status(422);
    let form = page.form("/details");
    assert_eq!((form.value("title"), form.value("community")), (title.as_str(), "Milbrook"));

    let page = rosa.get(&format!("{}/snapshots", book.page())).await;
    let name = long(100);
    let page = rosa.submit(page.form("/snapshots").set("name", &name)).await.expect_status(422);
    assert_eq!(page.form("/snapshots").value("name"), name);
    assert_eq!(app.read(&book).await["title"]["text"], "Riverside");
}

#[tokio::test]
async fn a_21st_question_is_refused_and_kept() {
    let app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let mut rosa = app.device();
    let page = rosa.get(&book.page()).await;
    let form = page.form("/stages/assess");
    for number in 0..20 {
        rosa.submit(form.clone().set("question", &format!("Question {number}?"))).await.expect_status(200);
    }
    let page = rosa.submit(form.set("question", "One more?")).await.expect_status(422);
    page.expect_text("A stage can hold 20 questions of your own. Remove one first.");
    assert_eq!(page.form("/stages/assess").value("question"), "One more?");
}

#[tokio::test]
async fn a_pasted_link_opens_its_workbook() {
    let app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let mut rosa = app.device();
    for place in ["/", "/workbooks"] {
        for link in [book.edit.clone(), format!(" http://{}/es/w/{}/history?x=1 ", app.address, book.read)] {
            let page = rosa.get(place).await.expect_status(200);
            let page = rosa.submit(page.form("/workbooks/open").set("link", &link)).await.expect_status(200);
            page.expect_text("Riverside");
        }
        let page = rosa.get(place).await;
        let page =
            rosa.submit(page.form("/workbooks/open").set("link", "blue-maple-47")).await.expect_status(422);
        page.expect_text("This is not a link to a workbook here.");
        assert_eq!(page.form("/workbooks/open").value("link"), "blue-maple-47");
    }
}

#[tokio::test]
async fn a_device_forgets_a_workbook_when_asked() {
    let app = TestApp::start().await;
    let (riverside, lakeside) = (app.workbook("Riverside").await, app.workbook("Lakeside").await);
    let mut rosa = app.device();
    for path in [riverside.page(), lakeside.page(), riverside.read_page()] {
        rosa.get(&path).await.expect_status(200);
    }
    let page = rosa.get(&riverside.page()).await;
    let page = rosa.submit(page.form("/forget")).await.expect_status(200);
    assert_eq!(page.url, "/workbooks");
    assert!(!page.text().contains("Riverside"), "either link is forgotten");
    let page = rosa.submit(page.form("/workbooks/forget")).await.expect_status(200);
    page.expect_text("This device remembers no workbook yet.");
    rosa.get(&riverside.page()).await.expect_status(200);
}

#[tokio::test]
async fn name_and_theme_stay_on_the_device() {
    let app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let mut rosa = app.device();
    let page = rosa.get(&book.page()).await;
    let name =
        page.forms().into_iter().find(|form| form.action == "/preferences" && form.names().contains(&"name"));
    let page =
        rosa.submit(name.expect("a form").set("name", " Rosa\tMedina, Ph. D. ")).await.expect_status(200);
    assert_eq!(page.url, book.page());
    page.expect_text("signed \u{201c}Rosa Medina, Ph. D.\u{201d}");
    let theme = page.forms().into_iter().find(|form| form.names().contains(&"theme")).expect("a form");
    let page = rosa.submit(theme.set("theme", "dark")).await.expect_status(200);
    assert!(page.html.contains("data-theme=\"dark\""));
    for elsewhere in ["https://evil.example/", "//evil.example/", "/\\evil.example", "/x\r\nSet-Cookie: a=b"]
    {
        let page = rosa.post("/preferences", &[("theme", ""), ("back", elsewhere)]).await.expect_status(200);
        assert_eq!(page.url, "/");
    }
}

#[tokio::test]
async fn spanish_pages_are_spanish_throughout() {
    let app = TestApp::start().await;
    let mut rosa = app.device();
    let home = rosa.get("/es").await.expect_status(200);
    let page = rosa.submit(home.form("/workbooks")).await.expect_status(200);
    assert!(page.url.starts_with("/es/w/"), "{}", page.url);
    assert!(page.html.contains("<html lang=\"es"));
    let form = page.form("/stages/assess").set("answer.goal-setting", "yes");
    assert!(form.action.starts_with("/es/"));
    let page = rosa.submit(form).await.expect_status(200);
    assert!(page.url.starts_with("/es/w/"));
    for rest in
        ["/reading", "/history", "/snapshots", "/compare", "/shares", "/link-mail", "/details", "/deletion"]
    {
        let address = page.url.split('#').next().expect("an address");
        let page = rosa.get(&format!("{address}{rest}")).await.expect_status(200);
        assert!(page.forms().iter().all(|form| form.action.starts_with("/es")), "{rest}");
    }
    let lost = rosa.get("/es/nothing").await.expect_status(404);
    assert!(lost.html.contains("<html lang=\"es"));
}
