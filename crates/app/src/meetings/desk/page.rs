//! The desk of a meeting.

use askama::Template;
use crosswalk_checklist::{Answer, Checklist, Workbook};
use crosswalk_names::{Language, MeetingId, QuestionKey, Timestamp};
use crosswalk_ui::{self as ui, Field, Frame, Nav, Problems, SAMPLE_NOW, Sample, Words};

use super::AgreementForm;
use crate::meetings::code::Code;
use crate::meetings::phone::page::{SAMPLE_CHOICES, sample_asked, sample_loaded};
use crate::meetings::queries::{self, Phase};
use crate::meetings::show::{Show, ShownSpread, Tally, answer_label};
use crate::meetings::spread::{Choice, Spread};
use crate::meetings::{MINUTES, NOTE_MAX};

/// A question to choose.
pub struct QuestionLine {
    /// Its key.
    pub key: QuestionKey,
    /// Its short name; empty for one of the partnership's own.
    pub topic: String,
    /// What is asked.
    pub text: String,
    /// Whether it is on the screen.
    pub current: bool,
    /// Whether its answers were shown.
    pub shown: bool,
    /// What was agreed on.
    pub agreed: Option<Answer>,
}

/// A stage with its questions.
pub struct StageLine {
    /// From 1.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// The checklist's, then the partnership's own.
    pub questions: Vec<QuestionLine>,
}

impl StageLine {
    /// The stages of a workbook, with what came out of their questions in this meeting.
    pub fn all(
        checklist: &Checklist,
        workbook: &Workbook,
        outcomes: &[queries::Outcome],
        current: Option<&QuestionKey>,
    ) -> Vec<Self> {
        let line = |key: &QuestionKey, topic: &str, text: &str| {
            let outcome = outcomes.iter().find(|outcome| &outcome.question == key);
            QuestionLine {
                key: key.clone(),
                topic: topic.to_owned(),
                text: text.to_owned(),
                current: Some(key) == current,
                shown: outcome.is_some(),
                agreed: outcome.and_then(|outcome| outcome.agreed),
            }
        };
        (1..)
            .zip(&checklist.stages)
            .map(|(number, stage)| {
                let listed = stage.questions.iter().map(|q| line(&q.key, &q.topic, &q.text));
                let own = workbook.own_questions(&stage.key).map(|own| line(&own.key, "", &own.text));
                Self { number, title: stage.title.clone(), questions: listed.chain(own).collect() }
            })
            .collect()
    }

    /// Whether the question on the screen is one of these.
    pub fn is_open(&self) -> bool {
        self.questions.iter().any(|question| question.current)
    }
}

/// The question after the one on the screen that was not shown yet: its key and what to call it.
pub fn next(stages: &[StageLine]) -> Option<(QuestionKey, String)> {
    let all: Vec<&QuestionLine> = stages.iter().flat_map(|stage| &stage.questions).collect();
    let from = all.iter().position(|question| question.current).map_or(0, |place| place + 1);
    let (before, after) = all.split_at(from);
    let next = after.iter().chain(before).find(|question| !question.shown && !question.current)?;
    let name = if next.topic.is_empty() { &next.text } else { &next.topic };
    Some((next.key.clone(), name.clone()))
}

/// What came out of a question, in words.
pub struct Outcome {
    /// What it is called.
    pub name: String,
    /// How the room answered.
    pub spread: ShownSpread,
    /// What was agreed on; empty when nothing was.
    pub agreed: &'static str,
    /// The note.
    pub note: String,
}

impl Outcome {
    /// In words.
    pub fn of(words: &'static Words, name: String, outcome: &queries::Outcome) -> Self {
        Self {
            name,
            spread: ShownSpread::of(words, &outcome.spread),
            agreed: outcome.agreed.map_or("", |answer| answer_label(words, answer)),
            note: outcome.note.clone(),
        }
    }

    /// "4 not yet, 3 in progress" of the answers that were given.
    fn counts(&self) -> String {
        let given = self.spread.rows.iter().filter(|row| row.n > 0);
        given.map(|row| format!("{}: {}", row.label, row.n)).collect::<Vec<_>>().join(" · ")
    }
}

/// The page.
#[derive(Template)]
#[template(path = "meetings/desk/desk.html")]
pub struct DeskPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// The meeting.
    pub id: MeetingId,
    /// Its code.
    pub code: Option<Code>,
    /// Where to type it.
    pub address: String,
    /// Since when.
    pub started_at: Timestamp,
    /// What is shown.
    pub show: Show,
    /// How many are here and have answered.
    pub tally: Tally,
    /// The questions.
    pub stages: Vec<StageLine>,
    /// The next one.
    pub next: Option<(QuestionKey, String)>,
    /// What came out so far.
    pub outcomes: Vec<Outcome>,
    /// What is agreed on, as typed.
    pub form: AgreementForm,
    /// What is wrong with it.
    pub problems: Problems,
}

impl DeskPage<'_> {
    fn at(&self, rest: &str) -> String {
        self.frame.group_paths().in_meeting(self.id, rest)
    }
    fn words(&self) -> String {
        serde_json::to_string(&self.frame.words.pick("meet-island-")).unwrap_or_default()
    }
    fn code(&self) -> String {
        self.code.map(Code::grouped).unwrap_or_default()
    }
    fn left(&self) -> String {
        self.show.left(self.frame.now)
    }
    /// The timer's choices.
    fn minutes(&self) -> Vec<(i64, String)> {
        let label = |n: i64| self.frame.tn("meeting-timer-minutes", usize::try_from(n).unwrap_or_default());
        MINUTES.map(|n| (n, label(n))).into()
    }
    /// The answers that a team can agree on: word, label, class of the mark, whether chosen.
    fn answers(&self) -> Vec<(&'static str, &'static str, &'static str, bool)> {
        let class = |answer| match answer {
            Answer::NotYet => "v-n",
            Answer::InProgress => "v-p",
            Answer::Yes => "v-y",
            Answer::DontKnow => "v-d",
            Answer::NotApplicable => "v-x",
        };
        let offered = Answer::ALL.into_iter().filter(|answer| answer.is_offered(false, None));
        let shown = offered.map(|answer| {
            let word = answer.as_str();
            (word, answer_label(self.frame.words, answer), class(answer), self.form.answer == word)
        });
        shown.collect()
    }
    fn name<'q>(&'q self, question: &'q QuestionLine) -> &'q str {
        if question.topic.is_empty() { self.frame.t("workbook-your-question") } else { &question.topic }
    }
    fn agreed(&self, question: &QuestionLine) -> String {
        question.agreed.map_or_else(String::new, |answer| {
            self.frame.tx("meeting-agreed", "answer", answer_label(self.frame.words, answer))
        })
    }
    fn stage(&self, stage: &StageLine) -> String {
        crate::meetings::show::stage_label(self.frame.words, stage.number, &stage.title)
    }
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let words = Words::of(language);
    let asked = sample_asked();
    let line = |key: &str, topic: &str, shown, agreed| QuestionLine {
        key: key.parse().expect("a key"),
        topic: topic.to_owned(),
        text: asked.text.of(language).to_owned(),
        current: false,
        shown,
        agreed,
    };
    let page = |phase, choices: &[Choice], problems: Problems, over: bool| {
        let mut loaded = sample_loaded(phase, choices);
        loaded.meeting.timer_ends = (phase == Phase::Open).then_some(SAMPLE_NOW.plus(95_000));
        loaded.meeting.ended_at = over.then_some(SAMPLE_NOW);
        let mut first = line("goal-setting", asked.topic.of(language), phase == Phase::Shown, None);
        first.current = phase != Phase::Between;
        let second = line("community-voice", asked.topic.of(language), true, Some(Answer::InProgress));
        let own = line("own-00000000000000aa", "", false, None);
        let title = asked.title.of(language).to_owned();
        let stages = vec![StageLine { number: 1, title, questions: vec![first, second, own] }];
        let settled = queries::Outcome {
            question: asked.key.clone(),
            spread: Spread::of(SAMPLE_CHOICES),
            agreed: Some(Answer::InProgress),
            note: "Rosa asks the clinic.".to_owned(),
            at: SAMPLE_NOW,
        };
        let outcomes = vec![
            Outcome::of(words, asked.topic.of(language).to_owned(), &settled),
            Outcome::of(
                words,
                asked.topic.of(language).to_owned(),
                &queries::Outcome {
                    spread: Spread::of([Choice::Yes]),
                    agreed: None,
                    note: String::new(),
                    ..settled.clone()
                },
            ),
        ];
        DeskPage {
            frame: Frame::sample_group(language, "/p/SAMPLE/meetings/SAMPLE", Nav::None).script("meeting.js"),
            id: loaded.meeting.id,
            code: loaded.meeting.code,
            address: "crosswalk.example.org/meet".to_owned(),
            started_at: SAMPLE_NOW,
            show: Show::of_loaded(language, &loaded, SAMPLE_NOW),
            tally: Tally::of(words, choices.len(), 14),
            next: next(&stages),
            stages,
            outcomes: if phase == Phase::Between && !over { Vec::new() } else { outcomes },
            form: AgreementForm { question: asked.key.to_string(), ..AgreementForm::default() },
            problems,
        }
    };
    let none = Problems::default;
    let mut problems = none();
    problems.add("answer", words.t("meeting-agreement-empty"));
    vec![
        Sample::new("meeting, empty", &page(Phase::Between, &[], none(), false)),
        Sample::new("meeting, open", &page(Phase::Open, &SAMPLE_CHOICES, none(), false)),
        Sample::new("meeting, shown", &page(Phase::Shown, &SAMPLE_CHOICES, none(), false)),
        Sample::new("meeting, too few", &page(Phase::Shown, &[Choice::Yes], none(), false)),
        Sample::new("meeting, nothing agreed", &page(Phase::Shown, &SAMPLE_CHOICES, problems, false)),
        Sample::new("meeting, ended", &page(Phase::Between, &[], none(), true)),
    ]
}
