//! The overview, the queue and the mail.

use askama::Template as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_mail::Address;
use crosswalk_names::{JobId, Language, Timestamp, hex};
use crosswalk_store::jobs as queue;
use crosswalk_store::{Connection, Engine, StoreError};
use crosswalk_ui::{Alert, Frame, Problems, Words, Zone};
use diesel::QueryResult;
use serde::Deserialize;

use super::page::{BlockedLine, JobLine, JobsPage, KindLine, MailPage, OverviewPage, Section, Tab, said};
use super::{mask, may_retry, queries, size};
use crate::access::Operator;
use crate::error::PageError;
use crate::extract::{Form, Path, Query};
use crate::metrics;
use crate::state::App;
use crate::visit::Visit;

/// Lines of a list.
const LINES_MAX: i64 = 100;

/// What was just done, as the address says it.
#[derive(Deserialize, Default)]
pub struct Said {
    #[serde(default)]
    done: String,
}

fn frame<'a>(app: &'a App, visit: &Visit, done: &Said) -> Frame<'a> {
    let mut frame = visit.frame(app);
    frame.notice = said(frame.words, &done.done);
    frame
}

/// A moment as plain text.
fn moment(zone: &Zone, language: Language, at: Timestamp) -> String {
    format!("{}, {}", zone.date(language, at), zone.time(language, at))
}

/// `GET /operate`
pub async fn overview(State(app): State<App>, _: Operator, visit: Visit) -> Result<Html<String>, PageError> {
    let (facts, amounts, jobs, nodes) = tokio::try_join!(
        app.store.facts(),
        app.store.read(queries::amounts),
        app.store.read(queue::counts),
        app.store.read(crate::nodes::queries::versions),
    )?;
    let ((rooms, sockets), people) = (app.live.counts().await, app.live.people().await);
    let folder = app.settings.data.clone();
    let free = tokio::task::spawn_blocking(move || rustix::fs::statvfs(&folder)).await;
    let free = free.ok().and_then(Result::ok).map(|disk| disk.f_bavail.saturating_mul(disk.f_frsize));
    let words = Words::of(visit.language);
    let (memory, _) = metrics::process();
    let engine = match app.store.engine() {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    };
    let level = if facts.level < facts.known_level {
        format!("{} / {}", facts.level, facts.known_level)
    } else {
        facts.level.to_string()
    };
    let since = moment(&app.instance().zone, visit.language, app.started_at);
    let free = free.map_or_else(
        || words.t("operate-unknown").to_owned(),
        |bytes| size(i64::try_from(bytes).unwrap_or(i64::MAX)),
    );
    let section = |title, rows| Section { title, rows };
    let sections = vec![
        section(
            "operate-program",
            vec![
                ("operate-version", env!("CARGO_PKG_VERSION").to_owned()),
                ("operate-since", since),
                ("operate-memory", size(memory)),
            ],
        ),
        section(
            "operate-now",
            vec![
                ("operate-people", people.to_string()),
                ("operate-rooms", rooms.to_string()),
                ("operate-sockets", (sockets + app.meetings.sockets()).to_string()),
            ],
        ),
        section(
            "operate-database",
            vec![
                ("operate-engine", engine.to_owned()),
                ("operate-level", level),
                ("operate-size", size(facts.bytes)),
                ("operate-disk", free),
            ],
        ),
        section(
            "operate-amounts",
            vec![
                ("operate-workbooks", amounts.workbooks.to_string()),
                ("operate-announced", amounts.announced.to_string()),
                ("operate-partnerships", amounts.partnerships.to_string()),
                ("operate-accounts", amounts.accounts.to_string()),
            ],
        ),
    ];
    let mut sections = sections;
    sections.push(section("operate-backups", backups(&app, visit.language, words)));
    if !nodes.is_empty() {
        let mut versions = nodes.clone();
        versions.dedup();
        let rows =
            vec![("operate-nodes-count", nodes.len().to_string()), ("operate-version", versions.join(", "))];
        sections.push(section("operate-nodes", rows));
    }
    let page = OverviewPage {
        frame: visit.frame(&app),
        tab: Tab::Overview,
        sections,
        waiting: count(jobs.waiting),
        failed: count(jobs.failed),
    };
    Ok(Html(page.render()?))
}

/// How the backups go that are made by themselves.
fn backups(app: &App, language: Language, words: &Words) -> Vec<(&'static str, String)> {
    let status = app.backup_status();
    let zone = &app.instance().zone;
    let nothing = if app.settings.backups.is_some() { "operate-backup-none" } else { "operate-backup-off" };
    let last = status.last.map_or_else(
        || words.t(nothing).to_owned(),
        |(at, bytes)| {
            format!("{}, {}", moment(zone, language, at), size(i64::try_from(bytes).unwrap_or(i64::MAX)))
        },
    );
    let mut rows = vec![("operate-backup-last", last)];
    if let Some((at, why)) = status.failed {
        rows.push(("operate-backup-failed", format!("{}: {why}", moment(zone, language, at))));
    }
    rows
}

fn count(count: i64) -> usize {
    usize::try_from(count).unwrap_or_default()
}

/// `GET /operate/jobs`
pub async fn jobs(
    State(app): State<App>,
    _: Operator,
    visit: Visit,
    Query(done): Query<Said>,
) -> Result<Html<String>, PageError> {
    let (failed, waiting, counts) = app
        .store
        .read(|conn| {
            let (failed, waiting) =
                (queue::list(conn, true, LINES_MAX)?, queue::list(conn, false, LINES_MAX)?);
            Ok((failed, waiting, queue::counts(conn)?))
        })
        .await?;
    let line = |job: queue::JobRow| JobLine {
        id: job.id.to_string(),
        may_retry: may_retry(&job.kind, job.failed),
        is_letter: job.kind == crate::post::LETTER,
        is_delivery: job.kind == crate::workbook::shares::sending::DELIVER,
        kind: job.kind,
        created_at: job.created_at,
        run_at: job.run_at,
        tries: count(job.tries),
        error: job.last_error.unwrap_or_default(),
    };
    let page = JobsPage {
        frame: frame(&app, &visit, &done),
        tab: Tab::Jobs,
        failed: failed.into_iter().map(line).collect(),
        waiting: waiting.into_iter().map(line).collect(),
        failed_all: count(counts.failed),
        waiting_all: count(counts.waiting),
    };
    Ok(Html(page.render()?))
}

/// Changes something and leads back with what was done, or with that nothing could be.
async fn change(
    app: &App,
    visit: &Visit,
    back: &str,
    done: &str,
    change: impl FnMut(&mut Connection) -> QueryResult<bool> + Send + 'static,
) -> Result<Response, PageError> {
    visit.may_write(app)?;
    let changed: Result<bool, StoreError> = app.store.write(change).await;
    let done = if changed? { done } else { "nothing" };
    Ok(visit.see_other(&format!("{back}?done={done}")))
}

/// The job in the address.
#[derive(Deserialize)]
pub struct OfJob {
    job: JobId,
}

/// `POST /operate/jobs/{job}/retry`
pub async fn retry(
    State(app): State<App>,
    _: Operator,
    visit: Visit,
    Path(path): Path<OfJob>,
) -> Result<Response, PageError> {
    let now = app.clock.now();
    let back = visit.paths().operate_jobs();
    let answer =
        change(&app, &visit, &back, "retried", move |conn| super::retry_job(conn, path.job, now)).await;
    tracing::info!(job = %path.job, "an operator has a job tried again");
    app.jobs.notify_one();
    answer
}

/// `POST /operate/jobs/{job}/removal`
pub async fn give_up(
    State(app): State<App>,
    _: Operator,
    visit: Visit,
    Path(path): Path<OfJob>,
) -> Result<Response, PageError> {
    let now = app.clock.now();
    let back = visit.paths().operate_jobs();
    tracing::info!(job = %path.job, "an operator gives up a job");
    change(&app, &visit, &back, "given-up", move |conn| super::give_up_job(conn, path.job, now)).await
}

async fn mail_page<'a>(
    app: &'a App,
    visit: &Visit,
    done: &Said,
    typed: String,
    problems: Problems,
) -> Result<MailPage<'a>, PageError> {
    let (counts, blocked) =
        app.store.read(|conn| Ok((queue::counts(conn)?, queries::blocked(conn, LINES_MAX)?))).await?;
    let of = |kinds: &[(String, i64)], kind: &str| {
        count(kinds.iter().find(|(known, _)| known == kind).map_or(0, |(_, count)| *count))
    };
    let kinds = [
        ("operate-kind-letter", crate::post::LETTER),
        ("operate-kind-deliver", crate::workbook::shares::sending::DELIVER),
    ];
    Ok(MailPage {
        frame: frame(app, visit, done),
        tab: Tab::Mail,
        delivers: app.transport.delivers(),
        kinds: kinds
            .into_iter()
            .map(|(label, kind)| KindLine {
                label,
                waiting: of(&counts.waiting_by_kind, kind),
                failed: of(&counts.failed_by_kind, kind),
            })
            .collect(),
        blocked: blocked
            .into_iter()
            .map(|row| BlockedLine {
                key: hex(&row.hash),
                address: row
                    .sealed
                    .and_then(|sealed| app.seal.open::<Address>(&sealed).ok())
                    .map(|address| mask(&address)),
                at: row.at,
            })
            .collect(),
        typed,
        problems,
    })
}

/// `GET /operate/mail`
pub async fn mail(
    State(app): State<App>,
    _: Operator,
    visit: Visit,
    Query(done): Query<Said>,
) -> Result<Html<String>, PageError> {
    Ok(Html(mail_page(&app, &visit, &done, String::new(), Problems::default()).await?.render()?))
}

/// Whom to unblock: by the line of the list, or by an address that is typed.
#[derive(Deserialize)]
pub struct UnblockForm {
    #[serde(default)]
    key: String,
    #[serde(default)]
    address: String,
}

/// `POST /operate/mail/unblock`
pub async fn unblock(
    State(app): State<App>,
    _: Operator,
    visit: Visit,
    Form(form): Form<UnblockForm>,
) -> Result<Response, PageError> {
    let hash = match (unhex(&form.key), Address::parse(form.address.trim())) {
        (Some(hash), _) => hash,
        (None, Ok(address)) => app.seal.hash(address.as_str()).to_vec(),
        (None, Err(_)) => {
            let mut problems = Problems::default();
            problems.add("address", Words::of(visit.language).t("operate-mistake-address"));
            let page = mail_page(&app, &visit, &Said::default(), form.address, problems).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response());
        }
    };
    tracing::info!("an operator unblocks an address");
    let back = visit.paths().operate_mail();
    change(&app, &visit, &back, "unblocked", move |conn| queries::unblock(conn, &hash)).await
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if digits.len() != 64 {
        return None;
    }
    digits
        .chunks(2)
        .map(|pair| std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok()))
        .collect()
}

/// What the pages say above themselves.
pub(super) fn notice(words: &Words, done: &str) -> Option<Alert> {
    let key = match done {
        "retried" => "operate-done-retried",
        "given-up" => "operate-done-given-up",
        "unblocked" => "operate-done-unblocked",
        "saved" => "operate-done-saved",
        "nothing" => return Some(Alert::info(words.t("operate-done-nothing"), "")),
        _ => return None,
    };
    Some(Alert::good(words.t(key), ""))
}
