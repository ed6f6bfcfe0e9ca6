//! HTML, read as a stream of tags: no tree, so that no page is too deep, and every word has its line.

use std::cell::RefCell;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use crate::line::{Kind, Line};
use crate::marker::{self, Marker};
use crate::table::{self, Cell, Row};
use crate::tidy::spaces;
use crate::{IntakeError, LINES_MAX, words};

/// Elements that may be open at once; deeper ones are read without regard to their style.
const DEPTH_MAX: usize = 500;
/// Tables in tables; deeper ones are read as text.
const TABLES_MAX: usize = 12;

/// Reads a page, or a piece of one whose first line has the number `first`.
pub(crate) fn lines(text: &str, first: usize) -> Result<Vec<Line>, IntakeError> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(text));
    let tokenizer = Tokenizer::new(Sink(RefCell::new(Reader::default())), TokenizerOpts::default());
    // No script stops it, as none is run.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let reader = tokenizer.sink.0.into_inner();
    if reader.count > LINES_MAX {
        return Err(IntakeError::TooManyLines { count: reader.count });
    }
    let mut lines = reader.finish();
    for line in &mut lines {
        for (number, _) in &mut line.sources {
            *number += first - 1;
        }
    }
    Ok(lines)
}

struct Sink(RefCell<Reader>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, line_number: u64) -> TokenSinkResult<()> {
        let mut reader = self.0.borrow_mut();
        reader.line = usize::try_from(line_number).unwrap_or(usize::MAX).max(1);
        match token {
            Token::TagToken(tag) => return reader.tag(&tag),
            Token::CharacterTokens(text) => reader.words(&text),
            Token::CommentToken(text) => reader.skip(&text, "a comment in the page's code"),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[derive(Default)]
struct Reader {
    /// Where the tokenizer is.
    line: usize,
    lines: Vec<Line>,
    /// Lines so far, those in tables as well. Beyond the most, they are counted and no more.
    count: usize,
    /// Tables that are open, the innermost last.
    tables: Vec<Table>,
    /// Open elements with what they change.
    open: Vec<Open>,
    words: String,
    bold_bytes: usize,
    /// Where `words` starts.
    at: usize,
    kind: Option<Kind>,
    label: String,
    /// Whether the line follows another without the edge of a paragraph.
    broken: bool,
    lists: Vec<Option<u32>>,
}

/// An open element, and what holds in it, also by those around it.
struct Open {
    name: String,
    bold: bool,
    /// Whether line breaks count.
    pre: bool,
    /// Why nothing in it counts.
    skips: Option<&'static str>,
}

#[derive(Default)]
struct Table {
    rows: Vec<Row>,
    /// The lines in each cell, by row.
    cells: Vec<Vec<Vec<Line>>>,
    /// For each column, rows that its cell still reaches down to, and the cell.
    reaching: Vec<(usize, Cell)>,
    in_cell: bool,
    /// Rows down and columns across of the open cell.
    span: (usize, usize),
    /// Whether it holds headings, lists or tables: it only places things.
    places: bool,
    head: bool,
}

fn attribute<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    tag.attrs.iter().find(|one| &*one.name.local == name).map(|one| &*one.value)
}

fn skips(name: &str) -> Option<&'static str> {
    match name {
        "script" | "noscript" | "template" => Some("instructions for the browser"),
        "style" => Some("the page's style"),
        "nav" => Some("the page's navigation"),
        "footer" => Some("the foot of the page"),
        "button" => Some("a button"),
        "select" | "option" | "datalist" => Some("answer choices"),
        "textarea" => Some("a place for notes"),
        "svg" | "iframe" | "object" | "canvas" | "video" | "audio" => Some("a picture or film"),
        _ => None,
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "nav"
            | "aside"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "caption"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "hr"
            | "form"
            | "fieldset"
            | "legend"
            | "blockquote"
            | "figure"
            | "figcaption"
            | "pre"
            | "details"
            | "summary"
            | "address"
            | "button"
            | "select"
            | "option"
            | "textarea"
            | "body"
            | "head"
            | "html"
            | "title"
            | "center"
            | "menu"
            | "dialog"
            | "script"
            | "style"
            | "noscript"
            | "iframe"
            | "svg"
            | "template"
    )
}

impl Reader {
    fn skipping(&self) -> Option<&'static str> {
        self.open.last().and_then(|open| open.skips)
    }

    fn is_bold(&self) -> bool {
        self.open.last().is_some_and(|open| open.bold)
    }

    /// Puts a line where lines go.
    fn put(&mut self, line: Line) {
        self.count += 1;
        if self.count <= LINES_MAX {
            self.target().push(line);
        }
    }

    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        if tag.kind == TagKind::EndTag {
            self.end(name);
            return TokenSinkResult::Continue;
        }
        self.start(name, tag);
        match name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "iframe" | "xmp" | "noembed" | "noframes" => TokenSinkResult::RawData(RawKind::Rawtext),
            "textarea" | "title" => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }

    fn start(&mut self, name: &str, tag: &Tag) {
        match name {
            "br" => {
                self.flush();
                self.broken = true;
                return;
            }
            "input" => return self.input(tag),
            "img" => return self.skip(attribute(tag, "alt").unwrap_or_default(), "the words for a picture"),
            "meta" | "link" | "hr" | "wbr" | "col" | "source" | "base" | "area" | "embed" | "track" => return,
            _ => {}
        }
        if is_block(name) {
            // An item of a list keeps its bullet for the paragraph or the label in it.
            let bare = self.words.trim().is_empty();
            let kept = matches!(self.kind, Some(Kind::Item(_))) && bare;
            if !kept || matches!(name, "li" | "ul" | "ol" | "table" | "td" | "tr") {
                self.flush();
            }
            if !kept {
                self.broken = false;
            }
        }
        // These end where the next of their kind starts.
        if matches!(name, "li" | "p" | "td" | "th" | "tr" | "option" | "dt" | "dd")
            && self.open.last().is_some_and(|open| open.name == name)
        {
            self.open.pop();
        }
        self.open_block(name, tag);
        let style = attribute(tag, "style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
        let bold = matches!(name, "b" | "strong" | "summary" | "dt" | "th" | "caption")
            || ["font-weight:bold", "font-weight:700", "font-weight:600"]
                .iter()
                .any(|heavy| style.contains(heavy));
        if !tag.self_closing && self.open.len() < DEPTH_MAX {
            let pre = name == "pre" || self.open.last().is_some_and(|open| open.pre);
            let skips = self.skipping().or(skips(name));
            // What is bold is so to its end; a heading or a cell starts anew.
            let bold =
                bold || (self.is_bold() && !matches!(name, "td" | "table" | "h1" | "h2" | "h3" | "h4"));
            self.open.push(Open { name: name.to_owned(), bold, pre, skips });
        }
    }

    fn open_block(&mut self, name: &str, tag: &Tag) {
        match name {
            "title" => self.kind = Some(Kind::Title),
            "legend" => self.kind = Some(Kind::Heading(5)),
            "ul" | "menu" => self.lists.push(None),
            "ol" => {
                let first = attribute(tag, "start").and_then(|start| start.parse().ok()).unwrap_or(1);
                self.lists.push(Some(first));
            }
            "li" => {
                self.kind = Some(Kind::Item(Marker::Bullet));
                if let Some(Some(next)) = self.lists.last_mut() {
                    self.kind = Some(Kind::Item(Marker::Number(1)));
                    self.label = next.to_string();
                    *next = next.saturating_add(1);
                }
                self.mark_places(false);
            }
            "table" if self.tables.len() < TABLES_MAX => {
                self.mark_places(true);
                self.tables.push(Table::default());
            }
            "thead" => self.with_table(|table| table.head = true),
            "tbody" | "tfoot" => self.with_table(|table| table.head = false),
            "tr" => self.start_row(),
            "td" | "th" => self.start_cell(name, tag),
            _ => {
                if let Some(level) = heading_level(name) {
                    self.kind = Some(Kind::Heading(level));
                    self.mark_places(true);
                }
            }
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "table" => {
                self.flush();
                self.end_table();
            }
            "td" | "th" | "tr" => {
                self.flush();
                self.end_cell();
            }
            "ul" | "ol" | "menu" => {
                self.flush();
                self.lists.pop();
            }
            "p" if matches!(self.kind, Some(Kind::Item(_))) && self.words.trim().is_empty() => {}
            _ if is_block(name) => self.flush(),
            _ => {}
        }
        if is_block(name) {
            self.broken = false;
        }
        // What was left open inside is closed with it; an end without a start changes nothing.
        let near = self.open.iter().rev().take(60).position(|open| open.name == name);
        if let Some(back) = near {
            self.open.truncate(self.open.len() - back - 1);
        }
    }

    fn input(&mut self, tag: &Tag) {
        let kind = attribute(tag, "type").unwrap_or("text").to_ascii_lowercase();
        let value = attribute(tag, "value").unwrap_or_default();
        match kind.as_str() {
            "checkbox" => self.words("☐ "),
            "radio" => self.words(" ○ "),
            "submit" | "button" | "reset" => self.skip(value, "a button"),
            _ => self.skip(attribute(tag, "placeholder").unwrap_or_default(), "a field to fill in"),
        }
    }

    fn words(&mut self, text: &str) {
        // The tokenizer stands at the end of the text.
        let breaks = text.matches('\n').count();
        let first = self.line.saturating_sub(breaks).max(1);
        if let Some(why) = self.skipping() {
            self.words_skipped(text, why);
            return;
        }
        let pre = self.open.last().is_some_and(|open| open.pre);
        for (index, piece) in text.split('\n').enumerate() {
            if index > 0 {
                if pre {
                    self.flush();
                    self.broken = true;
                } else {
                    self.push(" ", first + index);
                }
            }
            self.push(piece, first + index);
        }
    }

    fn words_skipped(&mut self, text: &str, why: &str) {
        let text = spaces(text);
        if text.is_empty() {
            return;
        }
        let line = self.line;
        let target = self.target();
        // Letters come in pieces; one element is one line.
        if let Some(last) = target.last_mut()
            && last.kind == Kind::Skip(why.to_owned())
            && last.number() == line
        {
            last.text.push_str(&text);
            last.sources = vec![(line, last.text.clone())];
            return;
        }
        self.put(Line::skip(line, text, why));
    }

    fn push(&mut self, piece: &str, number: usize) {
        if self.words.trim().is_empty() {
            self.words.clear();
            self.bold_bytes = 0;
            self.at = number;
        }
        let bold_so_far =
            self.bold_bytes == self.words.len() || (self.bold_bytes == 0 && marker::is_bare(&self.words));
        if self.is_bold() && bold_so_far {
            self.bold_bytes = self.words.len() + piece.len();
        } else if piece.trim().is_empty() && self.bold_bytes == self.words.len() && !self.words.is_empty() {
            // Blanks between two bold words are bold.
            self.bold_bytes += piece.len();
        }
        self.words.push_str(piece);
    }

    fn skip(&mut self, text: &str, why: &str) {
        let text = spaces(text);
        if !text.is_empty() {
            self.put(Line::skip(self.line, text, why));
        }
    }

    /// Where finished lines go: the open cell, else the page.
    fn target(&mut self) -> &mut Vec<Line> {
        if let Some(table) = self.tables.last_mut().filter(|table| table.in_cell)
            && let Some(cell) = table.cells.last_mut().and_then(|row| row.last_mut())
        {
            return cell;
        }
        &mut self.lines
    }

    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        let bold_bytes = std::mem::take(&mut self.bold_bytes);
        let kind = self.kind.take().unwrap_or(Kind::Plain);
        let label = std::mem::take(&mut self.label);
        let text = spaces(&words);
        if text.is_empty() {
            return;
        }
        let bold = words.get(..bold_bytes).map(spaces).unwrap_or_default();
        for (index, piece) in parts(&text).into_iter().enumerate() {
            let mut line = Line::new(self.at, kind.clone(), piece);
            if index == 0 && line.text.starts_with(&bold) {
                line.bold = bold.len();
            }
            line.indent = self.lists.len() * 4;
            line.label.clone_from(&label);
            line.gap = !self.broken;
            if kind != Kind::Title {
                line.take_marker();
            }
            self.put(line);
        }
    }

    fn with_table(&mut self, change: impl FnOnce(&mut Table)) {
        if let Some(table) = self.tables.last_mut() {
            change(table);
        }
    }

    /// Notes that the table's cells hold more than text.
    fn mark_places(&mut self, always: bool) {
        self.with_table(|table| table.places |= table.in_cell && always);
    }

    fn start_row(&mut self) {
        if self.tables.is_empty() {
            self.tables.push(Table::default());
        }
        let number = self.line;
        self.with_table(|table| {
            table.in_cell = false;
            table.rows.push(Row { number, cells: Vec::new(), head: table.head });
            table.cells.push(Vec::new());
            table.fill();
        });
    }

    fn start_cell(&mut self, name: &str, tag: &Tag) {
        if self.tables.last().is_none_or(|table| table.rows.is_empty()) {
            self.start_row();
        }
        self.end_cell();
        let span = |name: &str| {
            attribute(tag, name).and_then(|text| text.trim().parse::<usize>().ok()).unwrap_or(1).clamp(1, 100)
        };
        let span = (span("rowspan"), span("colspan"));
        self.with_table(|table| {
            table.in_cell = true;
            table.span = span;
            if let Some(row) = table.cells.last_mut() {
                row.push(Vec::new());
            }
            let first = table.rows.len() == 1;
            if let Some(row) = table.rows.last_mut().filter(|_| name == "th") {
                row.head |= first && row.cells.is_empty();
            }
        });
    }

    fn end_cell(&mut self) {
        self.with_table(Table::end_cell);
    }

    fn end_table(&mut self) {
        self.end_cell();
        let Some(table) = self.tables.pop() else { return };
        let lines = table.finish();
        self.target().extend(lines);
    }

    fn finish(mut self) -> Vec<Line> {
        self.flush();
        while !self.tables.is_empty() {
            self.end_table();
        }
        self.lines
    }
}

fn heading_level(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

/// Boxes that stand in one line: "☐ Do we …? ☐ Have we …?" is two questions, "… ☐ Yes ☐ No" is one.
fn parts(text: &str) -> Vec<&str> {
    if !text.starts_with(marker::is_box) {
        return vec![text];
    }
    let starts: Vec<usize> =
        text.char_indices().filter(|(_, c)| marker::is_box(*c)).map(|(at, _)| at).collect();
    let mut parts = Vec::new();
    let mut from = 0;
    for at in starts.into_iter().skip(1) {
        let next = &text[at..];
        let answer =
            words::only_answers(next) || words::only_answers(next.split(marker::is_box).nth(1).unwrap_or(""));
        if !answer && text[from..at].trim().chars().count() > 3 {
            parts.push(text[from..at].trim());
            from = at;
        }
    }
    parts.push(text[from..].trim());
    parts
}

impl Table {
    /// Puts cells of rows above, which reach down to here, into the row.
    fn fill(&mut self) {
        let (Some(row), Some(lines)) = (self.rows.last_mut(), self.cells.last_mut()) else { return };
        while let Some((left, cell)) = self.reaching.get_mut(row.cells.len()).filter(|(left, _)| *left > 0) {
            *left -= 1;
            row.cells.push(cell.clone());
            lines.push(Vec::new());
        }
    }

    fn end_cell(&mut self) {
        if !std::mem::take(&mut self.in_cell) {
            return;
        }
        let (down, across) = self.span;
        let Some(lines) = self.cells.last().and_then(|row| row.last()) else { return };
        let cell = Cell { wide: across > 1, ..cell_of(lines) };
        let Some(row) = self.rows.last_mut() else { return };
        let column = row.cells.len();
        let across = across.min(crate::COLUMNS_MAX.saturating_sub(column).max(1));
        row.cells.push(cell.clone());
        row.cells.resize_with(column + across, Cell::default);
        if self.reaching.len() < column + across {
            self.reaching.resize_with(column + across, Default::default);
        }
        self.reaching[column] = (down - 1, cell);
        if let Some(lines) = self.cells.last_mut() {
            lines.resize_with(column + across, Vec::new);
        }
        self.fill();
    }

    fn finish(self) -> Vec<Line> {
        let columns = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        if self.places || columns < 2 {
            return self.cells.into_iter().flatten().flatten().collect();
        }
        let (mut lines, mut skipped) = (Vec::new(), Vec::new());
        let mut numbers = Vec::new();
        for (row, cells) in self.rows.iter().zip(&self.cells) {
            // A row is where its first word is.
            let first = cells.iter().flatten().map(Line::number).min();
            numbers.push(first.unwrap_or(row.number));
            skipped.extend(cells.iter().flatten().filter(|line| matches!(line.kind, Kind::Skip(_))).cloned());
        }
        let rows = self.rows.into_iter().zip(numbers).map(|(row, number)| Row { number, ..row }).collect();
        lines.extend(table::lines(rows, false));
        lines.extend(skipped);
        lines
    }
}

fn cell_of(lines: &[Line]) -> Cell {
    let lines: Vec<&Line> = lines.iter().filter(|line| !matches!(line.kind, Kind::Skip(_))).collect();
    let items = lines.len() > 1 && lines.iter().all(|line| matches!(line.kind, Kind::Item(_)));
    let texts: Vec<String> = lines
        .iter()
        .map(|line| if items { format!("• {}", line.text) } else { line.sources[0].1.clone() })
        .collect();
    let bold = !lines.is_empty() && lines.iter().all(|line| line.is_bold());
    Cell { text: texts.join("\n"), bold, wide: false }
}
