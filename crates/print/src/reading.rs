//! Pages of the toolkit for `toolkit.typ`: one of them, a stage with what belongs to it, or all as a book.

use std::collections::BTreeSet;

use crosswalk_names::{Language, Timestamp};
use crosswalk_toolkit::{Block, Inline, Target, Text, plain};
use serde::Serialize;

use crate::Paper;
use crate::fonts::FontSet;
use crate::scribe::{Line, Scribe};
use crate::words::Sentences as _;

/// Longest title in the footer, in characters.
const SHORT_TITLE_MAX: usize = 60;
/// A column is at least this part of the widest one.
const COLUMN_MIN: f64 = 0.45;

/// What to print.
pub struct ReadingPrint<'a> {
    /// Of the words of the template.
    pub language: Language,
    /// The size of the sheet.
    pub paper: Paper,
    /// What it is called, on the cover and in the footer.
    pub title: String,
    /// A line below the title on the cover.
    pub subtitle: String,
    /// The day of printing in words, for the cover.
    pub printed_on: String,
    /// For the PDF's own record.
    pub printed_at: Timestamp,
    /// Who runs this Crosswalk; stands in the footer.
    pub instance: String,
    /// Whether it has a cover with a table of contents.
    pub cover: bool,
    /// In order; at least one.
    pub chapters: Vec<Chapter<'a>>,
    /// The full address of what is not in this print. None leaves the words without a link.
    pub address: &'a dyn Fn(&Target) -> Option<String>,
}

/// One page of the toolkit.
pub struct Chapter<'a> {
    /// Its name, for links from other chapters.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// The stage that it is the guide of, from 1.
    pub stage: Option<usize>,
    /// A line below the title.
    pub meta: String,
    /// The page in a few sentences.
    pub brief: &'a [String],
    /// What it says.
    pub text: &'a Text,
    /// More below it, without footnotes: a list out of a table.
    pub more: Vec<Block>,
}

#[derive(Serialize)]
struct Words {
    page: &'static str,
    of: &'static str,
    brief: &'static str,
    contents: &'static str,
}

#[derive(Serialize)]
pub(crate) struct Sheet {
    lang: &'static str,
    paper: &'static str,
    words: Words,
    document_title: String,
    instance: Line,
    short_title: Line,
    title: Line,
    subtitle: Line,
    facts: Vec<Line>,
    cover: bool,
    chapters: Vec<ChapterSheet>,
}

#[derive(Serialize)]
struct ChapterSheet {
    slug: String,
    title: Line,
    stage: Option<usize>,
    meta: Line,
    brief: Vec<Line>,
    blocks: Vec<BlockSheet>,
    notes: Vec<Vec<Piece>>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum BlockSheet {
    Heading { level: u8, id: String, pieces: Vec<Piece> },
    Paragraph { pieces: Vec<Piece> },
    List { start: Option<u64>, items: Vec<ItemSheet> },
    Quote { blocks: Vec<BlockSheet> },
    Alert { blocks: Vec<BlockSheet> },
    Table { widths: Vec<f64>, head: Vec<Vec<Piece>>, rows: Vec<Vec<Vec<Piece>>> },
    Image { line: Line },
}

#[derive(Serialize)]
struct ItemSheet {
    tick: bool,
    blocks: Vec<BlockSheet>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Piece {
    Text { line: Line, strong: bool, emphasis: bool, inside: Option<String>, outside: Option<String> },
    Note { number: usize, again: bool },
    Break,
}

/// How the pieces of a line are set, and where they lead.
#[derive(Clone, Default)]
struct Style {
    strong: bool,
    emphasis: bool,
    inside: Option<String>,
    outside: Option<String>,
}

impl Sheet {
    /// The sheet as `fonts` can set it, and the clusters that they don't have.
    pub(crate) fn of(print: &ReadingPrint<'_>, fonts: &FontSet) -> (Self, BTreeSet<String>) {
        let scribe = Scribe::new(fonts);
        let sheet = Writer { print, scribe: &scribe }.sheet();
        (sheet, scribe.into_missing())
    }
}

struct Writer<'a> {
    print: &'a ReadingPrint<'a>,
    scribe: &'a Scribe<'a>,
}

impl Writer<'_> {
    fn sheet(&self) -> Sheet {
        let print = self.print;
        let words = match print.language {
            Language::En => Words { page: "Page", of: "of", brief: "In brief", contents: "Contents" },
            Language::Es => {
                Words { page: "Página", of: "de", brief: "En pocas palabras", contents: "Contenido" }
            }
        };
        let printed = print.language.printed(&print.printed_on);
        Sheet {
            lang: print.language.code(),
            paper: print.paper.typst_name(),
            words,
            document_title: self.line(&print.title).text,
            instance: self.line(&print.instance),
            short_title: self.line(&print.title.chars().take(SHORT_TITLE_MAX).collect::<String>()),
            title: self.scribe.title(&print.title),
            subtitle: self.line(&print.subtitle),
            facts: vec![self.line(&print.instance), self.line(&printed)],
            cover: print.cover,
            chapters: print.chapters.iter().map(|chapter| self.chapter(chapter)).collect(),
        }
    }

    fn line(&self, text: &str) -> Line {
        self.scribe.line(text)
    }

    fn chapter(&self, chapter: &Chapter<'_>) -> ChapterSheet {
        let blocks = chapter.text.blocks.iter().chain(&chapter.more);
        ChapterSheet {
            slug: chapter.slug.clone(),
            title: self.line(&chapter.title),
            stage: chapter.stage,
            meta: self.line(&chapter.meta),
            brief: chapter.brief.iter().map(|line| self.line(line)).collect(),
            blocks: blocks.map(|block| self.block(chapter, block)).collect(),
            notes: chapter.text.notes.iter().map(|note| self.pieces(chapter, note)).collect(),
        }
    }

    fn block(&self, chapter: &Chapter<'_>, block: &Block) -> BlockSheet {
        let blocks = |blocks: &[Block]| blocks.iter().map(|one| self.block(chapter, one)).collect();
        let cells = |row: &[Vec<Inline>]| row.iter().map(|cell| self.pieces(chapter, cell)).collect();
        match block {
            Block::Heading { level, id, text } => {
                BlockSheet::Heading { level: *level, id: id.clone(), pieces: self.pieces(chapter, text) }
            }
            Block::Paragraph(text) => BlockSheet::Paragraph { pieces: self.pieces(chapter, text) },
            Block::List { start, items } => BlockSheet::List {
                start: *start,
                items: items
                    .iter()
                    .map(|item| ItemSheet { tick: item.to_tick, blocks: blocks(&item.blocks) })
                    .collect(),
            },
            Block::Quote(inner) => BlockSheet::Quote { blocks: blocks(inner) },
            Block::Alert(_, inner) => BlockSheet::Alert { blocks: blocks(inner) },
            Block::Table { head, rows } => BlockSheet::Table {
                widths: widths(head, rows),
                head: cells(head),
                rows: rows.iter().map(|row| cells(row)).collect(),
            },
            Block::Image { alt, .. } => BlockSheet::Image { line: self.line(alt) },
        }
    }

    fn pieces(&self, chapter: &Chapter<'_>, inlines: &[Inline]) -> Vec<Piece> {
        let mut pieces = Vec::new();
        self.push(chapter, inlines, &Style::default(), &mut pieces);
        pieces
    }

    fn push(&self, chapter: &Chapter<'_>, inlines: &[Inline], style: &Style, pieces: &mut Vec<Piece>) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => {
                    let Style { strong, emphasis, inside, outside } = style.clone();
                    pieces.push(Piece::Text {
                        line: self.scribe.piece(text),
                        strong,
                        emphasis,
                        inside,
                        outside,
                    });
                }
                Inline::Strong(inner) => {
                    self.push(chapter, inner, &Style { strong: true, ..style.clone() }, pieces);
                }
                Inline::Emphasis(inner) => {
                    self.push(chapter, inner, &Style { emphasis: true, ..style.clone() }, pieces);
                }
                Inline::Link(target, inner) => {
                    let inside = self.inside(chapter, target);
                    let outside = if inside.is_none() { (self.print.address)(target) } else { None };
                    self.push(chapter, inner, &Style { inside, outside, ..style.clone() }, pieces);
                }
                Inline::Term(key, inner) => {
                    let target = Target::Page(crosswalk_toolkit::TERMS_PAGE.to_owned(), Some(key.clone()));
                    let inside = self.inside(chapter, &target);
                    self.push(chapter, inner, &Style { inside, ..style.clone() }, pieces);
                }
                Inline::Note(number, before) => {
                    pieces.push(Piece::Note { number: *number, again: *before > 0 });
                }
                Inline::Break => pieces.push(Piece::Break),
            }
        }
    }

    /// The label of a target that is in this print.
    fn inside(&self, chapter: &Chapter<'_>, target: &Target) -> Option<String> {
        let find = |slug: &str| self.print.chapters.iter().find(|chapter| chapter.slug == slug);
        let has = |chapter: &Chapter<'_>, id: &str| {
            let blocks = chapter.text.blocks.iter().chain(&chapter.more);
            blocks.into_iter().any(|block| matches!(block, Block::Heading { id: there, .. } if there == id))
        };
        match target {
            Target::Page(slug, None) => find(slug).map(|chapter| chapter.slug.clone()),
            Target::Page(slug, Some(id)) => {
                let chapter = find(slug)?;
                Some(if has(chapter, id) { format!("{slug}--{id}") } else { slug.clone() })
            }
            Target::Section(id) => has(chapter, id).then(|| format!("{}--{id}", chapter.slug)),
            Target::Question(_) | Target::Stage(_) | Target::Web(_) => None,
        }
    }
}

/// How wide the columns are, one to another: by the square root of their letters, so that long texts get more room and
/// short ones enough.
fn widths(head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> Vec<f64> {
    let letters = |place: usize| {
        let cells = std::iter::once(head).chain(rows.iter().map(Vec::as_slice));
        cells.filter_map(|row| row.get(place)).map(|cell| plain(cell).len()).sum::<usize>()
    };
    let roots: Vec<f64> = (0..head.len())
        .map(|place| f64::from(u32::try_from(letters(place)).unwrap_or(u32::MAX)).sqrt())
        .collect();
    let widest = roots.iter().copied().fold(1.0, f64::max);
    roots.into_iter().map(|root| (root / widest).max(COLUMN_MIN)).collect()
}
