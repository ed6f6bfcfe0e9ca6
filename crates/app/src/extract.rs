//! Our own extractors, so that a bad path or form shows our own page and never a bare line of text.

use axum::extract::rejection::FormRejection;
use axum::extract::{FromRequest, FromRequestParts, Multipart, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use crosswalk_ui::Words;
use serde::de::DeserializeOwned;

use crate::error::PageError;
use crate::state::App;

/// A form, or a query for GET requests. What does not fit the type is a page with 400.
pub struct Form<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Form<T> {
    type Rejection = PageError;
    async fn from_request(request: Request, app: &App) -> Result<Self, PageError> {
        match axum::Form::<T>::from_request(request, app).await {
            Ok(axum::Form(form)) => Ok(Self(form)),
            Err(FormRejection::BytesRejection(rejection))
                if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE =>
            {
                Err(PageError::TooLarge)
            }
            Err(_) => Err(PageError::Conflict),
        }
    }
}

/// The query of an address. One that does not fit counts as empty: people shorten addresses by hand.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned + Default> FromRequestParts<App> for Query<T> {
    type Rejection = PageError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        let query = axum::extract::Query::<T>::from_request_parts(parts, app).await;
        Ok(Self(query.map(|query| query.0).unwrap_or_default()))
    }
}

/// Parts of the path. One that does not parse is a page that does not exist.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = PageError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        let path = axum::extract::Path::<T>::from_request_parts(parts, app).await;
        path.map(|path| Self(path.0)).map_err(|_| PageError::NotFound)
    }
}

/// Why a form brought no file.
pub enum NoFile {
    /// It is longer than may be.
    TooLarge,
    /// There is none, or an empty one, or the form is no form with files.
    None,
}

impl NoFile {
    /// What to tell who sent the form, where a file may have that many megabytes.
    pub fn message(&self, words: &Words, megabytes_max: usize) -> String {
        match self {
            NoFile::TooLarge => words.tn("import-too-large", megabytes_max),
            NoFile::None => words.t("import-none").to_owned(),
        }
    }
}

/// The bytes of the file in the field `file` of a form, at most `most` of them.
pub async fn file(app: &App, request: Request, most: usize) -> Result<Vec<u8>, NoFile> {
    let mut form = Multipart::from_request(request, app).await.map_err(|_| NoFile::None)?;
    while let Some(mut field) = form.next_field().await.map_err(|_| NoFile::None)? {
        if field.name() != Some("file") {
            continue;
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(|_| NoFile::TooLarge)? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > most {
                return Err(NoFile::TooLarge);
            }
        }
        return if bytes.is_empty() { Err(NoFile::None) } else { Ok(bytes) };
    }
    Err(NoFile::None)
}
