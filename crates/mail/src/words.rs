//! The words of the letters, from `content/words/LANGUAGE/mail.ftl`.

use std::sync::LazyLock;

use crosswalk_names::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

type Bundle = FluentBundle<FluentResource>;

static ENGLISH: LazyLock<Bundle> =
    LazyLock::new(|| bundle(Language::En, include_str!("../../../content/words/en/mail.ftl")));
static SPANISH: LazyLock<Bundle> =
    LazyLock::new(|| bundle(Language::Es, include_str!("../../../content/words/es/mail.ftl")));

fn bundle(language: Language, source: &str) -> Bundle {
    // What does not parse is left out here and caught by the test that both languages have the same keys.
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
    let locale = language.code().parse().expect("a language code is a locale");
    let mut bundle = Bundle::new_concurrent(vec![locale]);
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    bundle
}

/// The sentence `key` in `language`. A key that is missing shows as itself, which a test forbids.
pub(crate) fn say<'a>(language: Language, key: &str, args: &[(&'a str, FluentValue<'a>)]) -> String {
    let bundle = match language {
        Language::En => &*ENGLISH,
        Language::Es => &*SPANISH,
    };
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        return key.to_owned();
    };
    let args: FluentArgs<'_> = args.iter().cloned().collect();
    bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(source: &str) -> Vec<&str> {
        source
            .lines()
            .filter(|line| line.starts_with("mail-"))
            .filter_map(|line| line.split(" =").next())
            .collect()
    }

    #[test]
    fn both_languages_parse_and_have_the_same_keys() {
        let sources = [
            include_str!("../../../content/words/en/mail.ftl"),
            include_str!("../../../content/words/es/mail.ftl"),
        ];
        for source in sources {
            assert!(FluentResource::try_new(source.to_owned()).is_ok());
        }
        assert_eq!(keys(sources[0]), keys(sources[1]));
    }
}
