//! The labels of `content/words/LANGUAGE/partners.ftl`: written into exports, and understood in imports.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crosswalk_names::Language;

use crate::fold::fold;
use crate::{Field, Kind, Level, Power, Sector};

type Labels = BTreeMap<&'static str, &'static str>;

static ENGLISH: LazyLock<Labels> =
    LazyLock::new(|| labels(include_str!("../../../content/words/en/partners.ftl")));
static SPANISH: LazyLock<Labels> =
    LazyLock::new(|| labels(include_str!("../../../content/words/es/partners.ftl")));

/// The messages of one line, which labels are. A test keeps the files to them.
fn labels(source: &'static str) -> Labels {
    source.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = ")).collect()
}

/// The label under `key`. A key that is missing shows as nothing, which a test forbids.
pub(crate) fn label(language: Language, key: &str) -> &'static str {
    let labels = match language {
        Language::En => &ENGLISH,
        Language::Es => &SPANISH,
    };
    labels.get(key).copied().unwrap_or_default()
}

/// Words that people use for a choice, beside its labels: the choice's word, then theirs, parted by "|", as [`fold`]
/// gives them.
const ALSO: [(&str, &[(&str, &str)]); 4] = [
    (
        "sector",
        &[
            ("housing", "homes|house|viviendas"),
            ("education", "school|schools|escuela|escuelas"),
            ("residents", "residents|resident|community|residentes|comunidad"),
            ("health", "health care|healthcare|salud"),
            ("government", "public|public sector|sector publico|gobierno"),
            ("funders", "funder|philanthropy|foundation|foundations|financiadores|fundaciones|filantropia"),
            ("other", "otro|otra|otros|otras"),
        ],
    ),
    (
        "kind",
        &[
            ("public-housing-authority", "housing authority|pha|housing agency|autoridad de vivienda"),
            ("nonprofit-housing-owner", "affordable housing owner|affordable housing provider"),
            ("community-development-corporation", "cdc"),
            ("continuum-of-care", "coc"),
            ("shelter-provider", "shelter|refugio|albergue"),
            ("school-district", "district|public schools|distrito"),
            ("charter-school", "charter|charter network"),
            ("early-childhood-provider", "early childhood|head start|preschool|primera infancia"),
            ("after-school-provider", "after school|after school program"),
            ("college", "university|universidad"),
            ("tenants-association", "tenant association|tenants council|asociacion de inquilinos"),
            ("parents-association", "pta|pto|parent group|parents group"),
            ("faith-organization", "church|congregation|iglesia|faith group"),
            ("community-based-organization", "cbo|nonprofit|community organization"),
            ("community-health-center", "clinic|clinica|health center|fqhc"),
            ("giving-campaign", "united way"),
            ("bank-or-cdfi", "bank|cdfi|banco"),
            ("business", "employer|company|empresa"),
            ("backbone-organization", "backbone|intermediary|organizacion coordinadora"),
            ("research-partner", "research|university research"),
        ],
    ),
    (
        "level",
        &[
            ("front_line", "frontline|staff|line staff|personal"),
            ("program", "manager|program manager|middle"),
            ("executive", "leader|leadership|director|executive director|ejecutivo|ejecutiva"),
        ],
    ),
    (
        "power",
        &[
            ("low", "none|little|bajo|ninguno|ninguna|poca"),
            ("medium", "some|moderate|medio|alguno|alguna|mediano"),
            ("high", "much|a lot|alto|mucha"),
        ],
    ),
];

/// Every known word for a choice, folded, to the choice's own word; by the part of the key before the word.
static KNOWN: LazyLock<BTreeMap<(&'static str, String), &'static str>> = LazyLock::new(known);

fn known() -> BTreeMap<(&'static str, String), &'static str> {
    let mut known = BTreeMap::new();
    let mut choice = |prefix: &'static str, word: &'static str, key: &str| {
        let labels = Language::ALL.map(|language| label(language, key));
        for text in [word].into_iter().chain(labels) {
            known.insert((prefix, fold(text)), word);
        }
    };
    for one in Sector::ALL {
        choice("sector", one.word(), &one.label_key());
    }
    for one in Kind::all() {
        choice("kind", one.word(), &one.label_key());
    }
    for one in Level::ALL {
        choice("level", one.word(), &one.label_key());
    }
    for one in Power::ALL {
        choice("power", one.word(), &one.label_key());
    }
    for (prefix, choices) in ALSO {
        for (word, also) in choices {
            for text in also.split('|') {
                known.entry((prefix, text.to_owned())).or_insert(*word);
            }
        }
    }
    known
}

/// The word of the choice that `text` means in a field, in either language; nothing for one that is not known, or for a
/// field without choices.
pub(crate) fn choice_word(field: Field, text: &str) -> Option<&'static str> {
    let prefix = match field {
        Field::Sector => "sector",
        Field::Kind => "kind",
        Field::MainLevel | Field::BackupLevel => "level",
        Field::DecisionPower | Field::FundingPower => "power",
        _ => return None,
    };
    KNOWN.get(&(prefix, fold(text))).copied()
}

/// What an export writes for the word of a choice: its label.
pub(crate) fn shown(language: Language, field: Field, word: &str) -> String {
    let key = match field {
        Field::Sector => format!("sector-{word}"),
        Field::Kind => format!("kind-{word}"),
        Field::MainLevel | Field::BackupLevel => format!("level-{}", word.replace('_', "-")),
        Field::DecisionPower | Field::FundingPower => format!("power-{word}"),
        _ => return word.to_owned(),
    };
    label(language, &key).to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::PartnerType;

    #[test]
    fn every_choice_and_field_has_a_label_in_both_languages_and_no_label_is_left_over() {
        let keys: BTreeSet<String> = (Sector::ALL.map(Sector::label_key).into_iter())
            .chain(Kind::all().map(Kind::label_key))
            .chain(Level::ALL.map(Level::label_key))
            .chain(Power::ALL.map(Power::label_key))
            .chain(PartnerType::ALL.map(PartnerType::label_key))
            .chain(Field::ALL.map(Field::label_key))
            .collect();
        for labels in [&*ENGLISH, &*SPANISH] {
            assert_eq!(
                labels.keys().copied().collect::<BTreeSet<_>>(),
                keys.iter().map(String::as_str).collect()
            );
        }
    }

    #[test]
    fn the_files_hold_plain_labels_only() {
        let files = [
            include_str!("../../../content/words/en/partners.ftl"),
            include_str!("../../../content/words/es/partners.ftl"),
        ];
        for line in files.iter().flat_map(|file| file.lines()) {
            let is_label =
                line.split_once(" = ").is_some_and(|(_, text)| text == text.trim() && !text.is_empty());
            assert!(
                line.is_empty() || line.starts_with('#') || is_label && !line.contains(['{', '}']),
                "{line:?}"
            );
        }
    }

    #[test]
    fn each_word_and_each_label_means_its_own_choice() {
        for language in Language::ALL {
            for kind in Kind::all() {
                assert_eq!(choice_word(Field::Kind, kind.word()), Some(kind.word()));
                let text = shown(language, Field::Kind, kind.word());
                assert_eq!(choice_word(Field::Kind, &text), Some(kind.word()), "{text}");
            }
            for sector in Sector::ALL {
                let text = shown(language, Field::Sector, sector.word());
                assert_eq!(choice_word(Field::Sector, &text), Some(sector.word()), "{text}");
            }
            for level in Level::ALL {
                let text = shown(language, Field::MainLevel, level.word());
                assert_eq!(choice_word(Field::BackupLevel, &text), Some(level.word()), "{text}");
            }
            for power in Power::ALL {
                let text = shown(language, Field::FundingPower, power.word());
                assert_eq!(choice_word(Field::DecisionPower, &text), Some(power.word()), "{text}");
            }
        }
    }

    #[test]
    fn what_people_say_beside_the_labels_is_known_and_names_a_choice() {
        assert_eq!(choice_word(Field::Kind, "PHA"), Some("public-housing-authority"));
        assert_eq!(choice_word(Field::MainLevel, "Front line"), Some("front_line"));
        assert_eq!(choice_word(Field::Name, "housing"), None);
        for (prefix, choices) in ALSO {
            for (word, also) in choices {
                assert_eq!(KNOWN.get(&(prefix, fold(word))), Some(word), "{prefix} {word}");
                assert!(also.split('|').all(|text| fold(text) == text), "{also}");
            }
        }
    }
}
