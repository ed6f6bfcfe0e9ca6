//! Traces for OpenTelemetry, when a collector is set: one span a request, one for each PDF in it and for each job.
//!
//! Spans go out as OTLP over HTTP in JSON, some at a time, and are dropped where the collector is too slow: nobody waits
//! for it. They hold the route and the status, as the log does, and nothing of what people write.

use std::time::{Duration, Instant};

use bytes::Bytes;
use crosswalk_names::{Timestamp, hex};
use http::{HeaderMap, Method, Request, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::clock::{Clock, Random};

/// Spans that wait to be sent; more are dropped.
const WAITING_MAX: usize = 4_096;
/// Spans of one message.
const TOGETHER_MAX: usize = 256;
/// How long spans are gathered for one message.
const GATHER: Duration = Duration::from_secs(1);
/// Longest time for one message.
const PATIENCE: Duration = Duration::from_secs(10);
/// Longest answer of the collector, in bytes.
const ANSWER_MAX: usize = 64 * 1024;

/// Where a span stands: its trace and itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    trace: [u8; 16],
    span: [u8; 8],
}

impl Place {
    /// What `traceparent` says of the trace that a request belongs to.
    pub fn from_headers(headers: &HeaderMap) -> Option<Self> {
        let text = headers.get("traceparent")?.to_str().ok()?;
        let mut parts = text.split('-');
        let (version, trace, span) = (parts.next()?, parts.next()?, parts.next()?);
        let place = Self { trace: unhex(trace)?, span: unhex(span)? };
        (version == "00" && place.trace != [0; 16] && place.span != [0; 8]).then_some(place)
    }
}

fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    if text.len() != 2 * N || !text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
        return None;
    }
    for (byte, at) in bytes.iter_mut().zip((0..text.len()).step_by(2)) {
        *byte = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
    }
    Some(bytes)
}

/// What a span is, as OpenTelemetry numbers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Work inside.
    Internal = 1,
    /// An answer to a request.
    Server = 2,
}

/// A span that has begun.
pub struct Span {
    /// Where it stands.
    pub place: Place,
    parent: Option<[u8; 8]>,
    kind: Kind,
    started_at: Timestamp,
    began: Instant,
}

/// A span that is over.
struct Ended {
    span: Span,
    name: String,
    took: Duration,
    attributes: Vec<(&'static str, Value)>,
    failed: bool,
}

/// Sends spans, if a collector is set.
pub struct Traces {
    out: Option<mpsc::Sender<Ended>>,
    random: Random,
    clock: Clock,
}

impl Traces {
    /// Sends to the collector at `endpoint`, like `http://127.0.0.1:4318`. Must be called on a runtime, which sends.
    pub fn start(endpoint: Option<&str>, clock: Clock) -> Self {
        let out = endpoint.map(|endpoint| {
            let (out, spans) = mpsc::channel(WAITING_MAX);
            let url = format!("{}/v1/traces", endpoint.trim_end_matches('/'));
            tokio::spawn(send_all(url, spans));
            out
        });
        Self { out, random: Random::system(), clock }
    }

    /// Begins a span below `parent`; nothing without a collector.
    pub fn begin(&self, kind: Kind, parent: Option<Place>) -> Option<Span> {
        self.out.as_ref()?;
        let trace = parent.map_or_else(|| self.random.bytes(), |parent| parent.trace);
        Some(Span {
            place: Place { trace, span: self.random.bytes() },
            parent: parent.map(|parent| parent.span),
            kind,
            started_at: self.clock.now(),
            began: Instant::now(),
        })
    }

    /// Ends a span. `attributes` are words and numbers of the program.
    pub fn end(
        &self,
        span: Option<Span>,
        name: String,
        attributes: Vec<(&'static str, Value)>,
        failed: bool,
    ) {
        if let (Some(span), Some(out)) = (span, &self.out) {
            let took = span.began.elapsed();
            // A full queue drops it.
            drop(out.try_send(Ended { span, name, took, attributes, failed }));
        }
    }
}

impl Ended {
    fn json(&self) -> Value {
        let start = i128::from(self.span.started_at.0) * 1_000_000;
        let end = start + i128::try_from(self.took.as_nanos()).unwrap_or_default();
        let attributes: Vec<Value> = self
            .attributes
            .iter()
            .map(|(key, value)| {
                let value = match value {
                    Value::Number(number) => json!({ "intValue": number.to_string() }),
                    Value::String(text) => json!({ "stringValue": text }),
                    other => json!({ "stringValue": other.to_string() }),
                };
                json!({ "key": key, "value": value })
            })
            .collect();
        let mut span = json!({
            "traceId": hex(&self.span.place.trace),
            "spanId": hex(&self.span.place.span),
            "name": self.name,
            "kind": self.span.kind as i32,
            "startTimeUnixNano": start.to_string(),
            "endTimeUnixNano": end.to_string(),
            "attributes": attributes,
            "status": if self.failed { json!({ "code": 2 }) } else { json!({}) },
        });
        if let Some(parent) = &self.span.parent {
            span["parentSpanId"] = hex(parent).into();
        }
        span
    }
}

fn message(spans: &[Ended]) -> Value {
    let spans: Vec<Value> = spans.iter().map(Ended::json).collect();
    let attribute = |key: &str, value: &str| json!({ "key": key, "value": { "stringValue": value } });
    let version = env!("CARGO_PKG_VERSION");
    json!({ "resourceSpans": [{
        "resource": {
            "attributes": [attribute("service.name", "crosswalk"), attribute("service.version", version)],
        },
        "scopeSpans": [{ "scope": { "name": "crosswalk", "version": version }, "spans": spans }],
    }] })
}

type Sender = Client<HttpsConnector<HttpConnector>, Full<Bytes>>;

/// Sends until the instance is gone, and then the rest.
async fn send_all(url: String, mut spans: mpsc::Receiver<Ended>) {
    let tls = HttpsConnectorBuilder::new().with_webpki_roots().https_or_http().enable_http1().build();
    let client = Client::builder(TokioExecutor::new()).build(tls);
    let mut was_well = true;
    loop {
        let mut together = Vec::with_capacity(TOGETHER_MAX);
        if spans.recv_many(&mut together, TOGETHER_MAX).await == 0 {
            return;
        }
        let gather = async {
            while together.len() < TOGETHER_MAX {
                let left = TOGETHER_MAX - together.len();
                if spans.recv_many(&mut together, left).await == 0 {
                    return;
                }
            }
        };
        // Whether the time is over or the message is full, it goes.
        let _ = tokio::time::timeout(GATHER, gather).await;
        let sent = tokio::time::timeout(PATIENCE, send(&client, &url, &message(&together))).await;
        let is_well = matches!(sent, Ok(Ok(true)));
        if was_well && !is_well {
            tracing::warn!("traces can't be sent; those that do not go out are dropped");
        }
        was_well = is_well;
    }
}

/// Whether the collector took it.
async fn send(
    client: &Sender,
    url: &str,
    message: &Value,
) -> Result<bool, Box<dyn std::error::Error + Send + Sync>> {
    let request = Request::builder()
        .method(Method::POST)
        .uri(url)
        .header(header::CONTENT_TYPE, "application/json")
        .body(Full::new(Bytes::from(message.to_string())))?;
    let (parts, body) = client.request(request).await?.into_parts();
    // Read to its end, so that the connection serves again.
    Limited::new(body, ANSWER_MAX).collect().await?;
    Ok(parts.status.is_success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_goes_on_with_the_trace_of_the_proxy() {
        let of = |text: &'static str| {
            Place::from_headers(&HeaderMap::from_iter([(
                header::HeaderName::from_static("traceparent"),
                header::HeaderValue::from_static(text),
            )]))
        };
        let place = of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01").expect("a place");
        assert_eq!(
            (hex(&place.trace).as_str(), hex(&place.span).as_str()),
            ("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331")
        );
        for text in [
            "",
            "00",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333-01",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
            "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
            "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
