//! Named snapshots: a state that people want to compare with later.

mod handlers;
pub mod page;

use crosswalk_names::SnapshotId;

use super::acts::{Author, tidy_line};
use super::queries::{self, SnapshotRow};
use crate::access::Reader;
use crate::error::PageError;
use crate::state::App;

pub use handlers::{compare, create, show};

/// Longest name of a snapshot, in characters.
pub const NAME_MAX: usize = 100;

/// Why a snapshot was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnapshotProblem {
    /// The name has more than [`NAME_MAX`] characters.
    NameTooLong,
    /// The workbook has as many snapshots as the instance allows.
    TooMany,
}

impl SnapshotProblem {
    /// For the API.
    pub fn in_english(self, app: &App) -> String {
        match self {
            SnapshotProblem::NameTooLong => format!("Use at most {NAME_MAX} characters."),
            SnapshotProblem::TooMany => format!(
                "This workbook has {} snapshots, which is the most it can keep.",
                app.settings.limits.snapshots
            ),
        }
    }
}

/// Keeps the present state. Without a name the snapshot is called by its date on screen.
pub async fn take(
    app: &App,
    reader: &Reader,
    name: &str,
    author: &Author,
) -> Result<Result<SnapshotRow, SnapshotProblem>, PageError> {
    let name = tidy_line(name);
    if name.chars().count() > NAME_MAX {
        return Ok(Err(SnapshotProblem::NameTooLong));
    }
    let view = reader.view(app).await?;
    let row = SnapshotRow {
        id: SnapshotId(app.random.uuid(author.at)),
        name,
        at: author.at,
        author: author.by.clone(),
    };
    let content = serde_json::to_string(&*view.workbook).map_err(|error| PageError::internal(&error))?;
    let (id, most, kept) = (reader.id, app.settings.limits.snapshots, row.clone());
    let taken = app
        .store
        .write(move |conn| {
            if queries::count_snapshots(conn, id)? >= most {
                return Ok(false);
            }
            queries::put_snapshot(conn, id, &kept, view.seq, &content)?;
            Ok(true)
        })
        .await?;
    if taken {
        app.live.set_last_snapshot(id, row.at).await?;
    }
    Ok(if taken { Ok(row) } else { Err(SnapshotProblem::TooMany) })
}
