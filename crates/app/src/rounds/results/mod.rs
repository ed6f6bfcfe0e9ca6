//! What a closed round says: where organizations agree and differ, by stage, by sector and level, and what moved since
//! the rounds before, beside the team's own answers.

pub mod findings;
pub mod over_time;
pub mod page;
pub mod prints;
pub mod table;
mod team;
mod view;
mod words;

use std::borrow::Cow;

use askama::Template as _;
use axum::extract::State;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_checklist::Checklist;
use crosswalk_names::RoundId;
use crosswalk_ui::Nav;
use serde::Deserialize;

use self::findings::Findings;
use self::page::ResultsPage;
pub use self::team::TeamState;
use super::gather::{self, Published};
use super::queries::{self, RoundRow};
use super::{RoundPath, find};
use crate::access::Member;
use crate::error::PageError;
use crate::extract::{Path, Query};
use crate::partnerships::{frame, workbooks};
use crate::rates::Act;
use crate::state::App;
use crate::visit::Visit;
use crate::workbook::downloads::Asked;
use crate::workbook::export;

/// Rounds that the changes over time go back to.
const ROUNDS_BACK: usize = 8;

/// A closed round with what may be shown of it.
pub struct Closed {
    /// The round.
    pub round: RoundRow,
    /// What may be shown.
    pub published: Published,
}

/// A closed round of the member's partnership; none while it is open.
pub async fn closed(app: &App, member: &Member, round: RoundId) -> Result<Option<Closed>, PageError> {
    let round = find(app, member, round).await?;
    let published = gather::published(app, &round).await?;
    Ok(published.map(|published| Closed { round, published }))
}

/// Closed rounds on the same checklist that were opened before, the oldest first, at most [`ROUNDS_BACK`].
pub async fn earlier(app: &App, of: &RoundRow) -> Result<Vec<Closed>, PageError> {
    let id = of.partnership;
    let rounds = app.store.read(move |conn| queries::rounds_of(conn, id)).await?;
    let before = rounds
        .into_iter()
        .filter(|round| round.opened_at < of.opened_at && round.checklist.0 == of.checklist.0)
        .filter(|round| round.closed_at.is_some())
        .take(ROUNDS_BACK);
    let mut closed = Vec::new();
    for round in before {
        if let Some(published) = gather::published(app, &round).await? {
            closed.push(Closed { round, published });
        }
    }
    closed.reverse();
    Ok(closed)
}

/// The checklist of a round in the reader's language.
pub fn checklist_of(
    app: &App,
    round: &RoundRow,
    language: crosswalk_names::Language,
) -> Result<std::sync::Arc<Checklist>, PageError> {
    let (key, version) = &round.checklist;
    let content = app.content();
    let found = content.checklists.edition(key, version, language).cloned();
    found.ok_or_else(|| PageError::internal(&"a round's checklist is not known here"))
}

/// How much of the table is shown.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Filter {
    #[serde(default)]
    show: Cow<'static, str>,
}

/// `GET /p/{partnership}/rounds/{round}/results`
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    member: Member,
    Path(path): Path<RoundPath>,
    Query(filter): Query<Filter>,
) -> Result<Response, PageError> {
    let Some(now) = closed(&app, &member, path.round).await? else {
        return Ok(visit.see_other(&member.paths(visit.language).round(path.round)));
    };
    let before = earlier(&app, &now.round).await?;
    let checklist = checklist_of(&app, &now.round, visit.language)?;
    let states = team::states(&app, &now.round).await?;
    let team = workbooks::team_paths(&app, &visit, &member).await?;
    let frame = frame(&visit, &app, &member).nav(Nav::Rounds);
    let page = ResultsPage {
        id: now.round.id,
        said: Findings::of(frame.words, &checklist, &now, &before, &states),
        team,
        show_all: filter.show == "all",
        may_add: member.may_contribute(),
        frame,
    };
    Ok(Html(page.render()?).into_response())
}

/// `GET /p/{partnership}/rounds/{round}/results.csv`
pub async fn csv(
    State(app): State<App>,
    visit: Visit,
    member: Member,
    Path(path): Path<RoundPath>,
) -> Result<Response, PageError> {
    let now = closed(&app, &member, path.round).await?.ok_or(PageError::NotFound)?;
    let checklist = checklist_of(&app, &now.round, visit.language)?;
    let text = table::to_csv(&checklist, &now.published);
    Ok(export::file("results.csv", "text/csv; charset=utf-8", text))
}

/// `GET /p/{partnership}/rounds/{round}/results.pdf`
pub async fn pdf(
    State(app): State<App>,
    visit: Visit,
    member: Member,
    Path(path): Path<RoundPath>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let now = closed(&app, &member, path.round).await?.ok_or(PageError::NotFound)?;
    visit.may(&app, Act::Print)?;
    let made = prints::pdf(&app, &member.partnership, &now, visit.language, asked.paper()).await?;
    Ok(export::file(&prints::file_name(&now.round, visit.language), export::PDF, made))
}
