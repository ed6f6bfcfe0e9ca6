//! Updates that no honest client sends. Each is refused with the right word, and the document is unharmed.

use crosswalk_collab::{Document, Limits, Received, Refusal};
use yrs::{Any, Array, ArrayPrelim, Map, MapPrelim, Text, TextPrelim, WriteTxn};

use crate::common::*;
use crate::converge::assert_reload_equals;

/// A document with text of client 50 (device 1) and an answer, and its replica.
fn furnished() -> (Document, Replica) {
    let mut document = document();
    let a = Replica::new(50);
    send(&mut document, &a.insert(NOTES, 0, "Hello world")).expect("taken");
    send(&mut document, &a.answer("data-use", Some("yes"), "Ana", 10)).expect("taken");
    (document, a)
}

/// Sends a hostile update as device 2 and sees that nothing came of it.
fn refused(update: &[u8]) -> Refusal {
    let (mut document, _) = furnished();
    let before = document.workbook();
    let refusal = document.receive(update, sender(2)).expect_err("it is refused");
    assert_eq!(document.flush(), None);
    assert_eq!(document.workbook(), before);
    assert_reload_equals(&mut document, 0);
    // Others go on as if nothing had been.
    let update = Replica::new(60).insert(NOTES, 0, "Still here. ");
    assert_eq!(document.receive(&update, sender(3)), Ok(Received::Queued));
    document.flush().expect("a batch");
    assert!(!refusal.to_string().is_empty() && !refusal.code().is_empty());
    refusal
}

#[test]
fn ten_thousand_nested_types() {
    let mut bytes = Bytes::default().var(1).var(10_000).var(66).var(0);
    bytes = bytes.byte(7).var(1).text("answers").var(0);
    for clock in 0..9_999 {
        bytes = bytes.byte(7).var(0).var(66).var(clock).var(0);
    }
    assert_eq!(refused(&bytes.end()), Refusal::KindNotAllowed);
}

#[test]
fn a_client_count_of_two_to_the_27() {
    assert_eq!(refused(&Bytes::default().var(1 << 27).0), Refusal::Malformed);
    assert_eq!(refused(&Bytes::default().var(1).var(1 << 27).var(66).var(0).0), Refusal::Malformed);
    assert_eq!(refused(&Bytes::default().var(0).var(1 << 27).0), Refusal::Malformed);
    assert_eq!(refused(&Bytes::default().var(0).var(1).var(50).var(1 << 27).0), Refusal::Malformed);
}

#[test]
fn updates_that_never_resolve() {
    assert_eq!(refused(&text_between(66, 0, Some((777, 5)), None, "x")), Refusal::MissingChanges);
    assert_eq!(refused(&text_between(66, 0, Some((50, 500)), None, "x")), Refusal::MissingChanges);
    assert_eq!(refused(&text_between(66, 0, Some((66, 0)), None, "x")), Refusal::MissingChanges);
    assert_eq!(refused(&text_between(66, 0, None, Some((66, 9)), "x")), Refusal::MissingChanges);
    // Two clients that wait for each other.
    let ring = Bytes::default().var(2).var(1).var(66).var(0).byte(0x84).var(67).var(0).text("a");
    let ring = ring.var(1).var(67).var(0).byte(0x84).var(66).var(0).text("b").end();
    assert_eq!(refused(&ring), Refusal::MissingChanges);
    // Many that wait for one that never comes.
    let mut many = Bytes::default().var(10_000);
    for client in 0..10_000 {
        many = many.var(1).var(100_000 + client).var(0).byte(0x84).var(100_001 + client).var(0).text("a");
    }
    assert_eq!(refused(&many.end()), Refusal::MissingChanges);
}

#[test]
fn dependencies_in_any_order_of_clients_resolve() {
    // 66 and 67 write by turns, each after the other's last; either may come first in the update.
    for first in [66, 67] {
        let mut document = document();
        let second = 133 - first;
        let turns = 2_000;
        let mut bytes = Bytes::default().var(2).var(turns).var(first).var(0);
        for clock in 0..turns {
            bytes = match clock.checked_sub(1) {
                None => bytes.byte(4).var(1).text(NOTES).text("a"),
                Some(before) => bytes.byte(0x84).var(second).var(before).text("a"),
            };
        }
        bytes = bytes.var(turns).var(second).var(0);
        for clock in 0..turns {
            bytes = bytes.byte(0x84).var(first).var(clock).text("b");
        }
        assert_eq!(document.receive(&bytes.end(), sender(1)), Ok(Received::Queued));
        document.flush();
        assert_eq!(document.workbook().note(&stage("assess")), "ab".repeat(turns as usize));
    }
}

#[test]
fn gaps_and_skips() {
    assert_eq!(refused(&text_between(66, 5, None, None, "x")), Refusal::MissingChanges);
    assert_eq!(refused(&Bytes::one(66, 0).byte(10).var(5).end()), Refusal::KindNotAllowed);
    let skip =
        Bytes::default().var(1).var(2).var(66).var(0).byte(10).var(5).byte(4).var(1).text(NOTES).text("x");
    assert_eq!(refused(&skip.end()), Refusal::KindNotAllowed);
}

#[test]
fn deletes_out_of_range() {
    assert_eq!(refused(&delete_of(50, 0, 5_000)), Refusal::DeleteOutOfRange);
    assert_eq!(refused(&delete_of(50, 11_000, 1)), Refusal::DeleteOutOfRange);
    assert_eq!(refused(&delete_of(777, 0, 1)), Refusal::DeleteOutOfRange);
    assert_eq!(refused(&delete_of(50, 5, u32::MAX)), Refusal::Malformed);
    assert_eq!(refused(&delete_of(50, 1, 0)), Refusal::Malformed);
    let unsorted = Bytes::default().var(0).var(1).var(50).var(2).var(4).var(1).var(2).var(1).0;
    assert_eq!(refused(&unsorted), Refusal::Malformed);
}

#[test]
fn forged_client_ids() {
    // Text under somebody else's id, and under the server's.
    let (_, a) = furnished();
    let forged = Replica::new(50);
    forged.apply(&a.all());
    assert_eq!(refused(&forged.insert(NOTES, 0, "forged")), Refusal::ForeignClient);
    assert_eq!(refused(&text_between(SERVER, 0, None, None, "x")), Refusal::ForeignClient);
    assert_eq!(
        refused(&Bytes::default().var(1).var(1).0.into_iter().chain([0xFF; 9]).collect::<Vec<_>>()),
        Refusal::Malformed
    );
    // What is known already may be repeated by anybody.
    let (mut document, a) = furnished();
    assert_eq!(document.receive(&a.all(), sender(2)), Ok(Received::Nothing));
}

#[test]
fn crossing_origins() {
    // "Hello world" is clocks 0 to 10 of client 50.
    let between = |left, right| text_between(66, 0, left, right, "x");
    assert_eq!(refused(&between(Some((50, 5)), Some((50, 2)))), Refusal::CrossingOrigins);
    assert_eq!(refused(&between(Some((50, 5)), Some((50, 5)))), Refusal::CrossingOrigins);
    assert_eq!(refused(&between(Some((50, 5)), Some((50, 9)))), Refusal::CrossingOrigins);
    assert_eq!(refused(&between(None, Some((50, 4)))), Refusal::CrossingOrigins);
    let (mut document, a) = furnished();
    send(&mut document, &a.insert(NOTES, 3, "***")).expect("taken");
    // The stars (clocks 12 to 14) have right neighbours, so nothing was ever put between them and the end.
    assert_eq!(document.receive(&between(Some((50, 13)), None), sender(2)), Err(Refusal::CrossingOrigins));
    assert_eq!(
        document.receive(&between(Some((50, 3)), Some((50, 12))), sender(2)),
        Err(Refusal::CrossingOrigins)
    );
    assert_eq!(
        document.receive(&between(Some((50, 14)), Some((50, 2))), sender(2)),
        Err(Refusal::CrossingOrigins)
    );
    assert_eq!(document.receive(&between(Some((50, 14)), Some((50, 3))), sender(2)), Ok(Received::Queued));
}

#[test]
fn neighbours_in_different_places() {
    let (mut document, a) = furnished();
    send(&mut document, &a.insert("notes/engage", 0, "Other")).expect("taken");
    let update = text_between(66, 0, Some((50, 3)), Some((50, 12)), "x");
    assert_eq!(document.receive(&update, sender(2)), Err(Refusal::CrossingOrigins));
    // Text beside an answer, an answer beside text, and a new value of an entry with a right neighbour.
    let update = text_between(66, 0, Some((50, 11)), None, "x");
    assert_eq!(document.receive(&update, sender(2)), Err(Refusal::KindNotAllowed));
    let object = |bytes: Bytes| bytes.var(1).byte(118).var(0).end();
    let update = object(Bytes::one(66, 0).byte(0x88).var(50).var(3));
    assert_eq!(document.receive(&update, sender(2)), Err(Refusal::KindNotAllowed));
    let update = Bytes::one(66, 0).byte(0x41).var(50).var(11).var(1).end();
    assert_eq!(document.receive(&update, sender(2)), Err(Refusal::CrossingOrigins));
}

#[test]
fn roots_and_keys_that_do_not_exist() {
    let a = Replica::new(66);
    assert_eq!(refused(&a.insert("notes/nowhere", 0, "x")), Refusal::UnknownPlace);
    assert_eq!(refused(&Replica::new(66).insert("answers", 0, "x")), Refusal::KindNotAllowed);
    let value = || answer(Some("yes"), "Eve", 1);
    for (root, key) in [
        ("answers", "no-such-question"),
        ("answers", "own-xyz"),
        ("comments", "short"),
        ("questions", "goal-setting"),
        ("meta", "password"),
        (NOTES, "title"),
        ("elsewhere", "title"),
    ] {
        assert_eq!(refused(&Replica::new(66).set(root, key, value())), Refusal::UnknownPlace, "{root} {key}");
    }
}

#[test]
fn kinds_of_content_that_workbooks_do_not_have() {
    let change = |change: &dyn Fn(&mut yrs::TransactionMut<'_>)| Replica::new(66).change(|txn| change(txn));
    let nested: [Vec<u8>; 8] = [
        change(&|txn| {
            txn.get_or_insert_map("answers").insert(txn, "data-use", MapPrelim::default());
        }),
        change(&|txn| {
            txn.get_or_insert_map("answers").insert(txn, "data-use", TextPrelim::new("x"));
        }),
        change(&|txn| {
            txn.get_or_insert_map("answers").insert(txn, "data-use", ArrayPrelim::default());
        }),
        change(&|txn| {
            txn.get_or_insert_map("answers").insert(txn, "data-use", yrs::Doc::with_client_id(1));
        }),
        change(&|txn| {
            txn.get_or_insert_text(NOTES).insert_embed(txn, 0, Any::from("x"));
        }),
        change(&|txn| {
            let bold = yrs::types::Attrs::from([("bold".into(), Any::from(true))]);
            txn.get_or_insert_text(NOTES).insert_with_attributes(txn, 0, "x", bold);
        }),
        change(&|txn| {
            txn.get_or_insert_array("answers").push_back(txn, "x");
        }),
        change(&|txn| {
            txn.get_or_insert_map("answers").insert(txn, "data-use", vec![1u8, 2]);
        }),
    ];
    for (number, update) in nested.iter().enumerate() {
        assert_eq!(refused(update), Refusal::KindNotAllowed, "{number}");
    }
}

#[test]
fn entries_that_break_the_schema() {
    let at = || moment(1);
    let by = || Any::from("Eve");
    let set = |root: &str, key: &str, value: Any| refused(&Replica::new(66).set(root, key, value));
    let value = |value: Any| object([("value", value), ("by", by()), ("at", at())]);
    let invalid = |field| Refusal::EntryInvalid { field };
    assert_eq!(set("answers", "data-use", Any::from("yes")), Refusal::KindNotAllowed);
    assert_eq!(set("answers", "data-use", value("maybe".into())), invalid("value"));
    assert_eq!(set("answers", "data-use", value(true.into())), invalid("value"));
    assert_eq!(set("answers", "data-use", value(Any::Undefined)), Refusal::KindNotAllowed);
    assert_eq!(set("answers", "data-use", value(object([("deep", at())]))), Refusal::KindNotAllowed);
    assert_eq!(set("answers", "data-use", object([("value", Any::Null), ("by", by())])), invalid("at"));
    let extra = object([("value", Any::Null), ("by", by()), ("at", at()), ("admin", true.into())]);
    assert_eq!(set("answers", "data-use", extra), Refusal::UnknownPlace);
    let when = |at: Any| object([("value", Any::Null), ("by", by()), ("at", at)]);
    assert_eq!(set("answers", "data-use", when(Any::from(0.5))), Refusal::KindNotAllowed);
    assert_eq!(set("answers", "data-use", when(Any::from(f64::NAN))), Refusal::KindNotAllowed);
    assert_eq!(set("answers", "data-use", when(moment(-1))), invalid("at"));
    assert_eq!(set("answers", "data-use", when(Any::from(1e300))), Refusal::KindNotAllowed);
    assert_eq!(set("answers", "data-use", when(Any::from(i64::MAX))), Refusal::KindNotAllowed);
    let named = |by: &str| object([("value", Any::Null), ("by", by.into()), ("at", at())]);
    assert_eq!(set("answers", "data-use", named(&"x".repeat(81))), Refusal::NameTooLong { limit: 80 });
    assert_eq!(set("answers", "data-use", named("two\nlines")), Refusal::ControlCharacter);
    assert_eq!(set("answers", "data-use", named("nul\0")), Refusal::ControlCharacter);
    let id = "00000000000000aa";
    assert_eq!(set("comments", id, comment("", 1, false)), Refusal::EmptyText);
    assert_eq!(
        set("comments", id, comment(&"x".repeat(2_001), 1, false)),
        Refusal::CommentTooLong { limit: 2_000 }
    );
    let own = "own-00000000000000aa";
    assert_eq!(set("questions", own, own_question("nowhere", "x", 1, false)), Refusal::UnknownPlace);
    let long = own_question("engage", &"x".repeat(501), 1, false);
    assert_eq!(set("questions", own, long), Refusal::QuestionTooLong { limit: 500 });
    let title = |text: &str| object([("text", text.into()), ("by", by()), ("at", at())]);
    assert_eq!(set("meta", "title", title(&"😀".repeat(101))), Refusal::TitleTooLong { limit: 200 });
    let owner = object([("name", "x".repeat(121).into()), ("by", by()), ("at", at())]);
    assert_eq!(set("owners", "data-use", owner), Refusal::OwnerTooLong { limit: 120 });
    // The same field twice.
    let twice = Bytes::one(66, 0).byte(0x28).var(1).text("answers").text("data-use").var(1).byte(118).var(4);
    let twice = twice.text("value").byte(126).text("by").byte(119).text("").text("at").byte(125).byte(1);
    assert_eq!(refused(&twice.text("at").byte(125).byte(2).end()), Refusal::UnknownPlace);
}

#[test]
fn texts_that_are_too_long_or_not_text() {
    let long = Replica::new(66).insert(NOTES, 0, &"x".repeat(20_001));
    assert_eq!(refused(&long), Refusal::NotesTooLong { limit: 20_000 });
    assert_eq!(refused(&Replica::new(66).insert(NOTES, 0, "nul\0")), Refusal::ControlCharacter);
    assert_eq!(refused(&Replica::new(66).insert(NOTES, 0, "bell\u{7}")), Refusal::ControlCharacter);
    let mut broken = Bytes::one(66, 0).byte(4).var(1).text(NOTES).var(2).0;
    broken.extend([0xC3, 0x28, 0]);
    assert_eq!(refused(&broken), Refusal::Malformed);
    let mut surrogate = Bytes::one(66, 0).byte(4).var(1).text(NOTES).var(3).0;
    surrogate.extend([0xED, 0xA0, 0x80, 0]);
    assert_eq!(refused(&surrogate), Refusal::Malformed);
    assert_eq!(refused(&text_between(66, 0, None, None, "")), Refusal::Malformed);
    let huge = vec![0; (2 << 20) + 1];
    assert_eq!(refused(&huge), Refusal::UpdateTooLarge { limit: 2 << 20 });
    let claims = Bytes::one(66, 0).byte(4).var(1).text(NOTES).var(u32::MAX).0;
    assert_eq!(refused(&claims), Refusal::Malformed);
    let mut trailing = text_between(66, 0, None, None, "x");
    trailing.push(0);
    assert_eq!(refused(&trailing), Refusal::Malformed);
}

#[test]
fn clocks_at_the_end_of_their_range() {
    let garbage = |clock, len| Bytes::one(66, clock).byte(0).var(len).end();
    assert_eq!(refused(&garbage(0, u32::MAX)), Refusal::Malformed);
    assert_eq!(refused(&garbage(u32::MAX, 1)), Refusal::Malformed);
    let (mut document, _) = furnished();
    assert_eq!(document.receive(&garbage(0, i32::MAX as u32), sender(2)), Ok(Received::Queued));
    document.flush();
    let more = Bytes::one(66, i32::MAX as u32).byte(0).var(1).end();
    assert_eq!(document.receive(&more, sender(2)), Err(Refusal::Malformed));
    assert_reload_equals(&mut document, 0);
}

#[test]
fn garbage_and_deleted_structs_are_taken() {
    let (mut document, _) = furnished();
    let update = Bytes::default().var(1).var(3).var(66).var(0).byte(0).var(4);
    let update =
        update.byte(0xC1).var(50).var(2).var(50).var(3).var(7).byte(0x84).var(66).var(10).text("x").end();
    // The text's right neighbour is missing: it was put after the deleted ones, which had one.
    assert_eq!(document.receive(&update, sender(2)), Err(Refusal::CrossingOrigins));
    let update = Bytes::default().var(1).var(3).var(66).var(0).byte(0).var(4);
    let update = update.byte(0xC1).var(50).var(2).var(50).var(3).var(7);
    let update = update.byte(0xC4).var(66).var(10).var(50).var(3).text("x").end();
    assert_eq!(document.receive(&update, sender(2)), Ok(Received::Queued));
    document.flush();
    assert_eq!(document.workbook().note(&stage("assess")), "Helxlo world");
    assert_eq!(document.note_length("assess"), 12);
    // Nothing stands beside garbage.
    let beside = text_between(66, 12, Some((66, 2)), None, "x");
    assert_eq!(document.receive(&beside, sender(2)), Err(Refusal::UnknownPlace));
    assert_reload_equals(&mut document, 0);
}

#[test]
fn floods_of_conflicts_are_too_complex() {
    let limits = Limits { conflict_steps_per_update: 5_000, ..Limits::default() };
    let mut document = Document::new(shape(), limits, SERVER);
    for client in 0..100 {
        document.receive(&text_between(1_000 + client, 0, None, None, "x"), sender(1)).expect("taken");
    }
    let mut bytes = Bytes::default().var(1).var(100).var(66).var(0);
    for _ in 0..100 {
        bytes = bytes.byte(4).var(1).text(NOTES).text("x");
    }
    assert_eq!(document.receive(&bytes.end(), sender(2)), Err(Refusal::UpdateTooComplex));
}

#[test]
fn a_full_document_takes_no_more() {
    let limits = Limits { document_bytes: 200_000, ..Limits::default() };
    let mut document = Document::new(shape(), limits, SERVER);
    let a = Replica::new(50);
    let mut outcome = Ok(Received::Nothing);
    for _ in 0..40 {
        // Deleted text does not count against the notes, and its letters not against the document.
        outcome = send(&mut document, &a.insert(NOTES, 0, &"x".repeat(10_000)));
        outcome = outcome.and_then(|_| send(&mut document, &a.delete(NOTES, 0, 10_000)));
    }
    assert_eq!(outcome, Ok(Received::Queued));
    for number in 0..400u32 {
        let id = format!("{number:016x}");
        let comment = comment(&"y".repeat(1_000), number.into(), false);
        outcome = send(&mut document, &Replica::new(100 + number).set("comments", &id, comment));
        if outcome.is_err() {
            break;
        }
    }
    assert_eq!(outcome, Err(Refusal::DocumentFull));

    let limits = Limits { document_structs: 50, ..Limits::default() };
    let mut document = Document::new(shape(), limits, SERVER);
    let outcome = (0..60).find_map(|client| {
        document.receive(&text_between(1_000 + client, 0, None, None, "x"), sender(1)).err()
    });
    assert_eq!(outcome, Some(Refusal::DocumentFull));
}

#[test]
fn state_vectors_are_bounded_too() {
    let (document, _) = furnished();
    assert!(document.diff(&[0]).is_ok());
    assert_eq!(document.diff(&Bytes::default().var(1 << 27).0), Err(Refusal::Malformed));
    assert_eq!(document.diff(&[1, 50]), Err(Refusal::Malformed));
    assert_eq!(document.diff(&[0, 0]), Err(Refusal::Malformed));
    let ahead = Bytes::default().var(2).var(50).var(u32::MAX).var(4_000_000_000).var(5).0;
    assert!(document.diff(&ahead).is_ok());
    let inside = Bytes::default().var(1).var(50).var(3).0;
    assert!(document.diff(&inside).is_ok());
}

#[test]
fn order_that_only_a_reload_can_tell() {
    // Three put text at the same place of an empty document; then two of the neighbours are deleted, so that
    // neither the recorded neighbours nor the live text tell their order.
    let mut document = document();
    let people: Vec<Replica> = [10, 20, 30].map(Replica::new).into();
    for (number, person) in people.iter().enumerate() {
        let who = sender(u8::try_from(number).expect("small") + 1);
        document.receive(&person.insert(NOTES, 0, "abc"), who).expect("taken");
    }
    document.flush();
    // Client 10's text stands left of client 20's, with equal neighbours: known without the document.
    let fits = text_between(66, 0, Some((10, 2)), Some((20, 0)), "x");
    assert_eq!(document.receive(&fits, sender(4)), Ok(Received::Queued));
    let crosses = text_between(67, 0, Some((20, 2)), Some((10, 0)), "x");
    assert_eq!(document.receive(&crosses, sender(5)), Err(Refusal::CrossingOrigins));
    assert!(document.flush().expect("a batch").refused.is_empty());
    assert_reload_equals(&mut document, 0);
}
