//! Rounds: each person answers alone, in a copy of their own; then the differences are shown.
//!
//! While a round is open only response rates are shown, to everybody. When it closes, what may be shown is worked out
//! once ([`gather`]) by the rules of [`crosswalk_measure`] and kept; pages, table and print show that and nothing else.
//! So no answer can be read from how results change. Copies are workbooks like any other, but offer "I don't know".

pub mod gather;
pub mod list;
pub mod opening;
pub mod queries;
pub mod results;
pub mod round;
pub mod samples;

use crosswalk_names::RoundId;
use serde::Deserialize;

use crate::access::Member;
use crate::error::PageError;
use crate::state::App;

/// The path of one round.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct RoundPath {
    /// The round.
    pub round: RoundId,
}

/// A round of the member's partnership.
pub async fn find(app: &App, member: &Member, round: RoundId) -> Result<queries::RoundRow, PageError> {
    let id = member.id();
    let found = app.store.read(move |conn| queries::round(conn, id, round)).await?;
    found.ok_or(PageError::NotFound)
}

/// A row of people in a response table: how many were asked and how many are done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// An organization, or the message of a sector.
    pub name: String,
    /// Two letters of an organization; empty for a sector.
    pub letters: String,
    /// The word of the sector.
    pub sector: String,
    /// People asked.
    pub asked: u32,
    /// People who are done.
    pub done: u32,
}

/// The rates by sector, out of those by organization.
pub fn by_sector(rates: &[Rate]) -> Vec<Rate> {
    let mut sectors: Vec<Rate> = Vec::new();
    for sector in crosswalk_names::Sector::ALL {
        let of_sector = || rates.iter().filter(|rate| rate.sector == sector.word());
        if of_sector().next().is_some() {
            sectors.push(Rate {
                name: String::new(),
                letters: String::new(),
                sector: sector.word().to_owned(),
                asked: of_sector().map(|rate| rate.asked).sum(),
                done: of_sector().map(|rate| rate.done).sum(),
            });
        }
    }
    sectors
}
