//! The workbooks of a partnership. One of them is the team's own answer.
//!
//! A workbook is opened by its private link; members are led to it, viewers to the link that can only read. The store
//! keeps the token sealed, so that a member on a new device finds the way.

use std::collections::HashMap;

use axum::extract::State;
use axum::response::Response;
use crosswalk_names::{PartnershipId, QuestionKey, WorkbookId};
use crosswalk_ui::WorkbookPaths;

use super::activity::{self, Kind};
use super::evidence;
use super::queries::{self, PartnershipWorkbook};
use crate::access::{Member, Steward};
use crate::error::PageError;
use crate::state::App;
use crate::tokens::Token;
use crate::visit::Visit;
use crate::workbook::start;

/// The team's workbook and the token that can edit it. One is started when the partnership has none: the one it had
/// was deleted for good.
pub async fn team(app: &App, visit: &Visit, member: &Member) -> Result<(WorkbookId, Token), PageError> {
    let id = member.id();
    let own = app.store.read(move |conn| queries::workbooks_of(conn, id)).await?;
    for workbook in own.iter().filter(|workbook| workbook.is_team) {
        let gone = app.live.view(workbook.id).await.map_or(true, |view| view.deleted_at.is_some());
        if let Some(text) = app.seal.open::<String>(&workbook.sealed).ok().filter(|_| !gone)
            && let Some(token) = Token::parse(&text)
        {
            return Ok((workbook.id, token));
        }
    }
    let started = start::start(app, visit.language, None).await?;
    let workbook = PartnershipWorkbook {
        id: started.id,
        sealed: app.seal.close(&started.edit.text()),
        is_team: true,
        added_at: visit.now,
    };
    app.store
        .write(move |conn| {
            queries::add_workbook(conn, id, &workbook)?;
            queries::choose_team_workbook(conn, id, workbook.id)
        })
        .await?;
    Ok((started.id, started.edit))
}

/// Addresses of the team's workbook, by the link that fits the member's role.
pub async fn team_paths(app: &App, visit: &Visit, member: &Member) -> Result<WorkbookPaths, PageError> {
    let (_, token) = team(app, visit, member).await?;
    let token = if member.may_contribute() { token } else { token.read_only() };
    Ok(visit.paths().workbook(&token.text()))
}

/// What a member of its partnership sees on a workbook besides what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backing {
    /// The partnership.
    pub partnership: PartnershipId,
    /// What it is called.
    pub name: String,
    /// How much evidence there is, by question. None on a workbook that is not the team's.
    pub evidence: Option<HashMap<QuestionKey, usize>>,
}

/// The partnership of a workbook, for a reader who is signed in as one of its members. None for everybody else: a link
/// may be in other hands. Asks the store nothing when nobody is signed in.
pub async fn backing(app: &App, visit: &Visit, workbook: WorkbookId) -> Result<Option<Backing>, PageError> {
    let Some(person) = visit.account.as_ref().map(|account| account.person) else { return Ok(None) };
    let found = app
        .store
        .read(move |conn| {
            let Some((id, is_team)) = queries::owner_of(conn, workbook)? else { return Ok(None) };
            let Some(membership) = queries::membership(conn, id, person)? else { return Ok(None) };
            let partnership = membership.partnership;
            if partnership.deleted_at.is_some() {
                return Ok(None);
            }
            let evidence = if is_team { Some(evidence::queries::counts(conn, id)?) } else { None };
            Ok(Some(Backing { partnership: id, name: partnership.name, evidence }))
        })
        .await?;
    Ok(found)
}

/// `GET /p/{partnership}/workbook`
pub async fn show(State(app): State<App>, visit: Visit, member: Member) -> Result<Response, PageError> {
    Ok(visit.see_other(&team_paths(&app, &visit, &member).await?.page()))
}

/// `POST /p/{partnership}/workbook/link`: another link for the team's workbook. The old ones stop at once.
pub async fn renew_link(
    State(app): State<App>,
    visit: Visit,
    steward: Steward,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let (workbook, _) = team(&app, &visit, &steward).await?;
    let token = Token::from_random(app.random.bytes());
    let id = steward.id();
    let (edit, read, sealed) = (token.hash(), token.read_only().hash(), app.seal.close(&token.text()));
    activity::change(&app, &steward, visit.now, Kind::LinkRenewed, "", move |conn| {
        crate::workbook::queries::set_links(conn, workbook, &edit, &read)?;
        queries::reseal_workbook(conn, id, workbook, &sealed)?;
        Ok(true)
    })
    .await?;
    app.close_doors();
    app.live.forget(workbook).await;
    Ok(visit.see_other(&steward.paths(visit.language).settings()))
}
