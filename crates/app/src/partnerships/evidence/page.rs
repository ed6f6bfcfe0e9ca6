//! What the team's answers rest on.

use askama::Template;
use crosswalk_names::{Language, Timestamp};
use crosswalk_ui::{self as ui, Choice, Field, Frame, Nav, Problems, SAMPLE_NOW, Sample, Words};
use serde::Deserialize;

use super::queries::EvidenceKind;
use super::{LABEL_MAX, LINK_MAX};
use crate::partnerships::steps::page::question_field;

/// A piece of evidence, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct EvidenceForm {
    /// The key of the question.
    pub question: String,
    /// `document`, `page`, `person` or `record`.
    pub kind: String,
    /// What it is called.
    pub label: String,
    /// Its address, or nothing.
    pub link: String,
}

/// The word for a kind.
pub fn kind_word(words: &Words, kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Document => words.t("evidence-document"),
        EvidenceKind::Page => words.t("evidence-page"),
        EvidenceKind::Person => words.t("evidence-person"),
        EvidenceKind::Record => words.t("evidence-record"),
    }
}

/// One piece of evidence.
pub struct EvidenceLine {
    /// Its id.
    pub id: String,
    /// What it is, in words.
    pub kind: String,
    /// What it is called.
    pub label: String,
    /// Its address; empty without one.
    pub link: String,
    /// Who added it.
    pub by: String,
    /// Since when it is there.
    pub added_at: Timestamp,
}

/// One question.
pub struct QuestionPart {
    /// Its key.
    pub key: String,
    /// What it is called.
    pub topic: String,
    /// The question itself.
    pub text: String,
    /// The team's answer, in words.
    pub answer: String,
    /// Whether that is "Yes", which wants evidence.
    pub is_yes: bool,
    /// What the answer rests on.
    pub evidence: Vec<EvidenceLine>,
}

/// One stage.
pub struct StagePart {
    /// From 1.
    pub number: usize,
    /// As the checklist calls it.
    pub title: String,
    /// Whether it is open at first.
    pub open: bool,
    /// In order.
    pub questions: Vec<QuestionPart>,
}

impl StagePart {
    /// How many pieces of evidence it has.
    fn count(&self) -> usize {
        self.questions.iter().map(|question| question.evidence.len()).sum()
    }
}

/// The page.
#[derive(Template)]
#[template(path = "partnerships/evidence/evidence.html")]
pub struct EvidencePage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// In order.
    pub stages: Vec<StagePart>,
    /// Evidence for questions that are not in the workbook any more.
    pub strays: Vec<EvidenceLine>,
    /// A new piece, as typed.
    pub form: EvidenceForm,
    /// What is wrong with it.
    pub problems: Problems,
    /// Stages with their questions.
    pub questions: Vec<(String, Vec<(String, String)>)>,
    /// Whether the reader may change things.
    pub may_change: bool,
}

/// One piece of evidence in a list.
#[derive(Template)]
#[template(path = "partnerships/evidence/line.html")]
struct LineView<'a> {
    frame: &'a Frame<'a>,
    line: &'a EvidenceLine,
    may_change: bool,
}
impl askama::filters::HtmlSafe for LineView<'_> {}

impl EvidencePage<'_> {
    fn question_field(&self) -> Choice<'_> {
        let none = (self.frame.t("evidence-question"), self.frame.t("question-choose"));
        question_field(none, &self.questions, &self.form.question).problems(&self.problems)
    }
    fn kind_field(&self) -> Choice<'_> {
        let kinds = EvidenceKind::ALL.map(|kind| (kind.word(), kind_word(self.frame.words, kind)));
        Choice::buttons("kind", self.frame.t("evidence-kind"))
            .items(&kinds, &self.form.kind)
            .problems(&self.problems)
    }
    fn view<'v>(&'v self, line: &'v EvidenceLine) -> LineView<'v> {
        LineView { frame: &self.frame, line, may_change: self.may_change }
    }
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let words = Words::of(language);
    let line = |kind: EvidenceKind, label: &str, link: &str| EvidenceLine {
        id: "e".to_owned(),
        kind: kind_word(words, kind).to_owned(),
        label: label.to_owned(),
        link: link.to_owned(),
        by: "Rosa Medina".to_owned(),
        added_at: SAMPLE_NOW,
    };
    let question = |topic: &str, is_yes: bool, evidence: Vec<EvidenceLine>| QuestionPart {
        key: if evidence.is_empty() { "local-conditions" } else { "goal-setting" }.to_owned(),
        topic: topic.to_owned(),
        text: "Have we set goals for the assessment?".to_owned(),
        answer: words.t(if is_yes { "answer-yes" } else { "answer-not-yet" }).to_owned(),
        is_yes,
        evidence,
    };
    let stages = || {
        let evidence = vec![
            line(EvidenceKind::Document, "Minutes of May 4", "https://example.org/minutes"),
            line(EvidenceKind::Person, "Dana Whitfield, Milbrook Housing Authority", ""),
        ];
        vec![
            StagePart {
                number: 1,
                title: "Assess Existing Conditions".to_owned(),
                open: true,
                questions: vec![
                    question("Goal setting", true, evidence),
                    question("Local conditions", true, Vec::new()),
                ],
            },
            StagePart {
                number: 2,
                title: "Identify and Engage Partners".to_owned(),
                open: false,
                questions: Vec::new(),
            },
        ]
    };
    let page = |strays, form, problems, may_change| EvidencePage {
        frame: Frame::sample_group(language, "/p/SAMPLE/evidence", Nav::Steps),
        stages: stages(),
        strays,
        form,
        problems,
        questions: vec![(
            "1. Assess".to_owned(),
            vec![("goal-setting".to_owned(), "Goal setting".to_owned())],
        )],
        may_change,
    };
    let form = EvidenceForm { kind: "document".to_owned(), ..EvidenceForm::default() };
    let mut problems = Problems::default();
    for (field, message) in [
        ("question", words.t("question-empty")),
        ("label", words.t("evidence-label-empty")),
        ("link", words.t("evidence-link-odd")),
    ] {
        problems.add(field, message);
    }
    let strays = vec![line(EvidenceKind::Record, "Attendance of 2025", "")];
    vec![
        Sample::new("evidence", &page(Vec::new(), EvidenceForm::default(), Problems::default(), true)),
        Sample::new("evidence, as a viewer", &page(strays, form.clone(), Problems::default(), false)),
        Sample::new("evidence, wrong", &page(Vec::new(), form, problems, true)),
    ]
}
