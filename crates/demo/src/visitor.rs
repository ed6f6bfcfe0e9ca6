//! A browser without scripts and without a network: requests go straight to the router of the app.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use anyhow::{Context as _, bail};
use axum::Router;
use axum::body::{Body, to_bytes};
use crosswalk_app::{Peer, routes};
use crosswalk_names::{Language, SECOND};
use http::{Request, StatusCode, header};
use tower::ServiceExt as _;

/// Longest page that is read, in bytes.
const PAGE_MAX: usize = 16 * 1024 * 1024;
/// Redirects that lead on; more is a circle.
const REDIRECTS: usize = 5;
/// Between the parts of a form with a file.
const FRONTIER: &str = "frontier-of-the-demonstration";

/// One person's browser. Each request takes a second by the app's clock.
pub struct Visitor {
    router: Router,
    clock: Arc<AtomicI64>,
    language: Language,
    agent: &'static str,
    /// Limits count by network address, so everybody has one of their own.
    peer: IpAddr,
    cookies: BTreeMap<String, String>,
}

/// What came back.
#[derive(Debug)]
pub struct Page {
    /// The path that it has, after redirects.
    pub path: String,
    /// The status.
    pub status: StatusCode,
    /// The content type.
    pub kind: String,
    /// The HTML.
    pub html: String,
}

impl Visitor {
    /// One that was never here before; `number` tells it from the others.
    pub fn new(router: Router, clock: Arc<AtomicI64>, language: Language, number: u8) -> Self {
        let peer = IpAddr::V4(Ipv4Addr::new(192, 0, 2, number));
        Self { router, clock, language, agent: "", peer, cookies: BTreeMap::new() }
    }

    /// What the browser says that it is.
    #[must_use]
    pub fn agent(mut self, agent: &'static str) -> Self {
        self.agent = agent;
        self
    }

    /// Opens a page and follows where it leads.
    pub async fn get(&mut self, path: &str) -> anyhow::Result<Page> {
        let mut path = self.localized(path);
        for _ in 0..REDIRECTS {
            let bare = path.split('#').next().unwrap_or_default();
            let request = Request::get(bare).body(Body::empty())?;
            let page = self.send(request).await?;
            match page.location {
                Some(to) => path = to,
                None => return Ok(page.into_page(path)),
            }
        }
        bail!("redirects lead in a circle at {path}")
    }

    /// Opens a page that must be there.
    pub async fn read(&mut self, path: &str) -> anyhow::Result<String> {
        let page = self.get(path).await?;
        if page.status != StatusCode::OK {
            bail!("{path}: {}", page.status);
        }
        Ok(page.html)
    }

    /// Sends a form. It must be taken; gives where it leads.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<String> {
        let page = self.submit(path, fields).await?;
        page.location.with_context(|| format!("{path}: {} {}", page.status, problems(&page.html)))
    }

    /// Sends a form that is answered by a page.
    pub async fn ask(&mut self, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<String> {
        let page = self.submit(path, fields).await?;
        if page.status != StatusCode::OK {
            bail!("{path}: {} {}", page.status, problems(&page.html));
        }
        Ok(page.html)
    }

    /// Sends a form with a file in its field `file`, which is answered by a page.
    pub async fn upload(&mut self, path: &str, name: &str, file: &str) -> anyhow::Result<String> {
        let body = format!(
            "--{FRONTIER}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: text/csv\r\n\r\n{file}\r\n--{FRONTIER}--\r\n"
        );
        let kind = format!("multipart/form-data; boundary={FRONTIER}");
        let page = self.send(self.form(path, &kind, body)?).await?;
        if page.status != StatusCode::OK {
            bail!("{path}: {} {}", page.status, problems(&page.html));
        }
        Ok(page.html)
    }

    async fn submit(&mut self, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<Answer> {
        let body = serde_urlencoded::to_string(fields)?;
        self.send(self.form(path, "application/x-www-form-urlencoded", body)?).await
    }

    fn form(&self, path: &str, kind: &str, body: String) -> anyhow::Result<Request<Body>> {
        let request = Request::post(self.localized(path))
            .header("Sec-Fetch-Site", "same-origin")
            .header(header::CONTENT_TYPE, kind);
        Ok(request.body(Body::from(body))?)
    }

    /// The path in the visitor's language, if it is in none.
    fn localized(&self, path: &str) -> String {
        match self.language {
            Language::Es if !path.starts_with("/es/") => format!("/es{path}"),
            _ => path.to_owned(),
        }
    }

    async fn send(&mut self, mut request: Request<Body>) -> anyhow::Result<Answer> {
        self.clock.fetch_add(SECOND, Ordering::SeqCst);
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let headers = request.headers_mut();
        if !cookies.is_empty() {
            headers.insert(header::COOKIE, cookies.join("; ").parse()?);
        }
        if !self.agent.is_empty() {
            headers.insert(header::USER_AGENT, self.agent.parse()?);
        }
        headers.insert(header::HOST, "localhost".parse()?);
        request.extensions_mut().insert(Peer(self.peer));
        routes::take_language(&mut request);
        let response = match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let pair = cookie.to_str()?.split(';').next().and_then(|pair| pair.split_once('='));
            let (name, value) = pair.context("a cookie has a name and a value")?;
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let text =
            |name| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let (location, kind, status) =
            (text(header::LOCATION), text(header::CONTENT_TYPE).unwrap_or_default(), response.status());
        let body = to_bytes(response.into_body(), PAGE_MAX).await?;
        Ok(Answer { status, location, kind, html: String::from_utf8_lossy(&body).into_owned() })
    }
}

struct Answer {
    status: StatusCode,
    location: Option<String>,
    kind: String,
    html: String,
}

impl Answer {
    fn into_page(self, path: String) -> Page {
        Page { path, status: self.status, kind: self.kind, html: self.html }
    }
}

/// What a page says is wrong: its summary of problems, roughly.
fn problems(html: &str) -> String {
    let part = html.split("class=\"msg\"").nth(1).or_else(|| html.split("<h1").nth(1)).unwrap_or_default();
    let text = part.split_once('>').map_or("", |(_, text)| text);
    text.split('<').next().unwrap_or_default().to_owned()
}
