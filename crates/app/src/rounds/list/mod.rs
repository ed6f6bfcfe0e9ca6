//! The rounds of a partnership, the newest first.

pub mod page;

use askama::Template as _;
use axum::extract::State;
use axum::response::Html;
use crosswalk_ui::Nav;

use self::page::{RoundLine, RoundsPage};
use super::queries;
use crate::access::Member;
use crate::error::PageError;
use crate::partnerships::frame;
use crate::state::App;
use crate::visit::Visit;

/// `GET /p/{partnership}/rounds`
pub async fn show(State(app): State<App>, visit: Visit, member: Member) -> Result<Html<String>, PageError> {
    let (id, person) = (member.id(), member.person);
    let rounds = app
        .store
        .read(move |conn| {
            let rounds = queries::rounds_of(conn, id)?;
            rounds
                .into_iter()
                .map(|round| {
                    let asked: u32 = queries::asked(conn, round.id)?.iter().map(|row| row.people).sum();
                    Ok((queries::responses_of(conn, round.id)?, asked, round))
                })
                .collect::<Result<Vec<_>, diesel::result::Error>>()
        })
        .await?;
    let lines = rounds
        .into_iter()
        .map(|(responses, asked, round)| {
            let own = responses.iter().find(|response| response.person == Some(person));
            RoundLine {
                id: round.id,
                name: round.name,
                closes_at: round.closes_at,
                closed_at: round.closed_at,
                asked,
                done: responses.iter().filter(|response| response.finished_at.is_some()).count(),
                waits_for_me: round.closed_at.is_none() && own.is_some_and(|own| own.finished_at.is_none()),
            }
        })
        .collect();
    let frame = frame(&visit, &app, &member).nav(Nav::Rounds);
    Ok(Html(RoundsPage { frame, lines, is_steward: member.is_steward() }.render()?))
}
