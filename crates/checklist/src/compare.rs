//! What changed from one state of a workbook to another: two snapshots, or a snapshot and now.

use std::collections::BTreeSet;

use crosswalk_names::{CommentId, QuestionKey, StageKey};

use crate::{Answer, Checklist, OwnQuestion, Progress, Workbook};

/// A value in the older and in the newer state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change<T> {
    /// In the older state.
    pub before: T,
    /// In the newer state.
    pub after: T,
}

impl<T: PartialEq> Change<T> {
    /// The two values, unless they are the same.
    fn between(before: T, after: T) -> Option<Self> {
        (before != after).then_some(Self { before, after })
    }
}

/// What differs between two states of one workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The workbook's title, if it changed.
    pub title: Option<Change<String>>,
    /// The community, if it changed.
    pub community: Option<Change<String>>,
    /// Over all questions of the checklist, changed or not.
    pub overall: Change<Progress>,
    /// Every stage of the checklist, in order, changed or not.
    pub stages: Vec<StageComparison>,
}

/// What differs in one stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageComparison {
    /// Which stage.
    pub stage: StageKey,
    /// Over the checklist's questions.
    pub progress: Change<Progress>,
    /// Only questions with a change: the checklist's in order, then own ones in the order of their age.
    pub questions: Vec<QuestionComparison>,
    /// The stage's notes, if they changed.
    pub notes: Option<Change<String>>,
}

/// What differs in one question. At least one field says something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionComparison {
    /// Which question.
    pub question: QuestionKey,
    /// For an own question: its text in the newer state, or in the older one if it was removed.
    pub own_text: Option<String>,
    /// For an own question that was added, removed or reworded.
    pub own: Option<OwnQuestionChange>,
    /// The answer, if it changed; `None` inside stands for "not answered".
    pub answer: Option<Change<Option<Answer>>>,
    /// The owner's name, if it changed; empty stands for nobody.
    pub owner: Option<Change<String>>,
    /// Comments, replies included.
    pub comments: CommentCounts,
}

/// What became of an own question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnQuestionChange {
    /// It is only in the newer state.
    Added,
    /// It is only in the older state.
    Removed,
    /// It has other words now.
    Reworded(Change<String>),
}

/// How many comments came and went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CommentCounts {
    /// Only in the newer state.
    pub added: usize,
    /// Only in the older state.
    pub removed: usize,
}

impl Comparison {
    /// Whether the two states say the same. Who wrote a thing and when does not count.
    pub fn is_empty(&self) -> bool {
        self.title.is_none() && self.community.is_none() && self.stages.iter().all(StageComparison::is_empty)
    }
}

impl StageComparison {
    /// Whether nothing in the stage changed.
    pub fn is_empty(&self) -> bool {
        self.questions.is_empty() && self.notes.is_none()
    }
}

impl QuestionComparison {
    fn is_empty(&self) -> bool {
        self.own.is_none()
            && self.answer.is_none()
            && self.owner.is_none()
            && self.comments == CommentCounts::default()
    }
}

/// Holds two states of a workbook against each other.
///
/// An answer, owner or comment of an own question counts only where the question itself is there: of a removed
/// question the comparison says that it had an answer and has none now.
pub fn compare(checklist: &Checklist, older: &Workbook, newer: &Workbook) -> Comparison {
    let compare_stage = |stage: &crate::Stage| {
        let fixed = stage.questions.iter().map(|question| (&question.key, None));
        let own =
            own_questions(&stage.key, older, newer).into_iter().map(|one| (&one.key, Some(one.text.clone())));
        StageComparison {
            stage: stage.key.clone(),
            progress: Change {
                before: older.progress(checklist, &stage.key),
                after: newer.progress(checklist, &stage.key),
            },
            questions: fixed
                .chain(own)
                .map(|(key, own_text)| compare_question(key, own_text, older, newer))
                .filter(|question| !question.is_empty())
                .collect(),
            notes: Change::between(older.note(&stage.key).to_owned(), newer.note(&stage.key).to_owned()),
        }
    };
    Comparison {
        title: Change::between(older.title.text.clone(), newer.title.text.clone()),
        community: Change::between(older.community.text.clone(), newer.community.text.clone()),
        overall: Change { before: older.overall(checklist), after: newer.overall(checklist) },
        stages: checklist.stages.iter().map(compare_stage).collect(),
    }
}

/// The own questions of a stage in either state, each once and as the newer state has it, the oldest first.
fn own_questions<'a>(stage: &'a StageKey, older: &'a Workbook, newer: &'a Workbook) -> Vec<&'a OwnQuestion> {
    let gone = older.own_questions(stage).filter(|one| newer.own_question(&one.key).is_none());
    let mut questions: Vec<_> = newer.own_questions(stage).chain(gone).collect();
    questions.sort_by_key(|one| (one.created, &one.key));
    questions
}

fn compare_question(
    key: &QuestionKey,
    own_text: Option<String>,
    older: &Workbook,
    newer: &Workbook,
) -> QuestionComparison {
    let (before, after) = (Side::of(older, key), Side::of(newer, key));
    QuestionComparison {
        question: key.clone(),
        own_text,
        own: match (older.own_question(key), newer.own_question(key)) {
            (None, Some(_)) => Some(OwnQuestionChange::Added),
            (Some(_), None) => Some(OwnQuestionChange::Removed),
            (before, after) => before.zip(after).and_then(|(before, after)| {
                Change::between(before.text.clone(), after.text.clone()).map(OwnQuestionChange::Reworded)
            }),
        },
        answer: Change::between(before.answer, after.answer),
        owner: Change::between(before.owner.to_owned(), after.owner.to_owned()),
        comments: CommentCounts {
            added: after.comments.difference(&before.comments).count(),
            removed: before.comments.difference(&after.comments).count(),
        },
    }
}

/// All that one state says about a question.
#[derive(Default)]
struct Side<'a> {
    answer: Option<Answer>,
    owner: &'a str,
    comments: BTreeSet<&'a CommentId>,
}

impl<'a> Side<'a> {
    fn of(workbook: &'a Workbook, key: &'a QuestionKey) -> Self {
        if key.is_own() && workbook.own_question(key).is_none() {
            return Self::default();
        }
        Self {
            answer: workbook.answer(key),
            owner: workbook.owners.get(key).map_or("", |owner| &owner.name),
            comments: workbook.comments_on(key).map(|comment| &comment.id).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crosswalk_names::Language;
    use proptest::prelude::*;

    use super::*;
    use crate::samples::{
        answer, checklist, comment, own_question, owner, question_key, stage_key, workbook,
    };

    fn changed(older: &Workbook, newer: &Workbook) -> Vec<QuestionComparison> {
        let comparison = compare(checklist(Language::En), older, newer);
        comparison.stages.into_iter().flat_map(|stage| stage.questions).collect()
    }

    #[test]
    fn the_same_twice_has_no_change() {
        let one = workbook("yyypyy ypyn pnuuu uunuuu uuuux");
        let comparison = compare(checklist(Language::En), &one, &one);
        assert!(comparison.is_empty());
        assert_eq!(comparison.stages.len(), 5);
        assert_eq!(comparison.overall.before, comparison.overall.after);
    }

    #[test]
    fn names_changed_answers_and_owners_only() {
        let older = workbook("yyypyy ypyn pnuuu uunuuu uuuux");
        let mut newer = workbook("yyyyyy ypyn uuuuu uunuuu uuuux");
        owner(&mut newer, "community-voice", "Thuy Tran");
        let changed = changed(&older, &newer);
        let lines: Vec<_> = changed
            .iter()
            .map(|one| {
                let answer = one.answer.map(|answer| (answer.before, answer.after));
                let owner = one.owner.as_ref().map(|owner| (owner.before.as_str(), owner.after.as_str()));
                format!("{} {answer:?} {owner:?}", one.question)
            })
            .collect();
        insta::assert_snapshot!(lines.join("\n"), @r#"
        community-voice Some((Some(InProgress), Some(Yes))) Some(("", "Thuy Tran"))
        outcomes-and-accountability Some((Some(InProgress), None)) None
        program-planning Some((Some(NotYet), None)) None
        "#);
        let stages = compare(checklist(Language::En), &older, &newer).stages;
        assert_eq!((stages[0].progress.before.yes, stages[0].progress.after.yes), (5, 6));
        assert_eq!((stages[2].progress.before.open, stages[2].progress.after.open), (3, 5));
    }

    #[test]
    fn own_questions_come_go_and_change_words() {
        let (mut older, mut newer) = (Workbook::default(), Workbook::default());
        let removed = own_question(&mut older, 1, "assess", "Gone?");
        answer(&mut older, removed.as_str(), Answer::Yes);
        // The answer of a removed question may stay behind in the live document.
        answer(&mut newer, removed.as_str(), Answer::Yes);
        own_question(&mut older, 2, "assess", "Old words?");
        own_question(&mut newer, 2, "assess", "New words?");
        own_question(&mut newer, 3, "assess", "Added?");
        let changed = changed(&older, &newer);
        let lines: Vec<_> = changed
            .iter()
            .map(|one| {
                format!("{:?} {:?} {:?}", one.own_text, one.own, one.answer.map(|answer| answer.after))
            })
            .collect();
        insta::assert_snapshot!(lines.join("\n"), @r#"
        Some("Gone?") Some(Removed) Some(None)
        Some("New words?") Some(Reworded(Change { before: "Old words?", after: "New words?" })) None
        Some("Added?") Some(Added) None
        "#);
    }

    #[test]
    fn counts_comments_and_keeps_both_notes() {
        let (mut older, mut newer) = (Workbook::default(), Workbook::default());
        comment(&mut older, 1, None, "goal-setting", "Rosa", "Stays");
        comment(&mut older, 2, Some(1), "goal-setting", "Dana", "Goes");
        comment(&mut newer, 1, None, "goal-setting", "Rosa", "Stays");
        comment(&mut newer, 3, None, "goal-setting", "", "Comes");
        comment(&mut newer, 4, None, "goal-setting", "", "Comes too");
        newer.notes.insert(stage_key("engage"), "Call the district.".into());
        newer.title.text = "Milbrook".into();
        let comparison = compare(checklist(Language::En), &older, &newer);
        assert_eq!(comparison.stages[0].questions[0].question, question_key("goal-setting"));
        assert_eq!(comparison.stages[0].questions[0].comments, CommentCounts { added: 2, removed: 1 });
        let notes = Change { before: String::new(), after: "Call the district.".to_owned() };
        assert_eq!(comparison.stages[1].notes, Some(notes));
        assert_eq!(comparison.title.map(|title| title.after), Some("Milbrook".to_owned()));
    }

    proptest! {
        #[test]
        fn the_way_back_swaps_before_and_after(older in "[ypnxu]{26}", newer in "[ypnxu]{26}") {
            let (older, newer) = (workbook(&older), workbook(&newer));
            let there = changed(&older, &newer);
            let back = changed(&newer, &older);
            prop_assert_eq!(there.len(), back.len());
            for (there, back) in there.iter().zip(&back) {
                let swapped = back.answer.map(|answer| Change { before: answer.after, after: answer.before });
                prop_assert_eq!(there.answer, swapped);
            }
        }
    }
}
