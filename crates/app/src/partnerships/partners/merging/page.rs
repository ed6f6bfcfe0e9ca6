//! Two records side by side, and the choice of the second one.

use std::collections::BTreeMap;

use askama::Template;
use crosswalk_names::{Language, OrganizationId};
use crosswalk_partners::{Contact, Field as Part, Fields, Organization, Side};
use crosswalk_ui::{self as ui, Alert, Choice, Frame, Nav, Problems, Sample, Words};

use crate::partnerships::partners::problems::form_problems;
use crate::partnerships::partners::samples as made_up;

/// The words of the sides in a form.
const LEFT: &str = "left";
const RIGHT: &str = "right";
const BOTH: &str = "both";

/// The side that a word stands for.
pub fn side_from(word: &str) -> Side {
    match word {
        RIGHT => Side::Right,
        BOTH => Side::Both,
        _ => Side::Left,
    }
}

/// A field in which the two differ.
pub struct MergeLine {
    /// Which.
    pub field: Part,
    /// What it is called.
    pub label: String,
    /// What the one that is kept says; may be empty.
    pub left: String,
    /// What the other says; may be empty.
    pub right: String,
    /// Whether both can be joined.
    pub joins: bool,
    /// The word of the side that is chosen.
    pub chosen: &'static str,
}

/// The fields in which two records differ, with the sides picked by a form or proposed: what says something, of two
/// texts both, of two contacts the one of the record that is kept.
pub fn differences(
    words: &Words,
    kept: &Organization,
    other: &Organization,
    picked: &BTreeMap<String, String>,
) -> Vec<MergeLine> {
    let (left, right) = (kept.to_fields(), other.to_fields());
    let are_two = |one: Option<&Contact>, two: Option<&Contact>| {
        one.zip(two).is_some_and(|(one, two)| one.name != two.name)
    };
    let main_differs = are_two(kept.main.as_ref(), other.main.as_ref());
    let backup_differs = are_two(kept.backup.as_ref(), other.backup.as_ref());
    Part::ALL
        .into_iter()
        .filter_map(|field| {
            let text = |fields: &Fields| fields.get(&field).cloned().unwrap_or_default();
            let (left, right) = (text(&left), text(&right));
            if left == right {
                return None;
            }
            let joins = field.is_text() && !left.is_empty() && !right.is_empty();
            let keeps_left = (field == Part::Kind && kept.sector != other.sector)
                || (field.word().starts_with("main_") && main_differs)
                || (field.word().starts_with("backup_") && backup_differs);
            let proposed = if joins {
                BOTH
            } else if left.is_empty() && !keeps_left {
                RIGHT
            } else {
                LEFT
            };
            let typed = picked.get(&format!("pick.{}", field.word())).map(String::as_str);
            let chosen = match typed {
                Some(LEFT) => LEFT,
                Some(RIGHT) => RIGHT,
                Some(BOTH) if joins => BOTH,
                _ => proposed,
            };
            Some(MergeLine {
                field,
                label: words.t(&field.label_key()).to_owned(),
                left: shown(words, field, left),
                right: shown(words, field, right),
                joins,
                chosen,
            })
        })
        .collect()
}

/// What a field says, with the label of a choice.
fn shown(words: &Words, field: Part, text: String) -> String {
    let prefix = match field {
        Part::Sector => "sector",
        Part::Kind => "kind",
        Part::DecisionPower | Part::FundingPower => "power",
        Part::MainLevel | Part::BackupLevel => "level",
        _ => return text,
    };
    if text.is_empty() { text } else { words.t(&format!("{prefix}-{}", text.replace('_', "-"))).to_owned() }
}

/// The two side by side.
#[derive(Template)]
#[template(path = "partnerships/partners/merging/merge.html")]
pub struct MergePage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// The one that is kept.
    pub kept: (OrganizationId, String),
    /// The one that goes into it.
    pub second: (OrganizationId, String),
    /// Where they differ.
    pub lines: Vec<MergeLine>,
    /// What does not go together.
    pub problems: Problems,
}

impl MergePage<'_> {
    /// The sides of a field: word, what it says, whether chosen.
    fn sides<'p>(&'p self, line: &'p MergeLine) -> Vec<(&'static str, &'p str, bool)> {
        let says = |text: &'p str| if text.is_empty() { self.frame.t("partner-merge-nothing") } else { text };
        let mut sides = vec![(LEFT, says(&line.left)), (RIGHT, says(&line.right))];
        if line.joins {
            sides.push((BOTH, self.frame.t("partner-merge-both")));
        }
        sides.into_iter().map(|(word, text)| (word, text, word == line.chosen)).collect()
    }
    fn on(&self, line: &MergeLine) -> Vec<&str> {
        self.problems.on(line.field.word())
    }
}

/// The choice of the other record.
#[derive(Template)]
#[template(path = "partnerships/partners/merging/pick.html")]
pub struct PickPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// The one that is kept.
    pub kept: (OrganizationId, String),
    /// Ids and names of the others, those first that may be the same.
    pub others: Vec<(String, String)>,
}

/// The pages in their states.
pub fn samples(language: Language) -> Vec<Sample> {
    let words = Words::of(language);
    let frame = || Frame::sample_group(language, "/p/SAMPLE/partners/SAMPLE/merge", Nav::Partners);
    let kept = made_up::organizations().swap_remove(6);
    let mut other = made_up::organizations().swap_remove(4);
    "Millbrook PHA".clone_into(&mut other.name);
    let page = |picked: &BTreeMap<String, String>, problems| MergePage {
        frame: frame(),
        kept: (made_up::id(6), kept.name.clone()),
        second: (made_up::id(4), other.name.clone()),
        lines: differences(words, &kept, &other, picked),
        problems,
    };
    let mut clinic = other.clone();
    clinic.sector = crosswalk_partners::Sector::Health;
    let found = crosswalk_partners::merge(&kept, &clinic, |field| {
        if field == Part::Sector { Side::Right } else { Side::Left }
    });
    let problems = form_problems(words, &found.err().unwrap_or_default());
    let pick = |others| PickPage { frame: frame(), kept: (made_up::id(6), kept.name.clone()), others };
    let others = vec![("a".to_owned(), "Millbrook PHA".to_owned())];
    vec![
        Sample::new("merge partners", &page(&BTreeMap::new(), Problems::default())),
        Sample::new("merge partners, wrong", &page(&BTreeMap::new(), problems)),
        Sample::new("merge partners, with whom", &pick(others)),
        Sample::new("merge partners, nobody", &pick(Vec::new())),
    ]
}

#[cfg(test)]
mod tests {
    use crosswalk_partners::fields;

    use super::*;

    #[test]
    fn what_says_something_is_proposed_and_two_people_are_not_mixed() {
        let organization = |pairs: &[(Part, &str)]| {
            let pairs = [(Part::Name, "A"), (Part::Sector, "other")].into_iter().chain(pairs.iter().copied());
            Organization::parse(&fields(pairs)).expect("a good organization")
        };
        let kept = organization(&[(Part::MainName, "Ana"), (Part::Places, "Eastgate")]);
        let other = organization(&[
            (Part::MainName, "Bea"),
            (Part::MainPhone, "555 0100"),
            (Part::Places, "Northside"),
            (Part::BackupName, "Cy"),
        ]);
        let words = Words::of(Language::En);
        let lines = differences(words, &kept, &other, &BTreeMap::new());
        let chosen: Vec<_> = lines.iter().map(|line| (line.field, line.chosen)).collect();
        let proposed = [
            (Part::Places, BOTH),
            (Part::MainName, LEFT),
            (Part::MainPhone, LEFT),
            (Part::BackupName, RIGHT),
        ];
        assert_eq!(chosen, proposed);
        let picked = BTreeMap::from([("pick.main_name".to_owned(), RIGHT.to_owned())]);
        assert_eq!(differences(words, &kept, &other, &picked)[1].chosen, RIGHT);
    }
}
