//! Reads a checklist file. Every mistake in it is listed at once, with its line and how to mend it.
//!
//! ```toml
//! key = "housing-education"
//! version = "2026.1"
//! language = "en"
//! title = "Housing and education partnership readiness"
//!
//! [[stages]]
//! key = "assess"
//! title = "Assess Existing Conditions"
//! short = "Assess conditions"
//! summary = "Learn what is true here now: strengths, needs and gaps."
//! purpose = "Two or three sentences."
//! gateway = "Exploring"
//!
//! [[stages.questions]]
//! key = "goal-setting"
//! topic = "Goal setting"
//! text = "Have we agreed what we want to learn?"
//! help = "One sentence."
//! principles = ["continuous-improvement"]
//! ```

use std::collections::BTreeMap;
use std::ops::Range;
use std::str::FromStr;

use crosswalk_names::{KeyError, Language, OWN_PREFIX, QuestionKey, StageKey};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::{Checklist, ContentError, Principle, Question, Stage};

/// Most stages in a checklist.
const STAGES_MAX: usize = 12;
/// Most questions in one stage.
const QUESTIONS_MAX: usize = 30;

/// Longest texts, in characters. They are what the pages and the print have room for.
const TITLE_MAX: usize = 100;
const SHORT_MAX: usize = 32;
const SUMMARY_MAX: usize = 120;
const PURPOSE_MAX: usize = 600;
const GATEWAY_MAX: usize = 200;
const TOPIC_MAX: usize = 60;
const TEXT_MAX: usize = 240;
const HELP_MAX: usize = 240;

/// A checklist and the lines that its parts stand on, for checks between files.
pub(crate) struct Parsed {
    pub file: String,
    pub checklist: Checklist,
    pub version_line: usize,
    /// One a stage, in order.
    pub stage_lines: Vec<usize>,
    /// One a question, in the order of [`Checklist::questions`].
    pub question_lines: Vec<usize>,
}

impl Checklist {
    /// Reads one checklist file. `file_name` only serves the messages. The errors are in order of line.
    pub fn parse(file_name: &str, text: &str) -> Result<Self, Vec<ContentError>> {
        parse(file_name, text).map(|parsed| parsed.checklist)
    }
}

/// The two numbers of a version such as `2026.1`, so that `2026.10` comes after `2026.9`.
pub(crate) fn edition_number(version: &str) -> Option<(u32, u32)> {
    let (year, edition) = version.split_once('.')?;
    let number = |text: &str| {
        // One spelling a number, so that equal editions have equal texts.
        text.parse::<u32>().ok().filter(|number| number.to_string() == text)
    };
    Some((number(year)?, number(edition)?))
}

pub(crate) fn parse(file_name: &str, text: &str) -> Result<Parsed, Vec<ContentError>> {
    let (document, syntax) = DeTable::parse_recoverable(text);
    let mut reader = Reader { file: file_name, text, errors: Vec::new() };
    if syntax.is_empty() {
        let table = Table { fields: document.get_ref(), span: 0..0, what: "the checklist" };
        if let Some(parsed) = reader.checklist(&table) {
            return Ok(parsed);
        }
    }
    for error in syntax {
        let mend = "check the quotes, brackets and \"=\" on this line";
        reader.error(
            &error.span().unwrap_or_default(),
            format!("not valid TOML ({}); {mend}", error.message()),
        );
    }
    reader.errors.sort_by_key(|error| error.line);
    Err(reader.errors)
}

/// One table of the file, and what to call it in a message.
struct Table<'a> {
    fields: &'a DeTable<'a>,
    span: Range<usize>,
    what: &'static str,
}

/// Takes values out of the file's tables and collects what is wrong with them.
struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    errors: Vec<ContentError>,
}

impl<'a> Reader<'a> {
    fn checklist(&mut self, table: &Table<'a>) -> Option<Parsed> {
        self.only(table, &["key", "version", "language", "title", "stages"]);
        let key = self.parsed(table, "key");
        let version = self.version(table);
        let language = self.parsed::<Language, _>(table, "language");
        let title = self.text(table, "title", TITLE_MAX);
        let stages = self.stages(table);
        if !self.errors.is_empty() {
            return None;
        }
        let stages = stages.into_iter().collect::<Option<Vec<_>>>()?;
        let (version, version_span) = version?;
        Some(Parsed {
            file: self.file.to_owned(),
            version_line: self.line(&version_span),
            stage_lines: stages.iter().map(|stage| stage.line).collect(),
            question_lines: stages.iter().flat_map(|stage| stage.question_lines.iter().copied()).collect(),
            checklist: Checklist {
                key: key?,
                version,
                language: language?,
                title: title?,
                stages: stages.into_iter().map(|stage| stage.stage).collect(),
            },
        })
    }

    /// The stages; `None` stands for one with a mistake, which is in the errors.
    fn stages(&mut self, table: &Table<'a>) -> Vec<Option<ParsedStage>> {
        let tables = self.tables(table, "stages", "a stage", STAGES_MAX);
        let (mut stage_keys, mut question_keys) = (BTreeMap::new(), BTreeMap::new());
        tables.iter().map(|table| self.stage(table, &mut stage_keys, &mut question_keys)).collect()
    }

    fn stage(
        &mut self,
        table: &Table<'a>,
        stage_keys: &mut BTreeMap<StageKey, usize>,
        question_keys: &mut BTreeMap<QuestionKey, usize>,
    ) -> Option<ParsedStage> {
        self.only(table, &["key", "title", "short", "summary", "purpose", "gateway", "questions"]);
        let key = self.unique(table, stage_keys);
        let title = self.text(table, "title", TITLE_MAX);
        let short = self.text(table, "short", SHORT_MAX);
        let summary = self.text(table, "summary", SUMMARY_MAX);
        let purpose = self.text(table, "purpose", PURPOSE_MAX);
        let gateway = self.text(table, "gateway", GATEWAY_MAX);
        let tables = self.tables(table, "questions", "a question", QUESTIONS_MAX);
        let question_lines = tables.iter().map(|table| self.line(&table.span)).collect();
        let questions: Vec<_> = tables.iter().map(|table| self.question(table, question_keys)).collect();
        let stage = Stage {
            key: key?,
            title: title?,
            short: short?,
            summary: summary?,
            purpose: purpose?,
            gateway: gateway?,
            questions: questions.into_iter().collect::<Option<_>>()?,
        };
        Some(ParsedStage { stage, line: self.line(&table.span), question_lines })
    }

    fn question(&mut self, table: &Table<'a>, keys: &mut BTreeMap<QuestionKey, usize>) -> Option<Question> {
        self.only(table, &["key", "topic", "text", "help", "principles"]);
        let key = self.unique(table, keys);
        if let Some(key) = key.as_ref().filter(|key| key.is_own()) {
            let message = format!(
                "`{key}` starts with `{OWN_PREFIX}`, which is kept for questions that partnerships add; choose another key"
            );
            self.error(&table.span_of("key"), message);
        }
        let topic = self.text(table, "topic", TOPIC_MAX);
        let text = self.text(table, "text", TEXT_MAX);
        let help = self.text(table, "help", HELP_MAX);
        let principles = self.principles(table);
        Some(Question { key: key?, topic: topic?, text: text?, help: help?, principles: principles? })
    }

    fn principles(&mut self, table: &Table<'a>) -> Option<Vec<Principle>> {
        let value = self.value(table, "principles")?;
        let known = Principle::ALL.map(Principle::as_str).join(", ");
        let Some(words) = value.get_ref().as_array().filter(|words| !words.is_empty()) else {
            self.error(&value.span(), format!("`principles` must be a list with at least one of: {known}"));
            return None;
        };
        let mut principles = Vec::new();
        for word in words {
            match word.get_ref().as_str().and_then(Principle::from_word) {
                None => self.error(
                    &word.span(),
                    format!("{} is not a principle; use {known}", &self.text[word.span()]),
                ),
                Some(principle) if principles.contains(&principle) => self.error(
                    &word.span(),
                    format!("\"{}\" is in the list twice; take one away", principle.as_str()),
                ),
                Some(principle) => principles.push(principle),
            }
        }
        Some(principles)
    }

    fn version(&mut self, table: &Table<'a>) -> Option<(String, Range<usize>)> {
        let version = self.text(table, "version", TITLE_MAX)?;
        if edition_number(&version).is_none() {
            let message = "`version` must be a year, a dot and a number, such as \"2026.1\"".to_owned();
            self.error(&table.span_of("version"), message);
            return None;
        }
        Some((version, table.span_of("version")))
    }

    /// A key that no table before this one has.
    fn unique<K: FromStr<Err = KeyError> + Ord + Clone>(
        &mut self,
        table: &Table<'a>,
        seen: &mut BTreeMap<K, usize>,
    ) -> Option<K> {
        let key: K = self.parsed(table, "key")?;
        let span = table.span_of("key");
        let line = self.line(&span);
        if let Some(first) = seen.get(&key) {
            let message = format!(
                "{} is taken by line {first}; give {} a key of its own",
                &self.text[span.clone()],
                table.what
            );
            self.error(&span, message);
        } else {
            seen.insert(key.clone(), line);
        }
        Some(key)
    }

    /// A text that is parsed further: a key or a language.
    fn parsed<T: FromStr<Err = E>, E: std::fmt::Display>(
        &mut self,
        table: &Table<'a>,
        field: &str,
    ) -> Option<T> {
        let text = self.text(table, field, TITLE_MAX)?;
        text.parse().map_err(|error: E| self.error(&table.span_of(field), error.to_string())).ok()
    }

    /// A text of one line, neither empty nor longer than `max` characters.
    fn text(&mut self, table: &Table<'a>, field: &str, max: usize) -> Option<String> {
        let value = self.value(table, field)?;
        let Some(text) = value.get_ref().as_str() else {
            self.error(&value.span(), format!("`{field}` must be a text in quotes"));
            return None;
        };
        let length = text.chars().count();
        let problem = if text.trim().is_empty() {
            format!("`{field}` is empty; write a text between the quotes")
        } else if text.trim() != text {
            format!("`{field}` starts or ends with a space; take it away")
        } else if text.chars().any(char::is_control) {
            format!("`{field}` has a line break or another control character; write it on one line")
        } else if length > max {
            format!("`{field}` has {length} characters; shorten it to {max} or fewer")
        } else {
            return Some(text.to_owned());
        };
        self.error(&value.span(), problem);
        None
    }

    /// The tables of a list such as `[[stages]]`: at least one, at most `max`.
    fn tables(&mut self, table: &Table<'a>, field: &str, what: &'static str, max: usize) -> Vec<Table<'a>> {
        let Some(value) = self.value(table, field) else { return Vec::new() };
        let items = value.get_ref().as_array().map_or(&[][..], |items| items.as_ref());
        let tables: Vec<_> = items
            .iter()
            .filter_map(|item| Some(Table { fields: item.get_ref().as_table()?, span: item.span(), what }))
            .collect();
        if tables.is_empty() || tables.len() != items.len() {
            self.error(
                &value.span(),
                format!("`{field}` must be a list of tables; start each with a [[…{field}]] line"),
            );
        } else if tables.len() > max {
            self.error(
                &tables[max].span,
                format!("there are {} `{field}` here; use {max} or fewer", tables.len()),
            );
        }
        tables
    }

    fn value(&mut self, table: &Table<'a>, field: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        let value = table.fields.get(field);
        if value.is_none() {
            self.error(&table.span, format!("{} has no `{field}`; add it", table.what));
        }
        value
    }

    /// Reports fields that `table` should not have: most are slips of the pen.
    fn only(&mut self, table: &Table<'a>, known: &[&str]) {
        for field in table.fields.keys().filter(|field| !known.contains(&field.get_ref().as_ref())) {
            let message =
                format!("{} has no field `{}`; use {}", table.what, field.get_ref(), known.join(", "));
            self.error(&field.span(), message);
        }
    }

    fn error(&mut self, span: &Range<usize>, message: String) {
        self.errors.push(ContentError { file: self.file.to_owned(), line: self.line(span), message });
    }

    /// The line that `span` starts on, from 1.
    fn line(&self, span: &Range<usize>) -> usize {
        let line_ends = self.text.match_indices('\n').take_while(|(end, _)| *end < span.start);
        line_ends.count() + 1
    }
}

impl Table<'_> {
    /// Where a field's value stands; the table itself if there is none.
    fn span_of(&self, field: &str) -> Range<usize> {
        self.fields.get(field).map_or_else(|| self.span.clone(), Spanned::span)
    }
}

struct ParsedStage {
    stage: Stage,
    line: usize,
    question_lines: Vec<usize>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SOUND: &str = r#"key = "small"
version = "2026.1"
language = "en"
title = "A small checklist"

[[stages]]
key = "assess"
title = "Assess"
short = "Assess"
summary = "Learn what is true here now."
purpose = "To learn."
gateway = "Exploring"

[[stages.questions]]
key = "goal-setting"
topic = "Goal setting"
text = "Have we agreed what we want to learn?"
help = "Write it down."
principles = ["continuous-improvement"]
"#;

    fn mistakes(text: &str) -> String {
        let errors = Checklist::parse("small.toml", text).expect_err("there are mistakes");
        errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_sound_file_is_read_whole() {
        let checklist = Checklist::parse("small.toml", SOUND).expect("sound");
        assert_eq!(checklist.language, Language::En);
        assert_eq!(checklist.stages[0].questions[0].principles, [Principle::ContinuousImprovement]);
    }

    #[test]
    fn every_mistake_is_listed_with_its_line() {
        let text = SOUND
            .replace("version = \"2026.1\"", "version = \"first\"")
            .replace("\"en\"", "\"fr\"")
            .replace("title = \"Assess\"\n", "titel = \"Assess\"\n")
            .replace("\"Learn what is true here now.\"", "\"  \"")
            .replace("\"To learn.\"", "7")
            .replace("gateway", "# gateway")
            .replace("\"goal-setting\"", "\"own-goal\"")
            .replace("\"Goal setting\"", &format!("\"{}\"", "long ".repeat(20).trim()))
            .replace("\"Write it down.\"", "\"\"\"Write\nit down.\"\"\"")
            .replace("[\"continuous-improvement\"]", "[\"advance-equity\", \"equity\", \"advance-equity\"]");
        insta::assert_snapshot!(mistakes(&text), @r#"
        small.toml:2: `version` must be a year, a dot and a number, such as "2026.1"
        small.toml:3: the language must be "en" or "es"
        small.toml:6: a stage has no `title`; add it
        small.toml:6: a stage has no `gateway`; add it
        small.toml:8: a stage has no field `titel`; use key, title, short, summary, purpose, gateway, questions
        small.toml:10: `summary` is empty; write a text between the quotes
        small.toml:11: `purpose` must be a text in quotes
        small.toml:15: `own-goal` starts with `own-`, which is kept for questions that partnerships add; choose another key
        small.toml:16: `topic` has 99 characters; shorten it to 60 or fewer
        small.toml:18: `help` has a line break or another control character; write it on one line
        small.toml:20: "equity" is not a principle; use engage-community, advance-equity, continuous-improvement, build-on-resources
        small.toml:20: "advance-equity" is in the list twice; take one away
        "#);
    }

    #[test]
    fn keys_are_given_out_once() {
        let question = &SOUND[SOUND.find("[[stages.questions]]").expect("there")..];
        let stage = &SOUND[SOUND.find("[[stages]]").expect("there")..];
        insta::assert_snapshot!(mistakes(&format!("{SOUND}\n{question}\n{stage}")), @r#"
        small.toml:22: "goal-setting" is taken by line 15; give a question a key of its own
        small.toml:29: "assess" is taken by line 7; give a stage a key of its own
        small.toml:37: "goal-setting" is taken by line 15; give a question a key of its own
        "#);
    }

    #[test]
    fn lists_that_are_empty_or_no_lists_are_named() {
        let head = &SOUND[..SOUND.find("[[stages]]").expect("there")];
        insta::assert_snapshot!(mistakes(head), @"small.toml:1: the checklist has no `stages`; add it");
        insta::assert_snapshot!(mistakes(&format!("{head}stages = []")), @"small.toml:6: `stages` must be a list of tables; start each with a [[…stages]] line");
        insta::assert_snapshot!(mistakes(&format!("{head}stages = \"five\"")), @"small.toml:6: `stages` must be a list of tables; start each with a [[…stages]] line");
        insta::assert_snapshot!(mistakes(&SOUND.replace("[\"continuous-improvement\"]", "[]")), @"small.toml:19: `principles` must be a list with at least one of: engage-community, advance-equity, continuous-improvement, build-on-resources");
        let question = "[[stages.questions]]\n".repeat(QUESTIONS_MAX);
        let errors = mistakes(&format!("{SOUND}{question}"));
        assert!(errors.contains("there are 31 `questions` here; use 30 or fewer"), "{errors}");
    }

    #[test]
    fn broken_toml_is_named_line_by_line() {
        let text = SOUND.replace("\"A small checklist\"", "\"A small checklist").replace("topic =", "topic");
        insta::assert_snapshot!(mistakes(&text), @r#"
        small.toml:4: not valid TOML (invalid basic string, expected `"`); check the quotes, brackets and "=" on this line
        small.toml:16: not valid TOML (key with no value, expected `=`); check the quotes, brackets and "=" on this line
        "#);
    }

    #[test]
    fn editions_are_ordered_by_number() {
        assert!(edition_number("2026.10") > edition_number("2026.9"));
        for bad in ["", "2026", "2026.", ".1", "2026.1.1", "+2026.1", "2026.01", "2026.x", "99999999999.1"] {
            assert_eq!(edition_number(bad), None, "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_loader_panic(text in any::<String>()) {
            let _ = Checklist::parse("any.toml", &text);
        }

        #[test]
        fn a_file_with_a_piece_cut_out_is_read_or_refused(start in 0..SOUND.len(), length in 0..80_usize) {
            let mut text = SOUND.to_owned();
            text.replace_range(start..(start + length).min(SOUND.len()), "");
            if let Err(errors) = Checklist::parse("cut.toml", &text) {
                prop_assert!(!errors.is_empty());
                prop_assert!(errors.iter().all(|error| (1..=text.lines().count() + 1).contains(&error.line)));
            }
        }
    }
}
