//! A phone in the room: the code, then one question at a time. Without scripts too.

pub mod page;

use askama::Template as _;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_names::{HOUR, MeetingId, QuestionKey, SECOND};
use crosswalk_ui::{Problems, Words};
use serde::Deserialize;

use self::page::{DoorPage, PhonePage};
use super::code::Code;
use super::queries::{self, Loaded, Meeting, Put};
use super::show::Show;
use super::spread::Choice;
use crate::error::PageError;
use crate::extract::{Form, Path, Query};
use crate::rates::Act;
use crate::state::App;
use crate::tokens::Token;
use crate::visit::Visit;

/// The cookie by which a phone is known again.
pub const COOKIE: &str = "cw_phone";
/// How long it lasts, in milliseconds.
const LASTS: i64 = 12 * HOUR;
/// The addresses that it is sent to: those of meetings, in each language.
const PATHS: [&str; 2] = ["/meet", "/es/meet"];

/// A phone: a random token in a cookie of its own. It says nothing about who holds it.
#[derive(Debug, Clone)]
pub struct Phone(Token);

impl Phone {
    /// The phone of a request that has the cookie.
    pub fn of(visit: &Visit) -> Option<Self> {
        visit.cookies().get(COOKIE).and_then(|cookie| Token::parse(cookie.value())).map(Self)
    }

    fn new(app: &App) -> Self {
        Self(Token::from_random(app.random.bytes()))
    }

    /// What the store keeps. It fits one meeting only, so that nobody follows a phone from one to the next.
    pub fn hash(&self, meeting: MeetingId) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_derive_key("crosswalk 2026 phone in a meeting");
        hasher.update(&self.0.hash()).update(meeting.0.as_bytes());
        *hasher.finalize().as_bytes()
    }

    /// Gives the phone its cookie, for the pages of meetings in every language.
    fn remember(&self, app: &App, response: &mut Response) {
        let secure = if app.settings.is_https() { "; Secure" } else { "" };
        let base = crosswalk_ui::base();
        for path in PATHS {
            let text = self.0.text();
            let seconds = LASTS / SECOND;
            let cookie = format!(
                "{COOKIE}={text}; Path={base}{path}; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"
            );
            if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
        }
    }
}

/// `GET /meet`
pub async fn show_door(State(app): State<App>, visit: Visit) -> Result<Html<String>, PageError> {
    let page = DoorPage { frame: visit.frame(&app), code: String::new(), problems: Problems::default() };
    Ok(Html(page.render()?))
}

/// The page to type the code on, with what was typed and that there is no such meeting.
fn wrong(app: &App, visit: &Visit, code: String, status: StatusCode) -> Result<Response, PageError> {
    let mut problems = Problems::default();
    let words = Words::of(visit.language);
    let key = if code.trim().is_empty() { "meet-code-empty" } else { "meet-code-wrong" };
    problems.add("code", words.t(key));
    let page = DoorPage { frame: visit.frame(app), code, problems };
    Ok((status, Html(page.render()?)).into_response())
}

/// A code as typed.
#[derive(Deserialize)]
pub struct CodeForm {
    #[serde(default)]
    code: String,
}

/// `POST /meet`: leads to the meeting with this code.
pub async fn enter(
    State(app): State<App>,
    visit: Visit,
    Form(form): Form<CodeForm>,
) -> Result<Response, PageError> {
    visit.may(&app, Act::Join)?;
    let Some(code) = Code::parse(&form.code) else {
        return wrong(&app, &visit, form.code, StatusCode::UNPROCESSABLE_ENTITY);
    };
    let found = app.store.read(move |conn| queries::by_code(conn, code)).await?;
    match found {
        Some((meeting, _)) if !meeting.is_over(visit.now) => {
            Ok(visit.see_other(&visit.paths().meeting(code)))
        }
        _ => wrong(&app, &visit, form.code, StatusCode::UNPROCESSABLE_ENTITY),
    }
}

/// The path of a meeting, for phones.
#[derive(Deserialize)]
pub struct CodePath {
    code: String,
}

/// What a form led to.
#[derive(Deserialize, Default)]
pub struct Shown {
    done: Option<String>,
}

/// `GET /meet/{code}`
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(path): Path<CodePath>,
    Query(shown): Query<Shown>,
) -> Result<Response, PageError> {
    visit.may(&app, Act::Join)?;
    let Some(code) = Code::parse(&path.code) else {
        return wrong(&app, &visit, path.code, StatusCode::NOT_FOUND);
    };
    if path.code != code.to_string() {
        return Ok(visit.see_other(&visit.paths().meeting(code)));
    }
    let known = Phone::of(&visit);
    let phone = known.clone().unwrap_or_else(|| Phone::new(&app));
    let Some(found) = find(&app, code, &phone).await? else {
        return wrong(&app, &visit, path.code, StatusCode::NOT_FOUND);
    };
    let Found { loaded, name, own } = found;
    let meeting = loaded.meeting.id;
    let show = Show::of_loaded(visit.language, &loaded, visit.now);
    if !show.is("ended") {
        app.meetings.open(&app, meeting).await?.seen(phone.hash(meeting), visit.now);
    }
    let late = shown.done.as_deref() == Some("late");
    let frame = visit.frame(&app).script("meeting.js");
    let page = PhonePage { frame, name, code, show, own, late };
    let mut response = Html(page.render()?).into_response();
    if known.is_none() {
        phone.remember(&app, &mut response);
    }
    Ok(response)
}

struct Found {
    loaded: Loaded,
    /// The partnership's name.
    name: String,
    /// What this phone answered to the question on the screen.
    own: Option<Choice>,
}

async fn find(app: &App, code: Code, phone: &Phone) -> Result<Option<Found>, PageError> {
    let phone = phone.clone();
    let found = app.store.read(move |conn| {
        let Some((meeting, name)) = queries::by_code(conn, code)? else { return Ok(None) };
        let hash = phone.hash(meeting.id);
        let own = match &meeting.asked {
            Some(asked) => queries::answer_of(conn, meeting.id, &asked.key, &hash)?,
            None => None,
        };
        Ok(Some(Found { loaded: queries::for_phone(conn, meeting)?, name, own }))
    });
    Ok(found.await?)
}

/// An answer.
#[derive(Deserialize)]
pub struct AnswerForm {
    question: QuestionKey,
    answer: String,
}

/// `POST /meet/{code}/answer`
pub async fn answer(
    State(app): State<App>,
    visit: Visit,
    Path(path): Path<CodePath>,
    Form(form): Form<AnswerForm>,
) -> Result<Response, PageError> {
    visit.may(&app, Act::Join)?;
    let code = Code::parse(&path.code).ok_or(PageError::NotFound)?;
    let page = visit.paths().meeting(code);
    // A phone without its cookie gets one with the page, and answers then.
    let Some(phone) = Phone::of(&visit) else { return Ok(visit.see_other(&page)) };
    let choice = Choice::from_word(&form.answer).ok_or(PageError::Conflict)?;
    let (key, now) = (form.question.clone(), visit.now);
    let put = app
        .store
        .write(move |conn| {
            let Some((Meeting { id, .. }, _)) = queries::by_code(conn, code)? else { return Ok(None) };
            let hash = phone.hash(id);
            Ok(Some((queries::put_answer(conn, id, &key, &hash, choice, now)?, id, hash)))
        })
        .await?;
    let (put, id, hash) = put.ok_or(PageError::NotFound)?;
    if put != Put::Saved {
        return Ok(visit.see_other(&format!("{page}?done=late")));
    }
    app.meetings.answered(&app, id, &form.question, hash).await?;
    Ok(visit.see_other(&page))
}
