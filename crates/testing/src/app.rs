//! The app under test.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use crosswalk_app::clock::{Clock, Random};
use crosswalk_app::content::Files;
use crosswalk_app::settings::{Limits, Settings};
use crosswalk_app::state::{App, Parts};
use crosswalk_app::workbook::start::start_individual;
use crosswalk_app::{jobs, serve};
use crosswalk_mail::{Message, Transport};
use crosswalk_names::Language;
use crosswalk_store::{Scratch, Store, StoreError, StoreOptions};
use crosswalk_ui::Instance;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::device::Device;
use crate::http::{Answer, Request};
use crate::logs;

/// 2026-11-18, 16:42 UTC: when every test begins.
const BEGINNING: i64 = 1_795_020_120_000;
/// How long a stopped app may take to let go of its database.
const LET_GO: Duration = Duration::from_secs(20);

/// A workbook and the links to it.
#[derive(Debug, Clone)]
pub struct Book {
    /// Its id.
    pub id: String,
    /// The token that can edit.
    pub edit: String,
    /// The token that can only read.
    pub read: String,
}

impl Book {
    /// The page, for those who can edit.
    pub fn page(&self) -> String {
        format!("/w/{}", self.edit)
    }
    /// The page, for those who can only read.
    pub fn read_page(&self) -> String {
        format!("/w/{}", self.read)
    }
    /// An address of the API, with the token that can edit. `rest` is empty or starts with a slash.
    pub fn api(&self, rest: &str) -> String {
        format!("/api/v1/workbooks/{}{rest}", self.edit)
    }
    /// The same with the token that can only read.
    pub fn read_api(&self, rest: &str) -> String {
        format!("/api/v1/workbooks/{}{rest}", self.read)
    }
}

/// A running server with a database of its own, or another node on the database of one. When it is dropped, no job may be
/// left to do.
pub struct TestApp {
    /// Where it listens.
    pub address: SocketAddr,
    /// None only while it starts again.
    server: Option<Server>,
    settings: Settings,
    transport: Transport,
    clock: Arc<AtomicI64>,
    scratch: Arc<Scratch>,
    options: StoreOptions,
    read_mails: usize,
}

struct Server {
    app: App,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

static SEED: AtomicU64 = AtomicU64::new(1);

impl TestApp {
    /// Starts one with the settings of an instance in service.
    pub async fn start() -> Self {
        Self::start_with(|_, _| {}).await
    }

    /// Starts one with other settings, or other mail.
    pub async fn start_with(change: impl FnOnce(&mut Settings, &mut Transport)) -> Self {
        logs::keep();
        let scratch = Arc::new(Scratch::new().expect("a database"));
        let listener = serve::listen(([127, 0, 0, 1], 0).into()).expect("a free port");
        let address = listener.local_addr().expect("an address");
        let mut settings = Settings {
            listen: address,
            data: std::env::temp_dir(),
            content: None,
            database: scratch.url().to_owned(),
            database_replica: None,
            settings_file: None,
            backups: None,
            smtp: None,
            mail_from: "crosswalk@milbrook.example".to_owned(),
            instance: Instance { public_url: format!("http://{address}"), ..Instance::sample() },
            mail_sign_in: true,
            oidc: None,
            behind_proxy: false,
            limits: Limits::default(),
            ..Settings::sample()
        };
        let mut transport = Transport::memory();
        change(&mut settings, &mut transport);
        let clock = Arc::new(AtomicI64::new(BEGINNING));
        let options = StoreOptions::default();
        let mut app =
            Self { address, server: None, settings, transport, clock, scratch, options, read_mails: 0 };
        app.open(listener).await;
        app
    }

    /// Starts another node on the same database. None on SQLite, which serves one process.
    pub async fn another_node(&self) -> Option<Self> {
        self.another_node_with(StoreOptions::default()).await
    }

    /// The same with a store of other options.
    pub async fn another_node_with(&self, options: StoreOptions) -> Option<Self> {
        if self.database_file().is_some() {
            return None;
        }
        let listener = serve::listen(([127, 0, 0, 1], 0).into()).expect("a free port");
        let mut node = Self {
            address: listener.local_addr().expect("an address"),
            server: None,
            settings: self.settings.clone(),
            transport: self.transport.clone(),
            clock: Arc::clone(&self.clock),
            scratch: Arc::clone(&self.scratch),
            options,
            read_mails: 0,
        };
        node.open(listener).await;
        Some(node)
    }

    /// Starts this node again with a store of other options.
    pub async fn restart_with(&mut self, options: StoreOptions) {
        self.options = options;
        self.restart().await;
    }

    async fn open(&mut self, listener: TcpListener) {
        let store = Store::open(self.scratch.url(), self.options.clone()).expect("the database opens");
        self.run(store, listener).await;
    }

    async fn run(&mut self, store: Store, listener: TcpListener) {
        let app = App::new(Parts {
            settings: self.settings.clone(),
            store,
            files: Files::read(self.settings.content.as_deref()).expect("the content is sound"),
            clock: Clock::moved_by(Arc::clone(&self.clock)),
            random: Random::seeded(SEED.fetch_add(1, Ordering::SeqCst)),
            secret: [7; 32],
            transport: self.transport.clone(),
        })
        .await
        .expect("the app starts");
        let (stop, stopped) = oneshot::channel();
        let served = tokio::spawn(serve::serve(app.clone(), listener, async {
            drop(stopped.await);
        }));
        self.server = Some(Server { app, stop, served });
    }

    /// How many workbooks the store holds, deleted ones included.
    pub async fn workbooks(&self) -> i64 {
        use crosswalk_store::schema::workbooks;
        use diesel::prelude::*;
        self.inside().store.read(|conn| workbooks::table.count().get_result(conn)).await.expect("a count")
    }

    /// The app inside the server, to ask what no visitor can see.
    pub fn inside(&self) -> &App {
        &self.server.as_ref().expect("it runs").app
    }

    /// A browser that was never here before.
    pub fn device(&self) -> Device {
        Device { to: self.address, clock: Arc::clone(&self.clock), cookies: BTreeMap::new() }
    }

    /// Starts a workbook over the API.
    pub async fn workbook(&self, title: &str) -> Book {
        let made = self
            .api("POST", "/api/v1/workbooks", Some(json!({ "title": title })))
            .await
            .expect_status(201)
            .json();
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        Book { id: text(&made["id"]), edit: text(&made["edit"]["token"]), read: text(&made["read"]["token"]) }
    }

    /// Starts a copy that one person fills in alone, as a round does.
    pub async fn individual_copy(&self) -> Book {
        let (app, language) = (self.inside(), Language::En);
        let newest = app.newest_checklist(language);
        let started = start_individual(app, language, newest.key.clone(), newest.version.clone()).await;
        let started = started.expect("a copy");
        Book { id: started.id.to_string(), edit: started.edit.text(), read: started.edit.read_only().text() }
    }

    /// Sends a request without cookies, as a program does.
    pub async fn api(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        let request = Request::new(method, path);
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        self.pass(1_000);
        request.send(self.address).await
    }

    /// What people wrote into a workbook, as the API gives it.
    pub async fn read(&self, book: &Book) -> Value {
        self.api("GET", &book.read_api(""), None).await.expect_status(200).json()["workbook"].clone()
    }

    /// Moves the clock, by milliseconds.
    pub fn pass(&self, milliseconds: i64) {
        self.clock.fetch_add(milliseconds, Ordering::SeqCst);
    }

    /// The moment, in milliseconds since 1970.
    pub fn now(&self) -> i64 {
        self.clock.load(Ordering::SeqCst)
    }

    /// Does every job that is due.
    pub async fn run_jobs(&self) {
        jobs::work_off(self.inside()).await;
    }

    /// Cleans up as the server does every hour.
    pub async fn clean_up(&self) {
        jobs::clean_up(self.inside()).await.expect("the clean-up goes through");
    }

    /// The letters since the last call.
    pub fn mails(&mut self) -> Vec<Message> {
        let all = self.transport.sent();
        let new = all[self.read_mails..].to_vec();
        self.read_mails = all.len();
        new
    }

    /// Jobs that are not done, due or not.
    pub async fn jobs_waiting(&self) -> i64 {
        self.inside().store.read(crosswalk_store::jobs::waiting).await.expect("the database reads")
    }

    /// The path of the database, if it is a file.
    pub fn database_file(&self) -> Option<&str> {
        self.scratch.url().strip_prefix("sqlite:")
    }

    /// Stops in good order and starts again on the same data and the same port.
    pub async fn restart(&mut self) {
        let Server { app, stop, served } = self.server.take().expect("it runs");
        drop(app);
        stop.send(()).expect("it still runs");
        served.await.expect("the server ends well");
        self.start_again().await;
    }

    /// Ends without a word, and starts again. Only what was written to the database is there.
    pub async fn crash(&mut self) {
        let Server { app, served, .. } = self.server.take().expect("it runs");
        drop(app);
        served.abort();
        drop(served.await);
        self.start_again().await;
    }

    async fn start_again(&mut self) {
        // The live thread and open connections let go of the database when they notice.
        let deadline = tokio::time::Instant::now() + LET_GO;
        let store = loop {
            match Store::open(self.scratch.url(), self.options.clone()) {
                Ok(store) => break store,
                Err(StoreError::Unavailable(_)) if tokio::time::Instant::now() < deadline => {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                Err(error) => panic!("the database does not open again: {error}"),
            }
        };
        let listener = serve::listen(self.address).expect("the port is free again");
        self.run(store, listener).await;
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        let Some(server) = self.server.take() else { return };
        server.served.abort();
        if std::thread::panicking() {
            return;
        }
        let store = server.app.store.clone();
        // A thread of its own, because this one may be inside a runtime.
        let count = std::thread::spawn(move || {
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(store.read(crosswalk_store::jobs::waiting)).expect("the database reads")
        });
        let left = count.join().expect("the jobs are counted");
        assert_eq!(left, 0, "jobs are left to do: call run_jobs and look at what they did");
    }
}
