//! Pages about sending: the form, its status, the confirmation of a sender, the stop for a recipient, the own link.

use askama::Template as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_mail::{Access, Address, MESSAGE_MAX, RECIPIENTS_MAX, split_addresses};
use crosswalk_names::{ShareId, Timestamp};
use crosswalk_ui::{Nav, Problems, Words};
use serde::Deserialize;

use super::page::{PastShare, ShareForm, SharesPage, address_problem};
use super::queries::{self, DeliveryRow, Status, Subject};
use super::sending::{self, Request, What};
use crate::access::Reader;
use crate::error::PageError;
use crate::extract::{Form, Path};
use crate::post::{self, Cap, SendProblem};
use crate::rates::Act;
use crate::state::App;
use crate::tokens::Token;
use crate::visit::Visit;
use crate::workbook::acts::plain_lines;
use crate::workbook::confirm::page::{ConfirmPage, ConfirmState};
use crate::workbook::link_mail::page::LinkMailPage;
use crate::workbook::page::frame;
use crate::workbook::share_status::page::{DeliveryLine, DeliveryState, ShareStatusPage};
use crate::workbook::stop::page::{StopPage, StopState};

/// Earlier sendings that the page lists.
const PAST: i64 = 20;

/// Whether forms that send mail make sense here: there is a mail server, or a developer who reads the outbox.
pub fn sends_mail(app: &App) -> bool {
    app.transport.delivers() || app.instance().development
}

async fn page(
    app: &App,
    reader: &Reader,
    visit: &Visit,
    form: ShareForm,
    problems: Problems,
) -> Result<Html<String>, PageError> {
    let view = reader.view(app).await?;
    let link = |token: &Token| app.settings.absolute(&visit.paths().workbook(&token.text()).page());
    let page = SharesPage {
        frame: frame(visit, app, reader, &view.workbook).nav(Nav::Send),
        sends_mail: sends_mail(app),
        form,
        problems,
        edit_link: reader.may_edit.then(|| link(&reader.token)),
        read_link: link(&reader.read_token()),
        message_max: MESSAGE_MAX,
        people_max: RECIPIENTS_MAX,
        past: past(app, reader, visit).await?,
    };
    Ok(Html(page.render()?))
}

async fn past(app: &App, reader: &Reader, visit: &Visit) -> Result<Vec<PastShare>, PageError> {
    let Some(device) = visit.device() else { return Ok(Vec::new()) };
    let id = reader.id;
    let rows = app
        .store
        .read(move |conn| {
            let shares = queries::shares_of(conn, id, &device, PAST)?;
            shares
                .into_iter()
                .map(|share| Ok((share.id, share.at, queries::deliveries_of(conn, share.id)?.len())))
                .collect::<Result<Vec<_>, diesel::result::Error>>()
        })
        .await?;
    Ok(rows.into_iter().map(|(id, at, people)| PastShare { id: id.to_string(), at, people }).collect())
}

/// `GET /w/{token}/shares`
pub async fn show(State(app): State<App>, reader: Reader, visit: Visit) -> Result<Html<String>, PageError> {
    let mut form = ShareForm { edit: reader.may_edit, name: visit.name(), ..ShareForm::default() };
    form.from = known_sender(&app, &visit).await?.map(|from| from.as_str().to_owned()).unwrap_or_default();
    page(&app, &reader, &visit, form, Problems::default()).await
}

#[derive(Deserialize)]
pub struct NewShare {
    to: String,
    #[serde(default)]
    message: String,
    #[serde(default)]
    access: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    name: String,
}

/// `POST /w/{token}/shares`
pub async fn create(
    State(app): State<App>,
    reader: Reader,
    visit: Visit,
    Form(new): Form<NewShare>,
) -> Result<Response, PageError> {
    visit.may(&app, Act::Mail)?;
    reader.view(&app).await?;
    if !sends_mail(&app) {
        return Err(PageError::Conflict);
    }
    let words = Words::of(visit.language);
    let mut problems = Problems::default();
    let to = recipients(words, &new.to, &mut problems);
    let from = address(words, "from", &new.from, &mut problems);
    let message = message(words, &new.message, &mut problems);
    let edit = reader.may_edit && new.access != "read";
    let name = visit.name_or(Some(&new.name));
    let (jar, device) = visit.device_or_new(&app);
    if let Some(from) = from.filter(|_| problems.is_empty()) {
        let request = Request {
            what: What::Workbook {
                id: reader.id,
                token: if edit { reader.token.clone() } else { reader.read_token() },
                access: if edit { Access::Edit } else { Access::Read },
            },
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
                let status = visit.see_other(&reader.paths(visit.language).share(id));
                return Ok((visit.naming(jar, &name), status).into_response());
            }
            Err(problem) => {
                let (field, message) = not_sent(words, problem)?;
                problems.add(field, message);
            }
        }
    }
    let form = ShareForm { to: new.to, message: new.message, edit, from: new.from, name: new.name };
    let page = page(&app, &reader, &visit, form, problems).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, jar, page).into_response())
}

/// The message as it is sent, or a sentence about its length.
pub fn message(words: &Words, typed: &str, problems: &mut Problems) -> String {
    let message = plain_lines(typed);
    if message.chars().count() > MESSAGE_MAX {
        problems.add("message", words.with("send-message-long", &[("limit", MESSAGE_MAX.into())]));
    }
    message
}

/// The addresses, or a sentence for each that is none.
pub fn recipients(words: &Words, typed: &str, problems: &mut Problems) -> Vec<Address> {
    let mut good = Vec::new();
    for entry in split_addresses(typed) {
        match entry {
            Ok(address) => good.push(address),
            Err((text, problem)) => {
                let detail = problem.detail().unwrap_or_default();
                problems.add("to", address_problem(words, problem.code(), &text, &detail));
            }
        }
    }
    if good.is_empty() && problems.on("to").is_empty() {
        problems.add("to", words.t("send-to-empty"));
    }
    good
}

/// The one address of a field, or a sentence about it.
pub fn address(words: &Words, field: &str, typed: &str, problems: &mut Problems) -> Option<Address> {
    match Address::parse(typed) {
        Ok(address) => Some(address),
        Err(problem) if typed.trim().is_empty() => {
            drop(problem);
            problems.add(field, words.t("send-to-empty"));
            None
        }
        Err(problem) => {
            let shown: String = typed.trim().chars().take(80).collect();
            problems.add(
                field,
                address_problem(words, problem.code(), &shown, &problem.detail().unwrap_or_default()),
            );
            None
        }
    }
}

/// The field that a refusal is about, and its words.
pub fn not_sent(words: &Words, problem: SendProblem) -> Result<(&'static str, String), PageError> {
    Ok(match problem {
        SendProblem::Cap(Cap::Sender) => ("to", words.t("send-cap-sender").to_owned()),
        SendProblem::Cap(Cap::Workbook) => ("to", words.t("send-cap-workbook").to_owned()),
        SendProblem::Cap(Cap::Network) => ("to", words.t("send-cap-network").to_owned()),
        SendProblem::Cap(Cap::Recipient) => ("from", words.t("send-cap-recipient").to_owned()),
        SendProblem::Stopped => ("from", words.t("send-stopped").to_owned()),
        SendProblem::Failed(error) => return Err(error),
    })
}

#[derive(Deserialize)]
pub struct SharePath {
    share: ShareId,
}

/// `GET /w/{token}/shares/{share}`: only for the device that sent it, because it shows addresses.
pub async fn status(
    State(app): State<App>,
    reader: Reader,
    visit: Visit,
    Path(path): Path<SharePath>,
) -> Result<Html<String>, PageError> {
    let view = reader.view(&app).await?;
    let sent = sent_from_here(&app, &visit, path.share).await?;
    if sent.subject != Subject::Workbook(reader.id) {
        return Err(PageError::NotFound);
    }
    let (paths, words) = (reader.paths(visit.language), Words::of(visit.language));
    let page = ShareStatusPage {
        frame: frame(&visit, &app, &reader, &view.workbook).nav(Nav::Send),
        up: (words.t("shares-title").to_owned(), paths.shares()),
        here: paths.share(path.share),
        back: (words.t("reading-back").to_owned(), paths.page()),
        at: sent.at,
        unconfirmed: sent.unconfirmed,
        deliveries: sent.deliveries,
    };
    Ok(Html(page.render()?))
}

/// A sending, as its status page shows it.
pub struct SentFromHere {
    /// What was sent.
    pub subject: Subject,
    /// When.
    pub at: Timestamp,
    /// The sender's address, while it is not confirmed.
    pub unconfirmed: Option<String>,
    /// One for each address, in the order typed.
    pub deliveries: Vec<DeliveryLine>,
}

/// A sending of this device; [`PageError::NotFound`] for any other.
pub async fn sent_from_here(app: &App, visit: &Visit, share: ShareId) -> Result<SentFromHere, PageError> {
    let device = visit.device().ok_or(PageError::NotFound)?;
    let found = app
        .store
        .read(move |conn| {
            let Some(share) = queries::share(conn, share)? else { return Ok(None) };
            Ok(Some((queries::deliveries_of(conn, share.id)?, share)))
        })
        .await?;
    let (deliveries, share) = found.filter(|(_, share)| share.device == device).ok_or(PageError::NotFound)?;
    let sender =
        || app.seal.open::<sending::Sealed>(&share.sealed).ok().map(|sealed| sealed.from.as_str().to_owned());
    Ok(SentFromHere {
        at: share.at,
        unconfirmed: if share.released { None } else { sender() },
        deliveries: deliveries.iter().map(|delivery| line(app, delivery)).collect(),
        subject: share.subject,
    })
}

/// The address that this device confirmed last.
pub async fn known_sender(app: &App, visit: &Visit) -> Result<Option<Address>, PageError> {
    let Some(device) = visit.device() else { return Ok(None) };
    let sealed = app.store.read(move |conn| queries::last_sender(conn, &device)).await?;
    Ok(sealed.and_then(|sealed| app.seal.open::<Address>(&sealed).ok()))
}

fn line(app: &App, row: &DeliveryRow) -> DeliveryLine {
    let address = app.seal.open::<Address>(&row.sealed).map(|address| address.as_str().to_owned());
    DeliveryLine {
        address: address.unwrap_or_default(),
        state: match row.status {
            Status::Waiting => DeliveryState::Waiting,
            Status::Queued if row.tries > 0 => DeliveryState::Retrying,
            Status::Queued => DeliveryState::Queued,
            Status::Sent => DeliveryState::Sent,
            Status::Failed => DeliveryState::Failed,
            Status::Stopped => DeliveryState::Stopped,
        },
        reason: row.reason.clone().unwrap_or_default(),
        tries: usize::try_from(row.tries).unwrap_or_default(),
        at: row.updated_at,
    }
}

#[derive(Deserialize)]
pub struct TokenPath {
    token: String,
}

/// `GET /confirm/{token}`: the button waits, because mail programs open links by themselves.
pub async fn show_confirmation(
    State(app): State<App>,
    visit: Visit,
    Path(path): Path<TokenPath>,
) -> Result<Html<String>, PageError> {
    let found = match Token::parse(&path.token) {
        Some(token) => sending::confirmation_of(&app, &token).await?,
        None => None,
    };
    let (state, address) = match found {
        Some((row, address)) if row.used_at.is_some() => (ConfirmState::Done, address.as_str().to_owned()),
        Some((_, address)) => (ConfirmState::Ask, address.as_str().to_owned()),
        None => (ConfirmState::Expired, String::new()),
    };
    confirmation(&app, &visit, state, path.token, address)
}

/// `POST /confirm/{token}`
pub async fn confirm(
    State(app): State<App>,
    visit: Visit,
    Path(path): Path<TokenPath>,
) -> Result<Html<String>, PageError> {
    visit.may(&app, Act::Mail)?;
    let confirmed = match Token::parse(&path.token) {
        Some(token) => sending::confirm(&app, &token).await?,
        None => None,
    };
    match confirmed {
        Some(address) => {
            confirmation(&app, &visit, ConfirmState::Done, path.token, address.as_str().to_owned())
        }
        None => confirmation(&app, &visit, ConfirmState::Expired, String::new(), String::new()),
    }
}

fn confirmation(
    app: &App,
    visit: &Visit,
    state: ConfirmState,
    token: String,
    address: String,
) -> Result<Html<String>, PageError> {
    let page = ConfirmPage { frame: visit.frame(app), state, token, address, status_url: String::new() };
    Ok(Html(page.render()?))
}

/// `GET /stop/{token}`
pub async fn show_stop(
    State(app): State<App>,
    visit: Visit,
    Path(path): Path<TokenPath>,
) -> Result<Html<String>, PageError> {
    let address = post::stop_address(&app, &path.token);
    let state = if address.is_some() { StopState::Ask } else { StopState::Unknown };
    stop_page(&app, &visit, state, path.token, address.as_ref())
}

/// `POST /stop/{token}`: also what mail programs send for one click (RFC 8058).
pub async fn stop(
    State(app): State<App>,
    visit: Visit,
    Path(path): Path<TokenPath>,
) -> Result<Html<String>, PageError> {
    let address = post::stop_address(&app, &path.token);
    if let Some(address) = &address {
        let (hash, now) = (app.seal.hash(address.as_str()), visit.now);
        app.store.write(move |conn| post::queries::stop(conn, &hash, now)).await?;
    }
    let state = if address.is_some() { StopState::Done } else { StopState::Unknown };
    stop_page(&app, &visit, state, path.token, address.as_ref())
}

fn stop_page(
    app: &App,
    visit: &Visit,
    state: StopState,
    token: String,
    address: Option<&Address>,
) -> Result<Html<String>, PageError> {
    let address = address.map(|address| address.as_str().to_owned()).unwrap_or_default();
    Ok(Html(StopPage { frame: visit.frame(app), state, token, address }.render()?))
}

async fn link_mail_page(
    app: &App,
    reader: &Reader,
    visit: &Visit,
    to: String,
    problems: Problems,
    sent: bool,
) -> Result<Html<String>, PageError> {
    let view = reader.view(app).await?;
    let frame = frame(visit, app, reader, &view.workbook);
    Ok(Html(LinkMailPage { frame, to, problems, sent, sends_mail: sends_mail(app) }.render()?))
}

/// `GET /w/{token}/link-mail`
pub async fn show_link_mail(
    State(app): State<App>,
    reader: Reader,
    visit: Visit,
) -> Result<Html<String>, PageError> {
    link_mail_page(&app, &reader, &visit, String::new(), Problems::default(), false).await
}

#[derive(Deserialize)]
pub struct LinkMailForm {
    to: String,
}

/// `POST /w/{token}/link-mail`
pub async fn mail_link(
    State(app): State<App>,
    reader: Reader,
    visit: Visit,
    Form(form): Form<LinkMailForm>,
) -> Result<Response, PageError> {
    visit.may(&app, Act::Mail)?;
    reader.view(&app).await?;
    if !sends_mail(&app) {
        return Err(PageError::Conflict);
    }
    let words = Words::of(visit.language);
    let mut problems = Problems::default();
    if let Some(to) = address(words, "to", &form.to, &mut problems) {
        let access = if reader.may_edit { Access::Edit } else { Access::Read };
        match sending::mail_link(&app, &reader.token, access, visit.language, to, visit.peer).await {
            Ok(()) => {
                let page = link_mail_page(&app, &reader, &visit, form.to, problems, true).await?;
                return Ok(page.into_response());
            }
            Err(problem) => {
                let (_, message) = not_sent(words, problem)?;
                problems.add("to", message);
            }
        }
    }
    let page = link_mail_page(&app, &reader, &visit, form.to, problems, false).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
