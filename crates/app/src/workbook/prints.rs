//! PDFs of workbooks.

use crosswalk_checklist::{Checklist, Workbook};
use crosswalk_names::{Language, Timestamp};
use crosswalk_print::{Paper, PrintError, WorkbookPrint};

use crate::error::PageError;
use crate::state::App;

/// What to print.
pub struct Print {
    /// In the language of the print.
    pub checklist: std::sync::Arc<Checklist>,
    /// What people wrote.
    pub workbook: std::sync::Arc<Workbook>,
    /// Whether it is a copy that one person fills in alone.
    pub individual: bool,
    /// The size of the sheet.
    pub paper: Paper,
    /// A form to fill in by hand.
    pub blank: bool,
    /// Where the workbook can be read, for whoever gets the print.
    pub link: Option<String>,
}

/// Sets the PDF.
pub async fn pdf(app: &App, print: Print) -> Result<Vec<u8>, PageError> {
    let now = app.clock.now();
    app.print(move |app| make(app, &print, now)).await
}

fn make(app: &App, print: &Print, now: Timestamp) -> Result<Vec<u8>, PrintError> {
    let reading = (!print.blank).then(|| super::reading::words::in_words(&print.checklist, &print.workbook));
    app.printer.workbook(&WorkbookPrint {
        checklist: &print.checklist,
        workbook: &print.workbook,
        individual: print.individual,
        reading: reading.as_ref(),
        language: print.checklist.language,
        paper: print.paper,
        printed_on: app.instance().zone.date(print.checklist.language, now),
        printed_at: now,
        instance: app.instance().name.clone(),
        link: print.link.clone(),
        blank: print.blank,
    })
}

/// A text as part of a file name that every system takes: its letters and digits. None when it has none.
///
/// `Milbrook Homes & Schools` is `milbrook-homes-schools`.
pub fn slug(text: &str) -> Option<String> {
    let signs = text.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' });
    let signs: String = signs.collect();
    let parts: Vec<&str> = signs.split('-').filter(|part| !part.is_empty()).take(8).collect();
    (!parts.is_empty()).then(|| parts.join("-"))
}

/// The name of a workbook's file: its title, else a plain word.
pub fn file_name(workbook: &Workbook, language: Language, ending: &str) -> String {
    let name = slug(&workbook.title.text).unwrap_or_else(|| match language {
        Language::En => "readiness-workbook".to_owned(),
        Language::Es => "cuaderno-de-preparacion".to_owned(),
    });
    format!("{name}.{ending}")
}
