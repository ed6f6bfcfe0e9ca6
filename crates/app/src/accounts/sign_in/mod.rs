//! The page to sign in, and signing in by a link that comes by mail. The link opens a page with a button, for mail
//! programs open links by themselves; pressing it uses the link up.

pub mod page;

use askama::Template as _;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse as _, Response};
use crosswalk_mail::{Address, SignIn};
use crosswalk_names::{Language, MINUTE, PersonId, Timestamp};
use crosswalk_store::{Connection, StoreError};
use crosswalk_ui::{Paths, Problems, Words};
use serde::{Deserialize, Serialize};

use self::page::{ByMail, LinkState, SignInLinkPage, SignInPage};
use super::queries::{self, NewPerson};
use super::sessions;
use crate::error::PageError;
use crate::extract::{Form, Path, Query};
use crate::post;
use crate::rates::Act;
use crate::state::App;
use crate::tokens::Token;
use crate::visit::{Visit, clean_name};
use crate::workbook::shares::{self, sends_mail};

/// How long a mailed link works, in milliseconds.
const LINK_LASTS: i64 = 30 * MINUTE;
/// Sign-in letters that one address gets in a day.
const LETTERS_PER_ADDRESS: i64 = 20;
/// Longest address to go on to, in bytes.
const NEXT_MAX: usize = 500;

/// What rests sealed with a link.
#[derive(Serialize, Deserialize)]
struct Asked {
    address: Address,
    next: String,
}

/// The page to go on to after signing in, as it stands in addresses and forms.
#[derive(Deserialize, Default)]
pub struct Next {
    /// As it came: see [`safe_next`].
    #[serde(default)]
    pub next: String,
}

/// `next` if it is an address of ours without a language, else the person's partnerships. It must not lead away from
/// this site: `//evil.example` and `/\evil.example` are addresses of other sites to a browser.
pub fn safe_next(next: &str) -> &str {
    let own = next.len() <= NEXT_MAX
        && next.starts_with('/')
        && !next[1..].starts_with(['/', '\\'])
        && next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if own { next } else { "/partnerships" }
}

/// `GET /sign-in`
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(query): Query<Next>,
) -> Result<Response, PageError> {
    let next = safe_next(&query.next);
    if visit.account.is_some() {
        return Ok(visit.see_other(&visit.paths().to(next)));
    }
    Ok(Html(form(&app, &visit, "", next, Problems::default()).render()?).into_response())
}

fn form<'a>(app: &'a App, visit: &Visit, email: &str, next: &str, problems: Problems) -> SignInPage<'a> {
    SignInPage {
        frame: visit.frame(app).script("passkey.js"),
        email: email.to_owned(),
        next: next.to_owned(),
        problems,
        sent: false,
        by_mail: by_mail(app),
        passkeys: app.passkeys.is_some(),
        provider: app.provider.as_ref().map(|provider| provider.name().to_owned()),
        contact: app.instance().contact.clone(),
    }
}

/// Whether a mailed link signs in here.
fn by_mail(app: &App) -> ByMail {
    match (app.adjusted().settings.mail_sign_in, sends_mail(app)) {
        (false, _) => ByMail::Off,
        (true, false) => ByMail::NoServer,
        (true, true) => ByMail::Yes,
    }
}

/// Who wants to sign in.
#[derive(Deserialize)]
pub struct SignInForm {
    email: String,
    #[serde(default)]
    next: String,
}

/// `POST /sign-in`: sends the link. The answer is the same whether or not somebody has an account.
pub async fn create(
    State(app): State<App>,
    visit: Visit,
    Form(typed): Form<SignInForm>,
) -> Result<Response, PageError> {
    visit.may(&app, Act::Mail)?;
    if by_mail(&app) != ByMail::Yes {
        return Err(PageError::Conflict);
    }
    let next = safe_next(&typed.next);
    let mut problems = Problems::default();
    let words = Words::of(visit.language);
    let Some(address) = shares::address(words, "email", &typed.email, &mut problems) else {
        let page = form(&app, &visit, &typed.email, next, problems);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response());
    };
    send_link(&app, visit.language, &address, next).await?;
    let page = SignInPage { sent: true, ..form(&app, &visit, address.as_str(), next, problems) };
    Ok(Html(page.render()?).into_response())
}

/// Mails a link that signs in. Nothing goes out, and nobody is told, when the address had enough for today or asked
/// for no mail: the page says where to turn.
pub async fn send_link(
    app: &App,
    language: Language,
    address: &Address,
    next: &str,
) -> Result<(), PageError> {
    let now = app.clock.now();
    let token = Token::from_random(app.random.bytes());
    let link = app.settings.absolute(&Paths::new(language).sign_in_link(&token.text()));
    let letter = SignIn {
        language,
        instance: &app.instance().name,
        link: &link,
        minutes: u16::try_from(LINK_LASTS / MINUTE).unwrap_or(u16::MAX),
        stop_link: &post::stop_link(app, language, address),
    }
    .letter();
    let sealed = app.seal.close(&Asked { address: address.clone(), next: next.to_owned() });
    let (letter, hash) = (post::seal_letter(app, address, letter), app.seal.hash(address.as_str()));
    let (work, token_hash) = (app.clone(), token.hash());
    app.store
        .write(move |conn| {
            let wanted = !post::queries::is_stopped(conn, &hash)?
                && post::queries::count(conn, "sign-in", &hash, post::today(now), 1, LETTERS_PER_ADDRESS)?;
            if wanted {
                queries::ask(conn, &token_hash, &sealed, now, now.plus(LINK_LASTS))?;
                post::queue_letter(conn, &work, &letter, now)?;
            }
            Ok(())
        })
        .await?;
    app.jobs.notify_one();
    Ok(())
}

/// What a mailed link is for, while it works.
async fn asked(app: &App, token: &str) -> Result<Option<(Token, Asked)>, PageError> {
    let Some(token) = Token::parse(token).filter(|_| by_mail(app) != ByMail::Off) else { return Ok(None) };
    let (hash, now) = (token.hash(), app.clock.now());
    let sealed = app.store.read(move |conn| queries::asked(conn, &hash, now)).await?;
    Ok(sealed.and_then(|sealed| app.seal.open::<Asked>(&sealed).ok()).map(|asked| (token, asked)))
}

/// The page of a link that does not work any more.
fn expired(app: &App, visit: &Visit) -> Result<Response, PageError> {
    let page = SignInLinkPage {
        frame: visit.frame(app),
        state: LinkState::Expired,
        token: String::new(),
        problems: Problems::default(),
    };
    Ok((StatusCode::NOT_FOUND, Html(page.render()?)).into_response())
}

/// `GET /sign-in/{token}`
pub async fn show_link(
    State(app): State<App>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    let Some((token, asked)) = asked(&app, &token).await? else { return expired(&app, &visit) };
    let hash = app.seal.hash(asked.address.as_str());
    let person = app.store.read(move |conn| queries::by_address(conn, &hash)).await?;
    let name = person.map_or_else(|| visit.name(), |person| person.name);
    let state = LinkState::Ask { address: asked.address.to_string(), name };
    let page = SignInLinkPage {
        frame: visit.frame(&app),
        state,
        token: token.text(),
        problems: Problems::default(),
    };
    Ok(Html(page.render()?).into_response())
}

/// The name to be known by.
#[derive(Deserialize)]
pub struct LinkForm {
    #[serde(default)]
    name: String,
}

/// `POST /sign-in/{token}`: uses the link up and begins a session.
pub async fn use_link(
    State(app): State<App>,
    visit: Visit,
    Path(token): Path<String>,
    headers: HeaderMap,
    Form(form): Form<LinkForm>,
) -> Result<Response, PageError> {
    visit.may_write(&app)?;
    let Some((token, asked)) = asked(&app, &token).await? else { return expired(&app, &visit) };
    let name = clean_name(&form.name);
    if name.is_empty() {
        let mut problems = Problems::default();
        problems.add("name", Words::of(visit.language).t("account-name-empty"));
        let state = LinkState::Ask { address: asked.address.to_string(), name };
        let page = SignInLinkPage { frame: visit.frame(&app), state, token: token.text(), problems };
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response());
    }
    let (work, now, token_hash, language) = (app.clone(), app.clock.now(), token.hash(), visit.language);
    let address = asked.address.clone();
    let person = app
        .store
        .write(move |conn| {
            if !queries::use_up(conn, &token_hash, now)? {
                return Ok(None);
            }
            person_of(conn, &work, &address, &name, language, now).map(Some)
        })
        .await?;
    let Some(person) = person else { return expired(&app, &visit) };
    app.forget_sessions(person);
    let jar = sessions::begin(&app, person, visit.cookies(), &headers).await?;
    Ok((jar, visit.see_other(&visit.paths().to(safe_next(&asked.next)))).into_response())
}

/// The person with an address, who is written down now if there is none yet. Whoever is known keeps their language.
pub fn person_of(
    conn: &mut Connection,
    app: &App,
    address: &Address,
    name: &str,
    language: Language,
    now: Timestamp,
) -> diesel::QueryResult<PersonId> {
    let email_hash = app.seal.hash(address.as_str());
    if let Some(person) = queries::by_address(conn, &email_hash)? {
        if !name.is_empty() && person.name != name {
            queries::rename(conn, person.id, name, person.language)?;
        }
        return Ok(person.id);
    }
    let id = PersonId(app.random.uuid(now));
    let email_sealed = app.seal.close(address);
    let new = NewPerson { id, email_hash, email_sealed, name: name.to_owned(), language, at: now };
    queries::create(conn, &new)?;
    Ok(id)
}

/// `POST /sign-out`
pub async fn sign_out(State(app): State<App>, visit: Visit) -> Result<Response, PageError> {
    if let Some(account) = &visit.account {
        sessions::end(&app, account.person, Some(account.session)).await?;
    }
    Ok((sessions::without(&app, visit.cookies()), visit.see_other(&visit.paths().home())).into_response())
}

/// A person's address, opened.
pub fn address_of(app: &App, sealed: Option<&[u8]>) -> Option<Address> {
    app.seal.open::<Address>(sealed?).ok()
}

/// Turns a failure of a write inside [`crosswalk_store::Store::try_write`] into ours.
pub fn database(error: diesel::result::Error) -> PageError {
    StoreError::from(error).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_leads_to_our_own_pages_only() {
        for own in ["/p/0190/rounds?x=1", "/partnerships"] {
            assert_eq!(safe_next(own), own);
        }
        for foreign in ["", "https://evil.example", "//evil.example", "/\\evil.example", "/a\nb", "/ü"] {
            assert_eq!(safe_next(foreign), "/partnerships", "{foreign:?}");
        }
    }
}
