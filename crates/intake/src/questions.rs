//! What one question looks like: its topic, its sentences, its help, and the boxes behind it.

use crate::line::{Kind, Line};
use crate::{QUESTION_CHARS_MAX, marker, words};

/// Longest topic, in words and characters.
const TOPIC_WORDS_MAX: usize = 9;
const TOPIC_CHARS_MAX: usize = 80;

fn count(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Whether letters are there and all are capitals.
pub(crate) fn shouts(text: &str) -> bool {
    text.chars().filter(|c| c.is_uppercase()).count() > 2 && !text.chars().any(char::is_lowercase)
}

/// Whether the text starts with a topic in capitals: "GOAL SETTING: Have we …".
pub(crate) fn has_shouted_topic(text: &str) -> bool {
    text.split_once(':').is_some_and(|(topic, rest)| {
        shouts(topic) && count(topic) <= TOPIC_WORDS_MAX && !rest.trim().is_empty()
    })
}

/// Parts the topic from a question. The first `bold` bytes are bold. The topic is empty if there is none.
pub(crate) fn split_topic(text: &str, bold: usize) -> (&str, &str) {
    let marks = [':', '.', '-', '–', '—', '|', ' ', '\u{2010}'];
    let fits = |topic: &str| {
        count(topic) <= TOPIC_WORDS_MAX
            && topic.chars().count() <= TOPIC_CHARS_MAX
            && topic.chars().any(char::is_alphabetic)
            && !topic.contains('?')
    };
    if bold > 0 && bold < text.len() && text.is_char_boundary(bold) {
        let (lead, rest) = text.split_at(bold);
        let topic = lead.trim().trim_end_matches(marks);
        let new = rest.trim_start_matches(marks);
        let parted =
            topic.len() < lead.trim().len() || rest.trim_start().starts_with([':', '-', '–', '—', '|', '.']);
        let starts = new.starts_with(|c: char| c.is_uppercase() || c == '¿' || c == '“' || c == '"');
        let asks = words::starts_asking(topic, true) && !parted;
        if fits(topic) && !asks && count(new) > 1 && (starts || parted) {
            return (topic, new);
        }
    }
    let starts_well = |topic: &str| topic.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    if let Some((topic, rest)) = text.split_once(": ") {
        let new = rest.trim_start();
        let starts = new.starts_with(|c: char| !c.is_lowercase());
        let prose = words::starts_asking(topic, true) || words::starts_stating(topic) || topic.contains(". ");
        let words = words::plain(topic);
        let other = words::is_help(topic)
            || matches!(words.as_str(), "note" | "question" | "q" | "nota" | "pregunta");
        if fits(topic)
            && starts_well(topic)
            && !new.is_empty()
            && !other
            && (shouts(topic) || (starts && !prose))
        {
            return (topic.trim(), new);
        }
    }
    for dash in [" - ", " – ", " — ", "—", "–"] {
        if let Some((topic, rest)) = text.split_once(dash) {
            let asks = words::starts_asking(rest, true)
                || (dash.len() > 3
                    && rest.starts_with(char::is_uppercase)
                    && (rest.contains('?') || words::starts_stating(rest)))
                || (dash == " - "
                    && rest.starts_with(char::is_uppercase)
                    && (rest.contains('?') || words::starts_stating(rest)));
            let prose = words::starts_asking(topic, true) || words::starts_stating(topic);
            if fits(topic) && count(topic) <= 7 && starts_well(topic) && asks && !prose {
                return (topic.trim(), rest.trim());
            }
        }
    }
    if let Some((topic, rest)) = text.split_once(". ")
        && count(topic) <= 4
        && fits(topic)
        && starts_well(topic)
        && words::starts_asking(rest, true)
        && !words::starts_asking(topic, true)
        && !words::starts_stating(topic)
    {
        return (topic.trim(), rest.trim());
    }
    ("", text)
}

/// Parts the help from a question: "[…]" at the end, and "(…)" behind the last sentence.
pub(crate) fn split_help(text: &str) -> (String, String) {
    let mut rest = text.trim();
    let mut helps: Vec<&str> = Vec::new();
    loop {
        let bare = rest.trim_end_matches('.').trim_end();
        let (close, open) = if bare.ends_with(']') {
            (']', '[')
        } else if bare.ends_with(')') {
            (')', '(')
        } else {
            break;
        };
        let Some(start) = opening(bare, open, close) else { break };
        let before = bare[..start].trim_end();
        let inner = bare[start + 1..bare.len() - 1].trim();
        let ended = before.ends_with(['?', '.', '!', ':', ']', ')']) || open == '[';
        if before.is_empty() || inner.is_empty() || !ended || (open == '(' && count(inner) < 2) {
            break;
        }
        helps.insert(0, inner);
        rest = before;
    }
    (rest.to_owned(), helps.join(" "))
}

/// Where the bracket starts that ends with the text.
fn opening(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices().rev() {
        if c == close {
            depth += 1;
        } else if c == open {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// Takes away what stands behind a question to be ticked or filled in: "☐ Yes ☐ No", "1 2 3 4 5", "____".
pub(crate) fn strip_answers(text: &str) -> &str {
    let blank =
        |c: char| marker::is_box(c) || matches!(c, '_' | '○' | '◯' | '⃝' | '|' | '…' | '/' | '\u{2610}');
    let text = text.trim();
    let starts: Vec<usize> = text
        .char_indices()
        .filter(|(at, c)| *at > 0 && !c.is_whitespace() && text[..*at].ends_with(char::is_whitespace))
        .map(|(at, _)| at)
        .collect();
    let mut end = text.len();
    for start in starts.into_iter().rev().take(40) {
        let tail = &text[start..];
        // A sentence ends in it: the words before belong to the question.
        if tail.contains('?')
            || tail.split_whitespace().rev().skip(1).any(|word| word.ends_with('.') && word.len() > 2)
        {
            break;
        }
        let empty = tail.chars().all(|c| c.is_whitespace() || blank(c) || "[]().-".contains(c));
        // "( ) Yes [ ] No" and "(Yes/No)" as well: only words count.
        if !(empty || words::only_answers(tail)) {
            // A longer answer may start further left: "Strongly agree".
            if tail.split_whitespace().count() > 4
                && !words::only_answers(tail.split_once(' ').map_or("", |two| two.1))
            {
                break;
            }
            continue;
        }
        let before = text[..start].trim_end();
        let marked = tail.chars().any(blank) || tail.contains("[ ]") || tail.contains("( )");
        let sentence = before.ends_with(['?', '.', '!', ']', ')', ':']);
        let scale =
            tail.split_whitespace().count() >= 3 && tail.chars().filter(char::is_ascii_digit).count() >= 3;
        if sentence || marked || scale {
            end = start;
        }
    }
    text[..end].trim_end().trim_end_matches(|c| blank(c) && c != '…' || c == '\u{a0}').trim_end()
}

/// The text without marks that close it.
fn bare_end(text: &str) -> &str {
    text.trim_end_matches(['”', '"', '’', ')', ']', '*', ' ', '\'', '»'])
}

fn first_sentence_asks(text: &str) -> bool {
    text.find(['?', '.', '!']).is_some_and(|at| text[at..].starts_with('?'))
}

/// A line that asks, taken apart.
pub(crate) struct Parts {
    pub topic: String,
    pub text: String,
    pub help: String,
}

/// Takes a line that asks apart; a table's row has its topic and help in columns of their own.
pub(crate) fn take_apart(line: &Line) -> Parts {
    let text = strip_answers(&line.text);
    let (mut topic, mut help, mut rest) = (String::new(), "", text);
    if let Kind::Row { topic: row_topic, help: row_help } = &line.kind {
        topic.clone_from(row_topic);
        help = row_help;
    }
    let (own, after) = split_topic(text, line.bold.min(text.len()));
    if topic.is_empty() || words::plain(own) == words::plain(&topic) {
        rest = after;
        if topic.is_empty() {
            own.clone_into(&mut topic);
        }
    }
    let (text, own_help) = split_help(rest);
    let help = [own_help.as_str(), without_brackets(help)]
        .iter()
        .filter(|part| !part.is_empty())
        .copied()
        .collect::<Vec<_>>();
    Parts { topic, text, help: help.join(" ") }
}

/// A text without the brackets around all of it.
pub(crate) fn without_brackets(text: &str) -> &str {
    let text = text.trim();
    for (open, close) in [('[', ']'), ('(', ')')] {
        if text.len() > 1 && text.ends_with(close) && opening(text, open, close) == Some(0) {
            return text[1..text.len() - 1].trim();
        }
    }
    text
}

/// What is left of a text when topic, help and boxes are gone.
fn core(text: &str, bold: usize) -> (bool, String) {
    let text = strip_answers(text);
    let (topic, rest) = split_topic(text, bold);
    (!topic.is_empty(), split_help(rest).0)
}

/// Whether an item of a list asks.
pub(crate) fn item_asks(text: &str, bold: usize) -> bool {
    if text.chars().count() > QUESTION_CHARS_MAX {
        return false;
    }
    let (topic, core) = core(text, bold);
    let starts = words::starts_asking(&core, true);
    bare_end(&core).ends_with('?')
        || first_sentence_asks(&core)
        || (core.contains('?') && (starts || topic))
        || (starts && count(&core) >= 4 && !core.ends_with(['.', ':']) && !core.contains(". "))
}

/// Whether a paragraph of its own asks and does nothing else.
pub(crate) fn paragraph_asks(text: &str, bold: usize) -> bool {
    if text.chars().count() > QUESTION_CHARS_MAX || text.starts_with(['[', '“', '"', '«']) {
        return false;
    }
    let all_bold = bold >= text.len();
    let (topic, core) = core(text, bold);
    let starts = words::starts_asking(&core, true);
    if topic {
        return (core.contains('?') && (starts || bare_end(&core).ends_with('?')))
            || (starts && has_shouted_topic(text));
    }
    bare_end(&core).ends_with('?')
        && (first_sentence_asks(&core) || core.matches('?').count() > 1 || all_bold)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_are_parted_from_questions() {
        let cases = [
            ("GOAL SETTING: Have we a goal?", "GOAL SETTING"),
            ("Goal setting: Have we a goal?", "Goal setting"),
            ("Goal setting - Have we a goal?", "Goal setting"),
            ("Goal setting—Have we a goal?", "Goal setting"),
            ("Metas: ¿Tenemos metas?", "Metas"),
            ("Shared vision. Do we have one?", "Shared vision"),
            ("Do we have the following: Trust, money and time?", ""),
            ("Do partners agree - and do families - on this?", ""),
            ("Is there long-term funding?", ""),
            ("We have two goals: Homes and schools", ""),
        ];
        for (text, topic) in cases {
            assert_eq!(split_topic(text, 0).0, topic, "{text}");
        }
        assert_eq!(split_topic("Data Do we share it?", 4), ("Data", "Do we share it?"));
        assert_eq!(split_topic("Partners have agreed", 8), ("", "Partners have agreed"));
    }

    #[test]
    fn help_is_parted_from_questions() {
        let shown = |text| {
            let (text, help) = split_help(text);
            format!("{text} / {help}")
        };
        assert_eq!(
            shown("Have we data? [This can include (old) reports.]"),
            "Have we data? / This can include (old) reports."
        );
        assert_eq!(shown("Have we data? (e.g. reports, maps)"), "Have we data? / e.g. reports, maps");
        assert_eq!(
            shown("Do we know all sectors (e.g., housing) and who decides (e.g., who pays)"),
            "Do we know all sectors (e.g., housing) and who decides (e.g., who pays) / "
        );
        assert_eq!(shown("[All of it]"), "[All of it] / ");
        assert_eq!(shown(")) ] ("), ")) ] ( / ");
    }

    #[test]
    fn boxes_behind_a_question_are_taken_away() {
        let cases = [
            ("Do we agree? ☐ Yes ☐ No", "Do we agree?"),
            ("Do we agree? Yes No N/A", "Do we agree?"),
            ("Do we agree? (Yes/No)", "Do we agree?"),
            ("Do we agree? ______", "Do we agree?"),
            ("We have a plan 1 2 3 4 5", "We have a plan"),
            ("We have a plan. Strongly agree Agree Disagree", "We have a plan."),
            ("Do we say yes or no", "Do we say yes or no"),
            ("Is the answer no?", "Is the answer no?"),
            ("Are we ready", "Are we ready"),
            ("¿Hay acuerdo? Sí No", "¿Hay acuerdo?"),
        ];
        for (text, stripped) in cases {
            assert_eq!(strip_answers(text), stripped, "{text}");
        }
    }
}
