//! A mail server that letters are handed to.

use std::borrow::Cow;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use percent_encoding::percent_decode_str;
use url::{Host, Url};

use crate::message::Message;
use crate::transport::{Reason, SendError};

/// How long one letter may take from connecting to the server's last word.
pub const SEND_TIMEOUT: Duration = Duration::from_mins(1);
/// How long the server may take for one answer.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(20);
/// Longest server answer that is passed on, in characters.
const SAID_MAX: usize = 200;

/// One mail server. Each letter has a connection of its own: they are few, and a pool would need a runtime to be made
/// and dropped in. `Debug` shows host and port, never name or password.
#[derive(Clone)]
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    place: String,
    timeout: Duration,
}

/// Why a mail server's address can't be used. Never repeats it, for it may hold a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SmtpUrlError {
    /// Not a URL, or no host in it.
    #[error(
        "the mail server's address does not read as smtp://USER:PASSWORD@HOST:PORT (encode special characters as %XX)"
    )]
    Unreadable,
    /// Neither `smtp` nor `smtps`.
    #[error("the mail server's address must start with smtp:// (STARTTLS) or smtps:// (TLS from the start)")]
    Scheme,
    /// `tls=` with another word.
    #[error("tls= in the mail server's address must be starttls or none")]
    TlsWord,
    /// No TLS to another machine.
    #[error("tls=none is only for a mail server on this machine: passwords and letters would travel open")]
    Open,
    /// The file named by `ca=` can't be read or holds no certificate.
    #[error("the certificate file named by ca= in the mail server's address can't be read as PEM")]
    Certificate,
    /// A name without a password or the other way round.
    #[error("the mail server's address has a user but no password, or a password but no user")]
    Credentials,
}

impl Smtp {
    /// Reads `smtp://user:password@host:587?tls=starttls` (STARTTLS, the default of `smtp`), `smtps://…` (TLS from
    /// the start) or, on this machine only, `…?tls=none`. `ca=FILE` trusts the certificates of a PEM file as well.
    /// Does not connect.
    pub fn from_url(text: &str) -> Result<Self, SmtpUrlError> {
        let url = Url::parse(text).map_err(|_| SmtpUrlError::Unreadable)?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(SmtpUrlError::Unreadable)?;
        let option =
            |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
        let tls = || tls_parameters(host, option("ca").map(PathBuf::from));
        let (tls, standard_port) = match (url.scheme(), option("tls").as_deref()) {
            ("smtps", None) => (Tls::Wrapper(tls()?), 465),
            ("smtp", None | Some("starttls")) => (Tls::Required(tls()?), 587),
            ("smtp", Some("none")) if is_this_machine(&url) => (Tls::None, 25),
            ("smtp", Some("none")) => return Err(SmtpUrlError::Open),
            ("smtp" | "smtps", Some(_)) => return Err(SmtpUrlError::TlsWord),
            _ => return Err(SmtpUrlError::Scheme),
        };
        let port = url.port().unwrap_or(standard_port);
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .port(port)
            .tls(tls)
            .timeout(Some(ANSWER_TIMEOUT));
        if let Some(credentials) = credentials(&url)? {
            builder = builder.credentials(credentials);
        }
        Ok(Self { transport: builder.build(), place: format!("{host}:{port}"), timeout: SEND_TIMEOUT })
    }

    /// The same server with another limit than [`SEND_TIMEOUT`] for one letter.
    #[must_use]
    pub fn with_timeout(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    pub(crate) async fn send(&self, message: &Message) -> Result<(), SendError> {
        let built = message.build().map_err(|_| SendError::new(Reason::BadMessage))?;
        match tokio::time::timeout(self.timeout, self.transport.send(built)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(classify(&error)),
            Err(_) => Err(SendError::new(Reason::TimedOut)),
        }
    }
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Smtp({})", self.place)
    }
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        // Schemes unknown to the URL standard keep the host as text.
        Some(Host::Domain(name)) => {
            name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
        }
        None => false,
    }
}

fn tls_parameters(host: &str, certificates: Option<PathBuf>) -> Result<TlsParameters, SmtpUrlError> {
    let mut parameters = TlsParameters::builder(host.trim_matches(['[', ']']).to_owned());
    if let Some(file) = certificates {
        let pem = std::fs::read(file).map_err(|_| SmtpUrlError::Certificate)?;
        parameters = parameters
            .add_root_certificate(Certificate::from_pem(&pem).map_err(|_| SmtpUrlError::Certificate)?);
    }
    parameters.build().map_err(|_| SmtpUrlError::Unreadable)
}

fn credentials(url: &Url) -> Result<Option<Credentials>, SmtpUrlError> {
    let decode = |text: &str| {
        percent_decode_str(text).decode_utf8().map(Cow::into_owned).map_err(|_| SmtpUrlError::Unreadable)
    };
    match (url.username(), url.password()) {
        ("", None) => Ok(None),
        (_, None) | ("", Some(_)) => Err(SmtpUrlError::Credentials),
        (user, Some(password)) => Ok(Some(Credentials::new(decode(user)?, decode(password)?))),
    }
}

fn classify(error: &lettre::transport::smtp::Error) -> SendError {
    let Some(code) = error.status() else {
        return SendError::new(if error.is_timeout() {
            Reason::TimedOut
        } else if error.is_tls() || error.is_client() {
            Reason::Setup
        } else {
            Reason::Unreachable
        });
    };
    let code: u16 = code.into();
    let reason = match code {
        // The site's own log-in failed: not the recipient's fault, and the operator can mend it.
        530 | 534 | 535 | 538 | 454 => Reason::Setup,
        452 | 552 => Reason::MailboxFull,
        550 | 551 | 553 => Reason::AddressRefused,
        400..=499 => Reason::TryLater,
        _ => Reason::Refused,
    };
    let said = std::error::Error::source(error).map(|source| without_addresses(&source.to_string()));
    SendError { reason, code: Some(code), said }
}

/// The server's words without anything that looks like an address, so that they may be logged and shown.
fn without_addresses(text: &str) -> String {
    let words: Vec<&str> =
        text.split_whitespace().map(|word| if word.contains('@') { "…" } else { word }).collect();
    words.join(" ").chars().take(SAID_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(url: &str) -> SmtpUrlError {
        Smtp::from_url(url).expect_err(url)
    }

    #[test]
    fn mail_server_addresses_say_what_is_wrong_with_them() {
        assert_eq!(problem("mail.example.org"), SmtpUrlError::Unreadable);
        assert_eq!(problem("smtp://"), SmtpUrlError::Unreadable);
        assert_eq!(problem("https://mail.example.org"), SmtpUrlError::Scheme);
        assert_eq!(problem("smtp://mail.example.org?tls=maybe"), SmtpUrlError::TlsWord);
        assert_eq!(problem("smtp://mail.example.org?tls=none"), SmtpUrlError::Open);
        assert_eq!(problem("smtp://user@mail.example.org"), SmtpUrlError::Credentials);
        assert_eq!(problem("smtps://mail.example.org?ca=/nowhere.pem"), SmtpUrlError::Certificate);
    }

    #[test]
    fn debug_shows_the_place_and_no_secret() {
        let smtp = Smtp::from_url("smtp://maria:s3cret%40@mail.example.org?tls=starttls").expect("good");
        assert_eq!(format!("{smtp:?}"), "Smtp(mail.example.org:587)");
        assert_eq!(
            format!("{:?}", Smtp::from_url("smtps://mail.example.org").expect("good")),
            "Smtp(mail.example.org:465)"
        );
        assert_eq!(
            format!("{:?}", Smtp::from_url("smtp://127.0.0.1?tls=none").expect("good")),
            "Smtp(127.0.0.1:25)"
        );
    }

    #[test]
    fn a_servers_words_lose_their_addresses() {
        assert_eq!(without_addresses("5.1.1 <bo@example.org>: no such\r\nuser"), "5.1.1 … no such user");
    }
}
