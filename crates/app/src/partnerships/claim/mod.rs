//! Bringing a workbook that was started without an account into a partnership. Nothing of it is lost: it stays the
//! same document, with its links, history and snapshots.

pub mod page;

use askama::Template as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_names::PartnershipId;
use crosswalk_ui::{Problems, Words};
use serde::Deserialize;

use self::page::ClaimPage;
use super::activity::{self, Kind, by};
use super::list::{NewForm, details, found};
use super::queries::{self, Details, PartnershipWorkbook, Role};
use crate::access::{Editor, SignedIn};
use crate::error::PageError;
use crate::extract::Form;
use crate::state::App;
use crate::visit::Visit;
use crate::workbook::page::frame;

async fn page(
    app: &App,
    editor: &Editor,
    visit: &Visit,
    who: &SignedIn,
    form: ClaimForm,
    problems: Problems,
) -> Result<Html<String>, PageError> {
    let view = editor.view(app).await?;
    let (person, id) = (who.person, editor.id);
    let (own, owner) = app
        .store
        .read(move |conn| Ok((queries::memberships_of(conn, person)?, queries::owner_of(conn, id)?)))
        .await?;
    let owned_by = owner.and_then(|(owner, _)| own.iter().find(|found| found.partnership.id == owner));
    let page = ClaimPage {
        frame: frame(visit, app, editor, &view.workbook),
        is_claimed: owner.is_some(),
        claimed_by: owned_by.map(|found| (found.partnership.id, found.partnership.name.clone())),
        partnerships: own
            .iter()
            .filter(|found| found.role == Role::Steward && found.partnership.deleted_at.is_none())
            .map(|found| (found.partnership.id.to_string(), found.partnership.name.clone()))
            .collect(),
        form,
        problems,
    };
    Ok(Html(page.render()?))
}

/// `GET /w/{token}/claim`
pub async fn show(
    State(app): State<App>,
    editor: Editor,
    visit: Visit,
    who: SignedIn,
) -> Result<Html<String>, PageError> {
    let view = editor.view(&app).await?;
    let form = ClaimForm {
        name: view.workbook.title.text.clone(),
        community: view.workbook.community.text.clone(),
        ..ClaimForm::default()
    };
    page(&app, &editor, &visit, &who, form, Problems::default()).await
}

/// Where the workbook should go.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ClaimForm {
    /// The id of one of the person's partnerships; empty: a new one.
    #[serde(default)]
    pub partnership: String,
    /// The name of a new one.
    #[serde(default)]
    pub name: String,
    /// The community of a new one.
    #[serde(default)]
    pub community: String,
}

/// `POST /w/{token}/claim`
pub async fn create(
    State(app): State<App>,
    editor: Editor,
    visit: Visit,
    who: SignedIn,
    Form(form): Form<ClaimForm>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let id = editor.id;
    if app.store.read(move |conn| queries::owner_of(conn, id)).await?.is_some() {
        return Err(PageError::Conflict);
    }
    let partnership = if form.partnership.is_empty() {
        match details(Words::of(visit.language), &NewForm::of(form.name.clone(), form.community.clone())) {
            Ok(details) => {
                let details = Details { languages: vec![visit.language], ..details };
                found(&app, &visit, who.person, details, id, &editor.token).await?
            }
            Err(problems) => {
                let html = page(&app, &editor, &visit, &who, form, problems).await?;
                return Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response());
            }
        }
    } else {
        add(&app, &editor, &visit, &who, &form.partnership).await?
    };
    Ok(visit.see_other(&visit.paths().partnership(partnership).home()))
}

/// Gives the workbook to a partnership that the person runs. It becomes the team's own answer; the one before stays
/// with the partnership.
async fn add(
    app: &App,
    editor: &Editor,
    visit: &Visit,
    who: &SignedIn,
    partnership: &str,
) -> Result<PartnershipId, PageError> {
    let partnership: PartnershipId = partnership.parse().map_err(|_| PageError::NotFound)?;
    let (person, now, work) = (who.person, visit.now, app.clone());
    let sealed = app.seal.close(&editor.token.text());
    let workbook = PartnershipWorkbook { id: editor.id, sealed, is_team: true, added_at: now };
    let title = editor.view(app).await?.workbook.title.text.clone();
    let added = app
        .store
        .write(move |conn| {
            let membership = queries::membership(conn, partnership, person)?;
            let may = membership
                .is_some_and(|found| found.role == Role::Steward && found.partnership.deleted_at.is_none());
            if !may || !queries::add_workbook(conn, partnership, &workbook)? {
                return Ok(false);
            }
            queries::choose_team_workbook(conn, partnership, workbook.id)?;
            activity::log(conn, partnership, &by(&work, now, person, Kind::WorkbookAdded, &title))?;
            Ok(true)
        })
        .await?;
    if added { Ok(partnership) } else { Err(PageError::NotFound) }
}
