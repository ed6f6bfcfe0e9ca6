//! Signing in with the OpenID provider that the instance was given: a school district's or an agency's own accounts.
//!
//! The browser goes there and comes back with a code, which only this server can turn into a token. The first time, an
//! address that the provider has checked finds the person's account or makes one; from then on the provider's own name
//! for the person does, even when the address changes.

pub mod client;
pub mod http;
pub mod page;

use askama::Template as _;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_names::{Language, PersonId, Timestamp};
use crosswalk_store::Connection;
use crosswalk_ui::Words;
use serde::Deserialize;

use self::client::{Outside, Provider, ProviderError};
use self::page::{ProviderPage, Trouble};
use super::ceremony::{self, Ceremony, Errand, Mark};
use super::sign_in::{Next, person_of, safe_next};
use super::{queries, sessions};
use crate::error::PageError;
use crate::extract::Query;
use crate::state::App;
use crate::visit::Visit;

/// Longest code or state that comes back, in bytes.
const PARAMETER_MAX: usize = 4_096;

/// What the provider sends back with the browser.
#[derive(Deserialize, Default)]
pub struct Back {
    #[serde(default)]
    code: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    error: String,
}

fn provider(app: &App) -> Result<&Provider, PageError> {
    app.provider.as_ref().ok_or(PageError::NotFound)
}

/// The page that says why it did not work. It ends the ceremony.
fn trouble(app: &App, visit: &Visit, trouble: Trouble, next: &str) -> Result<Response, PageError> {
    let mut frame = visit.frame(app);
    // The address of this page holds what can't be used again.
    frame.here = "/sign-in".into();
    let name = provider(app)?.name().to_owned();
    let page = ProviderPage { frame, trouble, name, next: safe_next(next).to_owned() };
    let jar = ceremony::without(app, visit.cookies());
    Ok((trouble.status(), jar, Html(page.render()?)).into_response())
}

/// `GET /sign-in/oidc`: goes to the provider.
pub async fn start(
    State(app): State<App>,
    visit: Visit,
    Query(query): Query<Next>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let next = safe_next(&query.next);
    match provider(&app)?.send_off(&app.random, visit.now, next, visit.language).await {
        Ok((url, errand)) => {
            let jar = ceremony::begin(&app, visit.cookies(), Ceremony::Provider(errand));
            Ok((jar, visit.see_other(&url)).into_response())
        }
        Err(error) => {
            tracing::warn!(%error, "nobody can sign in with the provider");
            trouble(&app, &visit, Trouble::Away, next)
        }
    }
}

/// `GET /sign-in/oidc/callback`: comes back from the provider.
pub async fn finish(
    State(app): State<App>,
    mut visit: Visit,
    headers: HeaderMap,
    Query(back): Query<Back>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let provider = provider(&app)?;
    let Some((errand, mark)) = errand_of(&app, &visit, &back) else {
        return trouble(&app, &visit, Trouble::Failed, "");
    };
    visit.language = errand.language;
    if !back.error.is_empty() || back.code.is_empty() || back.code.len() > PARAMETER_MAX {
        return trouble(&app, &visit, Trouble::Refused, &errand.next);
    }
    let outside = match provider.welcome(back.code, &errand, visit.now).await {
        Ok(outside) => outside,
        Err(error) => {
            tracing::warn!(%error, "somebody could not sign in with the provider");
            let away = matches!(error, ProviderError::Away(_));
            let what = if away { Trouble::Away } else { Trouble::Failed };
            return trouble(&app, &visit, what, &errand.next);
        }
    };
    let (work, now, language) = (app.clone(), visit.now, visit.language);
    let fallback = match visit.name() {
        name if name.is_empty() => Words::of(language).t("sign-in-nameless").to_owned(),
        name => name,
    };
    let joined = app
        .store
        .write(move |conn| {
            if !queries::end_ceremony(conn, &mark, now)? {
                return Ok(Joined::Over);
            }
            join(conn, &work, &outside, &fallback, language, now)
        })
        .await?;
    match joined {
        Joined::Person(person) => {
            app.forget_sessions(person);
            let jar = sessions::begin(&app, person, visit.cookies(), &headers).await?;
            let next = visit.paths().to(safe_next(&errand.next));
            Ok((ceremony::without(&app, jar), visit.see_other(&next)).into_response())
        }
        Joined::NoAddress => trouble(&app, &visit, Trouble::NoAddress, &errand.next),
        Joined::Over => trouble(&app, &visit, Trouble::Failed, &errand.next),
    }
}

/// What this browser went to the provider with, if it is what came back.
fn errand_of(app: &App, visit: &Visit, back: &Back) -> Option<(Errand, Mark)> {
    let Some((Ceremony::Provider(errand), mark)) = ceremony::open(app, &visit.cookies()) else {
        return None;
    };
    // Hashes are compared, so that the time it takes says nothing.
    let same = back.state.len() <= PARAMETER_MAX
        && blake3::hash(back.state.as_bytes()) == blake3::hash(errand.state.as_bytes());
    same.then_some((errand, mark))
}

/// What became of somebody who came back from the provider.
enum Joined {
    Person(PersonId),
    NoAddress,
    Over,
}

/// The person who somebody is at the provider. Who comes the first time is found by an address that the provider has
/// checked, and written down if nobody has it. A name that is known here stays.
fn join(
    conn: &mut Connection,
    app: &App,
    outside: &Outside,
    fallback: &str,
    language: Language,
    now: Timestamp,
) -> diesel::QueryResult<Joined> {
    if let Some(person) = queries::by_outside(conn, &outside.issuer, &outside.subject)? {
        return Ok(Joined::Person(person));
    }
    let Some(address) = &outside.address else { return Ok(Joined::NoAddress) };
    let known = queries::by_address(conn, &app.seal.hash(address.as_str()))?;
    let name = match known {
        Some(person) if !person.name.is_empty() => person.name,
        _ if outside.name.is_empty() => fallback.to_owned(),
        _ => outside.name.clone(),
    };
    let person = person_of(conn, app, address, &name, language, now)?;
    queries::join_outside(conn, &outside.issuer, &outside.subject, person, now)?;
    Ok(Joined::Person(person))
}
