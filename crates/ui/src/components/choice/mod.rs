use askama::Template;

use super::{Sample, described_by, shows_itself};
use crate::{Problems, Words};

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Item {
    value: String,
    label: String,
    chosen: bool,
}

/// A form field with a few values to choose one from: a list that opens, or buttons that all stand in sight.
#[derive(Debug, Clone, Template)]
#[template(path = "components/choice/choice.html")]
pub struct Choice<'a> {
    name: &'a str,
    label: &'a str,
    hint: &'a str,
    items: Vec<Item>,
    groups: Vec<(String, Vec<Item>)>,
    problems: Vec<&'a str>,
    in_sight: bool,
}
shows_itself!(Choice<'a>);

impl<'a> Choice<'a> {
    /// A list that opens.
    pub fn list(name: &'a str, label: &'a str) -> Self {
        Self {
            name,
            label,
            hint: "",
            items: Vec::new(),
            groups: Vec::new(),
            problems: Vec::new(),
            in_sight: false,
        }
    }
    /// Buttons that all stand in sight: for up to five values that are worth comparing.
    pub fn buttons(name: &'a str, label: &'a str) -> Self {
        Self { in_sight: true, ..Self::list(name, label) }
    }
    /// One more value; `chosen` is the one that the form holds.
    #[must_use]
    pub fn item(
        mut self,
        value: impl Into<String>,
        label: impl Into<String>,
        chosen: impl AsRef<str>,
    ) -> Self {
        let value = value.into();
        let chosen = value == chosen.as_ref();
        self.items.push(Item { value, label: label.into(), chosen });
        self
    }
    /// Several more values with their labels.
    #[must_use]
    pub fn items(self, items: &[(impl AsRef<str>, impl AsRef<str>)], chosen: impl AsRef<str>) -> Self {
        items
            .iter()
            .fold(self, |field, (value, label)| field.item(value.as_ref(), label.as_ref(), chosen.as_ref()))
    }
    /// Values that belong together, under a heading; only in a list that opens, after the values without one.
    #[must_use]
    pub fn group(
        mut self,
        label: impl Into<String>,
        items: &[(impl AsRef<str>, impl AsRef<str>)],
        chosen: impl AsRef<str>,
    ) -> Self {
        let item = |value: &str, label: &str| Item {
            value: value.to_owned(),
            label: label.to_owned(),
            chosen: value == chosen.as_ref(),
        };
        let items = items.iter().map(|(value, label)| item(value.as_ref(), label.as_ref())).collect();
        self.groups.push((label.into(), items));
        self
    }
    /// A sentence of help under the label.
    #[must_use]
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }
    /// What is wrong with this field, from the form's problems.
    #[must_use]
    pub fn problems(mut self, problems: &'a Problems) -> Self {
        self.problems = problems.on(self.name);
        self
    }
    fn described_by(&self) -> String {
        described_by(self.name, self.hint, &self.problems)
    }
}

pub(super) fn samples(words: &Words) -> Vec<Sample> {
    let items = || {
        ["answer-not-yet", "answer-in-progress", "answer-yes"]
            .map(|key| (key.to_owned(), words.t(key).to_owned()))
    };
    vec![
        Sample::new(
            "choice: list",
            &Choice::list("sample-list", words.t("sample-label")).items(&items(), "answer-yes"),
        ),
        Sample::new(
            "choice: list with groups",
            &Choice::list("sample-groups", words.t("sample-label"))
                .item("", words.t("answer-none"), "")
                .group(words.t("nav-workbook"), &items(), "answer-yes"),
        ),
        Sample::new(
            "choice: buttons",
            &Choice::buttons("sample-buttons", words.t("sample-label"))
                .hint(words.t("sample-hint"))
                .items(&items(), "answer-not-yet"),
        ),
    ]
}
