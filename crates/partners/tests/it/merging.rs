//! Two records made one.

use crosswalk_partners::{Field, Organization, ProblemKind, Side, TEXT_MAX, fields, merge};
use proptest::prelude::*;

use crate::lists::organization;

fn sides() -> impl Strategy<Value = Vec<Side>> {
    proptest::collection::vec(
        proptest::sample::select(vec![Side::Left, Side::Right, Side::Both]),
        Field::ALL.len(),
    )
}

fn place(field: Field) -> usize {
    Field::ALL.iter().position(|one| *one == field).expect("every field is listed")
}

proptest! {
    #[test]
    fn merged_with_itself_nothing_changes(one in organization(), sides in sides()) {
        prop_assert_eq!(merge(&one, &one, |field| sides[place(field)]), Ok(one));
    }

    #[test]
    fn one_side_alone_is_that_record(one in organization(), two in organization()) {
        prop_assert_eq!(merge(&one, &two, |_| Side::Left), Ok(one.clone()));
        prop_assert_eq!(merge(&one, &two, |_| Side::Right), Ok(two));
    }
}

fn parse(pairs: &[(Field, &str)]) -> Organization {
    Organization::parse(&fields(pairs.iter().copied())).expect("a good organization")
}

#[test]
fn what_does_not_go_together_is_told() {
    let (left, right) = ("a".repeat(TEXT_MAX), "b".repeat(TEXT_MAX));
    let one = parse(&[(Field::Name, "A"), (Field::Kind, "city"), (Field::Mission, &left)]);
    let two = parse(&[(Field::Name, "A"), (Field::Kind, "hospital"), (Field::Mission, &right)]);
    let choose = |field| if field == Field::Kind { Side::Right } else { Side::Both };
    let problems: Vec<_> = merge(&one, &two, choose)
        .expect_err("two problems")
        .iter()
        .map(|one| (one.field, one.kind))
        .collect();
    assert_eq!(
        problems,
        [(Field::Kind, ProblemKind::OtherSector), (Field::Mission, ProblemKind::TooLong { limit: TEXT_MAX })]
    );
}

#[test]
fn both_keeps_the_first_of_what_takes_one_and_adds_lines_to_what_takes_many() {
    let one = parse(&[(Field::Name, "A"), (Field::Sector, "other"), (Field::Brings, "Rooms\nData")]);
    let two = parse(&[
        (Field::Name, "B"),
        (Field::Sector, "other"),
        (Field::Brings, "Data\nTrust"),
        (Field::MainPhone, "555 0100"),
    ]);
    let both = merge(&one, &two, |_| Side::Both).expect("no problem");
    assert_eq!((both.name.as_str(), both.brings.as_str()), ("A", "Rooms\nData\nTrust"));
    assert_eq!(both.main.map(|main| main.phone), Some("555 0100".to_owned()));
}
