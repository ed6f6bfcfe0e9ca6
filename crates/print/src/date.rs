//! Days in words, from a moment and without a calendar library.

use crosswalk_names::{DAY, Language, Timestamp};

/// A day of the Gregorian calendar, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Day {
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub of_month: u8,
}

const MONTHS_EN: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MONTHS_ES: [&str; 12] =
    ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"];

/// The last moment that is shown as a date: the end of the year 9999.
const LAST: i64 = 253_402_300_799_999;

impl Day {
    /// The day of a moment. None before 1970 and after 9999: such a clock was not set.
    ///
    /// Days to civil date after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years begin in March,
    /// so that the leap day is the last of its year. Day 0 is 1970-01-01, day 11,016 is 2000-02-29.
    pub(crate) fn of(moment: Timestamp) -> Option<Self> {
        if !(0..=LAST).contains(&moment.0) {
            return None;
        }
        let days = moment.0 / DAY + 719_468;
        let (era, day_of_era) = (days / 146_097, days % 146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = era * 400 + year_of_era + i64::from(month <= 2);
        Some(Self {
            year: i32::try_from(year).ok()?,
            month: u8::try_from(month).ok()?,
            of_month: u8::try_from(day).ok()?,
        })
    }

    /// "Dec 14, 2026" or "14 dic 2026".
    pub(crate) fn in_words(self, language: Language) -> String {
        let Self { year, month, of_month: day } = self;
        let index = usize::from(month.clamp(1, 12) - 1);
        match language {
            Language::En => format!("{} {day}, {year}", MONTHS_EN[index]),
            Language::Es => format!("{day} {} {year}", MONTHS_ES[index]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(day: i64, language: Language) -> String {
        Day::of(Timestamp(day * DAY + DAY - 1)).expect("a day").in_words(language)
    }

    #[test]
    fn days_are_spelled_by_language() {
        assert_eq!(words(0, Language::En), "Jan 1, 1970");
        assert_eq!(words(11_016, Language::En), "Feb 29, 2000");
        assert_eq!(words(11_017, Language::Es), "1 mar 2000");
        assert_eq!(words(20_801, Language::En), "Dec 14, 2026");
        assert_eq!(words(20_801, Language::Es), "14 dic 2026");
    }

    #[test]
    fn clocks_that_were_not_set_have_no_day() {
        for moment in [i64::MIN, -1, LAST + 1, i64::MAX] {
            assert_eq!(Day::of(Timestamp(moment)), None);
        }
        assert_eq!(Day::of(Timestamp(LAST)), Some(Day { year: 9999, month: 12, of_month: 31 }));
    }
}
