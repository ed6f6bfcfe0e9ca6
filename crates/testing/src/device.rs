//! A browser without scripts.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use crosswalk_names::SECOND;

use crate::app::{Book, TestApp};
use crate::html::{Form, Page};
use crate::http::{Answer, Request};

/// Redirects that lead on; more is a circle.
const REDIRECTS: usize = 5;

/// One person's browser. Each request takes a second by the app's clock.
#[derive(Debug, Clone)]
pub struct Device {
    pub(crate) to: SocketAddr,
    pub(crate) clock: Arc<AtomicI64>,
    /// By name.
    pub cookies: BTreeMap<String, String>,
}

impl Device {
    /// The same browser, sent to another node by the proxy in front of them.
    pub fn at(mut self, node: &TestApp) -> Self {
        self.to = node.address;
        self
    }

    /// A browser for a server that runs elsewhere, by its own clock.
    pub fn to(address: SocketAddr) -> Self {
        Self { to: address, clock: Arc::default(), cookies: BTreeMap::new() }
    }

    /// Opens a page, by its path or its full address.
    pub async fn get(&mut self, path: &str) -> Page {
        self.follow(Request::new("GET", &self.path(path))).await
    }

    /// Sends a form that is on a page.
    pub async fn submit(&mut self, form: Form) -> Page {
        assert!(!form.multipart, "use upload for a form with a file");
        let fields = form.fields();
        let pairs: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        if form.post {
            self.post(&form.action, &pairs).await
        } else {
            self.get(&format!("{}?{}", form.action, encode(&pairs))).await
        }
    }

    /// Sends a form with a file in its field `name`.
    pub async fn upload(&mut self, form: Form, name: &str, file: &[u8]) -> Page {
        assert!(
            form.multipart && form.takes_file(name),
            "the form to {} takes no file {name:?}",
            form.action
        );
        let mut body = Vec::new();
        for (name, value) in form.fields() {
            let part =
                format!("--frontier\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--frontier\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"file.json\"\r\n\
             Content-Type: application/json\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n--frontier--\r\n");
        let request = Request::new("POST", &form.action).body("multipart/form-data; boundary=frontier", body);
        self.follow(self.from_our_page(request)).await
    }

    /// Posts fields that need not be on any page.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let request = Request::new("POST", path).body("application/x-www-form-urlencoded", encode(fields));
        self.follow(self.from_our_page(request)).await
    }

    /// Starts a workbook by the button on the first page. Gives its link that can edit.
    pub async fn start_workbook(&mut self) -> Page {
        let home = self.get("/").await.expect_status(200);
        self.submit(home.form("/workbooks")).await.expect_status(200)
    }

    /// Answers one question by the form of its stage.
    pub async fn answer(&mut self, book: &Book, stage: &str, question: &str, value: &str) -> Page {
        let page = self.get(&book.page()).await;
        let form = page.form(&format!("/stages/{stage}")).set(&format!("answer.{question}"), value);
        self.submit(form).await.expect_status(200)
    }

    /// Sends one request with the device's cookies, and does not follow a redirect.
    pub async fn send(&mut self, mut request: Request) -> Answer {
        self.clock.fetch_add(SECOND, Ordering::SeqCst);
        if !self.cookies.is_empty() {
            let pairs: Vec<String> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header("Cookie", &pairs.join("; "));
        }
        let answer = request.send(self.to).await;
        for (_, cookie) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (name, value) =
                cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        answer
    }

    async fn follow(&mut self, request: Request) -> Page {
        let mut path = request.path.clone();
        let mut answer = self.send(request).await;
        for _ in 0..REDIRECTS {
            if !(300..400).contains(&answer.status) {
                return Page::new(&path, answer);
            }
            let to = answer.header("location").expect("a redirect leads somewhere");
            path = self.path(to);
            let without_anchor = path.split('#').next().unwrap_or_default().to_owned();
            answer = self.send(Request::new("GET", &without_anchor)).await;
        }
        panic!("redirects lead in a circle at {path}");
    }

    fn from_our_page(&self, request: Request) -> Request {
        request.header("Origin", &format!("http://{}", self.to)).header("Sec-Fetch-Site", "same-origin")
    }

    fn path(&self, address: &str) -> String {
        let own = [format!("http://{}", self.to), format!("http://localhost:{}", self.to.port())];
        let path = own.iter().find_map(|own| address.strip_prefix(own.as_str())).unwrap_or(address);
        assert!(path.starts_with('/'), "{address} leads to another site");
        path.to_owned()
    }
}

/// Fields as a form sends them.
pub(crate) fn encode(fields: &[(&str, &str)]) -> String {
    serde_urlencoded::to_string(fields).expect("pairs of texts")
}
