//! A partnership leaves one site as a file and comes in on another.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use crosswalk_testing::{Device, Dice, Request, TestApp, end_of};
use serde_json::{Value, json};

use crate::rounds::{answer, close, open, table, with_words};

type Files = BTreeMap<String, String>;

async fn download(device: &mut Device, partnership: &str) -> Vec<u8> {
    let answer = device.send(Request::new("GET", &format!("/p/{partnership}/archive.zip"))).await;
    let answer = answer.expect_status(200);
    assert_eq!(answer.header("content-type"), Some("application/zip"));
    answer.body
}

fn unpack(bytes: &[u8]) -> Files {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut files = Files::new();
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).expect("a file");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("it unpacks");
        files.insert(file.name().expect("a name").into_owned(), String::from_utf8_lossy(&bytes).into_owned());
    }
    files
}

fn pack(files: &Files) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("a place");
        writer.write_all(text.as_bytes()).expect("it fits");
    }
    writer.finish().expect("a zip").into_inner()
}

/// A partnership with everything that a file holds. Rosa runs it.
async fn full(app: &mut TestApp) -> (Device, String) {
    let mut table = table(app).await;
    let id = table.id.clone();
    let round = open(&mut table, "Fall 2026", "organizations").await;
    for (device, value) in table.people.iter_mut().zip(["yes", "in_progress", "not_yet"]) {
        answer(device, &round, value).await;
    }
    close(&mut table, &round).await;
    let still_open = open(&mut table, "Not over yet", "none").await;
    answer(&mut table.people[0], &still_open, "not_yet").await;

    let at = |rest: &str| format!("/p/{id}{rest}");
    let dana = &mut table.people[0];
    let me = dana.get(&at("/steps")).await.form("/steps");
    let owner = crate::steps::option(&dana.get(&at("/steps")).await, "Dana");
    let step =
        me.set("text", "Ask the district for a data person").set("due", "2027-01-15").set("owner", &owner);
    dana.submit(step).await.expect_status(200);
    dana.post(&at("/agenda"), &[("question", "goal-setting"), ("note", "Bring the numbers")])
        .await
        .expect_status(200);
    let evidence = [
        ("question", "goal-setting"),
        ("kind", "page"),
        ("label", "Minutes"),
        ("link", "https://example.org/m"),
    ];
    dana.post(&at("/evidence"), &evidence).await.expect_status(200);

    let rosa = &mut table.rosa;
    let book = rosa.get(&at("/workbook")).await.expect_status(200);
    let form =
        book.form("/stages/assess").set("answer.goal-setting", "in_progress").set("notes", "Ana’s idea");
    rosa.submit(form).await.expect_status(200);
    let snapshots = rosa.get(&format!("{}/snapshots", book.url)).await.form("/snapshots");
    rosa.submit(snapshots.set("name", "Before the summer")).await.expect_status(200);
    let form = rosa.get(&book.url).await.form("/stages/assess").set("answer.goal-setting", "yes");
    rosa.submit(form).await.expect_status(200);

    let form = rosa.get(&at("/meetings")).await.form("/meetings");
    let desk = rosa.submit(form).await.expect_status(200).url;
    rosa.post(&format!("{desk}/question"), &[("question", "goal-setting")]).await.expect_status(200);
    rosa.post(&format!("{desk}/reveal"), &[]).await.expect_status(200);
    let agreed = [("question", "goal-setting"), ("answer", "yes"), ("note", "All agree")];
    rosa.post(&format!("{desk}/agreement"), &agreed).await.expect_status(200);
    rosa.post(&format!("{desk}/end"), &[]).await.expect_status(200);
    app.run_jobs().await;
    app.mails();
    (table.rosa, id)
}

async fn bring_in(device: &mut Device, file: &[u8]) -> crosswalk_testing::Page {
    let form = device.get("/partnerships/import").await.expect_status(200).form("/partnerships/import");
    device.upload(form, "file", file).await
}

fn id_in(url: &str) -> String {
    url.split('/').nth(2).expect("an id").to_owned()
}

#[tokio::test]
async fn a_partnership_moves_to_another_site_and_nothing_of_it_is_lost() {
    let mut here = TestApp::start().await;
    let (mut rosa, id) = full(&mut here).await;
    let file = download(&mut rosa, &id).await;
    let files = unpack(&file);
    for part in ["README.txt", "workbook.pdf", "workbook.csv", "rounds/1.csv", "rounds/1.pdf", "activity.csv"]
    {
        assert!(files.contains_key(part), "{part} is in {:?}", files.keys());
    }
    assert!(files["workbook.pdf"].starts_with("%PDF"));

    let mut there = TestApp::start().await;
    let mut rosa_there = there.sign_in("Rosa Medina").await;
    let people = bring_in(&mut rosa_there, &file).await.expect_status(200);
    people.expect_text("3 people came with the file from another site");
    let new = id_in(&people.url);
    let again = unpack(&download(&mut rosa_there, &new).await);
    for part in [
        "next-steps.csv",
        "agenda.csv",
        "evidence.csv",
        "meetings.csv",
        "rounds/1.csv",
        "organizations.csv",
        "workbook.csv",
    ] {
        assert_eq!(again[part], files[part], "{part}");
    }
    assert!(files["next-steps.csv"].contains("Dana"), "a step keeps its owner");
    let book = |files: &Files| {
        serde_json::from_str::<Value>(&files["workbook.json"]).expect("JSON")["workbook"].clone()
    };
    assert_eq!(book(&again), book(&files));
    let whole = |files: &Files| serde_json::from_str::<Value>(&files["partnership.json"]).expect("JSON");
    assert_eq!(whole(&again)["workbooks"], whole(&files)["workbooks"], "snapshots too");
    let lines = whole(&files)["activity"].as_array().expect("a list").len();
    assert_eq!(whole(&again)["activity"].as_array().expect("a list").len(), lines + 1, "and that it came in");

    let results = rosa_there.get(&format!("/p/{new}/rounds")).await.links("/rounds/");
    let round = results.iter().find(|link| !link.ends_with("/new")).expect("the round").clone();
    let page = rosa_there.get(&round).await.expect_status(200);
    page.expect_text("From 3 of the 3 partners we asked.");
    page.expect_text("Northside Tenants Council");
}

#[tokio::test]
async fn what_one_person_answered_alone_is_not_in_the_file() {
    let mut app = TestApp::start().await;
    let (mut rosa, id) = full(&mut app).await;
    let files = unpack(&download(&mut rosa, &id).await);
    for (name, text) in &files {
        // The log says that the round was opened, and who was done: that everybody may know.
        if name != "activity.csv" && name != "partnership.json" {
            assert!(!text.contains("Not over yet"), "{name}");
        }
    }
    let whole: Value = serde_json::from_str(&files["partnership.json"]).expect("JSON");
    assert_eq!(whole["rounds"].as_array().expect("a list").len(), 1, "open rounds are left out");
}

#[tokio::test]
async fn whose_a_comment_is_stays_behind() {
    let mut app = TestApp::start().await;
    let (mut table, ..) = with_words(&mut app).await;
    let files = unpack(&download(&mut table.rosa, &table.id).await);
    let whole: Value = serde_json::from_str(&files["partnership.json"]).expect("JSON");
    let comments = whole["rounds"][0]["results"]["comments"].as_array().expect("a list").clone();
    assert_eq!(comments.len(), 2);
    assert!(comments.iter().all(|one| one.get("part").is_none_or(Value::is_null)), "{comments:?}");
}

#[tokio::test]
async fn nobody_becomes_a_member_before_they_join_and_then_takes_their_place() {
    let mut here = TestApp::start().await;
    let (mut rosa, id) = full(&mut here).await;
    let file = download(&mut rosa, &id).await;
    let mut app = TestApp::start().await;
    // Dana has an account here already, under another name. Whoever brings the file in does not learn that.
    let mut dana = app.sign_in("Dana").await;
    let form = dana.get("/account").await.form("/account").set("name", "Dana Whitfield");
    dana.submit(form).await.expect_status(200);
    let mut steward = app.sign_in("Kim Osei").await;
    let page = bring_in(&mut steward, &file).await.expect_status(200);
    assert!(!page.html.contains("Whitfield"));
    let new = id_in(&page.url);
    dana.get("/partnerships").await.expect_text("You don’t belong to a partnership yet");
    dana.get(&format!("/p/{new}")).await.expect_status(404);
    app.run_jobs().await;
    assert!(
        app.mails().iter().all(|letter| letter.letter.text.contains("/sign-in/")),
        "no letter to the absent"
    );

    // Rosa was the steward there; here she is only awaited, so Kim can't leave.
    let leave = page.form("/leaving");
    steward.submit(leave).await.expect_status(422).expect_text("A partnership needs a steward.");

    let names: Vec<String> = page
        .forms()
        .into_iter()
        .filter(|form| form.action.ends_with("/invitation"))
        .map(|form| form.action)
        .collect();
    assert_eq!(names.len(), 4, "each can be invited");
    for action in names {
        steward.post(&action, &[]).await.expect_status(200);
        steward.post(&action, &[]).await.expect_status(200);
    }
    app.run_jobs().await;
    let letters = app.mails();
    assert_eq!(letters.len(), 4, "once each");
    let letter = letters.iter().find(|letter| letter.to.as_str() == "dana@example.org").expect("Dana’s");
    let link = letter.letter.text.lines().find(|line| line.contains("/join/")).expect("a link");
    let form = dana.get(link).await.expect_status(200).form(end_of(link));
    dana.submit(form).await.expect_status(200);
    let steps = dana.get(&format!("/p/{new}/steps")).await.expect_status(200);
    steps.expect_text("Dana Whitfield");
    let people = steward.get(&format!("/p/{new}/people")).await;
    people.expect_text("3 people came with the file");
    people.expect_text("Dana Whitfield Milbrook Housing Authority · Member Change");
}

#[tokio::test]
async fn files_of_another_kind_are_told_apart() {
    let mut app = TestApp::start_with(|settings, _| settings.limits.rates = false).await;
    let (mut rosa, id) = full(&mut app).await;
    let files = unpack(&download(&mut rosa, &id).await);
    let before = app.workbooks().await;
    let with = |name: &str, text: &str| {
        let mut files = files.clone();
        files.insert(name.to_owned(), text.to_owned());
        pack(&files)
    };
    let edited = |edit: &dyn Fn(&mut Value)| {
        let mut whole: Value = serde_json::from_str(&files["partnership.json"]).expect("JSON");
        edit(&mut whole);
        with("partnership.json", &whole.to_string())
    };
    let not_ours = "This is not a file of a partnership.";
    for (file, message) in [
        (b"PK\x03\x04".to_vec(), not_ours),
        (b"{}".to_vec(), not_ours),
        (pack(&Files::new()), not_ours),
        (with("partnership.json", "{}"), not_ours),
        (edited(&|whole| whole["version"] = json!(2)), "made by a newer Crosswalk"),
        (edited(&|whole| whole["steps"][0]["added_at"] = json!("x")), "does not fit: steps[0].added_at."),
        (edited(&|whole| whole["rounds"][0]["version"] = json!("1900-01")), "answers the checklist"),
        (
            edited(&|whole| whole["evidence"][0]["link"] = json!("javascript:alert(1)")),
            "does not fit: evidence.",
        ),
        (edited(&|whole| whole["partnership"]["color"] = json!("#ffffff")), "does not fit: partnership."),
        (edited(&|whole| whole["people"][0]["email"] = json!("x@y@z")), "does not fit: people.email."),
        (with("workbook.json", "{}"), "does not fit: workbook.json."),
        (with("partnership.json", &format!("{{\"x\":\"{}\"}}", "a".repeat(65 << 20))), "larger than 64 MB"),
    ] {
        bring_in(&mut rosa, &file).await.expect_status(422).expect_text(message);
    }
    assert_eq!(app.workbooks().await, before, "nothing was started");
}

/// Every leaf of the JSON, changed by hand to something odd: it is refused, or every page shows it.
#[tokio::test]
async fn no_changed_file_breaks_a_page() {
    let mut app = TestApp::start_with(|settings, _| settings.limits.rates = false).await;
    let (mut rosa, id) = full(&mut app).await;
    let files = unpack(&download(&mut rosa, &id).await);
    let whole: Value = serde_json::from_str(&files["partnership.json"]).expect("JSON");
    let mut paths = Vec::new();
    leaves(&whole, String::new(), &mut paths);
    let mut dice = Dice(20_261_128);
    let odd = [
        json!(null),
        json!(-1),
        json!(4_294_967_295_u32),
        json!(i64::MAX),
        json!(""),
        json!("\u{0}<b>"),
        json!([]),
        json!("00000000-0000-0000-0000-000000000000"),
        json!(0.5),
    ];
    let mut taken = 0;
    for _ in 0..150 {
        let mut changed = whole.clone();
        let path = dice.pick(&paths);
        *changed.pointer_mut(path).expect("a leaf") = dice.pick(&odd).clone();
        let mut files = files.clone();
        files.insert("partnership.json".to_owned(), changed.to_string());
        let page = bring_in(&mut rosa, &pack(&files)).await;
        if page.status == 422 {
            continue;
        }
        assert_eq!(page.status, 200, "{path}");
        taken += 1;
        let new = id_in(&page.url);
        for rest in [
            "",
            "/people",
            "/partners",
            "/rounds",
            "/steps",
            "/agenda",
            "/evidence",
            "/activity",
            "/meetings",
            "/workbook",
            "/settings",
        ] {
            rosa.get(&format!("/p/{new}{rest}")).await.expect_status(200);
        }
        let links = rosa.get(&format!("/p/{new}/rounds")).await.links("/rounds/");
        for link in links.iter().filter(|link| !link.ends_with("/new")) {
            let results = rosa.get(link).await.expect_status(200);
            rosa.get(&format!("{}.csv", results.url)).await.expect_status(200);
        }
    }
    assert!(taken > 5, "some changes are harmless: {taken}");
}

fn leaves(value: &Value, path: String, into: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            map.iter().for_each(|(key, value)| leaves(value, format!("{path}/{key}"), into))
        }
        Value::Array(list) if !list.is_empty() => {
            list.iter().enumerate().for_each(|(place, value)| leaves(value, format!("{path}/{place}"), into));
        }
        _ => into.push(path),
    }
}
