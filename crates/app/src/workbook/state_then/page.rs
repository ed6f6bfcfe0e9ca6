//! The workbook as it was at an earlier moment, and the way back to it.

use askama::Template;
use crosswalk_checklist::Answer;
use crosswalk_names::{HOUR, Language, Timestamp};
use crosswalk_ui::{self as ui, Frame, Meter, Nav, SAMPLE_NOW, Sample};

use crate::workbook::history::page::answer_word;

/// One question as it was.
#[derive(Debug, Clone)]
pub struct ThenQuestion {
    /// "Goal setting", or an own question's text.
    pub topic: String,
    /// Whether it is the partnership's own.
    pub own: bool,
    /// Its answer then.
    pub answer: Option<Answer>,
    /// Its owner then; empty without one.
    pub owner: String,
    /// How many comments it had.
    pub comments: usize,
}

/// One stage as it was.
#[derive(Debug, Clone)]
pub struct ThenStage {
    /// From 1.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// Its stripes, with words.
    pub meter: Meter,
    /// Its questions, own ones last.
    pub questions: Vec<ThenQuestion>,
    /// Its notes; empty when there were none.
    pub notes: String,
}

/// The workbook as it was.
#[derive(Template)]
#[template(path = "workbook/state_then/state_then.html")]
pub struct StateThenPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// Its place in the log, which the restoration names.
    pub seq: i64,
    /// The moment of the change after it, which people see as "before this"; none for the newest state.
    pub at: Option<Timestamp>,
    /// Its title then.
    pub title: String,
    /// Its community then.
    pub community: String,
    /// In order.
    pub stages: Vec<ThenStage>,
}

impl StateThenPage<'_> {
    #[expect(
        clippy::ref_option,
        clippy::trivially_copy_pass_by_ref,
        reason = "templates hand out references"
    )]
    fn word(&self, answer: &Option<Answer>) -> &'static str {
        answer_word(self.frame.words, *answer)
    }
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let spanish = language == Language::Es;
    let words = ui::Words::of(language);
    let stripes = crate::workbook::reading::page::sample_stripes();
    let topics = if spanish {
        ["Definir las metas", "Condiciones locales"]
    } else {
        ["Goal setting", "Local conditions"]
    };
    let stages = crate::site::home::page::sample_stages(language);
    let stage = |(place, stripes): (usize, Vec<Option<Answer>>)| ThenStage {
        number: place + 1,
        title: stages.get(place).map(|stage| stage.title.to_owned()).unwrap_or_default(),
        meter: Meter::new(words, &stripes),
        questions: stripes
            .iter()
            .enumerate()
            .map(|(place, answer)| ThenQuestion {
                topic: topics[place % 2].to_owned(),
                own: place == 5,
                answer: *answer,
                owner: if place == 0 { "Dana Whitfield".to_owned() } else { String::new() },
                comments: place % 3,
            })
            .collect(),
        notes: if place == 0 {
            "Ask Thuy to bring two residents.\nSchool calendar: https://example.org".to_owned()
        } else {
            String::new()
        },
    };
    let page = StateThenPage {
        frame: Frame::sample_book(language, "/w/SAMPLE/history/12", Nav::History),
        seq: 12,
        at: Some(SAMPLE_NOW.plus(-HOUR)),
        title: "Riverside".to_owned(),
        community: "Milbrook".to_owned(),
        stages: stripes.into_iter().enumerate().map(stage).collect(),
    };
    vec![Sample::new("an earlier state", &page)]
}
