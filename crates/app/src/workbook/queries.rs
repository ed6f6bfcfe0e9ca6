//! Every statement about workbooks: their documents, history and snapshots.

use std::collections::BTreeSet;

use crosswalk_checklist::Workbook;
use crosswalk_names::{ChangeId, ChecklistKey, Language, NodeId, SnapshotId, Timestamp, WorkbookId};
use crosswalk_store::schema::{
    changes, node_rooms, packs as pack_rows, partnership_workbooks, responses, snapshots, states, updates,
    workbooks,
};
use crosswalk_store::{Connection, Engine, Id, Upsert as _};
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel::result::DatabaseErrorKind;
use diesel::result::Error::DatabaseError;

use super::packs;

/// What the door needs to know of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its id.
    pub id: WorkbookId,
    /// Whether the token was the one that can edit.
    pub may_edit: bool,
}

/// A new workbook.
#[derive(Debug, Clone)]
pub struct NewWorkbook {
    /// Its id.
    pub id: WorkbookId,
    /// The checklist that it answers.
    pub checklist: ChecklistKey,
    /// The edition that it keeps.
    pub version: String,
    /// The language it was started in.
    pub language: Language,
    /// Whether one person fills it in alone, for a round.
    pub individual: bool,
    /// Hash of the token that can edit.
    pub edit_hash: [u8; 32],
    /// Hash of the token that can only read.
    pub read_hash: [u8; 32],
    /// When it was started.
    pub at: Timestamp,
}

/// A document as it is stored: the newest whole state, and the log after it.
#[derive(Debug, Clone)]
pub struct StoredDocument {
    /// The checklist and its edition.
    pub checklist: (ChecklistKey, String),
    /// The language it was started in.
    pub language: Language,
    /// Whether one person fills it in alone, for a round.
    pub individual: bool,
    /// When it was deleted, if it is.
    pub deleted_at: Option<Timestamp>,
    /// Hash of the token that can edit.
    pub edit_hash: Vec<u8>,
    /// The hash of the token that can only read.
    pub read_hash: Vec<u8>,
    /// The whole state, if one was written.
    pub state: Option<StoredState>,
    /// Log entries after the state, in order.
    pub log: Vec<StoredEntry>,
}

/// A whole state of a document.
#[derive(Debug, Clone)]
pub struct StoredState {
    /// The last log entry in it.
    pub seq: i64,
    /// Yjs update, version 2.
    pub body: Vec<u8>,
    /// Which device owns which Yjs client.
    pub clients: Vec<u8>,
}

/// One entry of the log.
#[derive(Debug, Clone)]
pub struct StoredEntry {
    /// Its place, from 1.
    pub seq: i64,
    /// Yjs update, version 2.
    pub body: Vec<u8>,
    /// Yjs clients that wrote for the first time.
    pub clients: Vec<u8>,
}

/// What may have changed about a workbook since it was loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// When it was deleted, if it is.
    pub deleted_at: Option<Timestamp>,
    /// Hash of the token that can edit.
    pub edit_hash: Vec<u8>,
    /// When the newest snapshot was taken.
    pub last_snapshot: Option<Timestamp>,
    /// The last log entry.
    pub seq: i64,
    /// Other nodes where people have it open.
    pub others: i64,
}

/// One entry to append, with the lines of history that it makes.
#[derive(Debug, Clone)]
pub struct NewEntry {
    /// The workbook.
    pub workbook: WorkbookId,
    /// Its place: one more than the last. Another writer's entry in the same place is a conflict.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Yjs update, version 2.
    pub body: Vec<u8>,
    /// Yjs clients that wrote for the first time; empty when none.
    pub clients: Vec<u8>,
    /// Lines of history.
    pub history: Vec<HistoryWrite>,
}

impl NewEntry {
    /// Gives it another place, behind entries that another node wrote.
    pub fn set_seq(&mut self, to: i64) {
        self.seq = to;
        for write in &mut self.history {
            match write {
                HistoryWrite::New(change) => change.seq = to,
                HistoryWrite::Extend { seq, .. } => *seq = to,
            }
        }
    }
}

/// A line of history, new or growing.
#[derive(Debug, Clone)]
pub enum HistoryWrite {
    /// A new line.
    New(NewChange),
    /// The typing of a line goes on.
    Extend {
        /// The line.
        id: ChangeId,
        /// The last typing.
        until: Timestamp,
        /// The log entry that holds it.
        seq: i64,
    },
}

/// A new line of history.
#[derive(Debug, Clone)]
pub struct NewChange {
    /// Its id.
    pub id: ChangeId,
    /// The log entry that holds the change.
    pub seq: i64,
    /// When it arrived here.
    pub at: Timestamp,
    /// The name that signed it, empty when none did.
    pub author: String,
    /// `answer`, `owner`, `comment`, `question`, `title`, `community` or `note`; `restoration` for an earlier state that
    /// was brought back, whose subject is the log entry of that state.
    pub kind: &'static str,
    /// The key of what changed; empty for title and community.
    pub subject: String,
    /// The entry before, as JSON.
    pub before: Option<String>,
    /// The entry after, as JSON.
    pub after: Option<String>,
    /// False for a write that lost against a later one.
    pub stands: bool,
}

/// A whole state to write beside the log.
#[derive(Debug, Clone)]
pub struct NewState {
    /// The workbook.
    pub workbook: WorkbookId,
    /// The last log entry in it.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Yjs update, version 2.
    pub body: Vec<u8>,
    /// Which device owns which Yjs client.
    pub clients: Vec<u8>,
}

/// A line of history as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRow {
    /// Its id.
    pub id: ChangeId,
    /// The log entry that holds it.
    pub seq: i64,
    /// When it began.
    pub at: Timestamp,
    /// When it ended.
    pub until: Timestamp,
    /// The name that signed it.
    pub author: String,
    /// See [`NewChange::kind`].
    pub kind: String,
    /// See [`NewChange::subject`].
    pub subject: String,
    /// The entry before, as JSON.
    pub before: Option<String>,
    /// The entry after, as JSON.
    pub after: Option<String>,
    /// False for a write that lost against a later one.
    pub stands: bool,
}

/// A named snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotRow {
    /// Its id.
    pub id: SnapshotId,
    /// What people call it.
    pub name: String,
    /// When it was taken.
    pub at: Timestamp,
    /// Who took it.
    pub author: String,
}

/// The head state, which opens a workbook.
const HEAD: &str = "head";
/// The oldest state that can be brought back; older log entries are gone.
const BASE: &str = "base";

/// Creates a workbook.
pub fn create(conn: &mut Connection, new: &NewWorkbook) -> QueryResult<()> {
    diesel::insert_into(workbooks::table)
        .values((
            workbooks::id.eq(Id::from(new.id)),
            workbooks::checklist_key.eq(new.checklist.as_str()),
            workbooks::checklist_version.eq(&new.version),
            workbooks::language.eq(new.language.code()),
            workbooks::edit_hash.eq(new.edit_hash.as_slice()),
            workbooks::read_hash.eq(new.read_hash.as_slice()),
            workbooks::created_at.eq(new.at.0),
            workbooks::changed_at.eq(new.at.0),
            workbooks::deleted_at.eq(None::<i64>),
            workbooks::individual.eq(i64::from(new.individual)),
            workbooks::used_at.eq(new.at.0),
        ))
        .execute(conn)?;
    Ok(())
}

/// The workbook that a token opens, deleted ones included.
pub fn find(conn: &mut Connection, token_hash: &[u8; 32]) -> QueryResult<Option<Found>> {
    let hash = token_hash.as_slice();
    let edit = workbooks::table
        .filter(workbooks::edit_hash.eq(hash))
        .select(workbooks::id)
        .first::<Id>(conn)
        .optional()?;
    if let Some(id) = edit {
        return Ok(Some(Found { id: id.into(), may_edit: true }));
    }
    let read = workbooks::table
        .filter(workbooks::read_hash.eq(hash))
        .select(workbooks::id)
        .first::<Id>(conn)
        .optional()?;
    Ok(read.map(|id| Found { id: id.into(), may_edit: false }))
}

/// Gives a workbook other links: hashes of the token that can edit and of the one that can only read.
pub fn set_links(
    conn: &mut Connection,
    id: WorkbookId,
    edit_hash: &[u8; 32],
    read_hash: &[u8; 32],
) -> QueryResult<()> {
    diesel::update(workbooks::table.find(Id::from(id)))
        .set((workbooks::edit_hash.eq(edit_hash.as_slice()), workbooks::read_hash.eq(read_hash.as_slice())))
        .execute(conn)?;
    Ok(())
}

fn state(conn: &mut Connection, id: WorkbookId, kind: &str) -> QueryResult<Option<StoredState>> {
    let row = states::table
        .filter(states::workbook_id.eq(Id::from(id)).and(states::kind.eq(kind)))
        .select((states::seq, states::body, states::clients))
        .first::<(i64, Vec<u8>, Vec<u8>)>(conn)
        .optional()?;
    Ok(row.map(|(seq, body, clients)| StoredState { seq, body, clients }))
}

fn log(conn: &mut Connection, id: WorkbookId, after: i64, until: i64) -> QueryResult<Vec<StoredEntry>> {
    let rows = updates::table
        .filter(updates::workbook_id.eq(Id::from(id)).and(updates::seq.gt(after)).and(updates::seq.le(until)))
        .order(updates::seq)
        .select((updates::seq, updates::body, updates::clients))
        .load::<(i64, Vec<u8>, Option<Vec<u8>>)>(conn)?;
    Ok(rows
        .into_iter()
        .map(|(seq, body, clients)| StoredEntry { seq, body, clients: clients.unwrap_or_default() })
        .collect())
}

/// The checklist, its edition, the language, the time of deletion, 1 for an individual copy, and the hash of the token
/// that can edit.
type Header = (String, String, String, Option<i64>, i64, Vec<u8>, Vec<u8>);

fn header(conn: &mut Connection, id: WorkbookId) -> QueryResult<Option<Header>> {
    workbooks::table
        .find(Id::from(id))
        .select((
            workbooks::checklist_key,
            workbooks::checklist_version,
            workbooks::language,
            workbooks::deleted_at,
            workbooks::individual,
            workbooks::edit_hash,
            workbooks::read_hash,
        ))
        .first::<Header>(conn)
        .optional()
}

fn assemble(
    header: Header,
    state: Option<StoredState>,
    log: Vec<StoredEntry>,
) -> QueryResult<StoredDocument> {
    let (key, version, language, deleted_at, individual, edit_hash, read_hash) = header;
    let bad =
        |error: &dyn std::fmt::Display| diesel::result::Error::DeserializationError(error.to_string().into());
    Ok(StoredDocument {
        checklist: (key.parse().map_err(|error| bad(&error))?, version),
        language: language.parse().map_err(|error| bad(&error))?,
        individual: individual == 1,
        deleted_at: deleted_at.map(Timestamp),
        edit_hash,
        read_hash,
        state,
        log,
    })
}

/// All that is needed to open a workbook's document.
pub fn document(conn: &mut Connection, id: WorkbookId) -> QueryResult<Option<StoredDocument>> {
    let Some(header) = header(conn, id)? else { return Ok(None) };
    // After a crash the head can be older than the base, whose log is gone: the newer one opens.
    let (head, base) = (state(conn, id, HEAD)?, state_base(conn, id)?);
    let state = head.into_iter().chain(base).max_by_key(|state| state.seq);
    let log = log(conn, id, state.as_ref().map_or(0, |state| state.seq), i64::MAX)?;
    assemble(header, state, log).map(Some)
}

fn state_base(conn: &mut Connection, id: WorkbookId) -> QueryResult<Option<StoredState>> {
    state(conn, id, BASE)
}

/// When it was deleted, the hash, the newest snapshot, the last entry of the log and of the states, other nodes.
type StatusColumns = (Option<i64>, Vec<u8>, Option<i64>, Option<i64>, Option<i64>, Option<i64>);

/// What may have changed since a node loaded the workbook, in one statement. None when it is gone.
pub fn status(conn: &mut Connection, id: WorkbookId, node: NodeId) -> QueryResult<Option<Status>> {
    let workbook = Id::from(id);
    let in_log = updates::table
        .filter(updates::workbook_id.eq(workbook))
        .select(diesel::dsl::max(updates::seq))
        .single_value();
    let in_states = states::table
        .filter(states::workbook_id.eq(workbook))
        .select(diesel::dsl::max(states::seq))
        .single_value();
    let taken = snapshots::table
        .filter(snapshots::workbook_id.eq(workbook))
        .select(diesel::dsl::max(snapshots::at))
        .single_value();
    let others = node_rooms::table
        .filter(node_rooms::workbook_id.eq(workbook).and(node_rooms::node_id.ne(Id::from(node))))
        .count()
        .single_value();
    let row = workbooks::table
        .find(workbook)
        .select((workbooks::deleted_at, workbooks::edit_hash, taken, in_log, in_states, others))
        .first::<StatusColumns>(conn)
        .optional()?;
    Ok(row.map(|(deleted_at, edit_hash, taken, in_log, in_states, others)| Status {
        deleted_at: deleted_at.map(Timestamp),
        edit_hash,
        last_snapshot: taken.map(Timestamp),
        seq: in_log.max(in_states).unwrap_or(0),
        others: others.unwrap_or(0),
    }))
}

/// The log entries after `seq`, in order.
pub fn log_after(conn: &mut Connection, id: WorkbookId, seq: i64) -> QueryResult<Vec<StoredEntry>> {
    log(conn, id, seq, i64::MAX)
}

/// A workbook that people have open on a node.
pub struct OpenHere {
    /// Which.
    pub id: WorkbookId,
    /// Its last log entry.
    pub seq: i64,
    /// The hash of the token that can edit it.
    pub edit_hash: Vec<u8>,
    /// Whether it has to be looked at whatever these say: it is open elsewhere too, or deleted.
    pub must: bool,
}

/// The workbooks that people have open on a node.
pub fn open_on(conn: &mut Connection, node: NodeId) -> QueryResult<Vec<OpenHere>> {
    let elsewhere = diesel::alias!(node_rooms as elsewhere);
    let in_log = updates::table
        .filter(updates::workbook_id.eq(node_rooms::workbook_id))
        .select(diesel::dsl::max(updates::seq))
        .single_value();
    let others = elsewhere
        .filter(elsewhere.field(node_rooms::workbook_id).eq(node_rooms::workbook_id))
        .filter(elsewhere.field(node_rooms::node_id).ne(Id::from(node)))
        .count()
        .single_value();
    let rows = node_rooms::table
        .inner_join(workbooks::table.on(workbooks::id.eq(node_rooms::workbook_id)))
        .filter(node_rooms::node_id.eq(Id::from(node)))
        .select((node_rooms::workbook_id, in_log, others, workbooks::deleted_at, workbooks::edit_hash))
        .load::<(Id, Option<i64>, Option<i64>, Option<i64>, Vec<u8>)>(conn)?;
    let open = rows.into_iter().map(|(id, seq, others, deleted, edit_hash)| OpenHere {
        id: id.into(),
        seq: seq.unwrap_or(0),
        edit_hash,
        must: others.unwrap_or(0) > 0 || deleted.is_some(),
    });
    Ok(open.collect())
}

/// What is wrong with the packed part of a workbook's log.
pub fn faults_of_packs(conn: &mut Connection, id: WorkbookId) -> QueryResult<Vec<String>> {
    let base = state_base(conn, id)?.map_or(0, |base| base.seq);
    let head = head_seq(conn, id)?.unwrap_or(0);
    packs::faults(conn, id, base, head)
}

/// Where the head state of a workbook stands in the log.
pub fn head_seq(conn: &mut Connection, id: WorkbookId) -> QueryResult<Option<i64>> {
    states::table
        .filter(states::workbook_id.eq(Id::from(id)).and(states::kind.eq(HEAD)))
        .select(states::seq)
        .first(conn)
        .optional()
}

/// The document as it was after log entry `seq`. None when the workbook is gone or `seq` is older than what is kept.
pub fn document_at(conn: &mut Connection, id: WorkbookId, seq: i64) -> QueryResult<Option<StoredDocument>> {
    let Some(header) = header(conn, id)? else { return Ok(None) };
    let base = state_base(conn, id)?;
    if base.as_ref().is_some_and(|base| base.seq > seq) {
        return Ok(None);
    }
    let after = base.as_ref().map_or(0, |base| base.seq);
    let mut entries = packs::entries(conn, id, after, seq)?;
    entries.extend(log(conn, id, after, seq)?);
    assemble(header, base, entries).map(Some)
}

/// When log entry `seq` was written; none when it is no longer kept.
pub fn entry_time(conn: &mut Connection, id: WorkbookId, seq: i64) -> QueryResult<Option<Timestamp>> {
    let at: Option<i64> =
        updates::table.find((Id::from(id), seq)).select(updates::at).first(conn).optional()?;
    match at {
        Some(at) => Ok(Some(Timestamp(at))),
        None => packs::entry_time(conn, id, seq),
    }
}

/// Whether an entry at `seq` would follow on what is stored.
fn follows(conn: &mut Connection, workbook: Id, seq: i64) -> QueryResult<bool> {
    let logged = updates::table.find((workbook, seq - 1));
    let stated = states::table.filter(states::workbook_id.eq(workbook).and(states::seq.eq(seq - 1)));
    diesel::select(exists(logged).or(exists(stated))).get_result(conn)
}

/// Appends one entry and its lines of history. A conflict where its place is taken, and where other nodes may write too
/// also where it would leave a gap: the database may have gone back in time, to a standby that lacked the last entries.
pub fn append(conn: &mut Connection, entry: &NewEntry) -> QueryResult<()> {
    let workbook = Id::from(entry.workbook);
    if entry.seq > 1 && conn.engine() == Engine::Postgres && !follows(conn, workbook, entry.seq)? {
        let why = "the log does not reach up to this entry".to_owned();
        return Err(DatabaseError(DatabaseErrorKind::UniqueViolation, Box::new(why)));
    }
    diesel::insert_into(updates::table)
        .values((
            updates::workbook_id.eq(workbook),
            updates::seq.eq(entry.seq),
            updates::at.eq(entry.at.0),
            updates::body.eq(&entry.body),
            updates::clients.eq((!entry.clients.is_empty()).then_some(&entry.clients)),
        ))
        .execute(conn)?;
    for write in &entry.history {
        match write {
            HistoryWrite::New(change) => insert_change(conn, workbook, change)?,
            HistoryWrite::Extend { id, until, seq } => {
                diesel::update(changes::table.find(Id::from(*id)))
                    .set((changes::until_at.eq(until.0), changes::seq.eq(*seq)))
                    .execute(conn)?;
            }
        }
    }
    Ok(())
}

/// Adds one line of history that belongs to an entry already written.
pub fn add_change(conn: &mut Connection, workbook: WorkbookId, change: &NewChange) -> QueryResult<()> {
    insert_change(conn, Id::from(workbook), change)
}

fn insert_change(conn: &mut Connection, workbook: Id, change: &NewChange) -> QueryResult<()> {
    diesel::insert_into(changes::table)
        .values((
            changes::id.eq(Id::from(change.id)),
            changes::workbook_id.eq(workbook),
            changes::seq.eq(change.seq),
            changes::at.eq(change.at.0),
            changes::until_at.eq(change.at.0),
            changes::author.eq(&change.author),
            changes::kind.eq(change.kind),
            changes::subject.eq(&change.subject),
            changes::before.eq(change.before.as_deref()),
            changes::after.eq(change.after.as_deref()),
            changes::stands.eq(i64::from(change.stands)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Writes the state that opens the workbook next time, unless another node has written a newer one.
pub fn put_head(conn: &mut Connection, new: &NewState) -> QueryResult<()> {
    let newer: Option<i64> = states::table
        .filter(states::workbook_id.eq(Id::from(new.workbook)).and(states::kind.eq(HEAD)))
        .filter(states::seq.gt(new.seq))
        .select(states::seq)
        .first(conn)
        .optional()?;
    if newer.is_some() {
        return Ok(());
    }
    put_state(conn, new, HEAD)?;
    diesel::update(workbooks::table.find(Id::from(new.workbook)))
        .set(workbooks::changed_at.eq(new.at.0))
        .execute(conn)?;
    Ok(())
}

fn put_state(conn: &mut Connection, new: &NewState, kind: &str) -> QueryResult<()> {
    diesel::insert_into(states::table)
        .values((
            states::workbook_id.eq(Id::from(new.workbook)),
            states::kind.eq(kind),
            states::seq.eq(new.seq),
            states::at.eq(new.at.0),
            states::body.eq(&new.body),
            states::clients.eq(&new.clients),
        ))
        .or_replace(
            (states::workbook_id, states::kind),
            (states::seq, states::at, states::body, states::clients),
        )
        .execute(conn)?;
    Ok(())
}

/// Workbooks that are looked at, at most, in one read of [`begun_before`].
const LOOKED_AT: usize = 2_000;

/// Of the workbooks after `after` that have log entries in rows of their own, those whose log there begins before `before`,
/// and where to go on; nowhere at the end. Looks at the first entry of each, not at every entry there is.
pub fn begun_before(
    conn: &mut Connection,
    after: WorkbookId,
    before: Timestamp,
) -> QueryResult<(Vec<WorkbookId>, Option<WorkbookId>)> {
    let (mut found, mut last) = (Vec::new(), Id::from(after));
    for _ in 0..LOOKED_AT {
        let next = updates::table
            .filter(updates::workbook_id.gt(last))
            .order((updates::workbook_id, updates::seq))
            .select((updates::workbook_id, updates::at))
            .first::<(Id, i64)>(conn)
            .optional()?;
        let Some((id, at)) = next else { return Ok((found, None)) };
        last = id;
        if at < before.0 {
            found.push(id.into());
        }
    }
    Ok((found, Some(last.into())))
}

/// The last log entry of a workbook from before `before`, packed or not.
pub fn last_before(conn: &mut Connection, id: WorkbookId, before: Timestamp) -> QueryResult<Option<i64>> {
    let last: Option<i64> = updates::table
        .filter(updates::workbook_id.eq(Id::from(id)).and(updates::at.lt(before.0)))
        .select(diesel::dsl::max(updates::seq))
        .first(conn)?;
    let packed: Option<i64> = pack_rows::table
        .filter(pack_rows::workbook_id.eq(Id::from(id)).and(pack_rows::last_at.lt(before.0)))
        .select(diesel::dsl::max(pack_rows::last_seq))
        .first(conn)?;
    Ok(last.max(packed))
}

/// Workbooks with packs that are older than `before` as a whole, at most `limit`.
pub fn with_old_packs(conn: &mut Connection, before: Timestamp, limit: i64) -> QueryResult<Vec<WorkbookId>> {
    let ids = pack_rows::table
        .filter(pack_rows::last_at.lt(before.0))
        .order(pack_rows::last_at)
        .select(pack_rows::workbook_id)
        .limit(limit)
        .load::<Id>(conn)?;
    let ids: BTreeSet<WorkbookId> = ids.into_iter().map(WorkbookId::from).collect();
    Ok(ids.into_iter().collect())
}

/// Makes `base` the oldest state that can be brought back, and drops the log and history up to it.
pub fn put_base(conn: &mut Connection, base: &NewState) -> QueryResult<()> {
    let workbook = Id::from(base.workbook);
    put_state(conn, base, BASE)?;
    diesel::delete(updates::table.filter(updates::workbook_id.eq(workbook).and(updates::seq.le(base.seq))))
        .execute(conn)?;
    diesel::delete(changes::table.filter(changes::workbook_id.eq(workbook).and(changes::seq.le(base.seq))))
        .execute(conn)?;
    let packed = pack_rows::table.filter(pack_rows::workbook_id.eq(workbook));
    diesel::delete(packed.filter(pack_rows::last_seq.le(base.seq))).execute(conn)?;
    Ok(())
}

type ChangeColumns = (Id, i64, i64, i64, String, String, String, Option<String>, Option<String>, i64);

/// The columns of a line of history.
const CHANGE: (
    changes::id,
    changes::seq,
    changes::at,
    changes::until_at,
    changes::author,
    changes::kind,
    changes::subject,
    changes::before,
    changes::after,
    changes::stands,
) = (
    changes::id,
    changes::seq,
    changes::at,
    changes::until_at,
    changes::author,
    changes::kind,
    changes::subject,
    changes::before,
    changes::after,
    changes::stands,
);

fn change_row(columns: ChangeColumns) -> ChangeRow {
    let (id, seq, at, until, author, kind, subject, before, after, stands) = columns;
    ChangeRow {
        id: id.into(),
        seq,
        at: Timestamp(at),
        until: Timestamp(until),
        author,
        kind,
        subject,
        before,
        after,
        stands: stands != 0,
    }
}

/// Lines of history, the newest first, from before the line `before` (its time and id).
pub fn history(
    conn: &mut Connection,
    id: WorkbookId,
    before: Option<(Timestamp, ChangeId)>,
    limit: i64,
) -> QueryResult<Vec<ChangeRow>> {
    let (at, change) = before.map_or((i64::MAX, Id(uuid::Uuid::max())), |(at, change)| (at.0, change.into()));
    let rows = changes::table
        .filter(changes::workbook_id.eq(Id::from(id)))
        .filter(changes::at.lt(at).or(changes::at.eq(at).and(changes::id.lt(change))))
        .order((changes::at.desc(), changes::id.desc()))
        .limit(limit)
        .select(CHANGE)
        .load::<ChangeColumns>(conn)?;
    let lines = rows.into_iter().map(change_row).collect();
    packs::history(conn, id, before, usize::try_from(limit).unwrap_or_default(), lines)
}

/// The lines of history that came with log entries up to `seq`, the oldest first. Those of packs are not among them.
pub fn changes_until(conn: &mut Connection, id: WorkbookId, seq: i64) -> QueryResult<Vec<ChangeRow>> {
    let rows = changes::table
        .filter(changes::workbook_id.eq(Id::from(id)).and(changes::seq.le(seq)))
        .order((changes::at, changes::id))
        .select(CHANGE)
        .load::<ChangeColumns>(conn)?;
    Ok(rows.into_iter().map(change_row).collect())
}

/// The lines of history that came with log entry `seq`.
pub fn changes_at(conn: &mut Connection, id: WorkbookId, seq: i64) -> QueryResult<Vec<ChangeRow>> {
    let rows = changes::table
        .filter(changes::workbook_id.eq(Id::from(id)).and(changes::seq.eq(seq)))
        .order((changes::at, changes::id))
        .select(CHANGE)
        .load::<ChangeColumns>(conn)?;
    let mut lines = packs::changes_at(conn, id, seq)?;
    lines.extend(rows.into_iter().map(change_row));
    Ok(lines)
}

/// One line of history.
pub fn change(conn: &mut Connection, id: WorkbookId, change: ChangeId) -> QueryResult<Option<ChangeRow>> {
    let row = changes::table
        .filter(changes::workbook_id.eq(Id::from(id)).and(changes::id.eq(Id::from(change))))
        .select(CHANGE)
        .first::<ChangeColumns>(conn)
        .optional()?;
    match row {
        Some(row) => Ok(Some(change_row(row))),
        None => packs::change(conn, id, change),
    }
}

/// Keeps a snapshot under a name.
pub fn put_snapshot(
    conn: &mut Connection,
    id: WorkbookId,
    row: &SnapshotRow,
    seq: i64,
    content: &str,
) -> QueryResult<()> {
    diesel::insert_into(snapshots::table)
        .values((
            snapshots::id.eq(Id::from(row.id)),
            snapshots::workbook_id.eq(Id::from(id)),
            snapshots::name.eq(&row.name),
            snapshots::at.eq(row.at.0),
            snapshots::author.eq(&row.author),
            snapshots::seq.eq(seq),
            snapshots::content.eq(content),
        ))
        .execute(conn)?;
    Ok(())
}

/// The snapshots of a workbook, the newest first.
pub fn snapshots(conn: &mut Connection, id: WorkbookId) -> QueryResult<Vec<SnapshotRow>> {
    let rows = snapshots::table
        .filter(snapshots::workbook_id.eq(Id::from(id)))
        .order((snapshots::at.desc(), snapshots::id.desc()))
        .select((snapshots::id, snapshots::name, snapshots::at, snapshots::author))
        .load::<(Id, String, i64, String)>(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, name, at, author)| SnapshotRow { id: id.into(), name, at: Timestamp(at), author })
        .collect())
}

/// When the newest snapshot was taken.
pub fn last_snapshot(conn: &mut Connection, id: WorkbookId) -> QueryResult<Option<Timestamp>> {
    let at: Option<i64> = snapshots::table
        .filter(snapshots::workbook_id.eq(Id::from(id)))
        .select(diesel::dsl::max(snapshots::at))
        .first(conn)?;
    Ok(at.map(Timestamp))
}

/// The time of a workbook's newest line of history.
pub fn last_change(conn: &mut Connection, id: WorkbookId) -> QueryResult<Option<Timestamp>> {
    let at: Option<i64> = changes::table
        .filter(changes::workbook_id.eq(Id::from(id)))
        .select(diesel::dsl::max(changes::at))
        .first(conn)?;
    Ok(at.map(Timestamp).max(packs::last_time(conn, id)?))
}

/// How many snapshots a workbook has.
pub fn count_snapshots(conn: &mut Connection, id: WorkbookId) -> QueryResult<i64> {
    snapshots::table.filter(snapshots::workbook_id.eq(Id::from(id))).count().get_result(conn)
}

type WholeSnapshot = (Id, String, i64, String, String);

fn whole_snapshot((id, name, at, author, content): WholeSnapshot) -> QueryResult<(SnapshotRow, Workbook)> {
    let workbook = serde_json::from_str(&content)
        .map_err(|error| diesel::result::Error::DeserializationError(Box::new(error)))?;
    Ok((SnapshotRow { id: id.into(), name, at: Timestamp(at), author }, workbook))
}

/// What a snapshot holds.
pub fn snapshot(
    conn: &mut Connection,
    id: WorkbookId,
    snapshot: SnapshotId,
) -> QueryResult<Option<(SnapshotRow, Workbook)>> {
    let row = snapshots::table
        .filter(snapshots::workbook_id.eq(Id::from(id)).and(snapshots::id.eq(Id::from(snapshot))))
        .select((snapshots::id, snapshots::name, snapshots::at, snapshots::author, snapshots::content))
        .first::<WholeSnapshot>(conn)
        .optional()?;
    row.map(whole_snapshot).transpose()
}

/// The newest snapshots of a workbook with what they hold, the oldest of them first.
pub fn newest_snapshots(
    conn: &mut Connection,
    id: WorkbookId,
    limit: i64,
) -> QueryResult<Vec<(SnapshotRow, Workbook)>> {
    let rows = snapshots::table
        .filter(snapshots::workbook_id.eq(Id::from(id)))
        .order((snapshots::at.desc(), snapshots::id.desc()))
        .limit(limit)
        .select((snapshots::id, snapshots::name, snapshots::at, snapshots::author, snapshots::content))
        .load::<WholeSnapshot>(conn)?;
    rows.into_iter().rev().map(whole_snapshot).collect()
}

/// Marks a workbook deleted, or not any more.
pub fn set_deleted(conn: &mut Connection, id: WorkbookId, at: Option<Timestamp>) -> QueryResult<()> {
    diesel::update(workbooks::table.find(Id::from(id)))
        .set(workbooks::deleted_at.eq(at.map(|at| at.0)))
        .execute(conn)?;
    Ok(())
}

/// Removes workbooks that were deleted before `before`, with all that belongs to them. Says which.
pub fn purge(conn: &mut Connection, before: Timestamp, limit: i64) -> QueryResult<Vec<WorkbookId>> {
    let ids = workbooks::table
        .filter(workbooks::deleted_at.lt(before.0))
        .select(workbooks::id)
        .limit(limit)
        .load::<Id>(conn)?;
    for id in &ids {
        // The foreign keys take updates, states, changes, snapshots, shares and deliveries along.
        diesel::delete(workbooks::table.find(*id)).execute(conn)?;
    }
    Ok(ids.into_iter().map(WorkbookId::from).collect())
}

/// Notes when workbooks were last used.
pub fn used(conn: &mut Connection, uses: &[(WorkbookId, Timestamp)]) -> QueryResult<()> {
    for (id, at) in uses {
        diesel::update(workbooks::table.find(Id::from(*id)).filter(workbooks::used_at.lt(at.0)))
            .set(workbooks::used_at.eq(at.0))
            .execute(conn)?;
    }
    Ok(())
}

/// When the removal of a workbook was announced.
pub fn announced(conn: &mut Connection, id: WorkbookId) -> QueryResult<Option<Timestamp>> {
    let at = workbooks::table
        .find(Id::from(id))
        .select(workbooks::announced_at)
        .first::<Option<i64>>(conn)
        .optional()?;
    Ok(at.flatten().map(Timestamp))
}

/// Which workbooks are unused for too long.
#[derive(Debug, Clone, Copy)]
pub struct Unused {
    /// Those last used before this are announced.
    pub announce: Timestamp,
    /// Those announced before this may be removed,
    pub announced: Timestamp,
    /// if they were last used before this.
    pub remove: Timestamp,
    /// Now.
    pub at: Timestamp,
    /// At most so many of each.
    pub limit: i64,
}

/// Forgets every announcement: nothing is removed any more.
pub fn call_off(conn: &mut Connection) -> QueryResult<()> {
    diesel::update(workbooks::table.filter(workbooks::announced_at.is_not_null()))
        .set(workbooks::announced_at.eq(None::<i64>))
        .execute(conn)?;
    Ok(())
}

/// Forgets the announcements of what was used since, deletes what was announced long enough ago, announces what comes
/// next. Says what was deleted.
pub fn remove_unused(conn: &mut Connection, due: &Unused) -> QueryResult<Vec<WorkbookId>> {
    let used_since = workbooks::announced_at.le(workbooks::used_at.nullable());
    diesel::update(workbooks::table.filter(used_since))
        .set(workbooks::announced_at.eq(None::<i64>))
        .execute(conn)?;
    // Made by a node of the version before, which does not write uses down.
    diesel::update(workbooks::table.filter(workbooks::used_at.eq(0_i64)))
        .set(workbooks::used_at.eq(workbooks::created_at))
        .execute(conn)?;
    // What backs a partnership or a round is somebody's.
    let nobodys = || {
        let backs = partnership_workbooks::table.filter(partnership_workbooks::workbook_id.eq(workbooks::id));
        let answers = responses::table.filter(responses::workbook_id.eq(workbooks::id));
        workbooks::table
            .filter(workbooks::deleted_at.is_null().and(workbooks::individual.eq(0_i64)))
            .filter(not(exists(backs)))
            .filter(not(exists(answers)))
            .select(workbooks::id)
            .limit(due.limit)
    };
    let removed = nobodys()
        .filter(workbooks::announced_at.le(due.announced.0).and(workbooks::used_at.le(due.remove.0)))
        .load::<Id>(conn)?;
    for id in &removed {
        diesel::update(workbooks::table.find(*id))
            .set((workbooks::deleted_at.eq(due.at.0), workbooks::announced_at.eq(None::<i64>)))
            .execute(conn)?;
    }
    let next = nobodys()
        .filter(workbooks::announced_at.is_null().and(workbooks::used_at.le(due.announce.0)))
        .order(workbooks::used_at)
        .load::<Id>(conn)?;
    for id in &next {
        diesel::update(workbooks::table.find(*id)).set(workbooks::announced_at.eq(due.at.0)).execute(conn)?;
    }
    Ok(removed.into_iter().map(WorkbookId::from).collect())
}

/// Removes one workbook with all that belongs to it.
pub fn remove(conn: &mut Connection, id: WorkbookId) -> QueryResult<()> {
    diesel::delete(workbooks::table.find(Id::from(id))).execute(conn)?;
    Ok(())
}
