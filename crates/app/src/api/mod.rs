//! The HTTP API under `/api/v1`. Its document is `openapi.json` beside this file; a test holds the two together.
//!
//! A token in the path is the permission, as in the addresses of pages.

mod body;
pub mod document;
mod problem;
mod search;
mod workbooks;

use axum::Router;
use axum::extract::{FromRequestParts, RawPathParams, Request};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{delete, get, post, put};

pub use body::{Json, Query};
pub use problem::Problem;

use crate::access;
use crate::error::PageError;
use crate::guard::is_allowed;
use crate::rates::Act;
use crate::state::App;
use crate::visit::Peer;

/// The part of an address behind `/api/v1`, and its methods. The one list of the API's addresses.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/openapi.json", get(document::json))
        .route("/checklists/{key}", get(workbooks::checklist))
        .route("/search", get(search::find))
        .route("/workbooks", post(workbooks::create))
        .route("/workbooks/import", post(workbooks::import))
        .route("/workbooks/{token}", get(workbooks::show).delete(workbooks::remove))
        .route("/workbooks/{token}/restoration", post(workbooks::bring_back))
        .route("/workbooks/{token}/details", put(workbooks::details))
        .route("/workbooks/{token}/answers/{question}", put(workbooks::answer))
        .route("/workbooks/{token}/owners/{question}", put(workbooks::owner))
        .route("/workbooks/{token}/notes/{stage}", put(workbooks::note))
        .route("/workbooks/{token}/comments", post(workbooks::add_comment))
        .route("/workbooks/{token}/comments/{comment}", delete(workbooks::remove_comment))
        .route("/workbooks/{token}/questions", post(workbooks::add_question))
        .route(
            "/workbooks/{token}/questions/{question}",
            put(workbooks::change_question).delete(workbooks::remove_question),
        )
        .route("/workbooks/{token}/reading", get(workbooks::reading))
        .route("/workbooks/{token}/history", get(workbooks::history))
        .route("/workbooks/{token}/snapshots", get(workbooks::snapshots).post(workbooks::take_snapshot))
        .route("/workbooks/{token}/pdf", get(workbooks::pdf))
        .route("/workbooks/{token}/export.json", get(workbooks::export_json))
        .route("/workbooks/{token}/export.csv", get(workbooks::export_csv))
        .fallback(|| async { Problem::not_found("The API has no such address. See /api/v1/openapi.json.") })
        .method_not_allowed_fallback(|| async { Problem::method() })
}

/// The API's answer to a change that another site asks the browser for.
pub async fn same_site(request: Request, next: Next) -> Response {
    if is_allowed(&request) {
        next.run(request).await
    } else {
        Problem::from(PageError::Forbidden).into_response()
    }
}

/// Somebody with a link to a workbook.
pub struct Reader(pub access::Reader);

/// Somebody with a link that can edit, who has not changed too much lately.
pub struct Editor(pub access::Reader);

impl FromRequestParts<App> for Reader {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        Ok(Self(access::Reader::from_request_parts(parts, app).await?))
    }
}

impl FromRequestParts<App> for Editor {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        count(parts, app, Act::Write)?;
        Ok(Self(access::Editor::from_request_parts(parts, app).await?.0))
    }
}

/// Counts an act of the network address behind a request.
pub fn count(parts: &Parts, app: &App, act: Act) -> Result<(), Problem> {
    match parts.extensions.get::<Peer>() {
        Some(peer) => app.rates.count(act, peer.0).map_err(|wait| PageError::TooMany(wait).into()),
        None => Ok(()),
    }
}

/// A key in the path, by its name there.
pub struct Key<T>(pub T);

impl<T: std::str::FromStr> FromRequestParts<App> for Key<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let params = RawPathParams::from_request_parts(parts, app)
            .await
            .map_err(|_| Problem::not_found("The path is not UTF-8."))?;
        params
            .iter()
            .filter(|(name, _)| *name != "token")
            .find_map(|(_, value)| value.parse().ok())
            .map(Self)
            .ok_or_else(|| {
                Problem::not_found("The last part of the path is not a key of this workbook's checklist.")
            })
    }
}
