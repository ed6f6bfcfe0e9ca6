//! The live workbook: one CRDT document, everything that may change it, and what others see of it.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crosswalk_checklist::{Signed, Workbook};
use crosswalk_names::Timestamp;
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{
    Assoc, ClientID, Doc, GetString, ID, Map, MapRef, OffsetKind, Options, Out, ReadTxn, StateVector,
    StickyIndex, Text, TextRef, Transact, Update, WriteTxn,
};

use crate::batch::{Batch, Change, Subject};
use crate::edit::{Edit, Prepared, difference};
use crate::entry::{Entry, MAPS, Root};
use crate::index::{Index, PlaceId};
use crate::limits::{Limits, Shape};
use crate::merge::Merge;
use crate::notes::rebased;
use crate::owners::{ClientOwners, DeviceId, Sender};
use crate::refusal::{LoadError, Refusal};
use crate::walker::{self, Admitted, Rules, Source, Write};
use crate::wire::{self, Id, utf16_len};

/// What came of an update from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Received {
    /// All of it was known, from the document or from the queue.
    Nothing,
    /// It waits for the next [`Document::flush`].
    Queued,
}

/// One workbook in memory. See the crate's documentation.
pub struct Document {
    shape: Arc<Shape>,
    limits: Limits,
    client: u32,
    live: Live,
    index: Index,
    owners: ClientOwners,
    queue: Queue,
    /// Encoded size of the document, bytes: exact when last measured, plus all that came since.
    bytes: usize,
    measured: usize,
    verifications: HashMap<u64, u32>,
    view: Arc<Workbook>,
    dirty: Dirty,
    /// [`Live::survives_reload`], except in tests of what follows when it says no.
    survives: fn(&Live, &Shape) -> bool,
}

/// The CRDT library's document and its roots.
struct Live {
    doc: Doc,
    notes: Vec<TextRef>,
    maps: Vec<MapRef>,
}

/// What waits for the next flush. The index knows it already, the CRDT document does not.
#[derive(Default)]
struct Queue {
    items: Vec<Queued>,
    merge: Merge,
    /// Entries to look at after the updates are applied.
    touched: BTreeMap<PlaceId, Touch>,
    /// New texts from forms, by stage, in order, each with the text that it was made of.
    notes: Vec<(u8, String, String)>,
    /// Text that these will add to each stage at most.
    reserved: Vec<usize>,
    changes: Vec<Change>,
    note_changes: BTreeSet<(u8, Option<u64>)>,
    new_clients: Vec<(u32, DeviceId)>,
}

/// A new text for the notes of a stage.
struct NewNote {
    stage: u8,
    /// What it was made of.
    base: String,
    text: String,
    /// By how much it makes the notes longer, in UTF-16 units.
    adds: usize,
}

#[derive(Clone)]
enum Queued {
    Update { bytes: Vec<u8>, sender: Sender, verbatim: bool, verify: bool },
    Edits(Vec<Edit>),
}

#[derive(Default)]
struct Touch {
    /// The server wrote it.
    ours: bool,
    /// The connection that deleted an element of it.
    deleted_by: Option<u64>,
    /// Another server wrote it, and its history too.
    elsewhere: bool,
}

#[derive(Default)]
struct Dirty {
    places: BTreeSet<PlaceId>,
    notes: BTreeSet<u8>,
}

/// Growth after which the size is measured again when the limit is near, bytes.
const MEASURE_STEP: usize = 64 << 10;

impl Document {
    /// An empty workbook. `client` is a random number: the Yjs client id of the server's own edits.
    pub fn new(shape: Arc<Shape>, limits: Limits, client: u32) -> Self {
        let mut owners = ClientOwners::new();
        owners.bind(client, DeviceId::SERVER);
        Self {
            live: Live::new(&shape, client),
            index: Index::new(shape.stages()),
            queue: Queue::new(shape.stages().len()),
            shape,
            limits,
            client,
            owners,
            bytes: 0,
            measured: 0,
            verifications: HashMap::new(),
            view: Arc::default(),
            dirty: Dirty::default(),
            survives: Live::survives_reload,
        }
    }

    /// Opens a stored workbook: `state` is a [`Document::snapshot`], `log` the [`Batch::stored`] after it in
    /// order, `clients` the owners stored with them. Limits are not applied to what is stored.
    pub fn load(
        shape: Arc<Shape>,
        limits: Limits,
        client: u32,
        state: Option<&[u8]>,
        log: impl IntoIterator<Item = impl AsRef<[u8]>>,
        clients: ClientOwners,
    ) -> Result<Self, LoadError> {
        let decode = |part: &str, bytes: &[u8]| {
            Update::decode_v2(bytes)
                .map_err(|error| LoadError::Decode { part: part.to_owned(), message: error.to_string() })
        };
        let mut updates = Vec::new();
        if let Some(state) = state {
            updates.push(decode("state", state)?);
        }
        for (number, bytes) in log.into_iter().enumerate() {
            updates.push(decode(&format!("log entry {number}"), bytes.as_ref())?);
        }
        let mut document = Self::new(shape, limits, client);
        document.owners = clients;
        document.live.apply(updates).map_err(|()| LoadError::Gap)?;
        document.reindex().map_err(LoadError::Foreign)?;
        document.adopt_clients();
        Ok(document)
    }

    /// Ids that the store does not name an owner of belong to unknown devices. Our own id must be a fresh one.
    fn adopt_clients(&mut self) {
        let known: Vec<u32> = self.index.clients().collect();
        for client in known {
            self.owners.bind(client, DeviceId::UNKNOWN);
        }
        let mut client = self.client;
        while !self.owners.bind(client, DeviceId::SERVER) {
            client = client.wrapping_add(1);
        }
        if client != self.client {
            let state = self.live.encode();
            self.client = client;
            self.live = Live::new(&self.shape, client);
            let reloaded =
                Update::decode_v1(&state).map_err(|_| ()).and_then(|state| self.live.apply([state]));
            debug_assert!(reloaded.is_ok(), "our own encoding loads");
        }
    }

    /// Checks an update from outside (Yjs encoding v1) and queues it. Nothing is touched when it is refused.
    pub fn receive(&mut self, update: &[u8], sender: Sender) -> Result<Received, Refusal> {
        if update.len() > self.limits.update_bytes {
            return Err(Refusal::UpdateTooLarge { limit: self.limits.update_bytes });
        }
        let full = self.check_room(update.len()).is_err();
        let spent = self.verifications.get(&sender.connection).copied().unwrap_or(0);
        let live = &self.live;
        let source = Source::Outside {
            sender,
            owners: &self.owners,
            order: &|left, right| live.order(left, right),
            may_verify: spent < self.limits.verifications_per_connection,
            full,
        };
        let rules = Rules { shape: &self.shape, limits: &self.limits, reserved: &self.queue.reserved };
        let admitted = walker::admit(&mut self.index, &mut self.queue.merge, rules, update, source)?;
        if admitted.nothing {
            return Ok(Received::Nothing);
        }
        self.queue_update(update, sender, admitted);
        Ok(Received::Queued)
    }

    /// Takes in what another server wrote to the log since, each entry with the owners stored with it; gives back what
    /// its readers lack, in encoding v1. What is queued here stays queued, and the next [`Document::flush`] sees to it
    /// that the later of two answers stands.
    ///
    /// Errs when only the log can tell what is right: two servers took something under the same id and clock, or copies
    /// of the document would not stay the same. Then this document must be given up and loaded anew.
    pub fn receive_stored(
        &mut self,
        log: impl IntoIterator<Item = (impl AsRef<[u8]>, ClientOwners)>,
    ) -> Result<Vec<u8>, Refusal> {
        let mut merge = Merge::default();
        let mut verify = false;
        for (bytes, owners) in log {
            let update = Update::decode_v2(bytes.as_ref()).map_err(|_| Refusal::Malformed)?.encode_v1();
            let live = &self.live;
            let source = Source::Stored { order: &|left, right| live.order(left, right) };
            let rules = Rules { shape: &self.shape, limits: &self.limits, reserved: &self.queue.reserved };
            let admitted = walker::admit(&mut self.index, &mut merge, rules, &update, source)?;
            self.owners.absorb(owners);
            self.bytes += update.len();
            verify |= admitted.verify;
            self.dirty.notes.extend(admitted.notes);
            let touched = admitted.writes.iter().map(|write| write.place).chain(admitted.deleted_from);
            for place in touched {
                self.dirty.places.insert(place);
                self.queue.touched.entry(place).or_default().elsewhere = true;
            }
            let update = Update::decode_v1(&update).map_err(|_| Refusal::Malformed)?;
            self.live.apply([update]).map_err(|()| Refusal::MissingChanges)?;
        }
        if verify && !(self.survives)(&self.live, &self.shape) {
            return Err(Refusal::CrossingOrigins);
        }
        Ok(merge.encode())
    }

    fn queue_update(&mut self, update: &[u8], sender: Sender, admitted: Admitted) {
        self.bytes += update.len();
        for &client in &admitted.clients {
            if self.owners.claim(client, sender) {
                self.queue.new_clients.push((client, sender.device));
            }
        }
        if admitted.verify {
            *self.verifications.entry(sender.connection).or_default() += 1;
        }
        let connection = Some(sender.connection);
        for stage in admitted.notes {
            self.queue.note_changed(&self.shape, stage, connection);
        }
        for place in admitted.deleted_from {
            self.queue.touched.entry(place).or_default().deleted_by = connection;
        }
        for write in admitted.writes {
            self.queue.touched.entry(write.place).or_default();
            let (subject, by) = (self.subject(write.place), write.entry.by().to_owned());
            self.queue.entry_changed(subject, &write, by, connection);
        }
        self.queue.items.push(Queued::Update {
            bytes: update.to_vec(),
            sender,
            verbatim: admitted.verbatim,
            verify: admitted.verify,
        });
    }

    /// Queues edits of the server's own, all or none, within the same limits.
    pub fn edit(&mut self, edits: &[Edit]) -> Result<(), Refusal> {
        let mut journal = self.index.begin();
        let mut writes = Vec::new();
        let mut notes: Vec<NewNote> = Vec::new();
        let mut prepare = |document: &mut Self| {
            let mut size = 0;
            for edit in edits {
                match edit.prepare(&document.index, &document.shape, &document.limits)? {
                    Prepared::Nothing => {}
                    Prepared::Note { stage, base, text } => {
                        size += text.len();
                        notes.push(document.new_note(stage, base, text)?);
                    }
                    Prepared::Entry { root, key, entry, actor } => {
                        size += entry.json().to_string().len();
                        let place = document.index.intern(root, &key);
                        let write = walker::write_entry(&mut document.index, &mut journal, place, entry)?;
                        writes.extend(write.map(|write| (write, actor)));
                    }
                }
            }
            walker::check_counts(&document.index, &journal, &document.limits)?;
            document.check_room(size)
        };
        if let Err(refusal) = prepare(self) {
            self.index.roll_back(journal);
            return Err(refusal);
        }
        if writes.is_empty() && notes.is_empty() {
            return Ok(());
        }
        for (write, actor) in writes {
            self.queue.touched.entry(write.place).or_default().ours = true;
            self.queue.entry_changed(self.subject(write.place), &write, actor, None);
        }
        // Should they be queued again, then as what they were made of now.
        let mut edits = edits.to_vec();
        let of_notes = edits.iter_mut().filter_map(|edit| match edit {
            Edit::NoteReplace { base, .. } => Some(base),
            _ => None,
        });
        for (base, note) in of_notes.zip(&notes) {
            *base = Some(note.base.clone());
        }
        for note in notes {
            self.queue.reserved[usize::from(note.stage)] += note.adds;
            self.queue.notes.push((note.stage, note.base, note.text));
        }
        self.queue.items.push(Queued::Edits(edits));
        Ok(())
    }

    /// A new text for a stage, if there is room for it beside what is there and what is queued.
    fn new_note(&self, stage: u8, base: Option<String>, text: String) -> Result<NewNote, Refusal> {
        let place = usize::from(stage);
        let note = self.live.notes.get(place).ok_or(Refusal::UnknownPlace)?;
        let present = note.get_string(&self.live.doc.transact());
        let base = base.unwrap_or_else(|| present.clone());
        let (mut adds, mut takes) = (0, 0);
        for splice in rebased(&base, &text, &present) {
            adds += utf16_len(&splice.insert) as usize;
            takes += splice.delete as usize;
        }
        let adds = adds.saturating_sub(takes);
        let limit = self.limits.notes_max;
        if adds > 0 && self.index.counts().notes[place] + self.queue.reserved[place] + adds > limit {
            return Err(Refusal::NotesTooLong { limit });
        }
        Ok(NewNote { stage, base, text, adds })
    }

    /// Whether the document can take `more` bytes.
    fn check_room(&mut self, more: usize) -> Result<(), Refusal> {
        if self.bytes + more <= self.limits.document_bytes {
            return Ok(());
        }
        if self.bytes - self.measured >= MEASURE_STEP {
            let queued: usize = self.queue.items.iter().map(Queued::size).sum();
            self.bytes = self.live.encode().len() + queued;
            self.measured = self.bytes;
        }
        if self.bytes + more > self.limits.document_bytes { Err(Refusal::DocumentFull) } else { Ok(()) }
    }

    fn subject(&self, place: PlaceId) -> Option<Subject> {
        let place = self.index.place(place)?;
        Subject::of_entry(place.root, &place.key)
    }

    /// Applies all that is queued, in one go; none when nothing was, or when it changes nothing. Where Yjs chose another entry than the
    /// later one, a write of the server's that sets it right is part of the batch.
    pub fn flush(&mut self) -> Option<Batch> {
        if self.queue.items.is_empty() && self.queue.touched.is_empty() {
            return None;
        }
        let verify = self.queue.items.iter().any(|item| matches!(item, Queued::Update { verify: true, .. }));
        let batch = if verify { self.flush_verified() } else { self.flush_now() };
        let nothing = batch.is_empty() && batch.changes.is_empty() && batch.refused.is_empty();
        (!nothing).then_some(batch)
    }

    fn flush_now(&mut self) -> Batch {
        let fresh = Queue::new(self.shape.stages().len());
        let mut queue = std::mem::replace(&mut self.queue, fresh);
        self.dirty.notes.extend(queue.note_changes.iter().map(|(stage, _)| stage));
        self.dirty.places.extend(queue.touched.keys());
        let mut ours = self.write_notes(&mut queue);
        let mut update = queue.take_update();
        let mut stored = Vec::new();
        if !queue.merge.is_empty() {
            stored = self.apply(&update);
        }
        ours.extend(self.settle_entries(&mut queue));
        if !ours.is_empty() {
            self.owned(&mut queue);
            for own in &ours {
                self.bytes += own.len();
                if let Err(refusal) = self.admit_own(&mut queue.merge, own) {
                    tracing::error!(code = refusal.code(), "an edit of the server's own was not understood");
                }
            }
            update = queue.merge.encode();
            stored = Update::decode_v1(&update).map(|update| update.encode_v2()).unwrap_or_default();
        }
        Batch { update, stored, changes: queue.changes, new_clients: queue.new_clients, refused: Vec::new() }
    }

    /// Puts what others sent into the document; gives back the same in encoding v2.
    fn apply(&mut self, update: &[u8]) -> Vec<u8> {
        let Ok(update) = Update::decode_v1(update) else {
            tracing::error!("an update that the walker let through could not be decoded");
            return Vec::new();
        };
        let stored = update.encode_v2();
        if self.live.apply([update]).is_err() {
            // Should never happen: walker and library disagree. Keep what the library has.
            tracing::error!("an update that the walker let through did not apply");
            if let Err(refusal) = self.reindex() {
                tracing::error!(code = refusal.code(), "the document could not be indexed");
            }
        }
        stored
    }

    fn admit_own(&mut self, merge: &mut Merge, update: &[u8]) -> Result<(), Refusal> {
        let rules = Rules { shape: &self.shape, limits: &self.limits, reserved: &self.queue.reserved };
        walker::admit(&mut self.index, merge, rules, update, Source::Own).map(|_| ())
    }

    /// The server's client id counts as new with its first write.
    fn owned(&mut self, queue: &mut Queue) {
        if self.index.end(self.client) == 0 {
            queue.new_clients.push((self.client, DeviceId::SERVER));
        }
    }

    /// Texts from forms go first, onto the document that their authors may have seen: what else is in the queue
    /// then merges with them and is not overwritten.
    fn write_notes(&mut self, queue: &mut Queue) -> Vec<Vec<u8>> {
        let mut updates = Vec::new();
        for (stage, base, text) in std::mem::take(&mut queue.notes) {
            let Some(note) = self.live.notes.get(usize::from(stage)) else { continue };
            let mut txn = self.live.doc.transact_mut();
            let present = note.get_string(&txn);
            for splice in rebased(&base, &text, &present) {
                if splice.delete > 0 {
                    note.remove_range(&mut txn, splice.at, splice.delete);
                }
                note.insert(&mut txn, splice.at, &splice.insert);
            }
            if txn.has_changes() {
                updates.push(txn.encode_update_v1());
                self.dirty.notes.insert(stage);
                queue.note_changed(&self.shape, stage, None);
            }
        }
        updates
    }

    /// Sees to it that each touched entry is the one that stands by our rule.
    fn settle_entries(&mut self, queue: &mut Queue) -> Option<Vec<u8>> {
        if queue.touched.is_empty() {
            return None;
        }
        // Entries that a deletion took away or, rarely, gave way to another.
        let mut found = Vec::new();
        let mut txn = self.live.doc.transact_mut();
        for (&place, touch) in &queue.touched {
            let Some(target) = self.index.place(place) else { continue };
            let Some(map) = target.root.map_index().and_then(|map| self.live.maps.get(map)) else { continue };
            let present = match map.get(&txn, &target.key) {
                Some(Out::Any(any)) => Entry::from_any(target.root, &target.key, &any, &self.shape),
                _ => None,
            };
            let told = (touch.deleted_by, touch.elsewhere);
            match (present, &target.standing) {
                (None, None) => {}
                (None, Some(_)) if !touch.ours => found.push((place, None, told)),
                (Some(present), None) => found.push((place, Some(present), told)),
                (Some(present), Some(standing)) if present == *standing => {}
                (_, Some(standing)) => {
                    map.insert(&mut txn, target.key.as_ref(), standing.any());
                }
            }
        }
        let update = txn.has_changes().then(|| txn.encode_update_v1());
        drop(txn);
        for (place, present, (connection, elsewhere)) in found {
            let gone = present.is_none() && !elsewhere;
            let before = self.index.set_standing(place, present, None);
            if let Some(subject) = self.subject(place).filter(|_| gone) {
                queue.changes.push(Change::bare(subject, before.as_ref().map(Entry::json), connection));
            }
        }
        update
    }

    /// Flushes updates of which only a reload can tell whether copies of the document stay the same. When they
    /// do not, everything is taken back, and what was queued is applied again piece by piece without those
    /// that do not fit.
    fn flush_verified(&mut self) -> Batch {
        let before = self.live.encode();
        let items = self.queue.items.clone();
        let mut batch = self.flush_now();
        if (self.survives)(&self.live, &self.shape) {
            return batch;
        }
        self.reset(&before);
        let mut merge = Merge::default();
        batch.changes.clear();
        for item in items {
            let before = self.live.encode();
            let connection = item.connection();
            let queued = match &item {
                Queued::Update { bytes, sender, .. } => self.receive(bytes, *sender).map(|_| ()),
                Queued::Edits(edits) => self.edit(edits),
            };
            let part = queued
                .map(|()| if self.queue.items.is_empty() { Batch::default() } else { self.flush_now() });
            let part = part.and_then(|part| {
                if !item.verify() || (self.survives)(&self.live, &self.shape) {
                    return Ok(part);
                }
                self.reset(&before);
                Err(Refusal::CrossingOrigins)
            });
            match part {
                Ok(part) => {
                    if !part.is_empty() && merge.add(&part.update).is_err() {
                        tracing::error!("a part of a batch could not be read");
                    }
                    batch.changes.extend(part.changes);
                    batch.new_clients.extend(part.new_clients);
                }
                Err(refusal) => batch.refused.extend(connection.map(|connection| (connection, refusal))),
            }
        }
        batch.update = merge.encode();
        batch.stored = Update::decode_v1(&batch.update).map(|update| update.encode_v2()).unwrap_or_default();
        batch
    }

    /// Goes back to an earlier state of the document, with nothing queued.
    fn reset(&mut self, state: &[u8]) {
        self.live = Live::new(&self.shape, self.client);
        let loaded = Update::decode_v1(state).map_err(|_| ()).and_then(|state| self.live.apply([state]));
        debug_assert!(loaded.is_ok(), "our own encoding loads");
        if let Err(refusal) = self.reindex() {
            tracing::error!(code = refusal.code(), "the document could not be indexed");
        }
    }

    /// Builds the index anew from the document; nothing is queued afterwards.
    fn reindex(&mut self) -> Result<(), Refusal> {
        self.queue = Queue::new(self.shape.stages().len());
        self.index = Index::new(self.shape.stages());
        let state = self.live.encode();
        self.admit_own(&mut Merge::default(), &state)?;
        let txn = self.live.doc.transact();
        let mut standing = Vec::new();
        for (place, target) in self.index.entry_places() {
            let map = target.root.map_index().and_then(|map| self.live.maps.get(map));
            if let Some(Out::Any(any)) = map.and_then(|map| map.get(&txn, &target.key)) {
                standing.push((place, Entry::from_any(target.root, &target.key, &any, &self.shape)));
            }
            self.dirty.places.insert(place);
        }
        drop(txn);
        for (place, entry) in standing {
            self.index.set_standing(place, entry, None);
        }
        self.dirty.notes.extend((0..).take(self.shape.stages().len()));
        self.bytes = state.len();
        self.measured = self.bytes;
        Ok(())
    }

    /// A connection is gone: the client ids that an unknown device used on it are free for others.
    pub fn connection_closed(&mut self, connection: u64) {
        self.owners.release(connection);
        self.verifications.remove(&connection);
    }

    /// What people see, as of the last flush. Only what changed since the last call is read anew.
    pub fn workbook(&mut self) -> Arc<Workbook> {
        let dirty = std::mem::take(&mut self.dirty);
        if dirty.places.is_empty() && dirty.notes.is_empty() {
            return Arc::clone(&self.view);
        }
        let txn = self.live.doc.transact();
        let view = Arc::make_mut(&mut self.view);
        for stage in dirty.notes {
            let (Some(note), Some(key)) =
                (self.live.notes.get(usize::from(stage)), self.shape.stages().get(usize::from(stage)))
            else {
                continue;
            };
            match note.get_string(&txn) {
                text if text.is_empty() => view.notes.remove(key),
                text => view.notes.insert(key.clone(), text),
            };
        }
        let mut lists = Lists::default();
        for place in dirty.places {
            let Some(target) = self.index.place(place) else { continue };
            let Some(map) = target.root.map_index().and_then(|map| self.live.maps.get(map)) else { continue };
            let entry = match map.get(&txn, &target.key) {
                Some(Out::Any(any)) => Entry::from_any(target.root, &target.key, &any, &self.shape),
                _ => None,
            };
            show(view, &mut lists, target.root, &target.key, entry);
        }
        lists.show(view);
        Arc::clone(&self.view)
    }

    /// Which clocks the document has reached, as of the last flush: step 1 of the sync protocol.
    pub fn state_vector(&self) -> Vec<u8> {
        self.live.doc.transact().state_vector().encode_v1()
    }

    /// What a replica with this state vector lacks, as of the last flush, in encoding v1: step 2.
    pub fn diff(&self, state_vector: &[u8]) -> Result<Vec<u8>, Refusal> {
        if state_vector.len() > self.limits.update_bytes {
            return Err(Refusal::UpdateTooLarge { limit: self.limits.update_bytes });
        }
        let mut known = StateVector::default();
        for id in wire::parse_state_vector(state_vector)? {
            known.set_max(ClientID::new(id.client.into()), id.clock);
        }
        Ok(self.live.doc.transact().encode_diff_v1(&known))
    }

    /// The whole document as of the last flush, in encoding v2, to store.
    pub fn snapshot(&self) -> Vec<u8> {
        self.live.doc.transact().encode_state_as_update_v2(&StateVector::default())
    }

    /// Which device writes under which client id.
    pub fn client_owners(&self) -> &ClientOwners {
        &self.owners
    }

    /// The edits that turn the present into `to`, made by `by` at `at`: for imports, and to bring back an old
    /// state. Entries keep the name they were signed with; where something was written before, they count as
    /// written `at`.
    pub fn restore(&mut self, to: &Workbook, by: &str, at: Timestamp) -> Vec<Edit> {
        difference(&self.workbook(), to, by, at)
    }

    /// Live UTF-16 units in the notes of a stage, queued changes included.
    pub fn note_length(&self, stage: &str) -> usize {
        self.shape.stage_index(stage).map_or(0, |stage| self.index.counts().notes[stage])
    }
}

impl Queue {
    fn new(stages: usize) -> Self {
        Self { reserved: vec![0; stages], ..Self::default() }
    }

    fn entry_changed(
        &mut self,
        subject: Option<Subject>,
        write: &Write,
        by: String,
        connection: Option<u64>,
    ) {
        let Some(subject) = subject else { return };
        self.changes.push(Change {
            subject,
            before: write.before.as_ref().map(Entry::json),
            after: Some(write.entry.json()),
            by,
            at: write.entry.at(),
            connection,
            stands: write.stands,
        });
    }

    fn note_changed(&mut self, shape: &Shape, stage: u8, connection: Option<u64>) {
        if !self.note_changes.insert((stage, connection)) {
            return;
        }
        let Some(key) = shape.stages().get(usize::from(stage)) else { return };
        self.changes.push(Change::bare(Subject::Note(key.clone()), None, connection));
    }

    /// What others sent, as one update: word for word when it is a single one of which nothing was known.
    fn take_update(&mut self) -> Vec<u8> {
        let mut updates = self.items.iter_mut().filter_map(|item| match item {
            Queued::Update { bytes, verbatim, .. } => Some((bytes, *verbatim)),
            Queued::Edits(_) => None,
        });
        match (updates.next(), updates.next()) {
            (Some((bytes, true)), None) => std::mem::take(bytes),
            _ => self.merge.encode(),
        }
    }
}

impl Queued {
    fn size(&self) -> usize {
        match self {
            Queued::Update { bytes, .. } => bytes.len(),
            Queued::Edits(_) => 0,
        }
    }

    fn connection(&self) -> Option<u64> {
        match self {
            Queued::Update { sender, .. } => Some(sender.connection),
            Queued::Edits(_) => None,
        }
    }

    fn verify(&self) -> bool {
        matches!(self, Queued::Update { verify: true, .. })
    }
}

impl Live {
    fn new(shape: &Shape, client: u32) -> Self {
        let mut options = Options::with_guid_and_client_id("workbook".into(), ClientID::new(client.into()));
        options.offset_kind = OffsetKind::Utf16;
        let doc = Doc::with_options(options);
        let mut txn = doc.transact_mut();
        let notes = shape.note_roots().iter().map(|root| txn.get_or_insert_text(Arc::clone(root))).collect();
        let maps = MAPS.iter().map(|root| txn.get_or_insert_map(root.map_name())).collect();
        drop(txn);
        Self { doc, notes, maps }
    }

    /// Applies checked updates. Fails when something is missing; what is there stays applied.
    fn apply(&mut self, updates: impl IntoIterator<Item = Update>) -> Result<(), ()> {
        let mut txn = self.doc.transact_mut();
        for update in updates {
            txn.apply_update(update).map_err(|_| ())?;
        }
        if txn.has_missing_updates() {
            txn.prune_pending();
            return Err(());
        }
        Ok(())
    }

    /// The whole document in encoding v1.
    fn encode(&self) -> Vec<u8> {
        self.doc.transact().encode_state_as_update_v1(&StateVector::default())
    }

    /// Which of two elements of a text stands first; none when that cannot be told from the live text.
    fn order(&self, left: Id, right: Id) -> Option<Ordering> {
        let txn = self.doc.transact();
        let offset = |id: Id| {
            let id = ID::new(ClientID::new(id.client.into()), id.clock);
            StickyIndex::from_id(id, Assoc::After).get_offset(&txn).map(|offset| offset.index)
        };
        match offset(left)?.cmp(&offset(right)?) {
            Ordering::Equal => None,
            order => Some(order),
        }
    }

    /// Whether a copy loaded from the encoded document reads the same.
    fn survives_reload(&self, shape: &Shape) -> bool {
        let mut copy = Live::new(shape, 0);
        let loaded = Update::decode_v1(&self.encode()).map_err(|_| ()).and_then(|state| copy.apply([state]));
        let (ours, theirs) = (self.doc.transact(), copy.doc.transact());
        loaded.is_ok()
            && self.notes.iter().zip(&copy.notes).all(|(a, b)| a.get_string(&ours) == b.get_string(&theirs))
    }
}

/// Entries of lists that changed, by key.
#[derive(Default)]
struct Lists {
    comments: BTreeMap<String, Option<Entry>>,
    questions: BTreeMap<String, Option<Entry>>,
}

impl Lists {
    fn show(self, view: &mut Workbook) {
        if !self.comments.is_empty() {
            view.comments.retain(|comment| !self.comments.contains_key(comment.id.as_str()));
            view.comments.extend(self.comments.into_values().filter_map(|entry| match entry {
                Some(Entry::Comment { comment, removed: false }) => Some(comment),
                _ => None,
            }));
            view.comments.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
        }
        if !self.questions.is_empty() {
            view.questions.retain(|question| !self.questions.contains_key(question.key.as_str()));
            view.questions.extend(self.questions.into_values().filter_map(|entry| match entry {
                Some(Entry::Question { question, removed: false }) => Some(question),
                _ => None,
            }));
            view.questions.sort_by(|a, b| (&a.stage, a.created, &a.key).cmp(&(&b.stage, b.created, &b.key)));
        }
    }
}

/// Puts an entry into the plain view.
fn show(view: &mut Workbook, lists: &mut Lists, root: Root, key: &str, entry: Option<Entry>) {
    match root {
        Root::Meta => {
            let signed = match entry {
                Some(Entry::Signed(signed)) => signed,
                _ => Signed::default(),
            };
            match key {
                "title" => view.title = signed,
                "community" => view.community = signed,
                _ => {}
            }
        }
        Root::Answers => match entry.as_ref().and_then(Entry::answered).zip(key.parse().ok()) {
            Some((answered, key)) => drop(view.answers.insert(key, answered)),
            None => drop(view.answers.remove(key)),
        },
        Root::Owners => match entry.as_ref().and_then(Entry::owner).zip(key.parse().ok()) {
            Some((owner, key)) => drop(view.owners.insert(key, owner)),
            None => drop(view.owners.remove(key)),
        },
        Root::Comments => drop(lists.comments.insert(key.to_owned(), entry)),
        Root::Questions => drop(lists.questions.insert(key.to_owned(), entry)),
        Root::Note(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An update of one text without neighbours.
    fn text(client: u8, text: &str) -> Vec<u8> {
        let mut update = vec![1, 1, client, 0, 4, 1, 12];
        update.extend(b"notes/assess");
        update.push(u8::try_from(text.len()).expect("short"));
        update.extend(text.bytes());
        update.push(0);
        update
    }

    #[test]
    fn what_does_not_survive_a_reload_is_taken_back_and_the_rest_kept() {
        let shape = Shape::new(["assess".parse().expect("a key")], []);
        let mut document = Document::new(Arc::new(shape), Limits::default(), 9);
        document.survives = |live, _| !live.notes[0].get_string(&live.doc.transact()).contains("bad");
        let sender = |number: u8| Sender { device: DeviceId([number; 8]), connection: number.into() };
        document.receive(&text(20, "First. "), sender(1)).expect("taken");
        document.flush().expect("a batch");
        let title = Edit::Title { text: "Riverside".into(), by: String::new(), at: Timestamp(5) };
        for (client, words) in [(30, "bad"), (40, "Good. ")] {
            document.receive(&text(client, words), sender(client)).expect("taken");
            if let Some(Queued::Update { verify, .. }) = document.queue.items.last_mut() {
                *verify = client == 30;
            }
        }
        document.edit(&[title]).expect("taken");
        let batch = document.flush().expect("a batch");
        assert_eq!(batch.refused, [(30, Refusal::CrossingOrigins)]);
        let book = document.workbook();
        assert_eq!(book.notes.values().next().map(String::as_str), Some("First. Good. "));
        assert_eq!(book.title.text, "Riverside");
        let mut copy = Live::new(&document.shape, 0);
        let first = document.diff(&[0]).expect("a state vector");
        copy.apply([Update::decode_v1(&first).expect("an update")]).expect("applies");
        assert!(copy.notes[0].get_string(&copy.doc.transact()).ends_with("Good. "));
        assert_eq!(batch.changes.len(), 2);
        assert!(batch.new_clients.contains(&(40, DeviceId([40; 8]))));
        document.receive(&text(50, "More. "), sender(5)).expect("taken");
        assert!(document.flush().expect("a batch").refused.is_empty());
    }
}
