//! A page of the toolkit as HTML.

use std::collections::BTreeMap;

use askama::Template;
use crosswalk_checklist::{Checklist, Checklists, Question};
use crosswalk_names::{Language, Timestamp};
use crosswalk_toolkit::{Contents, Page, Section, Toolkit};
use crosswalk_ui::{self as ui, Frame, Nav, Sample, Words, Zone};

use super::made::{self, Filter};
use crate::toolkit::html::{Writer, references};
use crate::toolkit::own::Own;
use crate::toolkit::share::page::SectionChoice;

/// One link of the side navigation.
pub struct NavPage {
    /// Where it leads.
    pub url: String,
    /// What it says.
    pub label: String,
    /// Of a stage's guide.
    pub stage: Option<usize>,
    /// Whether it is this page.
    pub current: bool,
}

/// Links of one section of the toolkit.
pub struct NavGroup {
    /// The section's name.
    pub label: &'static str,
    /// In order.
    pub pages: Vec<NavPage>,
}

/// A question of the stage, with what this device knows of it.
pub struct TryQuestion {
    /// "Goal setting".
    pub topic: String,
    /// Where this page helps with it.
    pub help: String,
    /// The question in the person's workbook.
    pub open: Option<String>,
    /// Class and word of its answer.
    pub state: Option<(&'static str, &'static str)>,
}

/// The last part of a stage's guide: into the workbook.
pub struct TryIt {
    /// The stage's number.
    pub number: usize,
    /// The stage in the person's workbook.
    pub open: Option<String>,
    /// In order.
    pub questions: Vec<TryQuestion>,
}

/// What the page says about the person's workbook at its side.
pub struct OwnBox {
    /// As people call it.
    pub title: String,
    /// Where it is, at the stage of the page if that is one.
    pub url: String,
    /// "2 of 5 answered", on a stage's guide.
    pub counted: Option<String>,
}

/// A page.
#[derive(Template)]
#[template(path = "toolkit/article/page.html")]
pub struct ToolkitPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// The page.
    pub page: &'a Page,
    /// Every page, by section.
    pub nav: Vec<NavGroup>,
    /// Headings of the second level: name and words.
    pub sections: Vec<(String, String)>,
    /// Number of the stage it is the guide of.
    pub stage: Option<usize>,
    /// "Stage 3 of 5", "8 minute read", "Updated Oct 2, 2026".
    pub meta: Vec<String>,
    /// Its text.
    pub article: String,
    /// The list of terms, outcomes or resources below it.
    pub list: String,
    /// Its footnotes.
    pub footnotes: String,
    /// The page before: address and name.
    pub previous: Option<(String, String)>,
    /// The page after.
    pub next: Option<(String, String)>,
    /// Into the workbook.
    pub try_it: Option<TryIt>,
    /// The person's workbook.
    pub own: Option<OwnBox>,
    /// Whether pages can be mailed from here.
    pub sends_mail: bool,
    /// Its full address.
    pub link: String,
    /// For a copy without a server: no forms.
    pub is_copy: bool,
    /// Where the letter may point.
    pub starts: Vec<SectionChoice>,
}

/// The heading of a section of the toolkit.
pub fn section_name(words: &'static Words, section: Section) -> &'static str {
    words.t(match section {
        Section::Start => "toolkit-section-start",
        Section::Stages => "toolkit-section-stages",
        Section::Outcomes => "toolkit-section-outcomes",
        Section::Sectors => "toolkit-section-sectors",
        Section::Tools => "toolkit-section-tools",
        Section::Cases => "toolkit-section-cases",
        Section::Local => "toolkit-section-local",
        Section::About => "toolkit-section-about",
    })
}

/// The number of the stage that a page is the guide of.
pub fn stage_number(page: &Page, checklist: &Checklist) -> Option<usize> {
    let stage = page.stage.as_ref()?;
    checklist.stages.iter().position(|one| &one.key == stage).map(|place| place + 1)
}

/// Every page by section, in order. `here` is the one that is shown.
pub fn nav(
    frame: &Frame<'_>,
    contents: &Contents,
    checklist: &Checklist,
    here: Option<&str>,
) -> Vec<NavGroup> {
    Section::ALL
        .into_iter()
        .filter_map(|section| {
            let pages: Vec<NavPage> = contents
                .pages
                .iter()
                .filter(|page| page.section == section)
                .map(|page| NavPage {
                    url: frame.paths().toolkit_page(&page.slug),
                    label: page.short.clone(),
                    stage: stage_number(page, checklist),
                    current: here == Some(page.slug.as_str()),
                })
                .collect();
            (!pages.is_empty()).then(|| NavGroup { label: section_name(frame.words, section), pages })
        })
        .collect()
}

/// The day of a page's last change, in words.
pub fn updated(page: &Page, language: Language) -> String {
    let days = days_since_1970(
        i64::from(page.updated.year),
        i64::from(page.updated.month),
        i64::from(page.updated.day),
    );
    Zone::utc().date(language, Timestamp(days * crosswalk_names::DAY + crosswalk_names::DAY / 2))
}

/// Days from 1970-01-01 to a day of the Gregorian calendar. Source: Howard Hinnant, "chrono-Compatible Low-Level Date
/// Algorithms", `days_from_civil`. 2000-03-01 is 11017.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Fills a page in. `own` is the person's workbook.
pub fn filled<'a>(
    frame: Frame<'a>,
    contents: &'a Contents,
    checklist: &Checklist,
    page: &'a Page,
    own: Option<&Own>,
    filter: &Filter,
) -> askama::Result<ToolkitPage<'a>> {
    let frame = frame.nav(Nav::Toolkit).indexed().described(page.summary.as_str()).script("toolkit.js");
    let words = frame.words;
    let stage = stage_number(page, checklist);
    let mut writer =
        Writer::new(contents, frame.language(), own).under(under_headings(words, checklist, page, own));
    let article = writer.text(&page.text);
    let footnotes = writer.footnotes(&page.text.notes, &references(&page.text));
    let list = made::list(&page.slug, &frame, contents, checklist, filter)?;
    let mut meta = Vec::new();
    if let Some(number) = stage {
        let (n, total) = (number.into(), checklist.stages.len().into());
        meta.push(words.with("toolkit-stage-of", &[("n", n), ("total", total)]));
    }
    meta.push(words.tn("toolkit-minutes", page.minutes()));
    meta.push(words.tx("toolkit-updated", "date", &updated(page, frame.language())));
    let place = contents.pages.iter().position(|one| one.slug == page.slug).unwrap_or_default();
    let neighbor =
        |page: Option<&Page>| page.map(|page| (frame.paths().toolkit_page(&page.slug), page.short.clone()));
    let mut sections: Vec<(String, String)> = page
        .headings()
        .filter(|(level, ..)| *level == 2)
        .map(|(_, id, text)| (id.to_owned(), text))
        .collect();
    let try_it = stage.map(|number| try_it(&frame, checklist, page, own, number));
    if try_it.is_some() {
        sections.push(("try-it".to_owned(), words.t("toolkit-try").to_owned()));
    }
    Ok(ToolkitPage {
        nav: nav(&frame, contents, checklist, Some(&page.slug)),
        starts: SectionChoice::of(page, ""),
        stage,
        meta,
        article,
        list,
        footnotes,
        previous: neighbor(place.checked_sub(1).and_then(|before| contents.pages.get(before))),
        next: neighbor(contents.pages.get(place + 1)),
        try_it,
        own: own.map(|own| own_box(&frame, checklist, page, own)),
        sends_mail: false,
        link: frame.public_here(frame.language()),
        is_copy: false,
        sections,
        page,
        frame,
    })
}

/// What stands under the headings that help with a question: the question, and its answer on this device.
fn under_headings(
    words: &'static Words,
    checklist: &Checklist,
    page: &Page,
    own: Option<&Own>,
) -> BTreeMap<String, String> {
    if page.stage.is_none() {
        return BTreeMap::new();
    }
    let own = own.filter(|own| own.checklist.key == checklist.key);
    let line = |question: &Question| {
        let line = HelpsLine {
            label: words.t("toolkit-helps-with"),
            text: &question.text,
            open: own.map(|own| own.paths.question_anchor(&question.key)),
            state: own.map(|own| answer_words(words, own, question)),
        };
        line.render().ok()
    };
    checklist
        .questions()
        .filter(|question| page.has_section(question.key.as_str()))
        .filter_map(|question| Some((question.key.to_string(), line(question)?)))
        .collect()
}

/// Under a heading: the question that the paragraph helps with.
#[derive(Template)]
#[template(
    source = r#"<p class="helps"><strong>{{ label }}</strong> {% if let Some(url) = open %}<a href="{{ url }}">{{ text }}</a>{% else %}{{ text }}{% endif %}{% if let Some((class, word)) = state %} <span class="tag {{ class }}">{{ word }}</span>{% endif %}</p>"#,
    ext = "html"
)]
struct HelpsLine<'a> {
    label: &'static str,
    text: &'a str,
    open: Option<String>,
    state: Option<(&'static str, &'static str)>,
}

fn answer_words(words: &'static Words, own: &Own, question: &Question) -> (&'static str, &'static str) {
    use crosswalk_checklist::Answer;
    match own.answer(&question.key) {
        None => ("", words.t("toolkit-unanswered")),
        Some(Answer::NotYet) => ("warn", words.t("answer-not-yet")),
        Some(Answer::InProgress) => ("act", words.t("answer-in-progress")),
        Some(Answer::Yes) => ("good", words.t("answer-yes")),
        Some(Answer::DontKnow) => ("", words.t("answer-dont-know")),
        Some(Answer::NotApplicable) => ("", words.t("answer-not-applicable")),
    }
}

fn try_it(frame: &Frame<'_>, checklist: &Checklist, page: &Page, own: Option<&Own>, number: usize) -> TryIt {
    let stage = &checklist.stages[number - 1];
    let own = own.filter(|own| own.checklist.key == checklist.key);
    TryIt {
        number,
        open: own.map(|own| own.paths.stage_anchor(&stage.key)),
        questions: stage
            .questions
            .iter()
            .map(|question| TryQuestion {
                topic: question.topic.clone(),
                help: frame.paths().toolkit_section(&page.slug, question.key.as_str()),
                open: own.map(|own| own.paths.question_anchor(&question.key)),
                state: own.map(|own| answer_words(frame.words, own, question)),
            })
            .collect(),
    }
}

fn own_box(frame: &Frame<'_>, checklist: &Checklist, page: &Page, own: &Own) -> OwnBox {
    let stage = page.stage.as_ref().filter(|_| own.checklist.key == checklist.key);
    let counted = stage.map(|stage| {
        let (answered, total) = own.progress(stage);
        frame.with("meter-of-answered", &[("answered", answered.into()), ("total", total.into())])
    });
    OwnBox {
        title: if own.title.is_empty() { frame.t("book-untitled").to_owned() } else { own.title.clone() },
        url: stage.map_or_else(|| own.paths.page(), |stage| own.paths.stage_anchor(stage)),
        counted,
    }
}

/// The built-in content, for samples.
pub(crate) fn sample_content(language: Language) -> (&'static Contents, &'static Checklist) {
    use std::sync::LazyLock;
    static BUILTIN: LazyLock<(Toolkit, Checklists)> =
        LazyLock::new(|| (Toolkit::builtin().unwrap_or_default(), Checklists::builtin().unwrap_or_default()));
    let (toolkit, checklists) = &*BUILTIN;
    let checklist = checklists.iter().find(|one| one.language == language);
    (toolkit.contents(language), checklist.expect("the built-in checklist is there in every language"))
}

/// The page in its states: a guide, the lists, a worksheet.
pub fn samples(language: Language) -> Vec<Sample> {
    let (contents, checklist) = sample_content(language);
    let mut samples = Vec::new();
    for (slug, here) in [
        ("assess", "/toolkit/assess"),
        ("key-terms", "/toolkit/key-terms"),
        ("explore-outcomes", "/toolkit/explore-outcomes"),
        ("resources", "/toolkit/resources"),
        ("two-definitions", "/toolkit/two-definitions"),
        ("data-sharing-checklist", "/toolkit/data-sharing-checklist"),
    ] {
        let Some(page) = contents.page(slug) else { continue };
        let filter = Filter { open: "all".to_owned(), ..Filter::default() };
        let page = filled(Frame::sample(language, here), contents, checklist, page, None, &filter);
        if let Ok(page) = page {
            samples.push(Sample::new(&format!("toolkit: {slug}"), &ToolkitPage { sends_mail: true, ..page }));
        }
    }
    samples
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_can_be_counted_by_hand() {
        assert_eq!(days_since_1970(1970, 1, 1), 0);
        assert_eq!(days_since_1970(2000, 3, 1), 11_017);
        assert_eq!(days_since_1970(2024, 2, 29) + 1, days_since_1970(2024, 3, 1));
    }
}
