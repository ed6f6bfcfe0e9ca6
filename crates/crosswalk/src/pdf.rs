//! `crosswalk pdf EXPORT.json OUT.pdf`

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};
use crosswalk_app::clock::Clock;
use crosswalk_app::workbook::reading::words;
use crosswalk_checklist::{Checklists, Export};
use crosswalk_names::Language;
use crosswalk_print::{Paper, Printer, WorkbookPrint};
use crosswalk_ui::Zone;

/// Largest export that is read, in bytes.
const EXPORT_MAX: u64 = 16 * 1024 * 1024;

#[derive(Args)]
pub struct PdfArgs {
    /// The export, as downloaded from a workbook
    export: PathBuf,
    /// Where to write the PDF
    out: PathBuf,
    /// Size of the sheet
    #[arg(long, value_enum, default_value_t = PaperArg::Letter)]
    paper: PaperArg,
    /// Language of the print: en or es [default: the language of the workbook]
    #[arg(long)]
    language: Option<Language>,
    /// A form to fill in by hand: no answers, no notes
    #[arg(long)]
    blank: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum PaperArg {
    Letter,
    A4,
}

pub fn run(args: &PdfArgs) -> anyhow::Result<()> {
    let name = args.export.display();
    let size = std::fs::metadata(&args.export).with_context(|| format!("{name} can't be read"))?.len();
    if size > EXPORT_MAX {
        bail!("{name} has {size} bytes; an export has at most {EXPORT_MAX}");
    }
    let text = std::fs::read_to_string(&args.export).with_context(|| format!("{name} can't be read"))?;
    let export = Export::from_json(&text).with_context(|| format!("{name} can't be printed"))?;
    let language = args.language.unwrap_or(export.language);
    let checklists = Checklists::builtin().map_err(|errors| anyhow::anyhow!("{}", list(&errors)))?;
    let Some(checklist) = checklists.edition(&export.checklist.key, &export.checklist.version, language)
    else {
        bail!(
            "{name} answers {} {}, which this program does not have",
            export.checklist.key,
            export.checklist.version
        );
    };
    let now = Clock::system().now();
    let reading = (!args.blank).then(|| words::in_words(checklist, &export.workbook));
    let pdf = Printer::new()
        .workbook(&WorkbookPrint {
            checklist,
            workbook: &export.workbook,
            individual: false,
            reading: reading.as_ref(),
            language,
            paper: match args.paper {
                PaperArg::Letter => Paper::Letter,
                PaperArg::A4 => Paper::A4,
            },
            printed_on: Zone::utc().date(language, now),
            printed_at: now,
            instance: "Crosswalk".to_owned(),
            link: None,
            blank: args.blank,
        })
        .context("the PDF could not be made")?;
    std::fs::write(&args.out, pdf).with_context(|| format!("{} can't be written", args.out.display()))
}

/// Mistakes in content, one a line.
pub fn list(errors: &[crosswalk_checklist::ContentError]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
