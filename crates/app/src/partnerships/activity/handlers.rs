//! The log as a page and as a table, for stewards.

use askama::Template as _;
use axum::extract::State;
use axum::response::{Html, Response};
use crosswalk_checklist::{CsvTable, iso_8601};
use crosswalk_names::{ActivityId, Language, PartnershipId, Timestamp};
use crosswalk_ui::{Nav, Words};
use diesel::QueryResult;
use serde::Deserialize;

use super::page::{ActivityPage, Day, Line, line_text};
use super::{ActivityRow, of_partnership};
use crate::access::Steward;
use crate::error::PageError;
use crate::extract::Query;
use crate::partnerships::frame;
use crate::state::App;
use crate::visit::Visit;
use crate::workbook::export::file;

/// Lines on a page.
const LINES: usize = 100;
/// Lines that are read for the table at once.
const LINES_AT_ONCE: i64 = 1_000;
/// Lines in the table; of a longer log the newest.
pub const LINES_MAX: usize = 50_000;

/// A line of the log, as an address names it: its time and its id.
struct Place(Timestamp, ActivityId);

impl Place {
    fn of(row: &ActivityRow) -> Self {
        Self(row.at, row.id)
    }
    fn parse(text: &str) -> Option<Self> {
        let (at, id) = text.split_once('.')?;
        Some(Self(Timestamp(at.parse().ok()?), id.parse().ok()?))
    }
    fn text(&self) -> String {
        format!("{}.{}", self.0.0, self.1)
    }
}

/// Where to go on.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Start {
    before: String,
}

/// `GET /p/{partnership}/activity`
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    steward: Steward,
    Query(start): Query<Start>,
) -> Result<Html<String>, PageError> {
    let instance = app.instance();
    let (id, words, zone) = (steward.id(), Words::of(visit.language), &instance.zone);
    let before = Place::parse(&start.before).map(|Place(at, id)| (at, id));
    let limit = i64::try_from(LINES + 1).unwrap_or(i64::MAX);
    let mut rows = app.store.read(move |conn| of_partnership(conn, id, before, limit)).await?;
    let more = rows.len() > LINES;
    rows.truncate(LINES);
    let older = rows.last().filter(|_| more).map(|row| Place::of(row).text());
    let mut days: Vec<Day> = Vec::new();
    for row in &rows {
        let key = zone.day_key(row.at);
        let line = Line { at: row.at, text: line_text(words, row) };
        match days.last_mut().filter(|day| day.key == key) {
            Some(day) => day.lines.push(line),
            None => days.push(Day { key, at: row.at, lines: vec![line] }),
        }
    }
    let page = ActivityPage {
        frame: frame(&visit, &app, &steward).nav(Nav::PartnershipHome),
        days,
        older,
        is_first: before.is_none(),
    };
    Ok(Html(page.render()?))
}

/// `GET /p/{partnership}/activity.csv`: moment in UTC, who, what in words, the word for what, to what.
pub async fn csv(State(app): State<App>, visit: Visit, steward: Steward) -> Result<Response, PageError> {
    let id = steward.id();
    let rows = app.store.read_stale(move |conn| all(conn, id)).await?;
    let name = match visit.language {
        Language::En => "activity.csv",
        Language::Es => "actividad.csv",
    };
    Ok(file(name, "text/csv; charset=utf-8", to_csv(Words::of(visit.language), rows).into_bytes()))
}

/// The log as a table.
pub fn to_csv(words: &Words, rows: Vec<ActivityRow>) -> String {
    let mut table = CsvTable::<5>::new();
    table.row(
        [
            words.t("activity-csv-at"),
            words.t("activity-csv-who"),
            words.t("activity-csv-line"),
            words.t("activity-csv-kind"),
            words.t("activity-csv-what"),
        ]
        .map(str::to_owned),
    );
    for row in rows {
        table.row([
            iso_8601(row.at),
            row.who.clone().unwrap_or_default(),
            line_text(words, &row),
            row.kind,
            row.subject,
        ]);
    }
    table.finish()
}

/// The whole log, the newest first, at most [`LINES_MAX`] lines.
pub fn all(conn: &mut crosswalk_store::Connection, id: PartnershipId) -> QueryResult<Vec<ActivityRow>> {
    let mut rows: Vec<ActivityRow> = Vec::new();
    while rows.len() < LINES_MAX {
        let before = rows.last().map(|row| (row.at, row.id));
        let mut next = of_partnership(conn, id, before, LINES_AT_ONCE)?;
        if next.is_empty() {
            break;
        }
        rows.append(&mut next);
    }
    rows.truncate(LINES_MAX);
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_line_or_nothing() {
        let place = Place(Timestamp(7), ActivityId(uuid::Uuid::max()));
        let again = Place::parse(&place.text()).expect("the same");
        assert_eq!((again.0, again.1), (place.0, place.1));
        for odd in ["", "7", "7.", ".", "x.y", "7.not-an-id"] {
            assert!(Place::parse(odd).is_none(), "{odd}");
        }
    }
}
