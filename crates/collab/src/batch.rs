//! What a flush hands to the room: bytes to send and to store, and what changed.

use crosswalk_names::{CommentId, QuestionKey, StageKey, Timestamp};
use serde_json::Value;

use crate::entry::Root;
use crate::owners::DeviceId;
use crate::refusal::Refusal;

/// What a change is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The answer to a question.
    Answer(QuestionKey),
    /// Who looks after a question.
    Owner(QuestionKey),
    /// A comment.
    Comment(CommentId),
    /// An own question.
    Question(QuestionKey),
    /// The workbook's title.
    Title,
    /// What the workbook is about.
    Community,
    /// The shared notes of a stage.
    Note(StageKey),
}

impl Subject {
    /// One word for the store: `answer`, `owner`, `comment`, `question`, `title`, `community`, `note`.
    pub fn kind(&self) -> &'static str {
        match self {
            Subject::Answer(_) => "answer",
            Subject::Owner(_) => "owner",
            Subject::Comment(_) => "comment",
            Subject::Question(_) => "question",
            Subject::Title => "title",
            Subject::Community => "community",
            Subject::Note(_) => "note",
        }
    }

    /// The key or id of what it is about; empty for title and community.
    pub fn key(&self) -> &str {
        match self {
            Subject::Answer(key) | Subject::Owner(key) | Subject::Question(key) => key.as_str(),
            Subject::Comment(id) => id.as_str(),
            Subject::Title | Subject::Community => "",
            Subject::Note(stage) => stage.as_str(),
        }
    }

    /// The subject with this [`Subject::kind`] and [`Subject::key`].
    pub fn from_parts(kind: &str, key: &str) -> Option<Self> {
        Some(match kind {
            "answer" => Subject::Answer(key.parse().ok()?),
            "owner" => Subject::Owner(key.parse().ok()?),
            "comment" => Subject::Comment(key.parse().ok()?),
            "question" => Subject::Question(key.parse().ok()?),
            "title" => Subject::Title,
            "community" => Subject::Community,
            "note" => Subject::Note(key.parse().ok()?),
            _ => return None,
        })
    }

    /// Where its entry is; none for notes.
    pub(crate) fn place(&self) -> Option<(Root, String)> {
        match self {
            Subject::Answer(key) => Some((Root::Answers, key.to_string())),
            Subject::Owner(key) => Some((Root::Owners, key.to_string())),
            Subject::Comment(id) => Some((Root::Comments, id.to_string())),
            Subject::Question(key) => Some((Root::Questions, key.to_string())),
            Subject::Title => Some((Root::Meta, "title".into())),
            Subject::Community => Some((Root::Meta, "community".into())),
            Subject::Note(_) => None,
        }
    }

    /// The subject of the entry `key` of a map.
    pub(crate) fn of_entry(root: Root, key: &str) -> Option<Self> {
        match root {
            Root::Meta if key == "title" => Some(Subject::Title),
            Root::Meta if key == "community" => Some(Subject::Community),
            Root::Answers => key.parse().ok().map(Subject::Answer),
            Root::Owners => key.parse().ok().map(Subject::Owner),
            Root::Comments => key.parse().ok().map(Subject::Comment),
            Root::Questions => key.parse().ok().map(Subject::Question),
            Root::Meta | Root::Note(_) => None,
        }
    }
}

/// One change, for history.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What changed.
    pub subject: Subject,
    /// The entry that stood before, as the flat object of the document; none when there was none. Always none
    /// for notes, whose text the caller reads when it wants it.
    pub before: Option<Value>,
    /// The entry written; none for notes, and when an entry was deleted.
    pub after: Option<Value>,
    /// Who: the name in the entry, or of who made the edit. Empty for notes and deleted entries.
    pub by: String,
    /// The moment in the entry. Zero for notes and deleted entries.
    pub at: Timestamp,
    /// The connection that it came over; none for edits of the server.
    pub connection: Option<u64>,
    /// False for a write that came at the same time as a later one and gave way to it.
    pub stands: bool,
}

impl Change {
    /// A change that nobody signed.
    pub(crate) fn bare(subject: Subject, before: Option<Value>, connection: Option<u64>) -> Self {
        let (by, at) = (String::new(), Timestamp::default());
        Self { subject, before, after: None, by, at, connection, stands: true }
    }
}

/// What came of everything queued since the last flush.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Batch {
    /// To send on, in Yjs update encoding v1. Empty updates (two zero bytes) need not be sent.
    pub update: Vec<u8>,
    /// The same in encoding v2, to store. Do not store it when [`Batch::is_empty`].
    pub stored: Vec<u8>,
    /// In the order they came. Of notes one a stage and connection.
    pub changes: Vec<Change>,
    /// Client ids seen for the first time, to store with the update.
    pub new_clients: Vec<(u32, DeviceId)>,
    /// Updates that were queued and then turned out not to fit, by connection. Rare: see the crate's
    /// documentation on crossing origins.
    pub refused: Vec<(u64, Refusal)>,
}

impl Batch {
    /// Whether it changes nothing, because all that was queued was refused.
    pub fn is_empty(&self) -> bool {
        self.update.is_empty() || self.update == [0, 0]
    }
}
