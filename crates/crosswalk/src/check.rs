//! `crosswalk check`: whether all that the database holds can be read. The program may go on serving it.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Args;
use crosswalk_app::check::check;
use crosswalk_store::{Store, StoreOptions};

use crate::config::database_in;
use crate::content;

#[derive(Args)]
#[expect(rustdoc::bare_urls, clippy::doc_markdown, reason = "these comments are the help text")]
pub struct CheckArgs {
    /// Folder of the instance's data
    #[arg(long, env = "CROSSWALK_DATA", value_name = "DIR", default_value = "data")]
    data: PathBuf,
    /// sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME [default: sqlite in the data folder]
    #[arg(long, env = "CROSSWALK_DATABASE", value_name = "URL", hide_env_values = true)]
    database: Option<String>,
    /// Folder with content of your own
    #[arg(long, env = "CROSSWALK_CONTENT", value_name = "DIR")]
    content: Option<PathBuf>,
}

pub fn run(args: CheckArgs) -> anyhow::Result<()> {
    let url = args.database.unwrap_or_else(|| database_in(&args.data));
    let files = content::files(args.content.as_deref())?;
    let store = Store::open_to_read(&url, StoreOptions { readers: 1, ..StoreOptions::default() })
        .context("the database can't be opened")?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let checked = runtime.block_on(check(&store, files))?;
    for fault in &checked.faults {
        println!("{fault}");
    }
    println!("Looked at {} workbooks.", checked.workbooks);
    match checked.faults.len() {
        0 => Ok(()),
        faults => {
            bail!("{faults} faults were found; bring back a copy, or ask for help with the lines above")
        }
    }
}
