//! The partnership's home.

use askama::Template;
use crosswalk_names::{DAY, HOUR, Language, RoundId, Timestamp};
use crosswalk_ui::{self as ui, Frame, Meter, Nav, SAMPLE_NOW, Sample};

use crate::partnerships::steps::StepLine;
use crate::workbook::reading::page::Lane;

/// A round that is open.
pub struct OpenRound {
    /// Its id.
    pub id: RoundId,
    /// As people call it.
    pub name: String,
    /// When it closes.
    pub closes_at: Timestamp,
    /// Whether the reader is done with it.
    pub done: bool,
}

/// How many partners are of a sector.
pub struct SectorLine {
    /// The sector's word.
    pub sector: &'static str,
    /// Its name.
    pub label: String,
    /// Partners.
    pub count: usize,
}

/// The page.
#[derive(Template)]
#[template(path = "partnerships/home/home.html")]
pub struct HomePage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// What the partnership is for; may be empty.
    pub purpose: String,
    /// The stages.
    pub roads: Vec<Lane>,
    /// Rounds that are open.
    pub rounds: Vec<OpenRound>,
    /// The next steps that press most.
    pub steps: Vec<StepLine>,
    /// Open steps that are not shown.
    pub more_steps: usize,
    /// Partners in all.
    pub partners: usize,
    /// By sector.
    pub sectors: Vec<SectorLine>,
    /// Partners that hang on one person: id, name and contact.
    pub alone: Vec<(String, String, String)>,
    /// What happened of late, the newest first.
    pub lines: Vec<(String, Timestamp)>,
    /// Whether the reader may change things.
    pub may_contribute: bool,
    /// Whether the reader runs the partnership.
    pub is_steward: bool,
}

impl HomePage<'_> {
    fn name(&self) -> &str {
        self.frame.group.as_ref().map_or("", |group| &group.name)
    }
    fn of_yes(&self, road: &Lane) -> String {
        self.frame.with("meter-of-yes", &[("yes", road.yes.into()), ("total", road.total.into())])
    }
    fn lead(&self) -> String {
        let partners = self.frame.tn("home-partners", self.partners);
        if self.purpose.is_empty() { partners } else { format!("{partners} {}", self.purpose) }
    }
    fn contact<'p>(&'p self, name: &'p str) -> &'p str {
        if name.is_empty() { self.frame.t("someone") } else { name }
    }
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let checklist = crate::rounds::samples::checklist(language);
    let road = |place: usize, next| {
        let answers = [
            Some(crosswalk_checklist::Answer::Yes),
            Some(crosswalk_checklist::Answer::InProgress),
            None,
            Some(crosswalk_checklist::Answer::NotYet),
        ];
        Lane {
            number: place + 1,
            title: checklist.stages[place].short.clone(),
            url: "#".to_owned(),
            meter: Meter::new(ui::Words::of(language), &answers),
            yes: 1,
            total: 4,
            next,
        }
    };
    let page = |full: bool| HomePage {
        frame: Frame::sample_group(language, "/p/SAMPLE", Nav::PartnershipHome),
        purpose: String::new(),
        roads: (0..5).map(|place| road(place, place == 2)).collect(),
        rounds: if full {
            vec![OpenRound {
                id: RoundId(uuid::Uuid::nil()),
                name: "Fall 2026".to_owned(),
                closes_at: SAMPLE_NOW.plus(9 * DAY),
                done: false,
            }]
        } else {
            Vec::new()
        },
        steps: if full { crate::partnerships::steps::page::sample_lines(language) } else { Vec::new() },
        more_steps: if full { 3 } else { 0 },
        partners: if full { 7 } else { 0 },
        sectors: if full {
            ["housing", "education", "residents", "health", "government", "funders", "other"]
                .into_iter()
                .map(|sector| SectorLine {
                    sector,
                    label: crate::rounds::round::page::sector_label(ui::Words::of(language), sector)
                        .to_owned(),
                    count: 1,
                })
                .collect()
        } else {
            Vec::new()
        },
        alone: if full {
            vec![("a".to_owned(), "Riverside Family Health".to_owned(), "Lena Ortiz".to_owned())]
        } else {
            Vec::new()
        },
        lines: vec![("Rosa Medina started the partnership.".to_owned(), SAMPLE_NOW.plus(-3 * HOUR))],
        may_contribute: true,
        is_steward: true,
    };
    vec![Sample::new("partnership, new", &page(false)), Sample::new("partnership", &page(true))]
}
