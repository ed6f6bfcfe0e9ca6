//! The first page of the toolkit as HTML.

use askama::Template;
use crosswalk_checklist::Checklist;
use crosswalk_names::Language;
use crosswalk_toolkit::{Contents, Section};
use crosswalk_ui::{self as ui, Frame, Nav, Sample};

use crate::toolkit::article::page::{section_name, stage_number};

/// A page, as the list shows it.
pub struct OverviewPage {
    /// Where it is.
    pub url: String,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub summary: String,
    /// Of a stage's guide.
    pub stage: Option<usize>,
    /// How long it takes to read.
    pub minutes: String,
}

/// Pages of one section.
pub struct OverviewGroup {
    /// The word of the section, for its name on the page.
    pub id: &'static str,
    /// The section's name.
    pub label: &'static str,
    /// In order.
    pub pages: Vec<OverviewPage>,
}

/// The page.
#[derive(Template)]
#[template(path = "toolkit/overview/overview.html")]
pub struct Overview<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// By section.
    pub groups: Vec<OverviewGroup>,
    /// For a copy without a server: no forms.
    pub is_copy: bool,
}

/// Fills the page in.
pub fn filled<'a>(frame: Frame<'a>, contents: &Contents, checklist: &Checklist) -> Overview<'a> {
    let lead = frame.words.t("toolkit-lead");
    let frame = frame.nav(Nav::Toolkit).indexed().described(lead).script("toolkit.js");
    let groups = Section::ALL
        .into_iter()
        .map(|section| OverviewGroup {
            id: section.as_str(),
            label: section_name(frame.words, section),
            pages: contents
                .pages
                .iter()
                .filter(|page| page.section == section)
                .map(|page| OverviewPage {
                    url: frame.paths().toolkit_page(&page.slug),
                    title: page.title.clone(),
                    summary: page.summary.clone(),
                    stage: stage_number(page, checklist),
                    minutes: frame.tn("toolkit-minutes", page.minutes()),
                })
                .collect(),
        })
        .filter(|group| !group.pages.is_empty())
        .collect();
    Overview { groups, frame, is_copy: false }
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let (contents, checklist) = crate::toolkit::article::page::sample_content(language);
    vec![Sample::new("toolkit", &filled(Frame::sample(language, "/toolkit"), contents, checklist))]
}
