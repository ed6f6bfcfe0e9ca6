//! Bodies that are made once and sent to many: as they are, or packed for those who take gzip.

use std::io::Write as _;
use std::sync::OnceLock;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;

/// The media type of pages.
pub const HTML: &str = "text/html; charset=utf-8";

/// A body, packed when somebody first asks for it so.
pub struct Packed {
    plain: Bytes,
    level: Compression,
    /// Only where it is smaller.
    gzip: OnceLock<Option<Bytes>>,
}

impl Packed {
    /// `level` is how much time packing is worth.
    pub fn new(plain: impl Into<Bytes>, level: Compression) -> Self {
        Self { plain: plain.into(), level, gzip: OnceLock::new() }
    }

    /// Its length as it is, in bytes.
    pub fn len(&self) -> usize {
        self.plain.len()
    }

    /// The answer for a browser that sent `headers`, of the media type `kind`.
    pub fn respond(&self, headers: &HeaderMap, kind: &'static str) -> Response {
        let gzip = takes_gzip(headers).then(|| self.gzip.get_or_init(|| self.pack()).clone()).flatten();
        let mut response = gzip.clone().unwrap_or_else(|| self.plain.clone()).into_response();
        let answer = response.headers_mut();
        answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if gzip.is_some() {
            answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        response
    }

    fn pack(&self) -> Option<Bytes> {
        let mut encoder = GzEncoder::new(Vec::new(), self.level);
        let gzip = encoder.write_all(&self.plain).and_then(|()| encoder.finish()).ok()?;
        (gzip.len() < self.plain.len() * 9 / 10).then(|| gzip.into())
    }
}

fn takes_gzip(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.split(',').any(|coding| coding.trim().split(';').next() == Some("gzip")))
}
