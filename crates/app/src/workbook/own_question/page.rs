//! The form to change the words of an own question.

use askama::Template;
use crosswalk_names::Language;
use crosswalk_ui::{self as ui, Field, Frame, Nav, Problems, Sample};

/// The page.
#[derive(Template)]
#[template(path = "workbook/own_question/own_question.html")]
pub struct OwnQuestionPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// The question's key.
    pub key: String,
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

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let spanish = language == Language::Es;
    let text = if spanish {
        "¿Hemos preguntado a las familias que ya se mudaron por qué se fueron?"
    } else {
        "Have we asked families who already moved away why they left?"
    };
    let stage = crate::site::home::page::sample_stages(language);
    let page = |text: &str, problems| OwnQuestionPage {
        frame: Frame::sample_book(language, "/w/SAMPLE/questions/own", Nav::Workbook),
        key: "own-0123456789abcdef".to_owned(),
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
        Sample::new("own question", &page(text, Problems::default())),
        Sample::new("own question, empty", &page("", problems)),
    ]
}
