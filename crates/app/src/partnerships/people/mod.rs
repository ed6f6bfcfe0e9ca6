//! Who belongs to a partnership, who is invited, and leaving it. A partnership always keeps a steward.

pub mod page;
pub mod queries;

use askama::Template as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_mail::{Address, PartnershipLetter, RECIPIENTS_MAX};
use crosswalk_names::{DAY, InvitationId, Level, OrganizationId, PersonId};
use crosswalk_ui::{Nav, Paths, Problems, Words};
use serde::{Deserialize, Serialize};

use self::page::{Awaited, InvitationLine, InviteForm, PeoplePage, PersonLine};
use self::queries::NewInvitation;
use super::activity::{self, Kind, by};
use super::frame;
use super::queries::{self as partnerships, MemberRow, Role};
use crate::access::{Member, Steward};
use crate::accounts::sign_in::{address_of, database};
use crate::error::PageError;
use crate::extract::{Form, Path};
use crate::post::{self, Cap, SendProblem};
use crate::rates::Act;
use crate::state::App;
use crate::tokens::Token;
use crate::visit::Visit;
use crate::workbook::shares::{not_sent, recipients, sends_mail};

/// How long an invitation stands, in milliseconds.
pub const INVITATION_LASTS: i64 = 30 * DAY;
/// An invitation is sent once more at most this often, in milliseconds.
const REMIND_EVERY: i64 = 2 * DAY;
/// Open invitations of a partnership.
const INVITATIONS_MAX: usize = 200;
/// Invitations that one partnership sends in a day.
const INVITATIONS_A_DAY: i64 = 100;

/// What rests sealed with an invitation.
#[derive(Serialize, Deserialize)]
pub struct Sealed {
    token: String,
    address: Option<Address>,
}

async fn page(
    app: &App,
    visit: &Visit,
    member: &Member,
    form: InviteForm,
    problems: Problems,
) -> Result<Html<String>, PageError> {
    let (id, now, is_steward) = (member.id(), visit.now, member.is_steward());
    let (members, open, organizations) = app
        .store
        .read(move |conn| {
            let open = if is_steward { queries::open_of(conn, id, now)? } else { Vec::new() };
            Ok((partnerships::members_of(conn, id)?, open, partnerships::organization_names(conn, id)?))
        })
        .await?;
    let name_of = |organization: Option<OrganizationId>| {
        let found = organizations.iter().find(|(id, ..)| Some(*id) == organization);
        found.map_or_else(String::new, |(_, name, ..)| name.clone())
    };
    let paths = Paths::new(visit.language);
    let asked: Vec<PersonId> = open.iter().filter_map(|row| row.awaited).collect();
    let page = PeoplePage {
        frame: frame(visit, app, member).nav(Nav::People),
        people: members
            .into_iter()
            .map(|row| PersonLine {
                is_self: row.person == member.person,
                id: row.person.to_string(),
                name: row.name,
                email: if is_steward {
                    address_of(app, row.email_sealed.as_deref()).map(|address| address.to_string())
                } else {
                    None
                },
                role: row.role,
                organization: row.organization.map(|id| id.to_string()).unwrap_or_default(),
                organization_name: name_of(row.organization),
                level: row.level.unwrap_or_default(),
                awaited: match (row.is_awaited, asked.contains(&row.person)) {
                    (false, _) => None,
                    (true, false) if row.email_sealed.is_some() => Some(Awaited::ToInvite),
                    (true, _) => Some(Awaited::Waits),
                },
            })
            .collect(),
        invitations: open
            .into_iter()
            .filter_map(|row| {
                let sealed: Sealed = app.seal.open(&row.sealed).ok()?;
                Some(InvitationLine {
                    id: row.id.to_string(),
                    link: if row.by_mail {
                        String::new()
                    } else {
                        app.settings.absolute(&paths.join(&sealed.token))
                    },
                    email: sealed.address.map(|address| address.to_string()).unwrap_or_default(),
                    role: row.role,
                    organization_name: name_of(row.organization),
                    expires_at: row.expires_at,
                    reminded_at: row.reminded_at,
                })
            })
            .collect(),
        organizations: organizations.into_iter().map(|(id, name, ..)| (id.to_string(), name)).collect(),
        is_steward,
        sends_mail: sends_mail(app),
        form,
        problems,
    };
    Ok(Html(page.render()?))
}

async fn refused(
    app: &App,
    visit: &Visit,
    member: &Member,
    form: InviteForm,
    problems: Problems,
) -> Result<Response, PageError> {
    let html = page(app, visit, member, form, problems).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response())
}

/// `GET /p/{partnership}/people`
pub async fn show(State(app): State<App>, visit: Visit, member: Member) -> Result<Html<String>, PageError> {
    page(&app, &visit, &member, InviteForm::default(), Problems::default()).await
}

/// Role and organization out of a form. An organization of another partnership counts as none.
async fn role_and_organization(
    app: &App,
    member: &Member,
    role: &str,
    organization: &str,
) -> Result<(Role, Option<OrganizationId>), PageError> {
    let role = Role::from_word(role).unwrap_or(Role::Member);
    let Ok(organization) = organization.parse::<OrganizationId>() else { return Ok((role, None)) };
    let id = member.id();
    let own = app.store.read(move |conn| partnerships::has_organization(conn, id, organization)).await?;
    Ok((role, own.then_some(organization)))
}

/// `POST /p/{partnership}/invitations`: one invitation for each address.
pub async fn invite(
    State(app): State<App>,
    visit: Visit,
    steward: Steward,
    Form(form): Form<InviteForm>,
) -> Result<Response, PageError> {
    visit.may(&app, Act::Mail)?;
    if !sends_mail(&app) {
        return Err(PageError::Conflict);
    }
    let words = Words::of(visit.language);
    let mut problems = Problems::default();
    let addresses = recipients(words, &form.to, &mut problems);
    if !problems.is_empty() {
        return refused(&app, &visit, &steward, form, problems).await;
    }
    let (role, organization) = role_and_organization(&app, &steward, &form.role, &form.organization).await?;
    for address in addresses.into_iter().take(RECIPIENTS_MAX) {
        let place = Place { role, organization, awaited: None };
        if let Err(problem) = send(&app, &visit, &steward, address, place).await {
            let (_, message) = not_sent(words, problem)?;
            problems.add("to", message);
            return refused(&app, &visit, &steward, form, problems).await;
        }
    }
    app.jobs.notify_one();
    Ok(visit.see_other(&steward.paths(visit.language).people()))
}

/// What an invitation offers.
#[derive(Clone, Copy)]
struct Place {
    role: Role,
    organization: Option<OrganizationId>,
    /// The awaited member whose place it is.
    awaited: Option<PersonId>,
}

async fn send(
    app: &App,
    visit: &Visit,
    steward: &Steward,
    address: Address,
    place: Place,
) -> Result<(), SendProblem> {
    let (new, letter) = invitation(app, visit, steward, Some(address.clone()), place);
    let letter = letter.expect("an invitation to an address has a letter");
    let (id, person, now, work) = (steward.id(), steward.person, visit.now, app.clone());
    let hash = app.seal.hash(address.as_str());
    app.store
        .try_write(move |conn| -> Result<(), SendProblem> {
            let failed = |error| SendProblem::Failed(database(error));
            let day = post::today(now);
            if !post::queries::count(conn, "invitations", id.0.as_bytes(), day, 1, INVITATIONS_A_DAY)
                .map_err(failed)?
                || queries::open_of(conn, id, now).map_err(failed)?.len() >= INVITATIONS_MAX
            {
                return Err(SendProblem::Cap(Cap::Sender));
            }
            post::unasked(conn, &hash, now)?;
            queries::create(conn, id, &new).map_err(failed)?;
            post::queue_letter(conn, &work, &letter, now).map_err(failed)?;
            activity::log(conn, id, &by(&work, now, person, Kind::Invited, "")).map_err(failed)
        })
        .await
}

/// An invitation and, for one by mail, its sealed letter.
fn invitation(
    app: &App,
    visit: &Visit,
    steward: &Member,
    address: Option<Address>,
    place: Place,
) -> (NewInvitation, Option<Vec<u8>>) {
    let now = visit.now;
    let token = Token::from_random(app.random.bytes());
    let expires_at = now.plus(INVITATION_LASTS);
    let letter = address
        .as_ref()
        .map(|address| letter(app, steward, visit.language, address, &token.text(), "join", expires_at));
    let new = NewInvitation {
        id: InvitationId(app.random.uuid(now)),
        token_hash: token.hash(),
        email_hash: address.as_ref().map(|address| app.seal.hash(address.as_str())),
        sealed: app.seal.close(&Sealed { token: token.text(), address }),
        role: place.role,
        organization: place.organization,
        awaited: place.awaited,
        invited_by: steward.person,
        language: visit.language,
        at: now,
        expires_at,
    };
    (new, letter)
}

fn letter(
    app: &App,
    steward: &Member,
    language: crosswalk_names::Language,
    address: &Address,
    token: &str,
    key: &str,
    expires_at: crosswalk_names::Timestamp,
) -> Vec<u8> {
    let letter = PartnershipLetter {
        language,
        key,
        instance: &app.instance().name,
        who: &steward.name,
        partnership: &steward.partnership.name,
        what: "",
        when: &app.instance().zone.long_date(language, expires_at),
        message: "",
        link: &app.settings.absolute(&Paths::new(language).join(token)),
        stop_link: &post::stop_link(app, language, address),
    }
    .letter();
    post::seal_letter(app, address, letter)
}

/// `POST /p/{partnership}/invitations/links`: a link that any number of people can use until it ends.
pub async fn make_link(
    State(app): State<App>,
    visit: Visit,
    steward: Steward,
    Form(form): Form<InviteForm>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let (role, organization) = role_and_organization(&app, &steward, &form.role, &form.organization).await?;
    // Who holds a link that was passed on must not become a steward by it.
    let role = role.min(Role::Member);
    let place = Place { role, organization, awaited: None };
    let (new, _) = invitation(&app, &visit, &steward, None, place);
    let id = steward.id();
    activity::change(&app, &steward, visit.now, Kind::Invited, "", move |conn| {
        queries::create(conn, id, &new)?;
        Ok(true)
    })
    .await?;
    Ok(visit.see_other(&steward.paths(visit.language).people()))
}

/// The path of one invitation.
#[derive(Deserialize)]
pub struct InvitationPath {
    invitation: InvitationId,
}

/// `POST /p/{partnership}/invitations/{invitation}/withdrawal`
pub async fn withdraw(
    State(app): State<App>,
    visit: Visit,
    steward: Steward,
    Path(path): Path<InvitationPath>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let (id, now) = (steward.id(), visit.now);
    let found = activity::change(&app, &steward, visit.now, Kind::InvitationWithdrawn, "", move |conn| {
        queries::withdraw(conn, id, path.invitation, now)
    })
    .await?;
    if found {
        Ok(visit.see_other(&steward.paths(visit.language).people()))
    } else {
        Err(PageError::NotFound)
    }
}

/// `POST /p/{partnership}/invitations/{invitation}/reminder`
pub async fn remind(
    State(app): State<App>,
    visit: Visit,
    steward: Steward,
    Path(path): Path<InvitationPath>,
) -> Result<Response, PageError> {
    visit.may(&app, Act::Mail)?;
    let (id, now) = (steward.id(), visit.now);
    let open = app.store.read(move |conn| queries::open_of(conn, id, now)).await?;
    let row = open.into_iter().find(|row| row.id == path.invitation).ok_or(PageError::NotFound)?;
    let sealed: Sealed = app.seal.open(&row.sealed).map_err(|_| PageError::NotFound)?;
    let address = sealed.address.ok_or(PageError::NotFound)?;
    if row.reminded_at.is_none_or(|at| now.since(at) >= REMIND_EVERY) {
        let key = "join-reminder";
        let letter = letter(&app, &steward, row.language, &address, &sealed.token, key, row.expires_at);
        let (work, hash) = (app.clone(), app.seal.hash(address.as_str()));
        app.store
            .write(move |conn| {
                if !post::queries::is_stopped(conn, &hash)? {
                    post::queue_letter(conn, &work, &letter, now)?;
                }
                queries::reminded(conn, id, row.id, now)
            })
            .await?;
        app.jobs.notify_one();
    }
    Ok(visit.see_other(&steward.paths(visit.language).people()))
}

/// The path of one member.
#[derive(Deserialize)]
pub struct PersonPath {
    person: PersonId,
}

/// `POST /p/{partnership}/people/{person}/invitation`: invites a member who came with an imported partnership.
pub async fn invite_awaited(
    State(app): State<App>,
    visit: Visit,
    steward: Steward,
    Path(path): Path<PersonPath>,
) -> Result<Response, PageError> {
    visit.may(&app, Act::Mail)?;
    if !sends_mail(&app) {
        return Err(PageError::Conflict);
    }
    let (id, now) = (steward.id(), visit.now);
    let (members, open) = app
        .store
        .read(move |conn| Ok((partnerships::members_of(conn, id)?, queries::open_of(conn, id, now)?)))
        .await?;
    let awaited = |row: &MemberRow| row.person == path.person && row.is_awaited;
    let row = members.into_iter().find(awaited).ok_or(PageError::NotFound)?;
    let address = address_of(&app, row.email_sealed.as_deref()).ok_or(PageError::NotFound)?;
    if open.iter().all(|invitation| invitation.awaited != Some(row.person)) {
        let place = Place { role: row.role, organization: row.organization, awaited: Some(row.person) };
        if let Err(problem) = send(&app, &visit, &steward, address, place).await {
            let (_, message) = not_sent(Words::of(visit.language), problem)?;
            let mut problems = Problems::default();
            problems.add("members", message);
            return refused(&app, &visit, &steward, InviteForm::default(), problems).await;
        }
        app.jobs.notify_one();
    }
    Ok(visit.see_other(&steward.paths(visit.language).people()))
}

/// What a member may do, whom they speak for and their level there.
#[derive(Deserialize)]
pub struct MemberForm {
    #[serde(default)]
    role: String,
    #[serde(default)]
    organization: String,
    #[serde(default)]
    level: String,
}

/// `POST /p/{partnership}/people/{person}`: stewards change anybody, a member changes whom they themselves speak for.
pub async fn update(
    State(app): State<App>,
    visit: Visit,
    member: Member,
    Path(path): Path<PersonPath>,
    Form(form): Form<MemberForm>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    if !member.is_steward() && path.person != member.person {
        return Err(PageError::Forbidden);
    }
    let (role, organization) = role_and_organization(&app, &member, &form.role, &form.organization).await?;
    let role = if member.is_steward() { role } else { member.role };
    let level = form.level.parse().ok().map(Level::word);
    let (id, by_whom, now, work) = (member.id(), member.person, visit.now, app.clone());
    let kept = app
        .store
        .write(move |conn| {
            if role != Role::Steward && partnerships::other_stewards(conn, id, path.person)? == 0 {
                return Ok(false);
            }
            if partnerships::set_member(conn, id, path.person, role, organization, level)? {
                activity::log(conn, id, &by(&work, now, by_whom, Kind::MemberChanged, ""))?;
            }
            Ok(true)
        })
        .await?;
    after(&app, &visit, &member, kept).await
}

/// Back to the page, which says so when the last steward can't go.
async fn after(
    app: &App,
    visit: &Visit,
    member: &Member,
    kept_a_steward: bool,
) -> Result<Response, PageError> {
    if kept_a_steward {
        return Ok(visit.see_other(&member.paths(visit.language).people()));
    }
    let mut problems = Problems::default();
    problems.add("members", Words::of(visit.language).t("people-last-steward"));
    refused(app, visit, member, InviteForm::default(), problems).await
}

/// `POST /p/{partnership}/people/{person}/removal`
pub async fn remove(
    State(app): State<App>,
    visit: Visit,
    steward: Steward,
    Path(path): Path<PersonPath>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let kept = take_out(&app, &visit, &steward, path.person, Kind::MemberRemoved).await?;
    after(&app, &visit, &steward, kept).await
}

/// `POST /p/{partnership}/leaving`
pub async fn leave(State(app): State<App>, visit: Visit, member: Member) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    if take_out(&app, &visit, &member, member.person, Kind::Left).await? {
        Ok(visit.see_other(&visit.paths().partnerships()))
    } else {
        after(&app, &visit, &member, false).await
    }
}

/// False, and nothing is done, when the partnership would be left without a steward.
async fn take_out(
    app: &App,
    visit: &Visit,
    member: &Member,
    person: PersonId,
    kind: Kind,
) -> Result<bool, PageError> {
    let (id, by_whom, now, work) = (member.id(), member.person, visit.now, app.clone());
    let kept = app
        .store
        .write(move |conn| {
            if partnerships::other_stewards(conn, id, person)? == 0 {
                return Ok(false);
            }
            if partnerships::leave(conn, id, person, now)? {
                activity::log(conn, id, &by(&work, now, by_whom, kind, ""))?;
            }
            Ok(true)
        })
        .await?;
    Ok(kept)
}
