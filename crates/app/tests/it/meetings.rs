//! A meeting in the room: the desk, the screen and phones, over pages without scripts and over raw sockets.

use std::time::Duration;

use crosswalk_names::{DAY, HOUR, MINUTE};
use crosswalk_store::schema::members;
use crosswalk_testing::{Device, Frame, Page, Request, Socket, TestApp};
use diesel::prelude::*;
use serde_json::{Value, json};

const QUESTION: &str = "goal-setting";

struct Meeting {
    /// The partnership.
    group: String,
    /// The address of the desk.
    desk: String,
    code: String,
}

impl Meeting {
    fn phone(&self) -> String {
        format!("/meet/{}", self.code)
    }
    fn at(&self, rest: &str) -> String {
        format!("{}{rest}", self.desk)
    }
}

fn code_on(page: &Page) -> String {
    let code =
        page.html.split("<p class=\"code\">").nth(1).expect("a code").split('<').next().expect("its end");
    assert_eq!((code.len(), code.as_bytes()[3]), (7, b'-'), "{code}");
    code.replace('-', "")
}

async fn start(app: &mut TestApp) -> (Device, Meeting) {
    let mut rosa = app.sign_in("Rosa Medina").await;
    let group = app.partnership(&mut rosa, "Milbrook Homes & Schools").await;
    let form = rosa.get(&format!("/p/{group}/meetings")).await.form("/meetings");
    let desk = rosa.submit(form).await.expect_status(200);
    let code = code_on(&desk);
    (rosa, Meeting { group, code, desk: desk.url })
}

async fn ask(rosa: &mut Device, meeting: &Meeting, question: &str) -> Page {
    rosa.post(&meeting.at("/question"), &[("question", question)]).await.expect_status(200)
}

async fn reveal(rosa: &mut Device, meeting: &Meeting) -> Page {
    let form = rosa.get(&meeting.desk).await.form("/reveal");
    rosa.submit(form).await.expect_status(200)
}

/// A phone that comes in and answers by the form.
async fn phone(app: &TestApp, meeting: &Meeting, answer: &str) -> Device {
    let mut phone = app.device();
    let page = phone.get(&meeting.phone()).await.expect_status(200);
    let page = phone.submit(page.form("/answer").send(answer)).await.expect_status(200);
    page.expect_text("Your answer is in.");
    phone
}

fn cookies(device: &Device) -> String {
    device.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
}

async fn socket(app: &TestApp, device: &Device, path: &str) -> Socket {
    Socket::open(app.address, path, &[("Cookie", &cookies(device))]).await.expect("the socket opens")
}

async fn message(socket: &mut Socket) -> Value {
    loop {
        match socket.next().await {
            Frame::Binary(bytes) => return serde_json::from_slice(&bytes).expect("JSON"),
            Frame::Ping => {}
            other => panic!("{other:?}"),
        }
    }
}

async fn until(socket: &mut Socket, done: impl Fn(&Value) -> bool) -> Value {
    loop {
        let message = message(socket).await;
        if done(&message) {
            return message;
        }
    }
}

/// All that comes within this time.
async fn all(socket: &mut Socket, time: Duration) -> Vec<Value> {
    let deadline = tokio::time::Instant::now() + time;
    let mut all = Vec::new();
    loop {
        let left = deadline.saturating_duration_since(tokio::time::Instant::now());
        match socket.next_within(left).await {
            Some(Frame::Binary(bytes)) => all.push(serde_json::from_slice(&bytes).expect("JSON")),
            Some(Frame::Ping) => {}
            Some(other) => panic!("{other:?}"),
            None => return all,
        }
    }
}

#[tokio::test]
async fn a_room_answers_sees_the_spread_and_agrees() {
    let mut app = TestApp::start().await;
    let (mut rosa, meeting) = start(&mut app).await;
    ask(&mut rosa, &meeting, QUESTION).await.expect_text("0 answers");

    // By the code, as people type it.
    let mut first = app.device();
    let typed = format!(" {}-{}", &meeting.code[..3].to_lowercase(), &meeting.code[3..]);
    let form = first.get("/meet").await.form("/meet").set("code", &typed);
    let page = first.submit(form).await.expect_status(200);
    assert_eq!(page.url, meeting.phone());
    page.expect_text("Milbrook Homes & Schools").expect_text("Tap your answer.");
    let cookie = app.device().send(Request::new("GET", &meeting.phone())).await;
    let set: Vec<_> = cookie.headers.iter().filter(|(name, _)| name == "set-cookie").collect();
    assert_eq!(set.len(), 2, "one for each language");
    for (_, cookie) in set {
        assert!(cookie.starts_with("cw_phone=") && cookie.contains("; HttpOnly; SameSite=Lax"), "{cookie}");
        assert!(cookie.contains("Max-Age=43200") && cookie.contains("/meet; "), "{cookie}");
    }
    first
        .submit(page.form("/answer").send("not_yet"))
        .await
        .expect_text("You can change it until it is shown.");
    for answer in
        ["not_yet", "not_yet", "not_yet", "in_progress", "in_progress", "in_progress", "yes", "dont_know"]
    {
        phone(&app, &meeting, answer).await;
    }
    // The phone changes its mind, and counts once.
    let page = first.get(&meeting.phone()).await;
    assert!(page.html.contains(r#"value="not_yet" aria-pressed="true""#), "{}", page.html);
    first.submit(page.form("/answer").send("yes")).await.expect_status(200);
    first.submit(page.form("/answer").send("not_yet")).await.expect_status(200);

    let desk = rosa.get(&meeting.desk).await;
    desk.expect_text("9 answers").expect_text("nobody can see how others answered");
    for hidden in ["Far apart", "<rect"] {
        assert!(!desk.html.contains(hidden), "{hidden}");
    }
    let shown = reveal(&mut rosa, &meeting).await;
    shown
        .expect_text("Not yet 4 In progress 3 Yes 1 I don’t know 1 Doesn’t apply 0")
        .expect_text("Far apart 9 answers");
    first
        .get(&meeting.phone())
        .await
        .expect_text("Not yet 4 In progress 3")
        .expect_text("This is how the room answered.");
    rosa.get(&meeting.at("/screen")).await.expect_text("Far apart").expect_text("9 answers");

    // Answers are frozen.
    let late = first
        .post(&format!("{}/answer", meeting.phone()), &[("question", QUESTION), ("answer", "yes")])
        .await;
    late.expect_text("Your last tap came too late.").expect_text("Not yet 4");
    ask(&mut rosa, &meeting, "community-voice").await.expect_text("0 answers");
    ask(&mut rosa, &meeting, QUESTION).await.expect_text("Not yet 4 In progress 3");

    // What is agreed goes into the workbook, with its history.
    let empty =
        rosa.post(&meeting.at("/agreement"), &[("question", QUESTION), ("note", "Ask the clinic.")]).await;
    let empty = empty.expect_status(422);
    empty.expect_text("Choose the answer that the team agrees on.").expect_text("Ask the clinic.");
    let form = empty.form("/agreement").set("answer", "in_progress");
    rosa.submit(form).await.expect_status(200).expect_text("Agreed: In progress");
    let workbook = rosa.get(&format!("/p/{}/workbook", meeting.group)).await.expect_status(200);
    let token = workbook.url.trim_start_matches("/w/").to_owned();
    let read = app.api("GET", &format!("/api/v1/workbooks/{token}"), None).await.expect_status(200).json();
    assert_eq!(read["workbook"]["answers"][QUESTION]["value"], "in_progress", "{read}");
    assert_eq!(read["workbook"]["answers"][QUESTION]["by"], "Rosa Medina");
    assert_eq!(read["workbook"]["comments"][0]["text"], "Ask the clinic.");
    rosa.get(&format!("/w/{token}/history")).await.expect_text("Rosa Medina").expect_text("In progress");
    first.get(&format!("/es{}", meeting.phone())).await.expect_text("Acuerdo: En proceso");
}

#[tokio::test]
async fn no_count_by_answer_leaves_the_server_before_it_is_shown() {
    let mut app = TestApp::start().await;
    let (mut rosa, meeting) = start(&mut app).await;
    let live = format!("{}/live", meeting.phone());
    let mut devices = Vec::new();
    for _ in 0..4 {
        let mut device = app.device();
        device.get(&meeting.phone()).await.expect_status(200);
        devices.push(device);
    }
    let mut desk = socket(&app, &rosa, &meeting.at("/live")).await;
    assert_eq!(message(&mut desk).await["kind"], "hello");
    let mut phones = Vec::new();
    for device in &devices {
        let mut phone = socket(&app, device, &live).await;
        assert_eq!(message(&mut phone).await["kind"], "hello");
        assert_eq!(message(&mut phone).await["phase"], "waiting");
        phones.push(phone);
    }
    until(&mut desk, |state| state["here"] == "4 phones are here").await;
    ask(&mut rosa, &meeting, QUESTION).await;
    for phone in &mut phones {
        let open = until(phone, |state| state["phase"] == "open").await;
        assert_eq!(open["question"]["key"], QUESTION);
        assert_eq!(open["question"]["topic"], "Goal setting");
    }
    for (phone, answer) in phones.iter_mut().zip(["yes", "yes", "not_yet", "dont_know"]) {
        phone.send(json!({ "question": QUESTION, "answer": answer }).to_string().as_bytes()).await;
        let saved = message(phone).await;
        assert_eq!(saved, json!({ "kind": "saved", "question": QUESTION, "answer": answer }));
    }
    let counted = until(&mut desk, |state| state["count"] == 4).await;
    assert_eq!(counted["answered"], "4 answers");
    assert_eq!(counted["spread"], Value::Null);
    for told in all(&mut desk, Duration::from_millis(300)).await {
        assert_eq!(told["spread"], Value::Null, "{told}");
    }
    for phone in &mut phones {
        assert_eq!(all(phone, Duration::from_millis(50)).await, [] as [Value; 0], "phones hear no counts");
    }
    for page in [&meeting.desk, &meeting.at("/screen")] {
        let page = rosa.get(page).await;
        assert!(page.text().contains("4 answers") && !page.html.contains("<rect"), "{}", page.url);
    }
    let page = devices[0].get(&meeting.phone()).await;
    assert!(!page.html.contains("<rect") && !page.text().contains("4 answers"), "{}", page.text());

    reveal(&mut rosa, &meeting).await;
    let shown = until(&mut phones[0], |state| state["phase"] == "shown").await;
    let counts: Vec<_> =
        shown["spread"]["rows"].as_array().unwrap().iter().map(|row| row["n"].as_u64().unwrap()).collect();
    assert_eq!(counts, [1, 0, 2, 1, 0]);
    assert_eq!(shown["spread"]["word"], "Far apart");
    until(&mut desk, |state| state["phase"] == "shown").await;
    phones[1].send(json!({ "question": QUESTION, "answer": "not_yet" }).to_string().as_bytes()).await;
    until(&mut phones[1], |message| message["kind"] == "closed").await;
    reveal_is_over(&mut rosa, &meeting).await;
}

/// Nothing is left to show.
async fn reveal_is_over(rosa: &mut Device, meeting: &Meeting) {
    rosa.post(&meeting.at("/reveal"), &[]).await.expect_status(409);
}

#[tokio::test]
async fn too_few_answers_are_not_shown() {
    let mut app = TestApp::start().await;
    let (mut rosa, meeting) = start(&mut app).await;
    ask(&mut rosa, &meeting, QUESTION).await;
    let mut first = phone(&app, &meeting, "yes").await;
    phone(&app, &meeting, "not_yet").await;
    let desk = reveal(&mut rosa, &meeting).await;
    desk.expect_text("Too few answered to show how.");
    let page = first.get(&meeting.phone()).await;
    page.expect_text("Too few answered to show how.");
    let screen = rosa.get(&meeting.at("/screen")).await;
    let mut socket = socket(&app, &rosa, &meeting.at("/live")).await;
    let state = until(&mut socket, |state| state["kind"] == "state").await;
    assert_eq!(state["spread"]["rows"], json!([]));
    for page in [desk, page, screen] {
        assert!(!page.html.contains("<rect") && !page.text().contains("Far apart"), "{}", page.url);
    }
}

#[tokio::test]
async fn a_phone_that_drops_comes_back_to_its_place_and_counts_once() {
    let mut app = TestApp::start().await;
    let (mut rosa, meeting) = start(&mut app).await;
    ask(&mut rosa, &meeting, QUESTION).await;
    let device = phone(&app, &meeting, "yes").await;
    let live = format!("{}/live", meeting.phone());
    let mut line = socket(&app, &device, &live).await;
    let hello = message(&mut line).await;
    assert_eq!((&hello["question"], &hello["answer"]), (&json!(QUESTION), &json!("yes")));
    drop(line);
    let mut line = socket(&app, &device, &live).await;
    line.send(json!({ "question": QUESTION, "answer": "dont_know" }).to_string().as_bytes()).await;
    until(&mut line, |message| message["kind"] == "saved").await;
    line.send(b"{}").await;
    until(&mut line, |message| message["kind"] == "pong").await;
    rosa.get(&meeting.desk).await.expect_text("1 answer").expect_text("1 phone is here");

    // A restart, with and without a word: the store has it all.
    app.restart().await;
    assert_eq!(line.close_code().await, Some(1012));
    let mut line = socket(&app, &device, &live).await;
    assert_eq!(message(&mut line).await["answer"], "dont_know");
    assert_eq!(until(&mut line, |state| state["kind"] == "state").await["phase"], "open");
    app.crash().await;
    drop(line);
    rosa.get(&meeting.desk).await.expect_text("1 answer");
    let mut line = socket(&app, &device, &live).await;
    assert_eq!(message(&mut line).await["answer"], "dont_know");
    line.send(b"no JSON").await;
    assert_eq!(line.close_code().await, Some(4400));
    let mut flood = socket(&app, &device, &live).await;
    for _ in 0..30 {
        flood.send(b"{}").await;
    }
    assert_eq!(flood.close_code().await, Some(4429));
}

#[tokio::test]
async fn a_wrong_code_says_so_and_guessing_is_slow() {
    let mut app = TestApp::start().await;
    let (_, meeting) = start(&mut app).await;
    let mut phone = app.device();
    let wrong = if meeting.code == "222222" { "333333" } else { "222222" };
    let form = phone.get("/meet").await.form("/meet").set("code", wrong);
    let page = phone.submit(form).await.expect_status(422);
    page.expect_text("No meeting with this code is running.");
    assert_eq!(page.form("/meet").value("code"), wrong);
    let form = page.form("/meet").set("code", "");
    phone.submit(form).await.expect_status(422).expect_text("Type the code that you see on the screen.");
    phone
        .get(&format!("/meet/{wrong}"))
        .await
        .expect_status(404)
        .expect_text("No meeting with this code is running.");
    phone.get("/meet/nonsense-0").await.expect_status(404);
    assert_eq!(phone.get(&format!("/meet/{}", meeting.code.to_lowercase())).await.url, meeting.phone());
    // Without the cookie of the page there is no socket.
    let refused = Socket::open(app.address, &format!("{}/live", meeting.phone()), &[]).await;
    assert_eq!(refused.err().map(|answer| answer.status), Some(403));
    let mut tries = 0;
    while phone.send(Request::new("GET", &format!("/meet/{wrong}"))).await.status == 404 {
        tries += 1;
        assert!(tries < 5_000, "guessing is not limited");
    }
    assert!(tries > 600, "300 phones of one school must come in: {tries}");
    // The right one is refused as well, or a guess would be told by the answer. Now and then one more comes through.
    let mut refused = false;
    for _ in 0..20 {
        refused |= phone.get(&meeting.phone()).await.status == 429;
    }
    assert!(refused);
}

#[tokio::test]
async fn an_ended_meeting_tells_everybody_and_takes_nothing_more() {
    let mut app = TestApp::start().await;
    let (mut rosa, meeting) = start(&mut app).await;
    ask(&mut rosa, &meeting, QUESTION).await;
    let mut device = phone(&app, &meeting, "yes").await;
    let mut line = socket(&app, &device, &format!("{}/live", meeting.phone())).await;
    let form = rosa.get(&meeting.desk).await.form("/timer").send("2");
    rosa.submit(form).await.expect_status(200).expect_text("Stop the timer");
    until(&mut line, |state| state["timer"].is_i64()).await;
    let form = rosa.get(&meeting.desk).await.form("/end");
    rosa.submit(form).await.expect_status(200).expect_text("This meeting has ended");
    until(&mut line, |state| state["phase"] == "ended").await;
    assert_eq!(line.close_code().await, Some(1000));
    device.get(&meeting.phone()).await.expect_status(200).expect_text("The meeting has ended.");
    let form = app.device().get("/meet").await.form("/meet").set("code", &meeting.code);
    app.device().submit(form).await.expect_status(422);
    for (rest, fields) in
        [("/question", [("question", QUESTION)]), ("/timer", [("minutes", "1")]), ("/end", [("", "")])]
    {
        rosa.post(&meeting.at(rest), &fields).await.expect_status(409);
    }
    rosa.get(&format!("/p/{}/meetings", meeting.group)).await.expect_text("No question was answered.");

    // Another one ends by itself.
    let form = rosa.get(&format!("/p/{}/meetings", meeting.group)).await.form("/meetings");
    let desk = rosa.submit(form).await.expect_status(200);
    assert_ne!(code_on(&desk), meeting.code);
    app.pass(11 * HOUR);
    rosa.get(&desk.url).await.expect_text("How people come in");
    app.pass(HOUR + MINUTE);
    rosa.get(&desk.url).await.expect_text("This meeting has ended");
    let answers = async || {
        use crosswalk_store::schema::meeting_answers;
        use diesel::prelude::*;
        app.inside().store.read(|conn| meeting_answers::table.count().get_result::<i64>(conn)).await.unwrap()
    };
    app.pass(28 * DAY);
    app.clean_up().await;
    assert_eq!(answers().await, 1);
    app.pass(2 * DAY);
    app.clean_up().await;
    assert_eq!(answers().await, 0);
    device.get(&meeting.phone()).await.expect_status(404);
}

#[tokio::test]
async fn only_who_may_change_things_runs_meetings() {
    let mut app = TestApp::start().await;
    let (mut rosa, meeting) = start(&mut app).await;
    let group = meeting.group.clone();
    let mut viewer = app.join(&mut rosa, &group, "Ana Ruiz", "viewer").await;
    let mut member = app.join(&mut rosa, &group, "Thuy Tran", "member").await;
    let mut stranger = app.sign_in("Marcus Hill").await;
    let list = format!("/p/{group}/meetings");
    for path in [list.as_str(), &meeting.desk, &meeting.at("/screen")] {
        viewer.get(path).await.expect_status(403);
        stranger.get(path).await.expect_status(404);
        member.get(path).await.expect_status(200);
    }
    for (device, status) in [(&viewer, 403), (&stranger, 404)] {
        let header = cookies(device);
        let refused = Socket::open(app.address, &meeting.at("/live"), &[("Cookie", &header)]).await;
        assert_eq!(refused.err().map(|answer| answer.status), Some(status));
    }
    ask(&mut member, &meeting, QUESTION).await.expect_text("Goal setting");
    // A meeting of another partnership is none of this one.
    let other = app.partnership(&mut rosa, "Eastgate").await;
    let id = meeting.desk.rsplit('/').next().unwrap();
    rosa.get(&format!("/p/{other}/meetings/{id}")).await.expect_status(404);
    rosa.post(&format!("/p/{other}/meetings/{id}/reveal"), &[]).await.expect_status(409);
}

#[tokio::test]
async fn who_may_contribute_no_more_does_not_look_on() {
    let mut app = TestApp::start().await;
    let (mut rosa, meeting) = start(&mut app).await;
    let thuy = app.join(&mut rosa, &meeting.group, "Thuy Tran", "member").await;
    let mut screen = socket(&app, &thuy, &meeting.at("/live")).await;
    ask(&mut rosa, &meeting, QUESTION).await;
    until(&mut screen, |message| message["phase"] == "open").await;
    let demote = |conn: &mut crosswalk_store::Connection| {
        diesel::update(members::table.filter(members::role.eq("member")))
            .set(members::role.eq("viewer"))
            .execute(conn)
    };
    assert_eq!(app.inside().store.write(demote).await, Ok(1));
    tokio::time::sleep(Duration::from_secs(2)).await;
    reveal(&mut rosa, &meeting).await;
    loop {
        match screen.next().await {
            Frame::Close(code) => break assert_eq!(code, 4404),
            Frame::Binary(bytes) => {
                let message: Value = serde_json::from_slice(&bytes).expect("JSON");
                assert_ne!(message["phase"], "shown", "{message}");
            }
            Frame::Ping => {}
            other => panic!("{other:?}"),
        }
    }
}
