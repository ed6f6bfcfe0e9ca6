//! What an operator can set. The binary fills it from flags, the environment and a file.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;

use crosswalk_ui::Instance;

use crate::adjust::{Origin, Setting};
use crate::live::LiveLimits;

/// Everything that differs between instances.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The file that settings were read from, if there is one.
    pub settings_file: Option<PathBuf>,
    /// Where the database, the secret and the mail outbox lie.
    pub data: PathBuf,
    /// Where the instance's own content lies, laid over what is built in.
    pub content: Option<PathBuf>,
    /// `sqlite:PATH` or `postgres://…`.
    pub database: String,
    /// `postgres://…` of a replica, for reads that may be some moments behind.
    pub database_replica: Option<String>,
    /// `smtp://…` or `smtps://…`; none: mail lands in the outbox folder.
    pub smtp: Option<String>,
    /// The address in the From line of every mail.
    pub mail_from: String,
    /// Name, people behind it, public address, time zone.
    pub instance: Instance,
    /// Whether a mailed link signs in; only ever off where there is a provider.
    pub mail_sign_in: bool,
    /// The OpenID provider that people can sign in with; none: links by mail and passkeys only.
    pub oidc: Option<Oidc>,
    /// Backups that are made by themselves; none: the operator makes them.
    pub backups: Option<Backups>,
    /// Whether the last `X-Forwarded-For` entry names the visitor: only behind a proxy that sets it.
    pub behind_proxy: bool,
    /// Head counts and rates.
    pub limits: Limits,
    /// Months without use after which a workbook that belongs to nobody is removed; 0: never.
    pub retention_months: u32,
    /// Addresses of people who run the instance, besides those in the database.
    pub operators: Vec<String>,
    /// Where metrics are served, never to the public; none: nowhere.
    pub metrics_listen: Option<SocketAddr>,
    /// Where traces are sent, as OTLP over HTTP; none: nowhere.
    pub otel_endpoint: Option<String>,
    /// Where the values of some come from; [`Origin::Default`] where nothing is said.
    pub origins: BTreeMap<Setting, Origin>,
}

/// Months after which unused workbooks go, unless the operator says otherwise.
pub const RETENTION_MONTHS: u32 = 24;

/// Backups that are made by themselves.
#[derive(Debug, Clone)]
pub struct Backups {
    /// Where they are put. Several nodes may share it.
    pub folder: PathBuf,
    /// From one to the next, in milliseconds.
    pub every: i64,
    /// How many are kept.
    pub keep: usize,
    /// How they are encrypted.
    pub lock: BackupLock,
}

/// How scheduled backups are encrypted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BackupLock {
    /// To public keys of age.
    Recipients(Vec<String>),
    /// With the passphrase in this file.
    PassphraseFile(PathBuf),
    /// Not at all.
    Plain,
}

/// An OpenID provider, as the operator registered this instance there.
#[derive(Clone)]
pub struct Oidc {
    /// `https://login.example.org`, exactly as the provider writes it.
    pub issuer: String,
    /// What the provider calls this instance.
    pub client_id: String,
    /// What shows the provider that it is this instance; a provider may do without.
    pub client_secret: Option<String>,
    /// What people call the provider.
    pub name: String,
}

/// Without the secret.
impl std::fmt::Debug for Oidc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Oidc")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// What the instance allows.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Of live workbooks.
    pub live: LiveLimits,
    /// Whether network addresses are counted.
    pub rates: bool,
    /// Open network connections.
    pub connections: usize,
    /// Open network connections of one address, unless the only address is that of a proxy. Live sockets do not count.
    pub connections_of_one: usize,
    /// Snapshots of one workbook.
    pub snapshots: i64,
    /// Mails a day that one confirmed sender can cause.
    pub mails_per_sender: i64,
    /// Mails a day that one workbook can cause.
    pub mails_per_workbook: i64,
    /// Mails a day that one network address can cause.
    pub mails_per_network: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            live: LiveLimits {
                people: 500,
                sockets: 5_000,
                message_bytes: 2 * 1024 * 1024,
                messages_per_second: 100.0,
                document: crosswalk_collab::Limits::default(),
            },
            rates: true,
            connections: 10_000,
            connections_of_one: 2_000,
            snapshots: 100,
            mails_per_sender: 100,
            mails_per_workbook: 200,
            mails_per_network: 300,
        }
    }
}

impl Limits {
    /// For load tests on loopback: no head counts, no rates, room for a document of a million keystrokes. What an
    /// update may hold is checked as ever.
    pub fn lifted() -> Self {
        let limits = Self::default();
        Self {
            live: LiveLimits {
                people: 100_000,
                sockets: 100_000,
                messages_per_second: 100_000.0,
                document: crosswalk_collab::Limits::lifted(),
                ..limits.live
            },
            rates: false,
            connections: 100_000,
            connections_of_one: 100_000,
            mails_per_sender: 1_000_000,
            mails_per_workbook: 1_000_000,
            mails_per_network: 1_000_000,
            ..limits
        }
    }
}

impl Settings {
    /// Settings for samples and tests: a made-up instance on an address of this machine.
    pub fn sample() -> Self {
        Self {
            listen: ([127, 0, 0, 1], 0).into(),
            data: std::env::temp_dir(),
            content: None,
            database: String::new(),
            smtp: None,
            mail_from: "crosswalk@milbrook.example".to_owned(),
            instance: Instance::sample(),
            mail_sign_in: true,
            oidc: None,
            settings_file: None,
            database_replica: None,
            backups: None,
            behind_proxy: false,
            limits: Limits::default(),
            retention_months: RETENTION_MONTHS,
            operators: Vec::new(),
            metrics_listen: None,
            otel_endpoint: None,
            origins: BTreeMap::new(),
        }
    }

    /// Where the value of a setting comes from.
    pub fn origin(&self, setting: Setting) -> Origin {
        self.origins.get(&setting).copied().unwrap_or(Origin::Default)
    }

    /// Whether people reach the instance by https, so that cookies may be marked Secure.
    pub fn is_https(&self) -> bool {
        self.instance.public_url.starts_with("https://")
    }
    /// A full address for mails and exports: `path` is one of [`crosswalk_ui::Paths`].
    pub fn absolute(&self, path: &str) -> String {
        self.instance.absolute(path)
    }
}
