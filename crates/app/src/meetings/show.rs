//! What a phone, the screen and the desk show of a meeting, in one language. Pages are rendered from it, sockets send
//! it as JSON; nothing else of a meeting leaves the server.

use crosswalk_checklist::Answer;
use crosswalk_measure::Agreement;
use crosswalk_names::{Language, Timestamp};
use crosswalk_ui::Words;
use serde::Serialize;

use super::queries::{Asked, Loaded, Meeting, Outcome, Phase};
use super::spread::{Choice, PHONES_MIN, Spread};

/// The state of a meeting in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Show {
    /// Tells states apart: a page whose state is another one has to be made anew.
    pub v: String,
    /// `waiting`, `open`, `shown` or `ended`.
    pub phase: &'static str,
    /// The question on the screen.
    pub question: Option<ShownQuestion>,
    /// When the timer ends, in milliseconds since 1970.
    pub timer: Option<i64>,
    /// How the room answered, once it is shown.
    pub spread: Option<ShownSpread>,
    /// "We agreed: Yes".
    pub agreed: Option<String>,
}

/// A question in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShownQuestion {
    /// Its key.
    pub key: String,
    /// "Stage 1: Assess".
    pub stage: String,
    /// Its short name.
    pub topic: String,
    /// What is asked.
    pub text: String,
}

/// A spread in words. Without rows when too few answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShownSpread {
    /// One for each answer, in the order of the buttons.
    pub rows: Vec<Row>,
    /// "Far apart".
    pub word: Option<&'static str>,
    /// How many answered, or why nothing is shown.
    pub sentence: String,
}

/// How many gave one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The answer's word.
    pub choice: &'static str,
    /// The answer in words.
    pub label: &'static str,
    /// Phones.
    pub n: u32,
    /// Of the commonest answer, in hundredths: the length of the bar.
    pub part: u32,
}

/// How many are here and have answered. Only for the desk and the screen, and never by answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Phones that answered the question on the screen.
    pub count: usize,
    /// "12 answers so far".
    pub answered: String,
    /// "14 phones are here".
    pub here: String,
}

impl Tally {
    /// In words.
    pub fn of(words: &Words, answered: usize, here: usize) -> Self {
        Self {
            count: answered,
            answered: words.tn("meeting-answered", answered),
            here: words.tn("meeting-here", here),
        }
    }
}

/// The words of an answer.
pub fn choice_label(words: &'static Words, choice: Choice) -> &'static str {
    match choice {
        Choice::NotYet => words.t("answer-not-yet"),
        Choice::InProgress => words.t("answer-in-progress"),
        Choice::Yes => words.t("answer-yes"),
        Choice::DontKnow => words.t("answer-dont-know"),
        Choice::NotApplicable => words.t("answer-not-applicable"),
    }
}

/// The words of an answer of the team.
pub fn answer_label(words: &'static Words, answer: Answer) -> &'static str {
    match answer {
        Answer::NotYet => words.t("answer-not-yet"),
        Answer::InProgress => words.t("answer-in-progress"),
        Answer::Yes => words.t("answer-yes"),
        Answer::DontKnow => words.t("answer-dont-know"),
        Answer::NotApplicable => words.t("answer-not-applicable"),
    }
}

impl ShownQuestion {
    fn of(words: &'static Words, asked: &Asked) -> Self {
        let language = words.language();
        let topic = match asked.topic.of(language) {
            "" => words.t("workbook-your-question"),
            topic => topic,
        };
        Self {
            key: asked.key.to_string(),
            stage: stage_label(words, asked.stage, asked.title.of(language)),
            topic: topic.to_owned(),
            text: asked.text.of(language).to_owned(),
        }
    }
}

/// "Stage 1: Assess".
pub fn stage_label(words: &Words, number: usize, title: &str) -> String {
    words.with("meeting-stage", &[("n", number.into()), ("title", title.into())])
}

impl ShownSpread {
    /// In words.
    pub fn of(words: &'static Words, spread: &Spread) -> Self {
        let Some(counts) = spread.counts else {
            let sentence = words.tn("meeting-too-few", usize::try_from(PHONES_MIN).unwrap_or_default());
            return Self { rows: Vec::new(), word: None, sentence };
        };
        let most = counts.into_iter().max().unwrap_or_default().max(1);
        let row = |(choice, n): (Choice, u32)| Row {
            choice: choice.word(),
            label: choice_label(words, choice),
            n,
            part: n * 100 / most,
        };
        let word = spread.gap().map(|gap| match gap {
            Agreement::Agree => words.t("meeting-agree"),
            Agreement::SomeGap => words.t("meeting-some-gap"),
            Agreement::FarApart => words.t("meeting-far-apart"),
        });
        let answered = usize::try_from(spread.answered).unwrap_or_default();
        Self {
            rows: Choice::ALL.into_iter().zip(counts).map(row).collect(),
            word,
            sentence: words.tn("meeting-answered", answered),
        }
    }
}

impl Show {
    /// What is shown of a meeting at `now`.
    pub fn of(language: Language, meeting: &Meeting, outcome: Option<&Outcome>, now: Timestamp) -> Self {
        let words = Words::of(language);
        if meeting.is_over(now) {
            let (v, phase) = ("ended".to_owned(), "ended");
            return Self { v, phase, question: None, timer: None, spread: None, agreed: None };
        }
        let phase = match meeting.phase {
            Phase::Between => "waiting",
            Phase::Open => "open",
            Phase::Shown => "shown",
        };
        let outcome = outcome.filter(|_| meeting.phase == Phase::Shown);
        let key = meeting.asked.as_ref().map_or("", |asked| asked.key.as_str());
        let (timer, settled) = (meeting.timer_ends.map(|at| at.0), outcome.map_or(0, |outcome| outcome.at.0));
        Self {
            v: format!("{phase} {key} {} {settled}", timer.unwrap_or_default()),
            phase,
            question: meeting.asked.as_ref().map(|asked| ShownQuestion::of(words, asked)),
            timer,
            spread: outcome.map(|outcome| ShownSpread::of(words, &outcome.spread)),
            agreed: outcome
                .and_then(|outcome| outcome.agreed)
                .map(|answer| words.tx("meeting-agreed", "answer", answer_label(words, answer))),
        }
    }

    /// The same of what was loaded.
    pub fn of_loaded(language: Language, loaded: &Loaded, now: Timestamp) -> Self {
        Self::of(language, &loaded.meeting, loaded.outcome.as_ref(), now)
    }

    /// Whether this is one of the phases in `phases`.
    pub fn is(&self, phases: &str) -> bool {
        phases.split(' ').any(|phase| phase == self.phase)
    }

    /// What is asked, or nothing.
    pub fn asked(&self) -> (&str, &str, &str) {
        match &self.question {
            Some(question) => (&question.stage, &question.topic, &question.text),
            None => ("", "", ""),
        }
    }

    /// The bars; none while nothing is shown.
    pub fn rows(&self) -> &[Row] {
        self.spread.as_ref().map_or(&[], |spread| &spread.rows)
    }
    /// "Far apart"; empty while nothing is shown.
    pub fn word(&self) -> &str {
        self.spread.as_ref().and_then(|spread| spread.word).unwrap_or_default()
    }
    /// How many answered; empty while nothing is shown.
    pub fn sentence(&self) -> &str {
        self.spread.as_ref().map_or("", |spread| &spread.sentence)
    }
    /// What was agreed; empty before.
    pub fn agreed(&self) -> &str {
        self.agreed.as_deref().unwrap_or_default()
    }
    /// `1:05`, what is left of the timer at `now`; empty without one.
    pub fn left(&self, now: Timestamp) -> String {
        self.timer.map_or_else(String::new, |ends| {
            let seconds = (ends - now.0 + 999).max(0) / 1_000;
            format!("{}:{:02}", seconds / 60, seconds % 60)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meetings::phone::page::sample_show;

    #[test]
    fn nothing_of_the_answers_is_in_an_open_question() {
        let show = sample_show(Language::En, Phase::Open, &[Choice::Yes; 4]);
        let json = serde_json::to_string(&show).expect("JSON");
        assert_eq!(show.spread, None);
        assert!(!json.contains("rows") && !json.contains('4'), "{json}");
        let shown = sample_show(Language::En, Phase::Shown, &[Choice::Yes, Choice::Yes]);
        assert!(shown.rows().is_empty());
        assert_eq!(shown.word(), "");
    }

    #[test]
    fn the_timer_counts_down_to_nothing() {
        let show = Show { timer: Some(65_000), ..sample_show(Language::En, Phase::Open, &[]) };
        assert_eq!(show.left(Timestamp(0)), "1:05");
        assert_eq!(show.left(Timestamp(4_500)), "1:01");
        assert_eq!(show.left(Timestamp(99_000)), "0:00");
    }
}
