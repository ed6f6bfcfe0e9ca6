//! Next steps, and the form of one of them.

use askama::Template;
use crosswalk_names::{Language, Timestamp};
use crosswalk_ui::{
    self as ui, Choice, Field, Frame, Nav, PartnershipPaths, Problems, SAMPLE_TOKEN, Sample, Words, short_day,
};
use serde::Deserialize;

use super::TEXT_MAX;
use super::due::{Due, due};
use super::queries::StepRow;
use crate::access::Member;
use crate::partnerships::questions::TeamQuestions;
use crate::state::App;
use crate::visit::Visit;

/// A step, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct StepForm {
    /// What to do.
    pub text: String,
    /// `person:ID`, `organization:ID` or nothing.
    pub owner: String,
    /// `YYYY-MM-DD` or nothing.
    pub due: String,
    /// The key of a question or nothing.
    pub question: String,
}

/// Whom a step can belong to: values of the form, and names.
#[derive(Debug, Clone, Default)]
pub struct Owners {
    /// Members.
    pub people: Vec<(String, String)>,
    /// Organizations.
    pub organizations: Vec<(String, String)>,
}

impl Owners {
    /// Whether a form may name this owner.
    pub fn has(&self, value: &str) -> bool {
        self.people.iter().chain(&self.organizations).any(|(known, _)| known == value)
    }
}

/// The fields of a step, with what was typed and what is wrong with it.
pub struct Typing {
    form: StepForm,
    problems: Problems,
    owners: Owners,
    /// Stages with their questions.
    questions: Vec<(String, Vec<(String, String)>)>,
}

impl Typing {
    /// What was typed, with what there is to choose from.
    pub fn new((form, problems): (StepForm, Problems), owners: Owners, questions: &TeamQuestions) -> Self {
        Self { form, problems, owners, questions: grouped(questions) }
    }

    fn owner_field(&self, words: &'static Words) -> Choice<'_> {
        let named = |people: &[(String, String)]| -> Vec<(String, String)> {
            let name = |name: &str| if name.is_empty() { words.t("someone") } else { name }.to_owned();
            people.iter().map(|(value, label)| (value.clone(), name(label))).collect()
        };
        let mut field = Choice::list("owner", words.t("steps-owner"))
            .item("", words.t("steps-owner-none"), &self.form.owner)
            .group(words.t("steps-owner-people"), &named(&self.owners.people), &self.form.owner);
        if !self.owners.organizations.is_empty() {
            let organizations = &self.owners.organizations;
            field = field.group(words.t("steps-owner-organizations"), organizations, &self.form.owner);
        }
        field.problems(&self.problems)
    }

    fn question_field(&self, words: &'static Words) -> Choice<'_> {
        let none = (words.t("steps-question"), words.t("steps-question-none"));
        question_field(none, &self.questions, &self.form.question).problems(&self.problems)
    }
}

/// Stages with keys and names of their questions.
pub fn grouped(questions: &TeamQuestions) -> Vec<(String, Vec<(String, String)>)> {
    questions
        .stages
        .iter()
        .map(|stage| (format!("{}. {}", stage.number, stage.title), stage.choices()))
        .collect()
}

/// A list of all questions by stage. `none` is what stands before them.
pub fn question_field<'a>(
    (label, none): (&'a str, &'a str),
    groups: &[(String, Vec<(String, String)>)],
    chosen: &str,
) -> Choice<'a> {
    let field = Choice::list("question", label).item("", none, chosen);
    groups.iter().fold(field, |field, (stage, questions)| field.group(stage.as_str(), questions, chosen))
}

/// One step, as a list shows it: an `<li>` with its buttons. It shows itself in any page of the partnership.
#[derive(Template)]
#[template(path = "partnerships/steps/line.html")]
pub struct StepLine {
    words: &'static Words,
    paths: PartnershipPaths,
    id: String,
    text: String,
    /// None when nobody sees to it.
    owner: Option<String>,
    due: Option<(String, Due)>,
    /// Name of the question.
    about: Option<String>,
    done: Option<String>,
    may_change: bool,
}
impl askama::filters::HtmlSafe for StepLine {}

impl StepLine {
    fn of(
        row: StepRow,
        words: &'static Words,
        zone: &ui::Zone,
        now: Timestamp,
        paths: PartnershipPaths,
        may_change: bool,
    ) -> Self {
        let (language, today) = (words.language(), zone.day_of(now));
        let named = |name: String| if name.is_empty() { words.t("someone").to_owned() } else { name };
        Self {
            words,
            paths,
            id: row.id.to_string(),
            owner: row.owner.map(|_| named(row.owner_name)),
            due: row.due.map(|day| (short_day(language, day), due(day, today))),
            about: None,
            done: row.done_at.map(|at| zone.date(language, at)),
            text: row.text,
            may_change,
        }
    }

    fn overdue(&self) -> bool {
        self.done.is_none() && matches!(self.due, Some((_, Due::Overdue)))
    }

    fn soon(&self) -> bool {
        self.done.is_none() && matches!(self.due, Some((_, Due::Soon)))
    }
}

/// Steps as lists show them, in the order in which they come.
pub fn lines(
    app: &App,
    visit: &Visit,
    member: &Member,
    questions: &TeamQuestions,
    rows: Vec<StepRow>,
) -> Vec<StepLine> {
    let (words, paths) = (Words::of(visit.language), member.paths(visit.language));
    rows.into_iter()
        .map(|row| {
            let about = row.question.as_ref().and_then(|key| questions.get(key.as_str()));
            let about = about.map(|question| question.label.clone());
            let instance = app.instance();
            let line = StepLine::of(row, words, &instance.zone, visit.now, paths, member.may_contribute());
            StepLine { about, ..line }
        })
        .collect()
}

/// The page.
#[derive(Template)]
#[template(path = "partnerships/steps/steps.html")]
pub struct StepsPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// What is to be done, in order.
    pub open: Vec<StepLine>,
    /// The last done first.
    pub done: Vec<StepLine>,
    /// The form of a new step.
    pub typing: Typing,
    /// The address for the reader's calendar, if they have one.
    pub feed: Option<String>,
    /// Whether the reader may change things.
    pub may_change: bool,
    /// Whether the reader runs the partnership.
    pub is_steward: bool,
}

/// The form of one step.
#[derive(Template)]
#[template(path = "partnerships/steps/step.html")]
pub struct StepPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// The step.
    pub id: String,
    /// What it says.
    pub typing: Typing,
}

/// Steps of a made-up partnership.
pub fn sample_lines(language: Language) -> Vec<StepLine> {
    let words = Words::of(language);
    let frame = || Frame::sample_group(language, "/p/SAMPLE/steps", Nav::Steps);
    let line = |text: &str, owner: Option<&str>, due: Option<(&str, Due)>, about: Option<&str>| StepLine {
        words,
        paths: frame().group_paths(),
        id: "s".to_owned(),
        text: text.to_owned(),
        owner: owner.map(str::to_owned),
        due: due.map(|(day, due)| (day.to_owned(), due)),
        about: about.map(str::to_owned),
        done: None,
        may_change: true,
    };
    vec![
        line(
            "Get the attendance data agreement signed again",
            Some("Dana Whitfield"),
            Some(("Nov 12, 2026", Due::Overdue)),
            Some("Progress monitoring and data sharing"),
        ),
        line("Name a backup contact at Riverside Family Health", None, None, None),
        line(
            "Send a reminder to 2 partners who have not answered",
            Some("Marcus Bell"),
            Some(("Dec 1, 2026", Due::Soon)),
            None,
        ),
        line(
            "Talk about “Community voice” answers at the partner meeting",
            Some("Northside Tenants Council"),
            Some(("Jan 20, 2027", Due::Later)),
            Some("Community voice"),
        ),
    ]
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let words = Words::of(language);
    let frame = || Frame::sample_group(language, "/p/SAMPLE/steps", Nav::Steps);
    let crowded = || sample_lines(language);
    let pair = |value: &str, name: &str| (value.to_owned(), name.to_owned());
    let typing = |form: StepForm, problems: Problems| Typing {
        form,
        problems,
        owners: Owners {
            people: vec![pair("person:d", "Dana Whitfield"), pair("person:m", "")],
            organizations: vec![pair("organization:n", "Northside Tenants Council")],
        },
        questions: vec![("1. Assess".to_owned(), vec![pair("goal-setting", "Goal setting")])],
    };
    let page = |open, done, typing, feed, may_change| StepsPage {
        frame: frame(),
        open,
        done,
        typing,
        feed,
        may_change,
        is_steward: may_change,
    };
    let plain = || typing(StepForm::default(), Problems::default());
    let done = || {
        let line = crowded().swap_remove(3);
        vec![StepLine { done: Some("Nov 2, 2026".to_owned()), ..line }]
    };
    let feed = format!("https://crosswalk.example.org/calendar/{SAMPLE_TOKEN}");
    let mut problems = Problems::default();
    problems.add("text", words.t("steps-text-empty"));
    problems.add("due", words.t("steps-due-odd"));
    let wrong = StepForm { due: "soon".to_owned(), ..StepForm::default() };
    let reading = crowded().into_iter().map(|line| StepLine { may_change: false, ..line }).collect();
    vec![
        Sample::new("steps", &page(crowded(), done(), plain(), Some(feed), true)),
        Sample::new("steps, none", &page(Vec::new(), Vec::new(), plain(), None, true)),
        Sample::new("steps, as a viewer", &page(reading, Vec::new(), plain(), None, false)),
        Sample::new("steps, wrong", &page(Vec::new(), Vec::new(), typing(wrong, problems), None, true)),
        Sample::new("step", &StepPage { frame: frame(), id: "s".to_owned(), typing: plain() }),
    ]
}
