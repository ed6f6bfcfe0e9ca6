//! Reads request bodies and queries of the API.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use serde::de::DeserializeOwned;
use url::form_urlencoded;

use super::Problem;
use crate::error::PageError;
use crate::state::App;

/// A JSON body. What does not fit is a problem document that names the field.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let is_json =
            request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(
                |value| {
                    value
                        .split(';')
                        .next()
                        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
                },
            );
        if !is_json {
            return Err(Problem::media_type());
        }
        let bytes = bytes(request, app).await?;
        let text = std::str::from_utf8(&bytes).map_err(|_| Problem::body("The body is not UTF-8."))?;
        // A list would be read as the fields of an object in their order.
        if !text.trim_start().starts_with('{') {
            return Err(Problem::body(
                "The body must be a JSON object. Compare it with /api/v1/openapi.json.",
            ));
        }
        let mut reader = serde_json::Deserializer::from_str(text);
        let body = serde_path_to_error::deserialize(&mut reader).map_err(|error| from_json(&error))?;
        reader.end().map_err(|error| Problem::body(error.to_string()))?;
        Ok(Self(body))
    }
}

/// The query of an address. A value that does not fit is a problem document that names it; pages, whose addresses people
/// shorten by hand, use [`crate::extract::Query`].
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let query = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
        serde_path_to_error::deserialize(serde_urlencoded::Deserializer::new(query)).map(Self).map_err(
            |error| {
                let field = error.path().to_string();
                Problem::value(
                    &field,
                    format!("{}. Compare the query with /api/v1/openapi.json.", error.inner()),
                )
            },
        )
    }
}

/// The whole body, within the limit of the address.
pub async fn bytes(request: Request, app: &App) -> Result<Bytes, Problem> {
    Bytes::from_request(request, app).await.map_err(|rejection| {
        use axum::response::IntoResponse as _;
        let status = rejection.into_response().status();
        if status == StatusCode::PAYLOAD_TOO_LARGE {
            PageError::TooLarge.into()
        } else {
            Problem::body("The body broke off. Send it again.")
        }
    })
}

fn from_json(error: &serde_path_to_error::Error<serde_json::Error>) -> Problem {
    let message = error.inner().to_string();
    let problem = Problem::body(format!("{message}. Compare the body with /api/v1/openapi.json."));
    // A missing or unknown field is named between backticks; of a wrong value the path tells the field.
    let named = message.split('`').nth(1);
    let path = error.path().to_string();
    match named {
        Some(field) if message.starts_with("missing field") || message.starts_with("unknown field") => {
            problem.at(field)
        }
        _ if path != "." => problem.at(&path),
        _ => problem,
    }
}
