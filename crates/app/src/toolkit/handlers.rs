//! Handlers of the toolkit's pages and files.

use askama::Template as _;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_toolkit::Page;
use crosswalk_ui::Words;

use super::article::{Filter, filled, word};
use super::prints::{self, Part};
use super::{overview, own};
use crate::content::Content;
use crate::error::PageError;
use crate::extract::{Path, Query};
use crate::rates::Act;
use crate::state::App;
use crate::visit::Visit;
use crate::workbook::export;
use crate::workbook::shares::sends_mail;

/// `GET /toolkit`
pub async fn index(State(app): State<App>, visit: Visit, headers: HeaderMap) -> Result<Response, PageError> {
    let content = app.content();
    let checklist = app.newest_checklist(visit.language);
    let make = |visit: &Visit| {
        let contents = content.toolkit.contents(visit.language);
        Ok(overview::page::filled(visit.frame(&app), contents, &checklist).render()?)
    };
    if visit.is_new() && visit.here == "/toolkit" {
        return content.pages.respond(visit.language, &visit.here, &headers, || make(&visit));
    }
    Ok(Html(make(&visit)?).into_response())
}

fn page_of<'c>(content: &'c Content, visit: &Visit, slug: &str) -> Result<&'c Page, PageError> {
    content.toolkit.contents(visit.language).page(slug).ok_or(PageError::NotFound)
}

/// `GET /toolkit/{page}`
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    Path(slug): Path<String>,
    Query(filter): Query<Filter>,
) -> Result<Response, PageError> {
    let content = app.content();
    let page = page_of(&content, &visit, &slug)?;
    let checklist = app.newest_checklist(visit.language);
    let contents = content.toolkit.contents(visit.language);
    let make = |own: Option<&own::Own>| -> Result<String, PageError> {
        let page = filled(visit.frame(&app), contents, &checklist, page, own, &filter)?;
        Ok(super::article::ToolkitPage { sends_mail: sends_mail(&app), ..page }.render()?)
    };
    // The page's own address alone: with a query there would be no end of pages to keep.
    if visit.is_new() && visit.here.len() == "/toolkit/".len() + slug.len() {
        return content.pages.respond(visit.language, &visit.here, &headers, || make(None));
    }
    let own = own::of(&app, &visit).await?;
    Ok(Html(make(own.as_ref())?).into_response())
}

/// `GET /toolkit/{page}/page.pdf`
pub async fn page_pdf(
    State(app): State<App>,
    visit: Visit,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let content = app.content();
    page_of(&content, &visit, &slug)?;
    pdf(&app, &visit, Part::Page(slug)).await
}

/// `GET /toolkit/{page}/stage.pdf`: the guide, its questions, terms and resources.
pub async fn stage_pdf(
    State(app): State<App>,
    visit: Visit,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let content = app.content();
    page_of(&content, &visit, &slug)?.stage.as_ref().ok_or(PageError::NotFound)?;
    pdf(&app, &visit, Part::Stage(slug)).await
}

/// `GET /toolkit/book.pdf`
pub async fn book(State(app): State<App>, visit: Visit) -> Result<Response, PageError> {
    visit.may(&app, Act::Print)?;
    let name = Part::Book.file_name(visit.language);
    Ok(export::file(&name, export::PDF, prints::book(&app, visit.language).await?))
}

async fn pdf(app: &App, visit: &Visit, part: Part) -> Result<Response, PageError> {
    visit.may(app, Act::Print)?;
    let name = part.file_name(visit.language);
    Ok(export::file(&name, export::PDF, prints::pdf(app, visit.language, part).await?))
}

/// `GET /toolkit/outcomes.csv`
pub async fn outcomes_csv(State(app): State<App>, visit: Visit) -> Response {
    let content = app.content();
    let words = Words::of(visit.language);
    let head = [
        "toolkit-by-sector",
        "search-outcome",
        "toolkit-by-age",
        "toolkit-what",
        "toolkit-indicator",
        "toolkit-metric",
        "toolkit-source",
        "toolkit-limit",
        "toolkit-helps",
    ]
    .map(|key| words.t(key));
    let table = crosswalk_toolkit::outcomes_csv(content.toolkit.contents(visit.language), head, |kind| {
        word(words, kind)
    });
    export::file(words.t("toolkit-csv-name"), "text/csv; charset=utf-8", table.into_bytes())
}

/// `GET /toolkit/images/{file}`: a picture of the instance's own.
pub async fn image(State(app): State<App>, Path(file): Path<String>) -> Result<Response, PageError> {
    let content = app.content();
    let bytes = content.toolkit.image(&file).ok_or(PageError::NotFound)?.to_vec();
    let kind = match file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).as_deref() {
        Some("png") => "image/png",
        Some("webp") => "image/webp",
        Some("svg") => "image/svg+xml",
        _ => "image/jpeg",
    };
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
    // A drawing may hold scripts; opened by itself it must not run them.
    let policy = HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox");
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}
