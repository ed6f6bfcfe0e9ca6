//! Accounts and partnerships, from the first sign-in to the hand-over of the last steward.

use crosswalk_names::DAY;
use crosswalk_testing::{TestApp, end_of};

#[tokio::test]
async fn a_link_signs_in_once_and_a_mail_program_does_not_use_it_up() {
    let mut app = TestApp::start().await;
    let mut device = app.device();
    let page = device.post("/sign-in", &[("email", "rosa@example.org"), ("next", "/partnerships/new")]).await;
    page.expect_status(200).expect_text("We sent a link to rosa@example.org");
    let link = app.link_to("rosa@example.org", "/sign-in/").await;
    let mut scanner = app.device();
    scanner.get(&link).await.expect_status(200);
    assert!(!scanner.cookies.contains_key("cw_session"));
    let form = device.get(&link).await.form(end_of(&link));
    device
        .submit(form.clone())
        .await
        .expect_status(422)
        .expect_text("Write the name that others should see.");
    let page = device.submit(form.clone().set("name", "Rosa Medina")).await.expect_status(200);
    assert_eq!(page.url, "/partnerships/new");
    page.expect_text("Rosa Medina");
    app.device()
        .submit(form.set("name", "Eve"))
        .await
        .expect_status(404)
        .expect_text("does not work any more");
}

#[tokio::test]
async fn nobody_learns_who_has_an_account() {
    let mut app = TestApp::start().await;
    app.sign_in("Rosa Medina").await;
    let mut stranger = app.device();
    let known = stranger.post("/sign-in", &[("email", "rosa@example.org")]).await.expect_status(200).text();
    let unknown = stranger.post("/sign-in", &[("email", "thuy@example.org")]).await.expect_status(200).text();
    assert_eq!(known.replace("rosa", "thuy"), unknown);
    app.run_jobs().await;
    app.mails();
}

#[tokio::test]
async fn sign_in_letters_are_limited_and_links_end() {
    let mut app = TestApp::start_with(|settings, _| settings.limits.rates = false).await;
    let mut device = app.device();
    for _ in 0..25 {
        device.post("/sign-in", &[("email", "rosa@example.org")]).await.expect_status(200);
    }
    app.run_jobs().await;
    let letters = app.mails();
    assert_eq!(letters.len(), 20);
    let link =
        letters[0].letter.text.lines().find(|line| line.contains("/sign-in/")).expect("a link").to_owned();
    app.pass(31 * 60 * 1000);
    device.get(&link).await.expect_status(404);
}

#[tokio::test]
async fn sessions_are_listed_and_ended_and_the_account_can_go() {
    let mut app = TestApp::start().await;
    let mut laptop = app.sign_in("Rosa Medina").await;
    let mut phone = app.sign_in("Rosa Medina").await;
    let page = laptop.get("/account").await.expect_status(200);
    let ends = page.forms().into_iter().filter(|form| form.action.ends_with("/sessions/end"));
    let (one, all): (Vec<_>, Vec<_>) = ends.partition(|form| form.names().contains(&"session"));
    assert_eq!((one.len(), all.len()), (1, 1), "the phone's, and all of them");
    let others = one.into_iter().next().expect("the phone's");
    laptop.submit(others).await.expect_status(200);
    phone.get("/account").await.expect_text("There is no password to remember");
    let export = laptop.get("/account/export.json").await.expect_status(200);
    export.expect_text("rosa@example.org");
    let form = laptop.get("/account/removal").await.form("/account/removal");
    laptop.submit(form).await.expect_status(200);
    laptop.get("/account").await.expect_text("There is no password to remember");
    let again = app.sign_in("Rosa Medina").await.get("/partnerships").await;
    again.expect_text("You don’t belong to a partnership yet");
}

#[tokio::test]
async fn a_session_ends_after_a_month_without_a_visit() {
    let mut app = TestApp::start().await;
    let mut rosa = app.sign_in("Rosa Medina").await;
    app.pass(20 * DAY);
    rosa.get("/account").await.expect_text("You are signed in as rosa@example.org");
    app.pass(20 * DAY);
    rosa.get("/account").await.expect_text("You are signed in as rosa@example.org");
    app.pass(31 * DAY);
    rosa.get("/account").await.expect_text("There is no password to remember");
    app.clean_up().await;
}

#[tokio::test]
async fn a_session_ends_after_90_days_whatever_the_visits() {
    let mut app = TestApp::start().await;
    let mut rosa = app.sign_in("Rosa Medina").await;
    for _ in 0..4 {
        app.pass(20 * DAY);
        rosa.get("/account").await.expect_text("You are signed in as rosa@example.org");
    }
    app.pass(11 * DAY);
    rosa.get("/account").await.expect_text("There is no password to remember");
}

#[tokio::test]
async fn people_are_invited_join_and_leave_and_a_steward_always_stays() {
    let mut app = TestApp::start().await;
    let mut rosa = app.sign_in("Rosa Medina").await;
    let id = app.partnership(&mut rosa, "Milbrook Homes & Schools").await;
    let people = format!("/p/{id}/people");
    let mut thuy = app.join(&mut rosa, &id, "Thuy Tran", "member").await;
    thuy.get(&people).await.expect_status(200).expect_text("Rosa Medina");
    assert!(!thuy.get(&people).await.text().contains("rosa@example.org"));
    rosa.get(&people).await.expect_text("thuy@example.org");

    let leaving = rosa.get(&people).await.form("/leaving");
    rosa.submit(leaving).await.expect_status(422).expect_text("A partnership needs a steward");
    let refused = rosa.get("/account/removal").await;
    refused.expect_text("You are the only steward");

    let members = rosa.get(&people).await;
    let of_thuy = members
        .forms()
        .into_iter()
        .filter(|form| form.action.contains("/people/"))
        .find(|form| form.names().contains(&"role") && form.value("role") == "member");
    let form = of_thuy.expect("Thuy's form").set("role", "steward").set("level", "executive");
    rosa.submit(form).await.expect_status(200);
    let leaving = rosa.get(&people).await.form("/leaving");
    rosa.submit(leaving).await.expect_status(200).expect_text("You don’t belong to a partnership yet");
    rosa.get(&people).await.expect_status(404);
    thuy.get(&format!("/p/{id}/settings")).await.expect_status(200);
}

#[tokio::test]
async fn an_invitation_by_mail_is_for_one_person_and_one_by_link_for_many_until_it_ends() {
    let mut app = TestApp::start().await;
    let mut rosa = app.sign_in("Rosa Medina").await;
    let id = app.partnership(&mut rosa, "Milbrook").await;
    let people = format!("/p/{id}/people");
    let form = rosa.get(&people).await.form("/invitations").set("to", "thuy@example.org");
    rosa.submit(form).await.expect_status(200).expect_text("thuy@example.org");
    let link = app.link_to("thuy@example.org", "/join/").await;
    app.device().get(&link).await.expect_status(200).expect_text("Rosa Medina invites you.");
    let reminder = rosa.get(&people).await.form("/reminder");
    rosa.submit(reminder.clone()).await.expect_status(200).expect_text("sent again on");
    rosa.submit(reminder).await.expect_status(200);
    app.run_jobs().await;
    assert_eq!(app.mails().len(), 1);
    let mut thuy = app.sign_in("Thuy Tran").await;
    let form = thuy.get(&link).await.form(end_of(&link));
    thuy.submit(form.clone()).await.expect_status(200);
    let mut ana = app.sign_in("Ana Ruiz").await;
    ana.submit(form).await.expect_status(404).expect_text("Ask the person who invited you");

    rosa.post(&format!("/p/{id}/invitations/links"), &[("role", "steward")]).await.expect_status(200);
    let page = rosa.get(&people).await;
    let start = page.html.find("/join/").expect("a link");
    let link = page.html[start..].split('"').next().expect("an end").to_owned();
    for name in ["Ana Ruiz", "Bill Yates"] {
        let mut device = app.sign_in(name).await;
        let form = device.get(&link).await.form(end_of(&link));
        device.submit(form).await.expect_status(200);
        device.get(&format!("/p/{id}/settings")).await.expect_status(403);
    }
    app.pass(31 * DAY);
    app.device().get(&link).await.expect_status(404);
}

#[tokio::test]
async fn a_workbook_is_claimed_whole_and_members_find_it_by_the_partnership() {
    let mut app = TestApp::start().await;
    let mut rosa = app.sign_in("Rosa Medina").await;
    let book = app.workbook("Riverside").await;
    rosa.answer(&book, "assess", "goal-setting", "yes").await;
    let form = rosa.get(&format!("{}/claim", book.page())).await.expect_status(200).form("/claim");
    assert_eq!(form.value("name"), "Riverside");
    let home = rosa.submit(form).await.expect_status(200);
    let id = home.url.rsplit('/').next().expect("an id").to_owned();
    let opened = rosa.get(&format!("/p/{id}/workbook")).await.expect_status(200);
    assert_eq!(opened.url, book.page());
    rosa.get(&format!("{}/claim", book.page())).await.expect_text("belongs to a partnership already");

    let mut bill = app.join(&mut rosa, &id, "Bill Yates", "viewer").await;
    let read = bill.get(&format!("/p/{id}/workbook")).await.expect_status(200);
    assert_eq!(read.url, book.read_page());

    let renew = rosa.get(&format!("/p/{id}/settings")).await.form("/workbook/link");
    rosa.submit(renew).await.expect_status(200);
    rosa.get(&book.page()).await.expect_status(404);
    let again = rosa.get(&format!("/p/{id}/workbook")).await.expect_status(200);
    assert_ne!(again.url, book.page());
    assert!(again.html.contains("Riverside"));
}

#[tokio::test]
async fn a_deleted_partnership_can_be_brought_back_for_thirty_days() {
    let mut app = TestApp::start().await;
    let mut rosa = app.sign_in("Rosa Medina").await;
    let id = app.partnership(&mut rosa, "Milbrook").await;
    let mut thuy = app.join(&mut rosa, &id, "Thuy Tran", "member").await;
    let deletion = format!("/p/{id}/deletion");
    let form = rosa.get(&deletion).await.form("/deletion");
    rosa.submit(form.clone().set("name", "Other")).await.expect_status(422);
    rosa.submit(form.clone().set("name", "milbrook"))
        .await
        .expect_status(200)
        .expect_text("You can bring it back");
    thuy.get(&format!("/p/{id}")).await.expect_status(410);
    rosa.get("/partnerships").await.expect_text("Deleted");
    let undo = rosa.get(&deletion).await.form("/deletion/undo");
    rosa.submit(undo).await.expect_status(200);
    thuy.get(&format!("/p/{id}")).await.expect_status(200);
    rosa.submit(form.set("name", "Milbrook")).await.expect_status(200);
    let before = app.workbooks().await;
    app.pass(31 * DAY);
    app.clean_up().await;
    assert_eq!(app.workbooks().await, before - 1);
}
