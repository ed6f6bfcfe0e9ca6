//! Texts that people type into forms, parsed once: cleaned, measured, and told about when they don't fit.

use crosswalk_ui::{Arg, Problems, Words};

/// Reads the fields of one form and gathers what is wrong with them.
pub struct Typed<'w> {
    words: &'w Words,
    /// What is wrong so far.
    pub problems: Problems,
}

impl<'w> Typed<'w> {
    /// Nothing read yet.
    pub fn new(words: &'w Words) -> Self {
        Self { words, problems: Problems::default() }
    }

    /// One line of at most `max` characters; may be empty. Control characters become spaces.
    pub fn line(&mut self, field: &str, typed: &str, max: usize) -> String {
        let words: Vec<&str> = typed
            .split(|c: char| c.is_whitespace() || c.is_control())
            .filter(|word| !word.is_empty())
            .collect();
        self.measured(field, words.join(" "), max)
    }

    /// [`Typed::line`] that must say something; `empty` is the message when it does not.
    pub fn needed(&mut self, field: &str, typed: &str, max: usize, empty: &str) -> String {
        let line = self.line(field, typed, max);
        if line.is_empty() {
            self.wrong(field, empty);
        }
        line
    }

    /// Several lines of at most `max` characters; may be empty.
    pub fn lines(&mut self, field: &str, typed: &str, max: usize) -> String {
        let plain = typed.replace("\r\n", "\n").replace('\r', "\n");
        let kept: String = plain.chars().filter(|&c| c == '\n' || !c.is_control()).collect();
        self.measured(field, kept.trim().to_owned(), max)
    }

    /// Notes what is wrong with a field: the message `key`.
    pub fn wrong(&mut self, field: &str, key: &str) {
        self.problems.add(field, self.words.t(key));
    }

    /// What was read, or the problems.
    pub fn done<T>(self, read: T) -> Result<T, Problems> {
        if self.problems.is_empty() { Ok(read) } else { Err(self.problems) }
    }

    fn measured(&mut self, field: &str, text: String, max: usize) -> String {
        if text.chars().count() > max {
            let most: Arg<'_> = max.into();
            self.problems.add(field, self.words.with("typed-too-long", &[("limit", most)]));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crosswalk_names::Language;

    #[test]
    fn lines_are_cleaned_and_long_ones_are_told_about_and_kept() {
        let mut typed = Typed::new(Words::of(Language::En));
        assert_eq!(typed.line("a", "  Milbrook\u{0}\n Homes ", 20), "Milbrook Homes");
        assert_eq!(typed.lines("b", "one\r\ntwo\u{0}\n", 20), "one\ntwo");
        assert!(typed.problems.is_empty());
        assert_eq!(typed.needed("c", " ", 20, "account-name-empty"), "");
        assert_eq!(typed.line("d", "Milbrook", 3), "Milbrook");
        let wrong = typed.done(()).expect_err("two problems");
        assert_eq!(wrong.on("d"), ["This can hold 3 characters. Shorten it."]);
        assert_eq!(wrong.len(), 2);
    }
}
