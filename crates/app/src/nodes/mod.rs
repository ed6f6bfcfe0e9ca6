//! The nodes of an instance: several programs that serve one `PostgreSQL` database.
//!
//! The database is the truth. Each node has rooms of its own, and brings them up to date before it shows or changes
//! anything ([`Room::pull`](crate::live)); a hint from the node that wrote only makes that happen at once. So no request
//! has to come to a certain node. On `SQLite` there is one node, and none of this costs anything.

pub mod queries;

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use crosswalk_names::{MeetingId, NodeId, PersonId, Timestamp, WorkbookId};
use crosswalk_store::hints::{Heard, Hints};
use crosswalk_store::{Engine, Store, StoreError, turns};

use crate::clock::Random;
use crate::seal::SECRET_BYTES;
use crate::state::{App, WeakApp};

/// How often a node says that it is there.
pub const BEAT_EVERY: Duration = Duration::from_secs(5);
/// A node that did not say so for this long is taken for gone. A machine that slept comes back as if new.
const GONE_AFTER: Duration = Duration::from_secs(30);
/// How often rooms look for what others wrote where hints come in, to be sure.
const LOOK_HINTED: Duration = Duration::from_secs(10);
/// The same where none come in.
const LOOK_ALONE: Duration = Duration::from_secs(1);

/// Says to all nodes what to look at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// A workbook, who has it open, or that it is gone.
    Workbook(WorkbookId),
    /// A meeting.
    Meeting(MeetingId),
    /// A person's sessions.
    Person(PersonId),
    /// Which links open what.
    Doors,
}

impl Hint {
    fn text(self) -> String {
        match self {
            Hint::Workbook(id) => format!("workbook:{id}"),
            Hint::Meeting(id) => format!("meeting:{id}"),
            Hint::Person(id) => format!("person:{id}"),
            Hint::Doors => "doors".to_owned(),
        }
    }

    /// None for a hint of a newer version.
    fn parse(text: &str) -> Option<Self> {
        match text.split_once(':') {
            Some(("workbook", id)) => id.parse().ok().map(Hint::Workbook),
            Some(("meeting", id)) => id.parse().ok().map(Hint::Meeting),
            Some(("person", id)) => id.parse().ok().map(Hint::Person),
            None if text == "doors" => Some(Hint::Doors),
            _ => None,
        }
    }
}

/// This node among the others.
pub struct Nodes {
    /// Drawn anew at every start.
    pub id: NodeId,
    shared: bool,
    hints: OnceLock<Hints>,
    /// How far the others have counted, and since when.
    beats: Mutex<HashMap<NodeId, (i64, Instant)>>,
    store: Store,
}

impl Nodes {
    /// A node that nobody knows of yet.
    pub fn new(store: Store, random: &Random, now: Timestamp) -> Self {
        Self {
            id: NodeId(random.uuid(now)),
            shared: store.engine() == Engine::Postgres,
            hints: OnceLock::new(),
            beats: Mutex::default(),
            store,
        }
    }

    /// Whether other nodes may write into the same database.
    pub fn are_shared(&self) -> bool {
        self.shared
    }

    /// How long a room may go without looking for what others wrote.
    pub fn look_every(&self) -> Duration {
        if self.hints.get().is_some_and(Hints::come) { LOOK_HINTED } else { LOOK_ALONE }
    }

    /// Begins to hear what others say, for as long as the app is there. `app` is the one that this node belongs to.
    pub fn listen(&self, app: WeakApp) -> Result<(), StoreError> {
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return Ok(()) };
        let hints = self.store.hints(move |heard| {
            let Some(app) = app.upgrade() else { return };
            match heard {
                Heard::Gap => {
                    app.forget_doors();
                    app.live.look();
                }
                Heard::Hint(text) => {
                    if let Some(hint) = Hint::parse(text) {
                        heed(&app, hint, &runtime);
                    }
                }
            }
        })?;
        drop(self.hints.set(hints));
        Ok(())
    }

    /// Says to the others what to look at again.
    pub fn tell(&self, hint: Hint) {
        if let Some(hints) = self.hints.get() {
            hints.send(hint.text());
        }
    }

    /// Says that this node is there, and removes those that are gone. False when the others had taken it for gone, so
    /// that its rooms have to be entered again.
    pub async fn beat(&self) -> Result<bool, StoreError> {
        let id = self.id;
        let known = self.store.write(move |conn| queries::beat(conn, id)).await?;
        let found = self.store.read(queries::beats).await?;
        let gone = self.gone(&found, Instant::now());
        if !gone.is_empty() {
            self.store.write(move |conn| queries::remove(conn, &gone)).await?;
        }
        Ok(known)
    }

    /// The others whose count stands still for too long, by this machine's own clockwork.
    fn gone(&self, found: &[(NodeId, i64)], now: Instant) -> Vec<NodeId> {
        let mut beats = self.beats.lock().unwrap_or_else(PoisonError::into_inner);
        beats.retain(|id, _| found.iter().any(|(other, _)| other == id));
        for (id, beat) in found {
            let known = beats.entry(*id).or_insert((*beat, now));
            if known.0 != *beat {
                *known = (*beat, now);
            }
        }
        let still = beats.iter().filter(|(id, (_, since))| **id != self.id && now - *since >= GONE_AFTER);
        still.map(|(id, _)| *id).collect()
    }

    /// Says good-bye.
    pub async fn leave(&self) {
        let id = self.id;
        if self.shared
            && let Err(error) = self.store.write(move |conn| queries::remove(conn, &[id])).await
        {
            tracing::info!(%error, "this node could not say good-bye; the others will notice");
        }
    }
}

/// Looks again at what a hint names.
fn heed(app: &App, hint: Hint, runtime: &tokio::runtime::Handle) {
    match hint {
        Hint::Workbook(id) => app.live.look_at(id),
        Hint::Person(id) => app.sessions.forget(id),
        Hint::Doors => app.forget_doors(),
        Hint::Meeting(id) => {
            if let Some(hub) = app.meetings.known(id) {
                let app = app.clone();
                // It looks by itself every second, should this fail.
                runtime.spawn(async move { drop(hub.refresh(&app).await) });
            }
        }
    }
}

/// Whether this node is to do a piece of work that comes round `every` so many milliseconds: the first to ask does it.
pub async fn takes_turn(app: &App, name: &'static str, every: i64) -> Result<bool, StoreError> {
    let now = app.clock.now();
    app.store.write(move |conn| turns::take(conn, name, now, every)).await
}

/// The program holds another secret than the database was used with.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// See there.
    #[error(
        "this database was used with another secret than the one in the data folder. Copy the file \"secret\" from the \
         other node or from the backup. If it is lost, start once with --accept-new-secret: mail that waits to be sent \
         and links that the program keeps for members can't be read then"
    )]
    Differs,
    /// The store could not be asked.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes sure that all nodes hold one secret, and that it is still the same as at the last start. The database keeps a
/// hash that tells it from others and nothing more.
pub async fn check_secret(
    store: &Store,
    secret: &[u8; SECRET_BYTES],
    accept: bool,
) -> Result<(), SecretError> {
    let print = blake3::derive_key("crosswalk 2026-11 which secret an instance has", secret);
    let same = store.write(move |conn| queries::keep_secret_print(conn, &print, accept)).await?;
    if same { Ok(()) } else { Err(SecretError::Differs) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_are_read_back_and_unknown_ones_passed_over() {
        let id = uuid::Uuid::from_u128(7);
        for hint in [
            Hint::Workbook(WorkbookId(id)),
            Hint::Meeting(MeetingId(id)),
            Hint::Person(PersonId(id)),
            Hint::Doors,
        ] {
            assert_eq!(Hint::parse(&hint.text()), Some(hint));
        }
        assert_eq!(Hint::parse("weather:rain"), None);
        assert_eq!(Hint::parse("workbook:seven"), None);
    }
}
