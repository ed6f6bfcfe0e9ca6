//! The activity log, day by day.

use askama::Template;
use crosswalk_names::{DAY, HOUR, Language, Timestamp};
use crosswalk_ui::{self as ui, Frame, Nav, SAMPLE_NOW, Sample, Words};

use super::{ActivityRow, Kind};

/// A line in words: "Rosa Medina added a next step: …".
pub fn line_text(words: &Words, row: &ActivityRow) -> String {
    let kind = Kind::from_word(&row.kind);
    let who = match row.who.as_deref() {
        None if kind == Some(Kind::RoundClosed) => {
            return words.tx("activity-round-closed-itself", "what", &row.subject);
        }
        None => words.t("activity-program").to_owned(),
        Some("") => capital(words.t("former-member")),
        Some(name) => name.to_owned(),
    };
    let key = match kind {
        Some(kind) => format!("activity-{}", kind.word()),
        None => "activity-other".to_owned(),
    };
    words.with(&key, &[("who", who.as_str().into()), ("what", row.subject.as_str().into())])
}

/// With a capital letter, as a sentence begins.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// One line.
pub struct Line {
    /// When.
    pub at: Timestamp,
    /// What happened, in words.
    pub text: String,
}

/// The lines of one day.
pub struct Day {
    /// `2026-11-18`, for grouping.
    pub key: String,
    /// A moment of it.
    pub at: Timestamp,
    /// The newest first.
    pub lines: Vec<Line>,
}

/// The page.
#[derive(Template)]
#[template(path = "partnerships/activity/activity.html")]
pub struct ActivityPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// The newest first.
    pub days: Vec<Day>,
    /// The line before which older ones begin, if there are any.
    pub older: Option<String>,
    /// Whether it begins with the newest line.
    pub is_first: bool,
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let words = Words::of(language);
    let line = |ago: i64, who: Option<&str>, kind: Kind, subject: &str| {
        let row = ActivityRow {
            at: SAMPLE_NOW.plus(-ago),
            id: crosswalk_names::ActivityId(uuid::Uuid::nil()),
            who: who.map(str::to_owned),
            kind: kind.word().to_owned(),
            subject: subject.to_owned(),
        };
        Line { at: row.at, text: line_text(words, &row) }
    };
    let days = vec![
        Day {
            key: "2026-11-18".to_owned(),
            at: SAMPLE_NOW,
            lines: vec![
                line(HOUR, Some("Thuy Tran"), Kind::StepDone, "Ask every partner for one goal"),
                line(2 * HOUR, Some(""), Kind::EvidenceAdded, "Goal setting"),
            ],
        },
        Day {
            key: "2026-11-17".to_owned(),
            at: SAMPLE_NOW.plus(-DAY),
            lines: vec![line(DAY, None, Kind::RoundClosed, "Fall 2026")],
        },
    ];
    let page = |days, older: Option<&str>| ActivityPage {
        frame: Frame::sample_group(language, "/p/SAMPLE/activity", Nav::PartnershipHome),
        days,
        older: older.map(str::to_owned),
        is_first: true,
    };
    vec![
        Sample::new("activity", &page(days, Some("7.x"))),
        Sample::new("activity, none", &page(Vec::new(), None)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(who: Option<&str>, kind: &str, subject: &str) -> ActivityRow {
        ActivityRow {
            at: SAMPLE_NOW,
            id: crosswalk_names::ActivityId(uuid::Uuid::nil()),
            who: who.map(str::to_owned),
            kind: kind.to_owned(),
            subject: subject.to_owned(),
        }
    }

    #[test]
    fn every_kind_has_words_in_both_languages() {
        for language in Language::ALL {
            let words = Words::of(language);
            for kind in Kind::ALL {
                let text = line_text(words, &row(Some("Rosa"), kind.word(), "Goal setting"));
                assert!(text.starts_with("Rosa") && !text.contains('$'), "{text}");
                assert_eq!(Kind::from_word(kind.word()), Some(kind));
            }
        }
    }

    #[test]
    fn who_did_it_may_be_unknown() {
        let words = Words::of(Language::En);
        let text = |who, kind| line_text(words, &row(who, kind, "Fall"));
        assert_eq!(text(None, "round-closed"), "The round “Fall” closed.");
        assert_eq!(text(Some(""), "left"), "A former member left.");
        assert_eq!(text(Some("Rosa"), "danced"), "Rosa did something: Fall");
    }
}
