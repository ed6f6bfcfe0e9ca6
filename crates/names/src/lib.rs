//! The shared words of Crosswalk: ids, keys, languages, moments. No I/O, no clock, no randomness.

mod choice;

pub use choice::{Level, Sector, UnknownChoice};

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Why a text is not a [`QuestionKey`], [`StageKey`] or other key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{text:?} is not a key: use 1 to {KEY_MAX} small letters, digits and hyphens, starting with a letter"
)]
pub struct KeyError {
    text: String,
}

/// Longest key, in bytes.
pub const KEY_MAX: usize = 48;

fn check_key(text: &str) -> Result<Box<str>, KeyError> {
    let good = (1..=KEY_MAX).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if good { Ok(text.into()) } else { Err(KeyError { text: text.chars().take(60).collect() }) }
}

macro_rules! key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Box<str>);

        impl $name {
            /// The key as it stands in files, addresses and exports.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl FromStr for $name {
            type Err = KeyError;
            fn from_str(text: &str) -> Result<Self, KeyError> {
                check_key(text).map(Self)
            }
        }
        impl TryFrom<String> for $name {
            type Error = KeyError;
            fn try_from(text: String) -> Result<Self, KeyError> {
                text.parse()
            }
        }
        impl From<$name> for String {
            fn from(key: $name) -> String {
                key.0.into()
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

key!(
    /// Names a checklist, for example `housing-education`.
    ChecklistKey
);
key!(
    /// Names a stage of a checklist, for example `assess`.
    StageKey
);
key!(
    /// Names a question: one of the checklist's (`goal-setting`) or a partnership's own (`own-` and 16 hex digits).
    QuestionKey
);

/// What the key of a partnership's own question starts with; no checklist question may.
pub const OWN_PREFIX: &str = "own-";

impl QuestionKey {
    /// Whether this is a question that the partnership added itself.
    pub fn is_own(&self) -> bool {
        self.0.starts_with(OWN_PREFIX)
    }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }
        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

id!(
    /// One workbook. `UUIDv7`, so that rows of one time lie together.
    WorkbookId
);
id!(
    /// One line of a workbook's history.
    ChangeId
);
id!(
    /// One named snapshot of a workbook.
    SnapshotId
);
id!(
    /// One sending of a workbook to one or more addresses.
    ShareId
);
id!(
    /// One job in the queue.
    JobId
);
id!(
    /// One program that serves the instance, from its start to its end.
    NodeId
);
id!(
    /// One person with an account.
    PersonId
);
id!(
    /// One device on which a person is signed in.
    SessionId
);
id!(
    /// One passkey of a person.
    PasskeyId
);
id!(
    /// One partnership.
    PartnershipId
);
id!(
    /// One organization of a partnership.
    OrganizationId
);
id!(
    /// One invitation into a partnership.
    InvitationId
);
id!(
    /// One line of a partnership's activity log.
    ActivityId
);
id!(
    /// One next step.
    StepId
);
id!(
    /// One question on the agenda of the next meeting.
    AgendaItemId
);
id!(
    /// One thing that an answer rests on.
    EvidenceId
);
id!(
    /// One round of a partnership.
    RoundId
);
id!(
    /// One person's part in a round.
    ResponseId
);
id!(
    /// One meeting.
    MeetingId
);

/// A comment on a question: 16 hex digits, drawn at random by whoever writes it, in the browser or on the server.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CommentId(Box<str>);

impl CommentId {
    /// From 8 random bytes.
    pub fn from_random(bytes: [u8; 8]) -> Self {
        Self(hex(&bytes).into())
    }
    /// The 16 hex digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for CommentId {
    type Err = KeyError;
    fn from_str(text: &str) -> Result<Self, KeyError> {
        if is_hex16(text) {
            Ok(Self(text.into()))
        } else {
            Err(KeyError { text: text.chars().take(60).collect() })
        }
    }
}
impl TryFrom<String> for CommentId {
    type Error = KeyError;
    fn try_from(text: String) -> Result<Self, KeyError> {
        text.parse()
    }
}
impl From<CommentId> for String {
    fn from(id: CommentId) -> String {
        id.0.into()
    }
}
impl fmt::Display for CommentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl QuestionKey {
    /// The key of a new own question, from 8 random bytes.
    pub fn own_from_random(bytes: [u8; 8]) -> Self {
        Self(format!("{OWN_PREFIX}{}", hex(&bytes)).into())
    }
    /// Whether `self` has the shape of an own question's key: `own-` and 16 hex digits.
    pub fn is_well_formed_own(&self) -> bool {
        self.0.strip_prefix(OWN_PREFIX).is_some_and(is_hex16)
    }
}

fn is_hex16(text: &str) -> bool {
    text.len() == 16 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// Small-letter hexadecimal digits of `bytes`.
pub fn hex(bytes: &[u8]) -> String {
    use fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A language that pages, mails and prints come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English, as used in the United States.
    #[default]
    En,
    /// Spanish, neutral Latin American, "usted".
    Es,
}

impl Language {
    /// Every language, the default first.
    pub const ALL: [Language; 2] = [Language::En, Language::Es];

    /// The BCP 47 code: `en` or `es`.
    pub fn code(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Es => "es",
        }
    }
    /// What the language calls itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::En => "English",
            Language::Es => "Español",
        }
    }
    /// The one other language, for the switch in the header.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Language::En => Language::Es,
            Language::Es => Language::En,
        }
    }
}

/// Why a text is not a [`Language`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the language must be \"en\" or \"es\"")]
pub struct LanguageError;

impl FromStr for Language {
    type Err = LanguageError;
    fn from_str(text: &str) -> Result<Self, LanguageError> {
        Language::ALL.into_iter().find(|language| language.code() == text).ok_or(LanguageError)
    }
}
impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A moment: milliseconds since 1970-01-01T00:00Z. The clock that makes it is always handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The moment `milliseconds` later; negative for earlier. Stops at the ends of time instead of wrapping.
    #[must_use]
    pub fn plus(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }
    /// Milliseconds from `earlier` to `self`.
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// One second, in milliseconds.
pub const SECOND: i64 = 1_000;
/// One minute, in milliseconds.
pub const MINUTE: i64 = 60 * SECOND;
/// One hour, in milliseconds.
pub const HOUR: i64 = 60 * MINUTE;
/// One day, in milliseconds.
pub const DAY: i64 = 24 * HOUR;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_take_plain_slugs_only() {
        assert!("goal-setting".parse::<QuestionKey>().is_ok());
        for bad in ["", "Goal", "1st", "goal setting", "ñ", "../x", &"a".repeat(49)] {
            assert!(bad.parse::<QuestionKey>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn own_questions_have_their_own_shape() {
        let key = QuestionKey::own_from_random([0xab; 8]);
        assert_eq!(key.as_str(), "own-abababababababab");
        assert!(key.is_own() && key.is_well_formed_own());
        assert!(!"own-short".parse::<QuestionKey>().expect("a key").is_well_formed_own());
    }
}
