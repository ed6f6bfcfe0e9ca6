//! Private links. A workbook has a token that can edit and one that can only read; the store knows their hashes only.
//!
//! The read token is derived from the edit token, so whoever can edit can always hand out the link that can't, and
//! nobody can get from the one to the other the wrong way round.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Bytes of a token.
pub const TOKEN_BYTES: usize = 32;

/// A private link's secret, as it stands in the address: 43 letters, digits, `-` and `_`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Token([u8; TOKEN_BYTES]);

/// Never the token itself: a token in a log is a door left open.
impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

impl Token {
    /// From random bytes.
    pub fn from_random(bytes: [u8; TOKEN_BYTES]) -> Self {
        Self(bytes)
    }

    /// Reads a token as it stands in an address.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// Finds the token in a pasted link or in the bare token.
    pub fn find(text: &str) -> Option<Self> {
        text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')).find_map(Self::parse)
    }

    /// As it stands in an address.
    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What the store keeps instead of the token.
    pub fn hash(&self) -> [u8; 32] {
        blake3::derive_key("crosswalk 2026 stored token", &self.0)
    }

    /// The token that can only read, for the token that can edit.
    #[must_use]
    pub fn read_only(&self) -> Self {
        Self(blake3::derive_key("crosswalk 2026 read-only link", &self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_found_in_what_people_paste() {
        let token = Token::from_random([7; TOKEN_BYTES]);
        let text = token.text();
        assert_eq!(text.len(), 43);
        for pasted in [text.clone(), format!(" https://x.org/es/w/{text}?a=b "), format!("/w/{text}/history")]
        {
            assert_eq!(Token::find(&pasted), Some(token.clone()), "{pasted}");
        }
        assert_eq!(Token::find("blue-maple-47"), None);
    }

    #[test]
    fn reading_and_editing_are_different_doors() {
        let edit = Token::from_random([7; TOKEN_BYTES]);
        assert_ne!(edit.read_only(), edit);
        assert_eq!(edit.read_only(), Token::from_random([7; TOKEN_BYTES]).read_only());
        assert_ne!(edit.hash(), edit.read_only().hash());
    }
}
