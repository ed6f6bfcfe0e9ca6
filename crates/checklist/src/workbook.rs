//! What one workbook holds, as a plain value, and its export.

use std::collections::BTreeMap;

use crosswalk_names::{ChecklistKey, CommentId, Language, QuestionKey, StageKey, Timestamp};
use serde::{Deserialize, Serialize};

/// An answer to a question. "Not answered" is the absence of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// "Not yet".
    NotYet,
    /// "In progress".
    InProgress,
    /// "Yes".
    Yes,
    /// "I don't know", offered where one person fills in a copy alone. It stays in the total, counts as answered, and
    /// never as yes.
    DontKnow,
    /// "Doesn't apply": the question leaves the total.
    NotApplicable,
}

impl Answer {
    /// In the order of the page.
    pub const ALL: [Answer; 5] =
        [Answer::NotYet, Answer::InProgress, Answer::Yes, Answer::DontKnow, Answer::NotApplicable];

    /// Whether a question offers this answer. "I don't know" is for the copy that one person fills in alone; elsewhere
    /// only a question that holds it already shows it, so that nothing is hidden.
    ///
    /// ```
    /// use crosswalk_checklist::Answer;
    /// let shown = |individual, held| Answer::ALL.into_iter().filter(|one| one.is_offered(individual, held)).count();
    /// assert_eq!(shown(true, None), 5);
    /// assert_eq!(shown(false, Some(Answer::Yes)), 4);
    /// assert_eq!(shown(false, Some(Answer::DontKnow)), 5);
    /// ```
    pub fn is_offered(self, individual: bool, held: Option<Answer>) -> bool {
        self != Answer::DontKnow || individual || held == Some(Answer::DontKnow)
    }

    /// The word in forms, exports and the live document: `not_yet`, `in_progress`, `yes`, `dont_know`,
    /// `not_applicable`.
    pub fn as_str(self) -> &'static str {
        match self {
            Answer::NotYet => "not_yet",
            Answer::InProgress => "in_progress",
            Answer::Yes => "yes",
            Answer::DontKnow => "dont_know",
            Answer::NotApplicable => "not_applicable",
        }
    }

    /// The answer that `word` stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Answer::ALL.into_iter().find(|answer| answer.as_str() == word)
    }
}

/// An answer with its author. `by` is the name the person gave, or empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// What was answered.
    pub value: Answer,
    /// Display name, at most 80 characters; empty when no name was given.
    #[serde(default)]
    pub by: String,
    /// When, by the clock of the person's device.
    pub at: Timestamp,
}

/// Who looks after a question: a free text, usually a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The owner, at most 120 characters, never empty.
    pub name: String,
    /// Who wrote it.
    #[serde(default)]
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A text with its author: the workbook's title and community.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Signed {
    /// At most 200 characters; empty when not given.
    pub text: String,
    /// Who wrote it last.
    #[serde(default)]
    pub by: String,
    /// When.
    #[serde(default)]
    pub at: Timestamp,
}

/// A short signed note on a question, or a reply to one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Its id within the workbook.
    pub id: CommentId,
    /// The question it is about.
    pub question: QuestionKey,
    /// The comment it answers. A reply to a reply hangs under the same first comment on screen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<CommentId>,
    /// At most 2,000 characters, never empty.
    pub text: String,
    /// Who wrote it.
    #[serde(default)]
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A question that the partnership added to a stage. It is answered like the others and counted apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnQuestion {
    /// `own-` and 16 hex digits.
    pub key: QuestionKey,
    /// The stage it belongs to.
    pub stage: StageKey,
    /// At most 500 characters, never empty.
    pub text: String,
    /// Who added or last edited it.
    #[serde(default)]
    pub by: String,
    /// When it was last edited.
    pub at: Timestamp,
    /// Its place: own questions of a stage stand in order of `created`, then key.
    pub created: Timestamp,
}

/// All that people wrote into one workbook. Removed comments and questions are not in it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Workbook {
    /// What people call this workbook.
    #[serde(default)]
    pub title: Signed,
    /// The place or group it is about.
    #[serde(default)]
    pub community: Signed,
    /// By question, own questions included.
    #[serde(default)]
    pub answers: BTreeMap<QuestionKey, Answered>,
    /// By question.
    #[serde(default)]
    pub owners: BTreeMap<QuestionKey, Owner>,
    /// In order of `at`, then id.
    #[serde(default)]
    pub comments: Vec<Comment>,
    /// In order of stage key, `created`, then key.
    #[serde(default)]
    pub questions: Vec<OwnQuestion>,
    /// The shared notes of each stage that has any. At most 20,000 characters each.
    #[serde(default)]
    pub notes: BTreeMap<StageKey, String>,
}

impl Workbook {
    /// The answer to `question`, if there is one.
    pub fn answer(&self, question: &QuestionKey) -> Option<Answer> {
        self.answers.get(question).map(|answered| answered.value)
    }
    /// The own questions of `stage`, in their order.
    pub fn own_questions<'a>(&'a self, stage: &'a StageKey) -> impl Iterator<Item = &'a OwnQuestion> {
        self.questions.iter().filter(move |question| &question.stage == stage)
    }
    /// An own question by its key.
    pub fn own_question(&self, key: &QuestionKey) -> Option<&OwnQuestion> {
        self.questions.iter().find(|question| &question.key == key)
    }
    /// The comments on `question`, in order of time.
    pub fn comments_on<'a>(&'a self, question: &'a QuestionKey) -> impl Iterator<Item = &'a Comment> {
        self.comments.iter().filter(move |comment| &comment.question == question)
    }
    /// The notes of `stage`, empty when there are none.
    pub fn note(&self, stage: &StageKey) -> &str {
        self.notes.get(stage).map_or("", String::as_str)
    }
}

/// Which checklist, and which edition of it, a workbook answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedChecklist {
    /// For example `housing-education`.
    pub key: ChecklistKey,
    /// For example `2026.1`.
    pub version: String,
}

/// A workbook as JSON, the documented exchange format. `format` and `version` come first so that a reader knows what
/// it holds; unknown fields are ignored, so later versions may add some.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Export {
    /// Always [`Export::FORMAT`].
    pub format: String,
    /// Always [`Export::VERSION`].
    pub version: u32,
    /// The checklist it answers.
    pub checklist: ExportedChecklist,
    /// The language the workbook was started in.
    pub language: Language,
    /// When it was exported.
    pub exported_at: Timestamp,
    /// What people wrote.
    pub workbook: Workbook,
}

/// Why a file is not an export that can be read.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The JSON does not have the fields of an export.
    #[error("line {line}, column {column}: {message}")]
    Json {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// What is wrong there.
        message: String,
    },
    /// `format` is another word.
    #[error("this is not a Crosswalk workbook: \"format\" should be \"{}\"", Export::FORMAT)]
    Format,
    /// `version` is one that this program does not know.
    #[error("this file has version {0}; this program reads version 1")]
    Version(u32),
}

impl Export {
    /// The value of `format`.
    pub const FORMAT: &'static str = "crosswalk-workbook";
    /// The value of `version`.
    pub const VERSION: u32 = 1;

    /// Reads an export. Limits and keys are checked later, when it is put into a document.
    pub fn from_json(text: &str) -> Result<Self, ExportError> {
        let export: Export = serde_json::from_str(text).map_err(|error| ExportError::Json {
            line: error.line(),
            column: error.column(),
            message: error.to_string(),
        })?;
        if export.format != Self::FORMAT {
            return Err(ExportError::Format);
        }
        if export.version != Self::VERSION {
            return Err(ExportError::Version(export.version));
        }
        Ok(export)
    }
}
