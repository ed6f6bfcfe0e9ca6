//! Which lines are headings, and how deep: by mark-up, by what they say, and by how they look.

use crate::line::{Kind, Line};
use crate::marker::Marker;
use crate::questions::{item_asks, paragraph_asks, shouts};
use crate::stages::{stage_label, without_end};
use crate::words;

/// A heading. A smaller rank is a higher heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heading {
    pub rank: u16,
    /// Without number.
    pub title: String,
    /// Sentences that stand on the same line.
    pub description: String,
    /// Whether it says that it is a stage.
    pub explicit: bool,
    /// Whether it is a number alone: "Phase 2".
    pub bare: bool,
}

/// Ranks. Mark-up has 100 a level; what a text only shows by its look is lower than any mark-up.
pub(crate) const RANK_STAGE_COLUMN: u16 = 10;
const RANK_SHEET: u16 = 20;
const RANK_MARKUP: u16 = 100;
const RANK_SAID: u16 = 650;
const RANK_ROMAN: u16 = 680;
const RANK_LETTER: u16 = 682;
const RANK_NUMBER: u16 = 684;
/// From here on, ranks are told by looks alone.
pub(crate) const RANK_LOOKS: u16 = 700;
const RANK_CAPITALS: u16 = 700;
const RANK_GROUP: u16 = 710;
const RANK_BOLD: u16 = 720;
const RANK_TITLE: u16 = 740;
const RANK_COLON: u16 = 760;
const RANK_BOLD_ITEM: u16 = 780;
const RANK_PARENT: u16 = 790;

/// Longest heading, in words and characters.
const WORDS_MAX: usize = 12;
const CHARS_MAX: usize = 100;

/// Whether a line asks, as far as it can be told from the line alone.
pub(crate) fn asks(line: &Line) -> bool {
    match &line.kind {
        Kind::Row { .. } | Kind::Item(Marker::Box) => true,
        Kind::Item(_) => item_asks(&line.text, line.bold),
        Kind::Plain => paragraph_asks(&line.text, line.bold),
        _ => false,
    }
}

/// The heading that each line is, if it is one.
pub(crate) fn find(lines: &[Line]) -> Vec<Option<Heading>> {
    let mut said: Vec<String> = Vec::new();
    let shown: Vec<usize> =
        (0..lines.len()).filter(|at| !matches!(lines[*at].kind, Kind::Skip(_) | Kind::Title)).collect();
    let mut headings = vec![None; lines.len()];
    for (place, &at) in shown.iter().enumerate() {
        let near = Near {
            line: &lines[at],
            before: place.checked_sub(1).map(|place| &lines[shown[place]]),
            before_is_heading: place.checked_sub(1).is_some_and(|place| headings[shown[place]].is_some()),
            next: shown.get(place + 1).map(|at| &lines[*at]),
            after_next: shown.get(place + 2).map(|at| &lines[*at]),
        };
        headings[at] = near.heading(&mut said);
    }
    headings
}

struct Near<'a> {
    line: &'a Line,
    before: Option<&'a Line>,
    before_is_heading: bool,
    next: Option<&'a Line>,
    after_next: Option<&'a Line>,
}

fn count(text: &str) -> usize {
    text.split_whitespace().count()
}

impl Near<'_> {
    fn heading(&self, said: &mut Vec<String>) -> Option<Heading> {
        let line = self.line;
        let text = line.text.as_str();
        let label = match line.kind {
            Kind::Plain | Kind::Item(_) | Kind::Heading(_) | Kind::Group | Kind::Stage | Kind::Sheet => {
                stage_label(text)
            }
            _ => None,
        };
        let rank = match line.kind {
            Kind::Stage => Some(RANK_STAGE_COLUMN),
            Kind::Sheet => Some(RANK_SHEET),
            Kind::Heading(level) => Some(RANK_MARKUP * u16::from(level)),
            _ => None,
        };
        if let Some(label) = label {
            let rank = rank.unwrap_or_else(|| {
                let place = said.iter().position(|word| *word == label.word).unwrap_or_else(|| {
                    said.push(label.word.clone());
                    said.len() - 1
                });
                RANK_SAID + u16::try_from(place.min(25)).unwrap_or(0)
            });
            let bare = label.title.is_empty();
            return Some(Heading {
                rank,
                title: if bare { label.label } else { label.title }.to_owned(),
                description: label.description.to_owned(),
                explicit: true,
                bare,
            });
        }
        let rank = rank.or_else(|| match line.kind {
            Kind::Group => Some(RANK_GROUP),
            Kind::Plain => self.plain(),
            Kind::Item(marker) => self.item(marker),
            _ => None,
        })?;
        let explicit = rank == RANK_STAGE_COLUMN;
        let title = without_end(text).to_owned();
        (!title.is_empty()).then(|| Heading {
            rank,
            title,
            description: String::new(),
            explicit,
            bare: false,
        })
    }

    /// The next line, if it belongs to what a heading heads.
    fn next_asks(&self) -> bool {
        self.next.is_some_and(|next| asks(next) || matches!(next.kind, Kind::Item(_)))
    }

    fn plain(&self) -> Option<u16> {
        let line = self.line;
        let text = line.text.as_str();
        let title = text.trim_end_matches(':');
        let words = count(title);
        // The first line may ask and be a title: "Where Do We Stand?"
        let titled = title_case(text) || (words::names_checklist(text) && !text.contains('?'));
        if self.before.is_none() && words <= WORDS_MAX && titled && !text.ends_with(['.', ',', ';']) {
            return Some(RANK_TITLE);
        }
        let told = self.next.is_some_and(|next| next.kind == Kind::Plain && !next.text.contains('?'));
        if self.before.is_none() && words <= 9 && text.ends_with('?') && told {
            return Some(RANK_TITLE);
        }
        let odd = ['?', '@', '[', ']', '|'].iter().any(|mark| text.contains(*mark)) || text.contains("http");
        if odd
            || words > WORDS_MAX + 2
            || text.chars().count() > CHARS_MAX
            || !text.chars().any(char::is_alphabetic)
        {
            return None;
        }
        let states = words::starts_stating(text) && !title_case(text);
        if line.is_bold() && !states {
            return Some(if shouts(text) { RANK_CAPITALS } else { RANK_BOLD });
        }
        if shouts(title) && words <= WORDS_MAX {
            return Some(RANK_CAPITALS);
        }
        if text.ends_with(':') {
            let prose = words::plain(text);
            let prose = prose.split(' ').any(|word| {
                matches!(
                    word,
                    "following"
                        | "include"
                        | "includes"
                        | "siguiente"
                        | "siguientes"
                        | "below"
                        | "incluye"
                        | "incluyen"
                )
            });
            return (self.next_asks() && words <= 8 && !prose).then_some(RANK_COLON);
        }
        let starts = text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let ends = text.ends_with(['.', ',', ';', '!', '—', '-', '…']) || text.contains(". ");
        if !starts || ends || words > WORDS_MAX || states {
            return None;
        }
        self.by_looks(words)
    }

    fn by_looks(&self, words: usize) -> Option<u16> {
        let line = self.line;
        let next = self.next?;
        let after_prose = !line.gap
            && !self.before_is_heading
            && self.before.is_some_and(|before| {
                before.kind == Kind::Plain && !asks(before) && !before.text.ends_with(['.', '!', '?'])
            });
        if after_prose {
            return None;
        }
        let prose =
            next.kind == Kind::Plain && count(&next.text) >= 8 && !next.text.starts_with(char::is_lowercase);
        let heads = self.next_asks()
            || matches!(next.kind, Kind::Description | Kind::Heading(_) | Kind::Group)
            || (matches!(next.kind, Kind::Plain) && stage_label(&next.text).is_some());
        if title_case(&line.text) {
            // Lines of an address are short and stand together.
            let soon = self.after_next.is_some_and(|line| asks(line) || matches!(line.kind, Kind::Item(_)));
            return (next.gap || prose || heads || soon).then_some(RANK_TITLE);
        }
        (words <= 8 && line.gap && (heads || (prose && next.text.ends_with(['.', ':', '!']))))
            .then_some(RANK_TITLE)
    }

    fn item(&self, marker: Marker) -> Option<u16> {
        let line = self.line;
        let text = line.text.as_str();
        let words = count(text);
        let next = self.next?;
        if text.contains('?')
            || words > WORDS_MAX
            || words == 0
            || words::starts_stating(text)
            || text.ends_with(['.', ';', ','])
        {
            return None;
        }
        let same = |other: &Line| other.kind == line.kind && other.indent == line.indent;
        let sibling = same(next) || (!self.before_is_heading && self.before.is_some_and(same));
        let deeper = next.indent > line.indent && matches!(next.kind, Kind::Item(_));
        let rank = match marker {
            Marker::Box => return None,
            Marker::Bullet if line.is_bold() => {
                return (!sibling && self.next_asks()).then_some(RANK_BOLD_ITEM);
            }
            Marker::Bullet => {
                return (!same(next) && deeper && asks(next) && words <= 10).then_some(RANK_PARENT);
            }
            Marker::Roman => RANK_ROMAN,
            Marker::Letter if line.label.chars().all(char::is_lowercase) => return None,
            Marker::Letter => RANK_LETTER,
            Marker::Number(depth) => RANK_NUMBER + u16::from(depth.min(10)),
        };
        let heads = match &next.kind {
            Kind::Item(_) | Kind::Row { .. } => !same(next),
            Kind::Plain => {
                line.is_bold() || title_case(text) || asks(next) || (count(&next.text) >= 8 && words <= 6)
            }
            _ => false,
        };
        (heads && !sibling).then_some(rank)
    }
}

/// Whether nearly all longer words start with a capital: "Identify and Engage Partners".
pub(crate) fn title_case(text: &str) -> bool {
    let long = text
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|word| word.chars().count() > 3 && word.starts_with(char::is_alphabetic));
    let (mut all, mut capital) = (0_usize, 0_usize);
    for word in long {
        all += 1;
        capital += usize::from(word.starts_with(char::is_uppercase));
    }
    all > 0 && capital * 4 >= all * 3
}
