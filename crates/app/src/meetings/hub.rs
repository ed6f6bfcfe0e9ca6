//! What is pushed to the open sockets of a meeting: made once for everybody, at most ten times a second.
//!
//! A hub is a copy of what the store holds, for this node. Phones are told only what changes for them, so that 300
//! answers don't become 300 times 300 frames; the screen and the desk are told the count, many answers in one frame.
//! A socket holds no more than the newest state: a slow one skips those between.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use bytes::Bytes;
use crosswalk_names::{Language, MINUTE, MeetingId, QuestionKey, Timestamp};
use crosswalk_store::Engine;
use crosswalk_ui::Words;
use serde::Serialize;
use tokio::sync::{Notify, watch};
use tokio::time::MissedTickBehavior;

use super::queries::{self, Loaded, Phase};
use super::show::{Show, Tally};
use crate::error::PageError;
use crate::live::frame;
use crate::nodes::Hint;
use crate::state::{App, WeakApp};

/// Counts that change within this time are told in one frame.
const COALESCE: Duration = Duration::from_millis(100);
/// How often a meeting is looked at for its end, and in a cluster for what other nodes wrote.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// A phone without a socket counts as here for so long after its last visit, in milliseconds.
const HERE_FOR: i64 = 2 * MINUTE;
/// Sockets of one meeting.
pub const SOCKETS_MAX: usize = 1_000;

/// What sockets of one kind are sent, ready to be written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frames {
    in_each: [Bytes; 2],
    /// Whether the meeting is over: after this there is nothing to say.
    pub over: bool,
}

impl Frames {
    /// The frame in a language.
    pub fn of(&self, language: Language) -> Bytes {
        match language {
            Language::En => self.in_each[0].clone(),
            Language::Es => self.in_each[1].clone(),
        }
    }

    fn made(over: bool, make: impl Fn(Language) -> Vec<u8>) -> Self {
        Self { in_each: [Language::En, Language::Es].map(|language| frame::binary(&make(language))), over }
    }
}

#[derive(Serialize)]
struct Pushed<'a> {
    kind: &'static str,
    #[serde(flatten)]
    show: &'a Show,
    #[serde(flatten)]
    tally: Option<Tally>,
}

fn json(show: &Show, tally: Option<Tally>) -> Vec<u8> {
    serde_json::to_vec(&Pushed { kind: "state", show, tally }).expect("plain fields become JSON")
}

/// A phone in the room.
#[derive(Debug, Default)]
struct Presence {
    sockets: usize,
    seen: Timestamp,
}

struct State {
    loaded: Loaded,
    here: HashMap<[u8; 32], Presence>,
    sockets: usize,
}

/// One meeting, for this node's sockets.
pub struct Hub {
    /// The meeting.
    pub id: MeetingId,
    state: Mutex<State>,
    /// One at a time reads the store, so that an older state never replaces a newer one.
    reading: tokio::sync::Mutex<()>,
    phones: watch::Sender<Frames>,
    screens: watch::Sender<Frames>,
    wake: Arc<Notify>,
}

impl Drop for Hub {
    fn drop(&mut self) {
        // Its task waits for this, and then finds it gone.
        self.wake.notify_one();
    }
}

impl Hub {
    fn start(app: &App, id: MeetingId, loaded: Loaded) -> Arc<Self> {
        let wake = Arc::new(Notify::new());
        let hub = Arc::new(Self {
            id,
            state: Mutex::new(State { loaded, here: HashMap::new(), sockets: 0 }),
            reading: tokio::sync::Mutex::new(()),
            phones: watch::Sender::default(),
            screens: watch::Sender::default(),
            wake: Arc::clone(&wake),
        });
        hub.push(app.clock.now());
        tokio::spawn(keep(app.downgrade(), Arc::downgrade(&hub), wake));
        hub
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells everybody.
    fn push(&self, now: Timestamp) {
        let frames = {
            let state = self.lock();
            let over = state.loaded.meeting.is_over(now);
            Frames::made(over, |language| json(&Show::of_loaded(language, &state.loaded, now), None))
        };
        replace(&self.phones, frames);
        self.push_counts(now);
    }

    /// Tells the screen and the desk, who also get the counts.
    fn push_counts(&self, now: Timestamp) {
        let frames = {
            let mut state = self.lock();
            state.here.retain(|_, phone| phone.sockets > 0 || now.since(phone.seen) < HERE_FOR);
            let (answered, here) = (state.loaded.answered.len(), state.here.len());
            let over = state.loaded.meeting.is_over(now);
            Frames::made(over, |language| {
                let tally = Tally::of(Words::of(language), answered, here);
                json(&Show::of_loaded(language, &state.loaded, now), Some(tally))
            })
        };
        replace(&self.screens, frames);
    }

    /// Reads the store again and tells everybody what is new.
    pub async fn refresh(&self, app: &App) -> Result<(), PageError> {
        let reading = self.reading.lock().await;
        let id = self.id;
        let found = app.store.read(move |conn| queries::load(conn, id)).await?.ok_or(PageError::NotFound)?;
        {
            let mut state = self.lock();
            let key = |loaded: &Loaded| loaded.meeting.asked.as_ref().map(|asked| asked.key.clone());
            let mut found = found;
            if key(&found) == key(&state.loaded) {
                // An answer that was written after we read is known here already.
                found.answered.extend(state.loaded.answered.iter().copied());
            }
            state.loaded = found;
        }
        drop(reading);
        self.push(app.clock.now());
        Ok(())
    }

    /// A phone's answer is written down. False when this is not the question that the hub knows of.
    pub fn answered(&self, question: &QuestionKey, phone: [u8; 32]) -> bool {
        let mut state = self.lock();
        let meeting = &state.loaded.meeting;
        let fits = meeting.phase == Phase::Open
            && meeting.asked.as_ref().is_some_and(|asked| &asked.key == question);
        if fits {
            state.loaded.answered.insert(phone);
            self.wake.notify_one();
        }
        fits
    }

    /// A phone looked at its page.
    pub fn seen(&self, phone: [u8; 32], now: Timestamp) {
        let mut state = self.lock();
        if state.here.len() >= usize::try_from(super::PHONES_MAX).unwrap_or(usize::MAX) {
            return;
        }
        match state.here.entry(phone) {
            Entry::Occupied(mut known) => known.get_mut().seen = now,
            Entry::Vacant(new) => {
                new.insert(Presence { sockets: 0, seen: now });
                self.wake.notify_one();
            }
        }
    }

    /// Phones that are here.
    pub fn here(&self, now: Timestamp) -> usize {
        self.lock()
            .here
            .values()
            .filter(|phone| phone.sockets > 0 || now.since(phone.seen) < HERE_FOR)
            .count()
    }

    /// What a phone is told from now on.
    pub fn phones(&self) -> watch::Receiver<Frames> {
        self.phones.subscribe()
    }
    /// What the screen and the desk are told from now on.
    pub fn screens(&self) -> watch::Receiver<Frames> {
        self.screens.subscribe()
    }

    fn enter(&self, phone: Option<[u8; 32]>, now: Timestamp) {
        let mut state = self.lock();
        state.sockets += 1;
        if let Some(phone) = phone {
            let presence = state.here.entry(phone).or_default();
            presence.sockets += 1;
            presence.seen = now;
            self.wake.notify_one();
        }
    }

    fn leave(&self, phone: Option<[u8; 32]>) {
        let mut state = self.lock();
        state.sockets = state.sockets.saturating_sub(1);
        let Some(phone) = phone else { return };
        if let Some(presence) = state.here.get_mut(&phone) {
            presence.sockets = presence.sockets.saturating_sub(1);
            if presence.sockets == 0 {
                state.here.remove(&phone);
            }
            self.wake.notify_one();
        }
    }

    fn is_idle(&self, now: Timestamp) -> bool {
        let sockets = self.lock().sockets;
        sockets == 0 && self.here(now) == 0
    }
}

fn replace(sender: &watch::Sender<Frames>, frames: Frames) {
    sender.send_if_modified(|old| {
        let is_new = *old != frames;
        *old = frames;
        is_new
    });
}

/// Minds one hub for as long as it is there. It holds neither the hub nor the app while it waits.
async fn keep(app: WeakApp, hub: Weak<Hub>, wake: Arc<Notify>) {
    let mut look = tokio::time::interval(LOOK_EVERY);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut was_over = false;
    loop {
        let woken = tokio::select! {
            () = wake.notified() => true,
            _ = look.tick() => false,
        };
        {
            let (Some(app), Some(hub)) = (app.upgrade(), hub.upgrade()) else { return };
            let now = app.clock.now();
            if woken {
                hub.push_counts(now);
            } else {
                let (over, watched) = {
                    let state = hub.lock();
                    (state.loaded.meeting.is_over(now), state.sockets > 0)
                };
                if over != was_over {
                    was_over = over;
                    hub.push(now);
                } else if watched && !over && app.store.engine() == Engine::Postgres {
                    // Other nodes write too. A store that is away for a moment is asked again in the next second.
                    drop(hub.refresh(&app).await);
                } else {
                    // A phone without a socket may have been gone for long.
                    hub.push_counts(now);
                }
            }
        }
        if woken {
            tokio::time::sleep(COALESCE).await;
        }
    }
}

/// The hubs of this node.
#[derive(Default)]
pub struct Hubs {
    hubs: Mutex<HashMap<MeetingId, Arc<Hub>>>,
    sockets: Arc<AtomicUsize>,
}

impl Hubs {
    fn lock(&self) -> MutexGuard<'_, HashMap<MeetingId, Arc<Hub>>> {
        self.hubs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sockets of all meetings.
    pub fn sockets(&self) -> usize {
        self.sockets.load(Ordering::Relaxed)
    }

    /// The hub of a meeting, if somebody watches it here.
    pub fn known(&self, id: MeetingId) -> Option<Arc<Hub>> {
        self.lock().get(&id).cloned()
    }

    /// The hub of a meeting, made when needed.
    pub async fn open(&self, app: &App, id: MeetingId) -> Result<Arc<Hub>, PageError> {
        if let Some(hub) = self.known(id) {
            return Ok(hub);
        }
        let loaded = app.store.read(move |conn| queries::load(conn, id)).await?.ok_or(PageError::NotFound)?;
        let hub = Arc::clone(self.lock().entry(id).or_insert_with(|| Hub::start(app, id, loaded)));
        // What was written between reading and now was told to nobody.
        hub.refresh(app).await?;
        Ok(hub)
    }

    /// Something about a meeting was written down: whoever watches is told, here and on other nodes.
    pub async fn refresh(&self, app: &App, id: MeetingId) -> Result<(), PageError> {
        app.nodes.tell(Hint::Meeting(id));
        match self.known(id) {
            Some(hub) => hub.refresh(app).await,
            None => Ok(()),
        }
    }

    /// A phone's answer is written down.
    pub async fn answered(
        &self,
        app: &App,
        id: MeetingId,
        question: &QuestionKey,
        phone: [u8; 32],
    ) -> Result<(), PageError> {
        match self.known(id) {
            Some(hub) if !hub.answered(question, phone) => hub.refresh(app).await,
            _ => Ok(()),
        }
    }

    /// Phones that are in a meeting, as this node knows it.
    pub fn here(&self, id: MeetingId, now: Timestamp) -> usize {
        self.known(id).map_or(0, |hub| hub.here(now))
    }

    /// Whether a meeting takes one more socket.
    pub fn has_room(&self, app: &App, hub: &Hub) -> bool {
        self.sockets.load(Ordering::Relaxed) < app.settings.limits.live.sockets
            && hub.lock().sockets < SOCKETS_MAX
    }

    /// Counts a socket, for as long as the seat is held. A phone is here for as long.
    pub fn sit(&self, hub: &Arc<Hub>, phone: Option<[u8; 32]>, now: Timestamp) -> Seat {
        self.sockets.fetch_add(1, Ordering::Relaxed);
        hub.enter(phone, now);
        Seat { hub: Arc::downgrade(hub), phone, sockets: Arc::clone(&self.sockets) }
    }

    /// Lets go of meetings that nobody watches.
    pub fn forget_idle(&self, now: Timestamp) {
        self.lock().retain(|_, hub| Arc::strong_count(hub) > 1 || !hub.is_idle(now));
    }

    /// Lets go of all: their sockets end, and come back to another server.
    pub fn stop(&self) {
        let hubs = std::mem::take(&mut *self.lock());
        drop(hubs);
    }
}

/// A place in a hub, taken by a socket.
pub struct Seat {
    hub: Weak<Hub>,
    phone: Option<[u8; 32]>,
    sockets: Arc<AtomicUsize>,
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.sockets.fetch_sub(1, Ordering::Relaxed);
        if let Some(hub) = self.hub.upgrade() {
            hub.leave(self.phone);
        }
    }
}
