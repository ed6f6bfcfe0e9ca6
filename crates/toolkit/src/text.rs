//! Markdown as a tree, so that a page, a print and the search all read the same thing.
//!
//! Beyond plain Markdown, with tables, footnotes and heading ids (`## Set goals {#goal-setting}`), links name what they lead
//! to instead of where it lies: `[equity](term:equity)`, `[stage 2](page:engage#power-and-agency)`,
//! `(question:goal-setting)`, `(stage:assess)`. A quote that starts with `[!TIP]`, `[!NOTE]` or `[!WARNING]` is a box.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::ops::Range;

use crosswalk_checklist::ContentError;
use crosswalk_names::{QuestionKey, StageKey};
use pulldown_cmark::{BlockQuoteKind, Event, OffsetIter, Options, Parser, Tag, TagEnd};

/// Deepest nesting of lists and quotes.
const DEPTH_MAX: usize = 12;

/// A part of a page that stands on lines of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading of level 2 or deeper, with the name that links use.
    Heading {
        /// 2 to 6.
        level: u8,
        /// Unique on its page, the same in every language.
        id: String,
        /// What it says.
        text: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List {
        /// The first number, if the items are numbered.
        start: Option<u64>,
        /// At least one.
        items: Vec<Item>,
    },
    /// A sentence set large.
    Quote(Vec<Block>),
    /// A box.
    Alert(AlertKind, Vec<Block>),
    /// A table. Empty cells are room to write by hand.
    Table {
        /// What the columns are.
        head: Vec<Vec<Inline>>,
        /// Each as long as the head; the first cell names the row.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A picture of the instance's own.
    Image {
        /// Its name in the folder `toolkit/images`.
        file: String,
        /// What it shows, in words. Never empty.
        alt: String,
    },
}

/// One entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Whether it is a box to tick on paper.
    pub to_tick: bool,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// What a box is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlertKind {
    /// Something to know.
    Note,
    /// Something that helps.
    Tip,
    /// Something to watch.
    Warning,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Plain words.
    Text(String),
    /// Said with weight.
    Strong(Vec<Inline>),
    /// Set apart.
    Emphasis(Vec<Inline>),
    /// A link.
    Link(Target, Vec<Inline>),
    /// A word of the glossary.
    Term(String, Vec<Inline>),
    /// A reference to the footnote of this number, from 1; then how many references to it came before.
    Note(usize, usize),
    /// A new line in the same paragraph.
    Break,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A page of the toolkit, or a section of it.
    Page(String, Option<String>),
    /// A section of the same page.
    Section(String),
    /// A question of the person's workbook.
    Question(QuestionKey),
    /// A stage of the person's workbook.
    Stage(StageKey),
    /// Elsewhere: an `https://`, `http://` or `mailto:` address.
    Web(String),
}

/// A text as read: blocks, and the footnotes in the order of their first reference.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// In order.
    pub blocks: Vec<Block>,
    /// Each at least one piece long.
    pub notes: Vec<Vec<Inline>>,
}

/// Where something was said that only a look at the other pages can check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// In the file, from 1.
    pub line: usize,
    /// What is meant.
    pub to: Meant,
}

/// What a [`Reference`] means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// A word of the glossary.
    Term(String),
    /// Where a link leads.
    Target(Target),
    /// A picture.
    Image(String),
}

/// A text with what can't be checked within it.
pub(crate) struct Parsed {
    pub text: Text,
    pub references: Vec<Reference>,
    /// The lines of the page's headings, in order.
    pub heading_lines: Vec<usize>,
}

/// The words alone, without marks.
pub fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push_plain(inlines, &mut out);
    out
}

fn push_plain(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => out.push_str(text),
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Link(_, inner)
            | Inline::Term(_, inner) => {
                push_plain(inner, out);
            }
            Inline::Break => out.push(' '),
            Inline::Note(..) => {}
        }
    }
}

impl Block {
    /// The words of the block, each paragraph, item and cell on a line of its own.
    pub fn lines(&self) -> Vec<String> {
        let all = |blocks: &[Block]| blocks.iter().flat_map(Block::lines).collect();
        match self {
            Block::Heading { text, .. } | Block::Paragraph(text) => vec![plain(text)],
            Block::List { items, .. } => {
                items.iter().flat_map(|item| item.blocks.iter().flat_map(Block::lines)).collect()
            }
            Block::Quote(blocks) | Block::Alert(_, blocks) => all(blocks),
            Block::Table { head, rows } => head
                .iter()
                .chain(rows.iter().flatten())
                .map(|cell| plain(cell))
                .filter(|cell| !cell.is_empty())
                .collect(),
            Block::Image { alt, .. } => vec![alt.clone()],
        }
    }

    /// The terms of the glossary that the block names, in order.
    pub fn terms(&self) -> Vec<&str> {
        let mut terms = Vec::new();
        self.each_line(&mut |line| push_terms(line, &mut terms));
        terms
    }

    /// Shows every line of the block to `see`.
    pub fn each_line<'a>(&'a self, see: &mut impl FnMut(&'a [Inline])) {
        match self {
            Block::Heading { text, .. } | Block::Paragraph(text) => see(text),
            Block::List { items, .. } => {
                for block in items.iter().flat_map(|item| &item.blocks) {
                    block.each_line(see);
                }
            }
            Block::Quote(blocks) | Block::Alert(_, blocks) => {
                for block in blocks {
                    block.each_line(see);
                }
            }
            Block::Table { head, rows } => {
                head.iter().chain(rows.iter().flatten()).for_each(|cell| see(cell));
            }
            Block::Image { .. } => {}
        }
    }
}

fn push_terms<'a>(inlines: &'a [Inline], terms: &mut Vec<&'a str>) {
    for inline in inlines {
        match inline {
            Inline::Term(key, inner) => {
                terms.push(key);
                push_terms(inner, terms);
            }
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link(_, inner) => {
                push_terms(inner, terms);
            }
            Inline::Text(_) | Inline::Note(..) | Inline::Break => {}
        }
    }
}

/// Reads the Markdown of `file`, whose first line is line `first_line` of the file. `notes` are numbered footnotes that
/// come from elsewhere (`[^1]` means the first); a text with such has none of its own.
pub(crate) fn parse(
    file: &str,
    source: &str,
    first_line: usize,
    outer_notes: usize,
    problems: &mut Vec<ContentError>,
) -> Parsed {
    // A reference counts as one only where there is a text for it.
    let with_notes: String =
        (1..=outer_notes).fold(format!("{source}\n"), |source, number| format!("{source}\n[^{number}]: -\n"));
    let source = if outer_notes > 0 { with_notes.as_str() } else { source };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM;
    let mut reader = Reader {
        file,
        source,
        first_line,
        outer_notes,
        events: Parser::new_ext(source, options).into_offset_iter().peekable(),
        problems,
        references: Vec::new(),
        heading_lines: Vec::new(),
        numbers: BTreeMap::new(),
        seen: BTreeMap::new(),
        notes: BTreeMap::new(),
        depth: 0,
    };
    let blocks = reader.blocks(None);
    reader.finish(blocks)
}

struct Reader<'a> {
    file: &'a str,
    source: &'a str,
    first_line: usize,
    outer_notes: usize,
    events: Peekable<OffsetIter<'a>>,
    problems: &'a mut Vec<ContentError>,
    references: Vec<Reference>,
    heading_lines: Vec<usize>,
    /// Footnote label -> number.
    numbers: BTreeMap<String, usize>,
    /// How often each footnote was referred to.
    seen: BTreeMap<usize, usize>,
    notes: BTreeMap<String, (usize, Vec<Inline>)>,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn line(&self, at: usize) -> usize {
        self.first_line + self.source[..at.min(self.source.len())].matches('\n').count()
    }

    fn problem(&mut self, at: usize, message: impl Into<String>) {
        let line = self.line(at);
        self.problems.push(ContentError { file: self.file.to_owned(), line, message: message.into() });
    }

    fn refers(&mut self, at: usize, to: Meant) {
        let line = self.line(at);
        self.references.push(Reference { line, to });
    }

    fn finish(mut self, blocks: Vec<Block>) -> Parsed {
        let mut notes = vec![Vec::new(); self.numbers.len()];
        let numbers = std::mem::take(&mut self.numbers);
        let mut texts = std::mem::take(&mut self.notes);
        for (label, number) in numbers {
            notes[number - 1] = texts.remove(&label).map(|(_, text)| text).unwrap_or_default();
        }
        if self.outer_notes > 0 {
            texts.clear();
        }
        for (label, (line, _)) in texts {
            self.problems.push(ContentError {
                file: self.file.to_owned(),
                line,
                message: format!("nothing refers to the footnote [^{label}]; put [^{label}] where it belongs, or take it away"),
            });
        }
        Parsed {
            text: Text { blocks, notes },
            references: self.references,
            heading_lines: self.heading_lines,
        }
    }

    /// Blocks up to the end of `until`, which is taken too.
    fn blocks(&mut self, until: Option<TagEnd>) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut loose = Vec::new();
        self.depth += 1;
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::End(end) if Some(end) == until => break,
                Event::Start(tag) if !is_inline(&tag) => {
                    flush(&mut loose, &mut blocks);
                    self.block(tag, range, &mut blocks);
                }
                Event::Rule => self.problem(
                    range.start,
                    "a line across the page is not used here; start a new heading instead",
                ),
                Event::Html(_) => self.problem(range.start, "HTML is not taken; write it in Markdown"),
                Event::TaskListMarker(_) => {}
                // Words of a tight list stand without a paragraph around them.
                other => {
                    if let Some(inline) = self.inline(other, &range) {
                        loose.push(inline);
                    }
                }
            }
        }
        self.depth -= 1;
        flush(&mut loose, &mut blocks);
        blocks
    }

    fn block(&mut self, tag: Tag<'a>, range: Range<usize>, blocks: &mut Vec<Block>) {
        let end = tag.to_end();
        if self.depth > DEPTH_MAX {
            self.problem(
                range.start,
                format!("lists and quotes are nested deeper than {DEPTH_MAX}; make it flatter"),
            );
            self.skip(end);
            return;
        }
        match tag {
            Tag::Heading { level, id, .. } => {
                // One inside a list or a quote is none of the page's headings.
                if self.depth == 1 {
                    self.heading_lines.push(self.line(range.start));
                }
                let text = self.inlines(end);
                let id = id.map(|id| id.to_string()).unwrap_or_default();
                let level = level as u8;
                if level == 1 {
                    self.problem(
                        range.start,
                        "the title comes from the top of the file; start headings with ##",
                    );
                }
                if !is_id(&id) {
                    let message = "a heading needs a name of small letters, digits and hyphens, as in \"## Set goals {#goals}\"";
                    self.problem(range.start, message);
                }
                blocks.push(Block::Heading { level, id, text });
            }
            Tag::Paragraph => {
                let mut text = self.inlines(end);
                if let Some(image) = as_image(&mut text) {
                    blocks.push(image);
                }
                if !text.is_empty() {
                    blocks.push(Block::Paragraph(text));
                }
            }
            Tag::List(start) => {
                let items = self.items(end);
                blocks.push(Block::List { start, items });
            }
            Tag::BlockQuote(kind) => {
                let inner = self.blocks(Some(end));
                blocks.push(match kind {
                    None => Block::Quote(inner),
                    Some(BlockQuoteKind::Tip | BlockQuoteKind::Important) => {
                        Block::Alert(AlertKind::Tip, inner)
                    }
                    Some(BlockQuoteKind::Note) => Block::Alert(AlertKind::Note, inner),
                    Some(BlockQuoteKind::Warning | BlockQuoteKind::Caution) => {
                        Block::Alert(AlertKind::Warning, inner)
                    }
                });
            }
            Tag::Table(_) => {
                let table = self.table(end);
                blocks.push(table);
            }
            Tag::FootnoteDefinition(label) => {
                let line = self.line(range.start);
                let inner = self.blocks(Some(end));
                let text = inner.into_iter().find_map(|block| match block {
                    Block::Paragraph(text) => Some(text),
                    _ => None,
                });
                self.notes.insert(label.to_string(), (line, text.unwrap_or_default()));
            }
            Tag::HtmlBlock => {
                self.problem(range.start, "HTML is not taken; write it in Markdown");
                self.skip(end);
            }
            Tag::CodeBlock(_) => {
                self.problem(
                    range.start,
                    "lines that are indented or fenced as code are not used here; take the spaces away",
                );
                self.skip(end);
            }
            _ => {
                self.problem(
                    range.start,
                    "this kind of Markdown is not used here; use paragraphs, lists, tables and quotes",
                );
                self.skip(end);
            }
        }
    }

    fn skip(&mut self, end: TagEnd) {
        let mut depth = 0_usize;
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Start(tag) if tag.to_end() == end => depth += 1,
                Event::End(tag) if tag == end && depth == 0 => return,
                Event::End(tag) if tag == end => depth -= 1,
                _ => {}
            }
        }
    }

    fn items(&mut self, end: TagEnd) -> Vec<Item> {
        let mut items = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::End(tag) if tag == end => break,
                Event::Start(Tag::Item) => {
                    let to_tick = matches!(self.events.peek(), Some((Event::TaskListMarker(_), _)));
                    items.push(Item { to_tick, blocks: self.blocks(Some(TagEnd::Item)) });
                }
                _ => {}
            }
        }
        items
    }

    fn table(&mut self, end: TagEnd) -> Block {
        let (mut head, mut rows) = (Vec::new(), Vec::new());
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::End(tag) if tag == end => break,
                Event::Start(Tag::TableHead) => head = self.cells(TagEnd::TableHead),
                Event::Start(Tag::TableRow) => rows.push(self.cells(TagEnd::TableRow)),
                _ => {}
            }
        }
        Block::Table { head, rows }
    }

    fn cells(&mut self, end: TagEnd) -> Vec<Vec<Inline>> {
        let mut cells = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::End(tag) if tag == end => break,
                Event::Start(Tag::TableCell) => cells.push(self.inlines(TagEnd::TableCell)),
                _ => {}
            }
        }
        cells
    }

    fn inlines(&mut self, end: TagEnd) -> Vec<Inline> {
        let mut out: Vec<Inline> = Vec::new();
        let mut from = None;
        while let Some((event, range)) = self.events.next() {
            if event == Event::End(end) {
                break;
            }
            from.get_or_insert(range.start);
            if let Some(inline) = self.inline(event, &range) {
                match (out.last_mut(), inline) {
                    (Some(Inline::Text(before)), Inline::Text(more)) => before.push_str(&more),
                    (_, inline) => out.push(inline),
                }
            }
        }
        let lost = |inline: &Inline| match inline {
            Inline::Text(text) => {
                text.split_once("[^").and_then(|(_, rest)| Some(rest.split_once(']')?.0.to_owned()))
            }
            _ => None,
        };
        if let Some(label) = out.iter().find_map(lost) {
            let message = if self.outer_notes > 0 {
                format!("[^{label}] counts into `sources`, which has {}", self.outer_notes)
            } else {
                format!("the footnote [^{label}] has no text; add a line \"[^{label}]: …\" at the end")
            };
            self.problem(from.unwrap_or_default(), message);
        }
        out
    }

    fn inline(&mut self, event: Event<'a>, range: &Range<usize>) -> Option<Inline> {
        match event {
            Event::Text(text) | Event::Code(text) => Some(Inline::Text(text.into_string())),
            Event::SoftBreak => Some(Inline::Text(" ".to_owned())),
            Event::HardBreak => Some(Inline::Break),
            Event::FootnoteReference(label) => self.note(&label),
            Event::InlineHtml(_) | Event::Html(_) => {
                self.problem(range.start, "HTML is not taken; write it in Markdown");
                None
            }
            Event::Start(Tag::Strong) => Some(Inline::Strong(self.inlines(TagEnd::Strong))),
            Event::Start(Tag::Emphasis) => Some(Inline::Emphasis(self.inlines(TagEnd::Emphasis))),
            Event::Start(Tag::Link { dest_url, .. }) => {
                let text = self.inlines(TagEnd::Link);
                self.link(&dest_url, text, range.start)
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                let alt = plain(&self.inlines(TagEnd::Image));
                self.image(&dest_url, &alt, range.start)
            }
            Event::Start(tag) => {
                self.problem(
                    range.start,
                    "this kind of Markdown is not used here; use plain, *set apart* or **strong** words",
                );
                self.skip(tag.to_end());
                None
            }
            _ => None,
        }
    }

    fn note(&mut self, label: &str) -> Option<Inline> {
        let number = if self.outer_notes > 0 {
            label.parse().ok()?
        } else {
            let next = self.numbers.len() + 1;
            *self.numbers.entry(label.to_owned()).or_insert(next)
        };
        let before = self.seen.entry(number).or_default();
        *before += 1;
        Some(Inline::Note(number, *before - 1))
    }

    fn link(&mut self, url: &str, text: Vec<Inline>, at: usize) -> Option<Inline> {
        if plain(&text).trim().is_empty() {
            self.problem(at, "a link has no words; say in the square brackets where it leads");
            return None;
        }
        if let Some(key) = url.strip_prefix("term:") {
            self.refers(at, Meant::Term(key.to_owned()));
            return Some(Inline::Term(key.to_owned(), text));
        }
        let key_problem = |what: &str| format!("`{url}` does not name {what}; check the spelling");
        let target = if let Some(page) = url.strip_prefix("page:") {
            match page.split_once('#') {
                Some((slug, section)) => Target::Page(slug.to_owned(), Some(section.to_owned())),
                None => Target::Page(page.to_owned(), None),
            }
        } else if let Some(section) = url.strip_prefix('#') {
            Target::Section(section.to_owned())
        } else if let Some(key) = url.strip_prefix("question:") {
            let Ok(key) = key.parse() else {
                self.problem(at, key_problem("a question"));
                return None;
            };
            Target::Question(key)
        } else if let Some(key) = url.strip_prefix("stage:") {
            let Ok(key) = key.parse() else {
                self.problem(at, key_problem("a stage"));
                return None;
            };
            Target::Stage(key)
        } else if ["https://", "http://", "mailto:"].iter().any(|start| url.starts_with(start)) {
            Target::Web(url.to_owned())
        } else {
            self.problem(
                at,
                format!("the link to `{url}` is of no known kind; use page:, term:, question:, stage:, #section or a full https:// address"),
            );
            return None;
        };
        self.refers(at, Meant::Target(target.clone()));
        Some(Inline::Link(target, text))
    }

    /// A picture travels as a link to its file until its paragraph is whole.
    fn image(&mut self, url: &str, alt: &str, at: usize) -> Option<Inline> {
        let plain_name = !url.is_empty()
            && url.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
            && !url.starts_with('.');
        if !plain_name {
            self.problem(
                at,
                format!("the picture `{url}` must be a plain file name in the folder toolkit/images"),
            );
            return None;
        }
        if alt.trim().is_empty() {
            self.problem(
                at,
                format!(
                    "the picture `{url}` needs words for those who can't see it: ![what it shows]({url})"
                ),
            );
            return None;
        }
        self.refers(at, Meant::Image(url.to_owned()));
        Some(Inline::Link(Target::Web(format!("image:{url}")), vec![Inline::Text(alt.to_owned())]))
    }
}

/// Takes a paragraph that is one picture apart.
fn as_image(text: &mut Vec<Inline>) -> Option<Block> {
    let [Inline::Link(Target::Web(url), alt)] = text.as_slice() else { return None };
    let image = Block::Image { file: url.strip_prefix("image:")?.to_owned(), alt: plain(alt) };
    text.clear();
    Some(image)
}

fn flush(loose: &mut Vec<Inline>, blocks: &mut Vec<Block>) {
    if !loose.is_empty() {
        blocks.push(Block::Paragraph(std::mem::take(loose)));
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. }
            | Tag::Superscript
            | Tag::Subscript
    )
}

/// Whether `text` can name a section.
pub(crate) fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.len() <= 60
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems_of(source: &str) -> String {
        let mut problems = Vec::new();
        parse("a.md", source, 10, 0, &mut problems);
        problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_page_becomes_a_tree() {
        let mut problems = Vec::new();
        let source = "A [shared outcome](term:shared-outcome) *names* a **gap**.[^a] Again.[^a]\n\n## Goals {#goals}\n\n- [ ] Tick\n- See [it](page:engage#power)\n\n> [!TIP]\n> Small.\n\n| A | B |\n|---|---|\n| x |  |\n\n[^a]: Source.\n";
        let parsed = parse("a.md", source, 1, 0, &mut problems);
        assert_eq!(problems, []);
        insta::assert_snapshot!(parsed.text.blocks.iter().flat_map(Block::lines).collect::<Vec<_>>().join("\n"), @r"
        A shared outcome names a gap. Again.
        Goals
        Tick
        See it
        Small.
        A
        B
        x
        ");
        let Block::Paragraph(first) = &parsed.text.blocks[0] else { panic!("a paragraph") };
        assert!(first.contains(&Inline::Note(1, 0)) && first.contains(&Inline::Note(1, 1)), "{first:?}");
        assert_eq!(plain(&parsed.text.notes[0]), "Source.");
        assert!(
            matches!(&parsed.text.blocks[2], Block::List { items, .. } if items[0].to_tick && !items[1].to_tick)
        );
        assert_eq!(parsed.references.len(), 2);
    }

    #[test]
    fn what_a_page_may_not_hold_is_told_with_line_and_mend() {
        insta::assert_snapshot!(problems_of("# Title\n\n## No name\n\n<b>x</b>\n\n[x](ftp://a)\n\n![](a.png)\n\nText[^b]\n\n---\n\n    code\n"), @r###"
        a.md:10: the title comes from the top of the file; start headings with ##
        a.md:10: a heading needs a name of small letters, digits and hyphens, as in "## Set goals {#goals}"
        a.md:12: a heading needs a name of small letters, digits and hyphens, as in "## Set goals {#goals}"
        a.md:14: HTML is not taken; write it in Markdown
        a.md:14: HTML is not taken; write it in Markdown
        a.md:16: the link to `ftp://a` is of no known kind; use page:, term:, question:, stage:, #section or a full https:// address
        a.md:18: the picture `a.png` needs words for those who can't see it: ![what it shows](a.png)
        a.md:20: the footnote [^b] has no text; add a line "[^b]: …" at the end
        a.md:22: a line across the page is not used here; start a new heading instead
        a.md:24: lines that are indented or fenced as code are not used here; take the spaces away
        "###);
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(source in "(\\PC|\n|[-#>*_\\[\\]()!|^` ]){0,200}") {
            parse("a.md", &source, 1, 0, &mut Vec::new());
        }
    }
}
