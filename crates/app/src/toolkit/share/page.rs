//! The form that sends a page on.

use askama::Template;
use crosswalk_names::Language;
use crosswalk_toolkit::Page;
use crosswalk_ui::{self as ui, Alert, Field, Frame, Nav, Problems, Sample};

/// A place that the letter can point at.
pub struct SectionChoice {
    /// The section's name.
    pub id: String,
    /// Its heading.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

impl SectionChoice {
    /// The sections of a page, with the one called `chosen` marked.
    pub fn of(page: &Page, chosen: &str) -> Vec<Self> {
        page.headings()
            .filter(|(level, ..)| *level <= 3)
            .map(|(_, id, label)| Self { chosen: id == chosen, id: id.to_owned(), label })
            .collect()
    }
}

/// What was typed.
#[derive(Default)]
pub struct Typed {
    /// Addresses.
    pub to: String,
    /// A section of the page, or empty.
    pub section: String,
    /// May be empty.
    pub message: String,
    /// The sender's own address.
    pub from: String,
    /// The sender's name; may be empty.
    pub name: String,
}

/// The page.
#[derive(Template)]
#[template(path = "toolkit/share/share.html")]
pub struct SharePage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// The page that is sent.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its full address.
    pub link: String,
    /// Whether this instance can send mail.
    pub sends_mail: bool,
    /// What was typed.
    pub typed: Typed,
    /// What is wrong with it.
    pub problems: Problems,
    /// Longest message, in characters.
    pub message_max: usize,
    /// Where the letter may point.
    pub sections: Vec<SectionChoice>,
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let (contents, _) = crate::toolkit::article::page::sample_content(language);
    let Some(sent) = contents.page("assess") else { return Vec::new() };
    let page = |typed: Typed, problems, sends_mail| SharePage {
        frame: Frame::sample(language, "/toolkit/assess/shares").nav(Nav::Toolkit),
        slug: sent.slug.clone(),
        title: sent.title.clone(),
        link: "https://crosswalk.example.org/toolkit/assess".to_owned(),
        sends_mail,
        sections: SectionChoice::of(sent, &typed.section),
        typed,
        problems,
        message_max: 2000,
    };
    let mut problems = Problems::default();
    problems.add("from", crosswalk_ui::Words::of(language).t("send-to-empty"));
    let typed = || Typed {
        to: "thuy@northside.example".to_owned(),
        section: "goal-setting".to_owned(),
        ..Typed::default()
    };
    vec![
        Sample::new("toolkit: send a page", &page(typed(), Problems::default(), true)),
        Sample::new("toolkit: send a page, wrong", &page(typed(), problems, true)),
        Sample::new("toolkit: send a page, no mail", &page(Typed::default(), Problems::default(), false)),
    ]
}
