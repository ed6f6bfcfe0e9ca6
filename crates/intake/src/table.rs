//! Rows of cells, from whatever format, to lines: which column asks, which names the stage, which is for answers.

use crate::column::{Role, role};
use crate::line::{Kind, Line};
use crate::stages::stage_label;
use crate::tidy::spaces;
use crate::{COLUMNS_MAX, marker, words};

/// Rows that may stand over a table's header.
const HEADER_ROW_MAX: usize = 12;

#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    /// With its line breaks.
    pub text: String,
    pub bold: bool,
    /// Whether it stands over more than one column.
    pub wide: bool,
}

impl Cell {
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), bold: false, wide: false }
    }

    fn words(&self) -> String {
        spaces(&self.text)
    }

    /// Empty, or nothing but boxes and lines to write on.
    fn is_blank(&self) -> bool {
        self.text.chars().all(|c| {
            c.is_whitespace()
                || marker::is_box(c)
                || matches!(c, '_' | '[' | ']' | '(' | ')' | '○' | '◯' | '.' | '-' | '…')
        })
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub number: usize,
    pub cells: Vec<Cell>,
    /// Whether the format says that this is the header.
    pub head: bool,
}

impl Row {
    fn filled(&self) -> impl Iterator<Item = (usize, &Cell)> {
        self.cells.iter().enumerate().filter(|(_, cell)| !cell.is_blank())
    }

    fn all_words(&self) -> String {
        let cells: Vec<String> = self.cells.iter().map(Cell::words).filter(|text| !text.is_empty()).collect();
        cells.join(" | ")
    }

    fn words_at(&self, column: Option<usize>) -> String {
        column
            .and_then(|at| self.cells.get(at))
            .filter(|cell| !cell.is_blank())
            .map(Cell::words)
            .unwrap_or_default()
    }
}

/// What each column holds.
#[derive(Debug, Default)]
struct Columns {
    stage: Option<usize>,
    stage_description: Option<usize>,
    topic: Option<usize>,
    question: Option<usize>,
    help: Option<usize>,
    answers: Vec<usize>,
    numbers: Vec<usize>,
    names: Vec<String>,
    /// Columns with the same words in every row: answers to choose from.
    choices: Vec<usize>,
    /// Whether the header names the column of questions.
    question_named: bool,
}

/// Turns a table to lines. With `certain`, it is a checklist for sure: a file that holds nothing else.
pub(crate) fn lines(mut rows: Vec<Row>, certain: bool) -> Vec<Line> {
    let mut lines = Vec::new();
    for row in &mut rows {
        if row.cells.len() > COLUMNS_MAX {
            let far = Row { number: row.number, cells: row.cells.split_off(COLUMNS_MAX), head: false };
            if far.filled().next().is_some() {
                lines.push(Line::skip(row.number, far.all_words(), "too far to the right in the table"));
            }
        }
    }
    rows.retain(|row| row.cells.iter().any(|cell| !cell.words().is_empty()));
    let single = {
        let mut used = rows.iter().flat_map(|row| row.filled().map(|(at, _)| at));
        used.next().is_none_or(|first| used.all(|at| at == first))
    };
    if single {
        lines.extend(rows.iter().map(list_line));
        return lines;
    }
    let header = header(&rows);
    let body = header.map_or(0, |at| at + 1);
    let columns = columns(header.map(|at| &rows[at]), &rows[body..]);
    if !certain && !is_checklist(&columns, &rows[body..]) {
        lines.extend(
            rows.iter().map(|row| Line::skip(row.number, row.all_words(), "a table that asks nothing")),
        );
        return lines;
    }
    for (at, row) in rows.iter().enumerate().take(body) {
        if Some(at) == header {
            lines.push(header_line(&columns, row));
        } else {
            lines.push(list_line(row));
        }
    }
    let mut reader = Reader::new(columns, &rows[body..], lines);
    for (at, row) in rows.iter().enumerate().skip(body) {
        reader.row(row, at + 1 == rows.len());
    }
    reader.lines
}

/// A row that is no part of the table's body.
fn list_line(row: &Row) -> Line {
    let filled: Vec<&Cell> = row.filled().map(|(_, cell)| cell).collect();
    let text = row.all_words();
    if let [cell] = filled[..]
        && role(&cell.words()).is_some_and(|role| role == Role::Question)
        && text.split(' ').count() <= 2
        && !text.contains('?')
    {
        return Line::skip(row.number, text, "the header of a table");
    }
    let mut line = Line::new(row.number, Kind::Plain, text);
    if filled.iter().all(|cell| cell.bold) {
        line.bold = line.text.len();
    }
    line.take_marker();
    line
}

/// The header; it names the stage where the column of questions is headed by no known word.
fn header_line(columns: &Columns, row: &Row) -> Line {
    let name = row.words_at(columns.question);
    if !name.is_empty() && role(&name).is_none() && !columns.answers.is_empty() && columns.stage.is_none() {
        let mut line = Line::new(row.number, Kind::Group, name);
        line.sources = vec![(row.number, row.all_words())];
        return line;
    }
    Line::skip(row.number, row.all_words(), "the header of a table")
}

/// The row that names the columns.
fn header(rows: &[Row]) -> Option<usize> {
    for (at, row) in rows.iter().enumerate().take(HEADER_ROW_MAX) {
        let filled: Vec<String> = row.filled().map(|(_, cell)| cell.words()).collect();
        let asks = |text: &String| {
            let count = text.split(' ').count();
            text.contains('?') && (count > 4 || (count > 2 && words::starts_asking(text, true)))
        };
        if filled.iter().any(asks) {
            return None;
        }
        if filled.len() < 2 {
            continue;
        }
        let known = filled.iter().filter(|text| role(text).is_some()).count();
        let short = filled.iter().all(|text| text.split(' ').count() <= 6);
        let asks = filled.iter().any(|text| role(text) == Some(Role::Question));
        if (known >= 2 && short) || row.head || (asks && short) {
            return Some(at);
        }
    }
    None
}

/// How the cells of a column are filled.
struct Column {
    filled: usize,
    asking: usize,
    chars: usize,
    distinct: usize,
    answers: usize,
    labels: usize,
}

fn look(body: &[Row], column: usize) -> Column {
    let texts: Vec<String> =
        body.iter().map(|row| row.words_at(Some(column))).filter(|text| !text.is_empty()).collect();
    let count = |test: &dyn Fn(&String) -> bool| texts.iter().filter(|text| test(text)).count();
    let mut distinct: Vec<&String> = texts.iter().collect();
    distinct.sort_unstable();
    distinct.dedup();
    Column {
        filled: texts.len(),
        asking: count(&|text| text.contains('?')),
        chars: texts.iter().map(|text| text.chars().count()).sum::<usize>() / texts.len().max(1),
        distinct: distinct.len(),
        answers: count(&|text| words::only_answers(text)),
        labels: count(&|text| {
            text.len() <= 6 && text.chars().any(|c| c.is_ascii_digit()) && !text.contains(' ')
        }),
    }
}

fn columns(header: Option<&Row>, body: &[Row]) -> Columns {
    let width = header.into_iter().chain(body).map(|row| row.cells.len()).max().unwrap_or(0);
    let looks: Vec<Column> = (0..width).map(|column| look(body, column)).collect();
    let names: Vec<String> =
        (0..width).map(|column| header.map(|row| row.words_at(Some(column))).unwrap_or_default()).collect();
    let roles: Vec<Option<Role>> = (0..width)
        .map(|column| header.and_then(|row| row.cells.get(column)).and_then(|cell| role(&cell.words())))
        .collect();
    let all =
        |role: Role| -> Vec<usize> { (0..width).filter(|column| roles[*column] == Some(role)).collect() };
    let first = |role: Role| all(role).first().copied();
    let mut columns = Columns {
        stage: first(Role::Stage),
        stage_description: first(Role::StageDescription),
        topic: first(Role::Topic),
        question: first(Role::Question),
        help: all(Role::Help).into_iter().find(|column| looks[*column].filled > 0),
        answers: all(Role::Answer),
        numbers: all(Role::Number),
        question_named: first(Role::Question).is_some(),
        choices: (0..width).filter(|at| looks[*at].filled > 1 && looks[*at].distinct == 1).collect(),
        names,
    };
    let topics = all(Role::Topic);
    let part = first(Role::Part);
    if columns.stage.is_none() {
        columns.stage = part;
    } else if columns.topic.is_none() {
        columns.topic = part;
    }
    if let (None, [first, second, ..]) = (columns.stage, &topics[..]) {
        columns.stage = Some(*first);
        columns.topic = Some(*second);
    }
    if columns.question.is_none() {
        let taken = |column: &usize| roles[*column].is_some();
        columns.question = (0..width)
            .filter(|column| !taken(column) && looks[*column].filled > 0)
            .max_by_key(|column| (looks[*column].asking, looks[*column].chars, width - column));
    }
    if columns.question.is_none() {
        columns.question = columns.help.take().or_else(|| columns.topic.take());
    }
    by_place(&mut columns, &roles, &looks, body.len());
    columns
}

/// Columns without a name: numbers, stages and topics stand left of the question, help and answers right of it.
fn by_place(columns: &mut Columns, roles: &[Option<Role>], looks: &[Column], rows: usize) {
    let Some(question) = columns.question else { return };
    let unnamed = |column: &usize| {
        roles[*column].is_none() && columns.names[*column].is_empty() && looks[*column].filled > 0
    };
    let unnamed: Vec<usize> = (0..looks.len()).filter(unnamed).filter(|column| *column != question).collect();
    let mut left = Vec::new();
    for column in unnamed {
        let look = &looks[column];
        if look.answers * 2 > look.filled && column > question {
            columns.answers.push(column);
        } else if look.labels * 2 > look.filled {
            columns.numbers.push(column);
        } else if column < question {
            left.push(column);
        } else if columns.help.is_none() {
            columns.help = Some(column);
        }
    }
    match left[..] {
        [] => {}
        [one] => {
            let repeated = looks[one].distinct < looks[one].filled || looks[one].filled * 10 < rows * 8;
            if repeated && columns.stage.is_none() {
                columns.stage = Some(one);
            } else if columns.topic.is_none() {
                columns.topic = Some(one);
            }
        }
        [stage, topic, ..] => {
            columns.stage = columns.stage.or(Some(stage));
            columns.topic = columns.topic.or(Some(topic));
        }
    }
}

fn asking_share(columns: &Columns, body: &[Row]) -> usize {
    let texts = body.iter().map(|row| row.words_at(columns.question)).filter(|text| !text.is_empty());
    let (mut all, mut asking) = (0_usize, 0_usize);
    for text in texts {
        all += 1;
        asking += usize::from(text.contains('?') || words::starts_asking(&text, true));
    }
    asking * 100 / all.max(1)
}

fn is_checklist(columns: &Columns, body: &[Row]) -> bool {
    let boxes =
        body.iter().filter(|row| row.cells.iter().any(|cell| cell.text.chars().any(marker::is_box))).count();
    columns.question_named
        || columns.answers.len() >= 2
        || asking_share(columns, body) >= 50
        || boxes * 2 > body.len().max(1)
}

struct Reader {
    columns: Columns,
    lines: Vec<Line>,
    /// Whether most rows hold a question mark.
    asks: bool,
    /// Whether most rows fill more cells than one.
    full: bool,
    /// Whether some questions are not bold.
    thin: bool,
    stage: String,
    topic: String,
}

impl Reader {
    fn new(columns: Columns, body: &[Row], lines: Vec<Line>) -> Self {
        let asks = asking_share(&columns, body) >= 50;
        let full = body.iter().filter(|row| row.filled().count() > 1).count() * 2 > body.len();
        let thin = body.iter().any(|row| {
            columns
                .question
                .and_then(|at| row.cells.get(at))
                .is_some_and(|cell| !cell.is_blank() && !cell.bold)
        });
        Self { columns, lines, asks, full, thin, stage: String::new(), topic: String::new() }
    }

    fn skip(&mut self, row: &Row, why: &str) {
        self.lines.push(Line::skip(row.number, row.all_words(), why));
    }

    fn row(&mut self, row: &Row, is_last: bool) {
        let filled: Vec<(usize, &Cell)> = row.filled().collect();
        if filled.is_empty() || words::only_answers(&row.all_words()) {
            self.skip(row, "answer choices");
            return;
        }
        if self.is_header_again(row) {
            return;
        }
        self.stage_cells(row);
        if let [(column, cell)] = filled[..] {
            if Some(column) == self.columns.stage {
                return;
            }
            if words::is_notes(&cell.words()) {
                self.skip(row, "a place for notes");
                return;
            }
            // A row that heads others has one under it.
            if !is_last && self.is_group(column, cell) {
                self.lines.push(Line::new(row.number, Kind::Group, cell.words()));
                self.topic.clear();
                return;
            }
        }
        self.question(row);
    }

    /// The header repeated, or a row such as "Stage 2: Plan | Yes | No" that heads the rows under it.
    fn is_header_again(&mut self, row: &Row) -> bool {
        let same = |column: usize, cell: &Cell| {
            let name = self.columns.names.get(column).map(String::as_str).unwrap_or_default();
            !name.is_empty() && words::plain(&cell.words()) == words::plain(name)
        };
        let filled: Vec<(usize, &Cell)> = row.filled().collect();
        let others: Vec<_> =
            filled.iter().filter(|(column, _)| Some(*column) != self.columns.question).collect();
        let again = !others.is_empty() && others.iter().all(|(column, cell)| same(*column, cell));
        if !again || (others.len() < 2 && filled.len() > others.len() + 1) {
            return false;
        }
        let name = row.words_at(self.columns.question);
        let header_name = self.columns.question.and_then(|at| self.columns.names.get(at));
        if name.is_empty() || header_name.is_some_and(|header| *header == name) {
            self.skip(row, "the header of a table again");
            return true;
        }
        if name.contains('?') || others.len() < 2 {
            return false;
        }
        let mut line = Line::new(row.number, Kind::Group, name);
        line.sources = vec![(row.number, row.all_words())];
        self.lines.push(line);
        true
    }

    fn stage_cells(&mut self, row: &Row) {
        let mut stage = row.words_at(self.columns.stage);
        if stage.chars().all(|c| c.is_ascii_digit()) && !stage.is_empty() {
            let name =
                self.columns.stage.and_then(|at| self.columns.names.get(at)).filter(|name| !name.is_empty());
            stage = format!("{} {stage}", name.map_or("Stage", String::as_str));
        }
        if !stage.is_empty() && stage != self.stage {
            self.lines.push(Line::new(row.number, Kind::Stage, stage.clone()));
            self.stage = stage;
            self.topic.clear();
            let description = row.words_at(self.columns.stage_description);
            if !description.is_empty() {
                self.lines.push(Line::new(row.number, Kind::Description, description));
            }
        }
    }

    /// Whether a row's only cell heads the rows under it.
    fn is_group(&self, column: usize, cell: &Cell) -> bool {
        let text = cell.words();
        let short = text.split(' ').count() <= 12;
        let shouts =
            text.chars().filter(|c| c.is_uppercase()).count() > 3 && !text.chars().any(char::is_lowercase);
        if text.contains('?') || text.chars().count() > 160 {
            return false;
        }
        stage_label(&text).is_some()
            || Some(column) != self.columns.question
            || (short
                && (cell.wide
                    || shouts
                    || (cell.bold && self.thin)
                    || (self.asks && !words::starts_asking(&text, false) && !words::starts_stating(&text))
                    || (self.full && !words::starts_stating(&text))))
    }

    fn question(&mut self, row: &Row) {
        let topic = row.words_at(self.columns.topic);
        if !topic.is_empty() {
            self.topic = topic;
        }
        self.other_cells(row);
        let pieces = self.columns.question.and_then(|at| row.cells.get(at)).map(pieces).unwrap_or_default();
        if pieces.is_empty() {
            self.skip(row, "a row without a question");
            return;
        }
        let help = row.words_at(self.columns.help);
        for text in pieces {
            if words::is_notes(&text) {
                self.lines.push(Line::skip(row.number, text, "a place for notes"));
                continue;
            }
            let kind = Kind::Row { topic: self.topic.clone(), help: help.clone() };
            let mut line = Line::new(row.number, kind, text);
            line.take_marker();
            self.lines.push(line);
        }
    }

    /// What people filled in, and columns that a checklist has no place for.
    fn other_cells(&mut self, row: &Row) {
        let known = [
            self.columns.stage,
            self.columns.stage_description,
            self.columns.topic,
            self.columns.question,
            self.columns.help,
        ];
        for (column, cell) in row.filled() {
            if known.contains(&Some(column)) || self.columns.numbers.contains(&column) {
                continue;
            }
            let text = cell.words();
            if self.columns.choices.contains(&column) && words::only_answers(&text) {
                continue;
            }
            let name = self.columns.names.get(column).map(String::as_str).unwrap_or_default();
            let why = if self.columns.answers.contains(&column) || words::only_answers(&text) {
                "an answer".to_owned()
            } else if name.is_empty() {
                "a column without a name".to_owned()
            } else {
                format!("the column \u{201c}{name}\u{201d}, which a checklist does not have")
            };
            self.lines.push(Line::skip(row.number, text, &why));
        }
    }
}

/// The questions in one cell: more than one where each is an item of a list.
fn pieces(cell: &Cell) -> Vec<String> {
    if cell.is_blank() {
        return Vec::new();
    }
    let lines: Vec<&str> = cell.text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.len() > 1 && lines.iter().all(|line| marker::take(line).is_some()) {
        return lines.into_iter().map(spaces).collect();
    }
    vec![cell.words()]
}

/// Puts cells together that a comma in a question without quotes has cut apart, where the header is narrower.
pub(crate) fn mend_width(rows: &mut [Row]) {
    let Some(at) = header(rows) else { return };
    let columns = columns(Some(&rows[at]), &rows[at + 1..]);
    let width = rows[at].cells.len();
    let Some(question) = columns.question.filter(|question| *question < width) else { return };
    for row in &mut rows[at + 1..] {
        let Some(extra) = row.cells.len().checked_sub(width).filter(|extra| *extra > 0) else { continue };
        if row.cells[width..].iter().all(Cell::is_blank) {
            continue;
        }
        let parts: Vec<Cell> = row.cells.drain(question..=question + extra).collect();
        let texts: Vec<&str> = parts.iter().map(|cell| cell.text.trim()).collect();
        row.cells.insert(question, Cell::new(&texts.join(", ")));
    }
}
