//! Statements about what a partnership's answers rest on.

use std::collections::HashMap;

use crosswalk_names::{EvidenceId, PartnershipId, PersonId, QuestionKey, Timestamp};
use crosswalk_store::schema::{evidence, people};
use crosswalk_store::{Connection, Id, Upsert as _};
use diesel::prelude::*;

/// What an answer can rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvidenceKind {
    /// A paper or a file.
    Document,
    /// A page on the web.
    Page,
    /// Somebody who knows.
    Person,
    /// Minutes, a list, a register.
    Record,
}

impl EvidenceKind {
    /// In the order of the form.
    pub const ALL: [EvidenceKind; 4] =
        [EvidenceKind::Document, EvidenceKind::Page, EvidenceKind::Record, EvidenceKind::Person];

    /// The word in the column and in forms.
    pub fn word(self) -> &'static str {
        match self {
            EvidenceKind::Document => "document",
            EvidenceKind::Page => "page",
            EvidenceKind::Person => "person",
            EvidenceKind::Record => "record",
        }
    }

    /// The kind that a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        EvidenceKind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// A piece of evidence as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceRow {
    /// Its id.
    pub id: EvidenceId,
    /// The question whose answer rests on it.
    pub question: QuestionKey,
    /// What it is.
    pub kind: EvidenceKind,
    /// What it is called.
    pub label: String,
    /// Its address; empty without one.
    pub link: String,
    /// Who added it; empty for a person without a name, or a former member.
    pub by: String,
    /// Since when it is there.
    pub added_at: Timestamp,
}

/// A piece of evidence to be written down.
#[derive(Debug, Clone)]
pub struct NewEvidence {
    /// Its id.
    pub id: EvidenceId,
    /// The question.
    pub question: QuestionKey,
    /// What it is.
    pub kind: EvidenceKind,
    /// What it is called.
    pub label: String,
    /// Its address; empty without one.
    pub link: String,
    /// Who adds it.
    pub by: PersonId,
    /// Since when it is there.
    pub added_at: Timestamp,
}

/// All evidence of a partnership, the oldest first.
pub fn list(conn: &mut Connection, partnership: PartnershipId) -> QueryResult<Vec<EvidenceRow>> {
    type Columns = (Id, String, String, String, String, Option<String>, i64);
    let rows = evidence::table
        .left_join(people::table)
        .filter(evidence::partnership_id.eq(Id::from(partnership)))
        .order((evidence::added_at, evidence::id))
        .select((
            evidence::id,
            evidence::question,
            evidence::kind,
            evidence::label,
            evidence::link,
            people::name.nullable(),
            evidence::added_at,
        ))
        .load::<Columns>(conn)?;
    Ok(rows
        .into_iter()
        .filter_map(|(id, question, kind, label, link, by, added_at)| {
            Some(EvidenceRow {
                id: id.into(),
                question: question.parse().ok()?,
                kind: EvidenceKind::from_word(&kind)?,
                label,
                link,
                by: by.unwrap_or_default(),
                added_at: Timestamp(added_at),
            })
        })
        .collect())
}

/// How much evidence a partnership has for each question.
pub fn counts(conn: &mut Connection, partnership: PartnershipId) -> QueryResult<HashMap<QuestionKey, usize>> {
    let rows = evidence::table
        .filter(evidence::partnership_id.eq(Id::from(partnership)))
        .group_by(evidence::question)
        .select((evidence::question, diesel::dsl::count_star()))
        .load::<(String, i64)>(conn)?;
    let counted = rows.into_iter().filter_map(|(key, n)| Some((key.parse().ok()?, usize::try_from(n).ok()?)));
    Ok(counted.collect())
}

/// How much evidence a partnership has.
pub fn count(conn: &mut Connection, partnership: PartnershipId) -> QueryResult<i64> {
    evidence::table.filter(evidence::partnership_id.eq(Id::from(partnership))).count().get_result(conn)
}

/// Writes a piece of evidence down. False when it is there already.
pub fn add(conn: &mut Connection, partnership: PartnershipId, new: &NewEvidence) -> QueryResult<bool> {
    let rows = diesel::insert_into(evidence::table)
        .values((
            evidence::id.eq(Id::from(new.id)),
            evidence::partnership_id.eq(Id::from(partnership)),
            evidence::question.eq(new.question.as_str()),
            evidence::kind.eq(new.kind.word()),
            evidence::label.eq(&new.label),
            evidence::link.eq(&new.link),
            evidence::added_by.eq(Some(Id::from(new.by))),
            evidence::added_at.eq(new.added_at.0),
        ))
        .or_ignore((evidence::id,))
        .execute(conn)?;
    Ok(rows == 1)
}

/// Removes a piece of evidence.
pub fn remove(conn: &mut Connection, partnership: PartnershipId, id: EvidenceId) -> QueryResult<bool> {
    let row = evidence::table
        .filter(evidence::id.eq(Id::from(id)))
        .filter(evidence::partnership_id.eq(Id::from(partnership)));
    Ok(diesel::delete(row).execute(conn)? == 1)
}
