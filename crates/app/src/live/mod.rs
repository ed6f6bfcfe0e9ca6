//! Live workbooks: rooms and their sockets, all on one thread of their own.
//!
//! Three quarters of the cost of a live workbook is the kernel's `send`, and one thread does it with less than two.
//! Other threads talk to it through [`Live`].

mod connection;
pub mod frame;
mod history;
pub mod message;
pub mod presence;
mod room;
mod socket;

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::Arc;

use arc_swap::ArcSwap;
use crosswalk_checklist::Workbook;
use crosswalk_collab::{DeviceId, Edit};
use crosswalk_names::{ChangeId, Timestamp, WorkbookId};
use crosswalk_store::Store;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Duration, Instant};

use crate::clock::{Clock, Random};
use crate::content::Content;
use crate::metrics::Metrics;
use crate::nodes::{self, BEAT_EVERY, Hint, Nodes};
use crate::workbook::queries;
pub use room::{EditError, KEPT, OpenError, View, device_id};
use room::{PullError, Room, Saved};

/// Commands that wait for the live thread; more are turned away as busy.
const COMMANDS: usize = 8_192;
/// How often idle rooms are looked for.
const SWEEP_EVERY: Duration = Duration::from_secs(15);
/// How often the rooms of a shared database are asked whether it is time to look for what other nodes wrote.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How long a node that stops may take for its good-bye to the others.
const GOOD_BYE: Duration = Duration::from_secs(2);

/// What live workbooks allow.
#[derive(Debug, Clone)]
pub struct LiveLimits {
    /// People connected to one workbook.
    pub people: usize,
    /// Sockets on the whole instance.
    pub sockets: usize,
    /// Longest message of a socket, in bytes.
    pub message_bytes: usize,
    /// Messages a second that a socket may send for long.
    pub messages_per_second: f64,
    /// Limits of the document itself.
    pub document: crosswalk_collab::Limits,
}

/// What every room needs. Lives on the live thread.
pub(crate) struct Context {
    store: Store,
    nodes: Arc<Nodes>,
    content: Arc<ArcSwap<Content>>,
    clock: Clock,
    random: Random,
    limits: LiveLimits,
    looked_at: Cell<Option<Instant>>,
    rooms: RefCell<HashMap<WorkbookId, Rc<Slot>>>,
    metrics: Arc<Metrics>,
    next_connection: Cell<u64>,
    sockets: Cell<usize>,
    /// Bytes of messages that have begun and not ended, over all sockets.
    unfinished_bytes: Cell<usize>,
}

type Slot = tokio::sync::OnceCell<Rc<Room>>;

impl Context {
    fn now(&self) -> Timestamp {
        self.clock.now()
    }
    fn new_change_id(&self) -> ChangeId {
        ChangeId(self.random.uuid(self.now()))
    }
    /// A Yjs client id for the server's own edits.
    fn random_client(&self) -> u32 {
        u32::from_le_bytes(self.random.bytes())
    }
    /// Takes a room out of memory, if it is still the one of its workbook.
    fn forget(&self, room: &Room) {
        let mut rooms = self.rooms.borrow_mut();
        let known = rooms.get(&room.id).and_then(|slot| slot.get());
        if known.is_some_and(|known| std::ptr::eq(Rc::as_ptr(known), room)) {
            rooms.remove(&room.id);
        }
    }
    /// A number that no other connection or node has.
    fn next_number(&self) -> u64 {
        let number = self.next_connection.get();
        self.next_connection.set(number + 1);
        number
    }

    /// The room of a workbook if it is in memory.
    fn known(&self, id: WorkbookId) -> Option<Rc<Room>> {
        self.rooms.borrow().get(&id).and_then(|slot| slot.get().cloned())
    }

    fn all(&self) -> Vec<Rc<Room>> {
        self.rooms.borrow().values().filter_map(|slot| slot.get().cloned()).collect()
    }

    /// The room of a workbook, up to date with what other nodes wrote before this was asked for.
    async fn current(self: &Rc<Self>, id: WorkbookId) -> Result<Rc<Room>, OpenError> {
        // A room that starts over is loaded anew, which is up to date by itself.
        for _ in 0..2 {
            let is_new = !self.rooms.borrow().contains_key(&id);
            let room = self.room(id).await?;
            if is_new {
                return Ok(room);
            }
            match room.pull().await {
                Ok(()) => return Ok(room),
                Err(PullError::Restarted) => {}
                Err(PullError::Gone) => return self.room(id).await,
                Err(PullError::Unavailable) => return Err(OpenError::Unavailable),
            }
        }
        Err(OpenError::Unavailable)
    }

    /// Looks for what other nodes wrote into the workbooks that people have open here: hints may have been missed.
    async fn look(self: Rc<Self>) {
        let node = self.nodes.id;
        let found = match self.store.read(move |conn| queries::open_on(conn, node)).await {
            Ok(found) => found,
            Err(error) => {
                tracing::info!(%error, "what other nodes wrote can't be looked for now");
                return;
            }
        };
        // The others do not know of these: entering failed, or they had taken this node for gone.
        let unknown = |room: &Rc<Room>| room.has_people() && !found.iter().any(|open| open.id == room.id);
        for room in self.all().into_iter().filter(unknown) {
            tokio::task::spawn_local(room.come_in());
        }
        for open in found {
            match self.known(open.id) {
                Some(room) if open.must || open.seq > room.seq() || !room.opens(&open.edit_hash, true) => {
                    tokio::task::spawn_local(async move { drop(room.pull().await) });
                }
                Some(_) => {}
                // The room started over and nobody came back.
                None => {
                    drop(self.store.write(move |conn| nodes::queries::leave(conn, node, open.id)).await);
                }
            }
        }
    }

    /// Says that this node is there. When the others had taken it for gone, they hear anew who is here.
    async fn beat(self: Rc<Self>) {
        match self.nodes.beat().await {
            Ok(true) => {}
            Ok(false) => {
                for room in self.all().into_iter().filter(|room| room.has_people()) {
                    tokio::task::spawn_local(room.come_in());
                }
            }
            Err(error) => tracing::info!(%error, "this node can't say that it is there"),
        }
    }

    /// The room of a workbook, loaded once however many ask at the same time.
    async fn room(self: &Rc<Self>, id: WorkbookId) -> Result<Rc<Room>, OpenError> {
        loop {
            let slot = Rc::clone(self.rooms.borrow_mut().entry(id).or_default());
            let room = slot.get_or_try_init(|| Room::open(id, Rc::clone(self))).await.cloned();
            let mut rooms = self.rooms.borrow_mut();
            let is_known = rooms.get(&id).is_some_and(|known| Rc::ptr_eq(known, &slot));
            match room {
                Ok(room) if is_known => return Ok(room),
                // It was forgotten while it was loaded, and may be older than why.
                Ok(room) => room.end(),
                Err(error) => {
                    // Whoever still waits on the slot tries for itself, and must not be left with a room beside another.
                    if is_known && Rc::strong_count(&slot) == 2 {
                        rooms.remove(&id);
                    }
                    return Err(error);
                }
            }
        }
    }

    /// Lets rooms without people leave memory, once everything of them is on disk.
    async fn sweep(self: Rc<Self>) {
        let now = Instant::now();
        let rooms = self.all();
        for room in rooms.iter().filter(|room| !room.has_people()) {
            room.leave_node().await;
        }
        for room in rooms.into_iter().filter(|room| room.is_idle(now)) {
            room.settle().await;
            // Somebody may have come while it settled.
            if room.is_idle(Instant::now()) {
                self.forget(&room);
                room.end();
            }
        }
        // Slots of rooms that could not be opened.
        self.rooms.borrow_mut().retain(|_, slot| slot.initialized() || Rc::strong_count(slot) > 1);
    }
}

/// A socket that has just been upgraded, on its way to the live thread.
pub struct Upgraded {
    /// The socket, taken off the runtime that accepted it.
    pub stream: std::net::TcpStream,
    /// Bytes that were read behind the request.
    pub leftover: bytes::Bytes,
    /// The device behind it, unknown (zero) without a cookie.
    pub device: DeviceId,
    /// The hash of the token in its address.
    pub token_hash: [u8; 32],
    /// Whether its link may change the workbook.
    pub may_write: bool,
    /// Whether it asked for Crosswalk's own messages.
    pub own_messages: bool,
}

type Act = Box<dyn FnOnce(Result<&Rc<Room>, OpenError>) + Send>;

enum Command {
    With { workbook: WorkbookId, act: Act },
    Socket { workbook: WorkbookId, upgraded: Upgraded },
    Rooms { answer: oneshot::Sender<(usize, usize)> },
    People { answer: oneshot::Sender<usize> },
    Forget { workbook: WorkbookId },
    LookAt { workbook: WorkbookId },
    Look,
    Stop { done: oneshot::Sender<()> },
}

/// A handle to the live thread.
#[derive(Clone)]
pub struct Live {
    commands: mpsc::Sender<Command>,
}

impl Live {
    /// Starts the live thread.
    pub fn start(
        store: Store,
        nodes: Arc<Nodes>,
        shelf: Arc<ArcSwap<Content>>,
        clock: Clock,
        random: Random,
        limits: LiveLimits,
        metrics: Arc<Metrics>,
    ) -> std::io::Result<Self> {
        let (commands, inbox) = mpsc::channel(COMMANDS);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        std::thread::Builder::new().name("live".into()).spawn(move || {
            let context = Rc::new(Context {
                store,
                nodes,
                looked_at: Cell::default(),
                content: shelf,
                clock,
                random,
                limits,
                rooms: RefCell::default(),
                metrics,
                next_connection: Cell::new(1),
                sockets: Cell::new(0),
                unfinished_bytes: Cell::new(0),
            });
            tokio::task::LocalSet::new().block_on(&runtime, run(Rc::clone(&context), inbox));
            // Rooms and context hold each other; letting the rooms go lets go of the database.
            context.rooms.borrow_mut().clear();
        })?;
        Ok(Self { commands })
    }

    async fn with<T: Send + 'static>(
        &self,
        workbook: WorkbookId,
        act: impl FnOnce(&Rc<Room>) -> T + Send + 'static,
    ) -> Result<T, OpenError> {
        let (tell, answer) = oneshot::channel();
        let act: Act = Box::new(move |room| drop(tell.send(room.map(act))));
        self.commands.send(Command::With { workbook, act }).await.map_err(|_| OpenError::Unavailable)?;
        answer.await.map_err(|_| OpenError::Unavailable)?
    }

    async fn saved(&self, saved: Result<Saved, OpenError>) -> Result<i64, LiveError> {
        let outcome = saved?.await.map_err(|_| EditError::NotWritten)?;
        Ok(outcome?)
    }

    /// What a workbook holds.
    pub async fn view(&self, workbook: WorkbookId) -> Result<View, OpenError> {
        self.with(workbook, |room| room.view()).await
    }

    /// Changes a workbook: `make` sees the present and says what to change. Comes back when it is on disk, with the
    /// log entry that holds it.
    pub async fn edit(
        &self,
        workbook: WorkbookId,
        make: impl FnOnce(&Workbook) -> Vec<Edit> + Send + 'static,
    ) -> Result<i64, LiveError> {
        let saved = self.with(workbook, |room| room.edit(make)).await;
        self.saved(saved).await
    }

    /// Turns the present state into `to`.
    pub async fn become_like(
        &self,
        workbook: WorkbookId,
        to: Workbook,
        by: String,
        at: Timestamp,
    ) -> Result<i64, LiveError> {
        let saved = self.with(workbook, move |room| room.become_like(&to, &by, at)).await;
        self.saved(saved).await
    }

    /// Tells everyone who has the workbook open that it is deleted, or not any more.
    pub async fn set_deleted(
        &self,
        workbook: WorkbookId,
        deleted_at: Option<Timestamp>,
    ) -> Result<(), OpenError> {
        self.with(workbook, move |room| {
            room.set_deleted(deleted_at);
            room.tell_others();
        })
        .await
    }

    /// A snapshot was taken.
    pub async fn set_last_snapshot(&self, workbook: WorkbookId, at: Timestamp) -> Result<(), OpenError> {
        self.with(workbook, move |room| {
            room.set_last_snapshot(at);
            room.tell_others();
        })
        .await
    }

    /// Hands a socket over.
    pub async fn join(&self, workbook: WorkbookId, upgraded: Upgraded) {
        // A stopped live thread drops the socket, and the page comes back later.
        drop(self.commands.send(Command::Socket { workbook, upgraded }).await);
    }

    /// Takes a workbook that is gone from the store out of memory.
    pub async fn forget(&self, workbook: WorkbookId) {
        drop(self.commands.send(Command::Forget { workbook }).await);
    }

    /// Another node wrote into a workbook: if people have it open here, it is brought up to date.
    pub fn look_at(&self, workbook: WorkbookId) {
        // A full thread looks by itself soon.
        drop(self.commands.try_send(Command::LookAt { workbook }));
    }

    /// Brings all workbooks that people have open here up to date.
    pub fn look(&self) {
        drop(self.commands.try_send(Command::Look));
    }

    /// Rooms in memory and sockets connected.
    pub async fn counts(&self) -> (usize, usize) {
        self.ask_counts().await.unwrap_or_default()
    }

    /// Devices that have a workbook open.
    pub async fn people(&self) -> usize {
        let (answer, people) = oneshot::channel();
        drop(self.commands.send(Command::People { answer }).await);
        people.await.unwrap_or_default()
    }

    /// Whether the thread of the rooms is there and answers.
    pub async fn answers(&self) -> bool {
        self.ask_counts().await.is_some()
    }

    async fn ask_counts(&self) -> Option<(usize, usize)> {
        let (answer, counts) = oneshot::channel();
        self.commands.send(Command::Rooms { answer }).await.ok()?;
        counts.await.ok()
    }

    /// Writes everything down, tells everyone to come back, ends.
    pub async fn stop(&self) {
        let (done, stopped) = oneshot::channel();
        drop(self.commands.send(Command::Stop { done }).await);
        drop(stopped.await);
    }
}

/// Why a live workbook could not be read or changed.
#[derive(Debug, Clone, thiserror::Error)]
pub enum LiveError {
    /// It could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The change did not happen.
    #[error(transparent)]
    Edit(#[from] EditError),
}

async fn run(context: Rc<Context>, mut inbox: mpsc::Receiver<Command>) {
    let mut sweep = tokio::time::interval(SWEEP_EVERY);
    let (mut beat, mut look) = (tokio::time::interval(BEAT_EVERY), tokio::time::interval(LOOK_EVERY));
    let shared = context.nodes.are_shared();
    loop {
        let command = tokio::select! {
            command = inbox.recv() => command,
            _ = sweep.tick() => {
                tokio::task::spawn_local(Rc::clone(&context).sweep());
                continue;
            }
            _ = beat.tick(), if shared => {
                tokio::task::spawn_local(Rc::clone(&context).beat());
                continue;
            }
            _ = look.tick(), if shared => {
                let due = |at: Instant| at.elapsed() >= context.nodes.look_every();
                if context.looked_at.get().is_none_or(due) { Some(Command::Look) } else { continue }
            }
        };
        match command {
            None => return,
            Some(Command::With { workbook, act }) => with(&context, workbook, act),
            Some(Command::Socket { workbook, upgraded }) => {
                tokio::task::spawn_local(socket::serve(Rc::clone(&context), workbook, upgraded));
            }
            Some(Command::Rooms { answer }) => {
                // Nobody to tell is fine.
                let _ = answer.send((context.rooms.borrow().len(), context.sockets.get()));
            }
            Some(Command::People { answer }) => drop(answer.send(people(&context))),
            Some(Command::Forget { workbook }) => {
                if let Some(room) =
                    context.rooms.borrow_mut().remove(&workbook).and_then(|slot| slot.get().cloned())
                {
                    room.close("deleted", 4404);
                }
                context.nodes.tell(Hint::Workbook(workbook));
            }
            Some(Command::LookAt { workbook }) => {
                if let Some(room) = context.known(workbook).filter(|room| room.has_people()) {
                    tokio::task::spawn_local(async move { drop(room.pull().await) });
                }
            }
            Some(Command::Look) => {
                context.looked_at.set(Some(Instant::now()));
                tokio::task::spawn_local(Rc::clone(&context).look());
            }
            Some(Command::Stop { done }) => {
                for room in context.all() {
                    room.settle().await;
                    room.close("restarting", 1012);
                }
                drop(tokio::time::timeout(GOOD_BYE, context.nodes.leave()).await);
                // Sockets get a moment to take their good-bye.
                tokio::time::sleep(Duration::from_millis(100)).await;
                let _ = done.send(());
                return;
            }
        }
    }
}

/// Devices with a socket. Sockets without the cookie of a device count for themselves.
fn people(context: &Context) -> usize {
    let mut devices = HashSet::new();
    let mut unknown = 0;
    for room in context.rooms.borrow().values().filter_map(|slot| slot.get()) {
        room.each_device(|device| {
            if device == device_id(None) {
                unknown += 1;
            } else {
                devices.insert(device);
            }
        });
    }
    devices.len() + unknown
}

/// Acts at once on a room in memory; only one that must be loaded first, or brought up to date, costs a task.
fn with(context: &Rc<Context>, workbook: WorkbookId, act: Act) {
    if !context.nodes.are_shared()
        && let Some(room) = context.known(workbook)
    {
        act_on(&room, act);
        return;
    }
    let context = Rc::clone(context);
    tokio::task::spawn_local(async move {
        match context.current(workbook).await {
            Ok(room) => act_on(&room, act),
            Err(error) => act(Err(error)),
        }
    });
}

/// A fault of ours in one workbook ends its room, not the thread of all.
fn act_on(room: &Rc<Room>, act: Act) {
    if catch_unwind(AssertUnwindSafe(|| act(Ok(room)))).is_err() {
        room.give_up_broken();
    }
}
