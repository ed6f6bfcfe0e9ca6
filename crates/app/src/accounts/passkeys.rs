//! Passkeys: a person adds one on a device, and from then on signs in there with a touch or a glance.
//!
//! Each ceremony has two halves. The first asks the device a question that was never asked before; the second takes its
//! signed answer. Passkeys are discoverable: the device offers the ones it has for this site, so nobody types an
//! address. The scripts that talk to the device send and take JSON; what is wrong they show beside the button.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::cookie::CookieJar;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use crosswalk_names::PasskeyId;
use crosswalk_ui::{Instance, Words};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use webauthn_rs::prelude::{Passkey, PublicKeyCredential, RegisterPublicKeyCredential, Url};
use webauthn_rs::{Webauthn, WebauthnBuilder};

use super::ceremony::{self, Ceremony};
use super::queries::{self, NewPasskey};
use super::sessions;
use super::sign_in::{address_of, safe_next};
use crate::access::SignedIn;
use crate::error::PageError;
use crate::extract::Path;
use crate::state::App;
use crate::visit::{Visit, clean_name};

/// Most passkeys of one person.
pub const PASSKEYS_MAX: usize = 10;
/// Longest answer of a device, in bytes. Real ones have some 2,000.
const BODY_MAX: usize = 64 * 1024;
/// Longest id of a passkey, in bytes (Web Authentication, section 4).
const CREDENTIAL_ID_MAX: usize = 1_023;

/// What checks passkeys, for the public address. None when that is a bare number: passkeys belong to a name.
pub fn relying_party(instance: &Instance) -> Option<Webauthn> {
    let mut origin = Url::parse(&instance.public_url).ok()?;
    origin.set_path("/");
    let host = origin.domain()?;
    WebauthnBuilder::new(host, &origin).ok()?.rp_name(&instance.name).build().ok()
}

fn webauthn(app: &App) -> Result<&Webauthn, PageError> {
    app.passkeys.as_ref().ok_or(PageError::NotFound)
}

/// A refusal that the script shows: the message `key`.
fn refused(visit: &Visit, status: StatusCode, key: &str) -> Response {
    told(status, Words::of(visit.language).t(key))
}

fn told(status: StatusCode, problem: &str) -> Response {
    (status, axum::Json(json!({ "problem": problem }))).into_response()
}

/// The ceremony took too long, was finished in another window, or never began.
fn over(app: &App, visit: &Visit) -> Response {
    let jar = ceremony::without(app, visit.cookies());
    (jar, refused(visit, StatusCode::BAD_REQUEST, "passkey-again")).into_response()
}

fn done(jar: CookieJar, next: &str) -> Response {
    (jar, axum::Json(json!({ "next": next }))).into_response()
}

fn read<T: DeserializeOwned>(body: &Bytes) -> Result<Option<T>, PageError> {
    if body.len() > BODY_MAX {
        return Err(PageError::TooLarge);
    }
    Ok(serde_json::from_slice(body).ok())
}

fn too_many(visit: &Visit) -> Response {
    let text = Words::of(visit.language).tn("account-passkeys-most", PASSKEYS_MAX);
    told(StatusCode::CONFLICT, &text)
}

/// `POST /account/passkeys/challenge`: what the device needs to make a passkey.
pub async fn start_adding(
    State(app): State<App>,
    visit: Visit,
    who: SignedIn,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let webauthn = webauthn(&app)?;
    let person = who.person;
    let (row, known) = app
        .store
        .read(move |conn| Ok((queries::person(conn, person)?, queries::passkeys_of(conn, person)?)))
        .await?;
    let row = row.ok_or(PageError::NotFound)?;
    if known.len() >= PASSKEYS_MAX {
        return Ok(too_many(&visit));
    }
    // The device shows both, so that a person with two accounts knows which is which.
    let address = address_of(&app, row.email_sealed.as_deref()).map(|address| address.to_string());
    let address = address.unwrap_or_else(|| row.name.clone());
    let name = if row.name.is_empty() { &address } else { &row.name };
    let (question, state) = webauthn
        .start_passkey_registration(person.0, &address, name, None)
        .map_err(|error| PageError::internal(&error))?;
    let mut question = serde_json::to_value(&question).map_err(|error| PageError::internal(&error))?;
    let options = &mut question["publicKey"];
    // Without this a device may make a key that it can't offer by itself later.
    options["authenticatorSelection"]["residentKey"] = Value::from("required");
    options["authenticatorSelection"]["requireResidentKey"] = Value::from(true);
    // Not in the sealed state: ten long ids would not fit into a cookie. The store refuses a second one of its kind.
    options["excludeCredentials"] = known
        .iter()
        .map(|passkey| json!({ "type": "public-key", "id": URL_SAFE_NO_PAD.encode(&passkey.credential_id) }))
        .collect();
    let ceremony = Ceremony::Add { person, state: Box::new(state) };
    Ok((ceremony::begin(&app, visit.cookies(), ceremony), axum::Json(question)).into_response())
}

/// A new passkey, as the script sends it.
#[derive(Deserialize)]
struct Made {
    #[serde(default)]
    name: String,
    credential: RegisterPublicKeyCredential,
}

/// What became of a passkey that was to be added.
enum Added {
    Yes,
    TooMany,
    Known,
    Over,
}

/// `POST /account/passkeys`: keeps the passkey that the device made.
pub async fn add(
    State(app): State<App>,
    visit: Visit,
    who: SignedIn,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let webauthn = webauthn(&app)?;
    let person = who.person;
    let (state, mark) = match ceremony::open(&app, &visit.cookies()) {
        Some((Ceremony::Add { person: asked, state }, mark)) if asked == person => (state, mark),
        _ => return Ok(over(&app, &visit)),
    };
    let Some(made) = read::<Made>(&body)? else {
        return Ok(refused(&visit, StatusCode::BAD_REQUEST, "passkey-refused"));
    };
    let passkey = match webauthn.finish_passkey_registration(&made.credential, &state) {
        Ok(passkey) if passkey.cred_id().len() <= CREDENTIAL_ID_MAX => passkey,
        Ok(_) => return Ok(refused(&visit, StatusCode::UNPROCESSABLE_ENTITY, "passkey-refused")),
        Err(error) => {
            tracing::info!(%error, "a new passkey was refused");
            return Ok(refused(&visit, StatusCode::UNPROCESSABLE_ENTITY, "passkey-refused"));
        }
    };
    let name = match clean_name(&made.name) {
        name if name.is_empty() => sessions::device_words(&headers),
        name => name,
    };
    let now = app.clock.now();
    let new = NewPasskey {
        id: PasskeyId(app.random.uuid(now)),
        person,
        credential_id: passkey.cred_id().clone(),
        credential: serde_json::to_string(&passkey).map_err(|error| PageError::internal(&error))?,
        name,
        at: now,
    };
    let added = app
        .store
        .write(move |conn| {
            if !queries::end_ceremony(conn, &mark, now)? {
                return Ok(Added::Over);
            }
            if queries::passkeys_of(conn, person)?.len() >= PASSKEYS_MAX {
                return Ok(Added::TooMany);
            }
            if queries::passkey(conn, &new.credential_id)?.is_some() {
                return Ok(Added::Known);
            }
            queries::add_passkey(conn, &new)?;
            Ok(Added::Yes)
        })
        .await?;
    Ok(match added {
        Added::Yes => {
            let next = format!("{}?passkey=added", visit.paths().account());
            done(ceremony::without(&app, visit.cookies()), &next)
        }
        Added::TooMany => too_many(&visit),
        Added::Known => refused(&visit, StatusCode::CONFLICT, "passkey-has-one"),
        Added::Over => over(&app, &visit),
    })
}

/// `POST /account/passkeys/{passkey}/removal`
pub async fn remove(
    State(app): State<App>,
    visit: Visit,
    who: SignedIn,
    Path(passkey): Path<PasskeyId>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let person = who.person;
    let gone = app.store.write(move |conn| queries::remove_passkey(conn, person, passkey)).await?;
    if gone { Ok(visit.see_other(&visit.paths().account())) } else { Err(PageError::NotFound) }
}

/// `POST /sign-in/passkey/challenge`: the question that a passkey signs. It names nobody.
pub async fn start_sign_in(State(app): State<App>, visit: Visit) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let (question, state) =
        webauthn(&app)?.start_discoverable_authentication().map_err(|error| PageError::internal(&error))?;
    let ceremony = Ceremony::SignIn { state: Box::new(state) };
    Ok((ceremony::begin(&app, visit.cookies(), ceremony), axum::Json(question)).into_response())
}

/// A signed answer, as the script sends it.
#[derive(Deserialize)]
struct Signed {
    #[serde(default)]
    next: String,
    credential: PublicKeyCredential,
}

/// `POST /sign-in/passkey`: begins a session for whose passkey signed. A passkey that is not known and a signature that
/// is wrong look the same.
pub async fn sign_in(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let webauthn = webauthn(&app)?;
    let Some((Ceremony::SignIn { state }, mark)) = ceremony::open(&app, &visit.cookies()) else {
        return Ok(over(&app, &visit));
    };
    let Some(signed) = read::<Signed>(&body)? else {
        return Ok(refused(&visit, StatusCode::BAD_REQUEST, "passkey-unknown"));
    };
    let unknown = || Ok(refused(&visit, StatusCode::UNPROCESSABLE_ENTITY, "passkey-unknown"));
    let Ok((owner, credential_id)) = webauthn.identify_discoverable_authentication(&signed.credential) else {
        return unknown();
    };
    let credential_id = credential_id.to_vec();
    let found = app.store.read(move |conn| queries::passkey(conn, &credential_id)).await?;
    let Some(row) = found.filter(|row| row.person.0 == owner) else { return unknown() };
    let Ok(mut passkey) = serde_json::from_str::<Passkey>(&row.credential) else { return unknown() };
    let result = match webauthn.finish_discoverable_authentication_v2(&signed.credential, *state, &passkey) {
        Ok(result) => result,
        Err(error) => {
            tracing::info!(%error, "a passkey's signature was refused");
            return unknown();
        }
    };
    passkey.update_credential(&result);
    let credential = serde_json::to_string(&passkey).map_err(|error| PageError::internal(&error))?;
    let (id, now) = (row.id, app.clock.now());
    let ended = app
        .store
        .write(move |conn| {
            Ok(queries::end_ceremony(conn, &mark, now)? && queries::use_passkey(conn, id, &credential, now)?)
        })
        .await?;
    if !ended {
        return Ok(over(&app, &visit));
    }
    let jar = sessions::begin(&app, row.person, visit.cookies(), &headers).await?;
    Ok(done(ceremony::without(&app, jar), &visit.paths().to(safe_next(&signed.next))))
}
