//! What every request can reach.

use std::num::NonZeroUsize;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Instant;

use arc_swap::ArcSwap;
use crosswalk_checklist::Checklist;
use crosswalk_mail::{Address, AddressProblem, Transport};
use crosswalk_names::{ChecklistKey, Language, PersonId, SECOND, Timestamp};
use crosswalk_print::{PrintError, Printer};
use crosswalk_store::{Store, StoreError};
use crosswalk_ui::Instance;
use lru::LruCache;
use tokio::sync::{Notify, Semaphore};
use webauthn_rs::Webauthn;

use crate::accounts::passkeys;
use crate::accounts::provider::client::Provider;
use crate::accounts::sessions::Sessions;
use crate::adjust::{self, Adjusted};
use crate::backups::{BackupStatus, Watched};
use crate::clock::{Clock, Random};
use crate::content::{Content, Files};
use crate::error::PageError;
use crate::live::{Live, View};
use crate::meetings::hub::Hubs;
use crate::metrics::Metrics;
use crate::nodes::{Hint, Nodes};
use crate::rates::Rates;
use crate::requests;
use crate::seal::Seal;
use crate::settings::Settings;
use crate::traces::{Kind, Traces};
use crate::workbook::page::KeptPages;
use crate::workbook::queries::{self, Found};
use crate::workbook::retention::Uses;

/// Tokens whose workbook is remembered in memory, to spare a query a request.
const DOORS: NonZeroUsize = NonZeroUsize::new(10_000).expect("above zero");
/// Another node may change what they open, or a request here that came at the same time: what is remembered is asked for
/// again after so long, in milliseconds.
const DOORS_KEPT: i64 = 10 * SECOND;

/// PDFs made at the same time; more wait. One takes some 20 ms of a core.
const PRINTS_AT_ONCE: usize = 2;

/// The running instance. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// An instance that does not go on running because somebody holds this.
#[derive(Clone)]
pub struct WeakApp(Weak<Inner>);

impl WeakApp {
    /// The instance, while it runs.
    pub fn upgrade(&self) -> Option<App> {
        self.0.upgrade().map(App)
    }
}

/// The parts of an [`App`].
pub struct Inner {
    /// What the operator set.
    pub settings: Settings,
    /// The same as the program was started with, without what the database lays over.
    start: Settings,
    adjusted: ArcSwap<Adjusted>,
    /// Hashes of the addresses that the settings name as operators.
    pub operators: Vec<[u8; 32]>,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// Sends traces, if a collector is set.
    pub traces: Traces,
    /// Since when the instance runs.
    pub started_at: Timestamp,
    /// Which workbooks were used, on the way to the store.
    pub uses: Uses,
    /// The database.
    pub store: Store,
    /// Live workbooks.
    pub live: Live,
    /// This program among others that serve the same database.
    pub nodes: Arc<Nodes>,
    /// Meetings that somebody watches.
    pub meetings: Hubs,
    content: Arc<ArcSwap<Content>>,
    /// The time.
    pub clock: Clock,
    /// Chance.
    pub random: Random,
    /// Encrypts what rests in the queue.
    pub seal: Seal,
    /// Sends mail.
    pub transport: Transport,
    /// Makes PDFs.
    pub printer: Printer,
    /// Keeps PDFs from taking every core.
    pub printing: Semaphore,
    /// Counts by network address.
    pub rates: Rates,
    /// Wakes the job runner.
    pub jobs: Notify,
    /// Who is signed in, as this node remembers it.
    pub sessions: Sessions,
    /// Checks passkeys; none where the public address has no name.
    pub passkeys: Option<Webauthn>,
    /// The OpenID provider, if the instance has one.
    pub provider: Option<Provider>,
    /// How the backups go that are made by themselves.
    pub backups: Watched,
    /// Workbook pages that were just shown.
    pub pages: KeptPages,
    doors: Mutex<LruCache<[u8; 32], (Found, Timestamp)>>,
}

impl Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// The parts that the caller hands in.
pub struct Parts {
    /// What the operator set.
    pub settings: Settings,
    /// The database, opened.
    pub store: Store,
    /// What the content files hold.
    pub files: Files,
    /// The time.
    pub clock: Clock,
    /// Chance.
    pub random: Random,
    /// The instance's secret.
    pub secret: [u8; crate::seal::SECRET_BYTES],
    /// Sends mail.
    pub transport: Transport,
}

/// Why an instance could not be started.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// An address of an operator is none.
    #[error("the operators setting can't be used: {0}")]
    Operators(AddressProblem),
    /// The address in the From line is none.
    #[error("the mail_from setting can't be used: {0}")]
    MailFrom(AddressProblem),
    /// The store could not be written.
    #[error("the database can't be written: {0}")]
    Store(#[from] StoreError),
    /// The live thread could not be started.
    #[error("the live thread can't be started: {0}")]
    Live(#[from] std::io::Error),
}

impl App {
    /// Puts an instance together and starts its live thread.
    pub async fn new(parts: Parts) -> Result<Self, StartError> {
        let Parts { settings: start, store, files, clock, random, secret, transport } = parts;
        let seal = Seal::new(&secret, random.clone());
        let operators = start.operators.iter().map(|text| Address::parse(text));
        let operators = operators
            .map(|address| address.map(|address| seal.hash(address.as_str())))
            .collect::<Result<Vec<_>, _>>()
            .map_err(StartError::Operators)?;
        let stored = store.read(adjust::queries::stored).await?;
        let adjusted = Adjusted::new(&start, stored).map_err(StartError::MailFrom)?;
        let settings = adjusted.settings.clone();
        let started_at = clock.now();
        let metrics = Arc::new(Metrics::new(store.engine(), started_at));
        let told = Arc::clone(&metrics);
        store.watch(move |work| told.worked(work));
        let content = Arc::new(ArcSwap::from_pointee(Content::new(&store, files).await?));
        let nodes = Arc::new(Nodes::new(store.clone(), &random, clock.now()));
        let live = Live::start(
            store.clone(),
            Arc::clone(&nodes),
            Arc::clone(&content),
            clock.clone(),
            random.clone(),
            settings.limits.live.clone(),
            Arc::clone(&metrics),
        )?;
        let app = Self(Arc::new(Inner {
            nodes,
            start,
            adjusted: ArcSwap::from_pointee(adjusted),
            operators,
            metrics,
            traces: Traces::start(settings.otel_endpoint.as_deref(), clock.clone()),
            started_at,
            uses: Uses::default(),
            live,
            meetings: Hubs::default(),
            seal,
            printer: Printer::new(),
            printing: Semaphore::new(PRINTS_AT_ONCE),
            rates: if settings.limits.rates { Rates::new() } else { Rates::lifted() },
            jobs: Notify::new(),
            sessions: Sessions::default(),
            passkeys: passkeys::relying_party(&settings.instance),
            provider: Provider::new(&settings),
            backups: Watched::default(),
            pages: KeptPages::default(),
            doors: Mutex::new(LruCache::new(DOORS)),
            settings,
            store,
            content,
            clock,
            random,
            transport,
        }));
        app.nodes.listen(app.downgrade())?;
        Ok(app)
    }

    /// The same instance, for tasks that must not keep it running.
    pub fn downgrade(&self) -> WeakApp {
        WeakApp(Arc::downgrade(&self.0))
    }

    /// Sets a print on a blocking thread, a few at a time.
    pub async fn print(
        &self,
        set: impl FnOnce(&Self) -> Result<Vec<u8>, PrintError> + Send + 'static,
    ) -> Result<Vec<u8>, PageError> {
        let _place = self.printing.acquire().await.map_err(|error| PageError::internal(&error))?;
        let (app, span) = (self.clone(), tracing::Span::current());
        let traced = self.traces.begin(Kind::Internal, requests::place());
        let made = tokio::task::spawn_blocking(move || {
            let (_within, began) = (span.enter(), Instant::now());
            let made = set(&app);
            app.metrics.printed(began.elapsed());
            app.traces.end(traced, "make a PDF".to_owned(), Vec::new(), made.is_err());
            made
        })
        .await;
        made.map_err(|error| PageError::internal(&error))?.map_err(|error| PageError::internal(&error))
    }

    /// The settings as of now, with what operators changed.
    pub fn adjusted(&self) -> Arc<Adjusted> {
        self.adjusted.load_full()
    }

    /// The settings as the program was started with.
    pub fn start_settings(&self) -> &Settings {
        &self.start
    }

    /// Lets other settings hold.
    pub fn adjust(&self, adjusted: Adjusted) {
        self.adjusted.store(Arc::new(adjusted));
    }

    /// Name and people behind it, as pages show them now.
    pub fn instance(&self) -> Arc<Instance> {
        Arc::clone(&self.adjusted.load().instance)
    }

    /// The address in the From line.
    pub fn mail_from(&self) -> Address {
        self.adjusted.load().mail_from.clone()
    }

    /// What there is to read and to answer, as of now. Hold it for one request: the files may change.
    pub fn content(&self) -> Arc<Content> {
        self.content.load_full()
    }

    /// Reads the content again; the old one stays where a file was changed for the worse.
    pub async fn read_content_anew(&self) -> Result<(), StoreError> {
        match Files::read(self.settings.content.as_deref()) {
            Ok(files) => self.replace_content(files).await,
            Err(_) => Ok(()),
        }
    }

    /// Puts other content in the place of what there was.
    pub async fn replace_content(&self, files: Files) -> Result<(), StoreError> {
        let content = Content::new(&self.store, files).await?;
        self.content.store(Arc::new(content));
        self.pages.clear();
        Ok(())
    }

    /// The workbook that a token opens, if any.
    pub async fn door(&self, hash: [u8; 32]) -> Result<Option<Found>, StoreError> {
        let now = self.clock.now();
        if let Some((found, since)) = self.doors.lock().unwrap_or_else(PoisonError::into_inner).get(&hash)
            && (0..DOORS_KEPT).contains(&now.since(*since))
        {
            return Ok(Some(found.clone()));
        }
        let found = self.store.read(move |conn| queries::find(conn, &hash)).await?;
        if let Some(found) = &found {
            self.doors.lock().unwrap_or_else(PoisonError::into_inner).put(hash, (found.clone(), now));
        }
        Ok(found)
    }

    /// How the backups go that are made by themselves, as far as this node knows.
    pub fn backup_status(&self) -> BackupStatus {
        self.backups.status()
    }

    /// Lets go of what was kept in memory for a moment and that moment is over.
    pub fn rest(&self) {
        self.pages.forget_unused();
        self.meetings.forget_idle(self.clock.now());
        self.printer.rest();
    }

    /// Forgets which tokens open what, on all nodes, after workbooks were removed for good or got other links.
    pub fn close_doors(&self) {
        self.forget_doors();
        self.nodes.tell(Hint::Doors);
    }

    /// Forgets a person's sessions, on all nodes, after one ended or the name changed.
    pub fn forget_sessions(&self, person: PersonId) {
        self.sessions.forget(person);
        self.nodes.tell(Hint::Person(person));
    }

    /// Forgets which tokens open what.
    pub fn forget_doors(&self) {
        self.doors.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The checklist that new workbooks answer, in a language.
    pub fn newest_checklist(&self, language: Language) -> Arc<Checklist> {
        let key: ChecklistKey = DEFAULT_CHECKLIST.parse().expect("a plain key");
        let content = self.content();
        let newest = content.checklists.get(&key, language);
        Arc::clone(newest.expect("the built-in checklist is there in every language"))
    }

    /// The checklist of a workbook, in the reader's language.
    pub fn checklist(&self, view: &View, language: Language) -> Option<Arc<Checklist>> {
        self.content().checklists.edition(&view.checklist.0, &view.checklist.1, language).cloned()
    }
}

/// The checklist of new workbooks.
pub const DEFAULT_CHECKLIST: &str = "housing-education";
