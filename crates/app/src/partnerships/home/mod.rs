//! The partnership's home: the stage to work on, next steps, what waits for the reader, who carries the partnership.

pub mod page;

use askama::Template as _;
use axum::extract::State;
use axum::response::Html;
use crosswalk_checklist::Reading;
use crosswalk_names::{DAY, Timestamp};
use crosswalk_ui::Nav;

use self::page::{HomePage, OpenRound, SectorLine};
use super::activity;
use super::activity::page::line_text;
use super::questions::TeamQuestions;
use super::{frame, partners, steps, workbooks};
use crate::access::Member;
use crate::error::PageError;
use crate::rounds;
use crate::state::App;
use crate::visit::Visit;
use crate::workbook::reading::lanes;

/// Next steps that the page shows.
const STEPS: usize = 5;
/// Lines of the activity log that the page shows, and how far back they go, in milliseconds.
const ACTIVITIES: i64 = 8;
const ACTIVITY_BACK: i64 = 14 * DAY;

/// `GET /p/{partnership}`
pub async fn show(State(app): State<App>, visit: Visit, member: Member) -> Result<Html<String>, PageError> {
    let (workbook, token) = workbooks::team(&app, &visit, &member).await?;
    let view = app.live.view(workbook).await?;
    let checklist = app.checklist(&view, visit.language).ok_or(PageError::NotFound)?;
    let token = if member.may_contribute() { token } else { token.read_only() };
    let book = visit.paths().workbook(&token.text());
    let (id, since) = (member.id(), Timestamp(visit.now.0 - ACTIVITY_BACK));
    let (mut open_steps, sectors, alone, lines, open_rounds) = app
        .store
        .read(move |conn| {
            let open =
                rounds::queries::rounds_of(conn, id)?.into_iter().filter(|round| round.closed_at.is_none());
            let open: Vec<_> = open
                .map(|round| Ok((rounds::queries::responses_of(conn, round.id)?, round)))
                .collect::<Result<_, diesel::result::Error>>()?;
            Ok((
                steps::list(conn, id)?,
                partners::queries::by_sector(conn, id)?,
                partners::queries::resting_on_one(conn, id)?,
                activity::of_partnership(conn, id, None, ACTIVITIES)?,
                open,
            ))
        })
        .await?;
    let frame = frame(&visit, &app, &member).nav(Nav::PartnershipHome);
    let words = frame.words;
    let reading = Reading::of(&checklist, &view.workbook);
    let questions = TeamQuestions::of(&checklist, &view.workbook);
    steps::due::arrange(&mut open_steps, app.instance().zone.day_of(visit.now));
    let more_steps = open_steps.split_off(STEPS.min(open_steps.len())).len();
    let page = HomePage {
        purpose: member.partnership.purpose.clone(),
        roads: lanes(&checklist, &view.workbook, &reading, &book),
        rounds: open_rounds
            .into_iter()
            .map(|(responses, round)| OpenRound {
                id: round.id,
                name: round.name,
                closes_at: round.closes_at,
                done: responses
                    .iter()
                    .any(|one| one.person == Some(member.person) && one.finished_at.is_some()),
            })
            .collect(),
        steps: steps::lines(&app, &visit, &member, &questions, open_steps),
        more_steps,
        partners: sectors.iter().map(|(_, count)| count).sum(),
        sectors: sectors
            .into_iter()
            .map(|(sector, count)| SectorLine {
                sector,
                label: rounds::round::page::sector_label(words, sector).to_owned(),
                count,
            })
            .collect(),
        alone: alone
            .into_iter()
            .map(|(id, organization, contact)| (id.to_string(), organization, contact))
            .collect(),
        lines: lines
            .iter()
            .filter(|line| line.at > since)
            .map(|line| (line_text(words, line), line.at))
            .collect(),
        may_contribute: member.may_contribute(),
        is_steward: member.is_steward(),
        frame,
    };
    Ok(Html(page.render()?))
}
