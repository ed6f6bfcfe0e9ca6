//! What a request can come to besides its answer. An invalid form is none of these: it is the same page with 422.

use std::time::Duration;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use crosswalk_store::StoreError;

use crate::live::{EditError, LiveError, OpenError};
use crate::requests::RequestId;

/// A failure, on its way to become a page ([`crate::site::errors`]) or a problem document ([`crate::api`]).
#[derive(Debug, Clone)]
pub enum PageError {
    /// There is nothing here, or nothing for this person.
    NotFound,
    /// Only for people who are signed in: the browser goes there first and then comes back.
    SignIn,
    /// The link can only read, or the request came from another site.
    Forbidden,
    /// The workbook is deleted; whoever can edit may bring it back.
    Gone,
    /// What was asked does not fit the present state.
    Conflict,
    /// More than the server takes.
    TooLarge,
    /// Too many requests; try again after so long.
    TooMany(Duration),
    /// The store is away or can't write: try again soon.
    Unavailable,
    /// Our fault. The id of the request is in the log.
    Internal(RequestId),
}

impl PageError {
    /// Logs the cause, once, under the id of the request, which the person can tell the operator.
    pub fn internal(cause: &dyn std::fmt::Display) -> Self {
        let id = RequestId::current();
        tracing::error!(reference = %id, %cause, "a request failed");
        PageError::Internal(id)
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            PageError::NotFound => StatusCode::NOT_FOUND,
            PageError::SignIn => StatusCode::SEE_OTHER,
            PageError::Forbidden => StatusCode::FORBIDDEN,
            PageError::Gone => StatusCode::GONE,
            PageError::Conflict => StatusCode::CONFLICT,
            PageError::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            PageError::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            PageError::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            PageError::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// Leaves the words to the layer around all pages, which knows the language.
impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        let wait = match &self {
            PageError::TooMany(wait) => Some(wait.as_secs() + 1),
            PageError::Unavailable => Some(5),
            _ => None,
        };
        if let Some(seconds) = wait {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl From<OpenError> for PageError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::NotFound => PageError::NotFound,
            OpenError::Unavailable => PageError::Unavailable,
        }
    }
}

impl From<LiveError> for PageError {
    fn from(error: LiveError) -> Self {
        match error {
            LiveError::Open(error) => error.into(),
            LiveError::Edit(EditError::Deleted) => PageError::Gone,
            LiveError::Edit(EditError::NotWritten) => PageError::Unavailable,
            LiveError::Edit(EditError::Refused(_)) => PageError::Conflict,
        }
    }
}

impl From<StoreError> for PageError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(_) | StoreError::Busy(_) | StoreError::Full(_) => {
                tracing::error!(%error, "the store is not available");
                PageError::Unavailable
            }
            other => PageError::internal(&other),
        }
    }
}

/// A page in memory that can't be written is a mistake of ours.
impl From<askama::Error> for PageError {
    fn from(error: askama::Error) -> Self {
        PageError::internal(&error)
    }
}
