//! Starting a workbook: one click, no account.

use crosswalk_names::{ChecklistKey, Language, WorkbookId};

use crate::error::PageError;
use crate::state::App;
use crate::tokens::Token;
use crate::workbook::queries::{self, NewWorkbook};

/// A workbook that has just been started.
pub struct Started {
    /// Its id.
    pub id: WorkbookId,
    /// The token that can edit.
    pub edit: Token,
}

/// Starts an empty workbook on the newest edition of a checklist, or of the default one. [`PageError::NotFound`] for a
/// checklist that is not offered.
pub async fn start(app: &App, language: Language, key: Option<&ChecklistKey>) -> Result<Started, PageError> {
    let checklist = match key {
        None => app.newest_checklist(language),
        Some(key) => app.content().checklists.get(key, language).cloned().ok_or(PageError::NotFound)?,
    };
    start_on(app, language, checklist.key.clone(), checklist.version.clone()).await
}

/// Starts an empty workbook on a certain edition.
pub async fn start_on(
    app: &App,
    language: Language,
    checklist: ChecklistKey,
    version: String,
) -> Result<Started, PageError> {
    begin(app, language, checklist, version, false).await
}

/// Starts an empty copy that one person fills in alone, for a round of a partnership: it offers "I don't know". All copies
/// of a round answer the same edition, whichever is the newest by then.
pub async fn start_individual(
    app: &App,
    language: Language,
    checklist: ChecklistKey,
    version: String,
) -> Result<Started, PageError> {
    begin(app, language, checklist, version, true).await
}

async fn begin(
    app: &App,
    language: Language,
    checklist: ChecklistKey,
    version: String,
    individual: bool,
) -> Result<Started, PageError> {
    let edit = Token::from_random(app.random.bytes());
    let at = app.clock.now();
    let id = WorkbookId(app.random.uuid(at));
    let new = NewWorkbook {
        id,
        checklist,
        version,
        language,
        individual,
        edit_hash: edit.hash(),
        read_hash: edit.read_only().hash(),
        at,
    };
    app.store.write(move |conn| queries::create(conn, &new)).await?;
    Ok(Started { id, edit })
}
