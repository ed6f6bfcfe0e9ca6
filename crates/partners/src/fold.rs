//! Texts made comparable: without case, accents and punctuation.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Small letters and digits without accents, words parted by one space. Apostrophes join, "&" is a word.
///
/// "  O’Brien & Núñez-Street (Inc.)" gives "obrien and nunez street inc".
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let plain = text.nfkd().filter(|c| !is_combining_mark(*c) && !matches!(c, '\'' | '’' | 'ʼ'));
    for c in plain.flat_map(char::to_lowercase) {
        if c == '&' {
            folded.push_str(" and ");
        } else if c.is_alphanumeric() {
            folded.push(c);
        } else {
            folded.push(' ');
        }
    }
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_words_are_left() {
        assert_eq!(fold("  O’Brien & Núñez-Street (Inc.)"), "obrien and nunez street inc");
        assert_eq!(fold("E-MAIL"), fold("e mail"));
        assert_eq!(fold("…"), "");
    }
}
