//! Who is asking and how: language, theme, name and device of a request. No account, nothing that identifies a person.

use std::convert::Infallible;
use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::HeaderMap;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use crosswalk_names::{Language, Timestamp};
use crosswalk_ui::{Frame, Paths, Theme};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

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
    theme: Theme,
    jar: CookieJar,
    secure: bool,
}

impl FromRequestParts<App> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let language = parts.extensions.get::<AddressLanguage>().map_or(Language::En, |language| language.0);
        let here = parts.uri.path_and_query().map_or_else(String::new, ToString::to_string);
        let peer = parts.extensions.get::<Peer>().map_or(IpAddr::from([127, 0, 0, 1]), |peer| peer.0);
        let jar = CookieJar::from_headers(&parts.headers);
        let theme = jar.get(THEME).map_or(Theme::default(), |cookie| Theme::from_word(cookie.value()));
        Ok(Self { language, here, now: app.clock.now(), peer, theme, jar, secure: app.settings.is_https() })
    }
}

impl Visit {
    /// The frame of a page.
    pub fn frame<'a>(&self, app: &'a App) -> Frame<'a> {
        let frame = Frame::new(self.language, &app.instance, &self.here, self.now, self.theme);
        match self.name() {
            name if name.is_empty() => frame,
            name => frame.name(&name),
        }
    }

    /// Addresses in the page's language.
    pub fn paths(&self) -> Paths {
        Paths::new(self.language)
    }

    /// The name that the person gave on this device, empty when none.
    pub fn name(&self) -> String {
        self.jar
            .get(NAME)
            .and_then(|cookie| percent_decode_str(cookie.value()).decode_utf8().ok().map(|name| clean_name(&name)))
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
        self.jar.get(DEVICE).and_then(|cookie| Token::parse(cookie.value())).map(|token| token.hash().to_vec())
    }

    /// The workbooks that this device remembers, the last opened first.
    pub fn remembered(&self) -> Vec<Token> {
        self.jar
            .get(BOOKS)
            .map(|cookie| cookie.value().split('.').filter_map(Token::parse).take(REMEMBERED_MAX).collect())
            .unwrap_or_default()
    }

    /// The cookies after this visit to a workbook: it comes first in the list, and the device gets its secret.
    #[must_use]
    pub fn remembering(&self, app: &App, token: &Token) -> CookieJar {
        let mut books = self.remembered();
        books.retain(|known| known != token);
        books.insert(0, token.clone());
        books.truncate(REMEMBERED_MAX);
        self.with_device(app).add(self.books_cookie(&books))
    }

    /// The cookies after the person asked to forget a workbook, by either of its links.
    #[must_use]
    pub fn forgetting(&self, token: &Token) -> CookieJar {
        let mut books = self.remembered();
        books.retain(|known| known != token && &known.read_only() != token && known != &token.read_only());
        self.jar.clone().add(self.books_cookie(&books))
    }

    /// The cookies with the device's secret among them.
    #[must_use]
    pub fn with_device(&self, app: &App) -> CookieJar {
        if self.device().is_some() {
            return self.jar.clone();
        }
        let secret = Token::from_random(app.random.bytes()).text();
        self.jar.clone().add(self.lasting(DEVICE, secret, true))
    }

    /// The cookies after the person gave a name.
    #[must_use]
    pub fn naming(&self, jar: CookieJar, name: &str) -> CookieJar {
        jar.add(self.lasting(NAME, utf8_percent_encode(&clean_name(name), NON_ALPHANUMERIC).to_string(), false))
    }

    /// The cookies after the person chose how pages look.
    #[must_use]
    pub fn theming(&self, theme: &str) -> CookieJar {
        let word = if matches!(theme, "light" | "dark") { theme } else { "" };
        self.jar.clone().add(self.lasting(THEME, word.to_owned(), false))
    }

    fn books_cookie(&self, books: &[Token]) -> Cookie<'static> {
        let value = books.iter().map(Token::text).collect::<Vec<_>>().join(".");
        self.lasting(BOOKS, value, true)
    }

    /// A cookie for a year.
    fn lasting(&self, name: &'static str, value: String, hidden: bool) -> Cookie<'static> {
        Cookie::build((name, value))
            .path("/")
            .http_only(hidden)
            .secure(self.secure)
            .same_site(SameSite::Lax)
            .max_age(time::Duration::days(365))
            .build()
    }
}

/// A display name: no control characters, single spaces, at most [`NAME_MAX`] characters.
pub fn clean_name(text: &str) -> String {
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    words.join(" ").chars().take(NAME_MAX).collect()
}

/// The device's secret out of a request's headers.
pub fn device_of(headers: &HeaderMap) -> Option<Vec<u8>> {
    CookieJar::from_headers(headers).get(DEVICE).and_then(|cookie| Token::parse(cookie.value())).map(|token| token.hash().to_vec())
}
