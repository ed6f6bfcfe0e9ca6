//! The words that stand under every question. There are some thirty questions on the page, so these words are looked up
//! and escaped once a language and not once a question: that takes a third off the time of the page.

use std::fmt;
use std::sync::LazyLock;

use askama::filters::{Html as HtmlEscaper, HtmlSafe, escape};
use crosswalk_names::Language;
use crosswalk_ui::{Words, icon};

/// Text that is HTML already.
pub struct Html(String);

impl Html {
    /// Text with the marks of HTML escaped.
    pub fn escaped(text: &str) -> Self {
        Self(escape(text, HtmlEscaper).map(|escaped| escaped.to_string()).unwrap_or_default())
    }
}
impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl HtmlSafe for Html {}

macro_rules! labels {
    ($($field:ident => $key:literal,)*) => {
        /// The words of questions and comments.
        pub struct Labels {
            /// In the order of `Answer::ALL`.
            pub answers: [Html; 5],
            pub user_icon: Html,
            pub note_icon: Html,
            $(pub $field: Html,)*
        }

        impl Labels {
            fn read(words: &Words) -> Self {
                Self {
                    answers: [
                        "answer-not-yet",
                        "answer-in-progress",
                        "answer-yes",
                        "answer-dont-know",
                        "answer-not-applicable",
                    ]
                    .map(|key| Html::escaped(words.t(key))),
                    user_icon: Html(icon("user").to_string()),
                    note_icon: Html(icon("note").to_string()),
                    $($field: Html::escaped(words.t($key)),)*
                }
            }
        }

        #[cfg(test)]
        const KEYS: &[&str] = &[$($key,)*];
    };
}

labels! {
    guide => "workbook-question-guide",
    owner => "workbook-owner",
    no_owner => "workbook-no-owner",
    no_owner_read => "workbook-no-owner-read",
    owner_of => "workbook-owner-of",
    owner_label => "workbook-owner-label",
    owner_hint => "workbook-owner-hint",
    done => "workbook-done",
    add_note => "workbook-add-note",
    no_notes => "workbook-no-notes",
    notes_on => "workbook-notes-on",
    note_label => "workbook-note-label",
    note_send => "workbook-note-send",
    name => "workbook-name-label",
    answered => "workbook-answered",
    answered_by => "workbook-answered-by",
    clear => "workbook-clear",
    clear_of => "workbook-clear-of",
    edit => "workbook-edit",
    remove => "workbook-remove",
    this_question => "workbook-this-question",
    reply => "workbook-reply",
    reply_label => "workbook-reply-label",
    reply_send => "workbook-reply-send",
}

static ENGLISH: LazyLock<Labels> = LazyLock::new(|| Labels::read(Words::of(Language::En)));
static SPANISH: LazyLock<Labels> = LazyLock::new(|| Labels::read(Words::of(Language::Es)));

impl Labels {
    /// The labels in `language`.
    pub fn of(language: Language) -> &'static Labels {
        match language {
            Language::En => &ENGLISH,
            Language::Es => &SPANISH,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_has_its_words() {
        for language in Language::ALL {
            for key in KEYS {
                assert_ne!(Words::of(language).t(key), *key, "{language}");
            }
        }
    }
}
