//! What a stage's heading looks like when it says so itself: "Stage 1: Plan", "Etapa 2 - Planear", "Section A".

use crate::words::{self, NUMBER_WORDS, STAGE_WORDS, plain};

/// Longest title of a stage, in words.
const TITLE_WORDS_MAX: usize = 14;
/// Longest title that a sentence may follow on the same line, in words.
const SHORT_TITLE_WORDS_MAX: usize = 8;

/// A heading such as "Stage 1: Plan".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StageLabel<'a> {
    /// The word that names it: "stage".
    pub word: String,
    /// "Stage 1".
    pub label: &'a str,
    /// "Plan"; empty if there is the label alone.
    pub title: &'a str,
    /// Sentences on the same line.
    pub description: &'a str,
}

/// Reads a stage's heading; `None` if the text is another, for example "Stage 1 focuses on …".
pub(crate) fn stage_label(text: &str) -> Option<StageLabel<'_>> {
    let text = text.trim();
    if text.contains('?') {
        return None;
    }
    let (first, after) = text.split_once(char::is_whitespace)?;
    let word = plain(first);
    if !STAGE_WORDS.contains(&word.as_str()) || first.ends_with([':', '.', ',']) {
        return None;
    }
    let after = after.trim_start();
    let end = after.find(|c: char| !(c.is_alphanumeric() || c == '#')).unwrap_or(after.len());
    let (number, mut rest) = after.split_at(end);
    if !is_number(number.trim_start_matches('#')) {
        return None;
    }
    // "1 of 5", "1/5"
    for part in [" of ", "/", " de "] {
        if let Some(total) = rest.strip_prefix(part) {
            let digits = total.find(|c: char| !c.is_ascii_digit()).unwrap_or(total.len());
            if digits > 0 {
                rest = &total[digits..];
            }
        }
    }
    let label = &text[..text.len() - rest.len()];
    let separators = [':', '-', '–', '—', '.', ')', '|', ',', '>', '•', '·'];
    let title = rest.trim_start().trim_start_matches(separators).trim();
    let separated = rest.trim_start().starts_with(separators)
        && (rest.starts_with([':', '.', ')', ','])
            || title.is_empty()
            || rest.starts_with(' ')
            || rest.starts_with(['–', '—', '|']));
    let new = |title, description| Some(StageLabel { word: word.clone(), label, title, description });
    if title.is_empty() {
        return new("", "");
    }
    let count = title.split_whitespace().count();
    if !separated {
        let heading = title.starts_with(char::is_uppercase) && count <= 10 && !title.ends_with('.');
        return if heading { new(without_end(title), "") } else { None };
    }
    if count <= TITLE_WORDS_MAX && !title.trim_end_matches('.').contains(". ") {
        return new(without_end(title), "");
    }
    for separator in [". ", ": ", " – ", " — ", " - "] {
        if let Some((title, description)) = title.split_once(separator)
            && title.split_whitespace().count() <= SHORT_TITLE_WORDS_MAX
            && !words::starts_asking(title, true)
        {
            return new(without_end(title), description.trim());
        }
    }
    None
}

fn is_number(text: &str) -> bool {
    let digits = text.len() <= 2 && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let roman = !text.is_empty() && text.len() <= 4 && text.chars().all(|c| "IVX".contains(c));
    let letter = text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    digits || roman || letter || NUMBER_WORDS.contains(&plain(text).as_str())
}

/// A title without what says that it goes on, and without the mark at its end.
pub(crate) fn without_end(title: &str) -> &str {
    let mut title = title.trim();
    for end in ["(continued)", "(cont.)", "(cont)", "(cont'd)", "(cont’d)", "(Continued)", "(continuación)"]
    {
        title = title.strip_suffix(end).unwrap_or(title).trim_end();
    }
    title.trim_end_matches([':', '.', '-', '–', '—']).trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stage_headings_are_told_from_sentences() {
        let shown = |text| stage_label(text).map(|one| (one.label, one.title, one.description));
        assert_eq!(shown("Stage 1: Plan"), Some(("Stage 1", "Plan", "")));
        assert_eq!(shown("PHASE II – PLAN"), Some(("PHASE II", "PLAN", "")));
        assert_eq!(shown("Etapa 3. Planear juntos"), Some(("Etapa 3", "Planear juntos", "")));
        assert_eq!(shown("Sección A"), Some(("Sección A", "", "")));
        assert_eq!(shown("Step 2 - Build (continued)"), Some(("Step 2", "Build", "")));
        assert_eq!(shown("Stage Two: Build"), Some(("Stage Two", "Build", "")));
        assert_eq!(shown("Stage 1 of 5: Build"), Some(("Stage 1 of 5", "Build", "")));
        assert_eq!(shown("Stage 1 Build Trust"), Some(("Stage 1", "Build Trust", "")));
        let long =
            "Stage 1: Explore. In this stage the partners learn what each of them does and needs every day.";
        assert_eq!(shown(long).map(|one| (one.1, one.2.len() > 40)), Some(("Explore", true)));
        for prose in [
            "Stage 1 focuses on understanding",
            "Step 1: Ready to get started? As you move",
            "Part of the work",
            "Stages of change",
            "Stage",
            "Notes on Stage 1",
        ] {
            assert_eq!(shown(prose), None, "{prose}");
        }
    }
}
