//! Sending a workbook or a page on, without serving spammers: the sender shows once per device that an address is theirs, counts
//! are capped, recipients can stop all mail from here, and every mail says who sent it and why.

use crosswalk_mail::{
    Access, Address, Attachment, ConfirmSender, Invitation, Letter, Message, PageLetter, YourLink,
};
use crosswalk_names::{HOUR, JobId, Language, ShareId, Timestamp, WorkbookId};
use crosswalk_store::jobs::{self, NewJob};
use crosswalk_store::{Connection, Id, StoreError};
use crosswalk_ui::{Paths, WorkbookPaths};
use diesel::QueryResult;
use serde::{Deserialize, Serialize};

use super::queries::{self, DeliveryRow, NewConfirmation, NewDelivery, NewShare, ShareRow, Status, Subject};
use crate::error::PageError;
use crate::post::{self, Cap, SendProblem, Tried, queue_letter, seal_letter, stop_link, today, unasked};
use crate::state::App;
use crate::tokens::Token;
use crate::workbook::{export, prints};

/// The kind of job that sends one delivery.
pub const DELIVER: &str = "deliver";

/// How long a confirmation works.
const CONFIRM_WITHIN: i64 = 48 * HOUR;

/// What rests sealed in a share until it is sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Sealed {
    /// The sender's own address.
    pub from: Address,
    /// The sender's name, or empty.
    pub name: String,
    /// The sender's message, or empty.
    pub message: String,
    /// The token of the link that is sent; empty for a page.
    pub token: String,
}

/// What a letter leads to.
#[derive(Debug, Clone)]
pub enum What {
    /// A workbook, by the link of `token`.
    Workbook {
        /// The workbook.
        id: WorkbookId,
        /// The token of the link to send.
        token: Token,
        /// What the link allows.
        access: Access,
    },
    /// A page of the toolkit: its address without the language.
    Page(String),
}

/// What a person asks to be sent.
#[derive(Debug, Clone)]
pub struct Request {
    /// What to send.
    pub what: What,
    /// Of the mails.
    pub language: Language,
    /// To whom.
    pub to: Vec<Address>,
    /// The sender's own address.
    pub from: Address,
    /// The sender's name, or empty.
    pub name: String,
    /// The sender's message, or empty.
    pub message: String,
    /// The device that sends.
    pub device: Vec<u8>,
    /// Its network address.
    pub peer: std::net::IpAddr,
}

/// Counts `mails` against the caps of a sender, a workbook and a network. None when there is room.
fn capped(
    conn: &mut Connection,
    app: &App,
    request: &Request,
    sender: &[u8; 32],
    now: Timestamp,
) -> QueryResult<Option<Cap>> {
    let (limits, mails) = (&app.settings.limits, i64::try_from(request.to.len()).unwrap_or(i64::MAX));
    let network = app.seal.hash(&request.peer.to_string());
    let mut caps: Vec<(Cap, &'static str, &[u8], i64)> = vec![
        (Cap::Sender, "mail-sender", sender, limits.mails_per_sender),
        (Cap::Network, "mail-network", &network, limits.mails_per_network),
    ];
    if let What::Workbook { id, .. } = &request.what {
        caps.insert(1, (Cap::Workbook, "mail-workbook", id.0.as_bytes(), limits.mails_per_workbook));
    }
    for (cap, scope, subject, most) in caps {
        if !post::queries::count(conn, scope, subject, today(now), mails, most)? {
            return Ok(Some(cap));
        }
    }
    Ok(None)
}

/// Queues a share, or keeps it waiting for the sender to confirm and queues that mail. Says which share it became.
pub async fn send(app: &App, request: Request) -> Result<ShareId, SendProblem> {
    let now = app.clock.now();
    let sender = app.seal.hash(request.from.as_str());
    let (device, hash) = (request.device.clone(), sender);
    let confirmed = app.store.read(move |conn| queries::is_confirmed(conn, &device, &hash)).await?;
    let (subject, access, token) = match &request.what {
        What::Workbook { id, token, access } => (Subject::Workbook(*id), *access, token.text()),
        What::Page(place) => (Subject::Page(place.clone()), Access::Read, String::new()),
    };
    let share = NewShare {
        id: ShareId(app.random.uuid(now)),
        subject,
        device: request.device.clone(),
        access: if access == Access::Edit { "edit" } else { "read" },
        language: request.language,
        at: now,
        sealed: app.seal.close(&Sealed {
            from: request.from.clone(),
            name: request.name.clone(),
            message: request.message.clone(),
            token,
        }),
        released: confirmed,
        deliveries: request
            .to
            .iter()
            .map(|address| NewDelivery {
                id: Id(app.random.uuid(now)),
                sealed: app.seal.close(address),
                address_hash: app.seal.hash(address.as_str()),
            })
            .collect(),
    };
    let id = share.id;
    let confirmation = if confirmed { None } else { Some(confirmation(app, &request, id, now)) };
    let work = app.clone();
    app.store
        .try_write(move |conn| -> Result<(), SendProblem> {
            let database = |error: diesel::result::Error| SendProblem::from(StoreError::from(error));
            if let Some(cap) = capped(conn, &work, &request, &sender, now).map_err(database)? {
                return Err(SendProblem::Cap(cap));
            }
            queries::create(conn, &share).map_err(database)?;
            match &confirmation {
                None => {
                    let ids: Vec<Id> = share.deliveries.iter().map(|delivery| delivery.id).collect();
                    queue_deliveries(conn, &work, &ids, now).map_err(database)
                }
                Some((new, letter)) => {
                    unasked(conn, &sender, now)?;
                    queries::ask_to_confirm(conn, new).map_err(database)?;
                    queue_letter(conn, &work, letter, now).map_err(database)
                }
            }
        })
        .await?;
    app.jobs.notify_one();
    Ok(id)
}

fn confirmation(app: &App, request: &Request, share: ShareId, now: Timestamp) -> (NewConfirmation, Vec<u8>) {
    let token = Token::from_random(app.random.bytes());
    let link = app.settings.absolute(&Paths::new(request.language).confirm(&token.text()));
    let stop_link = stop_link(app, request.language, &request.from);
    let letter = ConfirmSender {
        language: request.language,
        instance: &app.instance().name,
        link: &link,
        hours: u16::try_from(CONFIRM_WITHIN / HOUR).unwrap_or(u16::MAX),
        stop_link: &stop_link,
    }
    .letter();
    let new = NewConfirmation {
        token_hash: token.hash(),
        device: request.device.clone(),
        sealed: app.seal.close(&request.from),
        share,
        at: now,
        expires_at: now.plus(CONFIRM_WITHIN),
    };
    (new, seal_letter(app, &request.from, letter))
}

fn queue_deliveries(conn: &mut Connection, app: &App, ids: &[Id], now: Timestamp) -> QueryResult<()> {
    for id in ids {
        let job = NewJob {
            id: JobId(app.random.uuid(now)),
            kind: DELIVER,
            payload: id.0.as_bytes(),
            run_at: now,
            unique_key: None,
        };
        jobs::enqueue(conn, &job, now)?;
    }
    Ok(())
}

/// Mails a person the link that they have open, at an address they typed. The mail holds no word of theirs, so it is
/// of no use to anyone who types the address of somebody else.
pub async fn mail_link(
    app: &App,
    token: &Token,
    access: Access,
    language: Language,
    to: Address,
    peer: std::net::IpAddr,
) -> Result<(), SendProblem> {
    let now = app.clock.now();
    let link = app.settings.absolute(&WorkbookPaths::new(language, &token.text()).page());
    let stop = stop_link(app, language, &to);
    let letter = YourLink {
        language,
        instance: &app.instance().name,
        title: "",
        link: &link,
        access,
        stop_link: &stop,
    }
    .letter();
    let sealed = seal_letter(app, &to, letter);
    let (hash, network, work) = (app.seal.hash(to.as_str()), app.seal.hash(&peer.to_string()), app.clone());
    app.store
        .try_write(move |conn| -> Result<(), SendProblem> {
            let database = |error: diesel::result::Error| SendProblem::from(StoreError::from(error));
            let most = work.settings.limits.mails_per_network;
            if !post::queries::count(conn, "mail-network", &network, today(now), 1, most).map_err(database)? {
                return Err(SendProblem::Cap(Cap::Network));
            }
            unasked(conn, &hash, now)?;
            queue_letter(conn, &work, &sealed, now).map_err(database)
        })
        .await?;
    app.jobs.notify_one();
    Ok(())
}

/// A confirmation that is still good, with its address.
pub async fn confirmation_of(
    app: &App,
    token: &Token,
) -> Result<Option<(queries::ConfirmationRow, Address)>, PageError> {
    let hash = token.hash();
    let row = app.store.read(move |conn| queries::confirmation(conn, &hash)).await?;
    let row = row.filter(|row| row.used_at.is_some() || row.expires_at > app.clock.now());
    Ok(row.and_then(|row| app.seal.open::<Address>(&row.sealed).ok().map(|address| (row, address))))
}

/// The sender confirms. Everything that waited for it goes out.
pub async fn confirm(app: &App, token: &Token) -> Result<Option<Address>, PageError> {
    let Some((row, address)) = confirmation_of(app, token).await? else { return Ok(None) };
    if row.used_at.is_some() {
        return Ok(Some(address));
    }
    let device = row.device.clone();
    let waiting = app.store.read(move |conn| queries::waiting_shares(conn, &device)).await?;
    let same_sender =
        |share: &ShareRow| app.seal.open::<Sealed>(&share.sealed).is_ok_and(|sealed| sealed.from == address);
    let ids: Vec<ShareId> = waiting.iter().filter(|share| same_sender(share)).map(|share| share.id).collect();
    let (now, hash, token_hash, work) =
        (app.clock.now(), app.seal.hash(address.as_str()), token.hash(), app.clone());
    app.store
        .write(move |conn| {
            let queued = queries::confirm(conn, &token_hash, &row, &hash, &ids, now)?;
            queue_deliveries(conn, &work, &queued, now)
        })
        .await?;
    app.jobs.notify_one();
    Ok(Some(address))
}

/// Sends one delivery and notes how it went. `last` says that there will be no other try.
pub async fn deliver(app: &App, id: Id, last: bool) -> Result<Tried, StoreError> {
    let found = app
        .store
        .read(move |conn| {
            let Some(delivery) = queries::delivery(conn, id)? else { return Ok(None) };
            let stopped = post::queries::is_stopped(conn, &delivery.address_hash)?;
            Ok(queries::share(conn, delivery.share)?.map(|share| (delivery, share, stopped)))
        })
        .await?;
    // Gone with its workbook, or sent by a try whose end was not noted: then Message-ID makes a double harmless.
    let Some((delivery, share, stopped)) = found else { return Ok(Tried::Done) };
    if delivery.status != Status::Queued {
        return Ok(Tried::Done);
    }
    let (status, reason, tried) = if stopped {
        (Status::Stopped, None, Tried::Done)
    } else {
        match try_delivery(app, &delivery, &share).await {
            Ok(()) => (Status::Sent, None, Tried::Done),
            Err((reason, temporary)) if temporary && !last => {
                (Status::Queued, Some(reason.clone()), Tried::Again(reason))
            }
            Err((reason, _)) => (Status::Failed, Some(reason.clone()), Tried::GivenUp(reason)),
        }
    };
    let now = app.clock.now();
    app.store.write(move |conn| queries::settle(conn, &delivery, status, reason.as_deref(), now)).await?;
    Ok(tried)
}

/// The reason of a failure as a word of [`crosswalk_mail::Reason`], and whether it may pass.
async fn try_delivery(app: &App, delivery: &DeliveryRow, share: &ShareRow) -> Result<(), (String, bool)> {
    let lost = || ("lost".to_owned(), false);
    let sealed: Sealed = app.seal.open(&share.sealed).map_err(|_| lost())?;
    let to: Address = app.seal.open(&delivery.sealed).map_err(|_| lost())?;
    let stop_link = stop_link(app, share.language, &to);
    let (letter, attachments) = match &share.subject {
        Subject::Workbook(id) => invitation(app, *id, share, &sealed, &stop_link).await?,
        Subject::Page(place) => {
            (page_letter(app, place, share, &sealed, &stop_link).ok_or_else(lost)?, Vec::new())
        }
    };
    let message = Message {
        id: delivery.id.to_string(),
        date: share.at,
        from_name: app.instance().name.clone(),
        from: app.mail_from(),
        reply_to: Some(sealed.from),
        to,
        letter,
        attachments,
        stop_link,
    };
    let sent = app.transport.send(&message).await;
    app.metrics.mailed(&sent);
    sent.map_err(|error| (error.reason.code().to_owned(), error.reason.is_temporary()))
}

/// The letter about a page, while the page is there.
fn page_letter(app: &App, place: &str, share: &ShareRow, sealed: &Sealed, stop_link: &str) -> Option<Letter> {
    let (slug, _) = crate::toolkit::share::parts(place);
    let content = app.content();
    let page = content.toolkit.contents(share.language).page(slug)?;
    Some(
        PageLetter {
            language: share.language,
            instance: &app.instance().name,
            sender_name: &sealed.name,
            sender: &sealed.from,
            title: &page.title,
            summary: &page.summary,
            message: &sealed.message,
            link: &app.settings.absolute(&Paths::new(share.language).to(place)),
            stop_link,
        }
        .letter(),
    )
}

/// The letter about a workbook, with its PDF.
async fn invitation(
    app: &App,
    id: WorkbookId,
    share: &ShareRow,
    sealed: &Sealed,
    stop_link: &str,
) -> Result<(Letter, Vec<Attachment>), (String, bool)> {
    let lost = || ("lost".to_owned(), false);
    let token = Token::parse(&sealed.token).ok_or_else(lost)?;
    let view = app.live.view(id).await.map_err(|_| ("unavailable".to_owned(), true))?;
    if view.deleted_at.is_some() {
        return Err(("deleted".to_owned(), false));
    }
    let checklist = app.checklist(&view, share.language).ok_or_else(lost)?;
    let access = if share.access == "edit" { Access::Edit } else { Access::Read };
    let link = app.settings.absolute(&WorkbookPaths::new(share.language, &token.text()).page());
    let read_token = if access == Access::Edit { token.read_only() } else { token };
    let print = prints::Print {
        checklist,
        workbook: view.workbook.clone(),
        individual: view.individual,
        paper: crosswalk_print::Paper::Letter,
        blank: false,
        link: Some(app.settings.absolute(&WorkbookPaths::new(share.language, &read_token.text()).page())),
    };
    let pdf = prints::pdf(app, print).await.ok();
    let letter = Invitation {
        language: share.language,
        instance: &app.instance().name,
        sender_name: &sealed.name,
        sender: &sealed.from,
        title: &view.workbook.title.text,
        message: &sealed.message,
        link: &link,
        access,
        with_pdf: pdf.is_some(),
        stop_link,
    }
    .letter();
    let attachments = pdf
        .map(|bytes| Attachment {
            name: prints::file_name(&view.workbook, share.language, "pdf"),
            mime: export::PDF.to_owned(),
            bytes,
        })
        .into_iter()
        .collect();
    Ok((letter, attachments))
}
