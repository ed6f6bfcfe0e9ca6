//! What a workbook may hold, and how much of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crosswalk_checklist::Checklist;
use crosswalk_names::{QuestionKey, StageKey};

/// The stages and questions that a workbook's entries may name. Everything else is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    stages: Vec<StageKey>,
    note_roots: Vec<Arc<str>>,
    questions: BTreeSet<QuestionKey>,
}

/// A checklist has a handful of stages; a place in the list fits one byte.
const STAGES_MAX: usize = 64;

impl Shape {
    /// The shape that a checklist gives. Stages after the 64th are left out.
    pub fn of(checklist: &Checklist) -> Self {
        Self::new(
            checklist.stages.iter().map(|stage| stage.key.clone()),
            checklist.questions().map(|question| question.key.clone()),
        )
    }

    /// A shape from bare keys.
    pub fn new(
        stages: impl IntoIterator<Item = StageKey>,
        questions: impl IntoIterator<Item = QuestionKey>,
    ) -> Self {
        let stages: Vec<StageKey> = stages.into_iter().take(STAGES_MAX).collect();
        let note_roots = stages.iter().map(|stage| format!("notes/{stage}").into()).collect();
        Self { stages, note_roots, questions: questions.into_iter().collect() }
    }

    /// The stages, in order.
    pub fn stages(&self) -> &[StageKey] {
        &self.stages
    }

    /// The names of the shared texts, `notes/<stage key>`, in the order of the stages.
    pub(crate) fn note_roots(&self) -> &[Arc<str>] {
        &self.note_roots
    }

    /// The place of a stage in [`Shape::stages`].
    pub(crate) fn stage_index(&self, stage: &str) -> Option<usize> {
        self.stages.iter().position(|key| key.as_str() == stage)
    }

    /// Whether entries may be about `key`: a checklist question or a well-formed own one.
    pub fn allows_question(&self, key: &str) -> bool {
        self.questions.contains(key) || is_own_key(key)
    }
}

/// `own-` and 16 small hex digits.
pub(crate) fn is_own_key(key: &str) -> bool {
    key.strip_prefix(crosswalk_names::OWN_PREFIX).is_some_and(is_hex16)
}

/// 16 small hex digits.
pub(crate) fn is_hex16(text: &str) -> bool {
    text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// The limits of one workbook. Lengths of text are in UTF-16 code units, which is what browsers count for
/// `maxlength` and what Yjs counts for positions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Shared notes of one stage, UTF-16 units.
    pub notes_max: usize,
    /// One comment, UTF-16 units.
    pub comment_max: usize,
    /// The workbook's title, or its community, UTF-16 units.
    pub title_max: usize,
    /// The name that a person signs with, UTF-16 units.
    pub name_max: usize,
    /// The owner of a question, UTF-16 units.
    pub owner_max: usize,
    /// One own question, UTF-16 units.
    pub question_max: usize,
    /// Own questions of one stage that are not removed.
    pub own_questions_per_stage: usize,
    /// Comments of one workbook that are not removed.
    pub comments_max: usize,
    /// Entries of all maps together, removed ones and answers to removed questions included.
    pub entries_max: usize,
    /// The whole document in Yjs update encoding v1, bytes.
    pub document_bytes: usize,
    /// Runs of text and ranges of deletions in the whole document; bounds its memory where
    /// `document_bytes` alone would not (a run of one letter costs some 250 bytes).
    pub document_structs: usize,
    /// One update, bytes.
    pub update_bytes: usize,
    /// Structs in one update.
    pub structs_per_update: usize,
    /// Worst-case steps that one update may cost when its insertions conflict with others'. Ten million are
    /// about half a second.
    pub conflict_steps_per_update: usize,
    /// Updates of one connection whose order can only be checked by loading the document again
    /// (3 to 20 ms each).
    pub verifications_per_connection: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            notes_max: 20_000,
            comment_max: 2_000,
            title_max: 200,
            name_max: 80,
            owner_max: 120,
            question_max: 500,
            own_questions_per_stage: 20,
            comments_max: 2_000,
            entries_max: 10_000,
            document_bytes: 8 << 20,
            document_structs: 300_000,
            update_bytes: 2 << 20,
            structs_per_update: 20_000,
            conflict_steps_per_update: 10_000_000,
            verifications_per_connection: 64,
        }
    }
}

impl Limits {
    /// For load tests: notes of 16 MB and a document of 64 MB; the limits of single updates stay.
    pub fn lifted() -> Self {
        Self {
            notes_max: 16 << 20,
            document_bytes: 64 << 20,
            document_structs: 5_000_000,
            comments_max: 100_000,
            own_questions_per_stage: 1_000,
            entries_max: 200_000,
            ..Self::default()
        }
    }

    /// For what this program stored itself: it was checked when it came in, and stays readable when a limit
    /// is lowered later.
    pub(crate) fn unbounded() -> Self {
        const MAX: usize = usize::MAX;
        Self {
            notes_max: MAX,
            comment_max: MAX,
            title_max: MAX,
            name_max: MAX,
            owner_max: MAX,
            question_max: MAX,
            own_questions_per_stage: MAX,
            comments_max: MAX,
            entries_max: MAX,
            document_bytes: MAX,
            document_structs: MAX,
            update_bytes: MAX,
            structs_per_update: MAX,
            conflict_steps_per_update: MAX,
            verifications_per_connection: u32::MAX,
        }
    }
}
