//! "Email me my link", when the address needs a fix, and what happens then.

use askama::Template;
use crosswalk_names::Language;
use crosswalk_ui::{self as ui, Alert, Field, Frame, Nav, Problems, Sample};

/// The page.
#[derive(Template)]
#[template(path = "workbook/link_mail/link_mail.html")]
pub struct LinkMailPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// The address, as typed.
    pub to: String,
    /// What is wrong with it.
    pub problems: Problems,
    /// Whether the letter is on its way.
    pub sent: bool,
    /// Whether this instance can send mail.
    pub sends_mail: bool,
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let page = |to: &str, problems, sent, sends_mail| LinkMailPage {
        frame: Frame::sample_book(language, "/w/SAMPLE/link-mail", Nav::Workbook),
        to: to.to_owned(),
        problems,
        sent,
        sends_mail,
    };
    let mut problems = Problems::default();
    let words = ui::Words::of(language);
    problems.add(
        "to",
        crate::workbook::shares::page::address_problem(words, "no-at", "rosa.bridgeway.example", ""),
    );
    vec![
        Sample::new("mail me my link, wrong", &page("rosa.bridgeway.example", problems, false, true)),
        Sample::new(
            "mail me my link, sent",
            &page("rosa@bridgeway.example", Problems::default(), true, true),
        ),
        Sample::new("mail me my link, no mail server", &page("", Problems::default(), false, false)),
    ]
}
