//! What went wrong, in words, with a way out.

use askama::Template;
use crosswalk_names::Language;
use crosswalk_ui::{self as ui, Frame, SAMPLE_TOKEN, Sample};

/// What a request came to. Each has its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// Nothing is here, or nothing for this person.
    NotFound,
    /// The link can only read, or the request came from another site.
    Forbidden,
    /// The workbook is deleted. With the token that can bring it back, if the person has it.
    Gone {
        /// The token that can edit.
        token: Option<String>,
    },
    /// Somebody else was faster.
    Conflict,
    /// More than we take.
    TooLarge,
    /// Too many requests.
    TooMany {
        /// Wait this long.
        seconds: u64,
    },
    /// The store is away for a moment.
    Unavailable {
        /// The id of the request in the log.
        reference: String,
    },
    /// Our fault.
    Internal {
        /// The id of the request in the log.
        reference: String,
    },
}

/// The page for a [`Failure`].
#[derive(Template)]
#[template(path = "site/errors/errors.html")]
pub struct ErrorPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// What went wrong.
    pub failure: Failure,
    /// The fields of the form that could not be taken and may be sent again; empty if there was none.
    pub again: Vec<(String, String)>,
}

impl ErrorPage<'_> {
    fn title(&self) -> &str {
        match self.failure {
            Failure::NotFound => self.frame.t("error-not-found"),
            Failure::Forbidden => self.frame.t("error-forbidden"),
            Failure::Gone { .. } => self.frame.t("error-gone"),
            Failure::Conflict => self.frame.t("error-conflict"),
            Failure::TooLarge => self.frame.t("error-too-large"),
            Failure::TooMany { .. } => self.frame.t("error-too-many"),
            Failure::Unavailable { .. } => self.frame.t("error-unavailable"),
            Failure::Internal { .. } => self.frame.t("error-internal"),
        }
    }

    fn text(&self) -> String {
        match &self.failure {
            Failure::NotFound => self.frame.t("error-not-found-text").to_owned(),
            Failure::Forbidden => self.frame.t("error-forbidden-text").to_owned(),
            Failure::Gone { token: Some(_) } => self.frame.t("error-gone-text-editor").to_owned(),
            Failure::Gone { token: None } => self.frame.t("error-gone-text").to_owned(),
            Failure::Conflict => self.frame.t("error-conflict-text").to_owned(),
            Failure::TooLarge => self.frame.t("error-too-large-text").to_owned(),
            Failure::TooMany { seconds } => self.wait(*seconds),
            Failure::Unavailable { .. } => self.frame.t("error-unavailable-text").to_owned(),
            Failure::Internal { .. } => self.frame.t("error-internal-text").to_owned(),
        }
    }

    fn wait(&self, seconds: u64) -> String {
        let count = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        if seconds < 90 {
            self.frame.tn("error-too-many-seconds", count(seconds.max(1)))
        } else {
            self.frame.tn("error-too-many-minutes", count(seconds.div_ceil(60)))
        }
    }

    /// The token of a deleted workbook that can be brought back.
    fn undo_token(&self) -> Option<&str> {
        match &self.failure {
            Failure::Gone { token } => token.as_deref(),
            _ => None,
        }
    }

    fn reference(&self) -> Option<&str> {
        match &self.failure {
            Failure::Internal { reference } | Failure::Unavailable { reference } => Some(reference),
            _ => None,
        }
    }
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let failures = [
        ("error 404", Failure::NotFound),
        ("error 403", Failure::Forbidden),
        ("error 410", Failure::Gone { token: None }),
        ("error 410, with the way back", Failure::Gone { token: Some(SAMPLE_TOKEN.to_owned()) }),
        ("error 409", Failure::Conflict),
        ("error 413", Failure::TooLarge),
        ("error 429", Failure::TooMany { seconds: 200 }),
        ("error 503", Failure::Unavailable { reference: "4QK7M-02XTB".to_owned() }),
        ("error 500", Failure::Internal { reference: "4QK7M-02XTB".to_owned() }),
    ];
    let page = |failure, again| ErrorPage { frame: Frame::sample(language, "/nowhere"), failure, again };
    let form = vec![("notes".to_owned(), "We meet on Tuesday.".to_owned())];
    let mut samples: Vec<Sample> =
        failures.into_iter().map(|(name, failure)| Sample::new(name, &page(failure, Vec::new()))).collect();
    let away = Failure::Unavailable { reference: "4QK7M-02XTB".to_owned() };
    samples.push(Sample::new("error 503, with the form again", &page(away, form)));
    samples
}
