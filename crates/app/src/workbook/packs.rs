//! Old log entries and lines of history, packed: of a workbook that was changed a hundred times they take a tenth of the
//! room that their rows take.
//!
//! What is older than an hour and covered by a head state leaves the tables `updates` and `changes`. So nothing that may
//! still grow is packed, and opening a workbook never needs a pack; earlier states and the history do.

use std::io::{Read as _, Write as _};

use crosswalk_names::{ChangeId, DAY, Timestamp, WorkbookId};
use crosswalk_store::schema::{changes, packs, updates};
use crosswalk_store::{Connection, Id};
use diesel::prelude::*;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::queries::{self, ChangeRow, StoredEntry};

/// Most log entries of a pack.
const ENTRIES: usize = 500;
/// A pack takes no more entries once their bytes are more than this.
const BYTES: usize = 512 * 1024;
/// A pack that began so long ago takes no more, in milliseconds: it goes as a whole, 30 days after its last entry.
const SPAN: i64 = DAY;
/// Rows that one statement deletes.
const DELETED_AT_ONCE: usize = 500;
/// The first byte of a body: deflate around postcard.
const FORMAT: u8 = 1;
/// Longest pack as it was before compression, in bytes: one entry can have megabytes.
const UNPACKED_MAX: u64 = 256 * 1024 * 1024;

/// What a pack holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Pack {
    entries: Vec<Entry>,
    changes: Vec<Change>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    seq: i64,
    at: i64,
    body: Vec<u8>,
    clients: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Change {
    id: Uuid,
    seq: i64,
    at: i64,
    until: i64,
    author: String,
    kind: String,
    subject: String,
    before: Option<String>,
    after: Option<String>,
    stands: bool,
}

impl From<ChangeRow> for Change {
    fn from(row: ChangeRow) -> Self {
        let ChangeRow { id, seq, at, until, author, kind, subject, before, after, stands } = row;
        Self { id: id.0, seq, at: at.0, until: until.0, author, kind, subject, before, after, stands }
    }
}

impl From<Change> for ChangeRow {
    fn from(line: Change) -> Self {
        let Change { id, seq, at, until, author, kind, subject, before, after, stands } = line;
        let (id, at, until) = (ChangeId(id), Timestamp(at), Timestamp(until));
        Self { id, seq, at, until, author, kind, subject, before, after, stands }
    }
}

fn damaged(error: impl std::fmt::Display) -> diesel::result::Error {
    diesel::result::Error::DeserializationError(format!("a pack can't be read: {error}").into())
}

impl Pack {
    fn close(&self) -> QueryResult<Vec<u8>> {
        let plain = postcard::to_stdvec(self).map_err(damaged)?;
        let mut packer = DeflateEncoder::new(vec![FORMAT], Compression::best());
        packer.write_all(&plain).and_then(|()| packer.finish()).map_err(damaged)
    }

    fn open(body: &[u8]) -> QueryResult<Self> {
        let Some((&FORMAT, packed)) = body.split_first() else {
            return Err(damaged("its format is not known here"));
        };
        let mut plain = Vec::new();
        DeflateDecoder::new(packed).take(UNPACKED_MAX).read_to_end(&mut plain).map_err(damaged)?;
        postcard::from_bytes(&plain).map_err(damaged)
    }

    fn bytes(&self) -> usize {
        self.entries.iter().map(|entry| entry.body.len() + entry.clients.len()).sum()
    }

    /// The newest moment of anything in it.
    fn last_at(&self) -> i64 {
        let entries = self.entries.iter().map(|entry| entry.at);
        entries.chain(self.changes.iter().map(|line| line.at.max(line.until))).max().unwrap_or_default()
    }
}

/// The packs of a workbook that hold entries from `after + 1` to `until`, in order.
fn load(conn: &mut Connection, id: WorkbookId, after: i64, until: i64) -> QueryResult<Vec<Pack>> {
    let bodies = packs::table
        .filter(packs::workbook_id.eq(Id::from(id)))
        .filter(packs::last_seq.gt(after).and(packs::first_seq.le(until)))
        .order(packs::last_seq)
        .select(packs::body)
        .load::<Vec<u8>>(conn)?;
    bodies.iter().map(|body| Pack::open(body)).collect()
}

/// The packed log entries from `after + 1` to `until`, in order.
pub fn entries(
    conn: &mut Connection,
    id: WorkbookId,
    after: i64,
    until: i64,
) -> QueryResult<Vec<StoredEntry>> {
    let entries = load(conn, id, after, until)?.into_iter().flat_map(|pack| pack.entries);
    Ok(entries
        .filter(|entry| entry.seq > after && entry.seq <= until)
        .map(|Entry { seq, body, clients, .. }| StoredEntry { seq, body, clients })
        .collect())
}

/// When a packed log entry was written.
pub fn entry_time(conn: &mut Connection, id: WorkbookId, seq: i64) -> QueryResult<Option<Timestamp>> {
    let packs = load(conn, id, seq - 1, seq)?;
    let mut entries = packs.iter().flat_map(|pack| &pack.entries);
    Ok(entries.find(|entry| entry.seq == seq).map(|entry| Timestamp(entry.at)))
}

/// The packed lines of history that came with log entry `seq`, in order.
pub fn changes_at(conn: &mut Connection, id: WorkbookId, seq: i64) -> QueryResult<Vec<ChangeRow>> {
    // A line that was added to an old entry later lies in a later pack.
    let packs = load(conn, id, seq - 1, i64::MAX)?;
    let lines = packs.into_iter().flat_map(|pack| pack.changes).filter(|line| line.seq == seq);
    Ok(lines.map(ChangeRow::from).collect())
}

/// One packed line of history.
pub fn change(conn: &mut Connection, id: WorkbookId, change: ChangeId) -> QueryResult<Option<ChangeRow>> {
    let packs = load(conn, id, 0, i64::MAX)?;
    Ok(packs.into_iter().flat_map(|pack| pack.changes).find(|line| line.id == change.0).map(ChangeRow::from))
}

/// The newest moment of anything packed.
pub fn last_time(conn: &mut Connection, id: WorkbookId) -> QueryResult<Option<Timestamp>> {
    let at: Option<i64> = packs::table
        .filter(packs::workbook_id.eq(Id::from(id)))
        .select(diesel::dsl::max(packs::last_at))
        .first(conn)?;
    Ok(at.map(Timestamp))
}

/// Adds packed lines of history to `lines`, which are those that are not packed: the newest first, from before `before`, at
/// most `limit` in all. Opens no pack that has none of them.
pub fn history(
    conn: &mut Connection,
    id: WorkbookId,
    before: Option<(Timestamp, ChangeId)>,
    limit: usize,
    mut lines: Vec<ChangeRow>,
) -> QueryResult<Vec<ChangeRow>> {
    let places = packs::table
        .filter(packs::workbook_id.eq(Id::from(id)))
        .order(packs::last_at.desc())
        .select((packs::last_seq, packs::last_at))
        .load::<(i64, i64)>(conn)?;
    for (last_seq, last_at) in places {
        // All lines of this pack and of those after it are older than the last one that is wanted.
        if limit.checked_sub(1).and_then(|last| lines.get(last)).is_some_and(|line| line.at.0 > last_at) {
            break;
        }
        let body = packs::table.find((Id::from(id), last_seq)).select(packs::body).first::<Vec<u8>>(conn)?;
        let packed = Pack::open(&body)?.changes.into_iter().map(ChangeRow::from);
        lines.extend(packed.filter(|line| before.is_none_or(|before| (line.at, line.id) < before)));
        lines.sort_by_key(|line| std::cmp::Reverse((line.at, line.id)));
        lines.truncate(limit);
    }
    Ok(lines)
}

/// Packs what of a workbook's log and history is older than `before` and covered by its head state, as much as one pack
/// takes. Says whether there may be more.
pub fn pack(conn: &mut Connection, id: WorkbookId, before: Timestamp) -> QueryResult<bool> {
    let workbook = Id::from(id);
    let Some(head) = queries::head_seq(conn, id)? else { return Ok(false) };
    let newest = packs::table
        .filter(packs::workbook_id.eq(workbook))
        .order(packs::last_seq.desc())
        .select((packs::last_seq, packs::first_at, packs::body))
        .first::<(i64, i64, Vec<u8>)>(conn)
        .optional()?;
    let limit = i64::try_from(ENTRIES).unwrap_or(i64::MAX);
    let rows = updates::table
        .filter(updates::workbook_id.eq(workbook).and(updates::seq.le(head)))
        .order(updates::seq)
        .limit(limit)
        .select((updates::seq, updates::at, updates::body, updates::clients))
        .load::<(i64, i64, Vec<u8>, Option<Vec<u8>>)>(conn)?;
    let mut old = rows.into_iter().take_while(|(_, at, ..)| *at < before.0).peekable();
    let Some((first_seq, first_at, ..)) = old.peek().cloned() else { return Ok(false) };
    let mut pack = Pack::default();
    let grows = newest.filter(|(last_seq, began, _)| *last_seq == first_seq - 1 && first_at - began < SPAN);
    if let Some((last_seq, _, body)) = &grows {
        let found = Pack::open(body)?;
        if found.entries.len() < ENTRIES && found.bytes() < BYTES {
            pack = found;
            diesel::delete(packs::table.find((workbook, last_seq))).execute(conn)?;
        }
    }
    let mut more = false;
    for (seq, at, body, clients) in old {
        if pack.entries.len() >= ENTRIES || pack.bytes() >= BYTES {
            more = true;
            break;
        }
        pack.entries.push(Entry { seq, at, body, clients: clients.unwrap_or_default() });
    }
    let (Some(first), Some(last)) = (pack.entries.first(), pack.entries.last()) else { return Ok(false) };
    let (first_seq, first_at, last_seq) = (first.seq, first.at, last.seq);
    // By their ids: another node may add a line to an old entry meanwhile.
    let lines = queries::changes_until(conn, id, last_seq)?;
    let ids: Vec<Id> = lines.iter().map(|line| Id::from(line.id)).collect();
    pack.changes.extend(lines.into_iter().map(Change::from));
    diesel::insert_into(packs::table)
        .values((
            packs::workbook_id.eq(workbook),
            packs::last_seq.eq(last_seq),
            packs::first_seq.eq(first_seq),
            packs::first_at.eq(first_at),
            packs::last_at.eq(pack.last_at()),
            packs::body.eq(pack.close()?),
        ))
        .execute(conn)?;
    diesel::delete(updates::table.filter(updates::workbook_id.eq(workbook).and(updates::seq.le(last_seq))))
        .execute(conn)?;
    for ids in ids.chunks(DELETED_AT_ONCE) {
        diesel::delete(changes::table.filter(changes::id.eq_any(ids))).execute(conn)?;
    }
    Ok(more)
}

/// What is wrong with the packs of a workbook, whose oldest state is at `base`: entries that are missing, or not covered.
pub fn faults(conn: &mut Connection, id: WorkbookId, base: i64, head: i64) -> QueryResult<Vec<String>> {
    let rows = packs::table
        .filter(packs::workbook_id.eq(Id::from(id)))
        .order(packs::last_seq)
        .select((packs::first_seq, packs::last_seq, packs::body))
        .load::<(i64, i64, Vec<u8>)>(conn)?;
    let mut faults = Vec::new();
    let mut next = base + 1;
    for (first, last, body) in rows {
        match Pack::open(&body) {
            Err(error) => faults.push(error.to_string()),
            Ok(pack) => {
                let seqs = pack.entries.iter().map(|entry| entry.seq);
                if !seqs.eq(first..=last) || first > next {
                    faults.push(format!("entries are missing from its pack up to {last}"));
                }
            }
        }
        next = last + 1;
    }
    if next - 1 > head.max(base) {
        faults.push(format!("no state covers its packs, which reach up to {}", next - 1));
    }
    Ok(faults)
}
