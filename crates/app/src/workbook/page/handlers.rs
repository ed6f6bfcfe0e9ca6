//! The page and its plain forms. Each form is also what the script does through the live document.

use std::collections::BTreeMap;

use askama::Template as _;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_checklist::{Answer, Checklist, Reading, Workbook};
use crosswalk_collab::Edit;
use crosswalk_names::{ChangeId, ChecklistKey, CommentId, Language, QuestionKey, StageKey, Timestamp};
use crosswalk_ui::{Alert, Book, Frame, Nav, Problems, Toast, Words};
use serde::Deserialize;

use super::kept::Asked;
use super::page::WorkbookPage;
use crate::access::{Editor, Reader};
use crate::content::Content;
use crate::error::PageError;
use crate::extract::{Form, Path, Query};
use crate::live::{EditError, LiveError, View};
use crate::packed::HTML;
use crate::partnerships::workbooks::{self, Backing};
use crate::rates::Act;
use crate::state::App;
use crate::visit::Visit;
use crate::workbook::acts::{self, Author, Scope};
use crate::workbook::{queries, refusals, retention, start as starting};

/// A form as it came, in order: the stage form has fields for every question.
type Fields = Vec<(String, String)>;

/// Which checklist to answer, where there are several.
#[derive(Deserialize)]
pub struct StartForm {
    checklist: Option<ChecklistKey>,
}

/// `POST /workbooks`: one click starts a workbook.
pub async fn start(
    State(app): State<App>,
    visit: Visit,
    form: Result<Form<StartForm>, PageError>,
) -> Result<Response, PageError> {
    visit.may(&app, Act::Create)?;
    // A program may post nothing at all.
    let key = form.ok().and_then(|form| form.0.checklist);
    let started = starting::start(&app, visit.language, key.as_ref()).await?;
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
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let (view, checklist) = reader.open(&app, visit.language).await?;
    let content = app.content();
    let backing = workbooks::backing(&app, &visit, reader.id).await?;
    let leaving = retention::announced(&app, reader.id, visit.now).await?;
    let page = Page {
        app: &app,
        reader: &reader,
        visit: &visit,
        view: &view,
        checklist: &checklist,
        content: &content,
        backing: backing.as_ref(),
        leaving,
    };
    let html = || page.html(&shown, Problems::default(), BTreeMap::new());
    let cookies = visit.remembering(&app, &reader.token);
    // With a query the page has something to tell that is for one person only, and so it has for members.
    if visit.here.contains('?') || backing.is_some() || leaving.is_some() {
        return Ok((cookies, Html(html()?)).into_response());
    }
    let asked = Asked {
        token: reader.token.clone(),
        language: visit.language,
        theme: visit.theme,
        name: visit.name(),
        account: visit.account.as_ref().map(|account| account.name.clone()),
    };
    let page = app.pages.get_or_make(asked, &view, html)?;
    Ok((cookies, page.respond(&headers, HTML)).into_response())
}

/// Room for a full workbook's page, so that it is not moved while it grows.
const USUAL_BYTES: usize = 160 * 1024;

/// All that the page is made of, besides what a form brings back.
struct Page<'a> {
    app: &'a App,
    reader: &'a Reader,
    visit: &'a Visit,
    view: &'a View,
    checklist: &'a Checklist,
    content: &'a Content,
    backing: Option<&'a Backing>,
    /// When it was to be removed, had it not been opened.
    leaving: Option<Timestamp>,
}

impl Page<'_> {
    fn html(
        &self,
        shown: &Shown,
        problems: Problems,
        kept: BTreeMap<String, String>,
    ) -> Result<String, PageError> {
        let Page { app, reader, visit, view, checklist, content, backing, leaving } = *self;
        let link = |token: &crate::tokens::Token| {
            app.settings.absolute(&visit.paths().workbook(&token.text()).page())
        };
        let (edit_link, read_link) = (link(&reader.token), link(&reader.read_token()));
        let next = Reading::of(checklist, &view.workbook).next.map(|next| next.stage);
        let name = visit.name();
        let frame = told(frame(visit, app, reader, &view.workbook), visit, reader, shown);
        let page = WorkbookPage {
            frame: staying(frame, leaving).script("workbook.js"),
            id: reader.id,
            individual: view.individual,
            checklist,
            toolkit: content.toolkit.contents(visit.language),
            workbook: &view.workbook,
            limits: &app.settings.limits.live.document,
            name: &name,
            open: shown.stage.clone(),
            next,
            edit_link: reader.may_edit.then_some(edit_link.as_str()),
            read_link: &read_link,
            backing,
            last_snapshot: view.last_snapshot,
            problems,
            kept,
        };
        let mut html = String::with_capacity(USUAL_BYTES);
        page.render_into(&mut html)?;
        Ok(html)
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

/// Says that the workbook would have gone, had it not been opened.
fn staying(mut frame: Frame<'_>, leaving: Option<Timestamp>) -> Frame<'_> {
    if let Some(at) = leaving {
        let text = frame.tx("leaving-text", "date", &frame.long_date(at));
        frame.notice.get_or_insert_with(|| Alert::warn(frame.words.t("leaving-title"), text));
    }
    frame
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
    let content = app.content();
    let backing = workbooks::backing(app, visit, editor.id).await?;
    let page = Page {
        app,
        reader: editor,
        visit,
        view: &view,
        checklist: &checklist,
        content: &content,
        backing: backing.as_ref(),
        leaving: None,
    };
    let html = page.html(&shown, problems, kept)?;
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

/// Who sends the form. A stage has a field for the name beside every box to write in: the one that was changed counts, and
/// is kept on the device for the next form.
fn author(visit: &Visit, fields: &Fields) -> Author {
    let known = visit.name();
    let mut typed = fields.iter().filter(|(field, _)| field == "name").map(|(_, value)| value.trim());
    let changed = typed.find(|name| !name.is_empty() && *name != known);
    Author { by: visit.name_or(changed), at: visit.now }
}

/// Back to the page, with the name kept.
fn back(visit: &Visit, by: &str, path: &str) -> Response {
    (visit.naming(visit.cookies(), by), visit.see_other(path)).into_response()
}

#[derive(Deserialize)]
pub struct StagePath {
    stage: StageKey,
}

/// `POST /w/{token}/stages/{stage}`: saves what changed in a whole stage, and adds what was written.
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
    let author = author(&visit, &fields);
    let own = QuestionKey::own_from_random(app.random.bytes());
    let form = StageForm { fields: &fields, stage: &path.stage, author: &author, own: &own };
    if let Some(wrong) = form.save(&app, &editor, &visit).await? {
        return Ok(wrong);
    }
    let paths = editor.paths(visit.language);
    let place = match form.sent() {
        Some(("question", _)) => paths.question_anchor(&own),
        Some(("comment", key)) => paths.question_anchor(key),
        Some(("reply", id)) => paths.question_anchor(field(&fields, &format!("on.{id}")).unwrap_or_default()),
        _ => format!("{}?stage={stage}#{stage}", paths.page(), stage = path.stage),
    };
    Ok(back(&visit, &author.by, &place))
}

/// The form of a stage. Whichever of its buttons is pressed, all that the person did in the stage comes with it and is
/// saved: without scripts a browser keeps none of the rest.
struct StageForm<'a> {
    fields: &'a Fields,
    stage: &'a StageKey,
    author: &'a Author,
    /// The key of an own question that is added.
    own: &'a QuestionKey,
}

impl StageForm<'_> {
    /// Saves each part for itself: one that can't be comes back in a page with the person's words, and the others stand.
    async fn save(&self, app: &App, editor: &Editor, visit: &Visit) -> Result<Option<Response>, PageError> {
        let (mut problems, mut kept) = (Problems::default(), BTreeMap::new());
        for (name, part) in self.parts(app) {
            if let Err(message) = save(app, editor, visit.language, move |_| part).await? {
                problems.add(&name, message);
                self.keep(&mut kept, name);
            }
        }
        if problems.is_empty() {
            return Ok(None);
        }
        wrong(app, editor, visit, Some(self.stage.clone()), problems, kept).await.map(Some)
    }

    fn field(&self, name: &str) -> &str {
        field(self.fields, name).unwrap_or_default()
    }

    /// The box whose button was pressed: its kind, and the question or comment that it hangs under.
    fn sent(&self) -> Option<(&str, &str)> {
        let name = field(self.fields, "send")?;
        Some(name.split_once('.').unwrap_or((name, "")))
    }

    /// The fields called `kind.KEY`, by key.
    fn of<K: std::str::FromStr>(&self, kind: &str) -> impl Iterator<Item = (K, &str)> {
        self.fields.iter().filter_map(move |(name, value)| {
            let key = name.strip_prefix(kind)?.strip_prefix('.')?;
            Some((key.parse().ok()?, value.as_str()))
        })
    }

    /// Those of them that are not as the person found them.
    fn changed(&self, kind: &str, before: &str) -> impl Iterator<Item = (QuestionKey, &str)> {
        self.of::<QuestionKey>(kind)
            .filter(move |(key, value)| self.field(&format!("{before}.{key}")) != *value)
    }

    /// What the form changes, by field. The form carries what the person saw beside what they chose, so that only their
    /// own changes are written and nobody else's of the meantime is overwritten.
    fn parts(&self, app: &App) -> Vec<(String, Vec<Edit>)> {
        let Self { stage, author, .. } = *self;
        let mut parts: Vec<(String, Vec<Edit>)> = Vec::new();
        let answers: Vec<Edit> = self
            .changed("answer", "was")
            .map(|(key, value)| acts::answer(key, Answer::from_word(value), author))
            .collect();
        if let Some(Edit::Answer { question, .. }) = answers.first() {
            parts.push((format!("answer.{question}"), answers));
        }
        for (key, name) in self.changed("owner", "owner-was") {
            let name_of = format!("owner.{key}");
            let edit = acts::owner(key, name, author);
            parts.push((name_of, vec![edit]));
        }
        let text = |name| acts::plain_lines(self.field(name));
        let (before, after) = (text("notes-was"), text("notes"));
        if before != after {
            let (name, stage) = (format!("notes.{stage}"), stage.clone());
            let edit = Edit::NoteReplace { stage, base: Some(before), text: after };
            parts.push((name, vec![edit]));
        }
        let mut add = |name: String, edit: Edit| parts.push((name, vec![edit]));
        let comment = |question: QuestionKey, parent: Option<CommentId>, text: &str| {
            let id = CommentId::from_random(app.random.bytes());
            acts::comment(id, question, parent, &acts::plain_lines(text), author)
        };
        for (key, text) in self.of::<QuestionKey>("comment") {
            let name = format!("comment.{key}");
            if self.is_written(&name, text) {
                add(name, comment(key, None, text));
            }
        }
        for (id, text) in self.of::<CommentId>("reply") {
            let name = format!("reply.{id}");
            if self.is_written(&name, text)
                && let Ok(question) = self.field(&format!("on.{id}")).parse()
            {
                add(name, comment(question, Some(id), text));
            }
        }
        let text = self.field("question");
        if self.is_written("question", text) {
            add(format!("question.{stage}"), acts::question(self.own.clone(), stage.clone(), text, author));
        }
        parts
    }

    /// Whether a box to write in holds something, or its own button was pressed: then an empty one is a mistake to tell.
    fn is_written(&self, name: &str, text: &str) -> bool {
        !text.is_empty() || field(self.fields, "send") == Some(name)
    }

    /// Keeps what was typed into a field that could not be saved, and what stood in it before, by the names that the
    /// page gives them.
    fn keep(&self, kept: &mut BTreeMap<String, String>, name: String) {
        let (typed, before) = match name.split_once('.') {
            Some(("notes", _)) => {
                ("notes", Some(("notes-was".to_owned(), format!("notes-was.{}", self.stage))))
            }
            Some(("question", _)) => ("question", None),
            Some((kind @ ("owner" | "answer"), key)) => {
                let before = format!("{}.{key}", if kind == "owner" { "owner-was" } else { "was" });
                (name.as_str(), Some((before.clone(), before)))
            }
            _ => (name.as_str(), None),
        };
        let typed = self.field(typed).to_owned();
        if let Some((field, as_kept)) = before {
            kept.insert(as_kept, self.field(&field).to_owned());
        }
        kept.insert(name, typed);
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
    let stage = acts::stage_of(&checklist, &view.workbook, &key).ok_or(PageError::NotFound)?;
    let author = author(&visit, &fields);
    if let Some(wrong) = rest_of_stage(&app, &editor, &visit, &fields, stage, &author).await? {
        return Ok(wrong);
    }
    let value = field(&fields, "value").and_then(Answer::from_word);
    let edit = acts::answer(key.clone(), value, &author);
    save(&app, &editor, visit.language, move |_| vec![edit]).await?.map_err(|_| PageError::Conflict)?;
    Ok(back(&visit, &author.by, &editor.paths(visit.language).question_anchor(&key)))
}

/// Saves what else was done in the stage whose form one of its other buttons sent. A response says what is wrong with it.
async fn rest_of_stage(
    app: &App,
    editor: &Editor,
    visit: &Visit,
    fields: &Fields,
    stage: &StageKey,
    author: &Author,
) -> Result<Option<Response>, PageError> {
    let own = QuestionKey::own_from_random(app.random.bytes());
    StageForm { fields, stage, author, own: &own }.save(app, editor, visit).await
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
    visit.may_write(&app)?;
    let (view, checklist) = editor.open(&app, visit.language).await?;
    let known = view.workbook.comments.iter().find(|comment| comment.id == path.comment);
    let question = &known.ok_or(PageError::NotFound)?.question;
    let author = author(&visit, &fields);
    if let Some(stage) = acts::stage_of(&checklist, &view.workbook, question)
        && let Some(wrong) = rest_of_stage(&app, &editor, &visit, &fields, stage, &author).await?
    {
        return Ok(wrong);
    }
    let edit = Edit::RemoveComment { id: path.comment, removed: true, by: author.by, at: author.at };
    removed(&app, &editor, &visit, edit, "comment", &format!("#q-{question}")).await
}

/// `POST /w/{token}/questions/{question}/removal`
pub async fn remove_question(
    State(app): State<App>,
    editor: Editor,
    visit: Visit,
    Path(path): Path<QuestionPath>,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let view = editor.view(&app).await?;
    let stage = &view.workbook.own_question(&path.question).ok_or(PageError::NotFound)?.stage;
    let author = author(&visit, &fields);
    if let Some(wrong) = rest_of_stage(&app, &editor, &visit, &fields, stage, &author).await? {
        return Ok(wrong);
    }
    let edit = Edit::RemoveQuestion { key: path.question, removed: true, by: author.by, at: author.at };
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
    let author = author(&visit, &fields);
    let edits = acts::reset(&checklist, &view.workbook, &scope, &author);
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
