//! Every change of a workbook, and any state of the last 30 days.

mod handlers;
pub mod page;

use std::sync::Arc;

use crosswalk_checklist::Workbook;
use crosswalk_names::{ChangeId, Timestamp, WorkbookId};
use serde::Deserialize;

use super::queries::{self, ChangeRow, NewState};
use super::stored::{self, StoredError};
use crate::error::PageError;
use crate::live::KEPT;
use crate::state::App;

pub use handlers::{restore, show, show_state};

/// Lines of one page.
const PAGE: i64 = 100;
/// Workbooks whose log one round of the clean-up shortens.
const AT_ONCE: i64 = 200;

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

/// Drops log and history that are older than 30 days, keeping the state they led to. Run now and then.
pub async fn shorten(app: &App) -> Result<usize, PageError> {
    let before = app.clock.now().plus(-KEPT);
    let old = app.store.read(move |conn| queries::with_old_log(conn, before, AT_ONCE)).await?;
    let count = old.len();
    for (id, seq) in old {
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
    }
    Ok(count)
}
