//! The form that sends a workbook on, and the other ways to pass it on.

use askama::Template;
use crosswalk_names::{DAY, Language, Timestamp};
use crosswalk_ui::{self as ui, Alert, Field, Frame, Nav, Problems, SAMPLE_NOW, SAMPLE_TOKEN, Sample, Words};

/// What the sender typed.
#[derive(Debug, Clone, Default)]
pub struct ShareForm {
    /// Addresses, as typed.
    pub to: String,
    /// A message; may be empty.
    pub message: String,
    /// Whether recipients may edit.
    pub edit: bool,
    /// The sender's own address.
    pub from: String,
    /// The sender's name; may be empty.
    pub name: String,
}

/// An earlier sending from this device.
#[derive(Debug, Clone)]
pub struct PastShare {
    /// Its id.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// To how many.
    pub people: usize,
}

/// The page.
#[derive(Template)]
#[template(path = "workbook/shares/shares.html")]
pub struct SharesPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// Whether this instance can send mail. If not, the form is left out.
    pub sends_mail: bool,
    /// What was typed.
    pub form: ShareForm,
    /// What is wrong with it.
    pub problems: Problems,
    /// Full address of the workbook for people who may edit; none for somebody who can only read.
    pub edit_link: Option<String>,
    /// Full address for people who only read.
    pub read_link: String,
    /// Longest message, in characters.
    pub message_max: usize,
    /// Most addresses at once.
    pub people_max: usize,
    /// Earlier sendings, the newest first.
    pub past: Vec<PastShare>,
}

impl SharesPage<'_> {
    /// The words of [`address_problem`] as JSON, for the script that checks while a person types.
    fn address_words(&self) -> String {
        serde_json::to_string(&self.frame.words.pick("address-")).unwrap_or_default()
    }

    /// A letter in the person's own mail program, with the link in it.
    fn mailto(&self) -> String {
        use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
        let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let link = self.edit_link.as_deref().unwrap_or(&self.read_link);
        let subject = self.frame.tx("shares-mailto-subject", "title", self.frame.book_title());
        let body = format!("{}\n\n{link}\n", self.frame.t("shares-mailto-body"));
        format!("mailto:?subject={}&body={}", encode(&subject), encode(&body))
    }
}

/// What is wrong with one typed address, in words that name it. `code` and `detail` are those of the mail crate.
pub fn address_problem(words: &Words, code: &str, address: &str, detail: &str) -> String {
    let key = format!("address-{code}");
    let sentence = words.t(&key);
    let sentence = if sentence == key { words.t("address-odd-character") } else { sentence };
    sentence.replace("{detail}", detail).replace("{address}", address)
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let words = Words::of(language);
    let page = |sends_mail, form, problems| SharesPage {
        frame: Frame::sample_book(language, "/w/SAMPLE/shares", Nav::Send),
        sends_mail,
        form,
        problems,
        edit_link: Some(format!("https://crosswalk.example.org/w/{SAMPLE_TOKEN}")),
        read_link: format!("https://crosswalk.example.org/w/{SAMPLE_TOKEN}"),
        message_max: 2000,
        people_max: 20,
        past: vec![PastShare { id: "p".to_owned(), at: SAMPLE_NOW.plus(-DAY), people: 3 }],
    };
    let mut problems = Problems::default();
    problems.add("to", address_problem(words, "no-ending", "marcus@milbrook", ""));
    problems.add("to", address_problem(words, "no-at", "thuy.northside.example", ""));
    let typed = ShareForm {
        to: "thuy.northside.example, marcus@milbrook".to_owned(),
        message: "<script>alert(1)</script>".to_owned(),
        edit: true,
        from: "rosa@bridgeway.example".to_owned(),
        name: "Rosa Medina".to_owned(),
    };
    vec![
        Sample::new(
            "send",
            &page(true, ShareForm { edit: true, ..ShareForm::default() }, Problems::default()),
        ),
        Sample::new("send, wrong addresses", &page(true, typed, problems)),
        Sample::new("send, no mail server", &page(false, ShareForm::default(), Problems::default())),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_problem_has_words_that_name_the_address() {
        let codes = [
            "no-at",
            "two-ats",
            "space-inside",
            "nothing-before-at",
            "nothing-after-at",
            "no-ending",
            "odd-ending",
            "number-domain",
            "trailing-dot",
            "dot-misplaced",
            "hyphen-misplaced",
            "too-long",
            "control-character",
            "accent-before-at",
            "accent-in-domain",
            "odd-character",
        ];
        for language in Language::ALL {
            for code in codes {
                let words = Words::of(language);
                assert_ne!(words.t(&format!("address-{code}")), format!("address-{code}"), "{language}");
                let sentence = address_problem(words, code, "marcus@milbrook", "é");
                assert!(sentence.contains("marcus@milbrook") && !sentence.contains('{'), "{sentence}");
            }
        }
    }
}
