//! What comes in by the live socket: frames, messages of the y-websocket protocol, and who is where.

use crosswalk_app::live::frame::{Decoder, Limits};
use crosswalk_app::live::message::{self, Message};
use crosswalk_app::live::presence::Presence;
use crosswalk_testing::frame;

use crate::Target;

const LIMITS: Limits = Limits { message_bytes: 64 * 1024, fragments: 100 };

fn all_messages() -> Vec<Vec<u8>> {
    let states = [
        states(&[(7, 1, r#"{"user":{"name":"Rosa"},"at":"assess"}"#)]),
        states(&[(7, 2, "null"), (300, 1, r#"{"user":{"name":"Thuy \"T\" 😀"}}"#)]),
    ];
    let mut all = vec![
        message::step1(&[0]),
        message::step1(&[2, 7, 3, 0x80, 1, 4]),
        message::step2(&[0, 0]),
        message::update(&[
            1, 1, 7, 0, 4, 1, 12, b'n', b'o', b't', b'e', b's', b'/', b'a', b's', b's', b'e', b's', b's', 2,
            b'h', b'i', 0,
        ]),
        vec![3],
    ];
    all.extend(states.iter().map(|states| message::awareness(states)));
    all
}

/// An awareness message's states: client, clock and JSON of each.
fn states(all: &[(u32, u32, &str)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    message::put_number(&mut bytes, u32::try_from(all.len()).expect("a few"));
    for (client, clock, json) in all {
        message::put_number(&mut bytes, *client);
        message::put_number(&mut bytes, *clock);
        message::put_bytes(&mut bytes, json.as_bytes());
    }
    bytes
}

/// Bytes of a socket, in whatever pieces they arrive: the decoder takes the same messages, and holds no more than it may.
pub fn frames() -> Target {
    let mut seeds: Vec<Vec<u8>> = all_messages().iter().map(|message| frame(0x82, message)).collect();
    seeds.push(
        [frame(0x02, b"in "), frame(0x00, b"three "), frame(0x89, b"ping"), frame(0x80, b"parts")].concat(),
    );
    seeds.push([frame(0x8A, b""), frame(0x82, &vec![7; 70_000]), frame(0x88, &[3, 0xE8])].concat());
    seeds.push(frame(0x82, &[9; 300]));
    Target::new("frames", seeds, |bytes| {
        let whole = decoded(&[bytes])?;
        // The first byte says where to cut.
        let cut = bytes.first().map_or(0, |byte| usize::from(*byte) % (bytes.len() + 1));
        let (one, other) = bytes.split_at(cut);
        let cut = decoded(&[one, other])?;
        if whole != cut {
            return Err(format!("in one piece {whole:?}, in two {cut:?}"));
        }
        Ok(whole.1)
    })
}

/// What came out, and whether all of it was as the rules want it.
fn decoded(pieces: &[&[u8]]) -> Result<(Vec<String>, bool), String> {
    let mut decoder = Decoder::default();
    let mut heard = Vec::new();
    for piece in pieces {
        if decoder.feed(piece, LIMITS, |incoming| heard.push(format!("{incoming:?}"))).is_err() {
            return Ok((heard, false));
        }
        if decoder.held() > 2 * LIMITS.message_bytes + piece.len() {
            return Err(format!("{} bytes are held", decoder.held()));
        }
    }
    Ok((heard, true))
}

/// One message.
pub fn messages() -> Target {
    Target::new("messages", all_messages(), |bytes| Ok(Message::read(bytes).is_ok()))
}

/// Who is where: what is sent on can be read again by everybody, and is no larger than it may be.
pub fn presence() -> Target {
    let seeds = all_messages()
        .iter()
        .filter_map(|message| match Message::read(message) {
            Ok(Message::Awareness(states)) => Some(states.to_vec()),
            _ => None,
        })
        .collect();
    Target::new("presence", seeds, |bytes| {
        let mut presence = Presence::default();
        presence.receive(1, &states(&[(9, 1, "{}")])).map_err(|_| "an honest state was refused")?;
        let taken = presence.receive(2, bytes).is_ok();
        let told = [presence.has_changes().then(|| presence.changes()), presence.all()];
        for states in told.into_iter().flatten() {
            Presence::default().receive(3, &states).map_err(|_| "what is sent on can't be read")?;
        }
        let name = presence.name(2);
        if name.chars().count() > 200 {
            return Err(format!("a name of {} characters", name.chars().count()));
        }
        presence.leave(2);
        Ok(taken)
    })
}
