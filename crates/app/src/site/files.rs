//! Files of the front end: kept by browsers for good, because their names change with their content.

use std::collections::HashMap;
use std::io::Write as _;
use std::sync::LazyLock;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use crosswalk_ui::assets;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;

use crate::error::PageError;
use crate::extract::Path;
use crate::state::App;

struct Packed {
    bytes: Bytes,
    /// Only where it is smaller.
    gzip: Option<Bytes>,
    mime: &'static str,
}

/// Every file, packed once.
static FILES: LazyLock<HashMap<String, Packed>> = LazyLock::new(|| {
    assets::all().filter_map(|name| assets::get(&name).map(|file| (name.into_owned(), pack(file)))).collect()
});

fn pack(file: assets::File) -> Packed {
    let bytes = Bytes::from(file.bytes.into_owned());
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let gzip = encoder.write_all(&bytes).and_then(|()| encoder.finish()).ok();
    let gzip = gzip.filter(|gzip| gzip.len() < bytes.len() * 9 / 10).map(Bytes::from);
    Packed { bytes, gzip, mime: file.mime }
}

fn send(packed: &Packed, headers: &HeaderMap, cache: &'static str) -> Response {
    let takes_gzip = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.split(',').any(|coding| coding.trim().split(';').next() == Some("gzip")));
    let kind = [
        (header::CONTENT_TYPE, packed.mime),
        (header::CACHE_CONTROL, cache),
        (header::VARY, "accept-encoding"),
    ];
    match packed.gzip.as_ref().filter(|_| takes_gzip) {
        Some(gzip) => (kind, [(header::CONTENT_ENCODING, "gzip")], gzip.clone()).into_response(),
        None => (kind, packed.bytes.clone()).into_response(),
    }
}

/// `GET /assets/{file}`
pub async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, PageError> {
    let packed = FILES.get(&name).ok_or(PageError::NotFound)?;
    Ok(send(packed, &headers, "public, max-age=31536000, immutable"))
}

/// `GET /sw.js`: at the root, so that it may serve every page when there is no network.
pub async fn service_worker(headers: HeaderMap) -> Result<Response, PageError> {
    let packed = FILES.get("sw.js").ok_or(PageError::NotFound)?;
    Ok(send(packed, &headers, "no-cache"))
}

/// `GET /manifest.webmanifest`
pub async fn manifest(State(app): State<App>) -> Response {
    let manifest = json!({
        "name": app.instance.name,
        "short_name": "Crosswalk",
        "start_url": "/workbooks",
        "scope": "/",
        "display": "standalone",
        "background_color": "#1E2B36",
        "theme_color": "#1E2B36",
        "icons": [{ "src": assets::url("icon.svg"), "type": "image/svg+xml", "sizes": "any" }],
    });
    let kind = [
        (header::CONTENT_TYPE, "application/manifest+json"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
    ];
    (kind, manifest.to_string()).into_response()
}

/// `GET /robots.txt`: workbooks are private, and everything else may be found.
pub async fn robots() -> Response {
    let text = "User-agent: *\nDisallow: /w/\nDisallow: /es/w/\nDisallow: /api/\nDisallow: /live/\nDisallow: /confirm/\nDisallow: /stop/\n";
    (
        [
            (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
            (header::CACHE_CONTROL, "public, max-age=3600"),
        ],
        text,
    )
        .into_response()
}

/// `GET /favicon.ico`: browsers ask for it whatever the page says.
pub async fn icon() -> Response {
    let place = HeaderValue::from_static(assets::url("icon.svg"));
    (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, place)]).into_response()
}
