//! Searching the toolkit, its terms, outcomes and resources, and the questions of the checklists.

pub mod page;

use std::sync::Arc;

use askama::Template as _;
use axum::extract::State;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_names::Language;
use crosswalk_store::search::{self, Must};
use crosswalk_store::{Connection, StoreError};
use crosswalk_toolkit::search::{Entry, Place, Query};
use crosswalk_ui::{Nav, Paths};
use diesel::QueryResult;
use serde::Deserialize;

use self::page::{Hit, SearchPage};
use crate::content::Content;
use crate::error::PageError;
use crate::extract::Query as AddressQuery;
use crate::rates::Act;
use crate::state::App;
use crate::visit::Visit;

/// Most that the database hands over to be put in order.
const CANDIDATES: i64 = 60;
/// Most results that are shown.
pub const RESULTS_MAX: usize = 20;

/// What was found.
pub struct Found {
    /// The question, as it was understood.
    pub query: Query,
    /// Best first.
    pub hits: Vec<Hit>,
    /// The question with misspelt words put right. When nothing had the words as typed, the hits are for this.
    pub did_you_mean: Option<String>,
    /// Whether the hits have only some of the words.
    pub loose: bool,
}

/// Searches in the words of `language`. An empty question finds nothing.
pub async fn find(
    app: &App,
    content: &Content,
    language: Language,
    typed: &str,
) -> Result<Found, StoreError> {
    let index = content.findable(language);
    let query = index.query(typed);
    let mut found = Found { did_you_mean: index.did_you_mean(&query), hits: Vec::new(), loose: false, query };
    if found.query.words.is_empty() {
        return Ok(found);
    }
    content.keep_index(&app.store).await?;
    let better = found.did_you_mean.as_deref().map(|better| index.query(better));
    let mut asked = vec![(found.query.clone(), Must::All)];
    asked.extend(better.map(|better| (better, Must::All)));
    asked.push((found.query.clone(), Must::Any));
    let words: Vec<(Vec<Vec<String>>, Must)> = asked
        .iter()
        .map(|(query, must)| (query.words.iter().map(|word| word.spellings.clone()).collect(), *must))
        .collect();
    let look = Arc::new(move |conn: &mut Connection| -> QueryResult<(usize, Vec<String>)> {
        for (place, (words, must)) in words.iter().enumerate() {
            let keys = search::find(conn, language.code(), words, *must, CANDIDATES)?;
            if !keys.is_empty() {
                return Ok((place, keys));
            }
        }
        Ok((0, Vec::new()))
    });
    // A replica may not have heard of the index yet.
    let (edition, early) = (content.edition().to_owned(), Arc::clone(&look));
    let found_early = app.store.read_stale(move |conn| {
        let is_there = search::edition(conn)?.is_some_and(|kept| kept == edition);
        if is_there { early(conn).map(Some) } else { Ok(None) }
    });
    let (which, keys) = match found_early.await? {
        Some(found) => found,
        None => app.store.read(move |conn| look(conn)).await?,
    };
    let (query, must) = &asked[which];
    found.loose = *must == Must::Any && !keys.is_empty() && query.words.len() > 1;
    let paths = Paths::new(language);
    let mut places: Vec<String> = Vec::new();
    for entry in index.ranked(query, &keys) {
        let url = address(paths, entry);
        // A question and the section that helps with it lead to the same place.
        if places.contains(&url) {
            continue;
        }
        places.push(url.clone());
        found.hits.push(Hit {
            kind: entry.kind,
            title: entry.title.clone(),
            context: entry.context.clone(),
            url,
            snippet: index
                .snippet(query, entry)
                .into_iter()
                .map(|(hit, text)| (hit, text.to_owned()))
                .collect(),
        });
        if found.hits.len() == RESULTS_MAX {
            break;
        }
    }
    Ok(found)
}

fn address(paths: Paths, entry: &Entry) -> String {
    match &entry.place {
        Place::Page(slug, None) => paths.toolkit_page(slug),
        Place::Page(slug, Some(section)) => paths.toolkit_section(slug, section),
        Place::Question(_) => paths.help(),
    }
}

/// What was typed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    q: String,
}

/// `GET /toolkit/search`
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    AddressQuery(asked): AddressQuery<Asked>,
) -> Result<Response, PageError> {
    visit.may(&app, Act::Search)?;
    let content = app.content();
    let found = find(&app, &content, visit.language, &asked.q).await?;
    let frame = visit.frame(&app).nav(Nav::Toolkit).script("toolkit.js");
    Ok(Html(SearchPage::new(frame, found).render()?).into_response())
}
