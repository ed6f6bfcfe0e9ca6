//! The lists of the file as tables for spreadsheets, made of what `partnership.json` holds. Column names are the ones of
//! the API: short, in English, the same for everyone.

use std::collections::BTreeMap;

use crosswalk_checklist::{CsvTable, iso_8601};
use crosswalk_names::{OrganizationId, PersonId, Timestamp};

use super::format::Archive;

/// Names by id.
struct Names<'a> {
    people: BTreeMap<PersonId, &'a str>,
    organizations: BTreeMap<OrganizationId, &'a str>,
}

impl<'a> Names<'a> {
    fn of(archive: &'a Archive) -> Self {
        let name = |fields: &'a BTreeMap<String, String>| fields.get("name").map_or("", String::as_str);
        Self {
            people: archive.people.iter().map(|one| (one.id, one.name.as_str())).collect(),
            organizations: archive.organizations.iter().map(|one| (one.id, name(&one.fields))).collect(),
        }
    }
    fn person(&self, id: Option<PersonId>) -> String {
        id.and_then(|id| self.people.get(&id)).copied().unwrap_or_default().to_owned()
    }
    fn organization(&self, id: Option<OrganizationId>) -> String {
        id.and_then(|id| self.organizations.get(&id)).copied().unwrap_or_default().to_owned()
    }
}

fn maybe(at: Option<Timestamp>) -> String {
    at.map(iso_8601).unwrap_or_default()
}

/// Members: who they are and for whom they speak.
pub fn people(archive: &Archive) -> String {
    let names = Names::of(archive);
    let mut table = CsvTable::<6>::new();
    table.row(["name", "email", "role", "organization", "level", "since"].map(str::to_owned));
    for one in &archive.people {
        table.row([
            one.name.clone(),
            one.email.clone().unwrap_or_default(),
            one.role.clone(),
            names.organization(one.organization),
            one.level.map(|level| level.word().to_owned()).unwrap_or_default(),
            iso_8601(one.since),
        ]);
    }
    table.finish()
}

/// Next steps.
pub fn steps(archive: &Archive) -> String {
    let names = Names::of(archive);
    let mut table = CsvTable::<8>::new();
    let head = ["text", "person", "organization", "due", "question", "added_by", "added_at", "done_at"];
    table.row(head.map(str::to_owned));
    for one in &archive.steps {
        table.row([
            one.text.clone(),
            names.person(one.owner_person),
            names.organization(one.owner_organization),
            one.due.clone().unwrap_or_default(),
            one.question.as_ref().map(ToString::to_string).unwrap_or_default(),
            names.person(one.added_by),
            iso_8601(one.added_at),
            maybe(one.done_at),
        ]);
    }
    table.finish()
}

/// The agenda.
pub fn agenda(archive: &Archive) -> String {
    let names = Names::of(archive);
    let mut table = CsvTable::<5>::new();
    table.row(["question", "note", "added_by", "added_at", "done_at"].map(str::to_owned));
    for one in &archive.agenda {
        table.row([
            one.question.to_string(),
            one.note.clone(),
            names.person(one.added_by),
            iso_8601(one.added_at),
            maybe(one.done_at),
        ]);
    }
    table.finish()
}

/// What answers rest on.
pub fn evidence(archive: &Archive) -> String {
    let names = Names::of(archive);
    let mut table = CsvTable::<6>::new();
    table.row(["question", "kind", "label", "link", "added_by", "added_at"].map(str::to_owned));
    for one in &archive.evidence {
        table.row([
            one.question.to_string(),
            one.kind.clone(),
            one.label.clone(),
            one.link.clone(),
            names.person(one.added_by),
            iso_8601(one.added_at),
        ]);
    }
    table.finish()
}

/// What came out of each question of each meeting. Counts are empty where fewer than three phones answered.
pub fn meetings(archive: &Archive) -> String {
    let mut table = CsvTable::<11>::new();
    table.row(
        [
            "started_at",
            "question",
            "phones",
            "not_yet",
            "in_progress",
            "yes",
            "dont_know",
            "not_applicable",
            "agreed",
            "note",
            "at",
        ]
        .map(str::to_owned),
    );
    for meeting in &archive.meetings {
        for one in &meeting.outcomes {
            let counts =
                one.spread.counts.map_or_else(Default::default, |counts| counts.map(|n| n.to_string()));
            let [not_yet, in_progress, yes, dont_know, not_applicable] = counts;
            table.row([
                iso_8601(meeting.started_at),
                one.question.to_string(),
                one.spread.answered.to_string(),
                not_yet,
                in_progress,
                yes,
                dont_know,
                not_applicable,
                one.agreed.map(|answer| answer.as_str().to_owned()).unwrap_or_default(),
                one.note.clone(),
                iso_8601(one.at),
            ]);
        }
    }
    table.finish()
}
