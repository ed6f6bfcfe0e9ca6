//! The task of one socket: reads frames, writes what the room could not, minds the time.

use std::cell::RefCell;
use std::rc::Rc;

use crosswalk_names::WorkbookId;
use tokio::io::Interest;
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::time::{Duration, Instant};

use super::connection::Connection;
use super::frame::{self, Decoder, Incoming};
use super::room::{OpenError, Room};
use super::{Context, Upgraded};

/// A quiet socket is pinged after so long.
const PING_AFTER: Duration = Duration::from_secs(20);
/// A socket that stays silent for so long is gone.
const SILENT: Duration = Duration::from_secs(50);
/// A message that has begun must bring [`SLOWEST`] bytes in every such span.
const PATIENCE: Duration = Duration::from_secs(30);
/// See [`PATIENCE`].
const SLOWEST: usize = 4 * 1024;
/// Bytes of unfinished messages over all sockets; a socket that would go beyond is closed.
const UNFINISHED_BYTES: usize = 64 * 1024 * 1024;
/// What a socket may send at once before [`LiveLimits::messages_per_second`](super::LiveLimits) holds it back,
/// in messages; each kilobyte counts as one more.
const BURST: f64 = 2_000.0;
/// How long a socket that is to be closed may take for its last bytes.
const GOOD_BYE: Duration = Duration::from_secs(5);
/// How long the other side may take to hang up after our good-bye.
const LINGER: Duration = Duration::from_secs(2);
/// What it may still send in that time, in bytes.
const LINGER_BYTES: usize = 4 * 1024 * 1024;

thread_local! {
    /// One read buffer for all sockets: each read is used up before the next begins.
    static SCRATCH: RefCell<Vec<u8>> = RefCell::new(vec![0; 64 * 1024]);
}

/// Counts the socket for as long as it lives, and takes it out of the room at the end, whatever ends it.
struct Member {
    context: Rc<Context>,
    room: Rc<Room>,
    id: u64,
    unfinished: usize,
}

impl Drop for Member {
    fn drop(&mut self) {
        self.room.leave(self.id);
        if std::thread::panicking() {
            self.room.give_up_broken();
        }
        self.context.sockets.set(self.context.sockets.get() - 1);
        self.context.unfinished_bytes.set(self.context.unfinished_bytes.get() - self.unfinished);
    }
}

/// Serves one socket to its end.
pub async fn serve(context: Rc<Context>, workbook: WorkbookId, upgraded: Upgraded) {
    let Ok(stream) = TcpStream::from_std(upgraded.stream) else { return };
    let stream = Rc::new(stream);
    let room = match context.current(workbook).await {
        Ok(room) => room,
        Err(OpenError::NotFound) => return say_good_bye(&stream, 4404).await,
        Err(OpenError::Unavailable) => return say_good_bye(&stream, 1013).await,
    };
    // The link may have been renewed since the request came in.
    if !room.opens(&upgraded.token_hash, upgraded.may_write) {
        return say_good_bye(&stream, 4404).await;
    }
    if context.sockets.get() >= context.limits.sockets {
        return say_good_bye(&stream, 4429).await;
    }
    let wake = Rc::new(Notify::new());
    let id = context.next_number();
    let connection = Connection::new(
        Rc::clone(&stream),
        Rc::clone(&wake),
        upgraded.device,
        upgraded.may_write,
        upgraded.own_messages,
    );
    if let Err(code) = room.join(id, connection) {
        return say_good_bye(&stream, code).await;
    }
    context.sockets.set(context.sockets.get() + 1);
    let member = Member { context: Rc::clone(&context), room, id, unfinished: 0 };
    Socket {
        allowance: Allowance {
            left: BURST,
            at: Instant::now(),
            per_second: context.limits.messages_per_second,
        },
        limits: frame::Limits { message_bytes: context.limits.message_bytes, fragments: 1_000 },
        decoder: Decoder::default(),
        heard_at: Instant::now(),
        pinged: false,
        waiting_since: None,
        arrived: 0,
        member,
        stream,
        wake,
    }
    .run(&upgraded.leftover)
    .await;
}

/// Turns a socket away, with a close code.
async fn say_good_bye(stream: &TcpStream, code: u16) {
    let farewell = frame::close(code);
    if matches!(tokio::time::timeout(GOOD_BYE, stream.writable()).await, Ok(Ok(()))) {
        // The few bytes fit an empty socket, or the other side is gone.
        drop(stream.try_write(&farewell));
        linger(stream).await;
    }
}

/// Reads and forgets what still arrives, until the other side hangs up: closing a socket with unread bytes would take
/// the last words we sent with it.
async fn linger(stream: &TcpStream) {
    let gone = async {
        let mut left = LINGER_BYTES;
        while left > 0 && stream.readable().await.is_ok() {
            let read = SCRATCH.with_borrow_mut(|scratch| stream.try_read(scratch));
            match read {
                Ok(0) => return,
                Ok(count) => left = left.saturating_sub(count),
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
                Err(_) => return,
            }
        }
    };
    drop(tokio::time::timeout(LINGER, gone).await);
}

/// A token bucket that may go below zero: a large message is taken whole and waited for afterwards.
struct Allowance {
    left: f64,
    at: Instant,
    per_second: f64,
}

impl Allowance {
    fn refill(&mut self, now: Instant) {
        let gained = now.duration_since(self.at).as_secs_f64() * self.per_second;
        self.left = (self.left + gained).min(BURST);
        self.at = now;
    }
    fn pause(&self) -> Option<Duration> {
        (self.left < 0.0).then(|| Duration::from_secs_f64((-self.left / self.per_second).min(30.0)))
    }
}

struct Socket {
    member: Member,
    stream: Rc<TcpStream>,
    wake: Rc<Notify>,
    decoder: Decoder,
    limits: frame::Limits,
    allowance: Allowance,
    heard_at: Instant,
    pinged: bool,
    /// When the unfinished message began or last brought enough, and what it has brought since.
    waiting_since: Option<Instant>,
    arrived: usize,
}

impl Socket {
    async fn run(mut self, leftover: &[u8]) {
        if !leftover.is_empty() && self.take(leftover).is_err() {
            return;
        }
        loop {
            let (closing, done, writing) = self
                .connection(|connection| {
                    (connection.is_closing(), connection.is_done(), connection.waits_to_write())
                })
                .unwrap_or((true, true, false));
            if closing || done {
                return self.finish().await;
            }
            let interest = if writing { Interest::READABLE | Interest::WRITABLE } else { Interest::READABLE };
            tokio::select! {
                ready = self.stream.ready(interest) => {
                    let Ok(ready) = ready else { return };
                    if ready.is_writable() {
                        self.member.room.writable(self.member.id);
                    }
                    if ready.is_readable() && self.read().is_err() {
                        return;
                    }
                }
                () = self.wake.notified() => {}
                () = tokio::time::sleep_until(self.deadline()) => {
                    if self.is_lost(Instant::now()) {
                        return;
                    }
                }
            }
            if let Some(pause) = self.allowance.pause() {
                tokio::time::sleep(pause).await;
                self.allowance.refill(Instant::now());
            }
        }
    }

    fn connection<T>(&self, act: impl FnOnce(&mut Connection) -> T) -> Option<T> {
        self.member.room.with_connection(self.member.id, act)
    }

    fn deadline(&self) -> Instant {
        let quiet = self.heard_at + if self.pinged { SILENT } else { PING_AFTER };
        self.waiting_since.map_or(quiet, |since| quiet.min(since + PATIENCE))
    }

    /// A deadline has passed: asks whether the other side is still there, or gives it up.
    fn is_lost(&mut self, now: Instant) -> bool {
        if let Some(since) = self.waiting_since
            && now >= since + PATIENCE
        {
            if self.arrived < SLOWEST {
                return true;
            }
            self.waiting_since = Some(now);
            self.arrived = 0;
        }
        if now >= self.heard_at + SILENT {
            return true;
        }
        if !self.pinged && now >= self.heard_at + PING_AFTER {
            self.pinged = true;
            self.connection(|connection| connection.send(&frame::ping()));
        }
        false
    }

    /// Takes what the socket has. An error ends it.
    fn read(&mut self) -> Result<(), ()> {
        SCRATCH.with_borrow_mut(|scratch| match self.stream.try_read(scratch) {
            Ok(0) => Err(()),
            Ok(count) => self.take(&scratch[..count]),
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => Ok(()),
            Err(_) => Err(()),
        })
    }

    fn take(&mut self, bytes: &[u8]) -> Result<(), ()> {
        let now = Instant::now();
        self.heard_at = now;
        self.pinged = false;
        self.allowance.refill(now);
        let (room, id, allowance) = (Rc::clone(&self.member.room), self.member.id, &mut self.allowance);
        let mut ended = false;
        let fed = self.decoder.feed(bytes, self.limits, |incoming| match incoming {
            Incoming::Binary(message) => {
                allowance.left -= 1.0 + f64::from(u32::try_from(message.len()).unwrap_or(u32::MAX)) / 1024.0;
                room.receive(id, &message);
            }
            Incoming::Ping(payload) => {
                allowance.left -= 1.0;
                room.with_connection(id, |connection| connection.pong(&payload));
            }
            Incoming::Pong => allowance.left -= 1.0,
            Incoming::Close => ended = true,
        });
        if let Err(error) = fed {
            self.connection(|connection| connection.close(error.code()));
            return Ok(());
        }
        if ended {
            self.connection(|connection| connection.close(1000));
            return Ok(());
        }
        self.count_unfinished(bytes.len(), now)
    }

    fn count_unfinished(&mut self, arrived: usize, now: Instant) -> Result<(), ()> {
        let total = &self.member.context.unfinished_bytes;
        total.set(total.get() - self.member.unfinished);
        if !self.decoder.is_waiting() {
            self.member.unfinished = 0;
            self.waiting_since = None;
            return Ok(());
        }
        if self.waiting_since.is_none() {
            self.waiting_since = Some(now);
            self.arrived = 0;
        }
        self.arrived += arrived;
        self.member.unfinished = self.decoder.held();
        total.set(total.get() + self.member.unfinished);
        if total.get() > UNFINISHED_BYTES {
            tracing::warn!("too many unfinished messages over all sockets; one socket is closed");
            return Err(());
        }
        Ok(())
    }

    /// The good-bye is on its way: gives the socket a moment to take it.
    async fn finish(self) {
        let deadline = Instant::now() + GOOD_BYE;
        while !self.connection(|connection| connection.drain() || connection.is_done()).unwrap_or(true) {
            let writable = tokio::time::timeout_at(deadline, self.stream.writable()).await;
            if !matches!(writable, Ok(Ok(()))) {
                return;
            }
        }
        linger(&self.stream).await;
    }
}
