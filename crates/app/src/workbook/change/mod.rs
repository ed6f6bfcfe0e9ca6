//! Undoing: a change of the history is taken back by putting back what stood before it.

use axum::extract::State;
use axum::response::Response;
use crosswalk_checklist::{Answer, Workbook};
use crosswalk_collab::{Edit, Subject};
use crosswalk_names::ChangeId;
use serde::Deserialize;
use serde_json::Value;

use super::queries::{self, ChangeRow};
use crate::access::Editor;
use crate::error::PageError;
use crate::extract::{Form, Path};
use crate::state::App;
use crate::visit::Visit;

/// The change in the address.
#[derive(Deserialize)]
pub struct UndoPath {
    change: ChangeId,
}

/// Who takes it back.
#[derive(Deserialize, Default)]
pub struct UndoForm {
    name: Option<String>,
}

/// `POST /w/{token}/changes/{change}/undo`
///
/// Takes back a change, together with those that were made in one go with it (a reset clears many answers). What
/// somebody has changed again since stays as it is: an undo never overwrites a newer word. Notes are brought back from
/// the history page instead, as a whole state.
pub async fn create_undo(
    State(app): State<App>,
    editor: Editor,
    visit: Visit,
    Path(path): Path<UndoPath>,
    Form(form): Form<UndoForm>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let (id, change) = (editor.id, path.change);
    let rows = app
        .store
        .read(move |conn| {
            let Some(row) = queries::change(conn, id, change)? else { return Ok(Vec::new()) };
            let mut rows = queries::changes_at(conn, id, row.seq)?;
            rows.retain(|other| other.kind == row.kind && other.author == row.author && other.stands);
            Ok(rows)
        })
        .await?;
    if rows.is_empty() {
        return Err(PageError::NotFound);
    }
    let (by, at) = (visit.name_or(form.name.as_deref()), visit.now);
    let anchor = rows.first().and_then(subject).map(|subject| anchor(&subject)).unwrap_or_default();
    let put_back = move |present: &Workbook| {
        rows.iter()
            .filter_map(|row| opposite(row, present))
            .map(|(subject, value)| Edit::PutBack { subject, value, by: by.clone(), at })
            .collect()
    };
    app.live.edit(id, put_back).await?;
    Ok(visit.see_other(&format!("{}{anchor}", editor.paths(visit.language).page())))
}

/// Where on the page the thing stands that was brought back.
fn anchor(subject: &Subject) -> String {
    match subject {
        Subject::Answer(key) | Subject::Owner(key) | Subject::Question(key) => format!("#q-{key}"),
        Subject::Comment(id) => format!("#c-{id}"),
        Subject::Note(stage) => format!("#{stage}"),
        Subject::Title | Subject::Community => String::new(),
    }
}

/// What a line of history is about.
pub fn subject(row: &ChangeRow) -> Option<Subject> {
    let key = row.subject.as_str();
    match row.kind.as_str() {
        "answer" => key.parse().ok().map(Subject::Answer),
        "owner" => key.parse().ok().map(Subject::Owner),
        "comment" => key.parse().ok().map(Subject::Comment),
        "question" => key.parse().ok().map(Subject::Question),
        "note" => key.parse().ok().map(Subject::Note),
        "title" => Some(Subject::Title),
        "community" => Some(Subject::Community),
        _ => None,
    }
}

/// What to put back for a line of history; none when it has been overtaken.
fn opposite(row: &ChangeRow, present: &Workbook) -> Option<(Subject, Option<Value>)> {
    let subject = subject(row)?;
    let read =
        |json: &Option<String>| json.as_deref().and_then(|json| serde_json::from_str::<Value>(json).ok());
    let (before, after) = (read(&row.before), read(&row.after));
    let word = |field: &str| after.as_ref().and_then(|after| after[field].as_str()).unwrap_or_default();
    let stands_still = match &subject {
        Subject::Answer(key) => present.answer(key) == Answer::from_word(word("value")),
        Subject::Owner(key) => present.owners.get(key).map_or("", |owner| &owner.name) == word("name"),
        Subject::Title => present.title.text == word("text"),
        Subject::Community => present.community.text == word("text"),
        Subject::Comment(_) | Subject::Question(_) => true,
        Subject::Note(_) => false,
    };
    stands_still.then_some((subject, before))
}
