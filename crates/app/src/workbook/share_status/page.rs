//! How a sending went, address by address.

use askama::Template;
use crosswalk_names::{Language, Timestamp};
use crosswalk_ui::{self as ui, Alert, Frame, Nav, SAMPLE_NOW, Sample};

/// How one letter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryState {
    /// The sender has not confirmed their address yet.
    Waiting,
    /// In the queue.
    Queued,
    /// It failed for now and is tried again.
    Retrying,
    /// The mail server took it.
    Sent,
    /// Given up.
    Failed,
    /// The recipient wants no mail from here.
    Stopped,
}

/// One address.
#[derive(Debug, Clone)]
pub struct DeliveryLine {
    /// To whom.
    pub address: String,
    /// How it stands.
    pub state: DeliveryState,
    /// Why, as a code of the mail crate (`timed-out`); empty when there is nothing to say.
    pub reason: String,
    /// Tries so far.
    pub tries: usize,
    /// When it last changed.
    pub at: Timestamp,
}

impl DeliveryLine {
    fn tone(&self) -> (&'static str, &'static str, &'static str) {
        match self.state {
            DeliveryState::Waiting => ("warn", "clock", "status-waiting"),
            DeliveryState::Queued => ("act", "clock", "status-queued"),
            DeliveryState::Retrying => ("warn", "undo", "status-retrying"),
            DeliveryState::Sent => ("good", "check", "status-sent"),
            DeliveryState::Failed => ("bad", "warn", "status-failed"),
            DeliveryState::Stopped => ("", "close", "status-stopped"),
        }
    }

    fn why(&self, frame: &Frame<'_>) -> String {
        let key = format!("reason-{}", self.reason);
        let reason = match (self.state, self.reason.as_str()) {
            (DeliveryState::Stopped, _) => frame.t("reason-stopped").to_owned(),
            (_, "") => String::new(),
            _ => {
                let known = frame.t(&key);
                if known == key { frame.t("reason-other").to_owned() } else { known.to_owned() }
            }
        };
        if self.state == DeliveryState::Retrying {
            format!("{reason} {}", frame.tn("status-tries", self.tries))
        } else {
            reason
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "workbook/share_status/share_status.html")]
pub struct ShareStatusPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// The page that it was sent from: name and address.
    pub up: (String, String),
    /// This page's address.
    pub here: String,
    /// Where to go on: name and address.
    pub back: (String, String),
    /// When it was asked for.
    pub at: Timestamp,
    /// The sender's address, while it is not confirmed.
    pub unconfirmed: Option<String>,
    /// One for each address, in the order typed.
    pub deliveries: Vec<DeliveryLine>,
}

impl ShareStatusPage<'_> {
    /// Whether something may still change by itself.
    fn pending(&self) -> bool {
        self.deliveries.iter().any(|line| {
            matches!(line.state, DeliveryState::Waiting | DeliveryState::Queued | DeliveryState::Retrying)
        })
    }
    fn sent(&self) -> usize {
        self.deliveries.iter().filter(|line| line.state == DeliveryState::Sent).count()
    }
    fn count(&self) -> String {
        self.frame.with("status-count", &[("sent", self.sent().into()), ("n", self.deliveries.len().into())])
    }
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let line = |address: &str, state, reason: &str, tries| DeliveryLine {
        address: address.to_owned(),
        state,
        reason: reason.to_owned(),
        tries,
        at: SAMPLE_NOW,
    };
    let page = |unconfirmed: Option<&str>, deliveries| ShareStatusPage {
        frame: Frame::sample_book(language, "/w/SAMPLE/shares/p", Nav::Send),
        up: (crosswalk_ui::Words::of(language).t("shares-title").to_owned(), "#".to_owned()),
        here: "#".to_owned(),
        back: (crosswalk_ui::Words::of(language).t("reading-back").to_owned(), "#".to_owned()),
        at: SAMPLE_NOW,
        unconfirmed: unconfirmed.map(str::to_owned),
        deliveries,
    };
    let mixed = vec![
        line("thuy@northside.example", DeliveryState::Sent, "", 1),
        line("marcus@milbrook.example", DeliveryState::Queued, "", 0),
        line("dana@housing.example", DeliveryState::Retrying, "unreachable", 2),
        line("nobody@schools.example", DeliveryState::Failed, "address-refused", 1),
        line("lena@health.example", DeliveryState::Stopped, "", 0),
    ];
    let waiting = vec![line("thuy@northside.example", DeliveryState::Waiting, "", 0)];
    vec![
        Sample::new("send status", &page(None, mixed)),
        Sample::new("send status, to confirm", &page(Some("rosa@bridgeway.example"), waiting)),
        Sample::new(
            "send status, all sent",
            &page(None, vec![line("thuy@northside.example", DeliveryState::Sent, "", 1)]),
        ),
    ]
}
