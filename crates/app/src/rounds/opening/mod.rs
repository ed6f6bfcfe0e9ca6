//! Opening a round: whom to ask, until when, and what will be shown.

pub mod page;

use askama::Template as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_measure::{Names, PeopleMin};
use crosswalk_names::{ChecklistKey, DAY, OrganizationId, RoundId};
use crosswalk_ui::{Nav, Problems, Words};

use self::page::{AskLine, OpeningPage};
use super::queries::{self, NewRound};
use super::round::tell;
use crate::access::Steward;
use crate::error::PageError;
use crate::extract::Form;
use crate::partnerships::activity::{self, Kind, by};
use crate::partnerships::{self, frame};
use crate::state::App;
use crate::typed::Typed;
use crate::visit::Visit;

/// Longest name of a round, in characters.
pub const NAME_MAX: usize = 80;
/// A round is open so long unless the steward says otherwise, in milliseconds.
const USUALLY_OPEN: i64 = 21 * DAY;
/// Longest time that a round can be open, in milliseconds.
const OPEN_MAX: i64 = 366 * DAY;
/// Most people of one organization.
const PEOPLE_MAX: u32 = 200;
/// Rounds of a partnership that are open at the same time.
const OPEN_ROUNDS_MAX: usize = 5;

/// The form as it came: fields `people.ID` say how many people of an organization are asked.
type Fields = Vec<(String, String)>;

/// What the form says, as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typing {
    name: String,
    checklist: String,
    closes: String,
    names: String,
    people_min: String,
    people: Vec<(String, String)>,
}

impl Typing {
    fn of(fields: Fields) -> Self {
        let mut typing = Self::default();
        for (name, value) in fields {
            match name.as_str() {
                "name" => typing.name = value,
                "checklist" => typing.checklist = value,
                "closes" => typing.closes = value,
                "names" => typing.names = value,
                "people-min" => typing.people_min = value,
                other => {
                    if let Some(id) = other.strip_prefix("people.") {
                        typing.people.push((id.to_owned(), value));
                    }
                }
            }
        }
        typing
    }

    fn people_of(&self, id: &str) -> Option<&str> {
        self.people.iter().find(|(other, _)| other == id).map(|(_, people)| people.trim())
    }
}

/// What a round will be.
struct Parsed {
    name: String,
    checklist: ChecklistKey,
    closes_at: crosswalk_names::Timestamp,
    names: Names,
    people_min: PeopleMin,
    asked: Vec<(OrganizationId, u32)>,
}

fn parse(app: &App, visit: &Visit, typing: &Typing) -> Result<Parsed, Problems> {
    let mut typed = Typed::new(Words::of(visit.language));
    let name = typed.needed("name", &typing.name, NAME_MAX, "opening-name-empty");
    let checklist = if typing.checklist.is_empty() {
        Some(app.newest_checklist(visit.language).key.clone())
    } else {
        let key: Option<ChecklistKey> = typing.checklist.parse().ok();
        key.filter(|key| app.content().checklists.get(key, visit.language).is_some())
    };
    if checklist.is_none() {
        typed.wrong("checklist", "opening-checklist-unknown");
    }
    let closes_at = app.instance().zone.end_of_day(typing.closes.trim());
    match closes_at {
        None => typed.wrong("closes", "opening-closes-odd"),
        Some(at) if at <= visit.now => typed.wrong("closes", "opening-closes-past"),
        Some(at) if at.since(visit.now) > OPEN_MAX => typed.wrong("closes", "opening-closes-far"),
        Some(_) => {}
    }
    let names = Names::from_word(&typing.names).unwrap_or(Names::None);
    let people_min = typing
        .people_min
        .parse()
        .ok()
        .and_then(|people: u8| PeopleMin::try_from(people).ok())
        .unwrap_or_default();
    let mut asked = Vec::new();
    for (id, people) in &typing.people {
        let Ok(id) = id.parse::<OrganizationId>() else { continue };
        match people.trim() {
            "" | "0" => {}
            count => match count.parse::<u32>() {
                Ok(count) if count <= PEOPLE_MAX => asked.push((id, count)),
                _ => typed.wrong("asked", "opening-people-odd"),
            },
        }
    }
    if asked.is_empty() {
        typed.wrong("asked", "opening-nobody");
    }
    let (Some(checklist), Some(closes_at)) = (checklist, closes_at) else {
        return Err(typed.problems);
    };
    typed.done(Parsed { name, checklist, closes_at, names, people_min, asked })
}

async fn page(
    app: &App,
    visit: &Visit,
    steward: &Steward,
    typing: Typing,
    problems: Problems,
) -> Result<Html<String>, PageError> {
    let id = steward.id();
    let (organizations, members) = app
        .store
        .read(move |conn| {
            let organizations = partnerships::queries::organization_names(conn, id)?;
            Ok((organizations, partnerships::queries::members_of(conn, id)?))
        })
        .await?;
    let lines = organizations
        .into_iter()
        .map(|(id, name, letters, sector)| {
            let speakers = members.iter().filter(|member| member.organization == Some(id)).count();
            let id = id.to_string();
            AskLine {
                people: typing.people_of(&id).map_or_else(|| speakers.max(1).to_string(), str::to_owned),
                id,
                name,
                letters,
                sector,
                speakers,
            }
        })
        .collect();
    let content = app.content();
    let checklists = content
        .checklists
        .keys()
        .into_iter()
        .filter_map(|key| content.checklists.get(key, visit.language))
        .map(|checklist| (checklist.key.to_string(), checklist.title.clone()))
        .collect();
    let page = OpeningPage {
        frame: frame(visit, app, steward).nav(Nav::Rounds),
        name: typing.name,
        checklist: typing.checklist,
        checklists,
        closes: typing.closes,
        names: typing.names,
        people_min: typing.people_min,
        lines,
        problems,
    };
    Ok(Html(page.render()?))
}

/// `GET /p/{partnership}/rounds/new`
pub async fn show(State(app): State<App>, visit: Visit, steward: Steward) -> Result<Html<String>, PageError> {
    let typing = Typing {
        closes: app.instance().zone.day_key(visit.now.plus(USUALLY_OPEN)),
        names: Names::None.as_str().to_owned(),
        people_min: u8::from(PeopleMin::default()).to_string(),
        ..Typing::default()
    };
    page(&app, &visit, &steward, typing, Problems::default()).await
}

/// `POST /p/{partnership}/rounds`
pub async fn create(
    State(app): State<App>,
    visit: Visit,
    steward: Steward,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let typing = Typing::of(fields);
    let problems = match parse(&app, &visit, &typing) {
        Ok(parsed) => {
            if let Some(round) = open(&app, &visit, &steward, parsed).await? {
                tell(&app, &steward, round, "round-opened", None).await?;
                return Ok(visit.see_other(&steward.paths(visit.language).round(round)));
            }
            let mut problems = Problems::default();
            problems.add("name", Words::of(visit.language).t("opening-too-many"));
            problems
        }
        Err(problems) => problems,
    };
    let html = page(&app, &visit, &steward, typing, problems).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response())
}

/// Opens the round; none when too many are open.
async fn open(
    app: &App,
    visit: &Visit,
    steward: &Steward,
    parsed: Parsed,
) -> Result<Option<RoundId>, PageError> {
    let content = app.content();
    let checklist = content.checklists.get(&parsed.checklist, visit.language).ok_or(PageError::NotFound)?;
    let new = NewRound {
        id: RoundId(app.random.uuid(visit.now)),
        name: parsed.name,
        checklist: (checklist.key.clone(), checklist.version.clone()),
        names: parsed.names.as_str(),
        people_min: parsed.people_min.into(),
        opened_by: steward.person,
        at: visit.now,
        closes_at: parsed.closes_at,
        asked: parsed.asked,
    };
    let (id, round, person, now, work) = (steward.id(), new.id, steward.person, visit.now, app.clone());
    let opened = app
        .store
        .write(move |conn| {
            let open = queries::rounds_of(conn, id)?;
            if open.iter().filter(|round| round.closed_at.is_none()).count() >= OPEN_ROUNDS_MAX {
                return Ok(false);
            }
            let mut new = new.clone();
            let own = partnerships::queries::organization_names(conn, id)?;
            new.asked.retain(|(asked, _)| own.iter().any(|(own, ..)| own == asked));
            queries::create(conn, id, &new)?;
            activity::log(conn, id, &by(&work, now, person, Kind::RoundOpened, &new.name))?;
            Ok(true)
        })
        .await?;
    Ok(opened.then_some(round))
}
