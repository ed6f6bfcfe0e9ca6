//! Short words between the nodes that share a PostgreSQL database: "look at this again".
//!
//! A hint can come late, twice or never, so it only decides how soon a node looks, not whether. Where the server has no
//! LISTEN (some PostgreSQL-compatible clusters, some poolers) none come, and [`Hints::come`] says so.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection as _;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Text;
use uuid::Uuid;

use crate::connection::{Place, Purpose};
use crate::{Connection, Store, StoreError};

/// How often the connection is looked at for what came in: the library has no way to wait for it.
const LOOK_EVERY: Duration = Duration::from_millis(10);
/// How often the connection says a word to itself: only what comes back shows that hints come in. A pooler in transaction
/// mode takes LISTEN and delivers nothing.
const ASK_EVERY: Duration = Duration::from_secs(5);
/// How long that word may take.
const ECHO_WITHIN: Duration = Duration::from_secs(2);
/// Pause before a lost connection is opened again.
const AGAIN_AFTER: Duration = Duration::from_secs(1);
/// Most bytes of one notification; PostgreSQL takes 8,000.
const PAYLOAD_BYTES: usize = 7_000;
/// Longest hint that is sent, in bytes.
const HINT_BYTES: usize = 200;

/// What a node hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard<'a> {
    /// A hint, from this node or another.
    Hint(&'a str),
    /// Hints may have been missed until now.
    Gap,
}

/// Sends hints, and hears them for as long as it is held. Cheap to clone.
#[derive(Clone, Default)]
pub struct Hints {
    outbox: Option<Sender<String>>,
    come: Arc<AtomicBool>,
}

impl Hints {
    /// Sends a hint to all nodes, this one included, soon. Hints are words without spaces, without personal data.
    pub fn send(&self, hint: String) {
        if hint.len() <= HINT_BYTES
            && let Some(outbox) = &self.outbox
        {
            // It fails only when the thread is gone with the program.
            drop(outbox.send(hint));
        }
    }

    /// Whether hints of others come in now.
    pub fn come(&self) -> bool {
        self.come.load(Ordering::Relaxed)
    }
}

impl Store {
    /// Begins to hear hints, on a thread and a connection of its own that end with the last clone of what it gives. On
    /// SQLite there is nobody to hear from, and sending does nothing.
    pub fn hints(&self, heard: impl Fn(Heard<'_>) + Send + 'static) -> Result<Hints, StoreError> {
        let Some(url) = self.0.hints_at.clone() else { return Ok(Hints::default()) };
        let (outbox, sent) = channel();
        let come = Arc::new(AtomicBool::new(false));
        let state = Arc::clone(&come);
        std::thread::Builder::new()
            .name("hints".into())
            .spawn(move || serve(&url, &sent, &state, &heard))
            .map_err(|error| {
                StoreError::Unavailable(format!("the thread for hints does not start ({error})"))
            })?;
        Ok(Hints { outbox: Some(outbox), come })
    }
}

/// Hears and sends until nobody holds the other end of `sent`.
fn serve(url: &str, sent: &Receiver<String>, come: &AtomicBool, heard: &impl Fn(Heard<'_>)) {
    let mut told = false;
    loop {
        let outcome = Line::open(url).and_then(|mut line| {
            told = false;
            heard(Heard::Gap);
            line.work(sent, come, heard)
        });
        come.store(false, Ordering::Relaxed);
        match outcome {
            Ok(()) => return,
            Err(error) if !told => {
                tracing::warn!(%error, "hints of other nodes do not come in; they are looked for more often meanwhile");
                told = true;
            }
            Err(_) => {}
        }
        let until = Instant::now() + AGAIN_AFTER;
        // What is sent meanwhile is lost, as a hint may be.
        while let Some(left) = until.checked_duration_since(Instant::now()) {
            if sent.recv_timeout(left) == Err(RecvTimeoutError::Disconnected) {
                return;
            }
        }
    }
}

/// The connection.
struct Line {
    connection: PgConnection,
    channel: String,
    /// What it says to itself.
    echo: String,
}

impl Line {
    fn open(url: &str) -> Result<Self, StoreError> {
        let Connection::Postgres(mut connection) =
            Place::Postgres(url.to_owned()).open(Purpose::Migrate)?.connection
        else {
            return Err(StoreError::Other("hints need PostgreSQL".into()));
        };
        // Channels are of the whole database; the tables of an instance are in one schema.
        let schema: String =
            diesel::select(sql::<Text>("current_schema()::text")).get_result(&mut connection)?;
        let channel = format!("crosswalk_{schema}");
        connection.batch_execute(&format!("LISTEN \"{}\"", channel.replace('"', "\"\"")))?;
        Ok(Self { connection, channel, echo: format!("echo:{}", Uuid::now_v7()) })
    }

    fn work(
        &mut self,
        sent: &Receiver<String>,
        come: &AtomicBool,
        heard: &impl Fn(Heard<'_>),
    ) -> Result<(), StoreError> {
        let (mut asked, mut answered, mut told) = (None::<Instant>, true, false);
        loop {
            match sent.recv_timeout(LOOK_EVERY) {
                Ok(first) => {
                    let hints: BTreeSet<String> = std::iter::once(first).chain(sent.try_iter()).collect();
                    self.send(&hints)?;
                }
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
                Err(RecvTimeoutError::Timeout) => {}
            }
            if asked.is_none_or(|asked| asked.elapsed() >= ASK_EVERY) {
                let echo = self.echo.clone();
                self.notify(&echo)?;
                (asked, answered) = (Some(Instant::now()), false);
            }
            for notification in self.connection.notifications_iter() {
                let payload = notification?.payload;
                if payload == self.echo {
                    answered = true;
                    come.store(true, Ordering::Relaxed);
                    continue;
                }
                payload.split(' ').filter(|hint| !hint.is_empty()).for_each(|hint| heard(Heard::Hint(hint)));
            }
            if !answered && asked.is_some_and(|asked| asked.elapsed() >= ECHO_WITHIN) {
                // Unless it comes after all.
                come.store(false, Ordering::Relaxed);
                if !std::mem::replace(&mut told, true) {
                    tracing::warn!("the database delivers no hints of nodes; they look more often instead");
                }
            }
        }
    }

    fn send(&mut self, hints: &BTreeSet<String>) -> Result<(), StoreError> {
        let mut payload = String::new();
        for hint in hints {
            if payload.len() + 1 + hint.len() > PAYLOAD_BYTES {
                self.notify(&std::mem::take(&mut payload))?;
            }
            payload.push(' ');
            payload.push_str(hint);
        }
        self.notify(&payload)
    }

    fn notify(&mut self, payload: &str) -> Result<(), StoreError> {
        diesel::sql_query("SELECT pg_notify($1, $2)")
            .bind::<Text, _>(&self.channel)
            .bind::<Text, _>(payload)
            .execute(&mut self.connection)?;
        Ok(())
    }
}
