//! One open round: who answered so far, one's own part in it, reminders, and its close.

pub mod page;

use askama::Template as _;
use axum::extract::State;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_mail::PartnershipLetter;
use crosswalk_names::{DAY, PersonId, ResponseId, RoundId};
use crosswalk_ui::{Nav, Paths};

use self::page::{OwnPart, RoundPage};
use super::queries::{self, NewResponse, ResponseRow, RoundRow};
use super::{Rate, RoundPath, by_sector, find, gather};
use crate::access::{Contributor, Editor, Member, Steward};
use crate::accounts::sign_in::address_of;
use crate::error::PageError;
use crate::extract::Path;
use crate::partnerships::activity::{self, Kind, by};
use crate::partnerships::queries::{MemberRow, Role};
use crate::partnerships::{self, frame};
use crate::post;
use crate::state::App;
use crate::visit::Visit;
use crate::workbook::deletion::discard;
use crate::workbook::start;

/// People are reminded at most this often, in milliseconds.
const REMIND_EVERY: i64 = 2 * DAY;
/// Who has not answered is reminded by itself so long before the close, in milliseconds.
const REMIND_BEFORE: i64 = 3 * DAY;

/// `GET /p/{partnership}/rounds/{round}`
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    member: Member,
    Path(path): Path<RoundPath>,
) -> Result<Response, PageError> {
    let round = find(&app, &member, path.round).await?;
    let paths = member.paths(visit.language);
    if round.closed_at.is_some() {
        return Ok(visit.see_other(&paths.in_round(round.id, "/results")));
    }
    let id = round.id;
    let (asked, responses) =
        app.store.read(move |conn| Ok((queries::asked(conn, id)?, queries::responses_of(conn, id)?))).await?;
    let done = |response: &&ResponseRow| response.finished_at.is_some();
    let rates: Vec<Rate> = asked
        .iter()
        .map(|row| {
            let of = responses.iter().filter(|response| response.organization == row.organization);
            Rate {
                name: row.name.clone(),
                letters: row.letters.clone(),
                sector: row.sector.clone(),
                asked: row.people,
                done: u32::try_from(of.filter(done).count()).unwrap_or(u32::MAX),
            }
        })
        .collect();
    let own = responses.iter().find(|response| response.person == Some(member.person));
    let place = asked.iter().find(|row| Some(row.organization) == member.organization);
    let part = match (own, place) {
        (Some(own), _) => {
            let token = app.seal.open::<String>(&own.sealed).map_err(|error| PageError::internal(&error))?;
            let view = app.live.view(own.workbook).await?;
            let checklist = app.checklist(&view, visit.language).ok_or(PageError::NotFound)?;
            let progress = view.workbook.overall(&checklist);
            OwnPart::Begun {
                copy: visit.paths().workbook(&token).page(),
                answered: progress.answered(),
                total: progress.total(),
                finished: own.finished_at.is_some(),
            }
        }
        (None, Some(place)) if member.may_contribute() => {
            let there = responses.iter().filter(|response| response.organization == place.organization);
            if there.count() < usize::try_from(place.people).unwrap_or_default() {
                OwnPart::Asked { organization: place.name.clone() }
            } else {
                OwnPart::Full { organization: place.name.clone() }
            }
        }
        (None, _) => OwnPart::NotAsked,
    };
    let page = RoundPage {
        frame: frame(&visit, &app, &member).nav(Nav::Rounds),
        id: round.id,
        name: round.name,
        closes_at: round.closes_at,
        named: round.names == "organizations",
        people_min: round.people_min.into(),
        sectors: by_sector(&rates),
        rates,
        part,
        is_steward: member.is_steward(),
    };
    Ok(Html(page.render()?).into_response())
}

/// `POST /p/{partnership}/rounds/{round}/responses`: begins one's own part, in a copy of one's own.
pub async fn begin(
    State(app): State<App>,
    visit: Visit,
    member: Contributor,
    Path(path): Path<RoundPath>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let round = find(&app, &member, path.round).await?;
    let organization = member.organization.ok_or(PageError::Conflict)?;
    if round.closed_at.is_some() {
        return Err(PageError::Conflict);
    }
    let (key, version) = round.checklist;
    let started = start::start_individual(&app, visit.language, key, version).await?;
    let new = NewResponse {
        id: ResponseId(app.random.uuid(visit.now)),
        person: member.person,
        organization,
        level: member.level.clone(),
        workbook: started.id,
        sealed: app.seal.close(&started.edit.text()),
        at: visit.now,
    };
    let id = round.id;
    if app.store.write(move |conn| queries::begin(conn, id, &new)).await? {
        return Ok(visit.see_other(&visit.paths().workbook(&started.edit.text()).page()));
    }
    // Somebody took the last place, or a second press of the button: the page says how things stand.
    discard(&app, started.id).await?;
    Ok(visit.see_other(&member.paths(visit.language).round(id)))
}

/// `POST /p/{partnership}/rounds/{round}/responses/finish`
pub async fn finish(
    State(app): State<App>,
    visit: Visit,
    member: Contributor,
    Path(path): Path<RoundPath>,
) -> Result<Response, PageError> {
    set_finished(&app, &visit, &member, path.round, true).await
}

/// `POST /p/{partnership}/rounds/{round}/responses/reopen`: not done after all.
pub async fn reopen(
    State(app): State<App>,
    visit: Visit,
    member: Contributor,
    Path(path): Path<RoundPath>,
) -> Result<Response, PageError> {
    set_finished(&app, &visit, &member, path.round, false).await
}

async fn set_finished(
    app: &App,
    visit: &Visit,
    member: &Contributor,
    round: RoundId,
    finished: bool,
) -> Result<Response, PageError> {
    visit.may_write(app)?;
    let round = find(app, member, round).await?;
    if round.closed_at.is_some() {
        return Err(PageError::Conflict);
    }
    let (id, person, now, work) = (member.id(), member.person, visit.now, app.clone());
    let (of, name) = (round.id, round.name);
    let found = app
        .store
        .write(move |conn| {
            let found = queries::finish(conn, of, person, finished.then_some(now))?;
            if found && finished {
                activity::log(conn, id, &by(&work, now, person, Kind::RoundAnswered, &name))?;
            }
            Ok(found)
        })
        .await?;
    if !found {
        return Err(PageError::NotFound);
    }
    Ok(visit.see_other(&member.paths(visit.language).round(of)))
}

/// `POST /p/{partnership}/rounds/{round}/close`
pub async fn close(
    State(app): State<App>,
    visit: Visit,
    steward: Steward,
    Path(path): Path<RoundPath>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let round = find(&app, &steward, path.round).await?;
    gather::close(&app, &round, Some(steward.person)).await?;
    Ok(visit.see_other(&steward.paths(visit.language).in_round(round.id, "/results")))
}

/// `POST /p/{partnership}/rounds/{round}/reminders`: who was asked and is not done gets a letter.
pub async fn remind(
    State(app): State<App>,
    visit: Visit,
    steward: Steward,
    Path(path): Path<RoundPath>,
) -> Result<Response, PageError> {
    visit.may(&app, crate::rates::Act::Mail)?;
    let round = find(&app, &steward, path.round).await?;
    if round.closed_at.is_some() {
        return Err(PageError::Conflict);
    }
    tell(&app, &steward, round.id, "round-reminder", Some(REMIND_EVERY)).await?;
    Ok(visit.see_other(&steward.paths(visit.language).round(round.id)))
}

/// Writes to everybody who speaks for an asked organization and is not done. With `every`, not to who had a letter
/// within that time.
pub async fn tell(
    app: &App,
    steward: &Member,
    round: RoundId,
    key: &'static str,
    every: Option<i64>,
) -> Result<(), PageError> {
    let round = find(app, steward, round).await?;
    let partnership = steward.partnership.name.clone();
    write_to_all(app, &round, &partnership, &steward.name, key, every).await
}

/// Reminds of rounds that close soon. Run now and then.
pub async fn remind_all(app: &App) -> Result<(), PageError> {
    let now = app.clock.now();
    let soon = app.store.read(move |conn| queries::closing_by(conn, now, now.plus(REMIND_BEFORE))).await?;
    for round in soon {
        let id = round.partnership;
        let partnership = app.store.read(move |conn| partnerships::queries::partnership(conn, id)).await?;
        if let Some(partnership) = partnership {
            // Whoever had a letter since the last days began has been reminded.
            let every = Some(REMIND_BEFORE);
            write_to_all(app, &round, &partnership.name, "", "round-reminder", every).await?;
        }
    }
    Ok(())
}

async fn write_to_all(
    app: &App,
    round: &RoundRow,
    partnership: &str,
    who: &str,
    key: &'static str,
    every: Option<i64>,
) -> Result<(), PageError> {
    let (id, of, now) = (round.partnership, round.id, app.clock.now());
    let (members, asked, responses, reminders) = app
        .store
        .read(move |conn| {
            Ok((
                partnerships::queries::members_of(conn, id)?,
                queries::asked(conn, of)?,
                queries::responses_of(conn, of)?,
                queries::reminders(conn, of)?,
            ))
        })
        .await?;
    let is_done = |person: PersonId| {
        responses.iter().any(|one| one.person == Some(person) && one.finished_at.is_some())
    };
    let was_told = |person: PersonId| {
        let last = reminders.iter().find(|(other, _)| *other == person).map(|(_, at)| *at);
        every.is_some_and(|every| last.is_some_and(|at| now.since(at) < every))
    };
    let is_asked = |member: &MemberRow| {
        let organization = member.organization;
        member.role >= Role::Member && asked.iter().any(|row| Some(row.organization) == organization)
    };
    let letters: Vec<(PersonId, [u8; 32], Vec<u8>)> = members
        .iter()
        .filter(|member| is_asked(member) && !is_done(member.person) && !was_told(member.person))
        .filter_map(|member| letter(app, round, partnership, who, key, member))
        .collect();
    if letters.is_empty() {
        return Ok(());
    }
    let work = app.clone();
    app.store
        .write(move |conn| {
            for (person, hash, letter) in &letters {
                if !post::queries::is_stopped(conn, hash)? {
                    post::queue_letter(conn, &work, letter, now)?;
                }
                queries::reminded(conn, of, *person, now)?;
            }
            Ok(())
        })
        .await?;
    app.jobs.notify_one();
    Ok(())
}

fn letter(
    app: &App,
    round: &RoundRow,
    partnership: &str,
    who: &str,
    key: &str,
    member: &MemberRow,
) -> Option<(PersonId, [u8; 32], Vec<u8>)> {
    let sealed = member.email_sealed.as_deref().filter(|_| !member.is_awaited);
    let address = address_of(app, sealed)?;
    let language = member.language;
    let paths = Paths::new(language).partnership(round.partnership);
    let letter = PartnershipLetter {
        language,
        key,
        instance: &app.instance().name,
        who,
        partnership,
        what: &round.name,
        when: &app.instance().zone.long_date(language, round.closes_at),
        message: "",
        link: &app.settings.absolute(&paths.round(round.id)),
        stop_link: &post::stop_link(app, language, &address),
    }
    .letter();
    Some((member.person, app.seal.hash(address.as_str()), post::seal_letter(app, &address, letter)))
}

/// `GET /w/{token}/round`: from a copy back to its round.
pub async fn show_of_copy(
    State(app): State<App>,
    visit: Visit,
    editor: Editor,
) -> Result<Response, PageError> {
    let id = editor.id;
    let found = app.store.read(move |conn| queries::round_of_copy(conn, id)).await?;
    let (partnership, round) = found.ok_or(PageError::NotFound)?;
    Ok(visit.see_other(&visit.paths().partnership(partnership).round(round)))
}
