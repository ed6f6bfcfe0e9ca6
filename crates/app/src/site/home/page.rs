//! The first page: what this is, the street of five stages, and the way back to a workbook.

use askama::Template;
use crosswalk_names::Language;
use crosswalk_ui::{self as ui, Field, Frame, Nav, Problems, Sample};

use crate::workbook::devices::page::{BookRow, sample_books};

/// One stripe of the street.
#[derive(Debug, Clone)]
pub struct HomeStage<'a> {
    /// Its guide, or what help says of it.
    pub url: String,
    /// Its key.
    pub key: &'a str,
    /// "Assess Existing Conditions".
    pub title: &'a str,
    /// One line.
    pub summary: &'a str,
}

/// The first page.
#[derive(Template)]
#[template(path = "site/home/home.html")]
pub struct HomePage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// The stages of the checklist that a new workbook answers.
    pub stages: Vec<HomeStage<'a>>,
    /// Checklists to choose from: key and title. One needs no choice.
    pub checklists: Vec<(String, String)>,
    /// How many questions it has.
    pub questions: usize,
    /// Workbooks that this device remembers.
    pub books: Vec<BookRow>,
    /// What was typed as a link or code.
    pub link: String,
    /// What is wrong with it.
    pub problems: Problems,
}

pub(crate) const SAMPLE_STAGES_EN: [HomeStage<'static>; 5] = [
    HomeStage {
        url: String::new(),
        key: "assess",
        title: "Assess Existing Conditions",
        summary: "Learn what is true here now: strengths, needs and gaps.",
    },
    HomeStage {
        url: String::new(),
        key: "engage",
        title: "Identify and Engage Partners",
        summary: "Find who should be at the table, and invite them in.",
    },
    HomeStage {
        url: String::new(),
        key: "outcomes",
        title: "Prioritize and Develop Shared Outcomes",
        summary: "Choose the few changes everyone will work toward.",
    },
    HomeStage {
        url: String::new(),
        key: "implement",
        title: "Partner and Implement Cross-Sector Solutions",
        summary: "Do the work together and watch the numbers.",
    },
    HomeStage {
        url: String::new(),
        key: "sustain",
        title: "Sustain Partnerships for Systems Change",
        summary: "Keep it going when people and grants change.",
    },
];
pub(crate) const SAMPLE_STAGES_ES: [HomeStage<'static>; 5] = [
    HomeStage {
        url: String::new(),
        key: "assess",
        title: "Evaluar la situación actual",
        summary: "Conozcan la realidad de hoy: fortalezas, necesidades y brechas.",
    },
    HomeStage {
        url: String::new(),
        key: "engage",
        title: "Identificar y sumar organizaciones",
        summary: "Averigüen quién debe participar e invítenlo.",
    },
    HomeStage {
        url: String::new(),
        key: "outcomes",
        title: "Elegir y definir resultados compartidos",
        summary: "Elijan los pocos cambios por los que todos trabajarán.",
    },
    HomeStage {
        url: String::new(),
        key: "implement",
        title: "Poner en práctica soluciones en alianza",
        summary: "Hagan el trabajo juntos y sigan los números.",
    },
    HomeStage {
        url: String::new(),
        key: "sustain",
        title: "Mantener la alianza para cambiar el sistema",
        summary: "Sigan adelante aunque cambien las personas y los fondos.",
    },
];

/// The stages as samples show them.
pub(crate) fn sample_stages(language: Language) -> Vec<HomeStage<'static>> {
    let stages = match language {
        Language::En => SAMPLE_STAGES_EN,
        Language::Es => SAMPLE_STAGES_ES,
    };
    let paths = ui::Paths::new(language);
    stages.into_iter().map(|stage| HomeStage { url: paths.help_stage(stage.key), ..stage }).collect()
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let page = |books, link: &str, problems| HomePage {
        frame: Frame::sample(language, "/").nav(Nav::Home).indexed(),
        stages: sample_stages(language),
        checklists: Vec::new(),
        questions: 26,
        books,
        link: link.to_owned(),
        problems,
    };
    let mut problems = Problems::default();
    problems.add("link", ui::Words::of(language).t("home-link-wrong"));
    vec![
        Sample::new("home", &page(Vec::new(), "", Problems::default())),
        Sample::new("home, with workbooks", &page(sample_books(language), "", Problems::default())),
        Sample::new("home, wrong link", &page(Vec::new(), "blue-maple-47", problems)),
    ]
}
