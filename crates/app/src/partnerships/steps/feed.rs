//! A member's private link for their calendar: whoever has it reads the next steps with a day. It stops when the member
//! leaves the partnership.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use crosswalk_ui::{Words, long_day};

use super::calendar::{Event, calendar};
use super::queries;
use crate::access::Member;
use crate::error::PageError;
use crate::extract::Path;
use crate::partnerships::activity::{self, Kind};
use crate::state::App;
use crate::tokens::Token;
use crate::visit::Visit;

/// `POST /p/{partnership}/calendar`: a link for the member's own calendar. One that they had stops.
pub async fn create(State(app): State<App>, visit: Visit, member: Member) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let token = Token::from_random(app.random.bytes());
    let (hash, sealed) = (token.hash(), app.seal.close(&token.text()));
    let (id, person, now) = (member.id(), member.person, visit.now);
    activity::change(&app, &member, now, Kind::CalendarLinked, "", move |conn| {
        queries::set_feed(conn, id, person, (&hash, sealed.as_slice()), now)?;
        Ok(true)
    })
    .await?;
    Ok(visit.see_other(&format!("{}#calendar", member.paths(visit.language).steps())))
}

/// `POST /p/{partnership}/calendar/removal`
pub async fn remove(State(app): State<App>, visit: Visit, member: Member) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let (id, person) = (member.id(), member.person);
    activity::change(&app, &member, visit.now, Kind::CalendarUnlinked, "", move |conn| {
        queries::end_feed(conn, id, person)
    })
    .await?;
    Ok(visit.see_other(&format!("{}#calendar", member.paths(visit.language).steps())))
}

/// `GET /calendar/{token}`: asked by calendar programs, without any account.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    let hash = Token::parse(&token).ok_or(PageError::NotFound)?.hash();
    let found = app
        .store
        .read(move |conn| match queries::feed(conn, &hash)? {
            Some((id, name)) => Ok(Some((id, name, queries::list(conn, id)?))),
            None => Ok(None),
        })
        .await?;
    let (id, name, mut steps) = found.ok_or(PageError::NotFound)?;
    steps.sort_by_key(|step| (step.due, step.id));
    let words = Words::of(visit.language);
    let url = app.settings.absolute(&visit.paths().partnership(id).steps());
    let host = url::Url::parse(&url).ok().and_then(|url| url.host_str().map(str::to_owned));
    let host = host.unwrap_or_else(|| "crosswalk".to_owned());
    let events: Vec<Event> = steps
        .into_iter()
        .filter_map(|step| {
            let day = step.due?;
            let owner = match (&step.owner, step.owner_name.as_str()) {
                (None, _) => words.t("steps-no-owner").to_owned(),
                (Some(_), "") => words.tx("steps-calendar-owner", "name", words.t("someone")),
                (Some(_), name) => words.tx("steps-calendar-owner", "name", name),
            };
            Some(Event {
                uid: format!("{}@{host}", step.id),
                day,
                summary: step.text,
                description: format!(
                    "{owner}\n{name}\n{}",
                    words.tx("steps-due", "date", &long_day(visit.language, day))
                ),
                url: url.clone(),
            })
        })
        .collect();
    let text = calendar(&words.tx("steps-calendar-name", "name", &name), &events, visit.now);
    Ok(([(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], text).into_response())
}
