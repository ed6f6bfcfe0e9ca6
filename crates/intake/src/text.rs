//! Plain text: typed, copied from a web page, or copied from a PDF with its page numbers, headers and broken lines.

use std::collections::BTreeMap;

use crate::line::{Kind, Line};
use crate::stages::stage_label;
use crate::table::{self, Cell, Row};
use crate::tidy::spaces;
use crate::{words, wrap};

/// Longest line that may be a page's header or footer, in characters.
const FURNITURE_CHARS_MAX: usize = 120;

pub(crate) fn lines(text: &str) -> Vec<Line> {
    let mut lines = read(text);
    mark_furniture(&mut lines);
    wrap::join(take_tables(lines.into_iter().map(|page_line| page_line.line).collect()))
}

/// A line and whether the page ends before it.
struct PageLine {
    line: Line,
    page: bool,
}

fn read(text: &str) -> Vec<PageLine> {
    let (mut gap, mut page) = (true, false);
    let mut lines = Vec::new();
    for (index, raw) in text.split('\n').enumerate() {
        page |= raw.contains('\u{c}');
        let words = spaces(raw);
        if words.is_empty() {
            gap = true;
            continue;
        }
        // Tabs at the end are empty cells of a table.
        let text = raw.trim_start().trim_end_matches(|c: char| c.is_whitespace() && c != '\t');
        let mut line = Line::new(index + 1, Kind::Plain, text.to_owned());
        line.indent = indent(raw);
        line.gap = gap;
        line.take_marker();
        // Tabs part the cells of a table: they are looked at before the spaces are made single.
        line.text = line.text.split('\t').map(spaces).collect::<Vec<_>>().join("\t");
        line.sources = vec![(index + 1, raw.trim().replace('\u{c}', ""))];
        lines.push(PageLine { line, page });
        (gap, page) = (false, false);
    }
    lines
}

/// Columns before the first letter.
fn indent(raw: &str) -> usize {
    raw.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

/// Rows of at least two cells, parted by tabs, at least two in a row: a table.
fn take_tables(lines: Vec<Line>) -> Vec<Line> {
    let cells =
        |line: &Line| if matches!(line.kind, Kind::Skip(_)) { 1 } else { line.text.split('\t').count() };
    let mut taken = Vec::with_capacity(lines.len());
    let mut rest = lines.into_iter().peekable();
    while let Some(line) = rest.next() {
        if cells(&line) < 2 {
            taken.push(line);
            continue;
        }
        let mut rows = vec![line];
        while let Some(next) = rest.next_if(|next| cells(next) > 1) {
            rows.push(next);
        }
        let filled = |line: &Line| line.text.split('\t').filter(|cell| !cell.is_empty()).count();
        if rows.len() < 2 || rows.iter().all(|row| filled(row) < 2) {
            for mut line in rows {
                line.text = spaces(&line.text.replace('\t', " "));
                taken.push(line);
            }
            continue;
        }
        let rows = rows.into_iter().map(|line| {
            let cells = line.text.split('\t').map(Cell::new).collect();
            Row { number: line.number(), cells, head: false }
        });
        taken.extend(table::lines(rows.collect(), false));
    }
    taken
}

/// Marks page numbers, and headers and footers that come again on every page.
fn mark_furniture(lines: &mut [PageLine]) {
    let numbers: Vec<bool> = lines.iter().map(|one| is_page_number(&one.line)).collect();
    let mut again: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, one) in lines.iter().enumerate() {
        let text = &one.line.text;
        let furniture = one.line.kind == Kind::Plain
            && !text.contains('?')
            && text.chars().count() <= FURNITURE_CHARS_MAX
            && !words::is_notes(text)
            && !words::only_answers(text)
            && stage_label(text).is_none()
            && text.chars().any(char::is_alphabetic);
        if furniture {
            let key: String =
                words::plain(text).split(' ').filter(|word| word.parse::<u32>().is_err()).collect();
            again.entry(key).or_default().push(index);
        }
    }
    let mut marked: Vec<usize> = Vec::new();
    for places in again.values().filter(|places| places.len() > 1) {
        // Near the start of the file stands the title, of which the headers are copies.
        let start = places[0] < 8 && !numbers[places[0]] && !numbers[..places[0]].contains(&true);
        let copies = if start { &places[1..] } else { &places[..] };
        if places.len() > 2 && (places[0] == 0 || names_source(&lines[places[0]].line.text)) {
            marked.extend(copies);
            continue;
        }
        let at_edge = |index: &&usize| {
            let index = **index;
            let near = index.saturating_sub(2)..(index + 3).min(lines.len());
            let breaks = |at: usize| lines[at].page && at + 1 >= index && at <= index + 1;
            near.into_iter().any(|at| numbers[at] || breaks(at)) || interrupts(lines, index)
        };
        if copies.iter().filter(at_edge).count() * 2 > copies.len() {
            marked.extend(copies);
        }
    }
    for index in marked {
        let line = &mut lines[index].line;
        line.kind = Kind::Skip("a header or footer that comes again on every page".to_owned());
    }
    for (one, is_number) in lines.iter_mut().zip(numbers) {
        if is_number {
            one.line.kind = Kind::Skip("a page number".to_owned());
        }
    }
}

fn names_source(text: &str) -> bool {
    ["©", "http", "www.", "(c)", "Copyright"].iter().any(|mark| text.contains(mark))
}

/// Whether a sentence goes on after this line as if it were not there.
fn interrupts(lines: &[PageLine], index: usize) -> bool {
    let (Some(before), Some(after)) =
        (index.checked_sub(1).and_then(|at| lines.get(at)), lines.get(index + 1))
    else {
        return false;
    };
    let long = before.line.text.chars().count() > 30;
    long && !before.line.text.ends_with(['.', '?', '!', ':', ')', ']'])
        && after.line.kind == Kind::Plain
        && after.line.text.starts_with(char::is_lowercase)
}

/// "12", "- 12 -", "Page 3 of 10", "Checklist | Page 3", "Página 3".
fn is_page_number(line: &Line) -> bool {
    let source = line.sources.first().map_or("", |(_, text)| text.as_str());
    let plain = words::plain(source);
    let all: Vec<&str> = plain.split(' ').collect();
    let number = |word: &str| word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit()) && !word.is_empty();
    if source.contains('?') || source.contains('☐') || all.len() > 10 {
        return false;
    }
    let paged = all
        .windows(2)
        .any(|pair| matches!(pair[0], "page" | "pagina" | "pag" | "pg" | "p") && number(pair[1]));
    let edge = all.first().is_some_and(|word| matches!(*word, "page" | "pagina" | "pag" | "pg"))
        || all.last().is_some_and(|word| number(word));
    match all[..] {
        [one] => number(one) && !source.ends_with(['.', ')', ':']),
        [one, "of" | "de", two] => number(one) && number(two),
        [one, two] if source.contains('/') => number(one) && number(two),
        _ => paged && edge,
    }
}
