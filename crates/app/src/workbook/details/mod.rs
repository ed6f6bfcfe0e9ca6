//! Title and place of a workbook.

pub mod page;

use askama::Template as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_collab::{Edit, Refusal};
use crosswalk_ui::{Problems, Words};
use serde::Deserialize;

use self::page::{DetailsForm, DetailsPage};
use super::page::frame;
use super::{acts, refusals};
use crate::access::Editor;
use crate::error::PageError;
use crate::extract::Form;
use crate::live::{EditError, LiveError};
use crate::state::App;
use crate::visit::Visit;

/// `GET /w/{token}/details`
pub async fn show(State(app): State<App>, editor: Editor, visit: Visit) -> Result<Html<String>, PageError> {
    let view = editor.view(&app).await?;
    let form = DetailsForm {
        title: view.workbook.title.text.clone(),
        community: view.workbook.community.text.clone(),
        name: visit.name(),
    };
    page(&app, &editor, &visit, form, Problems::default()).await
}

async fn page(
    app: &App,
    editor: &Editor,
    visit: &Visit,
    form: DetailsForm,
    problems: Problems,
) -> Result<Html<String>, PageError> {
    let view = editor.view(app).await?;
    let text_max = app.settings.limits.live.document.title_max;
    let page = DetailsPage { frame: frame(visit, app, editor, &view.workbook), form, problems, text_max };
    Ok(Html(page.render()?))
}

/// What was typed.
#[derive(Deserialize)]
pub struct Details {
    title: String,
    community: String,
    name: Option<String>,
}

/// `POST /w/{token}/details`
pub async fn update(
    State(app): State<App>,
    editor: Editor,
    visit: Visit,
    Form(form): Form<Details>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    editor.view(&app).await?;
    let (title, community) = (acts::tidy_line(&form.title), acts::tidy_line(&form.community));
    let (by, at) = (visit.name_or(form.name.as_deref()), visit.now);
    let limit = app.settings.limits.live.document.title_max;
    let mut problems = Problems::default();
    let words = Words::of(visit.language);
    for (field, text) in [("title", &title), ("community", &community)] {
        if text.encode_utf16().count() > limit {
            problems.add(field, refusals::in_words(words, &Refusal::TitleTooLong { limit }));
        }
    }
    if problems.is_empty() {
        let edits = vec![
            Edit::Title { text: title, by: by.clone(), at },
            Edit::Community { text: community, by: by.clone(), at },
        ];
        match app.live.edit(editor.id, move |_| edits).await {
            Ok(_) => {
                let to_page = visit.see_other(&editor.paths(visit.language).page());
                return Ok((visit.naming(visit.cookies(), &by), to_page).into_response());
            }
            Err(LiveError::Edit(EditError::Refused(refusal))) => {
                problems.add("title", refusals::in_words(words, &refusal));
            }
            Err(other) => return Err(other.into()),
        }
    }
    let kept = DetailsForm { title: form.title, community: form.community, name: by };
    let page = page(&app, &editor, &visit, kept, problems).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
