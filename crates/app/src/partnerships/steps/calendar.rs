//! Next steps as a calendar by RFC 5545. Written by hand: the crates for it bring a second library for times, and a
//! calendar of whole days needs a page of code.

use crosswalk_names::Timestamp;
use jiff::civil::Date;

/// Longest line, in octets without its end (RFC 5545, 3.1).
const LINE_MAX: usize = 75;

/// Something that takes a whole day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Always the same for the same thing, and different for all others in the world.
    pub uid: String,
    /// The day.
    pub day: Date,
    /// In one line.
    pub summary: String,
    /// More words; may be empty.
    pub description: String,
    /// Where to read more.
    pub url: String,
}

/// The calendar `name`, as made at `now`.
pub fn calendar(name: &str, events: &[Event], now: Timestamp) -> String {
    let at = jiff::Timestamp::from_millisecond(now.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let stamp = at.strftime("%Y%m%dT%H%M%SZ").to_string();
    let mut out = Lines::default();
    out.raw("BEGIN", "VCALENDAR");
    out.raw("VERSION", "2.0");
    out.raw("PRODID", "-//Crosswalk//Next steps//EN");
    out.raw("CALSCALE", "GREGORIAN");
    out.raw("METHOD", "PUBLISH");
    out.text("X-WR-CALNAME", name);
    out.raw("REFRESH-INTERVAL;VALUE=DURATION", "PT6H");
    out.raw("X-PUBLISHED-TTL", "PT6H");
    if events.is_empty() {
        out.time_zone();
    }
    for event in events {
        out.raw("BEGIN", "VEVENT");
        out.raw("UID", &event.uid);
        out.raw("DTSTAMP", &stamp);
        out.raw("DTSTART;VALUE=DATE", &event.day.strftime("%Y%m%d").to_string());
        if let Ok(next) = event.day.tomorrow() {
            out.raw("DTEND;VALUE=DATE", &next.strftime("%Y%m%d").to_string());
        }
        out.text("SUMMARY", &event.summary);
        if !event.description.is_empty() {
            out.text("DESCRIPTION", &event.description);
        }
        out.raw("URL", &event.url);
        // Nobody is busy all day because something is due.
        out.raw("TRANSP", "TRANSPARENT");
        out.raw("END", "VEVENT");
    }
    out.raw("END", "VCALENDAR");
    out.0
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    /// A line whose value stands as it is.
    fn raw(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{value}"));
    }

    /// A line whose value is a text of people.
    fn text(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{}", escaped(value)));
    }

    /// A calendar must hold something (RFC 5545, 3.6), so an empty one holds the zone that it would be in.
    fn time_zone(&mut self) {
        self.raw("BEGIN", "VTIMEZONE");
        self.raw("TZID", "UTC");
        self.raw("BEGIN", "STANDARD");
        self.raw("DTSTART", "19700101T000000");
        self.raw("TZOFFSETFROM", "+0000");
        self.raw("TZOFFSETTO", "+0000");
        self.raw("END", "STANDARD");
        self.raw("END", "VTIMEZONE");
    }

    /// Breaks a long line between characters; what follows a break begins with a space.
    fn fold(&mut self, line: &str) {
        let mut room = LINE_MAX;
        for c in line.chars() {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LINE_MAX - 1;
            }
            self.0.push(c);
            room -= c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// 2026-11-18T16:42:00Z.
    const NOW: Timestamp = Timestamp(1_795_020_120_000);

    fn event(summary: &str) -> Event {
        Event {
            uid: "1@crosswalk.example.org".to_owned(),
            day: date(2026, 12, 31),
            summary: summary.to_owned(),
            description: "Owner: Dana Whitfield\nMilbrook".to_owned(),
            url: "https://crosswalk.example.org/p/1/steps".to_owned(),
        }
    }

    #[test]
    fn a_step_is_an_event_of_a_day() {
        let text = calendar("Milbrook, Homes", &[event("Sign; again, please\\now\u{7}")], NOW);
        let expected = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Crosswalk//Next steps//EN",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            "X-WR-CALNAME:Milbrook\\, Homes",
            "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
            "X-PUBLISHED-TTL:PT6H",
            "BEGIN:VEVENT",
            "UID:1@crosswalk.example.org",
            "DTSTAMP:20261118T164200Z",
            "DTSTART;VALUE=DATE:20261231",
            "DTEND;VALUE=DATE:20270101",
            "SUMMARY:Sign\\; again\\, please\\\\now",
            "DESCRIPTION:Owner: Dana Whitfield\\nMilbrook",
            "URL:https://crosswalk.example.org/p/1/steps",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ];
        assert_eq!(text, expected.join("\r\n"));
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        for filler in ["a", "ñ", "語", "👩‍👧"] {
            let summary = filler.repeat(120);
            let text = calendar("Milbrook", &[event(&summary)], NOW);
            assert!(text.split("\r\n").all(|line| line.len() <= LINE_MAX), "{filler}");
            assert!(text.replace("\r\n ", "").contains(&format!("SUMMARY:{summary}\r\n")), "{filler}");
        }
    }

    #[test]
    fn an_empty_calendar_still_holds_something() {
        let text = calendar("Milbrook", &[], NOW);
        assert!(text.contains("BEGIN:VTIMEZONE\r\nTZID:UTC\r\n") && !text.contains("VEVENT"));
    }
}
