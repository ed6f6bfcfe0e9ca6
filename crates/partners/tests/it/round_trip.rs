//! What is exported and read again is the same.

use crosswalk_names::{Language, Timestamp};
use crosswalk_partners::{Organization, ROWS_MAX, read_sheet, to_csv, to_xlsx};
use proptest::prelude::*;

use crate::lists::{list, organization};

fn read(bytes: &[u8]) -> Vec<Organization> {
    let preview = read_sheet(bytes).expect("a list");
    assert_eq!(preview.problems().next(), None);
    assert_eq!(preview.unknown_columns().next(), None);
    preview.organizations().map(|(_, organization)| organization.clone()).collect()
}

fn xlsx(organizations: &[Organization], language: Language) -> Vec<u8> {
    to_xlsx(organizations, language, Timestamp(1_795_000_000_000)).expect("a short list fits")
}

fn language() -> impl Strategy<Value = Language> {
    proptest::sample::select(Language::ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn a_csv_file_brings_the_same_organizations(list in list(), language in language()) {
        prop_assert_eq!(read(to_csv(&list, language).as_bytes()), list);
    }

    #[test]
    fn an_xlsx_file_brings_the_same_organizations(list in list(), language in language()) {
        prop_assert_eq!(read(&xlsx(&list, language)), list);
    }

    #[test]
    fn a_form_shows_what_was_parsed(organization in organization()) {
        prop_assert_eq!(Organization::parse(&organization.to_fields()), Ok(organization));
    }
}

#[test]
fn the_same_list_makes_the_same_file() {
    assert_eq!(xlsx(&[], Language::En), xlsx(&[], Language::En));
    for language in Language::ALL {
        assert_eq!(read(&xlsx(&[], language)), []);
        assert_eq!(read(to_csv(&[], language).as_bytes()), []);
    }
}

#[test]
fn the_longest_list_is_read_and_one_more_is_not() {
    let rows = |count: usize| format!("Name,Sector\n{}", "Eastgate,housing\n".repeat(count));
    assert_eq!(read(rows(ROWS_MAX).as_bytes()).len(), ROWS_MAX);
    let error = read_sheet(rows(ROWS_MAX + 1).as_bytes()).expect_err("one too many");
    assert_eq!(error, crosswalk_partners::ImportError::TooManyRows { rows: ROWS_MAX + 1 });
}
