//! Sending a page on: the mail path of workbooks, with all of its protections.

pub mod page;

use askama::Template as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_mail::MESSAGE_MAX;
use crosswalk_names::ShareId;
use crosswalk_toolkit::Page;
use crosswalk_ui::{Nav, Problems, Words};
use serde::Deserialize;

use self::page::{SectionChoice, SharePage, Typed};
use crate::error::PageError;
use crate::extract::{Form, Path};
use crate::rates::Act;
use crate::state::App;
use crate::visit::Visit;
use crate::workbook::share_status::page::ShareStatusPage;
use crate::workbook::shares::queries::Subject;
use crate::workbook::shares::sending::{self, Request, What};
use crate::workbook::shares::{
    address, known_sender, message, not_sent, recipients, sends_mail, sent_from_here,
};

/// Page and section of a place: `/toolkit/assess#goal-setting`.
pub fn parts(place: &str) -> (&str, Option<&str>) {
    let rest = place.rsplit('/').next().unwrap_or_default();
    match rest.split_once('#') {
        Some((slug, section)) => (slug, Some(section)),
        None => (rest, None),
    }
}

/// What the sender typed. The form at the side of a page has only the first two.
#[derive(Deserialize)]
pub struct NewShare {
    to: String,
    #[serde(default)]
    section: String,
    #[serde(default)]
    message: String,
    from: Option<String>,
    #[serde(default)]
    name: String,
}

fn show_page(
    app: &App,
    visit: &Visit,
    page: &Page,
    typed: Typed,
    problems: Problems,
) -> Result<Html<String>, PageError> {
    let sections = SectionChoice::of(page, &typed.section);
    let frame = visit.frame(app).nav(Nav::Toolkit);
    let page = SharePage {
        link: app.settings.absolute(&visit.paths().toolkit_page(&page.slug)),
        slug: page.slug.clone(),
        title: page.title.clone(),
        sends_mail: sends_mail(app),
        message_max: MESSAGE_MAX,
        sections,
        frame,
        typed,
        problems,
    };
    Ok(Html(page.render()?))
}

/// `GET /toolkit/{page}/shares`
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(slug): Path<String>,
) -> Result<Html<String>, PageError> {
    let content = app.content();
    let page = content.toolkit.contents(visit.language).page(&slug).ok_or(PageError::NotFound)?;
    let from = known_sender(&app, &visit).await?.map(|from| from.as_str().to_owned()).unwrap_or_default();
    let typed = Typed { from, name: visit.name(), ..Typed::default() };
    show_page(&app, &visit, page, typed, Problems::default())
}

/// `POST /toolkit/{page}/shares`: sends, or asks for what is still missing.
pub async fn create(
    State(app): State<App>,
    visit: Visit,
    Path(slug): Path<String>,
    Form(new): Form<NewShare>,
) -> Result<Response, PageError> {
    visit.may(&app, Act::Mail)?;
    let content = app.content();
    let page = content.toolkit.contents(visit.language).page(&slug).ok_or(PageError::NotFound)?;
    if !sends_mail(&app) {
        return Err(PageError::Conflict);
    }
    let words = Words::of(visit.language);
    let mut problems = Problems::default();
    let to = recipients(words, &new.to, &mut problems);
    let known = known_sender(&app, &visit).await?;
    let asks_for_sender = new.from.is_none() && known.is_none();
    let from = match &new.from {
        Some(typed) => address(words, "from", typed, &mut problems),
        None => known,
    };
    let message = message(words, &new.message, &mut problems);
    let section = Some(new.section.as_str()).filter(|section| page.has_section(section));
    let name = visit.name_or(Some(&new.name));
    let (jar, device) = visit.device_or_new(&app);
    if let Some(from) = from.clone().filter(|_| problems.is_empty()) {
        let place = match section {
            Some(section) => format!("/toolkit/{slug}#{section}"),
            None => format!("/toolkit/{slug}"),
        };
        let request = Request {
            what: What::Page(place),
            language: visit.language,
            to,
            from,
            name: name.clone(),
            message,
            device,
            peer: visit.peer,
        };
        match sending::send(&app, request).await {
            Ok(id) => {
                let status = visit.see_other(&visit.paths().toolkit_share(id));
                return Ok((visit.naming(jar, &name), status).into_response());
            }
            Err(problem) => {
                let (field, message) = not_sent(words, problem)?;
                problems.add(field, message);
            }
        }
    }
    // The form at the side does not ask who sends: not to have said so is no mistake.
    let status = if asks_for_sender && problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let typed = Typed {
        to: new.to,
        section: new.section,
        message: new.message,
        from: new.from.or_else(|| from.map(|from| from.as_str().to_owned())).unwrap_or_default(),
        name: if new.name.is_empty() { visit.name() } else { new.name },
    };
    Ok((status, jar, show_page(&app, &visit, page, typed, problems)?).into_response())
}

/// `GET /toolkit/sent/{share}`: only for the device that sent it, because it shows addresses.
pub async fn status(
    State(app): State<App>,
    visit: Visit,
    Path(share): Path<ShareId>,
) -> Result<Html<String>, PageError> {
    let sent = sent_from_here(&app, &visit, share).await?;
    let Subject::Page(place) = &sent.subject else { return Err(PageError::NotFound) };
    let (slug, _) = parts(place);
    let (paths, words) = (visit.paths(), Words::of(visit.language));
    let content = app.content();
    let title =
        content.toolkit.contents(visit.language).page(slug).map_or(slug, |page| &page.title).to_owned();
    let page = ShareStatusPage {
        frame: visit.frame(&app).nav(Nav::Toolkit),
        up: (title, paths.to(place)),
        here: paths.toolkit_share(share),
        back: (words.t("toolkit-back").to_owned(), paths.to(place)),
        at: sent.at,
        unconfirmed: sent.unconfirmed,
        deliveries: sent.deliveries,
    };
    Ok(Html(page.render()?))
}
