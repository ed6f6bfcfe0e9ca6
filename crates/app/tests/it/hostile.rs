//! Bytes that no honest page sends. The server stays up and quick for the others, and no workbook is damaged.

use std::time::{Duration, Instant};

use crosswalk_app::live::message;
use crosswalk_testing::{Book, Dice, Frame, Person, Socket, TestApp, frame};
use serde_json::json;

const ASSESS: &str = "notes/assess";
/// Longest time in which an honest person's edit is saved while somebody else misbehaves. Debug builds on a busy
/// machine are slow; a server that waits for the other would take for ever.
const HONEST: Duration = Duration::from_secs(5);

async fn without_rates() -> TestApp {
    TestApp::start_with(|settings, _| settings.limits.rates = false).await
}

async fn socket(app: &TestApp, book: &Book) -> Socket {
    Socket::open(app.address, &format!("/live/{}?v=1", book.edit), &[]).await.expect("it opens")
}

/// An honest person can still write.
async fn honest(app: &TestApp, book: &Book) {
    let begun = Instant::now();
    let mut rosa = Person::join(app, &book.edit).await;
    rosa.write(ASSESS, 0, "h").await;
    rosa.until_saved().await;
    assert!(begun.elapsed() < HONEST, "an honest edit took {:?}", begun.elapsed());
}

/// Memory of this process, in megabytes.
fn memory() -> usize {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    statm.split(' ').nth(1).and_then(|pages| pages.parse::<usize>().ok()).unwrap_or_default() * 4 / 1024
}

#[tokio::test]
async fn frames_against_the_rules_end_the_connection() {
    let app = without_rates().await;
    let book = app.workbook("Riverside").await;
    let good = message::update(&[0, 0]);
    let cases: [(&str, Vec<u8>, u16); 10] = [
        ("text", frame(0x81, b"hello"), 1003),
        ("not masked", vec![0x82, 2, 3, 0], 1002),
        ("reserved bit", frame(0xC2, &good), 1002),
        ("unknown kind", frame(0x83, &good), 1002),
        ("continues nothing", frame(0x80, &good), 1002),
        ("a long ping", frame(0x89, &[0; 126]), 1002),
        ("a ping in pieces", frame(0x09, b"x"), 1002),
        ("claims 2^63 bytes", vec![0x82, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0], 1009),
        ("claims 3 MB", vec![0x82, 0xFF, 0, 0, 0, 0, 0, 0x30, 0, 0], 1009),
        ("no message of the protocol", frame(0x82, &[99]), 1002),
    ];
    for (what, bytes, code) in cases {
        let mut eve = socket(&app, &book).await;
        eve.send_bytes(&bytes).await;
        assert_eq!(eve.close_code().await, Some(code), "{what}");
        let mut eve = socket(&app, &book).await;
        for byte in bytes.chunks(1) {
            eve.send_bytes(byte).await;
        }
        assert_eq!(eve.close_code().await, Some(code), "{what}, byte by byte");
    }
    honest(&app, &book).await;
}

#[tokio::test]
async fn a_message_in_endless_pieces_is_cut_off() {
    let app = without_rates().await;
    let book = app.workbook("").await;
    let mut eve = socket(&app, &book).await;
    eve.send_bytes(&frame(0x02, b"x")).await;
    let pieces: Vec<u8> = std::iter::repeat_n(frame(0x00, b""), 1_000).flatten().collect();
    eve.send_bytes(&pieces).await;
    assert_eq!(eve.close_code().await, Some(1009));
    // Or by its length: pieces of 100 KB up to more than 2 MB.
    let mut eve = socket(&app, &book).await;
    eve.send_bytes(&frame(0x02, b"x")).await;
    for _ in 0..22 {
        if !eve.send_bytes(&frame(0x00, &vec![0; 100_000])).await {
            break;
        }
    }
    assert_eq!(eve.close_code().await, Some(1009));
    honest(&app, &book).await;
}

#[tokio::test]
async fn frames_that_never_end_take_bounded_memory_and_time() {
    let app = without_rates().await;
    let book = app.workbook("").await;
    let before = memory();
    // Each holds a frame of 2 MB that lacks its last byte: together more than the server holds for all.
    let mut begun = vec![0x82, 0xFF, 0, 0, 0, 0, 0, 0x20, 0, 0, 1, 2, 3, 4];
    begun.resize(14 + (2 << 20) - 1, 0);
    let mut sockets = Vec::new();
    for _ in 0..50 {
        let mut eve = socket(&app, &book).await;
        eve.send_within(&begun, Duration::from_secs(5)).await;
        sockets.push(eve);
    }
    let mut closed = 0;
    for eve in &mut sockets {
        while let Some(frame) = eve.next_within(Duration::from_millis(20)).await {
            if frame == Frame::End {
                closed += 1;
                break;
            }
        }
    }
    assert!(closed >= 15, "{closed} of 50 were closed");
    let grown = memory().saturating_sub(before);
    assert!(grown < 400, "{grown} MB more");
    honest(&app, &book).await;
    // Byte by byte the rest of a long frame must not be copied again and again.
    let begun_at = Instant::now();
    let mut eve = socket(&app, &book).await;
    eve.send_bytes(&begun[..1 << 20]).await;
    for _ in 0..2_000 {
        eve.send_bytes(&[0]).await;
    }
    honest(&app, &book).await;
    println!("2,000 bytes one by one took {:?}", begun_at.elapsed());
}

#[tokio::test]
async fn a_million_tiny_frames_are_held_back() {
    let app = without_rates().await;
    let book = app.workbook("").await;
    let mut eve = socket(&app, &book).await;
    let tiny = frame(0x82, &message::update(&[0, 0]));
    let flood: Vec<u8> = std::iter::repeat_n(tiny, 1_000_000).flatten().collect();
    let sent = eve.send_within(&flood, Duration::from_secs(2)).await;
    assert!(sent < flood.len() / 2, "the server read {sent} bytes of a flood");
    honest(&app, &book).await;
    drop(eve);
    honest(&app, &book).await;
}

#[tokio::test]
async fn a_million_tiny_frames_without_limits_take_bounded_time() {
    let app =
        TestApp::start_with(|settings, _| settings.limits = crosswalk_app::settings::Limits::lifted()).await;
    let book = app.workbook("").await;
    let begun = Instant::now();
    let mut eve = Person::join(&app, &book.edit).await;
    eve.until_saved().await;
    let tiny = frame(0x82, &message::update(&[0, 0]));
    let batch: Vec<u8> = std::iter::repeat_n(tiny, 10_000).flatten().collect();
    for _ in 0..100 {
        eve.unsaved += 10_000;
        assert!(eve.socket.send_bytes(&batch).await);
        eve.listen(Duration::from_millis(1)).await;
    }
    eve.until_saved().await;
    println!("a million tiny frames took {:?}", begun.elapsed());
    assert!(begun.elapsed() < Duration::from_secs(90));
    honest(&app, &book).await;
}

#[tokio::test]
async fn floods_that_are_never_read_take_bounded_memory() {
    let app = without_rates().await;
    let book = app.workbook("").await;
    for stage in crate::words::STAGES {
        let text = "éà ".repeat(6_000);
        app.api("PUT", &book.api(&format!("/notes/{stage}")), Some(json!({ "text": text })))
            .await
            .expect_status(204);
    }
    let before = memory();
    let begun = Instant::now();
    let presence = {
        let mut body = vec![1, 7, 1];
        message::put_bytes(&mut body, json!({ "name": "x".repeat(900) }).to_string().as_bytes());
        message::awareness(&body)
    };
    for (what, bytes) in [
        ("asks for everything", frame(0x82, &message::step1(&[0]))),
        ("asks who is there", frame(0x82, &[3])),
        ("pings", frame(0x89, &[0; 125])),
    ] {
        let mut eve =
            Socket::open_with_buffer(app.address, &format!("/live/{}", book.edit), &[], Some(4_096))
                .await
                .expect("it opens");
        eve.send(&presence).await;
        let flood: Vec<u8> = std::iter::repeat_n(bytes, 1_900).flatten().collect();
        eve.send_within(&flood, Duration::from_secs(5)).await;
        honest(&app, &book).await;
        let grown = memory().saturating_sub(before);
        println!("{what}: {grown} MB more after {:?}", begun.elapsed());
        assert!(grown < 150, "{what}: {grown} MB more");
    }
}

#[tokio::test]
async fn nobody_speaks_for_another_or_says_what_is_no_state() {
    let app = without_rates().await;
    let book = app.workbook("").await;
    let mut rosa = Person::join(&app, &book.edit).await;
    rosa.introduce(&json!({ "name": "Rosa" })).await;
    let mut thuy = Person::join(&app, &book.edit).await;
    thuy.until("Rosa", |thuy| !thuy.others.is_empty()).await;
    let state = |client: u32, clock: u32, json: &str| {
        let mut body = vec![1];
        message::put_number(&mut body, client);
        message::put_number(&mut body, clock);
        message::put_bytes(&mut body, json.as_bytes());
        message::awareness(&body)
    };
    let mut eve = Person::join(&app, &book.edit).await;
    eve.socket.send(&state(rosa.client(), 99, "null")).await;
    eve.socket.send(&state(rosa.client(), 99, r#"{"name":"Mallory"}"#)).await;
    eve.introduce(&json!({ "name": "Eve" })).await;
    thuy.until("Eve", |thuy| thuy.others.values().any(|state| state["name"] == "Eve")).await;
    assert_eq!(thuy.others[&rosa.client()]["name"], "Rosa");
    let long = json!({ "name": "x".repeat(1_000) }).to_string();
    for wrong in ["{", "[]", "\"text\"", "3", long.as_str()] {
        let mut eve = socket(&app, &book).await;
        eve.send(&state(77, 1, wrong)).await;
        assert_eq!(eve.close_code().await, Some(1002), "{wrong}");
    }
    let mut eve = socket(&app, &book).await;
    eve.send(&message::awareness(&[0xFF, 0xFF, 0xFF, 0xFF, 0x0F])).await;
    assert_eq!(eve.close_code().await, Some(1002));
}

/// Honest messages to change some bytes of.
fn seeds(person: &Person, dice: &mut Dice) -> Vec<u8> {
    let length = u32::try_from(person.text(ASSESS).encode_utf16().count()).expect("short");
    let at = |dice: &mut Dice, most: u32| u32::try_from(dice.roll(most as usize + 1)).expect("short");
    let update = match dice.roll(6) {
        0 | 1 => {
            let at = at(dice, length);
            person.insert(ASSESS, at, dice.pick::<&str>(&["home", "é😀", "x"]))
        }
        2 if length > 3 => {
            let at = at(dice, length - 2);
            person.change(|txn| {
                let notes = yrs::WriteTxn::get_or_insert_text(txn, ASSESS);
                yrs::Text::remove_range(&notes, txn, at, 2);
            })
        }
        3 => person.put(
            "owners",
            "goal-setting",
            &[("name", "Thuy".into()), ("by", "".into()), ("at", yrs::Any::from(5.0))],
        ),
        _ => person.set_answer("goal-setting", Some(*dice.pick(&crate::words::ANSWERS)), "Eve", 5),
    };
    match dice.roll(8) {
        0 => message::step1(&dice.bytes(6)),
        1 => message::step2(&update),
        2 => message::awareness(&[1, 7, 1, 2, b'{', b'}']),
        _ => message::update(&update),
    }
}

#[tokio::test]
async fn random_and_mutated_messages_do_no_harm() {
    let cases: usize =
        std::env::var("CROSSWALK_FUZZ_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(20_000);
    let mut app = TestApp::start_with(|settings, _| {
        settings.limits.rates = false;
        settings.limits.live.messages_per_second = 100_000.0;
    })
    .await;
    let book = app.workbook("Riverside").await;
    let other = app.workbook("Lakeside").await;
    let untouched = app.read(&other).await;
    let mut dice = Dice(2_026);
    let mut rosa = Person::join(&app, &book.edit).await;
    let (mut case, mut connections) = (0, 0);
    let begun = Instant::now();
    while case < cases {
        let mut eve = Person::join(&app, &book.edit).await;
        connections += 1;
        // A burst on one connection: some are taken, and the first that is refused ends it.
        for _ in 0..10 {
            case += 1;
            let good = seeds(&eve, &mut dice);
            let bytes = match dice.roll(5) {
                0 => frame(0x82, &good),
                1 => {
                    let length = dice.roll(60);
                    frame(0x82, &dice.bytes(length))
                }
                2 => dice.mutate(&frame(0x82, &good)),
                _ => frame(0x82, &dice.mutate(&good)),
            };
            if !eve.socket.send_bytes(&bytes).await {
                break;
            }
        }
        if connections % 200 == 0 {
            rosa.write("notes/engage", 0, "h").await;
            rosa.until_saved().await;
        }
    }
    rosa.until_saved().await;
    println!("{case} messages on {connections} connections in {:?}", begun.elapsed());
    honest(&app, &book).await;
    // Memory, a fresh page and the database agree on what is in it.
    let held = app.read(&book).await;
    let fresh = Person::join(&app, &book.edit).await;
    assert_eq!(held["notes"]["assess"], fresh.text(ASSESS).as_str());
    assert_eq!(held["notes"]["engage"].as_str().unwrap_or_default().len(), connections / 200);
    app.crash().await;
    assert_eq!(app.read(&book).await, held);
    assert_eq!(app.read(&other).await, untouched);
    let logs = crosswalk_testing::logs();
    assert!(!logs.contains("panicked"), "the server panicked");
}

#[test]
fn a_long_frame_is_not_copied_for_each_byte_of_it() {
    use crosswalk_app::live::frame::{Decoder, Limits};
    let limits = Limits { message_bytes: 2 << 20, fragments: 10 };
    let mut bytes = frame(0x82, &vec![7; 1 << 20]);
    let last = bytes.pop().expect("a byte");
    let begun = Instant::now();
    let mut decoder = Decoder::default();
    let mut got = 0;
    for byte in bytes.chunks(1) {
        decoder.feed(byte, limits, |_| got += 1).expect("good");
    }
    assert_eq!(got, 0);
    decoder.feed(&[last], limits, |_| got += 1).expect("good");
    assert_eq!(got, 1);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}
