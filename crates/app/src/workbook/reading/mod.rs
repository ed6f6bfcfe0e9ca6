//! The readiness reading: the stage to work on next and why, the four principles, what is open.

pub mod page;
pub mod words;

use askama::Template as _;
use axum::extract::State;
use axum::response::Html;
use crosswalk_checklist::{Checklist, Principle, PrincipleReading, Reading, Workbook};
use crosswalk_names::QuestionKey;
use crosswalk_ui::{Meter, Nav, Words, WorkbookPaths};

use self::page::{Lane, PrincipleRow, QuestionLink, ReadingPage};
use super::page::frame;
use crate::access::Reader;
use crate::error::PageError;
use crate::state::App;
use crate::visit::Visit;

/// `GET /w/{token}/reading`
pub async fn show(State(app): State<App>, reader: Reader, visit: Visit) -> Result<Html<String>, PageError> {
    let (view, checklist) = reader.open(&app, visit.language).await?;
    let (workbook, paths) = (&*view.workbook, reader.paths(visit.language));
    let facts = Reading::of(&checklist, workbook);
    let told = words::in_words(&checklist, workbook);
    let links = |keys: &[QuestionKey]| {
        keys.iter().filter_map(|key| link(&checklist, &paths, &facts, key)).collect::<Vec<_>>()
    };
    let still_open: Vec<QuestionKey> = checklist
        .questions()
        .map(|question| &question.key)
        .filter(|key| facts.open.contains(key) || facts.to_find_out.contains(key))
        .cloned()
        .collect();
    let next = facts.next.as_ref().map(|next| &next.stage);
    let page = ReadingPage {
        frame: frame(&visit, &app, &reader, workbook).nav(Nav::Reading),
        headline: told.headline,
        why: told.why,
        next: next.map(|stage| words::number(&checklist, stage)),
        next_url: next.map_or_else(|| paths.page(), |stage| paths.stage_anchor(stage)),
        first: facts.next.as_ref().map(|next| links(&next.questions)).unwrap_or_default(),
        lanes: lanes(&checklist, workbook, &facts, &paths),
        principles: facts.principles.iter().map(|reading| row(&checklist, workbook, reading)).collect(),
        open_text: told.open,
        open: links(&still_open),
    };
    Ok(Html(page.render()?))
}

fn link(
    checklist: &Checklist,
    paths: &WorkbookPaths,
    facts: &Reading,
    key: &QuestionKey,
) -> Option<QuestionLink> {
    let question = checklist.question(key)?;
    Some(QuestionLink {
        topic: question.topic.clone(),
        text: question.text.clone(),
        url: paths.question_anchor(key),
        stage: words::number(checklist, &checklist.stage_of(key)?.key),
        to_find_out: facts.to_find_out.contains(key),
    })
}

/// The stages of a checklist with how a workbook stands in each.
pub fn lanes(
    checklist: &Checklist,
    workbook: &Workbook,
    facts: &Reading,
    paths: &WorkbookPaths,
) -> Vec<Lane> {
    let next = facts.next.as_ref().map(|next| &next.stage);
    let lane = |(place, stage): (usize, &crosswalk_checklist::Stage)| {
        let progress = workbook.progress(checklist, &stage.key);
        Lane {
            number: place + 1,
            title: stage.short.clone(),
            meter: Meter::new(Words::of(checklist.language), &workbook.stripes(checklist, &stage.key)),
            yes: progress.yes,
            total: progress.total(),
            next: next == Some(&stage.key),
            url: paths.stage_anchor(&stage.key),
        }
    };
    checklist.stages.iter().enumerate().map(lane).collect()
}

fn row(checklist: &Checklist, workbook: &Workbook, reading: &PrincipleReading) -> PrincipleRow {
    let speaks = |principle: Principle| {
        checklist.questions().filter(move |question| question.principles.contains(&principle))
    };
    let stripes: Vec<_> = speaks(reading.principle).map(|question| workbook.answer(&question.key)).collect();
    let words = Words::of(checklist.language);
    let sentence = words::principle(words, reading);
    let name = words::principle_name(words, reading.principle).to_owned();
    // The page shows the name and the strength beside it; here only the counts are wanted.
    let text = sentence.split_once(". ").map_or(sentence.as_str(), |(_, counts)| counts).to_owned();
    PrincipleRow { name, strength: reading.strength, meter: Meter::silent(&stripes), text }
}
