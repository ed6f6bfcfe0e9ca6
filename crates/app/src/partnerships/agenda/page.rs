//! What to talk about next.

use askama::Template;
use crosswalk_names::{DAY, Language, Timestamp};
use crosswalk_ui::{self as ui, Choice, Field, Frame, Nav, Problems, SAMPLE_NOW, Sample};
use serde::Deserialize;

use super::NOTE_MAX;
use crate::partnerships::steps::page::question_field;
use crate::toolkit::Help;

/// A question for the agenda, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AgendaForm {
    /// The key of the question.
    pub question: String,
    /// What to say about it.
    pub note: String,
}

/// One question on the agenda.
pub struct AgendaLine {
    /// The item's id.
    pub id: String,
    /// The question's key.
    pub key: String,
    /// Number and title of its stage. None for a question that is not in the workbook any more.
    pub stage: Option<(usize, String)>,
    /// What the question is called.
    pub topic: String,
    /// The question itself; may be empty.
    pub text: String,
    /// The team's own answer, in words.
    pub answer: Option<String>,
    /// What to say about it; may be empty.
    pub note: String,
    /// Who put it there.
    pub by: String,
    /// Since when.
    pub added_at: Timestamp,
    /// When it was talked about.
    pub done_at: Option<Timestamp>,
    /// What the toolkit says.
    pub help: Option<Help>,
}

/// The page.
#[derive(Template)]
#[template(path = "partnerships/agenda/agenda.html")]
pub struct AgendaPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// What is to be talked about, the oldest first.
    pub open: Vec<AgendaLine>,
    /// What was talked about, the last first.
    pub done: Vec<AgendaLine>,
    /// A new item, as typed.
    pub form: AgendaForm,
    /// What is wrong with it.
    pub problems: Problems,
    /// Stages with their questions.
    pub questions: Vec<(String, Vec<(String, String)>)>,
    /// Whether the reader may change things.
    pub may_change: bool,
}

impl AgendaPage<'_> {
    fn question_field(&self) -> Choice<'_> {
        let none = (self.frame.t("agenda-question"), self.frame.t("question-choose"));
        question_field(none, &self.questions, &self.form.question).problems(&self.problems)
    }
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let words = ui::Words::of(language);
    let line = |topic: &str, text: &str, note: &str, help: bool| AgendaLine {
        id: "i".to_owned(),
        key: "goal-setting".to_owned(),
        stage: (!text.is_empty()).then(|| (1, "Assess Existing Conditions".to_owned())),
        topic: topic.to_owned(),
        text: text.to_owned(),
        answer: (!text.is_empty()).then(|| words.t("answer-in-progress").to_owned()),
        note: note.to_owned(),
        by: "Rosa Medina".to_owned(),
        added_at: SAMPLE_NOW.plus(-2 * DAY),
        done_at: None,
        help: help.then(|| Help {
            url: "/toolkit/assess#goal-setting".to_owned(),
            html: "<p>Write down one or two decisions that you must make this year.</p>".to_owned(),
        }),
    };
    let open = || {
        vec![
            line(
                "Goal setting",
                "Have we set goals for the assessment?",
                "Housing and schools are far apart.",
                true,
            ),
            line(words.t("question-gone-name"), "", "", false),
        ]
    };
    let done = || {
        let line = line("Local conditions", "Do we know the local conditions?", "", false);
        vec![AgendaLine { done_at: Some(SAMPLE_NOW), ..line }]
    };
    let page = |open, done, problems, may_change| AgendaPage {
        frame: Frame::sample_group(language, "/p/SAMPLE/agenda", Nav::Steps),
        open,
        done,
        form: AgendaForm::default(),
        problems,
        questions: vec![(
            "1. Assess".to_owned(),
            vec![("goal-setting".to_owned(), "Goal setting".to_owned())],
        )],
        may_change,
    };
    let mut problems = Problems::default();
    problems.add("question", words.t("question-empty"));
    vec![
        Sample::new("agenda", &page(open(), done(), Problems::default(), true)),
        Sample::new("agenda, none", &page(Vec::new(), Vec::new(), Problems::default(), true)),
        Sample::new("agenda, as a viewer", &page(open(), Vec::new(), Problems::default(), false)),
        Sample::new("agenda, wrong", &page(Vec::new(), Vec::new(), problems, true)),
    ]
}
