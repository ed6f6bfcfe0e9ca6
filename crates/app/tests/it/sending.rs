//! Sending a workbook on, without serving spammers.

use crosswalk_mail::{Message, Transport};
use crosswalk_names::{DAY, HOUR, MINUTE};
use crosswalk_testing::{Book, Device, Page, Postbox, TestApp};

/// Fills in the form and sends it.
async fn share(device: &mut Device, book: &Book, to: &str, message: &str) -> Page {
    let page = device.get(&format!("{}/shares", book.page())).await.expect_status(200);
    let form = page
        .form("/shares")
        .set("to", to)
        .set("message", message)
        .set("access", "edit")
        .set("from", "rosa@example.org")
        .set("name", "Rosa Medina");
    device.submit(form).await
}

/// The link in a letter that contains `part`.
fn link(mail: &Message, part: &str) -> String {
    let text = &mail.letter.text;
    let found = text.split_whitespace().find(|word| word.starts_with("http") && word.contains(part));
    found.unwrap_or_else(|| panic!("no link to {part} in {text}")).to_owned()
}

/// A device that has confirmed rosa@example.org.
async fn confirmed(app: &mut TestApp, book: &Book) -> Device {
    let mut rosa = app.device();
    share(&mut rosa, book, "first@example.org", "").await.expect_status(200);
    app.run_jobs().await;
    let mails = app.mails();
    let page = rosa.get(&link(&mails[0], "/confirm/")).await;
    rosa.submit(page.form_to_confirm()).await.expect_status(200);
    app.run_jobs().await;
    app.mails();
    rosa
}

trait Confirm {
    fn form_to_confirm(&self) -> crosswalk_testing::Form;
}

impl Confirm for Page {
    fn form_to_confirm(&self) -> crosswalk_testing::Form {
        let found = self.forms().into_iter().find(|form| form.action.contains("/confirm/"));
        found.unwrap_or_else(|| panic!("nothing to confirm: {}", self.text()))
    }
}

#[tokio::test]
async fn nothing_leaves_before_the_sender_confirms() {
    let mut app = TestApp::start().await;
    let book = app.workbook("Riverside & co").await;
    let mut rosa = app.device();
    let status =
        share(&mut rosa, &book, "ana@example.org, luis@example.org\nthuy@example.org", "Have a look.")
            .await
            .expect_status(200);
    status
        .expect_text("Please confirm your address rosa@example.org.")
        .expect_text("ana@example.org")
        .expect_text("Waits for you");
    app.run_jobs().await;
    let mails = app.mails();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to.as_str(), "rosa@example.org");
    assert!(!mails[0].letter.text.contains("Have a look") && mails[0].attachments.is_empty());

    // Mail programs open links by themselves: only the button counts. Any device may press it.
    let confirm = link(&mails[0], "/confirm/");
    let mut phone = app.device();
    let page = phone.get(&confirm).await.expect_status(200);
    app.run_jobs().await;
    assert!(app.mails().is_empty());
    phone.submit(page.form_to_confirm()).await.expect_status(200).expect_text("Your message is on its way.");
    rosa.get(&status.url).await.expect_text("In the queue");
    app.run_jobs().await;
    let mails = app.mails();
    let mut to: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, ["ana@example.org", "luis@example.org", "thuy@example.org"]);
    rosa.get(&status.url).await.expect_status(200).expect_text("thuy@example.org Sent");
    for mail in &mails {
        let text = &mail.letter.text;
        assert!(
            text.contains("Rosa Medina")
                && text.contains("rosa@example.org")
                && text.contains("Have a look."),
            "{text}"
        );
        assert!(text.contains("You get this message because Rosa Medina"), "{text}");
        assert_eq!(
            mail.reply_to.as_ref().map(|address| address.as_str().to_owned()).as_deref(),
            Some("rosa@example.org")
        );
        assert_eq!(link(mail, "/w/"), format!("http://{}{}", app.address, book.page()));
        assert!(mail.attachments[0].bytes.starts_with(b"%PDF-"));
        assert!(
            mail.letter.html.contains("Riverside &amp; co")
                || mail.letter.html.contains("Riverside &#38; co")
        );
        for other in to.iter().filter(|other| **other != mail.to.as_str()) {
            assert!(!text.contains(other), "nobody sees who else was written to");
        }
    }
    // Once per device: the next goes out at once, and the form knows the address.
    let page = rosa.get(&format!("{}/shares", book.page())).await;
    assert_eq!(page.form("/shares").value("from"), "rosa@example.org");
    share(&mut rosa, &book, "later-one@example.org", "").await.expect_status(200);
    app.run_jobs().await;
    assert_eq!(app.mails().len(), 1);
    // The link works once; pressing again changes nothing. Another device is asked again.
    let page = phone.get(&confirm).await.expect_status(200);
    page.expect_text("Your message is on its way.");
    phone.post(&page.url, &[]).await.expect_status(200);
    share(&mut phone, &book, "x@example.org", "").await.expect_status(200).expect_text("Please confirm");
    app.run_jobs().await;
    assert_eq!(
        app.mails().iter().map(|mail| mail.to.as_str().to_owned()).collect::<Vec<_>>(),
        ["rosa@example.org"]
    );
}

#[tokio::test]
async fn a_confirmation_works_for_two_days() {
    let mut app = TestApp::start().await;
    let book = app.workbook("").await;
    let mut rosa = app.device();
    share(&mut rosa, &book, "ana@example.org", "").await.expect_status(200);
    app.run_jobs().await;
    let confirm = link(&app.mails()[0], "/confirm/");
    let path = confirm.strip_prefix(&format!("http://{}", app.address)).expect("ours").to_owned();
    app.pass(48 * HOUR + MINUTE);
    rosa.get(&confirm).await.expect_text("This link does not work any more");
    rosa.post(&path, &[]).await.expect_text("This link does not work any more");
    rosa.post("/confirm/nonsense", &[]).await.expect_text("This link does not work any more");
    app.run_jobs().await;
    assert!(app.mails().is_empty());
}

#[tokio::test]
async fn each_wrong_address_is_named() {
    let app = TestApp::start().await;
    let book = app.workbook("").await;
    let mut rosa = app.device();
    let page = share(&mut rosa, &book, "ana@example.org, luis@, no at sign", "Have a look.")
        .await
        .expect_status(422);
    page.expect_text("luis@");
    let form = page.form("/shares");
    assert_eq!(form.value("to"), "ana@example.org, luis@, no at sign");
    assert_eq!((form.value("message"), form.value("from")), ("Have a look.", "rosa@example.org"));
    share(&mut rosa, &book, " , ", "").await.expect_status(422).expect_text("Write at least one address.");
    let page = rosa.get(&format!("{}/shares", book.page())).await;
    let form = page.form("/shares").set("to", "ana@example.org").set("from", "rosa@@example.org");
    rosa.submit(form).await.expect_status(422).expect_text("rosa@@example.org");
    let many: Vec<String> = (0..200).map(|number| format!("p{number}@example.org")).collect();
    rosa.submit(page.form("/shares").set("to", &many.join(" ")).set("from", "rosa@example.org"))
        .await
        .expect_status(422);
    let long = "word ".repeat(2_000);
    let page = share(&mut rosa, &book, "ana@example.org", &long).await.expect_status(422);
    assert_eq!(page.form("/shares").value("message"), long);
}

#[tokio::test]
async fn links_in_the_message_are_made_inert() {
    let mut app = TestApp::start().await;
    let book = app.workbook("").await;
    let mut rosa = confirmed(&mut app, &book).await;
    let message =
        "Buy at https://spam.example/x or www.spam.example now <a href='http://spam.example'>here</a>";
    share(&mut rosa, &book, "ana@example.org", message).await.expect_status(200);
    app.run_jobs().await;
    let mails = app.mails();
    let (text, html) = (&mails[0].letter.text, &mails[0].letter.html);
    for clickable in ["https://spam", "http://spam", "www.spam.example"] {
        assert!(!text.contains(clickable) && !html.contains(clickable), "{clickable} in {text}");
    }
    assert!(text.contains("Buy at"));
}

#[tokio::test]
async fn a_stop_link_stops_all_mail_to_its_address() {
    let mut app = TestApp::start().await;
    let book = app.workbook("").await;
    let mut rosa = confirmed(&mut app, &book).await;
    share(&mut rosa, &book, "ana@example.org", "").await.expect_status(200);
    app.run_jobs().await;
    let stop = link(&app.mails()[0], "/stop/");
    let mut ana = app.device();
    let page = ana.get(&stop).await.expect_status(200);
    page.expect_text("ana@example.org");
    share(&mut rosa, &book, "ana@example.org", "").await.expect_status(200);
    app.run_jobs().await;
    assert_eq!(app.mails().len(), 1, "opening the page stops nothing");
    // As mail programs do it: a POST without cookies from no page at all (RFC 8058).
    let path = stop.strip_prefix(&format!("http://{}", app.address)).expect("ours");
    let request = crosswalk_testing::Request::new("POST", path)
        .body("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click");
    assert_eq!(request.send(app.address).await.status, 200);

    let status = share(&mut rosa, &book, "ana@example.org luis@example.org", "").await.expect_status(200);
    app.run_jobs().await;
    assert_eq!(
        app.mails().iter().map(|mail| mail.to.as_str().to_owned()).collect::<Vec<_>>(),
        ["luis@example.org"]
    );
    rosa.get(&status.url).await.expect_text("Not sent").expect_text("luis@example.org Sent");
    // Nor does she get a link, or a confirmation in her name.
    let page = ana.get(&format!("{}/link-mail", book.page())).await;
    ana.submit(page.form("/link-mail").set("to", "ana@example.org"))
        .await
        .expect_status(422)
        .expect_text("asked for no mail");
    let page = ana.get(&format!("{}/shares", book.page())).await;
    let form = page.form("/shares").set("to", "luis@example.org").set("from", "ana@example.org");
    ana.submit(form).await.expect_status(422).expect_text("asked for no mail");
    app.run_jobs().await;
    assert!(app.mails().is_empty());
    ana.get("/stop/nonsense").await.expect_status(200).expect_text("This link does not work");
}

#[tokio::test]
async fn senders_workbooks_and_networks_have_caps_a_day() {
    for which in 0..3 {
        let mut app = TestApp::start_with(|settings, _| {
            let limits = &mut settings.limits;
            *[&mut limits.mails_per_sender, &mut limits.mails_per_workbook, &mut limits.mails_per_network]
                [which] = 3;
        })
        .await;
        let book = app.workbook("").await;
        let mut rosa = confirmed(&mut app, &book).await; // that was the first
        share(&mut rosa, &book, "a@example.org b@example.org", "").await.expect_status(200);
        let page = share(&mut rosa, &book, "c@example.org", "My words").await.expect_status(422);
        page.expect_text(
            [
                "You have sent many letters today.",
                "This workbook was sent",
                "Many letters came from your network",
            ][which],
        );
        assert_eq!(page.form("/shares").value("message"), "My words");
        app.pass(DAY);
        share(&mut rosa, &book, "c@example.org", "").await.expect_status(200);
        app.run_jobs().await;
        assert_eq!(app.mails().len(), 3);
    }
}

#[tokio::test]
async fn a_strangers_inbox_is_not_filled() {
    let mut app = TestApp::start().await;
    let book = app.workbook("").await;
    let mut taken = 0;
    for number in 0..8 {
        // A new device each time, as a spammer would.
        let mut eve = app.device();
        let page = eve.get(&format!("{}/link-mail", book.page())).await;
        let form = page.form("/link-mail").set("to", "victim@example.org");
        let page = if number % 2 == 0 {
            eve.submit(form).await
        } else {
            let page = eve.get(&format!("{}/shares", book.page())).await;
            eve.submit(page.form("/shares").set("to", "x@example.org").set("from", "victim@example.org"))
                .await
        };
        taken += usize::from(page.status == 200);
        if page.status != 200 {
            page.expect_status(422).expect_text("This address got several letters from here today.");
        }
    }
    app.run_jobs().await;
    let mails = app.mails();
    assert_eq!((taken, mails.len()), (5, 5));
    assert!(mails.iter().all(|mail| mail.to.as_str() == "victim@example.org"));
}

#[tokio::test]
async fn my_link_comes_by_mail() {
    let mut app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let mut rosa = app.device();
    let page = rosa.get(&book.page()).await;
    let form = page.form("/link-mail").set("to", "rosa@example.org");
    rosa.submit(form).await.expect_status(200).expect_text("On its way to rosa@example.org.");
    let page = rosa.get(&format!("{}/link-mail", book.read_page())).await;
    rosa.submit(page.form("/link-mail").set("to", "rosa@example.org")).await.expect_status(200);
    app.run_jobs().await;
    let mails = app.mails();
    assert_eq!(link(&mails[0], "/w/"), format!("http://{}{}", app.address, book.page()));
    assert_eq!(link(&mails[1], "/w/"), format!("http://{}{}", app.address, book.read_page()));
    assert!(
        mails[1].letter.text.contains("You can't change it")
            || mails[1].letter.text.contains("read the workbook")
    );
    let wrong = rosa.submit(page.form("/link-mail").set("to", "rosa")).await.expect_status(422);
    assert_eq!(wrong.form("/link-mail").value("to"), "rosa");
}

#[tokio::test]
async fn who_can_only_read_passes_on_only_reading() {
    let mut app = TestApp::start().await;
    let book = app.workbook("").await;
    let mut rosa = confirmed(&mut app, &book).await;
    let form = [("to", "ana@example.org"), ("from", "rosa@example.org"), ("access", "edit")];
    let status = rosa.post(&format!("{}/shares", book.read_page()), &form).await.expect_status(200);
    app.run_jobs().await;
    let mail = app.mails().remove(0);
    assert_eq!(link(&mail, "/w/"), format!("http://{}{}", app.address, book.read_page()));
    assert!(!mail.letter.text.contains(&book.edit) && !mail.letter.html.contains(&book.edit));
    let eml = String::from_utf8_lossy(&mail.to_eml().expect("it builds")).into_owned();
    assert!(!eml.contains(&book.edit));
    // The page with addresses is for the device that sent them.
    app.device().get(&status.url).await.expect_status(404);
    let other = app.workbook("").await;
    let elsewhere = status.url.replace(&book.read, &other.edit);
    rosa.get(&elsewhere).await.expect_status(404);
}

#[tokio::test]
async fn letters_wait_out_a_restart() {
    let mut app = TestApp::start().await;
    let book = app.workbook("").await;
    let mut rosa = confirmed(&mut app, &book).await;
    let status = share(&mut rosa, &book, "ana@example.org luis@example.org", "").await.expect_status(200);
    app.restart().await;
    assert_eq!(app.jobs_waiting().await, 2);
    rosa.get(&status.url).await.expect_text("In the queue");
    app.run_jobs().await;
    assert_eq!(app.mails().len(), 2);
    app.crash().await;
    rosa.get(&status.url).await.expect_text("ana@example.org Sent");
    app.run_jobs().await;
    assert!(app.mails().is_empty(), "none is sent twice");
}

#[tokio::test]
async fn what_a_mail_server_refuses_is_told_and_what_it_puts_off_is_tried_again() {
    let postbox = Postbox::open().await;
    let app = TestApp::start_with(|_, transport| {
        *transport = Transport::smtp(postbox.url()).expect("a mail server")
    })
    .await;
    let book = app.workbook("Riverside").await;
    let mut rosa = app.device();
    let to = "ana@example.org unknown@example.org later@example.org";
    let status = share(&mut rosa, &book, to, "").await.expect_status(200);
    app.run_jobs().await;
    let (recipient, letter) = postbox.letters().remove(0);
    assert_eq!(recipient, "rosa@example.org");
    let unfolded = letter.replace("=\n", "").replace("=3D", "=");
    let confirm =
        unfolded.split_whitespace().find(|word| word.starts_with("http") && word.contains("/confirm/"));
    let page = rosa.get(confirm.expect("a link")).await;
    rosa.submit(page.form_to_confirm()).await.expect_status(200);
    app.run_jobs().await;
    let page = rosa.get(&status.url).await.expect_status(200);
    page.expect_text("ana@example.org Sent").expect_text("Not sent").expect_text("Tried again soon");
    assert_eq!(postbox.letters().len(), 2);
    // Not before its time; then again and again; and it goes out once the server takes it.
    app.run_jobs().await;
    assert_eq!(app.jobs_waiting().await, 1);
    app.pass(MINUTE);
    app.run_jobs().await;
    rosa.get(&status.url).await.expect_text("Tried again soon");
    postbox.mend();
    app.pass(HOUR);
    app.run_jobs().await;
    rosa.get(&status.url).await.expect_text("later@example.org Sent");
    assert_eq!(postbox.letters().last().map(|(to, _)| to.as_str()), Some("later@example.org"));
    let message_ids = |letters: &[(String, String)]| {
        letters
            .iter()
            .filter_map(|(_, text)| text.lines().find(|line| line.starts_with("Message-ID")))
            .map(str::to_owned)
            .collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(message_ids(&postbox.letters()).len(), postbox.letters().len());
}

#[tokio::test]
async fn a_letter_that_never_goes_out_is_given_up_in_words() {
    let postbox = Postbox::open().await;
    let mut app = TestApp::start_with(|_, transport| {
        *transport = Transport::smtp(postbox.url()).expect("a mail server")
    })
    .await;
    let book = app.workbook("").await;
    let mut rosa = app.device();
    let page = rosa.get(&format!("{}/link-mail", book.page())).await;
    rosa.submit(page.form("/link-mail").set("to", "later@example.org")).await.expect_status(200);
    for _ in 0..13 {
        app.run_jobs().await;
        app.pass(6 * HOUR);
    }
    assert_eq!(app.jobs_waiting().await, 0);
    assert!(postbox.letters().is_empty());
    app.mails();
}

#[tokio::test]
async fn a_deleted_workbook_is_not_sent() {
    let mut app = TestApp::start().await;
    let book = app.workbook("").await;
    let mut rosa = confirmed(&mut app, &book).await;
    share(&mut rosa, &book, "ana@example.org", "").await.expect_status(200);
    app.api("DELETE", &book.api(""), None).await.expect_status(204);
    app.run_jobs().await;
    assert!(app.mails().is_empty());
}

#[tokio::test]
async fn without_a_mail_server_the_page_offers_other_ways() {
    let folder = std::env::temp_dir().join(format!("crosswalk-outbox-{}", std::process::id()));
    let app =
        TestApp::start_with(|_, transport| *transport = Transport::outbox(&folder).expect("a folder")).await;
    let book = app.workbook("").await;
    let mut rosa = app.device();
    let page = rosa.get(&format!("{}/shares", book.page())).await.expect_status(200);
    page.expect_text("This site does not send email.");
    assert_eq!(page.links("mailto:").len() - page.links("mailto:help@").len(), 1);
    assert!(!page.links("/workbook.pdf").is_empty());
    rosa.post(&format!("{}/shares", book.page()), &[("to", "a@example.org"), ("from", "b@example.org")])
        .await
        .expect_status(409);
    rosa.post(&format!("{}/link-mail", book.page()), &[("to", "a@example.org")]).await.expect_status(409);
    std::fs::remove_dir_all(&folder).expect("it was made");
}
