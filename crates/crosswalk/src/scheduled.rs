//! Backups that `serve` makes by itself, on one node at a time.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use crosswalk_app::settings::{BackupLock, Backups};
use crosswalk_app::state::App;
use crosswalk_backup::{BackupError, Lock, Made, Plan, folder, iso_8601, passphrase_in};
use crosswalk_names::{HOUR, MINUTE, Timestamp};
use crosswalk_store::turns;
use tokio::sync::oneshot;

use crate::serve::make_private_folder;

/// How often it is looked whether one is due.
const LOOK_EVERY: Duration = Duration::from_secs(30);
/// After a backup that failed the next one is tried so much later, in milliseconds, or sooner where they are due sooner.
const AGAIN_AFTER: i64 = HOUR;
/// What most often keeps a folder from being written, and what mends it.
const SYSTEMD: &str = "It must belong to the user that the program runs as; under systemd the unit must allow it too: \
    systemctl edit crosswalk, then [Service] and ReadWritePaths= with the folder";
/// The turn that nodes take.
const TURN: &str = "backup";
/// Whoever took a turn counts the time to the next from its beginning; so much may be missing, in milliseconds.
const EARLY: i64 = MINUTE;

/// Sees at the start what would else be noticed at night: that the folder is there, and that the keys can be used.
pub fn prepare(backups: Option<&Backups>) -> anyhow::Result<()> {
    let Some(backups) = backups else { return Ok(()) };
    lock(&backups.lock).context("scheduled backups can't be encrypted")?;
    let folder = &backups.folder;
    make_private_folder(folder)
        .with_context(|| format!("the backup_folder {} can't be made. {SYSTEMD}", folder.display()))?;
    folder::kept(folder).with_context(|| format!("the backup_folder {} can't be read", folder.display()))?;
    Ok(())
}

fn lock(lock: &BackupLock) -> Result<Lock, BackupError> {
    match lock {
        BackupLock::Recipients(keys) => Lock::recipients(keys),
        BackupLock::PassphraseFile(path) => Lock::passphrase(passphrase_in(path)?),
        BackupLock::Plain => Ok(Lock::plain()),
    }
}

/// Makes backups until the program ends. Ends at once where none are wanted.
pub async fn run(app: App) {
    let Some(backups) = app.settings.backups.clone() else { return };
    let next = next(&backups, app.clock.now());
    if next <= app.clock.now() {
        // The turn may have been given back for later, after a backup that failed.
        give_back(&app, &backups, app.clock.now()).await;
    } else {
        tracing::info!(next = iso_8601(next), "the next backup is due");
    }
    loop {
        look_around(&app, &backups);
        let (now, every) = (app.clock.now(), backups.every - EARLY);
        match app.store.write(move |conn| turns::take(conn, TURN, now, every)).await {
            Ok(true) => make(&app, &backups).await,
            Ok(false) => {}
            Err(error) => {
                tracing::warn!(%error, "it can't be told whether a backup is due; it is tried again soon");
            }
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// When the next is due by what is in the folder: at once where the newest is older than it should be, because one failed, or
/// there is none, because the folder is another.
fn next(backups: &Backups, now: Timestamp) -> Timestamp {
    let kept = folder::kept(&backups.folder).unwrap_or_default();
    kept.last().map_or(now, |newest| newest.at.plus(backups.every))
}

async fn give_back(app: &App, backups: &Backups, next: Timestamp) {
    let every = backups.every - EARLY;
    let given = app.store.write(move |conn| turns::give_back(conn, TURN, next, every)).await;
    if let Err(error) = given {
        tracing::warn!(%error, "the next backup is only made when it would have been due");
    }
}

/// Tells the newest backup of the folder, also one of another node or of the last time that the program ran.
fn look_around(app: &App, backups: &Backups) {
    if let Ok(kept) = folder::kept(&backups.folder)
        && let Some(newest) = kept.last()
    {
        app.backups.newest(newest.at, newest.bytes);
    }
}

async fn make(app: &App, backups: &Backups) {
    let now = app.clock.now();
    match in_a_thread(app, backups).await {
        Ok((path, made)) => {
            app.backups.newest(now, made.bytes);
            let (bytes, rows, next) = (made.bytes, made.rows, iso_8601(now.plus(backups.every)));
            tracing::info!(file = %path.display(), bytes, rows, next, "a backup was made");
        }
        Err(error) => {
            let why = format!("{error:#}");
            let next = app.clock.now().plus(AGAIN_AFTER.min(backups.every));
            tracing::error!(error = why, next = iso_8601(next), "no backup could be made; it is tried again");
            app.backups.failed(now, why);
            app.metrics.backup_failed();
            give_back(app, backups, next).await;
        }
    }
}

/// With what mends it, where the folder can't be written.
fn mended(error: BackupError) -> anyhow::Error {
    let kind = match &error {
        BackupError::File { error, .. } => Some(error.kind()),
        _ => None,
    };
    match kind {
        Some(ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied) => anyhow!("{error}. {SYSTEMD}"),
        _ => error.into(),
    }
}

/// In a thread of its own, not one of those for requests: it takes as long as the database is large, and the program does not
/// wait for it when it is stopped.
async fn in_a_thread(app: &App, backups: &Backups) -> anyhow::Result<(PathBuf, Made)> {
    let (settings, backups, now) = (app.settings.clone(), backups.clone(), app.clock.now());
    let (tell, told) = oneshot::channel();
    std::thread::Builder::new().name("backup".into()).spawn(move || {
        let make = || -> anyhow::Result<_> {
            let lock = lock(&backups.lock)?;
            let plan = Plan {
                database: &settings.database,
                data: &settings.data,
                settings: settings.settings_file.as_deref(),
                content: settings.content.as_deref(),
                lock: &lock,
                now,
            };
            folder::add(&plan, &backups.folder, backups.keep).map_err(mended)
        };
        drop(tell.send(make()));
    })?;
    told.await.context("the thread of the backup ended early")?
}
