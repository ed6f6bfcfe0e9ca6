//! Joins lines that were broken to fit a page, also across a page's end.

use crate::headings::title_case;
use crate::line::{Kind, Line};
use crate::marker::Marker;
use crate::questions::has_shouted_topic;
use crate::stages::stage_label;
use crate::tidy::Vocabulary;
use crate::words;

/// Lines longer than this are paragraphs of their own, in characters.
const WIDTH_MAX: usize = 160;
/// Shorter texts are not broken to fit a page, in characters.
const WIDTH_MIN: usize = 40;

/// Joins what belongs together. The lines must be in order, with `gap`, `indent` and `kind` set.
pub(crate) fn join(lines: Vec<Line>) -> Vec<Line> {
    let words = Vocabulary::of(lines.iter().map(|line| line.text.as_str()));
    let width = width(&lines);
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    let mut last = None;
    for line in lines {
        if matches!(line.kind, Kind::Skip(_)) {
            joined.push(line);
            continue;
        }
        let before = last.map(|at: usize| (at + 1 < joined.len(), &mut joined[at]));
        if let Some((interrupted, before)) = before
            && continues(before, &line, width, interrupted)
        {
            append(before, line, &words);
            continue;
        }
        last = Some(joined.len());
        joined.push(line);
    }
    joined
}

fn append(before: &mut Line, line: Line, words: &Vocabulary) {
    let all_bold = before.is_bold() && line.is_bold();
    if before.text.is_empty() {
        before.text = line.text;
        before.bold = line.bold;
        before.sources.extend(line.sources);
        return;
    }
    let broken = before.text.ends_with(['-', '‐', '\u{ad}'])
        && line.text.starts_with(char::is_alphabetic)
        && before.text.chars().rev().nth(1).is_some_and(char::is_alphabetic);
    before.text =
        if broken { words.join(&before.text, &line.text) } else { format!("{} {}", before.text, line.text) };
    if all_bold {
        before.bold = before.text.len();
    }
    before.sources.extend(line.sources);
}

/// The width that the text was broken to, in characters; `None` if it was not.
fn width(lines: &[Line]) -> Option<usize> {
    let pairs = || lines.windows(2).filter(|pair| !pair[1].gap && pair[1].kind == Kind::Plain);
    let broken = pairs().filter(|pair| starts_small(&pair[1].text) && !ended(&pair[0].text)).count();
    let mut lengths: Vec<usize> = lines.iter().map(length).filter(|length| *length > 20).collect();
    lengths.sort_unstable();
    let long = lengths.iter().filter(|length| **length > WIDTH_MAX).count();
    let width = *lengths.get(lengths.len().saturating_sub(1) * 95 / 100)?;
    (broken >= 2 && long * 5 <= lengths.len() && (WIDTH_MIN..=WIDTH_MAX).contains(&width)).then_some(width)
}

/// Characters of the last source line that `line` holds.
fn length(line: &Line) -> usize {
    line.sources.last().map_or(0, |(_, text)| text.trim_end().chars().count())
}

fn starts_small(text: &str) -> bool {
    text.trim_start_matches(['“', '"', '‘', '(', '\'']).starts_with(char::is_lowercase)
}

fn ended(text: &str) -> bool {
    text.trim_end_matches(['”', '"', '’', ')', ']', '\'', '*']).ends_with(['.', '?', '!', ':', '…'])
}

fn continues(before: &Line, line: &Line, width: Option<usize>, interrupted: bool) -> bool {
    let joinable = line.kind == Kind::Plain && matches!(before.kind, Kind::Plain | Kind::Item(_));
    if !joinable || line.text.is_empty() {
        return false;
    }
    if before.text.is_empty() {
        return !words::is_notes(&line.text);
    }
    let alone =
        |text: &str| words::is_notes(text) || words::only_answers(text) || text.trim_matches('_').is_empty();
    let long_notes = words::is_notes(&before.text) && before.text.split(' ').count() > 4;
    if alone(&line.text)
        || (alone(&before.text) && !long_notes)
        || stage_label(&line.text).is_some()
        || has_shouted_topic(&line.text)
        || before.is_bold() != line.is_bold()
    {
        return false;
    }
    let apart = interrupted || line.gap;
    let small = starts_small(&line.text);
    let before_ended = ended(&before.text);
    let before_length = length(before);
    let word = line.text.split(' ').next().unwrap_or_default().chars().count();
    let full = width.is_some_and(|width| (before_length + 1 + word) * 100 > width * 85);
    // A line that looks like a heading goes on from another only if not one word more had room there.
    let overfull = width.is_some_and(|width| before_length + 1 + word > width);
    let titled = title_case(&line.text) && !ended(&line.text) && line.text.split(' ').count() < 12;
    let hyphen = before.text.ends_with(['-', '‐', '\u{ad}']) && small;
    if long_notes {
        return !apart && overfull && line.text.split(' ').count() < 5 && !line.text.ends_with(['.', '?']);
    }
    if apart {
        let long = width.is_some_and(|width| before_length * 2 > width) || before_length > 60;
        return small && (hyphen || (!before_ended && long));
    }
    if hyphen || (small && !before_ended) {
        return true;
    }
    // A heading in capitals may take two lines.
    let shouts = |text: &str| text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase);
    if shouts(&before.text) != shouts(&line.text) && !full {
        return false;
    }
    // A statement that ends and another that starts further in, or a list's item and a paragraph at its margin.
    let outside =
        matches!(before.kind, Kind::Item(Marker::Box | Marker::Bullet)) && line.indent < before.indent;
    full && !outside && !(titled && before_ended && !overfull)
}
