//! Stages, questions and comments of the page: each with its own template, which the page's `<template>` elements use
//! too, so that the script makes new ones from the same markup.

use std::fmt;
use std::sync::LazyLock;

use askama::Template;
use crosswalk_checklist::{Answer, Answered, Comment, OwnQuestion, Owner, Progress, Question, Stage, Stripe};
use crosswalk_names::{CommentId, QuestionKey, Timestamp};
use crosswalk_ui as ui;

use super::labels::{Html, Labels};
use super::page::{Thread, Threads, WorkbookPage};
use crate::toolkit;

/// Lets a view stand in another template as it is: it is HTML already.
macro_rules! is_html {
    ($name:ident) => {
        impl askama::filters::HtmlSafe for $name<'_, '_> {}
    };
}

/// A key or an id: letters, digits and hyphens, which HTML shows as they are. Escaping them all took a fifth of the page.
#[derive(Clone, Copy)]
pub struct Plain<'a>(&'a str);

impl fmt::Display for Plain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}
impl askama::filters::HtmlSafe for Plain<'_> {}

/// One stage.
#[derive(Template)]
#[template(path = "workbook/page/stage.html")]
pub struct StageView<'v, 'a> {
    pub page: &'v WorkbookPage<'a>,
    pub threads: &'v Threads<'a>,
    pub stage: &'a Stage,
    pub number: usize,
    pub open: bool,
}
is_html!(StageView);

impl<'v, 'a> StageView<'v, 'a> {
    pub fn key(&self) -> Plain<'a> {
        Plain(self.stage.key.as_str())
    }

    fn questions(&self) -> impl Iterator<Item = QuestionView<'v, 'a>> {
        self.stage.questions.iter().map(|question| self.question(&question.key, Kind::Checklist(question)))
    }

    fn own_questions(&self) -> impl Iterator<Item = QuestionView<'v, 'a>> {
        self.page.workbook.own_questions(&self.stage.key).map(|own| self.question(&own.key, Kind::Own(own)))
    }

    fn question(&self, key: &'a QuestionKey, kind: Kind<'a>) -> QuestionView<'v, 'a> {
        let workbook = self.page.workbook;
        QuestionView {
            page: self.page,
            key,
            kind,
            answered: workbook.answers.get(key),
            owner: workbook.owners.get(key),
            threads: self.threads.on(key),
        }
    }

    /// The stage's guide, or what help says of it.
    pub fn guide(&self) -> String {
        toolkit::stage_url(self.page.toolkit, self.page.frame.paths(), &self.stage.key)
    }

    fn stripes(&self) -> Vec<Stripe> {
        self.stage.questions.iter().map(|question| self.page.workbook.answer(&question.key)).collect()
    }

    pub fn meter(&self) -> ui::Meter {
        ui::Meter::new(self.page.frame.words, &self.stripes())
    }

    pub fn silent_meter(&self) -> ui::Meter {
        ui::Meter::silent(&self.stripes())
    }

    pub fn counted(&self) -> String {
        self.page.counted(&Progress::of(self.stripes()))
    }

    /// Whether no more own questions fit.
    fn full(&self) -> bool {
        self.page.workbook.own_questions(&self.stage.key).count() >= self.page.limits.own_questions_per_stage
    }

    /// What the notes box shows: what the person had typed, else what is saved.
    fn notes(&self) -> &str {
        self.page.kept("notes", self.key()).unwrap_or_else(|| self.page.workbook.note(&self.stage.key))
    }

    /// What the person saw when typing, for merging with what others did since.
    fn notes_were(&self) -> &str {
        self.page.kept("notes-was", self.key()).unwrap_or_else(|| self.page.workbook.note(&self.stage.key))
    }
}

/// Whose question it is.
#[derive(Clone, Copy)]
pub enum Kind<'a> {
    Checklist(&'a Question),
    Own(&'a OwnQuestion),
}

/// One question with its answer, owner and notes.
#[derive(Template)]
#[template(path = "workbook/page/question.html")]
pub struct QuestionView<'v, 'a> {
    page: &'v WorkbookPage<'a>,
    key: &'v QuestionKey,
    kind: Kind<'v>,
    answered: Option<&'a Answered>,
    owner: Option<&'a Owner>,
    threads: &'v [Thread<'a>],
}
is_html!(QuestionView);

/// One of the choices of a question.
struct Choice<'l> {
    answer: Answer,
    class: &'static str,
    label: &'l Html,
}

/// The classes that draw the ring of each answer, in the order of [`Answer::ALL`].
const CLASSES: [&str; 5] = ["v-n", "v-p", "v-y", "v-d", "v-x"];

fn every_choice(labels: &'static Labels) -> impl Iterator<Item = Choice<'static>> {
    let parts = Answer::ALL.into_iter().zip(CLASSES).zip(&labels.answers);
    parts.map(|((answer, class), label)| Choice { answer, class, label })
}

/// "I don't know" alone, for the script: a question that does not offer it may come to hold it while the page is open.
#[derive(Template)]
#[template(
    source = r#"{% for choice in self.choice() %}<label><input type="radio" class="{{ choice.class }}" name="answer.{{ key }}" value="{{ choice.answer.as_str() }}"{% if !editable %} disabled{% endif %}>{{ choice.label }}</label>{% endfor %}"#,
    ext = "html"
)]
pub struct DontKnowTemplate {
    key: Plain<'static>,
    editable: bool,
    labels: &'static Labels,
}
impl askama::filters::HtmlSafe for DontKnowTemplate {}

impl DontKnowTemplate {
    /// With the key of no question.
    pub fn of(page: &WorkbookPage<'_>) -> Self {
        let own: &'static OwnQuestion = &NO_QUESTION;
        Self {
            key: Plain(own.key.as_str()),
            editable: page.editable(),
            labels: Labels::of(page.frame.language()),
        }
    }

    fn choice(&self) -> impl Iterator<Item = Choice<'static>> {
        every_choice(self.labels).filter(|choice| choice.answer == Answer::DontKnow)
    }
}

/// Stand-ins that the script replaces: the ids of no comment and of no own question.
static NO_COMMENT: LazyLock<Comment> = LazyLock::new(|| Comment {
    id: CommentId::from_random([0; 8]),
    question: QuestionKey::own_from_random([0; 8]),
    parent: None,
    text: String::new(),
    by: String::new(),
    at: Timestamp(0),
});
static NO_QUESTION: LazyLock<OwnQuestion> = LazyLock::new(|| OwnQuestion {
    key: QuestionKey::own_from_random([0; 8]),
    stage: "none".parse().expect("a key"),
    text: String::new(),
    by: String::new(),
    at: Timestamp(0),
    created: Timestamp(0),
});

impl<'v, 'a> QuestionView<'v, 'a> {
    /// An empty own question, for the script to copy.
    pub fn template(page: &'v WorkbookPage<'a>) -> Self {
        let own: &'static OwnQuestion = &NO_QUESTION;
        Self { page, key: &own.key, kind: Kind::Own(own), answered: None, owner: None, threads: &[] }
    }

    /// Where the toolkit helps with the question.
    fn guide(&self) -> Option<String> {
        let at = self.page.toolkit.helps(self.key)?;
        Some(self.page.frame.paths().toolkit_section(&at.slug, &at.section))
    }

    fn id(&self) -> Plain<'_> {
        Plain(self.key.as_str())
    }

    /// How much evidence there is and where, for members of the partnership. A question that the script makes has none.
    fn evidence(&self) -> Option<(usize, String)> {
        let backing = self.page.backing.filter(|_| *self.key != NO_QUESTION.key)?;
        let count = backing.evidence.as_ref()?.get(self.key).copied().unwrap_or_default();
        let paths = self.page.partnership_paths(backing);
        Some((count, if count == 0 { paths.evidence_for(self.key) } else { paths.evidence_of(self.key) }))
    }

    fn own(&self) -> Option<&OwnQuestion> {
        match self.kind {
            Kind::Own(own) => Some(own),
            Kind::Checklist(_) => None,
        }
    }

    /// Escaped once: it stands in the labels of half a dozen controls.
    fn topic(&self) -> Html {
        Html::escaped(match self.kind {
            Kind::Checklist(question) => &question.topic,
            Kind::Own(_) => self.page.frame.t("workbook-your-question"),
        })
    }

    fn text(&self) -> &str {
        match self.kind {
            Kind::Checklist(question) => &question.text,
            Kind::Own(own) => &own.text,
        }
    }

    fn help(&self) -> &str {
        match self.kind {
            Kind::Checklist(question) => &question.help,
            Kind::Own(_) => "",
        }
    }

    fn labels(&self) -> &'static Labels {
        Labels::of(self.page.frame.language())
    }

    fn choices(&self) -> impl Iterator<Item = Choice<'static>> {
        let (individual, saved) = (self.page.individual, self.answered.map(|answered| answered.value));
        // What the person had chosen in a form that came back is shown too.
        let held = Answer::from_word(self.marked()).filter(|one| *one == Answer::DontKnow).or(saved);
        every_choice(self.labels()).filter(move |choice| choice.answer.is_offered(individual, held))
    }

    /// The answer's word, or empty.
    fn answer(&self) -> &'static str {
        self.answered.map_or("", |answered| answered.value.as_str())
    }

    /// The choice that is marked: what the person had chosen, else what is saved.
    fn marked(&self) -> &str {
        self.page.kept("answer", self.id()).unwrap_or_else(|| self.answer())
    }

    fn was(&self) -> &str {
        self.page.kept("was", self.id()).unwrap_or_else(|| self.answer())
    }

    fn owner_name(&self) -> &str {
        self.owner.map_or("", |owner| &owner.name)
    }

    fn owner_typed(&self) -> &str {
        self.page.kept("owner", self.id()).unwrap_or_else(|| self.owner_name())
    }

    fn owner_was(&self) -> &str {
        self.page.kept("owner-was", self.id()).unwrap_or_else(|| self.owner_name())
    }

    fn comment_count(&self) -> usize {
        self.threads.iter().map(|thread| 1 + thread.replies.len()).sum()
    }

    fn comments(&self) -> impl Iterator<Item = CommentView<'v, 'a>> {
        self.threads.iter().map(|thread| CommentView {
            page: self.page,
            comment: thread.first,
            replies: &thread.replies,
            reply: false,
        })
    }
}

/// One comment, with its replies unless it is one.
#[derive(Template)]
#[template(path = "workbook/page/comment.html")]
pub struct CommentView<'v, 'a> {
    page: &'v WorkbookPage<'a>,
    comment: &'v Comment,
    replies: &'v [&'a Comment],
    reply: bool,
}
is_html!(CommentView);

impl<'v, 'a> CommentView<'v, 'a> {
    /// An empty comment or reply, for the script to copy.
    pub fn template(page: &'v WorkbookPage<'a>, reply: bool) -> Self {
        Self { page, comment: &NO_COMMENT, replies: &[], reply }
    }

    fn id(&self) -> Plain<'_> {
        Plain(self.comment.id.as_str())
    }

    fn labels(&self) -> &'static Labels {
        Labels::of(self.page.frame.language())
    }

    fn question(&self) -> Plain<'_> {
        Plain(self.comment.question.as_str())
    }

    fn author(&self) -> &str {
        if self.comment.by.is_empty() { self.page.frame.t("someone") } else { &self.comment.by }
    }

    fn whose(&self) -> String {
        self.page.frame.tx("workbook-whose", "name", self.author())
    }

    fn replies(&self) -> impl Iterator<Item = CommentView<'v, 'a>> {
        self.replies.iter().map(|reply| CommentView {
            page: self.page,
            comment: reply,
            replies: &[],
            reply: true,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The script's stand-ins in islands/src/workbook/comments.ts.
    #[test]
    fn stand_ins_are_those_of_the_script() {
        assert_eq!(NO_COMMENT.id.as_str(), "0000000000000000");
        assert_eq!(NO_QUESTION.key.as_str(), "own-0000000000000000");
    }
}
