//! Settings of `crosswalk serve`: a flag wins over the environment, which wins over the file.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use clap::Args;
use crosswalk_app::adjust::{Origin, Setting};
use crosswalk_app::settings::{BackupLock, Backups, Limits, Oidc, RETENTION_MONTHS, Settings};
use crosswalk_names::{HOUR, Language};
use crosswalk_ui::{Instance, Zone};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

/// Every flag is also an environment variable and a key of the file, by the same name with `_` for `-`.
#[derive(Args, Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
#[expect(rustdoc::bare_urls, clippy::doc_markdown, reason = "these comments are the help text")]
pub struct ServeArgs {
    /// Settings file (TOML) [default: crosswalk.toml in the data folder, if it is there]
    #[arg(long, env = "CROSSWALK_CONFIG", value_name = "FILE")]
    #[serde(skip)]
    config: Option<PathBuf>,
    /// Where to listen [default: 127.0.0.1:8080]
    #[arg(long, env = "CROSSWALK_LISTEN", value_name = "ADDR", value_parser = socket)]
    #[serde(deserialize_with = "a_socket")]
    listen: Option<SocketAddr>,
    /// Folder for the database, the secret and the mail outbox [default: ./data]
    #[arg(long, env = "CROSSWALK_DATA", value_name = "DIR")]
    #[serde(skip)]
    data: Option<PathBuf>,
    /// Folder with pages, terms, resources and checklists of your own, laid over the built-in ones [default: none]
    #[arg(long, env = "CROSSWALK_CONTENT", value_name = "DIR")]
    pub content: Option<PathBuf>,
    /// sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME [default: sqlite in the data folder]
    #[arg(long, env = "CROSSWALK_DATABASE", value_name = "URL", hide_env_values = true)]
    pub database: Option<String>,
    /// File that holds nothing but the address of the database, for one with a password
    #[arg(long, env = "CROSSWALK_DATABASE_FILE", value_name = "FILE")]
    pub database_file: Option<PathBuf>,
    /// postgres://USER:PASSWORD@HOST/NAME of a replica of that database, for exports and the search [default: none]
    #[arg(long, env = "CROSSWALK_DATABASE_REPLICA", value_name = "URL", hide_env_values = true)]
    database_replica: Option<String>,
    /// smtp://USER:PASSWORD@HOST:587?tls=starttls or smtps://… [default: none, mail waits in the outbox folder]
    #[arg(long, env = "CROSSWALK_SMTP", value_name = "URL", hide_env_values = true)]
    smtp: Option<String>,
    /// File that holds nothing but the address of the mail server, for one with a password
    #[arg(long, env = "CROSSWALK_SMTP_FILE", value_name = "FILE")]
    smtp_file: Option<PathBuf>,
    /// The address in the From line of mail [default: crosswalk@ the host of the public address]
    #[arg(long, env = "CROSSWALK_MAIL_FROM", value_name = "ADDRESS")]
    mail_from: Option<String>,
    /// The address that people type, for links in mails and prints; it may have a path, like https://example.org/crosswalk
    /// [default: http:// and the listen address]
    #[arg(long, env = "CROSSWALK_PUBLIC_URL", value_name = "URL")]
    public_url: Option<String>,
    /// Name of the site, shown in its header [default: Crosswalk]
    #[arg(long, env = "CROSSWALK_NAME", value_name = "NAME")]
    name: Option<String>,
    /// Who runs it, shown in the header and on the privacy page
    #[arg(long, env = "CROSSWALK_RUN_BY", value_name = "NAME")]
    run_by: Option<String>,
    /// Where people can ask for help: a mail address
    #[arg(long, env = "CROSSWALK_CONTACT", value_name = "ADDRESS")]
    contact: Option<String>,
    /// Color of the header, as #rrggbb, on which white can be read [default: ours]
    #[arg(long, env = "CROSSWALK_COLOR", value_name = "COLOR")]
    color: Option<String>,
    /// Languages of pages: "en es", "en" or "es" [default: en es]
    #[arg(long, env = "CROSSWALK_LANGUAGES", value_name = "LANGUAGES")]
    languages: Option<String>,
    /// Whether a mailed link signs in: "yes" or "no"; "no" only with an OpenID provider [default: yes]
    #[arg(long, env = "CROSSWALK_MAIL_SIGN_IN", value_name = "yes|no")]
    mail_sign_in: Option<String>,
    /// Time zone of dates on pages, like America/Chicago [default: UTC]
    #[arg(long, env = "CROSSWALK_TIME_ZONE", value_name = "ZONE")]
    time_zone: Option<String>,
    /// Take the visitor's address from X-Forwarded-For; only behind a proxy of your own that sets it
    #[arg(long, env = "CROSSWALK_BEHIND_PROXY", value_name = "true|false", num_args = 0..=1, default_missing_value = "true")]
    behind_proxy: Option<bool>,
    /// An OpenID provider that people can sign in with: its issuer, exactly as the provider writes it [default: none]
    #[arg(long, env = "CROSSWALK_OIDC_ISSUER", value_name = "URL")]
    oidc_issuer: Option<String>,
    /// What the provider calls this site; tell it the address to come back to: the public address + /sign-in/oidc/callback
    #[arg(long, env = "CROSSWALK_OIDC_CLIENT_ID", value_name = "ID")]
    oidc_client_id: Option<String>,
    /// Only from the settings file or from CROSSWALK_OIDC_CLIENT_SECRET: a flag can be read by everybody on the machine.
    #[arg(skip)]
    oidc_client_secret: Option<String>,
    /// File that holds nothing but the secret for the provider; or set CROSSWALK_OIDC_CLIENT_SECRET [default: none]
    #[arg(long, env = "CROSSWALK_OIDC_CLIENT_SECRET_FILE", value_name = "FILE")]
    oidc_client_secret_file: Option<PathBuf>,
    /// What people call the provider, on the button to sign in [default: the host of the issuer]
    #[arg(long, env = "CROSSWALK_OIDC_NAME", value_name = "NAME")]
    oidc_name: Option<String>,
    /// People in one workbook at the same time [default: 500]
    #[arg(long, env = "CROSSWALK_PEOPLE_MAX", value_name = "COUNT")]
    people_max: Option<usize>,
    /// Live sockets of this program at the same time; there may be twice as many connections [default: 5000]
    #[arg(long, env = "CROSSWALK_SOCKETS_MAX", value_name = "COUNT")]
    sockets_max: Option<u32>,
    /// Characters of the shared notes of a stage [default: 20000]
    #[arg(long, env = "CROSSWALK_NOTES_MAX", value_name = "CHARACTERS")]
    notes_max: Option<usize>,
    /// Characters of a comment [default: 2000]
    #[arg(long, env = "CROSSWALK_COMMENT_MAX", value_name = "CHARACTERS")]
    comment_max: Option<usize>,
    /// Own questions of a stage [default: 20]
    #[arg(long, env = "CROSSWALK_OWN_QUESTIONS_MAX", value_name = "COUNT")]
    own_questions_max: Option<usize>,
    /// Bytes of one workbook's document [default: 8388608]
    #[arg(long, env = "CROSSWALK_DOCUMENT_MAX", value_name = "BYTES")]
    document_max: Option<usize>,
    /// Start although the secret in the data folder is not the one that this database was used with, and keep the new one
    #[arg(long)]
    #[serde(skip)]
    pub accept_new_secret: bool,
    /// Folder that scheduled backups are put into [default: none are made]
    #[arg(long, env = "CROSSWALK_BACKUP_FOLDER", value_name = "DIR")]
    backup_folder: Option<PathBuf>,
    /// Hours from one backup to the next [default: 24]
    #[arg(long, env = "CROSSWALK_BACKUP_EVERY", value_name = "HOURS")]
    backup_every: Option<u32>,
    /// How many backups are kept; older ones are removed [default: 7]
    #[arg(long, env = "CROSSWALK_BACKUP_KEEP", value_name = "COUNT")]
    backup_keep: Option<usize>,
    /// Public key of age that backups are encrypted to (age1…); may be given several times
    #[arg(
        long,
        env = "CROSSWALK_BACKUP_RECIPIENT",
        value_name = "KEY",
        value_delimiter = ',',
        hide_env_values = true
    )]
    #[serde(deserialize_with = "a_list")]
    backup_recipient: Vec<String>,
    /// File whose first line is the passphrase that backups are encrypted with
    #[arg(long, env = "CROSSWALK_BACKUP_PASSPHRASE_FILE", value_name = "FILE")]
    backup_passphrase_file: Option<PathBuf>,
    /// Leave backups unencrypted: whoever gets at the folder can read everything
    #[arg(long, env = "CROSSWALK_BACKUP_PLAIN", value_name = "true|false", num_args = 0..=1, default_missing_value = "true")]
    backup_plain: Option<bool>,
    /// Months without use after which a workbook of no partnership is removed, after a month's notice; 0: never [default: 24]
    #[arg(long, env = "CROSSWALK_RETENTION_MONTHS", value_name = "MONTHS")]
    retention_months: Option<u32>,
    /// Addresses of people who may see the operator's page, besides those of crosswalk admin operators
    #[arg(
        long,
        env = "CROSSWALK_OPERATORS",
        value_name = "ADDRESSES",
        value_delimiter = ',',
        hide_env_values = true
    )]
    #[serde(deserialize_with = "some_list")]
    operators: Option<Vec<String>>,
    /// Where Prometheus finds /metrics, like 127.0.0.1:9464; never on an address that the public reaches [default: nowhere]
    #[arg(long, env = "CROSSWALK_METRICS_LISTEN", value_name = "ADDR", value_parser = socket)]
    #[serde(deserialize_with = "a_socket")]
    metrics_listen: Option<SocketAddr>,
    /// Where traces are sent, as OTLP over HTTP: a collector, like http://127.0.0.1:4318 [default: OTEL_EXPORTER_OTLP_ENDPOINT, else nowhere]
    #[arg(long, env = "CROSSWALK_OTEL_ENDPOINT", value_name = "URL")]
    otel_endpoint: Option<String>,
    /// How log lines are written [default: text]
    #[arg(long, env = "CROSSWALK_LOG_FORMAT", value_name = "text|json")]
    log_format: Option<LogFormat>,
    /// "off" lifts head counts and rates for load tests; only when listening on this machine alone
    #[arg(long, env = "CROSSWALK_LIMITS", value_name = "on|off")]
    limits: Option<String>,
}

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line, for programs.
    Json,
}

/// What `serve` is to do.
pub struct Chosen {
    /// The settings of the instance.
    pub settings: Settings,
    /// Whether limits are lifted.
    pub lifted: bool,
    /// How log lines are written.
    pub log_format: LogFormat,
}

macro_rules! first {
    ($flag:expr, $file:expr, $($field:ident),+ $(,)?) => {{
        $( let $field = $flag.$field.or($file.$field); )+
        ($($field,)+)
    }};
}

/// What flags, environment and file say together.
pub fn settings(mut flags: ServeArgs) -> anyhow::Result<Chosen> {
    let data = flags.data.clone().unwrap_or_else(|| PathBuf::from("data"));
    let (mut file, settings_file) = read_file(flags.config.as_deref(), &data)?;
    let backups = scheduled(&mut flags, &mut file)?;
    let origins = origins(&flags, &file);
    let (retention_months, operators, metrics_listen, log_format, otel_endpoint) =
        first!(flags, file, retention_months, operators, metrics_listen, log_format, otel_endpoint);
    let otel_endpoint = collector(otel_endpoint)?;
    let (color, languages, mail_sign_in) = first!(flags, file, color, languages, mail_sign_in);
    let (listen, database, smtp, mail_from, public_url, name, run_by, contact, time_zone) =
        first!(flags, file, listen, database, smtp, mail_from, public_url, name, run_by, contact, time_zone);
    let content = flags.content.or(file.content);
    let database = address("database", database, flags.database_file.or(file.database_file).as_deref())?;
    let smtp = address("smtp", smtp, flags.smtp_file.or(file.smtp_file).as_deref())?;
    let database_replica = flags.database_replica.or(file.database_replica);
    let secret = std::env::var("CROSSWALK_OIDC_CLIENT_SECRET").ok().filter(|secret| !secret.is_empty());
    let (issuer, client_id, secret, secret_file, provider) = (
        flags.oidc_issuer.or(file.oidc_issuer),
        flags.oidc_client_id.or(file.oidc_client_id),
        secret.or(file.oidc_client_secret),
        flags.oidc_client_secret_file.or(file.oidc_client_secret_file),
        flags.oidc_name.or(file.oidc_name),
    );
    let oidc = oidc(issuer, client_id, secret, secret_file.as_deref(), provider)?;
    let (behind_proxy, limits) = first!(flags, file, behind_proxy, limits);
    let listen = listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080)));
    let lifted = are_lifted(limits.as_deref(), listen)?;
    let numbers =
        first!(flags, file, people_max, notes_max, comment_max, own_questions_max, document_max, sockets_max);
    let allowed = allowed(lifted, numbers)?;
    let public_url = public_url.unwrap_or_else(|| format!("http://{listen}"));
    let behind_proxy = behind_proxy.unwrap_or_default();
    let development =
        listen.ip().is_loopback() && smtp.is_none() && !behind_proxy && is_this_machine(&public_url);
    refuse_odd(&public_url)?;
    let mail_from = mail_from.unwrap_or_else(|| usual_sender(&public_url));
    let zone = time_zone.as_deref().map_or_else(|| Ok(Zone::utc()), zone_named)?;
    let instance = Instance {
        name: name.unwrap_or_else(|| "Crosswalk".to_owned()),
        run_by: run_by.unwrap_or_default(),
        contact,
        color: None,
        languages: Language::ALL.to_vec(),
        public_url: public_url.trim_end_matches('/').to_owned(),
        zone,
        development,
    };
    let database = database.unwrap_or_else(|| database_in(&data));
    let mut settings = Settings {
        listen,
        settings_file,
        data,
        content,
        database,
        database_replica,
        smtp,
        mail_from,
        instance,
        mail_sign_in: true,
        oidc,
        behind_proxy,
        backups,
        limits: allowed,
        retention_months: retention_months.unwrap_or(RETENTION_MONTHS),
        operators: operators.unwrap_or_default(),
        metrics_listen,
        otel_endpoint,
        origins,
    };
    for (setting, value) in
        [(Setting::Color, color), (Setting::Languages, languages), (Setting::MailSignIn, mail_sign_in)]
    {
        if let Some(value) = value {
            set(&mut settings, setting, &value)?;
        }
    }
    // The same rules as on the operator's page.
    for setting in settings.origins.keys().copied().collect::<Vec<_>>() {
        let value = setting.value(&settings);
        set(&mut settings, setting, &value)?;
    }
    Ok(Chosen { settings, lifted, log_format: log_format.unwrap_or_default() })
}

/// Smallest and largest number of sockets of the program.
const SOCKETS: std::ops::RangeInclusive<u32> = 100..=1_000_000;

/// People, characters of notes and of a comment, own questions, bytes of a document, sockets.
type Numbers = (Option<usize>, Option<usize>, Option<usize>, Option<usize>, Option<usize>, Option<u32>);

/// The usual limits, or those for load tests, with what is said beside them.
fn allowed(
    lifted: bool,
    (people, notes, comment, questions, bytes, sockets): Numbers,
) -> anyhow::Result<Limits> {
    let mut allowed = if lifted { Limits::lifted() } else { Limits::default() };
    let document = &mut allowed.live.document;
    for (said, limit) in [
        (notes, &mut document.notes_max),
        (comment, &mut document.comment_max),
        (questions, &mut document.own_questions_per_stage),
        (bytes, &mut document.document_bytes),
        (people, &mut allowed.live.people),
    ] {
        if let Some(value) = said {
            *limit = value;
        }
    }
    if let Some(sockets) = sockets {
        if !SOCKETS.contains(&sockets) {
            bail!("sockets_max must be a number from {} to {}", SOCKETS.start(), SOCKETS.end());
        }
        allowed.live.sockets = usize::try_from(sockets)?;
        allowed.connections = 2 * allowed.live.sockets;
    }
    Ok(allowed)
}

/// Puts a value in, if it is one.
fn set(settings: &mut Settings, setting: Setting, value: &str) -> anyhow::Result<()> {
    if let Err(mistake) = setting.set(settings, value) {
        bail!("{} can't be {value:?}: {mistake}", setting.key());
    }
    Ok(())
}

fn zone_named(name: &str) -> anyhow::Result<Zone> {
    Zone::named(name).with_context(|| no_such_zone(name, Zone::named("America/Chicago").is_ok()))
}

/// What is said of a time zone that can't be found.
fn no_such_zone(zone: &str, has_zones: bool) -> String {
    if has_zones {
        format!("{zone:?} is no time zone; write one like America/Chicago")
    } else {
        format!(
            "the time zone {zone:?} can't be found, for this machine knows none: install the package tzdata"
        )
    }
}

/// An address to listen on.
pub fn socket(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| format!("{text:?} is no IP address with a port, like 127.0.0.1:8080"))
}

fn a_socket<'de, D: Deserializer<'de>>(value: D) -> Result<Option<SocketAddr>, D::Error> {
    socket(&String::deserialize(value)?).map(Some).map_err(D::Error::custom)
}

/// Several values: as a list, or as one text with commas between, as in a flag.
#[derive(Deserialize)]
#[serde(untagged, expecting = "write a list of texts in quotes, like [\"one\", \"two\"]")]
enum Several {
    One(String),
    List(Vec<String>),
}

fn a_list<'de, D: Deserializer<'de>>(value: D) -> Result<Vec<String>, D::Error> {
    Ok(match Several::deserialize(value)? {
        Several::One(text) => text.split(',').map(|one| one.trim().to_owned()).collect(),
        Several::List(list) => list,
    })
}

fn some_list<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Vec<String>>, D::Error> {
    a_list(value).map(Some)
}

/// Where the values of settings come from that can be changed on the operator's page.
fn origins(flags: &ServeArgs, file: &ServeArgs) -> BTreeMap<Setting, Origin> {
    let said = [
        (Setting::Name, flags.name.is_some(), file.name.is_some()),
        (Setting::RunBy, flags.run_by.is_some(), file.run_by.is_some()),
        (Setting::Contact, flags.contact.is_some(), file.contact.is_some()),
        (Setting::Color, flags.color.is_some(), file.color.is_some()),
        (Setting::Languages, flags.languages.is_some(), file.languages.is_some()),
        (Setting::MailFrom, flags.mail_from.is_some(), file.mail_from.is_some()),
        (Setting::MailSignIn, flags.mail_sign_in.is_some(), file.mail_sign_in.is_some()),
        (Setting::TimeZone, flags.time_zone.is_some(), file.time_zone.is_some()),
        (Setting::RetentionMonths, flags.retention_months.is_some(), file.retention_months.is_some()),
        (Setting::PeopleMax, flags.people_max.is_some(), file.people_max.is_some()),
        (Setting::NotesMax, flags.notes_max.is_some(), file.notes_max.is_some()),
        (Setting::CommentMax, flags.comment_max.is_some(), file.comment_max.is_some()),
        (Setting::OwnQuestionsMax, flags.own_questions_max.is_some(), file.own_questions_max.is_some()),
        (Setting::DocumentMax, flags.document_max.is_some(), file.document_max.is_some()),
    ];
    let origin = |(setting, at_start, in_file)| match (at_start, in_file) {
        (true, _) => Some((setting, Origin::Start)),
        (false, true) => Some((setting, Origin::File)),
        (false, false) => None,
    };
    said.into_iter().filter_map(origin).collect()
}

/// Whether limits are lifted, which only this machine may ask for.
fn are_lifted(limits: Option<&str>, listen: SocketAddr) -> anyhow::Result<bool> {
    match limits {
        None | Some("on" | "") => Ok(false),
        Some("off") if listen.ip().is_loopback() => Ok(true),
        Some("off") => {
            bail!("limits can be off only when listening on this machine alone, like 127.0.0.1:8080")
        }
        Some(_) => bail!("limits must be \"on\" or \"off\""),
    }
}

/// The collector of traces, also by the variable that every program takes.
fn collector(set: Option<String>) -> anyhow::Result<Option<String>> {
    let usual = || std::env::var("OTEL_EXPORTER_OTLP_ENDPOINT").ok();
    match set.or_else(usual).filter(|endpoint| !endpoint.is_empty()) {
        Some(url) if !url.starts_with("http://") && !url.starts_with("https://") => {
            bail!("otel_endpoint must start with http:// or https://")
        }
        endpoint => Ok(endpoint),
    }
}

/// The sender of mail where none is set: at the host of the public address.
fn usual_sender(public_url: &str) -> String {
    let rest = public_url.split("://").nth(1).unwrap_or_default();
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    let is_name = host.contains('.') && !host.ends_with(|c: char| c.is_ascii_digit());
    format!("crosswalk@{}", if is_name { host } else { "localhost.example" })
}

fn refuse_odd(public_url: &str) -> anyhow::Result<()> {
    if !(public_url.starts_with("http://") || public_url.starts_with("https://")) {
        bail!("the public address must start with https:// (or http://)");
    }
    path_of(public_url).map(drop)
}

/// The path of the public address, under which the whole site stands; empty when it has its host to itself.
pub fn path_of(public_url: &str) -> anyhow::Result<&str> {
    let rest = public_url.split_once("://").map_or(public_url, |(_, rest)| rest);
    let path = rest.find('/').map_or("", |at| rest[at..].trim_end_matches('/'));
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.~".contains(c);
    let mut names = path.split('/').skip(1);
    // Spanish pages stand under /es.
    if names.clone().any(|name| name.trim_matches('.').is_empty() || !name.chars().all(is_plain))
        || names.next() == Some("es")
    {
        bail!(
            "the path of the public address can't be {path:?}; write one like https://example.org/crosswalk"
        );
    }
    Ok(path)
}

/// Whether people reach the site on this machine alone. A proxy in front of it also comes from this machine, and then
/// the pages for development, with every letter that waits, must stay closed.
fn is_this_machine(public_url: &str) -> bool {
    let authority = public_url.split("://").nth(1).unwrap_or_default().split('/').next().unwrap_or_default();
    let host = match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next(),
        None => authority.split(':').next(),
    };
    let host = host.unwrap_or_default();
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// An address that may hold a password: as it was set, or out of a file of its own.
pub fn address(name: &str, set: Option<String>, file: Option<&Path>) -> anyhow::Result<Option<String>> {
    match (set, file) {
        (Some(_), Some(_)) => bail!("set {name} or {name}_file, not both"),
        (set, None) => Ok(set),
        (None, Some(path)) => secret_in(path).map(Some),
    }
}

/// What a file holds that has one secret and nothing else.
fn secret_in(path: &Path) -> anyhow::Result<String> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{} can't be read", path.display()))?;
    let secret = text.trim();
    if secret.is_empty() || secret.len() > SECRET_MAX || secret.contains(char::is_control) {
        bail!("{} must hold the secret on one line and nothing else", path.display());
    }
    warn_if_open(path);
    Ok(secret.to_owned())
}

/// Says that everybody on the machine can read a file with secrets.
fn warn_if_open(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    if std::fs::metadata(path).is_ok_and(|about| about.permissions().mode() & 0o004 != 0) {
        // The log begins when the settings are known.
        eprintln!(
            "crosswalk: everybody on this machine can read {}, which holds a secret: chmod o-r",
            path.display()
        );
    }
}

/// Refuses an address with a password that stands on the command line, where everybody on the machine can read it.
pub fn refuse_passwords(command: &clap::ArgMatches) -> anyhow::Result<()> {
    use clap::parser::ValueSource;
    // Values of an argument for all subcommands are told above them too, where nothing else is known of them.
    for id in command.ids().filter(|id| command.try_contains_id(id.as_str()).is_ok()) {
        let typed = command.value_source(id.as_str()) == Some(ValueSource::CommandLine);
        let Some(value) = command.try_get_one::<String>(id.as_str()).ok().flatten().filter(|_| typed) else {
            continue;
        };
        if holds_password(value) {
            let (flag, variable) = (id.as_str().replace('_', "-"), id.as_str().to_uppercase());
            bail!(
                "--{flag} holds a password, and everybody on this machine can read a command line; put it into the \
                 settings file, a file of its own or the environment (CROSSWALK_…{variable})"
            );
        }
    }
    command.subcommand().map_or(Ok(()), |(_, command)| refuse_passwords(command))
}

fn holds_password(address: &str) -> bool {
    let Some((_, rest)) = address.split_once("://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let user = authority.rsplit_once('@').map_or("", |(user, _)| user);
    let query = address.split_once('?').map_or("", |(_, query)| query);
    user.split_once(':').is_some_and(|(_, password)| !password.is_empty())
        || query.split('&').any(|pair| pair.starts_with("password=") || pair.starts_with("sslpassword="))
}

/// The address of the database where none is set.
pub fn database_in(data: &Path) -> String {
    format!("sqlite:{}", data.join("crosswalk.db").display())
}

/// The settings of scheduled backups, taken out of the flags and the file.
fn scheduled(flags: &mut ServeArgs, file: &mut ServeArgs) -> anyhow::Result<Option<Backups>> {
    let recipients = [&mut flags.backup_recipient, &mut file.backup_recipient];
    let recipients = recipients.into_iter().find(|keys| !keys.is_empty()).map(std::mem::take);
    let passphrase_file = flags.backup_passphrase_file.take().or(file.backup_passphrase_file.take());
    let plain = flags.backup_plain.or(file.backup_plain).unwrap_or_default();
    let lock = backup_lock(recipients.unwrap_or_default(), passphrase_file, plain)?;
    let folder = flags.backup_folder.take().or(file.backup_folder.take());
    backups(folder, flags.backup_every.or(file.backup_every), flags.backup_keep.or(file.backup_keep), lock)
}

/// How scheduled backups are encrypted; none when nothing is said about it.
fn backup_lock(
    recipients: Vec<String>,
    passphrase_file: Option<PathBuf>,
    plain: bool,
) -> anyhow::Result<Option<BackupLock>> {
    match (recipients.is_empty(), passphrase_file, plain) {
        (true, None, false) => Ok(None),
        (false, None, false) => Ok(Some(BackupLock::Recipients(recipients))),
        (true, Some(path), false) => Ok(Some(BackupLock::PassphraseFile(path))),
        (true, None, true) => Ok(Some(BackupLock::Plain)),
        _ => bail!("set one of backup_recipient, backup_passphrase_file and backup_plain, not several"),
    }
}

/// Longest time between two backups: 90 days, in hours.
const BACKUP_EVERY_MAX: u32 = 90 * 24;

/// When and where backups are made: none of their settings, or a whole set.
fn backups(
    folder: Option<PathBuf>,
    every: Option<u32>,
    keep: Option<usize>,
    lock: Option<BackupLock>,
) -> anyhow::Result<Option<Backups>> {
    let (folder, lock) = match (folder, lock) {
        (Some(folder), Some(lock)) => (folder, lock),
        (None, None) if every.is_none() && keep.is_none() => return Ok(None),
        (None, _) => bail!("scheduled backups need a backup_folder"),
        (Some(_), None) => bail!(
            "scheduled backups need a backup_recipient or a backup_passphrase_file to be encrypted; backup_plain = true \
             leaves them open"
        ),
    };
    let (every, keep) = (every.unwrap_or(24), keep.unwrap_or(7));
    if every == 0 || every > BACKUP_EVERY_MAX {
        bail!("backup_every must be 1 to {BACKUP_EVERY_MAX} hours");
    }
    if keep == 0 {
        bail!("backup_keep must be at least 1");
    }
    Ok(Some(Backups { folder, every: i64::from(every) * HOUR, keep, lock }))
}

/// Longest secret of a setting, in bytes.
const SECRET_MAX: usize = 4_096;

/// The OpenID provider: issuer and client id, or none of its settings.
fn oidc(
    issuer: Option<String>,
    client_id: Option<String>,
    secret: Option<String>,
    secret_file: Option<&Path>,
    name: Option<String>,
) -> anyhow::Result<Option<Oidc>> {
    let (issuer, client_id) = match (issuer, client_id) {
        (Some(issuer), Some(client_id)) if !client_id.is_empty() => (issuer, client_id),
        (None, None) if secret.is_none() && secret_file.is_none() && name.is_none() => return Ok(None),
        _ => bail!("an OpenID provider needs both oidc_issuer and oidc_client_id"),
    };
    let (https, rest) = match (issuer.strip_prefix("https://"), issuer.strip_prefix("http://")) {
        (Some(rest), _) => (true, rest),
        (None, Some(rest)) => (false, rest),
        (None, None) => bail!("oidc_issuer must start with https://"),
    };
    let authority = rest.split('/').next().unwrap_or_default();
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    if host.is_empty() || issuer.contains(['?', '#', ' ']) {
        bail!("oidc_issuer is no address of a provider");
    }
    if !https && !matches!(host, "localhost" | "127.0.0.1" | "[::1]") {
        bail!("oidc_issuer must start with https:// unless the provider is on this machine");
    }
    let client_secret = match (secret, secret_file) {
        (Some(_), Some(_)) => bail!("set oidc_client_secret or oidc_client_secret_file, not both"),
        (Some(secret), None) => Some(secret),
        (None, Some(path)) => Some(secret_in(path)?),
        (None, None) => None,
    };
    let name = name.unwrap_or_else(|| host.to_owned());
    Ok(Some(Oidc { issuer, client_id, client_secret, name }))
}

/// What the settings file says, and where it is, if it is there.
pub fn read_file(config: Option<&Path>, data: &Path) -> anyhow::Result<(ServeArgs, Option<PathBuf>)> {
    let (path, must) = match config {
        Some(path) => (path.to_owned(), true),
        None => (data.join("crosswalk.toml"), false),
    };
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            let file: ServeArgs = toml::from_str(&text).map_err(|error| mistake(&path, &text, &error))?;
            let addresses = [&file.database, &file.database_replica, &file.smtp];
            if file.oidc_client_secret.is_some()
                || addresses.into_iter().flatten().any(|address| holds_password(address))
            {
                warn_if_open(&path);
            }
            Ok((file, Some(path)))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !must => {
            Ok((ServeArgs::default(), None))
        }
        Err(error) => Err(error).with_context(|| format!("{} can't be read", path.display())),
    }
}

/// A mistake in a settings file, by its line. The line itself may hold a secret, so it is not repeated.
fn mistake(path: &Path, text: &str, error: &toml::de::Error) -> anyhow::Error {
    let before = error.span().and_then(|span| text.get(..span.start));
    let place =
        before.map_or_else(String::new, |before| format!(" in line {}", before.matches('\n').count() + 1));
    anyhow!("{} has a mistake{place}: {}", path.display(), error.message())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(flags: &str, file: &str) -> anyhow::Result<Settings> {
        let folder = tempfile::tempdir()?;
        let config = folder.path().join("crosswalk.toml");
        std::fs::write(&config, file)?;
        let flags: ServeArgs = toml::from_str(flags)?;
        settings(ServeArgs { config: Some(config), ..flags }).map(|chosen| chosen.settings)
    }

    #[test]
    fn settings_know_where_they_come_from_and_follow_one_set_of_rules() {
        let settings = told("name = \"A\"", "name = \"B\"\nrun_by = \"C\"").expect("sound settings");
        assert_eq!((settings.instance.name.as_str(), settings.instance.run_by.as_str()), ("A", "C"));
        assert_eq!(settings.origin(Setting::Name), Origin::Start);
        assert_eq!(settings.origin(Setting::RunBy), Origin::File);
        assert_eq!(settings.origin(Setting::Contact), Origin::Default);
        assert_eq!(settings.retention_months, RETENTION_MONTHS);
        for file in [
            "contact = \"nobody\"",
            "name = \"\"",
            "people_max = 0",
            "sockets_max = 99",
            "retention_months = 5000",
            "log_format = \"xml\"",
            "color = \"#ffffff\"",
            "languages = \"fr\"",
            "mail_sign_in = \"no\"",
        ] {
            assert!(told("", file).is_err(), "{file}");
        }
    }

    #[test]
    fn a_machine_without_time_zones_is_told_apart_from_a_wrong_name() {
        assert!(told("", "time_zone = \"Milbrook\"").is_err());
        assert!(no_such_zone("America/Chicago", false).contains("install the package tzdata"));
        assert!(!no_such_zone("Milbrook", true).contains("tzdata"));
    }

    #[test]
    fn a_list_of_one_needs_no_brackets() {
        let one = told("", "operators = \"rosa@example.org\"").expect("one");
        assert_eq!(one.operators, ["rosa@example.org"]);
        let two = told("", "operators = [\"rosa@example.org\", \"ana@example.org\"]").expect("two");
        assert_eq!(two.operators.len(), 2);
    }

    fn provider(
        issuer: Option<&str>,
        id: Option<&str>,
        secret: Option<&str>,
    ) -> anyhow::Result<Option<Oidc>> {
        let text = |text: &str| text.to_owned();
        oidc(issuer.map(text), id.map(text), secret.map(text), None, None)
    }

    #[test]
    fn a_password_on_the_command_line_is_known() {
        for address in [
            "postgres://me:secret@db.example.org/crosswalk",
            "smtp://user%40x:secret@mail.example.org:587?tls=starttls",
            "postgres://me@/crosswalk?host=/run/postgresql&password=secret",
        ] {
            assert!(holds_password(address), "{address}");
        }
        for address in [
            "sqlite:data/crosswalk.db",
            "postgres://crosswalk@localhost:5432/crosswalk",
            "postgres://crosswalk@/crosswalk?host=/run/postgresql",
            "smtp://mail.example.org:25",
            "https://example.org/a:b@c",
        ] {
            assert!(!holds_password(address), "{address}");
        }
    }

    #[test]
    fn the_site_may_stand_under_a_path() {
        assert_eq!(path_of("https://example.org").expect("none"), "");
        assert_eq!(path_of("https://example.org:8443/").expect("none"), "");
        assert_eq!(path_of("https://example.org/tools/crosswalk/").expect("a path"), "/tools/crosswalk");
        for odd in [
            "https://a.org/es",
            "https://a.org/a?b",
            "https://a.org/a b",
            "https://a.org//a",
            "https://a.org/../a",
        ] {
            assert!(path_of(odd).is_err(), "{odd}");
        }
    }

    #[test]
    fn pages_for_development_are_open_on_this_machine_alone() {
        for own in ["http://127.0.0.1:8080", "http://localhost:8080/crosswalk", "http://[::1]:8080"] {
            assert!(is_this_machine(own), "{own}");
        }
        for other in ["https://crosswalk.example.org", "http://localhost.example.org", "http://192.0.2.1", ""]
        {
            assert!(!is_this_machine(other), "{other}");
        }
    }

    #[test]
    fn a_secret_comes_out_of_a_file_of_its_own() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("smtp");
        std::fs::write(&path, "smtp://user:secret@mail.example.org\n").expect("written");
        let found = address("smtp", None, Some(&path)).expect("an address").expect("one");
        assert_eq!(found, "smtp://user:secret@mail.example.org");
        assert!(address("smtp", Some(found), Some(&path)).is_err());
        std::fs::write(&path, "one\ntwo").expect("written");
        assert!(address("smtp", None, Some(&path)).is_err());
    }

    #[test]
    fn a_provider_is_whole_and_safe_to_ask_or_there_is_none() {
        assert!(provider(None, None, None).expect("no provider").is_none());
        let whole = provider(Some("https://login.example.org/realms/x"), Some("crosswalk"), Some("s"));
        assert_eq!(whole.expect("a provider").expect("one").name, "login.example.org");
        assert!(provider(Some("http://localhost:4000"), Some("crosswalk"), None).is_ok());
        for (issuer, id, secret) in [
            (Some("https://login.example.org"), None, None),
            (None, Some("crosswalk"), None),
            (None, None, Some("s")),
            (Some("https://login.example.org"), Some(""), None),
            (Some("http://login.example.org"), Some("crosswalk"), None),
            (Some("http://localhost.example.org"), Some("crosswalk"), None),
            (Some("login.example.org"), Some("crosswalk"), None),
            (Some("https://"), Some("crosswalk"), None),
        ] {
            assert!(provider(issuer, id, secret).is_err(), "{issuer:?} {id:?}");
        }
    }

    /// An operator's own file, with bytes changed: read or refused, never a panic.
    #[test]
    fn any_settings_file_is_read_or_refused() {
        const WHOLE: &str = "listen = \"127.0.0.1:8080\"\npublic_url = \"https://crosswalk.example.org\"\n\
            name = \"Milbrook\"\ntime_zone = \"UTC\"\nsmtp = \"smtp://u:p@mail.example.org:587?tls=starttls\"\n\
            mail_from = \"crosswalk@example.org\"\nbehind_proxy = true\npeople_max = 500\noidc_issuer = \"https://login.example.org\"\n\
            oidc_client_id = \"crosswalk\"\nlimits = \"on\"\n";
        let cases =
            std::env::var("CROSSWALK_FUZZ_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(2_000);
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("crosswalk.toml");
        let read = |bytes: &[u8]| {
            std::fs::write(&path, bytes).expect("a file");
            settings(ServeArgs { config: Some(path.clone()), ..ServeArgs::default() })
        };
        read(WHOLE.as_bytes()).expect("the unchanged file is read");
        let mut dice = crosswalk_testing::Dice(2_026);
        let taken = (0..cases).filter(|_| read(&dice.mutate(WHOLE.as_bytes())).is_ok()).count();
        assert!(taken > 0 && taken < cases, "{taken} of {cases} were read");
    }

    #[test]
    fn scheduled_backups_are_encrypted_unless_somebody_says_otherwise() {
        let folder = || Some(PathBuf::from("backups"));
        assert!(backups(None, None, None, None).expect("none").is_none());
        let whole = backups(folder(), None, None, Some(BackupLock::Plain)).expect("some").expect("some");
        assert_eq!((whole.every, whole.keep), (24 * HOUR, 7));
        assert!(backups(folder(), None, None, None).is_err(), "nothing is said about encryption");
        assert!(backups(None, Some(24), None, None).is_err(), "there is no folder");
        for (every, keep) in [(0, 7), (24, 0), (3_000, 7)] {
            assert!(backups(folder(), Some(every), Some(keep), Some(BackupLock::Plain)).is_err());
        }
        let key = || vec!["age1".to_owned()];
        assert!(backup_lock(Vec::new(), None, false).expect("nothing").is_none());
        assert!(backup_lock(key(), None, false).expect("a key").is_some());
        assert!(backup_lock(key(), None, true).is_err());
        assert!(backup_lock(key(), Some(PathBuf::from("p")), false).is_err());
    }
}
