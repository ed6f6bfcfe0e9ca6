//! `crosswalk content check DIR` and `crosswalk toolkit export DIR`

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use crosswalk_app::clock::Clock;
use crosswalk_app::content::{Content, Files};
use crosswalk_app::toolkit;
use crosswalk_names::Language;
use crosswalk_print::Printer;
use crosswalk_ui::{Instance, Zone};

use crate::pdf::list;

#[derive(Subcommand)]
pub enum ContentCommand {
    /// Look for mistakes in a folder of own pages, terms, resources and checklists
    Check {
        /// The folder, as given to serve --content
        dir: PathBuf,
    },
}

#[derive(Subcommand)]
pub enum ToolkitCommand {
    /// Write the whole toolkit as a static site, with the book as PDF in both languages
    Export(ExportArgs),
}

#[derive(Args)]
pub struct ExportArgs {
    /// A new or empty folder
    out: PathBuf,
    /// Folder with content of your own, laid over the built-in one
    #[arg(long, env = "CROSSWALK_CONTENT", value_name = "DIR")]
    content: Option<PathBuf>,
    /// The address of your Crosswalk, for links out of the copy
    #[arg(long, env = "CROSSWALK_PUBLIC_URL", value_name = "URL", default_value = "http://127.0.0.1:8080")]
    public_url: String,
    /// Name of the site, shown in its header
    #[arg(long, env = "CROSSWALK_NAME", value_name = "NAME", default_value = "Crosswalk")]
    name: String,
    /// Who runs it
    #[arg(long, env = "CROSSWALK_RUN_BY", value_name = "NAME", default_value = "")]
    run_by: String,
}

pub fn run(command: &ContentCommand) -> anyhow::Result<()> {
    let ContentCommand::Check { dir } = command;
    match Files::read(Some(dir)) {
        Ok(files) => {
            for remark in &files.remarks {
                println!("{remark}");
            }
            for language in Language::ALL {
                let contents = files.toolkit.contents(language);
                let (pages, terms) = (contents.pages.len(), contents.terms.len());
                println!(
                    "{}: {pages} pages, {terms} terms, {} resources",
                    language.own_name(),
                    contents.resources.len()
                );
            }
            println!("No mistakes.");
            Ok(())
        }
        Err(mistakes) => {
            println!("{}", list(&mistakes));
            bail!("{} to mend in {}", mistakes.len(), dir.display())
        }
    }
}

/// The built-in content with the folder `own` laid over it, or every mistake in it.
pub fn files(own: Option<&Path>) -> anyhow::Result<Files> {
    Files::read(own).map_err(|mistakes| anyhow::anyhow!("the content has mistakes:\n{}", list(&mistakes)))
}

pub fn run_toolkit(command: &ToolkitCommand) -> anyhow::Result<()> {
    let ToolkitCommand::Export(args) = command;
    let files = files(args.content.as_deref())?;
    let instance = Instance {
        name: args.name.clone(),
        run_by: args.run_by.clone(),
        contact: None,
        color: None,
        languages: Language::ALL.to_vec(),
        public_url: args.public_url.trim_end_matches('/').to_owned(),
        zone: Zone::utc(),
        development: false,
    };
    let content = Content::of_files(files);
    let written = toolkit::copy(&content, &instance, &Printer::new(), Clock::system().now(), &args.out)
        .with_context(|| format!("the toolkit could not be written to {}", args.out.display()))?;
    println!("{written} files in {}. Open {}.", args.out.display(), args.out.join("index.html").display());
    Ok(())
}
