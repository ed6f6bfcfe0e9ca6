//! What a preview carries from the file to the confirmation: in the form itself, sealed, so that nothing is kept here.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use crosswalk_names::{OrganizationId, PartnershipId};
use crosswalk_partners::{Fields, Organization, Preview};
use crosswalk_ui::Words;
use serde::{Deserialize, Serialize};

use crate::partnerships::partners::problems::problem_words;
use crate::seal::Seal;
use crate::state::App;
use crate::visit::Visit;

/// Most that a form may carry, in bytes after sealing and encoding: a form takes ten megabytes in all.
const CARRIED_MAX: usize = 8 * 1024 * 1024;

/// A file that was looked at.
#[derive(Clone, Serialize, Deserialize)]
pub struct Carried {
    /// For which partnership: another one does not take it.
    partnership: PartnershipId,
    /// The organizations that were understood.
    pub rows: Vec<CarriedRow>,
    /// The rows that were not, in words.
    pub bad: Vec<BadRow>,
    /// What else to know of the file, in words.
    pub remarks: Vec<String>,
}

/// An organization out of a file.
#[derive(Clone, Serialize, Deserialize)]
pub struct CarriedRow {
    /// The id that it gets if it is added. It is drawn before, so that a form that is sent twice adds nothing twice.
    pub id: OrganizationId,
    /// Its row in the file, from 1.
    pub number: usize,
    fields: Fields,
}

/// A row with something wrong in it.
#[derive(Clone, Serialize, Deserialize)]
pub struct BadRow {
    /// Its row in the file, from 1.
    pub number: usize,
    /// What is wrong with which cell.
    pub cells: Vec<BadCell>,
}

/// A cell with something wrong in it.
#[derive(Clone, Serialize, Deserialize)]
pub struct BadCell {
    /// The heading of its column, or the field that has none.
    pub column: String,
    /// What stands in it.
    pub words: String,
    /// What is wrong, in words.
    pub problem: String,
}

/// A form carries more than it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the file holds more text than a form can carry")]
pub struct TooMuch;

impl Carried {
    /// From what was understood of a file.
    pub fn of(app: &App, visit: &Visit, partnership: PartnershipId, words: &Words, preview: Preview) -> Self {
        let mut carried = Self { partnership, rows: Vec::new(), bad: Vec::new(), remarks: Vec::new() };
        carried.remarks = remarks(words, &preview);
        for row in preview.rows {
            match row.organization {
                Ok(organization) => carried.rows.push(CarriedRow {
                    id: OrganizationId(app.random.uuid(visit.now)),
                    number: row.number,
                    fields: organization.to_fields(),
                }),
                Err(problems) => {
                    let cells = problems.into_iter().map(|cell| BadCell {
                        column: cell.column.unwrap_or_else(|| words.t(&cell.field.label_key()).to_owned()),
                        words: cell.words,
                        problem: problem_words(words, cell.field, cell.kind),
                    });
                    carried.bad.push(BadRow { number: row.number, cells: cells.collect() });
                }
            }
        }
        carried
    }

    /// The organizations, in the order of the rows.
    pub fn organizations(&self) -> Option<Vec<Organization>> {
        self.rows.iter().map(|row| Organization::parse(&row.fields).ok()).collect()
    }

    /// As a hidden field holds it.
    pub fn close(&self, seal: &Seal) -> Result<String, TooMuch> {
        let text = URL_SAFE_NO_PAD.encode(seal.close(self));
        if text.len() <= CARRIED_MAX { Ok(text) } else { Err(TooMuch) }
    }

    /// What a form brings back. None for what this instance did not seal, or not for this partnership.
    pub fn open(seal: &Seal, text: &str, partnership: PartnershipId) -> Option<Self> {
        let sealed = URL_SAFE_NO_PAD.decode(text).ok()?;
        let carried: Self = seal.open(&sealed).ok()?;
        (carried.partnership == partnership).then_some(carried)
    }

    /// From organizations, for samples and tests.
    pub fn made_up(organizations: &[Organization], bad: Vec<BadRow>, remarks: Vec<String>) -> Self {
        let rows = (2..).zip(organizations).map(|(number, organization)| CarriedRow {
            id: OrganizationId(uuid::Uuid::from_u128(number as u128)),
            number,
            fields: organization.to_fields(),
        });
        Self { partnership: PartnershipId(uuid::Uuid::nil()), rows: rows.collect(), bad, remarks }
    }
}

/// What was not read: other sheets, rows above the headings, columns that are not known.
fn remarks(words: &Words, preview: &Preview) -> Vec<String> {
    let mut remarks = Vec::new();
    if let Some(sheet) = preview.sheet.as_deref().filter(|_| !preview.other_sheets.is_empty()) {
        let others = preview.other_sheets.join(", ");
        remarks
            .push(words.with("partner-import-sheets", &[("sheet", sheet.into()), ("others", others.into())]));
    }
    if !preview.rows_above.is_empty() {
        remarks.push(words.tn("partner-import-above", preview.header_row));
    }
    let unknown: Vec<&str> = preview.unknown_columns().collect();
    if !unknown.is_empty() {
        remarks.push(words.tx("partner-import-unknown", "columns", &unknown.join(", ")));
    }
    remarks
}
