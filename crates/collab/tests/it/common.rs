//! A checklist shape, a server document, and replicas as browsers hold them.

use std::sync::Arc;

use crosswalk_collab::{Batch, ClientOwners, DeviceId, Document, Limits, Received, Refusal, Sender, Shape};
use crosswalk_names::{QuestionKey, StageKey};
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{
    Any, ClientID, Doc, GetString, Map, OffsetKind, Options, Out, ReadTxn, StateVector, Text, Transact,
    TransactionMut, Update, WriteTxn,
};

pub const STAGES: [&str; 5] = ["assess", "engage", "outcomes", "implement", "sustain"];
pub const QUESTIONS: [&str; 3] = ["goal-setting", "data-use", "leadership"];
pub const NOTES: &str = "notes/assess";
/// The server's own client id.
pub const SERVER: u32 = 9;

pub fn stage(key: &str) -> StageKey {
    key.parse().expect("a key")
}

pub fn question(key: &str) -> QuestionKey {
    key.parse().expect("a key")
}

pub fn shape() -> Arc<Shape> {
    Arc::new(Shape::new(STAGES.map(stage), QUESTIONS.map(question)))
}

pub fn document() -> Document {
    Document::new(shape(), Limits::default(), SERVER)
}

/// A document as a server loads it from the log alone.
pub fn from_log(log: &[Logged], client: u32) -> Document {
    let mut owners = ClientOwners::new();
    for (_, clients) in log {
        owners.absorb(clients.clone());
    }
    let bodies = log.iter().map(|(body, _)| body);
    Document::load(shape(), Limits::default(), client, None, bodies, owners).expect("the log loads")
}

/// An entry of the log, with the owners of client ids that it saw first.
pub type Logged = (Vec<u8>, ClientOwners);

pub fn logged(batch: &Batch) -> Logged {
    let mut owners = ClientOwners::new();
    for (client, device) in &batch.new_clients {
        owners.bind(*client, *device);
    }
    (batch.stored.clone(), owners)
}

pub fn reload(document: &Document) -> Document {
    let owners = ClientOwners::from_bytes(&document.client_owners().to_bytes()).expect("own bytes");
    let none: [&[u8]; 0] = [];
    Document::load(shape(), Limits::default(), SERVER + 1, Some(&document.snapshot()), none, owners)
        .expect("own snapshot loads")
}

pub fn sender(number: u8) -> Sender {
    Sender { device: DeviceId([number; 8]), connection: u64::from(number) }
}

/// Sends `update` as device 1 and flushes.
pub fn send(document: &mut Document, update: &[u8]) -> Result<Received, Refusal> {
    let received = document.receive(update, sender(1));
    document.flush();
    received
}

/// A browser's copy of the document.
pub struct Replica {
    pub doc: Doc,
}

impl Replica {
    pub fn new(client: u32) -> Self {
        let mut options = Options::with_guid_and_client_id("test".into(), ClientID::new(client.into()));
        options.offset_kind = OffsetKind::Utf16;
        Self { doc: Doc::with_options(options) }
    }

    /// Makes a change and gives the update that it sends.
    pub fn change(&self, change: impl FnOnce(&mut TransactionMut<'_>)) -> Vec<u8> {
        let mut txn = self.doc.transact_mut();
        change(&mut txn);
        txn.encode_update_v1()
    }

    pub fn insert(&self, root: &str, at: u32, text: &str) -> Vec<u8> {
        self.change(|txn| {
            let root = txn.get_or_insert_text(root);
            root.insert(txn, at, text);
        })
    }

    pub fn delete(&self, root: &str, at: u32, len: u32) -> Vec<u8> {
        self.change(|txn| {
            let root = txn.get_or_insert_text(root);
            root.remove_range(txn, at, len);
        })
    }

    pub fn set(&self, root: &str, key: &str, value: Any) -> Vec<u8> {
        self.change(|txn| {
            let root = txn.get_or_insert_map(root);
            root.insert(txn, key, value);
        })
    }

    pub fn answer(&self, key: &str, value: Option<&str>, by: &str, at: i64) -> Vec<u8> {
        self.set("answers", key, answer(value, by, at))
    }

    pub fn apply(&self, update: &[u8]) {
        let update = Update::decode_v1(update).expect("an update");
        let mut txn = self.doc.transact_mut();
        txn.apply_update(update).expect("applies");
        assert!(!txn.has_missing_updates(), "updates of the server never lack anything");
    }

    pub fn state_vector(&self) -> Vec<u8> {
        self.doc.transact().state_vector().encode_v1()
    }

    /// What a server with this state vector lacks.
    pub fn diff(&self, state_vector: &[u8]) -> Vec<u8> {
        let known = StateVector::decode_v1(state_vector).expect("a state vector");
        self.doc.transact().encode_diff_v1(&known)
    }

    pub fn all(&self) -> Vec<u8> {
        self.doc.transact().encode_diff_v1(&StateVector::default())
    }

    pub fn text(&self, root: &str) -> String {
        let mut txn = self.doc.transact_mut();
        txn.get_or_insert_text(root).get_string(&txn)
    }

    pub fn length(&self, root: &str) -> u32 {
        let mut txn = self.doc.transact_mut();
        txn.get_or_insert_text(root).len(&txn)
    }

    pub fn get(&self, root: &str, key: &str) -> Option<Any> {
        let mut txn = self.doc.transact_mut();
        match txn.get_or_insert_map(root).get(&txn, key) {
            Some(Out::Any(any)) => Some(any),
            _ => None,
        }
    }

    /// Everything that people see in it, in a form that can be compared.
    pub fn picture(&self) -> String {
        use std::fmt::Write as _;
        let mut out = String::new();
        for stage in STAGES {
            let _ = writeln!(out, "{stage}: {:?}", self.text(&format!("notes/{stage}")));
        }
        let mut txn = self.doc.transact_mut();
        for root in ["meta", "answers", "owners", "comments", "questions"] {
            let map = txn.get_or_insert_map(root);
            let mut entries: Vec<(String, String)> =
                map.iter(&txn).map(|(key, value)| (key.to_owned(), show(&value))).collect();
            entries.sort();
            let _ = writeln!(out, "{root}: {entries:?}");
        }
        out
    }

    /// Brings the copy up to date with the server and the server with the copy.
    pub fn sync(&self, document: &mut Document, sender: Sender) -> Result<Received, Refusal> {
        let received = document.receive(&self.diff(&document.state_vector()), sender)?;
        document.flush();
        self.apply(&document.diff(&self.state_vector()).expect("a state vector"));
        Ok(received)
    }
}

fn show(value: &Out) -> String {
    match value {
        Out::Any(Any::Map(map)) => {
            let mut fields: Vec<String> = map.iter().map(|(name, value)| format!("{name}={value}")).collect();
            fields.sort();
            fields.join(",")
        }
        other => format!("{other:?}"),
    }
}

/// The document as a replica sees it that joins now.
pub fn joined(document: &Document) -> Replica {
    let replica = Replica::new(77_777);
    replica.apply(&document.diff(&replica.state_vector()).expect("a state vector"));
    replica
}

pub fn object<const N: usize>(fields: [(&str, Any); N]) -> Any {
    Any::from(std::collections::HashMap::from(fields.map(|(name, value)| (name.to_owned(), value))))
}

#[expect(clippy::cast_precision_loss, reason = "small numbers")]
pub fn moment(at: i64) -> Any {
    Any::from(at as f64)
}

pub fn answer(value: Option<&str>, by: &str, at: i64) -> Any {
    object([("value", value.map_or(Any::Null, Any::from)), ("by", by.into()), ("at", moment(at))])
}

pub fn comment(text: &str, at: i64, removed: bool) -> Any {
    object([
        ("question", "goal-setting".into()),
        ("parent", Any::Null),
        ("text", text.into()),
        ("by", "Ana".into()),
        ("at", moment(at)),
        ("removed", removed.into()),
    ])
}

pub fn own_question(stage: &str, text: &str, at: i64, removed: bool) -> Any {
    object([
        ("stage", stage.into()),
        ("text", text.into()),
        ("by", "Ana".into()),
        ("at", moment(at)),
        ("created", moment(at)),
        ("removed", removed.into()),
    ])
}

/// Seeded randomness (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        usize::try_from(self.next() % sides.max(1) as u64).expect("fits")
    }

    pub fn roll32(&mut self, sides: u32) -> u32 {
        u32::try_from(self.roll(sides as usize)).expect("fits")
    }

    pub fn pick<T: Copy, const N: usize>(&mut self, from: [T; N]) -> T {
        from[self.roll(N)]
    }

    pub fn one_in(&mut self, sides: usize) -> bool {
        self.roll(sides) == 0
    }
}

/// Writes updates byte by byte.
#[derive(Default)]
pub struct Bytes(pub Vec<u8>);

impl Bytes {
    pub fn var(mut self, number: u32) -> Self {
        let mut left = number;
        loop {
            let [low, ..] = left.to_le_bytes();
            left >>= 7;
            if left == 0 {
                self.0.push(low & 0x7F);
                return self;
            }
            self.0.push(low | 0x80);
        }
    }
    pub fn byte(mut self, byte: u8) -> Self {
        self.0.push(byte);
        self
    }
    pub fn text(self, text: &str) -> Self {
        let mut bytes = self.var(u32::try_from(text.len()).expect("short"));
        bytes.0.extend_from_slice(text.as_bytes());
        bytes
    }
    /// One client's one struct follows.
    pub fn one(client: u32, clock: u32) -> Self {
        Self::default().var(1).var(1).var(client).var(clock)
    }
    /// No deletions.
    pub fn end(self) -> Vec<u8> {
        self.byte(0).0
    }
}

/// Text with these neighbours.
pub fn text_between(
    client: u32,
    clock: u32,
    left: Option<(u32, u32)>,
    right: Option<(u32, u32)>,
    text: &str,
) -> Vec<u8> {
    let info = 4 | if left.is_some() { 0x80 } else { 0 } | if right.is_some() { 0x40 } else { 0 };
    let mut bytes = Bytes::one(client, clock).byte(info);
    for (client, clock) in [left, right].into_iter().flatten() {
        bytes = bytes.var(client).var(clock);
    }
    if left.is_none() && right.is_none() {
        bytes = bytes.var(1).text(NOTES);
    }
    bytes.text(text).end()
}

/// Deletes `len` elements of `client` from `clock`.
pub fn delete_of(client: u32, clock: u32, len: u32) -> Vec<u8> {
    Bytes::default().var(0).var(1).var(client).var(1).var(clock).var(len).0
}
