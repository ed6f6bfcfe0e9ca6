//! The organizations of a partnership: the list with its filters, who is missing, and what people do with them.
//!
//! - [`queries`] keeps them. How a contact is reached rests sealed, and is opened only for those who may change things:
//!   viewers never see a contact's mail address or phone number.
//! - [`partner`] shows one; [`editing`] adds and changes one; [`removal`] removes one; [`merging`] makes one of two.
//! - [`import`] takes in a list from a file after a look at it; [`export`] gives the list out again.
//! - [`problems`] puts what can be wrong into words, [`samples`] is what the gallery shows.

pub mod editing;
pub mod export;
pub mod import;
pub mod merging;
pub mod page;
pub mod partner;
pub mod problems;
pub mod queries;
pub mod removal;
pub mod samples;

use askama::Template as _;
use axum::extract::State;
use axum::response::Html;
use crosswalk_names::OrganizationId;
use crosswalk_partners::{Organization, Power, Sector, fold};
use crosswalk_ui::{Alert, Nav, Words};
use serde::Deserialize;

use self::page::{MissingLine, PartnerLine, PartnersPage};
use self::queries::Stored;
use super::frame;
use crate::access::Member;
use crate::error::PageError;
use crate::extract::Query;
use crate::state::App;
use crate::visit::Visit;

/// Most organizations of a partnership.
pub const ORGANIZATIONS_MAX: usize = 1_000;
/// Longest text to look for, in characters; more is cut off.
const SEARCH_MAX: usize = 200;

/// The path of one organization.
#[derive(Deserialize)]
pub struct PartnerPath {
    partner: OrganizationId,
}

/// What `member` may see of an organization.
fn seen(app: &App, member: &Member, stored: Stored) -> Organization {
    if member.may_contribute() { stored.open(&app.seal) } else { stored.organization }
}

/// One organization of the member's partnership, as far as they may see it.
async fn find(app: &App, member: &Member, id: OrganizationId) -> Result<Organization, PageError> {
    let partnership = member.id();
    let stored = app.store.read(move |conn| queries::one(conn, partnership, id)).await?;
    Ok(seen(app, member, stored.ok_or(PageError::NotFound)?))
}

/// Which organizations to show, by the address. A word that stands for nothing is left out of account.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Filter {
    /// Words to look for.
    #[serde(default)]
    pub q: String,
    /// The word of a sector.
    #[serde(default)]
    pub sector: String,
    /// The word of a power to decide.
    #[serde(default)]
    pub power: String,
    /// `none` for those without a backup contact.
    #[serde(default)]
    pub backup: String,
    /// How many were just imported.
    #[serde(default)]
    pub imported: String,
}

impl Filter {
    /// Whether it leaves anything out.
    pub fn is_set(&self) -> bool {
        self.sector.parse::<Sector>().is_ok()
            || self.power.parse::<Power>().is_ok()
            || self.backup == "none"
            || !fold(&self.q).is_empty()
    }

    /// Whether an organization is to be shown. Each word typed must stand in its name, in what it brings, in whom or
    /// where it serves; case and accents don't matter.
    pub fn takes(&self, organization: &Organization) -> bool {
        let typed: String = self.q.chars().take(SEARCH_MAX).collect();
        let typed = fold(&typed);
        let texts =
            [&organization.name, &organization.brings, &organization.populations, &organization.places];
        self.sector.parse().ok().is_none_or(|sector: Sector| organization.sector == sector)
            && self.power.parse().ok().is_none_or(|power: Power| organization.decision_power == Some(power))
            && (self.backup != "none" || organization.backup.is_none())
            && (typed.is_empty() || {
                let text = fold(&texts.map(String::as_str).join(" "));
                typed.split(' ').all(|word| text.contains(word))
            })
    }
}

/// `GET /p/{partnership}/partners`
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    member: Member,
    Query(filter): Query<Filter>,
) -> Result<Html<String>, PageError> {
    let partnership = member.id();
    let rows = app.store.read(move |conn| queries::all(conn, partnership)).await?;
    let words = Words::of(visit.language);
    let (ids, organizations): (Vec<_>, Vec<_>) =
        rows.into_iter().map(|row| (row.id, row.stored.organization)).unzip();
    let mut frame = frame(&visit, &app, &member).nav(Nav::Partners);
    if let Ok(count) = filter.imported.parse::<usize>() {
        frame = frame.notice(Alert::good(words.tn("partner-import-done", count), ""));
    }
    let page = PartnersPage {
        frame,
        total: ids.len(),
        lines: (ids.iter().zip(&organizations))
            .filter(|(_, organization)| filter.takes(organization))
            .map(|(id, organization)| PartnerLine::of(words, *id, organization))
            .collect(),
        missing: missing(words, &organizations),
        filter,
        may_contribute: member.may_contribute(),
    };
    Ok(Html(page.render()?))
}

/// The kinds of partners that nobody stands for yet, in words.
pub fn missing(words: &Words, organizations: &[Organization]) -> Vec<MissingLine> {
    let label = |key: String| words.t(&key).to_owned();
    crosswalk_partners::missing(organizations)
        .into_iter()
        .map(|one| MissingLine {
            label: label(one.partner_type.label_key()),
            kinds: one.kinds.into_iter().map(|kind| (kind.word(), label(kind.label_key()))).collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crosswalk_partners::{Field, fields};

    use super::*;

    #[test]
    fn filters_look_at_words_without_accents_and_at_each_choice() {
        let typed = [
            (Field::Name, "Clínica Núñez"),
            (Field::Kind, "community-health-center"),
            (Field::Places, "Eastgate"),
            (Field::DecisionPower, "high"),
            (Field::BackupName, "Ana"),
        ];
        let clinic = Organization::parse(&fields(typed)).expect("a good organization");
        let takes = |q: &str, sector: &str, power: &str, backup: &str| {
            let text = str::to_owned;
            let filter = Filter {
                q: text(q),
                sector: text(sector),
                power: text(power),
                backup: text(backup),
                ..Filter::default()
            };
            filter.takes(&clinic)
        };
        assert!(takes("nunez EASTGATE", "health", "high", ""));
        assert!(takes("", "", "", "") && takes("…", "space", "much", "all"));
        assert!(!takes("nunez west", "", "", "") && !takes("", "housing", "", ""));
        assert!(!takes("", "", "low", "") && !takes("", "", "", "none"));
        assert!(!Filter::default().is_set() && Filter { q: "a".to_owned(), ..Filter::default() }.is_set());
    }
}
