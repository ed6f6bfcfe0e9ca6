//! Puts files together to a toolkit, and checks them against each other.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_checklist::{Checklists, ContentError};
use crosswalk_names::{Language, QuestionKey, StageKey};
use rust_embed::RustEmbed;

use crate::data::{self, DataSource, Outcome, Resource, Term};
use crate::page::Page;
use crate::text::{Meant, Reference, Target};

/// Largest picture, in bytes.
const IMAGE_MAX: usize = 2 * 1024 * 1024;
/// The kinds of pictures that a page may show.
const IMAGES: [&str; 5] = ["png", "jpg", "jpeg", "webp", "svg"];

#[derive(RustEmbed)]
#[folder = "../../content/toolkit"]
#[include = "*.md"]
#[include = "*.toml"]
struct Builtin;

/// One file of a toolkit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// How messages name it.
    pub shown: String,
    /// Below the folder `toolkit`, with slashes: `en/assess.md`.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// All there is to read in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents {
    /// By section, order, then name.
    pub pages: Vec<Page>,
    /// By word, as a reader of the language sorts them.
    pub terms: Vec<Term>,
    /// In the order of the file.
    pub outcomes: Vec<Outcome>,
    /// Where figures come from, in the order of the file.
    pub data: Vec<DataSource>,
    /// In the order of the file.
    pub resources: Vec<Resource>,
    /// Where each question is helped with: the section of a guide that is called like it.
    helps: BTreeMap<QuestionKey, Helps>,
}

/// Where a question is helped with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Helps {
    /// The page.
    pub slug: String,
    /// The section of the page; its name is the question's key.
    pub section: String,
}

/// The whole toolkit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Toolkit {
    languages: [Contents; Language::ALL.len()],
    /// Pictures by file name.
    images: BTreeMap<String, Vec<u8>>,
    /// What a reader should be told about the files, though they can be used.
    pub remarks: Vec<ContentError>,
}

impl Contents {
    /// A page by its name.
    pub fn page(&self, slug: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.slug == slug)
    }
    /// A term by its key.
    pub fn term(&self, key: &str) -> Option<&Term> {
        self.terms.iter().find(|term| term.key == key)
    }
    /// An outcome by its key.
    pub fn outcome(&self, key: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|outcome| outcome.key == key)
    }
    /// A source of data by its key.
    pub fn data_source(&self, key: &str) -> Option<&DataSource> {
        self.data.iter().find(|source| source.key == key)
    }
    /// The guide of a stage.
    pub fn guide(&self, stage: &StageKey) -> Option<&Page> {
        self.pages.iter().find(|page| page.stage.as_ref() == Some(stage))
    }
    /// Where a question is helped with.
    pub fn helps(&self, question: &QuestionKey) -> Option<&Helps> {
        self.helps.get(question)
    }
}

impl Toolkit {
    /// What comes with Crosswalk.
    pub fn builtin() -> Result<Self, Vec<ContentError>> {
        Self::with_own(&[])
    }

    /// The same with an instance's own files laid over it.
    pub fn with_own(own: &[SourceFile]) -> Result<Self, Vec<ContentError>> {
        let mut builtin: Vec<SourceFile> = Builtin::iter()
            .filter_map(|path| {
                let bytes = Builtin::get(&path)?.data.into_owned();
                Some(SourceFile { shown: format!("content/toolkit/{path}"), path: path.into_owned(), bytes })
            })
            .collect();
        builtin.sort_by(|a, b| a.path.cmp(&b.path));
        Self::load(builtin.iter().chain(own))
    }

    /// Reads files, the later ones over the earlier, and lists every mistake.
    pub fn load<'a>(files: impl IntoIterator<Item = &'a SourceFile>) -> Result<Self, Vec<ContentError>> {
        let mut loader = Loader::default();
        for file in files {
            loader.take(file);
        }
        loader.finish()
    }

    /// What there is in `language`. A page that is only in the other one is there in that; its own `language` says so.
    pub fn contents(&self, language: Language) -> &Contents {
        &self.languages[language as usize]
    }

    /// A picture by its file name.
    pub fn image(&self, file: &str) -> Option<&[u8]> {
        self.images.get(file).map(Vec::as_slice)
    }

    /// Every picture with its file name.
    pub fn images(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.images.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    /// Links to questions and stages that no checklist has. They are shown as plain words.
    pub fn strangers(&self, checklists: &Checklists) -> Vec<ContentError> {
        let questions: BTreeSet<&QuestionKey> =
            checklists.iter().flat_map(|one| one.questions().map(|question| &question.key)).collect();
        let stages: BTreeSet<&StageKey> =
            checklists.iter().flat_map(|one| one.stages.iter().map(|stage| &stage.key)).collect();
        let mut found = Vec::new();
        let pages = Language::ALL.into_iter().flat_map(|language| {
            self.contents(language).pages.iter().filter(move |page| page.language == language)
        });
        for page in pages {
            let mut tell = |line: usize, message: String| {
                found.push(ContentError { file: page.file.clone(), line, message });
            };
            if let Some(stage) = page.stage.as_ref().filter(|stage| !stages.contains(stage)) {
                tell(2, format!("no checklist has a stage `{stage}`; take `stage` away or mend it"));
            }
            for reference in &page.references {
                match &reference.to {
                    Meant::Target(Target::Question(key)) if !questions.contains(key) => {
                        tell(reference.line, format!("no checklist has a question `{key}`"));
                    }
                    Meant::Target(Target::Stage(key)) if !stages.contains(key) => {
                        tell(reference.line, format!("no checklist has a stage `{key}`"));
                    }
                    _ => {}
                }
            }
        }
        found
    }
}

/// Puts `rows` over the `old` ones of the same key, and adds the rest.
fn lay_over<T>(old: &mut Vec<T>, rows: Vec<T>, key: impl Fn(&T) -> &str) {
    for row in rows {
        match old.iter_mut().find(|old| key(old) == key(&row)) {
            Some(old) => *old = row,
            None => old.push(row),
        }
    }
}

#[derive(Default)]
struct Loaded {
    pages: BTreeMap<String, Page>,
    terms: Vec<Term>,
    outcomes: Vec<Outcome>,
    data: Vec<DataSource>,
    resources: Vec<Resource>,
    /// Of the tables, with their file.
    references: Vec<(String, Reference)>,
}

#[derive(Default)]
struct Loader {
    languages: [Loaded; Language::ALL.len()],
    images: BTreeMap<String, Vec<u8>>,
    problems: Vec<ContentError>,
}

impl Loader {
    fn problem(&mut self, file: &SourceFile, line: usize, message: impl Into<String>) {
        self.problems.push(ContentError { file: file.shown.clone(), line, message: message.into() });
    }

    fn take(&mut self, file: &SourceFile) {
        let (folder, name) = file.path.split_once('/').unwrap_or(("", &file.path));
        if folder == "images" {
            return self.take_image(file, name);
        }
        let Ok(language) = folder.parse::<Language>() else {
            return self.problem(
                file,
                1,
                "a file belongs in the folder of its language (en or es) or in images",
            );
        };
        let Ok(text) = std::str::from_utf8(&file.bytes) else {
            return self.problem(file, 1, "the file is not UTF-8; save it again as UTF-8");
        };
        let (problems, loaded) = (&mut self.problems, &mut self.languages[language as usize]);
        match name {
            "terms.toml" => {
                let read = data::terms(&file.shown, text, problems);
                lay_over(&mut loaded.terms, read.rows, |row| &row.key);
                loaded.references.extend(read.references);
            }
            "outcomes.toml" => {
                let (read, sources) = data::outcomes(&file.shown, text, problems);
                lay_over(&mut loaded.outcomes, read.rows, |row| &row.key);
                lay_over(&mut loaded.data, sources, |row| &row.key);
                loaded.references.extend(read.references);
            }
            "resources.toml" => {
                let read = data::resources(&file.shown, text, problems);
                lay_over(&mut loaded.resources, read.rows, |row| &row.key);
                loaded.references.extend(read.references);
            }
            _ => match name.strip_suffix(".md") {
                Some(slug) => {
                    if let Some(page) = Page::parse(&file.shown, slug, language, text, problems) {
                        loaded.pages.insert(slug.to_owned(), page);
                    }
                }
                None => self.problem(
                    file,
                    1,
                    "not a file of a toolkit; use .md pages, terms.toml, outcomes.toml or resources.toml",
                ),
            },
        }
    }

    fn take_image(&mut self, file: &SourceFile, name: &str) {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        if !IMAGES.contains(&ending.as_str()) {
            self.problem(file, 1, format!("a picture must end in .{}", IMAGES.join(", .")));
        } else if file.bytes.len() > IMAGE_MAX {
            self.problem(
                file,
                1,
                format!("the picture is larger than {} MB; make it smaller", IMAGE_MAX / 1024 / 1024),
            );
        } else {
            self.images.insert(name.to_owned(), file.bytes.clone());
        }
    }

    fn finish(mut self) -> Result<Toolkit, Vec<ContentError>> {
        let mut remarks = self.languages_side_by_side();
        let mut toolkit = Toolkit { images: std::mem::take(&mut self.images), ..Toolkit::default() };
        let loaded = std::mem::take(&mut self.languages);
        let references: Vec<_> = loaded.iter().map(|one| one.references.clone()).collect();
        for (contents, loaded) in toolkit.languages.iter_mut().zip(loaded) {
            contents.pages = loaded.pages.into_values().collect();
            contents.terms = loaded.terms;
            contents.outcomes = loaded.outcomes;
            contents.data = loaded.data;
            contents.resources = loaded.resources;
        }
        fill_in(&mut toolkit.languages);
        for (language, references) in Language::ALL.into_iter().zip(references) {
            self.check(&toolkit, language, &references);
        }
        for contents in &mut toolkit.languages {
            contents.pages.sort_by(|a, b| (a.section, a.order, &a.slug).cmp(&(b.section, b.order, &b.slug)));
            for page in contents.pages.iter().filter(|page| page.stage.is_some()) {
                for (_, id, _) in page.headings() {
                    let Ok(question) = id.parse() else { continue };
                    let helps = Helps { slug: page.slug.clone(), section: id.to_owned() };
                    contents.helps.entry(question).or_insert(helps);
                }
            }
            contents.terms.sort_by_cached_key(|term| crate::search::folded(&term.term));
        }
        if self.problems.is_empty() {
            toolkit.remarks.append(&mut remarks);
            Ok(toolkit)
        } else {
            self.problems.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
            self.problems.dedup();
            Err(self.problems)
        }
    }

    /// What one language has and the other has not, and pages whose sections differ.
    fn languages_side_by_side(&self) -> Vec<ContentError> {
        let mut remarks = Vec::new();
        for language in Language::ALL {
            let (here, there) =
                (&self.languages[language as usize], &self.languages[language.other() as usize]);
            let other = language.other().own_name();
            for page in here.pages.values() {
                let mut remark = |message: String| {
                    remarks.push(ContentError { file: page.file.clone(), line: 1, message });
                };
                match there.pages.get(&page.slug) {
                    None => remark(format!("the page is not there in {other}; it says so to readers")),
                    Some(twin) => {
                        let ids =
                            |page: &Page| page.headings().map(|(_, id, _)| id.to_owned()).collect::<Vec<_>>();
                        if language == Language::En && ids(page) != ids(twin) {
                            remark(format!(
                                "its sections are not the same as in {other}; links to a section can miss"
                            ));
                        }
                    }
                }
            }
        }
        remarks
    }

    fn check(&mut self, toolkit: &Toolkit, language: Language, of_tables: &[(String, Reference)]) {
        let contents = toolkit.contents(language);
        let pages = contents.pages.iter().filter(|page| page.language == language);
        let of_pages = pages.flat_map(|page| {
            page.references.iter().map(move |reference| (&page.file, Some(page), reference))
        });
        let tables = of_tables.iter().map(|(file, reference)| (file, None, reference));
        for (file, page, reference) in of_pages.chain(tables) {
            if let Some(message) = missing(toolkit, contents, page, &reference.to) {
                self.problems.push(ContentError { file: file.clone(), line: reference.line, message });
            }
        }
        for outcome in &contents.outcomes {
            let file = format!("toolkit/{language}/outcomes.toml");
            let unknown_data =
                outcome.indicators.iter().filter(|one| contents.data_source(&one.data).is_none());
            for indicator in unknown_data {
                let message =
                    format!("`{}` of {}: there is no [[data]] with this key", indicator.data, outcome.key);
                self.problems.push(ContentError { file: file.clone(), line: 1, message });
            }
            for key in outcome.related.iter().filter(|key| contents.outcome(key).is_none()) {
                let message = format!("`{key}` in `related` of {} is no outcome", outcome.key);
                self.problems.push(ContentError { file: file.clone(), line: 1, message });
            }
        }
    }
}

/// Why a reference leads nowhere.
fn missing(toolkit: &Toolkit, contents: &Contents, page: Option<&Page>, meant: &Meant) -> Option<String> {
    match meant {
        Meant::Term(key) => contents
            .term(key)
            .is_none()
            .then(|| format!("there is no term `{key}`; add it to terms.toml or mend the link")),
        Meant::Image(file) => {
            toolkit.image(file).is_none().then(|| format!("there is no picture `{file}` in toolkit/images"))
        }
        Meant::Target(Target::Page(slug, section)) => match (contents.page(slug), section) {
            (None, _) => Some(format!("there is no page `{slug}`; mend the link")),
            (Some(page), Some(section))
                if !page.has_section(section) && !is_made_section(contents, slug, section) =>
            {
                Some(format!("the page `{slug}` has no section `{section}`; mend the link"))
            }
            _ => None,
        },
        Meant::Target(Target::Section(id)) => page
            .is_none_or(|page| !page.has_section(id))
            .then(|| format!("this page has no section `{id}`; mend the link")),
        Meant::Target(Target::Question(_) | Target::Stage(_) | Target::Web(_)) => None,
    }
}

/// Sections that a page shows out of a table.
fn is_made_section(contents: &Contents, slug: &str, section: &str) -> bool {
    match slug {
        TERMS_PAGE => contents.term(section).is_some(),
        OUTCOMES_PAGE => contents.outcome(section).is_some(),
        RESOURCES_PAGE => contents.resources.iter().any(|resource| resource.key == section),
        _ => false,
    }
}

/// The page that lists the terms.
pub const TERMS_PAGE: &str = "key-terms";
/// The page that lists the outcomes.
pub const OUTCOMES_PAGE: &str = "explore-outcomes";
/// The page that lists the resources.
pub const RESOURCES_PAGE: &str = "resources";

/// What is only there in one language stands in for the other.
fn fill_in(languages: &mut [Contents; Language::ALL.len()]) {
    for language in Language::ALL {
        let other = languages[language.other() as usize].clone();
        let here = &mut languages[language as usize];
        let pages: Vec<_> = other.pages.into_iter().filter(|page| here.page(&page.slug).is_none()).collect();
        here.pages.extend(pages);
        let terms: Vec<_> = other.terms.into_iter().filter(|term| here.term(&term.key).is_none()).collect();
        here.terms.extend(terms);
        let outcomes: Vec<_> =
            other.outcomes.into_iter().filter(|outcome| here.outcome(&outcome.key).is_none()).collect();
        here.outcomes.extend(outcomes);
        let data: Vec<_> =
            other.data.into_iter().filter(|one| here.data_source(&one.key).is_none()).collect();
        here.data.extend(data);
        let known = |key: &str, rows: &[Resource]| rows.iter().any(|row| row.key == key);
        let resources: Vec<_> =
            other.resources.into_iter().filter(|one| !known(&one.key, &here.resources)).collect();
        here.resources.extend(resources);
    }
}
