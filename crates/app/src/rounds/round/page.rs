//! One open round.

use std::borrow::Borrow;

use askama::Template;
use crosswalk_names::{DAY, Language, RoundId, Timestamp};
use crosswalk_ui::{self as ui, Alert, Frame, Nav, SAMPLE_NOW, Sample};

use crate::rounds::{Rate, by_sector};

/// The reader's own part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnPart {
    /// They are not asked: they speak for no organization that is.
    NotAsked,
    /// They can begin.
    Asked {
        /// For whom they speak.
        organization: String,
    },
    /// Enough people of their organization have begun.
    Full {
        /// For whom they speak.
        organization: String,
    },
    /// They have a copy.
    Begun {
        /// Where it is.
        copy: String,
        /// Questions answered in it.
        answered: usize,
        /// Questions in it that apply.
        total: usize,
        /// Whether they said they were done.
        finished: bool,
    },
}

/// The page.
#[derive(Template)]
#[template(path = "rounds/round/round.html")]
pub struct RoundPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// The round.
    pub id: RoundId,
    /// As people call it.
    pub name: String,
    /// When it closes.
    pub closes_at: Timestamp,
    /// Whether results will name organizations.
    pub named: bool,
    /// The smallest group that will be broken down.
    pub people_min: usize,
    /// By sector.
    pub sectors: Vec<Rate>,
    /// By organization.
    pub rates: Vec<Rate>,
    /// The reader's own part.
    pub part: OwnPart,
    /// Whether the reader runs the partnership.
    pub is_steward: bool,
}

impl RoundPage<'_> {
    fn at(&self, rest: &str) -> String {
        self.frame.group_paths().in_round(self.id, rest)
    }
    fn progress(&self, answered: impl Borrow<usize>, total: impl Borrow<usize>) -> String {
        self.frame.with(
            "meter-of-answered",
            &[("answered", (*answered.borrow()).into()), ("total", (*total.borrow()).into())],
        )
    }
    fn sector(&self, word: &str) -> &str {
        sector_label(self.frame.words, word)
    }
    fn done(&self) -> u32 {
        self.rates.iter().map(|rate| rate.done).sum()
    }
    fn asked(&self) -> u32 {
        self.rates.iter().map(|rate| rate.asked).sum()
    }
}

/// The message of a sector.
pub fn sector_label<'w>(words: &'w ui::Words, word: &str) -> &'w str {
    match word {
        "housing" => words.t("sector-housing"),
        "education" => words.t("sector-education"),
        "residents" => words.t("sector-residents"),
        "health" => words.t("sector-health"),
        "government" => words.t("sector-government"),
        "funders" => words.t("sector-funders"),
        _ => words.t("sector-other"),
    }
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let rate = |name: &str, letters: &str, sector: &str, asked, done| Rate {
        name: name.to_owned(),
        letters: letters.to_owned(),
        sector: sector.to_owned(),
        asked,
        done,
    };
    let page = |part, is_steward| {
        let rates = vec![
            rate("Milbrook Housing Authority", "MH", "housing", 3, 2),
            rate("Milbrook Public Schools", "MS", "education", 4, 4),
            rate("After-School Alliance", "AS", "education", 1, 0),
            rate("Northside Tenants Council", "NT", "residents", 2, 1),
        ];
        RoundPage {
            frame: Frame::sample_group(language, "/p/SAMPLE/rounds/SAMPLE", Nav::Rounds),
            id: RoundId(uuid::Uuid::nil()),
            name: "Fall 2026".to_owned(),
            closes_at: SAMPLE_NOW.plus(9 * DAY),
            named: true,
            people_min: 3,
            sectors: by_sector(&rates),
            rates,
            part,
            is_steward,
        }
    };
    let organization = || "Northside Tenants Council".to_owned();
    let begun = |answered, finished| OwnPart::Begun { copy: "#".to_owned(), answered, total: 26, finished };
    vec![
        Sample::new("round, asked", &page(OwnPart::Asked { organization: organization() }, false)),
        Sample::new("round, begun", &page(begun(9, false), false)),
        Sample::new("round, done", &page(begun(26, true), true)),
        Sample::new("round, full", &page(OwnPart::Full { organization: organization() }, false)),
        Sample::new("round, not asked", &page(OwnPart::NotAsked, true)),
    ]
}
