//! Which lines are questions. What asks is one; what only states is one if the whole checklist is made so.

use crate::headings::{Heading, asks};
use crate::line::{Kind, Line};
use crate::marker::Marker;
use crate::{QUESTION_CHARS_MAX, questions, words};

/// Longest statement that stands for a question, in words.
const STATEMENT_WORDS_MAX: usize = 60;

/// A heading and the lines under it up to the next heading.
struct Section {
    heading: Option<usize>,
    items: Vec<usize>,
    plain: Vec<usize>,
}

/// Tells for each line whether it is a question. A heading that asks becomes one and is no heading any more.
pub(super) fn questions(lines: &[Line], headings: &mut [Option<Heading>]) -> Vec<bool> {
    let mut questions = asking_headings(lines, headings);
    let sections = sections(lines, headings);
    let mut open: Vec<&Section> = Vec::new();
    for section in &sections {
        let title = section.heading.and_then(|at| headings[at].as_ref());
        let (outside, outside_maybe) = title
            .filter(|title| !title.explicit)
            .map_or((false, false), |title| words::is_outside(&title.title));
        for &at in &section.items {
            questions[at] = lines[at].kind == Kind::Item(Marker::Box)
                && lines[at].text.chars().count() <= QUESTION_CHARS_MAX;
        }
        if outside {
            continue;
        }
        let asking = section.items.iter().filter(|at| asks(&lines[**at])).count();
        if outside_maybe && asking > 0 && asking * 3 <= section.items.len() * 2 {
            continue;
        }
        section.ask(lines, &mut questions);
        if !outside_maybe {
            open.push(section);
        }
    }
    for (at, line) in lines.iter().enumerate() {
        questions[at] |= matches!(line.kind, Kind::Row { .. });
    }
    drop_stray(lines, headings, &sections, &mut questions);
    statements(lines, headings, &open, &mut questions);
    for (at, line) in lines.iter().enumerate() {
        questions[at] &= questions::take_apart(line).text.chars().any(char::is_alphanumeric);
    }
    questions
}

/// Headings by mark-up that are questions: at least two that can be answered with yes or no and have none under them.
fn asking_headings(lines: &[Line], headings: &mut [Option<Heading>]) -> Vec<bool> {
    let mut questions = vec![false; lines.len()];
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if headings[at].is_none() || !line.text.contains('?') || !matches!(line.kind, Kind::Heading(_)) {
            continue;
        }
        let (_, text) = questions::split_topic(&line.text, 0);
        let open = ["what", "who", "why", "how", "when", "where", "which", "que", "quien", "cual", "como"];
        let plain = words::plain(text);
        let end = super::span_end(headings, at, u16::MAX);
        let asked = lines[at + 1..end].iter().any(|line| asks(line) && line.kind != Kind::Plain);
        if !asked && !plain.split(' ').next().is_some_and(|word| open.contains(&word)) {
            found.push(at);
        }
    }
    let rank = |headings: &[Option<Heading>], at: usize| headings[at].as_ref().map(|heading| heading.rank);
    // One alone is a title that asks: "Are we ready?"
    let several =
        |at: &usize| found.iter().filter(|other| rank(headings, **other) == rank(headings, *at)).count() > 1;
    let several: Vec<usize> = found.iter().filter(|at| several(at)).copied().collect();
    for at in several {
        headings[at] = None;
        questions[at] = true;
    }
    questions
}

fn sections(lines: &[Line], headings: &[Option<Heading>]) -> Vec<Section> {
    let mut sections = vec![Section { heading: None, items: Vec::new(), plain: Vec::new() }];
    for (at, line) in lines.iter().enumerate() {
        if headings[at].is_some() {
            sections.push(Section { heading: Some(at), items: Vec::new(), plain: Vec::new() });
            continue;
        }
        let Some(section) = sections.last_mut() else { continue };
        match line.kind {
            Kind::Item(_) => section.items.push(at),
            Kind::Plain => section.plain.push(at),
            _ => {}
        }
    }
    sections
}

impl Section {
    fn ask(&self, lines: &[Line], questions: &mut [bool]) {
        let asking: Vec<usize> = self.items.iter().copied().filter(|at| asks(&lines[*at])).collect();
        let boxes = self.items.iter().any(|at| lines[*at].kind == Kind::Item(Marker::Box));
        for &at in &asking {
            questions[at] = lines[at].text.chars().count() <= QUESTION_CHARS_MAX;
        }
        // In a list of questions, an item that does not ask is one as well, if it stands on the same level.
        if !boxes && asking.len() * 2 >= self.items.len() {
            for &at in &self.items {
                let line = &lines[at];
                let same =
                    |other: &usize| lines[*other].indent == line.indent && lines[*other].kind == line.kind;
                let long =
                    line.text.split(' ').count() >= 4 && line.text.chars().count() <= QUESTION_CHARS_MAX;
                questions[at] |= asking.iter().any(same)
                    && long
                    && !words::is_help(&line.text)
                    && !line.text.ends_with(':');
            }
        }
        let prose = self
            .plain
            .iter()
            .filter(|at| !asks(&lines[**at]) && lines[**at].text.split(' ').count() > 25)
            .count();
        let alone: Vec<usize> = self.plain.iter().copied().filter(|at| asks(&lines[*at])).collect();
        let labelled = alone.iter().any(|at| has_topic(&lines[*at]));
        if !labelled && prose > alone.len() + 1 && asking.is_empty() {
            return;
        }
        for at in alone {
            let follows =
                lines.iter().enumerate().skip(at + 1).find(|(_, line)| !matches!(line.kind, Kind::Skip(_)));
            let leads_in = follows
                .is_some_and(|(next, line)| matches!(line.kind, Kind::Item(_)) && self.items.contains(&next));
            questions[at] = !leads_in || asking.is_empty() || has_topic(&lines[at]);
        }
    }
}

fn has_topic(line: &Line) -> bool {
    !questions::split_topic(&line.text, line.bold).0.is_empty()
}

/// A single paragraph that asks, in a document whose questions stand in lists, under a heading that has no other: a
/// phrase of the text around the checklist.
fn drop_stray(lines: &[Line], headings: &[Option<Heading>], sections: &[Section], questions: &mut [bool]) {
    let all = questions.iter().filter(|asks| **asks).count();
    let is_stray = |at: usize| lines[at].kind == Kind::Plain && !has_topic(&lines[at]);
    let bare = (0..lines.len()).filter(|at| questions[*at] && is_stray(*at)).count();
    let prose = lines
        .iter()
        .filter(|line| line.kind == Kind::Plain && !asks(line) && line.text.split(' ').count() > 25);
    let explicit = headings.iter().flatten().any(|heading| heading.explicit);
    if all <= 2 && bare == all && !explicit && prose.count() >= 3 {
        questions.fill(false);
        return;
    }
    if bare * 3 > all {
        return;
    }
    for section in sections {
        let explicit =
            section.heading.and_then(|at| headings[at].as_ref()).is_some_and(|heading| heading.explicit);
        let others = section.items.iter().any(|at| questions[*at]);
        let alone: Vec<usize> = section.plain.iter().copied().filter(|at| questions[*at]).collect();
        // A topic over its question is a heading with one question, and right so.
        let topic = section.heading.is_some_and(|at| {
            section.plain.first() == alone.first()
                && lines[at].text.split(' ').count() <= 6
                && all > 0
                && bare > 2
        });
        if let [only] = alone[..]
            && is_stray(only)
            && !others
            && !explicit
            && !topic
        {
            questions[only] = false;
        }
    }
}

/// Checklists of statements: "We have a shared goal".
fn statements(lines: &[Line], headings: &[Option<Heading>], open: &[&Section], questions: &mut [bool]) {
    let all = questions.iter().filter(|asks| **asks).count();
    let states = |at: &&usize| {
        let line = &lines[**at];
        let (_, text) = questions::split_topic(&line.text, line.bold);
        words::starts_stating(text)
    };
    let fits = |at: &usize| {
        let text = &lines[*at].text;
        let count = text.split(' ').count();
        !questions[*at]
            && (2..=STATEMENT_WORDS_MAX).contains(&count)
            && !text.ends_with(':')
            && !text.contains("http")
    };
    let named = lines.iter().enumerate().any(|(at, line)| {
        (headings[at].is_some() || line.kind == Kind::Title) && words::names_checklist(&line.text)
    });
    let explicit = |section: &Section| {
        section.heading.and_then(|at| headings[at].as_ref()).is_some_and(|heading| heading.explicit)
    };
    let lists: Vec<(&Section, Vec<usize>, bool)> = open
        .iter()
        .map(|section| {
            let items: Vec<usize> = section.items.iter().copied().filter(fits).collect();
            let stating = !items.is_empty() && items.iter().filter(states).count() * 2 >= items.len();
            (*section, items, stating)
        })
        .collect();
    let any_stating = lists.iter().any(|(_, _, stating)| *stating);
    let count: usize = lists.iter().map(|(_, items, _)| items.len()).sum();
    let mode = count >= 3 && all * 3 <= count;
    let mut found = Vec::new();
    for (section, items, stating) in &lists {
        let asked = section.items.iter().any(|at| questions[*at]);
        let take = if mode {
            *stating || explicit(section) || (named && !any_stating && section.heading.is_some())
        } else {
            *stating && explicit(section) && !asked
        };
        let top = items.iter().map(|at| lines[*at].indent).min().unwrap_or(0);
        found.extend(items.iter().copied().filter(|at| take && lines[*at].indent <= top + 1));
    }
    if found.is_empty() && all == 0 {
        found = bare_statements(lines, open, named, &explicit);
    }
    for at in found {
        questions[at] = true;
    }
}

/// Statements without bullets: short paragraphs, most of a section, in a document that says it is a checklist or has
/// answers to choose from.
fn bare_statements(
    lines: &[Line],
    open: &[&Section],
    named: bool,
    explicit: &dyn Fn(&Section) -> bool,
) -> Vec<usize> {
    let scaled = lines.iter().any(|line| line.kind == Kind::Skip("answer choices".to_owned()))
        || lines.iter().filter(|line| questions::strip_answers(&line.text).len() < line.text.len()).count()
            > 2;
    let mut found = Vec::new();
    for section in open {
        let states = |at: &&usize| {
            let text = questions::strip_answers(&lines[**at].text);
            let (_, text) = questions::split_topic(text, lines[**at].bold);
            text.split(' ').count() <= 40 && text.matches(". ").count() <= 1 && words::starts_stating(text)
        };
        let stating: Vec<usize> = section.plain.iter().filter(states).copied().collect();
        if stating.len() >= 2
            && stating.len() * 10 >= section.plain.len() * 6
            && (named || scaled || explicit(section))
        {
            found.extend(stating);
        }
    }
    found
}
