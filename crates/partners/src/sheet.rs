//! A list of organizations as people have it: a CSV or XLSX file, looked at before anything is kept.

use crosswalk_intake::{IntakeError, Sheet, SheetRow};

use crate::{Field, Fields, Organization, ProblemKind, header, words};

/// Most organizations that one file may bring, in rows under the headings.
pub const ROWS_MAX: usize = 2_000;
/// Most columns of a file.
pub const COLUMNS_MAX: usize = 60;
/// How far down the headings may stand, in rows that hold anything.
pub const HEADER_ROWS_MAX: usize = 20;
/// How much of a cell is handed back to be shown, in characters.
pub const SHOWN_CHARS_MAX: usize = 200;

/// Why no list came out of a file. `Display` is the English for logs; the page has its own words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Nothing but blanks.
    #[error("the file is empty")]
    Empty,
    /// Larger than `crosswalk_intake::BYTES_MAX`, or packed so that it unpacks to more than its `UNPACKED_MAX`.
    #[error("the file is too big")]
    TooBig,
    /// Neither CSV nor XLSX.
    #[error("the file is no table")]
    OtherFormat,
    /// A spreadsheet that does not hold together, or is locked.
    #[error("the spreadsheet is damaged or locked")]
    Damaged,
    /// More sheets than `crosswalk_intake::SHEETS_MAX`, or more filled cells than its `CELLS_MAX`.
    #[error("the spreadsheet holds too much")]
    TooMuch,
    /// More than [`ROWS_MAX`].
    #[error("there are {rows} rows, and {ROWS_MAX} is the most")]
    TooManyRows {
        /// Rows found under the headings.
        rows: usize,
    },
    /// More than [`COLUMNS_MAX`].
    #[error("there are more than {COLUMNS_MAX} columns")]
    TooManyColumns,
    /// No row has a heading for the organization's name.
    #[error("no column is called Organization or Name")]
    NoNameColumn {
        /// The cells of the first row that has any, each cut to [`SHOWN_CHARS_MAX`].
        first_row: Vec<String>,
    },
}

impl From<IntakeError> for ImportError {
    fn from(error: IntakeError) -> Self {
        match error {
            IntakeError::Empty => Self::Empty,
            IntakeError::TooBig { .. } | IntakeError::Unpacked => Self::TooBig,
            IntakeError::OtherFormat { .. } => Self::OtherFormat,
            IntakeError::TooManyLines { count } => Self::TooManyRows { rows: count },
            IntakeError::TooManyCells | IntakeError::TooManySheets { .. } => Self::TooMuch,
            _ => Self::Damaged,
        }
    }
}

/// What was understood of a file. Nothing is kept yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The sheet that was read; nothing for a CSV file.
    pub sheet: Option<String>,
    /// The other sheets, which were not read.
    pub other_sheets: Vec<String>,
    /// The number of the row with the headings, from 1.
    pub header_row: usize,
    /// The numbers of the rows above it, which were not read.
    pub rows_above: Vec<usize>,
    /// Every column that has a heading, from the left.
    pub columns: Vec<Column>,
    /// Every row under the headings that holds anything.
    pub rows: Vec<RowRead>,
}

/// One column of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// As it stands, cut to [`SHOWN_CHARS_MAX`].
    pub heading: String,
    /// What it was taken for; nothing for a column that is not read.
    pub field: Option<Field>,
}

/// One row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowRead {
    /// The number that a spreadsheet shows beside it, from 1.
    pub number: usize,
    /// The organization, or everything that is wrong with the row.
    pub organization: Result<Organization, Vec<CellProblem>>,
}

/// What is wrong with one cell.
#[derive(Clone, PartialEq, Eq)]
pub struct CellProblem {
    /// Which field.
    pub field: Field,
    /// The heading of its column; nothing if the file has no such column.
    pub column: Option<String>,
    /// What stands in the cell, cut to [`SHOWN_CHARS_MAX`].
    pub words: String,
    /// What is wrong with it.
    pub kind: ProblemKind,
}

impl std::fmt::Debug for CellProblem {
    // Without the words: they may be a person's address.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CellProblem")
            .field("field", &self.field)
            .field("column", &self.column)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

impl Preview {
    /// The organizations of the rows that have no problem, with the numbers of their rows.
    pub fn organizations(&self) -> impl Iterator<Item = (usize, &Organization)> {
        self.rows.iter().filter_map(|row| Some((row.number, row.organization.as_ref().ok()?)))
    }

    /// The rows that have problems, with their numbers.
    pub fn problems(&self) -> impl Iterator<Item = (usize, &[CellProblem])> {
        self.rows.iter().filter_map(|row| Some((row.number, row.organization.as_ref().err()?.as_slice())))
    }

    /// The headings of columns that are not read.
    pub fn unknown_columns(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().filter(|column| column.field.is_none()).map(|column| column.heading.as_str())
    }
}

/// Reads a list of organizations: CSV with any usual separator and encoding, or XLSX, told from the bytes.
///
/// Headings and choices may be in English or Spanish, in any case and order, with or without accents. Of a spreadsheet
/// the first sheet with a column for the name is read. The same bytes give the same result, and none make it panic.
///
/// ```
/// # use crosswalk_partners::{Field, ProblemKind, Sector, read_sheet};
/// let csv = "SECTOR;Organización;Tipo;Shoe size\n\
///            Educación;Milbrook Public Schools;distrito escolar;9\n\
///            Space;Eastgate Homes;;\n";
/// let preview = read_sheet(csv.as_bytes())?;
/// let (row, schools) = preview.organizations().next().expect("the second row is good");
/// assert_eq!((row, schools.name.as_str(), schools.sector), (2, "Milbrook Public Schools", Sector::Education));
///
/// let (row, problems) = preview.problems().next().expect("the third row is not");
/// assert_eq!((row, problems[0].kind), (3, ProblemKind::UnknownChoice));
/// assert_eq!((problems[0].column.as_deref(), problems[0].words.as_str()), (Some("SECTOR"), "Space"));
/// assert_eq!(preview.unknown_columns().collect::<Vec<_>>(), ["Shoe size"]);
/// # Ok::<(), crosswalk_partners::ImportError>(())
/// ```
pub fn read_sheet(bytes: &[u8]) -> Result<Preview, ImportError> {
    let sheets = crosswalk_intake::sheets(bytes, &header::is_heading)?;
    let found = sheets.iter().enumerate().find_map(|(at, sheet)| Some((at, header_of(sheet)?)));
    let Some((at, (header_at, fields))) = found else {
        let first = sheets.iter().flat_map(|sheet| &sheet.rows).find(|row| is_filled(row));
        let first_row = first.map_or(Vec::new(), |row| row.cells.iter().map(|cell| cut(cell)).collect());
        return Err(ImportError::NoNameColumn { first_row });
    };
    let sheet = &sheets[at];
    let (above, rows) = sheet.rows.split_at(header_at);
    let Some((header, body)) = rows.split_first() else { return Err(ImportError::Empty) };
    let width =
        |row: &SheetRow| row.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |at| at + 1);
    if rows.iter().any(|row| width(row) > COLUMNS_MAX) {
        return Err(ImportError::TooManyColumns);
    }
    let body: Vec<&SheetRow> = body.iter().filter(|row| is_filled(row)).collect();
    if body.len() > ROWS_MAX {
        return Err(ImportError::TooManyRows { rows: body.len() });
    }
    let table = Table { is_csv: sheet.name.is_none(), headings: &header.cells, fields };
    let other_sheets = sheets.iter().enumerate().filter(|(other, _)| *other != at);
    Ok(Preview {
        sheet: sheet.name.clone(),
        other_sheets: other_sheets.filter_map(|(_, sheet)| sheet.name.clone()).collect(),
        header_row: header.number,
        rows_above: above.iter().filter(|row| is_filled(row)).map(|row| row.number).collect(),
        columns: table.columns(),
        rows: body.into_iter().map(|row| table.read(row)).collect(),
    })
}

/// The row with the most headings, the one for the name among them, and what its columns hold.
fn header_of(sheet: &Sheet) -> Option<(usize, Vec<Option<Field>>)> {
    let filled = sheet.rows.iter().enumerate().filter(|(_, row)| is_filled(row)).take(HEADER_ROWS_MAX);
    let mut best: Option<(usize, Vec<Option<Field>>)> = None;
    let count = |fields: &[Option<Field>]| fields.iter().flatten().count();
    for (at, row) in filled {
        let fields = header::columns(&row.cells);
        let is_better = best.as_ref().is_none_or(|(_, before)| count(&fields) > count(before));
        if fields.contains(&Some(Field::Name)) && is_better {
            best = Some((at, fields));
        }
    }
    best
}

fn is_filled(row: &SheetRow) -> bool {
    row.cells.iter().any(|cell| !cell.trim().is_empty())
}

fn cut(text: &str) -> String {
    text.trim().chars().take(SHOWN_CHARS_MAX).collect()
}

/// A table whose columns are known.
struct Table<'a> {
    is_csv: bool,
    headings: &'a [String],
    fields: Vec<Option<Field>>,
}

impl Table<'_> {
    fn columns(&self) -> Vec<Column> {
        let columns = self.headings.iter().zip(&self.fields);
        columns
            .map(|(heading, field)| Column { heading: cut(heading), field: *field })
            .filter(|column| !column.heading.is_empty())
            .collect()
    }

    fn read(&self, row: &SheetRow) -> RowRead {
        let cells = self.fields.iter().zip(&row.cells);
        let typed: Fields = cells.filter_map(|(field, cell)| Some(((*field)?, self.typed(cell)))).collect();
        let organization = Organization::parse(&in_words(&typed)).map_err(|problems| {
            let problem = |problem: crate::Problem| CellProblem {
                field: problem.field,
                column: self.heading(problem.field),
                words: typed.get(&problem.field).map(|cell| cut(cell)).unwrap_or_default(),
                kind: problem.kind,
            };
            problems.into_iter().map(problem).collect()
        });
        RowRead { number: row.number, organization }
    }

    /// The cell without what [`crosswalk_checklist::CsvTable`] puts before a formula.
    fn typed(&self, cell: &str) -> String {
        if self.is_csv { crosswalk_checklist::unguarded(cell) } else { cell }.to_owned()
    }

    fn heading(&self, field: Field) -> Option<String> {
        let at = self.fields.iter().position(|one| *one == Some(field))?;
        self.headings.get(at).map(|heading| cut(heading))
    }
}

/// The fields with labels and other known words for a choice made to its word. A kind in the column for sectors, where
/// no other is told, is taken for the kind.
fn in_words(typed: &Fields) -> Fields {
    let mut fields = typed.clone();
    for (field, text) in &mut fields {
        if let Some(word) = words::choice_word(*field, text) {
            word.clone_into(text);
        }
    }
    let kind_in_sector = fields
        .get(&Field::Sector)
        .filter(|text| words::choice_word(Field::Sector, text).is_none())
        .and_then(|text| words::choice_word(Field::Kind, text));
    let no_kind = fields.get(&Field::Kind).is_none_or(|kind| kind.trim().is_empty());
    if let Some(kind) = kind_in_sector.filter(|_| no_kind) {
        fields.remove(&Field::Sector);
        fields.insert(Field::Kind, kind.to_owned());
    }
    fields
}
