//! Tables as files: CSV and its kin, and XLSX.

use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader, Xlsx, XlsxError};

use crate::line::{Kind, Line};
use crate::table::{self, Cell, Row};
use crate::{CELLS_MAX, COLUMNS_MAX, IntakeError, LINES_MAX, SHEETS_MAX, UNPACKED_MAX};

/// What parts the cells, if the text is a table. With `named`, the file's name says that it is one. `names_column`
/// knows the headings that such a table has.
pub(crate) fn separator(text: &str, named: bool, names_column: &dyn Fn(&str) -> bool) -> Option<u8> {
    if let Some(hint) = text.trim_start_matches('\u{feff}').strip_prefix("sep=") {
        return hint.bytes().next().filter(|byte| matches!(byte, b',' | b';' | b'\t' | b'|'));
    }
    let head: String = text.lines().take(400).flat_map(|line| [line, "\n"]).collect();
    let mut best: Option<(usize, u8)> = None;
    for separator in [b'\t', b';', b',', b'|'] {
        let widths: Vec<usize> =
            records(&head, separator).map_while(Result::ok).map(|record| record.len()).take(200).collect();
        if widths.iter().all(|width| *width < 2) {
            continue;
        }
        let known = known_headings(text, separator, names_column);
        let Some(score) = score(&widths, known, separator, named) else { continue };
        if best.is_none_or(|(before, _)| score > before) {
            best = Some((score, separator));
        }
    }
    // A column alone, in a file whose name says table, is one as well.
    best.map(|(_, separator)| separator).or_else(|| (named && !text.contains("\n\n")).then_some(b','))
}

/// How many cells of the first row that has more than one are headings.
fn known_headings(text: &str, separator: u8, names_column: &dyn Fn(&str) -> bool) -> usize {
    records(text, separator)
        .flatten()
        .find(|record| record.iter().filter(|cell| !cell.trim().is_empty()).count() > 1)
        .map_or(0, |record| record.iter().filter(|cell| names_column(cell)).count())
}

/// How much a text looks like a table of these widths, in percent of its rows and more for each known heading.
fn score(widths: &[usize], known: usize, separator: u8, named: bool) -> Option<usize> {
    let wide: Vec<usize> = widths.iter().copied().filter(|width| *width > 1).collect();
    let usual =
        wide.iter().copied().max_by_key(|width| wide.iter().filter(|other| *other == width).count())?;
    let same = wide.iter().filter(|width| **width == usual).count() * 100 / widths.len();
    let enough = if named {
        known >= 2 || same >= 40
    } else {
        let rare = separator != b',' && separator != b'|';
        (known >= 2 && same >= 50)
            || (same >= 95 && widths.len() >= if rare { 2 } else { 4 } && separator != b'|')
    };
    enough.then_some(same + known * 100)
}

fn records(text: &str, separator: u8) -> impl Iterator<Item = Result<csv::StringRecord, csv::Error>> + '_ {
    csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
        .into_records()
}

/// Reads a checklist in a table whose cells are parted by `separator`.
pub(crate) fn separated(text: &str, separator: u8) -> Result<Vec<Line>, IntakeError> {
    let Separated { note, mut rows } = separated_rows(text, separator)?;
    let mut lines: Vec<Line> = note
        .into_iter()
        .map(|(number, words)| Line::skip(number, words, "a note to the spreadsheet program"))
        .collect();
    table::mend_width(&mut rows);
    lines.extend(table::lines(rows, true));
    Ok(lines)
}

/// A table out of a text.
pub(crate) struct Separated {
    /// The line `sep=;` at the start, with its number.
    note: Option<(usize, String)>,
    pub rows: Vec<Row>,
}

/// The rows of a text whose cells are parted by `separator`.
pub(crate) fn separated_rows(text: &str, separator: u8) -> Result<Separated, IntakeError> {
    let text = text.trim_start_matches('\u{feff}');
    let mut note = None;
    let (mut rows, mut cells, mut inner_breaks) = (Vec::new(), 0, 0);
    for record in records(text, separator) {
        // Only bytes that are no UTF-8 fail, and those are gone by now.
        let Ok(record) = record else { continue };
        let number = (line_of(&record, text) - 1).saturating_sub(inner_breaks) + 1;
        inner_breaks += record.iter().map(|cell| cell.matches('\n').count()).sum::<usize>();
        if rows.is_empty() && record.get(0).is_some_and(|cell| cell.starts_with("sep=")) {
            note = Some((number, record.iter().collect::<Vec<_>>().join(" ")));
            continue;
        }
        cells += record.iter().filter(|cell| !cell.trim().is_empty()).count();
        if cells > CELLS_MAX {
            return Err(IntakeError::TooManyCells);
        }
        rows.push(Row { number, cells: record.iter().map(Cell::new).collect(), head: false });
        if rows.len() > LINES_MAX {
            return Err(IntakeError::TooManyLines { count: text.lines().count() });
        }
    }
    Ok(Separated { note, rows })
}

/// The line, from 1, on which a record begins. The reader says where it began to look, and there may be empty lines.
fn line_of(record: &csv::StringRecord, text: &str) -> usize {
    let Some(position) = record.position() else { return 1 };
    let whole = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(whole(position.byte())..).unwrap_or_default();
    let empty =
        rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).filter(|byte| **byte == b'\n').count();
    whole(position.line()).max(1) + empty
}

/// Reads a checklist in the sheets of an XLSX file.
pub(crate) fn workbook(bytes: &[u8]) -> Result<Vec<Line>, IntakeError> {
    let sheets = workbook_rows(bytes)?;
    let single = sheets.len() == 1;
    let mut lines = Vec::new();
    for (name, rows) in sheets {
        if !single {
            let mut heading = Line::new(1, Kind::Sheet, name.clone());
            heading.sources = vec![(1, format!("Sheet: {name}"))];
            lines.push(heading);
        }
        lines.extend(table::lines(rows, single));
    }
    Ok(lines)
}

/// The rows of every sheet of an XLSX file that has any, each sheet with its name.
pub(crate) fn workbook_rows(bytes: &[u8]) -> Result<Sheets, IntakeError> {
    check_unpacked(bytes)?;
    // The library is careful, but it reads strangers' files: should it panic, the file is damaged and no more.
    catch_unwind(AssertUnwindSafe(|| sheets(bytes))).unwrap_or_else(|_| {
        Err(IntakeError::Spreadsheet { why: "it could not be read to its end".to_owned() })
    })
}

/// Unpacks everything once and keeps nothing: what a file says about its own size is not believed.
fn check_unpacked(bytes: &[u8]) -> Result<(), IntakeError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut left = UNPACKED_MAX;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|error| damaged(&error))?;
        let read =
            std::io::copy(&mut file.take(left + 1), &mut std::io::sink()).map_err(|error| damaged(&error))?;
        left = left.checked_sub(read).ok_or(IntakeError::Unpacked)?;
    }
    Ok(())
}

fn damaged(error: &impl ToString) -> IntakeError {
    IntakeError::Spreadsheet { why: error.to_string().chars().take(120).collect() }
}

pub(crate) type Sheets = Vec<(String, Vec<Row>)>;

fn sheets(bytes: &[u8]) -> Result<Sheets, IntakeError> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error: XlsxError| damaged(&error))?;
    let names = workbook.sheet_names();
    if names.len() > SHEETS_MAX {
        return Err(IntakeError::TooManySheets { count: names.len() });
    }
    let (mut sheets, mut count) = (Sheets::new(), 0);
    for name in names {
        let mut rows: Vec<Row> = Vec::new();
        // A sheet that is a chart has no cells.
        let Ok(mut cells) = workbook.worksheet_cells_reader(&name) else { continue };
        while let Some(cell) = cells.next_cell().map_err(|error| damaged(&error))? {
            let text = shown(cell.get_value());
            if text.trim().is_empty() {
                continue;
            }
            count += 1;
            if count > CELLS_MAX {
                return Err(IntakeError::TooManyCells);
            }
            let (row, column) = cell.get_position();
            put(&mut rows, row, column, &text);
        }
        rows.sort_by_key(|row| row.number);
        if !rows.is_empty() {
            sheets.push((name, rows));
        }
    }
    Ok(sheets)
}

fn put(rows: &mut Vec<Row>, row: u32, column: u32, text: &str) {
    let number = usize::try_from(row).unwrap_or(usize::MAX).saturating_add(1);
    // Further right than a table may be: kept as the first cell too far, where it is skipped with the reason.
    let column = usize::try_from(column).unwrap_or(usize::MAX).min(COLUMNS_MAX);
    if rows.last().is_none_or(|last| last.number != number) {
        rows.push(Row { number, cells: Vec::new(), head: false });
    }
    let Some(last) = rows.last_mut() else { return };
    if last.cells.len() <= column {
        last.cells.resize_with(column + 1, Cell::default);
    }
    let cell = &mut last.cells[column];
    if !cell.text.is_empty() {
        cell.text.push(' ');
    }
    cell.text.push_str(text);
}

fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::DateTime(moment) => moment.as_f64().to_string(),
        DataRef::Error(error) => error.to_string(),
        _ => String::new(),
    }
}
