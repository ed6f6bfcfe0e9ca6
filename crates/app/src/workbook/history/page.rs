//! The history page: every change by day, who made it and what it was, in words.

use askama::Template;
use crosswalk_checklist::Answer;
use crosswalk_names::{DAY, HOUR, Language, MINUTE, Timestamp};
use crosswalk_ui::{self as ui, Frame, Moment, Nav, SAMPLE_NOW, Sample, Words};

/// What happened, as the history says it. Texts are what people typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A question was answered, or its answer cleared. `topic` is a topic or an own question's text.
    Answer {
        /// What it is about.
        topic: String,
        /// The answer; none when it was cleared.
        answer: Option<Answer>,
    },
    /// A question has an owner, or none any more.
    Owner {
        /// What it is about.
        topic: String,
        /// Empty when the owner was taken away.
        owner: String,
    },
    /// A comment was written.
    CommentAdded {
        /// What it is about.
        topic: String,
        /// The comment.
        text: String,
    },
    /// A comment was removed.
    CommentRemoved {
        /// What it is about.
        topic: String,
    },
    /// A removed comment came back.
    CommentRestored {
        /// What it is about.
        topic: String,
    },
    /// A question was added to a stage.
    QuestionAdded {
        /// The stage's number.
        stage: usize,
        /// The question.
        text: String,
    },
    /// An own question got other words.
    QuestionEdited {
        /// The stage's number.
        stage: usize,
        /// The question as it is now.
        text: String,
    },
    /// An own question was removed.
    QuestionRemoved {
        /// The stage's number.
        stage: usize,
        /// The question.
        text: String,
    },
    /// A removed question came back.
    QuestionRestored {
        /// The stage's number.
        stage: usize,
        /// The question.
        text: String,
    },
    /// The title changed; empty when it was cleared.
    Title(String),
    /// The community changed; empty when it was cleared.
    Community(String),
    /// Somebody typed in a stage's notes.
    Note {
        /// The stage's number.
        stage: usize,
    },
    /// Answers of a stage were cleared together.
    Reset {
        /// The stage's number; none for all stages.
        stage: Option<usize>,
    },
    /// An earlier state was brought back.
    Restored {
        /// The moment of that state.
        of: Timestamp,
    },
}

/// The word of an answer, as on the buttons.
pub fn answer_word(words: &Words, answer: Option<Answer>) -> &'static str {
    match answer {
        Some(Answer::NotYet) => words.t("answer-not-yet"),
        Some(Answer::InProgress) => words.t("answer-in-progress"),
        Some(Answer::Yes) => words.t("answer-yes"),
        Some(Answer::DontKnow) => words.t("answer-dont-know"),
        Some(Answer::NotApplicable) => words.t("answer-not-applicable"),
        None => words.t("answer-none"),
    }
}

impl Event {
    /// What happened as the end of a sentence that starts with a name, and what was typed, if anything.
    pub fn in_words(&self, frame: &Frame<'_>) -> (String, Option<String>) {
        let words = frame.words;
        let typed = |text: &str| Some(text.to_owned());
        let staged = |key: &str, stage: usize, text: &str| (words.tn(key, stage), typed(text));
        match self {
            Event::Answer { topic, answer: None } => (words.tx("history-cleared", "topic", topic), None),
            Event::Answer { topic, answer } => {
                let answer = answer_word(words, *answer);
                (words.with("history-answered", &[("topic", topic.into()), ("answer", answer.into())]), None)
            }
            Event::Owner { topic, owner } if owner.is_empty() => {
                (words.tx("history-owner-none", "topic", topic), None)
            }
            Event::Owner { topic, owner } => {
                (words.with("history-owner", &[("topic", topic.into()), ("owner", owner.into())]), None)
            }
            Event::CommentAdded { topic, text } => (words.tx("history-comment", "topic", topic), typed(text)),
            Event::CommentRemoved { topic } => (words.tx("history-comment-removed", "topic", topic), None),
            Event::CommentRestored { topic } => (words.tx("history-comment-restored", "topic", topic), None),
            Event::QuestionAdded { stage, text } => staged("history-question", *stage, text),
            Event::QuestionEdited { stage, text } => staged("history-question-edited", *stage, text),
            Event::QuestionRemoved { stage, text } => staged("history-question-removed", *stage, text),
            Event::QuestionRestored { stage, text } => staged("history-question-restored", *stage, text),
            Event::Title(text) if text.is_empty() => (words.t("history-title-cleared").to_owned(), None),
            Event::Title(text) => (words.tx("history-title-set", "text", text), None),
            Event::Community(text) if text.is_empty() => {
                (words.t("history-community-cleared").to_owned(), None)
            }
            Event::Community(text) => (words.tx("history-community-set", "text", text), None),
            Event::Note { stage } => (words.tn("history-note", *stage), None),
            Event::Reset { stage: Some(stage) } => (words.tn("history-reset", *stage), None),
            Event::Reset { stage: None } => (words.t("history-reset-all").to_owned(), None),
            Event::Restored { of } => (words.tx("history-restored", "when", &frame.moment(of).text), None),
        }
    }
}

/// One line of the history.
#[derive(Debug, Clone)]
pub struct ChangeLine {
    /// When.
    pub at: Timestamp,
    /// Who, by the name they gave; empty without one.
    pub author: String,
    /// What.
    pub event: Event,
    /// False when somebody else's later answer stood instead.
    pub stands: bool,
    /// The place in the log of the state that this change led to.
    pub seq: i64,
    /// The change's id when this page may offer to undo it alone.
    pub undo: Option<String>,
}

impl ChangeLine {
    fn words(&self, frame: &Frame<'_>) -> (String, Option<String>) {
        self.event.in_words(frame)
    }
    /// The state before this change: none before the first.
    fn before(&self) -> Option<i64> {
        (self.seq > 1).then_some(self.seq - 1)
    }
}

/// The changes of one day.
#[derive(Debug, Clone)]
pub struct DayOfChanges {
    /// The day, for the heading.
    pub day: Moment,
    /// The newest first.
    pub lines: Vec<ChangeLine>,
}

/// Groups lines, the newest first, by day in the instance's time zone.
pub fn by_day(frame: &Frame<'_>, lines: Vec<ChangeLine>) -> Vec<DayOfChanges> {
    let zone = &frame.instance.zone;
    let mut days: Vec<DayOfChanges> = Vec::new();
    for line in lines {
        let same = days
            .last()
            .and_then(|day| day.lines.first())
            .is_some_and(|first| zone.day_key(first.at) == zone.day_key(line.at));
        match days.last_mut().filter(|_| same) {
            Some(day) => day.lines.push(line),
            None => days.push(DayOfChanges { day: frame.date(line.at).fixed(), lines: vec![line] }),
        }
    }
    days
}

/// The history page.
#[derive(Template)]
#[template(path = "workbook/history/history.html")]
pub struct HistoryPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// The newest first.
    pub days: Vec<DayOfChanges>,
    /// Where the older ones are, when there are more.
    pub older: Option<String>,
    /// Whether this is the first page, or one with older changes.
    pub newest: bool,
    /// Days in which a state can be brought back.
    pub kept_days: usize,
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let spanish = language == Language::Es;
    let topic = || if spanish { "La voz de la comunidad" } else { "Community voice" }.to_owned();
    let said = || {
        if spanish {
            "El consejo de residentes se reúne el jueves."
        } else {
            "The residents council meets on Thursday."
        }
        .to_owned()
    };
    let line = |ago: i64, author: &str, event: Event, seq: i64| ChangeLine {
        at: SAMPLE_NOW.plus(-ago),
        author: author.to_owned(),
        event,
        stands: true,
        seq,
        undo: Some("c".to_owned()),
    };
    let lines = vec![
        line(4 * MINUTE, "Thuy Tran", Event::Answer { topic: topic(), answer: Some(Answer::InProgress) }, 14),
        ChangeLine {
            stands: false,
            undo: None,
            ..line(
                5 * MINUTE,
                "Marcus Bell",
                Event::Answer { topic: topic(), answer: Some(Answer::NotYet) },
                13,
            )
        },
        line(20 * MINUTE, "", Event::CommentAdded { topic: topic(), text: said() }, 12),
        line(2 * HOUR, "Rosa Medina", Event::Note { stage: 2 }, 11),
        line(DAY, "Rosa Medina", Event::Reset { stage: Some(5) }, 10),
        line(DAY + HOUR, "Rosa Medina", Event::QuestionAdded { stage: 1, text: said() }, 9),
        line(
            DAY + 2 * HOUR,
            "Marcus Bell",
            Event::Owner { topic: topic(), owner: "Dana Whitfield".to_owned() },
            8,
        ),
        line(6 * DAY, "Rosa Medina", Event::Restored { of: SAMPLE_NOW.plus(-9 * DAY) }, 7),
        line(9 * DAY, "Rosa Medina", Event::Title("Riverside".to_owned()), 1),
    ];
    let page = |lines: Vec<ChangeLine>, older: bool, editable: bool| {
        let mut frame = Frame::sample_book(language, "/w/SAMPLE/history", Nav::History);
        if let Some(book) = &mut frame.book {
            book.editable = editable;
        }
        HistoryPage {
            days: by_day(&frame, lines),
            frame,
            older: older.then(|| "#".to_owned()),
            newest: true,
            kept_days: 30,
        }
    };
    vec![
        Sample::new("history", &page(lines.clone(), true, true)),
        Sample::new("history, reading only", &page(lines, false, false)),
        Sample::new("history, empty", &page(Vec::new(), false, true)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_its_own_heading_and_keeps_the_order() {
        let frame = Frame::sample(Language::En, "/");
        let line = |at, seq| ChangeLine {
            at,
            author: String::new(),
            event: Event::Note { stage: 1 },
            stands: true,
            seq,
            undo: None,
        };
        let days = by_day(
            &frame,
            vec![line(SAMPLE_NOW, 3), line(SAMPLE_NOW.plus(-HOUR), 2), line(SAMPLE_NOW.plus(-DAY), 1)],
        );
        let seqs: Vec<Vec<i64>> =
            days.iter().map(|day| day.lines.iter().map(|line| line.seq).collect()).collect();
        assert_eq!(seqs, [vec![3, 2], vec![1]]);
        assert_eq!(days.first().map(|day| day.day.text.as_str()), Some("Nov 18, 2026"));
    }

    #[test]
    fn events_read_as_sentences_in_both_languages() {
        let event = Event::Answer { topic: "Community voice".into(), answer: Some(Answer::Yes) };
        let say = |language| event.in_words(&Frame::sample(language, "/")).0;
        assert_eq!(say(Language::En), "answered “Community voice” with “Yes”");
        assert_eq!(say(Language::Es), "respondió “Sí” a “Community voice”");
    }
}
