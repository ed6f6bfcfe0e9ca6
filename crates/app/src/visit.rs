//! Who is asking and how: language, theme, name and device of a request, and the account if somebody is signed in.

use std::convert::Infallible;
use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use crosswalk_names::{DAY, Language, Timestamp};
use crosswalk_ui::{Frame, Paths, Theme, base};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::accounts::sessions::{self, Account};
use crate::error::PageError;
use crate::rates::Act;
use crate::state::App;
use crate::tokens::Token;

/// Longest display name, in characters.
pub const NAME_MAX: usize = 80;
/// Most workbooks that a device remembers; the oldest leaves.
pub const REMEMBERED_MAX: usize = 20;

const DEVICE: &str = "cw_device";
const BOOKS: &str = "cw_books";
const NAME: &str = "cw_name";
const THEME: &str = "cw_theme";

/// The language that the address asks for; set by [`crate::routes`] when it takes `/es` off the path.
#[derive(Debug, Clone, Copy)]
pub struct AddressLanguage(pub Language);

/// The network address of the other side, behind a trusted proxy the one that it names.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub IpAddr);

/// One request, as a page needs to know it.
#[derive(Debug, Clone)]
pub struct Visit {
    /// Of the page.
    pub language: Language,
    /// The address without the language, query included.
    pub here: String,
    /// This moment.
    pub now: Timestamp,
    /// Where it comes from, for limits only.
    pub peer: IpAddr,
    /// The colors.
    pub theme: Theme,
    /// Who is signed in on this device.
    pub account: Option<Account>,
    /// The device has a session, and the store could not say whose: pages for everybody still open.
    pub is_account_unknown: bool,
    jar: CookieJar,
    secure: bool,
}

impl FromRequestParts<App> for Visit {
    type Rejection = Infallible;

    /// The layer around all pages, the door and the handler all ask: the first one finds out, the others are told.
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        if let Some(visit) = parts.extensions.get::<Self>() {
            return Ok(visit.clone());
        }
        let language = parts.extensions.get::<AddressLanguage>().map_or(Language::En, |language| language.0);
        let here = parts.uri.path_and_query().map_or_else(String::new, ToString::to_string);
        let peer = parts.extensions.get::<Peer>().map_or(IpAddr::from([127, 0, 0, 1]), |peer| peer.0);
        let jar = CookieJar::from_headers(&parts.headers);
        let theme = jar.get(THEME).map_or(Theme::default(), |cookie| Theme::from_word(cookie.value()));
        let now = app.clock.now();
        let account = sessions::account(app, &jar, now).await;
        let is_account_unknown = account.is_err();
        let account = account.unwrap_or_else(|error| {
            tracing::warn!(%error, "a session can't be looked up");
            None
        });
        let secure = app.settings.is_https();
        let visit = Self { language, here, now, peer, theme, account, is_account_unknown, jar, secure };
        parts.extensions.insert(visit.clone());
        Ok(visit)
    }
}

impl Visit {
    /// The frame of a page.
    pub fn frame<'a>(&self, app: &'a App) -> Frame<'a> {
        let frame = Frame::new(self.language, app.instance(), self.here.clone(), self.now, self.theme);
        frame.person(self.name()).account(self.account.as_ref().map(|account| account.name.clone()))
    }

    /// Counts a change against the limits of the network address.
    pub fn may_write(&self, app: &App) -> Result<(), PageError> {
        self.may(app, Act::Write)
    }

    /// Counts an act against the limits of the network address.
    pub fn may(&self, app: &App, act: Act) -> Result<(), PageError> {
        app.rates.count(act, self.peer).map_err(PageError::TooMany)
    }

    /// Sends the browser to another page after a form.
    #[expect(clippy::unused_self, reason = "reads as what happens to the visit")]
    pub fn see_other(&self, path: &str) -> Response {
        (StatusCode::SEE_OTHER, [(header::LOCATION, path.to_owned())]).into_response()
    }

    /// Addresses in the page's language.
    pub fn paths(&self) -> Paths {
        Paths::new(self.language)
    }

    /// The name of the account, else the one that the person gave on this device; empty when none.
    pub fn name(&self) -> String {
        if let Some(account) = self.account.as_ref().filter(|account| !account.name.is_empty()) {
            return account.name.clone();
        }
        self.jar
            .get(NAME)
            .and_then(|cookie| {
                percent_decode_str(cookie.value()).decode_utf8().ok().map(|name| clean_name(&name))
            })
            .unwrap_or_default()
    }

    /// The name typed into a form, else the one that the device knows.
    pub fn name_or(&self, typed: Option<&str>) -> String {
        match typed.map(clean_name) {
            Some(name) if !name.is_empty() => name,
            Some(_) | None => self.name(),
        }
    }

    /// The device's own secret, if it has one yet.
    pub fn device(&self) -> Option<Vec<u8>> {
        self.jar
            .get(DEVICE)
            .and_then(|cookie| Token::parse(cookie.value()))
            .map(|token| token.hash().to_vec())
    }

    /// The cookies as they came.
    pub fn cookies(&self) -> CookieJar {
        self.jar.clone()
    }

    /// The workbooks that this device remembers, the last opened first.
    pub fn remembered(&self) -> Vec<Token> {
        self.jar
            .get(BOOKS)
            .map(|cookie| cookie.value().split('.').filter_map(Token::parse).take(REMEMBERED_MAX).collect())
            .unwrap_or_default()
    }

    /// The cookies after this visit to a workbook: it comes first in the list, and the device gets its secret.
    pub fn remembering(&self, app: &App, token: &Token) -> CookieJar {
        let mut books = self.remembered();
        books.retain(|known| known != token);
        books.insert(0, token.clone());
        books.truncate(REMEMBERED_MAX);
        self.device_or_new(app).0.add(self.books_cookie(&books))
    }

    /// The cookies after the person asked to forget a workbook, by either of its links.
    pub fn forgetting(&self, token: &Token) -> CookieJar {
        let mut books = self.remembered();
        books.retain(|known| known != token && &known.read_only() != token && known != &token.read_only());
        self.jar.clone().add(self.books_cookie(&books))
    }

    /// The device, which gets its secret now if it has none, and the cookies with it.
    pub fn device_or_new(&self, app: &App) -> (CookieJar, Vec<u8>) {
        if let Some(device) = self.device() {
            return (self.jar.clone(), device);
        }
        let secret = Token::from_random(app.random.bytes());
        (self.jar.clone().add(self.lasting(DEVICE, secret.text(), true)), secret.hash().to_vec())
    }

    /// The cookies after the person gave a name.
    pub fn naming(&self, jar: CookieJar, name: &str) -> CookieJar {
        if name == self.name() {
            return jar;
        }
        jar.add(self.lasting(
            NAME,
            utf8_percent_encode(&clean_name(name), NON_ALPHANUMERIC).to_string(),
            false,
        ))
    }

    /// The cookies after the person chose how pages look.
    pub fn theming(&self, jar: CookieJar, theme: Theme) -> CookieJar {
        jar.add(self.lasting(THEME, theme.as_str().to_owned(), false))
    }

    /// Whether the device has told nothing that a page would show: no name, theme, workbook or session.
    pub fn is_new(&self) -> bool {
        [NAME, THEME, BOOKS, sessions::COOKIE].into_iter().all(|cookie| self.jar.get(cookie).is_none())
    }

    fn books_cookie(&self, books: &[Token]) -> Cookie<'static> {
        let value = books.iter().map(Token::text).collect::<Vec<_>>().join(".");
        self.lasting(BOOKS, value, true)
    }

    /// A cookie for a year.
    fn lasting(&self, name: &'static str, value: String, hidden: bool) -> Cookie<'static> {
        cookie(self.secure, name, value, hidden, 365 * DAY)
    }
}

/// A cookie of the whole site, and of nothing else on its host. Scripts don't see a `hidden` one; it goes after `lasts` milliseconds, at once with 0.
///
/// Lax, so that a link from a mail, or the way back from the provider, finds the person signed in.
pub fn cookie(secure: bool, name: &'static str, value: String, hidden: bool, lasts: i64) -> Cookie<'static> {
    Cookie::build((name, value))
        .path(if base().is_empty() { "/" } else { base() })
        .http_only(hidden)
        .secure(secure)
        .same_site(SameSite::Lax)
        .max_age(time::Duration::milliseconds(lasts))
        .build()
}

/// A display name: no control characters, single spaces, at most [`NAME_MAX`] characters.
pub fn clean_name(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    words.join(" ").chars().take(NAME_MAX).collect()
}

/// The device's secret out of a request's headers.
pub fn device_of(headers: &HeaderMap) -> Option<Vec<u8>> {
    CookieJar::from_headers(headers)
        .get(DEVICE)
        .and_then(|cookie| Token::parse(cookie.value()))
        .map(|token| token.hash().to_vec())
}
