//! Which field a column of a sheet holds: told from its heading, in English or Spanish.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crosswalk_names::Language;

use crate::Field;
use crate::fold::fold;
use crate::words::label;

/// Headings of the columns about the organization itself, beside their labels and words; parted by "|", as [`fold`]
/// gives them.
const HEADINGS: [(Field, &str); 12] = [
    (
        Field::Name,
        "organization|organisation|organization name|name of organization|name of the organization|agency|agency name|\
         partner|partner name|partner organization|institution|company|organizacion|nombre de la organizacion|\
         organizacion asociada|nombre de la organizacion asociada|agencia|institucion|entidad",
    ),
    (Field::Letters, "letters|initials|chip|abbreviation|letras|iniciales|siglas"),
    (Field::Sector, "sector"),
    (
        Field::Kind,
        "kind|type|kind of organization|type of organization|organization type|kind of partner|type of partner|\
         partner type|tipo|tipo de organizacion|clase",
    ),
    (
        Field::Website,
        "website|web site|web|url|web address|web page|webpage|homepage|site|link|sitio web|pagina web|sitio|enlace",
    ),
    (Field::Mission, "mission|mission statement|purpose|about|description|mision|proposito|descripcion"),
    (
        Field::Brings,
        "brings|what they bring|what it brings|contribution|contributions|resources|strengths|assets|aporta|\
         que aporta|aporte|aportes|recursos",
    ),
    (
        Field::DecisionPower,
        "decision power|decision making power|decision making authority|decision authority|authority|power to decide|\
         can decide|poder de decision|capacidad de decidir|autoridad",
    ),
    (
        Field::FundingPower,
        "funding power|funding|funds|power to pay|can pay|can pay for|funding relationships|capacidad de pagar|\
         capacidad de financiar|financiamiento",
    ),
    (
        Field::Populations,
        "populations|population|populations served|population served|who they serve|whom they serve|families served|\
         target population|serves|poblacion|poblaciones|poblacion atendida|a quienes atiende|poblacion prioritaria",
    ),
    (
        Field::Places,
        "places|place|places served|area|areas|area served|areas served|service area|geography|location|region|\
         neighborhoods|lugares|lugar|zona|zonas|donde trabaja|area de servicio",
    ),
    (
        Field::ExistingPartnerships,
        "existing partnerships|partnerships|current partnerships|works with|existing partners|collaborations|alianzas|\
         alianzas que ya existen|alianzas existentes|colaboraciones|trabaja con",
    ),
];

/// What each column about a contact may be called, apart from whose it is; main field, then backup field.
const PARTS: [(Field, Field, &str); 5] = [
    (Field::MainName, Field::BackupName, "|name|full name|person|nombre|nombre completo|persona"),
    (
        Field::MainJob,
        Field::BackupJob,
        "job|job title|title|role|position|cargo|puesto|titulo|rol|puesto trabajo",
    ),
    (
        Field::MainEmail,
        Field::BackupEmail,
        "email|e mail|mail|email address|e mail address|mail address|correo|correo electronico",
    ),
    (
        Field::MainPhone,
        Field::BackupPhone,
        "phone|telephone|tel|phone number|telephone number|cell|cell phone|mobile|telefono|numero telefono|celular",
    ),
    (Field::MainLevel, Field::BackupLevel, "level|nivel"),
];

const MAIN: [&str; 8] = ["main", "primary", "first", "1", "contact", "contacto", "principal", "primario"];
const BACKUP: [&str; 13] = [
    "backup",
    "secondary",
    "second",
    "alternate",
    "alternative",
    "other",
    "2",
    "suplente",
    "alterno",
    "respaldo",
    "segundo",
    "secundario",
    "otro",
];
const FILLERS: [&str; 9] = ["of", "the", "s", "del", "de", "la", "el", "up", "back"];

/// How sure a heading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sureness {
    /// It says all: "Contact email", "Organization".
    Full,
    /// It does not say whose: "Email", "Name".
    Half,
}

/// The field of each column. A field that two columns claim goes to the surer heading, then to the one further left.
pub(crate) fn columns(headings: &[String]) -> Vec<Option<Field>> {
    let folded: Vec<String> = headings.iter().map(|heading| fold(heading)).collect();
    let mut columns = vec![None; headings.len()];
    let mut taken = BTreeSet::new();
    for sureness in [Sureness::Full, Sureness::Half] {
        for (column, heading) in folded.iter().enumerate().filter(|(_, heading)| !heading.is_empty()) {
            let field = match sureness {
                _ if columns[column].is_some() => None,
                Sureness::Full => full(heading),
                // "Name" is the organization's, or in a table that has a column for that, the contact's.
                Sureness::Half if matches!(heading.as_str(), "name" | "nombre") => {
                    Some(if taken.contains(&Field::Name) { Field::MainName } else { Field::Name })
                }
                Sureness::Half => half(heading),
            };
            if let Some(field) = field.filter(|field| taken.insert(*field)) {
                columns[column] = Some(field);
            }
        }
    }
    columns
}

/// Whether a cell may be a heading.
pub(crate) fn is_heading(text: &str) -> bool {
    // Longer than any; a cell of prose need not be folded to know.
    if text.len() > 120 {
        return false;
    }
    let folded = fold(text);
    matches!(folded.as_str(), "name" | "nombre") || full(&folded).or_else(|| half(&folded)).is_some()
}

/// Whole headings: the labels of both languages, the words of the fields, and [`HEADINGS`].
static WHOLE: LazyLock<BTreeMap<String, Field>> = LazyLock::new(|| {
    let mut whole = BTreeMap::new();
    for field in Field::ALL {
        whole.extend(Language::ALL.map(|language| (fold(label(language, &field.label_key())), field)));
        whole.insert(fold(field.word()), field);
    }
    for (field, names) in HEADINGS {
        whole.extend(names.split('|').map(|name| (name.to_owned(), field)));
    }
    // It may be the contact's; see `columns`.
    whole.remove("name");
    whole
});

fn full(heading: &str) -> Option<Field> {
    WHOLE.get(heading).copied().or_else(|| {
        let words: Vec<&str> = heading.split(' ').collect();
        let is_backup = heading.contains("back up") || words.iter().any(|word| BACKUP.contains(word));
        let is_main = words.iter().any(|word| MAIN.contains(word));
        (is_backup || is_main).then(|| part(&words, is_backup)).flatten()
    })
}

fn half(heading: &str) -> Option<Field> {
    let words: Vec<&str> = heading.split(' ').collect();
    if words.iter().all(|word| FILLERS.contains(word)) { None } else { part(&words, false) }
}

fn part(words: &[&str], is_backup: bool) -> Option<Field> {
    let telling = |word: &&str| !(MAIN.contains(word) || BACKUP.contains(word) || FILLERS.contains(word));
    let rest: Vec<&str> = words.iter().copied().filter(telling).collect();
    let rest = rest.join(" ");
    let (main, backup, _) = PARTS.iter().find(|(.., names)| names.split('|').any(|name| name == rest))?;
    Some(if is_backup { *backup } else { *main })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(headings: &[&str], fields: &[Option<Field>]) {
        let owned: Vec<String> = headings.iter().map(|&heading| heading.to_owned()).collect();
        assert_eq!(columns(&owned), fields, "{headings:?}");
    }

    #[test]
    fn labels_and_words_of_both_languages_are_known() {
        for field in Field::ALL {
            for language in Language::ALL {
                check(&[label(language, &field.label_key())], &[Some(field)]);
            }
            check(&[field.word()], &[Some(field)]);
        }
    }

    #[test]
    fn headings_of_contacts_say_whose_they_are_in_any_order() {
        use Field::{BackupEmail, BackupName, BackupPhone, MainEmail, MainJob, MainName, MainPhone};
        check(
            &[
                "CONTACT NAME",
                "Job Title",
                "E-mail",
                "Phone",
                "Backup contact",
                "Back-up phone",
                "2nd e-mail",
                "Email 2",
            ],
            &[
                Some(MainName),
                Some(MainJob),
                Some(MainEmail),
                Some(MainPhone),
                Some(BackupName),
                Some(BackupPhone),
                None,
                Some(BackupEmail),
            ],
        );
        check(
            &["Correo electrónico del contacto suplente", "Teléfono", "Cargo del contacto principal"],
            &[Some(BackupEmail), Some(MainPhone), Some(MainJob)],
        );
    }

    #[test]
    fn a_name_is_the_organizations_unless_that_has_its_own_column() {
        check(&["Name", "Sector"], &[Some(Field::Name), Some(Field::Sector)]);
        check(&["Name", "Agency"], &[Some(Field::MainName), Some(Field::Name)]);
    }

    #[test]
    fn the_surer_heading_gets_the_field_and_the_rest_is_unknown() {
        check(&["Email", "Contact email", "Shoe size", ""], &[None, Some(Field::MainEmail), None, None]);
    }
}
