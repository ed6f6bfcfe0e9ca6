//! Failures as pages, in the visitor's language.

pub mod page;

use askama::Template as _;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequestParts as _, Request, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse as _, Response};

use self::page::{ErrorPage, Failure};
use crate::access;
use crate::error::PageError;
use crate::requests::RequestId;
use crate::state::App;
use crate::visit::Visit;

/// Forms up to this length are kept until they were taken, to be sent again by a button, in bytes.
const KEPT_FORM: usize = 256 * 1024;

/// Puts every [`PageError`] that comes out of a handler into words. Headers of the answer stay.
pub async fn in_words(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(visit) = Visit::from_request_parts(&mut parts, &app).await;
    let is_get = parts.method == Method::GET;
    let Ok((body, form)) = keep_form(&parts, body).await else {
        // Who sends half a form and goes has nobody to tell.
        return StatusCode::BAD_REQUEST.into_response();
    };
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let Some(error) = response.extensions_mut().remove::<PageError>() else { return response };
    if matches!(error, PageError::SignIn) {
        let next = if is_get { visit.here.as_str() } else { "/partnerships" };
        return visit.see_other(&visit.paths().sign_in_for(next));
    }
    let failure = failure(&app, &visit, &error).await;
    let passes = matches!(error, PageError::Unavailable | PageError::TooMany(_) | PageError::Internal(_));
    let again = form
        .filter(|_| passes)
        .and_then(|form| serde_urlencoded::from_bytes::<Vec<(String, String)>>(&form).ok())
        .unwrap_or_default();
    let page = ErrorPage { frame: visit.frame(&app), failure, again };
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

/// The body as it came, and a copy of it if it is a form of a usual length: what a person wrote must not be lost because
/// the server could not take it just then.
async fn keep_form(parts: &Parts, body: Body) -> Result<(Body, Option<Bytes>), axum::Error> {
    let header = |name| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_form = header(header::CONTENT_TYPE).starts_with("application/x-www-form-urlencoded");
    let length: Option<usize> = header(header::CONTENT_LENGTH).parse().ok();
    if parts.method != Method::POST || !is_form || length.is_none_or(|length| length > KEPT_FORM) {
        return Ok((body, None));
    }
    let form = axum::body::to_bytes(body, KEPT_FORM).await?;
    Ok((Body::from(form.clone()), Some(form)))
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
        PageError::Unavailable => Failure::Unavailable { reference: RequestId::current().to_string() },
        PageError::Internal(id) => Failure::Internal { reference: id.to_string() },
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
    let id = RequestId::current();
    tracing::error!(reference = %id, "a handler panicked");
    let text =
        format!("Something went wrong on our side. Please go back and try again.\nReference number: {id}\n");
    (StatusCode::INTERNAL_SERVER_ERROR, text).into_response()
}
