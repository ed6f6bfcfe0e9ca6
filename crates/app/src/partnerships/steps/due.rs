//! Days of next steps, and the order that they stand in. Days are those of the instance's time zone; "today" is always
//! handed in.

use jiff::civil::{Date, date};

use super::queries::StepRow;

/// A step that is due within so many days says so.
pub const SOON_DAYS: i32 = 14;
/// The first day that a step can be due.
const FIRST: Date = date(2020, 1, 1);
/// The last one.
const LAST: Date = date(2100, 12, 31);

/// How near the day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// It has passed.
    Overdue,
    /// Today or within [`SOON_DAYS`].
    Soon,
    /// Further away.
    Later,
}

/// How near `day` is on the day `today`.
pub fn due(day: Date, today: Date) -> Due {
    match (day - today).get_days() {
        ..0 => Due::Overdue,
        0..=SOON_DAYS => Due::Soon,
        _ => Due::Later,
    }
}

/// A day as forms send it, `2026-12-14`: a real one, from 2020 to 2100.
pub fn parse_day(text: &str) -> Option<Date> {
    let day: Date = text.parse().ok()?;
    // The parser also reads times and other spellings.
    (day.to_string() == text && (FIRST..=LAST).contains(&day)).then_some(day)
}

/// Puts open steps in order: overdue ones first, then those without an owner, then by the day they are due. Among
/// equals the oldest comes first, and a step without a day comes after those with one.
pub fn arrange(steps: &mut [StepRow], today: Date) {
    steps.sort_by_key(|step| {
        let rank = match step.due {
            Some(day) if due(day, today) == Due::Overdue => 0,
            _ if step.owner.is_none() => 1,
            _ => 2,
        };
        (rank, step.due.is_none(), step.due, step.added_at, step.id)
    });
}

#[cfg(test)]
mod tests {
    use crosswalk_names::{PersonId, StepId, Timestamp};
    use uuid::Uuid;

    use super::*;
    use crate::partnerships::steps::queries::Owner;

    const TODAY: Date = date(2026, 11, 18);

    fn step(text: &str, due: Option<Date>, owned: bool, added_at: i64) -> StepRow {
        StepRow {
            id: StepId(Uuid::nil()),
            text: text.to_owned(),
            owner: owned.then_some(Owner::Person(PersonId(Uuid::nil()))),
            owner_name: String::new(),
            due,
            question: None,
            added_at: Timestamp(added_at),
            done_at: None,
        }
    }

    #[test]
    fn overdue_then_ownerless_then_by_day() {
        let mut steps = vec![
            step("no day", None, true, 1),
            step("in a month", Some(date(2026, 12, 18)), true, 2),
            step("ownerless, no day", None, false, 3),
            step("today", Some(TODAY), true, 4),
            step("ownerless, due", Some(date(2027, 1, 1)), false, 5),
            step("yesterday, ownerless", Some(date(2026, 11, 17)), false, 6),
            step("long ago", Some(date(2026, 3, 1)), true, 7),
            step("no day, older", None, true, 0),
        ];
        arrange(&mut steps, TODAY);
        let texts: Vec<&str> = steps.iter().map(|step| step.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "long ago",
                "yesterday, ownerless",
                "ownerless, due",
                "ownerless, no day",
                "today",
                "in a month",
                "no day, older",
                "no day"
            ]
        );
    }

    #[test]
    fn a_day_is_soon_for_two_weeks() {
        assert_eq!(due(date(2026, 11, 17), TODAY), Due::Overdue);
        assert_eq!(due(TODAY, TODAY), Due::Soon);
        assert_eq!(due(date(2026, 12, 2), TODAY), Due::Soon);
        assert_eq!(due(date(2026, 12, 3), TODAY), Due::Later);
        assert_eq!(due(date(2027, 11, 18), TODAY), Due::Later);
        assert_eq!(due(date(2024, 2, 29), TODAY), Due::Overdue);
    }

    #[test]
    fn only_real_days_are_taken() {
        assert_eq!(parse_day("2028-02-29"), Some(date(2028, 2, 29)));
        for odd in [
            "",
            "2027-02-29",
            "2019-12-31",
            "2101-01-01",
            "20261214",
            "2026-12-14T10:00",
            "12/14/2026",
            "-002026-12-14",
            "２０２６-12-14",
        ] {
            assert_eq!(parse_day(odd), None, "{odd}");
        }
    }
}
