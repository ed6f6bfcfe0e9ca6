//! No bytes make the import panic, and the same bytes give the same result.

use crosswalk_names::{Language, Timestamp};
use crosswalk_partners::{read_sheet, to_csv, to_xlsx};
use proptest::prelude::*;

use crate::lists::list;

fn check(bytes: &[u8]) {
    assert_eq!(read_sheet(bytes), read_sheet(bytes));
}

/// Bytes changed, cut out or put in at some places.
fn mutated(mut bytes: Vec<u8>, changes: &[(prop::sample::Index, u8, u8)]) -> Vec<u8> {
    for (at, how, byte) in changes {
        if bytes.is_empty() {
            break;
        }
        let at = at.index(bytes.len());
        match how % 4 {
            0 => bytes[at] = *byte,
            1 => bytes.insert(at, *byte),
            2 => drop(bytes.drain(at..(at + usize::from(*byte)).min(bytes.len()))),
            _ => bytes.truncate(at),
        }
    }
    bytes
}

fn changes() -> impl Strategy<Value = Vec<(prop::sample::Index, u8, u8)>> {
    proptest::collection::vec(any::<(prop::sample::Index, u8, u8)>(), 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn random_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        check(&bytes);
    }

    #[test]
    fn random_text_under_a_heading(text in any::<String>(), separator in "[,;|\t]") {
        check(format!("Name{separator}Sector\n{text}").as_bytes());
    }

    #[test]
    fn a_csv_file_that_was_changed(list in list(), changes in changes()) {
        check(&mutated(to_csv(&list, Language::Es).into_bytes(), &changes));
    }

    #[test]
    fn an_xlsx_file_that_was_changed(list in list(), changes in changes()) {
        let bytes = to_xlsx(&list, Language::En, Timestamp(0)).expect("a short list fits");
        check(&mutated(bytes, &changes));
    }
}
