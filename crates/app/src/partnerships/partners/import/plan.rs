//! What becomes of each row of a file, by what a person chose.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_names::OrganizationId;
use crosswalk_partners::{Field, Letters, Match, Organization, Other, Reason, Side, merge};

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It becomes an organization of its own.
    Add,
    /// It is left out.
    Skip,
    /// It is made one with an organization that is there.
    Join(OrganizationId),
    /// It is made one with an earlier row, by its place from 0.
    JoinRow(usize),
}

impl Fate {
    /// The word in a form.
    pub fn word(self) -> String {
        match self {
            Fate::Add => "add".to_owned(),
            Fate::Skip => "skip".to_owned(),
            Fate::Join(id) => id.to_string(),
            Fate::JoinRow(at) => format!("row-{at}"),
        }
    }

    /// What a word stands for; one that stands for nothing leaves the row out.
    pub fn from_word(word: &str) -> Self {
        match word {
            "add" => Fate::Add,
            word => match word.strip_prefix("row-").map(str::parse) {
                Some(Ok(at)) => Fate::JoinRow(at),
                _ => word.parse().map_or(Fate::Skip, Fate::Join),
            },
        }
    }

    /// What the preview proposes for a row that looks like these: to leave out one whose name is there already, and to
    /// add any other. Nothing is made one unless a person says so.
    pub fn proposed(matches: &[&Match<OrganizationId>]) -> Self {
        let same_name = matches.iter().any(|found| found.reasons.contains(&Reason::SameName));
        if same_name { Fate::Skip } else { Fate::Add }
    }

    /// The choice of making a row one with what it looks like.
    pub fn of_match(found: &Match<OrganizationId>) -> Self {
        match found.other {
            Other::Existing(id) => Fate::Join(id),
            Other::Incoming(at) => Fate::JoinRow(at),
        }
    }
}

/// What is to be written.
#[derive(Debug, Default)]
pub struct Plan {
    /// New organizations.
    pub added: Vec<(OrganizationId, Organization)>,
    /// Organizations that are there, with what rows brought to them.
    pub changed: Vec<(OrganizationId, Organization)>,
    /// Rows that were taken in.
    pub rows: usize,
}

impl Plan {
    /// Goes through the rows in order. An organization that was removed meanwhile, or a row that was left out, can't be
    /// joined: then the row is added.
    pub fn of(
        existing: BTreeMap<OrganizationId, Organization>,
        rows: Vec<(OrganizationId, Organization, Fate)>,
    ) -> Self {
        let mut taken: BTreeSet<Letters> = existing.values().filter_map(|one| one.letters).collect();
        let mut all = existing;
        let (mut added, mut changed) = (BTreeSet::new(), BTreeSet::new());
        let mut became: Vec<Option<OrganizationId>> = Vec::with_capacity(rows.len());
        let mut count = 0;
        for (id, mut organization, fate) in rows {
            let target = match fate {
                Fate::Skip => {
                    became.push(None);
                    continue;
                }
                Fate::Add => None,
                Fate::Join(other) => Some(other),
                Fate::JoinRow(at) => became.get(at).copied().flatten(),
            };
            if all.contains_key(&id) {
                // The form was sent twice.
                became.push(Some(id));
                continue;
            }
            count += 1;
            if let Some((target, there)) = target.and_then(|target| Some((target, all.get_mut(&target)?))) {
                *there = joined(there, &organization);
                if !added.contains(&target) {
                    changed.insert(target);
                }
                became.push(Some(target));
            } else {
                if organization.settle_letters(&taken).is_err() {
                    organization.letters = Some(Letters::for_name(&organization.name, &taken));
                }
                taken.extend(organization.letters);
                all.insert(id, organization);
                added.insert(id);
                became.push(Some(id));
            }
        }
        let mut take = |ids: BTreeSet<OrganizationId>| {
            ids.into_iter().filter_map(|id| Some((id, all.remove(&id)?))).collect::<Vec<_>>()
        };
        Self { added: take(added), changed: take(changed), rows: count }
    }
}

/// What is there stays; the row fills what is empty and adds its lines to long texts. Where that does not go together,
/// what is there stays alone.
fn joined(there: &Organization, row: &Organization) -> Organization {
    merge(there, row, |_| Side::Both)
        .or_else(|problems| {
            let left: BTreeSet<Field> = problems.iter().map(|problem| problem.field).collect();
            let side = |field| if left.contains(&field) { Side::Left } else { Side::Both };
            merge(there, row, side)
        })
        .unwrap_or_else(|_| there.clone())
}

#[cfg(test)]
mod tests {
    use crosswalk_partners::fields;

    use super::*;

    fn id(number: u128) -> OrganizationId {
        OrganizationId(uuid::Uuid::from_u128(number))
    }

    fn named(name: &str, more: &[(Field, &str)]) -> Organization {
        let pairs = [(Field::Name, name), (Field::Sector, "housing")].into_iter().chain(more.iter().copied());
        Organization::parse(&fields(pairs)).expect("a good organization")
    }

    #[test]
    fn rows_are_added_left_out_and_made_one_in_order() {
        let existing = BTreeMap::from([(id(1), named("Milbrook HA", &[(Field::Letters, "MH")]))]);
        let rows = vec![
            (id(11), named("Milbrook Homes", &[(Field::Letters, "MH")]), Fate::Add),
            (id(12), named("Milbrook PHA", &[(Field::Brings, "Homes")]), Fate::Join(id(1))),
            (id(13), named("Milbrook homes", &[(Field::Places, "Eastgate")]), Fate::JoinRow(0)),
            (id(14), named("Left out", &[]), Fate::Skip),
            (id(15), named("Of one left out", &[]), Fate::JoinRow(3)),
        ];
        let plan = Plan::of(existing, rows);
        let names: Vec<_> = plan.added.iter().map(|(id, one)| (*id, one.name.as_str())).collect();
        assert_eq!(names, [(id(11), "Milbrook Homes"), (id(15), "Of one left out")]);
        assert_eq!(plan.added[0].1.places, "Eastgate");
        assert_ne!(plan.added[0].1.letters.map(String::from).as_deref(), Some("MH"));
        assert_eq!((plan.changed.len(), plan.changed[0].1.brings.as_str()), (1, "Homes"));
        assert_eq!(plan.changed[0].1.name, "Milbrook HA");
        assert_eq!(plan.rows, 4);
    }

    #[test]
    fn a_form_sent_twice_adds_nothing_twice() {
        let row = (id(11), named("Milbrook Homes", &[]), Fate::Add);
        let first = Plan::of(BTreeMap::new(), vec![row.clone()]);
        let second = Plan::of(first.added.into_iter().collect(), vec![row]);
        assert_eq!((second.added.len(), second.changed.len(), second.rows), (0, 0, 0));
    }

    #[test]
    fn what_does_not_go_together_stays_as_it_was() {
        let there = named("Milbrook HA", &[]);
        let row = Organization::parse(&fields([(Field::Name, "Milbrook"), (Field::Kind, "hospital")]));
        let one = joined(&there, &row.expect("a good organization"));
        assert_eq!((one.kind, one.sector), (None, crosswalk_partners::Sector::Housing));
    }

    #[test]
    fn words_of_a_form_come_back() {
        for fate in [Fate::Add, Fate::Skip, Fate::Join(id(7)), Fate::JoinRow(12)] {
            assert_eq!(Fate::from_word(&fate.word()), fate);
        }
        assert_eq!(Fate::from_word("row-x"), Fate::Skip);
        assert_eq!(Fate::from_word("anything"), Fate::Skip);
    }
}
