//! `GET /search`

use std::net::IpAddr;

use axum::extract::{Extension, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use crosswalk_names::Language;
use serde::{Deserialize, Serialize};

use super::{Problem, Query};
use crate::error::PageError;
use crate::rates::Act;
use crate::state::App;
use crate::toolkit::search::{self, page::Hit};
use crate::visit::Peer;

#[derive(Deserialize)]
pub struct Asked {
    q: String,
    language: Option<Language>,
}

#[derive(Serialize)]
struct Found {
    query: String,
    did_you_mean: Option<String>,
    loose: bool,
    results: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    kind: &'static str,
    title: String,
    context: String,
    url: String,
    snippet: Vec<Part>,
}

#[derive(Serialize)]
struct Part {
    text: String,
    hit: bool,
}

impl From<Hit> for Entry {
    fn from(hit: Hit) -> Self {
        Self {
            kind: hit.kind.as_str(),
            title: hit.title,
            context: hit.context,
            url: hit.url,
            snippet: hit.snippet.into_iter().map(|(hit, text)| Part { text, hit }).collect(),
        }
    }
}

/// `GET /search`: what the toolkit, its terms, outcomes and resources, and the questions have on some words.
pub async fn find(
    State(app): State<App>,
    peer: Option<Extension<Peer>>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let peer = peer.map_or(IpAddr::from([127, 0, 0, 1]), |peer| peer.0.0);
    app.rates.count(Act::Search, peer).map_err(PageError::TooMany)?;
    let content = app.content();
    let found = search::find(&app, &content, asked.language.unwrap_or_default(), &asked.q).await;
    let found = found.map_err(PageError::from)?;
    let found = Found {
        query: found.query.text,
        did_you_mean: found.did_you_mean,
        loose: found.loose,
        results: found.hits.into_iter().map(Entry::from).collect(),
    };
    let mut response = axum::Json(found).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=60"));
    Ok(response)
}
