//! The page struct, and what it works out before it is shown.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Display;

use askama::Template;
use crosswalk_checklist::{Answer, Checklist, Comment, Progress, Workbook};
use crosswalk_collab::Limits;
use crosswalk_names::{CommentId, Language, QuestionKey, StageKey, Timestamp, WorkbookId};
use crosswalk_toolkit::Contents;
use crosswalk_ui::{self as ui, Frame, PartnershipPaths, Problems, WorkbookPaths};

use super::data;
use super::views::{CommentView, DontKnowTemplate, QuestionView, StageView};
use crate::partnerships::workbooks::Backing;

pub use super::samples::samples;

/// The workbook page.
///
/// The frame has to carry the book (`Frame::book`) and the script (`Frame::script("workbook.js")`). After a form that did
/// not parse, `problems` and `kept` bring the person's words back. Their field names, which are also the ends of the
/// ids `f-…` that the summary links to: `answer.QUESTION`, `owner.QUESTION`, `notes.STAGE`, `comment.QUESTION`,
/// `reply.COMMENT`, `question.STAGE`, `name`, `mail` and, kept only, `was.QUESTION`, `owner-was.QUESTION`,
/// `notes-was.STAGE`.
#[derive(Template)]
#[template(path = "workbook/page/page.html")]
pub struct WorkbookPage<'a> {
    /// The frame of the page.
    pub frame: Frame<'a>,
    /// Names the device's copy of the workbook.
    pub id: WorkbookId,
    /// Whether one person fills it in alone, for a round: then every question offers "I don't know".
    pub individual: bool,
    /// In the reader's language.
    pub checklist: &'a Checklist,
    /// Where stages and questions are explained.
    pub toolkit: &'a Contents,
    /// What people wrote.
    pub workbook: &'a Workbook,
    /// How long things may be.
    pub limits: &'a Limits,
    /// The person's name on this device, or empty.
    pub name: &'a str,
    /// The stage that is open; the suggested one, else the first, when none is asked for.
    pub open: Option<StageKey>,
    /// The stage to work on next; none when all is done.
    pub next: Option<StageKey>,
    /// The whole address of the link that may edit. None on a page that may only read.
    pub edit_link: Option<&'a str>,
    /// The whole address of the link that may only read.
    pub read_link: &'a str,
    /// The reader's own partnership, if the workbook belongs to it.
    pub backing: Option<&'a Backing>,
    /// When the last snapshot was taken.
    pub last_snapshot: Option<Timestamp>,
    /// What is wrong with the form that came back.
    pub problems: Problems,
    /// What the person had typed into it, by field.
    pub kept: BTreeMap<String, String>,
}

/// A comment with the replies that hang under it.
pub(super) struct Thread<'a> {
    pub first: &'a Comment,
    pub replies: Vec<&'a Comment>,
}

/// The comments of a workbook as threads, by question. Made once a page, so that no question has to search.
pub(super) struct Threads<'a>(HashMap<&'a QuestionKey, Vec<Thread<'a>>>);

impl<'a> Threads<'a> {
    fn of(workbook: &'a Workbook) -> Self {
        let parents: HashMap<&CommentId, &Comment> =
            workbook.comments.iter().map(|one| (&one.id, one)).collect();
        let mut threads: HashMap<&QuestionKey, Vec<Thread<'a>>> = HashMap::new();
        let mut places: HashMap<&CommentId, usize> = HashMap::new();
        let (firsts, replies): (Vec<&Comment>, Vec<&Comment>) =
            workbook.comments.iter().partition(|comment| first_of(comment, &parents).id == comment.id);
        for first in firsts {
            let of_question = threads.entry(&first.question).or_default();
            places.insert(&first.id, of_question.len());
            of_question.push(Thread { first, replies: Vec::new() });
        }
        for reply in replies {
            let first = first_of(reply, &parents);
            let place = places.get(&first.id).copied();
            if let Some(thread) = place.and_then(|place| threads.get_mut(&first.question)?.get_mut(place)) {
                thread.replies.push(reply);
            }
        }
        Self(threads)
    }

    /// The threads on one question.
    pub fn on(&self, question: &QuestionKey) -> &[Thread<'a>] {
        self.0.get(question).map_or(&[], Vec::as_slice)
    }
}

/// How many replies to replies are followed up to the first comment. Longer chains stand for themselves.
const CHAIN_MAX: usize = 64;

/// The first comment of the thread that `comment` hangs under. A reply whose first comment was removed stands for
/// itself, and so does one of a circle, which two people offline could make.
fn first_of<'a>(comment: &'a Comment, comments: &HashMap<&CommentId, &'a Comment>) -> &'a Comment {
    let mut first = comment;
    for _ in 0..CHAIN_MAX {
        match first.parent.as_ref().and_then(|parent| comments.get(parent)) {
            Some(parent) if parent.question == comment.question => first = parent,
            _ => return first,
        }
    }
    comment
}

impl<'a> WorkbookPage<'a> {
    /// The comments as threads.
    fn threads(&self) -> Threads<'a> {
        Threads::of(self.workbook)
    }

    /// One stage with its questions.
    fn stages<'v>(&'v self, threads: &'v Threads<'a>) -> impl Iterator<Item = StageView<'v, 'a>> {
        let open = self.open_stage();
        self.checklist.stages.iter().enumerate().map(move |(index, stage)| StageView {
            page: self,
            threads,
            stage,
            number: index + 1,
            open: open == Some(&stage.key),
        })
    }

    fn open_stage(&self) -> Option<&StageKey> {
        let first = || self.checklist.stages.first().map(|stage| &stage.key);
        self.open.as_ref().or(self.next.as_ref()).or_else(first)
    }

    /// "Next: stage 3, Shared outcomes."
    fn next_stage(&self) -> Option<String> {
        let next = self.next.as_ref()?;
        let (place, stage) =
            self.checklist.stages.iter().enumerate().find(|(_, stage)| &stage.key == next)?;
        let (number, title) = ((place + 1).into(), stage.short.as_str().into());
        Some(self.frame.with("workbook-next", &[("n", number), ("title", title)]))
    }

    fn overall(&self) -> Progress {
        self.workbook.overall(self.checklist)
    }

    fn own(&self) -> Progress {
        Progress::of(self.workbook.questions.iter().map(|question| self.workbook.answer(&question.key)))
    }

    /// "15 of 26 answered".
    pub(super) fn counted(&self, progress: &Progress) -> String {
        let (answered, total) = (progress.answered().into(), progress.total().into());
        self.frame.with("meter-of-answered", &[("answered", answered), ("total", total)])
    }

    fn own_counted(&self) -> String {
        let own = self.own();
        let (answered, total) = (own.answered().into(), own.total().into());
        self.frame.with("workbook-own-count", &[("answered", answered), ("total", total)])
    }

    /// Addresses of the reader's partnership.
    pub(super) fn partnership_paths(&self, backing: &Backing) -> PartnershipPaths {
        self.frame.paths().partnership(backing.partnership)
    }

    pub(super) fn editable(&self) -> bool {
        self.frame.editable()
    }

    pub(super) fn paths(&self) -> WorkbookPaths {
        self.frame.book_paths()
    }

    /// What the person had typed into the field `kind.of` of a form that came back.
    pub(super) fn kept(&self, kind: &str, of: impl Display) -> Option<&str> {
        if self.kept.is_empty() {
            return None;
        }
        self.kept.get(&format!("{kind}.{of}")).map(String::as_str)
    }

    /// What is wrong with the field `kind.of`.
    pub(super) fn wrong(&self, kind: &str, of: impl Display) -> Option<&str> {
        if self.problems.is_empty() {
            return None;
        }
        self.problems.on(&format!("{kind}.{of}")).first().copied()
    }

    /// The addresses under which the device keeps this workbook, for "forget".
    fn kept_paths(&self) -> String {
        let token = self.frame.book.as_ref().map_or("", |book| &book.token);
        Language::ALL.map(|language| WorkbookPaths::new(language, token).page()).join(" ")
    }

    /// The JSON block for the script.
    fn data(&self) -> String {
        data::json(self)
    }

    /// Whether "I don't know" stands anywhere on the page.
    fn has_dont_know(&self) -> bool {
        self.individual || self.workbook.answers.values().any(|answered| answered.value == Answer::DontKnow)
    }

    /// The markup of "I don't know", for the script to copy.
    fn dont_know_template(&self) -> DontKnowTemplate {
        DontKnowTemplate::of(self)
    }

    /// The markup of an own question, for the script to copy.
    fn own_template(&self) -> QuestionView<'_, 'a> {
        QuestionView::template(self)
    }

    /// The markup of a comment, or of a reply, for the script to copy.
    fn comment_template(&self, reply: bool) -> CommentView<'_, 'a> {
        CommentView::template(self, reply)
    }
}
