//! What the toolkit keeps as tables: terms, outcomes with their indicators, resources. TOML, a file each.

use crosswalk_checklist::ContentError;
use crosswalk_names::StageKey;
use serde::Deserialize;
use toml::Spanned;

use crate::text::{self, Reference, Text, is_id};

/// A sector, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sector {
    /// Homes.
    Housing,
    /// Schools.
    Education,
    /// Both, or the work between them.
    Both,
}

impl Sector {
    /// The two sectors.
    pub const ALL: [Sector; 2] = [Sector::Housing, Sector::Education];

    /// The word in files and addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Sector::Housing => "housing",
            Sector::Education => "education",
            Sector::Both => "both",
        }
    }
}

/// A stage of life that an outcome is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Age {
    /// Before school.
    EarlyChildhood,
    /// Kindergarten to the end of high school.
    SchoolAge,
    /// After high school.
    YoungAdult,
}

impl Age {
    /// In order of life.
    pub const ALL: [Age; 3] = [Age::EarlyChildhood, Age::SchoolAge, Age::YoungAdult];

    /// The word in files and addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Age::EarlyChildhood => "early-childhood",
            Age::SchoolAge => "school-age",
            Age::YoungAdult => "young-adult",
        }
    }
}

/// A word of the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Its name in links, the same in every language.
    pub key: String,
    /// The word.
    pub term: String,
    /// Other words for it, which people type or read.
    pub also: Vec<String>,
    /// Whose word it is.
    pub sector: Sector,
    /// What it means.
    pub text: Text,
}

impl Term {
    /// Other names worth reading: abbreviations and titles, which have a capital letter. The rest of `also` is there so
    /// that it can be found.
    pub fn names(&self) -> Vec<&str> {
        self.also.iter().filter(|name| name.contains(char::is_uppercase)).map(String::as_str).collect()
    }
}

/// A change in children's lives that partners can work for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Its name in links.
    pub key: String,
    /// Whose it is.
    pub sector: Sector,
    /// The stages of life that it is about.
    pub ages: Vec<Age>,
    /// Its name.
    pub title: String,
    /// What it is.
    pub what: Text,
    /// Why the other sector should care. Notes count into `sources`.
    pub why: Text,
    /// Where the facts come from, in order.
    pub sources: Vec<String>,
    /// What helps it.
    pub helps: Vec<Text>,
    /// Outcomes of the other sector that it ties to most, by key.
    pub related: Vec<String>,
    /// Numbers that show it.
    pub indicators: Vec<Indicator>,
}

/// A number that shows an outcome.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Its name.
    pub name: String,
    /// One way to count it.
    pub metric: String,
    /// The usual source, by key.
    pub data: String,
    /// What the figure does not say.
    #[serde(default)]
    pub note: String,
}

/// Where figures usually come from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataSource {
    /// Its name in tables.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What it is and what it misses.
    pub text: String,
}

/// What a resource is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// How to do something.
    Guide,
    /// Several guides and tools in one.
    Toolkit,
    /// Something to work with.
    Tool,
    /// Something to fill in.
    Template,
    /// Numbers.
    Data,
    /// What others did.
    CaseStudy,
    /// What was found out.
    Study,
    /// A way to see the work.
    Framework,
    /// To read.
    Article,
    /// To watch.
    Video,
}

impl Kind {
    /// In the order of the filter.
    pub const ALL: [Kind; 10] = [
        Kind::Guide,
        Kind::Toolkit,
        Kind::Tool,
        Kind::Template,
        Kind::Data,
        Kind::CaseStudy,
        Kind::Study,
        Kind::Framework,
        Kind::Article,
        Kind::Video,
    ];

    /// The word in files and addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Guide => "guide",
            Kind::Toolkit => "toolkit",
            Kind::Tool => "tool",
            Kind::Template => "template",
            Kind::Data => "data",
            Kind::CaseStudy => "case-study",
            Kind::Study => "study",
            Kind::Framework => "framework",
            Kind::Article => "article",
            Kind::Video => "video",
        }
    }
}

/// Something that somebody else made and that is worth the time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// Its name in links.
    pub key: String,
    /// As its maker calls it.
    pub title: String,
    /// Who made it.
    pub maker: String,
    /// When, if that is known.
    pub year: String,
    /// What it is.
    pub kind: Kind,
    /// The stages it serves.
    pub stages: Vec<StageKey>,
    /// Where it is, if its maker has an address for it.
    pub url: Option<String>,
    /// Why it is worth the time.
    pub text: Text,
}

/// One of the three files, and what must still be checked against the rest.
pub(crate) struct Read<T> {
    pub rows: Vec<T>,
    pub references: Vec<(String, Reference)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TermFile {
    #[serde(default)]
    terms: Vec<Spanned<TermRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TermRow {
    key: String,
    term: String,
    #[serde(default)]
    also: Vec<String>,
    sector: Sector,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OutcomeFile {
    #[serde(default)]
    outcomes: Vec<Spanned<OutcomeRow>>,
    #[serde(default)]
    data: Vec<DataSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OutcomeRow {
    key: String,
    sector: Sector,
    ages: Vec<Age>,
    title: String,
    what: String,
    why: String,
    #[serde(default)]
    sources: Vec<String>,
    #[serde(default)]
    helps: Vec<String>,
    #[serde(default)]
    related: Vec<String>,
    indicators: Vec<Indicator>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ResourceFile {
    #[serde(default)]
    resources: Vec<Spanned<ResourceRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ResourceRow {
    key: String,
    title: String,
    maker: String,
    #[serde(default)]
    year: String,
    kind: Kind,
    stages: Vec<StageKey>,
    #[serde(default)]
    url: Option<String>,
    text: String,
}

/// Reads the tables of one file and collects what is wrong with them.
struct Reader<'a> {
    file: &'a str,
    source: &'a str,
    problems: &'a mut Vec<ContentError>,
    references: Vec<(String, Reference)>,
    keys: Vec<String>,
    line: usize,
}

impl<'a> Reader<'a> {
    fn new(file: &'a str, source: &'a str, problems: &'a mut Vec<ContentError>) -> Self {
        Self { file, source, problems, references: Vec::new(), keys: Vec::new(), line: 1 }
    }

    fn file<T: for<'de> Deserialize<'de>>(&mut self) -> Option<T> {
        match toml::from_str(self.source) {
            Ok(file) => Some(file),
            Err(error) => {
                self.line = self.line_of(error.span().map_or(0, |span| span.start));
                self.problem(error.message().replace('\n', " "));
                None
            }
        }
    }

    fn line_of(&self, at: usize) -> usize {
        1 + self.source[..at.min(self.source.len())].matches('\n').count()
    }

    fn problem(&mut self, message: impl Into<String>) {
        let (file, line) = (self.file.to_owned(), self.line);
        self.problems.push(ContentError { file, line, message: message.into() });
    }

    /// Takes a row, and checks its key.
    fn row<T>(&mut self, row: Spanned<T>, key: impl Fn(&T) -> &str) -> T {
        self.line = self.line_of(row.span().start);
        let row = row.into_inner();
        let key = key(&row).to_owned();
        if !is_id(&key) {
            self.problem(format!(
                "the key `{key}` must be small letters, digits and hyphens, starting with a letter"
            ));
        }
        if self.keys.contains(&key) {
            self.problem(format!("the key `{key}` is there twice; give each its own"));
        }
        self.keys.push(key);
        row
    }

    fn text(&mut self, what: &str, source: &str, notes: usize) -> Text {
        if source.trim().is_empty() {
            self.problem(format!("`{what}` is empty; write a sentence"));
        }
        let parsed = text::parse(self.file, source, self.line, notes, self.problems);
        let file = self.file;
        self.references.extend(parsed.references.into_iter().map(|one| (file.to_owned(), one)));
        parsed.text
    }

    fn done<T>(self, rows: Vec<T>) -> Read<T> {
        Read { rows, references: self.references }
    }
}

pub(crate) fn terms(file: &str, source: &str, problems: &mut Vec<ContentError>) -> Read<Term> {
    let mut reader = Reader::new(file, source, problems);
    let rows = reader.file::<TermFile>().map(|file| file.terms).unwrap_or_default();
    let terms = rows
        .into_iter()
        .map(|row| {
            let TermRow { key, term, also, sector, text } = reader.row(row, |row| &row.key);
            Term { key, term, also, sector, text: reader.text("text", &text, 0) }
        })
        .collect();
    reader.done(terms)
}

pub(crate) fn outcomes(
    file: &str,
    source: &str,
    problems: &mut Vec<ContentError>,
) -> (Read<Outcome>, Vec<DataSource>) {
    let mut reader = Reader::new(file, source, problems);
    let Some(OutcomeFile { outcomes: rows, data }) = reader.file() else {
        return (reader.done(Vec::new()), Vec::new());
    };
    let outcomes = rows
        .into_iter()
        .map(|row| {
            let row: OutcomeRow = reader.row(row, |row: &OutcomeRow| &row.key);
            let notes = row.sources.len();
            if row.sector == Sector::Both {
                reader.problem("an outcome belongs to one sector: \"housing\" or \"education\"");
            }
            if row.indicators.is_empty() {
                reader.problem("an outcome needs an indicator");
            }
            Outcome {
                what: reader.text("what", &row.what, notes),
                why: reader.text("why", &row.why, notes),
                helps: row.helps.iter().map(|help| reader.text("helps", help, notes)).collect(),
                key: row.key,
                sector: row.sector,
                ages: row.ages,
                title: row.title,
                sources: row.sources,
                related: row.related,
                indicators: row.indicators,
            }
        })
        .collect();
    (reader.done(outcomes), data)
}

pub(crate) fn resources(file: &str, source: &str, problems: &mut Vec<ContentError>) -> Read<Resource> {
    let mut reader = Reader::new(file, source, problems);
    let rows = reader.file::<ResourceFile>().map(|file| file.resources).unwrap_or_default();
    let resources = rows
        .into_iter()
        .map(|row| {
            let row: ResourceRow = reader.row(row, |row: &ResourceRow| &row.key);
            if row.url.as_ref().is_some_and(|url| !url.starts_with("https://") && !url.starts_with("http://"))
            {
                reader.problem("`url` must start with https://");
            }
            Resource {
                text: reader.text("text", &row.text, 0),
                key: row.key,
                title: row.title,
                maker: row.maker,
                year: row.year,
                kind: row.kind,
                stages: row.stages,
                url: row.url,
            }
        })
        .collect();
    reader.done(resources)
}
