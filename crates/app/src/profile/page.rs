//! The person's own page, and the one that removes the account.

use askama::Template;
use crosswalk_names::{DAY, HOUR, Language, Timestamp};
use crosswalk_ui::{self as ui, Alert, Choice, Field, Frame, Problems, SAMPLE_NOW, Sample};

use crate::accounts::passkeys::PASSKEYS_MAX;

/// One device on which the person is signed in.
pub struct SessionLine {
    /// Its id.
    pub id: String,
    /// What the browser calls itself; may be empty.
    pub device: String,
    /// The last visit, to the hour.
    pub seen_at: Timestamp,
    /// Whether it is the one that shows this page.
    pub is_this: bool,
}

/// One passkey of the person.
pub struct PasskeyLine {
    /// Its id.
    pub id: String,
    /// What the person calls it; may be empty.
    pub name: String,
    /// Since when.
    pub created_at: Timestamp,
    /// When it last signed the person in.
    pub used_at: Option<Timestamp>,
}

/// The card about passkeys.
pub struct PasskeyCard {
    /// The passkeys, the oldest first.
    pub lines: Vec<PasskeyLine>,
    /// What to call the next one, unless the person says otherwise.
    pub device: String,
    /// Whether there may be more.
    pub may_add: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "profile/account.html")]
pub struct AccountPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// The person's address.
    pub email: String,
    /// What others see.
    pub name: String,
    /// Of their mail.
    pub mail_language: Language,
    /// Where they are signed in.
    pub sessions: Vec<SessionLine>,
    /// Their passkeys; none where passkeys don't work at this address.
    pub passkeys: Option<PasskeyCard>,
    /// Whether the person runs the instance.
    pub is_operator: bool,
    /// What is wrong with what was typed.
    pub problems: Problems,
}

impl AccountPage<'_> {
    /// The words of the script as JSON.
    fn passkey_words(&self) -> String {
        serde_json::to_string(&self.frame.words.pick("passkey-")).unwrap_or_default()
    }
}

/// The page that removes the account.
#[derive(Template)]
#[template(path = "profile/removal.html")]
pub struct RemovalPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// Partnerships that would be left without a steward, by name and id: while there are any, nothing can be removed.
    pub last_steward_of: Vec<(String, String)>,
}

impl RemovalPage<'_> {
    fn people_of(&self, id: &str) -> String {
        self.frame.paths().to(&format!("/p/{id}/people"))
    }
}

/// What the page says once a passkey was added.
pub fn passkey_added(words: &ui::Words) -> Alert {
    Alert::good(words.t("account-passkey-added"), words.t("account-passkey-added-text"))
}

/// The pages in their states.
pub fn samples(language: Language) -> Vec<Sample> {
    let frame = |here| Frame::sample(language, here).account(Some("Rosa Medina"));
    let passkey = |name: &str, used_at| PasskeyLine {
        id: "k".to_owned(),
        name: name.to_owned(),
        created_at: SAMPLE_NOW.plus(-9 * DAY),
        used_at,
    };
    let card = |lines: Vec<PasskeyLine>| PasskeyCard {
        may_add: lines.len() < PASSKEYS_MAX,
        device: "Firefox, Windows".to_owned(),
        lines,
    };
    let page = |name: &str, problems, lines: Vec<PasskeyLine>| AccountPage {
        passkeys: Some(card(lines)),
        frame: frame("/account"),
        email: "rosa@bridgeway.example".to_owned(),
        name: name.to_owned(),
        mail_language: language,
        sessions: vec![
            SessionLine {
                id: "a".to_owned(),
                device: "Firefox, Windows".to_owned(),
                seen_at: SAMPLE_NOW.plus(-HOUR),
                is_this: true,
            },
            SessionLine {
                id: "b".to_owned(),
                device: String::new(),
                seen_at: SAMPLE_NOW.plus(-3 * DAY),
                is_this: false,
            },
        ],
        is_operator: name.is_empty(),
        problems,
    };
    let mut nameless = Problems::default();
    nameless.add("name", ui::Words::of(language).t("account-name-empty"));
    let removal = |last_steward_of| RemovalPage { frame: frame("/account/removal"), last_steward_of };
    vec![
        Sample::new(
            "account",
            &page(
                "Rosa Medina",
                Problems::default(),
                vec![passkey("Phone", Some(SAMPLE_NOW.plus(-HOUR))), passkey("", None)],
            ),
        ),
        Sample::new("account, passkey added", &{
            let mut page = page("Rosa Medina", Problems::default(), vec![passkey("Phone", None)]);
            page.frame.notice = Some(passkey_added(page.frame.words));
            page
        }),
        Sample::new("account, no name", &page("", nameless, Vec::new())),
        Sample::new(
            "account, the most passkeys",
            &page(
                "Rosa Medina",
                Problems::default(),
                (0..PASSKEYS_MAX).map(|_| passkey("Phone", None)).collect(),
            ),
        ),
        Sample::new(
            "account, no passkeys at this address",
            &AccountPage { passkeys: None, ..page("Rosa Medina", Problems::default(), Vec::new()) },
        ),
        Sample::new("remove the account", &removal(Vec::new())),
        Sample::new(
            "remove the account, last steward",
            &removal(vec![("Milbrook Homes & Schools".to_owned(), "p".to_owned())]),
        ),
    ]
}
