//! A partnership as one file: to keep, to read in a spreadsheet, and to bring in on another site.
//!
//! The file holds what every steward may see. Copies of rounds are their writers' own and are not in it: of a closed
//! round it holds what the results show, of an open one nothing. People come in as awaited members: nobody becomes a
//! member of anything before they say so, and who brings a file in learns nothing about who has an account.

mod export;
pub mod format;
mod import;
pub mod page;
mod queries;
mod read;
mod tables;

use askama::Template as _;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_ui::{Problems, Words};

use self::page::PartnershipImportPage;
use self::read::Refused;
use super::activity::{self, Kind};
use crate::access::{SignedIn, Steward};
use crate::error::PageError;
use crate::extract::file;
use crate::rates::Act;
use crate::state::App;
use crate::visit::Visit;
use crate::workbook::export as downloads;
use crate::workbook::prints::slug;

/// Largest file, in megabytes.
const MEGABYTES_MAX: usize = 8;
/// Largest file unpacked, as far as it is read, in bytes.
const UNPACKED_MAX: usize = 64 * 1024 * 1024;
/// Members in a file.
const PEOPLE_MAX: usize = 2_000;

/// `GET /p/{partnership}/archive.zip`
pub async fn export(State(app): State<App>, visit: Visit, steward: Steward) -> Result<Response, PageError> {
    visit.may(&app, Act::Print)?;
    let bytes = export::file(&app, &steward, visit.language).await?;
    activity::change(&app, &steward, visit.now, Kind::Exported, "", |_| Ok(true)).await?;
    let name = slug(&steward.partnership.name).unwrap_or_else(|| "partnership".to_owned());
    Ok(downloads::file(&format!("{name}.zip"), "application/zip", bytes))
}

fn page(app: &App, visit: &Visit, problems: Problems) -> Result<Html<String>, PageError> {
    let page = PartnershipImportPage { frame: visit.frame(app), problems, megabytes_max: MEGABYTES_MAX };
    Ok(Html(page.render()?))
}

/// `GET /partnerships/import`
pub async fn show(State(app): State<App>, visit: Visit, _who: SignedIn) -> Result<Html<String>, PageError> {
    page(&app, &visit, Problems::default())
}

/// `POST /partnerships/import`: leads to the people, who are to be invited next.
pub async fn create(
    State(app): State<App>,
    visit: Visit,
    who: SignedIn,
    request: Request,
) -> Result<Response, PageError> {
    visit.may(&app, Act::Create)?;
    let words = Words::of(visit.language);
    let bytes = match file(&app, request, MEGABYTES_MAX * 1024 * 1024).await {
        Ok(bytes) => bytes,
        Err(none) => return wrong(&app, &visit, none.message(words, MEGABYTES_MAX)),
    };
    let (content, limits) = (app.content(), app.settings.limits.live.document.clone());
    let read = tokio::task::spawn_blocking(move || read::read(&bytes, &content, &limits, words)).await;
    let message = match read.map_err(|error| PageError::internal(&error))? {
        Ok(whole) => {
            let id = import::import(&app, &who, whole).await?;
            return Ok(visit.see_other(&visit.paths().partnership(id).people()));
        }
        Err(Refused::NotOurs) => words.t("partnership-import-not-ours").to_owned(),
        Err(Refused::Newer) => words.t("partnership-import-newer").to_owned(),
        Err(Refused::TooLarge) => words.tn("partnership-import-unpacked", UNPACKED_MAX / 1024 / 1024),
        Err(Refused::Checklist(what)) => words.tx("partnership-import-checklist", "what", &what),
        Err(Refused::Odd(part)) => words.tx("partnership-import-odd", "part", &part),
    };
    wrong(&app, &visit, message)
}

fn wrong(app: &App, visit: &Visit, message: String) -> Result<Response, PageError> {
    let mut problems = Problems::default();
    problems.add("file", message);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(app, visit, problems)?).into_response())
}
