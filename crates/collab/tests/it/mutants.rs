//! Valid updates with bytes changed: none may make the document panic, hang, or differ from its own snapshot.
//! `CROSSWALK_FUZZ_CASES` sets how many; the seed is fixed, so that a failure comes again.

use crosswalk_collab::{Document, Received};

use crate::common::*;
use crate::converge::assert_reload_equals;

/// Updates of all kinds, each valid on a document that took those before it.
fn seeds(dice: &mut Dice) -> Vec<Vec<u8>> {
    let (a, b) = (Replica::new(50), Replica::new(60));
    let mut updates = Vec::new();
    for round in 0..12 {
        let (one, other) = if round % 2 == 0 { (&a, &b) } else { (&b, &a) };
        let length = one.length(NOTES);
        let update = match dice.roll(7) {
            0..=2 => one.insert(NOTES, dice.roll32(length + 1), dice.pick(["home", "école😀", "x"])),
            3 if length > 2 => one.delete(NOTES, dice.roll32(length - 1), 1 + dice.roll32(2)),
            4 => one.set("comments", "00000000000000aa", comment("See", round, dice.one_in(2))),
            5 => one.set("questions", "own-00000000000000aa", own_question("engage", "Who?", round, false)),
            _ => one.answer("data-use", Some("yes"), "Ana", round),
        };
        other.apply(&update);
        updates.push(update);
    }
    updates
}

/// Changes some bytes: flips, copies, cuts, inserts, and small steps that turn ids into other valid ids.
fn mutate(dice: &mut Dice, update: &[u8], other: &[u8]) -> Vec<u8> {
    let mut bytes = update.to_vec();
    for _ in 0..=dice.roll(3) {
        let at = dice.roll(bytes.len());
        match dice.roll(8) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << dice.roll(8),
            1 | 2 if !bytes.is_empty() => bytes[at] = bytes[at].wrapping_add(1),
            3 if !bytes.is_empty() => bytes[at] = bytes[at].wrapping_sub(1),
            4 if !bytes.is_empty() => drop(bytes.remove(at)),
            5 => bytes.insert(at, u8::try_from(dice.roll(256)).expect("a byte")),
            6 if !bytes.is_empty() => {
                bytes[at] = dice.pick([0, 1, 4, 50, 60, 66, 0x84, 0xC4, 0x44, 0x7F, 0xFF]);
            }
            7 if !other.is_empty() => {
                let from = dice.roll(other.len());
                let len = dice.roll((other.len() - from).min(12)) + 1;
                let end = (at + len).min(bytes.len());
                bytes.splice(at..end, other[from..from + len].iter().copied());
            }
            _ => {}
        }
    }
    bytes
}

/// Text, or text that is deleted already, between two random elements: tries the order of neighbours.
fn wedge(dice: &mut Dice, client: u32, clock: u32, others: [u32; 3], clocks: u32) -> Vec<u8> {
    let id = |dice: &mut Dice| (!dice.one_in(6)).then(|| (dice.pick(others), dice.roll32(clocks)));
    let (left, right) = (id(dice), id(dice));
    // A letter of its own, so that no two orders read the same.
    let letter = char::from_u32(0x4E00 + (client % 8) * 64 + clock % 64).expect("a letter");
    let mut update = text_between(client, clock, left, right, letter.encode_utf8(&mut [0; 4]));
    if dice.one_in(5) && (left.is_some() || right.is_some()) {
        let end = update.len();
        update[4] = (update[4] & 0xF0) | 1;
        update.truncate(end - 5);
        update.extend([1, 0]);
    }
    update
}

/// Who owns the client that an update begins with.
fn owner(update: &[u8]) -> u8 {
    match update.get(2) {
        Some(50) => 1,
        Some(60) => 2,
        _ => 3,
    }
}

fn seed_document(updates: &[Vec<u8>]) -> Document {
    let mut document = document();
    for (number, update) in updates.iter().enumerate() {
        document.receive(update, sender(if number % 2 == 0 { 1 } else { 2 })).expect("a valid update");
    }
    document.flush();
    document
}

fn cases() -> usize {
    std::env::var("CROSSWALK_FUZZ_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(300_000)
}

/// Three clients put letters between any two letters, neighbours or not, and delete some. What is taken gives
/// the same text in every order in which copies can learn of it.
#[test]
fn wedges_keep_copies_the_same() {
    const CLIENTS: [u32; 3] = [40, 60, 80];
    let mut dice = Dice(7);
    let (mut taken, mut late, mut case) = (0, 0, 0);
    while case < cases() / 3 {
        let mut document = document();
        let mut parts = Vec::new();
        for round in 0..60 {
            case += 1;
            let client = dice.pick(CLIENTS);
            let clock = next_clock(&document, client.into());
            let update = match dice.roll(8) {
                0 => delete_of(client, dice.roll32(clock + 1), 1),
                _ => wedge(&mut dice, client, clock, CLIENTS, 2 + round / 10),
            };
            if document.receive(&update, sender(u8::try_from(client).expect("small"))) == Ok(Received::Queued)
            {
                taken += 1;
            }
            let batch = document.flush().unwrap_or_default();
            late += batch.refused.len();
            parts.extend((!batch.is_empty()).then_some(batch.update));
        }
        assert_reload_equals(&mut document, case as u64);
        let picture = joined(&document).picture();
        for _ in 0..5 {
            shuffle(&mut dice, &mut parts);
            assert_eq!(replay(&parts), picture, "case {case}");
        }
    }
    println!("{case} wedges, {taken} taken, {late} of them refused after all");
    assert!(taken > case / 20, "some wedges fit");
}

#[test]
fn mutants_do_no_harm() {
    let cases = cases();
    let mut dice = Dice(2_026);
    let (mut taken, mut case) = (0, 0);
    while case < cases {
        let updates = seeds(&mut dice);
        let known = 1 + dice.roll(updates.len() - 1);
        let mut document = seed_document(&updates[..known]);
        let mut parts = vec![joined(&document).all()];
        for _ in 0..60 {
            case += 1;
            let update = match dice.roll(3) {
                0 => wedge(&mut dice, 66, next_clock(&document, 66), [50, 60, 66], 14),
                1 => mutate(&mut dice, &updates[known], &updates[known - 1]),
                _ => {
                    let (one, other) = (dice.roll(updates.len()), dice.roll(updates.len()));
                    mutate(&mut dice, &updates[one], &updates[other])
                }
            };
            let number = if dice.one_in(20) { 4 } else { owner(&update) };
            if document.receive(&update, sender(number)) == Ok(Received::Queued) {
                taken += 1;
            }
            if dice.one_in(2) {
                parts.extend(document.flush().map(|batch| batch.update));
            }
        }
        parts.extend(document.flush().map(|batch| batch.update));
        assert_reload_equals(&mut document, case as u64);
        let picture = joined(&document).picture();
        assert_eq!(replay(&parts), picture, "case {case}");
        for _ in 0..3 {
            shuffle(&mut dice, &mut parts);
            assert_eq!(replay(&parts), picture, "case {case}, another order");
        }
    }
    println!("{case} cases, {taken} taken");
    assert!(taken > cases / 100, "some mutants are valid, or they try nothing");
}

/// A replica that gets these updates in this order, except that of each client it gets the earlier ones first,
/// as every Yjs client does.
fn replay(parts: &[Vec<u8>]) -> String {
    use yrs::updates::decoder::Decode;
    use yrs::{ReadTxn, Transact, Update};
    let replica = Replica::new(77_777);
    let mut waiting: Vec<Update> =
        parts.iter().map(|part| Update::decode_v1(part).expect("an update")).collect();
    while !waiting.is_empty() {
        let known = replica.doc.transact().state_vector();
        let follows =
            |update: &Update| update.state_vector_lower().iter().all(|(id, at)| known.get(id) >= *at);
        let next = waiting.iter().position(follows).expect("some update follows what is known");
        replica.doc.transact_mut().apply_update(waiting.remove(next)).expect("applies");
    }
    assert!(!replica.doc.transact().has_missing_updates());
    replica.picture()
}

fn shuffle(dice: &mut Dice, parts: &mut [Vec<u8>]) {
    for at in (1..parts.len()).rev() {
        parts.swap(at, dice.roll(at + 1));
    }
}

/// The next clock of a client.
fn next_clock(document: &Document, client: u64) -> u32 {
    use yrs::updates::decoder::Decode;
    let known = yrs::StateVector::decode_v1(&document.state_vector()).expect("a state vector");
    known.get(&yrs::ClientID::new(client))
}
