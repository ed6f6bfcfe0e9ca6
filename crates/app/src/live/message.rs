//! Messages of the y-websocket protocol, and the three that Crosswalk adds for its own pages.
//!
//! A message is a lib0 variable-length number for its kind, then its parts. Byte arrays and texts are preceded by
//! their length. Bytes after the last part are refused.

/// A message from a client, borrowed from the frame it came in.
#[derive(Debug, PartialEq, Eq)]
pub enum Message<'a> {
    /// "This is what I have": a state vector; wants the rest.
    Step1(&'a [u8]),
    /// "This is what you lack": an update. `step2` and `update` differ only in when they are sent.
    Update(&'a [u8]),
    /// Who is where.
    Awareness(&'a [u8]),
    /// Wants to know who is where.
    QueryAwareness,
}

/// Why a message can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a message of the y-websocket protocol")]
pub struct MessageError;

const SYNC: u8 = 0;
const AWARENESS: u8 = 1;
const SAVED: u8 = 100;
const REFUSED: u8 = 101;
const NOTICE: u8 = 102;

/// Reads lib0's encoding from a slice, never past its end.
pub struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// Starts at the first byte.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }
    /// A number of at most 32 bits that takes at most five bytes.
    pub fn number(&mut self) -> Result<u32, MessageError> {
        let mut value = 0u64;
        for place in 0..5 {
            let (&byte, rest) = self.0.split_first().ok_or(MessageError)?;
            self.0 = rest;
            value |= u64::from(byte & 0x7f) << (7 * place);
            if byte < 0x80 {
                return u32::try_from(value).map_err(|_| MessageError);
            }
        }
        Err(MessageError)
    }
    /// A length and that many bytes.
    pub fn bytes(&mut self) -> Result<&'a [u8], MessageError> {
        let length = self.number()? as usize;
        let (taken, rest) = self.0.split_at_checked(length).ok_or(MessageError)?;
        self.0 = rest;
        Ok(taken)
    }
    /// A length and that many bytes of UTF-8.
    pub fn text(&mut self) -> Result<&'a str, MessageError> {
        std::str::from_utf8(self.bytes()?).map_err(|_| MessageError)
    }
    /// Fails unless everything was read.
    pub fn end(&self) -> Result<(), MessageError> {
        if self.0.is_empty() { Ok(()) } else { Err(MessageError) }
    }
}

/// Appends a lib0 number.
pub fn put_number(to: &mut Vec<u8>, mut number: u32) {
    while number > 0x7f {
        to.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    to.push(number.to_le_bytes()[0]);
}

/// Appends a length and the bytes.
pub fn put_bytes(to: &mut Vec<u8>, bytes: &[u8]) {
    put_number(to, u32::try_from(bytes.len()).unwrap_or(u32::MAX));
    to.extend_from_slice(bytes);
}

impl<'a> Message<'a> {
    /// Reads one message.
    pub fn read(bytes: &'a [u8]) -> Result<Self, MessageError> {
        let mut reader = Reader::new(bytes);
        let message = match reader.number()? {
            0 => match reader.number()? {
                0 => Message::Step1(reader.bytes()?),
                1 | 2 => Message::Update(reader.bytes()?),
                _ => return Err(MessageError),
            },
            1 => Message::Awareness(reader.bytes()?),
            3 => Message::QueryAwareness,
            _ => return Err(MessageError),
        };
        reader.end()?;
        Ok(message)
    }
}

fn sync(step: u8, bytes: &[u8]) -> Vec<u8> {
    let mut message = Vec::with_capacity(bytes.len() + 7);
    message.extend_from_slice(&[SYNC, step]);
    put_bytes(&mut message, bytes);
    message
}

/// "This is what I have."
pub fn step1(state_vector: &[u8]) -> Vec<u8> {
    sync(0, state_vector)
}
/// "This is what you lack."
pub fn step2(update: &[u8]) -> Vec<u8> {
    sync(1, update)
}
/// A change as it happens.
pub fn update(update: &[u8]) -> Vec<u8> {
    sync(2, update)
}
/// Who is where, as `y-protocols` encodes it.
pub fn awareness(states: &[u8]) -> Vec<u8> {
    let mut message = vec![AWARENESS];
    put_bytes(&mut message, states);
    message
}
/// `count` more sync messages of this connection are on disk.
pub fn saved(count: u32) -> Vec<u8> {
    let mut message = vec![SAVED];
    put_number(&mut message, count);
    message
}
/// An update was refused; the connection closes next.
pub fn refused(code: &str, reason: &str) -> Vec<u8> {
    let mut message = vec![REFUSED];
    put_bytes(&mut message, code.as_bytes());
    put_bytes(&mut message, reason.as_bytes());
    message
}
/// Something the page should tell the person.
pub fn notice(code: &str) -> Vec<u8> {
    let mut message = vec![NOTICE];
    put_bytes(&mut message, code.as_bytes());
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        assert_eq!(Message::read(&step1(&[0])), Ok(Message::Step1(&[0])));
        assert_eq!(Message::read(&step2(&[1, 2])), Ok(Message::Update(&[1, 2])));
        assert_eq!(Message::read(&update(&[3; 200])), Ok(Message::Update(&[3; 200])));
        assert_eq!(Message::read(&awareness(&[0])), Ok(Message::Awareness(&[0])));
        assert_eq!(Message::read(&[3]), Ok(Message::QueryAwareness));
    }

    #[test]
    fn anything_else_is_an_error_and_never_a_panic() {
        for bad in [
            &[][..],
            &[0],
            &[0, 3],
            &[0, 1, 5, 1],
            &[0, 1, 255, 255, 255, 255, 255],
            &[2, 0],
            &[100, 1],
            &[3, 0],
        ] {
            assert_eq!(Message::read(bad), Err(MessageError), "{bad:?}");
        }
    }
}
