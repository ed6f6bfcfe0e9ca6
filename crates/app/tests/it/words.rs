//! Texts that are easy to break, and a workbook full of everything.

use crosswalk_testing::Dice;
use serde_json::{Value, json};

/// 2026-11-12T14:03:00Z.
pub const NOON: i64 = 1_794_492_180_000;

pub const STAGES: [&str; 5] = ["assess", "engage", "outcomes", "implement", "sustain"];
pub const ANSWERS: [&str; 5] = ["not_yet", "in_progress", "yes", "dont_know", "not_applicable"];
/// Two questions of the checklist.
pub const QUESTIONS: [&str; 3] = ["goal-setting", "community-voice", "local-stakeholders"];
pub const COMMENT: &str = "00000000000000aa";
pub const OWN: &str = "own-00000000000000aa";

/// What people type: scripts, markup, emoji, lines.
pub const TEXTS: [&str; 8] = [
    "Call the clinic.",
    "</textarea><script>alert(1)</script> & \"quotes\" 'too'",
    "¿Quién falta? La señora Núñez",
    "مرحبا بالعالم",
    "学校与住房 👩‍👩‍👧‍👦",
    "#set page(fill: red) *bold* $x$ @ref",
    "=HYPERLINK(\"http://x\")",
    "one\ntwo\n\n  three",
];

/// An export with one of everything.
pub fn furnished(title: &str) -> Value {
    export(&json!({
        "title": { "text": title, "by": "Rosa", "at": NOON },
        "community": { "text": "Milbrook", "by": "Rosa", "at": NOON },
        "answers": { "goal-setting": { "value": "yes", "by": "Rosa", "at": NOON }, OWN: { "value": "not_yet", "by": "", "at": NOON } },
        "owners": { "goal-setting": { "name": "Thuy", "by": "Rosa", "at": NOON } },
        "comments": [
            { "id": COMMENT, "question": "goal-setting", "text": "Ask the clinic.", "by": "Rosa", "at": NOON },
            { "id": "00000000000000ab", "question": "goal-setting", "parent": COMMENT, "text": "Done.", "by": "Thuy", "at": NOON + 1 },
        ],
        "questions": [
            { "key": OWN, "stage": "assess", "text": "Who drives the bus?", "by": "Rosa", "at": NOON, "created": NOON },
        ],
        "notes": { "assess": "First line.\nSecond line.", "sustain": "Later." },
    }))
}

pub fn export(workbook: &Value) -> Value {
    json!({
        "format": "crosswalk-workbook",
        "version": 1,
        "checklist": { "key": "housing-education", "version": "2026.1" },
        "language": "en",
        "exported_at": NOON,
        "workbook": workbook,
    })
}

/// A random workbook in the order that exports have.
pub fn random_workbook(dice: &mut Dice) -> Value {
    let text = |dice: &mut Dice| (*dice.pick(&TEXTS)).to_owned();
    let line = |dice: &mut Dice| text(dice).lines().next().unwrap_or_default().to_owned();
    let by = |dice: &mut Dice| (*dice.pick(&["", "Rosa Medina", "Thuy", "Núñez 👩‍🏫"])).to_owned();
    let at = |dice: &mut Dice| NOON + i64::try_from(dice.roll(1_000_000)).expect("small");
    let hex = |dice: &mut Dice| format!("{:016x}", dice.next_number());
    let mut questions: Vec<Value> = (0..dice.roll(6))
        .map(|_| {
            json!({
                "key": format!("own-{}", hex(dice)), "stage": dice.pick(&STAGES), "text": line(dice),
                "by": by(dice), "at": at(dice), "created": at(dice),
            })
        })
        .collect();
    questions.sort_by_key(|own| format!("{} {} {}", own["stage"], own["created"], own["key"]));
    let mut keys: Vec<String> = QUESTIONS.map(str::to_owned).into();
    keys.extend(questions.iter().map(|own| own["key"].as_str().expect("a key").to_owned()));
    let (mut answers, mut owners) = (json!({}), json!({}));
    for key in &keys {
        if dice.roll(3) > 0 {
            answers[key] = json!({ "value": dice.pick(&ANSWERS), "by": by(dice), "at": at(dice) });
        }
        if dice.roll(3) == 0 {
            owners[key] = json!({ "name": line(dice), "by": by(dice), "at": at(dice) });
        }
    }
    let mut comments: Vec<Value> = Vec::new();
    for _ in 0..dice.roll(8) {
        let mut comment = json!({
            "id": hex(dice), "question": dice.pick(&keys), "text": text(dice), "by": by(dice), "at": at(dice),
        });
        if let Some(parent) = comments.first().filter(|_| dice.roll(2) == 0) {
            comment["parent"] = parent["id"].clone();
            comment["question"] = parent["question"].clone();
        }
        comments.push(comment);
    }
    comments.sort_by_key(|comment| (comment["at"].as_i64(), comment["id"].to_string()));
    let mut notes = json!({});
    for stage in STAGES {
        if dice.roll(2) == 0 {
            notes[stage] = format!("{}\n{}", text(dice), text(dice)).into();
        }
    }
    json!({
        "title": { "text": line(dice), "by": by(dice), "at": at(dice) },
        "community": { "text": line(dice), "by": by(dice), "at": at(dice) },
        "answers": answers, "owners": owners, "comments": comments, "questions": questions, "notes": notes,
    })
}
