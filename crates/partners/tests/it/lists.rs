//! Organizations as people may describe them, for the property tests.

use crosswalk_partners::{Field, Fields, Kind, Level, Organization, Power, Sector};
use proptest::prelude::*;

/// Texts of all sorts: plain ones, some with several lines, some that a spreadsheet would take for a formula, some that
/// look escaped, and any characters at all.
fn text(chars_max: usize) -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[A-Za-zÁáÉéÑñ0-9 .,;|&'-]{0,40}",
        2 => "[ -~\n\t]{0,60}",
        1 => "[=+@'＝-]{1,3}[A-Z0-9]{1,8}",
        1 => Just("_x000D_ and _x0041_".to_owned()),
        1 => Just("\"quoted\"\n'=twice'\r\n\u{2028}\u{feff}e\u{301}".to_owned()),
        1 => any::<String>(),
    ]
    .prop_map(move |text| text.chars().filter(|c| *c != '\u{fffd}').take(chars_max).collect())
}

fn maybe(texts: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), texts]
}

fn one_of(words: Vec<&'static str>) -> impl Strategy<Value = String> {
    maybe(proptest::sample::select(words).prop_map(str::to_owned))
}

fn typed(field: Field) -> BoxedStrategy<String> {
    match field {
        Field::Letters => maybe("[A-Za-zñ0-9]{2}").boxed(),
        // The kind tells it, or it is set below.
        Field::Sector => Just(String::new()).boxed(),
        Field::Kind => one_of(Kind::all().map(Kind::word).collect()).boxed(),
        Field::Website => {
            maybe("(https?://)?(www\\.)?[a-z0-9ñ]{1,9}\\.(org|k12\\.wa\\.us)(/[ -~]{0,9})?").boxed()
        }
        Field::DecisionPower | Field::FundingPower => one_of(Power::ALL.map(Power::word).into()).boxed(),
        Field::MainLevel | Field::BackupLevel => one_of(Level::ALL.map(Level::word).into()).boxed(),
        Field::MainEmail | Field::BackupEmail => {
            maybe("[A-Za-z0-9'+_-]{1,9}@[a-z0-9]{1,9}\\.[a-z]{2,4}").boxed()
        }
        other => text(other.chars_max().unwrap_or(2)).boxed(),
    }
}

/// One organization, as a form gives it.
pub fn organization() -> impl Strategy<Value = Organization> {
    let fields: Vec<_> = Field::ALL.map(|field| typed(field).prop_map(move |text| (field, text))).into();
    (fields, proptest::sample::select(Sector::ALL.to_vec())).prop_filter_map(
        "a name of blanks",
        |(fields, sector)| {
            let mut fields: Fields = fields.into_iter().collect();
            if fields.get(&Field::Kind).is_none_or(String::is_empty) {
                fields.insert(Field::Sector, sector.word().to_owned());
            }
            Organization::parse(&fields).ok()
        },
    )
}

/// A short list.
pub fn list() -> impl Strategy<Value = Vec<Organization>> {
    proptest::collection::vec(organization(), 0..8)
}
