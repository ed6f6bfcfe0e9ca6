//! The toolkit on paper: a page, a stage with what belongs to it, or all of it.

use axum::body::Bytes;
use crosswalk_checklist::Checklist;
use crosswalk_names::{Language, Timestamp};
use crosswalk_print::{Chapter, Paper, PrintError, Printer, ReadingPrint};
use crosswalk_toolkit::{
    Block, Contents, Inline, Item, OUTCOMES_PAGE, Page, RESOURCES_PAGE, Resource, TERMS_PAGE, Target, Term,
    Text,
};
use crosswalk_ui::{Instance, Paths, Words};

use super::article::page::{stage_number, updated};
use crate::content::Content;
use crate::error::PageError;
use crate::state::App;

/// What to print.
#[derive(Clone)]
pub enum Part {
    /// One page, by its name.
    Page(String),
    /// A stage's guide with its questions, terms and resources.
    Stage(String),
    /// Everything.
    Book,
}

impl Part {
    /// The name of the file.
    pub fn file_name(&self, language: Language) -> String {
        match (self, language) {
            (Part::Page(slug), _) => format!("{slug}.pdf"),
            (Part::Stage(slug), Language::En) => format!("stage-{slug}.pdf"),
            (Part::Stage(slug), Language::Es) => format!("etapa-{slug}.pdf"),
            (Part::Book, Language::En) => "toolkit.pdf".to_owned(),
            (Part::Book, Language::Es) => "guia.pdf".to_owned(),
        }
    }
}

/// Sets the PDF.
pub async fn pdf(app: &App, language: Language, part: Part) -> Result<Vec<u8>, PageError> {
    let now = app.clock.now();
    app.print(move |app| {
        let checklist = app.newest_checklist(language);
        set(&app.printer, &app.content(), &app.instance(), &checklist, language, &part, now)
    })
    .await
}

/// All of it as PDF. It takes half a second and changes only with the content and the day, so it is kept.
pub async fn book(app: &App, language: Language) -> Result<Bytes, PageError> {
    let content = app.content();
    let day = app.instance().zone.date(language, app.clock.now());
    // Held while the book is set: who asks meanwhile waits for the same one.
    let mut kept = content.books[language as usize].lock().await;
    if let Some((_, book)) = kept.as_ref().filter(|(made_on, _)| *made_on == day) {
        return Ok(book.clone());
    }
    let book = Bytes::from(pdf(app, language, Part::Book).await?);
    *kept = Some((day, book.clone()));
    Ok(book)
}

/// All of it as PDF, without a server.
pub fn book_of(
    printer: &Printer,
    content: &Content,
    instance: &Instance,
    checklist: &Checklist,
    language: Language,
    now: Timestamp,
) -> Result<Vec<u8>, PrintError> {
    set(printer, content, instance, checklist, language, &Part::Book, now)
}

fn set(
    printer: &Printer,
    content: &Content,
    instance: &Instance,
    checklist: &Checklist,
    language: Language,
    part: &Part,
    now: Timestamp,
) -> Result<Vec<u8>, PrintError> {
    let (contents, words) = (content.toolkit.contents(language), Words::of(language));
    let pages: Vec<&Page> = match part {
        Part::Page(slug) | Part::Stage(slug) => contents.page(slug).into_iter().collect(),
        Part::Book => contents.pages.iter().collect(),
    };
    let lists = Lists { contents, checklist, words };
    let empty = Text::default();
    let mut chapters: Vec<Chapter<'_>> = pages
        .iter()
        .map(|page| Chapter {
            slug: page.slug.clone(),
            title: page.title.clone(),
            stage: stage_number(page, checklist),
            meta: words.tx("toolkit-updated", "date", &updated(page, language)),
            brief: &page.brief,
            text: &page.text,
            more: lists.of_page(&page.slug),
        })
        .collect();
    if let (Part::Stage(_), [page]) = (part, pages.as_slice()) {
        for (slug, key, more) in lists.of_stage(page) {
            let title = words.t(key).to_owned();
            chapters.push(Chapter {
                slug,
                title,
                stage: None,
                meta: page.title.clone(),
                brief: &[],
                text: &empty,
                more,
            });
        }
    }
    let paths = Paths::new(language);
    let full = |path: String| instance.absolute(&path);
    let address = |target: &Target| match target {
        Target::Page(slug, None) => Some(full(paths.toolkit_page(slug))),
        Target::Page(slug, Some(section)) => Some(full(paths.toolkit_section(slug, section))),
        Target::Web(url) => Some(url.clone()),
        Target::Question(key) => {
            contents.helps(key).map(|at| full(paths.toolkit_section(&at.slug, &at.section)))
        }
        Target::Stage(key) => contents.guide(key).map(|page| full(paths.toolkit_page(&page.slug))),
        Target::Section(_) => None,
    };
    let title = match (part, pages.first()) {
        (Part::Page(_) | Part::Stage(_), Some(page)) => page.title.clone(),
        _ => words.t("toolkit-title").to_owned(),
    };
    printer.reading(&ReadingPrint {
        language,
        paper: Paper::Letter,
        title,
        subtitle: words.t("toolkit-lead").to_owned(),
        printed_on: instance.zone.date(language, now),
        printed_at: now,
        instance: instance.name.clone(),
        cover: matches!(part, Part::Book),
        chapters,
        address: &address,
    })
}

/// The lists that the pages show out of tables, as text.
struct Lists<'a> {
    contents: &'a Contents,
    checklist: &'a Checklist,
    words: &'static Words,
}

fn words(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

fn heading(level: u8, id: &str, text: &str) -> Block {
    Block::Heading { level, id: id.to_owned(), text: words(text) }
}

fn labelled(label: &str, mut text: Vec<Inline>) -> Block {
    text.insert(0, Inline::Strong(words(&format!("{label}: "))));
    Block::Paragraph(text)
}

fn bullets(items: impl Iterator<Item = Vec<Block>>) -> Block {
    Block::List { start: None, items: items.map(|blocks| Item { to_tick: false, blocks }).collect() }
}

/// The text as one paragraph, with `lead` before it.
fn led(lead: Vec<Inline>, text: &Text) -> Block {
    let mut line = lead;
    for block in &text.blocks {
        match block {
            Block::Paragraph(inlines) => line.extend(without_notes(inlines)),
            other => line.extend(words(&other.lines().join(" "))),
        }
    }
    Block::Paragraph(line)
}

/// Footnotes of tables are listed by hand, because their numbers begin again with each row.
fn without_notes(inlines: &[Inline]) -> Vec<Inline> {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Note(number, _) => Inline::Text(format!(" [{number}]")),
            other => other.clone(),
        })
        .collect()
}

impl Lists<'_> {
    fn of_page(&self, slug: &str) -> Vec<Block> {
        match slug {
            TERMS_PAGE => self.terms(self.contents.terms.iter()),
            OUTCOMES_PAGE => self.outcomes(),
            RESOURCES_PAGE => resources(self.contents.resources.iter()),
            _ => Vec::new(),
        }
    }

    /// What goes with a stage's guide: name, key of the title, text.
    fn of_stage(&self, guide: &Page) -> Vec<(String, &'static str, Vec<Block>)> {
        let Some(key) = &guide.stage else { return Vec::new() };
        let questions = self.checklist.stage(key).map(|stage| {
            let item = |topic: &str, text: &str, help: &str| {
                vec![labelled(topic, words(text)), Block::Paragraph(words(help))]
            };
            bullets(
                stage.questions.iter().map(|question| item(&question.topic, &question.text, &question.help)),
            )
        });
        let named: Vec<&str> = guide.text.blocks.iter().flat_map(Block::terms).collect();
        let terms = self.terms(self.contents.terms.iter().filter(|term| named.contains(&term.key.as_str())));
        let of_stage = |resource: &&Resource| {
            resource.stages.contains(key) && resource.stages.len() < self.checklist.stages.len()
        };
        let resources = resources(self.contents.resources.iter().filter(of_stage));
        [
            ("questions".to_owned(), "toolkit-print-questions", questions.into_iter().collect()),
            (TERMS_PAGE.to_owned(), "toolkit-print-terms", terms),
            (RESOURCES_PAGE.to_owned(), "toolkit-resources", resources),
        ]
        .into_iter()
        .filter(|(.., blocks): &(String, &str, Vec<Block>)| !blocks.is_empty())
        .collect()
    }

    fn terms<'t>(&self, terms: impl Iterator<Item = &'t Term>) -> Vec<Block> {
        terms
            .flat_map(|term| {
                let names = term.names().join(", ");
                let also = (!names.is_empty()).then(|| {
                    Inline::Emphasis(words(&format!(" {}", self.words.tx("toolkit-also", "names", &names))))
                });
                let Block::Paragraph(mut line) = led(Vec::new(), &term.text) else { return Vec::new() };
                line.extend(also);
                vec![heading(2, &term.key, &term.term), Block::Paragraph(line)]
            })
            .collect()
    }

    fn outcomes(&self) -> Vec<Block> {
        let (contents, t) = (self.contents, |key| self.words.t(key));
        let mut blocks = Vec::new();
        for outcome in &contents.outcomes {
            blocks.push(heading(2, &outcome.key, &outcome.title));
            blocks.push(led(Vec::new(), &outcome.what));
            blocks.push(heading(3, &format!("{}-why", outcome.key), t("toolkit-why")));
            blocks.extend(outcome.why.blocks.iter().map(|block| match block {
                Block::Paragraph(inlines) => Block::Paragraph(without_notes(inlines)),
                other => other.clone(),
            }));
            blocks.push(heading(3, &format!("{}-indicators", outcome.key), t("toolkit-indicators")));
            let row = |one: &crosswalk_toolkit::Indicator| {
                let data = contents.data_source(&one.data).map_or("", |source| &source.name);
                [&one.name, &one.metric, data, &one.note].map(words).to_vec()
            };
            blocks.push(Block::Table {
                head: ["toolkit-indicator", "toolkit-metric", "toolkit-source", "toolkit-limit"]
                    .map(|key| words(t(key)))
                    .to_vec(),
                rows: outcome.indicators.iter().map(row).collect(),
            });
            if !outcome.helps.is_empty() {
                blocks.push(heading(3, &format!("{}-helps", outcome.key), t("toolkit-helps")));
                blocks.push(bullets(outcome.helps.iter().map(|help| vec![led(Vec::new(), help)])));
            }
            if !outcome.sources.is_empty() {
                blocks.push(heading(3, &format!("{}-sources", outcome.key), t("toolkit-sources")));
                let items = outcome
                    .sources
                    .iter()
                    .map(|source| Item { to_tick: false, blocks: vec![Block::Paragraph(words(source))] });
                blocks.push(Block::List { start: Some(1), items: items.collect() });
            }
        }
        blocks.push(heading(2, "data-sources", t("toolkit-data")));
        blocks.extend(contents.data.iter().map(|one| labelled(&one.name, words(&one.text))));
        blocks
    }
}

/// A list of resources; nothing when there are none.
fn resources<'r>(resources: impl Iterator<Item = &'r Resource>) -> Vec<Block> {
    let entry = |resource: &Resource| {
        let by = if resource.year.is_empty() {
            format!(" {}.", resource.maker)
        } else {
            format!(" {}, {}.", resource.maker, resource.year)
        };
        let title = Inline::Strong(words(&resource.title));
        let title = match &resource.url {
            Some(url) => Inline::Link(Target::Web(url.clone()), vec![title]),
            None => title,
        };
        vec![led(vec![title, Inline::Text(format!("{by} "))], &resource.text)]
    };
    let blocks: Vec<Vec<Block>> = resources.map(entry).collect();
    if blocks.is_empty() { Vec::new() } else { vec![bullets(blocks.into_iter())] }
}
