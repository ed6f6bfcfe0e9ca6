//! Taking up an invitation. Who is not signed in does that first, and comes back here.

pub mod page;

use askama::Template as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_names::PersonId;

use self::page::JoinPage;
use super::activity::{self, Kind, by};
use super::people::queries::{self, OpenInvitation};
use super::queries as partnerships;
use crate::access::SignedIn;
use crate::error::PageError;
use crate::extract::Path;
use crate::state::App;
use crate::tokens::Token;
use crate::visit::Visit;

async fn open(app: &App, token: &str) -> Result<Option<OpenInvitation>, PageError> {
    let Some(token) = Token::parse(token) else { return Ok(None) };
    let (hash, now) = (token.hash(), app.clock.now());
    Ok(app.store.read(move |conn| queries::open(conn, &hash, now)).await?)
}

/// `GET /join/{token}`
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    let invitation = open(&app, &token).await?;
    let status = if invitation.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    let page = JoinPage { signed_in: visit.account.is_some(), frame: visit.frame(&app), token, invitation };
    Ok((status, Html(page.render()?)).into_response())
}

/// `POST /join/{token}`
pub async fn create(
    State(app): State<App>,
    visit: Visit,
    who: SignedIn,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let Some(invitation) = open(&app, &token).await? else {
        return show(State(app), visit, Path(token)).await;
    };
    let home = visit.paths().partnership(invitation.partnership).home();
    if join(&app, &visit, who.person, invitation).await? {
        Ok(visit.see_other(&home))
    } else {
        show(State(app), visit, Path(token)).await
    }
}

/// False when somebody else has just used the invitation up.
async fn join(
    app: &App,
    visit: &Visit,
    person: PersonId,
    invitation: OpenInvitation,
) -> Result<bool, PageError> {
    let (now, work) = (visit.now, app.clone());
    let joined = app
        .store
        .write(move |conn| {
            let (id, organization) = (invitation.partnership, invitation.organization.as_ref());
            let is_member = partnerships::membership(conn, id, person)?.is_some();
            if is_member && invitation.awaited.is_none() {
                return Ok(true);
            }
            if invitation.by_mail && !queries::use_up(conn, invitation.id, now)? {
                return Ok(false);
            }
            if !is_member {
                let organization = organization.map(|(id, _)| *id);
                partnerships::join(conn, id, person, invitation.role, organization, now)?;
                activity::log(conn, id, &by(&work, now, person, Kind::Joined, ""))?;
            }
            if let Some(awaited) = invitation.awaited {
                queries::take_place(conn, id, awaited, person)?;
            }
            Ok(true)
        })
        .await?;
    Ok(joined)
}
