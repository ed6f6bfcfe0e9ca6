//! The snapshots page, taking one, comparing two.

use askama::Template as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_checklist::{Checklist, Workbook};
use crosswalk_names::SnapshotId;
use crosswalk_ui::{Frame, Meter, Nav, Problems, Words};
use serde::Deserialize;

use super::page::{SnapshotLine, SnapshotsPage};
use super::{NAME_MAX, SnapshotProblem, take};
use crate::access::{Editor, Reader};
use crate::error::PageError;
use crate::extract::{Form, Query};
use crate::live::View;
use crate::state::App;
use crate::visit::Visit;
use crate::workbook::acts::Author;
use crate::workbook::compare::page::{Choice, ComparePage, Comparison, Moved, StagePair};
use crate::workbook::page::frame;
use crate::workbook::queries::{self, SnapshotRow};

/// The present state, where a snapshot can be chosen.
const NOW: &str = "now";

impl From<SnapshotRow> for SnapshotLine {
    fn from(row: SnapshotRow) -> Self {
        Self { id: row.id.to_string(), name: row.name, at: row.at, author: row.author }
    }
}

async fn rows(app: &App, reader: &Reader) -> Result<Vec<SnapshotLine>, PageError> {
    let id = reader.id;
    let rows = app.store.read(move |conn| queries::snapshots(conn, id)).await?;
    Ok(rows.into_iter().map(SnapshotLine::from).collect())
}

async fn page(
    app: &App,
    reader: &Reader,
    visit: &Visit,
    name: String,
    problems: Problems,
) -> Result<Html<String>, PageError> {
    let view = reader.view(app).await?;
    let page = SnapshotsPage {
        frame: frame(visit, app, reader, &view.workbook).nav(Nav::Snapshots),
        snapshots: rows(app, reader).await?,
        name,
        problems,
        name_max: NAME_MAX,
    };
    Ok(Html(page.render()?))
}

/// `GET /w/{token}/snapshots`
pub async fn show(State(app): State<App>, reader: Reader, visit: Visit) -> Result<Html<String>, PageError> {
    page(&app, &reader, &visit, String::new(), Problems::default()).await
}

#[derive(Deserialize)]
pub struct SnapshotForm {
    name: Option<String>,
    by: Option<String>,
}

/// `POST /w/{token}/snapshots`
pub async fn create(
    State(app): State<App>,
    editor: Editor,
    visit: Visit,
    Form(form): Form<SnapshotForm>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let author = Author { by: visit.name_or(form.by.as_deref()), at: visit.now };
    let name = form.name.unwrap_or_default();
    let words = Words::of(visit.language);
    let message = match take(&app, &editor, &name, &author).await? {
        Ok(_) => return Ok(visit.see_other(&editor.paths(visit.language).snapshots())),
        Err(SnapshotProblem::NameTooLong) => words.tn("snapshots-name-long", NAME_MAX),
        Err(SnapshotProblem::TooMany) => {
            words.tn("snapshots-too-many", usize::try_from(app.settings.limits.snapshots).unwrap_or_default())
        }
    };
    let mut problems = Problems::default();
    problems.add("name", message);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&app, &editor, &visit, name, problems).await?).into_response())
}

#[derive(Deserialize, Default)]
pub struct Chosen {
    from: Option<String>,
    to: Option<String>,
}

/// `GET /w/{token}/compare`
pub async fn compare(
    State(app): State<App>,
    reader: Reader,
    visit: Visit,
    Query(chosen): Query<Chosen>,
) -> Result<Html<String>, PageError> {
    let (view, checklist) = reader.open(&app, visit.language).await?;
    let frame = frame(&visit, &app, &reader, &view.workbook).nav(Nav::Snapshots);
    let mut choices: Vec<Choice> = rows(&app, &reader)
        .await?
        .iter()
        .map(|line| Choice { id: line.id.clone(), name: line.called(&frame) })
        .collect();
    choices.push(Choice { id: NOW.to_owned(), name: frame.t("compare-now").to_owned() });
    let from =
        chosen.from.unwrap_or_else(|| choices.first().map(|choice| choice.id.clone()).unwrap_or_default());
    let to = chosen.to.unwrap_or_else(|| NOW.to_owned());
    let older = state(&app, &reader, &view, &frame, &from).await?;
    let newer = state(&app, &reader, &view, &frame, &to).await?;
    let comparison = match (older, newer) {
        (Some(older), Some(newer)) if from != to => Some(side_by_side(&checklist, older, newer)),
        _ => None,
    };
    Ok(Html(ComparePage { frame, choices, from, to, comparison }.render()?))
}

/// A chosen state, with what it is called.
async fn state(
    app: &App,
    reader: &Reader,
    view: &View,
    frame: &Frame<'_>,
    choice: &str,
) -> Result<Option<(String, Workbook)>, PageError> {
    if choice == NOW {
        return Ok(Some((frame.t("compare-now").to_owned(), (*view.workbook).clone())));
    }
    let Ok(snapshot) = choice.parse::<SnapshotId>() else { return Ok(None) };
    let id = reader.id;
    let found = app.store.read(move |conn| queries::snapshot(conn, id, snapshot)).await?;
    Ok(found.map(|(row, workbook)| (SnapshotLine::from(row).called(frame), workbook)))
}

fn side_by_side(checklist: &Checklist, older: (String, Workbook), newer: (String, Workbook)) -> Comparison {
    let ((from_name, older), (to_name, newer)) = (older, newer);
    let words = Words::of(checklist.language);
    let compared = crosswalk_checklist::compare(checklist, &older, &newer);
    let stages =
        checklist.stages.iter().zip(&compared.stages).enumerate().map(|(place, (stage, change))| StagePair {
            number: place + 1,
            title: stage.short.clone(),
            from: Meter::new(words, &older.stripes(checklist, &stage.key)),
            to: Meter::new(words, &newer.stripes(checklist, &stage.key)),
            from_yes: change.progress.before.yes,
            to_yes: change.progress.after.yes,
            total: change.progress.after.total(),
            moved: change.questions.iter().filter_map(|question| moved(checklist, question)).collect(),
        });
    Comparison { from_name, to_name, stages: stages.collect() }
}

/// A question whose answer changed.
fn moved(checklist: &Checklist, change: &crosswalk_checklist::QuestionComparison) -> Option<Moved> {
    let answer = change.answer?;
    let topic = checklist
        .question(&change.question)
        .map(|question| question.topic.clone())
        .or_else(|| change.own_text.clone())?;
    Some(Moved { topic, from: answer.before, to: answer.after })
}
