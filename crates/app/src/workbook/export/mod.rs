//! A workbook goes out as JSON or CSV and comes in as JSON.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use crosswalk_checklist::{Checklist, Export, ExportedChecklist};
use crosswalk_names::{Language, Timestamp};

use super::prints::file_name;
use super::start::{Started, start_on};
use crate::api::Problem;
use crate::error::PageError;
use crate::live::{EditError, LiveError, View};
use crate::state::App;

/// The export of a workbook.
pub fn of(view: &View, now: Timestamp) -> Export {
    Export {
        format: Export::FORMAT.to_owned(),
        version: Export::VERSION,
        checklist: ExportedChecklist { key: view.checklist.0.clone(), version: view.checklist.1.clone() },
        language: view.language,
        exported_at: now,
        workbook: (*view.workbook).clone(),
    }
}

/// The export as a file to keep.
pub fn json(app: &App, view: &View) -> Response {
    let export = of(view, app.clock.now());
    let text = serde_json::to_vec_pretty(&export).unwrap_or_default();
    file(&file_name(&view.workbook, view.language, "json"), "application/json", text)
}

/// Answers and notes as a table, in the checklist's language.
pub fn csv(checklist: &Checklist, view: &View) -> Response {
    let table = crosswalk_checklist::to_csv(checklist, &view.workbook);
    file(&file_name(&view.workbook, checklist.language, "csv"), "text/csv; charset=utf-8", table.into_bytes())
}

/// Media type of PDFs.
pub const PDF: &str = "application/pdf";

/// An answer that the browser keeps as a file called `name`.
pub fn file(name: &str, kind: &'static str, bytes: impl IntoResponse) -> Response {
    let mut response = (StatusCode::OK, [(header::CONTENT_TYPE, kind)], bytes).into_response();
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// Why a file could not become a workbook.
#[derive(Debug, Clone, thiserror::Error)]
pub enum ImportError {
    /// It is not an export, or one of another version.
    #[error("{0}")]
    Unreadable(String),
    /// It answers a checklist that this instance does not have.
    #[error("this file answers the checklist {0}, which this site does not have")]
    Checklist(String),
    /// What is in it breaks a limit or the schema.
    #[error("{0}")]
    Refused(String),
    /// The server could not do it.
    #[error("the file could not be taken in")]
    Failed(PageError),
}

impl From<ImportError> for Problem {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Failed(error) => error.into(),
            ImportError::Checklist(_) => Problem::value("checklist", error.to_string()),
            ImportError::Unreadable(_) => Problem::body(error.to_string()),
            ImportError::Refused(_) => Problem::value("workbook", error.to_string()),
        }
    }
}

/// Starts a new workbook that holds what an export holds.
pub async fn import(app: &App, text: &str) -> Result<(Started, Language), ImportError> {
    let export = Export::from_json(text).map_err(|error| ImportError::Unreadable(error.to_string()))?;
    let ExportedChecklist { key, version } = export.checklist;
    if app.content().checklists.edition(&key, &version, export.language).is_none() {
        return Err(ImportError::Checklist(format!(
            "{key} {}",
            version.chars().take(20).collect::<String>()
        )));
    }
    let failed = |error: PageError| ImportError::Failed(error);
    let started = start_on(app, export.language, key, version).await.map_err(failed)?;
    // The authors and times of the export stay: they are part of what people wrote.
    match app.live.become_like(started.id, export.workbook, String::new(), app.clock.now()).await {
        Ok(_) => Ok((started, export.language)),
        Err(error) => {
            super::deletion::discard(app, started.id).await.map_err(failed)?;
            Err(match error {
                LiveError::Edit(EditError::Refused(refusal)) => ImportError::Refused(refusal.to_string()),
                other => ImportError::Failed(other.into()),
            })
        }
    }
}
