//! Any table as rows of texts: for lists that are no checklist.

use crate::{BYTES_MAX, IntakeError, format, sheet, table};

/// One sheet of a spreadsheet, or all of a CSV file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What the sheet is called; nothing for a CSV file.
    pub name: Option<String>,
    /// In the order of the file. In a spreadsheet, rows without words are left out.
    pub rows: Vec<SheetRow>,
}

/// One row of a [`Sheet`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetRow {
    /// The number that a spreadsheet shows beside the row, from 1.
    pub number: usize,
    /// From the left, as they stand, with their line breaks; as many as the row has. In a spreadsheet, everything
    /// right of [`COLUMNS_MAX`](crate::COLUMNS_MAX) columns stands in one cell more.
    pub cells: Vec<String>,
}

/// Reads a table: CSV with any usual separator and encoding, or XLSX, told from the bytes alone.
///
/// `names_column` says whether a text is one of the headings that the table should have; it settles which separator
/// is meant. The limits are those of a checklist. No bytes make it panic.
///
/// ```
/// let bytes = "Name;Place\nMilbrook Schools;\"Milbrook; Eastgate\"\n".as_bytes();
/// let sheets = crosswalk_intake::sheets(bytes, &|text| text == "Name" || text == "Place")?;
/// assert_eq!(sheets[0].rows[1].number, 2);
/// assert_eq!(sheets[0].rows[1].cells, ["Milbrook Schools", "Milbrook; Eastgate"]);
/// # Ok::<(), crosswalk_intake::IntakeError>(())
/// ```
pub fn sheets(bytes: &[u8], names_column: &dyn Fn(&str) -> bool) -> Result<Vec<Sheet>, IntakeError> {
    if bytes.len() > BYTES_MAX {
        return Err(IntakeError::TooBig { bytes: bytes.len() });
    }
    if let Some(text) = format::text_of(bytes)? {
        // A table with one column has no separator; any does for it.
        let separator = sheet::separator(&text, true, names_column).unwrap_or(b',');
        let rows = texts(sheet::separated_rows(&text, separator)?.rows);
        return Ok(vec![Sheet { name: None, rows }]);
    }
    let sheets = sheet::workbook_rows(bytes)?;
    Ok(sheets.into_iter().map(|(name, rows)| Sheet { name: Some(name), rows: texts(rows) }).collect())
}

fn texts(rows: Vec<table::Row>) -> Vec<SheetRow> {
    let cells = |row: table::Row| row.cells.into_iter().map(|cell| cell.text).collect();
    rows.into_iter().map(|row| SheetRow { number: row.number, cells: cells(row) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        let sheets = sheets(text.as_bytes(), &|cell| cell == "Name" || cell == "Mail").expect("a table");
        sheets.into_iter().flat_map(|sheet| sheet.rows).map(|row| row.cells).collect()
    }

    #[test]
    fn each_usual_separator_is_found() {
        for separator in [",", ";", "\t", "|"] {
            let text = format!("Name{separator}Mail\nAda{separator}a@example.org\n");
            assert_eq!(cells(&text), [["Name", "Mail"], ["Ada", "a@example.org"]], "{separator}");
        }
    }

    #[test]
    fn one_column_is_a_table_and_a_note_to_the_program_is_none_of_its_rows() {
        assert_eq!(cells("Name\nAda\n\nBo\n"), [["Name"], ["Ada"], ["Bo"]]);
        assert_eq!(cells("sep=;\nName;Mail\n"), [["Name", "Mail"]]);
    }

    #[test]
    fn rows_have_the_numbers_that_a_spreadsheet_shows() {
        let text = "Name,Mail\n\n\"Ada\nBo\",a@example.org\n\n\nCy,\n";
        let sheets = sheets(text.as_bytes(), &|cell| cell == "Name").expect("a table");
        let numbers: Vec<usize> = sheets[0].rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [1, 3, 6]);
    }

    #[test]
    fn what_is_no_table_is_refused() {
        let refused = |bytes: &[u8]| sheets(bytes, &|_| false).expect_err("no table");
        assert_eq!(refused(b" \n"), IntakeError::Empty);
        assert!(matches!(refused(b"%PDF-1.7"), IntakeError::OtherFormat { .. }));
        assert!(matches!(refused(b"PK\x03\x04"), IntakeError::Spreadsheet { .. }));
        assert_eq!(refused(&vec![b'a'; BYTES_MAX + 1]), IntakeError::TooBig { bytes: BYTES_MAX + 1 });
    }
}
