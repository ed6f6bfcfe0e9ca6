//! Help: how a workbook works, and what each stage is for.

use askama::Template;
use crosswalk_names::Language;
use crosswalk_ui::{self as ui, Frame, Nav, Sample};

/// What one stage is for.
#[derive(Debug, Clone)]
pub struct HelpStage<'a> {
    /// Its key, for links from the first page.
    pub key: &'a str,
    /// "Assess Existing Conditions".
    pub title: &'a str,
    /// "Assess conditions": for narrow places.
    pub short: &'a str,
    /// A few sentences.
    pub purpose: &'a str,
    /// The guide of the stage.
    pub guide: Option<String>,
    /// The topics of its questions, in order.
    pub topics: Vec<&'a str>,
}

/// The help page.
#[derive(Template)]
#[template(path = "site/help/help.html")]
pub struct HelpPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// In order.
    pub stages: Vec<HelpStage<'a>>,
    /// Days in which things can be brought back.
    pub kept_days: usize,
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let stages = crate::site::home::page::sample_stages(language);
    let spanish = language == Language::Es;
    let topics = if spanish {
        vec!["Definir las metas", "Condiciones locales"]
    } else {
        vec!["Goal setting", "Local conditions"]
    };
    let page = HelpPage {
        frame: Frame::sample(language, "/help").nav(Nav::Help).indexed(),
        stages: stages
            .iter()
            .map(|stage| HelpStage {
                key: stage.key,
                title: stage.title,
                short: stage.title,
                purpose: stage.summary,
                guide: Some("#".to_owned()),
                topics: topics.clone(),
            })
            .collect(),
        kept_days: 30,
    };
    vec![Sample::new("help", &page)]
}
