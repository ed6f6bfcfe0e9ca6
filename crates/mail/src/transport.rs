//! The ways a letter leaves: a mail server, a folder, or a test's memory.

use std::sync::{Arc, Mutex, PoisonError};

use crate::message::Message;
use crate::outbox::Outbox;
use crate::smtp::{Smtp, SmtpUrlError};

/// Where letters go. Cheap to clone; clones share the folder or the memory.
#[derive(Debug, Clone)]
pub enum Transport {
    /// A mail server.
    Smtp(Smtp),
    /// A folder, when no mail server is set.
    Outbox(Outbox),
    /// A list in memory, for tests.
    Memory(Arc<Mutex<Vec<Message>>>),
}

/// Why a letter did not leave, without the address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.describe())]
pub struct SendError {
    /// What happened; also says whether to try again.
    pub reason: Reason,
    /// The server's reply code, if it gave one.
    pub code: Option<u16>,
    /// The server's own words with addresses taken out, at most 200 characters.
    pub said: Option<String>,
}

/// What kept a letter from leaving. The page finds the words by [`code`](Reason::code).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The server took too long.
    TimedOut,
    /// The server can't be reached, or hung up.
    Unreachable,
    /// Log-in or TLS with our own mail server failed: the operator must mend it.
    Setup,
    /// The server asks to try later (4xx).
    TryLater,
    /// The recipient's mailbox is full.
    MailboxFull,
    /// The server does not know or take the address (550, 551, 553).
    AddressRefused,
    /// The server refuses the letter for good (other 5xx).
    Refused,
    /// The letter itself can't be built.
    BadMessage,
    /// The outbox folder can't be written.
    Folder,
}

impl Reason {
    /// A stable key for the words: `timed-out`, `address-refused` and so on.
    pub fn code(self) -> &'static str {
        match self {
            Self::TimedOut => "timed-out",
            Self::Unreachable => "unreachable",
            Self::Setup => "setup",
            Self::TryLater => "try-later",
            Self::MailboxFull => "mailbox-full",
            Self::AddressRefused => "address-refused",
            Self::Refused => "refused",
            Self::BadMessage => "bad-message",
            Self::Folder => "folder",
        }
    }

    /// Whether trying again later may help.
    pub fn is_temporary(self) -> bool {
        !matches!(self, Self::AddressRefused | Self::Refused | Self::BadMessage)
    }

    fn sentence(self) -> &'static str {
        match self {
            Self::TimedOut => "the mail server took too long",
            Self::Unreachable => "the mail server can't be reached",
            Self::Setup => "log-in or encryption with the mail server failed: check its address and password",
            Self::TryLater => "the mail server asks to try later",
            Self::MailboxFull => "the mailbox is full",
            Self::AddressRefused => "the mail server does not take this address",
            Self::Refused => "the mail server refuses the letter",
            Self::BadMessage => "the letter can't be built",
            Self::Folder => "the outbox folder can't be written: check its permissions and free space",
        }
    }
}

impl SendError {
    pub(crate) fn new(reason: Reason) -> Self {
        Self { reason, code: None, said: None }
    }

    fn describe(&self) -> String {
        let code = self.code.map(|code| format!(" ({code})")).unwrap_or_default();
        format!("{}{code}", self.reason.sentence())
    }
}

impl Transport {
    /// A mail server, see [`Smtp::from_url`].
    pub fn smtp(url: &str) -> Result<Self, SmtpUrlError> {
        Smtp::from_url(url).map(Self::Smtp)
    }

    /// A folder, made if it is not there.
    pub fn outbox(folder: impl Into<std::path::PathBuf>) -> std::io::Result<Self> {
        Outbox::open(folder).map(Self::Outbox)
    }

    /// A list in memory.
    pub fn memory() -> Self {
        Self::Memory(Arc::default())
    }

    /// What was sent so far, if this is [`Transport::Memory`].
    pub fn sent(&self) -> Vec<Message> {
        match self {
            Self::Memory(list) => list.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            Self::Smtp(_) | Self::Outbox(_) => Vec::new(),
        }
    }

    /// Whether letters really reach people: false for the outbox, whose letters only the operator sees.
    pub fn delivers(&self) -> bool {
        !matches!(self, Self::Outbox(_))
    }

    /// Sends one letter, within [`SEND_TIMEOUT`](crate::SEND_TIMEOUT).
    pub async fn send(&self, message: &Message) -> Result<(), SendError> {
        match self {
            Self::Smtp(smtp) => smtp.send(message).await,
            Self::Outbox(outbox) => put(outbox.clone(), message.clone()).await,
            Self::Memory(list) => {
                message.build().map_err(|_| SendError::new(Reason::BadMessage))?;
                list.lock().unwrap_or_else(PoisonError::into_inner).push(message.clone());
                Ok(())
            }
        }
    }
}

async fn put(outbox: Outbox, message: Message) -> Result<(), SendError> {
    message.build().map_err(|_| SendError::new(Reason::BadMessage))?;
    match tokio::task::spawn_blocking(move || outbox.put(&message)).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(SendError::new(Reason::Folder)),
    }
}
