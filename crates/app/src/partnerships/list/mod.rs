//! The partnerships that a person belongs to, and starting one.

pub mod page;

use askama::Template as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_names::{PartnershipId, PersonId, WorkbookId};
use crosswalk_ui::{Problems, Words};
use serde::Deserialize;

use self::page::{Line, NewPartnershipPage, PartnershipsPage};
use super::activity::{self, Kind, by};
use super::queries::{self, Details, PartnershipWorkbook, Role};
use super::settings::{NAME_MAX, PLACE_MAX};
use crate::access::SignedIn;
use crate::error::PageError;
use crate::extract::Form;
use crate::rates::Act;
use crate::state::App;
use crate::tokens::Token;
use crate::typed::Typed;
use crate::visit::Visit;
use crate::workbook::start;

/// `GET /partnerships`
pub async fn show(State(app): State<App>, visit: Visit, who: SignedIn) -> Result<Html<String>, PageError> {
    let person = who.person;
    let own = app.store.read(move |conn| queries::memberships_of(conn, person)).await?;
    let lines = own
        .into_iter()
        .map(|membership| Line {
            id: membership.partnership.id,
            name: membership.partnership.name,
            community: membership.partnership.community,
            role: membership.role,
            deleted: membership.partnership.deleted_at.is_some(),
        })
        .collect();
    Ok(Html(PartnershipsPage { frame: visit.frame(&app), lines }.render()?))
}

fn form<'a>(app: &'a App, visit: &Visit, typed: NewForm, problems: Problems) -> NewPartnershipPage<'a> {
    NewPartnershipPage { frame: visit.frame(app), name: typed.name, community: typed.community, problems }
}

/// `GET /partnerships/new`
pub async fn show_new(
    State(app): State<App>,
    visit: Visit,
    _who: SignedIn,
) -> Result<Html<String>, PageError> {
    Ok(Html(form(&app, &visit, NewForm::default(), Problems::default()).render()?))
}

/// What a partnership is called.
#[derive(Deserialize, Default)]
pub struct NewForm {
    #[serde(default)]
    name: String,
    #[serde(default)]
    community: String,
}

/// `POST /partnerships`
pub async fn create(
    State(app): State<App>,
    visit: Visit,
    who: SignedIn,
    Form(form_typed): Form<NewForm>,
) -> Result<Response, PageError> {
    visit.may(&app, Act::Create)?;
    match details(Words::of(visit.language), &form_typed) {
        Ok(details) => {
            let details = Details { languages: vec![visit.language], ..details };
            let started = start::start(&app, visit.language, None).await?;
            let id = found(&app, &visit, who.person, details, started.id, &started.edit).await?;
            Ok(visit.see_other(&visit.paths().partnership(id).home()))
        }
        Err(problems) => {
            let html = Html(form(&app, &visit, form_typed, problems).render()?);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response())
        }
    }
}

/// Name and community out of a form.
pub fn details(words: &Words, form: &NewForm) -> Result<Details, Problems> {
    let mut typed = Typed::new(words);
    let name = typed.needed("name", &form.name, NAME_MAX, "partnership-name-empty");
    let community = typed.line("community", &form.community, PLACE_MAX);
    typed.done(Details { name, community, ..Details::default() })
}

impl NewForm {
    /// A form that holds these words.
    pub fn of(name: String, community: String) -> Self {
        Self { name, community }
    }
}

/// Starts a partnership with a steward and the workbook that is its team's own answer.
pub async fn found(
    app: &App,
    visit: &Visit,
    steward: PersonId,
    details: Details,
    workbook: WorkbookId,
    token: &Token,
) -> Result<PartnershipId, PageError> {
    let now = visit.now;
    let id = PartnershipId(app.random.uuid(now));
    let sealed = app.seal.close(&token.text());
    let workbook = PartnershipWorkbook { id: workbook, sealed, is_team: true, added_at: now };
    let work = app.clone();
    app.store
        .write(move |conn| {
            queries::create(conn, id, &details, now)?;
            queries::join(conn, id, steward, Role::Steward, None, now)?;
            queries::add_workbook(conn, id, &workbook)?;
            activity::log(conn, id, &by(&work, now, steward, Kind::Started, &details.name))
        })
        .await?;
    Ok(id)
}
