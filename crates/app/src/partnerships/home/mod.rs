//! The partnership's home.

pub mod page;

use askama::Template as _;
use axum::extract::State;
use axum::response::Html;
use crosswalk_ui::Nav;

use self::page::HomePage;
use super::frame;
use crate::access::Member;
use crate::error::PageError;
use crate::state::App;
use crate::visit::Visit;

/// `GET /p/{partnership}`
pub async fn show(State(app): State<App>, visit: Visit, member: Member) -> Result<Html<String>, PageError> {
    let frame = frame(&visit, &app, &member).nav(Nav::PartnershipHome);
    let page =
        HomePage { frame, is_steward: member.is_steward(), purpose: member.partnership.purpose.clone() };
    Ok(Html(page.render()?))
}
