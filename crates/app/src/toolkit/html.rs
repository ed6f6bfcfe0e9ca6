//! Text as HTML. Everything that came from a file is escaped here; the rest is ours.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crosswalk_names::Language;
use crosswalk_toolkit::{AlertKind, Block, Contents, Inline, Item, Page, TERMS_PAGE, Target, Text, plain};
use crosswalk_ui::{Paths, Words, icon};

use super::own::Own;

/// Writes into the page. Into a String that can't fail.
macro_rules! put {
    ($writer:expr, $($text:tt)*) => {{
        let _ = write!($writer.out, $($text)*);
    }};
}

/// Writes texts of one page.
pub struct Writer<'a> {
    contents: &'a Contents,
    words: &'static Words,
    paths: Paths,
    own: Option<&'a Own>,
    /// What stands under the heading of this name.
    under: BTreeMap<String, String>,
    /// Names of footnotes begin so, for pages with several lists of them.
    notes: String,
    /// The page that is quoted on one that is none of the toolkit's.
    quoted: Option<String>,
    /// Terms whose meaning is on the page already.
    explained: BTreeSet<String>,
    /// Terms named since their meanings were last written.
    pending: Vec<String>,
    out: String,
}

impl<'a> Writer<'a> {
    /// A writer for a page in `language`.
    pub fn new(contents: &'a Contents, language: Language, own: Option<&'a Own>) -> Self {
        Self {
            contents,
            words: Words::of(language),
            paths: Paths::new(language),
            own,
            under: BTreeMap::new(),
            notes: String::new(),
            quoted: None,
            explained: BTreeSet::new(),
            pending: Vec::new(),
            out: String::new(),
        }
    }

    /// Puts HTML under headings, by their names.
    #[must_use]
    pub fn under(mut self, under: BTreeMap<String, String>) -> Self {
        self.under = under;
        self
    }

    /// A whole text, without its footnotes.
    pub fn text(&mut self, text: &Text) -> String {
        for block in &text.blocks {
            self.block(block);
        }
        std::mem::take(&mut self.out)
    }

    /// What a page says under one of its headings, for a page elsewhere: without the heading, footnotes and meanings of
    /// terms, and without names that could stand there twice. Empty when there is no such heading.
    pub fn section(&mut self, page: &Page, id: &str) -> String {
        let mut blocks = page.text.blocks.iter();
        let level = blocks.find_map(|block| match block {
            Block::Heading { level, id: there, .. } if there == id => Some(*level),
            _ => None,
        });
        let Some(level) = level else { return String::new() };
        self.quoted = Some(page.slug.clone());
        for block in blocks {
            match block {
                Block::Heading { level: next, .. } if *next <= level => break,
                block => self.block(block),
            }
        }
        self.quoted = None;
        std::mem::take(&mut self.out)
    }

    /// A text whose footnotes are listed elsewhere, under names that begin with `notes`.
    pub fn part(&mut self, text: &Text, notes: &str) -> String {
        notes.clone_into(&mut self.notes);
        self.text(text)
    }

    /// A text that is one paragraph, without the tags around it. Meanings of terms are left out.
    pub fn line(&mut self, text: &Text) -> String {
        for (place, block) in text.blocks.iter().enumerate() {
            if place > 0 {
                self.out.push(' ');
            }
            match block {
                Block::Paragraph(inlines) => self.inlines(inlines),
                other => self.out.push_str(&escaped(&other.lines().join(" "))),
            }
        }
        self.pending.clear();
        std::mem::take(&mut self.out)
    }

    /// The list of footnotes; empty when there are none.
    pub fn footnotes(&mut self, notes: &[Vec<Inline>], references: &BTreeMap<usize, usize>) -> String {
        for (number, note) in (1..).zip(notes) {
            put!(self, "<li id=\"{}n{number}\">", self.notes);
            self.inlines(note);
            for place in 0..*references.get(&number).unwrap_or(&1) {
                let label = self.words.tn("toolkit-note-back", number);
                let id = reference_id(&self.notes, number, place);
                put!(
                    self,
                    " <a href=\"#{id}\" aria-label=\"{label}\">{}</a>",
                    self.words.t("toolkit-note-back-short")
                );
            }
            self.out.push_str("</li>");
        }
        self.pending.clear();
        std::mem::take(&mut self.out)
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { text, .. } if self.quoted.is_some() => {
                self.out.push_str("<p>");
                self.wrapped("strong", text);
                self.out.push_str("</p>");
            }
            Block::Heading { level, id, text } => {
                put!(self, "<h{level} id=\"{id}\" tabindex=\"-1\">");
                self.inlines(text);
                put!(self, "</h{level}>");
                if let Some(under) = self.under.get(id) {
                    self.out.push_str(under);
                }
            }
            Block::Paragraph(text) => {
                self.out.push_str("<p>");
                self.inlines(text);
                self.out.push_str("</p>");
            }
            Block::List { start, items } => self.list(*start, items),
            Block::Quote(blocks) => {
                self.out.push_str("<blockquote class=\"quote\">");
                for block in blocks {
                    self.block(block);
                }
                self.out.push_str("</blockquote>");
            }
            Block::Alert(kind, blocks) => {
                let (class, picture) = match kind {
                    AlertKind::Note => ("", "info"),
                    AlertKind::Tip => (" good", "check"),
                    AlertKind::Warning => (" warn", "warn"),
                };
                put!(self, "<div class=\"alert{class}\">{}<div>", icon(picture));
                for block in blocks {
                    self.block(block);
                }
                self.out.push_str("</div></div>");
            }
            Block::Table { head, rows } => self.table(head, rows),
            Block::Image { file, alt } => put!(
                self,
                "<p class=\"picture\"><img src=\"{}\" alt=\"{}\" loading=\"lazy\"></p>",
                self.paths.toolkit_image(file),
                escaped(alt)
            ),
        }
        self.meanings();
    }

    fn list(&mut self, start: Option<u64>, items: &[Item]) {
        let to_tick = items.iter().any(|item| item.to_tick);
        match start {
            None if to_tick => self.out.push_str("<ul class=\"ticks\">"),
            None => self.out.push_str("<ul>"),
            Some(1) => self.out.push_str("<ol>"),
            Some(start) => put!(self, "<ol start=\"{start}\">"),
        }
        for item in items {
            self.out.push_str("<li>");
            match item.blocks.as_slice() {
                // A list of short lines needs no paragraphs.
                [Block::Paragraph(text)] => self.inlines(text),
                [Block::Paragraph(text), rest @ ..] => {
                    self.inlines(text);
                    for block in rest {
                        self.block(block);
                    }
                }
                blocks => {
                    for block in blocks {
                        self.block(block);
                    }
                }
            }
            self.meanings();
            self.out.push_str("</li>");
        }
        self.out.push_str(if start.is_some() { "</ol>" } else { "</ul>" });
    }

    /// Roles are spelled out, because a table that folds on phones loses them.
    fn table(&mut self, head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) {
        let to_fill = rows.iter().any(|row| row.iter().any(Vec::is_empty));
        let class = if to_fill { "resp fill" } else { "resp" };
        put!(self, "<table class=\"{class}\" role=\"table\"><thead role=\"rowgroup\"><tr role=\"row\">");
        for cell in head {
            self.out.push_str("<th scope=\"col\" role=\"columnheader\">");
            self.inlines(cell);
            self.out.push_str("</th>");
        }
        self.out.push_str("</tr></thead><tbody role=\"rowgroup\">");
        for row in rows {
            self.out.push_str("<tr role=\"row\">");
            for (place, cell) in row.iter().enumerate() {
                if place == 0 && !cell.is_empty() {
                    self.out.push_str("<th scope=\"row\" role=\"rowheader\">");
                    self.inlines(cell);
                    self.out.push_str("</th>");
                } else {
                    let label = head.get(place).map(|head| escaped(&plain(head))).unwrap_or_default();
                    put!(self, "<td role=\"cell\" data-l=\"{label}\">");
                    self.inlines(cell);
                    self.out.push_str("</td>");
                }
            }
            self.out.push_str("</tr>");
        }
        self.out.push_str("</tbody></table>");
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.out.push_str(&escaped(text)),
                Inline::Strong(inner) => self.wrapped("strong", inner),
                Inline::Emphasis(inner) => self.wrapped("em", inner),
                Inline::Break => self.out.push_str("<br>"),
                Inline::Link(target, inner) => self.link(target, inner),
                Inline::Term(key, inner) => self.term(key, inner),
                Inline::Note(..) if self.quoted.is_some() => {}
                Inline::Note(number, before) => {
                    let id = reference_id(&self.notes, *number, *before);
                    let label = self.words.tn("toolkit-note", number);
                    let href = format!("{}n{number}", self.notes);
                    put!(
                        self,
                        "<sup class=\"fn\"><a href=\"#{href}\" id=\"{id}\" aria-label=\"{label}\">{number}</a></sup>"
                    );
                }
            }
        }
    }

    fn wrapped(&mut self, tag: &str, inner: &[Inline]) {
        put!(self, "<{tag}>");
        self.inlines(inner);
        put!(self, "</{tag}>");
    }

    fn link(&mut self, target: &Target, inner: &[Inline]) {
        let Some(href) = self.href(target) else { return self.inlines(inner) };
        put!(self, "<a href=\"{}\">", escaped(&href));
        self.inlines(inner);
        self.out.push_str("</a>");
    }

    /// Into the person's own workbook where there is one, else to where the toolkit speaks of it.
    fn href(&self, target: &Target) -> Option<String> {
        match target {
            Target::Page(slug, None) => Some(self.paths.toolkit_page(slug)),
            Target::Page(slug, Some(section)) => Some(self.paths.toolkit_section(slug, section)),
            Target::Section(id) => Some(match &self.quoted {
                Some(slug) => self.paths.toolkit_section(slug, id),
                None => format!("#{id}"),
            }),
            Target::Web(url) => Some(url.clone()),
            Target::Question(key) => match self.own.filter(|own| own.checklist.question(key).is_some()) {
                Some(own) => Some(own.paths.question_anchor(key)),
                None => self.contents.helps(key).map(|at| self.paths.toolkit_section(&at.slug, &at.section)),
            },
            Target::Stage(key) => match self.own.filter(|own| own.checklist.stage(key).is_some()) {
                Some(own) => Some(own.paths.stage_anchor(key)),
                None => self.contents.guide(key).map(|page| self.paths.toolkit_page(&page.slug)),
            },
        }
    }

    /// A link that scripts turn into a button; its meaning waits after the paragraph.
    fn term(&mut self, key: &str, inner: &[Inline]) {
        let href = self.paths.toolkit_section(TERMS_PAGE, key);
        if self.quoted.is_some() {
            put!(self, "<a class=\"term\" href=\"{href}\">");
            self.inlines(inner);
            self.out.push_str("</a>");
            return;
        }
        put!(self, "<a class=\"term\" href=\"{href}\" data-term=\"t-{key}\">");
        self.inlines(inner);
        self.out.push_str("</a>");
        if self.explained.insert(key.to_owned()) {
            self.pending.push(key.to_owned());
        }
    }

    fn meanings(&mut self) {
        for key in std::mem::take(&mut self.pending) {
            let Some(term) = self.contents.term(&key) else { continue };
            let meaning: Vec<String> = term.text.blocks.iter().flat_map(Block::lines).collect();
            let (name, all) = (escaped(&term.term), self.words.t("toolkit-all-terms"));
            put!(
                self,
                "<div class=\"pop\" id=\"t-{key}\" hidden><p><strong>{name}</strong>: {} <a href=\"{}\">{all}</a></p></div>",
                escaped(&meaning.join(" ")),
                self.paths.toolkit_section(TERMS_PAGE, &key),
            );
        }
    }
}

fn reference_id(notes: &str, number: usize, before: usize) -> String {
    match before {
        0 => format!("{notes}r{number}"),
        before => format!("{notes}r{number}-{}", before + 1),
    }
}

/// How often each footnote of `text` is referred to.
pub fn references(text: &Text) -> BTreeMap<usize, usize> {
    fn count(inlines: &[Inline], counts: &mut BTreeMap<usize, usize>) {
        for inline in inlines {
            match inline {
                Inline::Note(number, _) => *counts.entry(*number).or_default() += 1,
                Inline::Strong(inner)
                | Inline::Emphasis(inner)
                | Inline::Link(_, inner)
                | Inline::Term(_, inner) => {
                    count(inner, counts);
                }
                Inline::Text(_) | Inline::Break => {}
            }
        }
    }
    let mut counts = BTreeMap::new();
    for block in &text.blocks {
        block.each_line(&mut |line| count(line, &mut counts));
    }
    counts
}

/// `text` as it may stand in HTML, in quotes too.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
