//! Evidence: what the team's answers rest on. A document, a page, a record or a person, for each question.
//!
//! Every member reads it; whoever may contribute adds and removes it. A link leads to another site, so only `http` and
//! `https` addresses are taken, and the browser tells that site nothing about where the reader comes from.

pub mod page;
pub mod queries;

use askama::Template as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_checklist::Answer;
use crosswalk_names::{EvidenceId, QuestionKey, Timestamp};
use crosswalk_ui::{Nav, Problems, Toast, Words};
use serde::{Deserialize, Serialize};

use self::page::{EvidenceForm, EvidenceLine, EvidencePage, QuestionPart, StagePart, kind_word};
use self::queries::{EvidenceKind, EvidenceRow, NewEvidence};
use super::activity::{self, Kind, by};
use super::questions::{TeamQuestions, answer_word, team_questions};
use super::steps::page::grouped;
use super::{frame, removed};
use crate::access::{Contributor, Member};
use crate::error::PageError;
use crate::extract::{Form, Path, Query};
use crate::state::App;
use crate::typed::Typed;
use crate::visit::Visit;

/// Pieces of evidence of a partnership.
pub const EVIDENCE_MAX: usize = 1_000;
/// Longest name of one, in characters.
pub const LABEL_MAX: usize = 200;
/// Longest link, in characters.
pub const LINK_MAX: usize = 500;
/// What removed evidence is called where it waits to be brought back.
const REMOVED: &str = "evidence";

/// What the page shows first: a form filled in for a question, or what was just done.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Shown {
    question: String,
    removed: String,
}

/// Evidence on its way back.
#[derive(Serialize, Deserialize)]
struct RemovedEvidence {
    id: EvidenceId,
    question: QuestionKey,
    kind: String,
    label: String,
    link: String,
    added_at: Timestamp,
}

fn line(words: &Words, row: EvidenceRow) -> EvidenceLine {
    EvidenceLine {
        id: row.id.to_string(),
        kind: kind_word(words, row.kind).to_owned(),
        label: row.label,
        link: row.link,
        by: if row.by.is_empty() { words.t("former-member").to_owned() } else { row.by },
        added_at: row.added_at,
    }
}

async fn page(
    app: &App,
    visit: &Visit,
    member: &Member,
    questions: &TeamQuestions,
    (form, problems): (EvidenceForm, Problems),
    toast: Option<Toast>,
) -> Result<Html<String>, PageError> {
    let (id, words) = (member.id(), Words::of(visit.language));
    let rows = app.store.read(move |conn| queries::list(conn, id)).await?;
    let (known, strays): (Vec<EvidenceRow>, Vec<EvidenceRow>) =
        rows.into_iter().partition(|row| questions.get(row.question.as_str()).is_some());
    let asked = questions.stage_of(&form.question).map_or(1, |stage| stage.number);
    let part = |question: &super::questions::TeamQuestion| {
        let own = known.iter().filter(|row| row.question == question.key).cloned();
        QuestionPart {
            key: question.key.to_string(),
            topic: question.label.clone(),
            text: question.text.clone(),
            answer: answer_word(words, question.answer).to_owned(),
            is_yes: question.answer == Some(Answer::Yes),
            evidence: own.map(|row| line(words, row)).collect(),
        }
    };
    let stages = questions
        .stages
        .iter()
        .map(|stage| StagePart {
            number: stage.number,
            title: stage.title.clone(),
            open: stage.number == asked,
            questions: stage.questions.iter().map(part).collect(),
        })
        .collect();
    let mut frame = frame(visit, app, member).nav(Nav::Steps);
    frame.toast = toast;
    let page = EvidencePage {
        frame,
        stages,
        strays: strays.into_iter().map(|row| line(words, row)).collect(),
        form,
        problems,
        questions: grouped(questions),
        may_change: member.may_contribute(),
    };
    Ok(Html(page.render()?))
}

/// `GET /p/{partnership}/evidence`
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    member: Member,
    Query(shown): Query<Shown>,
) -> Result<Html<String>, PageError> {
    let questions = team_questions(&app, &visit, &member).await?;
    let words = Words::of(visit.language);
    let removed = member
        .may_contribute()
        .then(|| removed::open::<RemovedEvidence>(&app, member.id(), REMOVED, &shown.removed, visit.now));
    let toast = removed.flatten().map(|evidence| {
        let undo =
            format!("{}?removed={}", member.paths(visit.language).evidence_restorations(), shown.removed);
        Toast::new(words, words.tx("evidence-removed", "label", &evidence.label), undo)
    });
    let question = questions.get(&shown.question).map(|question| question.key.to_string());
    let form = EvidenceForm { question: question.unwrap_or_default(), ..EvidenceForm::default() };
    page(&app, &visit, &member, &questions, (form, Problems::default()), toast).await
}

/// An address of another site, as it is kept. None for anything else: `javascript:`, a password in it, no host.
pub fn web_address(text: &str) -> Option<String> {
    let url = url::Url::parse(text).ok()?;
    let plain = matches!(url.scheme(), "http" | "https")
        && url.host_str().is_some_and(|host| !host.is_empty())
        && url.username().is_empty()
        && url.password().is_none();
    plain.then(|| url.to_string())
}

fn parse(
    words: &Words,
    form: &EvidenceForm,
    questions: &TeamQuestions,
) -> Result<(QuestionKey, EvidenceKind, String, String), Problems> {
    let mut typed = Typed::new(words);
    let question = questions.get(&form.question).map(|question| question.key.clone());
    if question.is_none() {
        typed.wrong("question", if form.question.is_empty() { "question-empty" } else { "question-gone" });
    }
    let kind = EvidenceKind::from_word(&form.kind);
    if kind.is_none() {
        typed.wrong("kind", "evidence-kind-empty");
    }
    let label = typed.needed("label", &form.label, LABEL_MAX, "evidence-label-empty");
    let link = typed.line("link", &form.link, LINK_MAX);
    let address = web_address(&link);
    if kind == Some(EvidenceKind::Person) && !link.is_empty() {
        typed.wrong("link", "evidence-link-person");
    } else if address.is_none() && !link.is_empty() {
        typed.wrong("link", "evidence-link-odd");
    }
    let read =
        question.zip(kind).map(|(question, kind)| (question, kind, label, address.unwrap_or_default()));
    // Without a question or a kind there was a problem above.
    typed.done(read)?.ok_or_else(Problems::default)
}

async fn add(
    app: &App,
    visit: &Visit,
    member: &Member,
    topic: String,
    new: NewEvidence,
) -> Result<bool, PageError> {
    let (id, person, now, work) = (member.id(), member.person, visit.now, app.clone());
    let kept = app
        .store
        .write(move |conn| {
            if usize::try_from(queries::count(conn, id)?).unwrap_or(usize::MAX) >= EVIDENCE_MAX {
                return Ok(false);
            }
            if queries::add(conn, id, &new)? {
                activity::log(conn, id, &by(&work, now, person, Kind::EvidenceAdded, &topic))?;
            }
            Ok(true)
        })
        .await?;
    Ok(kept)
}

async fn refused(
    app: &App,
    visit: &Visit,
    member: &Member,
    questions: &TeamQuestions,
    typed: (EvidenceForm, Problems),
) -> Result<Response, PageError> {
    let html = page(app, visit, member, questions, typed, None).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response())
}

fn full(words: &Words) -> Problems {
    let mut problems = Problems::default();
    problems.add("label", words.tn("evidence-full", EVIDENCE_MAX));
    problems
}

/// `POST /p/{partnership}/evidence`
pub async fn create(
    State(app): State<App>,
    visit: Visit,
    contributor: Contributor,
    Form(form): Form<EvidenceForm>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let words = Words::of(visit.language);
    let questions = team_questions(&app, &visit, &contributor).await?;
    let (question, kind, label, link) = match parse(words, &form, &questions) {
        Ok(read) => read,
        Err(problems) => return refused(&app, &visit, &contributor, &questions, (form, problems)).await,
    };
    let to = contributor.paths(visit.language).evidence();
    let to = format!("{to}?question={question}#q-{question}");
    let topic = questions.name(words, &question).to_owned();
    let new = NewEvidence {
        id: EvidenceId(app.random.uuid(visit.now)),
        question,
        kind,
        label,
        link,
        by: contributor.person,
        added_at: visit.now,
    };
    if add(&app, &visit, &contributor, topic, new).await? {
        Ok(visit.see_other(&to))
    } else {
        refused(&app, &visit, &contributor, &questions, (form, full(words))).await
    }
}

/// The path of one piece of evidence.
#[derive(Deserialize)]
pub struct OneEvidence {
    evidence: EvidenceId,
}

/// `POST /p/{partnership}/evidence/{evidence}/removal`
pub async fn remove(
    State(app): State<App>,
    visit: Visit,
    contributor: Contributor,
    Path(path): Path<OneEvidence>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let id = contributor.id();
    let rows = app.store.read(move |conn| queries::list(conn, id)).await?;
    let row = rows.into_iter().find(|row| row.id == path.evidence).ok_or(PageError::NotFound)?;
    let questions = team_questions(&app, &visit, &contributor).await?;
    let topic = questions.name(Words::of(visit.language), &row.question).to_owned();
    let thing = RemovedEvidence {
        id: row.id,
        question: row.question.clone(),
        kind: row.kind.word().to_owned(),
        label: row.label,
        link: row.link,
        added_at: row.added_at,
    };
    let sealed = removed::seal(&app, id, REMOVED, &thing, visit.now);
    activity::change(&app, &contributor, visit.now, Kind::EvidenceRemoved, &topic, move |conn| {
        queries::remove(conn, id, path.evidence)
    })
    .await?;
    let to = contributor.paths(visit.language).evidence();
    Ok(visit.see_other(&format!("{to}?question={}&removed={sealed}", row.question)))
}

/// `POST /p/{partnership}/evidence/restorations?removed=`
pub async fn restore(
    State(app): State<App>,
    visit: Visit,
    contributor: Contributor,
    Query(shown): Query<Shown>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let words = Words::of(visit.language);
    let found = removed::open::<RemovedEvidence>(&app, contributor.id(), REMOVED, &shown.removed, visit.now);
    let found = found.ok_or(PageError::NotFound)?;
    let kind = EvidenceKind::from_word(&found.kind).ok_or(PageError::NotFound)?;
    let questions = team_questions(&app, &visit, &contributor).await?;
    let topic = questions.name(words, &found.question).to_owned();
    let to = contributor.paths(visit.language).evidence();
    let to = format!("{to}?question={}", found.question);
    let new = NewEvidence {
        id: found.id,
        question: found.question,
        kind,
        label: found.label,
        link: found.link,
        by: contributor.person,
        added_at: found.added_at,
    };
    if add(&app, &visit, &contributor, topic, new).await? {
        Ok(visit.see_other(&to))
    } else {
        let typed = (EvidenceForm::default(), full(words));
        refused(&app, &visit, &contributor, &questions, typed).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_are_taken() {
        assert_eq!(web_address("https://example.org/a b"), Some("https://example.org/a%20b".to_owned()));
        assert!(web_address("http://example.org").is_some());
        for odd in [
            "",
            "example.org",
            "javascript:alert(1)",
            "JAVASCRIPT:alert(1)",
            "data:text/html,hi",
            "ftp://example.org",
            "https://rosa:secret@example.org",
            "https://",
            "mailto:rosa@example.org",
            "//example.org",
        ] {
            assert_eq!(web_address(odd), None, "{odd}");
        }
    }
}
