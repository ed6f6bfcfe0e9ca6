//! For whoever runs the instance: how it is, what waits, who is blocked, what is set. `crosswalk admin` does the same on
//! the command line.
//!
//! Nothing here shows what people write, or a whole address.

mod handlers;
pub mod page;
pub mod queries;
pub mod settings;

pub use handlers::{give_up, jobs, mail, overview, retry, unblock};

use crosswalk_mail::Address;
use crosswalk_names::{JobId, Timestamp};
use crosswalk_store::{Connection, Id, jobs as queue};
use diesel::QueryResult;

use crate::workbook::shares::queries::{self as shares, Status};
use crate::workbook::shares::sending::DELIVER;

/// An address that can be recognized by whoever knows it: `r…@example.org`.
pub fn mask(address: &Address) -> String {
    let first = address.local().chars().next().unwrap_or('…');
    format!("{first}…@{}", address.domain())
}

/// Whether a job that was given up can be tried again: a delivery's link and message are wiped by then.
pub fn may_retry(kind: &str, failed: bool) -> bool {
    !failed || kind != DELIVER
}

/// Has a job tried at once. Answers `false` where that can't be done, or a worker has it.
pub fn retry_job(conn: &mut Connection, id: JobId, now: Timestamp) -> QueryResult<bool> {
    match queue::idle(conn, id, now)? {
        Some((kind, _, failed)) if may_retry(&kind, failed) => queue::restart(conn, id, now),
        _ => Ok(false),
    }
}

/// Gives up a job that waits; its delivery, if it is one, is told to have failed. Answers `false` if it waits no more.
pub fn give_up_job(conn: &mut Connection, id: JobId, now: Timestamp) -> QueryResult<bool> {
    let Some((kind, payload, _)) = queue::idle(conn, id, now)? else { return Ok(false) };
    if !queue::cancel(conn, id, now)? {
        return Ok(false);
    }
    if kind == DELIVER
        && let Ok(delivery) = uuid::Uuid::from_slice(&payload)
        && let Some(delivery) = shares::delivery(conn, Id(delivery))?
    {
        shares::settle(conn, &delivery, Status::Failed, Some("other"), now)?;
    }
    Ok(true)
}

/// A number of bytes as people say it: `1.2 MB`.
pub fn size(bytes: i64) -> String {
    let mut tenths = bytes.max(0).saturating_mul(10);
    for unit in ["bytes", "kB", "MB", "GB"] {
        if tenths < 10_000 {
            return if unit == "bytes" {
                format!("{} bytes", tenths / 10)
            } else {
                format!("{}.{} {unit}", tenths / 10, tenths % 10)
            };
        }
        tenths /= 1_000;
    }
    format!("{}.{} TB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short() {
        assert_eq!([0, 999, 1_000, 1_250_000].map(size), ["0 bytes", "999 bytes", "1.0 kB", "1.2 MB"]);
        assert_eq!([5_000_000_000, 2_000_000_000_000].map(size), ["5.0 GB", "2.0 TB"]);
    }

    #[test]
    fn an_address_is_known_only_to_who_knows_it() {
        let address = Address::parse("rosa.medina@example.org").expect("an address");
        assert_eq!(mask(&address), "r…@example.org");
    }
}
