//! Lines to stages. First it is told which lines are no part of a checklist, which are headings and which ask; then
//! which headings are stages; then the stages are put together.

mod ask;
mod build;

use std::collections::BTreeMap;

use crate::Intake;
use crate::headings::{self, Heading, RANK_LOOKS, RANK_STAGE_COLUMN};
use crate::line::{Kind, Line};
use crate::marker::Marker;
use crate::questions::{has_shouted_topic, strip_answers};
use crate::tidy::{Vocabulary, spaces};
use crate::words;

pub(crate) fn understand(mut lines: Vec<Line>) -> Intake {
    tidy(&mut lines);
    for line in &mut lines {
        if let Some(why) = set_aside(line) {
            line.kind = Kind::Skip(why.to_owned());
        }
    }
    set_choices_aside(&mut lines);
    let mut headings = headings::find(&lines);
    let questions = ask::questions(&lines, &mut headings);
    promote(&lines, &mut headings, &questions);
    let rank = stage_rank(&lines, &headings, &questions);
    build::build(&lines, &headings, &questions, rank)
}

/// Makes blanks single and mends words that were cut by a line break.
fn tidy(lines: &mut [Line]) {
    let words = Vocabulary::of(lines.iter().map(|line| line.text.as_str()));
    let mend = |text: &str| words.mend(&spaces(text));
    for line in lines {
        let all_bold = line.is_bold();
        let bold = line.text.get(..line.bold).map(mend).unwrap_or_default();
        line.text = mend(&line.text);
        line.bold = if all_bold {
            line.text.len()
        } else if line.text.starts_with(&bold) {
            bold.len()
        } else {
            0
        };
        if let Kind::Row { topic, help } = &mut line.kind {
            (*topic, *help) = (mend(topic), mend(help));
        }
    }
}

/// Why a line can't be part of a checklist, whatever stands around it.
fn set_aside(line: &Line) -> Option<&'static str> {
    let text = line.text.as_str();
    let written = matches!(line.kind, Kind::Plain | Kind::Item(_));
    if !written && !matches!(line.kind, Kind::Heading(_) | Kind::Group) {
        return None;
    }
    if !text.chars().any(char::is_alphanumeric) {
        let blank = text.contains("__") || text.contains("..") || text.contains('…');
        return Some(if blank { "a place for notes" } else { "marks for the layout" });
    }
    let stripped = text.trim_end_matches(['_', ' ', '.', '…', ':']);
    if words::is_notes(stripped) || words::is_notes(text) {
        return Some("a place for notes");
    }
    if written && !line.is_bold() && words::only_answers(text) {
        return Some("answer choices");
    }
    let is_box = line.kind == Kind::Item(Marker::Box);
    if written
        && !is_box
        && text.contains("____")
        && !text.contains('?')
        && strip_answers(text).chars().count() < 60
    {
        return Some("a blank to fill in");
    }
    let asks = words::starts_asking(text, true) && text.trim_end().ends_with('?');
    if written && !is_box && !asks && !has_shouted_topic(text) && words::is_interface(text) {
        return Some("a button, link or form of the page");
    }
    None
}

/// Most answers to choose from under one question, and the longest in words.
const CHOICES_MAX: usize = 7;
const CHOICE_WORDS_MAX: usize = 6;

/// The same short items under two questions or more are answers to choose from, whatever their words.
fn set_choices_aside(lines: &mut [Line]) {
    let mut runs: BTreeMap<Vec<String>, Vec<Vec<usize>>> = BTreeMap::new();
    let mut run: Vec<usize> = Vec::new();
    let mut asked = false;
    let mut end = |run: &mut Vec<usize>, asked: bool, lines: &[Line]| {
        let run = std::mem::take(run);
        if asked && (2..=CHOICES_MAX).contains(&run.len()) {
            let words = run.iter().map(|at| words::plain(&lines[*at].text)).collect();
            runs.entry(words).or_default().push(run);
        }
    };
    for (at, line) in lines.iter().enumerate() {
        let is_choice = matches!(line.kind, Kind::Item(_))
            && !line.text.contains('?')
            && line.text.split(' ').count() <= CHOICE_WORDS_MAX;
        if is_choice {
            run.push(at);
        } else if !matches!(line.kind, Kind::Skip(_)) {
            end(&mut run, asked, lines);
            asked = line.text.contains('?');
        }
    }
    end(&mut run, asked, lines);
    for run in runs.into_values().filter(|runs| runs.len() > 1).flatten().flatten() {
        lines[run].kind = Kind::Skip("answer choices".to_owned());
    }
}

/// The place of the next heading after `at` that is at least as high as `rank`; the end if there is none.
fn span_end(headings: &[Option<Heading>], at: usize, rank: u16) -> usize {
    let higher = |heading: &Option<Heading>| heading.as_ref().is_some_and(|heading| heading.rank <= rank);
    headings.iter().skip(at + 1).position(higher).map_or(headings.len(), |found| at + 1 + found)
}

fn count(questions: &[bool], from: usize, to: usize) -> usize {
    questions.get(from..to).unwrap_or_default().iter().filter(|asks| **asks).count()
}

/// Where stages and topics look alike, the stages are those that no question follows before the next heading: they
/// are made higher.
fn promote(lines: &[Line], headings: &mut [Option<Heading>], questions: &[bool]) {
    let places: Vec<usize> = (0..lines.len()).filter(|at| headings[*at].is_some()).collect();
    let mut higher = Vec::new();
    let mut topics_of: Option<usize> = None;
    let mut found = 0_usize;
    let mut many = false;
    for (index, &at) in places.iter().enumerate() {
        let Some(heading) = &headings[at] else { continue };
        let next = places.get(index + 1).copied();
        let own = count(questions, at + 1, next.unwrap_or(lines.len()));
        let next_alike =
            next.and_then(|next| headings[next].as_ref()).is_some_and(|next| next.rank == heading.rank);
        let looks = heading.rank >= RANK_LOOKS && !heading.explicit;
        if own == 0 && looks && next_alike {
            topics_of = Some(at);
        } else if own == 1 && looks {
            if let Some(stage) = topics_of.take() {
                higher.push(stage);
            }
            found += 1;
        } else if own > 1 && looks {
            many = true;
        }
    }
    // Sections of one question each are topics only if all are.
    if many || higher.is_empty() || found < higher.len() * 2 {
        return;
    }
    for at in higher {
        if let Some(heading) = &mut headings[at] {
            heading.rank -= 5;
        }
    }
}

/// The rank of the headings that are stages; `None` if the questions stand under none.
fn stage_rank(lines: &[Line], headings: &[Option<Heading>], questions: &[bool]) -> Option<u16> {
    // By rank: headings with questions under them, those that say they are stages, and those with one question.
    let mut ranks: Vec<(u16, [usize; 3])> = Vec::new();
    for at in 0..lines.len() {
        let Some(heading) = &headings[at] else { continue };
        let under = count(questions, at + 1, span_end(headings, at, heading.rank));
        if under == 0 {
            continue;
        }
        let place = ranks.iter().position(|(rank, _)| *rank == heading.rank).unwrap_or_else(|| {
            ranks.push((heading.rank, [0; 3]));
            ranks.len() - 1
        });
        let counts = &mut ranks[place].1;
        counts[0] += 1;
        counts[1] += usize::from(heading.explicit);
        counts[2] += usize::from(under == 1);
    }
    ranks.sort_unstable_by_key(|(rank, _)| *rank);
    if let Some((rank, _)) = ranks.iter().find(|(rank, _)| *rank == RANK_STAGE_COLUMN) {
        return Some(*rank);
    }
    let explicit = ranks
        .iter()
        .filter(|(_, counts)| counts[1] > 0)
        .max_by_key(|(rank, counts)| (counts[1], u16::MAX - rank));
    if let Some((rank, _)) = explicit {
        return Some(*rank);
    }
    let several = ranks.iter().position(|(_, counts)| counts[0] > 1);
    let Some(place) = several else {
        // One heading over all: the lowest, as a higher one is the title.
        return ranks.last().map(|(rank, _)| *rank);
    };
    let (rank, counts) = ranks[place];
    if counts[0] >= 3 && counts[2] * 5 >= counts[0] * 4 {
        // Each has one question: topics of a stage that stands over them.
        return place.checked_sub(1).map(|place| ranks[place].0);
    }
    Some(rank)
}
