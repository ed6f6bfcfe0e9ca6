//! Next steps: who does what, by when. They make work of a gap.
//!
//! Every member reads them; whoever may contribute adds, changes and finishes them. A step that was removed can be
//! brought back at once. A step whose owner left the partnership has no owner any more.

mod calendar;
pub mod due;
pub mod feed;
pub mod page;
pub mod queries;
mod reminders;

pub use page::{StepLine, lines};
pub use queries::{StepRow, list};
pub use reminders::remind;

use askama::Template as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_names::{QuestionKey, StepId, Timestamp};
use crosswalk_ui::{Nav, Problems, Toast, Words};
use serde::{Deserialize, Serialize};

use self::page::{Owners, StepForm, StepPage, StepsPage, Typing};
use self::queries::{NewStep, Owner, StepText};
use super::activity::{self, Kind, by};
use super::questions::{TeamQuestions, team_questions};
use super::{frame, queries as partnerships, removed};
use crate::access::{Contributor, Member};
use crate::error::PageError;
use crate::extract::{Form, Path, Query};
use crate::state::App;
use crate::tokens::Token;
use crate::typed::Typed;
use crate::visit::Visit;

/// Open steps of a partnership.
pub const STEPS_MAX: usize = 500;
/// Longest text of a step, in characters.
pub const TEXT_MAX: usize = 300;
/// Steps that are done and still shown.
const DONE_SHOWN: i64 = 100;
/// What a removed step is called where it waits to be brought back.
const REMOVED: &str = "step";

/// What the page shows first: a form filled in for a question, or what was just done.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Shown {
    question: String,
    done: String,
    removed: String,
}

/// A step on its way back.
#[derive(Serialize, Deserialize)]
struct RemovedStep {
    id: StepId,
    text: String,
    owner: String,
    due: String,
    question: Option<QuestionKey>,
    added_at: Timestamp,
    done_at: Option<Timestamp>,
}

/// Whom a step can belong to: members and organizations.
async fn owners(app: &App, member: &Member) -> Result<Owners, PageError> {
    let id = member.id();
    let (people, organizations) = app
        .store
        .read(move |conn| {
            Ok((partnerships::members_of(conn, id)?, partnerships::organization_names(conn, id)?))
        })
        .await?;
    Ok(Owners {
        people: people.into_iter().map(|row| (Owner::Person(row.person).to_string(), row.name)).collect(),
        organizations: organizations
            .into_iter()
            .map(|(id, name, ..)| (Owner::Organization(id).to_string(), name))
            .collect(),
    })
}

/// All that the page is made of, besides what was typed.
struct Loaded {
    owners: Owners,
    questions: TeamQuestions,
}

async fn load(app: &App, visit: &Visit, member: &Member) -> Result<Loaded, PageError> {
    Ok(Loaded { owners: owners(app, member).await?, questions: team_questions(app, visit, member).await? })
}

async fn page(
    app: &App,
    visit: &Visit,
    member: &Member,
    loaded: Loaded,
    typed: (StepForm, Problems),
    toast: Option<Toast>,
) -> Result<Html<String>, PageError> {
    let (id, person) = (member.id(), member.person);
    let (mut open, done, sealed) = app
        .store
        .read(move |conn| {
            Ok((
                queries::list(conn, id)?,
                queries::done(conn, id, DONE_SHOWN)?,
                queries::feed_of(conn, id, person)?,
            ))
        })
        .await?;
    due::arrange(&mut open, app.instance().zone.day_of(visit.now));
    let token = sealed.and_then(|sealed| app.seal.open::<String>(&sealed).ok());
    let token = token.and_then(|text| Token::parse(&text));
    let mut frame = frame(visit, app, member).nav(Nav::Steps);
    frame.toast = toast;
    let page = StepsPage {
        open: lines(app, visit, member, &loaded.questions, open),
        done: lines(app, visit, member, &loaded.questions, done),
        frame,
        typing: Typing::new(typed, loaded.owners, &loaded.questions),
        feed: token.map(|token| app.settings.absolute(&visit.paths().calendar(&token.text()))),
        may_change: member.may_contribute(),
        is_steward: member.is_steward(),
    };
    Ok(Html(page.render()?))
}

/// `GET /p/{partnership}/steps`
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    member: Member,
    Query(shown): Query<Shown>,
) -> Result<Html<String>, PageError> {
    let loaded = load(&app, &visit, &member).await?;
    let toast = if member.may_contribute() { toast(&app, &visit, &member, &shown).await? } else { None };
    let question = loaded.questions.get(&shown.question).map(|question| question.key.to_string());
    let form = StepForm { question: question.unwrap_or_default(), ..StepForm::default() };
    page(&app, &visit, &member, loaded, (form, Problems::default()), toast).await
}

/// What was just done, with the way back.
async fn toast(app: &App, visit: &Visit, member: &Member, shown: &Shown) -> Result<Option<Toast>, PageError> {
    let (words, paths, id) = (Words::of(visit.language), member.paths(visit.language), member.id());
    if let Some(step) = removed::open::<RemovedStep>(app, id, REMOVED, &shown.removed, visit.now) {
        let text = words.tx("steps-removed", "text", &step.text);
        let undo = format!("{}?removed={}", paths.step_restorations(), shown.removed);
        return Ok(Some(Toast::new(words, text, undo)));
    }
    let Ok(step) = shown.done.parse::<StepId>() else { return Ok(None) };
    let step = app.store.read(move |conn| queries::find(conn, id, step)).await?;
    let step = step.filter(|step| step.done_at.is_some());
    Ok(step.map(|step| {
        Toast::new(words, words.tx("steps-finished", "text", &step.text), paths.step_undone(step.id))
    }))
}

/// What a form says, or what is wrong with it.
fn parse(words: &Words, form: &StepForm, loaded: &Loaded) -> Result<StepText, Problems> {
    let mut typed = Typed::new(words);
    let text = typed.needed("text", &form.text, TEXT_MAX, "steps-text-empty");
    let owner = Owner::parse(&form.owner).filter(|_| loaded.owners.has(&form.owner));
    if owner.is_none() && !form.owner.is_empty() {
        typed.wrong("owner", "steps-owner-gone");
    }
    let due = due::parse_day(form.due.trim());
    if due.is_none() && !form.due.trim().is_empty() {
        typed.wrong("due", "steps-due-odd");
    }
    let question = loaded.questions.get(&form.question).map(|question| question.key.clone());
    if question.is_none() && !form.question.is_empty() {
        typed.wrong("question", "question-gone");
    }
    typed.done(StepText { text, owner, due, question })
}

fn full(words: &Words) -> Problems {
    let mut problems = Problems::default();
    problems.add("text", words.tn("steps-full", STEPS_MAX));
    problems
}

/// Whether one more open step fits.
fn has_room(
    conn: &mut crosswalk_store::Connection,
    id: crosswalk_names::PartnershipId,
) -> diesel::QueryResult<bool> {
    Ok(usize::try_from(queries::count_open(conn, id)?).unwrap_or(usize::MAX) < STEPS_MAX)
}

async fn refused(
    app: &App,
    visit: &Visit,
    member: &Member,
    loaded: Loaded,
    typed: (StepForm, Problems),
) -> Result<Response, PageError> {
    let html = page(app, visit, member, loaded, typed, None).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response())
}

/// `POST /p/{partnership}/steps`
pub async fn create(
    State(app): State<App>,
    visit: Visit,
    contributor: Contributor,
    Form(form): Form<StepForm>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let words = Words::of(visit.language);
    let loaded = load(&app, &visit, &contributor).await?;
    let step = match parse(words, &form, &loaded) {
        Ok(step) => step,
        Err(problems) => return refused(&app, &visit, &contributor, loaded, (form, problems)).await,
    };
    let id = StepId(app.random.uuid(visit.now));
    let new = NewStep { id, step, by: contributor.person, added_at: visit.now, done_at: None };
    if add(&app, &visit, &contributor, new).await? {
        Ok(visit.see_other(&contributor.paths(visit.language).steps()))
    } else {
        refused(&app, &visit, &contributor, loaded, (form, full(words))).await
    }
}

/// Adds a step, unless there are too many.
async fn add(app: &App, visit: &Visit, member: &Member, new: NewStep) -> Result<bool, PageError> {
    let (id, person, now, work) = (member.id(), member.person, visit.now, app.clone());
    let kept = app
        .store
        .write(move |conn| {
            if new.done_at.is_none() && !has_room(conn, id)? {
                return Ok(false);
            }
            if queries::add(conn, id, &new)? {
                activity::log(conn, id, &by(&work, now, person, Kind::StepAdded, &new.step.text))?;
            }
            Ok(true)
        })
        .await?;
    Ok(kept)
}

/// The path of one step.
#[derive(Deserialize)]
pub struct OneStep {
    step: StepId,
}

async fn find(app: &App, member: &Member, step: StepId) -> Result<StepRow, PageError> {
    let id = member.id();
    app.store.read(move |conn| queries::find(conn, id, step)).await?.ok_or(PageError::NotFound)
}

fn edit_page(
    app: &App,
    visit: &Visit,
    member: &Member,
    step: StepId,
    loaded: Loaded,
    typed: (StepForm, Problems),
) -> Result<Html<String>, PageError> {
    let page = StepPage {
        frame: frame(visit, app, member).nav(Nav::Steps),
        id: step.to_string(),
        typing: Typing::new(typed, loaded.owners, &loaded.questions),
    };
    Ok(Html(page.render()?))
}

/// `GET /p/{partnership}/steps/{step}`
pub async fn show_one(
    State(app): State<App>,
    visit: Visit,
    contributor: Contributor,
    Path(path): Path<OneStep>,
) -> Result<Html<String>, PageError> {
    let step = find(&app, &contributor, path.step).await?;
    let loaded = load(&app, &visit, &contributor).await?;
    let form = StepForm {
        owner: step.owner.map(|owner| owner.to_string()).unwrap_or_default(),
        due: step.due.map(|day| day.to_string()).unwrap_or_default(),
        question: step.question.map(|key| key.to_string()).unwrap_or_default(),
        text: step.text,
    };
    edit_page(&app, &visit, &contributor, path.step, loaded, (form, Problems::default()))
}

/// `POST /p/{partnership}/steps/{step}`
pub async fn update(
    State(app): State<App>,
    visit: Visit,
    contributor: Contributor,
    Path(path): Path<OneStep>,
    Form(form): Form<StepForm>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    find(&app, &contributor, path.step).await?;
    let loaded = load(&app, &visit, &contributor).await?;
    let step = match parse(Words::of(visit.language), &form, &loaded) {
        Ok(step) => step,
        Err(problems) => {
            let html = edit_page(&app, &visit, &contributor, path.step, loaded, (form, problems))?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response());
        }
    };
    let id = contributor.id();
    let text = step.text.clone();
    activity::change(&app, &contributor, visit.now, Kind::StepChanged, &text, move |conn| {
        queries::update(conn, id, path.step, &step)
    })
    .await?;
    Ok(visit.see_other(&contributor.paths(visit.language).steps()))
}

/// `POST /p/{partnership}/steps/{step}/done`
pub async fn finish(
    State(app): State<App>,
    visit: Visit,
    contributor: Contributor,
    Path(path): Path<OneStep>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let step = find(&app, &contributor, path.step).await?;
    let (id, person, now) = (contributor.id(), contributor.person, visit.now);
    activity::change(&app, &contributor, visit.now, Kind::StepDone, &step.text, move |conn| {
        queries::finish(conn, id, step.id, person, now)
    })
    .await?;
    Ok(visit.see_other(&format!("{}?done={}", contributor.paths(visit.language).steps(), path.step)))
}

/// `POST /p/{partnership}/steps/{step}/undone`
pub async fn reopen(
    State(app): State<App>,
    visit: Visit,
    contributor: Contributor,
    Path(path): Path<OneStep>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let step = find(&app, &contributor, path.step).await?;
    let (id, person, now, work) = (contributor.id(), contributor.person, visit.now, app.clone());
    let kept = app
        .store
        .write(move |conn| {
            if !has_room(conn, id)? {
                return Ok(false);
            }
            if queries::reopen(conn, id, step.id)? {
                activity::log(conn, id, &by(&work, now, person, Kind::StepChanged, &step.text))?;
            }
            Ok(true)
        })
        .await?;
    after_undo(&app, &visit, &contributor, kept).await
}

/// Back to the page, which says so when there is no room for one more step.
async fn after_undo(app: &App, visit: &Visit, member: &Member, kept: bool) -> Result<Response, PageError> {
    if kept {
        return Ok(visit.see_other(&member.paths(visit.language).steps()));
    }
    let loaded = load(app, visit, member).await?;
    let problems = full(Words::of(visit.language));
    refused(app, visit, member, loaded, (StepForm::default(), problems)).await
}

/// `POST /p/{partnership}/steps/{step}/removal`
pub async fn remove(
    State(app): State<App>,
    visit: Visit,
    contributor: Contributor,
    Path(path): Path<OneStep>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let step = find(&app, &contributor, path.step).await?;
    let sealed = removed::seal(
        &app,
        contributor.id(),
        REMOVED,
        &RemovedStep {
            id: step.id,
            text: step.text.clone(),
            owner: step.owner.map(|owner| owner.to_string()).unwrap_or_default(),
            due: step.due.map(|day| day.to_string()).unwrap_or_default(),
            question: step.question,
            added_at: step.added_at,
            done_at: step.done_at,
        },
        visit.now,
    );
    let id = contributor.id();
    activity::change(&app, &contributor, visit.now, Kind::StepRemoved, &step.text, move |conn| {
        queries::remove(conn, id, step.id)
    })
    .await?;
    Ok(visit.see_other(&format!("{}?removed={sealed}", contributor.paths(visit.language).steps())))
}

/// `POST /p/{partnership}/steps/restorations?removed=`
pub async fn restore(
    State(app): State<App>,
    visit: Visit,
    contributor: Contributor,
    Query(shown): Query<Shown>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let step = removed::open::<RemovedStep>(&app, contributor.id(), REMOVED, &shown.removed, visit.now);
    let step = step.ok_or(PageError::NotFound)?;
    // Its owner may be gone since.
    let owners = owners(&app, &contributor).await?;
    let owner = Owner::parse(&step.owner).filter(|_| owners.has(&step.owner));
    let new = NewStep {
        id: step.id,
        step: StepText { text: step.text, owner, due: due::parse_day(&step.due), question: step.question },
        by: contributor.person,
        added_at: step.added_at,
        done_at: step.done_at,
    };
    let kept = add(&app, &visit, &contributor, new).await?;
    after_undo(&app, &visit, &contributor, kept).await
}
