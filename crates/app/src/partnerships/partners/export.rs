//! The list as a file, and the empty sheet to fill in. Viewers get it without the contacts' mail addresses and phone
//! numbers.

use axum::extract::State;
use axum::response::Response;
use crosswalk_names::Language;
use crosswalk_partners::{Organization, to_csv, to_xlsx};

use super::{queries, seen};
use crate::access::{Contributor, Member};
use crate::error::PageError;
use crate::rates::Act;
use crate::state::App;
use crate::visit::Visit;
use crate::workbook::export::file;

/// The media types.
const CSV: &str = "text/csv; charset=utf-8";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn file_name(language: Language, ending: &str) -> String {
    match language {
        Language::En => format!("partners.{ending}"),
        Language::Es => format!("organizaciones.{ending}"),
    }
}

/// All organizations, as far as the member may see them.
async fn list(app: &App, member: &Member) -> Result<Vec<Organization>, PageError> {
    let partnership = member.id();
    let rows = app.store.read_stale(move |conn| queries::all(conn, partnership)).await?;
    Ok(rows.into_iter().map(|row| seen(app, member, row.stored)).collect())
}

fn csv_of(visit: &Visit, organizations: &[Organization]) -> Response {
    file(&file_name(visit.language, "csv"), CSV, to_csv(organizations, visit.language).into_bytes())
}

async fn xlsx_of(visit: &Visit, organizations: Vec<Organization>) -> Result<Response, PageError> {
    let (language, now) = (visit.language, visit.now);
    let made = tokio::task::spawn_blocking(move || to_xlsx(&organizations, language, now)).await;
    let bytes =
        made.map_err(|error| PageError::internal(&error))?.map_err(|error| PageError::internal(&error))?;
    Ok(file(&file_name(language, "xlsx"), XLSX, bytes))
}

/// `GET /p/{partnership}/partners.csv`
pub async fn csv(State(app): State<App>, visit: Visit, member: Member) -> Result<Response, PageError> {
    Ok(csv_of(&visit, &list(&app, &member).await?))
}

/// `GET /p/{partnership}/partners.xlsx`
pub async fn xlsx(State(app): State<App>, visit: Visit, member: Member) -> Result<Response, PageError> {
    visit.may(&app, Act::Print)?;
    xlsx_of(&visit, list(&app, &member).await?).await
}

/// `GET /p/{partnership}/partners/import/template.csv`
pub async fn template_csv(visit: Visit, _member: Contributor) -> Response {
    csv_of(&visit, &[])
}

/// `GET /p/{partnership}/partners/import/template.xlsx`
pub async fn template_xlsx(
    State(app): State<App>,
    visit: Visit,
    _member: Contributor,
) -> Result<Response, PageError> {
    visit.may(&app, Act::Print)?;
    xlsx_of(&visit, Vec::new()).await
}
