//! Adding an organization, and changing one.

pub mod page;

use askama::Template as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_names::OrganizationId;
use crosswalk_partners::{Field, Fields, Kind as OrganizationKind, Organization, Problem};
use crosswalk_ui::{Nav, Problems, Words};
use serde::Deserialize;

use self::page::{EditPage, labels};
use super::problems::form_problems;
use super::queries::{self, Stored};
use super::{ORGANIZATIONS_MAX, PartnerPath, find};
use crate::access::{Contributor, Member};
use crate::error::PageError;
use crate::extract::{Form, Path, Query};
use crate::partnerships::activity::{self, Kind, by};
use crate::partnerships::frame;
use crate::state::App;
use crate::visit::Visit;

/// Names and values of a form, as typed.
pub type Typed = Vec<(String, String)>;

/// The fields of an organization in a form; others are left out of account.
fn fields_of(typed: Typed) -> Fields {
    typed.into_iter().filter_map(|(name, text)| Some((name.parse::<Field>().ok()?, text))).collect()
}

fn page(
    app: &App,
    visit: &Visit,
    member: &Member,
    changed: Option<OrganizationId>,
    fields: Fields,
    problems: Problems,
) -> Result<Html<String>, PageError> {
    let labels = labels(Words::of(visit.language));
    let frame = frame(visit, app, member).nav(Nav::Partners);
    Ok(Html(EditPage { frame, changed, labels, fields, problems }.render()?))
}

/// What a new organization is to be, by the address.
#[derive(Deserialize, Default)]
pub struct Asked {
    #[serde(default)]
    kind: String,
}

/// `GET /p/{partnership}/partners/new`; takes `?kind=`.
pub async fn show_new(
    State(app): State<App>,
    visit: Visit,
    member: Contributor,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let mut fields = Fields::new();
    if let Ok(kind) = asked.kind.parse::<OrganizationKind>() {
        fields.insert(Field::Sector, kind.sector().word().to_owned());
        fields.insert(Field::Kind, kind.word().to_owned());
    }
    page(&app, &visit, &member, None, fields, Problems::default())
}

/// `POST /p/{partnership}/partners`
pub async fn create(
    State(app): State<App>,
    visit: Visit,
    member: Contributor,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    save(&app, &visit, &member, None, fields_of(typed)).await
}

/// `GET /p/{partnership}/partners/{partner}/edit`
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    member: Contributor,
    Path(path): Path<PartnerPath>,
) -> Result<Html<String>, PageError> {
    let organization = find(&app, &member, path.partner).await?;
    page(&app, &visit, &member, Some(path.partner), organization.to_fields(), Problems::default())
}

/// `POST /p/{partnership}/partners/{partner}`
pub async fn update(
    State(app): State<App>,
    visit: Visit,
    member: Contributor,
    Path(path): Path<PartnerPath>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    find(&app, &member, path.partner).await?;
    save(&app, &visit, &member, Some(path.partner), fields_of(typed)).await
}

/// Why an organization was not kept.
enum Refusal {
    /// Something is wrong with a field.
    Problem(Problem),
    /// The partnership has [`ORGANIZATIONS_MAX`].
    Full,
    /// It was removed meanwhile.
    Gone,
}

async fn save(
    app: &App,
    visit: &Visit,
    member: &Member,
    changed: Option<OrganizationId>,
    fields: Fields,
) -> Result<Response, PageError> {
    visit.may_write(app)?;
    let words = Words::of(visit.language);
    let organization = match Organization::parse(&fields) {
        Ok(organization) => organization,
        Err(found) => return refused(app, visit, member, changed, fields, form_problems(words, &found)),
    };
    let id = changed.unwrap_or_else(|| OrganizationId(app.random.uuid(visit.now)));
    match keep(app, visit, member, id, changed.is_none(), organization).await? {
        Ok(()) => Ok(visit.see_other(&member.paths(visit.language).partner(id))),
        Err(Refusal::Gone) => Err(PageError::NotFound),
        Err(Refusal::Problem(problem)) => {
            refused(app, visit, member, changed, fields, form_problems(words, &[problem]))
        }
        Err(Refusal::Full) => {
            let mut problems = Problems::default();
            problems.add("name", words.tn("partner-problem-full", ORGANIZATIONS_MAX));
            refused(app, visit, member, changed, fields, problems)
        }
    }
}

fn refused(
    app: &App,
    visit: &Visit,
    member: &Member,
    changed: Option<OrganizationId>,
    fields: Fields,
    problems: Problems,
) -> Result<Response, PageError> {
    let html = page(app, visit, member, changed, fields, problems)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response())
}

async fn keep(
    app: &App,
    visit: &Visit,
    member: &Member,
    id: OrganizationId,
    is_new: bool,
    organization: Organization,
) -> Result<Result<(), Refusal>, PageError> {
    let (partnership, person, now, work) = (member.id(), member.person, visit.now, app.clone());
    let kept = app
        .store
        .write(move |conn| {
            if is_new && queries::count(conn, partnership)? >= ORGANIZATIONS_MAX {
                return Ok(Err(Refusal::Full));
            }
            let mut organization = organization.clone();
            if let Err(problem) = organization.settle_letters(&queries::letters(conn, partnership, &[id])?) {
                return Ok(Err(Refusal::Problem(problem)));
            }
            let stored = Stored::close(organization, &work.seal);
            let kind = if is_new {
                queries::add(conn, partnership, id, &stored, now)?;
                Kind::PartnerAdded
            } else if queries::change(conn, partnership, id, &stored, now)? {
                Kind::PartnerChanged
            } else {
                return Ok(Err(Refusal::Gone));
            };
            activity::log(conn, partnership, &by(&work, now, person, kind, &stored.organization.name))?;
            Ok(Ok(()))
        })
        .await?;
    Ok(kept)
}
