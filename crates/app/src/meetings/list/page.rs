//! The list of meetings.

use askama::Template;
use crosswalk_names::{Language, Timestamp};
use crosswalk_ui::{self as ui, Frame, Nav, SAMPLE_NOW, Sample};

use crate::meetings::phone::page::sample_loaded;
use crate::meetings::queries::{Line, Phase};

/// The page.
#[derive(Template)]
#[template(path = "meetings/list/list.html")]
pub struct ListPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// The newest first.
    pub lines: Vec<Line>,
}

impl ListPage<'_> {
    fn runs(&self, line: &Line) -> bool {
        !line.meeting.is_over(self.frame.now)
    }
    fn outcome(&self, line: &Line) -> String {
        if line.shown == 0 {
            return self.frame.t("meetings-nothing-shown").to_owned();
        }
        let counts = [("shown", line.shown.into()), ("agreed", line.agreed.into())];
        self.frame.with("meetings-outcome", &counts)
    }
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let page =
        |lines| ListPage { frame: Frame::sample_group(language, "/p/SAMPLE/meetings", Nav::None), lines };
    let line = |started: Timestamp, by: &str, shown, agreed| {
        let mut meeting = sample_loaded(Phase::Between, &[]).meeting;
        meeting.started_at = started;
        meeting.ends_at = started.plus(crate::meetings::LASTS);
        Line { meeting, by: by.to_owned(), shown, agreed }
    };
    let lines = vec![
        line(SAMPLE_NOW, "Rosa Medina", 0, 0),
        line(SAMPLE_NOW.plus(-30 * crosswalk_names::DAY), "", 6, 5),
    ];
    vec![Sample::new("meetings, none", &page(Vec::new())), Sample::new("meetings", &page(lines))]
}
