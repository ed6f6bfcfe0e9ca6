//! How hard a text is to read.

use crosswalk_names::Language;

use crate::{Block, Contents, Page};

/// The reading level of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Level {
    /// Flesch-Kincaid grade: 0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid and others, U.S. Navy
    /// Research Branch Report 8-75, 1975). 8 is what an eighth-grader reads with ease.
    Grade(f64),
    /// INFLESZ, the Spanish scale: 206.835 - 62.3 syllables a word - words a sentence (Szigriszt-Pazos 1993; bands by
    /// Barrio-Cantalejo and others, 2008). From 55 on it is "normal": secondary school, popular press.
    Inflesz(f64),
}

impl Level {
    /// Grade 8 or lower, or its Spanish counterpart.
    pub fn is_plain(self) -> bool {
        match self {
            Level::Grade(grade) => grade <= 8.0,
            Level::Inflesz(score) => score >= 55.0,
        }
    }
}

impl Page {
    /// How hard the page is, words of the glossary counted as one syllable each: a page may name what it explains.
    /// Footnotes and tables don't count, for they are no sentences.
    pub fn level(&self, contents: &Contents) -> Level {
        let mut lines: Vec<String> = vec![self.summary.clone()];
        lines.extend(self.brief.iter().cloned());
        for block in &self.text.blocks {
            if !matches!(block, Block::Heading { .. } | Block::Table { .. }) {
                lines.extend(block.lines());
            }
        }
        reading_level(self.language, lines.iter().map(String::as_str), contents)
    }
}

/// How hard `lines` are together. A line ends a sentence.
pub fn reading_level<'a>(
    language: Language,
    lines: impl Iterator<Item = &'a str>,
    contents: &Contents,
) -> Level {
    let mut names: Vec<String> = contents
        .terms
        .iter()
        .flat_map(|term| std::iter::once(term.term.as_str()).chain(term.names()))
        .map(str::to_lowercase)
        .collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let (mut sentences, mut words, mut syllables) = (0_u32, 0_u32, 0_u32);
    for line in lines {
        let line = without(&line.to_lowercase(), &names);
        for sentence in
            line.split(['.', '?', '!', ':', ';']).filter(|part| part.chars().any(char::is_alphanumeric))
        {
            // A dot inside a number or a name does not end a sentence: then nothing that could be a word follows.
            sentences += 1;
            for word in sentence.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’')) {
                if word.chars().any(char::is_alphanumeric) {
                    words += 1;
                    syllables += match language {
                        Language::En => english_syllables(word),
                        Language::Es => spanish_syllables(word),
                    };
                }
            }
        }
    }
    let (sentences, words, syllables) =
        (f64::from(sentences.max(1)), f64::from(words.max(1)), f64::from(syllables));
    match language {
        Language::En => Level::Grade(0.39 * words / sentences + 11.8 * syllables / words - 15.59),
        Language::Es => Level::Inflesz(206.835 - 62.3 * syllables / words - words / sentences),
    }
}

/// `line` with each of `names`, where it stands as a whole word, turned into one short word.
fn without(line: &str, names: &[String]) -> String {
    let mut line = line.to_owned();
    for name in names {
        let mut from = 0;
        while let Some(found) = line[from..].find(name.as_str()) {
            let (start, end) = (from + found, from + found + name.len());
            let free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            if free(line[..start].chars().next_back()) && free(line[end..].chars().next()) {
                line.replace_range(start..end, "term");
                from = start + 4;
            } else {
                from = end;
            }
        }
    }
    line
}

/// Groups of vowels, less a silent ending: "schools" 1, "attendance" 3, "notes" 1.
fn english_syllables(word: &str) -> u32 {
    let word: String = word.chars().filter(char::is_ascii_lowercase).collect();
    let is_vowel = |c: char| "aeiouy".contains(c);
    let mut groups = runs(&word, is_vowel);
    let ends = |ending: &str| word.ends_with(ending);
    if groups > 1 && ends("e") && !ends("le") {
        groups -= 1;
    }
    let hisses = ["ses", "xes", "zes", "ches", "shes", "ces", "ges"].into_iter().any(ends);
    if groups > 1 && ends("es") && !hisses {
        groups -= 1;
    }
    if groups > 1 && ends("ed") && !ends("ted") && !ends("ded") {
        groups -= 1;
    }
    groups.max(1)
}

/// Strong vowels of each group of vowels, at least one a group: "vivienda" 3, "país" 2, "queso" 2.
fn spanish_syllables(word: &str) -> u32 {
    let word = word.replace("qu", "q").replace("gue", "ge").replace("gui", "gi");
    let is_vowel = |c: char| "aeiouáéíóúü".contains(c);
    let mut count = 0;
    for run in word.split(|c| !is_vowel(c)).filter(|run| !run.is_empty()) {
        count += u32::try_from(run.chars().filter(|c| "aeoáéóíú".contains(*c)).count()).unwrap_or(1).max(1);
    }
    count.max(1)
}

fn runs(word: &str, is_in: impl Fn(char) -> bool) -> u32 {
    let mut inside = false;
    let mut count = 0;
    for c in word.chars() {
        count += u32::from(is_in(c) && !inside);
        inside = is_in(c);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_can_be_counted_by_hand() {
        for (word, count) in
            [("housing", 2), ("schools", 1), ("attendance", 3), ("people", 2), ("notes", 1), ("created", 2)]
        {
            assert_eq!(english_syllables(word), count, "{word}");
        }
        for (word, count) in
            [("vivienda", 3), ("educación", 4), ("país", 2), ("ciudad", 2), ("queso", 2), ("ley", 1)]
        {
            assert_eq!(spanish_syllables(word), count, "{word}");
        }
    }

    #[test]
    fn a_grade_can_be_worked_out_by_hand() {
        // Six words, one sentence, seven syllables: 0.39 * 6 + 11.8 * 7 / 6 - 15.59 = 0.52.
        let Level::Grade(grade) =
            reading_level(Language::En, ["The cat sat on my table."].into_iter(), &Contents::default())
        else {
            panic!("English has a grade")
        };
        assert!((grade - 0.5167).abs() < 0.001, "{grade}");
    }
}
