//! Somebody who has the page open with scripts: a live socket, and a document as Yjs keeps it in the browser.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use crosswalk_app::live::message;
use yrs::updates::decoder::Decode as _;
use yrs::updates::encoder::Encode as _;
use yrs::{
    Any, ClientID, Doc, GetString as _, Map as _, OffsetKind, Options, Out, ReadTxn as _, StateVector,
    Text as _, Transact as _, TransactionMut, Update, WriteTxn as _,
};

use crate::app::TestApp;
use crate::http::Answer;
use crate::socket::{Frame, Socket};

/// How long a test waits for something to happen before it fails.
const PATIENCE: Duration = Duration::from_secs(30);

/// One message of the server, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// What the server has.
    Step1,
    /// What this person lacked.
    Step2,
    /// A change.
    Update,
    /// Who is where.
    Awareness,
    /// So many more of this person's messages are on disk.
    Saved(u32),
    /// An update was refused.
    Refused {
        /// The code.
        code: String,
        /// The sentence.
        reason: String,
    },
    /// Something to tell the person.
    Notice(String),
    /// The good-bye with its code.
    Closed(u16),
    /// The connection is gone without one.
    Gone,
}

/// One person in one workbook.
pub struct Person {
    /// Their copy.
    pub doc: Doc,
    /// Their connection.
    pub socket: Socket,
    /// All that was heard, in order.
    pub heard: Vec<Heard>,
    /// Messages that wait to be called saved.
    pub unsaved: u32,
    /// What others say about themselves, by Yjs client.
    pub others: BTreeMap<u32, serde_json::Value>,
    awareness_clock: u32,
}

static CLIENTS: AtomicU32 = AtomicU32::new(1_000);

impl Person {
    /// Opens the live socket and brings both sides in step.
    pub async fn join(app: &TestApp, token: &str) -> Self {
        let mut person = Self::connect(app, token, None).await.expect("the socket opens");
        person.greet().await;
        person
    }

    /// Opens the live socket with so much room for what is not read yet.
    pub async fn connect(app: &TestApp, token: &str, receive_bytes: Option<u32>) -> Result<Self, Answer> {
        let path = format!("/live/{token}?v=1");
        let socket = Socket::open_with_buffer(app.address, &path, &[], receive_bytes).await?;
        Ok(Self::with(Self::new_doc(), socket))
    }

    /// Comes back with what they had, after the connection was lost.
    pub async fn come_back(self, app: &TestApp, token: &str) -> Self {
        let socket =
            Socket::open(app.address, &format!("/live/{token}?v=1"), &[]).await.expect("the socket opens");
        let mut person = Self::with(self.doc, socket);
        person.greet().await;
        person
    }

    /// A document with a client id that no other in this process has.
    pub fn new_doc() -> Doc {
        let client = ClientID::new(CLIENTS.fetch_add(1, Ordering::SeqCst).into());
        let mut options = Options::with_guid_and_client_id("workbook".into(), client);
        options.offset_kind = OffsetKind::Utf16;
        Doc::with_options(options)
    }

    fn with(doc: Doc, socket: Socket) -> Self {
        Self { doc, socket, heard: Vec::new(), unsaved: 0, others: BTreeMap::new(), awareness_clock: 0 }
    }

    /// The y-websocket hello: sends what the server lacks and asks for what this person lacks.
    pub async fn greet(&mut self) {
        let vector = self.doc.transact().state_vector().encode_v1();
        self.socket.send(&message::step1(&vector)).await;
        self.until("the server's answer", |person| person.heard.contains(&Heard::Step2)).await;
    }

    /// Changes the document, and gives the update without sending it.
    pub fn change(&self, change: impl FnOnce(&mut TransactionMut<'_>)) -> Vec<u8> {
        let mut txn = self.doc.transact_mut();
        change(&mut txn);
        txn.encode_update_v1()
    }

    /// Types at a place, without sending it.
    pub fn insert(&self, root: &str, at: u32, text: &str) -> Vec<u8> {
        self.change(|txn| txn.get_or_insert_text(root).insert(txn, at, text))
    }

    /// Sets an entry, without sending it.
    pub fn put(&self, root: &str, key: &str, fields: &[(&str, Any)]) -> Vec<u8> {
        let fields: HashMap<String, Any> =
            fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        self.change(|txn| drop(txn.get_or_insert_map(root).insert(txn, key, Any::from(fields))))
    }

    /// Answers a question, without sending it. None clears.
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of this century are exact")]
    pub fn set_answer(&self, question: &str, value: Option<&str>, by: &str, at: i64) -> Vec<u8> {
        let value = value.map_or(Any::Null, Any::from);
        self.put("answers", question, &[("value", value), ("by", by.into()), ("at", Any::from(at as f64))])
    }

    /// Sends an update. False when the connection is gone.
    pub async fn send(&mut self, update: &[u8]) -> bool {
        self.unsaved += 1;
        self.socket.send(&message::update(update)).await
    }

    /// Types at a place.
    pub async fn write(&mut self, root: &str, at: u32, text: &str) {
        let update = self.insert(root, at, text);
        self.send(&update).await;
    }

    /// Tells the others who this is.
    pub async fn introduce(&mut self, state: &serde_json::Value) {
        self.awareness_clock += 1;
        let mut body = Vec::new();
        message::put_number(&mut body, 1);
        message::put_number(&mut body, self.client());
        message::put_number(&mut body, self.awareness_clock);
        message::put_bytes(&mut body, state.to_string().as_bytes());
        self.socket.send(&message::awareness(&body)).await;
    }

    /// The Yjs client id.
    pub fn client(&self) -> u32 {
        u32::try_from(self.doc.client_id().get()).expect("a small number")
    }

    /// Reads one message and acts as the page does.
    pub async fn hear(&mut self) -> Heard {
        let frame = self.socket.next().await;
        self.take(frame).await
    }

    async fn take(&mut self, frame: Frame) -> Heard {
        let heard = match frame {
            Frame::Binary(bytes) => self.read(&bytes).await,
            Frame::Close(code) => Heard::Closed(code),
            Frame::End => Heard::Gone,
            // A browser answers by itself.
            Frame::Ping => {
                self.socket.send_bytes(&crate::socket::frame(0x8A, &[])).await;
                return Heard::Awareness;
            }
            Frame::Pong(_) => return Heard::Awareness,
        };
        self.heard.push(heard.clone());
        heard
    }

    async fn read(&mut self, bytes: &[u8]) -> Heard {
        let mut reader = message::Reader::new(bytes);
        let bad = "the server speaks the protocol";
        match reader.number().expect(bad) {
            0 => {
                let step = reader.number().expect(bad);
                let payload = reader.bytes().expect(bad).to_vec();
                self.sync(step, &payload).await
            }
            1 => {
                self.meet(reader.bytes().expect(bad));
                Heard::Awareness
            }
            100 => {
                let count = reader.number().expect(bad);
                self.unsaved =
                    self.unsaved.checked_sub(count).expect("no more is called saved than was sent");
                Heard::Saved(count)
            }
            101 => Heard::Refused {
                code: reader.text().expect(bad).to_owned(),
                reason: reader.text().expect(bad).to_owned(),
            },
            102 => Heard::Notice(reader.text().expect(bad).to_owned()),
            kind => panic!("the server sends no message of kind {kind}"),
        }
    }

    async fn sync(&mut self, step: u32, payload: &[u8]) -> Heard {
        if step == 0 {
            let known = StateVector::decode_v1(payload).expect("a state vector");
            let update = self.doc.transact().encode_diff_v1(&known);
            self.unsaved += 1;
            self.socket.send(&message::step2(&update)).await;
            return Heard::Step1;
        }
        let update = Update::decode_v1(payload).expect("an update");
        let mut txn = self.doc.transact_mut();
        txn.apply_update(update).expect("the update applies");
        assert!(!txn.has_missing_updates(), "updates of the server never lack anything");
        if step == 1 { Heard::Step2 } else { Heard::Update }
    }

    fn meet(&mut self, body: &[u8]) {
        let mut reader = message::Reader::new(body);
        for _ in 0..reader.number().expect("a count") {
            let client = reader.number().expect("a client");
            reader.number().expect("a clock");
            let state = serde_json::from_str(reader.text().expect("a state")).expect("JSON");
            if client != self.client() {
                match state {
                    serde_json::Value::Null => drop(self.others.remove(&client)),
                    state => drop(self.others.insert(client, state)),
                }
            }
        }
    }

    /// Reads on until `done`.
    pub async fn until(&mut self, what: &str, done: impl Fn(&Self) -> bool) {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        while !done(self) {
            let left = deadline.saturating_duration_since(tokio::time::Instant::now());
            let Some(frame) = self.socket.next_within(left).await else { panic!("not in time: {what}") };
            let heard = self.take(frame).await;
            assert!(
                done(self) || !matches!(heard, Heard::Closed(_) | Heard::Gone),
                "the connection ended before {what}: {:?}",
                &self.heard[self.heard.len().saturating_sub(5)..]
            );
        }
    }

    /// Reads on until all that was sent is called saved.
    pub async fn until_saved(&mut self) {
        self.until("everything is saved", |person| person.unsaved == 0).await;
    }

    /// Reads on for this long.
    pub async fn listen(&mut self, time: Duration) {
        let deadline = tokio::time::Instant::now() + time;
        loop {
            let left = deadline.saturating_duration_since(tokio::time::Instant::now());
            let Some(frame) = self.socket.next_within(left).await else { return };
            if matches!(self.take(frame).await, Heard::Gone) {
                return;
            }
        }
    }

    /// Reads to the end of the connection: why an update was refused, and the code of the good-bye.
    pub async fn until_closed(&mut self) -> (Option<String>, Option<u16>) {
        let mut refused = None;
        loop {
            match self.hear().await {
                Heard::Refused { code, .. } => refused = Some(code),
                Heard::Closed(code) => return (refused, Some(code)),
                Heard::Gone => return (refused, None),
                _ => {}
            }
        }
    }

    /// The text of a root, for example `notes/assess`.
    pub fn text(&self, root: &str) -> String {
        let mut txn = self.doc.transact_mut();
        txn.get_or_insert_text(root).get_string(&txn)
    }

    /// One field of an entry, as text.
    pub fn field(&self, root: &str, key: &str, field: &str) -> Option<String> {
        let mut txn = self.doc.transact_mut();
        match txn.get_or_insert_map(root).get(&txn, key) {
            Some(Out::Any(Any::Map(entry))) => entry.get(field).map(ToString::to_string),
            _ => None,
        }
    }
}
