//! Sessions: who a request comes from. The token is in a cookie, its hash in the store.

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

use axum::http::{HeaderMap, header};
use axum_extra::extract::cookie::{Cookie, CookieJar};
use crosswalk_names::{DAY, HOUR, PersonId, SECOND, SessionId, Timestamp};
use crosswalk_store::StoreError;
use lru::LruCache;

use super::queries::{self, Known, NewSession};
use crate::error::PageError;
use crate::state::App;
use crate::tokens::Token;
use crate::visit;

/// The cookie with the token of the session.
pub const COOKIE: &str = "cw_session";
/// A session ends after so long without a visit, in milliseconds.
pub const LASTS: i64 = 30 * DAY;
/// It ends after so long in any case, in milliseconds.
pub const LASTS_AT_MOST: i64 = 90 * DAY;
/// Visits are written down this often, in milliseconds.
const NOTED_EVERY: i64 = HOUR;
/// Another node may end a session: what this one remembers is asked for again after so long, in milliseconds.
const REMEMBERED_FOR: i64 = 10 * SECOND;
/// Sessions whose person is remembered in memory, to spare a query a request.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(10_000).expect("above zero");

/// Who is signed in, as a request needs to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The person.
    pub person: PersonId,
    /// What others see; empty until they said it.
    pub name: String,
    /// The session.
    pub session: SessionId,
}

/// What this node remembers of sessions.
pub struct Sessions(Mutex<LruCache<[u8; 32], (Known, Timestamp)>>);

impl Default for Sessions {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(REMEMBERED)))
    }
}

impl Sessions {
    fn remembered(&self, hash: &[u8; 32], now: Timestamp) -> Option<Known> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (known, since) = known.get(hash)?;
        (now.since(*since) < REMEMBERED_FOR && known.expires_at > now).then(|| known.clone())
    }

    fn remember(&self, hash: [u8; 32], known: Known, now: Timestamp) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).put(hash, (known, now));
    }

    /// Forgets what this node remembers of a person's sessions.
    pub fn forget(&self, person: PersonId) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let theirs: Vec<[u8; 32]> =
            known.iter().filter(|(_, (known, _))| known.person == person).map(|(hash, _)| *hash).collect();
        for hash in theirs {
            known.pop(&hash);
        }
    }
}

/// The account of the session in a request's cookies, if there is one.
pub async fn account(app: &App, jar: &CookieJar, now: Timestamp) -> Result<Option<Account>, StoreError> {
    let Some(token) = jar.get(COOKIE).and_then(|cookie| Token::parse(cookie.value())) else {
        return Ok(None);
    };
    let hash = token.hash();
    let known = match app.sessions.remembered(&hash, now) {
        Some(known) => Some(known),
        None => look_up(app, hash, now).await?,
    };
    Ok(known.map(|known| Account { person: known.person, name: known.name, session: known.session }))
}

async fn look_up(app: &App, hash: [u8; 32], now: Timestamp) -> Result<Option<Known>, StoreError> {
    let found = app.store.read(move |conn| queries::session(conn, &hash, now)).await?;
    let Some(mut known) = found else { return Ok(None) };
    if now.since(known.seen_at) >= NOTED_EVERY {
        let (session, until) = (known.session, now.plus(LASTS));
        if app.store.write(move |conn| queries::seen(conn, session, now, until)).await.is_ok() {
            known.expires_at = until;
        }
    }
    app.sessions.remember(hash, known.clone(), now);
    Ok(Some(known))
}

/// Begins a session for a person and puts its cookie into the jar. A session that the device had ends.
pub async fn begin(
    app: &App,
    person: PersonId,
    jar: CookieJar,
    headers: &HeaderMap,
) -> Result<CookieJar, PageError> {
    let now = app.clock.now();
    let token = Token::from_random(app.random.bytes());
    let new_id = SessionId(app.random.uuid(now));
    let new = NewSession {
        token_hash: token.hash(),
        id: new_id,
        person,
        device: device_words(headers),
        at: now,
        expires_at: now.plus(LASTS),
    };
    let before = account(app, &jar, now).await?;
    if let Some(before) = &before {
        app.forget_sessions(before.person);
    }
    app.store
        .write(move |conn| {
            if let Some(before) = &before {
                queries::end(conn, before.person, Some(before.session))?;
            }
            queries::begin(conn, &new)
        })
        .await?;
    tracing::info!(session = %new_id, "somebody signed in");
    // The browser keeps it longer than it may be good for: visits make a session last, and the store knows of them.
    Ok(jar.add(cookie(app, token.text(), LASTS_AT_MOST)))
}

/// Ends one session of a person, or all of them.
pub async fn end(app: &App, person: PersonId, session: Option<SessionId>) -> Result<(), PageError> {
    app.store.write(move |conn| queries::end(conn, person, session)).await?;
    app.forget_sessions(person);
    Ok(())
}

/// The jar without a session.
pub fn without(app: &App, jar: CookieJar) -> CookieJar {
    jar.add(cookie(app, String::new(), 0))
}

fn cookie(app: &App, value: String, lasts: i64) -> Cookie<'static> {
    visit::cookie(app.settings.is_https(), COOKIE, value, true, lasts)
}

/// What a browser calls itself, in two words that are not translated: `Firefox, Android`. Anything else is "".
pub fn device_words(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let first = |names: &[(&str, &str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map_or("", |(_, name)| *name).to_owned()
    };
    // The order matters: Edge calls itself Chrome too, and Chrome calls itself Safari.
    let browser = first(&[
        ("Firefox/", "Firefox"),
        ("Edg", "Edge"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Chrome/", "Chrome"),
        ("CriOS/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("CrOS", "Chromebook"),
        ("Linux", "Linux"),
    ]);
    [browser, system].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_device_is_known_by_two_words() {
        let words = |agent: &'static str| {
            device_words(&HeaderMap::from_iter([(header::USER_AGENT, HeaderValue::from_static(agent))]))
        };
        assert_eq!(
            words("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"),
            "Chrome, Android"
        );
        assert_eq!(
            words("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Version/17.0 Safari/604.1"),
            "Safari, iPhone"
        );
        assert_eq!(words("curl/8"), "");
    }
}
