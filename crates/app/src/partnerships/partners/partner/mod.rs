//! One organization: all that is known of it.

pub mod page;

use askama::Template as _;
use axum::extract::State;
use axum::response::Html;
use crosswalk_ui::Nav;

use self::page::PartnerPage;
use super::{PartnerPath, merging, queries, seen};
use crate::access::Member;
use crate::error::PageError;
use crate::extract::Path;
use crate::partnerships::frame;
use crate::partnerships::queries as partnerships;
use crate::state::App;
use crate::visit::Visit;

/// `GET /p/{partnership}/partners/{partner}`
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    member: Member,
    Path(path): Path<PartnerPath>,
) -> Result<Html<String>, PageError> {
    let (partnership, id) = (member.id(), path.partner);
    let (stored, members) = app
        .store
        .read(move |conn| {
            Ok((queries::one(conn, partnership, id)?, partnerships::members_of(conn, partnership)?))
        })
        .await?;
    let organization = seen(&app, &member, stored.ok_or(PageError::NotFound)?);
    let alike =
        if member.may_contribute() { merging::alike(&app, &visit, &member, id).await? } else { Vec::new() };
    let page = PartnerPage {
        frame: frame(&visit, &app, &member).nav(Nav::Partners),
        id,
        organization,
        members: (members.into_iter())
            .filter(|row| row.organization == Some(id))
            .map(|row| row.name)
            .collect(),
        alike,
        is_backbone: member.partnership.backbone == Some(id),
        may_contribute: member.may_contribute(),
    };
    Ok(Html(page.render()?))
}
