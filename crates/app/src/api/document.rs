//! The API's own description: `OpenAPI` 3.1, kept by hand in `openapi.json`.
//!
//! By hand, because it is the contract: the tests send what it allows and forbids to a running server, and hold its
//! list of addresses against the routes.

use std::sync::LazyLock;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

/// The document as it is served.
pub const TEXT: &str = include_str!("openapi.json");

/// With where the API stands on its host.
static SERVED: LazyLock<String> = LazyLock::new(|| {
    let server = Value::from(crosswalk_ui::plain("/api/v1"));
    TEXT.replacen("\"/api/v1\"", &server.to_string(), 1)
});

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(TEXT).unwrap_or_default());

/// One operation, for the readable page.
pub struct Operation {
    /// `GET`.
    pub method: String,
    /// `/api/v1/workbooks/{token}`.
    pub path: String,
    /// In a few words.
    pub summary: &'static str,
    /// More, if there is more to say.
    pub description: Option<&'static str>,
    /// Name of the body's schema, if it takes one.
    pub body: Option<&'static str>,
    /// Status and meaning of each answer.
    pub responses: Vec<(&'static str, &'static str)>,
}

/// `GET /openapi.json`
pub async fn json() -> Response {
    (
        [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "public, max-age=300")],
        SERVED.as_str(),
    )
        .into_response()
}

/// Every operation, in the order of the document.
pub fn operations() -> Vec<Operation> {
    let text = |value: &'static Value| value.as_str();
    let paths = DOCUMENT["paths"].as_object().into_iter().flatten();
    paths
        .flat_map(|(path, methods)| {
            methods.as_object().into_iter().flatten().map(move |(method, what)| (path, method, what))
        })
        .map(|(path, method, what)| Operation {
            method: method.to_uppercase(),
            path: format!("/api/v1{path}"),
            summary: text(&what["summary"]).unwrap_or_default(),
            description: text(&what["description"]),
            body: text(&what["requestBody"]["content"]["application/json"]["schema"]["$ref"])
                .and_then(|name| name.rsplit('/').next()),
            responses: what["responses"]
                .as_object()
                .into_iter()
                .flatten()
                .map(|(status, answer)| {
                    (status.as_str(), text(&resolve(answer)["description"]).unwrap_or_default())
                })
                .collect(),
        })
        .collect()
}

/// Follows a reference to a shared response.
fn resolve(answer: &'static Value) -> &'static Value {
    let pointer = answer["$ref"].as_str().and_then(|place| place.strip_prefix('#'));
    pointer.and_then(|pointer| DOCUMENT.pointer(pointer)).unwrap_or(answer)
}

/// An example of a body by the name of its schema, as JSON. Made from the schema, so that it can't fall behind it.
pub fn example(schema: &str) -> String {
    let value = example_of(&DOCUMENT["components"]["schemas"][schema], 0);
    serde_json::to_string_pretty(&value).unwrap_or_default()
}

/// Deep enough for every schema here; ends references that lead in a circle.
const EXAMPLE_DEPTH: usize = 6;

fn example_of(schema: &Value, depth: usize) -> Value {
    if depth > EXAMPLE_DEPTH {
        return Value::Null;
    }
    if let Some(pointer) = schema["$ref"].as_str().and_then(|place| place.strip_prefix('#')) {
        return DOCUMENT.pointer(pointer).map_or(Value::Null, |schema| example_of(schema, depth + 1));
    }
    if let Some(value) =
        [&schema["const"], &schema["example"], &schema["enum"][0]].into_iter().find(|value| !value.is_null())
    {
        return value.clone();
    }
    let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str());
    match kind {
        Some("object") => {
            let fields = schema["properties"].as_object().into_iter().flatten();
            fields
                .map(|(name, schema)| (name.clone(), example_of(schema, depth + 1)))
                .collect::<serde_json::Map<_, _>>()
                .into()
        }
        Some("array") => Value::Array(Vec::new()),
        Some("integer") => 0.into(),
        Some("boolean") => false.into(),
        Some("string") => "".into(),
        _ => Value::Null,
    }
}
