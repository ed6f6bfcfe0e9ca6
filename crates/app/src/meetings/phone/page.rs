//! What a phone shows: the form for the code, and the meeting.

use askama::Template;
use crosswalk_names::{Language, MeetingId, PartnershipId, Timestamp};
use crosswalk_ui::{self as ui, Field, Frame, Problems, SAMPLE_NOW, Sample, Words};

use crate::meetings::code::Code;
use crate::meetings::queries::{Asked, InEach, Loaded, Meeting, Outcome, Phase};
use crate::meetings::show::{Show, choice_label};
use crate::meetings::spread::{Choice, Spread};

/// The form for the code.
#[derive(Template)]
#[template(path = "meetings/phone/door.html")]
pub struct DoorPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// As typed.
    pub code: String,
    /// What is wrong with it.
    pub problems: Problems,
}

/// The meeting.
#[derive(Template)]
#[template(path = "meetings/phone/phone.html")]
pub struct PhonePage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// The partnership's name.
    pub name: String,
    /// The code.
    pub code: Code,
    /// What is shown.
    pub show: Show,
    /// What this phone answered.
    pub own: Option<Choice>,
    /// Whether an answer came too late.
    pub late: bool,
}

impl PhonePage<'_> {
    /// The words of the script.
    fn words(&self) -> String {
        serde_json::to_string(&self.frame.words.pick("meet-island-")).unwrap_or_default()
    }
    fn question(&self) -> &str {
        self.show.question.as_ref().map_or("", |question| &question.key)
    }
    fn own(&self) -> &'static str {
        self.own.map_or("", Choice::word)
    }
    /// The answers: word, label, whether chosen.
    fn choices(&self) -> [(&'static str, &'static str, bool); 5] {
        Choice::ALL
            .map(|choice| (choice.word(), choice_label(self.frame.words, choice), self.own == Some(choice)))
    }
    /// The one sentence on how things stand.
    fn status(&self) -> &str {
        match self.show.phase {
            "ended" => self.frame.t("meet-island-ended"),
            _ if self.late => self.frame.t("meet-island-late"),
            "open" if self.own.is_some() => self.frame.t("meet-island-saved"),
            "open" => self.frame.t("meet-island-tap"),
            "shown" => self.frame.t("meet-island-shown"),
            _ => self.frame.t("meet-island-waiting"),
        }
    }
}

/// A question for samples.
pub fn sample_asked() -> Asked {
    let each = |en: &str, es: &str| InEach { en: en.to_owned(), es: es.to_owned() };
    Asked {
        key: "goal-setting".parse().expect("a key"),
        stage: 1,
        title: each("Assess", "Evaluar"),
        topic: each("Goal setting", "Metas"),
        text: each(
            "Have partners agreed on what they want to change for children?",
            "¿Acordaron los socios qué quieren cambiar para los niños?",
        ),
    }
}

/// A meeting for samples, in which phones gave these answers.
pub fn sample_loaded(phase: Phase, choices: &[Choice]) -> Loaded {
    let asked = sample_asked();
    let outcome = (phase == Phase::Shown).then(|| Outcome {
        question: asked.key.clone(),
        spread: Spread::of(choices.iter().copied()),
        agreed: None,
        note: String::new(),
        at: SAMPLE_NOW,
    });
    let phones = choices.iter().zip(0..).map(|(_, number)| [number; 32]).collect();
    Loaded {
        meeting: Meeting {
            id: MeetingId(uuid::Uuid::nil()),
            partnership: PartnershipId(uuid::Uuid::nil()),
            code: Code::parse("K7M2PQ"),
            started_at: SAMPLE_NOW,
            ends_at: SAMPLE_NOW.plus(crate::meetings::LASTS),
            ended_at: None,
            asked: (phase != Phase::Between).then_some(asked),
            phase,
            timer_ends: None,
        },
        outcome,
        answered: phones,
    }
}

/// [`sample_loaded`] in words.
pub fn sample_show(language: Language, phase: Phase, choices: &[Choice]) -> Show {
    Show::of_loaded(language, &sample_loaded(phase, choices), SAMPLE_NOW)
}

/// Answers of a room.
pub const SAMPLE_CHOICES: [Choice; 12] = [
    Choice::NotYet,
    Choice::NotYet,
    Choice::NotYet,
    Choice::NotYet,
    Choice::InProgress,
    Choice::InProgress,
    Choice::InProgress,
    Choice::Yes,
    Choice::Yes,
    Choice::Yes,
    Choice::DontKnow,
    Choice::NotApplicable,
];

/// The pages in their states.
pub fn samples(language: Language) -> Vec<Sample> {
    let frame = |here| Frame::sample(language, here).script("meeting.js");
    let door = |code: &str, problems| DoorPage { frame: frame("/meet"), code: code.to_owned(), problems };
    let page = |show: Show, own, late| PhonePage {
        frame: frame("/meet/K7M2PQ"),
        name: "Milbrook Homes & Schools".to_owned(),
        code: Code::parse("K7M2PQ").expect("a code"),
        show,
        own,
        late,
    };
    let show = |phase, choices: &[Choice]| sample_show(language, phase, choices);
    let mut ended = sample_loaded(Phase::Between, &[]);
    ended.meeting.ended_at = Some(Timestamp(0));
    let mut problems = Problems::default();
    problems.add("code", Words::of(language).t("meet-code-wrong"));
    vec![
        Sample::new("phone, code", &door("", Problems::default())),
        Sample::new("phone, wrong code", &door("ABC-DEF", problems)),
        Sample::new("phone, waiting", &page(show(Phase::Between, &[]), None, false)),
        Sample::new("phone, open", &page(show(Phase::Open, &[]), None, false)),
        Sample::new("phone, answered", &page(show(Phase::Open, &[]), Some(Choice::InProgress), false)),
        Sample::new("phone, shown", &page(show(Phase::Shown, &SAMPLE_CHOICES), Some(Choice::Yes), false)),
        Sample::new("phone, too few", &page(show(Phase::Shown, &[Choice::Yes]), Some(Choice::Yes), true)),
        Sample::new("phone, ended", &page(Show::of_loaded(language, &ended, SAMPLE_NOW), None, false)),
    ]
}
