//! One live workbook in memory: the only writer of its document.
//!
//! Every change, from a socket, a form or the API, goes through [`Room`]. It is checked, applied, written to the store,
//! and only then called saved and sent on. Changes of about 20 milliseconds are merged into one frame that all readers
//! share, because the kernel's `send` is what costs. A reader that can't keep up is not buffered: it gets the
//! difference once it can take it.
//!
//! Where several nodes serve one database, each has a room of its own. A log entry has one place, so of two rooms that
//! append at the same time one is refused: it takes in what the other wrote ([`Room::pull`]) and tries the next place.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use crosswalk_checklist::Workbook;
use crosswalk_collab::{Batch, ClientOwners, DeviceId, Document, Edit, Received, Refusal, Sender};
use crosswalk_names::{ChecklistKey, DAY, Language, NodeId, Timestamp, WorkbookId};
use crosswalk_store::StoreError;
use tokio::sync::{Mutex, Notify, oneshot};
use tokio::time::{Duration, Instant};

use super::connection::Connection;
use super::history::History;
use super::message::{self, Message};
use super::presence::{NODES_FROM, Presence};
use super::{Context, frame};
use crate::nodes::{self, Hint};
use crate::workbook::queries::{Status, StoredEntry};
use crate::workbook::{queries, stored};

/// Shortest time between two merged frames.
const FLUSH_EVERY: Duration = Duration::from_millis(20);
/// Longest time between two merged frames, however slowly they go out.
const FLUSH_AT_MOST: Duration = Duration::from_millis(100);
/// Time between two merged frames, in times that the last one took to go out. Where sending is dear (many readers, a slow
/// machine), fewer frames go out, and the thread keeps time to read.
const SENDING_SHARE: u32 = 3;
/// Shortest time between two messages about who is where.
const PRESENCE_EVERY: Duration = Duration::from_millis(100);
/// Shortest time between two messages to other nodes about who is where.
const ENTER_EVERY: Duration = Duration::from_millis(200);
/// How often a room tries to append while other nodes append too.
const APPENDS: u32 = 30;
/// A head state is written when the log has grown by so many entries since the last.
const STATE_EVERY: i64 = 500;
/// A room without people leaves memory after so long.
const IDLE: Duration = Duration::from_mins(1);
/// How long any earlier state can be brought back.
pub const KEPT: i64 = 30 * DAY;

/// Why a room can't be opened.
#[derive(Debug, Clone, thiserror::Error)]
pub enum OpenError {
    /// No such workbook.
    #[error("there is no such workbook")]
    NotFound,
    /// The store failed or the stored document can't be read; logged where it happened.
    #[error("the workbook can't be opened now")]
    Unavailable,
}

/// Why an edit was not saved.
#[derive(Debug, Clone, thiserror::Error)]
pub enum EditError {
    /// It breaks the schema or a limit.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store could not write it. Nothing of it is in the workbook.
    #[error("the change could not be written")]
    NotWritten,
    /// The workbook was deleted meanwhile.
    #[error("the workbook is deleted")]
    Deleted,
}

/// A workbook as it stands on disk.
#[derive(Debug, Clone)]
pub struct View {
    /// What is in it.
    pub workbook: Arc<Workbook>,
    /// The log entry that it ends with; 0 before the first.
    pub seq: i64,
    /// People connected now.
    pub people: usize,
    /// The language it was started in.
    pub language: Language,
    /// Whether one person fills it in alone, for a round.
    pub individual: bool,
    /// Its checklist: key and version.
    pub checklist: (ChecklistKey, String),
    /// When it was deleted, if it is.
    pub deleted_at: Option<Timestamp>,
    /// When its newest snapshot was taken.
    pub last_snapshot: Option<Timestamp>,
}

/// Says that changes are on disk: the log entry they became part of.
pub type Saved = oneshot::Receiver<Result<i64, EditError>>;

pub(super) struct Room {
    pub id: WorkbookId,
    /// Never changes.
    individual: bool,
    edit_hash: Vec<u8>,
    read_hash: Vec<u8>,
    context: Rc<Context>,
    state: RefCell<State>,
    /// Held by whoever appends to the log or reads on in it.
    turn: Mutex<()>,
    wake: Notify,
}

/// Why a room could not be brought up to date.
#[derive(Debug)]
pub(super) enum PullError {
    /// The workbook is gone, or its links open it no more.
    Gone,
    /// The room has ended; a fresh one knows what is right.
    Restarted,
    /// The store could not be asked.
    Unavailable,
}

/// What the store was found to hold.
struct Found {
    status: Status,
    log: Vec<StoredEntry>,
    others: Vec<(NodeId, Vec<u8>)>,
}

struct State {
    document: Document,
    language: Language,
    checklist: (ChecklistKey, String),
    deleted_at: Option<Timestamp>,
    last_snapshot: Option<Timestamp>,
    /// The time of the newest change: the next one is later, even where the clock was put back.
    last_change: Timestamp,
    seq: i64,
    head_seq: i64,
    connections: HashMap<u64, Connection>,
    presence: Presence,
    history: History,
    /// Sync messages to acknowledge with the next flush, by connection.
    acknowledge: Vec<u64>,
    waiting: Vec<oneshot::Sender<Result<i64, EditError>>>,
    queued: bool,
    /// A flushed batch is on its way to the disk; nobody is told of it yet.
    writing: bool,
    /// Step 1 messages that came while writing.
    joining: Vec<(u64, Vec<u8>)>,
    flushed_at: Instant,
    /// Time to the next merged frame.
    flush_pause: Duration,
    told_at: Instant,
    used_at: Instant,
    /// A state vector of something that every reader in step has been sent.
    checkpoint: Vec<u8>,
    since_checkpoint: u32,
    closed: bool,
    elsewhere: Elsewhere,
}

impl State {
    /// Whether other nodes have to be told who is where.
    fn tells_others(&self) -> bool {
        self.elsewhere.untold && self.elsewhere.nodes > 0 && self.elsewhere.entered
    }
}

/// What a room knows of other nodes.
#[derive(Default)]
struct Elsewhere {
    /// Nodes where people have the workbook open.
    nodes: i64,
    /// Their numbers among the connections of [`Presence`].
    numbers: HashMap<NodeId, u64>,
    /// The others know that people have it open here.
    entered: bool,
    /// They have yet to hear who is where.
    untold: bool,
    told_at: Option<Instant>,
    /// Who was where when they were last told.
    ours: Vec<u8>,
    /// Pulls that were asked for, and those of them that are answered.
    asked: u64,
    answered: u64,
}

impl Room {
    /// Loads the workbook from the store.
    pub async fn open(id: WorkbookId, context: Rc<Context>) -> Result<Rc<Self>, OpenError> {
        let (stored, last_snapshot, last_change) = context
            .store
            .read(move |conn| {
                let stored = queries::document(conn, id)?;
                Ok((stored, queries::last_snapshot(conn, id)?, queries::last_change(conn, id)?))
            })
            .await
            .map_err(|error| {
                tracing::error!(%id, %error, "a workbook could not be read");
                OpenError::Unavailable
            })?;
        let stored = stored.ok_or(OpenError::NotFound)?;
        let unreadable = |error: &dyn std::fmt::Display| {
            tracing::error!(%id, %error, "a stored workbook can't be decoded");
            OpenError::Unavailable
        };
        let (limits, client) = (context.limits.document.clone(), context.random_client());
        let document = stored::load(&stored, &context.content.load().checklists, limits, client)
            .map_err(|error| unreadable(&error))?;
        let head_seq = stored.state.as_ref().map_or(0, |state| state.seq);
        let now = Instant::now();
        let checkpoint = document.state_vector();
        let room = Rc::new(Self {
            id,
            individual: stored.individual,
            edit_hash: stored.edit_hash,
            read_hash: stored.read_hash,
            context,
            turn: Mutex::new(()),
            state: RefCell::new(State {
                document,
                language: stored.language,
                checklist: stored.checklist,
                deleted_at: stored.deleted_at,
                last_snapshot,
                last_change: last_change.unwrap_or_default(),
                seq: stored.log.last().map_or(head_seq, |entry| entry.seq),
                head_seq,
                connections: HashMap::new(),
                presence: Presence::default(),
                history: History::default(),
                acknowledge: Vec::new(),
                waiting: Vec::new(),
                queued: false,
                writing: false,
                joining: Vec::new(),
                flushed_at: now - FLUSH_EVERY,
                flush_pause: FLUSH_EVERY,
                told_at: now - PRESENCE_EVERY,
                used_at: now,
                checkpoint,
                since_checkpoint: 0,
                closed: false,
                elsewhere: Elsewhere::default(),
            }),
            wake: Notify::new(),
        });
        let (task, watched) = (tokio::task::spawn_local(Rc::clone(&room).run()), Rc::clone(&room));
        tokio::task::spawn_local(async move {
            if task.await.is_err() {
                watched.give_up_broken();
            }
        });
        Ok(room)
    }

    /// What the workbook holds. Includes changes that are on their way to the disk.
    pub fn view(&self) -> View {
        let mut state = self.state.borrow_mut();
        state.used_at = Instant::now();
        View {
            workbook: state.document.workbook(),
            seq: state.seq,
            people: state.connections.len() + state.presence.elsewhere(),
            language: state.language,
            individual: self.individual,
            checklist: state.checklist.clone(),
            deleted_at: state.deleted_at,
            last_snapshot: state.last_snapshot,
        }
    }

    /// A snapshot was taken.
    pub fn set_last_snapshot(&self, at: Timestamp) {
        self.state.borrow_mut().last_snapshot = Some(at);
    }

    /// Changes the workbook from a form or the API. `make` sees the present state and says what to change.
    pub fn edit(&self, make: impl FnOnce(&Workbook) -> Vec<Edit>) -> Saved {
        let (tell, saved) = oneshot::channel();
        let mut state = self.state.borrow_mut();
        state.used_at = Instant::now();
        let outcome = if state.closed {
            Err(EditError::NotWritten)
        } else if state.deleted_at.is_some() {
            Err(EditError::Deleted)
        } else {
            let present = state.document.workbook();
            state.document.edit(&make(&present)).map_err(EditError::Refused)
        };
        match outcome {
            Ok(()) => {
                state.waiting.push(tell);
                state.queued = true;
                self.wake.notify_one();
            }
            Err(error) => drop(tell.send(Err(error))),
        }
        saved
    }

    /// Brings the workbook to another state: an import, or an earlier day.
    pub fn become_like(&self, to: &Workbook, by: &str, at: Timestamp) -> Saved {
        let edits = self.state.borrow_mut().document.restore(to, by, at);
        self.edit(|_| edits)
    }

    /// Marks the workbook deleted (or not any more) for everyone who has it open.
    pub fn set_deleted(&self, deleted_at: Option<Timestamp>) {
        let mut state = self.state.borrow_mut();
        state.deleted_at = deleted_at;
        if deleted_at.is_some() {
            let frame = frame::binary(&message::notice("deleted"));
            for connection in state.connections.values_mut() {
                connection.tell(&frame);
                connection.close(4404);
            }
        }
    }

    /// Brings the room up to date with what other nodes wrote. A pull that began after this was asked for serves too.
    pub async fn pull(&self) -> Result<(), PullError> {
        if !self.context.nodes.are_shared() {
            return Ok(());
        }
        let asked = {
            let elsewhere = &mut self.state.borrow_mut().elsewhere;
            elsewhere.asked += 1;
            elsewhere.asked
        };
        let _turn = self.turn.lock().await;
        let began = {
            let state = self.state.borrow();
            if state.closed {
                return Err(PullError::Restarted);
            }
            if state.elsewhere.answered >= asked {
                return Ok(());
            }
            state.elsewhere.asked
        };
        self.read_on().await?;
        self.state.borrow_mut().elsewhere.answered = began;
        Ok(())
    }

    /// Reads on in the log, and takes in what is there. Whoever calls it has the turn.
    async fn read_on(&self) -> Result<(), PullError> {
        let (id, node) = (self.id, self.context.nodes.id);
        let (seq, curious) = {
            let state = self.state.borrow();
            (state.seq, !state.connections.is_empty())
        };
        let found = self
            .context
            .store
            .read(move |conn| {
                let Some(status) = queries::status(conn, id, node)? else { return Ok(None) };
                let log = if status.seq > seq { queries::log_after(conn, id, seq)? } else { Vec::new() };
                let ask = curious && status.others > 0;
                let others = if ask { nodes::queries::others(conn, node, id)? } else { Vec::new() };
                Ok(Some(Found { status, log, others }))
            })
            .await;
        match found {
            Ok(Some(found)) if found.status.edit_hash == self.edit_hash => self.take_in(found),
            Ok(_) => {
                self.give_up("deleted", 4404);
                Err(PullError::Gone)
            }
            Err(error) => {
                tracing::warn!(%id, %error, "what other nodes wrote could not be read");
                Err(PullError::Unavailable)
            }
        }
    }

    fn take_in(&self, found: Found) -> Result<(), PullError> {
        let Found { status, log, others } = found;
        let mut guard = self.state.borrow_mut();
        let state = &mut *guard;
        let follows = log.iter().zip(state.seq + 1..).all(|(entry, seq)| entry.seq == seq);
        // What was here is not there any more after a database went back in time; a gap is one that was shortened.
        if !follows || log.last().map_or(state.seq, |last| last.seq) != status.seq {
            return self.start_over(guard, &"the log does not go on where this room stands");
        }
        if !log.is_empty() {
            let owners = log.iter().map(|entry| ClientOwners::from_bytes(&entry.clients).unwrap_or_default());
            let taken = state.document.receive_stored(log.iter().map(|entry| &entry.body).zip(owners));
            let update = match taken {
                Ok(update) => update,
                Err(refusal) => return self.start_over(guard, &refusal),
            };
            state.seq = status.seq;
            state.queued = true;
            let frame = frame::binary(&message::update(&update));
            for connection in state.connections.values_mut() {
                connection.send_update(&frame, &state.checkpoint);
            }
        }
        state.last_snapshot = status.last_snapshot;
        state.elsewhere.untold |= status.others > state.elsewhere.nodes;
        state.elsewhere.nodes = status.others;
        self.meet(state, others);
        let deleted = (status.deleted_at != state.deleted_at).then_some(status.deleted_at);
        drop(guard);
        if let Some(deleted_at) = deleted {
            self.set_deleted(deleted_at);
        }
        self.wake.notify_one();
        Ok(())
    }

    /// Those who have the workbook open on other nodes are these.
    fn meet(&self, state: &mut State, others: Vec<(NodeId, Vec<u8>)>) {
        let numbers = &mut state.elsewhere.numbers;
        numbers.retain(|node, number| {
            let stays = others.iter().any(|(other, _)| other == node);
            if !stays {
                state.presence.leave(*number);
            }
            stays
        });
        for (node, present) in others {
            let number = *numbers.entry(node).or_insert_with(|| NODES_FROM + self.context.next_number());
            if state.presence.replace(number, &present).is_err() {
                tracing::info!(id = %self.id, "who is on another node could not be read");
            }
        }
    }

    /// Memory and log don't agree: people come back to a fresh room, and their pages send again what was never called
    /// saved.
    fn start_over(
        &self,
        state: std::cell::RefMut<'_, State>,
        why: &dyn std::fmt::Display,
    ) -> Result<(), PullError> {
        drop(state);
        tracing::info!(id = %self.id, %why, "a room starts over");
        self.give_up("restarting", 1012);
        Err(PullError::Restarted)
    }

    /// A fault of ours left the room in nobody knows what state: people come back to a fresh one.
    pub fn give_up_broken(&self) {
        tracing::error!(id = %self.id, "a room met a fault and starts over");
        self.give_up("not-written", 1013);
    }

    fn give_up(&self, notice: &str, code: u16) {
        self.close(notice, code);
        self.context.forget(self);
    }

    /// Whether the token with this hash opens the workbook, to edit or only to read.
    pub fn opens(&self, hash: &[u8], to_edit: bool) -> bool {
        hash == if to_edit { &self.edit_hash } else { &self.read_hash }
    }

    /// Tells the other nodes that people have the workbook open here, and hears who is there.
    pub async fn come_in(self: Rc<Self>) {
        Rc::clone(&self).enter().await;
        drop(self.pull().await);
    }

    /// Tells the other nodes that people have the workbook open here, and who they are.
    pub async fn enter(self: Rc<Self>) {
        let (id, node) = (self.id, self.context.nodes.id);
        let present = {
            let mut state = self.state.borrow_mut();
            state.elsewhere.entered = true;
            state.elsewhere.untold = false;
            state.elsewhere.told_at = Some(Instant::now());
            state.presence.ours()
        };
        let entered =
            self.context.store.write(move |conn| nodes::queries::enter(conn, node, id, &present)).await;
        match entered {
            Ok(()) => self.context.nodes.tell(Hint::Workbook(id)),
            Err(error) => tracing::info!(%id, %error, "other nodes could not be told who is here"),
        }
    }

    /// Tells them that nobody has it open here any more.
    pub async fn leave_node(&self) {
        let (id, node) = (self.id, self.context.nodes.id);
        if !std::mem::take(&mut self.state.borrow_mut().elsewhere.entered) {
            return;
        }
        if let Err(error) = self.context.store.write(move |conn| nodes::queries::leave(conn, node, id)).await
        {
            tracing::info!(%id, %error, "other nodes could not be told that nobody is here");
        }
        self.tell_others();
    }

    /// Tells the other nodes to look again.
    pub fn tell_others(&self) {
        if self.state.borrow().elsewhere.nodes > 0 {
            self.context.nodes.tell(Hint::Workbook(self.id));
        }
    }

    /// Where the room stands in the log.
    pub fn seq(&self) -> i64 {
        self.state.borrow().seq
    }

    /// Whether people have the workbook open here.
    pub fn has_people(&self) -> bool {
        !self.state.borrow().connections.is_empty()
    }

    /// A new reader or writer. Fails when the workbook is full, deleted or closing.
    pub fn join(self: &Rc<Self>, id: u64, mut connection: Connection) -> Result<(), u16> {
        let mut state = self.state.borrow_mut();
        if state.closed {
            return Err(1012);
        }
        if state.deleted_at.is_some() {
            return Err(4404);
        }
        if state.connections.len() >= self.context.limits.people {
            return Err(4429);
        }
        state.used_at = Instant::now();
        // Ours first: what was written offline must arrive before it is overwritten (see the protocol in docs).
        connection.send_now(&frame::binary(&message::step1(&state.document.state_vector())));
        if let Some(present) = state.presence.all() {
            connection.send_now(&frame::binary(&message::awareness(&present)));
        }
        state.connections.insert(id, connection);
        if self.context.nodes.are_shared() && !std::mem::replace(&mut state.elsewhere.entered, true) {
            tokio::task::spawn_local(Rc::clone(self).come_in());
        }
        Ok(())
    }

    /// The connection is gone.
    pub fn leave(&self, id: u64) {
        let mut state = self.state.borrow_mut();
        state.connections.remove(&id);
        state.document.connection_closed(id);
        state.presence.leave(id);
        state.used_at = Instant::now();
        self.wake.notify_one();
    }

    /// One message from a connection.
    pub fn receive(&self, id: u64, bytes: &[u8]) {
        let mut guard = self.state.borrow_mut();
        let state = &mut *guard;
        let Some(connection) = state.connections.get_mut(&id) else { return };
        if connection.is_closing() || state.closed {
            return;
        }
        match Message::read(bytes) {
            Ok(Message::Step1(vector)) if state.writing => state.joining.push((id, vector.to_vec())),
            Ok(Message::Step1(vector)) => Self::answer_step1(connection, &state.document, vector),
            Ok(Message::Update(update)) if connection.may_write => {
                let sender = Sender { device: connection.device, connection: id };
                match state.document.receive(update, sender) {
                    Ok(received) => {
                        state.queued |= matches!(received, Received::Queued);
                        state.acknowledge.push(id);
                        self.wake.notify_one();
                    }
                    Err(refusal) => connection.refuse(&refusal),
                }
            }
            // Every client answers our step 1, a reader too, with the deletions that it knows: those are passed over.
            // An update that holds structs (its first number is not 0) is an attempt to write.
            Ok(Message::Update(update)) => {
                if update.first() != Some(&0) {
                    connection.refuse_code("read-only", "This link can only read.");
                }
            }
            Ok(Message::Awareness(states)) => match state.presence.receive(id, states) {
                Ok(()) => {
                    connection.name = state.presence.name(id);
                    self.wake.notify_one();
                }
                Err(_) => connection.close(1002),
            },
            Ok(Message::QueryAwareness) => {
                if let Some(present) = state.presence.all() {
                    connection.send(&frame::binary(&message::awareness(&present)));
                }
            }
            Err(_) => connection.close(1002),
        }
    }

    fn answer_step1(connection: &mut Connection, document: &Document, vector: &[u8]) {
        // A client that asks and does not read gets one answer when it reads, not one for each question.
        if connection.has_waiting() {
            connection.in_step = true;
            connection.fall_behind(vector);
            return;
        }
        match document.diff(vector) {
            Ok(update) => {
                connection.in_step = true;
                connection.send_now(&frame::binary(&message::step2(&update)));
            }
            Err(refusal) => connection.refuse(&refusal),
        }
    }

    /// The socket can take bytes again: sends what is left, or the difference for a reader that fell behind.
    pub fn writable(&self, id: u64) {
        let mut guard = self.state.borrow_mut();
        let state = &mut *guard;
        let Some(connection) = state.connections.get_mut(&id) else { return };
        if !connection.drain() {
            return;
        }
        if state.writing {
            connection.ask_for_difference();
        } else {
            Self::catch_up(connection, &state.document, &state.presence);
        }
    }

    /// Sends a reader that fell behind what it missed.
    fn catch_up(connection: &mut Connection, document: &Document, presence: &Presence) {
        let Some(vector) = connection.take_behind() else { return };
        if let Ok(update) = document.diff(&vector) {
            connection.send_now(&frame::binary(&message::step2(&update)));
        }
        if let Some(present) = presence.all() {
            connection.send_now(&frame::binary(&message::awareness(&present)));
        }
    }

    /// Tells `tell` the device of every connection.
    pub fn each_device(&self, mut tell: impl FnMut(DeviceId)) {
        self.state.borrow().connections.values().for_each(|connection| tell(connection.device));
    }

    /// Runs `act` on a connection that is still here.
    pub fn with_connection<T>(&self, id: u64, act: impl FnOnce(&mut Connection) -> T) -> Option<T> {
        self.state.borrow_mut().connections.get_mut(&id).map(act)
    }

    async fn run(self: Rc<Self>) {
        loop {
            let now = Instant::now();
            match self.due() {
                None => self.wake.notified().await,
                Some(due) if due > now => {
                    tokio::select! {
                        () = tokio::time::sleep_until(due) => {}
                        () = self.wake.notified() => {}
                    }
                }
                Some(_) => self.turn(now).await,
            }
            if self.state.borrow().closed {
                return;
            }
        }
    }

    fn due(&self) -> Option<Instant> {
        let state = self.state.borrow();
        let flush =
            (state.queued || !state.acknowledge.is_empty()).then(|| state.flushed_at + state.flush_pause);
        let presence = state.presence.has_changes().then(|| state.told_at + PRESENCE_EVERY);
        let others = state
            .tells_others()
            .then(|| state.elsewhere.told_at.map_or(state.told_at, |at| at + ENTER_EVERY));
        flush.into_iter().chain(presence).chain(others).min()
    }

    async fn turn(self: &Rc<Self>, now: Instant) {
        {
            let mut guard = self.state.borrow_mut();
            let state = &mut *guard;
            if state.presence.has_changes() && now >= state.told_at + PRESENCE_EVERY {
                state.told_at = now;
                let before = state.presence.ours();
                let frame = frame::binary(&message::awareness(&state.presence.changes()));
                for connection in state.connections.values_mut() {
                    connection.send(&frame);
                }
                state.elsewhere.untold |= before != state.elsewhere.ours;
                state.elsewhere.ours = before;
            }
            if state.tells_others() && state.elsewhere.told_at.is_none_or(|at| now >= at + ENTER_EVERY) {
                state.elsewhere.told_at = Some(now);
                state.elsewhere.untold = false;
                tokio::task::spawn_local(Rc::clone(self).enter());
            }
            let nothing_to_do = !state.queued && state.acknowledge.is_empty();
            if now < state.flushed_at + state.flush_pause || nothing_to_do {
                return;
            }
            state.flushed_at = now;
        }
        self.flush().await;
    }

    /// Applies what is queued, writes it down, tells everyone.
    async fn flush(&self) {
        let turn = self.turn.lock().await;
        let (batch, acknowledge, waiting, mut entry) = {
            let mut guard = self.state.borrow_mut();
            let state = &mut *guard;
            // It ended while this waited; those who wait were told.
            if state.closed {
                return;
            }
            state.queued = false;
            let acknowledge = std::mem::take(&mut state.acknowledge);
            let waiting = std::mem::take(&mut state.waiting);
            let batch = state.document.flush().unwrap_or_default();
            Self::refuse(state, &batch);
            if batch.is_empty() {
                Self::acknowledge(state, &acknowledge);
                tell_all(waiting, &Ok(state.seq));
                return;
            }
            state.writing = true;
            let now = self.context.now();
            let at = if now < state.last_change { state.last_change.plus(1) } else { now };
            state.last_change = at;
            let connections = &state.connections;
            let name = |id: u64| connections.get(&id).map(|connection| connection.name.as_str());
            let history = state.history.record(&self.context, &batch.changes, state.seq + 1, at, name);
            let entry = queries::NewEntry {
                workbook: self.id,
                seq: state.seq + 1,
                at,
                body: batch.stored.clone(),
                clients: clients_of(&batch),
                history,
            };
            (batch, acknowledge, waiting, Arc::new(entry))
        };
        let (began, edits) = (Instant::now(), acknowledge.len() + waiting.len());
        let mut tries = 1;
        loop {
            let append = Arc::clone(&entry);
            match self.context.store.write(move |conn| queries::append(conn, &append)).await {
                Ok(()) => {
                    self.context.metrics.appended(edits, began.elapsed());
                    break self.written(&batch, &acknowledge, waiting);
                }
                Err(StoreError::Conflict(_)) if self.context.nodes.are_shared() && tries < APPENDS => {
                    tries += 1;
                    if self.read_on().await.is_err() {
                        return self.not_written(&"another node wrote", waiting);
                    }
                    Arc::make_mut(&mut entry).set_seq(self.seq() + 1);
                }
                Err(error) => break self.not_written(&error, waiting),
            }
        }
        drop(turn);
        self.save_state_if_due().await;
    }

    fn written(
        &self,
        batch: &Batch,
        acknowledge: &[u64],
        waiting: Vec<oneshot::Sender<Result<i64, EditError>>>,
    ) {
        let mut guard = self.state.borrow_mut();
        let state = &mut *guard;
        state.seq += 1;
        state.writing = false;
        let frame = frame::binary(&message::update(&batch.update));
        let began = Instant::now();
        for connection in state.connections.values_mut() {
            connection.send_update(&frame, &state.checkpoint);
            if connection.wants_difference() {
                Self::catch_up(connection, &state.document, &state.presence);
            }
        }
        state.flush_pause = (began.elapsed() * SENDING_SHARE).clamp(FLUSH_EVERY, FLUSH_AT_MOST);
        Self::acknowledge(state, acknowledge);
        tell_all(waiting, &Ok(state.seq));
        for (id, vector) in std::mem::take(&mut state.joining) {
            if let Some(connection) = state.connections.get_mut(&id) {
                Self::answer_step1(connection, &state.document, &vector);
            }
        }
        if state.elsewhere.nodes > 0 {
            self.context.nodes.tell(Hint::Workbook(self.id));
        }
        state.since_checkpoint += 1;
        if state.since_checkpoint >= 50 {
            state.since_checkpoint = 0;
            state.checkpoint = state.document.state_vector();
        }
    }

    /// What is in memory is more than what is on disk, so this room ends: people come back to a fresh one, and their
    /// pages send again what was never called saved.
    fn not_written(
        &self,
        error: &dyn std::fmt::Display,
        waiting: Vec<oneshot::Sender<Result<i64, EditError>>>,
    ) {
        tracing::error!(id = %self.id, %error, "changes could not be written; the room closes");
        tell_all(waiting, &Err(EditError::NotWritten));
        if !self.state.borrow().closed {
            self.give_up("not-written", 1013);
        }
    }

    /// Ends the room: everyone is told why and asked to come back.
    pub fn close(&self, notice: &str, code: u16) {
        let mut guard = self.state.borrow_mut();
        let state = &mut *guard;
        state.closed = true;
        let frame = frame::binary(&message::notice(notice));
        for connection in state.connections.values_mut() {
            connection.tell(&frame);
            connection.close(code);
        }
        tell_all(std::mem::take(&mut state.waiting), &Err(EditError::NotWritten));
        self.wake.notify_one();
    }

    /// Tells those whose updates turned out not to fit when they were applied.
    fn refuse(state: &mut State, batch: &Batch) {
        for (id, refusal) in &batch.refused {
            if let Some(connection) = state.connections.get_mut(id) {
                connection.refuse(refusal);
            }
        }
    }

    fn acknowledge(state: &mut State, ids: &[u64]) {
        let mut counts: HashMap<u64, u32> = HashMap::new();
        for id in ids {
            *counts.entry(*id).or_default() += 1;
        }
        for (id, count) in counts {
            if let Some(connection) = state.connections.get_mut(&id) {
                connection.saved(count);
            }
        }
    }

    async fn save_state_if_due(&self) {
        let due = {
            let state = self.state.borrow();
            !state.closed && state.seq - state.head_seq >= STATE_EVERY
        };
        if due {
            self.save_state().await;
        }
    }

    /// Writes the whole document beside the log, so that opening it again is quick.
    async fn save_state(&self) {
        let (seq, new) = {
            let state = self.state.borrow();
            if state.seq == state.head_seq || state.writing {
                return;
            }
            let new = queries::NewState {
                workbook: self.id,
                seq: state.seq,
                at: self.context.now(),
                body: state.document.snapshot(),
                clients: state.document.client_owners().to_bytes(),
            };
            (state.seq, new)
        };
        match self.context.store.write(move |conn| queries::put_head(conn, &new)).await {
            Ok(()) => self.state.borrow_mut().head_seq = seq,
            // The log alone still opens the workbook.
            Err(error) => tracing::warn!(id = %self.id, %error, "a head state could not be written"),
        }
    }

    /// Whether the room can leave memory.
    pub fn is_idle(&self, now: Instant) -> bool {
        let state = self.state.borrow();
        state.connections.is_empty()
            && state.waiting.is_empty()
            && !state.queued
            && !state.writing
            && now.duration_since(state.used_at) >= IDLE
    }

    /// Before the room leaves memory, or the server stops: everything is on disk, in one piece.
    pub async fn settle(&self) {
        for _ in 0..50 {
            let (busy, queued) = {
                let state = self.state.borrow();
                (state.writing, state.queued)
            };
            if !busy && queued {
                self.flush().await;
            } else if !busy {
                break;
            } else {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        }
        self.save_state().await;
    }

    /// Stops the room's task.
    pub fn end(&self) {
        self.state.borrow_mut().closed = true;
        self.wake.notify_one();
    }
}

/// The Yjs clients that a batch saw first, for its log entry; no bytes when there are none.
fn clients_of(batch: &Batch) -> Vec<u8> {
    if batch.new_clients.is_empty() {
        return Vec::new();
    }
    let mut owners = ClientOwners::new();
    for (client, device) in &batch.new_clients {
        owners.bind(*client, *device);
    }
    owners.to_bytes()
}

fn tell_all(waiting: Vec<oneshot::Sender<Result<i64, EditError>>>, outcome: &Result<i64, EditError>) {
    for tell in waiting {
        // A request that was given up has nobody left to tell.
        drop(tell.send(outcome.clone()));
    }
}

/// A device as the document knows it: eight bytes of a hash of its cookie.
pub fn device_id(cookie: Option<&[u8]>) -> DeviceId {
    cookie.map_or(DeviceId::default(), |cookie| {
        let hash = blake3::hash(cookie);
        let mut id = [0; 8];
        id.copy_from_slice(&hash.as_bytes()[..8]);
        DeviceId(id)
    })
}
