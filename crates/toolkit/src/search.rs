//! What can be found, and how a question is asked: words cut to their stems and without accents, so that "attendances"
//! finds "attendance" and "educacion" finds "educación".
//!
//! The database finds candidates (`crosswalk_store::search`); which of them stands first is decided here, the same for
//! both engines.

use std::collections::{BTreeMap, HashMap};

use crosswalk_checklist::Checklist;
use crosswalk_names::{Language, QuestionKey};
use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::{Block, Contents, OUTCOMES_PAGE, Page, RESOURCES_PAGE, TERMS_PAGE, Text};

/// Longest question, in characters; the rest is left out.
pub const QUERY_MAX: usize = 200;
/// Most words of a question that count.
const WORDS_MAX: usize = 12;
/// Longest piece of text under a result, in characters.
const SNIPPET_MAX: usize = 180;
/// Shorter words are not taken for misspelt, in letters.
const MISSPELT_MIN: usize = 4;

/// What a result is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A word of the glossary.
    Term,
    /// A page.
    Page,
    /// An outcome.
    Outcome,
    /// A section of a page.
    Section,
    /// A question of the checklist.
    Question,
    /// A resource.
    Resource,
}

impl Kind {
    /// The word in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Term => "term",
            Kind::Page => "page",
            Kind::Outcome => "outcome",
            Kind::Section => "section",
            Kind::Question => "question",
            Kind::Resource => "resource",
        }
    }
}

/// Where a result leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A page, or a section of it.
    Page(String, Option<String>),
    /// A question, which no page helps with.
    Question(QuestionKey),
}

/// Something that can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Names it in the database; unique in its language.
    pub key: String,
    /// What it is.
    pub kind: Kind,
    /// Where it leads.
    pub place: Place,
    /// What it is called.
    pub title: String,
    /// Other names for it.
    pub also: Vec<String>,
    /// Where it belongs: the page of a section, the maker of a resource.
    pub context: String,
    /// Its text.
    pub body: String,
}

/// The words of an entry as the database keeps them, most telling first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Of the title and its other names.
    pub title: String,
    /// Of the place it belongs to.
    pub context: String,
    /// Of the text.
    pub body: String,
}

/// Everything that can be found in one language.
pub struct Index {
    language: Language,
    entries: Vec<Entry>,
    by_key: HashMap<String, usize>,
    /// Every word as it is written, without accents, and how often.
    vocabulary: BTreeMap<String, u32>,
    stemmer: Stemmer,
}

/// One word of a question: any of its spellings will do, at the start of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Letters and digits only. At least one.
    pub spellings: Vec<String>,
}

/// A question, ready to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// As typed, single spaces.
    pub text: String,
    /// Its words.
    pub words: Vec<Asked>,
}

/// Words that say nothing about what is sought.
const COMMON: [&[&str]; Language::ALL.len()] = [
    &[
        "a", "an", "and", "are", "as", "at", "be", "by", "can", "do", "does", "for", "from", "how", "i",
        "if", "in", "is", "it", "me", "my", "of", "on", "or", "our", "should", "so", "that", "the", "their",
        "they", "this", "to", "us", "was", "we", "what", "when", "where", "who", "why", "with", "you",
        "your",
    ],
    &[
        "a", "al", "como", "con", "cual", "cuando", "de", "del", "donde", "e", "el", "en", "es", "esta",
        "este", "hacer", "hay", "la", "las", "lo", "los", "mi", "nos", "o", "para", "por", "que", "quien",
        "se", "ser", "si", "son", "su", "sus", "un", "una", "unos", "y",
    ],
];

/// Small letters without accents.
pub fn folded(text: &str) -> String {
    text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// The words of a text, in small letters, accents kept.
fn words_of(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

impl Index {
    /// Lists what `contents` and the questions of `checklists` hold.
    pub fn new<'a>(
        contents: &Contents,
        checklists: impl Iterator<Item = &'a Checklist>,
        language: Language,
    ) -> Self {
        let mut entries = Vec::new();
        for page in &contents.pages {
            push_page(page, &mut entries);
        }
        for term in &contents.terms {
            entries.push(Entry {
                key: format!("term:{}", term.key),
                kind: Kind::Term,
                place: Place::Page(TERMS_PAGE.to_owned(), Some(term.key.clone())),
                title: term.term.clone(),
                also: term.also.clone(),
                context: String::new(),
                body: words(&[&term.text]),
            });
        }
        for outcome in &contents.outcomes {
            let indicators = outcome.indicators.iter().map(|one| format!("{}: {}", one.name, one.metric));
            entries.push(Entry {
                key: format!("outcome:{}", outcome.key),
                kind: Kind::Outcome,
                place: Place::Page(OUTCOMES_PAGE.to_owned(), Some(outcome.key.clone())),
                title: outcome.title.clone(),
                also: Vec::new(),
                context: String::new(),
                body: format!(
                    "{} {}",
                    words(&[&outcome.what, &outcome.why]),
                    indicators.collect::<Vec<_>>().join(". ")
                ),
            });
        }
        for resource in &contents.resources {
            entries.push(Entry {
                key: format!("resource:{}", resource.key),
                kind: Kind::Resource,
                place: Place::Page(RESOURCES_PAGE.to_owned(), Some(resource.key.clone())),
                title: resource.title.clone(),
                also: Vec::new(),
                context: resource.maker.clone(),
                body: words(&[&resource.text]),
            });
        }
        for checklist in checklists {
            for stage in &checklist.stages {
                for question in &stage.questions {
                    let place = contents.helps(&question.key).map_or_else(
                        || Place::Question(question.key.clone()),
                        |helps| Place::Page(helps.slug.clone(), Some(helps.section.clone())),
                    );
                    entries.push(Entry {
                        key: format!("question:{}/{}", checklist.key, question.key),
                        kind: Kind::Question,
                        place,
                        title: question.topic.clone(),
                        also: Vec::new(),
                        context: stage.title.clone(),
                        body: format!("{} {}", question.text, question.help),
                    });
                }
            }
        }
        let algorithm = match language {
            Language::En => Algorithm::English,
            Language::Es => Algorithm::Spanish,
        };
        let mut vocabulary = BTreeMap::new();
        for entry in &entries {
            let texts = [entry.title.as_str(), &entry.context, &entry.body];
            for word in texts.into_iter().chain(entry.also.iter().map(String::as_str)).flat_map(words_of) {
                *vocabulary.entry(folded(&word)).or_default() += 1;
            }
        }
        let by_key = entries.iter().enumerate().map(|(place, entry)| (entry.key.clone(), place)).collect();
        Self { language, entries, by_key, vocabulary, stemmer: Stemmer::create(algorithm) }
    }

    /// Everything, in the order of the pages.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry that the database calls `key`. One of another version of the content may be gone.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.by_key.get(key).map(|&place| &self.entries[place])
    }

    /// The words of an entry for the database.
    pub fn words(&self, entry: &Entry) -> Words {
        let all = |texts: &[&str]| {
            let mut out: Vec<String> = Vec::new();
            for word in texts.iter().flat_map(|text| words_of(text)) {
                out.extend(self.spellings(&word));
            }
            out.join(" ")
        };
        let also = entry.also.join(" ");
        Words {
            title: all(&[&entry.title, &also]),
            context: all(&[&entry.context]),
            body: all(&[&entry.body]),
        }
    }

    /// A word without accents, its stem, and the stem it would have had it been typed without accents.
    fn spellings(&self, word: &str) -> Vec<String> {
        let bare = folded(word);
        let mut spellings =
            vec![folded(&self.stemmer.stem(word)), self.stemmer.stem(&bare).into_owned(), bare];
        spellings.dedup();
        if spellings.len() == 3 && spellings[0] == spellings[2] {
            spellings.pop();
        }
        spellings.retain(|spelling| !spelling.is_empty());
        spellings
    }

    /// What a person typed, as a question. Common words count only where there is nothing else.
    pub fn query(&self, typed: &str) -> Query {
        let typed: String = typed.chars().take(QUERY_MAX).collect();
        let all: Vec<String> = words_of(&typed).collect();
        let is_common = |word: &String| COMMON[self.language as usize].contains(&folded(word).as_str());
        let telling: Vec<&String> = all.iter().filter(|word| !is_common(word)).collect();
        let chosen: Vec<&String> = if telling.is_empty() { all.iter().collect() } else { telling };
        Query {
            text: typed.split_whitespace().collect::<Vec<_>>().join(" "),
            words: chosen
                .into_iter()
                .take(WORDS_MAX)
                .map(|word| Asked { spellings: self.spellings(word) })
                .collect(),
        }
    }

    /// The question with words that occur nowhere put right, if there are such and there is something like them.
    pub fn did_you_mean(&self, query: &Query) -> Option<String> {
        let mut changed = false;
        let words: Vec<String> = words_of(&query.text)
            .map(|word| {
                let better = self.nearest(&folded(&word));
                changed |= better.is_some();
                better.unwrap_or(word)
            })
            .collect();
        changed.then(|| words.join(" "))
    }

    /// The word that a misspelt one is most like: one wrong letter in a short word, two in a long one.
    fn nearest(&self, word: &str) -> Option<String> {
        let length = word.chars().count();
        let begins =
            self.vocabulary.range(word.to_owned()..).next().is_some_and(|(known, _)| known.starts_with(word));
        if length < MISSPELT_MIN || begins || word.chars().any(|c| c.is_ascii_digit()) {
            return None;
        }
        // "attending" is no mistake where "attend" is known; one wrong letter well before the ending is.
        let known_stem = self.spellings(word).iter().any(|spelling| self.vocabulary.contains_key(spelling));
        if known_stem {
            return self.vocabulary.keys().find(|known| differ_before_the_ending(known, word)).cloned();
        }
        let most = if length < 6 { 1 } else { 2 };
        self.vocabulary
            .iter()
            .filter(|(known, _)| known.len() >= MISSPELT_MIN && known.len().abs_diff(word.len()) <= most)
            .map(|(known, count)| (strsim::osa_distance(known, word), std::cmp::Reverse(*count), known))
            .filter(|(distance, ..)| *distance <= most)
            .min()
            .map(|(.., known)| known.clone())
    }

    /// Puts what the database found in order: what is called like the question first, then what has all of its words in
    /// its name, then as the database ordered it.
    pub fn ranked<'i>(&'i self, query: &Query, found: &[String]) -> Vec<&'i Entry> {
        let sought = folded(&query.text);
        let mut entries: Vec<(u8, &Entry)> = found
            .iter()
            .filter_map(|key| self.entry(key))
            .map(|entry| (self.tier(query, &sought, entry), entry))
            .collect();
        // Stable: within a tier the database's order stays, but a name that fits well brings the kind's own order.
        entries.sort_by_key(|(tier, entry)| (*tier, if *tier < 2 { Some(entry.kind) } else { None }));
        entries.into_iter().map(|(_, entry)| entry).collect()
    }

    fn tier(&self, query: &Query, sought: &str, entry: &Entry) -> u8 {
        let mut names = std::iter::once(&entry.title).chain(&entry.also);
        if names.any(|name| folded(name) == sought) {
            return 0;
        }
        let title: Vec<String> = std::iter::once(&entry.title)
            .chain(&entry.also)
            .flat_map(|name| words_of(name))
            .flat_map(|word| self.spellings(&word))
            .collect();
        let in_title = |asked: &Asked| {
            asked
                .spellings
                .iter()
                .any(|spelling| title.iter().any(|word| word.starts_with(spelling.as_str())))
        };
        if query.words.iter().all(in_title) { 1 } else { 2 }
    }

    /// A piece of the entry's text around the first word that was asked for, cut into parts: whether each is such a word.
    pub fn snippet<'e>(&self, query: &Query, entry: &'e Entry) -> Vec<(bool, &'e str)> {
        let body = entry.body.as_str();
        let hits = self.hits(query, body);
        let from = hits.first().map_or(0, |first| start_before(body, first.start));
        let to = end_after(body, from);
        let mut parts = Vec::new();
        let mut at = from;
        for hit in hits.into_iter().filter(|hit| hit.start >= from && hit.end <= to) {
            if hit.start > at {
                parts.push((false, &body[at..hit.start]));
            }
            parts.push((true, &body[hit.clone()]));
            at = hit.end;
        }
        if to > at {
            parts.push((false, &body[at..to]));
        }
        parts
    }

    /// Where the words that were asked for stand in `body`, as far as a snippet reaches.
    fn hits(&self, query: &Query, body: &str) -> Vec<std::ops::Range<usize>> {
        let mut hits: Vec<std::ops::Range<usize>> = Vec::new();
        let mut start = None;
        let mut end = body.len();
        for (at, c) in body.char_indices().chain([(body.len(), ' ')]) {
            match (start, c.is_alphanumeric()) {
                (None, true) => start = Some(at),
                (Some(from), false) => {
                    if self.is_meant(query, &body[from..at]) {
                        if hits.is_empty() {
                            end = end_after(body, start_before(body, from));
                        }
                        hits.push(from..at);
                    }
                    start = None;
                }
                _ => {}
            }
            if at > end {
                break;
            }
        }
        hits
    }

    /// Whether a word of a text is one that was asked for.
    fn is_meant(&self, query: &Query, word: &str) -> bool {
        // Stems begin like their words, and most words begin with another letter: that spares the stemming.
        let first = folded(word.get(..word.chars().next().map_or(0, char::len_utf8)).unwrap_or_default());
        let mut asked = query
            .words
            .iter()
            .flat_map(|asked| &asked.spellings)
            .filter(|one| one.starts_with(&first))
            .peekable();
        if asked.peek().is_none() {
            return false;
        }
        let spellings = self.spellings(&word.to_lowercase());
        asked.any(|asked| {
            spellings.iter().any(|one| one == asked || (asked.len() > 2 && one.starts_with(asked.as_str())))
        })
    }
}

/// Whether two words of one length differ in one letter, which is none of the last two.
fn differ_before_the_ending(a: &str, b: &str) -> bool {
    let length = a.chars().count();
    let mut places =
        a.chars().zip(b.chars()).enumerate().filter(|(_, (a, b))| a != b).map(|(place, _)| place);
    length == b.chars().count()
        && places.next().is_some_and(|place| place + 2 < length)
        && places.next().is_none()
}

/// The start of a piece that shows a few words before `at`.
fn start_before(body: &str, at: usize) -> usize {
    let lead = body[..at].char_indices().rev().take(SNIPPET_MAX / 3).last().map_or(at, |(place, _)| place);
    if lead == 0 { 0 } else { body[lead..at].find(' ').map_or(at, |space| lead + space + 1) }
}

/// The end of a piece that begins at `from`.
fn end_after(body: &str, from: usize) -> usize {
    match body[from..].char_indices().nth(SNIPPET_MAX) {
        None => body.len(),
        Some((length, _)) => body[from..from + length].rfind(' ').map_or(from + length, |space| from + space),
    }
}

fn words(texts: &[&Text]) -> String {
    texts.iter().flat_map(|text| text.blocks.iter().flat_map(Block::lines)).collect::<Vec<_>>().join(" ")
}

/// A page and each of its sections.
fn push_page(page: &Page, entries: &mut Vec<Entry>) {
    entries.push(Entry {
        key: format!("page:{}", page.slug),
        kind: Kind::Page,
        place: Place::Page(page.slug.clone(), None),
        title: page.title.clone(),
        also: vec![page.short.clone()],
        context: String::new(),
        body: std::iter::once(&page.summary).chain(&page.brief).cloned().collect::<Vec<_>>().join(" "),
    });
    let first = entries.len() - 1;
    for block in &page.text.blocks {
        if let Block::Heading { id, text, .. } = block {
            entries.push(Entry {
                key: format!("page:{}#{id}", page.slug),
                kind: Kind::Section,
                place: Place::Page(page.slug.clone(), Some(id.clone())),
                title: crate::plain(text),
                also: Vec::new(),
                context: page.title.clone(),
                body: String::new(),
            });
        } else if let Some(entry) = entries[first..].last_mut() {
            for line in block.lines() {
                if !entry.body.is_empty() {
                    entry.body.push(' ');
                }
                entry.body.push_str(&line);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(language: Language, text: &str) -> Index {
        let source = format!(
            "+++\ntitle = \"T\"\nsummary = \"S.\"\nsection = \"local\"\norder = 1\nupdated = 2026-11-28\n+++\n{text}\n"
        );
        let file = crate::SourceFile {
            shown: "a.md".into(),
            path: format!("{language}/a.md"),
            bytes: source.into_bytes(),
        };
        let toolkit = crate::Toolkit::load([&file]).expect("a sound page");
        Index::new(toolkit.contents(language), std::iter::empty(), language)
    }

    #[test]
    fn words_are_cut_to_their_stems_and_accents_do_not_count() {
        let spanish = index(Language::Es, "## La educación {#a}\n\nLas escuelas.");
        let entry = spanish.entry("page:a#a").expect("there");
        let kept = spanish.words(entry);
        for typed in ["educacion", "Educación", "EDUCACIONES"] {
            let query = spanish.query(typed);
            let hit = query.words[0]
                .spellings
                .iter()
                .any(|one| kept.title.split(' ').any(|word| word.starts_with(one.as_str())));
            assert!(hit, "{typed}: {query:?} in {kept:?}");
        }
    }

    #[test]
    fn a_misspelt_word_is_put_right_and_a_known_one_left_alone() {
        let english =
            index(Language::En, "## Chronic absence {#a}\n\nAttendance matters to partners who attend.");
        let ask = |typed: &str| english.did_you_mean(&english.query(typed));
        assert_eq!(ask("cronic absense").as_deref(), Some("chronic absence"));
        assert_eq!(ask("attendence").as_deref(), Some("attendance"));
        assert_eq!(ask("partner"), None);
        assert_eq!(ask("attending"), None);
        assert_eq!(ask("attend"), None);
        assert_eq!(ask("zzzzzzzz"), None);
    }

    #[test]
    fn a_snippet_shows_the_words_that_were_asked_for() {
        let english =
            index(Language::En, "## A {#a}\n\nSchools count absences, and partners read the counts.");
        let entry = english.entry("page:a#a").expect("there");
        let marked: Vec<&str> = english
            .snippet(&english.query("the absence count"), entry)
            .into_iter()
            .filter_map(|(is_hit, text)| is_hit.then_some(text))
            .collect();
        assert_eq!(marked, ["count", "absences", "counts"]);
    }

    proptest::proptest! {
        #[test]
        fn any_question_can_be_asked(typed in "\\PC{0,60}") {
            let english = index(Language::En, "## A {#a}\n\nÉcole, 学校, and a word that goes on.");
            let query = english.query(&typed);
            for entry in english.entries() {
                let whole: String = english.snippet(&query, entry).into_iter().map(|(_, text)| text).collect();
                proptest::prop_assert!(entry.body.contains(&whole));
            }
            english.did_you_mean(&query);
        }
    }
}
