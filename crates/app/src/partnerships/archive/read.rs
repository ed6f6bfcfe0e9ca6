//! Reads a partnership's file and checks all of it before anything is written: what passes here breaks no limit and no
//! page. The file comes from outside; whoever made it may have changed it by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use std::sync::Arc;

use crosswalk_checklist::{Checklist, Export, ExportedChecklist, Workbook};
use crosswalk_collab::{Document, Limits, Shape};
use crosswalk_mail::Address;
use crosswalk_names::{Language, OrganizationId, Timestamp};
use crosswalk_partners::{Field, Organization};
use crosswalk_ui::Words;
use jiff::civil::Date;

use super::format::{Archive, Book, Round};
use super::{PEOPLE_MAX, UNPACKED_MAX};
use crate::content::Content;
use crate::partnerships::activity::{Kind, LINES_MAX};
use crate::partnerships::evidence::queries::EvidenceKind;
use crate::partnerships::evidence::{LABEL_MAX, LINK_MAX, web_address};
use crate::partnerships::partners::ORGANIZATIONS_MAX;
use crate::partnerships::queries::{Details, Role};
use crate::partnerships::{agenda, settings, steps};
use crate::rounds::gather::key_of;
use crate::rounds::opening;
use crate::typed::Typed;
use crate::workbook::snapshots;

/// Rounds, meetings, questions of a meeting and snapshots of a workbook, each.
const ROUNDS_MAX: usize = 500;
/// Rows of each of the other lists.
const ROWS_MAX: usize = 20_000;
/// People of one organization that a round asks.
const ASKED_MAX: u32 = 10_000;
/// The last moment that a file may name: the end of the year 9999.
const LAST: Timestamp = Timestamp(253_402_300_799_999);

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// It is no file of a partnership.
    NotOurs,
    /// It was made by a newer program.
    Newer,
    /// Unpacked, it is longer than [`UNPACKED_MAX`].
    TooLarge,
    /// It needs a checklist that this site does not have.
    Checklist(String),
    /// A part of it does not fit: which, in the words of the format.
    Odd(String),
}

fn odd(part: impl Into<String>) -> Refused {
    Refused::Odd(part.into())
}

/// A file that was read and checked.
pub struct Whole {
    /// All lists, their texts cleaned.
    pub archive: Archive,
    /// What a steward sets.
    pub details: Details,
    /// The organizations.
    pub organizations: Vec<(OrganizationId, Organization)>,
    /// What each of the workbooks holds now.
    pub workbooks: Vec<Export>,
}

/// Reads and checks a file.
pub fn read(bytes: &[u8], content: &Content, limits: &Limits, words: &Words) -> Result<Whole, Refused> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refused::NotOurs)?;
    let mut left = UNPACKED_MAX;
    let mut part = |name: &str| -> Result<String, Refused> {
        let file = zip.by_name(name).map_err(|_| odd(name))?;
        let mut text = String::new();
        let most = u64::try_from(left).unwrap_or(u64::MAX);
        file.take(most.saturating_add(1)).read_to_string(&mut text).map_err(|_| odd(name))?;
        left = left.checked_sub(text.len()).ok_or(Refused::TooLarge)?;
        Ok(text)
    };
    let text = part(Archive::NAME).map_err(|refused| match refused {
        Refused::Odd(_) => Refused::NotOurs,
        other => other,
    })?;
    let archive = parse(&text)?;
    let mut workbooks = Vec::new();
    for book in &archive.workbooks {
        workbooks.push(Export::from_json(&part(&book.name)?).map_err(|_| odd(book.name.clone()))?);
    }
    Check { words, content, limits }.whole(archive, workbooks)
}

fn parse(text: &str) -> Result<Archive, Refused> {
    #[derive(serde::Deserialize)]
    struct Head {
        format: String,
        version: u32,
    }
    let head: Head = serde_json::from_str(text).map_err(|_| Refused::NotOurs)?;
    if head.format != Archive::FORMAT {
        return Err(Refused::NotOurs);
    }
    if head.version != Archive::VERSION {
        return Err(Refused::Newer);
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    serde_path_to_error::deserialize(&mut reader).map_err(|error| odd(error.path().to_string()))
}

struct Check<'a> {
    words: &'a Words,
    content: &'a Content,
    /// Of the live document.
    limits: &'a Limits,
}

impl Check<'_> {
    fn whole(&self, mut archive: Archive, workbooks: Vec<Export>) -> Result<Whole, Refused> {
        let details = self.details(&archive)?;
        let organizations = organizations(&archive)?;
        self.workbooks(&archive.workbooks, &workbooks)?;
        self.people(&mut archive)?;
        self.rounds(&mut archive.rounds)?;
        self.work(&mut archive)?;
        self.meetings(&mut archive)?;
        most("activity", archive.activity.len(), LINES_MAX)?;
        // What a later version logs is left out.
        archive.activity.retain(|line| Kind::from_word(&line.kind).is_some());
        for line in &mut archive.activity {
            moments("activity.at", [line.at])?;
            line.subject = self.line("activity.subject", &line.subject, usize::MAX)?;
        }
        Ok(Whole { archive, details, organizations, workbooks })
    }

    fn line(&self, part: &str, text: &str, max: usize) -> Result<String, Refused> {
        let mut typed = Typed::new(self.words);
        let line = typed.line("file", text, max);
        typed.done(line).map_err(|_| odd(part))
    }

    fn lines(&self, part: &str, text: &str, max: usize) -> Result<String, Refused> {
        let mut typed = Typed::new(self.words);
        let lines = typed.lines("file", text, max);
        typed.done(lines).map_err(|_| odd(part))
    }

    fn details(&self, archive: &Archive) -> Result<Details, Refused> {
        let of = &archive.partnership;
        moments("partnership.since", [of.since])?;
        let codes: Vec<&str> = of.languages.iter().map(|language| language.code()).collect();
        let form = settings::SettingsForm {
            name: of.name.clone(),
            community: of.community.clone(),
            places: of.places.clone(),
            purpose: of.purpose.clone(),
            languages: codes.join(" "),
            color: of.color.clone().unwrap_or_default(),
            backbone: String::new(),
        };
        form.parse(self.words).map(|(details, _)| details).map_err(|_| odd("partnership"))
    }

    fn workbooks(&self, books: &[Book], exports: &[Export]) -> Result<(), Refused> {
        if books.iter().filter(|book| book.is_team).count() != 1 {
            return Err(odd("workbooks"));
        }
        for (book, export) in books.iter().zip(exports) {
            let ExportedChecklist { key, version } = &export.checklist;
            let shape = Arc::new(Shape::of(self.checklist(key, version)?));
            self.fits(&shape, &export.workbook).map_err(|_| odd(book.name.clone()))?;
            most("workbooks.snapshots", book.snapshots.len(), ROUNDS_MAX)?;
            for snapshot in &book.snapshots {
                moments("workbooks.snapshots.at", [snapshot.at])?;
                self.line("workbooks.snapshots.name", &snapshot.name, snapshots::NAME_MAX)?;
                self.line("workbooks.snapshots.author", &snapshot.author, crate::visit::NAME_MAX)?;
                self.fits(&shape, &snapshot.workbook).map_err(|_| odd("workbooks.snapshots.workbook"))?;
            }
        }
        Ok(())
    }

    /// Whether a workbook breaks no limit and no rule: a document of its own takes it in.
    fn fits(&self, shape: &Arc<Shape>, workbook: &Workbook) -> Result<(), crosswalk_collab::Refusal> {
        let mut document = Document::new(Arc::clone(shape), self.limits.clone(), 1);
        let edits = document.restore(workbook, "", Timestamp(0));
        document.edit(&edits)
    }

    fn checklist(&self, key: &crosswalk_names::ChecklistKey, version: &str) -> Result<&Checklist, Refused> {
        let found = self.content.checklists.edition(key, version, Language::En);
        let called = || format!("{key} {}", version.chars().take(20).collect::<String>());
        found.map(AsRef::as_ref).ok_or_else(|| Refused::Checklist(called()))
    }

    fn people(&self, archive: &mut Archive) -> Result<(), Refused> {
        most("people", archive.people.len(), PEOPLE_MAX)?;
        let mut seen = BTreeSet::new();
        for person in &mut archive.people {
            person.name = self.line("people.name", &person.name, crate::visit::NAME_MAX)?;
            let address = person.email.as_deref().map(Address::parse).transpose();
            person.email = address.map_err(|_| odd("people.email"))?.map(|address| address.to_string());
            Role::from_word(&person.role).ok_or_else(|| odd("people.role"))?;
            moments("people.since", [person.since])?;
            if !seen.insert(person.id) {
                return Err(odd("people.id"));
            }
        }
        Ok(())
    }

    fn rounds(&self, rounds: &mut [Round]) -> Result<(), Refused> {
        most("rounds", rounds.len(), ROUNDS_MAX)?;
        for round in rounds {
            round.name = self.line("rounds.name", &round.name, opening::NAME_MAX)?;
            let checklist = self.checklist(&round.checklist, &round.version)?;
            moments("rounds", [round.opened_at, round.closes_at, round.closed_at])?;
            most("rounds.asked", round.asked.len(), ORGANIZATIONS_MAX)?;
            let ids: BTreeSet<_> = round.asked.iter().map(|(id, _)| id).collect();
            if ids.len() < round.asked.len() || round.asked.iter().any(|(_, people)| *people > ASKED_MAX) {
                return Err(odd("rounds.asked"));
            }
            let results = &mut round.results;
            if !results.is_sound(checklist)
                || results.organizations.iter().any(|one| key_of(one.id) != one.key)
            {
                return Err(odd("rounds.results"));
            }
            for one in &mut results.organizations {
                one.name =
                    self.line("rounds.results.organizations", &one.name, crosswalk_partners::NAME_MAX)?;
                one.letters = self.line("rounds.results.organizations", &one.letters, 2)?;
            }
            for comment in &mut results.comments {
                comment.part = None;
                comment.text = self.lines("rounds.results.comments", &comment.text, usize::MAX)?;
            }
        }
        Ok(())
    }

    fn work(&self, archive: &mut Archive) -> Result<(), Refused> {
        most("steps", archive.steps.len(), ROWS_MAX)?;
        most("steps", archive.steps.iter().filter(|step| step.done_at.is_none()).count(), steps::STEPS_MAX)?;
        for step in &mut archive.steps {
            step.text = self.line("steps.text", &step.text, steps::TEXT_MAX)?;
            moments("steps", [step.added_at, step.done_at.unwrap_or_default()])?;
            if step.text.is_empty() || step.due.as_deref().is_some_and(|due| due.parse::<Date>().is_err()) {
                return Err(odd("steps"));
            }
        }
        most("agenda", archive.agenda.len(), ROWS_MAX)?;
        most(
            "agenda",
            archive.agenda.iter().filter(|item| item.done_at.is_none()).count(),
            agenda::ITEMS_MAX,
        )?;
        for item in &mut archive.agenda {
            item.note = self.lines("agenda.note", &item.note, agenda::NOTE_MAX)?;
            moments("agenda", [item.added_at, item.done_at.unwrap_or_default()])?;
        }
        most("evidence", archive.evidence.len(), crate::partnerships::evidence::EVIDENCE_MAX)?;
        for proof in &mut archive.evidence {
            proof.label = self.line("evidence.label", &proof.label, LABEL_MAX)?;
            let link = self.line("evidence.link", &proof.link, LINK_MAX)?;
            let kind = EvidenceKind::from_word(&proof.kind);
            let address = web_address(&link);
            if kind.is_none() || proof.label.is_empty() || (address.is_none() && !link.is_empty()) {
                return Err(odd("evidence"));
            }
            proof.link = address.unwrap_or_default();
            moments("evidence.added_at", [proof.added_at])?;
        }
        Ok(())
    }

    fn meetings(&self, archive: &mut Archive) -> Result<(), Refused> {
        most("meetings", archive.meetings.len(), ROUNDS_MAX)?;
        for meeting in &mut archive.meetings {
            moments("meetings", [meeting.started_at, meeting.ended_at])?;
            most("meetings.outcomes", meeting.outcomes.len(), ROUNDS_MAX)?;
            let mut seen = BTreeSet::new();
            for outcome in &mut meeting.outcomes {
                moments("meetings.outcomes.at", [outcome.at])?;
                outcome.note = self.lines("meetings.outcomes.note", &outcome.note, ROWS_MAX)?;
                let counts = outcome.spread.counts.unwrap_or_default();
                if !seen.insert(outcome.question.clone()) || counts.iter().any(|count| *count > ASKED_MAX) {
                    return Err(odd("meetings.outcomes"));
                }
            }
        }
        Ok(())
    }
}

fn organizations(archive: &Archive) -> Result<Vec<(OrganizationId, Organization)>, Refused> {
    most("organizations", archive.organizations.len(), ORGANIZATIONS_MAX)?;
    let mut read: BTreeMap<OrganizationId, Organization> = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for partner in &archive.organizations {
        let name = partner.fields.get("name").map_or("", String::as_str);
        let wrong = || odd(format!("organizations: {}", name.chars().take(80).collect::<String>()));
        let fields = partner
            .fields
            .iter()
            .map(|(word, text)| Ok((word.parse::<Field>()?, text.clone())))
            .collect::<Result<_, crosswalk_names::UnknownChoice>>()
            .map_err(|_| wrong())?;
        let mut organization = Organization::parse(&fields).map_err(|_| wrong())?;
        taken.insert(organization.settle_letters(&taken).map_err(|_| wrong())?);
        if read.insert(partner.id, organization).is_some() {
            return Err(wrong());
        }
    }
    Ok(read.into_iter().collect())
}

fn most(part: &str, there: usize, limit: usize) -> Result<(), Refused> {
    if there > limit { Err(odd(part)) } else { Ok(()) }
}

fn moments<const N: usize>(part: &str, all: [Timestamp; N]) -> Result<(), Refused> {
    let fits = all.iter().all(|at| (Timestamp(0)..=LAST).contains(at));
    if fits { Ok(()) } else { Err(odd(part)) }
}
