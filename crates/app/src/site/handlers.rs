//! Handlers of the pages that belong to no workbook.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_checklist::Checklist;
use crosswalk_mail::Transport;
use crosswalk_names::DAY;
use crosswalk_ui::{Nav, Problems, Theme};
use flate2::Compression;
use serde::Deserialize;

use super::accessibility::page::AccessibilityPage;
use super::api::page::{ApiPage, Operation};
use super::gallery::page as gallery_pages;
use super::help::page::{HelpPage, HelpStage};
use super::home::page::{HomePage, HomeStage};
use super::outbox::page::{OutboxPage, OutboxRow};
use super::privacy::page::PrivacyPage;
use crate::api::document;
use crate::error::PageError;
use crate::extract::{Form, Query};
use crate::live::KEPT;
use crate::packed::{HTML, Packed};
use crate::state::App;
use crate::visit::Visit;
use crate::workbook::devices;

/// Letters that the outbox page shows.
const LETTERS: usize = 50;

/// `GET /`
pub async fn home(State(app): State<App>, visit: Visit, headers: HeaderMap) -> Result<Response, PageError> {
    let plain = visit.is_new() && visit.here == "/";
    let content = app.content();
    let kept = &content.home[visit.language as usize];
    if let Some(page) = kept.get().filter(|_| plain) {
        return Ok(page.respond(&headers, HTML));
    }
    let books = devices::rows(&app, &visit).await?;
    let checklist = app.newest_checklist(visit.language);
    let page = home_page(&app, &visit, &checklist, books, String::new(), Problems::default()).render()?;
    if !plain {
        return Ok(Html(page).into_response());
    }
    // Two that make it at the same time make the same.
    Ok(kept.get_or_init(|| Packed::new(page, Compression::best())).respond(&headers, HTML))
}

/// The first page; also shown again when a link in it was wrong.
pub fn home_page<'a>(
    app: &'a App,
    visit: &Visit,
    checklist: &'a Checklist,
    books: Vec<devices::page::BookRow>,
    link: String,
    problems: Problems,
) -> HomePage<'a> {
    let (content, paths) = (app.content(), visit.paths());
    HomePage {
        frame: visit.frame(app).nav(Nav::Home).indexed(),
        stages: checklist
            .stages
            .iter()
            .map(|stage| HomeStage {
                url: content.stage_url(paths, &stage.key),
                key: stage.key.as_str(),
                title: &stage.title,
                summary: &stage.summary,
            })
            .collect(),
        checklists: content.offered(visit.language),
        questions: checklist.questions().count(),
        books,
        link,
        problems,
    }
}

fn html(page: &impl Template) -> Result<Response, PageError> {
    Ok(Html(page.render()?).into_response())
}

/// `GET /help`
pub async fn help(State(app): State<App>, visit: Visit) -> Result<Response, PageError> {
    let checklist = app.newest_checklist(visit.language);
    let (content, paths) = (app.content(), visit.paths());
    let contents = content.toolkit.contents(visit.language);
    html(&HelpPage {
        frame: visit.frame(&app).nav(Nav::Help).indexed(),
        stages: checklist
            .stages
            .iter()
            .map(|stage| HelpStage {
                key: stage.key.as_str(),
                title: &stage.title,
                short: &stage.short,
                purpose: &stage.purpose,
                guide: contents.guide(&stage.key).map(|page| paths.toolkit_page(&page.slug)),
                topics: stage.questions.iter().map(|question| question.topic.as_str()).collect(),
            })
            .collect(),
        kept_days: usize::try_from(KEPT / DAY).unwrap_or_default(),
    })
}

/// `GET /privacy`
pub async fn privacy(State(app): State<App>, visit: Visit) -> Result<Response, PageError> {
    html(&PrivacyPage {
        frame: visit.frame(&app).indexed(),
        kept_days: usize::try_from(KEPT / DAY).unwrap_or_default(),
        unused_months: usize::try_from(app.adjusted().settings.retention_months).unwrap_or_default(),
        sends_mail: app.transport.delivers(),
    })
}

/// `GET /accessibility`
pub async fn accessibility(State(app): State<App>, visit: Visit) -> Result<Response, PageError> {
    html(&AccessibilityPage { frame: visit.frame(&app).indexed() })
}

/// `GET /api`
pub async fn api(State(app): State<App>, visit: Visit) -> Result<Response, PageError> {
    let operations = document::operations()
        .into_iter()
        .map(|operation| Operation {
            method: operation.method,
            path: operation.path,
            summary: operation.summary.to_owned(),
            description: operation.description.unwrap_or_default().to_owned(),
            request: operation.body.map(document::example).unwrap_or_default(),
            responses: operation
                .responses
                .iter()
                .map(|(status, meaning)| ((*status).into(), (*meaning).into()))
                .collect(),
        })
        .collect();
    html(&ApiPage {
        frame: visit.frame(&app).indexed(),
        document: crosswalk_ui::plain("/api/v1/openapi.json"),
        operations,
    })
}

/// What a person may set on a device.
#[derive(Deserialize)]
pub struct Preferences {
    name: Option<String>,
    theme: Option<String>,
    back: Option<String>,
}

/// `POST /preferences`
pub async fn preferences(visit: Visit, Form(form): Form<Preferences>) -> Response {
    let mut jar = visit.cookies();
    if let Some(name) = &form.name {
        jar = visit.naming(jar, name);
    }
    if let Some(theme) = &form.theme {
        jar = visit.theming(jar, Theme::from_word(theme));
    }
    // Only back to a page of ours: one slash, then anything but another.
    let back =
        form.back.filter(|back| back.starts_with('/') && !back.starts_with("//") && !back.contains('\\'));
    let back = back.filter(|back| back.bytes().all(|byte| byte.is_ascii_graphic()));
    (jar, visit.see_other(back.as_deref().unwrap_or(&visit.paths().home()))).into_response()
}

/// Which sample to show whole.
#[derive(Deserialize, Default)]
pub struct Shown {
    page: Option<usize>,
}

/// `GET /dev/gallery`, on a developer's own machine.
pub async fn gallery(
    State(app): State<App>,
    visit: Visit,
    Query(shown): Query<Shown>,
) -> Result<Response, PageError> {
    if !app.instance().development {
        return Err(PageError::NotFound);
    }
    let mut samples = gallery_pages::page_samples(visit.language);
    match shown.page {
        Some(number) if number < samples.len() => Ok(Html(samples.swap_remove(number).html).into_response()),
        Some(_) => Err(PageError::NotFound),
        None => html(&gallery_pages::gallery(visit.frame(&app), &samples)),
    }
}

/// `GET /dev/outbox`: mail of an instance without a mail server, on the operator's own machine.
pub async fn outbox(State(app): State<App>, visit: Visit) -> Result<Response, PageError> {
    let Transport::Outbox(outbox) = &app.transport else { return Err(PageError::NotFound) };
    if !app.instance().development {
        return Err(PageError::NotFound);
    }
    let outbox = outbox.clone();
    let read = tokio::task::spawn_blocking(move || outbox.newest(LETTERS)).await;
    let letters =
        read.map_err(|error| PageError::internal(&error))?.map_err(|error| PageError::internal(&error))?;
    let letters = letters
        .into_iter()
        .map(|letter| OutboxRow {
            to: letter.to,
            subject: letter.subject,
            at: None,
            text: letter.text,
            attachments: letter.attachments.into_iter().map(|(name, _)| name).collect(),
        })
        .collect();
    html(&OutboxPage { frame: visit.frame(&app), letters })
}
