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

/// Merges what a person made of a text with what others made of it meanwhile.
///
/// `base` is what the person saw, `mine` what they sent, `theirs` what it is now. Where both changed different parts,
/// both changes stand. Where they changed the same part, both texts stay: `theirs` first, then `mine` below it.
///
/// ```
/// use crosswalk_app::workbook::acts::merge_text;
/// assert_eq!(merge_text("a b", "a b c", "a b"), "a b c");
/// assert_eq!(merge_text("one two", "one two three", "zero one two"), "zero one two three");
/// assert_eq!(merge_text("x", "mine", "theirs"), "theirs\n\nmine");
/// ```
pub fn merge_text(base: &str, mine: &str, theirs: &str) -> String {
    if mine == base || mine == theirs {
        return theirs.to_owned();
    }
    if theirs == base {
        return mine.to_owned();
    }
    let (my_start, my_end) = changed(base, mine);
    let (their_start, their_end) = changed(base, theirs);
    let my_part = &mine[my_start..mine.len() - (base.len() - my_end)];
    let their_part = &theirs[their_start..theirs.len() - (base.len() - their_end)];
    if my_end <= their_start {
        [&base[..my_start], my_part, &base[my_end..their_start], their_part, &base[their_end..]].concat()
    } else if their_end <= my_start {
        [&base[..their_start], their_part, &base[their_end..my_start], my_part, &base[my_end..]].concat()
    } else {
        format!("{theirs}\n\n{mine}")
    }
}

/// The range of `base` that `new` replaced: what lies between their common beginning and their common end. Where these
/// overlap, the change can lie anywhere in the overlap ("B" before or after a "B"), and all of it counts as changed.
fn changed(base: &str, new: &str) -> (usize, usize) {
    let alike = |pair: &(char, char)| pair.0 == pair.1;
    let bytes = |(c, _): (char, char)| c.len_utf8();
    let beginning: usize = base.chars().zip(new.chars()).take_while(alike).map(bytes).sum();
    let end: usize = base.chars().rev().zip(new.chars().rev()).take_while(alike).map(bytes).sum();
    let overlap = (beginning + end).saturating_sub(base.len().min(new.len()));
    (beginning - overlap, base.len() - end + overlap)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn both_edits_stand_where_they_do_not_touch() {
        let base = "Call the clinic.\nAsk Thuy.";
        let mine = "Call the clinic on Monday.\nAsk Thuy.";
        let theirs = "Call the clinic.\nAsk Thuy and Marcus.";
        assert_eq!(merge_text(base, mine, theirs), "Call the clinic on Monday.\nAsk Thuy and Marcus.");
        assert_eq!(merge_text(base, theirs, mine), "Call the clinic on Monday.\nAsk Thuy and Marcus.");
    }

    #[test]
    fn two_insertions_at_one_place_keep_both() {
        let merged = merge_text("", "Thuy was here", "Marcus was here");
        assert!(merged.contains("Thuy was here") && merged.contains("Marcus was here"));
    }

    #[test]
    fn a_letter_typed_beside_its_like_is_kept_when_others_cleared_the_text() {
        assert_eq!(merge_text("A B", "A BCB", ""), "\n\nA BCB");
        assert_eq!(merge_text("aab", "ab", "aabc"), "abc");
    }

    proptest! {
        #[test]
        fn what_one_person_typed_is_never_lost(base in ".{0,20}", typed in "[A-Z]{1,8}", place in 0usize..20, theirs in "[a-zé]{0,20}") {
            let place = base.char_indices().map(|(at, _)| at).nth(place).unwrap_or(base.len());
            let mine = format!("{}{typed}{}", &base[..place], &base[place..]);
            prop_assert!(merge_text(&base, &mine, &theirs).contains(&typed));
            prop_assert_eq!(merge_text(&base, &base, &theirs), theirs.clone());
            prop_assert_eq!(merge_text(&base, &mine, &base), mine);
        }
    }
}
