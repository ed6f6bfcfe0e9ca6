//! Small workbooks for the tests of this crate, written as stripes.

use std::sync::LazyLock;

use crosswalk_names::{ChecklistKey, Language, QuestionKey, StageKey, Timestamp};

use crate::{Answer, Answered, Checklist, Checklists, Comment, OwnQuestion, Owner, Workbook};

/// 2026-11-12T14:03:00Z.
pub(crate) const NOON: Timestamp = Timestamp(1_794_492_180_000);

static BUILTIN: LazyLock<Checklists> =
    LazyLock::new(|| Checklists::builtin().expect("the built-in files are sound"));

pub(crate) fn checklist(language: Language) -> &'static Checklist {
    let key: ChecklistKey = "housing-education".parse().expect("a key");
    BUILTIN.get(&key, language).expect("it is there")
}

/// A workbook from one letter a question, stages parted by spaces: `y`es, `p` in progress, `n`ot yet, `d`on't know, `x`
/// doesn't apply, `u`nanswered. The mock's workbook is `yyypyy ypyn pnuuu uunuuu uuuux`.
pub(crate) fn workbook(stripes: &str) -> Workbook {
    let checklist = checklist(Language::En);
    let letters: Vec<char> = stripes.chars().filter(|letter| *letter != ' ').collect();
    assert_eq!(letters.len(), checklist.questions().count(), "one letter a question");
    let mut workbook = Workbook::default();
    for (question, letter) in checklist.questions().zip(letters) {
        let value = match letter {
            'y' => Answer::Yes,
            'p' => Answer::InProgress,
            'n' => Answer::NotYet,
            'd' => Answer::DontKnow,
            'x' => Answer::NotApplicable,
            _ => continue,
        };
        answer(&mut workbook, question.key.as_str(), value);
    }
    workbook
}

pub(crate) fn answer(workbook: &mut Workbook, question: &str, value: Answer) {
    workbook.answers.insert(question_key(question), Answered { value, by: "Rosa Medina".into(), at: NOON });
}

pub(crate) fn owner(workbook: &mut Workbook, question: &str, name: &str) {
    let owner = Owner { name: name.into(), by: String::new(), at: NOON };
    workbook.owners.insert(question_key(question), owner);
}

/// Adds a comment whose id is `number`; a reply when `parent` is the number of another.
pub(crate) fn comment(
    workbook: &mut Workbook,
    number: u8,
    parent: Option<u8>,
    question: &str,
    by: &str,
    text: &str,
) {
    let id = |number: u8| format!("{number:016x}").parse().expect("an id");
    workbook.comments.push(Comment {
        id: id(number),
        question: question_key(question),
        parent: parent.map(id),
        text: text.into(),
        by: by.into(),
        at: NOON.plus(i64::from(number) * 60_000),
    });
}

/// Adds an own question and gives back its key.
pub(crate) fn own_question(workbook: &mut Workbook, number: u8, stage: &str, text: &str) -> QuestionKey {
    let key = QuestionKey::own_from_random([number; 8]);
    workbook.questions.push(OwnQuestion {
        key: key.clone(),
        stage: stage_key(stage),
        text: text.into(),
        by: "Rosa Medina".into(),
        at: NOON,
        created: NOON,
    });
    key
}

pub(crate) fn question_key(text: &str) -> QuestionKey {
    text.parse().expect("a key")
}

pub(crate) fn stage_key(text: &str) -> StageKey {
    text.parse().expect("a key")
}
