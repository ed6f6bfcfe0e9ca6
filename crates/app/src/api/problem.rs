//! Errors of the API: RFC 9457 problem documents that name the field and the mend.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use crosswalk_store::StoreError;
use serde::Serialize;

use crate::error::PageError;
use crate::live::{EditError, LiveError, OpenError};

/// One problem document.
#[derive(Debug, Clone, Serialize)]
pub struct Problem {
    /// What kind of problem, as an address below this API's page.
    #[serde(rename = "type")]
    kind: String,
    /// The kind in a few words; the same for every problem of the kind.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// What is wrong here and how to mend it.
    detail: String,
    /// The field that is wrong, if one is.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    /// After how many seconds to try again, if trying again helps.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u64>,
}

impl Problem {
    fn new(status: StatusCode, slug: &str, title: &'static str, detail: impl Into<String>) -> Self {
        Self {
            kind: crosswalk_ui::plain(&format!("/api#{slug}")),
            title,
            status: status.as_u16(),
            detail: detail.into(),
            field: None,
            retry_after: None,
        }
    }

    /// The body is not what the address takes.
    pub fn body(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "body", "The body can't be read", detail)
    }

    /// The body is no JSON by its own account.
    pub fn media_type() -> Self {
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "media-type",
            "The body must be JSON",
            "Send the body as JSON, with the header Content-Type: application/json.",
        )
    }

    /// A value breaks a rule.
    pub fn value(field: &str, detail: impl Into<String>) -> Self {
        let problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "value", "A value is not allowed", detail);
        Self { field: Some(field.to_owned()), ..problem }
    }

    /// A part of the path names nothing.
    pub fn not_found(what: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", "There is nothing here", what)
    }

    /// The address takes other methods.
    pub fn method() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method",
            "This address takes other methods",
            "See the Allow header, or /api/v1/openapi.json, for the methods of this address.",
        )
    }

    /// Names the field of a problem.
    #[must_use]
    pub fn at(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry = self.retry_after;
        let mut response = (status, Json(self)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = retry {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl From<PageError> for Problem {
    fn from(error: PageError) -> Self {
        let status = error.status();
        match error {
            PageError::NotFound | PageError::SignIn => {
                Self::not_found("No workbook has this token. Check that the link is whole.")
            }
            PageError::Forbidden => Self::new(
                status,
                "read-only",
                "This token can only read",
                "Use the token of the link that can edit.",
            ),
            PageError::Gone => Self::new(
                status,
                "deleted",
                "The workbook is deleted",
                "It can be brought back for 30 days, with the link that can edit.",
            ),
            PageError::Conflict => Self::new(
                status,
                "conflict",
                "This does not fit the present state",
                "Read the workbook again.",
            ),
            PageError::TooLarge => {
                Self::new(status, "too-large", "The body is too large", "Send less at once.")
            }
            PageError::TooMany(wait) => Self {
                retry_after: Some(wait.as_secs() + 1),
                ..Self::new(
                    status,
                    "too-many",
                    "Too many requests",
                    format!("Try again in {} seconds.", wait.as_secs() + 1),
                )
            },
            PageError::Unavailable => Self {
                retry_after: Some(5),
                ..Self::new(
                    status,
                    "unavailable",
                    "Not available now",
                    "Nothing was changed. Try again in a moment.",
                )
            },
            PageError::Internal(id) => Self::new(
                status,
                "internal",
                "Something went wrong on our side",
                format!("Tell the people who run this site the reference {id}."),
            ),
        }
    }
}

impl From<OpenError> for Problem {
    fn from(error: OpenError) -> Self {
        PageError::from(error).into()
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        PageError::from(error).into()
    }
}

impl From<LiveError> for Problem {
    fn from(error: LiveError) -> Self {
        match error {
            LiveError::Edit(EditError::Refused(refusal)) => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                refusal.code(),
                "A value is not allowed",
                refusal.to_string(),
            ),
            other => PageError::from(other).into(),
        }
    }
}
