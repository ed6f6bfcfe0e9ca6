//! Two states of a workbook side by side, stage by stage.

use askama::Template;
use crosswalk_checklist::Answer;
use crosswalk_names::Language;
use crosswalk_ui::{self as ui, Frame, Meter, Nav, Sample};

use crate::workbook::history::page::answer_word;

/// A state that can be chosen.
#[derive(Debug, Clone)]
pub struct Choice {
    /// A snapshot's id, or `now`.
    pub id: String,
    /// What it is called.
    pub name: String,
}

/// A question whose answer is another one now.
#[derive(Debug, Clone)]
pub struct Moved {
    /// "Goal setting", or an own question's text.
    pub topic: String,
    /// The answer in the earlier state.
    pub from: Option<Answer>,
    /// The answer in the later state.
    pub to: Option<Answer>,
}

/// One stage in both states.
#[derive(Debug, Clone)]
pub struct StagePair {
    /// From 1.
    pub number: usize,
    /// Its short title.
    pub title: String,
    /// Its stripes in the earlier state, with words.
    pub from: Meter,
    /// Its stripes in the later state, with words.
    pub to: Meter,
    /// Answered yes in the earlier state.
    pub from_yes: usize,
    /// Answered yes in the later state.
    pub to_yes: usize,
    /// Questions that apply in the later state.
    pub total: usize,
    /// What changed, in the checklist's order.
    pub moved: Vec<Moved>,
}

/// Two states side by side.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// What the earlier one is called.
    pub from_name: String,
    /// What the later one is called.
    pub to_name: String,
    /// In order.
    pub stages: Vec<StagePair>,
}

impl Comparison {
    fn changes(&self) -> usize {
        self.stages.iter().map(|stage| stage.moved.len()).sum()
    }
}

/// The comparison page.
#[derive(Template)]
#[template(path = "workbook/compare/compare.html")]
pub struct ComparePage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// What can be chosen: the snapshots, then "now".
    pub choices: Vec<Choice>,
    /// The chosen earlier state; empty before a choice.
    pub from: String,
    /// The chosen later state.
    pub to: String,
    /// None before a choice, or when there is nothing to compare.
    pub comparison: Option<Comparison>,
}

impl ComparePage<'_> {
    #[expect(
        clippy::ref_option,
        clippy::trivially_copy_pass_by_ref,
        reason = "templates hand out references"
    )]
    fn word(&self, answer: &Option<Answer>) -> &'static str {
        answer_word(self.frame.words, *answer)
    }
    /// "up from 2", "down from 3" or "no change".
    fn trend(&self, pair: &StagePair) -> String {
        match pair.to_yes.cmp(&pair.from_yes) {
            std::cmp::Ordering::Greater => self.frame.tn("compare-up", pair.from_yes),
            std::cmp::Ordering::Less => self.frame.tn("compare-down", pair.from_yes),
            std::cmp::Ordering::Equal => self.frame.t("compare-same").to_owned(),
        }
    }
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let spanish = language == Language::Es;
    let words = ui::Words::of(language);
    let stages = crate::site::home::page::sample_stages(language);
    let topic = || if spanish { "La voz de la comunidad" } else { "Community voice" }.to_owned();
    let pair = |(place, stripes): (usize, Vec<Option<Answer>>)| {
        let earlier: Vec<_> =
            stripes.iter().enumerate().map(|(i, stripe)| if i > 1 { None } else { *stripe }).collect();
        let yes = |stripes: &[Option<Answer>]| {
            stripes.iter().filter(|stripe| **stripe == Some(Answer::Yes)).count()
        };
        StagePair {
            number: place + 1,
            title: stages.get(place).map(|stage| stage.title.to_owned()).unwrap_or_default(),
            from: Meter::new(words, &earlier),
            to: Meter::new(words, &stripes),
            from_yes: yes(&earlier),
            to_yes: yes(&stripes),
            total: stripes.len(),
            moved: stripes
                .iter()
                .zip(&earlier)
                .filter(|(to, from)| to != from)
                .map(|(to, from)| Moved { topic: topic(), from: *from, to: *to })
                .collect(),
        }
    };
    let mut choices: Vec<Choice> = crate::workbook::snapshots::page::sample_snapshots(language)
        .iter()
        .map(|line| Choice { id: line.id.clone(), name: line.called(&Frame::sample(language, "/")) })
        .collect();
    choices.push(Choice { id: "now".to_owned(), name: words.t("compare-now").to_owned() });
    let page = |choices: Vec<Choice>, comparison| ComparePage {
        frame: Frame::sample_book(language, "/w/SAMPLE/compare", Nav::Snapshots),
        choices,
        from: "s1".to_owned(),
        to: "now".to_owned(),
        comparison,
    };
    let comparison = Comparison {
        from_name: if spanish { "Al empezar" } else { "At the start" }.to_owned(),
        to_name: words.t("compare-now").to_owned(),
        stages: crate::workbook::reading::page::sample_stripes().into_iter().enumerate().map(pair).collect(),
    };
    vec![
        Sample::new("compare", &page(choices.clone(), Some(comparison))),
        Sample::new("compare, before a choice", &page(choices.clone(), None)),
        Sample::new("compare, no snapshot", &page(choices.split_off(choices.len() - 1), None)),
    ]
}
