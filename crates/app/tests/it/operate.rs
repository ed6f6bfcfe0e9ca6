//! The operator's pages, as whoever runs an instance meets them, and as nobody else does.

use crosswalk_app::operate::queries;
use crosswalk_names::{DAY, JobId};
use crosswalk_store::jobs::{self, NewJob};
use crosswalk_testing::{Device, Form, Page, TestApp, address_of};

/// An app that Rosa runs, and her browser.
async fn run_by_rosa() -> (TestApp, Device) {
    let mut app = TestApp::start_with(|settings, _| {
        settings.operators = vec![address_of("Rosa Medina")];
        settings.limits.rates = false;
    })
    .await;
    let rosa = app.sign_in("Rosa Medina").await;
    (app, rosa)
}

async fn enqueue(app: &TestApp, run_in: i64) -> JobId {
    let inside = app.inside().clone();
    let now = inside.clock.now();
    let id = JobId(inside.random.uuid(now));
    let job = move |conn: &mut crosswalk_store::Connection| {
        // Sealed by nobody: it fails.
        let new = NewJob { id, kind: "letter", payload: b"", run_at: now.plus(run_in), unique_key: None };
        jobs::enqueue(conn, &new, now)
    };
    inside.store.write(job).await.expect("it is queued");
    id
}

/// The form with the values; the other one only takes back.
fn settings_form(page: &Page) -> Form {
    page.forms().into_iter().find(|form| form.names().contains(&"run_by")).expect("the form")
}

#[tokio::test]
async fn only_operators_find_the_pages() {
    let (mut app, mut rosa) = run_by_rosa().await;
    let mut thuy = app.sign_in("Thuy Nguyen").await;
    for page in ["/operate", "/operate/jobs", "/operate/mail", "/operate/settings", "/es/operate"] {
        rosa.get(page).await.expect_status(200);
        thuy.get(page).await.expect_status(404);
        assert!(app.device().get(page).await.url.contains("/sign-in?next="), "{page}");
    }
    thuy.post("/operate/settings", &[("name", "Mine")]).await.expect_status(404);
    assert!(rosa.get("/account").await.html.contains("/operate\""));
    assert!(!thuy.get("/account").await.html.contains("/operate\""));

    // Somebody at the machine adds her, and takes her off again.
    let inside = app.inside().clone();
    let hash = inside.seal.hash(&address_of("Thuy Nguyen"));
    let (sealed, now) = (inside.seal.close(&address_of("Thuy Nguyen")), inside.clock.now());
    let add = move |conn: &mut crosswalk_store::Connection| queries::add_operator(conn, &hash, &sealed, now);
    inside.store.write(add).await.expect("she is added");
    thuy.get("/operate").await.expect_status(200);
    let removed = inside.store.write(move |conn| queries::remove_operator(conn, &hash)).await;
    assert_eq!(removed, Ok(true));
    thuy.get("/operate").await.expect_status(404);
}

#[tokio::test]
async fn the_overview_tells_how_the_instance_is() {
    let (app, mut rosa) = run_by_rosa().await;
    app.workbook("Riverside").await;
    let page = rosa.get("/operate").await.expect_status(200);
    let words = page.text();
    let engine = if app.database_file().is_some() { "SQLite" } else { "PostgreSQL" };
    for part in [engine, env!("CARGO_PKG_VERSION"), "Free space in the data folder", "No job waits."] {
        assert!(words.contains(part), "{part} in {words}");
    }
    assert!(page.html.contains("<dt>Workbooks</dt><dd>1</dd>"), "{}", page.html);
    assert!(!words.contains("Riverside"), "no word of what people write");
}

#[tokio::test]
async fn jobs_are_tried_again_and_given_up() {
    let (app, mut rosa) = run_by_rosa().await;
    let (failed, later) = (enqueue(&app, 0).await, enqueue(&app, DAY).await);
    app.run_jobs().await;
    let page = rosa.get("/operate/jobs").await.expect_status(200);
    let words = page.text();
    assert!(words.contains("sealed with another secret") && words.contains("Tried once"), "{words}");
    let page = rosa.submit(page.form(&format!("/{failed}/retry"))).await.expect_status(200);
    page.expect_text("The job is tried now.");
    assert_eq!(app.jobs_waiting().await, 2);
    app.run_jobs().await;
    let page = rosa.get("/operate/jobs").await;
    let page = rosa.submit(page.form(&format!("/{later}/removal"))).await.expect_status(200);
    page.expect_text("The job was given up.");
    page.expect_text("given up by the operator");
    assert_eq!(app.jobs_waiting().await, 0);
    // Twice, or never there.
    for job in [later.to_string(), "00000000-0000-7000-8000-000000000000".to_owned()] {
        let page = rosa.post(&format!("/operate/jobs/{job}/removal"), &[]).await.expect_status(200);
        page.expect_text("Nothing was changed.");
    }
    rosa.post("/operate/jobs/nonsense/retry", &[]).await.expect_status(404);
}

#[tokio::test]
async fn a_workbook_that_is_not_sent_is_told_to_have_failed() {
    let (mut app, mut rosa) = run_by_rosa().await;
    let book = app.workbook("Riverside").await;
    let shares = format!("{}/shares", book.page());
    rosa.post(&shares, &[("to", "ana@example.org"), ("from", "rosa@example.org")]).await.expect_status(200);
    let confirm = app.link_to("rosa@example.org", "/confirm/").await;
    rosa.post(&confirm[confirm.find("/confirm/").expect("a path")..], &[]).await.expect_status(200);
    // The delivery waits; the operator gives it up.
    let page = rosa.get("/operate/jobs").await;
    page.expect_text("A workbook or page for one address");
    assert!(!page.text().contains("ana"), "nobody's address is shown");
    let action =
        page.forms().iter().map(|form| form.action.clone()).find(|action| action.ends_with("/removal"));
    let page = rosa.submit(page.form(&action.expect("a button"))).await.expect_status(200);
    page.expect_text("It can’t be tried again");
    app.run_jobs().await;
    assert!(app.mails().is_empty(), "nothing goes out");
    let status = rosa.get(&shares).await.links("/shares/");
    let status = rosa.get(status.first().expect("a link")).await;
    status.expect_text("The message could not be sent.");
}

#[tokio::test]
async fn an_address_gets_mail_again_when_an_operator_lets_it() {
    let (mut app, mut rosa) = run_by_rosa().await;
    app.device().post("/sign-in", &[("email", "ana@example.org")]).await.expect_status(200);
    app.run_jobs().await;
    let letter = app.mails().pop().expect("a letter");
    let stop = letter.stop_link[letter.stop_link.find("/stop/").expect("a path")..].to_owned();
    app.device().post(&stop, &[]).await.expect_status(200);
    let page = rosa.get("/operate/mail").await.expect_status(200);
    page.expect_text("An address that is kept nowhere");
    let blocked = async |app: &mut TestApp| {
        app.device().post("/sign-in", &[("email", "ana@example.org")]).await.expect_status(200);
        app.run_jobs().await;
        app.mails().is_empty()
    };
    assert!(blocked(&mut app).await);
    rosa.post("/operate/mail/unblock", &[("address", "nobody")]).await.expect_status(422);
    let page = rosa.post("/operate/mail/unblock", &[("address", "joe@example.org")]).await.expect_status(200);
    page.expect_text("Nothing was changed.");
    let page =
        rosa.post("/operate/mail/unblock", &[("address", " ana@example.org ")]).await.expect_status(200);
    page.expect_text("Mail to the address goes through again.").expect_text("No address is blocked.");
    assert!(!blocked(&mut app).await);

    // One that has an account is shown by its first letter, and let through by its line.
    let mut thuy = app.sign_in("Thuy Nguyen").await;
    thuy.post("/sign-out", &[]).await;
    thuy.post("/sign-in", &[("email", "thuy@example.org")]).await.expect_status(200);
    app.run_jobs().await;
    let letter = app.mails().pop().expect("a letter");
    let stop = letter.stop_link[letter.stop_link.find("/stop/").expect("a path")..].to_owned();
    app.device().post(&stop, &[]).await.expect_status(200);
    let page = rosa.get("/operate/mail").await;
    page.expect_text("t…@example.org");
    assert!(!page.html.contains("thuy"));
    let form = page.forms().into_iter().find(|form| form.names().contains(&"key")).expect("a button");
    rosa.submit(form).await.expect_status(200).expect_text("No address is blocked.");
}

#[tokio::test]
async fn settings_hold_at_once_are_checked_and_written_down() {
    let mut app = TestApp::start_with(|settings, _| {
        use crosswalk_app::adjust::{Origin, Setting};
        settings.operators = vec![address_of("Rosa Medina")];
        settings.origins.insert(Setting::MailFrom, Origin::Start);
        settings.origins.insert(Setting::RunBy, Origin::File);
    })
    .await;
    let mut rosa = app.sign_in("Rosa Medina").await;
    // Pages that are kept for everybody change too.
    let stranger = async |app: &TestApp, path: &str| app.device().get(path).await.html;
    for path in ["/", "/toolkit", "/toolkit/assess"] {
        assert!(stranger(&app, path).await.contains("Bridgeway Collective"), "{path}");
    }
    let form = settings_form(&rosa.get("/operate/settings").await);
    assert!(!form.names().contains(&"mail_from"), "what the start says can't be changed");
    assert_eq!(form.value("run_by"), "Bridgeway Collective");
    let form = form.set("run_by", "Oak County Schools").set("notes_max", "5000");
    let page = rosa.submit(form).await.expect_status(200);
    page.expect_text("Saved.").expect_text("This value holds from the next start");
    page.expect_text("from “Bridgeway Collective” to “Oak County Schools”").expect_text("Rosa Medina");
    for path in ["/", "/toolkit", "/toolkit/assess"] {
        assert!(stranger(&app, path).await.contains("Oak County Schools"), "{path}");
    }
    let wrong = [("time_zone", "Chicago"), ("retention_months", "many"), ("name", ""), ("contact", "nobody")];
    let page = rosa.post("/operate/settings", &wrong).await.expect_status(422);
    page.expect_text("Write a time zone like America/Chicago, or UTC.");
    assert_eq!(settings_form(&page).value("time_zone"), "Chicago", "what was typed stays");
    rosa.post("/operate/settings", &[("mail_from", "x@example.org")])
        .await
        .expect_text("Nothing was changed.");

    // Limits of rooms hold from the next start on; all of it outlives one.
    assert_eq!(app.inside().settings.limits.live.document.notes_max, 20_000);
    app.restart().await;
    assert_eq!(app.inside().settings.limits.live.document.notes_max, 5_000);
    let page = rosa.post("/operate/settings", &[("reset", "run_by")]).await.expect_status(200);
    page.expect_text("from “Oak County Schools” back to the value of the file");
    assert!(stranger(&app, "/").await.contains("Bridgeway Collective"));
    rosa.post("/operate/settings", &[("reset", "nonsense")]).await.expect_status(409);
}

#[tokio::test]
async fn a_setting_that_another_node_changed_is_taken_up() {
    use crosswalk_app::adjust::{self, By, Change, Setting};
    let app = TestApp::start().await;
    let inside = app.inside().clone();
    let (now, id) = (inside.clock.now(), inside.random.uuid(inside.clock.now()));
    let change =
        Change { setting: Setting::Name, before: String::new(), after: Some("Oak County".to_owned()) };
    let put = move |conn: &mut crosswalk_store::Connection| {
        adjust::queries::put(conn, &change, By::CommandLine, id, now)
    };
    inside.store.write(put).await.expect("it is written");
    assert!(!app.device().get("/help").await.html.contains("Oak County"));
    adjust::refresh(&inside).await.expect("it is read");
    assert!(app.device().get("/help").await.html.contains("Oak County"));
}

#[tokio::test]
async fn the_site_takes_the_color_and_the_languages_of_its_town() {
    let (app, mut rosa) = run_by_rosa().await;
    let page = rosa.post("/operate/settings", &[("color", "#ffce2e"), ("languages", "fr")]).await;
    let page = page.expect_status(422);
    page.expect_text("White text is hard to read on this color.").expect_text("Choose one of the values");
    rosa.post("/operate/settings", &[("color", "#0E4C92"), ("languages", "es")]).await.expect_status(200);
    let home = app.device().get("/").await.expect_status(200);
    assert_eq!(home.url, "/es", "a page in a language that is not offered leads to one that is");
    assert!(home.html.contains("/assets/color-0e4c92.css"));
    assert!(!home.html.contains("hreflang=\"en\""), "nothing leads to the language that there is not");
    let help = app.device().get("/help?x=1").await.expect_status(200);
    assert_eq!(help.url, "/es/help?x=1");
    assert_eq!(app.device().get("/assets/color-0e4c92.css").await.html, ":root { --asphalt: #0e4c92; }\n");
    app.device().get("/assets/color-ffce2e.css").await.expect_status(404);
    // Programs and links are answered as ever.
    let book = app.workbook("Riverside").await;
    app.api("GET", &book.api(""), None).await.expect_status(200);
    assert_eq!(app.device().get(&book.page()).await.expect_status(200).url, format!("/es{}", book.page()));
    rosa.post("/es/operate/settings", &[("reset", "languages")]).await.expect_status(200);
    assert_eq!(app.device().get("/").await.url, "/");
}

#[tokio::test]
async fn mailed_links_can_be_turned_off_where_there_is_another_way_to_sign_in() {
    let (_app, mut rosa) = run_by_rosa().await;
    let page = rosa.post("/operate/settings", &[("mail_sign_in", "no")]).await.expect_status(422);
    page.expect_text("Without a sign-in provider nobody could sign in any more.");

    let mut app = TestApp::start_with(|settings, _| {
        settings.operators = vec![address_of("Rosa Medina")];
        settings.oidc = Some(crosswalk_app::settings::Oidc {
            issuer: "https://login.example.org".to_owned(),
            client_id: "crosswalk".to_owned(),
            client_secret: None,
            name: "Milbrook Schools".to_owned(),
        });
    })
    .await;
    let mut rosa = app.sign_in("Rosa Medina").await;
    let mut thuy = app.device();
    let form = thuy.get("/sign-in").await.form("/sign-in");
    thuy.submit(form.set("email", &address_of("Thuy Nguyen"))).await.expect_status(200);
    let link = app.link_to(&address_of("Thuy Nguyen"), "/sign-in/").await;
    rosa.post("/operate/settings", &[("mail_sign_in", "no")]).await.expect_text("Saved.");
    let page = thuy.get("/sign-in").await.expect_status(200);
    page.expect_text("Sign in with Milbrook Schools");
    assert!(!page.text().contains("Email me a link"));
    thuy.post("/sign-in", &[("email", &address_of("Thuy Nguyen"))]).await.expect_status(409);
    thuy.get(&link).await.expect_status(404);
    // Whoever is signed in stays so.
    rosa.get("/operate").await.expect_text("None are made by themselves");
}
