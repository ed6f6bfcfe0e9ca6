//! The form of one own question: add it, or change its words.

use askama::Template;
use crosswalk_names::Language;
use crosswalk_ui::{self as ui, Field, Frame, Nav, Problems, Sample};

/// The page.
#[derive(Template)]
#[template(path = "workbook/own_question/own_question.html")]
pub struct OwnQuestionPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// The question's key; none for a new one.
    pub key: Option<String>,
    /// The stage's key, for a new one.
    pub stage: String,
    /// The stage's number.
    pub number: usize,
    /// The stage's title.
    pub stage_title: String,
    /// The question, as typed.
    pub text: String,
    /// The name of the person who writes.
    pub name: String,
    /// What is wrong.
    pub problems: Problems,
    /// Longest question, in characters.
    pub text_max: usize,
}

impl OwnQuestionPage<'_> {
    fn action(&self) -> String {
        let book = self.frame.book_paths();
        self.key.as_ref().map_or_else(|| book.questions(), |key| book.question(key))
    }
    fn title(&self) -> &str {
        if self.key.is_some() { self.frame.t("own-edit") } else { self.frame.t("own-add") }
    }
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let spanish = language == Language::Es;
    let text = if spanish {
        "¿Hemos preguntado a las familias que ya se mudaron por qué se fueron?"
    } else {
        "Have we asked families who already moved away why they left?"
    };
    let stage = crate::site::home::page::sample_stages(language);
    let page = |key: Option<&str>, text: &str, problems| OwnQuestionPage {
        frame: Frame::sample_book(language, "/w/SAMPLE/questions/own", Nav::Workbook),
        key: key.map(str::to_owned),
        stage: "assess".to_owned(),
        number: 1,
        stage_title: stage.first().map(|stage| stage.title.to_owned()).unwrap_or_default(),
        text: text.to_owned(),
        name: "Rosa Medina".to_owned(),
        problems,
        text_max: 500,
    };
    let mut problems = Problems::default();
    problems.add("text", ui::Words::of(language).t("own-empty"));
    vec![
        Sample::new("own question", &page(Some("own-0123456789abcdef"), text, Problems::default())),
        Sample::new("own question, empty", &page(None, "", problems)),
    ]
}
