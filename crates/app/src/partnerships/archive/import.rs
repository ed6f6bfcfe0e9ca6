//! Writes a partnership down that was read from a file. Everything gets a new id: the same file can be brought in twice,
//! also where it came from.

use std::collections::BTreeMap;

use crosswalk_checklist::ExportedChecklist;
use crosswalk_mail::Address;
use crosswalk_names::{
    ActivityId, AgendaItemId, EvidenceId, Language, MeetingId, OrganizationId, PartnershipId, PersonId,
    RoundId, SnapshotId, StepId, Timestamp,
};

use super::format::{Archive, Book};
use super::queries::{self, Absent};
use super::read::Whole;
use crate::access::SignedIn;
use crate::accounts::queries as accounts;
use crate::accounts::sign_in::address_of;
use crate::error::PageError;
use crate::partnerships::activity::{self, Kind, NewActivity, by};
use crate::partnerships::agenda::queries::{self as agenda, NewItem};
use crate::partnerships::evidence::queries::{self as evidence, EvidenceKind, NewEvidence};
use crate::partnerships::partners::queries::{self as partners, Stored};
use crate::partnerships::queries::{self as partnerships, PartnershipWorkbook, Role};
use crate::partnerships::steps::queries::{self as steps, NewStep, Owner, StepText};
use crate::rounds::gather::key_of;
use crate::rounds::queries::{self as rounds, NewRound};
use crate::state::App;
use crate::workbook::deletion::discard;
use crate::workbook::queries::{SnapshotRow, put_snapshot};
use crate::workbook::start::{Started, start_on};

/// Makes a partnership of a file. Who brings it in becomes its steward; everybody else is awaited.
pub async fn import(app: &App, who: &SignedIn, whole: Whole) -> Result<PartnershipId, PageError> {
    let now = app.clock.now();
    let mut started: Vec<Started> = Vec::new();
    let made = match workbooks(app, &whole, now, &mut started).await {
        Ok(()) => write(app, who, whole, &started, now).await,
        Err(error) => Err(error),
    };
    if made.is_err() {
        for workbook in started {
            discard(app, workbook.id).await?;
        }
    }
    made
}

/// Starts the workbooks, with what they hold now and their snapshots.
async fn workbooks(
    app: &App,
    whole: &Whole,
    now: Timestamp,
    started: &mut Vec<Started>,
) -> Result<(), PageError> {
    for (book, export) in whole.archive.workbooks.iter().zip(&whole.workbooks) {
        let ExportedChecklist { key, version } = export.checklist.clone();
        let workbook = start_on(app, export.language, key, version).await?;
        let id = workbook.id;
        started.push(workbook);
        let made = app.live.become_like(id, export.workbook.clone(), String::new(), now).await;
        let seq = made.map_err(PageError::from)?;
        let mut rows = Vec::new();
        for snapshot in &book.snapshots {
            let row = SnapshotRow {
                id: SnapshotId(app.random.uuid(snapshot.at)),
                name: snapshot.name.clone(),
                at: snapshot.at,
                author: snapshot.author.clone(),
            };
            let held =
                serde_json::to_string(&snapshot.workbook).map_err(|error| PageError::internal(&error))?;
            rows.push((row, held));
        }
        app.store
            .write(move |conn| rows.iter().try_for_each(|(row, held)| put_snapshot(conn, id, row, seq, held)))
            .await?;
        if let Some(last) = book.snapshots.last() {
            app.live.set_last_snapshot(id, last.at).await?;
        }
    }
    Ok(())
}

/// New ids for old ones.
struct Anew {
    /// Who brings it in is the person of the same address, if the file has one.
    people: BTreeMap<PersonId, PersonId>,
    organizations: BTreeMap<OrganizationId, OrganizationId>,
    /// Stands for everybody who is not among the people.
    former: PersonId,
}

impl Anew {
    fn person(&self, id: Option<PersonId>) -> PersonId {
        id.and_then(|id| self.people.get(&id)).copied().unwrap_or(self.former)
    }
    fn member(&self, id: Option<PersonId>) -> Option<PersonId> {
        id.and_then(|id| self.people.get(&id)).copied()
    }
    fn organization(&self, id: Option<OrganizationId>) -> Option<OrganizationId> {
        id.and_then(|id| self.organizations.get(&id)).copied()
    }
}

/// An id with the end of the old one: by that end results know an organization again ([`key_of`]).
fn like(app: &App, old: OrganizationId, now: Timestamp) -> OrganizationId {
    let mut bytes = *app.random.uuid(now).as_bytes();
    bytes[12..].copy_from_slice(&key_of(old).to_be_bytes());
    OrganizationId(uuid::Uuid::from_bytes(bytes))
}

async fn write(
    app: &App,
    who: &SignedIn,
    whole: Whole,
    started: &[Started],
    now: Timestamp,
) -> Result<PartnershipId, PageError> {
    let person = who.person;
    let own = app.store.read(move |conn| accounts::person(conn, person)).await?;
    let own = own.and_then(|row| address_of(app, row.email_sealed.as_deref()));
    let Whole { mut archive, details, organizations, .. } = whole;
    let anew = Anew {
        people: archive
            .people
            .iter()
            .map(|one| {
                let is_own = own.is_some() && one.email == own.as_ref().map(Address::to_string);
                (one.id, if is_own { person } else { PersonId(app.random.uuid(now)) })
            })
            .collect(),
        organizations: organizations.iter().map(|(id, _)| (*id, like(app, *id, now))).collect(),
        former: PersonId(app.random.uuid(now)),
    };
    let seal = &app.seal;
    let stored: Vec<(OrganizationId, Stored)> = organizations
        .into_iter()
        .filter_map(|(id, one)| Some((anew.organization(Some(id))?, Stored::close(one, seal))))
        .collect();
    let absent: Vec<Absent> = archive.people.iter().map(|one| absent(app, one, &anew)).collect();
    let books = books(app, &archive.workbooks, started, now);
    let rounds = rounds_of(app, &mut archive, &anew, now)?;
    let id = PartnershipId(app.random.uuid(now));
    let work = app.clone();
    app.store
        .write(move |conn| {
            partnerships::create(conn, id, &details, archive.partnership.since)?;
            for (organization, stored) in &stored {
                partners::add(conn, id, *organization, stored, now)?;
            }
            partnerships::set_backbone(conn, id, anew.organization(archive.partnership.backbone))?;
            let former = Absent {
                id: anew.former,
                name: String::new(),
                email_sealed: None,
                language: Language::default(),
                removed_at: Some(now),
            };
            queries::add_absent(conn, &former, now)?;
            partnerships::join(conn, id, person, Role::Steward, None, now)?;
            for (one, absent) in archive.people.iter().zip(&absent) {
                let organization = anew.organization(one.organization);
                let role = if absent.id == person {
                    Role::Steward
                } else {
                    queries::add_absent(conn, absent, now)?;
                    let role = Role::from_word(&one.role).unwrap_or(Role::Viewer);
                    partnerships::join(conn, id, absent.id, role, organization, one.since)?;
                    role
                };
                let level = one.level.map(crosswalk_names::Level::word);
                partnerships::set_member(conn, id, absent.id, role, organization, level)?;
            }
            for book in &books {
                partnerships::add_workbook(conn, id, book)?;
            }
            for (round, results, closed_at) in &rounds {
                rounds::create(conn, id, round)?;
                rounds::close(conn, round.id, results, *closed_at)?;
            }
            put_work(conn, &work, id, &archive, &anew)?;
            activity::log(conn, id, &by(&work, now, person, Kind::Imported, ""))
        })
        .await?;
    Ok(id)
}

fn absent(app: &App, one: &super::format::Person, anew: &Anew) -> Absent {
    let address = one.email.as_deref().and_then(|text| Address::parse(text).ok());
    Absent {
        id: anew.person(Some(one.id)),
        name: one.name.clone(),
        email_sealed: address.map(|address| app.seal.close(&address)),
        language: one.language,
        removed_at: None,
    }
}

fn books(app: &App, books: &[Book], started: &[Started], now: Timestamp) -> Vec<PartnershipWorkbook> {
    let book = |(book, workbook): (&Book, &Started)| PartnershipWorkbook {
        id: workbook.id,
        sealed: app.seal.close(&workbook.edit.text()),
        is_team: book.is_team,
        added_at: now,
    };
    books.iter().zip(started).map(book).collect()
}

/// Rounds with what may be shown of them, in the words of the new ids.
fn rounds_of(
    app: &App,
    archive: &mut Archive,
    anew: &Anew,
    now: Timestamp,
) -> Result<Vec<(NewRound, String, Timestamp)>, PageError> {
    let mut rounds = Vec::new();
    for round in std::mem::take(&mut archive.rounds) {
        let mut results = round.results;
        for one in &mut results.organizations {
            // One that was removed since keeps an id that leads nowhere.
            one.id = anew.organization(Some(one.id)).unwrap_or_else(|| like(app, one.id, now));
        }
        let text = serde_json::to_string(&results).map_err(|error| PageError::internal(&error))?;
        let asked =
            round.asked.iter().filter_map(|(id, people)| Some((anew.organization(Some(*id))?, *people)));
        let new = NewRound {
            id: RoundId(app.random.uuid(round.opened_at)),
            name: round.name,
            checklist: (round.checklist, round.version),
            names: round.names.as_str(),
            people_min: round.people_min.into(),
            opened_by: anew.person(round.opened_by),
            at: round.opened_at,
            closes_at: round.closes_at,
            asked: asked.collect(),
        };
        rounds.push((new, text, round.closed_at));
    }
    Ok(rounds)
}

fn put_work(
    conn: &mut crosswalk_store::Connection,
    app: &App,
    id: PartnershipId,
    archive: &Archive,
    anew: &Anew,
) -> diesel::QueryResult<()> {
    for step in &archive.steps {
        let person = anew.member(step.owner_person).map(Owner::Person);
        let owner = person.or_else(|| anew.organization(step.owner_organization).map(Owner::Organization));
        let new = NewStep {
            id: StepId(app.random.uuid(step.added_at)),
            step: StepText {
                text: step.text.clone(),
                owner,
                due: step.due.as_deref().and_then(|due| due.parse().ok()),
                question: step.question.clone(),
            },
            by: anew.person(step.added_by),
            added_at: step.added_at,
            done_at: step.done_at,
        };
        steps::add(conn, id, &new)?;
    }
    for item in &archive.agenda {
        let new = NewItem {
            id: AgendaItemId(app.random.uuid(item.added_at)),
            question: item.question.clone(),
            note: item.note.clone(),
            by: anew.person(item.added_by),
            added_at: item.added_at,
            done_at: item.done_at,
        };
        agenda::add(conn, id, &new)?;
    }
    for proof in &archive.evidence {
        let new = NewEvidence {
            id: EvidenceId(app.random.uuid(proof.added_at)),
            question: proof.question.clone(),
            kind: EvidenceKind::from_word(&proof.kind).unwrap_or(EvidenceKind::Document),
            label: proof.label.clone(),
            link: proof.link.clone(),
            by: anew.person(proof.added_by),
            added_at: proof.added_at,
        };
        evidence::add(conn, id, &new)?;
    }
    for meeting in &archive.meetings {
        let meeting_id = MeetingId(app.random.uuid(meeting.started_at));
        queries::add_meeting(conn, id, meeting_id, meeting, anew.person(meeting.started_by))?;
    }
    for line in &archive.activity {
        let person = line.person.map(|person| anew.person(Some(person)));
        // What this program does not know was left out when the file was read.
        let Some(kind) = Kind::from_word(&line.kind) else { continue };
        let id_of_line = ActivityId(app.random.uuid(line.at));
        let new = NewActivity { id: id_of_line, at: line.at, person, kind, subject: &line.subject };
        activity::log(conn, id, &new)?;
    }
    Ok(())
}
