//! Statements about meetings, their answers and what came out of them.

use std::collections::HashSet;

use crosswalk_checklist::Answer;
use crosswalk_names::{Language, MeetingId, PartnershipId, PersonId, QuestionKey, Timestamp};
use crosswalk_store::schema::{meeting_answers, meeting_results, meetings, partnerships, people};
use crosswalk_store::{Connection, Id, Upsert as _};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::PHONES_MAX;
use super::code::Code;
use super::spread::{Choice, Spread};

/// Where a meeting stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// No question is on the screen.
    Between,
    /// A question is, and phones answer it.
    Open,
    /// Its answers are shown.
    Shown,
}

impl Phase {
    /// The word in the column.
    pub fn word(self) -> &'static str {
        match self {
            Phase::Between => "between",
            Phase::Open => "open",
            Phase::Shown => "shown",
        }
    }
    fn from_word(word: &str) -> Self {
        [Phase::Open, Phase::Shown].into_iter().find(|phase| phase.word() == word).unwrap_or(Phase::Between)
    }
}

/// A text in each language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InEach {
    /// In English.
    pub en: String,
    /// In Spanish.
    pub es: String,
}

impl InEach {
    /// In one language.
    pub fn of(&self, language: Language) -> &str {
        match language {
            Language::En => &self.en,
            Language::Es => &self.es,
        }
    }
}

/// The question on the screen, in words of its own: a phone has no way into the workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Which question.
    pub key: QuestionKey,
    /// Number of its stage, from 1.
    pub stage: usize,
    /// The stage's title.
    pub title: InEach,
    /// The short name; empty for a question of the partnership's own.
    pub topic: InEach,
    /// What is asked.
    pub text: InEach,
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Its id.
    pub id: MeetingId,
    /// Whose it is.
    pub partnership: PartnershipId,
    /// Its code; none long after the end.
    pub code: Option<Code>,
    /// Since when.
    pub started_at: Timestamp,
    /// When it ended, or ends by itself.
    pub ends_at: Timestamp,
    /// When somebody ended it.
    pub ended_at: Option<Timestamp>,
    /// The question on the screen.
    pub asked: Option<Asked>,
    /// Where it stands.
    pub phase: Phase,
    /// When the timer ends, if it runs.
    pub timer_ends: Option<Timestamp>,
}

impl Meeting {
    /// Whether it has ended, by somebody or by itself.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.ended_at.is_some() || self.ends_at <= now
    }
}

/// What came out of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The question.
    pub question: QuestionKey,
    /// The spread as it was shown.
    pub spread: Spread,
    /// What the team agreed on.
    pub agreed: Option<Answer>,
    /// A note on it; may be empty.
    pub note: String,
    /// When it was shown, or agreed on.
    pub at: Timestamp,
}

/// What a hub and a page need to know of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// The meeting.
    pub meeting: Meeting,
    /// What came out of the question on the screen, once its answers are shown.
    pub outcome: Option<Outcome>,
    /// The phones that answered it.
    pub answered: HashSet<[u8; 32]>,
}

type Columns = ((Id, Id, Option<String>, i64, i64, Option<i64>), (Option<String>, String, Option<i64>));

type Selection = (
    (
        meetings::id,
        meetings::partnership_id,
        meetings::code,
        meetings::started_at,
        meetings::ends_at,
        meetings::ended_at,
    ),
    (meetings::asked, meetings::state, meetings::timer_ends),
);

fn selection() -> Selection {
    (
        (
            meetings::id,
            meetings::partnership_id,
            meetings::code,
            meetings::started_at,
            meetings::ends_at,
            meetings::ended_at,
        ),
        (meetings::asked, meetings::state, meetings::timer_ends),
    )
}

fn meeting_row(((id, partnership, code, started_at, ends_at, ended_at), rest): Columns) -> Meeting {
    let (asked, state, timer_ends) = rest;
    let asked: Option<Asked> = asked.and_then(|text| serde_json::from_str(&text).ok());
    Meeting {
        id: id.into(),
        partnership: partnership.into(),
        code: code.as_deref().and_then(Code::parse),
        started_at: Timestamp(started_at),
        ends_at: Timestamp(ends_at),
        ended_at: ended_at.map(Timestamp),
        phase: if asked.is_some() { Phase::from_word(&state) } else { Phase::Between },
        asked,
        timer_ends: timer_ends.map(Timestamp),
    }
}

/// Starts a meeting. False when another one has this code.
pub fn create(
    conn: &mut Connection,
    partnership: PartnershipId,
    id: MeetingId,
    code: Code,
    by: PersonId,
    now: Timestamp,
) -> QueryResult<bool> {
    let rows = diesel::insert_into(meetings::table)
        .values((
            meetings::id.eq(Id::from(id)),
            meetings::partnership_id.eq(Id::from(partnership)),
            meetings::code.eq(code.to_string()),
            meetings::started_by.eq(Some(Id::from(by))),
            meetings::started_at.eq(now.0),
            meetings::ends_at.eq(now.plus(super::LASTS).0),
            meetings::state.eq(Phase::Between.word()),
        ))
        .or_ignore((meetings::code,))
        .execute(conn)?;
    Ok(rows == 1)
}

/// How many meetings of a partnership run.
pub fn running(conn: &mut Connection, partnership: PartnershipId, now: Timestamp) -> QueryResult<usize> {
    let count: i64 = meetings::table
        .filter(meetings::partnership_id.eq(Id::from(partnership)))
        .filter(meetings::ended_at.is_null())
        .filter(meetings::ends_at.gt(now.0))
        .count()
        .get_result(conn)?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// A meeting of a partnership.
pub fn of_partnership(
    conn: &mut Connection,
    partnership: PartnershipId,
    id: MeetingId,
) -> QueryResult<Option<Meeting>> {
    let row = meetings::table
        .filter(meetings::partnership_id.eq(Id::from(partnership)))
        .filter(meetings::id.eq(Id::from(id)))
        .select(selection())
        .first::<Columns>(conn)
        .optional()?;
    Ok(row.map(meeting_row))
}

/// The meeting with a code, ended or not, and the name of its partnership.
pub fn by_code(conn: &mut Connection, code: Code) -> QueryResult<Option<(Meeting, String)>> {
    let row = meetings::table
        .inner_join(partnerships::table)
        .filter(meetings::code.eq(code.to_string()))
        .filter(partnerships::deleted_at.is_null())
        .select((selection(), partnerships::name))
        .first::<(Columns, String)>(conn)
        .optional()?;
    Ok(row.map(|(columns, name)| (meeting_row(columns), name)))
}

/// A line of the list of meetings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The meeting.
    pub meeting: Meeting,
    /// Who started it, by the name of today; empty when nobody knows.
    pub by: String,
    /// Questions whose answers were shown.
    pub shown: usize,
    /// Questions that the team agreed on.
    pub agreed: usize,
}

/// The newest meetings of a partnership, the last first.
pub fn latest(conn: &mut Connection, partnership: PartnershipId, limit: i64) -> QueryResult<Vec<Line>> {
    let rows = meetings::table
        .left_join(people::table)
        .filter(meetings::partnership_id.eq(Id::from(partnership)))
        .order((meetings::started_at.desc(), meetings::id.desc()))
        .limit(limit)
        .select((selection(), people::name.nullable()))
        .load::<(Columns, Option<String>)>(conn)?;
    let outcomes = meeting_results::table
        .inner_join(meetings::table)
        .filter(meetings::partnership_id.eq(Id::from(partnership)))
        .select((meeting_results::meeting_id, meeting_results::agreed))
        .load::<(Id, Option<String>)>(conn)?;
    let line = |(columns, name): (Columns, Option<String>)| {
        let meeting = meeting_row(columns);
        let own = || outcomes.iter().filter(|(id, _)| *id == Id::from(meeting.id));
        let (shown, agreed) = (own().count(), own().filter(|(_, agreed)| agreed.is_some()).count());
        Line { by: name.unwrap_or_default(), shown, agreed, meeting }
    };
    Ok(rows.into_iter().map(line).collect())
}

type OutcomeColumns = (String, String, Option<String>, String, i64);

type OutcomeSelection = (
    meeting_results::question,
    meeting_results::spread,
    meeting_results::agreed,
    meeting_results::note,
    meeting_results::at,
);

const OUTCOME: OutcomeSelection = (
    meeting_results::question,
    meeting_results::spread,
    meeting_results::agreed,
    meeting_results::note,
    meeting_results::at,
);

fn outcome_row((question, spread, agreed, note, at): OutcomeColumns) -> Option<Outcome> {
    Some(Outcome {
        question: question.parse().ok()?,
        spread: serde_json::from_str(&spread).unwrap_or_default(),
        agreed: agreed.as_deref().and_then(Answer::from_word),
        note,
        at: Timestamp(at),
    })
}

/// What came out of every question of a meeting, in the order in which it was settled.
pub fn outcomes(conn: &mut Connection, id: MeetingId) -> QueryResult<Vec<Outcome>> {
    let rows = meeting_results::table
        .filter(meeting_results::meeting_id.eq(Id::from(id)))
        .order((meeting_results::at, meeting_results::question))
        .select(OUTCOME)
        .load::<OutcomeColumns>(conn)?;
    Ok(rows.into_iter().filter_map(outcome_row).collect())
}

fn outcome(conn: &mut Connection, id: MeetingId, question: &QuestionKey) -> QueryResult<Option<Outcome>> {
    let row = meeting_results::table
        .find((Id::from(id), question.as_str()))
        .select(OUTCOME)
        .first::<OutcomeColumns>(conn)
        .optional()?;
    Ok(row.and_then(outcome_row))
}

/// All that a hub holds of a meeting.
pub fn load(conn: &mut Connection, id: MeetingId) -> QueryResult<Option<Loaded>> {
    let row = meetings::table.find(Id::from(id)).select(selection()).first::<Columns>(conn).optional()?;
    row.map(meeting_row).map(|meeting| complete(conn, meeting)).transpose()
}

/// A meeting with what came out of the question on its screen, without the phones that answered: for a phone.
pub fn for_phone(conn: &mut Connection, meeting: Meeting) -> QueryResult<Loaded> {
    let outcome = match &meeting.asked {
        Some(asked) => outcome(conn, meeting.id, &asked.key)?,
        None => None,
    };
    Ok(Loaded { meeting, outcome, answered: HashSet::new() })
}

/// The question on the screen.
pub fn question_of(conn: &mut Connection, id: MeetingId) -> QueryResult<Option<QuestionKey>> {
    let key: Option<Option<String>> =
        meetings::table.find(Id::from(id)).select(meetings::question).first(conn).optional()?;
    Ok(key.flatten().and_then(|key| key.parse().ok()))
}

/// A meeting with what belongs to the question on its screen.
pub fn complete(conn: &mut Connection, meeting: Meeting) -> QueryResult<Loaded> {
    let Some(asked) = &meeting.asked else {
        return Ok(Loaded { meeting, outcome: None, answered: HashSet::new() });
    };
    let phones = meeting_answers::table
        .filter(meeting_answers::meeting_id.eq(Id::from(meeting.id)))
        .filter(meeting_answers::question.eq(asked.key.as_str()))
        .select(meeting_answers::phone)
        .load::<Vec<u8>>(conn)?;
    let answered = phones.into_iter().filter_map(|phone| phone.try_into().ok()).collect();
    let outcome = outcome(conn, meeting.id, &asked.key)?;
    Ok(Loaded { meeting, outcome, answered })
}

/// What a phone answered to the question on the screen.
pub fn answer_of(
    conn: &mut Connection,
    id: MeetingId,
    question: &QuestionKey,
    phone: &[u8; 32],
) -> QueryResult<Option<Choice>> {
    let word: Option<String> = meeting_answers::table
        .find((Id::from(id), question.as_str(), phone.as_slice()))
        .select(meeting_answers::answer)
        .first(conn)
        .optional()?;
    Ok(word.as_deref().and_then(Choice::from_word))
}

/// What became of a phone's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// It is written down.
    Saved,
    /// The question is not open, or not any more.
    Closed,
    /// More phones than a meeting takes.
    Full,
}

/// Writes a phone's answer down, or another one in its place, while the question is open.
pub fn put_answer(
    conn: &mut Connection,
    id: MeetingId,
    question: &QuestionKey,
    phone: &[u8; 32],
    choice: Choice,
    now: Timestamp,
) -> QueryResult<Put> {
    let open = meetings::table
        .find(Id::from(id))
        .filter(meetings::state.eq(Phase::Open.word()))
        .filter(meetings::question.eq(question.as_str()))
        .filter(meetings::ended_at.is_null())
        .filter(meetings::ends_at.gt(now.0))
        .select(meetings::id)
        .first::<Id>(conn)
        .optional()?;
    if open.is_none() {
        return Ok(Put::Closed);
    }
    if answer_of(conn, id, question, phone)?.is_none() {
        let answers: i64 = meeting_answers::table
            .filter(meeting_answers::meeting_id.eq(Id::from(id)))
            .filter(meeting_answers::question.eq(question.as_str()))
            .count()
            .get_result(conn)?;
        if answers >= PHONES_MAX {
            return Ok(Put::Full);
        }
    }
    diesel::insert_into(meeting_answers::table)
        .values((
            meeting_answers::meeting_id.eq(Id::from(id)),
            meeting_answers::question.eq(question.as_str()),
            meeting_answers::phone.eq(phone.as_slice()),
            meeting_answers::answer.eq(choice.word()),
            meeting_answers::at.eq(now.0),
        ))
        .or_replace(
            (meeting_answers::meeting_id, meeting_answers::question, meeting_answers::phone),
            (meeting_answers::answer, meeting_answers::at),
        )
        .execute(conn)?;
    Ok(Put::Saved)
}

/// Puts a question on the screen. One whose answers were shown before is shown again, and stays as it was. False when
/// the meeting has ended.
pub fn ask(
    conn: &mut Connection,
    partnership: PartnershipId,
    id: MeetingId,
    asked: &Asked,
    now: Timestamp,
) -> QueryResult<bool> {
    let phase = match outcome(conn, id, &asked.key)? {
        Some(_) => Phase::Shown,
        None => Phase::Open,
    };
    let row = meetings::table
        .filter(meetings::partnership_id.eq(Id::from(partnership)))
        .filter(meetings::id.eq(Id::from(id)))
        .filter(meetings::ended_at.is_null())
        .filter(meetings::ends_at.gt(now.0));
    let rows = diesel::update(row)
        .set((
            meetings::question.eq(asked.key.as_str()),
            meetings::asked.eq(serde_json::to_string(asked).ok()),
            meetings::state.eq(phase.word()),
            meetings::timer_ends.eq(None::<i64>),
        ))
        .execute(conn)?;
    Ok(rows == 1)
}

/// Shows the answers to the question on the screen. From now on they don't change. False when none is open.
pub fn reveal(
    conn: &mut Connection,
    partnership: PartnershipId,
    id: MeetingId,
    now: Timestamp,
) -> QueryResult<bool> {
    let Some(meeting) = of_partnership(conn, partnership, id)? else { return Ok(false) };
    let Some(asked) =
        meeting.asked.as_ref().filter(|_| meeting.phase == Phase::Open && !meeting.is_over(now))
    else {
        return Ok(false);
    };
    let words = meeting_answers::table
        .filter(meeting_answers::meeting_id.eq(Id::from(id)))
        .filter(meeting_answers::question.eq(asked.key.as_str()))
        .select(meeting_answers::answer)
        .load::<String>(conn)?;
    let spread = Spread::of(words.iter().filter_map(|word| Choice::from_word(word)));
    diesel::insert_into(meeting_results::table)
        .values((
            meeting_results::meeting_id.eq(Id::from(id)),
            meeting_results::question.eq(asked.key.as_str()),
            meeting_results::spread.eq(serde_json::to_string(&spread).unwrap_or_default()),
            meeting_results::note.eq(""),
            meeting_results::at.eq(now.0),
        ))
        .or_ignore((meeting_results::meeting_id, meeting_results::question))
        .execute(conn)?;
    diesel::update(meetings::table.find(Id::from(id)))
        .set((meetings::state.eq(Phase::Shown.word()), meetings::timer_ends.eq(None::<i64>)))
        .execute(conn)?;
    Ok(true)
}

/// Starts the timer, or stops it. False when the meeting has ended.
pub fn set_timer(
    conn: &mut Connection,
    partnership: PartnershipId,
    id: MeetingId,
    ends: Option<Timestamp>,
    now: Timestamp,
) -> QueryResult<bool> {
    let row = meetings::table
        .filter(meetings::partnership_id.eq(Id::from(partnership)))
        .filter(meetings::id.eq(Id::from(id)))
        .filter(meetings::ended_at.is_null())
        .filter(meetings::ends_at.gt(now.0));
    let rows = diesel::update(row).set(meetings::timer_ends.eq(ends.map(|ends| ends.0))).execute(conn)?;
    Ok(rows == 1)
}

/// Writes down what the team agreed on. False when the answers to this question were not shown.
pub fn agree(
    conn: &mut Connection,
    id: MeetingId,
    question: &QuestionKey,
    agreed: Answer,
    note: &str,
    now: Timestamp,
) -> QueryResult<bool> {
    let rows = diesel::update(meeting_results::table.find((Id::from(id), question.as_str())))
        .set((
            meeting_results::agreed.eq(agreed.as_str()),
            meeting_results::note.eq(note),
            meeting_results::at.eq(now.0),
        ))
        .execute(conn)?;
    Ok(rows == 1)
}

/// Ends a meeting. False when it has ended already.
pub fn end(
    conn: &mut Connection,
    partnership: PartnershipId,
    id: MeetingId,
    now: Timestamp,
) -> QueryResult<bool> {
    let row = meetings::table
        .filter(meetings::partnership_id.eq(Id::from(partnership)))
        .filter(meetings::id.eq(Id::from(id)))
        .filter(meetings::ended_at.is_null())
        .filter(meetings::ends_at.gt(now.0));
    let rows = diesel::update(row)
        .set((
            meetings::ended_at.eq(Some(now.0)),
            meetings::ends_at.eq(now.0),
            meetings::timer_ends.eq(None::<i64>),
        ))
        .execute(conn)?;
    Ok(rows == 1)
}

/// Removes what phones answered in meetings that ended before `before`, and gives their codes free.
pub fn prune(conn: &mut Connection, before: Timestamp) -> QueryResult<()> {
    let old = meetings::table
        .filter(meetings::code.is_not_null())
        .filter(meetings::ends_at.lt(before.0))
        .select(meetings::id)
        .load::<Id>(conn)?;
    for id in old {
        diesel::delete(meeting_answers::table.filter(meeting_answers::meeting_id.eq(id))).execute(conn)?;
        diesel::update(meetings::table.find(id)).set(meetings::code.eq(None::<String>)).execute(conn)?;
    }
    Ok(())
}
