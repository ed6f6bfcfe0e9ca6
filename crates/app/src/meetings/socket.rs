//! One socket of a meeting, from its first frame to its good-bye. It speaks JSON in binary frames:
//!
//! - to everybody `{"kind":"hello","now":…}` once, then `{"kind":"state",…}` whenever the state changes
//!   ([`super::show::Show`]; the screen and the desk also get the counts of [`super::show::Tally`]);
//! - from a phone `{"question":"…","answer":"yes"}`, to it `{"kind":"saved",…}` when that is on disk or
//!   `{"kind":"closed",…}` when the question is not open any more;
//! - from everybody `{}`, answered with `{"kind":"pong"}`: scripts don't see the pings of the protocol.
//!
//! It holds neither the hub nor the app, so that both can go: then it ends with 1012.

use std::convert::Infallible;

use bytes::Bytes;
use crosswalk_names::{Language, MeetingId, PartnershipId, PersonId, QuestionKey, Timestamp};
use serde::{Deserialize, Serialize};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::{Duration, Instant};

use super::hub::{Frames, Seat};
use super::queries::{self, Put};
use super::spread::Choice;
use crate::live::frame::{self, Decoder, Incoming};
use crate::partnerships::queries::{Role, membership};
use crate::state::WeakApp;

/// A quiet socket is pinged after so long.
const PING_AFTER: Duration = Duration::from_secs(25);
/// A socket that stays silent for so long is gone.
const SILENT: Duration = Duration::from_mins(1);
/// How often a desk or a screen is asked for whether its member still is one.
const ASK_EVERY: Duration = Duration::from_secs(2);
/// How long a frame may take to be taken.
const WRITE_TIME: Duration = Duration::from_secs(10);
/// How long the other side may take to hang up after our good-bye.
const LINGER: Duration = Duration::from_secs(2);
/// Longest message, in bytes: a question's key and an answer.
const MESSAGE_BYTES: usize = 256;
/// Messages that a socket may send at once; then two a second.
const BURST: f64 = 20.0;
/// See [`BURST`].
const PER_SECOND: f64 = 2.0;
/// Bytes read at once.
const READ_BYTES: usize = 1_024;

/// A phone, as one meeting knows it.
#[derive(Debug, Clone, Copy)]
pub struct PhoneSeat {
    /// The meeting.
    pub meeting: MeetingId,
    /// The phone.
    pub phone: [u8; 32],
}

/// All that a socket needs.
pub struct Watcher {
    /// The app.
    pub app: WeakApp,
    /// The language of what it is told.
    pub language: Language,
    /// What it is told.
    pub frames: watch::Receiver<Frames>,
    /// Who it is; none for the screen and the desk, which only look.
    pub phone: Option<PhoneSeat>,
    /// Whose desk or screen it is: who may contribute no more may not look on.
    pub member: Option<(PartnershipId, PersonId)>,
}

#[derive(Deserialize)]
struct Said {
    question: Option<QuestionKey>,
    answer: Option<Choice>,
}

#[derive(Serialize)]
struct Told<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<&'a QuestionKey>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<Choice>,
}

fn told(kind: &'static str) -> Told<'static> {
    Told { kind, now: None, question: None, answer: None }
}

fn packed(told: &Told<'_>) -> Bytes {
    frame::binary(&serde_json::to_vec(told).expect("plain fields become JSON"))
}

/// The code of the good-bye.
type Farewell = u16;

/// Serves one socket to its end. Its seat is free before the good-bye.
pub async fn serve(mut stream: TcpStream, leftover: Bytes, watcher: Watcher, seat: Seat) {
    let mut socket = Socket {
        watcher,
        decoder: Decoder::default(),
        heard_at: Instant::now(),
        pinged: false,
        allowance: BURST,
        counted_at: Instant::now(),
        asked_at: Instant::now(),
    };
    let ended = socket.run(&mut stream, &leftover).await;
    drop((socket, seat));
    if let Some(code) = ended {
        say_good_bye(&mut stream, code).await;
    }
}

async fn write(stream: &mut TcpStream, bytes: &[u8]) -> Result<(), Option<Farewell>> {
    match tokio::time::timeout(WRITE_TIME, stream.write_all(bytes)).await {
        Ok(Ok(())) => Ok(()),
        // Gone, or too slow to be told anything.
        _ => Err(None),
    }
}

async fn say_good_bye(stream: &mut TcpStream, code: Farewell) {
    if write(stream, &frame::close(code)).await.is_err() || stream.shutdown().await.is_err() {
        return;
    }
    // What still arrives is read and forgotten: closing with unread bytes would take our last words with it.
    let gone = async {
        let mut left: usize = 64 * 1024;
        while left > 0 && stream.readable().await.is_ok() {
            match stream.try_read(&mut [0; READ_BYTES]) {
                Ok(0) => return,
                Ok(count) => left = left.saturating_sub(count),
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
                Err(_) => return,
            }
        }
    };
    drop(tokio::time::timeout(LINGER, gone).await);
}

struct Socket {
    watcher: Watcher,
    decoder: Decoder,
    heard_at: Instant,
    pinged: bool,
    /// Messages that it may still send at once.
    allowance: f64,
    counted_at: Instant,
    /// When it was last asked whether the member still is one.
    asked_at: Instant,
}

impl Socket {
    /// Until it ends: the code to say good-bye with, if there is anybody to say it to.
    async fn run(&mut self, stream: &mut TcpStream, leftover: &[u8]) -> Option<Farewell> {
        match self.live(stream, leftover).await {
            Ok(never) => match never {},
            Err(code) => code,
        }
    }

    async fn live(
        &mut self,
        stream: &mut TcpStream,
        leftover: &[u8],
    ) -> Result<Infallible, Option<Farewell>> {
        let hello = self.hello().await?;
        write(stream, &hello).await?;
        self.tell(stream).await?;
        let first = self.read_messages(leftover)?;
        self.take(stream, first).await?;
        loop {
            self.turn(stream).await?;
        }
    }

    /// Waits for one thing to happen, and does it.
    async fn turn(&mut self, stream: &mut TcpStream) -> Result<(), Option<Farewell>> {
        let deadline = self.heard_at + if self.pinged { SILENT } else { PING_AFTER };
        tokio::select! {
            changed = self.watcher.frames.changed() => {
                changed.map_err(|_| Some(1012_u16))?;
                self.tell(stream).await
            }
            ready = stream.readable() => {
                ready.map_err(|_| None::<Farewell>)?;
                let incoming = self.read(stream)?;
                self.take(stream, incoming).await
            }
            () = tokio::time::sleep_until(deadline) => {
                if self.pinged {
                    return Err(None);
                }
                self.pinged = true;
                write(stream, &frame::ping()).await
            }
        }
    }

    /// The time, and what this phone answered before.
    async fn hello(&self) -> Result<Bytes, Option<Farewell>> {
        let app = self.watcher.app.upgrade().ok_or(Some(1012_u16))?;
        let hello = Told { now: Some(app.clock.now()), ..told("hello") };
        let Some(PhoneSeat { meeting, phone }) = self.watcher.phone else { return Ok(packed(&hello)) };
        let own = app.store.read(move |conn| {
            let Some(key) = queries::question_of(conn, meeting)? else { return Ok(None) };
            let answer = queries::answer_of(conn, meeting, &key, &phone)?;
            Ok(answer.map(|answer| (key, answer)))
        });
        match own.await {
            Ok(Some((question, answer))) => {
                Ok(packed(&Told { question: Some(&question), answer: Some(answer), ..hello }))
            }
            Ok(None) => Ok(packed(&hello)),
            Err(_) => Err(Some(1013)),
        }
    }

    /// Ends the socket of somebody who was taken out of the partnership since.
    async fn still_may(&mut self) -> Result<(), Option<Farewell>> {
        let Some((partnership, person)) = self.watcher.member else { return Ok(()) };
        if self.asked_at.elapsed() < ASK_EVERY {
            return Ok(());
        }
        self.asked_at = Instant::now();
        let app = self.watcher.app.upgrade().ok_or(Some(1012_u16))?;
        match app.store.read(move |conn| membership(conn, partnership, person)).await {
            Ok(Some(found)) if found.role >= Role::Member && found.partnership.deleted_at.is_none() => Ok(()),
            Ok(_) => Err(Some(4404)),
            // A store that can't be asked now is asked again.
            Err(_) => Ok(()),
        }
    }

    /// Sends the newest state.
    async fn tell(&mut self, stream: &mut TcpStream) -> Result<(), Option<Farewell>> {
        self.still_may().await?;
        let (frame, over) = {
            let frames = self.watcher.frames.borrow_and_update();
            (frames.of(self.watcher.language), frames.over)
        };
        write(stream, &frame).await?;
        if over { Err(Some(1000)) } else { Ok(()) }
    }

    fn read(&mut self, stream: &TcpStream) -> Result<Vec<Incoming>, Option<Farewell>> {
        let mut bytes = [0; READ_BYTES];
        match stream.try_read(&mut bytes) {
            Ok(0) => Err(None),
            Ok(count) => self.read_messages(&bytes[..count]),
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => Ok(Vec::new()),
            Err(_) => Err(None),
        }
    }

    fn read_messages(&mut self, bytes: &[u8]) -> Result<Vec<Incoming>, Option<Farewell>> {
        if bytes.is_empty() {
            return Ok(Vec::new());
        }
        let now = Instant::now();
        self.heard_at = now;
        self.pinged = false;
        let mut incoming = Vec::new();
        let limits = frame::Limits { message_bytes: MESSAGE_BYTES, fragments: 4 };
        self.decoder
            .feed(bytes, limits, |message| incoming.push(message))
            .map_err(|error| Some(error.code()))?;
        let gained = now.duration_since(self.counted_at).as_secs_f64() * PER_SECOND;
        self.counted_at = now;
        let count = f64::from(u32::try_from(incoming.len()).unwrap_or(u32::MAX));
        self.allowance = (self.allowance + gained).min(BURST) - count;
        if self.allowance < 0.0 { Err(Some(4429)) } else { Ok(incoming) }
    }

    async fn take(&mut self, stream: &mut TcpStream, all: Vec<Incoming>) -> Result<(), Option<Farewell>> {
        for incoming in all {
            match incoming {
                Incoming::Binary(message) => {
                    let said: Said = serde_json::from_slice(&message).map_err(|_| Some(4400_u16))?;
                    let answer = self.answer(said).await?;
                    write(stream, &answer).await?;
                }
                Incoming::Ping(payload) => write(stream, &frame::pong(&payload)).await?,
                Incoming::Pong => {}
                Incoming::Close => return Err(Some(1000)),
            }
        }
        Ok(())
    }

    /// Writes an answer down, and says so once it is on disk.
    async fn answer(&self, said: Said) -> Result<Bytes, Option<Farewell>> {
        let (Some(question), Some(choice)) = (said.question, said.answer) else {
            return Ok(packed(&told("pong")));
        };
        let Some(PhoneSeat { meeting, phone }) = self.watcher.phone else { return Err(Some(4400)) };
        let app = self.watcher.app.upgrade().ok_or(Some(1012_u16))?;
        let (now, key) = (app.clock.now(), question.clone());
        let put = app
            .store
            .write(move |conn| queries::put_answer(conn, meeting, &key, &phone, choice, now))
            .await
            .map_err(|_| Some(1013_u16))?;
        let kind = match put {
            Put::Saved => {
                app.meetings.answered(&app, meeting, &question, phone).await.map_err(|_| Some(1013_u16))?;
                "saved"
            }
            Put::Closed | Put::Full => "closed",
        };
        Ok(packed(&Told { question: Some(&question), answer: Some(choice), ..told(kind) }))
    }
}
