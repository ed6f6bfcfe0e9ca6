//! The page in its states, for the gallery, the snapshots and the accessibility checks.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use crosswalk_checklist::{
    Answer, Answered, Checklist, Checklists, Comment, OwnQuestion, Owner, Signed, Workbook,
};
use crosswalk_collab::Limits;
use crosswalk_names::{CommentId, DAY, Language, MINUTE, PartnershipId, QuestionKey, Timestamp, WorkbookId};
use crosswalk_ui::{Book, Frame, Instance, Nav, Problems, Theme};

use super::page::WorkbookPage;
use crate::partnerships::workbooks::Backing;

/// 2026-11-18T15:42:00Z.
const NOW: Timestamp = Timestamp(1_795_016_520_000);
const EDIT_TOKEN: &str = "eEdit000000000000000000000000000000000sample";
const READ_TOKEN: &str = "rRead000000000000000000000000000000000sample";

/// Name and HTML of each: empty, typical, crowded, a copy of one person's own, for a member, read only, and with
/// errors.
pub fn samples(language: Language) -> Vec<(String, String)> {
    let checklists = Checklists::builtin().expect("the built-in checklists are sound");
    let Some(checklist) = checklists.iter().find(|checklist| checklist.language == language) else {
        return Vec::new();
    };
    vec![
        ("workbook: empty".into(), Sample::of(checklist, &Workbook::default()).html()),
        ("workbook: typical".into(), Sample::of(checklist, &typical(checklist)).html()),
        ("workbook: crowded".into(), Sample::of(checklist, &crowded(checklist)).html()),
        (
            "workbook: own copy".into(),
            Sample { individual: true, ..Sample::of(checklist, &unsure(checklist)) }.html(),
        ),
        (
            "workbook: for a member of its partnership".into(),
            Sample { shown_to: To::Member, ..Sample::of(checklist, &typical(checklist)) }.html(),
        ),
        (
            "workbook: read only".into(),
            Sample { shown_to: To::Reader, ..Sample::of(checklist, &typical(checklist)) }.html(),
        ),
        (
            "workbook: with errors".into(),
            Sample { shown_to: To::Corrector, ..Sample::of(checklist, &typical(checklist)) }.html(),
        ),
    ]
}

/// Who looks at the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum To {
    Editor,
    Reader,
    /// A member of the partnership that the workbook belongs to.
    Member,
    /// Somebody whose form came back.
    Corrector,
}

struct Sample<'a> {
    checklist: &'a Checklist,
    workbook: &'a Workbook,
    individual: bool,
    shown_to: To,
}

impl<'a> Sample<'a> {
    fn of(checklist: &'a Checklist, workbook: &'a Workbook) -> Self {
        Self { checklist, workbook, individual: false, shown_to: To::Editor }
    }

    fn html(&self) -> String {
        let instance = Instance::sample();
        let limits = Limits::default();
        let editable = self.shown_to != To::Reader;
        let token = if editable { EDIT_TOKEN } else { READ_TOKEN };
        let title = self.workbook.title.text.as_str();
        let frame = Frame::new(
            self.checklist.language,
            Arc::new(instance.clone()),
            format!("/w/{token}"),
            NOW,
            Theme::System,
        )
        .nav(Nav::Workbook)
        .book(Book::new(token, title, editable))
        .script("workbook.js");
        let edit_link = format!("{}/w/{EDIT_TOKEN}", instance.public_url);
        let read_link = format!("{}/w/{READ_TOKEN}", instance.public_url);
        let proven = self.checklist.questions().step_by(3).map(|question| (question.key.clone(), 2));
        let backing = (self.shown_to == To::Member).then(|| Backing {
            partnership: PartnershipId(uuid_of_samples()),
            name: "Milbrook Homes & Schools".to_owned(),
            evidence: Some(proven.collect()),
        });
        let mut page = WorkbookPage {
            frame,
            id: WorkbookId(uuid_of_samples()),
            individual: self.individual,
            checklist: self.checklist,
            toolkit: crate::toolkit::article::page::sample_content(self.checklist.language).0,
            workbook: self.workbook,
            limits: &limits,
            name: if self.workbook.answers.is_empty() { "" } else { "Rosa Medina" },
            open: None,
            next: self.checklist.stages.get(2).map(|stage| stage.key.clone()),
            edit_link: editable.then_some(edit_link.as_str()),
            read_link: &read_link,
            last_snapshot: (!self.workbook.answers.is_empty()).then(|| NOW.plus(-90 * DAY)),
            backing: backing.as_ref(),
            problems: Problems::default(),
            kept: BTreeMap::new(),
        };
        if self.shown_to == To::Corrector {
            add_errors(&mut page);
        }
        page.render().expect("a page without filters that fail")
    }
}

/// The fixed id of samples: all of it can be read at a glance.
fn uuid_of_samples() -> uuid::Uuid {
    uuid::Uuid::from_u128(0x0193_3f00_0000_7000_8000_0000_0000_0001)
}

fn add_errors(page: &mut WorkbookPage<'_>) {
    let Some(stage) = page.checklist.stages.get(2) else { return };
    let Some(question) = stage.questions.first() else { return };
    let (stage, question) = (stage.key.as_str(), question.key.as_str());
    let wrong = page.frame.t("sample-problem");
    for field in [format!("notes.{stage}"), format!("comment.{question}"), format!("question.{stage}")] {
        page.problems.add(&field, wrong);
        page.kept.insert(field, "The words that the person had typed & <kept>.".into());
    }
    page.kept.insert(format!("answer.{question}"), "yes".into());
    page.kept.insert(format!("owner.{question}"), "Dana".into());
}

/// The workbook of the design: 14 of 26 answered, a few owners and notes, one own question.
fn typical(checklist: &Checklist) -> Workbook {
    let mut workbook = Workbook {
        title: signed("Milbrook Homes & Schools"),
        community: signed("Milbrook, Ohio"),
        ..Workbook::default()
    };
    for (question, letter) in checklist.questions().zip("yyypyyypynpnuuuuunuuuuuuux".chars()) {
        if let Some(value) = answer(letter) {
            let by = if letter == 'p' { "Thuy Tran" } else { "Rosa Medina" };
            workbook
                .answers
                .insert(question.key.clone(), Answered { value, by: by.into(), at: NOW.plus(-6 * DAY) });
        }
    }
    let keys: Vec<&QuestionKey> = checklist.questions().map(|question| &question.key).collect();
    for (key, name) in keys.iter().zip(["Rosa M.", "Marcus B.", "Dana W.", "Thuy T."]) {
        let owner = Owner { name: name.into(), by: "Rosa Medina".into(), at: NOW.plus(-6 * DAY) };
        workbook.owners.insert((*key).clone(), owner);
    }
    if let [_, _, third, ..] = keys[..] {
        let text = "Residents at Eastgate named “families who moved twice in a year.” The district said “students with \
                    chronic absence.” Are these the same children?";
        workbook.comments.push(comment(1, None, third, "Dana Whitfield", text));
        workbook.comments.push(comment(
            2,
            Some(1),
            third,
            "",
            "Not all of them. I will ask the school for a count.",
        ));
    }
    if let Some(stage) = checklist.stages.first() {
        let key = QuestionKey::own_from_random([1; 8]);
        workbook
            .answers
            .insert(key.clone(), Answered { value: Answer::NotYet, by: "Rosa Medina".into(), at: NOW });
        workbook.questions.push(OwnQuestion {
            key,
            stage: stage.key.clone(),
            text: "Have we asked families who already moved away why they left?".into(),
            by: "Rosa Medina".into(),
            at: NOW,
            created: NOW,
        });
        let notes = "Need the 2025 moves data from the housing authority before the January meeting. Ask Thuy to bring \
                     two residents to read it with us.";
        workbook.notes.insert(stage.key.clone(), notes.into());
    }
    workbook
}

/// What one person answered alone: some of it is to find out.
fn unsure(checklist: &Checklist) -> Workbook {
    let mut workbook = Workbook::default();
    for (question, letter) in checklist.questions().zip("ydpndxdy".chars()) {
        if let Some(value) = answer(letter) {
            workbook
                .answers
                .insert(question.key.clone(), Answered { value, by: "Rosa Medina".into(), at: NOW });
        }
    }
    workbook
}

/// Everything answered, long words, many notes, full notes boxes.
fn crowded(checklist: &Checklist) -> Workbook {
    let mut workbook = typical(checklist);
    let long = "Wohnraumförderungsbewilligungsbescheid ".repeat(3);
    workbook.title = signed(&format!("Alliance of {long}"));
    let mut number = 10;
    for (place, question) in checklist.questions().enumerate() {
        let value = Answer::ALL[place % Answer::ALL.len()];
        workbook.answers.insert(question.key.clone(), Answered { value, by: long.trim().into(), at: NOW });
        workbook
            .owners
            .insert(question.key.clone(), Owner { name: long.trim().into(), by: String::new(), at: NOW });
        for reply in 0..4 {
            let parent = (reply > 0).then_some(number - reply);
            workbook.comments.push(comment(
                number,
                parent,
                &question.key,
                "Thuy Tran",
                &format!("{long} 🏡 مدرسة 学校"),
            ));
            number += 1;
        }
    }
    for (place, stage) in checklist.stages.iter().enumerate() {
        workbook.notes.insert(stage.key.clone(), "A line of notes that somebody wrote.\n".repeat(60));
        for own in 0..4_u8 {
            let seed = u8::try_from(place).unwrap_or_default() * 16 + own + 2;
            workbook.questions.push(OwnQuestion {
                key: QuestionKey::own_from_random([seed; 8]),
                stage: stage.key.clone(),
                text: format!("{long}?"),
                by: String::new(),
                at: NOW,
                created: NOW.plus(i64::from(own)),
            });
        }
    }
    workbook
}

fn answer(letter: char) -> Option<Answer> {
    match letter {
        'y' => Some(Answer::Yes),
        'p' => Some(Answer::InProgress),
        'n' => Some(Answer::NotYet),
        'd' => Some(Answer::DontKnow),
        'x' => Some(Answer::NotApplicable),
        _ => None,
    }
}

fn signed(text: &str) -> Signed {
    Signed { text: text.into(), by: "Rosa Medina".into(), at: NOW.plus(-6 * DAY) }
}

fn comment(number: u16, parent: Option<u16>, question: &QuestionKey, by: &str, text: &str) -> Comment {
    let id = |number: u16| {
        let [high, low] = number.to_be_bytes();
        CommentId::from_random([0, 0, 0, 0, 0, 0, high, low])
    };
    Comment {
        id: id(number),
        question: question.clone(),
        parent: parent.map(id),
        text: text.into(),
        by: by.into(),
        at: NOW.plus(-6 * DAY + i64::from(number) * MINUTE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(language: Language, name: &str) -> String {
        let found = samples(language).into_iter().find(|(sample, _)| sample.ends_with(name));
        found.expect("a sample").1
    }

    #[test]
    fn words_of_people_are_escaped_and_come_back() {
        let html = html(Language::En, "with errors");
        assert!(html.contains("The words that the person had typed &#38; &#60;kept&#62;."));
        assert!(!html.contains("<kept>"));
    }

    #[test]
    fn a_reader_gets_nothing_to_write_with() {
        let html = html(Language::En, "read only");
        let main =
            html.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).expect("a main part");
        assert!(!main.contains("<form class=\"stage-form\""));
        assert!(!main.contains("data-send"));
        assert!(!main.contains(EDIT_TOKEN));
        assert_eq!(main.matches("type=\"radio\"").count(), main.matches(" disabled>").count());
    }

    #[test]
    fn a_copy_of_ones_own_offers_a_fifth_answer_and_others_only_where_it_stands() {
        let shown = |name| {
            let html = html(Language::En, name);
            let main = html.split("</main>").next().expect("a main part").to_owned();
            (main.matches("type=\"radio\"").count(), main.matches("class=\"v-d\"").count())
        };
        assert_eq!(shown("own copy"), (26 * 5, 26));
        assert_eq!(shown("empty"), (26 * 4, 0));
        let (all, fifth) = shown("crowded");
        assert!(fifth > 0 && fifth < 26, "{fifth}");
        assert_eq!(all % 4, fifth % 4);
    }

    #[test]
    fn no_inline_style_or_script() {
        for language in Language::ALL {
            for (name, html) in samples(language) {
                assert!(!html.contains(" style="), "{name}");
                assert!(!html.contains(" onclick"), "{name}");
            }
        }
    }

    #[test]
    fn ids_are_unique() {
        for (name, html) in samples(Language::En) {
            let outside = html.split("<template").next().expect("a page");
            let mut ids: Vec<&str> =
                outside.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            let all = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(all, ids.len(), "{name}");
        }
    }
}
