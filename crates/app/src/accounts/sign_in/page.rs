//! Asking for a link that signs in, and using it.

use askama::Template;
use crosswalk_names::Language;
use crosswalk_ui::{self as ui, Alert, Field, Frame, Problems, SAMPLE_TOKEN, Sample};

/// Whether a mailed link signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByMail {
    /// It does.
    Yes,
    /// This instance can send no mail.
    NoServer,
    /// The operator has turned it off.
    Off,
}

/// The form, and what it says once the link is on its way.
#[derive(Template)]
#[template(path = "accounts/sign_in/sign_in.html")]
pub struct SignInPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// The address, as typed.
    pub email: String,
    /// The page to go on to.
    pub next: String,
    /// What is wrong with what was typed.
    pub problems: Problems,
    /// Whether the link is on its way.
    pub sent: bool,
    /// Whether a mailed link signs in here.
    pub by_mail: ByMail,
    /// Where to ask when no mail comes.
    pub contact: Option<String>,
    /// Whether passkeys work at this address.
    pub passkeys: bool,
    /// What people call the instance's OpenID provider.
    pub provider: Option<String>,
}

impl SignInPage<'_> {
    /// The words of the script as JSON.
    fn passkey_words(&self) -> String {
        serde_json::to_string(&self.frame.words.pick("passkey-")).unwrap_or_default()
    }
}

/// What a mailed link finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkState {
    /// It works: the button waits.
    Ask {
        /// Whose it is.
        address: String,
        /// The name that is known.
        name: String,
    },
    /// It was used, is too old, or never was.
    Expired,
}

/// The page that a mailed link opens.
#[derive(Template)]
#[template(path = "accounts/sign_in/link.html")]
pub struct SignInLinkPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// What the link finds.
    pub state: LinkState,
    /// The token of the address; empty when expired.
    pub token: String,
    /// What is wrong with what was typed.
    pub problems: Problems,
}

/// The pages in their states.
pub fn samples(language: Language) -> Vec<Sample> {
    let page = |email: &str, problems, sent, by_mail| SignInPage {
        frame: Frame::sample(language, "/sign-in"),
        email: email.to_owned(),
        next: "/partnerships".to_owned(),
        problems,
        sent,
        by_mail,
        contact: Some("help@bridgeway.example".to_owned()),
        passkeys: true,
        provider: None,
    };
    let with_provider = SignInPage {
        provider: Some("Milbrook Schools".to_owned()),
        ..page("", Problems::default(), false, ByMail::Yes)
    };
    let provider_alone = SignInPage {
        provider: Some("Milbrook Schools".to_owned()),
        ..page("", Problems::default(), false, ByMail::Off)
    };
    let link = |state, problems| SignInLinkPage {
        frame: Frame::sample(language, "/sign-in/SAMPLE"),
        state,
        token: SAMPLE_TOKEN.to_owned(),
        problems,
    };
    let words = ui::Words::of(language);
    let mut problems = Problems::default();
    problems.add(
        "email",
        crate::workbook::shares::page::address_problem(words, "no-at", "rosa.bridgeway.example", ""),
    );
    let mut nameless = Problems::default();
    nameless.add("name", words.t("account-name-empty"));
    let ask =
        |name: &str| LinkState::Ask { address: "rosa@bridgeway.example".to_owned(), name: name.to_owned() };
    vec![
        Sample::new("sign in", &page("", Problems::default(), false, ByMail::Yes)),
        Sample::new("sign in, wrong", &page("rosa.bridgeway.example", problems, false, ByMail::Yes)),
        Sample::new("sign in, sent", &page("rosa@bridgeway.example", Problems::default(), true, ByMail::Yes)),
        Sample::new("sign in, no mail server", &page("", Problems::default(), false, ByMail::NoServer)),
        Sample::new("sign in, with a provider", &with_provider),
        Sample::new("sign in, with a provider alone", &provider_alone),
        Sample::new("sign-in link", &link(ask("Rosa Medina"), Problems::default())),
        Sample::new("sign-in link, no name", &link(ask(""), nameless)),
        Sample::new("sign-in link, expired", &link(LinkState::Expired, Problems::default())),
    ]
}
