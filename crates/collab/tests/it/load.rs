//! Many people at once.

use std::time::Instant;

use crosswalk_collab::{DeviceId, Document, Limits, Received, Sender};

use crate::common::*;
use crate::converge::assert_reload_equals;

/// What `yws-load` sends: first text without neighbours, then always after the client's own last letter.
fn load_update(client: u32, clock: u32, text: &str) -> Vec<u8> {
    let left = clock.checked_sub(1).map(|clock| (client, clock));
    text_between(client, clock, left, None, text)
}

fn client(number: u32) -> u32 {
    1_000_003 + number * 7_919
}

fn stranger(number: u32) -> Sender {
    Sender { device: DeviceId::UNKNOWN, connection: number.into() }
}

#[test]
fn a_thousand_people_in_one_text() {
    let mut document = Document::new(shape(), Limits::lifted(), SERVER);
    let mut watcher = Replica::new(5);
    for round in 0..20 {
        for number in 0..1_000 {
            let marker = format!("@{:08x}.", round * 1_000 + number);
            let update = load_update(client(number), round * 10, &marker);
            assert_eq!(document.receive(&update, stranger(number)), Ok(Received::Queued));
            if number % 20 == 19 {
                let batch = document.flush().expect("a batch");
                assert!(batch.update.windows(10).any(|bytes| bytes == marker.as_bytes()));
                watcher.apply(&batch.update);
            }
        }
    }
    assert_eq!(document.note_length("assess"), 200_000);
    assert_eq!(watcher.text(NOTES), document.workbook().note(&stage("assess")));
    watcher = joined(&document);
    assert_eq!(watcher.length(NOTES), 200_000);
}

#[test]
fn five_hundred_people_with_default_limits() {
    let mut document = document();
    for round in 0..2 {
        for number in 0..500 {
            let update = load_update(client(number), round * 10, "@01234567.");
            document.receive(&update, stranger(number)).expect("taken");
        }
        document.flush();
    }
    assert_reload_equals(&mut document, 0);
}

/// `cargo test -p crosswalk-collab --test it -- --ignored --nocapture timing`
#[test]
#[ignore = "prints times; judge them on a quiet machine"]
fn timing() {
    let mut document = Document::new(shape(), Limits::lifted(), SERVER);
    let (mut receiving, mut flushing) = (std::time::Duration::ZERO, std::time::Duration::ZERO);
    let rounds = 40;
    for round in 0..rounds {
        for group in 0..50 {
            let updates: Vec<Vec<u8>> = (0..20)
                .map(|number| load_update(client(group * 20 + number), round * 10, "@01234567."))
                .collect();
            let start = Instant::now();
            for (number, update) in (0..).zip(&updates) {
                document.receive(update, stranger(group * 20 + number)).expect("taken");
            }
            receiving += start.elapsed();
            let start = Instant::now();
            document.flush().expect("a batch");
            flushing += start.elapsed();
        }
        if round == 0 {
            println!("first edits: {receiving:?} receive, {flushing:?} flush for 1000");
            (receiving, flushing) = Default::default();
        }
    }
    let edits = f64::from((rounds - 1) * 1_000);
    let each = |spent: std::time::Duration| spent.as_secs_f64() * 1e6 / edits;
    println!(
        "receive {:.2} us an edit, flush (20 a batch) {:.2} us an edit",
        each(receiving),
        each(flushing)
    );
    println!("length {}", document.note_length("assess"));
    let start = Instant::now();
    let snapshot = document.snapshot();
    println!("snapshot {:?}, {} bytes", start.elapsed(), snapshot.len());
    let start = Instant::now();
    let length = document.workbook().note(&stage("assess")).len();
    println!("workbook {:?}, {length} bytes", start.elapsed());
    let start = Instant::now();
    reload(&document);
    println!("load {:?}", start.elapsed());
}
