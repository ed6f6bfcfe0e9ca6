//! Two records of one organization made one, by hand: side by side, field by field. Nothing that hangs on the other one
//! is lost.

pub mod page;

use std::collections::BTreeMap;

use askama::Template as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_names::OrganizationId;
use crosswalk_partners::{Field, Organization, Other, Side, duplicates, merge};
use crosswalk_ui::{Nav, Problems, Words};
use serde::Deserialize;

use self::page::{MergePage, PickPage, differences, side_from};
use super::problems::{form_problems, reason_words};
use super::queries::{self, Stored};
use super::{PartnerPath, find};
use crate::access::{Contributor, Member};
use crate::error::PageError;
use crate::extract::{Form, Path, Query};
use crate::partnerships::activity::{self, Kind, by};
use crate::partnerships::{frame, queries as partnerships};
use crate::state::App;
use crate::visit::Visit;

/// The two records.
struct Pair {
    kept_id: OrganizationId,
    kept: Organization,
    other_id: OrganizationId,
    other: Organization,
}

/// The two that an address names. With itself, an organization can't be made one.
async fn pair(app: &App, member: &Member, kept_id: OrganizationId, other: &str) -> Result<Pair, PageError> {
    let other_id: OrganizationId = other.parse().map_err(|_| PageError::NotFound)?;
    if kept_id == other_id {
        return Err(PageError::NotFound);
    }
    let (kept, other) = (find(app, member, kept_id).await?, find(app, member, other_id).await?);
    Ok(Pair { kept_id, kept, other_id, other })
}

fn page(
    app: &App,
    visit: &Visit,
    member: &Member,
    pair: &Pair,
    picked: &BTreeMap<String, String>,
    problems: Problems,
) -> Result<Html<String>, PageError> {
    let page = MergePage {
        frame: frame(visit, app, member).nav(Nav::Partners),
        kept: (pair.kept_id, pair.kept.name.clone()),
        second: (pair.other_id, pair.other.name.clone()),
        lines: differences(Words::of(visit.language), &pair.kept, &pair.other, picked),
        problems,
    };
    Ok(Html(page.render()?))
}

/// Those that may be the same organization as one: their ids, and a sentence that says why. The likeliest comes first.
pub async fn alike(
    app: &App,
    visit: &Visit,
    member: &Member,
    id: OrganizationId,
) -> Result<Vec<(OrganizationId, String)>, PageError> {
    let (partnership, language) = (member.id(), visit.language);
    let rows = app.store.read(move |conn| queries::all(conn, partnership)).await?;
    let looked_at = tokio::task::spawn_blocking(move || {
        let words = Words::of(language);
        let (own, others): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.id == id);
        let own: Vec<Organization> = own.into_iter().map(|row| row.stored.organization.clone()).collect();
        let others: Vec<_> = others.into_iter().map(|row| (row.id, &row.stored.organization)).collect();
        let sentence = |found: &crosswalk_partners::Match<OrganizationId>| {
            let Other::Existing(other) = found.other else { return None };
            let (_, organization) = others.iter().find(|(id, _)| *id == other)?;
            let reasons: Vec<String> =
                found.reasons.iter().map(|reason| reason_words(words, reason)).collect();
            let said = [("name", organization.name.as_str().into()), ("why", reasons.join("; ").into())];
            Some((other, words.with("partner-import-alike", &said)))
        };
        duplicates(&others, &own).iter().filter_map(sentence).collect()
    });
    looked_at.await.map_err(|error| PageError::internal(&error))
}

/// The other record, by the address.
#[derive(Deserialize, Default)]
pub struct Asked {
    #[serde(default)]
    with: String,
}

/// `GET /p/{partnership}/partners/{partner}/merge`; with `?with=` the two side by side, without it the choice of the
/// other one.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    member: Contributor,
    Path(path): Path<PartnerPath>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    if !asked.with.is_empty() {
        let pair = pair(&app, &member, path.partner, &asked.with).await?;
        return page(&app, &visit, &member, &pair, &BTreeMap::new(), Problems::default());
    }
    let organization = find(&app, &member, path.partner).await?;
    let partnership = member.id();
    let all = app.store.read(move |conn| partnerships::organization_names(conn, partnership)).await?;
    let alike = alike(&app, &visit, &member, path.partner).await?;
    let mut others: Vec<_> = all.into_iter().filter(|(id, ..)| *id != path.partner).collect();
    others.sort_by_key(|(id, ..)| alike.iter().position(|(other, _)| other == id).unwrap_or(alike.len()));
    let page = PickPage {
        frame: frame(&visit, &app, &member).nav(Nav::Partners),
        kept: (path.partner, organization.name),
        others: others.into_iter().map(|(id, name, ..)| (id.to_string(), name)).collect(),
    };
    Ok(Html(page.render()?))
}

/// `POST /p/{partnership}/partners/{partner}/merge`
pub async fn create(
    State(app): State<App>,
    visit: Visit,
    member: Contributor,
    Path(path): Path<PartnerPath>,
    Form(picked): Form<BTreeMap<String, String>>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let words = Words::of(visit.language);
    let pair = pair(&app, &member, path.partner, picked.get("with").map_or("", String::as_str)).await?;
    // What was not asked about is the same on both sides.
    let lines = differences(words, &pair.kept, &pair.other, &picked);
    let side = |field: Field| {
        let line = lines.iter().find(|line| line.field == field);
        line.map_or(Side::Left, |line| side_from(line.chosen))
    };
    match merge(&pair.kept, &pair.other, side) {
        Ok(one) => {
            if keep(&app, &visit, &member, &pair, one).await? {
                Ok(visit.see_other(&member.paths(visit.language).partner(pair.kept_id)))
            } else {
                Err(PageError::Conflict)
            }
        }
        Err(found) => {
            let html = page(&app, &visit, &member, &pair, &picked, form_problems(words, &found))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response())
        }
    }
}

/// False when one of the two was removed meanwhile.
async fn keep(
    app: &App,
    visit: &Visit,
    member: &Member,
    pair: &Pair,
    one: Organization,
) -> Result<bool, PageError> {
    let (partnership, person, now, work) = (member.id(), member.person, visit.now, app.clone());
    let (kept, other) = (pair.kept_id, pair.other_id);
    let done = app
        .store
        .write(move |conn| {
            if queries::one(conn, partnership, other)?.is_none() {
                return Ok(false);
            }
            let mut one = one.clone();
            // Two organizations may share letters when all are taken.
            let taken = queries::letters(conn, partnership, &[kept, other])?;
            if one.settle_letters(&taken).is_err() {
                one.letters = Some(crosswalk_partners::Letters::for_name(&one.name, &taken));
            }
            let stored = Stored::close(one, &work.seal);
            if !queries::change(conn, partnership, kept, &stored, now)? {
                return Ok(false);
            }
            queries::merge(conn, partnership, kept, other)?;
            let name = &stored.organization.name;
            activity::log(conn, partnership, &by(&work, now, person, Kind::PartnersMerged, name))?;
            Ok(true)
        })
        .await?;
    Ok(done)
}
