//! The desk: whoever runs the meeting chooses questions, shows the answers, and writes down what the team agrees on.

pub mod page;

use std::sync::Arc;

use askama::Template as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_checklist::{Answer, Checklist};
use crosswalk_names::{CommentId, Language, MINUTE, MeetingId, QuestionKey, WorkbookId};
use crosswalk_ui::{Problems, Words};
use serde::Deserialize;

use self::page::{DeskPage, Outcome, StageLine};
use super::live::MeetingPath;
use super::queries::{self, Asked, InEach, Loaded};
use super::show::{Show, Tally};
use super::{MINUTES, NOTE_MAX};
use crate::access::{Contributor, Member};
use crate::error::PageError;
use crate::extract::{Form, Path};
use crate::live::{EditError, LiveError, View};
use crate::partnerships::activity::{self, Kind, by};
use crate::partnerships::{frame, workbooks};
use crate::state::App;
use crate::typed::Typed;
use crate::visit::Visit;
use crate::workbook::acts::{self, Author};
use crate::workbook::refusals;

/// The team's workbook, which the questions are of.
struct Team {
    id: WorkbookId,
    view: View,
    checklist: Arc<Checklist>,
}

impl Team {
    async fn open(app: &App, visit: &Visit, member: &Member) -> Result<Self, PageError> {
        let (id, _) = workbooks::team(app, visit, member).await?;
        let view = app.live.view(id).await?;
        let checklist = app
            .checklist(&view, visit.language)
            .ok_or_else(|| PageError::internal(&"a workbook's checklist is not known here"))?;
        Ok(Self { id, view, checklist })
    }

    /// A question in every language, the checklist's or the partnership's own.
    fn asked(&self, app: &App, key: &QuestionKey) -> Option<Asked> {
        let in_language = |language: Language| {
            let list = app.checklist(&self.view, language).unwrap_or_else(|| Arc::clone(&self.checklist));
            let stage_key = acts::stage_of(&list, &self.view.workbook, key)?.clone();
            let (place, stage) = list.stages.iter().enumerate().find(|(_, stage)| stage.key == stage_key)?;
            let (topic, text) = match list.question(key) {
                Some(question) => (question.topic.clone(), question.text.clone()),
                None => (String::new(), self.view.workbook.own_question(key)?.text.clone()),
            };
            Some((place + 1, [stage.title.clone(), topic, text]))
        };
        let (stage, english) = in_language(Language::En)?;
        let (_, spanish) = in_language(Language::Es)?;
        let [title, topic, text] = {
            let mut spanish = spanish.into_iter();
            english.map(|en| InEach { en, es: spanish.next().unwrap_or_default() })
        };
        Some(Asked { key: key.clone(), stage, title, topic, text })
    }

    /// What the log calls a question.
    fn subject(&self, key: &QuestionKey) -> String {
        match self.checklist.question(key) {
            Some(question) => question.topic.clone(),
            None => self.view.workbook.own_question(key).map(|own| own.text.clone()).unwrap_or_default(),
        }
    }
}

/// What was agreed, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct AgreementForm {
    /// The question.
    #[serde(default)]
    pub question: String,
    /// The word of the answer.
    #[serde(default)]
    pub answer: String,
    /// A note on it.
    #[serde(default)]
    pub note: String,
}

/// A meeting of the partnership with all that its desk shows.
async fn load(
    app: &App,
    member: &Member,
    id: MeetingId,
) -> Result<(Loaded, Vec<queries::Outcome>), PageError> {
    let partnership = member.id();
    let found = app.store.read(move |conn| {
        let Some(meeting) = queries::of_partnership(conn, partnership, id)? else { return Ok(None) };
        let outcomes = queries::outcomes(conn, id)?;
        Ok(Some((queries::complete(conn, meeting)?, outcomes)))
    });
    found.await?.ok_or(PageError::NotFound)
}

async fn html(
    app: &App,
    visit: &Visit,
    member: &Member,
    id: MeetingId,
    typed: Option<AgreementForm>,
    problems: Problems,
) -> Result<Html<String>, PageError> {
    let (loaded, outcomes) = load(app, member, id).await?;
    let team = Team::open(app, visit, member).await?;
    let words = Words::of(visit.language);
    let current = loaded.meeting.asked.as_ref().map(|asked| &asked.key);
    let stages = StageLine::all(&team.checklist, &team.view.workbook, &outcomes, current);
    let form = typed.unwrap_or_else(|| {
        let settled = loaded.outcome.as_ref();
        let before = current.and_then(|key| team.view.workbook.answer(key));
        let answer = settled.and_then(|outcome| outcome.agreed).or(before);
        AgreementForm {
            question: current.map(ToString::to_string).unwrap_or_default(),
            answer: answer.map_or("", Answer::as_str).to_owned(),
            note: settled.map(|outcome| outcome.note.clone()).unwrap_or_default(),
        }
    });
    let here = app.meetings.here(id, visit.now);
    let paths = visit.paths();
    let page = DeskPage {
        frame: frame(visit, app, member).script("meeting.js"),
        id,
        code: loaded.meeting.code,
        address: bare(&app.settings.absolute(&paths.meet())),
        started_at: loaded.meeting.started_at,
        show: Show::of_loaded(visit.language, &loaded, visit.now),
        tally: Tally::of(words, loaded.answered.len(), here),
        outcomes: outcomes
            .iter()
            .map(|outcome| Outcome::of(words, team.subject(&outcome.question), outcome))
            .collect(),
        next: page::next(&stages),
        stages,
        form,
        problems,
    };
    Ok(Html(page.render()?))
}

/// An address as people type it: without `https://`.
pub fn bare(address: &str) -> String {
    address.trim_start_matches("https://").trim_start_matches("http://").to_owned()
}

/// `GET /p/{partnership}/meetings/{meeting}`
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    member: Contributor,
    Path(path): Path<MeetingPath>,
) -> Result<Html<String>, PageError> {
    html(&app, &visit, &member, path.meeting, None, Problems::default()).await
}

/// Tells everybody, and goes back to the desk. What could not be done does not fit the state of the meeting.
async fn back(
    app: &App,
    visit: &Visit,
    member: &Member,
    id: MeetingId,
    done: bool,
) -> Result<Response, PageError> {
    app.meetings.refresh(app, id).await?;
    if !done {
        return Err(PageError::Conflict);
    }
    Ok(visit.see_other(&member.paths(visit.language).meeting(id)))
}

/// Which question.
#[derive(Deserialize)]
pub struct QuestionForm {
    question: QuestionKey,
}

/// `POST …/question`: puts a question on the screen.
pub async fn ask(
    State(app): State<App>,
    visit: Visit,
    member: Contributor,
    Path(path): Path<MeetingPath>,
    Form(form): Form<QuestionForm>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let team = Team::open(&app, &visit, &member).await?;
    let asked = team.asked(&app, &form.question).ok_or(PageError::NotFound)?;
    let (partnership, id, now) = (member.id(), path.meeting, visit.now);
    let done = app.store.write(move |conn| queries::ask(conn, partnership, id, &asked, now)).await?;
    back(&app, &visit, &member, id, done).await
}

/// `POST …/reveal`: shows the answers.
pub async fn reveal(
    State(app): State<App>,
    visit: Visit,
    member: Contributor,
    Path(path): Path<MeetingPath>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let (partnership, id, now) = (member.id(), path.meeting, visit.now);
    let done = app.store.write(move |conn| queries::reveal(conn, partnership, id, now)).await?;
    back(&app, &visit, &member, id, done).await
}

/// For how long; 0 stops it.
#[derive(Deserialize)]
pub struct TimerForm {
    minutes: i64,
}

/// `POST …/timer`: starts the timer, or stops it.
pub async fn time(
    State(app): State<App>,
    visit: Visit,
    member: Contributor,
    Path(path): Path<MeetingPath>,
    Form(form): Form<TimerForm>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let ends = match form.minutes {
        0 => None,
        minutes if MINUTES.contains(&minutes) => Some(visit.now.plus(minutes * MINUTE)),
        _ => return Err(PageError::Conflict),
    };
    let (partnership, id, now) = (member.id(), path.meeting, visit.now);
    let done = app.store.write(move |conn| queries::set_timer(conn, partnership, id, ends, now)).await?;
    back(&app, &visit, &member, id, done).await
}

/// `POST …/end`: ends the meeting.
pub async fn end(
    State(app): State<App>,
    visit: Visit,
    member: Contributor,
    Path(path): Path<MeetingPath>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let (partnership, id, now, person) = (member.id(), path.meeting, visit.now, member.person);
    let work = app.clone();
    let done = app
        .store
        .write(move |conn| {
            let ended = queries::end(conn, partnership, id, now)?;
            if ended {
                activity::log(conn, partnership, &by(&work, now, person, Kind::MeetingEnded, ""))?;
            }
            Ok(ended)
        })
        .await?;
    back(&app, &visit, &member, id, done).await
}

fn parse(words: &Words, form: &AgreementForm) -> Result<(Answer, String), Problems> {
    let mut typed = Typed::new(words);
    let note = typed.lines("note", &form.note, NOTE_MAX);
    let answer = Answer::from_word(&form.answer);
    if answer.is_none() {
        typed.wrong("answer", "meeting-agreement-empty");
    }
    typed.done(note).and_then(|note| answer.map(|answer| (answer, note)).ok_or_else(Problems::default))
}

/// The desk again, with what was typed and what is wrong with it.
async fn again(
    app: &App,
    visit: &Visit,
    member: &Member,
    id: MeetingId,
    typed: AgreementForm,
    problems: Problems,
) -> Result<Response, PageError> {
    let page = html(app, visit, member, id, Some(typed), problems).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// `POST …/agreement`: writes what the team agreed on into its workbook, and into the outcome of the meeting.
pub async fn agree(
    State(app): State<App>,
    visit: Visit,
    member: Contributor,
    Path(path): Path<MeetingPath>,
    Form(form): Form<AgreementForm>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let id = path.meeting;
    let key: QuestionKey = form.question.parse().map_err(|_| PageError::NotFound)?;
    let (loaded, outcomes) = load(&app, &member, id).await?;
    let outcome = outcomes.iter().find(|outcome| outcome.question == key).ok_or(PageError::Conflict)?;
    if loaded.meeting.is_over(visit.now) {
        return Err(PageError::Conflict);
    }
    let words = Words::of(visit.language);
    let (answer, note) = match parse(words, &form) {
        Ok(parsed) => parsed,
        Err(problems) => return again(&app, &visit, &member, id, form, problems).await,
    };
    let team = Team::open(&app, &visit, &member).await?;
    let author = Author { by: visit.name(), at: visit.now };
    let mut edits = vec![acts::answer(key.clone(), Some(answer), &author)];
    if !note.is_empty() && note != outcome.note {
        let comment = CommentId::from_random(app.random.bytes());
        edits.push(acts::comment(comment, key.clone(), None, &note, &author));
    }
    match app.live.edit(team.id, move |_| edits).await {
        Ok(_) => {}
        Err(LiveError::Edit(EditError::Refused(refusal))) => {
            let mut problems = Problems::default();
            problems.add("note", refusals::in_words(words, &refusal));
            return again(&app, &visit, &member, id, form, problems).await;
        }
        Err(other) => return Err(other.into()),
    }
    let (partnership, person, now, work) = (member.id(), member.person, visit.now, app.clone());
    let subject = team.subject(&key);
    let done = app
        .store
        .write(move |conn| {
            let agreed = queries::agree(conn, id, &key, answer, &note, now)?;
            if agreed {
                activity::log(conn, partnership, &by(&work, now, person, Kind::Agreed, &subject))?;
            }
            Ok(agreed)
        })
        .await?;
    back(&app, &visit, &member, id, done).await
}
