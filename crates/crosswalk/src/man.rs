//! `crosswalk man`: manual pages, made from what `--help` says.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;

#[derive(Args)]
pub struct ManArgs {
    /// A folder that is there
    out: PathBuf,
}

pub fn run(args: &ManArgs, command: clap::Command) -> anyhow::Result<()> {
    clap_mangen::generate_to(command, &args.out)
        .with_context(|| format!("the manual can't be written to {}", args.out.display()))
}
