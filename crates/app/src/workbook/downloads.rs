//! Files to keep: the PDF, the blank form, the export, the table.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use crosswalk_checklist::Workbook;
use crosswalk_print::Paper;
use serde::Deserialize;

use super::export::{self, PDF};
use super::prints::{self, Print};
use crate::access::Reader;
use crate::error::PageError;
use crate::extract::Query;
use crate::rates::Act;
use crate::state::App;
use crate::visit::Visit;

/// The size of the sheet, by the address.
#[derive(Deserialize, Default)]
pub struct Asked {
    paper: Option<String>,
}

impl Asked {
    /// Letter, unless A4 is asked for.
    pub fn paper(&self) -> Paper {
        if self.paper.as_deref() == Some("a4") { Paper::A4 } else { Paper::Letter }
    }
}

/// `GET /w/{token}/workbook.pdf`
pub async fn pdf(
    State(app): State<App>,
    reader: Reader,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    of_workbook(&app, &reader, &visit, asked.paper(), false).await
}

/// `GET /w/{token}/blank.pdf`: with this workbook's title and own questions, to fill in by hand.
pub async fn blank_of(
    State(app): State<App>,
    reader: Reader,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    of_workbook(&app, &reader, &visit, asked.paper(), true).await
}

async fn of_workbook(
    app: &App,
    reader: &Reader,
    visit: &Visit,
    paper: Paper,
    blank: bool,
) -> Result<Response, PageError> {
    visit.may(app, Act::Print)?;
    let (view, checklist) = reader.open(app, visit.language).await?;
    let link = app.settings.absolute(&visit.paths().workbook(&reader.read_token().text()).page());
    let workbook = Arc::clone(&view.workbook);
    let print = Print { checklist, workbook, individual: view.individual, paper, blank, link: Some(link) };
    let name = prints::file_name(&view.workbook, visit.language, "pdf");
    Ok(export::file(&name, PDF, prints::pdf(app, print).await?))
}

/// `GET /blank.pdf`: an empty form of the newest checklist.
pub async fn blank(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    visit.may(&app, Act::Print)?;
    let (checklist, workbook) = (app.newest_checklist(visit.language), Arc::new(Workbook::default()));
    let name = prints::file_name(&workbook, visit.language, "pdf");
    let (individual, paper) = (false, asked.paper());
    let print = Print { checklist, workbook, individual, paper, blank: true, link: None };
    Ok(export::file(&name, PDF, prints::pdf(&app, print).await?))
}

/// `GET /w/{token}/export.json`
pub async fn json(State(app): State<App>, reader: Reader) -> Result<Response, PageError> {
    Ok(export::json(&app, &reader.view(&app).await?))
}

/// `GET /w/{token}/export.csv`
pub async fn csv(State(app): State<App>, reader: Reader, visit: Visit) -> Result<Response, PageError> {
    let (view, checklist) = reader.open(&app, visit.language).await?;
    Ok(export::csv(&checklist, &view))
}
