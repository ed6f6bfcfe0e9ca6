//! The reading page: the stage to work on next and why, the four principles, what is still open.

use askama::Template;
use crosswalk_checklist::{Answer, PrincipleStrength};
use crosswalk_names::Language;
use crosswalk_ui::{self as ui, Frame, Meter, Nav, Sample};

/// A question, with where it stands in the workbook.
#[derive(Debug, Clone)]
pub struct QuestionLink {
    /// "Goal setting".
    pub topic: String,
    /// The question; empty where the topic is enough.
    pub text: String,
    /// Its place on the workbook page.
    pub url: String,
    /// The stage's number.
    pub stage: usize,
    /// Whether its answer is "I don't know".
    pub to_find_out: bool,
}

/// One stage with its meter.
#[derive(Debug, Clone)]
pub struct Lane {
    /// From 1.
    pub number: usize,
    /// "Assess conditions".
    pub title: String,
    /// Its stripes, with words.
    pub meter: Meter,
    /// Questions answered yes.
    pub yes: usize,
    /// Questions that apply.
    pub total: usize,
    /// Whether this is the next stage.
    pub next: bool,
    /// Its place on the workbook page.
    pub url: String,
}

/// One principle.
#[derive(Debug, Clone)]
pub struct PrincipleRow {
    /// "Engage the community".
    pub name: String,
    /// How it stands.
    pub strength: PrincipleStrength,
    /// Its stripes, with words.
    pub meter: Meter,
    /// The counts in a sentence.
    pub text: String,
}

/// The reading page.
#[derive(Template)]
#[template(path = "workbook/reading/reading.html")]
pub struct ReadingPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// "Work on stage 3 next: …"
    pub headline: String,
    /// Why, in a few sentences.
    pub why: String,
    /// The number of the next stage, when there is one.
    pub next: Option<usize>,
    /// Where the main button leads.
    pub next_url: String,
    /// What to take up first.
    pub first: Vec<QuestionLink>,
    /// The stages in order.
    pub lanes: Vec<Lane>,
    /// The principles in order.
    pub principles: Vec<PrincipleRow>,
    /// "9 questions have no answer yet. 2 questions are to find out."
    pub open_text: String,
    /// Those questions, in the checklist's order.
    pub open: Vec<QuestionLink>,
}

impl ReadingPage<'_> {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand out references")]
    fn strength(&self, strength: &PrincipleStrength) -> (&'static str, &str) {
        match strength {
            PrincipleStrength::Strong => ("good", self.frame.t("reading-strong")),
            PrincipleStrength::Growing => ("act", self.frame.t("reading-growing")),
            PrincipleStrength::Thin => ("warn", self.frame.t("reading-thin")),
            PrincipleStrength::Unknown => ("", self.frame.t("reading-unknown")),
        }
    }
}

/// Stripes from one letter a question.
fn read(letters: &str) -> Vec<Option<Answer>> {
    letters
        .chars()
        .map(|letter| match letter {
            'y' => Some(Answer::Yes),
            'p' => Some(Answer::InProgress),
            'n' => Some(Answer::NotYet),
            'd' => Some(Answer::DontKnow),
            'x' => Some(Answer::NotApplicable),
            _ => None,
        })
        .collect()
}

/// Stripes for samples: the worked example of [`crosswalk_checklist::Reading`].
pub(crate) fn sample_stripes() -> [Vec<Option<Answer>>; 5] {
    ["yyypyy", "ypyn", "pnuuu", "uunuuu", "uuuux"].map(read)
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let words = ui::Words::of(language);
    let spanish = language == Language::Es;
    let stages = crate::site::home::page::sample_stages(language);
    let short = if spanish {
        [
            "Evaluar la situación",
            "Sumar organizaciones",
            "Resultados compartidos",
            "Poner en práctica",
            "Mantener",
        ]
    } else {
        ["Assess conditions", "Engage partners", "Shared outcomes", "Put into practice", "Sustain"]
    };
    let lanes = |letters: [Vec<Option<Answer>>; 5], next: Option<usize>| -> Vec<Lane> {
        let lane = |(place, stripes): (usize, Vec<Option<Answer>>)| Lane {
            number: place + 1,
            title: short.get(place).map(|&title| title.to_owned()).unwrap_or_default(),
            meter: Meter::new(words, &stripes),
            yes: stripes.iter().filter(|stripe| **stripe == Some(Answer::Yes)).count(),
            total: stripes.iter().filter(|stripe| **stripe != Some(Answer::NotApplicable)).count(),
            next: next == Some(place + 1),
            url: "#".to_owned(),
        };
        letters.into_iter().enumerate().map(lane).collect()
    };
    let question = |stage: usize| QuestionLink {
        topic: if spanish { "La voz de la comunidad" } else { "Community voice" }.to_owned(),
        text: if spanish {
            "¿Las personas que viven y estudian aquí ayudaron a dar forma a esta evaluación?"
        } else {
            "Did people who live and go to school here help shape this assessment?"
        }
        .to_owned(),
        url: "#".to_owned(),
        stage,
        to_find_out: false,
    };
    let principles = || {
        let rows = [
            ("principle-engage-community", PrincipleStrength::Unknown, "yppuuuuuu", 3_usize),
            ("principle-advance-equity", PrincipleStrength::Growing, "yypu", 4),
            ("principle-continuous-improvement", PrincipleStrength::Thin, "ynnn", 5),
            ("principle-build-on-resources", PrincipleStrength::Strong, "yyyp", 6),
        ];
        rows.into_iter()
            .map(|(key, strength, letters, _)| PrincipleRow {
                name: words.t(key).to_owned(),
                strength,
                meter: Meter::silent(&read(letters)),
                text: words.with("meter-of-yes", &[("yes", 1.into()), ("total", letters.len().into())]),
            })
            .collect()
    };
    let page = |stripes: [Vec<Option<Answer>>; 5], next: Option<usize>, open: usize| ReadingPage {
        frame: Frame::sample_book(language, "/w/SAMPLE/reading", Nav::Reading),
        headline: match next {
            Some(number) => words.with(
                "readiness-next",
                &[
                    ("number", number.into()),
                    ("title", stages.get(number - 1).map_or("", |stage| stage.title).into()),
                ],
            ),
            None => words.t("readiness-done").to_owned(),
        },
        why: match next {
            Some(1) => words.with("readiness-why-nothing-answered", &[("dont_know", 0.into())]),
            Some(_) => words.with(
                "readiness-why-begun",
                &[("yes", 0.into()), ("in_progress", 1.into()), ("dont_know", 0.into()), ("open", 3.into())],
            ),
            None => words.t("readiness-done-why").to_owned(),
        },
        next,
        next_url: "#".to_owned(),
        first: next.map(|stage| vec![question(stage); 2]).unwrap_or_default(),
        lanes: lanes(stripes, next),
        principles: principles(),
        open_text: words.with("readiness-open", &[("n", open.into())]),
        open: (0..open).map(|place| question(place / 6 + 1)).collect(),
    };
    let mut unsure = page(["yyydyd", "ydpn", "duuuu", "uuuuuu", "uuuux"].map(read), Some(3), 11);
    unsure.why = words.with("readiness-why-open", &[("dont_know", 1.into())]);
    unsure.open_text = super::words::open(words, 8, 3);
    for question in unsure.first.iter_mut().chain(&mut unsure.open).step_by(4) {
        question.to_find_out = true;
    }
    let all = |answer: Option<Answer>| [6, 4, 5, 6, 5].map(|count| vec![answer; count]);
    vec![
        Sample::new("reading", &page(sample_stripes(), Some(3), 13)),
        Sample::new("reading, some to find out", &unsure),
        Sample::new("reading, nothing answered", &page(all(None), Some(1), 26)),
        Sample::new("reading, all yes", &page(all(Some(Answer::Yes)), None, 0)),
    ]
}
