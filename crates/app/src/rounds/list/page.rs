//! The list of rounds.

use askama::Template;
use crosswalk_names::{DAY, Language, RoundId, Timestamp};
use crosswalk_ui::{self as ui, Frame, Nav, SAMPLE_NOW, Sample};

/// One round.
pub struct RoundLine {
    /// Its id.
    pub id: RoundId,
    /// As people call it.
    pub name: String,
    /// When it closes.
    pub closes_at: Timestamp,
    /// When it was closed, if it is.
    pub closed_at: Option<Timestamp>,
    /// People asked.
    pub asked: u32,
    /// People who are done.
    pub done: usize,
    /// Whether the reader has begun and is not done.
    pub waits_for_me: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "rounds/list/list.html")]
pub struct RoundsPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// The newest first.
    pub lines: Vec<RoundLine>,
    /// Whether the reader may open one.
    pub is_steward: bool,
}

impl RoundsPage<'_> {
    fn url(&self, line: &RoundLine) -> String {
        let group = self.frame.group_paths();
        if line.closed_at.is_some() { group.in_round(line.id, "/results") } else { group.round(line.id) }
    }
    fn counts(&self, line: &RoundLine) -> String {
        let args =
            [("done", line.done.into()), ("asked", usize::try_from(line.asked).unwrap_or_default().into())];
        self.frame.with("rounds-counts", &args)
    }
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let line = |name: &str, closed: Option<i64>, waits_for_me| RoundLine {
        id: RoundId(uuid::Uuid::nil()),
        name: name.to_owned(),
        closes_at: SAMPLE_NOW.plus(9 * DAY),
        closed_at: closed.map(|days| SAMPLE_NOW.plus(-days * DAY)),
        asked: 12,
        done: 7,
        waits_for_me,
    };
    let page = |lines, is_steward| RoundsPage {
        frame: Frame::sample_group(language, "/p/SAMPLE/rounds", Nav::Rounds),
        lines,
        is_steward,
    };
    vec![
        Sample::new("rounds, none", &page(Vec::new(), true)),
        Sample::new("rounds, none, as a member", &page(Vec::new(), false)),
        Sample::new(
            "rounds",
            &page(vec![line("Fall 2026", None, true), line("Spring 2026", Some(180), false)], true),
        ),
    ]
}
