//! A list of organizations as a file that spreadsheets open, and that [`read_sheet`](crate::read_sheet) reads again.

use crosswalk_checklist::CsvTable;
use crosswalk_names::{Language, SECOND, Timestamp};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook,
    XlsxError,
};

use crate::words::{label, shown};
use crate::{Field, Level, Organization, Power, ROWS_MAX, Sector};

/// The list as CSV: one column for each of [`Field::ALL`], headings and choices in `language`. Without organizations it
/// is the empty sheet to fill in.
///
/// ```
/// # use crosswalk_names::Language;
/// let empty = crosswalk_partners::to_csv(&[], Language::Es);
/// assert!(empty.starts_with("\u{feff}Organización,Letras,Sector,"));
/// assert_eq!(empty.lines().count(), 1);
/// ```
pub fn to_csv(organizations: &[Organization], language: Language) -> String {
    let mut table = CsvTable::new();
    table.row(Field::ALL.map(|field| label(language, &field.label_key()).to_owned()));
    for organization in organizations {
        table.row(cells(organization, language));
    }
    table.finish()
}

/// The same list as an XLSX file that says it was made at `at`. Sectors, powers and levels can be picked from a list.
///
/// It fails when the list is longer than a sheet, about a million rows.
pub fn to_xlsx(
    organizations: &[Organization],
    language: Language,
    at: Timestamp,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_timestamp(at.0.div_euclid(SECOND))?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let sheet = workbook.add_worksheet();
    sheet.set_freeze_panes(1, 1)?;
    for (column, field) in (0..).zip(Field::ALL) {
        sheet.set_column_width(column, width(field))?;
        sheet.write_string_with_format(0, column, label(language, &field.label_key()), &bold)?;
        if let Some(choices) = choices(field, language) {
            let rows = u32::try_from(ROWS_MAX).unwrap_or(u32::MAX);
            let list = DataValidation::new().allow_list_strings(&choices)?;
            // Other words than those of the list are understood too, so they are allowed after a question.
            let list = list.set_error_style(DataValidationErrorStyle::Warning);
            sheet.add_data_validation(1, column, rows, column, &list)?;
        }
    }
    for (row, organization) in (1..).zip(organizations) {
        for (column, text) in (0..).zip(cells(organization, language)) {
            if !text.is_empty() {
                sheet.write_string_with_format(row, column, text, &wrapped)?;
            }
        }
    }
    workbook.save_to_buffer()
}

fn cells(organization: &Organization, language: Language) -> [String; Field::ALL.len()] {
    let fields = organization.to_fields();
    Field::ALL.map(|field| fields.get(&field).map(|text| shown(language, field, text)).unwrap_or_default())
}

/// What can be picked from a list; the kinds are too many for one.
fn choices(field: Field, language: Language) -> Option<Vec<&'static str>> {
    let labels = |keys: Vec<String>| Some(keys.iter().map(|key| label(language, key)).collect());
    match field {
        Field::Sector => labels(Sector::ALL.map(Sector::label_key).into()),
        Field::DecisionPower | Field::FundingPower => labels(Power::ALL.map(Power::label_key).into()),
        Field::MainLevel | Field::BackupLevel => labels(Level::ALL.map(Level::label_key).into()),
        _ => None,
    }
}

/// How wide a column is, in characters.
fn width(field: Field) -> u16 {
    match field {
        Field::Letters => 10,
        field if field.is_text() || field == Field::Name => 40,
        _ => 24,
    }
}
