//! What was read, one line a question, and the rule that holds for all: nothing is lost.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use crosswalk_intake::{Intake, read};

pub fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Stages and questions of a fixture, after the check that no line of it is lost.
pub fn stages_of(name: &str) -> String {
    let bytes = fixture(name);
    let intake = read(name, &bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
    if Path::new(name).extension().is_none_or(|extension| extension != "html") {
        nothing_is_lost(&String::from_utf8_lossy(&bytes), &intake);
    }
    stages(&intake)
}

pub fn stages(intake: &Intake) -> String {
    let mut shown = String::new();
    if let Some(title) = &intake.title {
        let _ = writeln!(shown, "{title}");
    }
    for stage in &intake.stages {
        let _ = writeln!(shown, "# {} | {}", stage.title, stage.description);
        for question in &stage.questions {
            let _ = writeln!(shown, "{} | {} | {}", question.topic, question.text, question.help);
        }
    }
    shown
}

/// What was skipped: line and reason, and the start of the text.
pub fn skipped(intake: &Intake) -> String {
    let mut shown = String::new();
    for skipped in &intake.skipped {
        let start: String = skipped.text.chars().take(32).collect();
        let _ = writeln!(shown, "{}: {} | {start}", skipped.line, skipped.why);
    }
    shown
}

pub fn counts(intake: &Intake) -> Vec<usize> {
    intake.stages.iter().map(|stage| stage.questions.len()).collect()
}

fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1).map(str::to_lowercase).collect()
}

/// Every line that is not skipped has its words in a stage.
pub fn nothing_is_lost(text: &str, intake: &Intake) {
    let skipped: BTreeSet<usize> = intake.skipped.iter().map(|skipped| skipped.line).collect();
    let all: String = serde_json::to_string(&intake.stages).expect("plain data");
    let kept = words(&all.replace("\\n", " "));
    // A word that a line break cut is in a stage as a whole.
    let pieces = all.to_lowercase();
    // A stage's number and a list's number are not kept.
    let numbers =
        ["stage", "phase", "etapa", "step", "ii", "iii", "yes", "no", "not", "sure", "section", "sí", "br"];
    for (index, line) in text.lines().enumerate() {
        if skipped.contains(&(index + 1)) {
            continue;
        }
        for word in words(line) {
            let known = kept.contains(&word) || pieces.contains(&word) || numbers.contains(&word.as_str());
            assert!(known || word.parse::<u32>().is_ok(), "line {} lost {word:?}: {line}", index + 1);
        }
    }
}
