//! Why a change is not taken.

/// Why a change was refused. The document is as it was before.
///
/// [`Refusal::code`] is stable and is what translations and scripts go by. Messages never hold what people wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// The bytes are no Yjs update, or one that no honest client sends.
    #[error("This change could not be read. Reload the page and try again.")]
    Malformed,
    /// More bytes than one update may have.
    #[error("This change is too large to take at once. Save smaller parts, at most {limit} bytes each.")]
    UpdateTooLarge {
        /// Bytes.
        limit: usize,
    },
    /// More structs or costlier ones than one update may have.
    #[error("This change has too many parts to take at once. Reload the page and make it in smaller steps.")]
    UpdateTooComplex,
    /// Nested types, formats, embeds, binaries, subdocuments, and entries that are no flat objects.
    #[error("This change holds a kind of content that a workbook does not have.")]
    KindNotAllowed,
    /// A root, stage, question or field name that this workbook does not have.
    #[error("This change is about a place that this workbook does not have. Reload the page and try again.")]
    UnknownPlace,
    /// A field is missing, is of another type, or has a value that is not one of its words.
    #[error("The field \"{field}\" of this change is missing or not valid.")]
    EntryInvalid {
        /// The name of the field.
        field: &'static str,
    },
    /// A text that may not be empty is.
    #[error("The text is empty. Write something first.")]
    EmptyText,
    /// A control character, or a line break in a field of one line.
    #[error("The text holds a control character. Remove it and save again.")]
    ControlCharacter,
    /// The notes of a stage are longer than allowed.
    #[error("The notes of a stage can hold {limit} characters. Shorten them and save again.")]
    NotesTooLong {
        /// UTF-16 units.
        limit: usize,
    },
    /// A comment is longer than allowed.
    #[error("A comment can hold {limit} characters. Shorten it and save again.")]
    CommentTooLong {
        /// UTF-16 units.
        limit: usize,
    },
    /// An own question is longer than allowed.
    #[error("A question can hold {limit} characters. Shorten it and save again.")]
    QuestionTooLong {
        /// UTF-16 units.
        limit: usize,
    },
    /// The title or the community is longer than allowed.
    #[error("The title and the community can hold {limit} characters each. Shorten them and save again.")]
    TitleTooLong {
        /// UTF-16 units.
        limit: usize,
    },
    /// The name that a person signs with is longer than allowed.
    #[error("A name can hold {limit} characters. Shorten it and save again.")]
    NameTooLong {
        /// UTF-16 units.
        limit: usize,
    },
    /// An owner is longer than allowed.
    #[error("An owner can hold {limit} characters. Shorten it and save again.")]
    OwnerTooLong {
        /// UTF-16 units.
        limit: usize,
    },
    /// A stage has all the own questions that it may.
    #[error("A stage can hold {limit} questions of your own. Remove one first.")]
    TooManyQuestions {
        /// Per stage.
        limit: usize,
    },
    /// The workbook has all the comments that it may.
    #[error("A workbook can hold {limit} comments. Remove some first.")]
    TooManyComments {
        /// Per workbook.
        limit: usize,
    },
    /// The document has reached its size.
    #[error("This workbook is full. Export it and start a new one.")]
    DocumentFull,
    /// The change builds on others that the server does not have.
    #[error("This change builds on others that never arrived. Reload the page and try again.")]
    MissingChanges,
    /// A client id that belongs to another device, or to the server.
    #[error("This change is signed as another device. Reload the page and try again.")]
    ForeignClient,
    /// It deletes what is not there.
    #[error("This change deletes text that is not there. Reload the page and try again.")]
    DeleteOutOfRange,
    /// Its neighbours do not stand beside each other, so that copies of the document would differ.
    #[error("This change does not fit the order of the text. Reload the page and try again.")]
    CrossingOrigins,
    /// An edit is about a comment that is not there.
    #[error("This comment is no longer there. Reload the page.")]
    UnknownComment,
    /// An edit is about an own question that is not there.
    #[error("This question is no longer there. Reload the page.")]
    UnknownQuestion,
}

impl Refusal {
    /// The stable kebab-case name.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::Malformed => "malformed",
            Refusal::UpdateTooLarge { .. } => "update-too-large",
            Refusal::UpdateTooComplex => "update-too-complex",
            Refusal::KindNotAllowed => "kind-not-allowed",
            Refusal::UnknownPlace => "unknown-place",
            Refusal::EntryInvalid { .. } => "entry-invalid",
            Refusal::EmptyText => "empty-text",
            Refusal::ControlCharacter => "control-character",
            Refusal::NotesTooLong { .. } => "notes-too-long",
            Refusal::CommentTooLong { .. } => "comment-too-long",
            Refusal::QuestionTooLong { .. } => "question-too-long",
            Refusal::TitleTooLong { .. } => "title-too-long",
            Refusal::NameTooLong { .. } => "name-too-long",
            Refusal::OwnerTooLong { .. } => "owner-too-long",
            Refusal::TooManyQuestions { .. } => "too-many-questions",
            Refusal::TooManyComments { .. } => "too-many-comments",
            Refusal::DocumentFull => "document-full",
            Refusal::MissingChanges => "missing-changes",
            Refusal::ForeignClient => "foreign-client",
            Refusal::DeleteOutOfRange => "delete-out-of-range",
            Refusal::CrossingOrigins => "crossing-origins",
            Refusal::UnknownComment => "unknown-comment",
            Refusal::UnknownQuestion => "unknown-question",
        }
    }

    /// The limit that was reached, for translated messages.
    pub fn limit(&self) -> Option<usize> {
        match *self {
            Refusal::UpdateTooLarge { limit }
            | Refusal::NotesTooLong { limit }
            | Refusal::CommentTooLong { limit }
            | Refusal::QuestionTooLong { limit }
            | Refusal::TitleTooLong { limit }
            | Refusal::NameTooLong { limit }
            | Refusal::OwnerTooLong { limit }
            | Refusal::TooManyQuestions { limit }
            | Refusal::TooManyComments { limit } => Some(limit),
            _ => None,
        }
    }
}

/// Why a stored workbook cannot be opened. The store is damaged, or belongs to another program.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The bytes are not an update in v2 encoding.
    #[error("the stored {part} cannot be decoded: {message}")]
    Decode {
        /// `state`, or the place in the log.
        part: String,
        /// What the decoder said.
        message: String,
    },
    /// Parts that others build on are missing.
    #[error("the stored log has a gap: restore the workbook from a backup, or remove the log after the gap")]
    Gap,
    /// It holds what no workbook holds.
    #[error("the stored document is no workbook: {0}")]
    Foreign(Refusal),
    /// The list of client ids cannot be read.
    #[error("the stored list of client ids cannot be read")]
    Owners,
}
