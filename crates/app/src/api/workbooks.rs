//! Handlers of the API: each reads its body, acts on the room, answers.

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use crosswalk_checklist::{Answer, Reading, Workbook};
use crosswalk_collab::Edit;
use crosswalk_names::{ChecklistKey, CommentId, Language, QuestionKey, SnapshotId, StageKey, Timestamp};
use crosswalk_print::Paper;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::json;

use super::{Editor, Json, Key, Problem, Query, Reader, body};
use crate::access;
use crate::error::PageError;
use crate::live::{EditError, LiveError};
use crate::rates::Act;
use crate::state::App;
use crate::tokens::Token;
use crate::visit::{Peer, clean_name};
use crate::workbook::acts::{self, Author};
use crate::workbook::snapshots::take;
use crate::workbook::start::{self, Started};
use crate::workbook::{deletion, export, history, prints, queries};

type Answered = Result<Response, Problem>;

fn author(app: &App, by: Option<&str>) -> Author {
    Author { by: by.map(clean_name).unwrap_or_default(), at: app.clock.now() }
}

/// Reads a field that must be there but may be null.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<T>, D::Error> {
    Option::deserialize(from)
}

#[derive(Serialize)]
struct Link {
    token: String,
    url: String,
}

#[derive(Serialize)]
struct Created {
    id: String,
    edit: Link,
    read: Link,
    live: String,
}

fn created(app: &App, started: &Started, language: Language) -> Response {
    let link = |token: &Token| {
        let paths = crosswalk_ui::WorkbookPaths::new(language, &token.text());
        Link { token: token.text(), url: app.settings.absolute(&paths.page()) }
    };
    let (edit, read) = (link(&started.edit), link(&started.edit.read_only()));
    let live = crosswalk_ui::WorkbookPaths::new(language, &edit.token).live();
    let place = crosswalk_ui::plain(&format!("/api/v1/workbooks/{}", edit.token));
    let mut response =
        (StatusCode::CREATED, axum::Json(Created { id: started.id.to_string(), edit, read, live }))
            .into_response();
    if let Ok(place) = HeaderValue::from_str(&place) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    response
}

fn count(app: &App, peer: Option<axum::Extension<Peer>>, act: Act) -> Result<(), Problem> {
    match peer {
        Some(axum::Extension(peer)) => {
            app.rates.count(act, peer.0).map_err(|wait| PageError::TooMany(wait).into())
        }
        None => Ok(()),
    }
}

/// A new workbook.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct New {
    title: Option<String>,
    language: Option<Language>,
    checklist: Option<ChecklistKey>,
}

/// `POST /workbooks`
pub async fn create(
    State(app): State<App>,
    peer: Option<axum::Extension<Peer>>,
    Json(new): Json<New>,
) -> Answered {
    count(&app, peer, Act::Create)?;
    let language = new.language.unwrap_or_default();
    let title = new.title.as_deref().map(acts::tidy_line).unwrap_or_default();
    let title_max = app.settings.limits.live.document.title_max;
    if title.encode_utf16().count() > title_max {
        return Err(Problem::value("title", format!("Use at most {title_max} characters.")));
    }
    if new.checklist.as_ref().is_some_and(|key| app.content().checklists.get(key, language).is_none()) {
        return Err(Problem::value("checklist", "There is no such checklist."));
    }
    let started = start::start(&app, language, new.checklist.as_ref()).await?;
    if !title.is_empty() {
        let author = author(&app, None);
        app.live
            .edit(started.id, move |_| vec![Edit::Title { text: title, by: author.by, at: author.at }])
            .await?;
    }
    Ok(created(&app, &started, language))
}

/// `POST /workbooks/import`: an export, as it was given out.
pub async fn import(
    State(app): State<App>,
    peer: Option<axum::Extension<Peer>>,
    request: Request,
) -> Answered {
    count(&app, peer, Act::Create)?;
    let bytes = body::bytes(request, &app).await?;
    let text = std::str::from_utf8(&bytes).map_err(|_| Problem::body("The body is not UTF-8."))?;
    let (started, language) = export::import(&app, text).await?;
    Ok(created(&app, &started, language))
}

/// `GET /workbooks/{token}`
pub async fn show(State(app): State<App>, Reader(reader): Reader) -> Answered {
    let view = reader.view(&app).await?;
    Ok(axum::Json(export::of(&view, app.clock.now())).into_response())
}

/// `DELETE /workbooks/{token}`
pub async fn remove(State(app): State<App>, Editor(reader): Editor) -> Answered {
    reader.view(&app).await?;
    deletion::delete(&app, reader.id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `POST /workbooks/{token}/restoration`
pub async fn bring_back(State(app): State<App>, Editor(reader): Editor) -> Answered {
    deletion::bring_back(&app, reader.id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Changes the workbook. `field` is the one of the body that a refusal is about.
async fn edit(
    app: &App,
    reader: &access::Reader,
    field: &str,
    make: impl FnOnce(&Workbook) -> Vec<Edit> + Send + 'static,
) -> Result<(), Problem> {
    match app.live.edit(reader.id, make).await {
        Ok(_) => Ok(()),
        Err(error @ LiveError::Edit(EditError::Refused(_))) => Err(Problem::from(error).at(field)),
        Err(error) => Err(error.into()),
    }
}

/// A question of the checklist, or an own one that is there.
async fn known_question(app: &App, reader: &access::Reader, key: &QuestionKey) -> Result<(), Problem> {
    let (view, checklist) = reader.open(app, Language::En).await?;
    if acts::stage_of(&checklist, &view.workbook, key).is_some() {
        Ok(())
    } else {
        Err(Problem::not_found("This workbook has no such question."))
    }
}

async fn known_stage(app: &App, reader: &access::Reader, key: &StageKey) -> Result<(), Problem> {
    let (_, checklist) = reader.open(app, Language::En).await?;
    checklist
        .stage(key)
        .map(|_| ())
        .ok_or_else(|| Problem::not_found("This workbook's checklist has no such stage."))
}

/// Title and community.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Details {
    title: Option<String>,
    community: Option<String>,
    by: Option<String>,
}

/// `PUT /workbooks/{token}/details`
pub async fn details(
    State(app): State<App>,
    Editor(reader): Editor,
    Json(details): Json<Details>,
) -> Answered {
    let Author { by, at } = author(&app, details.by.as_deref());
    reader.view(&app).await?;
    if let Some(title) = details.title {
        let title = Edit::Title { text: acts::tidy_line(&title), by: by.clone(), at };
        edit(&app, &reader, "title", move |_| vec![title]).await?;
    }
    if let Some(community) = details.community {
        let community = Edit::Community { text: acts::tidy_line(&community), by, at };
        edit(&app, &reader, "community", move |_| vec![community]).await?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// An answer; null clears it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewAnswer {
    #[serde(deserialize_with = "present")]
    value: Option<Answer>,
    by: Option<String>,
}

/// `PUT /workbooks/{token}/answers/{question}`
pub async fn answer(
    State(app): State<App>,
    Editor(reader): Editor,
    Key(question): Key<QuestionKey>,
    Json(new): Json<NewAnswer>,
) -> Answered {
    known_question(&app, &reader, &question).await?;
    let author = author(&app, new.by.as_deref());
    edit(&app, &reader, "value", move |_| vec![acts::answer(question, new.value, &author)]).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// An owner; an empty name means nobody.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewOwner {
    name: String,
    by: Option<String>,
}

/// `PUT /workbooks/{token}/owners/{question}`
pub async fn owner(
    State(app): State<App>,
    Editor(reader): Editor,
    Key(question): Key<QuestionKey>,
    Json(new): Json<NewOwner>,
) -> Answered {
    known_question(&app, &reader, &question).await?;
    let author = author(&app, new.by.as_deref());
    edit(&app, &reader, "name", move |_| vec![acts::owner(question, &new.name, &author)]).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The whole text of a stage's notes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewNote {
    text: String,
}

/// `PUT /workbooks/{token}/notes/{stage}`
pub async fn note(
    State(app): State<App>,
    Editor(reader): Editor,
    Key(stage): Key<StageKey>,
    Json(new): Json<NewNote>,
) -> Answered {
    known_stage(&app, &reader, &stage).await?;
    let text = acts::plain_lines(&new.text);
    edit(&app, &reader, "text", move |_| vec![Edit::NoteReplace { stage, base: None, text }]).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// A comment on a question, or a reply to one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewComment {
    question: QuestionKey,
    text: String,
    parent: Option<CommentId>,
    by: Option<String>,
}

/// `POST /workbooks/{token}/comments`
pub async fn add_comment(
    State(app): State<App>,
    Editor(reader): Editor,
    Json(new): Json<NewComment>,
) -> Answered {
    let (view, checklist) = reader.open(&app, Language::En).await?;
    if acts::stage_of(&checklist, &view.workbook, &new.question).is_none() {
        return Err(Problem::value("question", "This workbook has no such question."));
    }
    if let Some(parent) = &new.parent
        && !view.workbook.comments.iter().any(|comment| &comment.id == parent)
    {
        return Err(Problem::value(
            "parent",
            "This workbook has no such comment. Leave parent out to start a new one.",
        ));
    }
    let id = CommentId::from_random(app.random.bytes());
    let comment =
        acts::comment(id.clone(), new.question, new.parent, &new.text, &author(&app, new.by.as_deref()));
    edit(&app, &reader, "text", move |_| vec![comment]).await?;
    Ok((StatusCode::CREATED, axum::Json(json!({ "id": id }))).into_response())
}

/// `DELETE /workbooks/{token}/comments/{comment}`
pub async fn remove_comment(
    State(app): State<App>,
    Editor(reader): Editor,
    Key(id): Key<CommentId>,
) -> Answered {
    let view = reader.view(&app).await?;
    if !view.workbook.comments.iter().any(|comment| comment.id == id) {
        return Err(Problem::not_found("This workbook has no such comment."));
    }
    let Author { by, at } = author(&app, None);
    edit(&app, &reader, "comment", move |_| vec![Edit::RemoveComment { id, removed: true, by, at }]).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// A question of the partnership's own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewQuestion {
    stage: StageKey,
    text: String,
    by: Option<String>,
}

/// `POST /workbooks/{token}/questions`
pub async fn add_question(
    State(app): State<App>,
    Editor(reader): Editor,
    Json(new): Json<NewQuestion>,
) -> Answered {
    let (_, checklist) = reader.open(&app, Language::En).await?;
    if checklist.stage(&new.stage).is_none() {
        return Err(Problem::value("stage", "This workbook's checklist has no such stage."));
    }
    let key = QuestionKey::own_from_random(app.random.bytes());
    let question = acts::question(key.clone(), new.stage, &new.text, &author(&app, new.by.as_deref()));
    edit(&app, &reader, "text", move |_| vec![question]).await?;
    Ok((StatusCode::CREATED, axum::Json(json!({ "key": key }))).into_response())
}

/// New words for an own question.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangedQuestion {
    text: String,
    by: Option<String>,
}

async fn own_question(
    app: &App,
    reader: &access::Reader,
    key: &QuestionKey,
) -> Result<crosswalk_checklist::OwnQuestion, Problem> {
    let view = reader.view(app).await?;
    view.workbook
        .own_question(key)
        .cloned()
        .ok_or_else(|| Problem::not_found("This workbook has no such question of its own."))
}

/// `PUT /workbooks/{token}/questions/{question}`
pub async fn change_question(
    State(app): State<App>,
    Editor(reader): Editor,
    Key(key): Key<QuestionKey>,
    Json(new): Json<ChangedQuestion>,
) -> Answered {
    let question = own_question(&app, &reader, &key).await?;
    let changed = acts::question(key, question.stage, &new.text, &author(&app, new.by.as_deref()));
    edit(&app, &reader, "text", move |_| vec![changed]).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `DELETE /workbooks/{token}/questions/{question}`
pub async fn remove_question(
    State(app): State<App>,
    Editor(reader): Editor,
    Key(key): Key<QuestionKey>,
) -> Answered {
    own_question(&app, &reader, &key).await?;
    let Author { by, at } = author(&app, None);
    edit(&app, &reader, "question", move |_| vec![Edit::RemoveQuestion { key, removed: true, by, at }])
        .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The language of words in an answer.
#[derive(Deserialize)]
pub struct InLanguage {
    language: Option<Language>,
}

/// How a PDF is asked for.
#[derive(Deserialize)]
pub struct AsPdf {
    language: Option<Language>,
    #[serde(default)]
    paper: PaperName,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "lowercase")]
enum PaperName {
    #[default]
    Letter,
    A4,
}

/// `GET /workbooks/{token}/reading`
pub async fn reading(
    State(app): State<App>,
    Reader(reader): Reader,
    Query(asked): Query<InLanguage>,
) -> Answered {
    let (view, checklist) = reader.open(&app, asked.language.unwrap_or_default()).await?;
    let facts = Reading::of(&checklist, &view.workbook);
    let words = crate::workbook::reading::words::in_words(&checklist, &view.workbook);
    let body = json!({
        "next": facts.next.as_ref().map(|next| json!({ "stage": next.stage, "questions": next.questions })),
        "headline": words.headline,
        "why": words.why,
        "principles": words.principles,
        "open": facts.open,
        "to_find_out": facts.to_find_out,
    });
    Ok(axum::Json(body).into_response())
}

/// Where to go on reading the history.
#[derive(Deserialize)]
pub struct Before {
    before: Option<history::Place>,
}

/// `GET /workbooks/{token}/history`
pub async fn history(State(app): State<App>, Reader(reader): Reader, Query(page): Query<Before>) -> Answered {
    reader.view(&app).await?;
    let (rows, more) = history::lines(&app, reader.id, page.before).await?;
    let value =
        |text: Option<&str>| text.and_then(|text| serde_json::from_str::<serde_json::Value>(text).ok());
    let lines: Vec<_> = rows
        .iter()
        .map(|row| {
            json!({
                "id": row.id,
                "seq": row.seq,
                "at": row.at,
                "until": row.until,
                "by": row.author,
                "kind": row.kind,
                "subject": row.subject,
                "before": value(row.before.as_deref()),
                "after": value(row.after.as_deref()),
                "stands": row.stands,
            })
        })
        .collect();
    Ok(axum::Json(json!({ "changes": lines, "before": more })).into_response())
}

/// A name for a snapshot.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct NewSnapshot {
    name: Option<String>,
    by: Option<String>,
}

#[derive(Serialize)]
struct SnapshotLine {
    id: SnapshotId,
    name: String,
    at: Timestamp,
    by: String,
}

impl From<queries::SnapshotRow> for SnapshotLine {
    fn from(row: queries::SnapshotRow) -> Self {
        Self { id: row.id, name: row.name, at: row.at, by: row.author }
    }
}

/// `POST /workbooks/{token}/snapshots`
pub async fn take_snapshot(
    State(app): State<App>,
    Editor(reader): Editor,
    Json(new): Json<NewSnapshot>,
) -> Answered {
    let author = author(&app, new.by.as_deref());
    match take(&app, &reader, new.name.as_deref().unwrap_or_default(), &author).await? {
        Ok(row) => Ok((StatusCode::CREATED, axum::Json(SnapshotLine::from(row))).into_response()),
        Err(problem) => Err(Problem::value("name", problem.in_english(&app))),
    }
}

/// `GET /workbooks/{token}/snapshots`
pub async fn snapshots(State(app): State<App>, Reader(reader): Reader) -> Answered {
    reader.view(&app).await?;
    let id = reader.id;
    let rows = app.store.read(move |conn| queries::snapshots(conn, id)).await?;
    let lines: Vec<_> = rows.into_iter().map(SnapshotLine::from).collect();
    Ok(axum::Json(json!({ "snapshots": lines })).into_response())
}

/// `GET /workbooks/{token}/pdf`
pub async fn pdf(
    State(app): State<App>,
    Reader(reader): Reader,
    peer: Option<axum::Extension<Peer>>,
    Query(asked): Query<AsPdf>,
) -> Answered {
    count(&app, peer, Act::Print)?;
    let view = reader.view(&app).await?;
    let language = asked.language.unwrap_or(view.language);
    let (view, checklist) = reader.open(&app, language).await?;
    let paper = match asked.paper {
        PaperName::Letter => Paper::Letter,
        PaperName::A4 => Paper::A4,
    };
    let link = app
        .settings
        .absolute(&crosswalk_ui::WorkbookPaths::new(language, &reader.read_token().text()).page());
    let print = prints::Print {
        checklist: checklist.clone(),
        workbook: view.workbook.clone(),
        individual: view.individual,
        paper,
        blank: false,
        link: Some(link),
    };
    let pdf = prints::pdf(&app, print).await?;
    Ok(export::file(&prints::file_name(&view.workbook, language, "pdf"), export::PDF, pdf))
}

/// `GET /workbooks/{token}/export.json`
pub async fn export_json(State(app): State<App>, Reader(reader): Reader) -> Answered {
    let view = reader.view(&app).await?;
    Ok(export::json(&app, &view))
}

/// `GET /workbooks/{token}/export.csv`
pub async fn export_csv(
    State(app): State<App>,
    Reader(reader): Reader,
    Query(asked): Query<InLanguage>,
) -> Answered {
    let view = reader.view(&app).await?;
    let language = asked.language.unwrap_or(view.language);
    let (view, checklist) = reader.open(&app, language).await?;
    Ok(export::csv(&checklist, &view))
}

/// `GET /checklists/{key}`: the newest edition.
pub async fn checklist(
    State(app): State<App>,
    Key(key): Key<ChecklistKey>,
    Query(asked): Query<InLanguage>,
) -> Answered {
    let content = app.content();
    let checklist = content.checklists.get(&key, asked.language.unwrap_or_default());
    let checklist = checklist.ok_or_else(|| Problem::not_found("There is no such checklist."))?;
    Ok(axum::Json(checklist.as_ref()).into_response())
}
