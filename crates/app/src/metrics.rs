//! What can be counted, for Prometheus: `/metrics` on a listener of its own, never on the public one.
//!
//! Labels are words of this program (routes, methods, states) and never an id or a name, so their number does not grow
//! with use. What the store knows is asked for at each scrape.

use std::sync::atomic::AtomicU64;
use std::time::Duration;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use crosswalk_mail::SendError;
use crosswalk_names::Timestamp;
use crosswalk_store::{Engine, Facts, Work, jobs};
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;
use tokio::net::TcpListener;

use crate::state::App;

/// A scrape does not wait longer for the store, or for the thread of the rooms.
const PATIENCE: Duration = Duration::from_secs(2);

/// Seconds of requests and PDFs.
const ANSWERS: [f64; 10] = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];
/// Seconds of a write, which is mostly the disk's `fsync`.
const WRITES: [f64; 12] = [0.000_25, 0.000_5, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0, 5.0];

type Labels<const N: usize> = [(&'static str, String); N];
type Histograms<const N: usize> = Family<Labels<N>, Histogram, fn() -> Histogram>;
type Seconds = Gauge<f64, AtomicU64>;

/// Every number of an instance.
pub struct Metrics {
    registry: Registry,
    requests: Family<Labels<3>, Counter>,
    request_seconds: Histograms<2>,
    edits: Counter,
    append_seconds: Histogram,
    commit_seconds: Histogram,
    wait_seconds: Histogram,
    pdf_seconds: Histogram,
    mails: Family<Labels<1>, Counter>,
    rooms: Gauge,
    people: Gauge,
    sockets: Family<Labels<1>, Gauge>,
    jobs: Family<Labels<1>, Gauge>,
    mails_waiting: Gauge,
    oldest_job: Seconds,
    backup_last_success: Seconds,
    backup_failures: Counter,
    database_up: Gauge,
    database_level: Gauge,
    database_bytes: Gauge,
    memory_bytes: Gauge,
    open_files: Gauge,
}

fn answer_histogram() -> Histogram {
    Histogram::new(ANSWERS)
}

impl Metrics {
    /// All of them at zero, for an instance that starts now.
    pub fn new(engine: Engine, started: Timestamp) -> Self {
        let mut metrics = Self {
            registry: Registry::default(),
            requests: Family::default(),
            request_seconds: Family::new_with_constructor(answer_histogram as fn() -> Histogram),
            edits: Counter::default(),
            append_seconds: Histogram::new(WRITES),
            commit_seconds: Histogram::new(WRITES),
            wait_seconds: Histogram::new(WRITES),
            pdf_seconds: answer_histogram(),
            mails: Family::default(),
            rooms: Gauge::default(),
            people: Gauge::default(),
            sockets: Family::default(),
            jobs: Family::default(),
            mails_waiting: Gauge::default(),
            oldest_job: Seconds::default(),
            backup_last_success: Seconds::default(),
            backup_failures: Counter::default(),
            database_up: Gauge::default(),
            database_level: Gauge::default(),
            database_bytes: Gauge::default(),
            memory_bytes: Gauge::default(),
            open_files: Gauge::default(),
        };
        metrics.register(engine, started);
        metrics
    }

    fn register(&mut self, engine: Engine, started: Timestamp) {
        let mut registry = Registry::default();
        registry.register("process_resident_memory_bytes", "Memory in use", self.memory_bytes.clone());
        registry.register("process_open_fds", "Open files and sockets", self.open_files.clone());
        let start = Seconds::default();
        start.set(seconds(started.0));
        registry.register("process_start_time_seconds", "When the program started, since 1970", start);
        let own = registry.sub_registry_with_prefix("crosswalk");
        let engine = match engine {
            Engine::Sqlite => "sqlite",
            Engine::Postgres => "postgres",
        };
        let build = Info::new([("version", env!("CARGO_PKG_VERSION")), ("engine", engine)]);
        own.register("build", "The version that runs, and the engine of its database", build);
        own.register("requests", "Requests answered, by route", self.requests.clone());
        own.register("request_duration_seconds", "Time to answer, by route", self.request_seconds.clone());
        own.register("rooms", "Live workbooks in memory", self.rooms.clone());
        own.register("people", "Devices that have a workbook open now", self.people.clone());
        own.register("sockets", "Open live sockets", self.sockets.clone());
        own.register("edits_saved", "Changes of workbooks that are on disk", self.edits.clone());
        own.register(
            "append_duration_seconds",
            "From a batch of changes to its place on disk",
            self.append_seconds.clone(),
        );
        own.register(
            "commit_duration_seconds",
            "The commit alone, which is mostly the disk's fsync",
            self.commit_seconds.clone(),
        );
        own.register(
            "store_wait_seconds",
            "How long reads and writes waited for their turn",
            self.wait_seconds.clone(),
        );
        own.register("jobs", "Jobs in the queue, by state", self.jobs.clone());
        own.register(
            "jobs_oldest_age_seconds",
            "Age of the oldest job that is not done",
            self.oldest_job.clone(),
        );
        own.register("mails", "Tries to send a mail, by outcome", self.mails.clone());
        own.register("mails_waiting", "Mails in the queue", self.mails_waiting.clone());
        own.register("pdf_duration_seconds", "Time to make a PDF", self.pdf_seconds.clone());
        own.register(
            "backup_last_success_timestamp_seconds",
            "When the newest backup was made by itself, since 1970; 0: none is known",
            self.backup_last_success.clone(),
        );
        own.register(
            "backup_failures",
            "Backups that should have been made by themselves and were not",
            self.backup_failures.clone(),
        );
        own.register("database_up", "1 while the database answers", self.database_up.clone());
        own.register("database_level", "Migrations that have run", self.database_level.clone());
        own.register("database_size_bytes", "Size of the database", self.database_bytes.clone());
        self.registry = registry;
    }

    /// A request was answered.
    pub fn answered(&self, method: &'static str, route: &str, status: u16, took: Duration) {
        let (method, route) = (("method", method.to_owned()), ("route", route.to_owned()));
        let class = ("status", format!("{}xx", status / 100));
        self.request_seconds.get_or_create(&[method.clone(), route.clone()]).observe(took.as_secs_f64());
        self.requests.get_or_create(&[method, route, class]).inc();
    }

    /// So many changes of a workbook are on disk, and writing them took so long.
    pub fn appended(&self, edits: usize, took: Duration) {
        self.edits.inc_by(u64::try_from(edits).unwrap_or_default());
        self.append_seconds.observe(took.as_secs_f64());
    }

    /// The store did something.
    pub fn worked(&self, work: Work) {
        match work {
            Work::Waited(time) => self.wait_seconds.observe(time.as_secs_f64()),
            Work::Committed(time) => self.commit_seconds.observe(time.as_secs_f64()),
        }
    }

    /// A mail was tried.
    pub fn mailed(&self, outcome: &Result<(), SendError>) {
        let word = match outcome {
            Ok(()) => "sent",
            Err(error) if error.reason.is_temporary() => "postponed",
            Err(_) => "failed",
        };
        self.mails.get_or_create(&[("outcome", word.to_owned())]).inc();
    }

    /// A PDF was made.
    pub fn printed(&self, took: Duration) {
        self.pdf_seconds.observe(took.as_secs_f64());
    }

    /// A backup could not be made.
    pub fn backup_failed(&self) {
        self.backup_failures.inc();
    }

    fn set_store(&self, facts: Option<&(Facts, jobs::Counts)>, now: i64) {
        self.database_up.set(i64::from(facts.is_some()));
        let Some((facts, counts)) = facts else { return };
        self.database_level.set(facts.level);
        self.database_bytes.set(facts.bytes);
        for (state, count) in [("waiting", counts.waiting), ("failed", counts.failed)] {
            self.jobs.get_or_create(&[("state", state.to_owned())]).set(count);
        }
        let mails = |(kind, count): &(String, i64)| if is_mail(kind) { *count } else { 0 };
        self.mails_waiting.set(counts.waiting_by_kind.iter().map(mails).sum());
        let oldest = counts.oldest.map_or(0, |at| (now - at.0).max(0));
        self.oldest_job.set(seconds(oldest));
    }
}

/// Milliseconds as seconds.
fn seconds(milliseconds: i64) -> f64 {
    Duration::from_millis(u64::try_from(milliseconds).unwrap_or_default()).as_secs_f64()
}

/// Whether jobs of a kind are mails.
pub fn is_mail(kind: &str) -> bool {
    [crate::post::LETTER, crate::workbook::shares::sending::DELIVER].contains(&kind)
}

/// Memory in use and open files of this process, as the system tells; zero where it does not.
pub fn process() -> (i64, i64) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let memory = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = memory.and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<i64>().ok());
    let files = std::fs::read_dir("/proc/self/fd").map_or(0, Iterator::count);
    (kilobytes.unwrap_or_default() * 1024, i64::try_from(files).unwrap_or_default())
}

/// All numbers as of now, in the `OpenMetrics` text format.
pub async fn scrape(app: &App) -> String {
    let metrics = &app.metrics;
    let store = app.store.clone();
    let facts = async move { Some((store.facts().await.ok()?, store.read(jobs::counts).await.ok()?)) };
    let live = async { (app.live.counts().await, app.live.people().await) };
    let (facts, live) =
        tokio::join!(tokio::time::timeout(PATIENCE, facts), tokio::time::timeout(PATIENCE, live));
    metrics.set_store(facts.ok().flatten().as_ref(), app.clock.now().0);
    if let Ok(((rooms, sockets), people)) = live {
        let count = |count: usize| i64::try_from(count).unwrap_or_default();
        metrics.rooms.set(count(rooms));
        metrics.people.set(count(people));
        for (of, sockets) in [("workbook", sockets), ("meeting", app.meetings.sockets())] {
            metrics.sockets.get_or_create(&[("of", of.to_owned())]).set(count(sockets));
        }
    }
    if let Some((at, _)) = app.backups.status().last {
        metrics.backup_last_success.set(seconds(at.0));
    }
    let (memory, files) = process();
    metrics.memory_bytes.set(memory);
    metrics.open_files.set(files);
    let mut text = String::new();
    // Writing into a text does not fail.
    let _ = encode(&mut text, &metrics.registry);
    text
}

async fn show(State(app): State<App>) -> Response {
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], scrape(&app).await).into_response()
}

/// Serves `/metrics`, and nothing else, to whoever reaches `listener`.
pub async fn serve(app: App, listener: TcpListener) {
    let router = axum::Router::new().route("/metrics", get(show)).with_state(app);
    if let Err(error) = axum::serve(listener, router).await {
        tracing::error!(%error, "metrics are not served any more");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backups_are_counted_under_names_that_stay() {
        let metrics = Metrics::new(Engine::Sqlite, Timestamp(0));
        metrics.backup_failed();
        metrics.backup_last_success.set(seconds(1_795_020_120_000));
        let mut text = String::new();
        encode(&mut text, &metrics.registry).expect("it is written");
        for line in [
            "crosswalk_backup_failures_total 1",
            "crosswalk_backup_last_success_timestamp_seconds 1795020120.0",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}: {text}");
        }
    }
}
