//! Letters on their way, whoever sends them: how many an address gets, who wants none, and the queue they rest in.
//!
//! Who writes to whom is personal: a letter rests sealed, an address is counted by its keyed hash, and every letter
//! carries a link that stops all mail from here.

pub mod queries;

use crosswalk_mail::{Address, Letter, Message};
use crosswalk_names::{DAY, JobId, Language, Timestamp};
use crosswalk_store::jobs::{self, NewJob};
use crosswalk_store::{Connection, StoreError};
use crosswalk_ui::Paths;
use diesel::QueryResult;
use serde::{Deserialize, Serialize};

use crate::error::PageError;
use crate::state::App;

/// A mail that is not a delivery: its text rests sealed in the job.
pub const LETTER: &str = "letter";

/// Mails that one address gets in a day from people who are not confirmed: confirmations and own links.
const UNASKED_PER_ADDRESS: i64 = 5;

/// A mail that rests sealed in the queue.
#[derive(Serialize, Deserialize)]
pub struct SealedLetter {
    to: Address,
    subject: String,
    text: String,
    html: String,
}

/// Which cap was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cap {
    /// Of the confirmed sender.
    Sender,
    /// Of the workbook.
    Workbook,
    /// Of the network address.
    Network,
    /// Of the address that would get the mail.
    Recipient,
}

/// Why something was not sent.
#[derive(Debug, Clone)]
pub enum SendProblem {
    /// Enough for today.
    Cap(Cap),
    /// The address asked for no mail from here.
    Stopped,
    /// The server could not do it.
    Failed(PageError),
}

impl From<StoreError> for SendProblem {
    fn from(error: StoreError) -> Self {
        SendProblem::Failed(error.into())
    }
}

/// The day that a cap counts in.
pub fn today(now: Timestamp) -> Timestamp {
    Timestamp(now.0 - now.0.rem_euclid(DAY))
}

/// A mail that its recipient may not have asked for: few a day, none to those who want none.
pub fn unasked(conn: &mut Connection, hash: &[u8; 32], now: Timestamp) -> Result<(), SendProblem> {
    let database = |error: diesel::result::Error| SendProblem::from(StoreError::from(error));
    if queries::is_stopped(conn, hash).map_err(database)? {
        return Err(SendProblem::Stopped);
    }
    if queries::count(conn, "mail-unasked", hash, today(now), 1, UNASKED_PER_ADDRESS).map_err(database)? {
        Ok(())
    } else {
        Err(SendProblem::Cap(Cap::Recipient))
    }
}

/// A letter as it rests in the queue.
pub fn seal_letter(app: &App, to: &Address, letter: Letter) -> Vec<u8> {
    let Letter { subject, text, html } = letter;
    app.seal.close(&SealedLetter { to: to.clone(), subject, text, html })
}

/// Puts a sealed letter into the queue, in the write that causes it.
pub fn queue_letter(conn: &mut Connection, app: &App, sealed: &[u8], now: Timestamp) -> QueryResult<()> {
    let job = NewJob {
        id: JobId(app.random.uuid(now)),
        kind: LETTER,
        payload: sealed,
        run_at: now,
        unique_key: None,
    };
    jobs::enqueue(conn, &job, now).map(|_| ())
}

/// The address of the page that stops all mail to `to`: the address itself, sealed, so that nothing need be stored.
pub fn stop_link(app: &App, language: Language, to: &Address) -> String {
    use base64::Engine as _;
    let sealed = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(app.seal.close(to));
    app.settings.absolute(&Paths::new(language).stop(&sealed))
}

/// The address behind a stop link.
pub fn stop_address(app: &App, text: &str) -> Option<Address> {
    use base64::Engine as _;
    let sealed = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(text).ok()?;
    app.seal.open(&sealed).ok()
}

/// What became of a try, for the job runner.
#[derive(Debug)]
pub enum Tried {
    /// Nothing more to do.
    Done,
    /// To be tried again; why, without any address.
    Again(String),
    /// Given up; why.
    GivenUp(String),
}

/// Sends a sealed letter.
pub async fn send_letter(app: &App, job: JobId, created_at: Timestamp, payload: &[u8]) -> Tried {
    let Ok(sealed) = app.seal.open::<SealedLetter>(payload) else {
        return Tried::GivenUp("sealed with another secret".to_owned());
    };
    let message = Message {
        id: job.to_string(),
        date: created_at,
        from_name: app.instance().name.clone(),
        from: app.mail_from(),
        reply_to: None,
        stop_link: stop_link(app, Language::En, &sealed.to),
        to: sealed.to,
        letter: Letter { subject: sealed.subject, text: sealed.text, html: sealed.html },
        attachments: Vec::new(),
    };
    let sent = app.transport.send(&message).await;
    app.metrics.mailed(&sent);
    match sent {
        Ok(()) => Tried::Done,
        Err(error) if error.reason.is_temporary() => Tried::Again(error.to_string()),
        Err(error) => Tried::GivenUp(error.to_string()),
    }
}
