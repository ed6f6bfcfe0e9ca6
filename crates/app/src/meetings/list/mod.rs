//! The meetings of a partnership, and starting one.

pub mod page;

use askama::Template as _;
use axum::extract::State;
use axum::response::{Html, Response};
use crosswalk_names::MeetingId;

use self::page::ListPage;
use super::code::Code;
use super::{RUNNING_MAX, queries};
use crate::access::Contributor;
use crate::error::PageError;
use crate::partnerships::activity::{self, Kind, by};
use crate::partnerships::frame;
use crate::rates::Act;
use crate::state::App;
use crate::visit::Visit;

/// Meetings on the page; older ones are not listed.
const LISTED: i64 = 100;
/// Codes that are drawn before we give up: with fewer than a million meetings the second one is free.
const DRAWS: usize = 5;

/// `GET /p/{partnership}/meetings`
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    member: Contributor,
) -> Result<Html<String>, PageError> {
    let id = member.id();
    let lines = app.store.read(move |conn| queries::latest(conn, id, LISTED)).await?;
    Ok(Html(ListPage { frame: frame(&visit, &app, &member), lines }.render()?))
}

/// `POST /p/{partnership}/meetings`: starts one.
pub async fn create(
    State(app): State<App>,
    visit: Visit,
    member: Contributor,
) -> Result<Response, PageError> {
    visit.may(&app, Act::Create)?;
    let (partnership, person, now, work) = (member.id(), member.person, visit.now, app.clone());
    let id = MeetingId(app.random.uuid(now));
    let codes: Vec<Code> = (0..DRAWS).map(|_| Code::from_random(app.random.bytes())).collect();
    let started = app
        .store
        .write(move |conn| {
            if queries::running(conn, partnership, now)? >= RUNNING_MAX {
                return Ok(false);
            }
            for code in &codes {
                if queries::create(conn, partnership, id, *code, person, now)? {
                    activity::log(conn, partnership, &by(&work, now, person, Kind::MeetingStarted, ""))?;
                    return Ok(true);
                }
            }
            Ok(false)
        })
        .await?;
    if !started {
        return Err(PageError::Conflict);
    }
    Ok(visit.see_other(&member.paths(visit.language).meeting(id)))
}
