//! What was just removed, sealed into the address of the button that brings it back. The store keeps nothing of it, and
//! nobody can read or make such an address without the instance's secret.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use crosswalk_names::{DAY, PartnershipId, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::state::App;

/// How long a removed thing can be brought back, in milliseconds. The button is gone with the page anyway.
const UNDO_LASTS: i64 = DAY;

/// Longest address part that is looked at, in bytes. The longest thing, with its texts full, takes some 4,000.
const SEALED_MAX: usize = 8 * 1024;

/// `thing`, sealed for the address. `kind` says what it is, so that it is never taken for something else.
pub fn seal(
    app: &App,
    partnership: PartnershipId,
    kind: &str,
    thing: &impl Serialize,
    now: Timestamp,
) -> String {
    URL_SAFE_NO_PAD.encode(app.seal.close(&(kind, partnership, now, thing)))
}

/// What [`seal`] made for the same partnership, while it can be brought back.
pub fn open<T: DeserializeOwned>(
    app: &App,
    partnership: PartnershipId,
    kind: &str,
    text: &str,
    now: Timestamp,
) -> Option<T> {
    if text.is_empty() || text.len() > SEALED_MAX {
        return None;
    }
    let sealed = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (its_kind, its_partnership, at, thing): (String, PartnershipId, Timestamp, T) =
        app.seal.open(&sealed).ok()?;
    (its_kind == kind && its_partnership == partnership && now.since(at) <= UNDO_LASTS).then_some(thing)
}
