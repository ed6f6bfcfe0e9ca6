//! What every request gets: an id that leads from the page to the log, one line in the log, its place in the metrics.
//!
//! The line names the route, never the path: paths hold the tokens of private links.

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;

use crate::clock::Random;
use crate::state::App;
use crate::traces::{Kind, Place};

/// The header of a request's id, in the answer and from a trusted proxy.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Letters and digits that nobody confuses on the telephone: no I, L, O or U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Shortest and longest id that is taken over from a proxy, in characters.
const FOREIGN: std::ops::RangeInclusive<usize> = 8..=64;

tokio::task_local! {
    static CURRENT: RequestId;
    static PLACE: Option<Place>;
}

/// Names one request: `4QK7M-02XTB`, or what a trusted proxy calls it. It holds nothing of the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(Arc<str>);

impl RequestId {
    /// A new one.
    fn random() -> Self {
        let bytes: [u8; 10] = Random::system().bytes();
        let mut text = String::with_capacity(11);
        for (place, byte) in bytes.into_iter().enumerate() {
            if place == 5 {
                text.push('-');
            }
            text.push(char::from(ALPHABET[usize::from(byte % 32)]));
        }
        Self(text.into())
    }

    /// The id of the request that this task answers; a new one outside of any.
    pub fn current() -> Self {
        CURRENT.try_with(Clone::clone).unwrap_or_else(|_| Self::random())
    }

    /// What a trusted proxy calls the request, if it says so in a form that can go anywhere.
    fn from_proxy(headers: &HeaderMap) -> Option<Self> {
        let text = headers.get(HEADER)?.to_str().ok()?;
        let plain =
            text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
        (FOREIGN.contains(&text.len()) && plain).then(|| Self(text.into()))
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where in a trace the request of this task stands, if there is one.
pub fn place() -> Option<Place> {
    PLACE.try_with(|place| *place).ok().flatten()
}

/// The method, out of the few that browsers and programs use: whatever else is asked for is one word.
fn word(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "HEAD" => "HEAD",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}

/// The outermost layer: names the request, times it, writes its line.
pub async fn seen(State(app): State<App>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let foreign = if app.settings.behind_proxy { RequestId::from_proxy(request.headers()) } else { None };
    let id = foreign.unwrap_or_else(RequestId::random);
    let method = word(request.method());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let span = tracing::info_span!("request", %id);
    let parent = if app.settings.behind_proxy { Place::from_headers(request.headers()) } else { None };
    let traced = app.traces.begin(Kind::Server, parent);
    let answer = PLACE.scope(traced.as_ref().map(|span| span.place), next.run(request));
    let answer = CURRENT.scope(id.clone(), answer);
    async move {
        let mut response = answer.await;
        let took = began.elapsed();
        let route = route.as_ref().map_or("none", MatchedPath::as_str);
        let status = response.status().as_u16();
        app.metrics.answered(method, route, status, took);
        let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        if traced.is_some() {
            let attributes = vec![
                ("http.request.method", method.into()),
                ("http.route", route.into()),
                ("http.response.status_code", status.into()),
                ("crosswalk.request_id", id.0.as_ref().into()),
            ];
            app.traces.end(traced, format!("{method} {route}"), attributes, status >= 500);
        }
        tracing::info!(target: "requests", method, route, status, ms, "answered");
        if let Ok(id) = HeaderValue::from_str(&id.0) {
            response.headers_mut().insert(HEADER, id);
        }
        response
    }
    .instrument(span)
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_short_plain_and_different() {
        let (one, other) = (RequestId::random(), RequestId::random());
        assert_ne!(one, other);
        assert_eq!((one.0.len(), one.0.as_bytes()[5]), (11, b'-'));
        assert!(one.0.bytes().all(|byte| byte == b'-' || ALPHABET.contains(&byte)));
    }

    #[test]
    fn a_proxy_may_name_a_request_in_plain_letters() {
        let named = |text: &'static str| {
            RequestId::from_proxy(&HeaderMap::from_iter([(HEADER, HeaderValue::from_static(text))]))
        };
        assert_eq!(named("018f-aB_c.9").map(|id| id.to_string()).as_deref(), Some("018f-aB_c.9"));
        for text in ["", "short", "has space in it", "<script>alert(1)", "a\tbcdefghij", "ab=cdefgh;x"] {
            assert_eq!(named(text), None, "{text}");
        }
        let long = HeaderValue::from_str(&"a".repeat(65)).expect("a value");
        assert_eq!(RequestId::from_proxy(&HeaderMap::from_iter([(HEADER, long)])), None);
    }
}
