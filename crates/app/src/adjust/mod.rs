//! Settings that an operator changes while the instance runs: kept in the database, laid over those of the start.
//!
//! What a flag or the environment says stands: whoever starts the program wins. Every change is written down.

pub mod queries;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crosswalk_mail::{Address, AddressProblem};
use crosswalk_names::{Language, PersonId, Timestamp};
use crosswalk_store::StoreError;
use crosswalk_ui::{Color, ColorProblem, Instance, Zone};

use crate::settings::Settings;
use crate::state::App;

/// Longest name of a site or of who runs it, in characters.
const NAME_MAX: usize = 80;

/// A setting that can be changed while the instance runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Setting {
    /// Name of the site.
    Name,
    /// Who runs it.
    RunBy,
    /// Where people ask for help.
    Contact,
    /// Color of the header.
    Color,
    /// Languages of pages.
    Languages,
    /// The address in the From line.
    MailFrom,
    /// Whether a mailed link signs in.
    MailSignIn,
    /// Of dates on pages.
    TimeZone,
    /// Months without use after which a workbook that belongs to nobody goes; 0: never.
    RetentionMonths,
    /// People in one workbook.
    PeopleMax,
    /// Characters of a stage's notes.
    NotesMax,
    /// Characters of a comment.
    CommentMax,
    /// Own questions of a stage.
    OwnQuestionsMax,
    /// Bytes of a document.
    DocumentMax,
}

/// Where the value of a setting comes from. A later one wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Nobody said anything.
    Default,
    /// The settings file.
    File,
    /// The operator's page, or `crosswalk admin`.
    Page,
    /// A flag or the environment.
    Start,
}

/// Why a text is no value of a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mistake {
    /// It must not be empty.
    Empty,
    /// It has more characters than may be.
    TooLong(usize),
    /// It is no mail address.
    NoAddress(AddressProblem),
    /// It is no time zone.
    NoZone,
    /// It is no color, or white can't be read on it.
    NoColor(ColorProblem),
    /// It is none of these.
    NoChoice(&'static [&'static str]),
    /// Nobody could sign in any more.
    NoOtherWay,
    /// It is no whole number from the first to the second.
    NoNumber(i64, i64),
}

/// For the command line and the log. The page has words of its own.
impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Mistake::Empty => write!(f, "it must not be empty"),
            Mistake::TooLong(most) => write!(f, "it may have at most {most} characters"),
            Mistake::NoAddress(problem) => write!(f, "it must be a mail address ({problem})"),
            Mistake::NoZone => write!(f, "it must be a time zone like America/Chicago, or UTC"),
            Mistake::NoColor(ColorProblem::Odd) => write!(f, "it must be a color like #0e4c92, or empty"),
            Mistake::NoColor(ColorProblem::Pale) => {
                write!(f, "white text is hard to read on it; choose a darker color")
            }
            Mistake::NoChoice(choices) => write!(f, "it must be one of: {}", choices.join(", ")),
            Mistake::NoOtherWay => write!(f, "it can only be turned off where an OpenID provider is set"),
            Mistake::NoNumber(least, most) => write!(f, "it must be a whole number from {least} to {most}"),
        }
    }
}

impl Setting {
    /// In the order of the page.
    pub const ALL: [Setting; 14] = [
        Setting::Name,
        Setting::RunBy,
        Setting::Contact,
        Setting::Color,
        Setting::Languages,
        Setting::TimeZone,
        Setting::MailFrom,
        Setting::MailSignIn,
        Setting::RetentionMonths,
        Setting::PeopleMax,
        Setting::NotesMax,
        Setting::CommentMax,
        Setting::OwnQuestionsMax,
        Setting::DocumentMax,
    ];

    /// Its key in the settings file, the same in the database and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Setting::Name => "name",
            Setting::RunBy => "run_by",
            Setting::Contact => "contact",
            Setting::Color => "color",
            Setting::Languages => "languages",
            Setting::MailFrom => "mail_from",
            Setting::MailSignIn => "mail_sign_in",
            Setting::TimeZone => "time_zone",
            Setting::RetentionMonths => "retention_months",
            Setting::PeopleMax => "people_max",
            Setting::NotesMax => "notes_max",
            Setting::CommentMax => "comment_max",
            Setting::OwnQuestionsMax => "own_questions_max",
            Setting::DocumentMax => "document_max",
        }
    }

    /// The setting of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Setting::ALL.into_iter().find(|setting| setting.key() == key)
    }

    /// Whether a change waits for the next start: rooms are opened with the limits of the start.
    pub fn waits_for_start(self) -> bool {
        self >= Setting::PeopleMax
    }

    /// Its value, as it would be typed.
    pub fn value(self, settings: &Settings) -> String {
        let instance = &settings.instance;
        let document = &settings.limits.live.document;
        match self {
            Setting::Name => instance.name.clone(),
            Setting::RunBy => instance.run_by.clone(),
            Setting::Contact => instance.contact.clone().unwrap_or_default(),
            Setting::Color => instance.color.map(|color| color.to_string()).unwrap_or_default(),
            Setting::Languages => {
                instance.languages.iter().map(|language| language.code()).collect::<Vec<_>>().join(" ")
            }
            Setting::MailFrom => settings.mail_from.clone(),
            Setting::MailSignIn => if settings.mail_sign_in { "yes" } else { "no" }.to_owned(),
            Setting::TimeZone => instance.zone.name().to_owned(),
            Setting::RetentionMonths => settings.retention_months.to_string(),
            Setting::PeopleMax => settings.limits.live.people.to_string(),
            Setting::NotesMax => document.notes_max.to_string(),
            Setting::CommentMax => document.comment_max.to_string(),
            Setting::OwnQuestionsMax => document.own_questions_per_stage.to_string(),
            Setting::DocumentMax => document.document_bytes.to_string(),
        }
    }

    /// Smallest and largest number, for settings that are numbers.
    pub fn range(self) -> Option<(i64, i64)> {
        match self {
            Setting::RetentionMonths => Some((0, 1_200)),
            Setting::PeopleMax => Some((1, 100_000)),
            Setting::NotesMax | Setting::CommentMax => Some((100, 1_000_000)),
            Setting::OwnQuestionsMax => Some((0, 1_000)),
            Setting::DocumentMax => Some((65_536, 1_073_741_824)),
            _ => None,
        }
    }

    /// All values, for settings that have few.
    pub fn choices(self) -> Option<&'static [&'static str]> {
        match self {
            Setting::Languages => Some(&["en es", "en", "es"]),
            Setting::MailSignIn => Some(&["yes", "no"]),
            _ => None,
        }
    }

    /// Puts a value in, if it is one.
    pub fn set(self, settings: &mut Settings, text: &str) -> Result<(), Mistake> {
        let text = text.trim();
        let number = match self.range() {
            None => 0,
            Some((least, most)) => match text.parse::<i64>() {
                Ok(number) if (least..=most).contains(&number) => number,
                _ => return Err(Mistake::NoNumber(least, most)),
            },
        };
        if let Some(choices) = self.choices().filter(|choices| !choices.contains(&text)) {
            return Err(Mistake::NoChoice(choices));
        }
        let size = usize::try_from(number).unwrap_or_default();
        let instance = &mut settings.instance;
        let document = &mut settings.limits.live.document;
        match self {
            Setting::Name if text.is_empty() => return Err(Mistake::Empty),
            Setting::Name => instance.name = line(text)?,
            Setting::RunBy => instance.run_by = line(text)?,
            Setting::Contact if text.is_empty() => instance.contact = None,
            Setting::Contact => instance.contact = Some(address(text)?.to_string()),
            Setting::Color if text.is_empty() => instance.color = None,
            Setting::Color => instance.color = Some(text.parse::<Color>().map_err(Mistake::NoColor)?),
            Setting::Languages => {
                instance.languages =
                    text.split(' ').filter_map(|code| code.parse::<Language>().ok()).collect();
            }
            Setting::MailFrom => settings.mail_from = address(text)?.to_string(),
            Setting::MailSignIn if text == "no" && settings.oidc.is_none() => {
                return Err(Mistake::NoOtherWay);
            }
            Setting::MailSignIn => settings.mail_sign_in = text == "yes",
            Setting::TimeZone => instance.zone = Zone::named(text).map_err(|_| Mistake::NoZone)?,
            Setting::RetentionMonths => settings.retention_months = u32::try_from(number).unwrap_or_default(),
            Setting::PeopleMax => settings.limits.live.people = size,
            Setting::NotesMax => document.notes_max = size,
            Setting::CommentMax => document.comment_max = size,
            Setting::OwnQuestionsMax => document.own_questions_per_stage = size,
            Setting::DocumentMax => document.document_bytes = size,
        }
        Ok(())
    }
}

/// One line of text, not too long.
fn line(text: &str) -> Result<String, Mistake> {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let line = words.collect::<Vec<_>>().join(" ");
    if line.chars().count() > NAME_MAX { Err(Mistake::TooLong(NAME_MAX)) } else { Ok(line) }
}

fn address(text: &str) -> Result<Address, Mistake> {
    Address::parse(text).map_err(Mistake::NoAddress)
}

/// The settings as of now: those of the start with those of the database over them.
pub struct Adjusted {
    /// All of them.
    pub settings: Settings,
    /// Name, people behind it and time zone, for pages.
    pub instance: Arc<Instance>,
    /// The address in the From line.
    pub mail_from: Address,
    /// What the database says, also where something else wins.
    pub stored: BTreeMap<Setting, String>,
}

impl Adjusted {
    /// Lays what is stored over the settings of the start.
    pub fn new(start: &Settings, stored: BTreeMap<Setting, String>) -> Result<Self, AddressProblem> {
        let mut settings = start.clone();
        for (setting, text) in &stored {
            if start.origin(*setting) == Origin::Start {
                continue;
            }
            match setting.set(&mut settings, text) {
                Ok(()) => drop(settings.origins.insert(*setting, Origin::Page)),
                // Stored by another version.
                Err(mistake) => {
                    tracing::warn!(setting = setting.key(), %mistake, "a stored setting is passed over");
                }
            }
        }
        let mail_from = Address::parse(&settings.mail_from)?;
        let instance = Arc::new(settings.instance.clone());
        Ok(Self { settings, instance, mail_from, stored })
    }
}

/// Who changes a setting.
#[derive(Debug, Clone, Copy)]
pub enum By {
    /// An operator on the page.
    Operator(PersonId),
    /// Somebody at the machine, by `crosswalk admin`.
    CommandLine,
}

/// A setting to be changed.
#[derive(Debug, Clone)]
pub struct Change {
    /// Which.
    pub setting: Setting,
    /// The value before, as it stood in the settings.
    pub before: String,
    /// To what; none: back to what file or default say.
    pub after: Option<String>,
}

/// Writes changes down with who made them, and lets them hold on this node. They must have been checked.
pub async fn change(app: &App, changes: Vec<Change>, by: By, now: Timestamp) -> Result<(), StoreError> {
    for change in &changes {
        tracing::info!(setting = change.setting.key(), "a setting is changed");
    }
    let work = app.clone();
    app.store
        .write(move |conn| {
            for change in &changes {
                queries::put(conn, change, by, work.random.uuid(now), now)?;
            }
            Ok(())
        })
        .await?;
    refresh(app).await
}

/// Takes up what another node or the command line changed.
pub async fn refresh(app: &App) -> Result<(), StoreError> {
    let stored = app.store.read(queries::stored).await?;
    let present = app.adjusted();
    if present.stored == stored {
        return Ok(());
    }
    match Adjusted::new(app.start_settings(), stored) {
        Ok(adjusted) => app.adjust(adjusted),
        Err(problem) => tracing::warn!(%problem, "stored settings can't be used"),
    }
    // Pages that are kept show the name and whom to ask.
    app.read_content_anew().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_start_says_stands_and_what_is_no_value_is_passed_over() {
        let mut start = Settings::sample();
        start.origins.insert(Setting::Name, Origin::Start);
        start.origins.insert(Setting::RunBy, Origin::File);
        let stored = BTreeMap::from([
            (Setting::Name, "Other".to_owned()),
            (Setting::RunBy, "A school".to_owned()),
            (Setting::TimeZone, "Nowhere/Land".to_owned()),
            (Setting::NotesMax, "3000".to_owned()),
        ]);
        let adjusted = Adjusted::new(&start, stored).expect("an address");
        assert_eq!(adjusted.instance.name, start.instance.name);
        assert_eq!(adjusted.instance.run_by, "A school");
        assert_eq!(adjusted.instance.zone.name(), "UTC");
        assert_eq!(adjusted.settings.limits.live.document.notes_max, 3_000);
        assert_eq!(adjusted.settings.origin(Setting::RunBy), Origin::Page);
        assert_eq!(adjusted.settings.origin(Setting::TimeZone), Origin::Default);
    }

    #[test]
    fn each_setting_takes_its_own_value_back_and_refuses_others() {
        let mut settings = Settings::sample();
        for setting in Setting::ALL {
            let value = setting.value(&settings);
            assert_eq!(setting.set(&mut settings, &value), Ok(()), "{}", setting.key());
            assert_eq!(setting.value(&settings), value);
            assert_eq!(Setting::from_key(setting.key()), Some(setting));
        }
        for (setting, text) in [
            (Setting::Name, " "),
            (Setting::Contact, "nobody"),
            (Setting::MailFrom, ""),
            (Setting::Color, "#ffce2e"),
            (Setting::Color, "blue"),
            (Setting::Languages, ""),
            (Setting::Languages, "es en"),
            (Setting::MailSignIn, "no"),
            (Setting::TimeZone, "Chicago"),
            (Setting::RetentionMonths, "-1"),
            (Setting::PeopleMax, "0"),
            (Setting::DocumentMax, "1e9"),
        ] {
            assert!(setting.set(&mut settings, text).is_err(), "{} {text}", setting.key());
        }
        assert_eq!(Setting::RunBy.set(&mut settings, &"x".repeat(81)), Err(Mistake::TooLong(80)));
    }
}
