//! Every statement about sending workbooks on: shares, deliveries, confirmed senders, stopped addresses, caps.

use crosswalk_names::{Language, ShareId, Timestamp, WorkbookId};
use crosswalk_store::schema::{confirmations, deliveries, senders, shares};
use crosswalk_store::{Connection, Id, Upsert as _};
use diesel::prelude::*;

/// How a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// The sender has not confirmed their address yet.
    Waiting,
    /// In the queue, or being tried again.
    Queued,
    /// The mail server took it (or the outbox did, where there is none).
    Sent,
    /// Given up; the reason tells why.
    Failed,
    /// The recipient asked for no mail from here.
    Stopped,
}

impl Status {
    /// The word in the column.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Waiting => "waiting",
            Status::Queued => "queued",
            Status::Sent => "sent",
            Status::Failed => "failed",
            Status::Stopped => "stopped",
        }
    }
    fn from_word(word: &str) -> Self {
        match word {
            "waiting" => Status::Waiting,
            "queued" => Status::Queued,
            "sent" => Status::Sent,
            "stopped" => Status::Stopped,
            _ => Status::Failed,
        }
    }
}

/// What is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A link to a workbook.
    Workbook(WorkbookId),
    /// A page of the toolkit, or a section of it: `/toolkit/assess#goal-setting`.
    Page(String),
}

impl Subject {
    fn columns(&self) -> (Option<Id>, Option<&str>) {
        match self {
            Subject::Workbook(id) => (Some(Id::from(*id)), None),
            Subject::Page(place) => (None, Some(place)),
        }
    }
}

/// One sending to one or more addresses.
#[derive(Debug, Clone)]
pub struct NewShare {
    /// Its id.
    pub id: ShareId,
    /// What is sent.
    pub subject: Subject,
    /// The device that sends.
    pub device: Vec<u8>,
    /// `edit` or `read`.
    pub access: &'static str,
    /// Of the mails.
    pub language: Language,
    /// When.
    pub at: Timestamp,
    /// Sender, message and link, sealed.
    pub sealed: Vec<u8>,
    /// Whether the sender is confirmed already.
    pub released: bool,
    /// One for each address, in the order typed.
    pub deliveries: Vec<NewDelivery>,
}

/// One address of a share.
#[derive(Debug, Clone)]
pub struct NewDelivery {
    /// Its id; names the mail for good.
    pub id: Id,
    /// The address, sealed.
    pub sealed: Vec<u8>,
    /// Keyed hash of the address.
    pub address_hash: [u8; 32],
}

/// A share as its status page shows it.
#[derive(Debug, Clone)]
pub struct ShareRow {
    /// Its id.
    pub id: ShareId,
    /// What is sent.
    pub subject: Subject,
    /// The device that sends.
    pub device: Vec<u8>,
    /// `edit` or `read`.
    pub access: String,
    /// Of the mails.
    pub language: Language,
    /// When it was asked for.
    pub at: Timestamp,
    /// Sender, message and link, sealed; empty once nothing is left to send.
    pub sealed: Vec<u8>,
    /// Whether the sender is confirmed.
    pub released: bool,
}

/// A delivery as the status page and the job see it.
#[derive(Debug, Clone)]
pub struct DeliveryRow {
    /// Its id.
    pub id: Id,
    /// The share it belongs to.
    pub share: ShareId,
    /// The address, sealed.
    pub sealed: Vec<u8>,
    /// Keyed hash of the address.
    pub address_hash: Vec<u8>,
    /// How it stands.
    pub status: Status,
    /// Why it failed, or why it is tried again.
    pub reason: Option<String>,
    /// Tries so far.
    pub tries: i64,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// A mail that asks a sender to confirm their address.
#[derive(Debug, Clone)]
pub struct NewConfirmation {
    /// Hash of the token in the mail.
    pub token_hash: [u8; 32],
    /// The device that sends.
    pub device: Vec<u8>,
    /// The address, sealed.
    pub sealed: Vec<u8>,
    /// The share that waits for it.
    pub share: ShareId,
    /// When.
    pub at: Timestamp,
    /// Until when it can be confirmed.
    pub expires_at: Timestamp,
}

/// A confirmation as it is found by its token.
#[derive(Debug, Clone)]
pub struct ConfirmationRow {
    /// The device that sends.
    pub device: Vec<u8>,
    /// The address, sealed.
    pub sealed: Vec<u8>,
    /// Until when it can be confirmed.
    pub expires_at: Timestamp,
    /// When it was confirmed, if it was.
    pub used_at: Option<Timestamp>,
}

/// Writes a share down.
pub fn create(conn: &mut Connection, share: &NewShare) -> QueryResult<()> {
    let status = if share.released { Status::Queued } else { Status::Waiting };
    let (workbook, page) = share.subject.columns();
    diesel::insert_into(shares::table)
        .values((
            shares::id.eq(Id::from(share.id)),
            shares::workbook_id.eq(workbook),
            shares::page.eq(page),
            shares::device_hash.eq(&share.device),
            shares::access.eq(share.access),
            shares::language.eq(share.language.code()),
            shares::created_at.eq(share.at.0),
            shares::sealed.eq(&share.sealed),
            shares::state.eq(if share.released { "released" } else { "waiting" }),
        ))
        .execute(conn)?;
    for (position, delivery) in (0i64..).zip(&share.deliveries) {
        diesel::insert_into(deliveries::table)
            .values((
                deliveries::id.eq(delivery.id),
                deliveries::share_id.eq(Id::from(share.id)),
                deliveries::position.eq(position),
                deliveries::sealed.eq(&delivery.sealed),
                deliveries::address_hash.eq(delivery.address_hash.as_slice()),
                deliveries::status.eq(status.as_str()),
                deliveries::reason.eq(None::<String>),
                deliveries::tries.eq(0),
                deliveries::updated_at.eq(share.at.0),
            ))
            .execute(conn)?;
    }
    Ok(())
}

type ShareColumns = (Id, Option<Id>, Option<String>, Vec<u8>, String, String, i64, Vec<u8>, String);

fn share_row((id, workbook, page, device, access, language, at, sealed, state): ShareColumns) -> ShareRow {
    ShareRow {
        id: id.into(),
        subject: workbook
            .map_or_else(|| Subject::Page(page.unwrap_or_default()), |id| Subject::Workbook(id.into())),
        device,
        access,
        language: language.parse().unwrap_or_default(),
        at: Timestamp(at),
        sealed,
        released: state == "released",
    }
}

const SHARE: (
    shares::id,
    shares::workbook_id,
    shares::page,
    shares::device_hash,
    shares::access,
    shares::language,
    shares::created_at,
    shares::sealed,
    shares::state,
) = (
    shares::id,
    shares::workbook_id,
    shares::page,
    shares::device_hash,
    shares::access,
    shares::language,
    shares::created_at,
    shares::sealed,
    shares::state,
);

/// A share by its id.
pub fn share(conn: &mut Connection, id: ShareId) -> QueryResult<Option<ShareRow>> {
    let row = shares::table.find(Id::from(id)).select(SHARE).first::<ShareColumns>(conn).optional()?;
    Ok(row.map(share_row))
}

/// The shares that a device made of a workbook, the newest first.
pub fn shares_of(
    conn: &mut Connection,
    workbook: WorkbookId,
    device: &[u8],
    limit: i64,
) -> QueryResult<Vec<ShareRow>> {
    let rows = shares::table
        .filter(shares::workbook_id.eq(Id::from(workbook)).and(shares::device_hash.eq(device)))
        .order(shares::created_at.desc())
        .limit(limit)
        .select(SHARE)
        .load::<ShareColumns>(conn)?;
    Ok(rows.into_iter().map(share_row).collect())
}

type DeliveryColumns = (Id, Id, Vec<u8>, Vec<u8>, String, Option<String>, i64, i64);

fn delivery_row(
    (id, share, sealed, address_hash, status, reason, tries, at): DeliveryColumns,
) -> DeliveryRow {
    DeliveryRow {
        id,
        share: share.into(),
        sealed,
        address_hash,
        status: Status::from_word(&status),
        reason,
        tries,
        updated_at: Timestamp(at),
    }
}

const DELIVERY: (
    deliveries::id,
    deliveries::share_id,
    deliveries::sealed,
    deliveries::address_hash,
    deliveries::status,
    deliveries::reason,
    deliveries::tries,
    deliveries::updated_at,
) = (
    deliveries::id,
    deliveries::share_id,
    deliveries::sealed,
    deliveries::address_hash,
    deliveries::status,
    deliveries::reason,
    deliveries::tries,
    deliveries::updated_at,
);

/// The addresses of a share, in the order typed.
pub fn deliveries_of(conn: &mut Connection, share: ShareId) -> QueryResult<Vec<DeliveryRow>> {
    let rows = deliveries::table
        .filter(deliveries::share_id.eq(Id::from(share)))
        .order(deliveries::position)
        .select(DELIVERY)
        .load::<DeliveryColumns>(conn)?;
    Ok(rows.into_iter().map(delivery_row).collect())
}

/// One delivery.
pub fn delivery(conn: &mut Connection, id: Id) -> QueryResult<Option<DeliveryRow>> {
    let row = deliveries::table.find(id).select(DELIVERY).first::<DeliveryColumns>(conn).optional()?;
    Ok(row.map(delivery_row))
}

/// Notes what became of a try. Once nothing of the share is left to send, its link and message are wiped.
pub fn settle(
    conn: &mut Connection,
    delivery: &DeliveryRow,
    status: Status,
    reason: Option<&str>,
    now: Timestamp,
) -> QueryResult<()> {
    diesel::update(deliveries::table.find(delivery.id))
        .set((
            deliveries::status.eq(status.as_str()),
            deliveries::reason.eq(reason),
            deliveries::tries.eq(deliveries::tries + 1),
            deliveries::updated_at.eq(now.0),
        ))
        .execute(conn)?;
    let share = Id::from(delivery.share);
    let left: i64 = deliveries::table
        .filter(deliveries::share_id.eq(share))
        .filter(deliveries::status.eq_any([Status::Waiting.as_str(), Status::Queued.as_str()]))
        .count()
        .get_result(conn)?;
    if left == 0 {
        diesel::update(shares::table.find(share)).set(shares::sealed.eq(Vec::<u8>::new())).execute(conn)?;
    }
    Ok(())
}

/// Whether a device has confirmed an address.
pub fn is_confirmed(conn: &mut Connection, device: &[u8], address_hash: &[u8; 32]) -> QueryResult<bool> {
    let found: i64 = senders::table
        .filter(senders::device_hash.eq(device).and(senders::address_hash.eq(address_hash.as_slice())))
        .count()
        .get_result(conn)?;
    Ok(found > 0)
}

/// The address that a device confirmed last, sealed.
pub fn last_sender(conn: &mut Connection, device: &[u8]) -> QueryResult<Option<Vec<u8>>> {
    senders::table
        .filter(senders::device_hash.eq(device))
        .order(senders::confirmed_at.desc())
        .select(senders::sealed)
        .first(conn)
        .optional()
}

/// Writes a confirmation down.
pub fn ask_to_confirm(conn: &mut Connection, new: &NewConfirmation) -> QueryResult<()> {
    diesel::insert_into(confirmations::table)
        .values((
            confirmations::token_hash.eq(new.token_hash.as_slice()),
            confirmations::device_hash.eq(&new.device),
            confirmations::sealed.eq(&new.sealed),
            confirmations::share_id.eq(Id::from(new.share)),
            confirmations::created_at.eq(new.at.0),
            confirmations::expires_at.eq(new.expires_at.0),
            confirmations::used_at.eq(None::<i64>),
        ))
        .execute(conn)?;
    Ok(())
}

/// A confirmation by the hash of its token.
pub fn confirmation(conn: &mut Connection, token_hash: &[u8; 32]) -> QueryResult<Option<ConfirmationRow>> {
    let row = confirmations::table
        .find(token_hash.as_slice())
        .select((
            confirmations::device_hash,
            confirmations::sealed,
            confirmations::expires_at,
            confirmations::used_at,
        ))
        .first::<(Vec<u8>, Vec<u8>, i64, Option<i64>)>(conn)
        .optional()?;
    Ok(row.map(|(device, sealed, expires_at, used_at)| ConfirmationRow {
        device,
        sealed,
        expires_at: Timestamp(expires_at),
        used_at: used_at.map(Timestamp),
    }))
}

/// The address is confirmed on the device. Releases the shares that waited for this address and says which deliveries
/// are to be queued.
pub fn confirm(
    conn: &mut Connection,
    token_hash: &[u8; 32],
    row: &ConfirmationRow,
    address_hash: &[u8; 32],
    waiting: &[ShareId],
    now: Timestamp,
) -> QueryResult<Vec<Id>> {
    diesel::update(confirmations::table.find(token_hash.as_slice()))
        .set(confirmations::used_at.eq(now.0))
        .execute(conn)?;
    diesel::insert_into(senders::table)
        .values((
            senders::device_hash.eq(&row.device),
            senders::address_hash.eq(address_hash.as_slice()),
            senders::sealed.eq(&row.sealed),
            senders::confirmed_at.eq(now.0),
        ))
        .or_replace((senders::device_hash, senders::address_hash), (senders::sealed, senders::confirmed_at))
        .execute(conn)?;
    let mut queued = Vec::new();
    for share in waiting {
        let share = Id::from(*share);
        diesel::update(shares::table.find(share)).set(shares::state.eq("released")).execute(conn)?;
        let freed = deliveries::table
            .filter(deliveries::share_id.eq(share).and(deliveries::status.eq(Status::Waiting.as_str())))
            .order(deliveries::position)
            .select(deliveries::id)
            .load::<Id>(conn)?;
        for id in &freed {
            diesel::update(deliveries::table.find(*id))
                .set((deliveries::status.eq(Status::Queued.as_str()), deliveries::updated_at.eq(now.0)))
                .execute(conn)?;
        }
        queued.extend(freed);
    }
    Ok(queued)
}

/// Shares of a device that wait for their sender to confirm.
pub fn waiting_shares(conn: &mut Connection, device: &[u8]) -> QueryResult<Vec<ShareRow>> {
    let rows = shares::table
        .filter(shares::device_hash.eq(device).and(shares::state.eq("waiting")))
        .order(shares::created_at)
        .limit(100)
        .select(SHARE)
        .load::<ShareColumns>(conn)?;
    Ok(rows.into_iter().map(share_row).collect())
}

/// Forgets shares and confirmations from before `before`.
pub fn prune(conn: &mut Connection, before: Timestamp) -> QueryResult<()> {
    diesel::delete(shares::table.filter(shares::created_at.lt(before.0))).execute(conn)?;
    diesel::delete(confirmations::table.filter(confirmations::expires_at.lt(before.0))).execute(conn)?;
    Ok(())
}
