//! Several nodes on one database. SQLite serves one process, so there these tests have nothing to do.

use std::time::Duration;

use crosswalk_app::nodes::{check_secret, takes_turn};
use crosswalk_store::schema::updates;
use crosswalk_store::{Connection, StoreOptions};
use crosswalk_testing::{Person, TestApp, address_of};
use diesel::prelude::*;
use serde_json::{Value, json};

const ASSESS: &str = "notes/assess";
const WITHOUT_HINTS: StoreOptions = StoreOptions { hints: false, readers: 4, replica: None };

/// Two nodes, or none on SQLite.
async fn two() -> Option<(TestApp, TestApp)> {
    let first = TestApp::start().await;
    let second = first.another_node().await?;
    Some((first, second))
}

async fn no_faults(node: &TestApp) {
    assert_eq!(node.inside().store.check().await.expect("it is read"), Vec::<String>::new());
}

async fn talk(first: &TestApp, second: &TestApp) {
    let book = first.workbook("Riverside").await;
    let mut rosa = Person::join(first, &book.edit).await;
    let mut thuy = Person::join(second, &book.edit).await;
    let mut reader = Person::join(second, &book.read).await;
    rosa.introduce(&json!({ "name": "Rosa", "at": { "stage": "assess" } })).await;
    thuy.until("Rosa", |thuy| thuy.others.values().any(|state| state["name"] == "Rosa")).await;
    thuy.introduce(&json!({ "name": "Thuy" })).await;
    rosa.until("Thuy", |rosa| rosa.others.values().any(|state| state["name"] == "Thuy")).await;
    rosa.write(ASSESS, 0, "Ask the clinic.").await;
    thuy.until("her words", |thuy| thuy.text(ASSESS) == "Ask the clinic.").await;
    thuy.write(ASSESS, 15, " And the school.").await;
    let update = thuy.set_answer("goal-setting", Some("yes"), "Thuy", first.now());
    thuy.send(&update).await;
    for person in [&mut rosa, &mut thuy, &mut reader] {
        person
            .until("both texts and the answer", |person| {
                person.text(ASSESS) == "Ask the clinic. And the school."
                    && person.field("answers", "goal-setting", "value").as_deref() == Some("yes")
            })
            .await;
    }
    rosa.until_saved().await;
    thuy.until_saved().await;
    // Typing is signed with the name of who typed, on whichever node.
    let history = first.api("GET", &book.api("/history"), None).await.json();
    let lines: Vec<&Value> = history["changes"].as_array().expect("lines").iter().collect();
    for name in ["Rosa", "Thuy"] {
        assert!(lines.iter().any(|line| line["kind"] == "note" && line["by"] == name), "{name}: {history}");
    }
    drop(thuy);
    rosa.until("Thuy to leave", |rosa| rosa.others.is_empty()).await;
    no_faults(first).await;
}

#[tokio::test]
async fn people_on_two_nodes_see_each_other() {
    let Some((first, second)) = two().await else { return };
    talk(&first, &second).await;
}

#[tokio::test]
async fn they_do_where_the_database_passes_on_no_hints() {
    let mut first = TestApp::start().await;
    let Some(second) = first.another_node_with(WITHOUT_HINTS).await else { return };
    first.restart_with(WITHOUT_HINTS).await;
    talk(&first, &second).await;
}

#[tokio::test]
async fn a_page_shows_what_was_just_saved_on_another_node() {
    let mut first = TestApp::start().await;
    let Some(second) = first.another_node_with(WITHOUT_HINTS).await else { return };
    first.restart_with(WITHOUT_HINTS).await;
    let book = first.workbook("Riverside").await;
    for round in 0..5 {
        for (node, other) in [(&first, &second), (&second, &first)] {
            let words = format!("Round {round} at {}", node.address);
            node.api("PUT", &book.api("/notes/assess"), Some(json!({ "text": words })))
                .await
                .expect_status(204);
            assert_eq!(other.read(&book).await["notes"]["assess"], words.as_str());
        }
    }
    no_faults(&first).await;
}

#[tokio::test]
async fn what_two_nodes_save_at_the_same_time_is_all_there() {
    let Some((first, second)) = two().await else { return };
    let book = first.workbook("Riverside").await;
    let mut rosa = Person::join(&first, &book.edit).await;
    let mut thuy = Person::join(&second, &book.edit).await;
    for number in 0..40 {
        rosa.write(ASSESS, 0, &format!("r{number} ")).await;
        thuy.write(ASSESS, 0, &format!("t{number} ")).await;
        if number % 10 == 0 {
            let update = rosa.set_answer("goal-setting", Some("yes"), "Rosa", first.now() + number);
            rosa.send(&update).await;
            let update = thuy.set_answer("goal-setting", Some("not_yet"), "Thuy", first.now() + number + 1);
            thuy.send(&update).await;
        }
        tokio::time::sleep(Duration::from_millis(7)).await;
    }
    rosa.until_saved().await;
    thuy.until_saved().await;
    let held = first.read(&book).await;
    assert_eq!(second.read(&book).await, held);
    let notes = held["notes"]["assess"].as_str().expect("notes").to_owned();
    for number in 0..40 {
        for mark in [format!("r{number} "), format!("t{number} ")] {
            assert_eq!(notes.matches(&mark).count(), 1, "{mark} in {notes}");
        }
    }
    assert_eq!(held["answers"]["goal-setting"]["by"], "Thuy");
    for person in [&mut rosa, &mut thuy] {
        person.until("all of it", |person| person.text(ASSESS) == notes).await;
        person
            .until("the later answer", |person| {
                person.field("answers", "goal-setting", "by").as_deref() == Some("Thuy")
            })
            .await;
    }
    no_faults(&first).await;
}

#[tokio::test]
async fn somebody_who_hops_to_another_node_loses_nothing() {
    let Some((mut first, second)) = two().await else { return };
    let book = first.workbook("Riverside").await;
    let mut rosa = Person::join(&first, &book.edit).await;
    let mut thuy = Person::join(&second, &book.edit).await;
    for number in 0..20 {
        rosa.write(ASSESS, 0, &format!("r{number} ")).await;
    }
    // Whatever the first node had not written yet is sent again, to the other.
    first.crash().await;
    rosa.insert(ASSESS, 0, "offline ");
    let mut rosa = rosa.come_back(&second, &book.edit).await;
    rosa.until_saved().await;
    thuy.until("her words", |thuy| thuy.text(ASSESS).starts_with("offline r19 ")).await;
    let mut rosa = rosa.come_back(&first, &book.edit).await;
    rosa.write(ASSESS, 0, "back ").await;
    rosa.until_saved().await;
    thuy.until("her words from there", |thuy| thuy.text(ASSESS).starts_with("back offline r19 ")).await;
    no_faults(&first).await;
}

#[tokio::test]
async fn a_workbook_deleted_on_one_node_closes_on_the_others() {
    let Some((first, second)) = two().await else { return };
    let book = first.workbook("Riverside").await;
    let mut thuy = Person::join(&second, &book.edit).await;
    first.api("DELETE", &book.api(""), None).await.expect_status(204);
    assert_eq!(thuy.until_closed().await.1, Some(4404));
    second.api("GET", &book.api(""), None).await.expect_status(410);
}

async fn renew(first: &mut TestApp, second: &TestApp) {
    let mut rosa = first.sign_in("Rosa Medina").await;
    let id = first.partnership(&mut rosa, "Riverside").await;
    let page = rosa.get(&format!("/p/{id}/workbook")).await.expect_status(200);
    let token = page.url.split('/').nth(2).expect("a token").to_owned();
    let mut thuy = Person::join(second, &token).await;
    rosa.post(&format!("/p/{id}/workbook/link"), &[]).await.expect_status(200);
    assert_eq!(thuy.until_closed().await.1, Some(4404));
    // What a node remembers of the old link opens nothing either, not even at once.
    if let Ok(mut late) = Person::connect(second, &token, None).await {
        assert_eq!(late.until_closed().await.1, Some(4404));
    }
}

#[tokio::test]
async fn a_link_that_was_renewed_opens_nothing_on_any_node() {
    let Some((mut first, second)) = two().await else { return };
    renew(&mut first, &second).await;
}

#[tokio::test]
async fn nor_where_the_database_passes_on_no_hints() {
    let mut first = TestApp::start().await;
    let Some(second) = first.another_node_with(WITHOUT_HINTS).await else { return };
    first.restart_with(WITHOUT_HINTS).await;
    renew(&mut first, &second).await;
}

/// A standby that takes over may lack the last entries.
#[tokio::test]
async fn a_log_that_went_back_in_time_gets_no_gap() {
    let Some((first, second)) = two().await else { return };
    let book = first.workbook("Riverside").await;
    let mut rosa = Person::join(&first, &book.edit).await;
    for word in ["one ", "two ", "three "] {
        rosa.write(ASSESS, 0, word).await;
        rosa.until_saved().await;
    }
    let lost = |conn: &mut Connection| {
        let last = updates::table.select(diesel::dsl::max(updates::seq)).first::<Option<i64>>(conn)?;
        diesel::delete(updates::table.filter(updates::seq.nullable().eq(last))).execute(conn)
    };
    assert_eq!(first.inside().store.write(lost).await, Ok(1));
    rosa.write(ASSESS, 0, "four ").await;
    assert_eq!(rosa.until_closed().await.1, Some(1012), "the room starts over");
    // Her page still has all that she wrote, and sends it again.
    let mut rosa = rosa.come_back(&first, &book.edit).await;
    rosa.until_saved().await;
    assert_eq!(Person::join(&second, &book.edit).await.text(ASSESS), "four three two one ");
    no_faults(&first).await;
}

#[tokio::test]
async fn signing_in_and_out_counts_on_every_node() {
    let Some((mut first, second)) = two().await else { return };
    let rosa = first.sign_in("Rosa Medina").await;
    let mut there = rosa.clone().at(&second);
    there.get("/account").await.expect_status(200).expect_text(&address_of("Rosa Medina"));
    // She ends all her sessions on the first node; the second forgets them at its hint.
    let mut here = rosa;
    let form = here.get("/account").await.form("/account/sessions/end");
    here.submit(form).await.expect_status(200);
    for _ in 0..100 {
        if there.get("/account").await.url.contains("sign-in") {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the session goes on at the second node");
}

#[tokio::test]
async fn work_that_comes_round_is_done_once() {
    let app = TestApp::start().await;
    let minute = 60_000;
    let takes = async || takes_turn(app.inside(), "a test", 10 * minute).await.expect("an answer");
    assert!(takes().await);
    assert!(!takes().await);
    app.pass(10 * minute);
    assert!(takes().await);
    // A clock that went back a long way does not stop it for as long.
    app.pass(-60 * minute);
    assert!(takes().await);
    assert!(!takes().await);
}

#[tokio::test]
async fn a_node_with_another_secret_does_not_start() {
    let app = TestApp::start().await;
    let store = &app.inside().store;
    check_secret(store, &[1; 32], false).await.expect("the first one is kept");
    check_secret(store, &[1; 32], false).await.expect("the same again");
    let error = check_secret(store, &[2; 32], false).await.expect_err("another one");
    assert!(error.to_string().contains("Copy the file \"secret\""), "{error}");
    check_secret(store, &[2; 32], true).await.expect("on purpose");
    assert!(check_secret(store, &[1; 32], false).await.is_err());
}

#[tokio::test]
async fn two_nodes_clean_up_once_and_send_each_letter_once() {
    let Some((mut first, second)) = two().await else { return };
    let mut device = first.device();
    let form = device.get("/sign-in").await.form("/sign-in").set("email", "rosa@example.org");
    device.submit(form).await.expect_status(200);
    tokio::join!(first.run_jobs(), second.run_jobs());
    assert_eq!(first.mails().len(), 1);
}
