//! The history page, an earlier state, and bringing it back.

use askama::Template as _;
use axum::extract::State;
use axum::response::{Html, Response};
use crosswalk_checklist::{Answer, Checklist, Workbook};
use crosswalk_names::{ChangeId, DAY, QuestionKey};
use crosswalk_ui::{Meter, Nav, Words};
use serde::Deserialize;
use serde_json::Value;

use super::page::{ChangeLine, Event, HistoryPage, by_day};
use super::{Place, lines, state_at};
use crate::access::{Editor, Reader};
use crate::error::PageError;
use crate::extract::{Form, Path, Query};
use crate::live::KEPT;
use crate::state::App;
use crate::visit::Visit;
use crate::workbook::page::frame;
use crate::workbook::queries::{self, ChangeRow, NewChange};
use crate::workbook::state_then::page::{StateThenPage, ThenQuestion, ThenStage};

#[derive(Deserialize, Default)]
pub struct Before {
    before: Option<Place>,
}

/// `GET /w/{token}/history`
pub async fn show(
    State(app): State<App>,
    reader: Reader,
    visit: Visit,
    Query(page): Query<Before>,
) -> Result<Html<String>, PageError> {
    let (view, checklist) = reader.open(&app, visit.language).await?;
    let (rows, more) = lines(&app, reader.id, page.before).await?;
    let frame = frame(&visit, &app, &reader, &view.workbook).nav(Nav::History);
    let older = more.map(|place| reader.paths(visit.language).history_before(place));
    let page = HistoryPage {
        days: by_day(&frame, told(&checklist, &view.workbook, &rows)),
        frame,
        older,
        newest: page.before.is_none(),
        kept_days: usize::try_from(KEPT / DAY).unwrap_or_default(),
    };
    Ok(Html(page.render()?))
}

/// Rows as lines. Answers that were cleared in one go become one line.
fn told(checklist: &Checklist, present: &Workbook, rows: &[ChangeRow]) -> Vec<ChangeLine> {
    let mut told: Vec<ChangeLine> = Vec::new();
    for together in
        rows.chunk_by(|a, b| a.seq == b.seq && a.author == b.author && is_clearing(a) && is_clearing(b))
    {
        let Some(first) = together.first() else { continue };
        let event = if together.len() > 1 {
            Some(reset(checklist, present, together))
        } else {
            event(checklist, present, first)
        };
        told.extend(event.map(|event| ChangeLine {
            at: first.at,
            author: first.author.clone(),
            event,
            stands: first.stands,
            seq: first.seq,
            undo: can_undo(first).then(|| first.id.to_string()),
        }));
    }
    told
}

/// Whether a change can be taken back for itself; notes come back as a whole state.
fn can_undo(row: &ChangeRow) -> bool {
    row.stands && !matches!(row.kind.as_str(), "note" | "restoration")
}

fn value(json: Option<&str>) -> Value {
    json.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
}

fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_default().to_owned()
}

fn is_clearing(row: &ChangeRow) -> bool {
    row.kind == "answer" && row.stands && value(row.after.as_deref())["value"].is_null()
}

/// What a question is called: its topic, or an own question's text.
fn topic(checklist: &Checklist, present: &Workbook, key: &str) -> String {
    let Ok(key) = key.parse::<QuestionKey>() else { return key.to_owned() };
    let own = || present.own_question(&key).map(|own| own.text.clone());
    let words = Words::of(checklist.language);
    checklist
        .question(&key)
        .map(|question| question.topic.clone())
        .or_else(own)
        .unwrap_or_else(|| words.t("workbook-your-question").to_owned())
}

/// The number of a stage, from 1.
fn stage_number(checklist: &Checklist, key: &str) -> usize {
    checklist.stages.iter().position(|stage| stage.key.as_str() == key).map_or(0, |place| place + 1)
}

fn reset(checklist: &Checklist, present: &Workbook, rows: &[ChangeRow]) -> Event {
    let stage_of = |row: &ChangeRow| {
        let key: QuestionKey = row.subject.parse().ok()?;
        crate::workbook::acts::stage_of(checklist, present, &key)
            .map(|stage| stage_number(checklist, stage.as_str()))
    };
    let mut stages: Vec<usize> = rows.iter().filter_map(stage_of).collect();
    stages.dedup();
    Event::Reset { stage: if let [stage] = stages[..] { Some(stage) } else { None } }
}

fn event(checklist: &Checklist, present: &Workbook, row: &ChangeRow) -> Option<Event> {
    let (before, after) = (value(row.before.as_deref()), value(row.after.as_deref()));
    let topic_of = |key: &str| topic(checklist, present, key);
    let removed = |entry: &Value| entry["removed"].as_bool().unwrap_or_default();
    Some(match row.kind.as_str() {
        "answer" => {
            let answer = after["value"].as_str().and_then(Answer::from_word);
            Event::Answer { topic: topic_of(&row.subject), answer }
        }
        "owner" => Event::Owner { topic: topic_of(&row.subject), owner: text(&after, "name") },
        "comment" => {
            let topic = topic_of(&text(&after, "question"));
            match (removed(&before), removed(&after)) {
                (_, true) => Event::CommentRemoved { topic },
                (true, false) => Event::CommentRestored { topic },
                (false, false) => Event::CommentAdded { topic, text: text(&after, "text") },
            }
        }
        "question" => {
            let (stage, text) = (stage_number(checklist, &text(&after, "stage")), text(&after, "text"));
            match (before.is_null(), removed(&before), removed(&after)) {
                (_, _, true) => Event::QuestionRemoved { stage, text },
                (true, ..) => Event::QuestionAdded { stage, text },
                (false, true, false) => Event::QuestionRestored { stage, text },
                (false, false, false) => Event::QuestionEdited { stage, text },
            }
        }
        "title" => Event::Title(text(&after, "text")),
        "community" => Event::Community(text(&after, "text")),
        "note" => Event::Note { stage: stage_number(checklist, &row.subject) },
        "restoration" => Event::Restored { of: crosswalk_names::Timestamp(after.as_i64()?) },
        _ => return None,
    })
}

#[derive(Deserialize)]
pub struct StatePath {
    seq: i64,
}

/// `GET /w/{token}/history/{seq}`: the workbook as it was after a change.
pub async fn show_state(
    State(app): State<App>,
    reader: Reader,
    visit: Visit,
    Path(path): Path<StatePath>,
) -> Result<Html<String>, PageError> {
    let (view, checklist) = reader.open(&app, visit.language).await?;
    if !(1..=view.seq).contains(&path.seq) {
        return Err(PageError::NotFound);
    }
    let then = state_at(&app, reader.id, path.seq).await?.ok_or(PageError::NotFound)?;
    let (id, after) = (reader.id, path.seq + 1);
    let page = StateThenPage {
        frame: frame(&visit, &app, &reader, &view.workbook).nav(Nav::History),
        seq: path.seq,
        at: app.store.read(move |conn| queries::entry_time(conn, id, after)).await?,
        title: then.title.text.clone(),
        community: then.community.text.clone(),
        stages: stages(&checklist, &then),
    };
    Ok(Html(page.render()?))
}

fn stages(checklist: &Checklist, then: &Workbook) -> Vec<ThenStage> {
    let words = Words::of(checklist.language);
    let question = |key: &QuestionKey, topic: &str, own: bool| ThenQuestion {
        topic: topic.to_owned(),
        own,
        answer: then.answer(key),
        owner: then.owners.get(key).map(|owner| owner.name.clone()).unwrap_or_default(),
        comments: then.comments_on(key).count(),
    };
    checklist
        .stages
        .iter()
        .enumerate()
        .map(|(place, stage)| ThenStage {
            number: place + 1,
            title: stage.title.clone(),
            meter: Meter::new(words, &then.stripes(checklist, &stage.key)),
            questions: stage
                .questions
                .iter()
                .map(|one| question(&one.key, &one.topic, false))
                .chain(then.own_questions(&stage.key).map(|own| question(&own.key, &own.text, true)))
                .collect(),
            notes: then.note(&stage.key).to_owned(),
        })
        .collect()
}

#[derive(Deserialize)]
pub struct Restoration {
    seq: i64,
    name: Option<String>,
}

/// `POST /w/{token}/restorations`: brings an earlier state back. That is a change like any other, and can be taken back
/// the same way.
pub async fn restore(
    State(app): State<App>,
    editor: Editor,
    visit: Visit,
    Form(form): Form<Restoration>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    if !(1..=editor.view(&app).await?.seq).contains(&form.seq) {
        return Err(PageError::NotFound);
    }
    let then = state_at(&app, editor.id, form.seq).await?.ok_or(PageError::NotFound)?;
    let by = visit.name_or(form.name.as_deref());
    let seq = app.live.become_like(editor.id, (*then).clone(), by.clone(), visit.now).await?;
    let (id, of) = (editor.id, form.seq);
    let line = NewChange {
        id: ChangeId(app.random.uuid(visit.now)),
        seq,
        at: visit.now,
        author: by,
        kind: "restoration",
        subject: of.to_string(),
        before: None,
        after: None,
        stands: true,
    };
    app.store
        .write(move |conn| {
            let at = queries::entry_time(conn, id, of)?.map(|at| at.0.to_string());
            queries::add_change(conn, id, &NewChange { after: at, ..line.clone() })
        })
        .await?;
    Ok(visit.see_other(&format!("{}?done=restored", editor.paths(visit.language).page())))
}
