//! `crosswalk backup`: all of an instance in one file. The program may go on serving it.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;
use crosswalk_app::clock::Clock;
use crosswalk_backup::{BackupError, Lock, Plan, create, passphrase_in};

use crate::place::{PlaceArgs, refuse_unfinished, shown};

#[derive(Args)]
#[expect(clippy::doc_markdown, reason = "these comments are the help text")]
pub struct BackupArgs {
    /// The file to write; one that is there is never replaced
    file: PathBuf,
    #[command(flatten)]
    place: PlaceArgs,
    /// File whose first line is the passphrase; or set CROSSWALK_BACKUP_PASSPHRASE
    #[arg(long, env = "CROSSWALK_BACKUP_PASSPHRASE_FILE", value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// Public key of age to encrypt to (age1…); may be given several times
    #[arg(
        long,
        env = "CROSSWALK_BACKUP_RECIPIENT",
        value_name = "KEY",
        value_delimiter = ',',
        hide_env_values = true
    )]
    recipient: Vec<String>,
    /// Do not encrypt: whoever gets at the file can read everything
    #[arg(long)]
    plain: bool,
}

pub fn run(args: BackupArgs) -> anyhow::Result<()> {
    let lock = lock(&args.recipient, args.passphrase_file.as_deref(), args.plain)?;
    let place = args.place.find()?;
    refuse_unfinished(&place.data)?;
    let plan = Plan {
        database: &place.database,
        data: &place.data,
        settings: place.settings.as_deref(),
        content: place.content.as_deref(),
        lock: &lock,
        now: Clock::system().now(),
    };
    let made = create(&plan, &args.file).map_err(|error| match error {
        BackupError::Store(error) => place.mended(&error),
        other => other.into(),
    });
    let made = made.context("no backup was made")?;
    println!("It is of {}.", shown(&place.database));
    println!(
        "{} rows of {} tables and {} files are in {} ({} bytes).",
        made.rows,
        made.tables,
        made.files,
        args.file.display(),
        made.bytes
    );
    if lock.is_plain() {
        println!("It is not encrypted: keep it where nobody else can read it.");
    }
    Ok(())
}

/// The passphrase in a file or in the environment. The file wins.
pub fn passphrase(file: Option<&Path>) -> anyhow::Result<Option<String>> {
    match file {
        Some(path) => Ok(Some(passphrase_in(path)?)),
        None => Ok(std::env::var("CROSSWALK_BACKUP_PASSPHRASE").ok().filter(|text| !text.is_empty())),
    }
}

/// How the file is encrypted: one way must be chosen.
fn lock(recipients: &[String], passphrase_file: Option<&Path>, plain: bool) -> anyhow::Result<Lock> {
    // A passphrase in the environment gives way to what was asked for by name.
    let passphrase = match (passphrase_file, plain || !recipients.is_empty()) {
        (None, true) => None,
        (file, _) => passphrase(file)?,
    };
    Ok(match (recipients.is_empty(), passphrase, plain) {
        (false, None, false) => Lock::recipients(recipients)?,
        (true, Some(passphrase), false) => Lock::passphrase(passphrase)?,
        (true, None, true) => Lock::plain(),
        (true, None, false) => bail!(
            "say how the backup is encrypted: --passphrase-file FILE, or --recipient age1…. It holds everything that people \
             wrote, and the secret; --plain leaves it open"
        ),
        _ => bail!("give one of --passphrase-file, --recipient and --plain, not several"),
    })
}
