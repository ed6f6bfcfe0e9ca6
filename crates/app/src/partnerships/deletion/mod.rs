//! Deleting a partnership: 30 days to change one's mind, then it is gone with its workbooks.

pub mod page;

use askama::Template as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_names::DAY;
use crosswalk_ui::{Problems, Words};
use serde::Deserialize;

use self::page::PartnershipDeletionPage;
use super::activity::{self, Kind};
use super::{frame, queries};
use crate::access::LastingSteward;
use crate::error::PageError;
use crate::extract::Form;
use crate::live::KEPT;
use crate::state::App;
use crate::visit::Visit;
use crate::workbook::deletion::discard;

fn page(
    app: &App,
    visit: &Visit,
    steward: &LastingSteward,
    problems: Problems,
) -> Result<Html<String>, PageError> {
    let page = PartnershipDeletionPage {
        frame: frame(visit, app, steward),
        name: steward.partnership.name.clone(),
        until: steward.partnership.deleted_at.map(|at| at.plus(KEPT)),
        kept_days: usize::try_from(KEPT / DAY).unwrap_or_default(),
        problems,
    };
    Ok(Html(page.render()?))
}

/// `GET /p/{partnership}/deletion`
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    steward: LastingSteward,
) -> Result<Html<String>, PageError> {
    page(&app, &visit, &steward, Problems::default())
}

/// The name, typed to be sure.
#[derive(Deserialize)]
pub struct DeletionForm {
    #[serde(default)]
    name: String,
}

/// `POST /p/{partnership}/deletion`: asks for the name, because this takes the partnership from everyone.
pub async fn create(
    State(app): State<App>,
    visit: Visit,
    steward: LastingSteward,
    Form(form): Form<DeletionForm>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    if form.name.trim().to_lowercase() != steward.partnership.name.to_lowercase() {
        let mut problems = Problems::default();
        problems.add("name", Words::of(visit.language).t("partnership-delete-wrong"));
        let html = page(&app, &visit, &steward, problems)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response());
    }
    mark(&app, &visit, &steward, true).await?;
    Ok(visit.see_other(&steward.paths(visit.language).deletion()))
}

/// `POST /p/{partnership}/deletion/undo`
pub async fn undo(
    State(app): State<App>,
    visit: Visit,
    steward: LastingSteward,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    mark(&app, &visit, &steward, false).await?;
    Ok(visit.see_other(&steward.paths(visit.language).home()))
}

async fn mark(app: &App, visit: &Visit, steward: &LastingSteward, deleted: bool) -> Result<(), PageError> {
    let (id, now) = (steward.id(), visit.now);
    if steward.partnership.deleted_at.is_some() == deleted {
        return Ok(());
    }
    let kind = if deleted { Kind::Deleted } else { Kind::BroughtBack };
    activity::change(app, steward, now, kind, "", move |conn| {
        queries::set_deleted(conn, id, deleted.then_some(now))?;
        Ok(true)
    })
    .await?;
    Ok(())
}

/// Removes what was deleted more than 30 days ago, with its workbooks. Run now and then.
pub async fn purge(app: &App) -> Result<(), PageError> {
    let before = app.clock.now().plus(-KEPT);
    for id in app.store.read(move |conn| queries::deleted_before(conn, before)).await? {
        for workbook in app.store.read(move |conn| queries::workbooks_to_remove(conn, id)).await? {
            discard(app, workbook).await?;
        }
        app.store.write(move |conn| queries::remove(conn, id)).await?;
    }
    Ok(())
}
