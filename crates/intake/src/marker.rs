//! Bullets, boxes and numbers at the start of a line.

/// What a list's item starts with. Later ones say more: a box that is numbered is a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Marker {
    Bullet,
    /// "a)" or "A."
    Letter,
    /// "I."
    Roman,
    /// "1." has a depth of 1, "1.2" of 2.
    Number(u8),
    /// A box to tick.
    Box,
}

/// What [`take`] found.
pub(crate) struct Found<'a> {
    pub marker: Marker,
    /// The number or letter, for example "1.2".
    pub label: String,
    pub rest: &'a str,
}

const BOXES: [char; 29] = [
    '☐', '☑', '☒', '□', '■', '▢', '❏', '❐', '❑', '❒', '⬜', '⬛', '◻', '◼', '◽', '◾', '▣', '✓', '✔', '✅',
    '✗', '✘', '🗹', '🔲', '🔳', '\u{f06f}', '\u{f0a8}', '\u{f071}', '\u{f0fe}',
];
const BULLETS: [char; 35] = [
    '•', '‣', '▪', '▫', '◦', '●', '○', '·', '∙', '►', '▶', '▸', '▹', '➢', '➤', '➔', '→', '❖', '◆', '◇', '⁃',
    '➜', '»', '★', '☆', '✦', '¶', '\u{f0b7}', '\u{f0a7}', '\u{f0d8}', '\u{f076}', '\u{f0fc}', '\u{f0e0}',
    '⦁', '⚫',
];

/// Whether a character is a box to tick.
pub(crate) fn is_box(c: char) -> bool {
    BOXES.contains(&c)
}

/// Takes every marker from the start: "- [ ] 1. Do we …" is a box with the label "1". `None` if there is none.
pub(crate) fn take(text: &str) -> Option<Found<'_>> {
    let mut rest = text.trim_start();
    let mut found: Option<Marker> = None;
    let mut label = String::new();
    for _ in 0..4 {
        let Some((marker, this_label, after)) = one(rest) else { break };
        found = Some(found.map_or(marker, |before| before.max(marker)));
        if !this_label.is_empty() {
            label = this_label;
        }
        rest = after.trim_start();
    }
    found.map(|marker| Found { marker, label, rest })
}

/// Longest text that may be markers alone, in bytes.
const BARE_MAX: usize = 24;

/// Whether a text is a marker and nothing else: "☐", "1. ".
pub(crate) fn is_bare(text: &str) -> bool {
    text.len() <= BARE_MAX
        && (text.trim().is_empty()
            || take(&format!("{} ", text.trim())).is_some_and(|found| found.rest.trim().is_empty()))
}

fn one(text: &str) -> Option<(Marker, String, &str)> {
    let first = text.chars().next()?;
    let rest = &text[first.len_utf8()..];
    if is_box(first) {
        // Emoji may carry a mark that asks for colour.
        return Some((Marker::Box, String::new(), rest.trim_start_matches('\u{fe0f}')));
    }
    if BULLETS.contains(&first) {
        return Some((Marker::Bullet, String::new(), rest));
    }
    for brackets in
        ["[ ]", "[x]", "[X]", "[]", "[_]", "[  ]", "( )", "()", "(  )", "[✓]", "[__]", "(_)", "{ }"]
    {
        if let Some(rest) = text.strip_prefix(brackets)
            && !rest.starts_with('(')
        {
            return Some((Marker::Box, String::new(), rest));
        }
    }
    if matches!(first, '-' | '*' | '–' | '—' | '+' | '~')
        && (rest.is_empty() || rest.starts_with(char::is_whitespace))
    {
        return Some((Marker::Bullet, String::new(), rest));
    }
    // "-Do we": the blank was forgotten.
    if matches!(first, '-' | '–') && rest.starts_with(|c: char| c.is_uppercase() || c == '¿') {
        return Some((Marker::Bullet, String::new(), rest));
    }
    // Word's second bullet, a letter o before a tab; the same in its symbol font.
    if matches!(first, 'o' | '§' | 'Ø' | 'ü' | 'q') && (rest.starts_with('\t') || rest.starts_with("  ")) {
        return Some((Marker::Bullet, String::new(), rest));
    }
    // "____ Do we …": a line to tick.
    let lines = text.trim_start_matches('_');
    if text.len() - lines.len() >= 2
        && lines.trim_start().starts_with(|c: char| c.is_alphanumeric() || c == '¿')
    {
        return Some((Marker::Box, String::new(), lines));
    }
    numbered(text)
}

fn numbered(text: &str) -> Option<(Marker, String, &str)> {
    let (named, body) =
        match ["Question ", "Pregunta ", "Item ", "QUESTION ", "Q", "P"].iter().find_map(|word| {
            text.strip_prefix(word).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        }) {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('(').unwrap_or(text)),
        };
    let opened = !named && body.len() < text.len();
    let length = body.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(body.len());
    let (token, mut rest) = body.split_at(length);
    let closed = rest.starts_with(')');
    if closed {
        rest = &rest[1..];
    } else if opened {
        return None;
    } else if named {
        rest = rest.strip_prefix([':', '-', '–']).unwrap_or(rest);
    }
    let label = token.trim_end_matches('.');
    let dotted = label.len() < token.len();
    if label.is_empty() || label.len() > 8 || !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let marker = marker_of(label)?;
    let parts = label.split('.').count();
    let sure = closed || dotted || named || parts > 1;
    // "2.5 million" counts something; "1.2 Do we" numbers it.
    let starts_new = rest.trim_start().starts_with(|c: char| !c.is_lowercase() && !c.is_ascii_digit());
    (sure && (starts_new || closed || dotted)).then(|| (marker, label.to_owned(), rest))
}

fn marker_of(label: &str) -> Option<Marker> {
    let parts: Vec<&str> = label.split('.').collect();
    let number =
        |part: &&str| !part.is_empty() && part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit());
    let letter = |part: &&str| part.len() == 1 && part.bytes().all(|b| b.is_ascii_alphabetic());
    let first = parts.first()?;
    if number(first) && parts[1..].iter().all(|part| number(part) || letter(part)) {
        return Some(Marker::Number(u8::try_from(parts.len()).unwrap_or(u8::MAX)));
    }
    if letter(first) && parts.len() > 1 && parts[1..].iter().all(number) {
        return Some(Marker::Number(u8::try_from(parts.len()).unwrap_or(u8::MAX)));
    }
    if parts.len() != 1 {
        return None;
    }
    let roman = |digits: &str| label.chars().all(|c| digits.contains(c));
    if label.len() <= 5 && (roman("IVX") || (roman("ivx") && label.len() > 1)) {
        return Some(Marker::Roman);
    }
    if letter(&label) {
        return Some(Marker::Letter);
    }
    // "1a."
    let digits = label.trim_end_matches(|c: char| c.is_ascii_lowercase());
    (label.len() - digits.len() == 1 && number(&digits)).then_some(Marker::Number(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        take(text).map_or_else(
            || "none".to_owned(),
            |found| format!("{:?} {:?} {:?}", found.marker, found.label, found.rest),
        )
    }

    #[test]
    fn markers_are_told_from_words() {
        let texts = [
            "- Do we",
            "-Do we",
            "•Do we",
            "☐ Do we",
            "[ ] Do we",
            "- [ ] 1. Do we",
            "1. Do we",
            "1) Do we",
            "(a) Do we",
            "1.2 Do we",
            "2.5 million",
            "IV. Plan",
            "Q3: Do we",
            "o\tDo we",
            "__ Do we",
            "[This can include]",
            "2019. It",
            "A plan",
            "A. Plan",
            "1a. Do we",
            "-",
            "3 of us",
            "e.g. this",
            "I have",
            "☑️ Do we",
            "A.1 Do we",
        ];
        let shown: Vec<String> = texts.iter().map(|text| format!("{text:?}: {}", shown(text))).collect();
        insta::assert_snapshot!(shown.join("\n"), @r#"
        "- Do we": Bullet "" "Do we"
        "-Do we": Bullet "" "Do we"
        "•Do we": Bullet "" "Do we"
        "☐ Do we": Box "" "Do we"
        "[ ] Do we": Box "" "Do we"
        "- [ ] 1. Do we": Box "1" "Do we"
        "1. Do we": Number(1) "1" "Do we"
        "1) Do we": Number(1) "1" "Do we"
        "(a) Do we": Letter "a" "Do we"
        "1.2 Do we": Number(2) "1.2" "Do we"
        "2.5 million": none
        "IV. Plan": Roman "IV" "Plan"
        "Q3: Do we": Number(1) "3" "Do we"
        "o\tDo we": Bullet "" "Do we"
        "__ Do we": Box "" "Do we"
        "[This can include]": none
        "2019. It": none
        "A plan": none
        "A. Plan": Letter "A" "Plan"
        "1a. Do we": Number(2) "1a" "Do we"
        "-": Bullet "" ""
        "3 of us": none
        "e.g. this": none
        "I have": none
        "☑\u{fe0f} Do we": Box "" "Do we"
        "A.1 Do we": Number(2) "A.1" "Do we"
        "#);
    }
}
