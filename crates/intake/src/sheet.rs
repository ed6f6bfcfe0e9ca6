//! Tables as files: CSV and its kin, and XLSX.

use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader, Xlsx, XlsxError};

use crate::line::{Kind, Line};
use crate::table::{self, Cell, Row};
use crate::{CELLS_MAX, COLUMNS_MAX, IntakeError, LINES_MAX, SHEETS_MAX, UNPACKED_MAX, column};

/// What parts the cells, if the text is a table. With `named`, the file's name says that it is one.
pub(crate) fn separator(text: &str, named: bool) -> Option<u8> {
    if let Some(hint) = text.trim_start_matches('\u{feff}').strip_prefix("sep=") {
        return hint.bytes().next().filter(|byte| matches!(byte, b',' | b';' | b'\t' | b'|'));
    }
    let head: String = text.lines().take(400).flat_map(|line| [line, "\n"]).collect();
    let mut best: Option<(usize, u8)> = None;
    for separator in [b'\t', b';', b',', b'|'] {
        let widths: Vec<usize> =
            records(&head, separator).map_while(Result::ok).map(|record| record.len()).take(200).collect();
        let Some(score) = score(&widths, text, separator, named) else { continue };
        if best.is_none_or(|(before, _)| score > before) {
            best = Some((score, separator));
        }
    }
    // A column alone, in a file whose name says table, is one as well.
    best.map(|(_, separator)| separator).or_else(|| (named && !text.contains("\n\n")).then_some(b','))
}

/// How much a text looks like a table of these widths, in percent of its rows and more for a known header.
fn score(widths: &[usize], text: &str, separator: u8, named: bool) -> Option<usize> {
    let wide: Vec<usize> = widths.iter().copied().filter(|width| *width > 1).collect();
    let usual =
        wide.iter().copied().max_by_key(|width| wide.iter().filter(|other| *other == width).count())?;
    let same = wide.iter().filter(|width| **width == usual).count() * 100 / widths.len();
    let header = records(text, separator)
        .flatten()
        .find(|record| record.iter().filter(|cell| !cell.trim().is_empty()).count() > 1);
    let known = header.map_or(0, |record| record.iter().filter(|cell| column::names_column(cell)).count());
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

/// Reads a table whose cells are parted by `separator`.
pub(crate) fn separated(text: &str, separator: u8) -> Result<Vec<Line>, IntakeError> {
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = Vec::new();
    let (mut rows, mut cells, mut inner_breaks) = (Vec::new(), 0, 0);
    for record in records(text, separator) {
        // Only bytes that are no UTF-8 fail, and those are gone by now.
        let Ok(record) = record else { continue };
        let at = record.position().map_or(1, csv::Position::line);
        let number = usize::try_from(at).unwrap_or(1).saturating_sub(inner_breaks).max(1);
        inner_breaks += record.iter().map(|cell| cell.matches('\n').count()).sum::<usize>();
        if rows.is_empty() && record.get(0).is_some_and(|cell| cell.starts_with("sep=")) {
            lines.push(Line::skip(
                number,
                record.iter().collect::<Vec<_>>().join(" "),
                "a note to the spreadsheet program",
            ));
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
    table::mend_width(&mut rows);
    lines.extend(table::lines(rows, true));
    Ok(lines)
}

/// Reads every sheet of an XLSX file.
pub(crate) fn workbook(bytes: &[u8]) -> Result<Vec<Line>, IntakeError> {
    check_unpacked(bytes)?;
    // The library is careful, but it reads strangers' files: should it panic, the file is damaged and no more.
    let sheets = catch_unwind(AssertUnwindSafe(|| sheets(bytes))).unwrap_or_else(|_| {
        Err(IntakeError::Spreadsheet { why: "it could not be read to its end".to_owned() })
    })?;
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

type Sheets = Vec<(String, Vec<Row>)>;

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
