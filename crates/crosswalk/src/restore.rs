//! `crosswalk restore`: makes an instance of a backup.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use crosswalk_backup::{Keys, Onto, check, restore};

use crate::backup::passphrase;
use crate::config::database_in;
use crate::place::{PlaceArgs, shown};

#[derive(Args)]
#[expect(clippy::doc_markdown, reason = "these comments are the help text")]
pub struct RestoreArgs {
    /// The backup
    file: PathBuf,
    #[command(flatten)]
    place: PlaceArgs,
    /// File whose first line is the passphrase; or set CROSSWALK_BACKUP_PASSPHRASE
    #[arg(long, env = "CROSSWALK_BACKUP_PASSPHRASE_FILE", value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// File with the private key, as age-keygen writes it
    #[arg(long, value_name = "FILE")]
    identity: Option<PathBuf>,
    /// Only read the backup to its end, and tell what is in it
    #[arg(long)]
    check: bool,
}

pub fn run(args: RestoreArgs) -> anyhow::Result<()> {
    let mut keys = Keys::default().with_passphrase(passphrase(args.passphrase_file.as_deref())?);
    if let Some(identity) = &args.identity {
        keys = keys.with_identities(identity)?;
    }
    if args.check {
        let contents = check(&args.file, &keys)?;
        println!(
            "Made at {} by version {} from {}, level {}.",
            contents.at, contents.program, contents.engine, contents.level
        );
        for (name, rows) in contents.tables.iter().filter(|(_, rows)| *rows > 0) {
            println!("{name}: {rows} rows");
        }
        for (name, bytes) in &contents.files {
            println!("{name}: {bytes} bytes");
        }
        println!("The backup is whole.");
        return Ok(());
    }
    let place = args.place.find()?;
    let onto = Onto { data: &place.data, database: &place.database };
    let restored =
        restore(&args.file, &keys, &onto, &mut |told| println!("{told}")).context("nothing was restored")?;
    let database = shown(&place.database);
    println!("Restored {} rows into {} and {database}.", restored.contents.rows(), place.data.display());
    if let Some(path) = restored.settings {
        println!(
            "The settings of old are in {}: look through them, above all at the database, and rename the file to \
             crosswalk.toml.",
            path.display()
        );
    }
    if let Some(path) = restored.content {
        println!("Your own content is in {}: serve it with --content.", path.display());
    }
    if place.database != database_in(&place.data) {
        println!(
            "Set database to its address in the settings that serve will read: without it crosswalk serve makes a new, \
             empty SQLite database in that folder."
        );
    }
    println!("Look at it with crosswalk check, then start crosswalk serve.");
    Ok(())
}
