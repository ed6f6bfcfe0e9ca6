//! XLSX.

use crosswalk_intake::{Intake, IntakeError, read};
use rust_xlsxwriter::{Format, Workbook};

use crate::show::{skipped, stages};

/// A workbook of sheets, each of a name and rows.
pub fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).expect("a name");
        for (row, cells) in (0_u32..).zip(*rows) {
            for (column, cell) in (0_u16..).zip(*cells) {
                if !cell.is_empty() {
                    sheet.write_string(row, column, *cell).expect("a cell");
                }
            }
        }
    }
    workbook.save_to_buffer().expect("a file")
}

/// A checklist with merged cells for stages, as people make it.
pub fn of_stages(intake: &Intake) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let (bold, plain) = (Format::new().set_bold(), Format::new());
    sheet.merge_range(0, 0, 0, 4, "Readiness checklist", &bold).expect("a title");
    for (column, name) in (0_u16..).zip(["Stage", "Stage description", "Topic", "Question", "Notes"]) {
        sheet.write_string_with_format(2, column, name, &bold).expect("a header");
    }
    let mut row = 3_u32;
    for stage in &intake.stages {
        let last = row + u32::try_from(stage.questions.len()).expect("few") - 1;
        if last > row {
            sheet.merge_range(row, 0, last, 0, &stage.title, &plain).expect("a stage");
        } else {
            sheet.write_string(row, 0, &stage.title).expect("a stage");
        }
        sheet.write_string(row, 1, &stage.description).expect("a cell");
        for question in &stage.questions {
            for (column, text) in (2_u16..).zip([&question.topic, &question.text, &question.help]) {
                sheet.write_string(row, column, text).expect("a cell");
            }
            row += 1;
        }
    }
    workbook.save_to_buffer().expect("a file")
}

#[test]
fn a_sheet_a_stage() {
    let bytes = workbook(&[
        (
            "Instructions",
            &[&["How to use this workbook"], &["Fill in one sheet at a time. What do you see?"]],
        ),
        (
            "Explore",
            &[
                &["#", "Question", "Score", "Comments"],
                &["1", "Do we have a goal?"],
                &["2", "Do we share data?", "3", "Not all of it."],
            ],
        ),
        (
            "Plan",
            &[
                &["#", "Question", "Score", "Comments"],
                &["1", "We have a budget"],
                &["2", "Our roles are written down"],
            ],
        ),
        ("Lists", &[&["Yes"], &["No"], &["Not yet"]]),
    ]);
    let intake = read("tool.xlsx", &bytes).expect("a checklist");
    insta::assert_snapshot!(stages(&intake), @r"
    # Explore | 
     | Do we have a goal? | 
     | Do we share data? | Not all of it.
    # Plan | 
     | We have a budget | 
     | Our roles are written down |
    ");
    insta::assert_snapshot!(skipped(&intake), @r"
    1: a heading without questions under it | Sheet: Instructions
    1: text outside of the checklist | How to use this workbook
    2: text outside of the checklist | Fill in one sheet at a time. Wha
    1: the header of a table | # | Question | Score | Comments
    3: an answer | 3
    1: the header of a table | # | Question | Score | Comments
    1: answer choices | Yes
    1: a heading without questions under it | Sheet: Lists
    2: answer choices | No
    3: answer choices | Not yet
    ");
}

#[test]
fn rows_that_head_others_and_statements() {
    let bytes = workbook(&[(
        "Sheet1",
        &[
            &["Partnership readiness"],
            &[],
            &["Stage 1: Explore", "Yes", "No", "N/A"],
            &["We have a shared goal"],
            &["Partners know each other"],
            &["Stage 2: Plan", "Yes", "No", "N/A"],
            &["Our budget is agreed", "x"],
            &["Notes"],
        ],
    )]);
    insta::assert_snapshot!(stages(&read("a.xlsx", &bytes).expect("a checklist")), @r"
    Partnership readiness
    # Explore | 
     | We have a shared goal | 
     | Partners know each other | 
    # Plan | 
     | Our budget is agreed |
    ");
}

#[test]
fn far_cells_cost_nothing_and_are_told() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "Question").expect("a cell");
    sheet.write_string(1, 0, "Do we have a goal?").expect("a cell");
    sheet.write_string(2, 0, "Do we share data?").expect("a cell");
    sheet.write_string(1, 16_000, "far").expect("a cell");
    sheet.write_string(1_048_575, 0, "Is this the last row?").expect("a cell");
    let bytes = workbook.save_to_buffer().expect("a file");
    let intake = read("a.xlsx", &bytes).expect("a checklist");
    assert_eq!(intake.stages[0].questions.len(), 3);
    let far = intake.skipped.iter().find(|skipped| skipped.text == "far").expect("told");
    assert_eq!((far.line, far.why.as_str()), (2, "too far to the right in the table"));
}

#[test]
fn too_many_cells_are_refused() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for row in 0..2_100 {
        for column in 0..50 {
            sheet.write_string(row, column, "x").expect("a cell");
        }
    }
    let bytes = workbook.save_to_buffer().expect("a file");
    assert_eq!(read("a.xlsx", &bytes), Err(IntakeError::TooManyCells));
}

#[test]
fn a_file_that_unpacks_to_far_too_much_is_refused() {
    use std::io::Write as _;
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    writer.start_file("xl/workbook.xml", options).expect("a file");
    let block = vec![b' '; 1024 * 1024];
    for _ in 0..80 {
        writer.write_all(&block).expect("room");
    }
    let bytes = writer.finish().expect("a file").into_inner();
    assert!(bytes.len() < 200_000);
    assert_eq!(read("a.xlsx", &bytes), Err(IntakeError::Unpacked));
}

#[test]
fn a_file_that_is_cut_off_is_refused_with_the_mend() {
    let bytes = workbook(&[("Sheet1", &[&["Question"], &["Do we have a goal?"]])]);
    let error = read("a.xlsx", &bytes[..bytes.len() / 2]).expect_err("half a file");
    assert!(error.to_string().contains("save it as .xlsx"), "{error}");
}
