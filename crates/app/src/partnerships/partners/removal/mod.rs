//! Removing an organization. There is no way back, so its name is typed to be sure; while a round asks it, only a
//! steward may, because people's answers go with it.

pub mod page;

use askama::Template as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_partners::fold;
use crosswalk_ui::{Nav, Problems, Words};
use serde::Deserialize;

use self::page::RemovalPage;
use super::PartnerPath;
use super::queries::{self, Ties};
use crate::access::{Contributor, Member};
use crate::error::PageError;
use crate::extract::{Form, Path};
use crate::partnerships::activity::{self, Kind, by};
use crate::partnerships::frame;
use crate::state::App;
use crate::visit::Visit;
use crate::workbook::queries as workbooks;

/// Name and ties of the organization.
async fn load(app: &App, member: &Member, path: &PartnerPath) -> Result<(String, Ties), PageError> {
    let (partnership, id) = (member.id(), path.partner);
    let (stored, ties) = app
        .store
        .read(move |conn| Ok((queries::one(conn, partnership, id)?, queries::ties(conn, partnership, id)?)))
        .await?;
    Ok((stored.ok_or(PageError::NotFound)?.organization.name, ties))
}

fn may_remove(member: &Member, ties: Ties) -> bool {
    member.is_steward() || ties.open_rounds == 0
}

fn page(
    app: &App,
    visit: &Visit,
    member: &Member,
    path: &PartnerPath,
    (name, ties): (String, Ties),
    problems: Problems,
) -> Result<Html<String>, PageError> {
    let page = RemovalPage {
        frame: frame(visit, app, member).nav(Nav::Partners),
        id: path.partner,
        name,
        ties,
        may_remove: may_remove(member, ties),
        problems,
    };
    Ok(Html(page.render()?))
}

/// `GET /p/{partnership}/partners/{partner}/removal`
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    member: Contributor,
    Path(path): Path<PartnerPath>,
) -> Result<Html<String>, PageError> {
    let found = load(&app, &member, &path).await?;
    page(&app, &visit, &member, &path, found, Problems::default())
}

/// The name, typed to be sure.
#[derive(Deserialize)]
pub struct RemovalForm {
    #[serde(default)]
    name: String,
}

/// `POST /p/{partnership}/partners/{partner}/removal`
pub async fn create(
    State(app): State<App>,
    visit: Visit,
    member: Contributor,
    Path(path): Path<PartnerPath>,
    Form(form): Form<RemovalForm>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let (name, ties) = load(&app, &member, &path).await?;
    if !may_remove(&member, ties) {
        return Err(PageError::Forbidden);
    }
    if fold(&form.name) != fold(&name) {
        let mut problems = Problems::default();
        problems.add("name", Words::of(visit.language).t("partner-removal-wrong"));
        let html = page(&app, &visit, &member, &path, (name, ties), problems)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response());
    }
    remove(&app, &visit, &member, &path, name).await?;
    Ok(visit.see_other(&member.paths(visit.language).partners()))
}

async fn remove(
    app: &App,
    visit: &Visit,
    member: &Member,
    path: &PartnerPath,
    name: String,
) -> Result<(), PageError> {
    let (partnership, id, person, now) = (member.id(), path.partner, member.person, visit.now);
    let is_steward = member.is_steward();
    let work = app.clone();
    let gone = app
        .store
        .write(move |conn| {
            // A round may have been opened since the page was shown.
            if !is_steward && queries::ties(conn, partnership, id)?.open_rounds > 0 {
                return Ok(None);
            }
            let copies = queries::copies(conn, partnership, id)?;
            for copy in &copies {
                workbooks::remove(conn, *copy)?;
            }
            if queries::remove(conn, partnership, id)? {
                activity::log(conn, partnership, &by(&work, now, person, Kind::PartnerRemoved, &name))?;
            }
            Ok(Some(copies))
        })
        .await?;
    let copies = gone.ok_or(PageError::Forbidden)?;
    for copy in &copies {
        app.live.forget(*copy).await;
    }
    if !copies.is_empty() {
        app.close_doors();
    }
    Ok(())
}
