//! `crosswalk check`: whether all that the database holds can be read. The program may go on serving it.

use anyhow::bail;
use clap::Args;
use crosswalk_app::check::check;

use crate::content;
use crate::place::{PlaceArgs, shown};

#[derive(Args)]
pub struct CheckArgs {
    #[command(flatten)]
    place: PlaceArgs,
}

pub fn run(args: CheckArgs) -> anyhow::Result<()> {
    let place = args.place.find()?;
    let files = content::files(place.content.as_deref())?;
    eprintln!("Looking at {}.", shown(&place.database));
    let store = place.open_to_read()?;
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
