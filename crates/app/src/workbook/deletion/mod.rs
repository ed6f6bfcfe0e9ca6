//! Deleting a workbook: 30 days to change one's mind, then it is gone.

pub mod page;

use askama::Template as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_checklist::Workbook;
use crosswalk_names::{DAY, Timestamp, WorkbookId};
use crosswalk_ui::{Problems, Words};
use serde::Deserialize;

use self::page::DeletionPage;
use super::page::frame;
use super::queries;
use crate::access::Editor;
use crate::error::PageError;
use crate::extract::Form;
use crate::live::KEPT;
use crate::state::App;
use crate::visit::Visit;

/// Most workbooks that one round of the clean-up removes.
const AT_ONCE: i64 = 500;

/// Marks a workbook deleted. Everyone who has it open is told.
pub async fn delete(app: &App, id: WorkbookId) -> Result<(), PageError> {
    mark(app, id, Some(app.clock.now())).await
}

/// Brings a deleted workbook back, as it was.
pub async fn bring_back(app: &App, id: WorkbookId) -> Result<(), PageError> {
    mark(app, id, None).await
}

async fn mark(app: &App, id: WorkbookId, at: Option<Timestamp>) -> Result<(), PageError> {
    app.store.write(move |conn| queries::set_deleted(conn, id, at)).await?;
    app.live.set_deleted(id, at).await?;
    Ok(())
}

/// Removes a workbook at once: an import that failed half way.
pub async fn discard(app: &App, id: WorkbookId) -> Result<(), PageError> {
    app.live.forget(id).await;
    app.store.write(move |conn| queries::remove(conn, id)).await?;
    app.close_doors();
    Ok(())
}

/// Removes what was deleted more than 30 days ago. Run now and then.
pub async fn purge(app: &App) -> Result<usize, PageError> {
    let before = app.clock.now().plus(-KEPT);
    let gone = app.store.write(move |conn| queries::purge(conn, before, AT_ONCE)).await?;
    for id in &gone {
        app.live.forget(*id).await;
    }
    if !gone.is_empty() {
        app.close_doors();
    }
    Ok(gone.len())
}

async fn page(
    app: &App,
    editor: &Editor,
    visit: &Visit,
    problems: Problems,
) -> Result<Html<String>, PageError> {
    let view = app.live.view(editor.id).await?;
    // After the deletion the page shows no word of the workbook, not even its title.
    let nothing = Workbook::default();
    let shown = if view.deleted_at.is_some() { &nothing } else { &*view.workbook };
    let page = DeletionPage {
        frame: frame(visit, app, editor, shown),
        until: view.deleted_at.map(|at| at.plus(KEPT)),
        kept_days: usize::try_from(KEPT / DAY).unwrap_or_default(),
        problems,
    };
    Ok(Html(page.render()?))
}

/// `GET /w/{token}/deletion`
pub async fn show(State(app): State<App>, editor: Editor, visit: Visit) -> Result<Html<String>, PageError> {
    page(&app, &editor, &visit, Problems::default()).await
}

/// The title, typed to be sure.
#[derive(Deserialize)]
pub struct DeletionForm {
    title: String,
}

/// `POST /w/{token}/deletion`: asks for the title, because this takes the workbook from everyone.
pub async fn create(
    State(app): State<App>,
    editor: Editor,
    visit: Visit,
    Form(form): Form<DeletionForm>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let view = editor.view(&app).await?;
    let frame = frame(&visit, &app, &editor, &view.workbook);
    if form.title.trim().to_lowercase() != frame.book_title().trim().to_lowercase() {
        let mut problems = Problems::default();
        problems.add("title", Words::of(visit.language).t("deletion-wrong"));
        return Ok(
            (StatusCode::UNPROCESSABLE_ENTITY, page(&app, &editor, &visit, problems).await?).into_response()
        );
    }
    delete(&app, editor.id).await?;
    Ok(visit.see_other(&editor.paths(visit.language).deletion()))
}

/// `POST /w/{token}/deletion/undo`
pub async fn undo(State(app): State<App>, editor: Editor, visit: Visit) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    bring_back(&app, editor.id).await?;
    Ok(visit.see_other(&editor.paths(visit.language).page()))
}
