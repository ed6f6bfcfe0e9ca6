//! The import form: an export becomes a new workbook.

pub mod page;

use askama::Template as _;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_ui::{Nav, Problems, Words};

use self::page::ImportPage;
use super::export::{self, ImportError};
use crate::error::PageError;
use crate::extract::file;
use crate::rates::Act;
use crate::state::App;
use crate::visit::Visit;

/// Largest file, in megabytes.
const MEGABYTES_MAX: usize = 8;

fn page(app: &App, visit: &Visit, problems: Problems) -> Result<Html<String>, PageError> {
    let frame = visit.frame(app).nav(Nav::Workbooks);
    Ok(Html(ImportPage { frame, problems, megabytes_max: MEGABYTES_MAX }.render()?))
}

/// `GET /workbooks/import`
pub async fn show(State(app): State<App>, visit: Visit) -> Result<Html<String>, PageError> {
    page(&app, &visit, Problems::default())
}

/// `POST /workbooks/import`
pub async fn create(State(app): State<App>, visit: Visit, request: Request) -> Result<Response, PageError> {
    visit.may(&app, Act::Create)?;
    let words = Words::of(visit.language);
    let bytes = match file(&app, request, MEGABYTES_MAX * 1024 * 1024).await {
        Ok(bytes) => bytes,
        Err(none) => return wrong(&app, &visit, none.message(words, MEGABYTES_MAX)),
    };
    let Ok(text) = String::from_utf8(bytes) else {
        return wrong(&app, &visit, words.t("import-not-ours").to_owned());
    };
    match export::import(&app, &text).await {
        Ok((started, _)) => {
            let to_page = visit.see_other(&visit.paths().workbook(&started.edit.text()).page());
            Ok((visit.remembering(&app, &started.edit), to_page).into_response())
        }
        Err(ImportError::Failed(error)) => Err(error),
        Err(ImportError::Checklist(_)) => wrong(&app, &visit, words.t("import-checklist").to_owned()),
        Err(error) => wrong(&app, &visit, words.tx("import-why", "why", &error.to_string())),
    }
}

fn wrong(app: &App, visit: &Visit, message: String) -> Result<Response, PageError> {
    let mut problems = Problems::default();
    problems.add("file", message);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(app, visit, problems)?).into_response())
}
