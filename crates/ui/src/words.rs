//! Every sentence the program shows, by language: the Fluent files of `content/words`.
//!
//! A message without arguments is resolved once, when its language is first asked for, so showing it costs one look
//! into a map with a fast hash (keys are ours, so nobody can pick colliding ones). One with arguments goes through Fluent and its plural rules each time.

use std::borrow::{Borrow, Cow};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crosswalk_names::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast;
use rust_embed::RustEmbed;
use rustc_hash::FxHashMap;

#[derive(RustEmbed)]
#[folder = "../../content/words"]
#[include = "*.ftl"]
struct Files;

/// The value of a message's argument: made by `into()` from a text or a number.
pub type Arg<'a> = FluentValue<'a>;

/// The messages of one language.
pub struct Words {
    language: Language,
    plain: FxHashMap<&'static str, &'static str>,
    bundle: FluentBundle<&'static FluentResource>,
    shapes: BTreeMap<&'static str, BTreeSet<&'static str>>,
    faults: Vec<String>,
}

static ENGLISH: LazyLock<Words> = LazyLock::new(|| Words::read(Language::En));
static SPANISH: LazyLock<Words> = LazyLock::new(|| Words::read(Language::Es));

impl Words {
    /// The words of `language`. The first call reads them; the rest of the program's life they stay in memory.
    pub fn of(language: Language) -> &'static Words {
        match language {
            Language::En => &ENGLISH,
            Language::Es => &SPANISH,
        }
    }

    /// Which language these are.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The message `key`, which takes no arguments. An unknown key comes back as itself; a test looks for those.
    pub fn t<'a>(&self, key: &'a str) -> &'a str {
        self.plain.get(key).copied().unwrap_or(key)
    }

    /// The message `key` with its arguments put in. Arguments are not escaped: the template does that.
    pub fn with(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let args: FluentArgs<'_> = args.iter().map(|(name, value)| (*name, value.clone())).collect();
        self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    /// [`Words::with`] for the commonest case: one number called `n`.
    pub fn tn(&self, key: &str, n: impl Borrow<usize>) -> String {
        self.with(key, &[("n", (*n.borrow()).into())])
    }

    /// [`Words::with`] for one text.
    pub fn tx(&self, key: &str, name: &str, text: &str) -> String {
        self.with(key, &[(name, text.into())])
    }

    /// The argument-less messages whose keys start with `prefix`, without it: what an island gets as JSON.
    pub fn pick(&self, prefix: &str) -> BTreeMap<&'static str, &'static str> {
        self.plain.iter().filter_map(|(key, text)| Some((key.strip_prefix(prefix)?, *text))).collect()
    }

    /// Every key with the names of its arguments.
    pub fn shapes(&self) -> &BTreeMap<&'static str, BTreeSet<&'static str>> {
        &self.shapes
    }

    /// What is wrong in the files, one sentence each. Empty in a program whose tests passed.
    pub fn faults(&self) -> &[String] {
        &self.faults
    }

    fn read(language: Language) -> Self {
        let locale = language.code().parse().expect("our language codes are valid BCP 47");
        let mut words = Self {
            language,
            plain: FxHashMap::default(),
            bundle: FluentBundle::new_concurrent(vec![locale]),
            shapes: BTreeMap::new(),
            faults: Vec::new(),
        };
        words.bundle.set_use_isolating(false);
        words.bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(number) => Some(group_thousands(&number.as_string())),
            _ => None,
        }));
        let folder = format!("{}/", language.code());
        let names: Vec<_> = Files::iter().filter(|name| name.starts_with(&folder)).collect();
        for name in names {
            words.add_file(&name);
        }
        words.resolve_plain();
        words
    }

    fn add_file(&mut self, name: &str) {
        let Some(file) = Files::get(name) else { return };
        let text = String::from_utf8_lossy(&file.data).into_owned();
        let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, errors)| {
            self.faults.extend(errors.iter().map(|error| format!("{name}: {error}")));
            resource
        });
        // The words live as long as the program; leaking them once makes every look-up a plain reference.
        let resource: &'static FluentResource = Box::leak(Box::new(resource));
        if let Err(errors) = self.bundle.add_resource(resource) {
            self.faults.extend(errors.iter().map(|error| format!("{name}: {error}")));
        }
        for entry in resource.entries() {
            if let ast::Entry::Message(ast::Message { id, value: Some(pattern), .. }) = entry {
                let mut arguments = BTreeSet::new();
                arguments_of(pattern, &mut arguments);
                self.shapes.insert(id.name, arguments);
            }
        }
    }

    fn resolve_plain(&mut self) {
        for (key, arguments) in &self.shapes {
            let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
                continue;
            };
            if !arguments.is_empty() {
                continue;
            }
            let mut errors = Vec::new();
            let text = self.bundle.format_pattern(pattern, None, &mut errors).into_owned();
            self.faults.extend(errors.iter().map(|error| format!("{key}: {error}")));
            self.plain.insert(key, Box::leak(text.into_boxed_str()));
        }
    }
}

/// Puts the names of the variables in `pattern` into `names`.
fn arguments_of(pattern: &ast::Pattern<&'static str>, names: &mut BTreeSet<&'static str>) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            arguments_in(expression, names);
        }
    }
}

fn arguments_in(expression: &ast::Expression<&'static str>, names: &mut BTreeSet<&'static str>) {
    match expression {
        ast::Expression::Inline(inline) => arguments_inline(inline, names),
        ast::Expression::Select { selector, variants } => {
            arguments_inline(selector, names);
            for variant in variants {
                arguments_of(&variant.value, names);
            }
        }
    }
}

fn arguments_inline(inline: &ast::InlineExpression<&'static str>, names: &mut BTreeSet<&'static str>) {
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            names.insert(id.name);
        }
        ast::InlineExpression::Placeable { expression } => arguments_in(expression, names),
        ast::InlineExpression::FunctionReference { arguments, .. } => {
            for argument in &arguments.positional {
                arguments_inline(argument, names);
            }
        }
        _ => {}
    }
}

/// `12345` as `12,345`: the marks that both languages use in the United States.
fn group_thousands(digits: &str) -> String {
    let (whole, rest) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut text = String::with_capacity(digits.len() + 4);
    for (place, digit) in whole.chars().enumerate() {
        let left = whole.len() - place;
        if place > 0 && left % 3 == 0 && !text.ends_with('-') {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(rest) = rest {
        text.push('.');
        text.push_str(rest);
    }
    text
}

/// Joins `items` as a sentence does: "a, b and c", "a, b y c".
pub fn join_list(language: Language, items: &[impl AsRef<str>]) -> String {
    let Some((last, head)) = items.split_last() else { return String::new() };
    if head.is_empty() {
        return last.as_ref().to_owned();
    }
    let head = head.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(", ");
    let last = last.as_ref();
    let and: Cow<'_, str> = match language {
        Language::En => " and ".into(),
        Language::Es if starts_with_i_sound(last) => " e ".into(),
        Language::Es => " y ".into(),
    };
    format!("{head}{and}{last}")
}

/// Spanish says "e" in place of "y" before the sound "i" ("e Identificar"), but not before "hie".
fn starts_with_i_sound(word: &str) -> bool {
    let word = word.to_lowercase();
    (word.starts_with('i') || word.starts_with('í') || word.starts_with("hi")) && !word.starts_with("hie")
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::*;

    #[test]
    fn files_have_no_faults() {
        for language in Language::ALL {
            assert_eq!(Words::of(language).faults(), &[] as &[String], "{language}");
        }
    }

    #[test]
    fn both_languages_have_the_same_keys_and_arguments() {
        let (english, spanish) = (Words::of(Language::En), Words::of(Language::Es));
        for (key, arguments) in english.shapes() {
            assert_eq!(spanish.shapes().get(key), Some(arguments), "Spanish: {key}");
        }
        for key in spanish.shapes().keys() {
            assert!(english.shapes().contains_key(key), "English lacks {key}");
        }
    }

    /// Every key that code or a template spells out exists, and takes arguments exactly when it is called with some.
    #[test]
    fn every_key_in_use_exists() {
        let words = Words::of(Language::En);
        let mut missing = Vec::new();
        let mut files = Vec::new();
        source_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), &mut files);
        for file in files {
            let text = std::fs::read_to_string(&file).expect("a readable source file");
            for (call, takes_arguments) in
                [(".t(\"", false), (".with(\"", true), (".tn(\"", true), (".tx(\"", true)]
            {
                for piece in text.split(call).skip(1) {
                    let key = piece.split('"').next().unwrap_or_default();
                    let is_key = key.contains('-')
                        && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
                    let known = words.shapes().get(key).map(|arguments| !arguments.is_empty());
                    if is_key && known != Some(takes_arguments) {
                        missing.push(format!("{}: {key} ({known:?})", file.display()));
                    }
                }
            }
        }
        assert!(missing.is_empty(), "keys missing or with other arguments:\n{}", missing.join("\n"));
    }

    fn source_files(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a readable folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                source_files(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs" || ending == "html") {
                found.push(path);
            }
        }
    }

    #[test]
    fn plurals_follow_the_language() {
        let english = Words::of(Language::En);
        assert_eq!(english.tn("when-minutes", 1), "1 minute ago");
        assert_eq!(english.tn("when-minutes", 1200), "1,200 minutes ago");
        assert_eq!(Words::of(Language::Es).tn("when-minutes", 1), "hace 1 minuto");
    }

    #[test]
    fn lists_read_like_sentences() {
        assert_eq!(join_list(Language::En, &["a", "b", "c"]), "a, b and c");
        assert_eq!(join_list(Language::Es, &["Marcos", "Inés"]), "Marcos e Inés");
        assert_eq!(join_list(Language::Es, &["agua", "hielo"]), "agua y hielo");
        assert_eq!(join_list(Language::En, &["a"]), "a");
    }

    #[test]
    fn thousands_are_grouped() {
        for (digits, text) in
            [("7", "7"), ("999", "999"), ("1000", "1,000"), ("20000", "20,000"), ("-1234567", "-1,234,567")]
        {
            assert_eq!(group_thousands(digits), text);
        }
    }
}
