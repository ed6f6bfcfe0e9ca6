//! The results of a search.

use askama::Template;
use crosswalk_names::Language;
use crosswalk_toolkit::search::Kind;
use crosswalk_ui::{self as ui, Frame, Nav, Sample};

use super::Found;

/// One result.
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// What it is called.
    pub title: String,
    /// Where it belongs; may be empty.
    pub context: String,
    /// Where it is.
    pub url: String,
    /// A piece of its text: whether each part is a word that was asked for.
    pub snippet: Vec<(bool, String)>,
}

/// The page.
#[derive(Template)]
#[template(path = "toolkit/search/search.html")]
pub struct SearchPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// What was typed.
    pub typed: String,
    /// Best first.
    pub hits: Vec<Hit>,
    /// The question with misspelt words put right, and where to ask it.
    pub did_you_mean: Option<(String, String)>,
    /// Whether the hits have only some of the words.
    pub loose: bool,
}

impl<'a> SearchPage<'a> {
    /// The page of what was found.
    pub fn new(frame: Frame<'a>, found: Found) -> Self {
        let search = frame.paths().toolkit_search();
        let did_you_mean = found.did_you_mean.map(|better| {
            let query = percent_encoding::utf8_percent_encode(&better, percent_encoding::NON_ALPHANUMERIC);
            (format!("{search}?q={query}"), better.clone())
        });
        Self { typed: found.query.text, hits: found.hits, did_you_mean, loose: found.loose, frame }
    }

    /// The word for a kind of result.
    fn kind(&self, hit: &Hit) -> &'static str {
        self.frame.words.t(match hit.kind {
            Kind::Term => "search-term",
            Kind::Page => "search-page",
            Kind::Outcome => "search-outcome",
            Kind::Section => "search-section",
            Kind::Question => "search-question",
            Kind::Resource => "search-resource",
        })
    }
}

/// The page in its states.
pub fn samples(language: Language) -> Vec<Sample> {
    let page = |typed: &str, hits, did_you_mean, loose| SearchPage {
        frame: Frame::sample(language, "/toolkit/search").nav(Nav::Toolkit).script("toolkit.js"),
        typed: typed.to_owned(),
        hits,
        did_you_mean,
        loose,
    };
    let hit = |kind, title: &str, context: &str| Hit {
        kind,
        title: title.to_owned(),
        context: context.to_owned(),
        url: "#".to_owned(),
        snippet: vec![(false, "… ".to_owned()), (true, title.to_lowercase()), (false, " …".to_owned())],
    };
    let hits = vec![hit(Kind::Term, "HUD", ""), hit(Kind::Section, "HUD", "FERPA")];
    vec![
        Sample::new("toolkit: search", &page("hud", hits, None, false)),
        Sample::new("toolkit: search, empty", &page("", Vec::new(), None, false)),
        Sample::new(
            "toolkit: search, nothing",
            &page("hudd", Vec::new(), Some(("#".into(), "hud".into())), false),
        ),
    ]
}
