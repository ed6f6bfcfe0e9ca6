use askama::Template;

use super::{Sample, shows_itself};
use crate::Words;

/// What is wrong with one field of a form, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field's name.
    pub field: String,
    /// One sentence.
    pub message: String,
}

/// What is wrong with a form. Empty when nothing is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// Notes one.
    pub fn add(&mut self, field: &str, message: impl Into<String>) {
        self.0.push(Problem { field: field.to_owned(), message: message.into() });
    }
    /// The messages about `field`.
    pub fn on(&self, field: &str) -> Vec<&str> {
        self.iter().filter(|problem| problem.field == field).map(|problem| problem.message.as_str()).collect()
    }
    /// All of them, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.0.iter()
    }
    /// Whether the form is fine.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl<'a> IntoIterator for &'a Problems {
    type Item = &'a Problem;
    type IntoIter = std::slice::Iter<'a, Problem>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The box above a form that came back: what is wrong, each a link to its field. It takes the focus.
#[derive(Debug, Template)]
#[template(path = "components/summary/summary.html")]
pub struct Summary<'a> {
    title: String,
    problems: &'a Problems,
}
shows_itself!(Summary<'a>);

/// The box for `problems`; shows nothing when there are none.
pub fn summary<'a>(words: &Words, problems: &'a Problems) -> Summary<'a> {
    let title = if problems.is_empty() { String::new() } else { words.tn("summary-title", problems.len()) };
    Summary { title, problems }
}

pub(super) fn samples(words: &Words) -> Vec<Sample> {
    let mut problems = Problems::default();
    problems.add("sample-wrong", words.t("sample-problem"));
    problems.add("sample-mail", words.t("sample-hint"));
    vec![Sample::new("summary", &summary(words, &problems))]
}
