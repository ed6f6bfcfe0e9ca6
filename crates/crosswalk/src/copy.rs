//! `crosswalk copy`: all data into another database, of the same engine or the other.

use std::fs::{File, TryLockError};

use anyhow::{Context as _, bail};
use clap::Args;
use crosswalk_store::transfer::{Digest, Source, Table, Target};

#[derive(Args)]
#[expect(rustdoc::bare_urls, clippy::doc_markdown, reason = "these comments are the help text")]
pub struct CopyArgs {
    /// The database to copy: sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME. Stop the program that serves it first
    #[arg(long, value_name = "URL", env = "CROSSWALK_COPY_FROM", hide_env_values = true)]
    from: String,
    /// An empty database, or one that an earlier copy did not finish
    #[arg(long, value_name = "URL", env = "CROSSWALK_COPY_TO", hide_env_values = true)]
    to: String,
}

pub fn run(args: &CopyArgs) -> anyhow::Result<()> {
    let _held = hold(&args.from)?;
    let mut source = Source::open(&args.from).context("the database to copy can't be opened")?;
    let mut target =
        Target::open(&args.to, source.level()).context("the database to copy into can't be opened")?;
    let tables: Vec<Table> = source.tables().to_vec();
    for table in &tables {
        refuse_another(&mut source, &mut target, table)?;
    }
    for table in &tables {
        copy(&mut source, &mut target, table)?;
    }
    println!("Comparing both.");
    let mut rows = 0;
    for table in &tables {
        let (here, there) = (source.digest(table)?, target.digest(table)?);
        if here != there {
            bail!(
                "{} differs: {} rows here, {} there. The source changed since an earlier try: stop the program that serves \
                 it, and copy into an empty database",
                table.name(),
                here.rows,
                there.rows
            );
        }
        rows += here.rows;
    }
    drop(target.finish().context("the copy can't be read")?);
    println!("Copied {rows} rows in {} tables; both databases hold the same.", tables.len());
    println!(
        "Copy the file \"secret\" of the data folder too: without it mail addresses and links can't be read."
    );
    Ok(())
}

/// Holds the file of a database as long as it is copied: what a program writes into it meanwhile would stay behind.
fn hold(database: &str) -> anyhow::Result<Option<File>> {
    let Some(path) = database.strip_prefix("sqlite:") else { return Ok(None) };
    // A file that no program ever served has none.
    let Ok(lock) = File::open(format!("{path}.lock")) else { return Ok(None) };
    match lock.try_lock() {
        Ok(()) => Ok(Some(lock)),
        Err(TryLockError::WouldBlock) => bail!(
            "a crosswalk process is using {path}: stop it first, for what is written from now on would stay behind"
        ),
        Err(TryLockError::Error(error)) => Err(error).with_context(|| format!("{path}.lock can't be locked")),
    }
}

/// Refuses to go on with what an earlier try copied from a database that was another, or that changed since.
fn refuse_another(source: &mut Source, target: &mut Target, table: &Table) -> anyhow::Result<()> {
    let Some(end) = target.last(table)? else { return Ok(()) };
    let (mut digest, mut last) = (Digest::default(), None);
    'rows: loop {
        let rows = source.rows(table, last.as_ref())?;
        for row in &rows {
            digest.add(row);
            if *row == end {
                break 'rows;
            }
        }
        match rows.into_iter().next_back() {
            Some(row) => last = Some(row),
            None => break,
        }
    }
    if digest != target.digest(table)? {
        bail!(
            "{} holds rows of an earlier try that are not those of this database: it was another one, or it has changed \
             since. Nothing was written; copy into an empty database",
            table.name()
        );
    }
    Ok(())
}

fn copy(source: &mut Source, target: &mut Target, table: &Table) -> anyhow::Result<()> {
    let mut last = target.last(table)?;
    let mut rows = 0;
    loop {
        let next = source.rows(table, last.as_ref())?;
        let Some(end) = next.last() else { break };
        target.put(table, &next).with_context(|| format!("{} can't be written", table.name()))?;
        rows += next.len();
        last = Some(end.clone());
    }
    println!("{}: {rows} rows", table.name());
    Ok(())
}
