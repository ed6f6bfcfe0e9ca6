//! What people do to a workbook, as edits of its document. Forms and the API share these; limits are the document's.

use crosswalk_checklist::{Answer, Checklist, Workbook};
use crosswalk_collab::Edit;
use crosswalk_names::{CommentId, QuestionKey, StageKey, Timestamp};

/// Who acts, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// Display name, empty when none was given.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Which answers to clear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Those of one stage, its own questions included.
    Stage(StageKey),
    /// All.
    All,
}

/// Sets an answer, or clears it.
pub fn answer(question: QuestionKey, value: Option<Answer>, author: &Author) -> Edit {
    Edit::Answer { question, value, by: author.by.clone(), at: author.at }
}

/// Names who looks after a question; an empty name means nobody.
pub fn owner(question: QuestionKey, name: &str, author: &Author) -> Edit {
    Edit::Owner { question, name: tidy_line(name), by: author.by.clone(), at: author.at }
}

/// Clears answers. Only those that are there, so that history does not fill with nothing.
pub fn reset(checklist: &Checklist, workbook: &Workbook, scope: &Scope, author: &Author) -> Vec<Edit> {
    let in_scope = |question: &QuestionKey| match scope {
        Scope::All => true,
        Scope::Stage(stage) => stage_of(checklist, workbook, question).is_some_and(|found| found == stage),
    };
    workbook
        .answers
        .keys()
        .filter(|question| in_scope(question))
        .map(|question| answer(question.clone(), None, author))
        .collect()
}

/// The stage of a question, the checklist's or an own one.
pub fn stage_of<'a>(
    checklist: &'a Checklist,
    workbook: &'a Workbook,
    question: &QuestionKey,
) -> Option<&'a StageKey> {
    checklist
        .stage_of(question)
        .map(|stage| &stage.key)
        .or_else(|| workbook.questions.iter().find(|own| &own.key == question).map(|own| &own.stage))
}

/// Adds a comment.
pub fn comment(
    id: CommentId,
    question: QuestionKey,
    parent: Option<CommentId>,
    text: &str,
    author: &Author,
) -> Edit {
    Edit::AddComment {
        id,
        question,
        parent,
        text: text.trim().to_owned(),
        by: author.by.clone(),
        at: author.at,
    }
}

/// Adds an own question to a stage, or gives one that is there other words.
pub fn question(key: QuestionKey, stage: StageKey, text: &str, author: &Author) -> Edit {
    let (text, by, at) = (tidy_line(text), author.by.clone(), author.at);
    Edit::PutQuestion { key, stage, text, by, at, created: at }
}

/// One line of text: no control characters, no white space around it.
pub fn tidy_line(text: &str) -> String {
    text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Text of several lines as forms send it: line ends become `\n`. Other control characters go when it is written.
pub fn plain_lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}
