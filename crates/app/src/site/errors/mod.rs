//! Failures as pages, in the visitor's language.

pub mod page;

use askama::Template as _;
use axum::extract::{FromRequestParts as _, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse as _, Response};

use self::page::{ErrorPage, Failure};
use crate::access;
use crate::error::PageError;
use crate::state::App;
use crate::visit::Visit;

/// Puts every [`PageError`] that comes out of a handler into words. Headers of the answer stay.
pub async fn in_words(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(visit) = Visit::from_request_parts(&mut parts, &app).await;
    let is_get = parts.method == Method::GET;
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let Some(error) = response.extensions_mut().remove::<PageError>() else { return response };
    if matches!(error, PageError::SignIn) {
        let next = if is_get { visit.here.as_str() } else { "/partnerships" };
        return visit.see_other(&visit.paths().sign_in_for(next));
    }
    let failure = failure(&app, &visit, &error).await;
    let page = ErrorPage { frame: visit.frame(&app), failure };
    let Ok(html) = page.render() else { return response };
    let headers = std::mem::take(response.headers_mut());
    let mut told = (error.status(), Html(html)).into_response();
    for (name, value) in headers {
        if let Some(name) = name.filter(|name| name != "content-length" && name != "content-type") {
            told.headers_mut().insert(name, value);
        }
    }
    told
}

async fn failure(app: &App, visit: &Visit, error: &PageError) -> Failure {
    match error {
        // Sent on before anybody asks for words.
        PageError::NotFound | PageError::SignIn => Failure::NotFound,
        PageError::Forbidden => Failure::Forbidden,
        PageError::Gone => Failure::Gone { token: editing_token(app, &visit.here).await },
        PageError::Conflict => Failure::Conflict,
        PageError::TooLarge => Failure::TooLarge,
        PageError::TooMany(wait) => Failure::TooMany { seconds: wait.as_secs() + 1 },
        PageError::Unavailable => Failure::Unavailable,
        PageError::Internal(number) => Failure::Internal { reference: format!("{number:06}") },
    }
}

/// The token in the address of a deleted workbook, if it is the one that can bring it back.
async fn editing_token(app: &App, here: &str) -> Option<String> {
    let token = here.strip_prefix("/w/")?.split(['/', '?']).next()?;
    access::reader(app, token).await.ok().filter(|reader| reader.may_edit).map(|reader| reader.token.text())
}

/// A panic in a handler: a fault of ours that must not take the connection with it.
pub fn panicked(_: Box<dyn std::any::Any + Send + 'static>) -> Response {
    // The panic hook has logged the message. The words are plain because this is outside the layer that has them.
    (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong on our side. Please go back and try again.\n")
        .into_response()
}
