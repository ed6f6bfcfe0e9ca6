//! What the document refuses, in words of the page's language.

use crosswalk_collab::Refusal;
use crosswalk_ui::Words;

/// One sentence that says how to mend it.
pub fn in_words(words: &Words, refusal: &Refusal) -> String {
    let key = match refusal {
        Refusal::EmptyText => "refusal-empty-text",
        Refusal::ControlCharacter => "refusal-control-character",
        Refusal::NotesTooLong { .. } => "refusal-notes-too-long",
        Refusal::CommentTooLong { .. } => "refusal-comment-too-long",
        Refusal::QuestionTooLong { .. } => "refusal-question-too-long",
        Refusal::TitleTooLong { .. } => "refusal-title-too-long",
        Refusal::OwnerTooLong { .. } => "refusal-owner-too-long",
        Refusal::TooManyQuestions { .. } => "refusal-too-many-questions",
        Refusal::TooManyComments { .. } => "refusal-too-many-comments",
        Refusal::DocumentFull => "refusal-document-full",
        _ => "refusal-other",
    };
    match refusal.limit() {
        Some(limit) if key != "refusal-other" => words.with(key, &[("limit", limit.into())]),
        _ => words.t(key).to_owned(),
    }
}
