//! Checklist content out of what was read: the `checklist.toml` that `crosswalk-checklist` loads.

use std::collections::BTreeSet;

use crosswalk_names::{ChecklistKey, KEY_MAX, Language, OWN_PREFIX};
use serde::Serialize;

use crate::questions::shouts;
use crate::tidy::spaces;
use crate::words::{plain, starts_asking};
use crate::{Intake, IntakeError, Question, Stage};

/// The limits of checklist content, in pieces and characters. A test holds them against the loader.
const STAGES_MAX: usize = 12;
const QUESTIONS_MAX: usize = 30;
const TITLE_MAX: usize = 100;
const SHORT_MAX: usize = 32;
const SUMMARY_MAX: usize = 120;
const PURPOSE_MAX: usize = 600;
const TOPIC_MAX: usize = 60;
const TEXT_MAX: usize = 240;
const HELP_MAX: usize = 240;
/// Words of a text that make its key or stand for its topic.
const KEY_WORDS_MAX: usize = 6;
const TOPIC_WORDS_MAX: usize = 5;

#[derive(Serialize)]
struct Content {
    key: String,
    version: String,
    language: String,
    title: String,
    stages: Vec<StageContent>,
}

#[derive(Serialize)]
struct StageContent {
    key: String,
    title: String,
    short: String,
    summary: String,
    purpose: String,
    gateway: String,
    questions: Vec<QuestionContent>,
}

#[derive(Serialize)]
struct QuestionContent {
    key: String,
    topic: String,
    text: String,
    help: String,
    principles: Vec<&'static str>,
}

/// Writes checklist content as `crosswalk-checklist` loads it.
///
/// What the source does not have is derived, so that a person can start from it: a stage's `short` from its title, its
/// `summary` from the first sentence of its description, a topic from the first words of its question, `principles`
/// from words such as "community", "disparities" and "data". Sentences beyond the longest question go to the help.
/// `key` is a key such as `housing-education`, `language` is `en` or `es`, `version` a year, a dot and a number.
///
/// What can't be made to fit is an [`IntakeError::DoesNotFit`] with every reason.
///
/// ```
/// let intake = crosswalk_intake::read("a.txt", b"# Plan\n\n- [ ] GOAL: Do we have a goal?\n- [ ] DATA: Do we share data?\n")?;
/// let content = crosswalk_intake::to_toml(&intake, "our-checklist", "en", "2026.1")?;
/// assert!(content.contains("key = \"goal\"\ntopic = \"Goal\"\ntext = \"Do we have a goal?\""));
/// # Ok::<(), crosswalk_intake::IntakeError>(())
/// ```
pub fn to_toml(intake: &Intake, key: &str, language: &str, version: &str) -> Result<String, IntakeError> {
    let mut problems = Vec::new();
    if let Err(error) = key.parse::<ChecklistKey>() {
        problems.push(error.to_string());
    }
    let spanish = match language.parse::<Language>() {
        Ok(language) => language == Language::Es,
        Err(error) => {
            problems.push(error.to_string());
            false
        }
    };
    let number = |text: &str| text.parse::<u32>().is_ok_and(|number| number.to_string() == text);
    if !version.split_once('.').is_some_and(|(year, edition)| number(year) && number(edition)) {
        problems
            .push(format!("the version {version:?} must be a year, a dot and a number, such as \"2026.1\""));
    }
    if intake.stages.is_empty() || intake.stages.len() > STAGES_MAX {
        problems.push(format!(
            "there are {} stages; use 1 to {STAGES_MAX}, for example by putting some together",
            intake.stages.len()
        ));
    }
    let mut writer =
        Writer { spanish, problems, stage_keys: BTreeSet::new(), question_keys: BTreeSet::new() };
    let title = intake.title.as_deref().map(spaces).filter(|title| !title.is_empty());
    let content = Content {
        key: key.to_owned(),
        version: version.to_owned(),
        language: language.to_owned(),
        title: shorten(&title.unwrap_or_else(|| sentence_case(&key.replace('-', " "))), TITLE_MAX),
        stages: intake.stages.iter().enumerate().map(|(index, stage)| writer.stage(index, stage)).collect(),
    };
    if !writer.problems.is_empty() {
        return Err(IntakeError::DoesNotFit(writer.problems));
    }
    toml::to_string(&content).map_err(|error| IntakeError::DoesNotFit(vec![error.to_string()]))
}

struct Writer {
    spanish: bool,
    problems: Vec<String>,
    stage_keys: BTreeSet<String>,
    question_keys: BTreeSet<String>,
}

impl Writer {
    fn say(&self, english: &str, spanish: &str) -> String {
        if self.spanish { spanish.to_owned() } else { english.to_owned() }
    }

    fn stage(&mut self, index: usize, stage: &Stage) -> StageContent {
        let mut title = soften(&spaces(&stage.title));
        if title.is_empty() {
            title = format!("{} {}", self.say("Stage", "Etapa"), index + 1);
        }
        let count = stage.questions.len();
        if count == 0 || count > QUESTIONS_MAX {
            self.problems.push(format!(
                "the stage \u{201c}{title}\u{201d} has {count} questions; use 1 to {QUESTIONS_MAX}, for example by parting it in two"
            ));
        }
        let description = spaces(&stage.description);
        let summary = sentences(&description).next().unwrap_or_default().to_owned();
        let purpose = self.say(
            "Answer these questions together, and note what each answer rests on.",
            "Respondan juntos a estas preguntas y anoten en qué se basa cada respuesta.",
        );
        StageContent {
            key: unique(&mut self.stage_keys, &slug(&title, KEY_WORDS_MAX), "stage"),
            short: shorten(&title, SHORT_MAX),
            title: shorten(&title, TITLE_MAX),
            summary: shorten(if summary.is_empty() { &purpose } else { &summary }, SUMMARY_MAX),
            purpose: shorten(if description.is_empty() { &purpose } else { &description }, PURPOSE_MAX),
            gateway: self.say("Not named", "Sin nombrar"),
            questions: stage
                .questions
                .iter()
                .enumerate()
                .map(|(at, question)| self.question(&title, at, question))
                .collect(),
        }
    }

    fn question(&mut self, stage: &str, index: usize, question: &Question) -> QuestionContent {
        let place = format!("question {} of \u{201c}{stage}\u{201d}", index + 1);
        let whole = spaces(&question.text);
        let (mut text, mut help) = (String::new(), String::new());
        for sentence in sentences(&whole) {
            let fits = text.is_empty() || text.chars().count() + 1 + sentence.chars().count() <= TEXT_MAX;
            let to = if fits && help.is_empty() { &mut text } else { &mut help };
            join(to, sentence);
        }
        join(&mut help, &spaces(&question.help));
        if text.is_empty() {
            self.problems.push(format!("{place} has no text; write one or take the question away"));
        }
        let moved = text.chars().count() < whole.chars().count();
        for (what, text, max) in [("sentence", &text, TEXT_MAX), ("help", &help, HELP_MAX)] {
            let length = text.chars().count();
            if length > max {
                let why = if moved && what == "help" {
                    ", with the sentences that the question has no room for"
                } else {
                    ""
                };
                self.problems
                    .push(format!("the {what} of {place} has {length} characters{why}; shorten it to {max}"));
            }
        }
        if help.is_empty() {
            help = self.say("Note what your answer rests on.", "Anoten en qué se basa su respuesta.");
        }
        let source = spaces(&question.topic);
        let topic = if source.is_empty() { topic_of(&text) } else { soften(&source) };
        let key = slug(if source.is_empty() { &topic } else { &source }, KEY_WORDS_MAX);
        let principles = principles(&format!("{source} {text} {}", question.help));
        QuestionContent {
            key: unique(&mut self.question_keys, &key, "question"),
            topic: shorten(&topic, TOPIC_MAX),
            text,
            help,
            principles,
        }
    }
}

fn join(to: &mut String, text: &str) {
    if !to.is_empty() && !text.is_empty() {
        to.push(' ');
    }
    to.push_str(text);
}

/// Sentences, each with its mark. "e.g. this" ends none, as a small letter follows.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let whole = rest;
        if whole.is_empty() {
            return None;
        }
        let end = whole.char_indices().find_map(|(at, c)| {
            let after = whole[at + c.len_utf8()..].trim_start_matches(['”', '"', ')', ']', '’']);
            let new =
                after.strip_prefix(' ').is_some_and(|next| next.starts_with(|c: char| !c.is_lowercase()));
            (matches!(c, '.' | '?' | '!') && new).then(|| whole.len() - after.len())
        });
        let (sentence, after) = whole.split_at(end.unwrap_or(whole.len()));
        rest = after.trim_start();
        Some(sentence)
    })
}

/// At most `max` characters, cut between words; "…" shows the cut.
fn shorten(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let head: String = text.chars().take(max - 1).collect();
    let cut = head.rfind(' ').map_or(head.as_str(), |at| &head[..at]);
    let mut cut = cut.trim_end_matches([',', ';', ':', '.', ' ', '-', '–']);
    // "Identify and…" reads worse than "Identify…".
    for small in
        [" and", " or", " the", " of", " to", " for", " a", " y", " de", " la", " el", " los", " las", " en"]
    {
        cut = cut.strip_suffix(small).unwrap_or(cut);
    }
    format!("{cut}…")
}

/// Capitals of a heading as a sentence has them: "GOAL SETTING" is "Goal setting". A short word alone may be a name.
fn soften(text: &str) -> String {
    if shouts(text) && text.chars().count() > 3 {
        sentence_case(&text.to_lowercase())
    } else {
        text.to_owned()
    }
}

fn sentence_case(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// A topic out of a question: its first words that say something.
fn topic_of(text: &str) -> String {
    let small = [
        "we", "our", "there", "the", "a", "an", "you", "your", "us", "been", "partners", "nosotros", "una",
        "un", "la", "el",
    ];
    let words: Vec<&str> = text
        .split_whitespace()
        .skip_while(|word| starts_asking(word, true) || small.contains(&plain(word).as_str()))
        .take(TOPIC_WORDS_MAX)
        .collect();
    let topic = words.join(" ");
    let topic = topic.trim_matches(|c: char| !c.is_alphanumeric());
    sentence_case(if topic.is_empty() { text.trim_matches(['¿', '?', ' ']) } else { topic })
}

fn slug(text: &str, words: usize) -> String {
    let plain = plain(text);
    let mut slug = String::new();
    for word in plain
        .split(' ')
        .map(|word| word.chars().filter(char::is_ascii_alphanumeric).collect::<String>())
        .filter(|word| !word.is_empty())
        .take(words)
    {
        let joint = usize::from(!slug.is_empty());
        // Room for a number that makes it unique.
        if slug.len() + joint + word.len() > KEY_MAX - 4 {
            break;
        }
        if joint > 0 {
            slug.push('-');
        }
        slug.push_str(&word);
    }
    slug
}

/// A key that is not taken yet. `otherwise` starts it where the text gives none.
fn unique(taken: &mut BTreeSet<String>, slug: &str, otherwise: &str) -> String {
    let good = slug.starts_with(|c: char| c.is_ascii_lowercase()) && !slug.starts_with(OWN_PREFIX);
    let base = if good {
        slug.to_owned()
    } else {
        let whole = format!("{otherwise}-{slug}");
        whole.chars().take(KEY_MAX - 4).collect::<String>().trim_end_matches('-').to_owned()
    };
    let mut key = base.clone();
    let mut number = 2;
    while !taken.insert(key.clone()) {
        key = format!("{base}-{number}");
        number += 1;
    }
    key
}

/// The principles whose words the question holds; "build on resources" if none.
fn principles(text: &str) -> Vec<&'static str> {
    let plain = plain(text);
    let has =
        |starts: &[&str]| plain.split(' ').any(|word| starts.iter().any(|start| word.starts_with(start)));
    let mut principles = Vec::new();
    if has(&[
        "communit",
        "resident",
        "voice",
        "neighbor",
        "stakeholder",
        "famil",
        "comunidad",
        "vecin",
        "resident",
    ]) {
        principles.push("engage-community");
    }
    if has(&[
        "equit", "racial", "race", "dispar", "inequ", "diverse", "divers", "power", "barrier", "equidad",
        "desigual", "poder",
    ]) {
        principles.push("advance-equity");
    }
    if has(&[
        "data",
        "measur",
        "indicator",
        "evaluat",
        "improv",
        "progress",
        "outcome",
        "goal",
        "datos",
        "medi",
        "indicador",
        "evalua",
        "mejora",
        "meta",
    ]) {
        principles.push("continuous-improvement");
    }
    if principles.is_empty() {
        principles.push("build-on-resources");
    }
    principles
}
