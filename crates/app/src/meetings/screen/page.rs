//! What the projector shows.

use askama::Template;
use crosswalk_names::Language;
use crosswalk_ui::{Frame, Nav, SAMPLE_NOW, Sample, Words};

use crate::meetings::code::Code;
use crate::meetings::phone::page::{SAMPLE_CHOICES, sample_loaded};
use crate::meetings::qr::Qr;
use crate::meetings::queries::Phase;
use crate::meetings::show::{Show, Tally};
use crate::meetings::spread::Choice;

/// The page.
#[derive(Template)]
#[template(path = "meetings/screen/screen.html")]
pub struct ScreenPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// Where its socket is.
    pub live: String,
    /// The way in, for cameras.
    pub qr: Option<Qr>,
    /// The way in, for fingers.
    pub code: Option<Code>,
    /// Where to type it.
    pub address: String,
    /// What is shown.
    pub show: Show,
    /// How many are here and have answered.
    pub tally: Tally,
}

impl ScreenPage<'_> {
    fn words(&self) -> String {
        serde_json::to_string(&self.frame.words.pick("meet-island-")).unwrap_or_default()
    }
    fn name(&self) -> &str {
        self.frame.group.as_ref().map_or("", |group| &group.name)
    }
    fn code(&self) -> String {
        self.code.map(Code::grouped).unwrap_or_default()
    }
    fn left(&self) -> String {
        self.show.left(self.frame.now)
    }
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let page = |phase, choices: &[Choice], over: bool| {
        let mut loaded = sample_loaded(phase, choices);
        loaded.meeting.timer_ends = (phase == Phase::Open).then_some(SAMPLE_NOW.plus(95_000));
        loaded.meeting.ended_at = over.then_some(SAMPLE_NOW);
        ScreenPage {
            frame: Frame::sample_group(language, "/p/SAMPLE/meetings/SAMPLE/screen", Nav::None)
                .script("meeting.js"),
            live: String::new(),
            qr: Qr::of("https://crosswalk.example.org/meet/K7M2PQ"),
            code: loaded.meeting.code,
            address: "crosswalk.example.org/meet".to_owned(),
            show: Show::of_loaded(language, &loaded, SAMPLE_NOW),
            tally: Tally::of(Words::of(language), choices.len(), 14),
        }
    };
    vec![
        Sample::new("screen, waiting", &page(Phase::Between, &[], false)),
        Sample::new("screen, open", &page(Phase::Open, &SAMPLE_CHOICES, false)),
        Sample::new("screen, shown", &page(Phase::Shown, &SAMPLE_CHOICES, false)),
        Sample::new("screen, too few", &page(Phase::Shown, &[Choice::Yes], false)),
        Sample::new("screen, ended", &page(Phase::Between, &[], true)),
    ]
}
