//! Makes the links in a person's message inert, so that an instance can't be used to send people somewhere.

/// Longest message that a person may add to a letter, in characters.
pub const MESSAGE_MAX: usize = 2_000;

/// `text` with every web or mail address spelled so that no mail program turns it into a link (`example[.]org`,
/// `https[:]//…`), without invisible characters, and cut after [`MESSAGE_MAX`] characters. Line breaks stay.
///
/// A reader still sees what was meant and can type it. Numbers (`3.5`), times (`10:30`) and short forms (`a.m.`) stay.
pub fn defuse_links(text: &str) -> String {
    let visible: Vec<char> =
        text.replace("\r\n", "\n").chars().filter(|c| is_kept(*c)).take(MESSAGE_MAX).collect();
    let mut inert = String::with_capacity(visible.len() + 16);
    for (at, &character) in visible.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|i| visible.get(i)).copied().unwrap_or(' ');
        let after = &visible[at + 1..];
        match character {
            '.' if is_domain_dot(&visible[..at], after) => inert.push_str("[.]"),
            '。' | '．' | '｡'
                if before.is_ascii_alphanumeric() && starts_with(after, |c| c.is_ascii_alphanumeric()) =>
            {
                inert.push_str("[.]");
            }
            ':' if is_scheme_colon(before, after) => inert.push_str("[:]"),
            '\\' if before == '\\' => inert.push_str(" \\"),
            _ => inert.push(character),
        }
    }
    inert
}

/// Whether the dot between `before` and `after` could belong to a host name: something right before it, and a word of
/// two or more letters behind it, unless the whole is a plain number such as 3.5.
fn is_domain_dot(before: &[char], after: &[char]) -> bool {
    // Programs that look for links take nearly everything beyond ASCII for part of a host name.
    let is_word = |c: &char| c.is_ascii_alphanumeric() || "-_".contains(*c) || !c.is_ascii();
    let Some(last) = before.last().filter(|c| !c.is_ascii_whitespace() && **c != '.') else { return false };
    let previous = &before[before.len() - before.iter().rev().take_while(|c| is_word(c)).count()..];
    let next: Vec<char> = after.iter().copied().take_while(is_word).collect();
    if is_number(previous) && is_number(&next) {
        let in_front = before.len() > previous.len() && before[before.len() - previous.len() - 1] == '.';
        let behind = matches!(&after[next.len()..], ['.', digit, ..] if digit.is_ascii_digit());
        return in_front || behind;
    }
    next.len() >= 2 || (is_word(last) && previous.iter().collect::<String>().eq_ignore_ascii_case("www"))
}

fn is_number(word: &[char]) -> bool {
    !word.is_empty() && word.iter().all(char::is_ascii_digit)
}

/// Whether a colon between `before` and `after` could end a scheme: `https://…`, `mailto:…`.
fn is_scheme_colon(before: char, after: &[char]) -> bool {
    after.starts_with(&['/', '/']) || before.is_alphabetic() && starts_with(after, |c| !c.is_whitespace())
}

fn starts_with(text: &[char], matches: impl Fn(char) -> bool) -> bool {
    text.first().copied().is_some_and(matches)
}

/// Control characters, direction overrides and zero-width spaces can hide where a link goes; the joiners that emoji
/// and some scripts need stay.
fn is_kept(character: char) -> bool {
    let hidden = matches!(
        character,
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
    );
    !hidden && (!character.is_control() || matches!(character, '\n' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn links_are_spelled_out() {
        for (text, inert) in [
            ("See https://example.org/a?b=1.", "See https[:]//example[.]org/a?b=1."),
            ("www.example.com", "www[.]example[.]com"),
            ("example.org", "example[.]org"),
            ("bit.ly/x1", "bit[.]ly/x1"),
            ("t.co", "t[.]co"),
            ("write to a@b.org", "write to a@b[.]org"),
            ("mailto:a@b.org", "mailto[:]a@b[.]org"),
            ("javascript:alert(1)", "javascript[:]alert(1)"),
            ("tel:555", "tel[:]555"),
            ("//example.org", "//example[.]org"),
            ("http://10.0.0.1/", "http[:]//10[.]0[.]0[.]1/"),
            ("\\\\server\\share", "\\ \\server\\share"),
            ("exam\u{200b}ple.\u{202e}org", "example[.]org"),
            ("example。com", "example[.]com"),
            ("例え.テスト", "例え[.]テスト"),
        ] {
            assert_eq!(defuse_links(text), inert);
        }
    }

    #[test]
    fn ordinary_writing_stays() {
        for text in [
            "Hi Bo. See you at 10:30 a.m., room 3.5!",
            "We meet: first, then lunch.\nThanks...\n\nMaria",
            "¿Puede leerlo? 你好。世界 👩‍👩‍👧",
            "It costs $1,200.50 (e.g. for two).",
        ] {
            assert_eq!(defuse_links(text), text);
        }
    }

    #[test]
    fn a_message_is_cut_at_its_limit() {
        assert_eq!(defuse_links(&"ñ".repeat(MESSAGE_MAX + 5)).chars().count(), MESSAGE_MAX);
    }

    fn links_in(text: &str) -> Vec<String> {
        let mut finder = linkify::LinkFinder::new();
        finder.url_must_have_scheme(false);
        finder.links(text).map(|link| link.as_str().to_owned()).collect()
    }

    proptest! {
        #[test]
        fn no_link_is_left_for_a_mail_program_to_find(
            text in proptest::collection::vec("https?://|www\\.|[a-z]{1,8}|\\.|:|/|@|[0-9]{1,3}|\\PC| |\n|\\.com|\\.org", 0..30)
        ) {
            let inert = defuse_links(&text.concat());
            prop_assert_eq!(links_in(&inert), Vec::<String>::new(), "{}", inert);
        }
    }
}
