//! The workbooks that a device remembers. Only the device holds the list.

pub mod page;

use askama::Template as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_ui::{Nav, Problems, Words};
use serde::Deserialize;

use self::page::{BookRow, DevicesPage};
use crate::access::{self, Reader};
use crate::error::PageError;
use crate::extract::Form;
use crate::site;
use crate::state::App;
use crate::tokens::Token;
use crate::visit::Visit;

/// Longest link that is looked at, in characters.
const LINK_MAX: usize = 500;

/// The remembered workbooks, the one opened last first. Those that are gone are left out.
pub async fn rows(app: &App, visit: &Visit) -> Result<Vec<BookRow>, PageError> {
    let mut rows = Vec::new();
    for token in visit.remembered() {
        match row(app, visit, &token).await {
            Ok(row) => rows.push(row),
            Err(PageError::NotFound | PageError::Gone) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(rows)
}

async fn row(app: &App, visit: &Visit, token: &Token) -> Result<BookRow, PageError> {
    let reader = access::reader(app, &token.text()).await?;
    let (view, checklist) = reader.open(app, visit.language).await?;
    let progress = view.workbook.overall(&checklist);
    Ok(BookRow {
        id: reader.id.to_string(),
        token: token.text(),
        title: view.workbook.title.text.clone(),
        community: view.workbook.community.text.clone(),
        editable: reader.may_edit,
        answered: progress.answered(),
        total: progress.total(),
    })
}

/// `GET /workbooks`
pub async fn show(State(app): State<App>, visit: Visit) -> Result<Response, PageError> {
    let books = rows(&app, &visit).await?;
    let frame = visit.frame(&app).nav(Nav::Workbooks);
    let page = DevicesPage { frame, books, link: String::new(), problems: Problems::default() };
    Ok(Html(page.render()?).into_response())
}

/// A pasted link.
#[derive(Deserialize)]
pub struct OpenForm {
    link: String,
}

/// `POST /workbooks/open`: a pasted link or its secret part.
pub async fn open(
    State(app): State<App>,
    visit: Visit,
    Form(form): Form<OpenForm>,
) -> Result<Response, PageError> {
    let typed: String = form.link.chars().take(LINK_MAX).collect();
    if let Some(token) = Token::find(&typed) {
        match access::reader(&app, &token.text()).await {
            Ok(reader) => return Ok(visit.see_other(&reader.paths(visit.language).page())),
            Err(PageError::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    let mut problems = Problems::default();
    problems.add("link", Words::of(visit.language).t("home-link-wrong"));
    let books = rows(&app, &visit).await?;
    let checklist = app.newest_checklist(visit.language);
    let page = site::home_page(&app, &visit, &checklist, books, typed, problems);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response())
}

/// Which workbook to forget.
#[derive(Deserialize)]
pub struct ForgetForm {
    token: String,
}

/// `POST /workbooks/forget`
pub async fn forget(visit: Visit, Form(form): Form<ForgetForm>) -> Response {
    forgotten(&visit, Token::parse(&form.token).as_ref())
}

/// `POST /w/{token}/forget`
pub async fn forget_one(visit: Visit, reader: Reader) -> Response {
    forgotten(&visit, Some(&reader.token))
}

fn forgotten(visit: &Visit, token: Option<&Token>) -> Response {
    let list = visit.see_other(&visit.paths().workbooks());
    match token {
        Some(token) => (visit.forgetting(token), list).into_response(),
        None => list,
    }
}
