use askama::Template;

use super::{Sample, described_by, shows_itself};
use crate::{Problems, Words};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Email,
    Area,
    File,
    Date,
}

/// A form field: label, hint, what is wrong, then the box. The label always stays in sight.
#[derive(Debug, Clone, Template)]
#[template(path = "components/field/field.html")]
pub struct Field<'a> {
    name: &'a str,
    label: &'a str,
    hint: &'a str,
    value: &'a str,
    problems: Vec<&'a str>,
    kind: Kind,
    max: usize,
    autocomplete: &'a str,
}
shows_itself!(Field<'a>);

impl<'a> Field<'a> {
    fn of(kind: Kind, name: &'a str, label: &'a str) -> Self {
        Self { name, label, hint: "", value: "", problems: Vec::new(), kind, max: 0, autocomplete: "off" }
    }
    /// One line of text.
    pub fn text(name: &'a str, label: &'a str) -> Self {
        Self::of(Kind::Text, name, label)
    }
    /// One mail address.
    pub fn email(name: &'a str, label: &'a str) -> Self {
        Self { autocomplete: "email", ..Self::of(Kind::Email, name, label) }
    }
    /// Several lines.
    pub fn area(name: &'a str, label: &'a str) -> Self {
        Self::of(Kind::Area, name, label)
    }
    /// A file.
    pub fn file(name: &'a str, label: &'a str) -> Self {
        Self::of(Kind::File, name, label)
    }
    /// A day, `YYYY-MM-DD`.
    pub fn date(name: &'a str, label: &'a str) -> Self {
        Self::of(Kind::Date, name, label)
    }
    /// A sentence of help under the label.
    #[must_use]
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }
    /// What stands in the box.
    #[must_use]
    pub fn value(mut self, value: &'a str) -> Self {
        self.value = value;
        self
    }
    /// What is wrong with this field, from the form's problems.
    #[must_use]
    pub fn problems(mut self, problems: &'a Problems) -> Self {
        self.problems = problems.on(self.name);
        self
    }
    /// At most this many characters.
    #[must_use]
    pub fn max(mut self, characters: usize) -> Self {
        self.max = characters;
        self
    }
    /// What the browser may fill in: a token of the HTML `autocomplete` attribute.
    #[must_use]
    pub fn autocomplete(mut self, token: &'a str) -> Self {
        self.autocomplete = token;
        self
    }
    fn described_by(&self) -> String {
        described_by(self.name, self.hint, &self.problems)
    }
}

pub(super) fn samples(words: &Words) -> Vec<Sample> {
    let mut problems = Problems::default();
    problems.add("sample-wrong", words.t("sample-problem"));
    vec![
        Sample::new("field: text", &Field::text("sample-text", words.t("sample-label")).value("Riverside")),
        Sample::new(
            "field: with a hint",
            &Field::email("sample-mail", words.t("sample-label")).hint(words.t("sample-hint")),
        ),
        Sample::new("field: several lines", &Field::area("sample-area", words.t("sample-label"))),
        Sample::new(
            "field: wrong",
            &Field::text("sample-wrong", words.t("sample-label"))
                .hint(words.t("sample-hint"))
                .value("marcus@milbrook")
                .problems(&problems),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_field_says_so_to_everybody_and_escapes_what_was_typed() {
        let mut problems = Problems::default();
        problems.add("to", "Write an address");
        let html = Field::text("to", "To").value("\"><b>").hint("Commas").problems(&problems).to_string();
        assert!(html.contains(r#"aria-describedby="to-hint to-problem""#), "{html}");
        assert!(html.contains(r#"aria-invalid="true""#), "{html}");
        assert!(!html.contains("<b>"), "{html}");
    }
}
