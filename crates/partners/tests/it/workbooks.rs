//! Lists in XLSX files made by hand.

use crosswalk_partners::{Field, ImportError, read_sheet};
use rust_xlsxwriter::Workbook;

fn file(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).expect("a good name");
        for (row, cells) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(*cells) {
                sheet.write_string(row, column, *cell).expect("within the sheet");
            }
        }
    }
    workbook.save_to_buffer().expect("a file")
}

#[test]
fn the_first_sheet_with_names_is_read_and_the_others_are_told() {
    let bytes = file(&[
        ("Read me", &[&["How to fill this in"]]),
        ("Partners", &[&["Agency", "Type", "Notes"], &["'=Harlan", "Bank", "x"]]),
        ("Old", &[&["Agency"], &["Gone"]]),
    ]);
    let preview = read_sheet(&bytes).expect("a list");
    assert_eq!(preview.sheet.as_deref(), Some("Partners"));
    assert_eq!(preview.other_sheets, ["Read me", "Old"]);
    assert_eq!(preview.columns[1].field, Some(Field::Kind));
    assert_eq!(preview.unknown_columns().collect::<Vec<_>>(), ["Notes"]);
    let (row, bank) = preview.organizations().next().expect("no problem");
    // Nothing guards a cell of a spreadsheet, so its apostrophe is part of the name.
    assert_eq!((row, bank.name.as_str()), (2, "'=Harlan"));
}

#[test]
fn a_workbook_without_names_shows_its_first_row() {
    let bytes = file(&[("Sheet1", &[&["", ""], &["Shoe", "Size"]])]);
    assert_eq!(
        read_sheet(&bytes).expect_err("no list"),
        ImportError::NoNameColumn { first_row: vec!["Shoe".into(), "Size".into()] }
    );
}

#[test]
fn a_cell_far_to_the_right_is_one_column_too_many() {
    let mut cells = vec![""; 200];
    (cells[0], cells[199]) = ("Name", "x");
    assert_eq!(read_sheet(&file(&[("S", &[&cells])])), Err(ImportError::TooManyColumns));
}
