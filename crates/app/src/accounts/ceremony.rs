//! What the server must remember between the two halves of a ceremony: the question that a passkey signs, or what the
//! OpenID provider has to send back.
//!
//! It rests sealed in a cookie, so that any node can finish what another began, and nothing is kept of what nobody
//! finishes. A ceremony ends once: the store knows the hash of the cookie from then on.

use axum_extra::extract::cookie::{Cookie, CookieJar};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use crosswalk_names::{Language, MINUTE, PersonId, Timestamp};
use serde::{Deserialize, Serialize};
use webauthn_rs::prelude::{DiscoverableAuthentication, PasskeyRegistration};

use crate::state::App;
use crate::visit;

/// The cookie with the ceremony under way.
pub const COOKIE: &str = "cw_ceremony";
/// How long a ceremony may take, in milliseconds.
pub const LASTS: i64 = 5 * MINUTE;
/// Browsers keep no longer cookie than this, in bytes.
const COOKIE_MAX: usize = 4_096;

/// A ceremony under way.
#[derive(Serialize, Deserialize)]
pub enum Ceremony {
    /// A person adds a passkey.
    Add {
        /// Who.
        person: PersonId,
        /// What the new passkey is checked against.
        state: Box<PasskeyRegistration>,
    },
    /// Somebody signs in with a passkey.
    SignIn {
        /// What the signature is checked against.
        state: Box<DiscoverableAuthentication>,
    },
    /// Somebody is at the OpenID provider.
    Provider(Errand),
}

/// What somebody went to the OpenID provider with.
#[derive(Serialize, Deserialize)]
pub struct Errand {
    /// The provider sends it back, so that nobody is signed in whose browser did not ask for it.
    pub state: String,
    /// Stands in the provider's token, so that no other token will do.
    pub nonce: String,
    /// Only who knows it can turn the provider's code into a token.
    pub verifier: String,
    /// The page to go on to.
    pub next: String,
    /// The language of the pages.
    pub language: Language,
}

#[derive(Serialize, Deserialize)]
struct Sealed {
    until: Timestamp,
    ceremony: Ceremony,
}

/// The mark that a ceremony leaves in the store when it ends.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    /// Hash of the cookie.
    pub hash: [u8; 32],
    /// After this the cookie opens nothing anyway, and the mark can go.
    pub until: Timestamp,
}

/// The jar with a ceremony that begins now. It takes the place of one that was not finished.
pub fn begin(app: &App, jar: CookieJar, ceremony: Ceremony) -> CookieJar {
    let until = app.clock.now().plus(LASTS);
    let value = URL_SAFE_NO_PAD.encode(app.seal.close(&Sealed { until, ceremony }));
    jar.add(cookie(app, value, LASTS))
}

/// The jar without a ceremony.
pub fn without(app: &App, jar: CookieJar) -> CookieJar {
    jar.add(cookie(app, String::new(), 0))
}

/// The ceremony under way, if the cookie is one of ours and not too old.
pub fn open(app: &App, jar: &CookieJar) -> Option<(Ceremony, Mark)> {
    let value = jar.get(COOKIE)?.value();
    if value.len() > COOKIE_MAX {
        return None;
    }
    let bytes = URL_SAFE_NO_PAD.decode(value).ok()?;
    let Sealed { until, ceremony } = app.seal.open(&bytes).ok()?;
    let hash = blake3::derive_key("crosswalk 2026 ended ceremony", &bytes);
    (until > app.clock.now()).then_some((ceremony, Mark { hash, until }))
}

fn cookie(app: &App, value: String, lasts: i64) -> Cookie<'static> {
    visit::cookie(app.settings.is_https(), COOKIE, value, true, lasts)
}
