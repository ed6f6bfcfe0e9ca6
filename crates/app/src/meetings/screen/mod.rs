//! The screen: what the projector shows, to be read from the back row.

pub mod page;

use askama::Template as _;
use axum::extract::State;
use axum::response::Html;
use crosswalk_ui::Words;

use self::page::ScreenPage;
use super::desk::bare;
use super::live::MeetingPath;
use super::qr::Qr;
use super::queries;
use super::show::{Show, Tally};
use crate::access::Contributor;
use crate::error::PageError;
use crate::extract::Path;
use crate::partnerships::frame;
use crate::state::App;
use crate::visit::Visit;

/// `GET /p/{partnership}/meetings/{meeting}/screen`
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    member: Contributor,
    Path(path): Path<MeetingPath>,
) -> Result<Html<String>, PageError> {
    let (partnership, id) = (member.id(), path.meeting);
    let found = app.store.read(move |conn| {
        let Some(meeting) = queries::of_partnership(conn, partnership, id)? else { return Ok(None) };
        queries::complete(conn, meeting).map(Some)
    });
    let loaded = found.await?.ok_or(PageError::NotFound)?;
    let paths = visit.paths();
    let code = loaded.meeting.code;
    let here = app.meetings.here(id, visit.now);
    let page = ScreenPage {
        frame: frame(&visit, &app, &member).script("meeting.js"),
        live: paths.partnership(partnership).in_meeting(id, "/live"),
        qr: code.and_then(|code| Qr::of(&app.settings.absolute(&paths.meeting(code)))),
        code,
        address: bare(&app.settings.absolute(&paths.meet())),
        show: Show::of_loaded(visit.language, &loaded, visit.now),
        tally: Tally::of(Words::of(visit.language), loaded.answered.len(), here),
    };
    Ok(Html(page.render()?))
}
