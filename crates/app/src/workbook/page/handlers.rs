//! The page and its plain forms. Each form is also what the script does through the live document.

use std::collections::BTreeMap;

use askama::Template as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_checklist::{Answer, Checklist, Reading, Workbook};
use crosswalk_collab::Edit;
use crosswalk_names::{ChangeId, CommentId, Language, QuestionKey, StageKey};
use crosswalk_ui::{Alert, Book, Frame, Nav, Problems, Toast, Words};
use serde::Deserialize;

use super::page::WorkbookPage;
use crate::access::{Editor, Reader};
use crate::error::PageError;
use crate::extract::{Form, Path, Query};
use crate::live::{EditError, LiveError, View};
use crate::rates::Act;
use crate::state::App;
use crate::visit::Visit;
use crate::workbook::acts::{self, Author, Scope};
use crate::workbook::{queries, refusals, start as starting};

/// A form as it came, in order: the stage form has fields for every question.
type Fields = Vec<(String, String)>;

/// `POST /workbooks`: one click starts a workbook.
pub async fn start(State(app): State<App>, visit: Visit) -> Result<Response, PageError> {
    visit.may(&app, Act::Create)?;
    let started = starting::start(&app, visit.language).await?;
    let page = visit.paths().workbook(&started.edit.text()).page();
    Ok((visit.remembering(&app, &started.edit), visit.see_other(&page)).into_response())
}

/// What the page tells first: the outcome of a form that led here.
#[derive(Deserialize, Default)]
pub struct Shown {
    done: Option<String>,
    n: Option<usize>,
    undo: Option<ChangeId>,
    stage: Option<StageKey>,
}

/// `GET /w/{token}`
pub async fn show(
    State(app): State<App>,
    reader: Reader,
    visit: Visit,
    Query(shown): Query<Shown>,
) -> Result<Response, PageError> {
    let (view, checklist) = reader.open(&app, visit.language).await?;
    let html = Page { app: &app, reader: &reader, visit: &visit, view: &view, checklist }
        .html(&shown, Problems::default(), BTreeMap::new())
        .await?;
    Ok((visit.remembering(&app, &reader.token), Html(html)).into_response())
}

/// All that the page is made of, besides what a form brings back.
struct Page<'a> {
    app: &'a App,
    reader: &'a Reader,
    visit: &'a Visit,
    view: &'a View,
    checklist: &'a Checklist,
}

impl Page<'_> {
    async fn html(
        &self,
        shown: &Shown,
        problems: Problems,
        kept: BTreeMap<String, String>,
    ) -> Result<String, PageError> {
        let Page { app, reader, visit, view, checklist } = *self;
        let id = reader.id;
        let last_snapshot = app.store.read(move |conn| queries::last_snapshot(conn, id)).await?;
        let link = |token: &crate::tokens::Token| {
            app.settings.absolute(&visit.paths().workbook(&token.text()).page())
        };
        let (edit_link, read_link) = (link(&reader.token), link(&reader.read_token()));
        let next = Reading::of(checklist, &view.workbook).next.map(|next| next.stage);
        let name = visit.name();
        let page = WorkbookPage {
            frame: told(frame(visit, app, reader, &view.workbook), visit, reader, shown)
                .script("workbook.js"),
            id,
            checklist,
            workbook: &view.workbook,
            limits: &app.settings.limits.live.document,
            name: &name,
            open: shown.stage.clone(),
            next,
            edit_link: reader.may_edit.then_some(edit_link.as_str()),
            read_link: &read_link,
            last_snapshot,
            problems,
            kept,
        };
        Ok(page.render()?)
    }
}

/// The frame of every page of a workbook.
pub fn frame<'a>(visit: &Visit, app: &'a App, reader: &Reader, workbook: &Workbook) -> Frame<'a> {
    let book = Book::new(reader.token.text(), workbook.title.text.clone(), reader.may_edit);
    visit.frame(app).book(book).nav(Nav::Workbook)
}

/// Says what a form did, with the way back.
fn told<'a>(frame: Frame<'a>, visit: &Visit, reader: &Reader, shown: &Shown) -> Frame<'a> {
    let words = Words::of(visit.language);
    let text = match shown.done.as_deref() {
        Some("reset") => words.tn("done-reset", shown.n.unwrap_or_default()),
        Some("nothing") => words.t("done-reset-nothing").to_owned(),
        Some("cleared") => words.t("done-answer-cleared").to_owned(),
        Some("comment") => words.t("done-comment-removed").to_owned(),
        Some("question") => words.t("done-question-removed").to_owned(),
        Some("restored") => words.t("done-restored").to_owned(),
        _ => return frame,
    };
    match shown.undo {
        Some(change) => frame.toast(Toast::new(words, text, reader.paths(visit.language).undo(change))),
        None => frame.notice(Alert::good(text, "")),
    }
}

/// The page again with the person's words in it, because one of them could not be saved.
async fn wrong(
    app: &App,
    editor: &Editor,
    visit: &Visit,
    stage: Option<StageKey>,
    problems: Problems,
    kept: BTreeMap<String, String>,
) -> Result<Response, PageError> {
    let (view, checklist) = editor.open(app, visit.language).await?;
    let shown = Shown { stage, ..Shown::default() };
    let page = Page { app, reader: editor, visit, view: &view, checklist };
    let html = page.html(&shown, problems, kept).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(html)).into_response())
}

/// Saves edits. What the document refuses comes back as a sentence.
async fn save(
    app: &App,
    editor: &Editor,
    language: Language,
    make: impl FnOnce(&Workbook) -> Vec<Edit> + Send + 'static,
) -> Result<Result<i64, String>, PageError> {
    match app.live.edit(editor.id, make).await {
        Ok(seq) => Ok(Ok(seq)),
        Err(LiveError::Edit(EditError::Refused(refusal))) => {
            Ok(Err(refusals::in_words(Words::of(language), &refusal)))
        }
        Err(other) => Err(other.into()),
    }
}

fn field<'a>(fields: &'a Fields, name: &str) -> Option<&'a str> {
    fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
}

/// Who sends the form. The name is kept on the device for the next one.
fn author(visit: &Visit, typed: Option<&str>) -> Author {
    Author { by: visit.name_or(typed), at: visit.now }
}

/// Back to the page, with the name kept.
fn back(visit: &Visit, by: &str, path: &str) -> Response {
    (visit.naming(visit.cookies(), by), visit.see_other(path)).into_response()
}

#[derive(Deserialize)]
pub struct StagePath {
    stage: StageKey,
}

/// `POST /w/{token}/stages/{stage}`: saves what changed in a whole stage.
///
/// The form carries what the person saw beside what they chose, so that only their own changes are written and nobody
/// else's answer of the meantime is overwritten. Each part is saved for itself: one that can't be comes back with the
/// person's words, and the others stand.
pub async fn save_stage(
    State(app): State<App>,
    editor: Editor,
    visit: Visit,
    Path(path): Path<StagePath>,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let (_, checklist) = editor.open(&app, visit.language).await?;
    checklist.stage(&path.stage).ok_or(PageError::NotFound)?;
    let author = author(&visit, field(&fields, "name"));
    let (mut problems, mut kept) = (Problems::default(), BTreeMap::new());
    for (name, part) in parts(&fields, &path.stage, &author) {
        if let Err(message) = save(&app, &editor, visit.language, part).await? {
            problems.add(&name, message);
            kept.insert(name, String::new());
        }
    }
    if problems.is_empty() {
        let (page, stage) = (editor.paths(visit.language).page(), &path.stage);
        return Ok(back(&visit, &author.by, &format!("{page}?stage={stage}#{stage}")));
    }
    keep(&mut kept, &fields, &path.stage);
    wrong(&app, &editor, &visit, Some(path.stage), problems, kept).await
}

type Part = Box<dyn FnOnce(&Workbook) -> Vec<Edit> + Send>;

/// The changes that a stage form holds, by field: answers together, each owner, the notes.
fn parts(fields: &Fields, stage: &StageKey, author: &Author) -> Vec<(String, Part)> {
    let changed = |kind: &str, before: &str| -> Vec<(QuestionKey, String)> {
        fields
            .iter()
            .filter_map(|(name, value)| Some((name.strip_prefix(kind)?.strip_prefix('.')?, value)))
            .filter(|(key, value)| {
                field(fields, &format!("{before}.{key}")).unwrap_or_default() != value.as_str()
            })
            .filter_map(|(key, value)| Some((key.parse().ok()?, value.clone())))
            .collect()
    };
    let mut parts: Vec<(String, Part)> = Vec::new();
    let answers: Vec<Edit> = changed("answer", "was")
        .into_iter()
        .map(|(key, value)| acts::answer(key, Answer::from_word(&value), author))
        .collect();
    if let Some(Edit::Answer { question, .. }) = answers.first() {
        parts.push((format!("answer.{question}"), Box::new(move |_| answers)));
    }
    for (key, name) in changed("owner", "owner-was") {
        let edit = acts::owner(key.clone(), &name, author);
        parts.push((format!("owner.{key}"), Box::new(move |_| vec![edit])));
    }
    let text = |name| acts::plain_lines(field(fields, name).unwrap_or_default());
    let (before, after) = (text("notes-was"), text("notes"));
    if before != after {
        let (name, stage) = (format!("notes.{stage}"), stage.clone());
        let merge = move |present: &Workbook| {
            let text = acts::merge_text(&before, &after, present.note(&stage));
            vec![Edit::NoteReplace { stage, text }]
        };
        parts.push((name, Box::new(merge)));
    }
    parts
}

/// Keeps what was typed into the fields that could not be saved, and what stood in them before, by the names that the
/// page gives them.
fn keep(kept: &mut BTreeMap<String, String>, fields: &Fields, stage: &StageKey) {
    let wrong: Vec<String> = kept.keys().cloned().collect();
    for name in wrong {
        let (typed, before, before_name) = match name.split_once('.') {
            Some(("notes", _)) => ("notes".to_owned(), "notes-was".to_owned(), format!("notes-was.{stage}")),
            Some(("owner", key)) => (name.clone(), format!("owner-was.{key}"), format!("owner-was.{key}")),
            Some((_, key)) => (name.clone(), format!("was.{key}"), format!("was.{key}")),
            None => continue,
        };
        kept.insert(name, field(fields, &typed).unwrap_or_default().to_owned());
        kept.insert(before_name, field(fields, &before).unwrap_or_default().to_owned());
    }
}

#[derive(Deserialize)]
pub struct QuestionPath {
    question: QuestionKey,
}

/// `POST /w/{token}/answers/{question}`: sets one answer, or clears it.
pub async fn answer(
    State(app): State<App>,
    editor: Editor,
    visit: Visit,
    Path(path): Path<QuestionPath>,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let (view, checklist) = editor.open(&app, visit.language).await?;
    let key = path.question;
    acts::stage_of(checklist, &view.workbook, &key).ok_or(PageError::NotFound)?;
    let author = author(&visit, field(&fields, "name"));
    let value = field(&fields, "value").and_then(Answer::from_word);
    let edit = acts::answer(key.clone(), value, &author);
    save(&app, &editor, visit.language, move |_| vec![edit]).await?.map_err(|_| PageError::Conflict)?;
    Ok(back(&visit, &author.by, &editor.paths(visit.language).question_anchor(&key)))
}

/// `POST /w/{token}/comments`
pub async fn add_comment(
    State(app): State<App>,
    editor: Editor,
    visit: Visit,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let (view, checklist) = editor.open(&app, visit.language).await?;
    let question: QuestionKey =
        field(&fields, "question").and_then(|key| key.parse().ok()).ok_or(PageError::NotFound)?;
    let stage = acts::stage_of(checklist, &view.workbook, &question).ok_or(PageError::NotFound)?.clone();
    let parent: Option<CommentId> = field(&fields, "parent").and_then(|id| id.parse().ok());
    let author = author(&visit, field(&fields, "name"));
    let text = field(&fields, "text").unwrap_or_default().to_owned();
    let id = CommentId::from_random(app.random.bytes());
    let name =
        parent.as_ref().map_or_else(|| format!("comment.{question}"), |parent| format!("reply.{parent}"));
    let edit = acts::comment(id, question.clone(), parent, &acts::plain_lines(&text), &author);
    match save(&app, &editor, visit.language, move |_| vec![edit]).await? {
        Ok(_) => Ok(back(&visit, &author.by, &editor.paths(visit.language).question_anchor(&question))),
        Err(message) => {
            let mut problems = Problems::default();
            problems.add(&name, message);
            wrong(&app, &editor, &visit, Some(stage), problems, BTreeMap::from([(name, text)])).await
        }
    }
}

#[derive(Deserialize)]
pub struct CommentPath {
    comment: CommentId,
}

/// `POST /w/{token}/comments/{comment}/removal`
pub async fn remove_comment(
    State(app): State<App>,
    editor: Editor,
    visit: Visit,
    Path(path): Path<CommentPath>,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    let view = editor.view(&app).await?;
    let known = view.workbook.comments.iter().find(|comment| comment.id == path.comment);
    let question = known.ok_or(PageError::NotFound)?.question.clone();
    let Author { by, at } = author(&visit, field(&fields, "name"));
    let edit = Edit::RemoveComment { id: path.comment, removed: true, by, at };
    removed(&app, &editor, &visit, edit, "comment", &format!("#q-{question}")).await
}

/// `POST /w/{token}/questions`
pub async fn add_question(
    State(app): State<App>,
    editor: Editor,
    visit: Visit,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let (_, checklist) = editor.open(&app, visit.language).await?;
    let stage: StageKey =
        field(&fields, "stage").and_then(|key| key.parse().ok()).ok_or(PageError::NotFound)?;
    checklist.stage(&stage).ok_or(PageError::NotFound)?;
    let author = author(&visit, field(&fields, "name"));
    let text = field(&fields, "text").unwrap_or_default().to_owned();
    let key = QuestionKey::own_from_random(app.random.bytes());
    let edit = acts::question(key.clone(), stage.clone(), &text, &author);
    match save(&app, &editor, visit.language, move |_| vec![edit]).await? {
        Ok(_) => Ok(back(&visit, &author.by, &editor.paths(visit.language).question_anchor(&key))),
        Err(message) => {
            let (name, mut problems) = (format!("question.{stage}"), Problems::default());
            problems.add(&name, message);
            wrong(&app, &editor, &visit, Some(stage), problems, BTreeMap::from([(name, text)])).await
        }
    }
}

/// `POST /w/{token}/questions/{question}/removal`
pub async fn remove_question(
    State(app): State<App>,
    editor: Editor,
    visit: Visit,
    Path(path): Path<QuestionPath>,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    let view = editor.view(&app).await?;
    let stage = view.workbook.own_question(&path.question).ok_or(PageError::NotFound)?.stage.clone();
    let Author { by, at } = author(&visit, field(&fields, "name"));
    let edit = Edit::RemoveQuestion { key: path.question, removed: true, by, at };
    removed(&app, &editor, &visit, edit, "question", &format!("#{stage}")).await
}

/// Saves a removal and leads to the page that offers to undo it.
async fn removed(
    app: &App,
    editor: &Editor,
    visit: &Visit,
    edit: Edit,
    kind: &'static str,
    anchor: &str,
) -> Result<Response, PageError> {
    visit.may_write(app)?;
    let seq =
        save(app, editor, visit.language, move |_| vec![edit]).await?.map_err(|_| PageError::Conflict)?;
    let undo = undo_of(app, editor, seq, kind).await?;
    Ok(visit.see_other(&format!("{}?done={kind}{undo}{anchor}", editor.paths(visit.language).page())))
}

/// The part of an address that names the change to undo.
async fn undo_of(app: &App, editor: &Editor, seq: i64, kind: &'static str) -> Result<String, PageError> {
    let id = editor.id;
    let rows = app.store.read(move |conn| queries::changes_at(conn, id, seq)).await?;
    Ok(rows.iter().find(|row| row.kind == kind).map(|row| format!("&undo={}", row.id)).unwrap_or_default())
}

/// `POST /w/{token}/resets`: clears the answers of a stage, or all.
pub async fn reset(
    State(app): State<App>,
    editor: Editor,
    visit: Visit,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let (view, checklist) = editor.open(&app, visit.language).await?;
    let scope = match field(&fields, "stage") {
        Some("all") => Scope::All,
        Some(key) => {
            let stage: StageKey = key.parse().map_err(|_| PageError::NotFound)?;
            checklist.stage(&stage).ok_or(PageError::NotFound)?;
            Scope::Stage(stage)
        }
        None => return Err(PageError::NotFound),
    };
    let author = author(&visit, field(&fields, "name"));
    let edits = acts::reset(checklist, &view.workbook, &scope, &author);
    let count = edits.len();
    let page = editor.paths(visit.language).page();
    if count == 0 {
        return Ok(visit.see_other(&format!("{page}?done=nothing")));
    }
    let seq = save(&app, &editor, visit.language, move |_| edits).await?.map_err(|_| PageError::Conflict)?;
    let undo = undo_of(&app, &editor, seq, "answer").await?;
    let stage = match &scope {
        Scope::Stage(stage) => format!("&stage={stage}"),
        Scope::All => String::new(),
    };
    Ok(visit.see_other(&format!("{page}?done=reset&n={count}{undo}{stage}")))
}
