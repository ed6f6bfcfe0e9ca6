//! The person's own page, and the one that removes the account.

use askama::Template;
use crosswalk_names::{DAY, HOUR, Language, Timestamp};
use crosswalk_ui::{self as ui, Choice, Field, Frame, Problems, SAMPLE_NOW, Sample};

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
    /// What is wrong with what was typed.
    pub problems: Problems,
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

/// The pages in their states.
pub fn samples(language: Language) -> Vec<Sample> {
    let frame = |here| Frame::sample(language, here).account(Some("Rosa Medina"));
    let page = |name: &str, problems| AccountPage {
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
        problems,
    };
    let mut nameless = Problems::default();
    nameless.add("name", ui::Words::of(language).t("account-name-empty"));
    let removal = |last_steward_of| RemovalPage { frame: frame("/account/removal"), last_steward_of };
    vec![
        Sample::new("account", &page("Rosa Medina", Problems::default())),
        Sample::new("account, no name", &page("", nameless)),
        Sample::new("remove the account", &removal(Vec::new())),
        Sample::new(
            "remove the account, last steward",
            &removal(vec![("Milbrook Homes & Schools".to_owned(), "p".to_owned())]),
        ),
    ]
}
