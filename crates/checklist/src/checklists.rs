//! Every checklist that an instance offers, in every language.

use std::collections::BTreeSet;
use std::sync::Arc;

use crosswalk_names::{ChecklistKey, Language};

use crate::load::{self, Parsed};
use crate::{Checklist, ContentError, Question};

/// The files that come with Crosswalk: path and text.
const BUILTIN: [(&str, &str); 2] = [
    (
        "content/checklists/housing-education/en/checklist.toml",
        include_str!("../../../content/checklists/housing-education/en/checklist.toml"),
    ),
    (
        "content/checklists/housing-education/es/checklist.toml",
        include_str!("../../../content/checklists/housing-education/es/checklist.toml"),
    ),
];

/// Checklists that were found whole: each edition is there in every [`Language`], with the same stages, questions,
/// order and principles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checklists {
    /// By key, then from the oldest edition to the newest, then by language.
    checklists: Vec<Arc<Checklist>>,
}

impl Checklists {
    /// The checklists that come with Crosswalk. A mistake in them should stop the start.
    pub fn builtin() -> Result<Self, Vec<ContentError>> {
        Self::load(BUILTIN)
    }

    /// The same with an instance's own files laid over them: one replaces the built-in file that holds the same
    /// checklist, edition and language. One that is there in one language only stands in for the other.
    pub fn with_own<P: AsRef<str>, T: AsRef<str>>(own: &[(P, T)]) -> Result<Self, Vec<ContentError>> {
        let same =
            |text: &str| Checklist::parse("", text).ok().map(|one| (one.key, one.version, one.language));
        let replaced: Vec<_> = own.iter().filter_map(|(_, text)| same(text.as_ref())).collect();
        let kept =
            BUILTIN.into_iter().filter(|(_, text)| same(text).is_none_or(|one| !replaced.contains(&one)));
        let own = own.iter().map(|(path, text)| (path.as_ref(), text.as_ref()));
        Self::read(kept.chain(own), true)
    }

    /// The key of every checklist, once.
    pub fn keys(&self) -> Vec<&ChecklistKey> {
        let mut keys: Vec<_> = self.checklists.iter().map(|one| &one.key).collect();
        keys.dedup();
        keys
    }

    /// Reads and checks files, each handed in as its path and its text. Lists every mistake of every file; languages
    /// are held against each other once all files can be read.
    pub fn load<P: AsRef<str>, T: AsRef<str>>(
        files: impl IntoIterator<Item = (P, T)>,
    ) -> Result<Self, Vec<ContentError>> {
        Self::read(files, false)
    }

    fn read<P: AsRef<str>, T: AsRef<str>>(
        files: impl IntoIterator<Item = (P, T)>,
        fill_in: bool,
    ) -> Result<Self, Vec<ContentError>> {
        let (mut parsed, mut errors) = (Vec::new(), Vec::new());
        for (path, text) in files {
            match load::parse(path.as_ref(), text.as_ref()) {
                Ok(one) => parsed.push(one),
                Err(mistakes) => errors.extend(mistakes),
            }
        }
        if fill_in {
            fill_in_languages(&mut parsed);
        }
        parsed.sort_by(|a, b| order(&a.checklist).cmp(&order(&b.checklist)));
        if errors.is_empty() {
            errors = check_editions(&parsed);
        }
        if errors.is_empty() {
            Ok(Self { checklists: parsed.into_iter().map(|one| Arc::new(one.checklist)).collect() })
        } else {
            Err(errors)
        }
    }

    /// The newest edition of a checklist.
    pub fn get(&self, key: &ChecklistKey, language: Language) -> Option<&Arc<Checklist>> {
        self.of(key, language).next_back()
    }

    /// The edition that a workbook was started with.
    pub fn edition(&self, key: &ChecklistKey, version: &str, language: Language) -> Option<&Arc<Checklist>> {
        self.of(key, language).find(|checklist| checklist.version == version)
    }

    /// The same with editions that were offered once and whose files are gone. Where both have one, the file counts.
    #[must_use]
    pub fn and_stored(mut self, stored: impl IntoIterator<Item = Checklist>) -> Self {
        for checklist in stored {
            if self.edition(&checklist.key, &checklist.version, checklist.language).is_none() {
                self.checklists.push(Arc::new(checklist));
            }
        }
        self.checklists.sort_by(|a, b| order(a).cmp(&order(b)));
        self
    }

    /// Every checklist in every edition and language, by key, edition, then language.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Checklist>> {
        self.checklists.iter()
    }

    fn of(&self, key: &ChecklistKey, language: Language) -> impl DoubleEndedIterator<Item = &Arc<Checklist>> {
        self.checklists.iter().filter(move |one| &one.key == key && one.language == language)
    }
}

/// An instance may have its own checklist in one language only. Its words then stand in for the other.
fn fill_in_languages(parsed: &mut Vec<Parsed>) {
    let mut missing = Vec::new();
    for one in parsed.iter() {
        let other = one.checklist.language.other();
        let twin = |two: &&Parsed| {
            let (a, b) = (&one.checklist, &two.checklist);
            a.key == b.key && a.version == b.version && b.language == other
        };
        if parsed.iter().find(twin).is_none() {
            let checklist = Checklist { language: other, ..one.checklist.clone() };
            missing.push(Parsed {
                file: one.file.clone(),
                checklist,
                version_line: one.version_line,
                stage_lines: one.stage_lines.clone(),
                question_lines: one.question_lines.clone(),
            });
        }
    }
    parsed.append(&mut missing);
}

fn order(checklist: &Checklist) -> (&ChecklistKey, Option<(u32, u32)>, Language) {
    (&checklist.key, load::edition_number(&checklist.version), checklist.language)
}

/// Holds the languages of each edition against each other. `parsed` is in the order of [`order`].
fn check_editions(parsed: &[Parsed]) -> Vec<ContentError> {
    let mut errors = Vec::new();
    let edition_of = |one: &Parsed| (one.checklist.key.clone(), load::edition_number(&one.checklist.version));
    for edition in parsed.chunk_by(|a, b| edition_of(a) == edition_of(b)) {
        let [first, others @ ..] = edition else { continue };
        errors.extend(edition.windows(2).filter_map(|pair| check_twice(&pair[0], &pair[1])));
        errors.extend(Language::ALL.into_iter().filter_map(|language| check_there(edition, language)));
        for other in others {
            check_same(first, other, &mut errors);
        }
    }
    errors
}

fn check_twice(first: &Parsed, second: &Parsed) -> Option<ContentError> {
    (first.checklist.language == second.checklist.language).then(|| {
        let file = &first.file;
        let message =
            format!("{file} holds this checklist, version and language already; change one of the three");
        second.error(second.version_line, message)
    })
}

fn check_there(edition: &[Parsed], language: Language) -> Option<ContentError> {
    let first = edition.first().filter(|_| edition.iter().all(|one| one.checklist.language != language))?;
    let message = format!(
        "version {} of this checklist is not there in {}; add the file with `language = \"{language}\"`, or give \
         every language the same version",
        first.checklist.version,
        language.own_name(),
    );
    Some(first.error(first.version_line, message))
}

/// Reports where two languages of one edition differ in more than words.
fn check_same(first: &Parsed, other: &Parsed, errors: &mut Vec<ContentError>) {
    let before = errors.len();
    same_keys(first, other, "stage", &stages(first), &stages(other), errors);
    if errors.len() == before {
        same_keys(first, other, "question", &questions(first), &questions(other), errors);
    }
    if errors.len() > before {
        return;
    }
    for ((a, b), &line) in
        first.checklist.questions().zip(other.checklist.questions()).zip(&other.question_lines)
    {
        let principles = |question: &Question| question.principles.iter().copied().collect::<BTreeSet<_>>();
        if principles(a) != principles(b) {
            errors.push(other.error(
                line,
                format!("`{}` has other principles in {}; make the two the same", b.key, first.file),
            ));
        }
    }
}

/// Where something stands: its full name (`assess` or `assess/goal-setting`) and its line.
type Place = (String, usize);

fn stages(parsed: &Parsed) -> Vec<Place> {
    parsed
        .checklist
        .stages
        .iter()
        .zip(&parsed.stage_lines)
        .map(|(stage, &line)| (stage.key.to_string(), line))
        .collect()
}

fn questions(parsed: &Parsed) -> Vec<Place> {
    let stages = parsed.checklist.stages.iter();
    let names = stages.flat_map(|stage| {
        stage.questions.iter().map(move |question| format!("{}/{}", stage.key, question.key))
    });
    names.zip(parsed.question_lines.iter().copied()).collect()
}

fn same_keys(
    first: &Parsed,
    other: &Parsed,
    what: &str,
    a: &[Place],
    b: &[Place],
    errors: &mut Vec<ContentError>,
) {
    let before = errors.len();
    let missing = |from: &[Place], (name, _): &Place| from.iter().all(|(there, _)| there != name);
    for (name, line) in a.iter().filter(|place| missing(b, place)) {
        let message =
            format!("the {what} `{name}` is not in {}; add it there, or take it away here", other.file);
        errors.push(first.error(*line, message));
    }
    for (name, line) in b.iter().filter(|place| missing(a, place)) {
        let message =
            format!("the {what} `{name}` is not in {}; add it there, or take it away here", first.file);
        errors.push(other.error(*line, message));
    }
    let moved = a.iter().zip(b).find(|((a, _), (b, _))| a != b);
    if let Some(((expected, _), (_, line))) = moved.filter(|_| errors.len() == before) {
        let message =
            format!("{} has the {what} `{expected}` here; put both files in the same order", first.file);
        errors.push(other.error(*line, message));
    }
}

impl Parsed {
    fn error(&self, line: usize, message: String) -> ContentError {
        ContentError { file: self.file.clone(), line, message }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Principle;

    fn key() -> ChecklistKey {
        "housing-education".parse().expect("a key")
    }

    fn mistakes<'a>(files: impl IntoIterator<Item = (&'a str, String)>) -> String {
        let errors = Checklists::load(files).expect_err("there are mistakes");
        errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    /// The built-in files with the Spanish one changed.
    fn with_spanish(change: impl Fn(&str) -> String) -> [(&'static str, String); 2] {
        [("en.toml", BUILTIN[0].1.to_owned()), ("es.toml", change(BUILTIN[1].1))]
    }

    #[test]
    fn the_built_in_checklist_has_five_stages_and_26_questions_in_both_languages() {
        let checklists = Checklists::builtin().expect("sound files");
        for language in Language::ALL {
            let checklist = checklists.get(&key(), language).expect("built in");
            let counts: Vec<_> =
                checklist.stages.iter().map(|stage| (stage.key.as_str(), stage.questions.len())).collect();
            assert_eq!(
                counts,
                [("assess", 6), ("engage", 4), ("outcomes", 5), ("implement", 6), ("sustain", 5)]
            );
            assert_eq!(checklists.edition(&key(), "2026.1", language), Some(checklist));
        }
    }

    #[test]
    fn every_principle_has_at_least_six_questions() {
        let checklists = Checklists::builtin().expect("sound files");
        let checklist = checklists.get(&key(), Language::En).expect("built in");
        for principle in Principle::ALL {
            let count = checklist.questions().filter(|one| one.principles.contains(&principle)).count();
            assert!(count >= 6, "{principle:?} has {count}");
        }
    }

    #[test]
    fn house_style_holds_in_the_built_in_files() {
        for checklist in Checklists::builtin().expect("sound files").iter() {
            for question in checklist.questions() {
                let Question { key, text, help, .. } = question;
                assert!(text.ends_with('?') && help.ends_with('.'), "{key}: {text} {help}");
                assert!(!text.contains('!') && !help.contains('!'), "{key}");
                if checklist.language == Language::Es {
                    assert_eq!(text.matches('?').count(), text.matches('¿').count(), "{key}");
                }
            }
        }
    }

    #[test]
    fn the_newest_edition_is_given_and_older_ones_stay() {
        let newer = BUILTIN.map(|(path, text)| (path, text.replace("2026.1", "2026.10")));
        let middle = BUILTIN.map(|(path, text)| (path, text.replace("2026.1", "2026.9")));
        let older = BUILTIN.map(|(path, text)| (path, text.to_owned()));
        let checklists = Checklists::load(newer.into_iter().chain(middle).chain(older)).expect("sound files");
        let version = |checklist: Option<&Arc<Checklist>>| checklist.map(|one| one.version.clone());
        assert_eq!(version(checklists.get(&key(), Language::Es)).as_deref(), Some("2026.10"));
        assert_eq!(version(checklists.edition(&key(), "2026.1", Language::Es)).as_deref(), Some("2026.1"));
        assert_eq!(version(checklists.edition(&key(), "2025.1", Language::Es)), None);
    }

    #[test]
    fn languages_must_hold_the_same_questions() {
        let less = with_spanish(|text| {
            let start = text.find("[[stages.questions]]\nkey = \"racial-equity\"").expect("there");
            let end = text[start + 1..].find("\n[[").expect("there") + start + 1;
            format!("{}{}", &text[..start], &text[end..])
        });
        let renamed = with_spanish(|text| text.replace("key = \"engage\"", "key = \"invite\""));
        let moved = with_spanish(|text| {
            let swap = text
                .replace("\"goal-setting\"", "\"swap\"")
                .replace("\"local-conditions\"", "\"goal-setting\"");
            swap.replace("\"swap\"", "\"local-conditions\"")
        });
        let principles =
            with_spanish(|text| text.replacen("[\"build-on-resources\"]", "[\"advance-equity\"]", 1));
        let all = [less, renamed, moved, principles].map(mistakes).join("\n\n");
        insta::assert_snapshot!(all, @r"
        en.toml:56: the question `assess/racial-equity` is not in es.toml; add it there, or take it away here

        en.toml:63: the stage `engage` is not in es.toml; add it there, or take it away here
        es.toml:63: the stage `invite` is not in en.toml; add it there, or take it away here

        es.toml:21: en.toml has the question `assess/goal-setting` here; put both files in the same order

        es.toml:28: `local-conditions` has other principles in en.toml; make the two the same
        ");
    }

    #[test]
    fn an_edition_needs_every_language_once() {
        let version = with_spanish(|text| text.replace("\"2026.1\"", "\"2026.2\""));
        let twice = with_spanish(|_| BUILTIN[0].1.to_owned());
        insta::assert_snapshot!([version, twice].map(mistakes).join("\n\n"), @r#"
        en.toml:9: version 2026.1 of this checklist is not there in Español; add the file with `language = "es"`, or give every language the same version
        es.toml:9: version 2026.2 of this checklist is not there in English; add the file with `language = "en"`, or give every language the same version

        es.toml:9: en.toml holds this checklist, version and language already; change one of the three
        en.toml:9: version 2026.1 of this checklist is not there in Español; add the file with `language = "es"`, or give every language the same version
        "#);
    }

    #[test]
    fn mistakes_of_all_files_are_listed_together() {
        let files = ["a.toml", "b.toml"].map(|path| (path, "key = 1".to_owned()));
        let errors = mistakes(files);
        assert!(errors.contains("a.toml:1:") && errors.contains("b.toml:1:"), "{errors}");
    }
}
