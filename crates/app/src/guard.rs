//! Layers around every request: headers that keep browsers safe, and the check that a form comes from our own page.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crosswalk_names::Language;
use crosswalk_ui::{Paths, base};

use crate::error::PageError;
use crate::state::App;
use crate::visit::AddressLanguage;

/// Only what our own pages need. `connect-src 'self'` covers the live socket in every browser that we support.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                      connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 5] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Private links must not leak to other sites. `no-referrer` would make browsers send `Origin: null` with forms.
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// Adds the safety headers, unless a handler set its own.
pub async fn headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in &HEADERS {
        headers.entry(name.clone()).or_insert(HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-cache"));
    if app.settings.is_https() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    response
}

/// What all our cookies begin with inside the program.
const COOKIES: &str = "cw_";

/// What the names of our cookies begin with in browsers, which then let nobody set them from another host or without TLS:
/// RFC 6265bis, 4.1.3. Under a path of a shared host a cookie may not have the stricter one.
fn cookie_prefix(app: &App) -> Option<&'static str> {
    app.settings.is_https().then_some(if base().is_empty() { "__Host-" } else { "__Secure-" })
}

/// Our cookies as the program knows them; those that anybody could have set are left out.
fn own_cookies(cookies: &str, prefix: &str) -> String {
    let own = cookies.split(';').filter_map(|pair| {
        let pair = pair.trim();
        match pair.strip_prefix(prefix) {
            Some(ours) if ours.starts_with(COOKIES) => Some(ours),
            _ => (!pair.starts_with(COOKIES)).then_some(pair),
        }
    });
    own.collect::<Vec<_>>().join("; ")
}

/// Gives our cookies their prefix on the way out, and takes it off on the way in.
pub async fn cookie_names(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let Some(prefix) = cookie_prefix(&app) else { return next.run(request).await };
    let came: Vec<String> = request
        .headers()
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .map(|cookies| own_cookies(cookies, prefix))
        .filter(|cookies| !cookies.is_empty())
        .collect();
    request.headers_mut().remove(header::COOKIE);
    if let Ok(cookies) = HeaderValue::from_str(&came.join("; "))
        && !cookies.is_empty()
    {
        request.headers_mut().insert(header::COOKIE, cookies);
    }
    let mut response = next.run(request).await;
    if let header::Entry::Occupied(mut set) = response.headers_mut().entry(header::SET_COOKIE) {
        for value in set.iter_mut() {
            let named = value.to_str().ok().filter(|text| text.starts_with(COOKIES));
            let named = named.and_then(|text| HeaderValue::from_str(&format!("{prefix}{text}")).ok());
            if let Some(named) = named {
                *value = named;
            }
        }
    }
    response
}

/// Longest time for a request's body and answer. A slow sender must not hold a place for ever.
const REQUEST_TIME: Duration = Duration::from_mins(1);

/// Gives up on a request that takes too long.
pub async fn patience(request: Request, next: Next) -> Response {
    match tokio::time::timeout(REQUEST_TIME, next.run(request)).await {
        Ok(response) => response,
        Err(_) => StatusCode::REQUEST_TIMEOUT.into_response(),
    }
}

/// Leads from a page in a language that the site does not have to the same page in one that it has. Links in letters
/// and prints may be older than the setting.
pub async fn language_of_the_site(State(app): State<App>, request: Request, next: Next) -> Response {
    let instance = app.instance();
    let asked = request.extensions().get::<AddressLanguage>().map_or(Language::En, |asked| asked.0);
    let own = match instance.languages.first() {
        Some(own) if !instance.languages.contains(&asked) && *request.method() == Method::GET => *own,
        _ => return next.run(request).await,
    };
    let here = request.uri().path_and_query().map_or("/", PathAndQuery::as_str).to_owned();
    let response = next.run(request).await;
    let kind = response.headers().get(header::CONTENT_TYPE);
    if kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
        return (StatusCode::SEE_OTHER, [(header::LOCATION, Paths::new(own).to(&here))]).into_response();
    }
    response
}

/// Refuses changes that another site asks the browser for.
///
/// A foreign page could otherwise act in the name of who is signed in, or of the device (its confirmed address, its list
/// of workbooks), so every request that changes something must come from our own pages. The cookies are
/// `SameSite` too. Programs that are no browser send neither header.
pub async fn same_site(request: Request, next: Next) -> Response {
    if is_allowed(&request) { next.run(request).await } else { PageError::Forbidden.into_response() }
}

/// Whether a request changes nothing, or comes from our own pages or from no browser at all.
pub fn is_allowed(request: &Request) -> bool {
    matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) || is_own(request.headers())
}

fn is_own(headers: &HeaderMap) -> bool {
    let text = |name: &HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("invalid"));
    match text(&HeaderName::from_static("sec-fetch-site")) {
        Some(site) => matches!(site, "same-origin" | "none"),
        None => match text(&header::ORIGIN) {
            Some(origin) => is_same_host(origin, headers),
            None => true,
        },
    }
}

/// Whether an `Origin` names the host that the request was sent to.
pub fn is_same_host(origin: &str, headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let origin = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
    matches!((origin, host), (Some(origin), Some(host)) if origin.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn a_cookie_without_its_prefix_is_none_of_ours() {
        assert_eq!(
            own_cookies("__Host-cw_session=a; theirs=b;cw_device=c", "__Host-"),
            "cw_session=a; theirs=b"
        );
        assert_eq!(own_cookies("cw_session=a", "__Host-"), "");
        assert_eq!(own_cookies("__Host-other=a; ;=", "__Host-"), "__Host-other=a; ; =");
    }

    #[test]
    fn only_our_own_pages_change_things() {
        assert!(is_own(&headers(&[("sec-fetch-site", "same-origin")])));
        assert!(!is_own(&headers(&[
            ("sec-fetch-site", "cross-site"),
            ("origin", "http://a.org"),
            ("host", "a.org")
        ])));
        assert!(!is_own(&headers(&[("sec-fetch-site", "same-site")])));
        assert!(is_own(&headers(&[("origin", "https://a.org"), ("host", "a.org")])));
        assert!(!is_own(&headers(&[("origin", "https://b.org"), ("host", "a.org")])));
        assert!(!is_own(&headers(&[("origin", "null"), ("host", "a.org")])));
        assert!(is_own(&headers(&[("host", "a.org")])));
    }
}
