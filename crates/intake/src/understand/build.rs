//! Puts the stages together, line by line, and says of every other line why it is in none.

use std::collections::BTreeMap;

use crate::headings::{Heading, RANK_STAGE_COLUMN};
use crate::line::{Kind, Line};
use crate::questions::{Parts, take_apart, without_brackets};
use crate::words::{self, plain};
use crate::{DESCRIPTION_CHARS_MAX, Intake, Question, Skipped, Stage};

const OUTSIDE: &str = "text outside of the checklist";

pub(super) fn build(
    lines: &[Line],
    headings: &[Option<Heading>],
    questions: &[bool],
    rank: Option<u16>,
) -> Intake {
    let title = title(lines, headings, questions, rank);
    let mut builder = Builder {
        lines,
        headings,
        questions,
        rank,
        draft: Draft::default(),
        topic: Topic::default(),
        last: None,
        seen: BTreeMap::new(),
        stages: Vec::new(),
        skipped: Vec::new(),
        sheets: (0..lines.len()).filter(|at| lines[*at].kind == Kind::Sheet).collect(),
        title_at: title.as_ref().map(|(at, _)| *at),
    };
    for at in 0..lines.len() {
        builder.line(at);
    }
    builder.close_topic();
    builder.close();
    let mut skipped = builder.skipped;
    skipped.sort_by_key(|(sheet, skipped)| (*sheet, skipped.line));
    let skipped = skipped.into_iter().map(|(_, skipped)| skipped).collect();
    Intake { title: title.map(|(_, title)| title), stages: builder.stages, skipped }
}

/// The document's title and its line: the first heading that is no stage, else what the page calls itself.
fn title(
    lines: &[Line],
    headings: &[Option<Heading>],
    questions: &[bool],
    rank: Option<u16>,
) -> Option<(usize, String)> {
    let first_question = questions.iter().position(|asks| *asks).unwrap_or(lines.len());
    // The stage of the first question is the last heading of its rank before it.
    let stage = (0..first_question).rev().find(|at| {
        headings[*at].as_ref().is_some_and(|heading| rank.is_none_or(|rank| heading.rank <= rank))
    });
    let before = stage.filter(|_| rank.is_some()).unwrap_or(first_question);
    let candidates = || {
        (0..before).filter_map(|at| {
            let heading = headings[at].as_ref()?;
            let outside = words::is_outside(&heading.title).0 || heading.explicit;
            (!outside && lines[at].kind != Kind::Sheet).then_some((at, heading))
        })
    };
    // A heading by mark-up that is the highest, else the first.
    let highest = candidates().map(|(_, heading)| heading.rank).min().filter(|rank| *rank < 600);
    let heading = candidates().find(|(_, heading)| highest.is_none_or(|rank| heading.rank == rank));
    if let Some((at, heading)) = heading {
        return Some((at, heading.title.clone()));
    }
    let named = lines.iter().position(|line| line.kind == Kind::Title)?;
    let text = lines[named].text.split(" | ").next().unwrap_or_default().trim();
    (!text.is_empty()).then(|| (named, text.to_owned()))
}

/// A stage that is being read, and the lines that went into it: should no question come, they are skipped.
#[derive(Default)]
struct Draft {
    stage: Stage,
    heading: Option<usize>,
    lines: Vec<(usize, &'static str)>,
    /// Where each of its questions and its help stand.
    at: Vec<Vec<usize>>,
    bare: bool,
    column: bool,
}

#[derive(Default)]
struct Topic {
    heading: Option<usize>,
    title: String,
    /// Whether a question has it.
    used: bool,
    /// Paragraphs between it and its question.
    notes: Vec<usize>,
}

struct Builder<'a> {
    lines: &'a [Line],
    headings: &'a [Option<Heading>],
    questions: &'a [bool],
    rank: Option<u16>,
    draft: Draft,
    topic: Topic,
    /// The line of the question that was read last.
    last: Option<usize>,
    /// Where each question stands, by stage and words.
    seen: BTreeMap<(String, String, String), usize>,
    stages: Vec<Stage>,
    /// Each with the number of its sheet.
    skipped: Vec<(usize, Skipped)>,
    sheets: Vec<usize>,
    title_at: Option<usize>,
}

impl Builder<'_> {
    fn skip(&mut self, at: usize, why: &str) {
        let why = if self.title_at == Some(at) { "the title" } else { why };
        for (number, text) in &self.lines[at].sources {
            let sheet = self.sheets.partition_point(|first| *first <= at);
            self.skipped.push((sheet, Skipped { line: *number, text: text.clone(), why: why.to_owned() }));
        }
    }

    fn line(&mut self, at: usize) {
        let lines = self.lines;
        let line = &lines[at];
        if let Kind::Skip(why) = &line.kind {
            return self.skip(at, why);
        }
        if line.kind == Kind::Title {
            return self.skip(at, "the name of the page");
        }
        if let Some(heading) = &self.headings[at] {
            return self.heading(at, heading);
        }
        if self.questions[at] {
            return self.question(at);
        }
        match line.kind {
            Kind::Item(_) => self.item(at),
            Kind::Row { .. } => self.skip(at, "a row without a question"),
            _ => self.paragraph(at),
        }
    }

    /// Questions between a heading and the next one of any kind.
    fn own_questions(&self, at: usize) -> usize {
        super::count(self.questions, at + 1, super::span_end(self.headings, at, u16::MAX))
    }

    fn heading(&mut self, at: usize, heading: &Heading) {
        self.close_topic();
        if self.draft.bare && self.draft.stage.questions.is_empty() && self.names_bare_stage(at, heading) {
            self.draft.stage.title.clone_from(&heading.title);
            self.draft.bare = false;
            self.draft.lines.push((at, OUTSIDE));
            return;
        }
        let stage = self.rank.is_some_and(|rank| heading.rank <= rank);
        let outside = !heading.explicit && words::is_outside(&heading.title).0 && self.own_questions(at) == 0;
        if !stage && !outside && self.rank.is_some() {
            self.topic = Topic { heading: Some(at), title: heading.title.clone(), ..Topic::default() };
            self.last = None;
            return;
        }
        if self.rank.is_none() && !outside && self.own_questions(at) > 0 {
            self.topic = Topic { heading: Some(at), title: heading.title.clone(), ..Topic::default() };
            self.last = None;
            return;
        }
        self.close();
        self.draft.stage.title.clone_from(&heading.title);
        self.draft.stage.description.clone_from(&heading.description);
        self.draft.bare = heading.bare;
        self.draft.column = heading.rank == RANK_STAGE_COLUMN;
        self.draft.heading = Some(at);
        self.draft.lines.push((at, "a heading without questions under it"));
    }

    /// Whether a heading is the title of the stage that stands over it as a number alone.
    fn names_bare_stage(&self, at: usize, heading: &Heading) -> bool {
        let between = self.draft.heading.map_or(&[][..], |from| &self.lines[from + 1..at]);
        let directly = between.iter().all(|line| matches!(line.kind, Kind::Skip(_)));
        let below = self.rank.is_some_and(|rank| heading.rank > rank);
        directly && below && !heading.explicit && self.own_questions(at) != 1
    }

    fn close_topic(&mut self) {
        let topic = std::mem::take(&mut self.topic);
        if let Some(at) = topic.heading.filter(|_| !topic.used) {
            self.skip(at, OUTSIDE);
        }
        let why = if topic.used { "text about a topic" } else { OUTSIDE };
        for at in topic.notes {
            self.skip(at, why);
        }
    }

    /// Ends the stage that is being read.
    fn close(&mut self) {
        self.last = None;
        let draft = std::mem::take(&mut self.draft);
        let mut stage = draft.stage;
        let key = plain(&stage.title);
        let mut kept = Vec::new();
        for (question, at) in stage.questions.into_iter().zip(&draft.at) {
            let words = (key.clone(), plain(&question.topic), plain(&question.text));
            if let Some(first) = self.seen.get(&words) {
                let why = format!("the same question stands in line {first}");
                for &at in at {
                    self.skip(at, &why);
                }
            } else {
                self.seen.insert(words, at.first().map_or(0, |at| self.lines[*at].number()));
                kept.push(question);
            }
        }
        if kept.is_empty() {
            for (at, why) in draft.lines {
                self.skip(at, why);
            }
            return;
        }
        if draft.heading.is_some() && draft.heading == self.title_at {
            self.title_at = None;
        }
        stage.questions = kept;
        // A table may come back to a stage; elsewhere a stage may go on over the page.
        let same = |before: &&mut Stage| !key.is_empty() && plain(&before.title) == key;
        let before = if draft.column {
            self.stages.iter_mut().find(same)
        } else {
            self.stages.last_mut().filter(same)
        };
        if let Some(before) = before {
            if before.description.is_empty() {
                before.description = stage.description;
            } else if !stage.description.is_empty() && before.description != stage.description {
                before.description = format!("{} {}", before.description, stage.description);
            }
            before.questions.extend(stage.questions);
        } else {
            self.stages.push(stage);
        }
    }

    fn question(&mut self, at: usize) {
        let Parts { mut topic, text, help } = take_apart(&self.lines[at]);
        if topic.is_empty() && self.topic.heading.is_some() {
            topic.clone_from(&self.topic.title);
            self.topic.used = true;
        }
        let mut question = Question { topic, text, help };
        let mut stands = vec![at];
        if !self.topic.notes.is_empty()
            && self.topic.heading.is_some_and(|heading| self.own_questions(heading) == 1)
        {
            for note in std::mem::take(&mut self.topic.notes) {
                add(&mut question.help, without_brackets(&self.lines[note].text), " ");
                stands.push(note);
            }
        }
        self.draft.stage.questions.push(question);
        self.draft.at.push(stands);
        self.last = Some(at);
    }

    /// An item that is no question: an example under one, or part of the text.
    fn item(&mut self, at: usize) {
        if let Some(last) = self.last
            && (self.lines[at].indent > self.lines[last].indent || self.lines[last].kind == Kind::Plain)
            && !matches!(self.lines[last].kind, Kind::Row { .. })
        {
            return self.help(at, "; ");
        }
        self.skip(at, "a list item that asks nothing");
    }

    fn help(&mut self, at: usize, joint: &str) {
        let text = &self.lines[at].text;
        match self.draft.stage.questions.last_mut() {
            Some(question) => {
                add(&mut question.help, without_brackets(text), joint);
                if let Some(stands) = self.draft.at.last_mut() {
                    stands.push(at);
                }
            }
            None => self.skip(at, OUTSIDE),
        }
    }

    fn paragraph(&mut self, at: usize) {
        let line = &self.lines[at];
        if let Some(last) = self.last {
            let question = &self.lines[last];
            let bracketed = line.text.starts_with('[') && line.text.ends_with(']');
            let inside = line.indent > question.indent && matches!(question.kind, Kind::Item(_));
            let heads = at == last + 1 && (question.is_bold() || matches!(question.kind, Kind::Heading(_)));
            if bracketed || inside || heads || words::is_help(&line.text) {
                return self.help(at, " ");
            }
            self.last = None;
            return self.skip(at, OUTSIDE);
        }
        if self.topic.heading.is_some() {
            self.topic.notes.push(at);
            return;
        }
        let draft = &mut self.draft;
        let described = draft.heading.is_some() && draft.stage.questions.is_empty();
        let length = draft.stage.description.chars().count() + line.text.chars().count();
        if described && (length <= DESCRIPTION_CHARS_MAX || line.kind == Kind::Description) {
            add(&mut draft.stage.description, &line.text, " ");
            draft.lines.push((at, OUTSIDE));
            return;
        }
        self.skip(at, OUTSIDE);
    }
}

fn add(to: &mut String, text: &str, joint: &str) {
    if !to.is_empty() && !text.is_empty() {
        to.push_str(joint);
    }
    to.push_str(text);
}
