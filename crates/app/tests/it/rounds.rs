//! A whole round: three organizations answer alone, see where they differ, and come back half a year later.

use crosswalk_names::DAY;
use crosswalk_testing::{Device, Request, TestApp};

/// A partnership of three organizations with one person each, and its steward.
pub struct Table {
    pub id: String,
    pub rosa: Device,
    pub people: Vec<Device>,
}

const ORGANIZATIONS: [(&str, &str, &str); 3] = [
    ("Milbrook Housing Authority", "housing", "public-housing-authority"),
    ("Milbrook Public Schools", "education", "school-district"),
    ("Northside Tenants Council", "residents", "tenants-association"),
];

pub async fn table(app: &mut TestApp) -> Table {
    let mut rosa = app.sign_in("Rosa Medina").await;
    let id = app.partnership(&mut rosa, "Milbrook").await;
    let mut organizations = Vec::new();
    for (name, sector, kind) in ORGANIZATIONS {
        let form = rosa.get(&format!("/p/{id}/partners/new")).await.form("/partners");
        let form = form.set("name", name).set("sector", sector).set("kind", kind);
        let page = rosa.submit(form).await.expect_status(200);
        organizations.push(page.url.rsplit('/').next().expect("an id").to_owned());
    }
    let mut people = Vec::new();
    for (person, organization) in ["Dana", "Marcus", "Thuy"].into_iter().zip(&organizations) {
        let mut device = app.join(&mut rosa, &id, person, "member").await;
        let form = own_form(&device.get(&format!("/p/{id}/people")).await);
        device.submit(form.set("organization", organization)).await.expect_status(200);
        people.push(device);
    }
    Table { id, rosa, people }
}

/// The one form on the page of people that sets whom one speaks for.
fn own_form(page: &crosswalk_testing::Page) -> crosswalk_testing::Form {
    let mut forms = page.forms().into_iter().filter(|form| form.names().contains(&"level"));
    forms.next().expect("a form")
}

/// Opens a round that asks one person of each organization. Gives its address.
pub async fn open(table: &mut Table, name: &str, names: &str) -> String {
    let form = table.rosa.get(&format!("/p/{}/rounds/new", table.id)).await.form("/rounds");
    let page = table.rosa.submit(form.set("name", name).set("names", names)).await.expect_status(200);
    page.url
}

/// Answers a round with one answer to every question, and says so.
pub async fn answer(device: &mut Device, round: &str, value: &str) {
    let begin = device.get(round).await.form("/responses");
    let copy = device.submit(begin).await.expect_status(200);
    copy.expect_text("This is your own copy");
    for form in copy.forms().into_iter().filter(|form| form.action.contains("/stages/")) {
        let names: Vec<String> = form.names().iter().map(|name| (*name).to_owned()).collect();
        let mut form = form;
        for name in names.iter().filter(|name| name.starts_with("answer.")) {
            form = form.set(name, value);
        }
        device.submit(form).await.expect_status(200);
    }
    let back = device.get(&format!("{}/round", copy.url)).await.expect_status(200);
    assert_eq!(back.url, round);
    let finish = back.form("/responses/finish");
    device.submit(finish).await.expect_status(200).expect_text("Your answers are in.");
}

pub async fn close(table: &mut Table, round: &str) {
    let form = table.rosa.get(round).await.form("/close");
    table.rosa.submit(form).await.expect_status(200).expect_text("Readiness results");
}

#[tokio::test]
async fn three_organizations_answer_alone_and_see_where_they_differ_and_what_moved() {
    let mut app = TestApp::start().await;
    let mut table = table(&mut app).await;
    let round = open(&mut table, "Fall 2026", "organizations").await;
    app.run_jobs().await;
    let letters = app.mails();
    assert_eq!(letters.len(), 3, "each of the three is told");
    assert!(letters[0].letter.text.contains(&round));

    let [dana, marcus, thuy] = &mut table.people[..] else { panic!("three people") };
    answer(dana, &round, "yes").await;
    answer(marcus, &round, "yes").await;
    marcus.get(&format!("{round}/results")).await.expect_text("2 of 3 people answered");
    for kind in ["csv", "pdf"] {
        assert_eq!(
            marcus.get(&format!("{round}/results.{kind}")).await.status,
            404,
            "nothing before the close"
        );
    }
    answer(thuy, &round, "not_yet").await;
    close(&mut table, &round).await;

    let results = table.people[2].get(&format!("{round}/results")).await.expect_status(200);
    results.expect_text("From 3 of the 3 partners we asked.");
    results.expect_text("Far apart");
    results.expect_text("Show all 26 questions");
    assert!(results.html.contains(">MH<") && results.html.contains("Northside Tenants Council"));
    let csv = table.rosa.get(&format!("{round}/results.csv")).await.expect_status(200).html;
    assert!(csv.contains("1,goal-setting,Goal setting,all,,,1,0,2,0,0,0,0.667,far_apart"), "{csv}");
    assert!(csv.contains("organization,Northside Tenants Council,,1,0,0"), "{csv}");
    let pdf = printed(&mut table.rosa, &round).await;
    for words in ["Milbrook · Fall 2026", "Goal setting", "Northside Tenants Council", "Far apart"] {
        assert!(pdf.contains(words), "{words}: {pdf}");
    }

    app.pass(180 * DAY);
    let mut table = Table { rosa: app.sign_in("Rosa Medina").await, ..table };
    table.people = vec![app.sign_in("Dana").await, app.sign_in("Marcus").await, app.sign_in("Thuy").await];
    let round = open(&mut table, "Spring 2027", "organizations").await;
    for device in &mut table.people {
        answer(device, &round, "yes").await;
    }
    close(&mut table, &round).await;
    let results = table.rosa.get(&format!("{round}/results")).await;
    results.expect_text("Over time");
    results.expect_text("Round: Fall 2026");
    results.expect_text("Northside Tenants Council 26 questions toward yes, 0 away from it");
    results.expect_text("Partners are not far apart on any question.");
    let pdf = printed(&mut table.rosa, &round).await;
    for words in ["Over time", "Round: Spring 2027", "26 questions toward yes"] {
        assert!(pdf.contains(words), "{words}: {pdf}");
    }
    app.run_jobs().await;
    app.mails();
}

/// The text of a round's print.
async fn printed(device: &mut Device, round: &str) -> String {
    let answer = device.send(Request::new("GET", &format!("{round}/results.pdf"))).await.expect_status(200);
    assert_eq!(answer.header("content-type"), Some("application/pdf"));
    crate::results::text_of(&answer.body)
}

#[tokio::test]
async fn without_names_it_can_not_be_told_who_gave_which_answer() {
    let mut shown = Vec::new();
    for answers in [["yes", "in_progress", "not_yet"], ["not_yet", "yes", "in_progress"]] {
        let mut app = TestApp::start().await;
        let mut table = table(&mut app).await;
        let round = open(&mut table, "Fall 2026", "none").await;
        for (device, value) in table.people.iter_mut().zip(answers) {
            answer(device, &round, value).await;
        }
        close(&mut table, &round).await;
        let csv = table.rosa.get(&format!("{round}/results.csv")).await.html;
        let page = table.rosa.get(&format!("{round}/results?show=all")).await.text();
        shown.push([page, csv, printed(&mut table.rosa, &round).await]);
        app.run_jobs().await;
        app.mails();
    }
    assert_eq!(shown[0], shown[1], "page, table and print are the same when people trade their answers");
    for (name, ..) in ORGANIZATIONS {
        assert!(!shown[0][2].contains(name), "{name} is not named");
    }
    assert!(shown[0][2].contains("Hidden to protect privacy"));
}

#[tokio::test]
async fn without_names_no_organization_can_be_told_from_another() {
    let mut app = TestApp::start().await;
    let mut table = table(&mut app).await;
    let round = open(&mut table, "Fall 2026", "none").await;
    for (device, value) in table.people.iter_mut().zip(["yes", "in_progress", "not_yet"]) {
        answer(device, &round, value).await;
    }
    close(&mut table, &round).await;
    let results = table.rosa.get(&format!("{round}/results?show=all")).await.expect_status(200);
    for (name, ..) in ORGANIZATIONS {
        assert!(!results.html.contains(name), "{name} is not named");
    }
    results.expect_text("Hidden to protect privacy");
    let csv = table.rosa.get(&format!("{round}/results.csv")).await.html;
    assert!(csv.contains("all,,,1,1,1") && !csv.contains("organization,"), "{csv}");
    assert!(csv.contains("sector,housing,hidden,,,"), "{csv}");
    app.run_jobs().await;
    app.mails();
}

#[tokio::test]
async fn the_team_s_own_answers_stand_beside_the_rounds_in_the_order_of_time() {
    let mut app = TestApp::start().await;
    let mut table = table(&mut app).await;
    let book = table.rosa.get(&format!("/p/{}/workbook", table.id)).await.expect_status(200);
    let answered = book.form("/stages/assess").set("answer.goal-setting", "yes");
    table.rosa.submit(answered).await.expect_status(200);
    let snapshot = table.rosa.get(&format!("{}/snapshots", book.url)).await.form("/snapshots");
    table.rosa.submit(snapshot.set("name", "Before the grant")).await.expect_status(200);

    app.pass(DAY);
    let round = open(&mut table, "Fall 2026", "none").await;
    for device in &mut table.people {
        answer(device, &round, "yes").await;
    }
    close(&mut table, &round).await;
    app.pass(DAY);
    let answered = book.form("/stages/assess").set("answer.goal-setting", "yes");
    let answered = answered.set("answer.local-conditions", "yes");
    table.rosa.submit(answered).await.expect_status(200);

    let results = table.rosa.get(&format!("{round}/results")).await.expect_status(200).text();
    let pdf = printed(&mut table.rosa, &round).await;
    let order =
        ["The team’s own answer: Before the grant", "Round: Fall 2026", "The team’s own answer, today"];
    for said in [&results, &pdf] {
        let table = &said[said.rfind(order[0]).expect("the snapshot")..];
        let places: Vec<usize> = order.iter().map(|part| table.find(part).expect("in the table")).collect();
        assert!(places.is_sorted(), "{table}");
        assert!(said.contains("The team: 2 of 6 yes"), "{said}");
    }
    assert!(!results.contains("Who moved"), "there is no earlier round");
    app.run_jobs().await;
    app.mails();
}

/// Answers one question with "not yet" and says why. Gives the address of the copy.
async fn comment(device: &mut Device, round: &str, text: &str) -> String {
    let begin = device.get(round).await.form("/responses");
    let copy = device.submit(begin).await.expect_status(200);
    let form = copy.form("/stages/assess").set("answer.goal-setting", "not_yet");
    device.submit(form.set("comment.goal-setting", text)).await.expect_status(200).expect_text(text);
    copy.url
}

/// A closed round in which Dana and Thuy wrote why, and what else Thuy wrote.
pub async fn with_words(app: &mut TestApp) -> (Table, String, String) {
    let mut table = table(app).await;
    let round = open(&mut table, "Fall 2026", "organizations").await;
    comment(&mut table.people[0], &round, "Nobody wrote it down.").await;
    answer(&mut table.people[1], &round, "yes").await;
    let copy = comment(&mut table.people[2], &round, "We were never asked.").await;
    close(&mut table, &round).await;
    let at = |rest: &str| format!("/p/{}{rest}", table.id);
    let (agenda, steps, evidence) = (at("/agenda"), at("/steps"), at("/evidence"));
    let thuy = &mut table.people[2];
    let item = [("question", "goal-setting"), ("note", "Ask the tenants first.")];
    thuy.post(&agenda, &item).await.expect_status(200);
    thuy.post(&steps, &[("text", "Call the tenants")]).await.expect_status(200);
    let proof = [("question", "goal-setting"), ("kind", "document"), ("label", "Minutes of May 4")];
    thuy.post(&evidence, &proof).await.expect_status(200);
    app.run_jobs().await;
    app.mails();
    (table, round, copy)
}

#[tokio::test]
async fn a_person_takes_along_all_that_they_wrote() {
    let mut app = TestApp::start().await;
    let (mut table, ..) = with_words(&mut app).await;
    let file =
        table.people[2].send(Request::new("GET", "/account/export.json")).await.expect_status(200).json();
    let copy = &file["copies"][0];
    assert_eq!((&copy["partnership"], &copy["round"]), (&"Milbrook".into(), &"Fall 2026".into()), "{file}");
    assert_eq!(copy["workbook"]["format"], "crosswalk-workbook");
    assert_eq!(copy["workbook"]["workbook"]["answers"]["goal-setting"]["value"], "not_yet");
    assert_eq!(copy["workbook"]["workbook"]["comments"][0]["text"], "We were never asked.");
    assert_eq!(file["agenda"][0]["note"], "Ask the tenants first.");
    assert_eq!(file["steps"][0]["text"], "Call the tenants");
    assert_eq!(file["evidence"][0]["label"], "Minutes of May 4");
    let text = file.to_string();
    assert!(!text.contains("Nobody wrote it down."), "nothing of others: {text}");
    let others = table.people[1].send(Request::new("GET", "/account/export.json")).await.json();
    for list in ["agenda", "steps", "evidence"] {
        assert_eq!(others[list], serde_json::json!([]), "{list}");
    }
}

#[tokio::test]
async fn who_leaves_may_take_out_what_they_wrote_or_leave_it() {
    for goes in [true, false] {
        let mut app = TestApp::start().await;
        let (mut table, round, copy) = with_words(&mut app).await;
        let at = |rest: &str| format!("/p/{}{rest}", table.id);
        let (agenda, steps, evidence) = (at("/agenda"), at("/steps"), at("/evidence"));
        let results = format!("{round}/results");
        table.rosa.get(&results).await.expect_text("We were never asked.");
        let numbers = table.rosa.get(&format!("{round}/results.csv")).await.html;

        let form = table.people[2].get("/account/removal").await.form("/account/removal");
        let form = if goes { form.set("words", "1") } else { form };
        table.people[2].submit(form).await.expect_status(200);

        let page = table.rosa.get(&results).await.expect_status(200).text();
        let pdf = printed(&mut table.rosa, &round).await;
        for said in [&page, &pdf] {
            assert!(said.contains("Nobody wrote it down."), "the words of others stay: {said}");
            assert_eq!(said.contains("We were never asked."), !goes, "{said}");
        }
        assert_eq!(
            table.rosa.get(&format!("{round}/results.csv")).await.html,
            numbers,
            "numbers name nobody"
        );
        assert_eq!(app.device().get(&copy).await.status, if goes { 404 } else { 200 });
        let page = table.rosa.get(&agenda).await.text();
        assert!(page.contains("a former member") && page.contains("Goal setting"), "{page}");
        assert_eq!(page.contains("Ask the tenants first."), !goes, "{page}");
        table.rosa.get(&steps).await.expect_text("Call the tenants");
        let page = table.rosa.get(&evidence).await;
        page.expect_text("Minutes of May 4").expect_text("a former member");
        assert!(!page.html.contains("Thuy"), "{}", page.html);
    }
}

#[tokio::test]
async fn a_round_closes_by_itself_and_two_people_are_too_few_to_show() {
    let mut app = TestApp::start().await;
    let mut table = table(&mut app).await;
    let round = open(&mut table, "Fall 2026", "organizations").await;
    app.run_jobs().await;
    app.mails();
    answer(&mut table.people[0], &round, "yes").await;
    // Thuy begins and never says that she is done: her answers count as they are.
    let begin = table.people[2].get(&round).await.form("/responses");
    let copy = table.people[2].submit(begin.clone()).await;
    let form = copy.form("/stages/assess").set("answer.goal-setting", "dont_know");
    table.people[2].submit(form).await.expect_status(200);
    assert_eq!(table.people[2].submit(begin).await.expect_status(200).url, round, "one copy is enough");

    app.pass(19 * DAY);
    app.clean_up().await;
    app.run_jobs().await;
    let reminded: Vec<String> = app.mails().iter().map(|letter| letter.to.to_string()).collect();
    assert_eq!(reminded.len(), 2, "who is not done is reminded: {reminded:?}");
    app.pass(4 * DAY);
    app.clean_up().await;
    table.rosa.get(&round).await.expect_text("Too few people answered to show results.");
    let late = table.people[1].post(&format!("{round}/responses"), &[]).await;
    assert_eq!(late.status, 409);
    app.run_jobs().await;
    app.mails();
}

#[tokio::test]
async fn a_wrong_opening_keeps_the_words_and_no_round_is_opened() {
    let mut app = TestApp::start().await;
    let mut table = table(&mut app).await;
    let form = table.rosa.get(&format!("/p/{}/rounds/new", table.id)).await.form("/rounds");
    let page = table.rosa.submit(form.set("name", "").set("closes", "2026-11-01")).await.expect_status(422);
    page.expect_text("Write a name for the round.");
    page.expect_text("This day is over.");
    assert_eq!(page.form("/rounds").value("closes"), "2026-11-01");
    table.rosa.get(&format!("/p/{}/rounds", table.id)).await.expect_text("No rounds yet.");
}
