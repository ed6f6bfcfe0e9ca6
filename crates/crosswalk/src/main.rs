//! The `crosswalk` program.

mod admin;
mod backup;
mod check;
mod checklist;
mod config;
mod content;
mod copy;
mod demo;
mod environment;
mod man;
mod pdf;
mod place;
mod ready;
mod restore;
mod scheduled;
mod serve;

use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

/// Gives memory back a few seconds after it was last used; the system's own allocator keeps what a busy hour took.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// The readiness workbook for housing and education partnerships, on your own server.
#[derive(Parser)]
#[command(name = "crosswalk", version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the site until stopped
    Serve(Box<config::ServeArgs>),
    /// Serve an invented partnership that has worked for half a year, to look around in
    Demo(demo::DemoArgs),
    /// See how an instance is, and steer it
    Admin(admin::AdminArgs),
    /// Look whether all that the database holds can be read; the program may go on serving it
    Check(check::CheckArgs),
    /// Write all of an instance into one encrypted file; the program may go on serving it
    Backup(backup::BackupArgs),
    /// Make an instance of a backup, or look whether one is whole
    Restore(restore::RestoreArgs),
    /// Copy all data into another database, of the same engine or the other
    Copy(copy::CopyArgs),
    /// Turn an exported workbook into a PDF, without a server
    Pdf(pdf::PdfArgs),
    /// Check content of your own
    #[command(subcommand)]
    Content(content::ContentCommand),
    /// Take the toolkit along
    #[command(subcommand)]
    Toolkit(content::ToolkitCommand),
    /// Turn a checklist as people have it into checklist content
    #[command(subcommand)]
    Checklist(checklist::ChecklistCommand),
    /// Ask the program on this machine whether it can serve; ends with 1 if it can't
    Ready(ready::ReadyArgs),
    /// Write the manual pages into a folder, for packages
    #[command(hide = true)]
    Man(man::ManArgs),
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("crosswalk: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> anyhow::Result<()> {
    let matches = Cli::command().get_matches();
    config::refuse_passwords(&matches)?;
    match Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit()).command {
        Command::Serve(args) => serve::run(*args),
        Command::Demo(args) => demo::run(&args),
        Command::Admin(args) => admin::run(&args),
        Command::Check(args) => check::run(args),
        Command::Backup(args) => backup::run(args),
        Command::Restore(args) => restore::run(args),
        Command::Copy(args) => copy::run(&args),
        Command::Pdf(args) => pdf::run(&args),
        Command::Content(command) => content::run(&command),
        Command::Toolkit(command) => content::run_toolkit(&command),
        Command::Checklist(command) => checklist::run(&command),
        Command::Ready(args) => ready::run(&args),
        Command::Man(args) => man::run(&args, Cli::command()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_command_is_sound() {
        Cli::command().debug_assert();
    }
}
