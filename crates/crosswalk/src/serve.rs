//! `crosswalk serve`

use std::io::{ErrorKind, IsTerminal as _};
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use clap::CommandFactory as _;
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
use crate::{Cli, environment, place, scheduled};

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
    make_private_folder(&data)
        .with_context(|| format!("the data folder {} can't be made", data.display()))?;
    place::refuse_unfinished(&data)?;
    scheduled::prepare(settings.backups.as_ref())?;
    let files = crate::content::files(settings.content.as_deref())?;
    let random = Random::system();
    let secret = secret(&data, &random)?;
    let options = StoreOptions { replica: settings.database_replica.clone(), ..StoreOptions::default() };
    let database = told(&settings.database);
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
        println!("{database}");
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

/// Which database is served. Called before it is opened, it knows whether that one is made now.
fn told(database: &str) -> String {
    let is_new = database.strip_prefix("sqlite:").is_some_and(|path| !Path::new(path).exists());
    let new = if is_new { ", which is new and empty" } else { "" };
    format!("The database is {}{new}.", place::shown(database))
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
    serve::listen(address).map_err(|error| {
        let hint = match error.kind() {
            ErrorKind::AddrInUse => "another program uses that address; stop it, or choose another port",
            ErrorKind::AddrNotAvailable => {
                "that is no address of this machine; 127.0.0.1 is, and 0.0.0.0 stands for all it has"
            }
            ErrorKind::PermissionDenied => "ports below 1024 are for root; choose another, like 8080",
            _ => return anyhow!(error).context(format!("can't listen on {address}")),
        };
        anyhow!("can't listen on {address}: {hint}")
    })
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

/// `CROSSWALK_LOG` sets what is logged, in the syntax of `RUST_LOG`; else it is `usually`. What the environment says that
/// nobody would read is warned of.
pub fn log(usually: &str, format: LogFormat) {
    let wanted = std::env::var("CROSSWALK_LOG").ok().filter(|text| !text.is_empty());
    let mistake = wanted.as_deref().and_then(environment::no_level);
    let filter = wanted.filter(|_| mistake.is_none()).unwrap_or_else(|| usually.to_owned());
    let has_colors = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let log = tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::new(filter))
        .with_ansi(has_colors)
        .with_writer(std::io::stderr);
    match format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().flatten_event(true).with_span_list(false).init(),
    }
    if let Some(mistake) = mistake {
        tracing::warn!(
            %mistake,
            "CROSSWALK_LOG can't be used, and the usual is logged; set it to off, error, warn, info, debug or trace, or to \
             a list like info,requests=off"
        );
    }
    let names = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    for name in environment::unknown(&Cli::command(), names) {
        tracing::warn!(
            name,
            "the environment sets what is no setting; crosswalk serve --help lists them all"
        );
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

/// Makes a folder, if it is not there, for its owner's eyes only.
pub fn make_private_folder(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
