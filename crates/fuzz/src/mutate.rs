//! Small changes to bytes, as chance has it.

use crosswalk_testing::Dice;

/// Longest input; longer ones try nothing new.
const LENGTH_MAX: usize = 200_000;

/// Pieces that mean something to somebody.
const PIECES: [&[u8]; 48] = [
    b"0",
    b"-1",
    b"1",
    b"4294967296",
    b"9223372036854775807",
    b"99999999999999999999",
    b"1e309",
    b"NaN",
    b"\0",
    b"%00",
    b"%",
    b"%ff",
    b"%F0%9F%98%80",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    "😀".as_bytes(),
    "ñ".as_bytes(),
    "\u{202e}".as_bytes(),
    "\u{301}".as_bytes(),
    b"'",
    b"\"",
    b"<b>",
    b"--",
    b"\r\n",
    b"\n",
    b"\t",
    b";",
    b",",
    b"=",
    b"&",
    b"[",
    b"]",
    b"{",
    b"}",
    b"null",
    b"true",
    b"../",
    b"//",
    b"@",
    b"@example.org",
    b"2026-11-28",
    b"9999-99-99",
    b"0000000000000000",
    b"yes",
    b"en",
    b"\x80\x80\x80\x80\x01",
    b"\xff\xff\xff\xff\x0f",
];

/// `bytes` with one to eight changes: bits, bytes and numbers changed, pieces put in, cut out, repeated, or taken from `other`.
pub fn mutate(dice: &mut Dice, bytes: &[u8], other: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let most = *dice.pick(&[1, 1, 2, 3, 8]);
    for _ in 0..=dice.roll(most) {
        let at = dice.roll(bytes.len() + 1);
        let end = (at + 1 + dice.roll(*dice.clone().pick(&[1, 4, 16, 200]))).min(bytes.len());
        match dice.roll(11) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.roll(8),
            1 if at < bytes.len() => bytes[at] = bytes[at].wrapping_add(1),
            2 if at < bytes.len() => {
                bytes[at] = *dice.pick(&[0, 1, 4, 0x44, 0x7F, 0x80, 0x84, 0xC4, 0xFF, b'0', b' '])
            }
            3 => bytes.insert(at, dice.next_number().to_le_bytes()[0]),
            4 => drop(bytes.drain(at..end)),
            5 => {
                let piece = *dice.pick(&PIECES);
                bytes.splice(at..at, piece.iter().copied());
            }
            6 => {
                let piece = *dice.pick(&PIECES);
                bytes.splice(at..end, piece.iter().copied());
            }
            7 => {
                let part = bytes[at..end].repeat(1 + dice.roll(*dice.clone().pick(&[2, 20, 300])));
                bytes.splice(at..at, part);
            }
            8 if !other.is_empty() => {
                let from = dice.roll(other.len());
                let to = (from + 1 + dice.roll(64)).min(other.len());
                bytes.splice(at..end, other[from..to].iter().copied());
            }
            9 => bytes.truncate(at),
            _ => change_number(dice, &mut bytes, at),
        }
        bytes.truncate(LENGTH_MAX);
    }
    bytes
}

/// Puts another number in the place of the next one that is written in digits.
fn change_number(dice: &mut Dice, bytes: &mut Vec<u8>, at: usize) {
    let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit).map(|found| at + found) else { return };
    let end = bytes[start..]
        .iter()
        .position(|byte| !byte.is_ascii_digit())
        .map_or(bytes.len(), |length| start + length);
    let number = *dice.pick(&PIECES[..8]);
    bytes.splice(start..end, number.iter().copied());
}
