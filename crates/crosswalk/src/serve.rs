//! `crosswalk serve`

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, bail};
use crosswalk_app::clock::{Clock, Random};
use crosswalk_app::content;
use crosswalk_app::nodes::check_secret;
use crosswalk_app::seal::SECRET_BYTES;
use crosswalk_app::state::{App, Parts};
use crosswalk_app::{jobs, metrics, serve};
use crosswalk_mail::Transport;
use crosswalk_store::{Store, StoreOptions};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::config::{self, Chosen, LogFormat, ServeArgs};
use crate::scheduled;

/// How long threads may take to end that still wait for the database.
const LAST_THREADS: Duration = Duration::from_secs(2);
/// Threads for requests. Rooms and the database have their own.
const WORKERS: usize = 2;
/// Most threads for blocking work: database reads and PDFs.
const BLOCKING_THREADS: usize = 8;

pub fn run(args: ServeArgs) -> anyhow::Result<()> {
    let accept_new_secret = args.accept_new_secret;
    let Chosen { settings, lifted, log_format } = config::settings(args)?;
    log("info,hyper=warn,lettre=warn", log_format);
    crosswalk_ui::stand_under(config::path_of(&settings.instance.public_url)?);
    let data = settings.data.clone();
    std::fs::create_dir_all(&data)
        .with_context(|| format!("the data folder {} can't be made", data.display()))?;
    if crosswalk_backup::is_unfinished(&data) {
        bail!("{} holds a restore that was broken off: empty the folder, then restore again", data.display());
    }
    scheduled::prepare(settings.backups.as_ref())?;
    let files = crate::content::files(settings.content.as_deref())?;
    let random = Random::system();
    let secret = secret(&data, &random)?;
    let options = StoreOptions { replica: settings.database_replica.clone(), ..StoreOptions::default() };
    let store = Store::open(&settings.database, options).context("the database can't be opened")?;
    let transport = match &settings.smtp {
        Some(url) => Transport::smtp(url).context("the smtp setting can't be used")?,
        None => Transport::outbox(data.join("outbox")).context("the outbox folder can't be made")?,
    };
    let runtime = runtime()?;
    let served = runtime.block_on(async move {
        check_secret(&store, &secret, accept_new_secret).await?;
        let listener = listen(settings.listen)?;
        let address = listener.local_addr()?;
        let app =
            App::new(Parts { settings, store, files, clock: Clock::system(), random, secret, transport })
                .await?;
        let worker = tokio::spawn(jobs::run(app.clone()));
        let watcher = tokio::spawn(content::keep_up(app.clone()));
        let backups = tokio::spawn(scheduled::run(app.clone()));
        let counted = match app.settings.metrics_listen {
            None => None,
            Some(address) => {
                let listener = listen(address)?;
                println!("Metrics on http://{}/metrics", listener.local_addr()?);
                Some(tokio::spawn(metrics::serve(app.clone(), listener)))
            }
        };
        println!("Listening on http://{address}");
        if lifted {
            println!("Limits are off: for load tests only.");
        }
        serve::serve(app, listener, stopped()).await;
        worker.abort();
        watcher.abort();
        backups.abort();
        if let Some(counted) = counted {
            counted.abort();
        }
        anyhow::Ok(())
    });
    runtime.shutdown_timeout(LAST_THREADS);
    served
}

/// What requests run on.
pub fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(WORKERS)
        .max_blocking_threads(BLOCKING_THREADS)
        .enable_all()
        .build()
}

/// Opens the socket that requests come in by.
pub fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    serve::listen(address).with_context(|| format!("can't listen on {address}; is another program using it?"))
}

/// Ready when the operator wants the program to end.
pub async fn stopped() {
    let (Ok(mut terminate), Ok(mut interrupt)) =
        (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}

/// `CROSSWALK_LOG` sets what is logged, in the syntax of `RUST_LOG`; else it is `usually`.
pub fn log(usually: &str, format: LogFormat) {
    let filter = tracing_subscriber::EnvFilter::try_from_env("CROSSWALK_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(usually));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().flatten_event(true).with_span_list(false).init(),
    }
}

/// The instance's secret: from the file in the data folder, which is made at the first start.
pub fn secret(data: &Path, random: &Random) -> anyhow::Result<[u8; SECRET_BYTES]> {
    let path = data.join("secret");
    match std::fs::read(&path) {
        Ok(bytes) => bytes.try_into().map_err(|_| {
            anyhow::anyhow!(
                "{} should hold {SECRET_BYTES} bytes; bring it back from a backup, or remove it (queued mail is lost then)",
                path.display()
            )
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let secret: [u8; SECRET_BYTES] = random.bytes();
            write_private(&path, &secret).with_context(|| format!("{} can't be written", path.display()))?;
            Ok(secret)
        }
        Err(error) => Err(error).with_context(|| format!("{} can't be read", path.display())),
    }
}

fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
