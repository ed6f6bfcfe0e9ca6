//! The words of one own question.

pub mod page;

use askama::Template as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_checklist::OwnQuestion;
use crosswalk_names::QuestionKey;
use crosswalk_ui::{Problems, Words};
use serde::Deserialize;

use self::page::OwnQuestionPage;
use super::acts::Author;
use super::page::frame;
use super::{acts, reading, refusals};
use crate::access::Editor;
use crate::error::PageError;
use crate::extract::{Form, Path};
use crate::live::{EditError, LiveError};
use crate::state::App;
use crate::visit::Visit;

/// The question in the address.
#[derive(Deserialize)]
pub struct QuestionPath {
    question: QuestionKey,
}

async fn page(
    app: &App,
    editor: &Editor,
    visit: &Visit,
    question: &OwnQuestion,
    text: String,
    problems: Problems,
) -> Result<Html<String>, PageError> {
    let (view, checklist) = editor.open(app, visit.language).await?;
    let page = OwnQuestionPage {
        frame: frame(visit, app, editor, &view.workbook),
        key: question.key.to_string(),
        number: reading::words::number(&checklist, &question.stage),
        stage_title: checklist.stage(&question.stage).map(|stage| stage.title.clone()).unwrap_or_default(),
        text,
        name: visit.name(),
        problems,
        text_max: app.settings.limits.live.document.question_max,
    };
    Ok(Html(page.render()?))
}

async fn question(app: &App, editor: &Editor, key: &QuestionKey) -> Result<OwnQuestion, PageError> {
    editor.view(app).await?.workbook.own_question(key).cloned().ok_or(PageError::NotFound)
}

/// `GET /w/{token}/questions/{question}`
pub async fn show(
    State(app): State<App>,
    editor: Editor,
    visit: Visit,
    Path(path): Path<QuestionPath>,
) -> Result<Html<String>, PageError> {
    let question = question(&app, &editor, &path.question).await?;
    page(&app, &editor, &visit, &question, question.text.clone(), Problems::default()).await
}

/// The question in other words.
#[derive(Deserialize)]
pub struct QuestionForm {
    text: String,
    name: Option<String>,
}

/// `POST /w/{token}/questions/{question}`
pub async fn update(
    State(app): State<App>,
    editor: Editor,
    visit: Visit,
    Path(path): Path<QuestionPath>,
    Form(form): Form<QuestionForm>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let question = question(&app, &editor, &path.question).await?;
    let author = Author { by: visit.name_or(form.name.as_deref()), at: visit.now };
    let edit = acts::question(question.key.clone(), question.stage.clone(), &form.text, &author);
    match app.live.edit(editor.id, move |_| vec![edit]).await {
        Ok(_) => {
            let anchor = editor.paths(visit.language).question_anchor(&question.key);
            Ok((visit.naming(visit.cookies(), &author.by), visit.see_other(&anchor)).into_response())
        }
        Err(LiveError::Edit(EditError::Refused(refusal))) => {
            let mut problems = Problems::default();
            problems.add("text", refusals::in_words(Words::of(visit.language), &refusal));
            let page = page(&app, &editor, &visit, &question, form.text, problems).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(other) => Err(other.into()),
    }
}
