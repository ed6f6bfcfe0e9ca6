//! Every change of a workbook, and any state of the last 30 days.

mod handlers;
pub mod page;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crosswalk_checklist::Workbook;
use crosswalk_names::{ChangeId, HOUR, Timestamp, WorkbookId};
use serde::Deserialize;
use uuid::Uuid;

use super::packs;
use super::queries::{self, ChangeRow, NewState};
use super::stored::{self, StoredError};
use crate::error::PageError;
use crate::live::KEPT;
use crate::state::App;

pub use handlers::{restore, show, show_state};

/// Lines of one page.
const PAGE: i64 = 100;
/// Packs that one round of the clean-up drops.
const AT_ONCE: i64 = 20_000;
/// How long one round may take to pack, and to shorten.
const TIDY_TIME: Duration = Duration::from_mins(10);
/// What is younger is not packed, in milliseconds: a line about notes grows for half an hour.
const PACK_AFTER: i64 = HOUR;

/// One page of history, the newest first, and what to ask for to go on.
pub async fn lines(
    app: &App,
    id: WorkbookId,
    before: Option<Place>,
) -> Result<(Vec<ChangeRow>, Option<String>), PageError> {
    let before = before.map(|place| (place.at, place.id));
    let mut rows = app.store.read(move |conn| queries::history(conn, id, before, PAGE + 1)).await?;
    let full = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = rows.len() > full;
    rows.truncate(full);
    let next = rows.last().filter(|_| more).map(|row| format!("{}.{}", row.at.0, row.id));
    Ok((rows, next))
}

/// A place in the history as it stands in an address: time and id of a line.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
pub struct Place {
    at: Timestamp,
    id: ChangeId,
}

impl TryFrom<String> for Place {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        let parsed =
            text.split_once('.').and_then(|(at, id)| Some((Timestamp(at.parse().ok()?), id.parse().ok()?)));
        let (at, id) =
            parsed.ok_or("not a place in the history: leave it out to start with the newest change")?;
        Ok(Self { at, id })
    }
}

/// The workbook as it was after log entry `seq`; none when that is longer ago than 30 days.
pub async fn state_at(app: &App, id: WorkbookId, seq: i64) -> Result<Option<Arc<Workbook>>, PageError> {
    Ok(document_at(app, id, seq).await?.map(|at| at.workbook))
}

struct DocumentAt {
    workbook: Arc<Workbook>,
    body: Vec<u8>,
    clients: Vec<u8>,
}

/// Replays the log up to `seq`, beside the live room.
async fn document_at(app: &App, id: WorkbookId, seq: i64) -> Result<Option<DocumentAt>, PageError> {
    let found = app.store.read(move |conn| queries::document_at(conn, id, seq)).await?;
    let Some(found) = found else { return Ok(None) };
    let (content, limits) = (app.content(), app.settings.limits.live.document.clone());
    let replay = move || -> Result<DocumentAt, StoredError> {
        // Nothing is written into this copy, so its own client id is never seen.
        let mut document = stored::load(&found, &content.checklists, limits, 1)?;
        Ok(DocumentAt {
            workbook: document.workbook(),
            body: document.snapshot(),
            clients: document.client_owners().to_bytes(),
        })
    };
    let replayed = tokio::task::spawn_blocking(replay).await.map_err(|error| PageError::internal(&error))?;
    replayed.map(Some).map_err(|error| PageError::internal(&error))
}

/// The workbooks whose log begins before `before`, as far as it is not packed.
async fn begun(app: &App, before: Timestamp) -> Result<Vec<WorkbookId>, PageError> {
    let (mut all, mut after) = (Vec::new(), WorkbookId(Uuid::nil()));
    loop {
        let (found, next) = app.store.read(move |conn| queries::begun_before(conn, after, before)).await?;
        all.extend(found);
        match next {
            Some(next) => after = next,
            None => return Ok(all),
        }
    }
}

/// Packs log and history that nobody adds to any more. Run now and then.
pub async fn pack(app: &App) -> Result<(), PageError> {
    let (began, before) = (Instant::now(), app.clock.now().plus(-PACK_AFTER));
    for id in begun(app, before).await? {
        while app.store.write(move |conn| packs::pack(conn, id, before)).await? {}
        if began.elapsed() > TIDY_TIME {
            break;
        }
    }
    Ok(())
}

/// Drops log and history that are older than 30 days, keeping the state they led to. Run now and then. Says of how many
/// workbooks.
pub async fn shorten(app: &App) -> Result<usize, PageError> {
    let (began, before) = (Instant::now(), app.clock.now().plus(-KEPT));
    let packed = app.store.read(move |conn| queries::with_old_packs(conn, before, AT_ONCE)).await?;
    let old: BTreeSet<WorkbookId> = packed.into_iter().chain(begun(app, before).await?).collect();
    let mut count = 0;
    for id in old {
        if began.elapsed() > TIDY_TIME {
            break;
        }
        let Some(seq) = app.store.read(move |conn| queries::last_before(conn, id, before)).await? else {
            continue;
        };
        let at = match document_at(app, id, seq).await {
            Ok(Some(at)) => at,
            Ok(None) => continue,
            // The others must not wait for one that can't be read.
            Err(error) => {
                tracing::error!(%id, status = %error.status(), "the log of a workbook can't be shortened");
                continue;
            }
        };
        let base = NewState { workbook: id, seq, at: before, body: at.body, clients: at.clients };
        app.store.write(move |conn| queries::put_base(conn, &base)).await?;
        count += 1;
    }
    Ok(count)
}
