//! From a request to a socket of a meeting.

use axum::extract::{Request, State};
use axum::response::Response;
use crosswalk_names::{MeetingId, PartnershipId, PersonId};
use serde::Deserialize;

use super::code::Code;
use super::phone::Phone;
use super::queries;
use super::socket::{self, PhoneSeat, Watcher};
use crate::access::Contributor;
use crate::error::PageError;
use crate::extract::Path;
use crate::live_socket::upgrade;
use crate::rates::Act;
use crate::state::App;
use crate::visit::Visit;

/// How long somebody waits who found no room, in seconds.
const CROWDED: std::time::Duration = std::time::Duration::from_secs(30);

/// The path of a phone.
#[derive(Deserialize)]
pub struct CodePath {
    code: String,
}

/// `GET /meet/{code}/live`: the socket of a phone that has opened the page, and so has its cookie.
pub async fn join(
    State(app): State<App>,
    visit: Visit,
    Path(path): Path<CodePath>,
    mut request: Request,
) -> Result<Response, PageError> {
    visit.may(&app, Act::Join)?;
    let code = Code::parse(&path.code).ok_or(PageError::NotFound)?;
    let phone = Phone::of(&visit).ok_or(PageError::Forbidden)?;
    let found = app.store.read(move |conn| queries::by_code(conn, code)).await?;
    let meeting = found.ok_or(PageError::NotFound)?.0.id;
    let seat = PhoneSeat { meeting, phone: phone.hash(meeting) };
    sit(&app, &visit, meeting, Some(seat), None, &mut request).await
}

/// The path of a meeting, for who runs it.
#[derive(Deserialize)]
pub struct MeetingPath {
    /// The meeting.
    pub meeting: MeetingId,
}

/// `GET /p/{partnership}/meetings/{meeting}/live`: the socket of the desk and the screen.
pub async fn watch(
    State(app): State<App>,
    visit: Visit,
    member: Contributor,
    Path(path): Path<MeetingPath>,
    mut request: Request,
) -> Result<Response, PageError> {
    visit.may(&app, Act::Socket)?;
    let (partnership, id) = (member.id(), path.meeting);
    let found = app.store.read(move |conn| queries::of_partnership(conn, partnership, id)).await?;
    found.ok_or(PageError::NotFound)?;
    sit(&app, &visit, id, None, Some((partnership, member.person)), &mut request).await
}

async fn sit(
    app: &App,
    visit: &Visit,
    meeting: MeetingId,
    phone: Option<PhoneSeat>,
    member: Option<(PartnershipId, PersonId)>,
    request: &mut Request,
) -> Result<Response, PageError> {
    let hub = app.meetings.open(app, meeting).await?;
    let room = || if app.meetings.has_room(app, &hub) { Ok(()) } else { Err(PageError::TooMany(CROWDED)) };
    let (weak, language) = (app.downgrade(), visit.language);
    upgrade(request, room, move |stream, leftover| async move {
        // The hub may have gone since: it is made again, and tells the present state first.
        let Some(app) = weak.upgrade() else { return };
        let Ok(hub) = app.meetings.open(&app, meeting).await else { return };
        let frames = if phone.is_some() { hub.phones() } else { hub.screens() };
        let seat = app.meetings.sit(&hub, phone.map(|seat| seat.phone), app.clock.now());
        drop((app, hub));
        socket::serve(stream, leftover, Watcher { app: weak, language, frames, phone, member }, seat).await;
    })
}
