//! Typed texts cleaned: what can't be seen goes, spaces become one, letters take one form.

use unicode_normalization::UnicodeNormalization as _;

/// The text on one line.
pub(crate) fn line(text: &str) -> String {
    spaces(&visible(text))
}

/// The text with its line breaks, at most one empty line in a row, none at the ends.
pub(crate) fn lines(text: &str) -> String {
    let text =
        text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{b}', '\u{c}'], "\n");
    let mut kept: Vec<String> = Vec::new();
    for line in visible(&text).split('\n').map(spaces) {
        if !(line.is_empty() && kept.last().is_none_or(String::is_empty)) {
            kept.push(line);
        }
    }
    if kept.last().is_some_and(String::is_empty) {
        kept.pop();
    }
    kept.join("\n")
}

fn spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without control characters, marks that turn the direction of text, and other signs that show as nothing; no file
/// format and no database takes them all. In composed form, so that equal letters are equal.
fn visible(text: &str) -> String {
    let is_hidden = |c: char| {
        (c.is_control() && !c.is_whitespace())
            || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().filter(|c| !is_hidden(*c)).nfc().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spaces_and_line_breaks_are_put_in_order() {
        assert_eq!(line(" Milbrook\u{a0}\n Schools\u{200b}\0 "), "Milbrook Schools");
        assert_eq!(lines("\r\n a  b \r\n\n\n\nc\r"), "a b\n\nc");
        assert_eq!(line("e\u{301}"), "é");
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(text in any::<String>()) {
            prop_assert_eq!(line(&line(&text)), line(&text));
            prop_assert_eq!(lines(&lines(&text)), lines(&text));
        }
    }
}
