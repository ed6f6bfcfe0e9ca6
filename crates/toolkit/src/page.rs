//! A page: the front matter above the first blank line of `+++`, then Markdown.

use std::str::FromStr as _;

use crosswalk_checklist::ContentError;
use crosswalk_names::{Language, StageKey};
use serde::Deserialize;

use crate::text::{self, Block, Reference, Text, is_id, plain};

/// Longest page, in bytes.
pub const PAGE_MAX: usize = 200 * 1024;
/// Longest title, in characters.
const TITLE_MAX: usize = 100;
/// Longest name in the navigation, in characters.
const SHORT_MAX: usize = 40;
/// Longest summary, in characters: what a search engine shows.
const SUMMARY_MAX: usize = 200;
/// Most sentences "in brief".
const BRIEF_MAX: usize = 6;
/// Words that an adult reads in a minute, unhurried. Source: Brysbaert, Journal of Memory and Language 109 (2019), who
/// found 238 for English and 278 for Spanish; we stay below, for readers in a second language.
const WORDS_A_MINUTE: usize = 200;

/// Where a page stands in the navigation, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Section {
    /// What to read first.
    Start,
    /// The five stages.
    Stages,
    /// Outcomes and indicators.
    Outcomes,
    /// How each sector works.
    Sectors,
    /// Terms, guides, checklists, resources.
    Tools,
    /// What others did.
    Cases,
    /// What the instance adds.
    Local,
    /// About the toolkit.
    About,
}

impl Section {
    /// In the order of the navigation.
    pub const ALL: [Section; 8] = [
        Section::Start,
        Section::Stages,
        Section::Outcomes,
        Section::Sectors,
        Section::Tools,
        Section::Cases,
        Section::Local,
        Section::About,
    ];

    /// The word in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Section::Start => "start",
            Section::Stages => "stages",
            Section::Outcomes => "outcomes",
            Section::Sectors => "sectors",
            Section::Tools => "tools",
            Section::Cases => "cases",
            Section::Local => "local",
            Section::About => "about",
        }
    }
}

/// A day, as it stands in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// 2026.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// One page of the toolkit in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its name in addresses, the same in every language.
    pub slug: String,
    /// The language it is written in.
    pub language: Language,
    /// The heading of the page.
    pub title: String,
    /// The title where there is little room.
    pub short: String,
    /// What the page is for, in one sentence.
    pub summary: String,
    /// Where it stands.
    pub section: Section,
    /// Its place among the pages of the section.
    pub order: u32,
    /// The last change that a reader would notice.
    pub updated: Day,
    /// The stage that it is the guide of.
    pub stage: Option<StageKey>,
    /// The page in a few sentences.
    pub brief: Vec<String>,
    /// The page.
    pub text: Text,
    /// The file it came from.
    pub(crate) file: String,
    pub(crate) references: Vec<Reference>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Front {
    title: String,
    #[serde(default)]
    short: Option<String>,
    summary: String,
    section: Section,
    order: u32,
    updated: toml::value::Datetime,
    #[serde(default)]
    stage: Option<String>,
    #[serde(default)]
    brief: Vec<String>,
}

/// Names of parts that every page has: its frame, its boxes, its footnotes (`n1`, `r1`), meanings of terms (`t-…`).
fn is_of_the_page(id: &str) -> bool {
    const PARTS: [&str; 12] = [
        "main",
        "theme",
        "in-brief",
        "footnotes",
        "try-it",
        "share",
        "list",
        "data-sources",
        "q",
        "page-link",
        "f-to",
        "f-section",
    ];
    let numbered =
        id.strip_prefix(['n', 'r']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    PARTS.contains(&id) || numbered || id.starts_with("t-")
}

impl Page {
    /// Reads a page. `None` after a mistake, which is then in `problems`.
    pub(crate) fn parse(
        file: &str,
        slug: &str,
        language: Language,
        source: &str,
        problems: &mut Vec<ContentError>,
    ) -> Option<Self> {
        let before = problems.len();
        let problem = |line: usize, message: String| ContentError { file: file.to_owned(), line, message };
        if !is_id(slug) {
            problems.push(problem(
                1,
                "the file's name must be small letters, digits and hyphens, starting with a letter".into(),
            ));
        }
        if source.len() > PAGE_MAX {
            problems.push(problem(1, format!("the page is longer than {} KB; split it", PAGE_MAX / 1024)));
            return None;
        }
        let source = source.strip_prefix('\u{feff}').unwrap_or(source).replace("\r\n", "\n");
        let Some((head, body)) = source.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n"))
        else {
            problems.push(problem(
                1,
                "the page must start with its front matter between two lines of +++; copy it from another page".into(),
            ));
            return None;
        };
        let front: Front = match toml::from_str(head) {
            Ok(front) => front,
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                let line = 2 + head[..at.min(head.len())].matches('\n').count();
                problems.push(problem(line, error.message().replace('\n', " ")));
                return None;
            }
        };
        let mut limit = |what: &str, text: &str, most: usize| {
            if text.trim().is_empty() || text.chars().count() > most {
                problems.push(problem(2, format!("`{what}` must have 1 to {most} characters")));
            }
        };
        let short = front.short.unwrap_or_else(|| front.title.clone());
        limit("title", &front.title, TITLE_MAX);
        limit("short", &short, SHORT_MAX);
        limit("summary", &front.summary, SUMMARY_MAX);
        if front.brief.len() > BRIEF_MAX {
            problems.push(problem(2, format!("`brief` has more than {BRIEF_MAX} sentences; say less")));
        }
        let updated =
            front.updated.date.map(|date| Day { year: date.year, month: date.month, day: date.day });
        if updated.is_none() {
            problems.push(problem(2, "`updated` must be a day, as in 2026-11-28".into()));
        }
        let stage = front.stage.as_deref().map(StageKey::from_str).transpose();
        if let Err(error) = &stage {
            problems.push(problem(2, format!("`stage`: {error}")));
        }
        let body_line = 4 + head.matches('\n').count();
        let parsed = text::parse(file, body, body_line, 0, problems);
        let page = Self {
            slug: slug.to_owned(),
            language,
            title: front.title,
            short,
            summary: front.summary,
            section: front.section,
            order: front.order,
            updated: updated?,
            stage: stage.ok()?,
            brief: front.brief,
            text: parsed.text,
            file: file.to_owned(),
            references: parsed.references,
        };
        page.check_headings(&parsed.heading_lines, problems);
        (problems.len() == before).then_some(page)
    }

    /// `lines` are those of the headings.
    fn check_headings(&self, lines: &[usize], problems: &mut Vec<ContentError>) {
        let mut problem = |line: usize, message: String| {
            problems.push(ContentError { file: self.file.clone(), line, message });
        };
        let (mut last, mut seen) = (1, Vec::new());
        for ((level, id, _), &line) in self.headings().zip(lines) {
            if level > last + 1 {
                problem(line, format!("the heading {{#{id}}} skips a level; use one # less"));
            }
            last = level;
            if is_of_the_page(id) {
                problem(line, format!("{{#{id}}} names a part of every page; give the heading another name"));
            }
            if seen.contains(&id) {
                problem(line, format!("two headings are called {{#{id}}}; give each a name of its own"));
            }
            seen.push(id);
        }
    }

    /// Level, name and words of each heading, in order.
    pub fn headings(&self) -> impl Iterator<Item = (u8, &str, String)> {
        self.text.blocks.iter().filter_map(|block| match block {
            Block::Heading { level, id, text } => Some((*level, id.as_str(), plain(text))),
            _ => None,
        })
    }

    /// Whether the page has a section of this name.
    pub fn has_section(&self, id: &str) -> bool {
        self.headings().any(|(_, there, _)| there == id)
    }

    /// How many words the page has.
    pub fn words(&self) -> usize {
        let lines = self.text.blocks.iter().flat_map(Block::lines);
        lines.chain(self.brief.iter().cloned()).map(|line| line.split_whitespace().count()).sum()
    }

    /// How long an adult takes to read it, in minutes, at least one.
    pub fn minutes(&self) -> usize {
        self.words().div_ceil(WORDS_A_MINUTE).max(1)
    }
}
