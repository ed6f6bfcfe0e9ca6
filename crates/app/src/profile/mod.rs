//! A person's own page: what they are called, where they are signed in, and what is kept about them.

mod export;
pub mod page;
mod queries;
mod words;

pub use export::export;

use askama::Template as _;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_names::{Language, SessionId};
use crosswalk_ui::{Problems, Words};
use serde::Deserialize;

use self::page::{AccountPage, PasskeyCard, PasskeyLine, RemovalPage, SessionLine, passkey_added};
use crate::access::{SignedIn, is_operator};
use crate::accounts::passkeys::PASSKEYS_MAX;
use crate::accounts::queries as people;
use crate::accounts::sessions;
use crate::accounts::sign_in::address_of;
use crate::error::PageError;
use crate::extract::{Form, Query};
use crate::partnerships;
use crate::state::App;
use crate::visit::{Visit, clean_name};

async fn page<'a>(
    app: &'a App,
    visit: &Visit,
    who: &SignedIn,
    headers: &HeaderMap,
    typed: Option<&AccountForm>,
    problems: Problems,
) -> Result<AccountPage<'a>, PageError> {
    let (person, now) = (who.person, visit.now);
    let (row, open, passkeys) = app
        .store
        .read(move |conn| {
            Ok((
                people::person(conn, person)?,
                people::sessions_of(conn, person, now)?,
                people::passkeys_of(conn, person)?,
            ))
        })
        .await?;
    let row = row.ok_or(PageError::NotFound)?;
    let own = visit.account.as_ref().map(|account| account.session);
    let passkeys = app.passkeys.is_some().then(|| PasskeyCard {
        may_add: passkeys.len() < PASSKEYS_MAX,
        device: sessions::device_words(headers),
        lines: passkeys
            .into_iter()
            .map(|passkey| PasskeyLine {
                id: passkey.id.to_string(),
                name: passkey.name,
                created_at: passkey.created_at,
                used_at: passkey.used_at,
            })
            .collect(),
    });
    Ok(AccountPage {
        frame: visit.frame(app).script("passkey.js"),
        email: address_of(app, row.email_sealed.as_deref())
            .map(|address| address.to_string())
            .unwrap_or_default(),
        name: typed.map_or(row.name, |typed| typed.name.clone()),
        mail_language: typed.and_then(|typed| typed.language.parse().ok()).unwrap_or(row.language),
        sessions: open
            .into_iter()
            .map(|session| SessionLine {
                id: session.id.to_string(),
                device: session.device,
                seen_at: session.seen_at,
                is_this: Some(session.id) == own,
            })
            .collect(),
        passkeys,
        is_operator: is_operator(app, person).await?,
        problems,
    })
}

/// What the page says above itself.
#[derive(Deserialize, Default)]
pub struct Said {
    #[serde(default)]
    passkey: String,
}

/// `GET /account`
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    who: SignedIn,
    headers: HeaderMap,
    Query(said): Query<Said>,
) -> Result<Html<String>, PageError> {
    let mut page = page(&app, &visit, &who, &headers, None, Problems::default()).await?;
    if said.passkey == "added" {
        page.frame.notice = Some(passkey_added(page.frame.words));
    }
    Ok(Html(page.render()?))
}

/// Name and language.
#[derive(Deserialize)]
pub struct AccountForm {
    name: String,
    #[serde(default)]
    language: String,
}

/// `POST /account`
pub async fn update(
    State(app): State<App>,
    visit: Visit,
    who: SignedIn,
    headers: HeaderMap,
    Form(form): Form<AccountForm>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let name = clean_name(&form.name);
    if name.is_empty() {
        let mut problems = Problems::default();
        problems.add("name", Words::of(visit.language).t("account-name-empty"));
        let page = page(&app, &visit, &who, &headers, Some(&form), problems).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response());
    }
    let (person, language) = (who.person, form.language.parse::<Language>().unwrap_or(visit.language));
    app.store.write(move |conn| people::rename(conn, person, &name, language)).await?;
    app.forget_sessions(person);
    Ok(visit.see_other(&visit.paths().account()))
}

/// Which session to end; empty: all of them.
#[derive(Deserialize)]
pub struct EndForm {
    #[serde(default)]
    session: String,
}

/// `POST /account/sessions/end`
pub async fn end_session(
    State(app): State<App>,
    visit: Visit,
    who: SignedIn,
    Form(form): Form<EndForm>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let session = match form.session.as_str() {
        "" => None,
        id => Some(id.parse::<SessionId>().map_err(|_| PageError::NotFound)?),
    };
    sessions::end(&app, who.person, session).await?;
    Ok(visit.see_other(&visit.paths().account()))
}

/// `GET /account/removal`
pub async fn show_removal(
    State(app): State<App>,
    visit: Visit,
    who: SignedIn,
) -> Result<Html<String>, PageError> {
    removal(&app, &visit, &who).await
}

async fn removal(app: &App, visit: &Visit, who: &SignedIn) -> Result<Html<String>, PageError> {
    let last = last_steward_of(app, who).await?;
    Ok(Html(RemovalPage { frame: visit.frame(app), last_steward_of: last }.render()?))
}

/// Partnerships that would be left without a steward, by name and id.
async fn last_steward_of(app: &App, who: &SignedIn) -> Result<Vec<(String, String)>, PageError> {
    let person = who.person;
    let left = app
        .store
        .read(move |conn| {
            let mut left = Vec::new();
            for membership in partnerships::queries::memberships_of(conn, person)? {
                let id = membership.partnership.id;
                if membership.role == partnerships::queries::Role::Steward
                    && membership.partnership.deleted_at.is_none()
                    && partnerships::queries::other_stewards(conn, id, person)? == 0
                {
                    left.push((membership.partnership.name, id.to_string()));
                }
            }
            Ok(left)
        })
        .await?;
    Ok(left)
}

/// What is to go with the account.
#[derive(Deserialize, Default)]
pub struct RemovalForm {
    /// Present when their words are to go too.
    words: Option<String>,
}

/// `POST /account/removal`: the account goes at once. Refused while a partnership would be left without a steward.
pub async fn remove(
    State(app): State<App>,
    visit: Visit,
    who: SignedIn,
    Form(form): Form<RemovalForm>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    if !last_steward_of(&app, &who).await?.is_empty() {
        let html = removal(&app, &visit, &who).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response());
    }
    let (person, now) = (who.person, app.clock.now());
    if form.words.is_some() {
        words::take_out(&app, person).await?;
    }
    app.store
        .write(move |conn| {
            for membership in partnerships::queries::memberships_of(conn, person)? {
                partnerships::queries::leave(conn, membership.partnership.id, person, now)?;
            }
            people::remove(conn, person, now)
        })
        .await?;
    app.forget_sessions(person);
    let jar = sessions::without(&app, visit.cookies());
    Ok((jar, visit.see_other(&visit.paths().home())).into_response())
}
