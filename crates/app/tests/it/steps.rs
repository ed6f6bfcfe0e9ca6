//! From a gap to work: next steps with reminders and calendars, the agenda, evidence, and the log of it all.

use crosswalk_app::partnerships::steps::queries::{self as steps, NewStep, StepText};
use crosswalk_names::{DAY, PartnershipId, PersonId, StepId, Timestamp};
use crosswalk_testing::{Device, Form, Page, Request, TestApp};
use uuid::Uuid;

/// The value of the option with this name, in whichever list it stands.
pub fn option(page: &Page, name: &str) -> String {
    let end = page.html.find(&format!("\">{name}</option>")).unwrap_or_else(|| panic!("no option {name}"));
    let start = page.html[..end].rfind("value=\"").expect("a value") + 7;
    let value = &page.html[start..end];
    value.split('"').next().expect("a value").to_owned()
}

/// The form of the button that takes something back.
fn undo(page: &Page, part: &str) -> Form {
    page.forms().into_iter().find(|form| form.action.contains(part)).unwrap_or_else(|| panic!("no {part}"))
}

async fn add_step(device: &mut Device, id: &str, text: &str, due: &str, owner: &str) -> Page {
    let page = device.get(&format!("/p/{id}/steps")).await.expect_status(200);
    let owner = if owner.is_empty() { String::new() } else { option(&page, owner) };
    let form = page.form("/steps").set("text", text).set("due", due).set("owner", &owner);
    device.submit(form).await
}

/// In the order of the page, by their texts.
fn order<'t>(page: &Page, texts: &[&'t str]) -> Vec<&'t str> {
    let mut found: Vec<(usize, &str)> = texts
        .iter()
        .map(|text| (page.html.find(&format!("<strong>{text}</strong>")).expect("the step"), *text))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, text)| text).collect()
}

#[tokio::test]
async fn steps_are_added_ordered_finished_and_removed() {
    let mut app = TestApp::start().await;
    let mut rosa = app.sign_in("Rosa Medina").await;
    let id = app.partnership(&mut rosa, "Milbrook").await;
    let mut thuy = app.join(&mut rosa, &id, "Thuy Tran", "member").await;
    let mut bill = app.join(&mut rosa, &id, "Bill Yates", "viewer").await;
    let list = format!("/p/{id}/steps");
    let page = thuy.get(&list).await.expect_status(200);
    page.expect_text("No next steps yet. Add the first one");
    let empty = page.form("/steps");
    thuy.submit(empty.clone().set("text", " "))
        .await
        .expect_status(422)
        .expect_text("Write what is to be done.");
    let odd = empty.clone().set("text", "Call the school").set("due", "2026-02-30");
    let page = thuy.submit(odd).await.expect_status(422);
    page.expect_text("This is not a day.");
    assert_eq!(page.form("/steps").value("text"), "Call the school");
    thuy.submit(empty.set("text", &"x".repeat(301))).await.expect_status(422).expect_text("300 characters");
    for owner in ["person:00000000-0000-0000-0000-000000000000", "organization:x", "nobody"] {
        let page = thuy.post(&list, &[("text", "Call"), ("owner", owner)]).await.expect_status(422);
        page.expect_text("does not belong to the partnership any more");
    }

    add_step(&mut thuy, &id, "Later", "2027-01-20", "Thuy Tran").await.expect_status(200);
    add_step(&mut thuy, &id, "Soon", "2026-12-01", "Thuy Tran").await.expect_status(200);
    add_step(&mut thuy, &id, "Ownerless", "", "").await.expect_status(200);
    let page = add_step(&mut thuy, &id, "Late", "2026-11-10", "Rosa Medina").await.expect_status(200);
    let texts = ["Later", "Soon", "Ownerless", "Late"];
    assert_eq!(order(&page, &texts), ["Late", "Ownerless", "Soon", "Later"]);
    page.expect_text("Late Overdue Rosa Medina · due Nov 10, 2026");
    page.expect_text("Soon Due soon Thuy Tran · due Dec 1, 2026");
    page.expect_text("Ownerless No owner No owner yet · choose an owner");

    let for_question = thuy.get(&format!("{list}?question=goal-setting")).await;
    assert_eq!(for_question.form("/steps").value("question"), "goal-setting");
    let form = for_question.form("/steps").set("text", "Write goals");
    thuy.submit(form).await.expect_status(200).expect_text("about “Goal setting”");

    let read = bill.get(&list).await.expect_status(200);
    read.expect_text("Ownerless");
    assert!(read.forms().iter().all(|form| !form.action.contains("/steps")), "a viewer changes nothing");
    bill.post(&list, &[("text", "No")]).await.expect_status(403);

    let done = page.forms().into_iter().find(|form| form.action.ends_with("/done")).expect("a form");
    let page = thuy.submit(done.clone()).await.expect_status(200);
    page.expect_text("Done: Late");
    page.expect_text("One step is done");
    bill.post(&done.action, &[]).await.expect_status(403);
    thuy.submit(done).await.expect_status(200);
    let page = thuy.submit(undo(&page, "/undone")).await.expect_status(200);
    page.expect_text("Late Overdue");

    let edit = page.links("/steps/").into_iter().next().expect("a link");
    let page = thuy.get(&edit).await.expect_status(200);
    assert_eq!((page.form(&edit).value("text"), page.form(&edit).value("due")), ("Late", "2026-11-10"));
    thuy.submit(page.form(&edit).set("text", "Late, still"))
        .await
        .expect_status(200)
        .expect_text("Late, still");
    bill.get(&edit).await.expect_status(403);
    let removal = thuy.get(&edit).await.form("/removal");
    let page = thuy.submit(removal.clone()).await.expect_status(200);
    page.expect_text("Removed: Late, still");
    let back = undo(&page, "/steps/restorations");
    bill.post(&back.action, &[]).await.expect_status(403);
    thuy.submit(removal).await.expect_status(404);
    let page = thuy.submit(back.clone()).await.expect_status(200);
    page.expect_text("Late, still Overdue Rosa Medina");
    let page = thuy.submit(back.clone()).await.expect_status(200);
    assert_eq!(page.html.matches("<strong>Late, still</strong>").count(), 1);

    let mut ana = app.sign_in("Ana Ruiz").await;
    let other = app.partnership(&mut ana, "Eastgate").await;
    ana.get(&list).await.expect_status(404);
    ana.get(&edit).await.expect_status(404);
    ana.get(&edit.replace(&id, &other)).await.expect_status(404);
    let elsewhere = back.action.replace(&id, &other);
    ana.post(&elsewhere, &[]).await.expect_status(404);
    app.pass(2 * DAY);
    thuy.submit(back).await.expect_status(404);
}

#[tokio::test]
async fn a_step_whose_owner_left_has_none() {
    let mut app = TestApp::start().await;
    let mut rosa = app.sign_in("Rosa Medina").await;
    let id = app.partnership(&mut rosa, "Milbrook").await;
    let mut thuy = app.join(&mut rosa, &id, "Thuy Tran", "member").await;
    add_step(&mut thuy, &id, "Call", "2026-12-01", "Thuy Tran").await.expect_status(200);
    thuy.post(&format!("/p/{id}/leaving"), &[]).await.expect_status(200);
    rosa.get(&format!("/p/{id}/steps")).await.expect_text("Call Due soon No owner");
}

#[tokio::test]
async fn open_steps_have_a_limit() {
    let mut app = TestApp::start().await;
    let mut rosa = app.sign_in("Rosa Medina").await;
    let id = app.partnership(&mut rosa, "Milbrook").await;
    let page = add_step(&mut rosa, &id, "First", "", "Rosa Medina").await.expect_status(200);
    let person = option(&page, "Rosa Medina").strip_prefix("person:").expect("a person").to_owned();
    let (partnership, by): (PartnershipId, PersonId) =
        (id.parse().expect("an id"), person.parse().expect("an id"));
    app.inside()
        .store
        .write(move |conn| {
            for number in 1..500_u128 {
                let step = StepText { text: number.to_string(), owner: None, due: None, question: None };
                let (step_id, added_at) = (StepId(Uuid::from_u128(number)), Timestamp(0));
                let new = NewStep { id: step_id, step, by, added_at, done_at: None };
                steps::add(conn, partnership, &new)?;
            }
            Ok(())
        })
        .await
        .expect("written");
    let page = add_step(&mut rosa, &id, "One more", "", "").await.expect_status(422);
    page.expect_text("A partnership can have 500 open next steps.");
    assert_eq!(page.form("/steps").value("text"), "One more");
}

#[tokio::test]
async fn owners_are_reminded_once_in_their_language_unless_they_stopped_mail() {
    let mut app = TestApp::start().await;
    let mut rosa = app.sign_in("Rosa Medina").await;
    let id = app.partnership(&mut rosa, "Milbrook").await;
    let mut thuy = app.join(&mut rosa, &id, "Thuy Tran", "member").await;
    thuy.post("/account", &[("name", "Thuy Tran"), ("language", "es")]).await.expect_status(200);
    for (text, due, owner) in [
        ("In three days", "2026-11-21", "Thuy Tran"),
        ("In four days", "2026-11-22", "Thuy Tran"),
        ("Yesterday", "2026-11-17", "Rosa Medina"),
        ("Days ago", "2026-11-16", "Rosa Medina"),
        ("Nobody’s", "2026-11-19", ""),
    ] {
        add_step(&mut rosa, &id, text, due, owner).await.expect_status(200);
    }
    app.run_jobs().await;
    app.mails();
    app.clean_up().await;
    app.clean_up().await;
    app.run_jobs().await;
    let mut letters: Vec<(String, String)> =
        app.mails().into_iter().map(|mail| (mail.to.as_str().to_owned(), mail.letter.subject)).collect();
    letters.sort();
    assert_eq!(
        letters,
        [
            ("rosa@example.org".to_owned(), "Your next step for November 17, 2026: Yesterday".to_owned()),
            (
                "thuy@example.org".to_owned(),
                "Su próximo paso para el 21 de noviembre de 2026: In three days".to_owned()
            ),
        ]
    );

    // The next day the other one comes up, and the same step again once it has another day.
    app.pass(DAY);
    let page = rosa.get(&format!("/p/{id}/steps")).await;
    let days_ago = page.links("/steps/");
    for link in days_ago {
        let page = rosa.get(&link).await;
        if page.form(&link).value("text") == "Yesterday" {
            rosa.submit(page.form(&link).set("due", "2026-11-20")).await.expect_status(200);
        }
    }
    app.clean_up().await;
    app.run_jobs().await;
    let mails = app.mails();
    let subjects: Vec<&str> = mails.iter().map(|mail| mail.letter.subject.as_str()).collect();
    assert_eq!(subjects.len(), 2, "{subjects:?}");
    assert!(subjects.contains(&"Your next step for November 20, 2026: Yesterday"), "{subjects:?}");
    let to_thuy = mails.iter().find(|mail| mail.to.as_str() == "thuy@example.org").expect("a letter");
    let stop = to_thuy.letter.text.lines().find(|line| line.contains("/stop/")).expect("a link").to_owned();
    let path = stop.strip_prefix(&format!("http://{}", app.address)).expect("ours").to_owned();
    let form = thuy.get(&path).await.form(&path);
    thuy.submit(form).await.expect_status(200);
    add_step(&mut rosa, &id, "One more", "2026-11-20", "Thuy Tran").await.expect_status(200);
    app.clean_up().await;
    app.run_jobs().await;
    assert_eq!(app.mails().len(), 0, "an address that stopped mail gets none");
}

#[tokio::test]
async fn a_calendar_shows_steps_with_a_day_while_its_owner_belongs() {
    let mut app = TestApp::start().await;
    let mut rosa = app.sign_in("Rosa Medina").await;
    let id = app.partnership(&mut rosa, "Milbrook, Homes").await;
    let mut bill = app.join(&mut rosa, &id, "Bill Yates", "viewer").await;
    let list = format!("/p/{id}/steps");
    let link_of = |page: &Page| {
        let start = page.html.find("/calendar/").expect("a link");
        page.html[start..].split('"').next().expect("an end").to_owned()
    };
    let make = bill.get(&list).await.form("/calendar");
    let link = link_of(&bill.submit(make).await.expect_status(200));
    let empty = app.api("GET", &link, None).await.expect_status(200);
    assert_eq!(empty.header("content-type"), Some("text/calendar; charset=utf-8"));
    assert!(empty.text().contains("BEGIN:VTIMEZONE"));

    let text = "Sign; the agreement, ".to_owned() + &"ñ".repeat(100);
    add_step(&mut rosa, &id, &text, "2026-12-14", "Rosa Medina").await.expect_status(200);
    add_step(&mut rosa, &id, "Without a day", "", "").await.expect_status(200);
    let calendar = app.api("GET", &link, None).await.expect_status(200).text();
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{calendar}");
    let unfolded = calendar.replace("\r\n ", "");
    for line in [
        "X-WR-CALNAME:Milbrook\\, Homes: next steps",
        "DTSTART;VALUE=DATE:20261214",
        "DTEND;VALUE=DATE:20261215",
        "DESCRIPTION:Owner: Rosa Medina\\nMilbrook\\, Homes\\ndue December 14\\, 2026",
    ] {
        assert!(unfolded.contains(&format!("{line}\r\n")), "{line}: {unfolded}");
    }
    assert!(unfolded.contains("SUMMARY:Sign\\; the agreement\\, ñññ"));
    assert_eq!(unfolded.matches("BEGIN:VEVENT").count(), 1);
    let spanish = app.api("GET", &format!("/es{link}"), None).await.expect_status(200).text();
    assert!(spanish.contains("próximos pasos"));

    for unknown in ["/calendar/nonsense".to_owned(), format!("/calendar/{}", "A".repeat(43))] {
        app.api("GET", &unknown, None).await.expect_status(404);
    }
    // Another one stops the first.
    bill.post(&format!("/p/{id}/calendar"), &[]).await.expect_status(200);
    app.api("GET", &link, None).await.expect_status(404);
    let page = bill.get(&list).await;
    let link = link_of(&page);
    app.api("GET", &link, None).await.expect_status(200);
    bill.submit(page.form("/calendar/removal")).await.expect_status(200).expect_text("Make a calendar link");
    app.api("GET", &link, None).await.expect_status(404);
    let make = bill.get(&list).await.form("/calendar");
    let link = link_of(&bill.submit(make).await);
    bill.post(&format!("/p/{id}/leaving"), &[]).await.expect_status(200);
    app.api("GET", &link, None).await.expect_status(404);
}

#[tokio::test]
async fn a_question_goes_onto_the_agenda_with_answer_and_guide() {
    let mut app = TestApp::start().await;
    let mut rosa = app.sign_in("Rosa Medina").await;
    let book = app.workbook("Riverside").await;
    rosa.answer(&book, "assess", "goal-setting", "in_progress").await;
    let claim = rosa.get(&format!("{}/claim", book.page())).await.form("/claim");
    let id = rosa.submit(claim).await.url.rsplit('/').next().expect("an id").to_owned();
    let mut bill = app.join(&mut rosa, &id, "Bill Yates", "viewer").await;
    let agenda = format!("/p/{id}/agenda");
    let page = rosa.get(&agenda).await.expect_status(200);
    page.expect_text("Nothing on the agenda yet.");
    rosa.submit(page.form("/agenda")).await.expect_status(422).expect_text("Choose a question.");
    rosa.post(&agenda, &[("question", "none-such")]).await.expect_status(422);
    let form = page.form("/agenda").set("question", "goal-setting").set("note", "Which <b>two</b> goals?");
    let page = rosa.submit(form.clone()).await.expect_status(200);
    page.expect_text("Goal setting");
    page.expect_text("The team’s answer: In progress");
    page.expect_text("Which <b>two</b> goals?");
    page.expect_text("Write down one or two decisions that you must make this year.");
    page.expect_text("Added by Rosa Medina, Nov 18, 2026");
    assert_eq!(
        page.links("?question=goal-setting#add"),
        [format!("/p/{id}/steps?question=goal-setting#add")]
    );
    rosa.submit(form).await.expect_status(422).expect_text("This question is on the agenda already.");
    assert!(
        bill.get(&agenda).await.expect_status(200).forms().iter().all(|form| !form.action.contains(&agenda))
    );
    bill.post(&agenda, &[("question", "local-conditions")]).await.expect_status(403);

    let done = page.form("/done");
    bill.post(&done.action, &[]).await.expect_status(403);
    let page = rosa.submit(done).await.expect_status(200);
    page.expect_text("Talked about: Goal setting");
    page.expect_text("One question was talked about");
    let page = rosa.submit(undo(&page, "/undone")).await.expect_status(200);
    let page = rosa.submit(page.form("/removal")).await.expect_status(200);
    page.expect_text("Taken off the agenda: Goal setting");
    let page = rosa.submit(undo(&page, "/agenda/restorations")).await.expect_status(200);
    page.expect_text("Which <b>two</b> goals?");
    let spanish = rosa.get(&format!("/es{agenda}")).await.expect_status(200);
    spanish.expect_text("Definir las metas");
}

#[tokio::test]
async fn members_see_on_the_workbook_what_an_answer_rests_on_and_nobody_else_does() {
    let mut app = TestApp::start().await;
    let mut rosa = app.sign_in("Rosa Medina").await;
    let id = app.partnership(&mut rosa, "Milbrook").await;
    let book = rosa.get(&format!("/p/{id}/workbook")).await.expect_status(200).url;
    let hints = |page: &crosswalk_testing::Page| page.html.matches("class=\"link proof none\"").count();
    let page = rosa.get(&book).await;
    assert_eq!(hints(&page), 26, "one at each question; the style shows those at yes");
    assert!(page.html.contains(&format!("<p class=\"crumb\"><a href=\"/p/{id}\">Home of Milbrook</a>")));

    let new = [("question", "goal-setting"), ("kind", "person"), ("label", "Dana")];
    rosa.post(&format!("/p/{id}/evidence"), &new).await.expect_status(200);
    let page = rosa.get(&book).await;
    assert_eq!(hints(&page), 25);
    page.expect_text("Evidence: one piece");
    let link = page.links("evidence?question=goal-setting");
    rosa.get(&link[0]).await.expect_status(200).expect_text("Dana");

    // The link may be in other hands: no device without an account, and nobody of another partnership, sees any of it.
    let mut eve = app.sign_in("Eve").await;
    app.partnership(&mut eve, "Elsewhere").await;
    for device in [&mut app.device(), &mut eve] {
        let page = device.get(&book).await.expect_status(200);
        assert!(
            hints(&page) == 0 && !page.html.contains("Milbrook</a>") && !page.html.contains("/p/"),
            "{}",
            page.html
        );
    }
    // Nor somebody who is called like a member.
    let mut other = app.sign_in("Rosalie Medina").await;
    let form = other.get("/account").await.form("/account").set("name", "Rosa Medina");
    other.submit(form).await.expect_status(200);
    assert_eq!(hints(&other.get(&book).await), 0);
    assert_eq!(hints(&rosa.get(&book).await), 25);
}

#[tokio::test]
async fn evidence_stands_with_its_question_and_a_yes_without_says_so() {
    let mut app = TestApp::start().await;
    let mut rosa = app.sign_in("Rosa Medina").await;
    let book = app.workbook("Riverside").await;
    rosa.answer(&book, "assess", "goal-setting", "yes").await;
    let claim = rosa.get(&format!("{}/claim", book.page())).await.form("/claim");
    let id = rosa.submit(claim).await.url.rsplit('/').next().expect("an id").to_owned();
    let mut bill = app.join(&mut rosa, &id, "Bill Yates", "viewer").await;
    let evidence = format!("/p/{id}/evidence");
    let page = rosa.get(&format!("{evidence}?question=goal-setting")).await.expect_status(200);
    assert_eq!(page.text().matches("No evidence yet").count(), 1);
    let form = page.form("/evidence");
    assert_eq!(form.value("question"), "goal-setting");
    let wrong = rosa.submit(form.clone().set("link", "javascript:alert(1)")).await.expect_status(422);
    wrong.expect_text("Choose what it is.");
    wrong.expect_text("Write what it is called.");
    wrong.expect_text("This is not a web address.");
    let person = form.clone().set("kind", "person").set("label", "Dana").set("link", "https://example.org");
    rosa.submit(person.clone()).await.expect_status(422).expect_text("A person has no link.");
    rosa.submit(person.set("link", "")).await.expect_status(200);
    let document =
        form.set("kind", "document").set("label", "Minutes").set("link", "https://example.org/m?a=1&b=2");
    let page = rosa.submit(document).await.expect_status(200);
    assert!(
        page.html
            .contains("<a href=\"https://example.org/m?a=1&#38;b=2\" rel=\"noopener nofollow\">Minutes</a>")
    );
    page.expect_text("Person who knows · added by Rosa Medina, Nov 18, 2026");
    assert_eq!(page.text().matches("No evidence yet").count(), 0);
    assert!(
        bill.get(&evidence)
            .await
            .expect_status(200)
            .forms()
            .iter()
            .all(|form| !form.action.contains(&evidence))
    );
    bill.post(&evidence, &[("question", "goal-setting"), ("kind", "page"), ("label", "x")])
        .await
        .expect_status(403);

    let removal = page.forms().into_iter().find(|form| form.action.ends_with("/removal")).expect("a form");
    bill.post(&removal.action, &[]).await.expect_status(403);
    let page = rosa.submit(removal.clone()).await.expect_status(200);
    page.expect_text("Removed: Dana");
    rosa.submit(removal).await.expect_status(404);
    rosa.submit(undo(&page, "/evidence/restorations")).await.expect_status(200).expect_text("Dana");
}

#[tokio::test]
async fn stewards_see_who_did_what_page_by_page_and_as_a_table() {
    let mut app = TestApp::start().await;
    let mut rosa = app.sign_in("Rosa Medina").await;
    // What a spreadsheet would run.
    rosa.post("/account", &[("name", "=Rosa"), ("language", "en")]).await.expect_status(200);
    let id = app.partnership(&mut rosa, "Milbrook").await;
    let mut thuy = app.join(&mut rosa, &id, "Thuy Tran", "member").await;
    for number in 0..60 {
        add_step(&mut thuy, &id, &format!("Step {number}"), "", "").await.expect_status(200);
    }
    for form in thuy.get(&format!("/p/{id}/steps")).await.forms() {
        if form.action.ends_with("/done") {
            thuy.submit(form).await.expect_status(200);
        }
    }
    let activity = format!("/p/{id}/activity");
    thuy.get(&activity).await.expect_status(403);
    thuy.get(&format!("{activity}.csv")).await.expect_status(403);
    let page = rosa.get(&activity).await.expect_status(200);
    page.expect_text("Nov 18, 2026");
    page.expect_text("Thuy Tran finished a next step: Step 59");
    assert_eq!(page.html.matches("<span class=\"words\">").count(), 100);
    let older = page.links("?before=").into_iter().next().expect("older lines");
    let page = rosa.get(&older).await.expect_status(200);
    page.expect_text("=Rosa started the partnership.");
    page.expect_text("Back to the newest");
    rosa.get(&format!("{activity}?before=nonsense")).await.expect_status(200).expect_text("Step 59");

    let form = thuy.get("/account/removal").await.form("/account/removal");
    thuy.submit(form).await.expect_status(200);
    rosa.get(&activity).await.expect_text("A former member finished a next step: Step 59");
    let table = rosa.send(Request::new("GET", &format!("{activity}.csv"))).await.expect_status(200);
    assert_eq!(table.header("content-type"), Some("text/csv; charset=utf-8"));
    let table = table.text();
    assert!(table.contains("'=Rosa started the partnership."), "{table}");
    assert!(table.contains(",'=Rosa,"), "a name is no formula: {table}");
    assert!(table.lines().count() > 120);
}
