//! Why signing in with the OpenID provider did not work, with a way back.

use askama::Template;
use axum::http::StatusCode;
use crosswalk_names::Language;
use crosswalk_ui::{self as ui, Frame, Sample};

/// Why it did not work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The provider can't be reached.
    Away,
    /// The ceremony is too old, was ended before, or the provider's answer does not hold.
    Failed,
    /// The person or the provider said no.
    Refused,
    /// The provider has not checked any address of the person.
    NoAddress,
}

impl Trouble {
    /// The HTTP status.
    pub fn status(self) -> StatusCode {
        match self {
            Trouble::Away => StatusCode::SERVICE_UNAVAILABLE,
            Trouble::Failed => StatusCode::BAD_REQUEST,
            Trouble::Refused | Trouble::NoAddress => StatusCode::FORBIDDEN,
        }
    }

    fn keys(self) -> (&'static str, &'static str) {
        match self {
            Trouble::Away => ("provider-away", "provider-away-text"),
            Trouble::Failed => ("provider-failed", "provider-failed-text"),
            Trouble::Refused => ("provider-refused", "provider-refused-text"),
            Trouble::NoAddress => ("provider-no-address", "provider-no-address-text"),
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "accounts/provider/provider.html")]
pub struct ProviderPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// Why it did not work.
    pub trouble: Trouble,
    /// What people call the provider.
    pub name: String,
    /// The page to go on to.
    pub next: String,
}

impl ProviderPage<'_> {
    fn title(&self) -> String {
        self.frame.tx(self.trouble.keys().0, "name", &self.name)
    }

    fn text(&self) -> String {
        self.frame.tx(self.trouble.keys().1, "name", &self.name)
    }
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let troubles = [
        ("sign in with a provider, away", Trouble::Away),
        ("sign in with a provider, failed", Trouble::Failed),
        ("sign in with a provider, refused", Trouble::Refused),
        ("sign in with a provider, no address", Trouble::NoAddress),
    ];
    troubles
        .into_iter()
        .map(|(name, trouble)| {
            let page = ProviderPage {
                frame: Frame::sample(language, "/sign-in"),
                trouble,
                name: "Milbrook Schools".to_owned(),
                next: "/partnerships".to_owned(),
            };
            Sample::new(name, &page)
        })
        .collect()
}
