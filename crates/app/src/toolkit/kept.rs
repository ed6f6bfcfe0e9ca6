//! Pages as they look to a device that has told nothing: made once, sent to many.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use crosswalk_names::Language;
use flate2::Compression;

use crate::error::PageError;
use crate::packed::{HTML, Packed};

struct Kept {
    page: Packed,
    etag: HeaderValue,
}

/// The pages, by language and address. They go with the content that they show.
#[derive(Default)]
pub struct KeptPages(RwLock<HashMap<(Language, String), Arc<Kept>>>);

impl KeptPages {
    /// The kept page at the address `here`, or the one that `make` makes. `here` must be one of a known, small number.
    pub fn respond(
        &self,
        language: Language,
        here: &str,
        headers: &HeaderMap,
        make: impl FnOnce() -> Result<String, PageError>,
    ) -> Result<Response, PageError> {
        let known =
            self.0.read().unwrap_or_else(PoisonError::into_inner).get(&(language, here.to_owned())).cloned();
        let kept = if let Some(kept) = known {
            kept
        } else {
            let page = make()?;
            let etag = etag_of(page.as_bytes());
            let kept = Arc::new(Kept { page: Packed::new(page, Compression::best()), etag });
            let mut pages = self.0.write().unwrap_or_else(PoisonError::into_inner);
            pages.insert((language, here.to_owned()), Arc::clone(&kept));
            kept
        };
        let mut response = if is_known(headers, &kept.etag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            kept.page.respond(headers, HTML)
        };
        let answer = response.headers_mut();
        answer.insert(header::ETAG, kept.etag.clone());
        answer.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
        // A device with a name, colors or workbooks of its own gets another page.
        answer.insert(header::VARY, HeaderValue::from_static("accept-encoding, cookie"));
        Ok(response)
    }
}

/// A name for these bytes. It is weak, because the same page goes out packed and plain.
pub fn etag_of(bytes: &[u8]) -> HeaderValue {
    let hash = blake3::hash(bytes).to_hex();
    HeaderValue::from_str(&format!("W/\"{}\"", &hash[..16])).unwrap_or(HeaderValue::from_static("W/\"\""))
}

/// Whether the browser says that it has this already.
pub fn is_known(headers: &HeaderMap, etag: &HeaderValue) -> bool {
    let asked = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let strong = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    etag.to_str().is_ok_and(|etag| asked.split(',').any(|tag| strong(tag) == strong(etag)))
}
