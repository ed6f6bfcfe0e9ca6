//! The code of a meeting: six characters that nobody confuses, to be read off a screen and typed on a phone.

use std::fmt;

/// Digits and letters without those that look alike (0 O, 1 I L, U V).
const ALPHABET: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a code.
pub const LENGTH: usize = 6;
/// Longest text that is looked at, in bytes: a code with spaces and hyphens.
const TYPED_MAX: usize = 64;

/// The code of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Code([u8; LENGTH]);

impl Code {
    /// From random bytes. A remainder of 64 bits by 30 favors no letter that anybody could notice.
    pub fn from_random(bytes: [u8; 8]) -> Self {
        let mut left = u64::from_le_bytes(bytes);
        Self([(); LENGTH].map(|()| {
            let place = usize::try_from(left % ALPHABET.len() as u64).unwrap_or_default();
            left /= ALPHABET.len() as u64;
            ALPHABET[place]
        }))
    }

    /// Reads a code as people type it: in small letters, with spaces or hyphens.
    ///
    /// ```
    /// use crosswalk_app::meetings::code::Code;
    /// assert_eq!(Code::parse(" k7m-2pq ").map(|code| code.to_string()), Some("K7M2PQ".to_owned()));
    /// assert_eq!(Code::parse("K7M2P0"), None);
    /// ```
    pub fn parse(typed: &str) -> Option<Self> {
        if typed.len() > TYPED_MAX {
            return None;
        }
        let mut code = [0; LENGTH];
        let mut typed =
            typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2015}'));
        for place in &mut code {
            let letter = u8::try_from(typed.next()?).ok()?.to_ascii_uppercase();
            *place = ALPHABET.contains(&letter).then_some(letter)?;
        }
        typed.next().is_none().then_some(Self(code))
    }

    /// `ABC-DEF`, to be read from the back row.
    pub fn grouped(self) -> String {
        let text = self.to_string();
        let (first, second) = text.split_at(LENGTH / 2);
        format!("{first}-{second}")
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|&letter| fmt::Write::write_char(f, letter.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_people_type_them() {
        let code = Code::from_random([7; 8]);
        for typed in [code.to_string(), code.grouped(), code.to_string().to_lowercase(), format!(" {code} ")]
        {
            assert_eq!(Code::parse(&typed), Some(code), "{typed}");
        }
        for typed in ["", "ABC", "ABCDEFG", "ABCDE1", "ABCDEO", "ÁBCDEF", &"-".repeat(100)] {
            assert_eq!(Code::parse(typed), None, "{typed}");
        }
        assert_ne!(Code::from_random([8; 8]), code);
    }
}
