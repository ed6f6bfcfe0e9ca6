//! A list of organizations from a file: looked at first, then taken in row by row as a person chose.
//!
//! The preview keeps nothing on the server: what it shows travels in its form, sealed ([`carried`]). What becomes of the
//! rows is worked out in [`plan`], and all of it is written in one transaction.

pub mod carried;
pub mod page;
pub mod plan;

use std::collections::BTreeMap;

use askama::Template as _;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_names::OrganizationId;
use crosswalk_partners::{ImportError, Organization, duplicates, read_sheet};
use crosswalk_ui::{Nav, Problems, Words};

use self::carried::Carried;
use self::page::{ImportPage, PreviewPage, RowLine};
use self::plan::{Fate, Plan};
use super::queries::{self, Stored};
use super::{ORGANIZATIONS_MAX, problems};
use crate::access::{Contributor, Member};
use crate::error::PageError;
use crate::extract::{Form, NoFile, file};
use crate::partnerships::activity::{self, Kind, by};
use crate::partnerships::frame;
use crate::state::App;
use crate::visit::Visit;

/// Largest file, in megabytes.
pub const MEGABYTES_MAX: usize = crosswalk_intake::BYTES_MAX / (1024 * 1024);

fn page(app: &App, visit: &Visit, member: &Member, problems: Problems) -> Result<Html<String>, PageError> {
    let frame = frame(visit, app, member).nav(Nav::Partners);
    Ok(Html(ImportPage { frame, problems }.render()?))
}

/// `GET /p/{partnership}/partners/import`
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    member: Contributor,
) -> Result<Html<String>, PageError> {
    page(&app, &visit, &member, Problems::default())
}

/// `POST /p/{partnership}/partners/import`: the preview.
pub async fn preview(
    State(app): State<App>,
    visit: Visit,
    member: Contributor,
    request: Request,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let words = Words::of(visit.language);
    let bytes = match file(&app, request, crosswalk_intake::BYTES_MAX).await {
        Ok(bytes) => bytes,
        Err(NoFile::None) => return wrong(&app, &visit, &member, words.t("import-none").to_owned()),
        Err(NoFile::TooLarge) => {
            return wrong(&app, &visit, &member, problems::import_words(words, &ImportError::TooBig));
        }
    };
    let read = tokio::task::spawn_blocking(move || read_sheet(&bytes)).await;
    match read.map_err(|error| PageError::internal(&error))? {
        Ok(read) if read.rows.is_empty() => {
            wrong(&app, &visit, &member, problems::import_words(words, &ImportError::Empty))
        }
        Ok(read) => {
            let carried = Carried::of(&app, &visit, member.id(), words, read);
            let status =
                if carried.rows.is_empty() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
            show_preview(&app, &visit, &member, carried, &BTreeMap::new(), Problems::default(), status).await
        }
        Err(error) => wrong(&app, &visit, &member, problems::import_words(words, &error)),
    }
}

fn wrong(app: &App, visit: &Visit, member: &Member, message: String) -> Result<Response, PageError> {
    let mut problems = Problems::default();
    problems.add("file", message);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(app, visit, member, problems)?).into_response())
}

/// The preview; `chosen` is what a form that came back said for each row.
async fn show_preview(
    app: &App,
    visit: &Visit,
    member: &Member,
    carried: Carried,
    chosen: &BTreeMap<String, String>,
    mut problems: Problems,
    status: StatusCode,
) -> Result<Response, PageError> {
    let words = Words::of(visit.language);
    let partnership = member.id();
    let rows = app.store.read(move |conn| queries::all(conn, partnership)).await?;
    let incoming = carried.organizations().ok_or(PageError::Conflict)?;
    let looked_at = tokio::task::spawn_blocking(move || {
        let there: Vec<(OrganizationId, &Organization)> =
            rows.iter().map(|row| (row.id, &row.stored.organization)).collect();
        let matches = duplicates(&there, &incoming);
        let names: BTreeMap<OrganizationId, String> =
            there.iter().map(|(id, one)| (*id, one.name.clone())).collect();
        (matches, incoming, names)
    });
    let (matches, incoming, names) = looked_at.await.map_err(|error| PageError::internal(&error))?;
    let Ok(sealed) = carried.close(&app.seal) else {
        return wrong(app, visit, member, words.t("partner-import-too-much").to_owned());
    };
    let room = ORGANIZATIONS_MAX.saturating_sub(names.len());
    if problems.is_empty() && incoming.len() > room {
        problems.add("rows", words.tn("partner-import-room", room));
    }
    let page = PreviewPage {
        frame: frame(visit, app, member).nav(Nav::Partners),
        rows: RowLine::all(words, &carried, &incoming, &matches, &names, chosen),
        bad: carried.bad,
        remarks: carried.remarks,
        sealed,
        problems,
    };
    Ok((status, Html(page.render()?)).into_response())
}

/// `POST /p/{partnership}/partners/import/confirm`
pub async fn confirm(
    State(app): State<App>,
    visit: Visit,
    member: Contributor,
    Form(chosen): Form<BTreeMap<String, String>>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let words = Words::of(visit.language);
    let text = chosen.get("rows").map_or("", String::as_str);
    let carried = Carried::open(&app.seal, text, member.id()).ok_or(PageError::Conflict)?;
    let organizations = carried.organizations().ok_or(PageError::Conflict)?;
    let fates = (0..).map(|at: usize| {
        let word = chosen.get(&format!("row.{at}"));
        word.map_or(Fate::Skip, |word| Fate::from_word(word))
    });
    let rows = carried.rows.iter().zip(organizations).zip(fates);
    let rows = rows.map(|((row, organization), fate)| (row.id, organization, fate)).collect();
    match take_in(&app, &visit, &member, rows).await? {
        Ok(count) => {
            let list = member.paths(visit.language).partners();
            Ok(visit.see_other(&format!("{list}?imported={count}")))
        }
        Err(Full { room }) => {
            let mut problems = Problems::default();
            problems.add("rows", words.tn("partner-import-room", room));
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            show_preview(&app, &visit, &member, carried, &chosen, problems, status).await
        }
    }
}

/// There is no room for so many.
struct Full {
    room: usize,
}

/// Writes what was chosen. Gives the number of rows that were taken in.
async fn take_in(
    app: &App,
    visit: &Visit,
    member: &Member,
    rows: Vec<(OrganizationId, Organization, Fate)>,
) -> Result<Result<usize, Full>, PageError> {
    let (partnership, person, now, work) = (member.id(), member.person, visit.now, app.clone());
    let taken = app
        .store
        .write(move |conn| {
            let existing: BTreeMap<OrganizationId, Organization> = queries::all(conn, partnership)?
                .into_iter()
                .map(|row| (row.id, row.stored.open(&work.seal)))
                .collect();
            let room = ORGANIZATIONS_MAX.saturating_sub(existing.len());
            let plan = Plan::of(existing, rows.clone());
            if plan.added.len() > room {
                return Ok(Err(Full { room }));
            }
            for (id, organization) in plan.added {
                queries::add(conn, partnership, id, &Stored::close(organization, &work.seal), now)?;
            }
            for (id, organization) in plan.changed {
                queries::change(conn, partnership, id, &Stored::close(organization, &work.seal), now)?;
            }
            if plan.rows > 0 {
                let count = plan.rows.to_string();
                activity::log(conn, partnership, &by(&work, now, person, Kind::PartnersImported, &count))?;
            }
            Ok(Ok(plan.rows))
        })
        .await?;
    Ok(taken)
}
