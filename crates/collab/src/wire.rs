//! The bytes of a Yjs update v1: read with every count bounded before anything is allocated, and written.
//!
//! Only the syntax is judged here; what an update may say is judged in [`crate::walker`]. Nothing in this file
//! recurses and nothing allocates more than a small multiple of the bytes it was given.
//!
//! ```text
//! update  = n, n * section, deletes
//! section = n, client, clock, n * struct              clocks of the structs follow each other
//! struct  = 0, len                                    garbage: "something was here"
//!         | info, [origin], [right origin],           info: low 4 bits kind of content,
//!           [1, root name, [key]], content                  0x80 origin, 0x40 right origin, 0x20 key
//! content = deleted(1): len | string(4): text | any(8): n, n * value
//! deletes = n, n * (client, n, n * (clock, len))
//! ```

use std::ops::Range;

use crate::refusal::Refusal;

/// One element of the document: the `clock`th that `client` made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Id {
    pub client: u32,
    pub clock: u32,
}

/// A value inside an entry.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Primitive<'a> {
    Null,
    Bool(bool),
    Integer(i64),
    Text(&'a str),
}

/// The fields of one flat object, in the order they came.
pub(crate) type Fields<'a> = Vec<(&'a str, Primitive<'a>)>;

#[derive(Debug)]
pub(crate) enum Content<'a> {
    Garbage,
    Deleted,
    Text(&'a str),
    Object(Fields<'a>),
}

/// One struct of an update, as it was sent.
#[derive(Debug)]
pub(crate) struct Struct<'a> {
    pub clock: u32,
    /// Elements, at least 1.
    pub len: u32,
    pub origin: Option<Id>,
    pub right: Option<Id>,
    /// Root name and key; given exactly when both origins are absent and it is no garbage.
    pub parent: Option<(&'a str, Option<&'a str>)>,
    pub content: Content<'a>,
    /// Where it stands in the update.
    pub bytes: Range<usize>,
}

/// The structs of one client in an update.
#[derive(Debug)]
pub(crate) struct Section {
    pub client: u32,
    pub structs: Range<usize>,
}

/// Deleted elements `start..end` of one client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub client: u32,
    pub start: u32,
    pub end: u32,
}

/// A whole update.
#[derive(Debug, Default)]
pub(crate) struct Parsed<'a> {
    pub sections: Vec<Section>,
    pub structs: Vec<Struct<'a>>,
    /// By client, each client's in ascending order without overlap.
    pub deletes: Vec<Span>,
}

/// Highest clock: the CRDT library computes with signed 32-bit differences.
pub(crate) const CLOCK_MAX: u32 = i32::MAX as u32;

/// Most fields that any entry has, and a few more to name the error well.
const FIELDS_MAX: usize = 12;

/// Counts that one update must keep.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    pub structs: usize,
    pub deletes: usize,
}

const ORIGIN: u8 = 0x80;
const RIGHT: u8 = 0x40;
const KEY: u8 = 0x20;
const GARBAGE: u8 = 0;
const DELETED: u8 = 1;
const STRING: u8 = 4;
const ANY: u8 = 8;

/// Reads a whole update.
pub(crate) fn parse(bytes: &[u8], bounds: Bounds) -> Result<Parsed<'_>, Refusal> {
    let mut reader = Reader::new(bytes);
    let mut parsed = Parsed::default();
    let clients = reader.count(4)?;
    for _ in 0..clients {
        read_section(&mut reader, &mut parsed, bounds)?;
    }
    refuse_twins(parsed.sections.iter().map(|section| section.client))?;
    read_deletes(&mut reader, &mut parsed, bounds)?;
    if reader.rest() == 0 { Ok(parsed) } else { Err(Refusal::Malformed) }
}

fn read_section<'a>(reader: &mut Reader<'a>, parsed: &mut Parsed<'a>, bounds: Bounds) -> Result<(), Refusal> {
    let count = reader.count(2)?;
    if count == 0 {
        return Err(Refusal::Malformed);
    }
    if parsed.structs.len() + count > bounds.structs {
        return Err(Refusal::UpdateTooComplex);
    }
    let client = reader.var()?;
    let mut clock = reader.var()?;
    let first = parsed.structs.len();
    parsed.structs.reserve(count);
    for _ in 0..count {
        let next = read_struct(reader, clock)?;
        clock = clock.checked_add(next.len).filter(|end| *end <= CLOCK_MAX).ok_or(Refusal::Malformed)?;
        parsed.structs.push(next);
    }
    parsed.sections.push(Section { client, structs: first..parsed.structs.len() });
    Ok(())
}

fn read_struct<'a>(reader: &mut Reader<'a>, clock: u32) -> Result<Struct<'a>, Refusal> {
    let start = reader.at;
    let info = reader.byte()?;
    if info == GARBAGE {
        let len = reader.length()?;
        let bytes = start..reader.at;
        return Ok(Struct {
            clock,
            len,
            origin: None,
            right: None,
            parent: None,
            content: Content::Garbage,
            bytes,
        });
    }
    let kind = info & 0b1_1111;
    if !matches!(kind, DELETED | STRING | ANY) {
        return Err(Refusal::KindNotAllowed);
    }
    let origin = if info & ORIGIN == 0 { None } else { Some(reader.id()?) };
    let right = if info & RIGHT == 0 { None } else { Some(reader.id()?) };
    let parent = if origin.is_none() && right.is_none() { Some(read_parent(reader, info)?) } else { None };
    let (len, content) = match kind {
        DELETED => (reader.length()?, Content::Deleted),
        STRING => {
            let text = reader.text()?;
            (utf16_len(text), Content::Text(text))
        }
        _ => (1, Content::Object(read_object(reader)?)),
    };
    if len == 0 {
        return Err(Refusal::Malformed);
    }
    Ok(Struct { clock, len, origin, right, parent, content, bytes: start..reader.at })
}

/// A parent is a root, by name. A parent by id would be a nested type, and workbooks have none.
fn read_parent<'a>(reader: &mut Reader<'a>, info: u8) -> Result<(&'a str, Option<&'a str>), Refusal> {
    if reader.var()? != 1 {
        return Err(Refusal::KindNotAllowed);
    }
    let root = reader.text()?;
    let key = if info & KEY == 0 { None } else { Some(reader.text()?) };
    Ok((root, key))
}

/// Exactly one flat object of primitive values.
fn read_object<'a>(reader: &mut Reader<'a>) -> Result<Fields<'a>, Refusal> {
    if reader.var()? != 1 || reader.byte()? != 118 {
        return Err(Refusal::KindNotAllowed);
    }
    let count = reader.count(2)?;
    if count > FIELDS_MAX {
        return Err(Refusal::KindNotAllowed);
    }
    let mut fields = Fields::with_capacity(count);
    for _ in 0..count {
        let name = reader.text()?;
        fields.push((name, read_primitive(reader)?));
    }
    Ok(fields)
}

fn read_primitive<'a>(reader: &mut Reader<'a>) -> Result<Primitive<'a>, Refusal> {
    match reader.byte()? {
        126 => Ok(Primitive::Null),
        125 => Ok(Primitive::Integer(reader.signed()?)),
        124 => integer(f64::from(f32::from_be_bytes(reader.array()?))),
        123 => integer(f64::from_be_bytes(reader.array()?)),
        121 => Ok(Primitive::Bool(false)),
        120 => Ok(Primitive::Bool(true)),
        119 => Ok(Primitive::Text(reader.text()?)),
        // Undefined, big integers, objects, lists, bytes and what nobody has defined yet.
        _ => Err(Refusal::KindNotAllowed),
    }
}

/// Whole numbers travel as floats when they are large, as moments are.
pub(crate) fn integer<'a>(number: f64) -> Result<Primitive<'a>, Refusal> {
    const SAFE: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() <= SAFE {
        #[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53")]
        Ok(Primitive::Integer(number as i64))
    } else {
        Err(Refusal::KindNotAllowed)
    }
}

fn read_deletes(reader: &mut Reader<'_>, parsed: &mut Parsed<'_>, bounds: Bounds) -> Result<(), Refusal> {
    let clients = reader.count(2)?;
    let mut seen = Vec::with_capacity(clients);
    for _ in 0..clients {
        let client = reader.var()?;
        seen.push(client);
        let ranges = reader.count(2)?;
        if parsed.deletes.len() + ranges > bounds.deletes {
            return Err(Refusal::UpdateTooComplex);
        }
        let mut last = 0;
        for _ in 0..ranges {
            let start = reader.var()?;
            let end = start.checked_add(reader.length()?).ok_or(Refusal::DeleteOutOfRange)?;
            if start < last {
                return Err(Refusal::Malformed);
            }
            last = end;
            parsed.deletes.push(Span { client, start, end });
        }
    }
    refuse_twins(seen.into_iter())
}

/// Each client has one section.
fn refuse_twins(clients: impl ExactSizeIterator<Item = u32>) -> Result<(), Refusal> {
    if clients.len() < 2 {
        return Ok(());
    }
    let mut sorted: Vec<u32> = clients.collect();
    sorted.sort_unstable();
    if sorted.windows(2).any(|pair| pair[0] == pair[1]) { Err(Refusal::Malformed) } else { Ok(()) }
}

/// Reads a state vector: which clock of which client a replica has reached.
pub(crate) fn parse_state_vector(bytes: &[u8]) -> Result<Vec<Id>, Refusal> {
    let mut reader = Reader::new(bytes);
    let count = reader.count(2)?;
    let mut ids = Vec::with_capacity(count);
    for _ in 0..count {
        ids.push(reader.id()?);
    }
    if reader.rest() == 0 { Ok(ids) } else { Err(Refusal::Malformed) }
}

/// How many UTF-16 units `text` takes: one a character, two for those outside the basic plane.
pub(crate) fn utf16_len(text: &str) -> u32 {
    let units =
        text.bytes().map(|byte| usize::from(byte & 0xC0 != 0x80) + usize::from(byte >= 0xF0)).sum::<usize>();
    u32::try_from(units).unwrap_or(u32::MAX)
}

/// `text` from the `units`th UTF-16 unit on; none when that would cut a character in two.
pub(crate) fn skip_utf16(text: &str, units: u32) -> Option<&str> {
    let mut left = units as usize;
    for (at, character) in text.char_indices() {
        if left == 0 {
            return Some(&text[at..]);
        }
        left = left.checked_sub(character.len_utf16())?;
    }
    (left == 0).then_some("")
}

/// Reads lib0 encoding.
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub(crate) fn rest(&self) -> usize {
        self.bytes.len() - self.at
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], Refusal> {
        let end = self.at.checked_add(count).ok_or(Refusal::Malformed)?;
        let slice = self.bytes.get(self.at..end).ok_or(Refusal::Malformed)?;
        self.at = end;
        Ok(slice)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], Refusal> {
        self.take(N)?.try_into().map_err(|_| Refusal::Malformed)
    }

    pub(crate) fn byte(&mut self) -> Result<u8, Refusal> {
        let byte = *self.bytes.get(self.at).ok_or(Refusal::Malformed)?;
        self.at += 1;
        Ok(byte)
    }

    /// An unsigned number of at most 32 bits.
    pub(crate) fn var(&mut self) -> Result<u32, Refusal> {
        let mut number = 0u64;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return u32::try_from(number).map_err(|_| Refusal::Malformed);
            }
        }
        Err(Refusal::Malformed)
    }

    /// A signed number: the first byte holds sign and six bits.
    fn signed(&mut self) -> Result<i64, Refusal> {
        let first = self.byte()?;
        let mut number = i64::from(first & 0x3F);
        let negative = first & 0x40 != 0;
        let (mut more, mut shift) = (first & 0x80 != 0, 6);
        while more {
            if shift > 48 {
                return Err(Refusal::Malformed);
            }
            let byte = self.byte()?;
            number |= i64::from(byte & 0x7F) << shift;
            shift += 7;
            more = byte & 0x80 != 0;
        }
        Ok(if negative { -number } else { number })
    }

    /// A count of things that take at least `each` bytes, so that no count can exceed what was sent.
    pub(crate) fn count(&mut self, each: usize) -> Result<usize, Refusal> {
        let count = self.var()? as usize;
        if count > self.rest() / each { Err(Refusal::Malformed) } else { Ok(count) }
    }

    /// A length of at least 1 and at most [`CLOCK_MAX`].
    fn length(&mut self) -> Result<u32, Refusal> {
        match self.var()? {
            0 => Err(Refusal::Malformed),
            length if length > CLOCK_MAX => Err(Refusal::Malformed),
            length => Ok(length),
        }
    }

    fn id(&mut self) -> Result<Id, Refusal> {
        Ok(Id { client: self.var()?, clock: self.var()? })
    }

    fn text(&mut self) -> Result<&'a str, Refusal> {
        let length = self.var()? as usize;
        std::str::from_utf8(self.take(length)?).map_err(|_| Refusal::Malformed)
    }
}

/// Writes a lib0 unsigned number.
pub(crate) fn put_var(out: &mut Vec<u8>, number: usize) {
    let mut left = number;
    loop {
        let [low, ..] = left.to_le_bytes();
        left >>= 7;
        if left == 0 {
            out.push(low & 0x7F);
            return;
        }
        out.push(low | 0x80);
    }
}

fn put_id(out: &mut Vec<u8>, id: Id) {
    put_var(out, id.client as usize);
    put_var(out, id.clock as usize);
}

/// Writes the part of a struct that follows its first `offset` elements, which the document already has: it
/// then stands directly after the element before it.
pub(crate) fn put_tail(
    out: &mut Vec<u8>,
    client: u32,
    part: &Struct<'_>,
    offset: u32,
) -> Result<(), Refusal> {
    let left = (part.len - offset) as usize;
    if matches!(part.content, Content::Garbage) {
        out.push(GARBAGE);
        put_var(out, left);
        return Ok(());
    }
    let kind = if matches!(part.content, Content::Deleted) { DELETED } else { STRING };
    out.push(kind | ORIGIN | if part.right.is_some() { RIGHT } else { 0 });
    put_id(out, Id { client, clock: part.clock + offset - 1 });
    if let Some(right) = part.right {
        put_id(out, right);
    }
    match part.content {
        Content::Text(text) => {
            let tail = skip_utf16(text, offset).ok_or(Refusal::Malformed)?;
            put_var(out, tail.len());
            out.extend_from_slice(tail.as_bytes());
        }
        Content::Deleted => put_var(out, left),
        Content::Garbage | Content::Object(_) => return Err(Refusal::Malformed),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Bounds = Bounds { structs: 100, deletes: 100 };

    #[test]
    fn counts_are_checked_before_anything_is_allocated() {
        assert_eq!(parse(&[0x80, 0x80, 0x80, 0x40], BOUNDS).unwrap_err(), Refusal::Malformed);
        assert_eq!(parse(&[1, 0xFF, 0xFF, 0xFF, 0x7F, 1, 0], BOUNDS).unwrap_err(), Refusal::Malformed);
    }

    #[test]
    fn trailing_bytes_and_twin_clients_are_refused() {
        assert!(parse(&[0, 0], BOUNDS).is_ok());
        assert!(parse(&[0, 0, 0], BOUNDS).is_err());
        let twins = [2, 1, 7, 0, 4, 1, 1, b'n', 1, b'x', 1, 7, 1, 0x84, 7, 0, 1, b'y', 0];
        assert!(parse(&twins, BOUNDS).is_err());
    }

    #[test]
    fn lengths_are_in_utf16_units() {
        assert_eq!(utf16_len("aé漢😀"), 5);
        assert_eq!(skip_utf16("a😀b", 3), Some("b"));
        assert_eq!(skip_utf16("a😀b", 2), None);
        assert_eq!(skip_utf16("ab", 2), Some(""));
    }

    #[test]
    fn large_numbers_are_floats() {
        assert_eq!(integer(1.7e12), Ok(Primitive::Integer(1_700_000_000_000)));
        assert!(integer(f64::NAN).is_err() && integer(0.5).is_err() && integer(f64::INFINITY).is_err());
    }
}
