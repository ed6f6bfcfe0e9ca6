//! The team's own answers over time: the snapshots of its workbook, and how it stands now.

use std::sync::Arc;

use crosswalk_checklist::Workbook;
use crosswalk_names::Timestamp;

use super::over_time::Whose;
use crate::error::PageError;
use crate::live::OpenError;
use crate::partnerships::queries::workbooks_of;
use crate::rounds::queries::RoundRow;
use crate::state::App;
use crate::workbook::queries;

/// Snapshots that are shown, the newest.
const SNAPSHOTS_BACK: i64 = 8;

/// A state of the team's workbook.
pub struct TeamState {
    /// A snapshot, or as it is now.
    pub whose: Whose,
    /// What the snapshot is called; may be empty.
    pub name: String,
    /// When it was so.
    pub at: Timestamp,
    /// What people wrote.
    pub workbook: Arc<Workbook>,
}

/// The states that hold an answer, the oldest first. None when the team answers another checklist than the round.
pub async fn states(app: &App, round: &RoundRow) -> Result<Vec<TeamState>, PageError> {
    let partnership = round.partnership;
    let own = app.store.read(move |conn| workbooks_of(conn, partnership)).await?;
    for id in own.into_iter().filter(|one| one.is_team).map(|one| one.id) {
        let view = match app.live.view(id).await {
            Ok(view) if view.deleted_at.is_none() && view.checklist.0 == round.checklist.0 => view,
            Ok(_) | Err(OpenError::NotFound) => continue,
            Err(error) => return Err(error.into()),
        };
        let kept = app.store.read(move |conn| queries::newest_snapshots(conn, id, SNAPSHOTS_BACK)).await?;
        let snapshots = kept.into_iter().map(|(row, workbook)| TeamState {
            whose: Whose::Snapshot,
            name: row.name,
            at: row.at,
            workbook: Arc::new(workbook),
        });
        let now = TeamState {
            whose: Whose::Team,
            name: String::new(),
            at: app.clock.now(),
            workbook: view.workbook,
        };
        let states = snapshots.chain([now]).filter(|state| !state.workbook.answers.is_empty());
        return Ok(states.collect());
    }
    Ok(Vec::new())
}
