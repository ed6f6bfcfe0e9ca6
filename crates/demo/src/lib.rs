//! A demonstration: an invented partnership, told as half a year of work.
//!
//! Nothing is written to the store from here. The people of the [`story`] send the forms of the site, one after the
//! other, to the site's own router, and take their links out of its letters, so every rule and limit holds for them as
//! for anybody. Only the clock is moved: the story begins half a year before `now` and ends there.

mod play;
pub mod story;
pub mod visitor;

use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use crosswalk_app::clock::{Clock, Random};
use crosswalk_app::content::Files;
use crosswalk_app::seal::SECRET_BYTES;
use crosswalk_app::settings::Settings;
use crosswalk_app::state::{App, Parts};
use crosswalk_app::{jobs, routes};
use crosswalk_mail::Transport;
use crosswalk_names::{DAY, Language, Timestamp};
use crosswalk_store::Store;
use crosswalk_ui::{Instance, Zone};
use serde::{Deserialize, Serialize};

use crate::play::Stage;
use crate::story::{Person, person};
use crate::visitor::Visitor;

/// Before the story begins.
const BEFORE: i64 = 200 * DAY;
/// The same story has the same ids and codes.
const SEED: u64 = 2026;

/// Those whom a visitor is invited to be: a steward, a member, a viewer, and a parent who reads Spanish.
const HOSTS: [&str; 4] = ["Rosa Medina", "Dana Whitfield", "Neil Ode", "Luz Rey"];
/// Letters of the outbox that are looked through for a link.
const NEWEST: usize = 20;

/// What a visitor of the demonstration needs to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seeded {
    /// The id of the partnership.
    pub partnership: String,
    /// The code of the meeting that runs at the end.
    pub code: String,
}

/// Who runs the instance of the demonstration.
pub fn instance(public_url: String) -> Instance {
    Instance {
        name: "Milbrook Homes & Schools".to_owned(),
        run_by: "Bridgeway Collective".to_owned(),
        contact: Some("help@bridgeway.example".to_owned()),
        color: None,
        languages: Language::ALL.to_vec(),
        public_url,
        // Where the machine knows no zones, the story is told in UTC.
        zone: Zone::named("America/Chicago").unwrap_or_else(|_| Zone::utc()),
        development: true,
    }
}

/// Plays the story on an empty store, up to `now`. Its letters go nowhere. `settings` and `secret` are those by which the
/// store is opened afterwards.
pub async fn seed(
    settings: Settings,
    store: Store,
    files: Files,
    secret: [u8; SECRET_BYTES],
    now: Timestamp,
) -> anyhow::Result<Seeded> {
    let clock = Arc::new(AtomicI64::new(now.plus(-BEFORE).0));
    let app = App::new(Parts {
        settings,
        store,
        files,
        clock: Clock::moved_by(Arc::clone(&clock)),
        random: Random::seeded(SEED),
        secret,
        transport: Transport::memory(),
    })
    .await?;
    let played = Stage::new(app.clone(), clock, now).play().await;
    app.meetings.stop();
    app.live.stop().await;
    played
}

/// Asks for a link to sign in for each of a few people, as they would. `app` serves the demonstration and keeps its letters
/// in a folder. Nobody gets one who had too many today.
pub async fn ways_in(app: &App, seeded: &Seeded) -> anyhow::Result<Vec<(&'static Person, Option<String>)>> {
    let router = routes::router(app.clone());
    let home = format!("/p/{}", seeded.partnership);
    let mut ways = Vec::new();
    for host in HOSTS.into_iter().filter_map(person) {
        let mut visitor = Visitor::new(router.clone(), Arc::default(), host.language, 1);
        visitor.ask("/sign-in", &[("email", host.email), ("next", &home)]).await?;
        jobs::work_off(app).await;
        let Transport::Outbox(outbox) = &app.transport else { continue };
        let letters = outbox.newest(NEWEST)?;
        let letter = letters.into_iter().find(|letter| letter.to == host.email);
        let link = letter.and_then(|letter| {
            let mut lines = letter.text.lines();
            lines.find(|line| line.starts_with("http") && line.contains("/sign-in/")).map(str::to_owned)
        });
        ways.push((host, link));
    }
    Ok(ways)
}
