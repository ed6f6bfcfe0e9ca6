//! The readable page of the API: the `OpenAPI` document as a list.

use askama::Template;
use crosswalk_names::Language;
use crosswalk_ui::{Frame, Sample};

/// One thing that the API can do.
#[derive(Debug, Clone)]
pub struct Operation {
    /// `GET`.
    pub method: String,
    /// `/api/v1/workbooks/{token}`.
    pub path: String,
    /// One line.
    pub summary: String,
    /// More, if there is more to say.
    pub description: String,
    /// An example of the body to send, as JSON; empty when there is none.
    pub request: String,
    /// Status and meaning.
    pub responses: Vec<(String, String)>,
}

/// The page. The descriptions are in English: they are the document's own.
#[derive(Template)]
#[template(path = "site/api/api.html")]
pub struct ApiPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// Where the `OpenAPI` document is.
    pub document: String,
    /// In the document's order.
    pub operations: Vec<Operation>,
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let operation = |method: &str, path: &str, summary: &str, request: &str| Operation {
        method: method.to_owned(),
        path: path.to_owned(),
        summary: summary.to_owned(),
        description: String::new(),
        request: request.to_owned(),
        responses: vec![
            ("200".to_owned(), "The workbook as an export".to_owned()),
            ("404".to_owned(), "No workbook has this token".to_owned()),
        ],
    };
    let page = ApiPage {
        frame: Frame::sample(language, "/api").indexed(),
        document: crosswalk_ui::plain("/api/v1/openapi.json"),
        operations: vec![
            operation("POST", "/api/v1/workbooks", "Starts a workbook", "{\n  \"title\": \"Riverside\"\n}"),
            operation("GET", "/api/v1/workbooks/{token}", "The whole workbook", ""),
            operation(
                "PUT",
                "/api/v1/workbooks/{token}/answers/{question}",
                "Sets or clears an answer",
                "{\n  \"value\": \"yes\"\n}",
            ),
        ],
    };
    vec![Sample::new("api", &page)]
}
