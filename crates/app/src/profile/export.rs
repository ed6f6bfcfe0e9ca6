//! All that is kept about a person, as JSON.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use super::queries::{self, Written};
use crate::access::SignedIn;
use crate::accounts;
use crate::accounts::sign_in::address_of;
use crate::error::PageError;
use crate::live::OpenError;
use crate::partnerships;
use crate::state::App;
use crate::workbook;

/// `GET /account/export.json`: what is kept about the person, and what they wrote.
pub async fn export(State(app): State<App>, who: SignedIn) -> Result<Response, PageError> {
    let mut body = account(&app, &who).await?;
    body["copies"] = copies(&app, &who).await?;
    let person = who.person;
    let (steps, agenda, evidence) = app
        .store
        .read(move |conn| {
            Ok((
                queries::steps(conn, person)?,
                queries::agenda(conn, person)?,
                queries::evidence(conn, person)?,
            ))
        })
        .await?;
    body["steps"] = steps.iter().map(|one| line(one, "text")).collect();
    body["agenda"] = agenda.iter().map(|one| line(one, "note")).collect();
    body["evidence"] = evidence.iter().map(|one| line(one, "label")).collect();
    let name = HeaderValue::from_static("attachment; filename=\"account.json\"");
    Ok(([(header::CONTENT_DISPOSITION, name)], axum::Json(body)).into_response())
}

fn line(written: &Written, words: &str) -> Value {
    let mut line = json!({
        "partnership": written.partnership, "question": written.question, "since": written.at,
    });
    line[words] = written.text.clone().into();
    if !written.link.is_empty() {
        line["link"] = written.link.clone().into();
    }
    line
}

/// Their own copies in rounds, each as the export of a workbook.
async fn copies(app: &App, who: &SignedIn) -> Result<Value, PageError> {
    let person = who.person;
    let mut told = Vec::new();
    for copy in app.store.read(move |conn| queries::own_copies(conn, person)).await? {
        let view = match app.live.view(copy.workbook).await {
            Ok(view) => view,
            Err(OpenError::NotFound) => continue,
            Err(error) => return Err(error.into()),
        };
        told.push(json!({
            "partnership": copy.partnership,
            "round": copy.round_name,
            "finished": copy.finished_at,
            "workbook": workbook::export::of(&view, app.clock.now()),
        }));
    }
    Ok(told.into())
}

async fn account(app: &App, who: &SignedIn) -> Result<Value, PageError> {
    let (person, now) = (who.person, app.clock.now());
    let (row, open, passkeys, outside, memberships) = app
        .store
        .read(move |conn| {
            Ok((
                accounts::queries::person(conn, person)?,
                accounts::queries::sessions_of(conn, person, now)?,
                accounts::queries::passkeys_of(conn, person)?,
                accounts::queries::outside_of(conn, person)?,
                partnerships::queries::memberships_of(conn, person)?,
            ))
        })
        .await?;
    let row = row.ok_or(PageError::NotFound)?;
    Ok(json!({
        "person": {
            "name": row.name,
            "email": address_of(app, row.email_sealed.as_deref()).map(|address| address.to_string()),
            "language": row.language.code(),
            "since": row.created_at,
        },
        "sessions": open.iter().map(|session| json!({
            "device": session.device, "since": session.created_at, "seen": session.seen_at,
        })).collect::<Vec<_>>(),
        "passkeys": passkeys.iter().map(|passkey| json!({
            "name": passkey.name, "since": passkey.created_at, "used": passkey.used_at,
        })).collect::<Vec<_>>(),
        "providers": outside.iter().map(|(issuer, since)| json!({
            "issuer": issuer, "since": since,
        })).collect::<Vec<_>>(),
        "partnerships": memberships.iter().map(|membership| json!({
            "name": membership.partnership.name,
            "role": membership.role.word(),
            "level": membership.level,
            "since": membership.joined_at,
        })).collect::<Vec<_>>(),
    }))
}
