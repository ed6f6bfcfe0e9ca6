//! What the template sets: the workbook as ready lines, in the order of the page.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_checklist::{Comment, OwnQuestion, Progress, Question, Stage};
use crosswalk_names::{CommentId, QuestionKey, Timestamp};
use serde::Serialize;

use crate::WorkbookPrint;
use crate::date::Day;
use crate::fonts::FontSet;
use crate::scribe::{Line, Scribe};
use crate::words::{Sentences as _, Words, place};

/// Longest title in the footer, in characters.
const SHORT_TITLE_MAX: usize = 60;

#[derive(Serialize)]
pub(crate) struct Sheet {
    lang: &'static str,
    paper: &'static str,
    blank: bool,
    individual: bool,
    words: &'static Words,
    /// For the reader's window title.
    document_title: String,
    instance: Line,
    short_title: Line,
    title: Line,
    subtitle: Option<Line>,
    community: Option<Line>,
    facts: Vec<Line>,
    link: Option<Link>,
    reading: Option<Reading>,
    stages: Vec<StageSheet>,
}

#[derive(Serialize)]
struct Link {
    /// The address as it is, for the click.
    address: String,
    /// The address as it is set.
    shown: Line,
}

#[derive(Serialize)]
struct Reading {
    headline: Line,
    why: Vec<Line>,
    questions: Vec<Line>,
    principles: Vec<Line>,
    open: Vec<Line>,
}

#[derive(Serialize)]
struct StageSheet {
    label: String,
    title: Line,
    short: Line,
    summary: Line,
    purpose: Vec<Line>,
    /// One entry a question: the place of its answer, or none.
    stripes: Vec<Option<usize>>,
    answered: String,
    own_answered: Option<String>,
    questions: Vec<QuestionSheet>,
    own: Vec<QuestionSheet>,
    notes_label: String,
    notes: Vec<Line>,
}

#[derive(Serialize)]
struct QuestionSheet {
    topic: Option<Line>,
    text: Line,
    /// The place of the answer in the words' `answers`, or none.
    answer: Option<usize>,
    owner: Option<Line>,
    /// Who answered, who added it: small print.
    small: Vec<Line>,
    comments: Vec<CommentSheet>,
}

#[derive(Serialize)]
struct CommentSheet {
    reply: bool,
    lines: Vec<Line>,
    signature: Line,
}

impl Sheet {
    /// The sheet as `fonts` can set it, and the clusters that they don't have.
    pub(crate) fn of(print: &WorkbookPrint<'_>, fonts: &FontSet) -> (Self, BTreeSet<String>) {
        let scribe = Scribe::new(fonts);
        let sheet = Writer { print, scribe: &scribe, replies: replies(print) }.sheet();
        (sheet, scribe.into_missing())
    }
}

/// Comments by question, each thread's first comment before its replies.
type Threads<'a> = BTreeMap<&'a QuestionKey, Vec<(bool, &'a Comment)>>;

/// A reply to a reply hangs under the same first comment. A reply whose first comment was removed stands alone, and so
/// does one in a ring of replies.
fn replies<'a>(print: &WorkbookPrint<'a>) -> Threads<'a> {
    if print.blank {
        return Threads::new();
    }
    let comments = &print.workbook.comments;
    let by_id: BTreeMap<&CommentId, &Comment> =
        comments.iter().map(|comment| (&comment.id, comment)).collect();
    let first_of = |comment: &'a Comment| {
        let mut first = comment;
        for _ in 0..comments.len() {
            match first.parent.as_ref().and_then(|parent| by_id.get(parent)) {
                Some(parent) if parent.question == comment.question => first = parent,
                _ => return &first.id,
            }
        }
        &comment.id
    };
    let mut threads: BTreeMap<&QuestionKey, Vec<(&CommentId, Vec<&Comment>)>> = BTreeMap::new();
    for comment in comments {
        let first = first_of(comment);
        let threads = threads.entry(&comment.question).or_default();
        match threads.iter_mut().find(|(id, _)| *id == first) {
            Some((_, thread)) => thread.push(comment),
            None => threads.push((first, vec![comment])),
        }
    }
    let flat = |threads: Vec<(&CommentId, Vec<&'a Comment>)>| {
        threads
            .into_iter()
            .flat_map(|(first, mut thread)| {
                thread.sort_by_key(|comment| comment.id != *first);
                let mut place = 0..;
                thread.into_iter().map(move |comment| (place.next() != Some(0), comment)).collect::<Vec<_>>()
            })
            .collect()
    };
    threads.into_iter().map(|(question, threads)| (question, flat(threads))).collect()
}

struct Writer<'a> {
    print: &'a WorkbookPrint<'a>,
    scribe: &'a Scribe<'a>,
    replies: Threads<'a>,
}

impl Writer<'_> {
    fn sheet(&self) -> Sheet {
        let print = self.print;
        let words = Words::of(print.language);
        let named = !print.workbook.title.text.trim().is_empty();
        let title = if named { &print.workbook.title.text } else { &print.checklist.title };
        Sheet {
            lang: print.language.code(),
            paper: print.paper.typst_name(),
            blank: print.blank,
            individual: print.individual,
            words,
            document_title: self.line(title).text,
            instance: self.line(&print.instance),
            short_title: self.line(&shortened(title)),
            title: self.scribe.title(title),
            subtitle: named.then(|| self.line(&print.checklist.title)),
            community: self.some_line(&print.workbook.community.text),
            facts: self.facts(),
            link: print.link.as_ref().map(|link| Link { address: link.clone(), shown: self.line(link) }),
            reading: print.reading.filter(|_| !print.blank).map(|reading| Reading {
                headline: self.line(&reading.headline),
                why: self.scribe.lines(&reading.why),
                questions: reading.questions.iter().map(|text| self.line(text)).collect(),
                principles: reading.principles.iter().map(|text| self.line(text)).collect(),
                open: self.scribe.lines(&reading.open),
            }),
            stages: (1..)
                .zip(&print.checklist.stages)
                .map(|(number, stage)| self.stage(number, stage))
                .collect(),
        }
    }

    fn line(&self, text: &str) -> Line {
        self.scribe.line(text)
    }

    fn some_line(&self, text: &str) -> Option<Line> {
        (!text.trim().is_empty()).then(|| self.line(text))
    }

    /// "Printed Dec 14, 2026", "14 of 26 answered", "2 questions of your own, 1 answered".
    fn facts(&self) -> Vec<Line> {
        let print = self.print;
        let mut facts = vec![print.language.printed(&print.printed_on)];
        if !print.blank {
            let progress = print.workbook.overall(print.checklist);
            facts.push(print.language.answered(progress.answered(), progress.total()));
            facts.extend(self.own_answered(print.workbook.questions.iter()));
        }
        facts.iter().map(|text| self.line(text)).collect()
    }

    fn own_answered<'q>(&self, questions: impl Iterator<Item = &'q OwnQuestion>) -> Option<String> {
        let progress = Progress::of(questions.map(|question| self.print.workbook.answer(&question.key)));
        let total = progress.total() + progress.not_applicable;
        let answered = total - progress.open;
        (total > 0 && !self.print.blank).then(|| self.print.language.own_answered(answered, total))
    }

    fn stage(&self, number: usize, stage: &Stage) -> StageSheet {
        let print = self.print;
        let progress = print.workbook.progress(print.checklist, &stage.key);
        let stripes = print.workbook.stripes(print.checklist, &stage.key);
        StageSheet {
            label: print.language.stage(number),
            title: self.line(&stage.title),
            short: self.line(&stage.short),
            summary: self.line(&stage.summary),
            purpose: self.scribe.lines(&stage.purpose),
            stripes: stripes.into_iter().map(|stripe| stripe.filter(|_| !print.blank).map(place)).collect(),
            answered: print.language.answered(progress.answered(), progress.total()),
            own_answered: self.own_answered(print.workbook.own_questions(&stage.key)),
            questions: stage.questions.iter().map(|question| self.question(question)).collect(),
            own: print
                .workbook
                .own_questions(&stage.key)
                .map(|question| self.own_question(question))
                .collect(),
            notes_label: print.language.notes_on(number),
            notes: if print.blank { Vec::new() } else { self.scribe.lines(print.workbook.note(&stage.key)) },
        }
    }

    fn question(&self, question: &Question) -> QuestionSheet {
        QuestionSheet {
            topic: Some(self.line(&question.topic)),
            ..self.answered(&question.key, &question.text, None)
        }
    }

    fn own_question(&self, question: &OwnQuestion) -> QuestionSheet {
        let added = self.print.language.added_by(&question.by).filter(|_| !self.print.blank);
        self.answered(&question.key, &question.text, added.as_deref())
    }

    fn answered(&self, key: &QuestionKey, text: &str, added: Option<&str>) -> QuestionSheet {
        let print = self.print;
        let workbook = print.workbook;
        let answered = workbook.answers.get(key).filter(|_| !print.blank);
        let owner = workbook.owners.get(key).filter(|_| !print.blank);
        let by = answered
            .and_then(|answered| print.language.answered_by(&answered.by, self.day(answered.at).as_deref()));
        QuestionSheet {
            topic: None,
            text: self.line(text),
            answer: answered.map(|answered| place(answered.value)),
            owner: owner.and_then(|owner| self.some_line(&owner.name)),
            small: added.into_iter().chain(by.as_deref()).map(|text| self.line(text)).collect(),
            comments: self
                .replies
                .get(key)
                .into_iter()
                .flatten()
                .map(|&(reply, it)| self.comment(reply, it))
                .collect(),
        }
    }

    fn comment(&self, reply: bool, comment: &Comment) -> CommentSheet {
        let signature = self.print.language.signature(&comment.by, self.day(comment.at).as_deref());
        CommentSheet { reply, lines: self.scribe.lines(&comment.text), signature: self.line(&signature) }
    }

    fn day(&self, moment: Timestamp) -> Option<String> {
        Day::of(moment).map(|day| day.in_words(self.print.language))
    }
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= SHORT_TITLE_MAX {
        return text.to_owned();
    }
    let start: String = text.chars().take(SHORT_TITLE_MAX - 1).collect();
    format!("{}…", start.trim_end())
}
