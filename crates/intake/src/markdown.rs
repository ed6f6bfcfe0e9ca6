//! Markdown, also as word processors write it.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use crate::line::{Kind, Line};
use crate::marker::{self, Marker};
use crate::table::{self, Cell, Row};
use crate::tidy::spaces;
use crate::{IntakeError, LINES_MAX, html, wrap};

pub(crate) fn lines(text: &str) -> Result<Vec<Line>, IntakeError> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = Reader::new(text);
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        reader.event(event, &range);
        reader.within()?;
    }
    reader.flush();
    let mut lines = reader.lines;
    add_uncovered(text, &mut lines);
    lines.sort_by_key(Line::number);
    Ok(wrap::join(lines))
}

/// Lines that hold marks alone, or an address that a link points to: no words of a reader's, but not hidden either.
fn add_uncovered(text: &str, lines: &mut Vec<Line>) {
    let covered: BTreeSet<usize> =
        lines.iter().flat_map(|line| line.sources.iter().map(|(number, _)| *number)).collect();
    for (index, line) in text.split('\n').enumerate() {
        if !covered.contains(&(index + 1)) && !line.trim().is_empty() {
            let why =
                if line.trim().starts_with("___") { "a place for notes" } else { "marks for the layout" };
            lines.push(Line::skip(index + 1, line.trim(), why));
        }
    }
}

/// A list that is open: the number of the next item if it is numbered.
type List = Option<u64>;

struct Reader<'a> {
    text: &'a str,
    starts: Vec<usize>,
    lines: Vec<Line>,
    lists: Vec<List>,
    /// Words of the line that is being read, the bytes of them that are bold, and where it starts.
    words: String,
    bold_bytes: usize,
    at: Option<usize>,
    bold: usize,
    kind: Kind,
    label: String,
    gap: bool,
    html: Option<Range<usize>>,
    table: Option<TableReader>,
    error: Option<IntakeError>,
}

#[derive(Default)]
struct TableReader {
    rows: Vec<Row>,
    row: Option<Row>,
    cell: String,
    bold: usize,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self {
            text,
            starts,
            lines: Vec::new(),
            lists: Vec::new(),
            words: String::new(),
            bold_bytes: 0,
            at: None,
            bold: 0,
            kind: Kind::Plain,
            label: String::new(),
            gap: true,
            html: None,
            table: None,
            error: None,
        }
    }

    /// Fails when there are more lines than a file may have: one line can hold many.
    fn within(&mut self) -> Result<(), IntakeError> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        let count = self.lines.len();
        if count > LINES_MAX { Err(IntakeError::TooManyLines { count }) } else { Ok(()) }
    }

    fn number(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    fn source(&self, number: usize) -> &'a str {
        let start = self.starts.get(number - 1).copied().unwrap_or(0);
        self.text[start..].split('\n').next().unwrap_or_default().trim()
    }

    fn event(&mut self, event: Event<'_>, range: &Range<usize>) {
        if self.table.is_some() && self.table_event(&event, range) {
            return;
        }
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.words(&text, range.start);
            }
            Event::SoftBreak | Event::HardBreak => self.break_line(),
            Event::TaskListMarker(_) => self.kind = Kind::Item(Marker::Box),
            Event::InlineHtml(tag) => self.inline_html(&tag, range.start),
            Event::Html(_) | Event::FootnoteReference(_) | Event::Rule => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Strong => self.bold += 1,
            Tag::Image { .. } => self.words("", range.start),
            Tag::Heading { level, .. } => self.open(Kind::Heading(level_number(*level))),
            Tag::List(first) => {
                self.flush();
                self.lists.push(*first);
            }
            Tag::Item => self.open_item(),
            Tag::Table(_) => {
                self.flush();
                self.table = Some(TableReader::default());
            }
            Tag::HtmlBlock => {
                self.flush();
                self.html = Some(range.clone());
            }
            Tag::MetadataBlock(MetadataBlockKind::YamlStyle | MetadataBlockKind::PlusesStyle) => {
                self.open(Kind::Skip("the file's settings".to_owned()));
            }
            Tag::Paragraph
                if !self.words.is_empty() || !matches!(self.kind, Kind::Item(_)) || self.at.is_some() =>
            {
                self.open(Kind::Plain);
            }
            Tag::Paragraph
            | Tag::Emphasis
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Superscript
            | Tag::Subscript => {}
            _ => self.open(Kind::Plain),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::HtmlBlock => self.html_block(),
            TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image => {}
            _ => self.flush(),
        }
    }

    fn open(&mut self, kind: Kind) {
        self.flush();
        self.kind = kind;
        self.gap = true;
    }

    fn open_item(&mut self) {
        self.flush();
        self.gap = true;
        self.kind = Kind::Item(Marker::Bullet);
        if let Some(Some(next)) = self.lists.last_mut() {
            self.kind = Kind::Item(Marker::Number(1));
            self.label = next.to_string();
            *next = next.saturating_add(1);
        }
    }

    fn words(&mut self, text: &str, offset: usize) {
        self.at.get_or_insert(offset);
        // Code keeps its line breaks.
        for (index, piece) in text.split('\n').enumerate() {
            if index > 0 {
                let next = self.starts.get(self.number(self.at.unwrap_or(offset))).copied();
                self.break_line();
                if !piece.is_empty() {
                    self.at = next;
                }
            }
            let bold_so_far =
                self.bold_bytes == self.words.len() || (self.bold_bytes == 0 && marker::is_bare(&self.words));
            if self.bold > 0 && bold_so_far {
                self.bold_bytes = self.words.len() + piece.len();
            }
            self.words.push_str(piece);
        }
    }

    fn break_line(&mut self) {
        let kind = self.kind.clone();
        let was_item = matches!(kind, Kind::Item(_));
        if self.words.trim().is_empty() && self.at.is_none() {
            return;
        }
        self.flush();
        self.gap = false;
        if !was_item {
            self.kind = kind;
        }
    }

    /// Ends the line that is being read.
    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        let bold = std::mem::take(&mut self.bold_bytes).min(words.len());
        let kind = std::mem::replace(&mut self.kind, Kind::Plain);
        let label = std::mem::take(&mut self.label);
        let Some(at) = self.at.take() else {
            // An item that has no words yet keeps its bullet for the paragraph in it.
            if matches!(kind, Kind::Item(_)) {
                (self.kind, self.label) = (kind, label);
            }
            return;
        };
        let number = self.number(at);
        let text = spaces(&words);
        if text.is_empty() {
            return;
        }
        let bold_text = words.get(..bold).map(spaces).unwrap_or_default();
        let mut line = Line::new(number, kind, text);
        line.bold = if line.text.starts_with(&bold_text) { bold_text.len() } else { 0 };
        line.sources = vec![(number, self.source(number).to_owned())];
        line.indent = self.lists.len() * 4;
        line.label = label;
        line.gap = self.gap;
        if !matches!(line.kind, Kind::Skip(_)) {
            let heading = matches!(line.kind, Kind::Heading(_));
            let all_bold = line.is_bold();
            line.take_marker();
            if all_bold && !heading {
                line.bold = line.text.len();
            }
        }
        self.lines.push(line);
        self.gap = true;
    }

    fn inline_html(&mut self, tag: &str, offset: usize) {
        let tag = tag.to_ascii_lowercase();
        if tag.starts_with("<br") {
            self.break_line();
        } else if tag.starts_with("<input") && tag.contains("checkbox") {
            self.words("☐ ", offset);
        } else if tag.starts_with("<strong") || tag.starts_with("<b>") {
            self.bold += 1;
        } else if tag.starts_with("</strong") || tag.starts_with("</b>") {
            self.bold = self.bold.saturating_sub(1);
        }
    }

    fn html_block(&mut self) {
        let Some(range) = self.html.take() else { return };
        let number = self.number(range.start);
        match html::lines(self.text.get(range).unwrap_or_default(), number) {
            Ok(lines) => self.lines.extend(lines),
            Err(error) => self.error = Some(error),
        }
    }

    /// Reads a table's event; false if it is for the text.
    fn table_event(&mut self, event: &Event<'_>, range: &Range<usize>) -> bool {
        let number = self.number(range.start);
        let bold = self.bold > 0;
        let Some(table) = &mut self.table else { return false };
        match event {
            Event::Start(Tag::TableHead) => table.row = Some(Row { number, cells: Vec::new(), head: true }),
            Event::Start(Tag::TableRow) => table.row = Some(Row { number, cells: Vec::new(), head: false }),
            Event::Start(Tag::TableCell) => (table.cell, table.bold) = (String::new(), 0),
            Event::Start(Tag::Strong) => self.bold += 1,
            Event::End(TagEnd::Strong) => self.bold = self.bold.saturating_sub(1),
            Event::Text(text) | Event::Code(text) => {
                table.cell.push_str(text);
                table.bold += if bold { text.len() } else { 0 };
            }
            Event::SoftBreak | Event::HardBreak => table.cell.push('\n'),
            Event::TaskListMarker(_) => table.cell.push('☐'),
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => table.cell.push('\n'),
            Event::InlineHtml(tag) if tag.contains("checkbox") => table.cell.push('☐'),
            Event::End(TagEnd::TableCell) => {
                let text = std::mem::take(&mut table.cell);
                let bold = table.bold > 0 && table.bold + 2 >= text.trim().len();
                if let Some(row) = &mut table.row {
                    row.cells.push(Cell { text, bold, wide: false });
                }
            }
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => {
                if let Some(row) = table.row.take() {
                    table.rows.push(row);
                }
            }
            Event::End(TagEnd::Table) => {
                let rows = std::mem::take(&mut table.rows);
                self.table = None;
                self.lines.extend(table::lines(rows, false));
            }
            _ => {}
        }
        true
    }
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
