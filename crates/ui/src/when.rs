//! Dates and times in words, by language and in the instance's time zone.

use std::fmt;

use crosswalk_names::{DAY, HOUR, Language, MINUTE, Timestamp};
use jiff::tz::TimeZone;
use jiff::{Zoned, civil::Date};

use crate::Words;

/// The time zone that an instance shows times in.
#[derive(Debug, Clone)]
pub struct Zone(TimeZone);

/// Why a name is not a time zone.
#[derive(Debug, thiserror::Error)]
#[error("there is no time zone {name:?}: use a name like America/Chicago, or UTC ({reason})")]
pub struct ZoneError {
    name: String,
    reason: jiff::Error,
}

impl Zone {
    /// Coordinated universal time.
    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// A zone of the machine's time zone database, for example `America/Chicago`.
    pub fn named(name: &str) -> Result<Self, ZoneError> {
        if name == "UTC" {
            return Ok(Self::utc());
        }
        TimeZone::get(name)
            .map(Self)
            .map_err(|reason| ZoneError { name: name.chars().take(60).collect(), reason })
    }

    /// Its name in that database.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    fn at(&self, moment: Timestamp) -> Zoned {
        let moment = jiff::Timestamp::from_millisecond(moment.0).unwrap_or(if moment.0 < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        });
        moment.to_zoned(self.0.clone())
    }

    /// `Nov 18, 2026`; `18 nov 2026`.
    pub fn date(&self, language: Language, moment: Timestamp) -> String {
        short_day(language, self.at(moment).date())
    }

    /// `November 18, 2026`; `18 de noviembre de 2026`.
    pub fn long_date(&self, language: Language, moment: Timestamp) -> String {
        long_day(language, self.at(moment).date())
    }

    /// The calendar day of a moment.
    pub fn day_of(&self, moment: Timestamp) -> Date {
        self.at(moment).date()
    }

    /// `10:42 AM UTC`; `10:42 a.m. UTC`.
    pub fn time(&self, language: Language, moment: Timestamp) -> String {
        let at = self.at(moment);
        let (hour, minute) = (at.hour(), at.minute());
        let half = match (language, hour < 12) {
            (Language::En, true) => "AM",
            (Language::En, false) => "PM",
            (Language::Es, true) => "a.m.",
            (Language::Es, false) => "p.m.",
        };
        let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
        format!("{hour}:{minute:02} {half} {}", at.strftime("%Z"))
    }

    /// Date and time: `Nov 18, 2026, 10:42 AM UTC`.
    pub fn moment(&self, language: Language, moment: Timestamp) -> Moment {
        let text = format!("{}, {}", self.date(language, moment), self.time(language, moment));
        Moment { iso: self.iso(moment), text, local: "datetime" }
    }

    /// The date alone, as a [`Moment`].
    pub fn day(&self, language: Language, moment: Timestamp) -> Moment {
        Moment { iso: self.iso(moment), text: self.date(language, moment), local: "date" }
    }

    /// The time alone, as a [`Moment`]. It stands below a day in this zone, so it stays in it.
    pub fn clock(&self, language: Language, moment: Timestamp) -> Moment {
        Moment { iso: self.iso(moment), text: self.time(language, moment), local: "" }
    }

    /// How long before `now`, in words, for six days; then the date.
    pub fn ago(&self, words: &Words, moment: Timestamp, now: Timestamp) -> Moment {
        let passed = now.since(moment);
        let count = |unit: i64| usize::try_from(passed / unit).unwrap_or(0);
        let text = match passed {
            ..MINUTE => words.t("when-now").to_owned(),
            MINUTE..HOUR => words.tn("when-minutes", count(MINUTE)),
            HOUR..DAY => words.tn("when-hours", count(HOUR)),
            passed if passed < 7 * DAY => words.tn("when-days", count(DAY)),
            _ => self.date(words.language(), moment),
        };
        Moment { iso: self.iso(moment), text, local: "" }
    }

    /// The calendar day as a key for grouping, `2026-11-18`.
    pub fn day_key(&self, moment: Timestamp) -> String {
        self.at(moment).date().to_string()
    }

    /// The last moment of the day `key`, `2026-11-18`, in this zone. None for what is no day.
    pub fn end_of_day(&self, key: &str) -> Option<Timestamp> {
        let day: Date = key.parse().ok()?;
        let next = day.tomorrow().ok()?.to_zoned(self.0.clone()).ok()?;
        Some(Timestamp(next.timestamp().as_millisecond() - 1))
    }

    fn iso(&self, moment: Timestamp) -> String {
        self.at(moment).timestamp().to_string()
    }
}

/// A moment as people and programs read it; shows itself as a `<time>` element. `data-local` tells the script that
/// puts times into the reader's own zone which form to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// RFC 3339, in UTC.
    pub iso: String,
    /// In words.
    pub text: String,
    local: &'static str,
}

impl Moment {
    /// Stays in the instance's zone: the head of what is put together by its days.
    #[must_use]
    pub fn fixed(self) -> Self {
        Self { local: "", ..self }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither part holds a character that HTML would read: digits, letters of our own words, `:`, `,`, `.`.
        match self.local {
            "" => write!(f, "<time datetime=\"{}\">{}</time>", self.iso, self.text),
            local => write!(f, "<time datetime=\"{}\" data-local=\"{local}\">{}</time>", self.iso, self.text),
        }
    }
}
impl askama::filters::HtmlSafe for Moment {}

/// A calendar day without a time, in words: `November 18, 2026`; `18 de noviembre de 2026`.
pub fn long_day(language: Language, date: Date) -> String {
    let month = month_name(language, date);
    match language {
        Language::En => format!("{month} {}, {}", date.day(), date.year()),
        Language::Es => format!("{} de {month} de {}", date.day(), date.year()),
    }
}

/// A calendar day without a time, where there is little room: `Nov 18, 2026`; `18 nov 2026`.
pub fn short_day(language: Language, date: Date) -> String {
    let month: String = month_name(language, date).chars().take(3).collect();
    match language {
        Language::En => format!("{month} {}, {}", date.day(), date.year()),
        Language::Es => format!("{} {month} {}", date.day(), date.year()),
    }
}

fn month_name(language: Language, date: Date) -> &'static str {
    const ENGLISH: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    const SPANISH: [&str; 12] = [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ];
    let names = match language {
        Language::En => ENGLISH,
        Language::Es => SPANISH,
    };
    usize::try_from(date.month() - 1).ok().and_then(|month| names.get(month)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-18T22:42:00Z.
    const EVENING: Timestamp = Timestamp(1_795_041_720_000);

    #[test]
    fn dates_follow_the_language() {
        let zone = Zone::utc();
        assert_eq!(zone.date(Language::En, EVENING), "Nov 18, 2026");
        assert_eq!(zone.date(Language::Es, EVENING), "18 nov 2026");
        assert_eq!(zone.long_date(Language::Es, EVENING), "18 de noviembre de 2026");
        assert_eq!(zone.time(Language::En, EVENING), "10:42 PM UTC");
        assert_eq!(zone.time(Language::Es, EVENING), "10:42 p.m. UTC");
    }

    #[test]
    fn a_moment_is_a_time_element() {
        let moment = Zone::utc().moment(Language::En, EVENING);
        assert_eq!(
            moment.to_string(),
            "<time datetime=\"2026-11-18T22:42:00Z\" data-local=\"datetime\">Nov 18, 2026, 10:42 PM UTC</time>"
        );
    }

    #[test]
    fn ago_turns_into_a_date_after_a_week() {
        let (zone, words) = (Zone::utc(), Words::of(Language::En));
        let ago = |passed| zone.ago(words, EVENING, EVENING.plus(passed)).text;
        assert_eq!(ago(20_000), "just now");
        assert_eq!(ago(-20_000), "just now");
        assert_eq!(ago(5 * MINUTE), "5 minutes ago");
        assert_eq!(ago(HOUR), "1 hour ago");
        assert_eq!(ago(DAY), "yesterday");
        assert_eq!(ago(6 * DAY), "6 days ago");
        assert_eq!(ago(7 * DAY), "Nov 18, 2026");
    }

    #[test]
    fn the_ends_of_time_do_not_panic() {
        for moment in [i64::MIN, i64::MAX] {
            assert!(!Zone::utc().moment(Language::En, Timestamp(moment)).text.is_empty());
        }
    }
}
