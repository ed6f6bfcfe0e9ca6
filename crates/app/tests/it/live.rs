//! Several people in one workbook at once, with scripts.

use std::time::Duration;

use crosswalk_app::workbook::queries;
use crosswalk_names::WorkbookId;
use crosswalk_testing::{Book, Heard, Person, Request, Socket, TestApp};
use serde_json::{Value, json};
use yrs::updates::decoder::Decode as _;
use yrs::{GetString as _, ReadTxn as _, Transact as _, Update, WriteTxn as _};

const ASSESS: &str = "notes/assess";

/// The notes of the first stage as they lie in the database.
async fn on_disk(app: &TestApp, book: &Book) -> String {
    let id: WorkbookId = book.id.parse().expect("an id");
    let stored = app
        .inside()
        .store
        .read(move |conn| queries::document(conn, id))
        .await
        .expect("it reads")
        .expect("it is there");
    let doc = Person::new_doc();
    let mut txn = doc.transact_mut();
    let state = stored.state.iter().map(|state| &state.body);
    for body in state.chain(stored.log.iter().map(|entry| &entry.body)) {
        txn.apply_update(Update::decode_v2(body).expect("an update")).expect("it applies");
    }
    txn.get_or_insert_text(ASSESS).get_string(&txn)
}

#[tokio::test]
async fn what_one_types_the_others_see() {
    let app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let mut rosa = Person::join(&app, &book.edit).await;
    let mut thuy = Person::join(&app, &book.edit).await;
    let mut reader = Person::join(&app, &book.read).await;
    assert_eq!(reader.field("meta", "title", "text").as_deref(), Some("Riverside"));
    rosa.write(ASSESS, 0, "Ask the clinic.").await;
    thuy.until("her words", |thuy| thuy.text(ASSESS) == "Ask the clinic.").await;
    thuy.write(ASSESS, 15, " And the school.").await;
    let update = thuy.set_answer("goal-setting", Some("yes"), "Thuy", app.now());
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
    let held = app.read(&book).await;
    assert_eq!(held["notes"]["assess"], "Ask the clinic. And the school.");
    assert_eq!(held["answers"]["goal-setting"]["by"], "Thuy");
}

#[tokio::test]
async fn forms_and_calls_reach_open_pages() {
    let app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let mut rosa = Person::join(&app, &book.edit).await;
    rosa.write(ASSESS, 0, "Rosa is typing").await;
    app.device().answer(&book, "assess", "goal-setting", "in_progress").await;
    app.api("PUT", &book.api("/owners/goal-setting"), Some(json!({ "name": "Thuy" })))
        .await
        .expect_status(204);
    rosa.until("the answer and the owner", |rosa| {
        rosa.field("answers", "goal-setting", "value").as_deref() == Some("in_progress")
            && rosa.field("owners", "goal-setting", "name").as_deref() == Some("Thuy")
    })
    .await;
    // New text from a form is put in by the fewest changes, so that hers stays where it is.
    app.api("PUT", &book.api("/notes/assess"), Some(json!({ "text": "Rosa is typing here" })))
        .await
        .expect_status(204);
    rosa.until("the new end", |rosa| rosa.text(ASSESS) == "Rosa is typing here").await;
}

#[tokio::test]
async fn the_server_asks_first_and_then_answers() {
    let app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let mut rosa = Person::connect(&app, &book.edit, None).await.expect("it opens");
    // Written before the first word with the server.
    rosa.insert(ASSESS, 0, "Written offline.");
    assert_eq!(rosa.hear().await, Heard::Step1);
    rosa.greet().await;
    assert_eq!(rosa.heard[..2], [Heard::Step1, Heard::Step2]);
    rosa.until_saved().await;
    assert_eq!(app.read(&book).await["notes"]["assess"], "Written offline.");
    assert_eq!(rosa.field("meta", "title", "text").as_deref(), Some("Riverside"));
}

#[tokio::test]
async fn saved_means_on_disk() {
    let mut app = TestApp::start().await;
    let book = app.workbook("").await;
    let mut rosa = Person::join(&app, &book.edit).await;
    for number in 0..30 {
        let mark = format!("[{number}]");
        rosa.write(ASSESS, 0, &mark).await;
        rosa.until_saved().await;
        assert!(on_disk(&app, &book).await.contains(&mark), "{mark} was called saved");
    }
    let all = rosa.text(ASSESS);
    for _ in 0..3 {
        app.crash().await;
        assert_eq!(app.read(&book).await["notes"]["assess"], all.as_str());
        rosa = rosa.come_back(&app, &book.edit).await;
    }
}

#[tokio::test]
async fn what_was_not_saved_is_sent_again_after_a_crash() {
    let mut app = TestApp::start().await;
    let book = app.workbook("").await;
    let mut rosa = Person::join(&app, &book.edit).await;
    let mut thuy = Person::join(&app, &book.edit).await;
    for number in 0..20 {
        rosa.write(ASSESS, 0, &format!("r{number} ")).await;
        thuy.write(ASSESS, 0, &format!("t{number} ")).await;
    }
    app.crash().await;
    rosa.insert(ASSESS, 0, "while it was down ");
    let mut rosa = rosa.come_back(&app, &book.edit).await;
    let mut thuy = thuy.come_back(&app, &book.edit).await;
    rosa.until_saved().await;
    thuy.until_saved().await;
    let held = app.read(&book).await["notes"]["assess"].as_str().expect("notes").to_owned();
    for number in 0..20 {
        for mark in [format!("r{number} "), format!("t{number} ")] {
            assert_eq!(held.matches(&mark).count(), 1, "{mark} in {held}");
        }
    }
    assert!(held.contains("while it was down "));
    for person in [&mut rosa, &mut thuy] {
        person.until("all of it", |person| person.text(ASSESS) == held).await;
    }
}

#[tokio::test]
async fn a_restart_is_announced_and_loses_nothing() {
    let mut app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let mut rosa = Person::join(&app, &book.edit).await;
    rosa.write(ASSESS, 0, "Just before. ").await;
    let (closed, ()) = tokio::join!(rosa.until_closed(), app.restart());
    assert_eq!(closed.1, Some(1012));
    assert!(rosa.heard.contains(&Heard::Notice("restarting".into())));
    let mut rosa = rosa.come_back(&app, &book.edit).await;
    rosa.until_saved().await;
    assert_eq!(app.read(&book).await["notes"]["assess"], "Just before. ");
}

#[tokio::test]
async fn what_two_people_wrote_offline_is_all_kept() {
    let app = TestApp::start().await;
    let book = app.workbook("").await;
    let mut rosa = Person::join(&app, &book.edit).await;
    rosa.write(ASSESS, 0, "Together.").await;
    rosa.until_saved().await;
    let thuy = Person::join(&app, &book.edit).await;
    drop((rosa.socket, thuy.socket));
    let offline = |person: &yrs::Doc, text: &str| {
        let mut txn = person.transact_mut();
        let notes = txn.get_or_insert_text(ASSESS);
        yrs::Text::insert(&notes, &mut txn, 9, text);
    };
    offline(&rosa.doc, " Rosa offline.");
    offline(&thuy.doc, " Thuy offline.");
    let mut back = Vec::new();
    for doc in [rosa.doc, thuy.doc] {
        let mut person = Person::connect(&app, &book.edit, None).await.expect("it opens");
        person.doc = doc;
        person.greet().await;
        person.until_saved().await;
        back.push(person);
    }
    let held = app.read(&book).await["notes"]["assess"].as_str().expect("notes").to_owned();
    assert!(
        held.starts_with("Together.") && held.contains(" Rosa offline.") && held.contains(" Thuy offline."),
        "{held}"
    );
    for mut person in back {
        person.until("the same text", |person| person.text(ASSESS) == held).await;
    }
}

#[tokio::test]
async fn of_two_answers_the_later_one_stands_and_history_keeps_the_other() {
    let app = TestApp::start().await;
    let book = app.workbook("").await;
    let now = app.now();
    // Yjs decides by client id, whatever the time: so try both orders.
    for (early_first, question) in [(true, "goal-setting"), (false, "racial-equity")] {
        let mut people = [Person::join(&app, &book.edit).await, Person::join(&app, &book.edit).await];
        let (early, late) = if early_first { (0, 1) } else { (1, 0) };
        let updates = [
            people[early].set_answer(question, Some("not_yet"), "Early", now),
            people[late].set_answer(question, Some("yes"), "Late", now + 5_000),
        ];
        people[late].send(&updates[1]).await;
        people[early].send(&updates[0]).await;
        for person in &mut people {
            person.until_saved().await;
            person
                .until("the later answer", |person| {
                    person.field("answers", question, "by").as_deref() == Some("Late")
                })
                .await;
        }
        assert_eq!(app.read(&book).await["answers"][question]["value"], "yes");
        let history = app.api("GET", &book.api("/history"), None).await.json();
        let lines: Vec<&Value> = history["changes"]
            .as_array()
            .expect("changes")
            .iter()
            .filter(|line| line["subject"] == question)
            .collect();
        let early = lines.iter().find(|line| line["after"]["by"] == "Early").expect("history keeps it");
        assert_eq!(early["after"]["value"], "not_yet");
    }
}

#[tokio::test]
async fn a_bad_update_is_refused_and_touches_nothing_else() {
    let app = TestApp::start_with(|settings, _| settings.limits.rates = false).await;
    let book = app.workbook("Riverside").await;
    let mut thuy = Person::join(&app, &book.edit).await;
    thuy.write(ASSESS, 0, "Thuy was here.").await;
    thuy.until_saved().await;
    let bad: [(&str, &dyn Fn(&Person) -> Vec<u8>); 7] = [
        ("notes-too-long", &|person| person.insert(ASSESS, 0, &"x".repeat(20_001))),
        ("unknown-place", &|person| person.insert("notes/nowhere", 0, "x")),
        ("kind-not-allowed", &|person| {
            person.change(|txn| {
                drop(yrs::Map::insert(
                    &txn.get_or_insert_map("answers"),
                    txn,
                    "goal-setting",
                    yrs::MapPrelim::default(),
                ))
            })
        }),
        ("entry-invalid", &|person| person.set_answer("goal-setting", Some("maybe"), "", 1)),
        ("missing-changes", &|person| {
            person.insert(ASSESS, 0, "never sent");
            person.insert(ASSESS, 3, "x")
        }),
        ("delete-out-of-range", &|_| vec![0, 1, 0x9D, 0x3B, 1, 0, 50]),
        ("malformed", &|_| vec![0x80, 0x80, 0x80, 0x40]),
    ];
    for (expected, make) in bad {
        let before = app.read(&book).await;
        let mut eve = Person::join(&app, &book.edit).await;
        // What came before it stands; what comes after it is not read.
        eve.write("notes/engage", 0, "e").await;
        eve.until_saved().await;
        let update = make(&eve);
        eve.send(&update).await;
        eve.write("notes/engage", 0, "after").await;
        let (code, closed) = eve.until_closed().await;
        assert_eq!((code.as_deref(), closed), (Some(expected), Some(4400)));
        let reason = eve.heard.iter().find_map(|heard| match heard {
            Heard::Refused { reason, .. } => Some(reason.clone()),
            _ => None,
        });
        assert!(reason.is_some_and(|reason| reason.ends_with('.')), "{expected}");
        let mut expected = before.clone();
        expected["notes"]["engage"] =
            format!("e{}", before["notes"]["engage"].as_str().unwrap_or_default()).into();
        assert_eq!(app.read(&book).await, expected);
        // The others go on.
        thuy.write(ASSESS, 0, ".").await;
        thuy.until_saved().await;
    }
}

#[tokio::test]
async fn a_link_that_reads_can_not_write_by_the_socket() {
    let app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let mut reader = Person::join(&app, &book.read).await;
    let mut rosa = Person::join(&app, &book.edit).await;
    rosa.write(ASSESS, 0, "Only Rosa writes.").await;
    reader.until("her words", |reader| !reader.text(ASSESS).is_empty()).await;
    let before = app.read(&book).await;
    // Deletions alone are passed over, as every reader's first message holds some.
    let deletion = reader.change(|txn| {
        let notes = txn.get_or_insert_text(ASSESS);
        yrs::Text::remove_range(&notes, txn, 0, 5);
    });
    reader.send(&deletion).await;
    let update = reader.set_answer("goal-setting", Some("yes"), "Eve", app.now());
    reader.send(&update).await;
    assert_eq!(reader.until_closed().await, (Some("read-only".to_owned()), Some(4400)));
    // Nor with the first message, where others hand in what they wrote offline.
    let mut reader = Person::connect(&app, &book.read, None).await.expect("it opens");
    reader.insert(ASSESS, 0, "offline");
    assert_eq!(reader.until_closed().await, (Some("read-only".to_owned()), Some(4400)));
    assert_eq!(app.read(&book).await, before);
}

#[tokio::test]
async fn people_see_who_is_where() {
    let app = TestApp::start().await;
    let book = app.workbook("").await;
    let mut rosa = Person::join(&app, &book.edit).await;
    rosa.introduce(&json!({ "name": "Rosa", "at": { "stage": "assess" } })).await;
    let mut thuy = Person::join(&app, &book.read).await;
    thuy.until("Rosa", |thuy| thuy.others.values().any(|state| state["name"] == "Rosa")).await;
    thuy.introduce(&json!({ "name": "Thuy" })).await;
    rosa.until("Thuy", |rosa| rosa.others.values().any(|state| state["name"] == "Thuy")).await;
    // Typing in notes is signed with the name of the connection.
    rosa.write(ASSESS, 0, "x").await;
    rosa.until_saved().await;
    let history = app.api("GET", &book.api("/history"), None).await.json();
    assert_eq!(
        (&history["changes"][0]["kind"], &history["changes"][0]["by"]),
        (&json!("note"), &json!("Rosa"))
    );
    drop(thuy);
    rosa.until("Thuy to leave", |rosa| rosa.others.is_empty()).await;
}

#[tokio::test]
async fn a_full_workbook_takes_nobody_until_somebody_leaves() {
    let app = TestApp::start_with(|settings, _| settings.limits.live.people = 3).await;
    let book = app.workbook("").await;
    let mut people = Vec::new();
    for _ in 0..3 {
        people.push(Person::join(&app, &book.edit).await);
    }
    let mut fourth = Person::connect(&app, &book.edit, None).await.expect("it opens");
    assert_eq!(fourth.until_closed().await.1, Some(4429));
    // Another workbook has room, and forms go on.
    let other = app.workbook("").await;
    Person::join(&app, &other.edit).await;
    app.device().answer(&book, "assess", "goal-setting", "yes").await;
    people.pop();
    for attempt in 0.. {
        let mut fourth = Person::connect(&app, &book.edit, None).await.expect("it opens");
        if fourth.hear().await == Heard::Step1 {
            break;
        }
        assert!(attempt < 100, "the place is free again");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_slow_reader_gets_the_difference_and_holds_up_nobody() {
    let app = TestApp::start_with(|settings, _| settings.limits.live.messages_per_second = 10_000.0).await;
    let book = app.workbook("").await;
    let mut slow = Person::connect(&app, &book.read, Some(4_096)).await.expect("it opens");
    slow.greet().await;
    let mut rosa = Person::join(&app, &book.edit).await;
    let questions = ["goal-setting", "racial-equity", "community-voice", "local-conditions"];
    for number in 0..2_000 {
        let question = questions[number % questions.len()];
        let name = format!("{number:0>100}");
        let update = rosa.put(
            "owners",
            question,
            &[("name", name.into()), ("by", "".into()), ("at", yrs::Any::from(number as f64))],
        );
        rosa.send(&update).await;
        if number % 100 == 99 {
            rosa.until_saved().await;
        }
    }
    let before = slow.heard.len();
    slow.until("the last owner", |slow| {
        slow.field("owners", "local-conditions", "name").is_some_and(|name| name.ends_with("1999"))
    })
    .await;
    for question in questions {
        assert_eq!(slow.field("owners", question, "name"), rosa.field("owners", question, "name"));
    }
    let frames = slow.heard.len() - before;
    println!("2,000 edits reached the slow reader in {frames} messages");
    // Afterwards it is in step like the others.
    rosa.write(ASSESS, 0, "Still with us?").await;
    slow.until("the last words", |slow| slow.text(ASSESS) == "Still with us?").await;
}

#[tokio::test]
async fn a_silent_connection_holds_up_nobody() {
    let app = TestApp::start().await;
    let book = app.workbook("").await;
    let mut silent = Person::connect(&app, &book.edit, None).await.expect("it opens");
    let mut rosa = Person::join(&app, &book.edit).await;
    rosa.write(ASSESS, 0, "Hello?").await;
    rosa.until_saved().await;
    // It never said what it has, so nothing is sent to it but the question.
    silent.listen(Duration::from_millis(200)).await;
    assert!(
        silent.heard.iter().all(|heard| matches!(heard, Heard::Step1 | Heard::Awareness | Heard::Saved(_))),
        "{:?}",
        silent.heard
    );
    silent.greet().await;
    assert_eq!(silent.text(ASSESS), "Hello?");
}

#[tokio::test]
async fn a_plain_yjs_client_hears_nothing_but_its_protocol() {
    let app = TestApp::start().await;
    let book = app.workbook("").await;
    let mut plain = Socket::open(app.address, &format!("/live/{}", book.edit), &[]).await.expect("it opens");
    plain.send(&crosswalk_app::live::message::step1(&[0])).await;
    let person = Person::new_doc();
    let update = {
        let mut txn = person.transact_mut();
        let notes = txn.get_or_insert_text(ASSESS);
        yrs::Text::insert(&notes, &mut txn, 0, "From a plain client");
        txn.encode_diff_v1(&yrs::StateVector::default())
    };
    plain.send(&crosswalk_app::live::message::update(&update)).await;
    while let Some(frame) = plain.next_within(Duration::from_millis(300)).await {
        let crosswalk_testing::Frame::Binary(bytes) = frame else { panic!("{frame:?}") };
        assert!(bytes[0] < 100, "{bytes:?}");
    }
    assert_eq!(app.read(&book).await["notes"]["assess"], "From a plain client");
    let long = Person::new_doc();
    let update = {
        let mut txn = long.transact_mut();
        let notes = txn.get_or_insert_text(ASSESS);
        yrs::Text::insert(&notes, &mut txn, 0, &"x".repeat(20_000));
        txn.encode_diff_v1(&yrs::StateVector::default())
    };
    plain.send(&crosswalk_app::live::message::update(&update)).await;
    assert_eq!(plain.close_code().await, Some(4400));
}

#[tokio::test]
async fn the_socket_opens_for_links_of_ours_on_pages_of_ours() {
    let app = TestApp::start().await;
    let book = app.workbook("").await;
    let open = async |token: &str, origin: &str| {
        let opened = Socket::open(app.address, &format!("/live/{token}"), &[("Origin", origin)]).await;
        opened.map_or_else(|answer| answer.status, |_| 101)
    };
    let ours = format!("http://{}", app.address);
    assert_eq!(open(&book.edit, &ours).await, 101);
    assert_eq!(open(&book.edit, "https://evil.example").await, 403);
    assert_eq!(open(&book.edit, "null").await, 403);
    assert_eq!(open(&"A".repeat(43), &ours).await, 404);
    let plain = Request::new("GET", &format!("/live/{}", book.edit)).send(app.address).await;
    assert_eq!((plain.status, plain.header("upgrade")), (426, Some("websocket")));
}

#[tokio::test]
async fn a_fault_in_one_room_leaves_the_others_and_its_workbook_alone() {
    let app = TestApp::start().await;
    let (book, other) = (app.workbook("Riverside").await, app.workbook("Milbrook").await);
    let mut rosa = Person::join(&app, &book.edit).await;
    let mut thuy = Person::join(&app, &other.edit).await;
    rosa.write(ASSESS, 0, "Ask the clinic.").await;
    rosa.until_saved().await;
    let id: WorkbookId = book.id.parse().expect("an id");
    let broken = app.inside().live.edit(id, |_| panic!("a fault of ours, made by the test")).await;
    assert!(broken.is_err());
    assert_eq!(rosa.until_closed().await.1, Some(1013));
    let mut rosa = rosa.come_back(&app, &book.edit).await;
    rosa.write(ASSESS, 15, " And the school.").await;
    rosa.until_saved().await;
    assert_eq!(app.read(&book).await["notes"]["assess"], "Ask the clinic. And the school.");
    thuy.write(ASSESS, 0, "As ever.").await;
    thuy.until_saved().await;
}
