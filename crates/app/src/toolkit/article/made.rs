//! The lists that some pages show below their text: terms, outcomes, resources.

use std::collections::BTreeMap;

use askama::Template;
use crosswalk_checklist::Checklist;
use crosswalk_names::StageKey;
use crosswalk_toolkit::{
    Age, Contents, Kind, OUTCOMES_PAGE, Outcome, RESOURCES_PAGE, Resource, Sector, TERMS_PAGE, Term,
};
use crosswalk_ui::{self as ui, Frame, Words};

use crate::toolkit::html::{Writer, references};

/// What a list is narrowed to, by the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub struct Filter {
    /// `housing` or `education`.
    pub sector: String,
    /// A stage of life.
    pub age: String,
    /// A source of data, by key.
    pub data: String,
    /// A stage of the work, by key, or `comprehensive`.
    pub stage: String,
    /// A kind of resource.
    pub kind: String,
    /// `all`: every outcome is open.
    pub open: String,
}

impl Filter {
    /// Whether everything is shown, as it is at first.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Whether a row with these words stays when `chosen` is chosen; empty stands for all.
fn fits(chosen: &str, words: &[&str]) -> bool {
    chosen.is_empty() || words.contains(&chosen)
}

/// Choices of one filter.
pub struct Choices {
    /// The name in the address.
    pub name: &'static str,
    /// What is chosen by.
    pub label: &'static str,
    /// The word that shows everything.
    pub all: &'static str,
    /// Word in the address, label, whether chosen.
    pub options: Vec<(String, String, bool)>,
}

impl Choices {
    fn new(
        words: &'static Words,
        name: &'static str,
        chosen: &str,
        options: impl Iterator<Item = (String, String)>,
    ) -> Self {
        let (label, all) = match name {
            "sector" => ("toolkit-by-sector", "toolkit-any-sector"),
            "age" => ("toolkit-by-age", "toolkit-any-age"),
            "data" => ("toolkit-by-data", "toolkit-any-data"),
            "stage" => ("toolkit-by-stage", "toolkit-any-stage"),
            _ => ("toolkit-by-kind", "toolkit-any-kind"),
        };
        Self {
            name,
            label: words.t(label),
            all: words.t(all),
            options: options.map(|(word, label)| (word.clone(), label, word == chosen)).collect(),
        }
    }
}

/// The word for a sector, a stage of life or a kind of resource.
pub fn word(words: &'static Words, kind: &str) -> String {
    words.t(&format!("toolkit-is-{kind}")).to_owned()
}

/// The list of the page `slug`; most have none.
pub fn list(
    slug: &str,
    frame: &Frame<'_>,
    contents: &Contents,
    checklist: &Checklist,
    filter: &Filter,
) -> askama::Result<String> {
    match slug {
        TERMS_PAGE => terms(frame, contents),
        OUTCOMES_PAGE => outcomes(frame, contents, filter),
        RESOURCES_PAGE => resources(frame, contents, checklist, filter),
        _ => Ok(String::new()),
    }
}

struct TermRow<'a> {
    term: &'a Term,
    html: String,
    also: String,
    sector: String,
}

#[derive(Template)]
#[template(path = "toolkit/article/terms.html")]
struct Terms<'a> {
    frame: &'a Frame<'a>,
    rows: Vec<TermRow<'a>>,
}

fn terms(frame: &Frame<'_>, contents: &Contents) -> askama::Result<String> {
    let mut writer = Writer::new(contents, frame.language(), None);
    let rows = contents
        .terms
        .iter()
        .map(|term| TermRow {
            html: writer.line(&term.text),
            also: term.names().join(", "),
            sector: word(frame.words, term.sector.as_str()),
            term,
        })
        .collect();
    Terms { frame, rows }.render()
}

struct IndicatorRow<'a> {
    name: &'a str,
    metric: &'a str,
    data: &'a str,
    note: &'a str,
}

struct OutcomeRow<'a> {
    outcome: &'a Outcome,
    sector: String,
    ages: Vec<String>,
    age_words: String,
    data_words: String,
    what: String,
    why: String,
    helps: Vec<String>,
    indicators: Vec<IndicatorRow<'a>>,
    related: Vec<(String, &'a str)>,
    sources: Vec<(usize, &'a str, usize)>,
    shown: bool,
}

#[derive(Template)]
#[template(path = "toolkit/article/outcomes.html")]
struct Outcomes<'a> {
    frame: &'a Frame<'a>,
    rows: Vec<OutcomeRow<'a>>,
    choices: Vec<Choices>,
    data: Vec<(&'a str, &'a str, &'a str)>,
    shown: usize,
    all_open: bool,
}

/// "4 of 12 shown".
fn counted(frame: &Frame<'_>, shown: usize, total: usize) -> String {
    frame.with("toolkit-shown", &[("n", shown.into()), ("total", total.into())])
}

impl Outcomes<'_> {
    fn count(&self) -> String {
        counted(self.frame, self.shown, self.rows.len())
    }
}

impl Resources<'_> {
    fn count(&self) -> String {
        counted(self.frame, self.shown, self.rows.len())
    }
}

fn outcomes(frame: &Frame<'_>, contents: &Contents, filter: &Filter) -> askama::Result<String> {
    let words = frame.words;
    let mut writer = Writer::new(contents, frame.language(), None);
    let rows: Vec<OutcomeRow<'_>> = contents
        .outcomes
        .iter()
        .map(|outcome| outcome_row(frame, contents, &mut writer, outcome, filter))
        .collect();
    let own = |word: &str| word.to_owned();
    let choices = vec![
        Choices::new(
            words,
            "sector",
            &filter.sector,
            Sector::ALL.iter().map(|one| (own(one.as_str()), word(words, one.as_str()))),
        ),
        Choices::new(
            words,
            "age",
            &filter.age,
            Age::ALL.iter().map(|one| (own(one.as_str()), word(words, one.as_str()))),
        ),
        Choices::new(
            words,
            "data",
            &filter.data,
            contents.data.iter().map(|one| (one.key.clone(), one.name.clone())),
        ),
    ];
    let shown = rows.iter().filter(|row| row.shown).count();
    let data =
        contents.data.iter().map(|one| (one.key.as_str(), one.name.as_str(), one.text.as_str())).collect();
    Outcomes { frame, rows, choices, data, shown, all_open: filter.open == "all" }.render()
}

fn outcome_row<'a>(
    frame: &Frame<'_>,
    contents: &'a Contents,
    writer: &mut Writer<'_>,
    outcome: &'a Outcome,
    filter: &Filter,
) -> OutcomeRow<'a> {
    let ages: Vec<&str> = outcome.ages.iter().map(|age| age.as_str()).collect();
    let data: Vec<&str> = outcome.indicators.iter().map(|one| one.data.as_str()).collect();
    let notes = format!("{}-", outcome.key);
    let mut counts: BTreeMap<usize, usize> = references(&outcome.what);
    for (number, count) in references(&outcome.why) {
        *counts.entry(number).or_default() += count;
    }
    OutcomeRow {
        sector: word(frame.words, outcome.sector.as_str()),
        ages: ages.iter().map(|age| word(frame.words, age)).collect(),
        age_words: ages.join(" "),
        data_words: data.join(" "),
        what: writer.part(&outcome.what, &notes),
        why: writer.part(&outcome.why, &notes),
        helps: outcome.helps.iter().map(|help| writer.line(help)).collect(),
        indicators: outcome
            .indicators
            .iter()
            .map(|one| IndicatorRow {
                name: &one.name,
                metric: &one.metric,
                data: contents.data_source(&one.data).map_or("", |source| &source.name),
                note: &one.note,
            })
            .collect(),
        related: outcome
            .related
            .iter()
            .filter_map(|key| contents.outcome(key))
            .map(|other| (format!("#{}", other.key), other.title.as_str()))
            .collect(),
        sources: (1..)
            .zip(&outcome.sources)
            .map(|(number, source)| (number, source.as_str(), *counts.get(&number).unwrap_or(&0)))
            .collect(),
        shown: fits(&filter.sector, &[outcome.sector.as_str()])
            && fits(&filter.age, &ages)
            && fits(&filter.data, &data),
        outcome,
    }
}

struct ResourceRow<'a> {
    resource: &'a Resource,
    html: String,
    kind: String,
    stages: Vec<usize>,
    /// The word in the filter: the stages, or that it is for all of them.
    stage_words: String,
    shown: bool,
}

#[derive(Template)]
#[template(path = "toolkit/article/resources.html")]
struct Resources<'a> {
    frame: &'a Frame<'a>,
    rows: Vec<ResourceRow<'a>>,
    choices: Vec<Choices>,
    shown: usize,
}

/// The word in the filter for what serves every stage.
const COMPREHENSIVE: &str = "comprehensive";

fn resources(
    frame: &Frame<'_>,
    contents: &Contents,
    checklist: &Checklist,
    filter: &Filter,
) -> askama::Result<String> {
    let words = frame.words;
    let mut writer = Writer::new(contents, frame.language(), None);
    let number =
        |key: &StageKey| checklist.stages.iter().position(|stage| &stage.key == key).map(|place| place + 1);
    let rows: Vec<ResourceRow<'_>> = contents
        .resources
        .iter()
        .map(|resource| {
            let stages: Vec<usize> = resource.stages.iter().filter_map(&number).collect();
            let is_comprehensive = stages.len() >= checklist.stages.len();
            let keys: Vec<&str> = if is_comprehensive {
                vec![COMPREHENSIVE]
            } else {
                resource.stages.iter().map(StageKey::as_str).collect()
            };
            ResourceRow {
                html: writer.line(&resource.text),
                kind: word(words, resource.kind.as_str()),
                shown: fits(&filter.stage, &keys) && fits(&filter.kind, &[resource.kind.as_str()]),
                stage_words: keys.join(" "),
                stages: if is_comprehensive { Vec::new() } else { stages },
                resource,
            }
        })
        .collect();
    let stages = (1_usize..)
        .zip(&checklist.stages)
        .map(|(number, stage)| (stage.key.to_string(), format!("{number}. {}", stage.short)))
        .chain([(COMPREHENSIVE.to_owned(), words.t("toolkit-is-comprehensive").to_owned())]);
    let used = |kind: &Kind| contents.resources.iter().any(|resource| resource.kind == *kind);
    let kinds =
        Kind::ALL.into_iter().filter(used).map(|kind| (kind.as_str().to_owned(), word(words, kind.as_str())));
    let choices = vec![
        Choices::new(words, "stage", &filter.stage, stages),
        Choices::new(words, "kind", &filter.kind, kinds),
    ];
    let shown = rows.iter().filter(|row| row.shown).count();
    Resources { frame, rows, choices, shown }.render()
}
