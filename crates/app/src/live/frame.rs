//! WebSocket frames (RFC 6455), the server's side, over bytes only.
//!
//! Own code because a thousand readers of one workbook cost 134 KB each with the library's buffers; the figures and
//! the reasoning are in docs/adr/0002. Nothing here is ever larger than what has arrived and [`Limits`] allow.

use bytes::Bytes;
use sha1::{Digest, Sha1};

/// What one connection may send.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Longest message, all fragments together, in bytes.
    pub message_bytes: usize,
    /// Most fragments of one message.
    pub fragments: usize,
}

/// A whole message or a control frame from the other side.
#[derive(Debug, PartialEq, Eq)]
pub enum Incoming {
    /// A binary message.
    Binary(Vec<u8>),
    /// A ping, to be answered with the same bytes.
    Ping(Vec<u8>),
    /// An answer to our ping.
    Pong,
    /// The other side says good-bye.
    Close,
}

/// Why a connection can't go on: the close code to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// The bytes are not RFC 6455: close code 1002.
    #[error("protocol error")]
    Protocol,
    /// Text where binary is spoken: close code 1003.
    #[error("only binary messages")]
    Text,
    /// Longer than allowed: close code 1009.
    #[error("message too long")]
    TooLong,
}

impl FrameError {
    /// The close code of RFC 6455 section 7.4.
    pub fn code(self) -> u16 {
        match self {
            FrameError::Protocol => 1002,
            FrameError::Text => 1003,
            FrameError::TooLong => 1009,
        }
    }
}

const CONTINUATION: u8 = 0;
const TEXT: u8 = 1;
const BINARY: u8 = 2;
const CLOSE: u8 = 8;
const PING: u8 = 9;
const PONG: u8 = 10;

/// Longest payload of a control frame (RFC 6455 section 5.5).
const CONTROL_MAX: usize = 125;

/// Puts incoming bytes together into messages. Holds no more than the unfinished message.
#[derive(Debug, Default)]
pub struct Decoder {
    /// Bytes of a frame that is not complete yet.
    partial: Vec<u8>,
    /// Fragments so far of a message that is not complete yet.
    message: Option<Vec<u8>>,
    fragments: usize,
}

struct Header {
    fin: bool,
    opcode: u8,
    mask: [u8; 4],
    start: usize,
    length: usize,
}

impl Decoder {
    /// Whether a message has begun and not ended, so that a reader can put a time limit on it.
    pub fn is_waiting(&self) -> bool {
        !self.partial.is_empty() || self.message.is_some()
    }

    /// Bytes held for the unfinished message.
    pub fn held(&self) -> usize {
        self.partial.len() + self.message.as_ref().map_or(0, Vec::len)
    }

    /// Takes what arrived and hands each complete message to `take`, until one of them asks to stop.
    pub fn feed(
        &mut self,
        arrived: &[u8],
        limits: Limits,
        mut take: impl FnMut(Incoming),
    ) -> Result<(), FrameError> {
        // The usual case, whole frames in one read, is parsed in place; only a rest is kept.
        if self.partial.is_empty() {
            let used = self.take_frames(arrived, limits, &mut take)?;
            self.partial.extend_from_slice(&arrived[used..]);
            return Ok(());
        }
        self.partial.extend_from_slice(arrived);
        let held = std::mem::take(&mut self.partial);
        let used = self.take_frames(&held, limits, &mut take)?;
        // Nothing is copied while a long frame is still arriving.
        self.partial = held;
        self.partial.drain(..used);
        if self.partial.is_empty() {
            self.partial = Vec::new();
        }
        Ok(())
    }

    /// Takes every complete frame at the front of `bytes`; how many bytes those were.
    fn take_frames(
        &mut self,
        bytes: &[u8],
        limits: Limits,
        take: &mut impl FnMut(Incoming),
    ) -> Result<usize, FrameError> {
        let mut used = 0;
        while let Some(header) = Self::header(&bytes[used..], limits)? {
            let (start, end) = (used + header.start, used + header.start + header.length);
            let Some(masked) = bytes.get(start..end) else { break };
            let payload: Vec<u8> =
                masked.iter().zip(header.mask.iter().cycle()).map(|(byte, key)| byte ^ key).collect();
            used = end;
            if let Some(incoming) = self.accept(&header, payload, limits)? {
                take(incoming);
            }
        }
        Ok(used)
    }

    fn header(bytes: &[u8], limits: Limits) -> Result<Option<Header>, FrameError> {
        let (Some(&first), Some(&second)) = (bytes.first(), bytes.get(1)) else { return Ok(None) };
        let (fin, opcode) = (first & 0x80 != 0, first & 0x0f);
        let reserved = first & 0x70 != 0;
        let masked = second & 0x80 != 0;
        if reserved || !masked || !matches!(opcode, CONTINUATION | TEXT | BINARY | CLOSE | PING | PONG) {
            return Err(FrameError::Protocol);
        }
        let short = usize::from(second & 0x7f);
        let (length, mask_at) = match short {
            126 => match bytes.get(2..4) {
                Some(raw) => (usize::from(u16::from_be_bytes([raw[0], raw[1]])), 4),
                None => return Ok(None),
            },
            127 => match bytes.get(2..10).and_then(|raw| <[u8; 8]>::try_from(raw).ok()) {
                Some(raw) => (usize::try_from(u64::from_be_bytes(raw)).map_err(|_| FrameError::TooLong)?, 10),
                None => return Ok(None),
            },
            _ => (short, 2),
        };
        if opcode >= CLOSE && (length > CONTROL_MAX || !fin) {
            return Err(FrameError::Protocol);
        }
        if length > limits.message_bytes {
            return Err(FrameError::TooLong);
        }
        let Some(mask) = bytes.get(mask_at..mask_at + 4).and_then(|raw| <[u8; 4]>::try_from(raw).ok()) else {
            return Ok(None);
        };
        Ok(Some(Header { fin, opcode, mask, start: mask_at + 4, length }))
    }

    fn accept(
        &mut self,
        header: &Header,
        payload: Vec<u8>,
        limits: Limits,
    ) -> Result<Option<Incoming>, FrameError> {
        match header.opcode {
            CLOSE => return Ok(Some(Incoming::Close)),
            PING => return Ok(Some(Incoming::Ping(payload))),
            PONG => return Ok(Some(Incoming::Pong)),
            TEXT => return Err(FrameError::Text),
            BINARY if self.message.is_some() => return Err(FrameError::Protocol),
            BINARY if header.fin => return Ok(Some(Incoming::Binary(payload))),
            BINARY => {
                self.message = Some(payload);
                self.fragments = 1;
            }
            _ => {
                let message = self.message.as_mut().ok_or(FrameError::Protocol)?;
                self.fragments += 1;
                if message.len() + payload.len() > limits.message_bytes || self.fragments > limits.fragments {
                    return Err(FrameError::TooLong);
                }
                message.extend_from_slice(&payload);
                if header.fin {
                    return Ok(self.message.take().map(Incoming::Binary));
                }
            }
        }
        Ok(None)
    }
}

fn encode(opcode: u8, payload: &[u8]) -> Bytes {
    let mut frame = Vec::with_capacity(payload.len() + 10);
    frame.push(0x80 | opcode);
    match payload.len() {
        length @ 0..=125 => frame.push(u8::try_from(length).expect("at most 125")),
        length => {
            if let Ok(length) = u16::try_from(length) {
                frame.push(126);
                frame.extend_from_slice(&length.to_be_bytes());
            } else {
                frame.push(127);
                frame.extend_from_slice(&(length as u64).to_be_bytes());
            }
        }
    }
    frame.extend_from_slice(payload);
    frame.into()
}

/// One binary message as a frame, ready to be written to any number of sockets.
pub fn binary(payload: &[u8]) -> Bytes {
    encode(BINARY, payload)
}

/// The answer to a ping.
pub fn pong(payload: &[u8]) -> Bytes {
    encode(PONG, payload)
}

/// A ping without payload: it tells whether the other side still listens.
pub fn ping() -> Bytes {
    encode(PING, &[])
}

/// The last frame of a connection. `code` is one of RFC 6455 section 7.4 or 4000 to 4999.
pub fn close(code: u16) -> Bytes {
    encode(CLOSE, &code.to_be_bytes())
}

/// `Sec-WebSocket-Accept` for a `Sec-WebSocket-Key` (RFC 6455 section 4.2.2).
pub fn accept_key(key: &str) -> String {
    use base64::Engine as _;
    let mut hash = Sha1::new();
    hash.update(key.as_bytes());
    hash.update(b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
    base64::engine::general_purpose::STANDARD.encode(hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { message_bytes: 1000, fragments: 4 };

    fn masked(first: u8, payload: &[u8]) -> Vec<u8> {
        let mask = [1, 2, 3, 4];
        let mut frame = vec![first];
        let length = u16::try_from(payload.len()).expect("short").to_be_bytes();
        if payload.len() < 126 {
            frame.push(0x80 | length[1]);
        } else {
            frame.push(0x80 | 0x7e);
            frame.extend_from_slice(&length);
        }
        frame.extend_from_slice(&mask);
        frame.extend(payload.iter().zip(mask.iter().cycle()).map(|(byte, key)| byte ^ key));
        frame
    }

    fn all(decoder: &mut Decoder, bytes: &[u8]) -> Result<Vec<Incoming>, FrameError> {
        let mut got = Vec::new();
        decoder.feed(bytes, LIMITS, |incoming| got.push(incoming))?;
        Ok(got)
    }

    #[test]
    fn the_example_of_the_standard() {
        assert_eq!(accept_key("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    #[test]
    fn messages_survive_any_split() {
        let mut stream = masked(0x82, b"one");
        stream.extend(masked(0x02, b"two "));
        stream.extend(masked(0x89, b"ping"));
        stream.extend(masked(0x80, b"halves"));
        stream.extend(masked(0x82, &[7; 300]));
        let expected = [
            Incoming::Binary(b"one".to_vec()),
            Incoming::Ping(b"ping".to_vec()),
            Incoming::Binary(b"two halves".to_vec()),
            Incoming::Binary(vec![7; 300]),
        ];
        for size in 1..=stream.len() {
            let mut decoder = Decoder::default();
            let got: Vec<_> =
                stream.chunks(size).flat_map(|part| all(&mut decoder, part).expect("good")).collect();
            assert_eq!(got, expected, "pieces of {size}");
            assert!(!decoder.is_waiting());
        }
    }

    #[test]
    fn what_breaks_the_rules_ends_the_connection() {
        let check = |bytes: &[u8], error| assert_eq!(all(&mut Decoder::default(), bytes), Err(error));
        check(&[0x82, 0x03, 1, 2, 3], FrameError::Protocol); // not masked
        check(&[0xc2, 0x80], FrameError::Protocol); // reserved bit
        check(&masked(0x81, b"text"), FrameError::Text);
        check(&masked(0x80, b"continues nothing"), FrameError::Protocol);
        check(&[0x82, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0], FrameError::TooLong);
        let endless: Vec<u8> =
            [masked(0x02, b"a"), masked(0, b"b"), masked(0, b""), masked(0, b""), masked(0, b"")].concat();
        check(&endless, FrameError::TooLong);
    }
}
