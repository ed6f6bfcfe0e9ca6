//! The activity log: who did what, for the members to see and for stewards to keep.

mod handlers;
pub mod page;

pub use handlers::{LINES_MAX, all, csv, show, to_csv};
pub use page::line_text;

use crosswalk_names::{ActivityId, PartnershipId, PersonId, Timestamp};
use crosswalk_store::schema::{activities, people};
use crosswalk_store::{Connection, Id, StoreError};
use diesel::prelude::*;

use crate::access::Member;
use crate::state::App;

/// What was done. The words are the messages `activity-KIND`, with `$who` and `$what`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The partnership was started.
    Started,
    /// Its name or other settings were changed.
    SettingsChanged,
    /// It was deleted.
    Deleted,
    /// It was brought back.
    BroughtBack,
    /// Somebody was invited.
    Invited,
    /// An invitation was withdrawn.
    InvitationWithdrawn,
    /// Somebody joined.
    Joined,
    /// Somebody left.
    Left,
    /// Somebody was taken out.
    MemberRemoved,
    /// What a member may do, or whom they speak for, was changed.
    MemberChanged,
    /// A workbook was brought in.
    WorkbookAdded,
    /// The team's workbook has another link.
    LinkRenewed,
    /// An organization was added.
    PartnerAdded,
    /// An organization was changed.
    PartnerChanged,
    /// An organization was removed.
    PartnerRemoved,
    /// Organizations were imported; the subject is how many.
    PartnersImported,
    /// Two organizations were made one.
    PartnersMerged,
    /// A round was opened.
    RoundOpened,
    /// A round was closed.
    RoundClosed,
    /// A member finished their part in a round, for their organization.
    RoundAnswered,
    /// A question went onto the agenda.
    AgendaAdded,
    /// A question on the agenda was talked about.
    AgendaDone,
    /// A question on the agenda was not talked about after all.
    AgendaReopened,
    /// A question was taken off the agenda.
    AgendaRemoved,
    /// The team agreed on an answer.
    Agreed,
    /// A next step was added.
    StepAdded,
    /// A next step was done.
    StepDone,
    /// A next step was changed.
    StepChanged,
    /// A next step was removed.
    StepRemoved,
    /// Evidence was added to an answer.
    EvidenceAdded,
    /// Evidence was removed.
    EvidenceRemoved,
    /// Somebody made a link by which a calendar shows the next steps.
    CalendarLinked,
    /// Somebody ended such a link.
    CalendarUnlinked,
    /// A meeting was started.
    MeetingStarted,
    /// A meeting ended.
    MeetingEnded,
    /// All of it was taken out as a file.
    Exported,
    /// It was brought in from another site's file.
    Imported,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 37] = [
        Kind::Started,
        Kind::SettingsChanged,
        Kind::Deleted,
        Kind::BroughtBack,
        Kind::Invited,
        Kind::InvitationWithdrawn,
        Kind::Joined,
        Kind::Left,
        Kind::MemberRemoved,
        Kind::MemberChanged,
        Kind::WorkbookAdded,
        Kind::LinkRenewed,
        Kind::PartnerAdded,
        Kind::PartnerChanged,
        Kind::PartnerRemoved,
        Kind::PartnersImported,
        Kind::PartnersMerged,
        Kind::RoundOpened,
        Kind::RoundClosed,
        Kind::RoundAnswered,
        Kind::AgendaAdded,
        Kind::AgendaDone,
        Kind::AgendaReopened,
        Kind::AgendaRemoved,
        Kind::Agreed,
        Kind::StepAdded,
        Kind::StepDone,
        Kind::StepChanged,
        Kind::StepRemoved,
        Kind::EvidenceAdded,
        Kind::EvidenceRemoved,
        Kind::CalendarLinked,
        Kind::CalendarUnlinked,
        Kind::MeetingStarted,
        Kind::MeetingEnded,
        Kind::Exported,
        Kind::Imported,
    ];

    /// The word in the column, and the end of the message's key.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Started => "started",
            Kind::SettingsChanged => "settings-changed",
            Kind::Deleted => "deleted",
            Kind::BroughtBack => "brought-back",
            Kind::Invited => "invited",
            Kind::InvitationWithdrawn => "invitation-withdrawn",
            Kind::Joined => "joined",
            Kind::Left => "left",
            Kind::MemberRemoved => "member-removed",
            Kind::MemberChanged => "member-changed",
            Kind::WorkbookAdded => "workbook-added",
            Kind::LinkRenewed => "link-renewed",
            Kind::PartnerAdded => "partner-added",
            Kind::PartnerChanged => "partner-changed",
            Kind::PartnerRemoved => "partner-removed",
            Kind::PartnersImported => "partners-imported",
            Kind::PartnersMerged => "partners-merged",
            Kind::RoundOpened => "round-opened",
            Kind::RoundClosed => "round-closed",
            Kind::RoundAnswered => "round-answered",
            Kind::AgendaAdded => "agenda-added",
            Kind::AgendaDone => "agenda-done",
            Kind::AgendaReopened => "agenda-reopened",
            Kind::AgendaRemoved => "agenda-removed",
            Kind::Agreed => "agreed",
            Kind::StepAdded => "step-added",
            Kind::StepDone => "step-done",
            Kind::StepChanged => "step-changed",
            Kind::StepRemoved => "step-removed",
            Kind::EvidenceAdded => "evidence-added",
            Kind::EvidenceRemoved => "evidence-removed",
            Kind::CalendarLinked => "calendar-linked",
            Kind::CalendarUnlinked => "calendar-unlinked",
            Kind::MeetingStarted => "meeting-started",
            Kind::MeetingEnded => "meeting-ended",
            Kind::Exported => "exported",
            Kind::Imported => "imported",
        }
    }

    /// The kind that a word stands for. None for one of a newer version.
    pub fn from_word(word: &str) -> Option<Self> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// A line to be written.
#[derive(Debug, Clone)]
pub struct NewActivity<'a> {
    /// Its id.
    pub id: ActivityId,
    /// Now.
    pub at: Timestamp,
    /// Who did it; none: the program.
    pub person: Option<PersonId>,
    /// What was done.
    pub kind: Kind,
    /// To what: a name of the moment, at most [`SUBJECT_MAX`] characters are kept. Never a mail address or an answer.
    pub subject: &'a str,
}

/// A line about something that a member just did.
pub fn by<'a>(app: &App, now: Timestamp, person: PersonId, kind: Kind, subject: &'a str) -> NewActivity<'a> {
    NewActivity { id: ActivityId(app.random.uuid(now)), at: now, person: Some(person), kind, subject }
}

/// Makes a member's change and writes its line, in one write. `change` says whether anything changed: if not, there is
/// no line. Answers the same.
pub async fn change(
    app: &App,
    member: &Member,
    now: Timestamp,
    kind: Kind,
    subject: &str,
    mut change: impl FnMut(&mut Connection) -> QueryResult<bool> + Send + 'static,
) -> Result<bool, StoreError> {
    let (id, person, work, subject) = (member.id(), member.person, app.clone(), subject.to_owned());
    app.store
        .write(move |conn| {
            let changed = change(conn)?;
            if changed {
                log(conn, id, &by(&work, now, person, kind, &subject))?;
            }
            Ok(changed)
        })
        .await
}

/// Longest subject of a line, in characters.
pub const SUBJECT_MAX: usize = 200;

/// A line as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityRow {
    /// When.
    pub at: Timestamp,
    /// Its id, which sets lines of one moment apart.
    pub id: ActivityId,
    /// Who did it, by the name of today. None: the program did. Empty: a person without a name, or a former member.
    pub who: Option<String>,
    /// The word of what was done.
    pub kind: String,
    /// To what.
    pub subject: String,
}

/// Writes a line, in the write that it tells about.
pub fn log(conn: &mut Connection, partnership: PartnershipId, new: &NewActivity<'_>) -> QueryResult<()> {
    let subject: String = new.subject.chars().take(SUBJECT_MAX).collect();
    diesel::insert_into(activities::table)
        .values((
            activities::id.eq(Id::from(new.id)),
            activities::partnership_id.eq(Id::from(partnership)),
            activities::at.eq(new.at.0),
            activities::person_id.eq(new.person.map(Id::from)),
            activities::kind.eq(new.kind.word()),
            activities::subject.eq(subject),
        ))
        .execute(conn)?;
    Ok(())
}

/// Lines of a partnership, the newest first, from before the line `before` (its time and id).
pub fn of_partnership(
    conn: &mut Connection,
    partnership: PartnershipId,
    before: Option<(Timestamp, ActivityId)>,
    limit: i64,
) -> QueryResult<Vec<ActivityRow>> {
    let (at, id) = before.map_or((i64::MAX, Id(uuid::Uuid::max())), |(at, id)| (at.0, id.into()));
    let rows = activities::table
        .left_join(people::table)
        .filter(activities::partnership_id.eq(Id::from(partnership)))
        .filter(activities::at.lt(at).or(activities::at.eq(at).and(activities::id.lt(id))))
        .order((activities::at.desc(), activities::id.desc()))
        .limit(limit)
        .select((
            activities::at,
            activities::id,
            activities::person_id,
            people::name.nullable(),
            activities::kind,
            activities::subject,
        ))
        .load::<(i64, Id, Option<Id>, Option<String>, String, String)>(conn)?;
    Ok(rows
        .into_iter()
        .map(|(at, id, person, name, kind, subject)| ActivityRow {
            at: Timestamp(at),
            id: id.into(),
            who: person.map(|_| name.unwrap_or_default()),
            kind,
            subject,
        })
        .collect())
}
