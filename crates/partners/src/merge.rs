//! Two records of one organization made one, by hand.

use crate::{Field, Fields, Organization, Problem};

/// Which of two texts stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The one of the record that is kept.
    Left,
    /// The one of the other record.
    Right,
    /// Both: in fields of several lines, the other's lines that are not there yet come below. In every other field
    /// the one that is kept, or the other's where that is empty.
    Both,
}

/// `kept` with what `choose` takes from `other`, field by field.
///
/// Merging a record with itself gives it again, and so does choosing [`Side::Left`] for every field. What does not go
/// together is a problem to show: joined texts over the limit, a kind of another sector.
///
/// ```
/// # use crosswalk_partners::{Field, Organization, Side, fields, merge};
/// let parse = |pairs| Organization::parse(&fields(pairs)).expect("nothing is wrong");
/// let kept = parse([(Field::Name, "Milbrook HA"), (Field::Kind, "city"), (Field::Places, "Milbrook")]);
/// let other = parse([(Field::Name, "Milbrook"), (Field::Kind, "city"), (Field::Places, "Milbrook\nEastgate")]);
/// let one = merge(&kept, &other, |field| if field == Field::Name { Side::Right } else { Side::Both })?;
/// assert_eq!((one.name.as_str(), one.places.as_str()), ("Milbrook", "Milbrook\nEastgate"));
/// # Ok::<(), Vec<crosswalk_partners::Problem>>(())
/// ```
pub fn merge(
    kept: &Organization,
    other: &Organization,
    choose: impl Fn(Field) -> Side,
) -> Result<Organization, Vec<Problem>> {
    let (left, right) = (kept.to_fields(), other.to_fields());
    let mut fields = Fields::new();
    for field in Field::ALL {
        let text = |fields: &Fields| fields.get(&field).cloned().unwrap_or_default();
        let merged = match choose(field) {
            Side::Left => text(&left),
            Side::Right => text(&right),
            Side::Both if field.is_text() => joined(text(&left), &text(&right)),
            Side::Both => Some(text(&left)).filter(|text| !text.is_empty()).unwrap_or_else(|| text(&right)),
        };
        fields.insert(field, merged);
    }
    Organization::parse(&fields)
}

/// The lines of `left`, then those of `right` that are not among them.
fn joined(left: String, right: &str) -> String {
    let new: Vec<&str> = right.lines().filter(|line| !left.lines().any(|other| other == *line)).collect();
    if left.is_empty() {
        right.to_owned()
    } else if new.is_empty() {
        left
    } else {
        format!("{left}\n{}", new.join("\n"))
    }
}
