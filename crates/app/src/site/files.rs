//! Files of the front end: kept by browsers for good, because their names change with their content.

use std::collections::HashMap;
use std::sync::LazyLock;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use crosswalk_ui::{Color, assets};
use flate2::Compression;
use serde_json::json;

use crate::error::PageError;
use crate::extract::Path;
use crate::packed::Packed;
use crate::state::App;

/// Every file with its media type.
static FILES: LazyLock<HashMap<String, (Packed, &'static str)>> = LazyLock::new(|| {
    let file = |name: &str| {
        assets::get(name).map(|file| (Packed::new(file.bytes.into_owned(), Compression::best()), file.mime))
    };
    assets::all().filter_map(|name| file(&name).map(|file| (name.into_owned(), file))).collect()
});

fn send(name: &str, headers: &HeaderMap, cache: &'static str) -> Result<Response, PageError> {
    let (file, mime) = FILES.get(name).ok_or(PageError::NotFound)?;
    let mut response = file.respond(headers, mime);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    Ok(response)
}

/// For what never changes under its name.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";

/// `GET /assets/{file}`
pub async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, PageError> {
    if let Some(color) = Color::of_file(&name) {
        let about = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, FOR_GOOD)];
        return Ok((about, color.css()).into_response());
    }
    send(&name, &headers, FOR_GOOD)
}

/// `GET /sw.js`: at the root, so that it may serve every page when there is no network.
pub async fn service_worker(headers: HeaderMap) -> Result<Response, PageError> {
    send("sw.js", &headers, "no-cache")
}

/// `GET /manifest.webmanifest`
pub async fn manifest(State(app): State<App>) -> Response {
    let instance = app.instance();
    let color = instance.color.map_or_else(|| "#1E2B36".to_owned(), |color| color.to_string());
    let manifest = json!({
        "name": instance.name,
        "short_name": "Crosswalk",
        "start_url": crosswalk_ui::plain("/workbooks"),
        "scope": crosswalk_ui::plain("/"),
        "display": "standalone",
        "background_color": color,
        "theme_color": color,
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
