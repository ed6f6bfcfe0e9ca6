//! The agenda: questions to talk about next, each with the team's own answer and what the toolkit says about it. It can
//! be printed and taken along.
//!
//! Every member reads it; whoever may contribute puts questions on it and takes them off. A question stands on it once.

pub mod page;
pub mod queries;

use askama::Template as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_names::{AgendaItemId, QuestionKey, Timestamp};
use crosswalk_ui::{Nav, Problems, Toast, Words};
use serde::{Deserialize, Serialize};

use self::page::{AgendaForm, AgendaLine, AgendaPage};
use self::queries::{ItemRow, NewItem};
use super::activity::{self, Kind, by};
use super::questions::{TeamQuestions, answer_word, team_questions};
use super::steps::page::grouped;
use super::{frame, removed};
use crate::access::{Contributor, Member};
use crate::error::PageError;
use crate::extract::{Form, Path, Query};
use crate::state::App;
use crate::toolkit;
use crate::typed::Typed;
use crate::visit::Visit;

/// Questions on the agenda of a partnership.
pub const ITEMS_MAX: usize = 100;
/// Longest note on one, in characters.
pub const NOTE_MAX: usize = 500;
/// Questions that were talked about and are still shown.
const DONE_SHOWN: i64 = 50;
/// What a removed item is called where it waits to be brought back.
const REMOVED: &str = "agenda";

/// What the page shows first: a form filled in for a question, or what was just done.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Shown {
    question: String,
    done: String,
    removed: String,
}

/// An item on its way back.
#[derive(Serialize, Deserialize)]
struct RemovedItem {
    id: AgendaItemId,
    question: QuestionKey,
    note: String,
    added_at: Timestamp,
    done_at: Option<Timestamp>,
}

fn line(app: &App, visit: &Visit, questions: &TeamQuestions, row: ItemRow) -> AgendaLine {
    let words = Words::of(visit.language);
    let question = questions.get(row.question.as_str());
    let content = app.content();
    let help = toolkit::help(content.toolkit.contents(visit.language), visit.language, &row.question);
    AgendaLine {
        id: row.id.to_string(),
        key: row.question.to_string(),
        stage: questions.stage_of(row.question.as_str()).map(|stage| (stage.number, stage.title.clone())),
        topic: questions.name(words, &row.question).to_owned(),
        text: question.map(|question| question.text.clone()).unwrap_or_default(),
        answer: question.map(|question| answer_word(words, question.answer).to_owned()),
        note: row.note,
        by: if row.by.is_empty() { words.t("former-member").to_owned() } else { row.by },
        added_at: row.added_at,
        done_at: row.done_at,
        help,
    }
}

async fn page(
    app: &App,
    visit: &Visit,
    member: &Member,
    questions: &TeamQuestions,
    (form, problems): (AgendaForm, Problems),
    toast: Option<Toast>,
) -> Result<Html<String>, PageError> {
    let id = member.id();
    let (open, done) = app
        .store
        .read(move |conn| Ok((queries::open(conn, id)?, queries::done(conn, id, DONE_SHOWN)?)))
        .await?;
    let mut frame = frame(visit, app, member).nav(Nav::Steps);
    frame.toast = toast;
    let page = AgendaPage {
        frame,
        open: open.into_iter().map(|row| line(app, visit, questions, row)).collect(),
        done: done
            .into_iter()
            .map(|row| AgendaLine { help: None, ..line(app, visit, questions, row) })
            .collect(),
        form,
        problems,
        questions: grouped(questions),
        may_change: member.may_contribute(),
    };
    Ok(Html(page.render()?))
}

/// `GET /p/{partnership}/agenda`
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    member: Member,
    Query(shown): Query<Shown>,
) -> Result<Html<String>, PageError> {
    let questions = team_questions(&app, &visit, &member).await?;
    let toast =
        if member.may_contribute() { toast(&app, &visit, &member, &questions, &shown).await? } else { None };
    let question = questions.get(&shown.question).map(|question| question.key.to_string());
    let form = AgendaForm { question: question.unwrap_or_default(), note: String::new() };
    page(&app, &visit, &member, &questions, (form, Problems::default()), toast).await
}

/// What was just done, with the way back.
async fn toast(
    app: &App,
    visit: &Visit,
    member: &Member,
    questions: &TeamQuestions,
    shown: &Shown,
) -> Result<Option<Toast>, PageError> {
    let (words, paths, id) = (Words::of(visit.language), member.paths(visit.language), member.id());
    if let Some(item) = removed::open::<RemovedItem>(app, id, REMOVED, &shown.removed, visit.now) {
        let text = words.tx("agenda-removed", "topic", questions.name(words, &item.question));
        let undo = format!("{}?removed={}", paths.agenda_restorations(), shown.removed);
        return Ok(Some(Toast::new(words, text, undo)));
    }
    let Ok(item) = shown.done.parse::<AgendaItemId>() else { return Ok(None) };
    let item = app.store.read(move |conn| queries::find(conn, id, item)).await?;
    Ok(item.filter(|item| item.done_at.is_some()).map(|item| {
        let text = words.tx("agenda-finished", "topic", questions.name(words, &item.question));
        Toast::new(words, text, paths.agenda_undone(item.id))
    }))
}

/// Why an item can't be put on the agenda.
enum Refused {
    /// There are too many.
    Full,
    /// The question is there already.
    Twice,
}

impl Refused {
    fn problems(&self, words: &Words) -> Problems {
        let mut problems = Problems::default();
        match self {
            Refused::Full => problems.add("question", words.tn("agenda-full", ITEMS_MAX)),
            Refused::Twice => problems.add("question", words.t("agenda-twice")),
        }
        problems
    }
}

/// Whether a question may go onto the agenda.
fn has_room(
    conn: &mut crosswalk_store::Connection,
    id: crosswalk_names::PartnershipId,
    question: &QuestionKey,
) -> diesel::QueryResult<Result<(), Refused>> {
    let open = queries::open(conn, id)?;
    Ok(if open.iter().any(|item| item.question == *question) {
        Err(Refused::Twice)
    } else if open.len() >= ITEMS_MAX {
        Err(Refused::Full)
    } else {
        Ok(())
    })
}

async fn add(
    app: &App,
    visit: &Visit,
    member: &Member,
    topic: String,
    new: NewItem,
) -> Result<Result<(), Refused>, PageError> {
    let (id, person, now, work) = (member.id(), member.person, visit.now, app.clone());
    let outcome = app
        .store
        .write(move |conn| {
            if new.done_at.is_none()
                && let Err(refused) = has_room(conn, id, &new.question)?
            {
                return Ok(Err(refused));
            }
            if queries::add(conn, id, &new)? {
                activity::log(conn, id, &by(&work, now, person, Kind::AgendaAdded, &topic))?;
            }
            Ok(Ok(()))
        })
        .await?;
    Ok(outcome)
}

/// To the page, which says so when the item could not be put there.
async fn after(
    app: &App,
    visit: &Visit,
    member: &Member,
    questions: &TeamQuestions,
    form: AgendaForm,
    outcome: Result<(), Refused>,
) -> Result<Response, PageError> {
    match outcome {
        Ok(()) => Ok(visit.see_other(&member.paths(visit.language).agenda())),
        Err(refused) => {
            let problems = refused.problems(Words::of(visit.language));
            let html = page(app, visit, member, questions, (form, problems), None).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response())
        }
    }
}

/// `POST /p/{partnership}/agenda`
pub async fn create(
    State(app): State<App>,
    visit: Visit,
    contributor: Contributor,
    Form(form): Form<AgendaForm>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let words = Words::of(visit.language);
    let questions = team_questions(&app, &visit, &contributor).await?;
    let mut typed = Typed::new(words);
    let note = typed.lines("note", &form.note, NOTE_MAX);
    let question = questions.get(&form.question);
    if question.is_none() {
        typed.wrong("question", if form.question.is_empty() { "question-empty" } else { "question-gone" });
    }
    let read = match typed.done(question) {
        Ok(Some(question)) => question,
        Ok(None) => return Err(PageError::Conflict),
        Err(problems) => {
            let html = page(&app, &visit, &contributor, &questions, (form, problems), None).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response());
        }
    };
    let new = NewItem {
        id: AgendaItemId(app.random.uuid(visit.now)),
        question: read.key.clone(),
        note,
        by: contributor.person,
        added_at: visit.now,
        done_at: None,
    };
    let outcome = add(&app, &visit, &contributor, read.label.clone(), new).await?;
    after(&app, &visit, &contributor, &questions, form, outcome).await
}

/// The path of one item.
#[derive(Deserialize)]
pub struct OneItem {
    item: AgendaItemId,
}

/// An item, the questions, and what the activity log calls the item.
async fn find(
    app: &App,
    visit: &Visit,
    member: &Member,
    item: AgendaItemId,
) -> Result<(ItemRow, TeamQuestions, String), PageError> {
    let id = member.id();
    let row = app.store.read(move |conn| queries::find(conn, id, item)).await?.ok_or(PageError::NotFound)?;
    let questions = team_questions(app, visit, member).await?;
    let topic = questions.name(Words::of(visit.language), &row.question).to_owned();
    Ok((row, questions, topic))
}

/// `POST /p/{partnership}/agenda/{item}/done`
pub async fn finish(
    State(app): State<App>,
    visit: Visit,
    contributor: Contributor,
    Path(path): Path<OneItem>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let (item, _, topic) = find(&app, &visit, &contributor, path.item).await?;
    let (id, now) = (contributor.id(), visit.now);
    activity::change(&app, &contributor, visit.now, Kind::AgendaDone, &topic, move |conn| {
        queries::finish(conn, id, item.id, now)
    })
    .await?;
    Ok(visit.see_other(&format!("{}?done={}", contributor.paths(visit.language).agenda(), path.item)))
}

/// `POST /p/{partnership}/agenda/{item}/undone`
pub async fn reopen(
    State(app): State<App>,
    visit: Visit,
    contributor: Contributor,
    Path(path): Path<OneItem>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let (item, questions, topic) = find(&app, &visit, &contributor, path.item).await?;
    let (id, person, now, work) = (contributor.id(), contributor.person, visit.now, app.clone());
    let outcome = app
        .store
        .write(move |conn| {
            if item.done_at.is_none() {
                return Ok(Ok(()));
            }
            if let Err(refused) = has_room(conn, id, &item.question)? {
                return Ok(Err(refused));
            }
            if queries::reopen(conn, id, item.id)? {
                activity::log(conn, id, &by(&work, now, person, Kind::AgendaReopened, &topic))?;
            }
            Ok(Ok(()))
        })
        .await?;
    after(&app, &visit, &contributor, &questions, AgendaForm::default(), outcome).await
}

/// `POST /p/{partnership}/agenda/{item}/removal`
pub async fn remove(
    State(app): State<App>,
    visit: Visit,
    contributor: Contributor,
    Path(path): Path<OneItem>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let (item, _, topic) = find(&app, &visit, &contributor, path.item).await?;
    let thing = RemovedItem {
        id: item.id,
        question: item.question,
        note: item.note,
        added_at: item.added_at,
        done_at: item.done_at,
    };
    let sealed = removed::seal(&app, contributor.id(), REMOVED, &thing, visit.now);
    let id = contributor.id();
    activity::change(&app, &contributor, visit.now, Kind::AgendaRemoved, &topic, move |conn| {
        queries::remove(conn, id, path.item)
    })
    .await?;
    Ok(visit.see_other(&format!("{}?removed={sealed}", contributor.paths(visit.language).agenda())))
}

/// `POST /p/{partnership}/agenda/restorations?removed=`
pub async fn restore(
    State(app): State<App>,
    visit: Visit,
    contributor: Contributor,
    Query(shown): Query<Shown>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let item = removed::open::<RemovedItem>(&app, contributor.id(), REMOVED, &shown.removed, visit.now);
    let item = item.ok_or(PageError::NotFound)?;
    let questions = team_questions(&app, &visit, &contributor).await?;
    let topic = questions.name(Words::of(visit.language), &item.question).to_owned();
    let new = NewItem {
        id: item.id,
        question: item.question,
        note: item.note,
        by: contributor.person,
        added_at: item.added_at,
        done_at: item.done_at,
    };
    let outcome = add(&app, &visit, &contributor, topic, new).await?;
    after(&app, &visit, &contributor, &questions, AgendaForm::default(), outcome).await
}
