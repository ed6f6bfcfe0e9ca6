//! What stands in `partnership.json`, the part of the file that another site reads. Ids tie its parts together and mean
//! nothing elsewhere: who brings it in makes new ones.
//!
//! A field that is not known is passed over, so that a later version may add some.

use std::collections::BTreeMap;

use crosswalk_checklist::{Answer, Workbook};
use crosswalk_measure::{Names, PeopleMin};
use crosswalk_names::{ChecklistKey, Language, Level, OrganizationId, PersonId, QuestionKey, Timestamp};
use serde::{Deserialize, Serialize};

use crate::meetings::spread::Spread;
use crate::rounds::gather::Published;

/// A whole partnership, but for what one person alone may see: the copies of rounds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Archive {
    /// [`Archive::FORMAT`].
    pub format: String,
    /// [`Archive::VERSION`].
    pub version: u32,
    /// When it was made.
    pub exported_at: Timestamp,
    /// The partnership itself.
    pub partnership: About,
    /// Its organizations, by name.
    pub organizations: Vec<Partner>,
    /// Its members, by name.
    pub people: Vec<Person>,
    /// Its workbooks, the team's own answer first.
    pub workbooks: Vec<Book>,
    /// Rounds that are closed, the oldest first.
    pub rounds: Vec<Round>,
    /// Meetings that are over, the oldest first.
    pub meetings: Vec<Meeting>,
    /// Next steps, the oldest first.
    pub steps: Vec<Step>,
    /// The agenda, the oldest first.
    pub agenda: Vec<Item>,
    /// What answers rest on, the oldest first.
    pub evidence: Vec<Proof>,
    /// Who did what, the oldest first.
    pub activity: Vec<Line>,
}

impl Archive {
    /// What the file calls itself.
    pub const FORMAT: &'static str = "crosswalk/partnership";
    /// The format of today.
    pub const VERSION: u32 = 1;
    /// The name of this part in the file.
    pub const NAME: &'static str = "partnership.json";
}

/// The partnership itself.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct About {
    /// As people call it.
    pub name: String,
    /// Town, county or region.
    pub community: String,
    /// Places that it serves.
    pub places: String,
    /// What it is for.
    pub purpose: String,
    /// The languages of its people.
    pub languages: Vec<Language>,
    /// `#rrggbb`.
    pub color: Option<String>,
    /// The organization that convenes it.
    pub backbone: Option<OrganizationId>,
    /// Since when.
    pub since: Timestamp,
}

/// An organization.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Partner {
    /// In this file.
    pub id: OrganizationId,
    /// The fields of `organizations.csv` by their words, such as `name` and `main_email`. Empty ones are left out.
    pub fields: BTreeMap<String, String>,
}

/// A member.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// In this file.
    pub id: PersonId,
    /// Their name; may be empty.
    pub name: String,
    /// Their mail address.
    pub email: Option<String>,
    /// The language of their mail.
    pub language: Language,
    /// `viewer`, `member` or `steward`.
    pub role: String,
    /// Whom they speak for.
    pub organization: Option<OrganizationId>,
    /// Where they stand there.
    pub level: Option<Level>,
    /// Since when.
    pub since: Timestamp,
}

/// A workbook. What it holds now is in the file `name`, which can also be brought in by itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Book {
    /// Where it is in the file.
    pub name: String,
    /// Whether it is the team's own answer.
    pub is_team: bool,
    /// Its snapshots, the oldest first.
    pub snapshots: Vec<Snapshot>,
}

/// A state of a workbook that was kept under a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Its name; may be empty.
    pub name: String,
    /// When it was taken.
    pub at: Timestamp,
    /// Who took it; may be empty.
    pub author: String,
    /// What the workbook held.
    pub workbook: Workbook,
}

/// A closed round.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Round {
    /// As people call it.
    pub name: String,
    /// The key of its checklist.
    pub checklist: ChecklistKey,
    /// The edition.
    pub version: String,
    /// `organizations` or `none`.
    pub names: Names,
    /// The smallest group that is broken down.
    pub people_min: PeopleMin,
    /// Who opened it.
    pub opened_by: Option<PersonId>,
    /// Since when.
    pub opened_at: Timestamp,
    /// When it was to close.
    pub closes_at: Timestamp,
    /// When it closed.
    pub closed_at: Timestamp,
    /// Who was asked, and how many people of each.
    pub asked: Vec<(OrganizationId, u32)>,
    /// What may be shown of it.
    pub results: Published,
}

/// A meeting that is over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Meeting {
    /// Who started it.
    pub started_by: Option<PersonId>,
    /// When.
    pub started_at: Timestamp,
    /// When it ended.
    pub ended_at: Timestamp,
    /// What came out of each question.
    pub outcomes: Vec<Outcome>,
}

/// What came out of one question of a meeting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The question.
    pub question: QuestionKey,
    /// How phones answered.
    pub spread: Spread,
    /// What the team agreed on.
    pub agreed: Option<Answer>,
    /// A note on it; may be empty.
    pub note: String,
    /// When.
    pub at: Timestamp,
}

/// A next step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// What to do.
    pub text: String,
    /// The person who sees to it.
    pub owner_person: Option<PersonId>,
    /// The organization that sees to it.
    pub owner_organization: Option<OrganizationId>,
    /// By which day: `YYYY-MM-DD`.
    pub due: Option<String>,
    /// The question that it came from.
    pub question: Option<QuestionKey>,
    /// Who added it.
    pub added_by: Option<PersonId>,
    /// When.
    pub added_at: Timestamp,
    /// When it was done.
    pub done_at: Option<Timestamp>,
}

/// A question on the agenda.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// The question.
    pub question: QuestionKey,
    /// What to say about it.
    pub note: String,
    /// Who put it there.
    pub added_by: Option<PersonId>,
    /// When.
    pub added_at: Timestamp,
    /// When it was talked about.
    pub done_at: Option<Timestamp>,
}

/// What an answer rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proof {
    /// The question.
    pub question: QuestionKey,
    /// `document`, `page`, `person` or `record`.
    pub kind: String,
    /// What it is called.
    pub label: String,
    /// Its address; empty without one.
    pub link: String,
    /// Who added it.
    pub added_by: Option<PersonId>,
    /// When.
    pub added_at: Timestamp,
}

/// A line of the activity log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// When.
    pub at: Timestamp,
    /// Who did it: `null` when the program did. Someone who is not among the people is a former member.
    pub person: Option<PersonId>,
    /// What was done, such as `round-opened`.
    pub kind: String,
    /// To what.
    pub subject: String,
}
