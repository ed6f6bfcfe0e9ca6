//! Whole requests to a running site: addresses, queries, cookies, forms, JSON, files. No request may end in 500.
//!
//! The seeds are what people send: every form of every page that a steward sees, with all its fields, and the calls of the API.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Method, Request, StatusCode, Uri};
use crosswalk_app::routes;
use crosswalk_testing::{Book, Device, TestApp};
use http_body_util::{BodyExt as _, Limited};
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

use crate::Target;
use crate::files::repacked;

/// The letters that requests caused are sent after so many.
const POST_EVERY: u64 = 2_000;
/// Longest answer that is read, in bytes.
const ANSWER_MAX: usize = 30_000_000;

/// A site, somebody who is signed in there, and what they could send.
struct Scene {
    app: TestApp,
    router: axum::Router,
    seeds: Vec<Vec<u8>>,
    /// The partnership as one file.
    archive: Vec<u8>,
    cookies: String,
    asked: u64,
    runtime: Arc<Runtime>,
}

/// A site that ends may have no letters left to send.
impl Drop for Scene {
    fn drop(&mut self) {
        self.runtime.block_on(self.app.run_jobs());
    }
}

const PAGES: [&str; 30] = [
    "/",
    "/help",
    "/workbooks",
    "/workbooks/import",
    "/toolkit",
    "/toolkit/search?q=home&kind=term",
    "/toolkit/overview/shares",
    "/sign-in",
    "/account",
    "/partnerships",
    "/partnerships/new",
    "/partnerships/import",
    "/meet",
    "{book}",
    "{book}/details",
    "{book}/history",
    "{book}/snapshots",
    "{book}/reading",
    "{book}/shares",
    "{book}/link-mail",
    "{book}/deletion",
    "{p}",
    "{p}/settings",
    "{p}/people",
    "{p}/partners/new",
    "{p}/partners/import",
    "{p}/rounds/new",
    "{p}/steps",
    "{p}/agenda",
    "{p}/evidence",
];

const MORE: [&str; 14] = [
    "GET {api}/history?limit=10&before=3",
    "GET {book}/compare?from=1&to=2",
    "GET /toolkit/search?q=mckinney%20vento&lang=en",
    "GET /api/v1/search?q=home&language=es",
    "GET {p}/activity?kind=step&before=2026-11-01",
    "GET {p}/partners?sector=housing&missing=1",
    "GET /assets/crosswalk.css",
    "GET /calendar/abcdef.ics",
    "PUT {api}/answers/goal-setting\r\ncontent-type: application/json\r\n\r\n{\"value\":\"yes\",\"by\":\"Ana\"}",
    "PUT {api}/details\r\ncontent-type: application/json\r\n\r\n{\"title\":\"Riverside\",\"place\":\"Milbrook\"}",
    "PUT {api}/notes/assess\r\ncontent-type: application/json\r\n\r\n{\"text\":\"We meet on Tuesday.\"}",
    "POST {api}/comments\r\ncontent-type: application/json\r\n\r\n{\"question\":\"goal-setting\",\"text\":\"See\",\"author\":\"Ana\"}",
    "POST {api}/questions\r\ncontent-type: application/json\r\n\r\n{\"stage\":\"assess\",\"text\":\"Who?\"}",
    "POST {api}/snapshots\r\ncontent-type: application/json\r\n\r\n{\"name\":\"June\"}",
];

impl Scene {
    fn open() -> Self {
        let mut runtime = tokio::runtime::Builder::new_multi_thread();
        let runtime = Arc::new(runtime.worker_threads(1).enable_all().build().expect("a runtime"));
        runtime.block_on(Self::furnished(Arc::clone(&runtime)))
    }

    async fn furnished(runtime: Arc<Runtime>) -> Self {
        crosswalk_testing::keep_errors();
        let mut app = TestApp::start_with(|settings, _| settings.limits.rates = false).await;
        let book = app.workbook("Riverside").await;
        let mut rosa = app.sign_in("Rosa Medina").await;
        let partnership = app.partnership(&mut rosa, "Milbrook").await;
        rosa.answer(&book, "assess", "goal-setting", "yes").await;
        let seeds = seeds(&mut rosa, &book, &format!("/p/{partnership}")).await;
        let file = crosswalk_testing::Request::new("GET", &format!("/p/{partnership}/archive.zip"));
        let archive = rosa.send(file).await.expect_status(200).body;
        let cookies = cookies(&rosa);
        let router = routes::router(app.inside().clone());
        Self { app, router, seeds, archive, cookies, asked: 0, runtime }
    }

    /// Sends one request and says whether it was one that somebody could have meant.
    fn ask(&mut self, bytes: &[u8]) -> Result<bool, String> {
        let runtime = Arc::clone(&self.runtime);
        self.asked += 1;
        if self.asked.is_multiple_of(POST_EVERY) {
            runtime.block_on(self.app.run_jobs());
        }
        runtime.block_on(self.send(bytes))
    }

    async fn send(&mut self, bytes: &[u8]) -> Result<bool, String> {
        let Some(mut request) = request(bytes) else { return Ok(false) };
        let line = format!("{} {}", request.method(), request.uri());
        routes::take_language(&mut request);
        self.app.pass(1_000);
        let answer = self.router.clone().oneshot(request).await.map_err(|never| format!("{never}"))?;
        let status = answer.status();
        Limited::new(answer.into_body(), ANSWER_MAX).collect().await.map_err(|error| error.to_string())?;
        if status == StatusCode::INTERNAL_SERVER_ERROR || status == StatusCode::SERVICE_UNAVAILABLE {
            let logs = crosswalk_testing::logs();
            let last: Vec<&str> = logs.lines().rev().take(3).collect();
            return Err(format!("{status}: {line}: {}", last.join("\n    ")));
        }
        Ok(status.is_success() || status.is_redirection())
    }
}

/// Every form of every page, and calls of the API.
async fn seeds(rosa: &mut Device, book: &Book, partnership: &str) -> Vec<Vec<u8>> {
    let filled = |text: &str| {
        text.replace("{book}", &book.page()).replace("{api}", &book.api("")).replace("{p}", partnership)
    };
    let mut seeds = Vec::new();
    for page in PAGES.map(filled) {
        let shown = rosa.get(&page).await;
        let cookies = cookies(rosa);
        let with_cookies =
            |line: &str| format!("{line}\r\ncookie: {cookies}\r\naccept-language: es-US,en;q=0.5\r\n");
        seeds.push(format!("{}\r\n", with_cookies(&format!("GET {page}"))).into_bytes());
        for form in shown.forms() {
            let mut fields = form.fields();
            for name in form.names() {
                if !name.is_empty() && fields.iter().all(|(known, _)| known != name) {
                    fields.push((name.to_owned(), "1".to_owned()));
                }
            }
            let action = if form.action.starts_with('/') { form.action.clone() } else { page.clone() };
            let body = serde_urlencoded::to_string(&fields).expect("pairs of texts");
            let seed = match (form.post, form.multipart) {
                (false, _) => format!("{}\r\n", with_cookies(&format!("GET {action}?{body}"))),
                (true, false) => format!(
                    "{}content-type: application/x-www-form-urlencoded\r\n\r\n{body}",
                    with_cookies(&format!("POST {action}"))
                ),
                (true, true) => format!(
                    "{}content-type: multipart/form-data; boundary=frontier\r\n\r\n{}",
                    with_cookies(&format!("POST {action}")),
                    multipart(&fields)
                ),
            };
            // Leaving, removing and deleting would end the scene.
            if !["/sign-out", "/removal", "/deletion", "/sessions/end"]
                .iter()
                .any(|end| action.ends_with(end))
            {
                seeds.push(seed.into_bytes());
            }
        }
    }
    seeds.extend(
        MORE.map(filled)
            .map(|text| if text.contains("\r\n\r\n") { text } else { text + "\r\n\r\n" }.into_bytes()),
    );
    seeds
}

fn cookies(device: &Device) -> String {
    device.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
}

/// Fields and a file, as a browser sends them.
fn multipart(fields: &[(String, String)]) -> String {
    let mut body = String::new();
    for (name, value) in fields {
        let _ =
            write!(body, "--frontier\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    body + "--frontier\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n\
            Name,Sector\r\nEastgate,Housing\r\n\r\n--frontier--\r\n"
}

/// The request in these bytes: a line, headers, an empty line, the body.
fn request(bytes: &[u8]) -> Option<Request<Body>> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let (head, body) = (&bytes[..end], &bytes[end + 4..]);
    let mut lines = head.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let (method, address) = std::str::from_utf8(lines.next()?).ok()?.split_once(' ')?;
    let uri = address.parse::<Uri>().ok().filter(|uri| uri.path().starts_with('/'))?;
    let mut request = Request::builder().method(method.parse::<Method>().ok()?).uri(uri);
    for line in lines {
        let colon = line.iter().position(|byte| *byte == b':')?;
        let name = HeaderName::from_bytes(&line[..colon]).ok()?;
        request = request.header(name, HeaderValue::from_bytes(line[colon + 1..].trim_ascii()).ok()?);
    }
    request.header("content-length", body.len()).body(Body::from(body.to_vec())).ok()
}

/// A partnership's file, changed, is brought in.
pub fn archives() -> Target {
    let mut scene = Scene::open();
    let mut target = Target::new("archives", vec![scene.archive.clone()], move |bytes| {
        let head = format!(
            "POST /partnerships/import\r\ncookie: {}\r\ncontent-type: multipart/form-data; boundary=frontier\r\n\r\n\
             --frontier\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.zip\"\r\n\r\n",
            scene.cookies
        );
        let whole = [head.as_bytes(), bytes, b"\r\n--frontier--\r\n"].concat();
        scene.ask(&whole)
    });
    target.smart = repacked;
    target
}

/// See the module.
pub fn requests() -> Target {
    let mut scene = Scene::open();
    Target::new("requests", scene.seeds.clone(), move |bytes| scene.ask(bytes))
}
