//! Turns what changed in the document into lines of the history page.
//!
//! An answer, owner, comment or question makes one line each. Typing in notes would make thousands: the typing of one
//! person in one stage becomes one line, until they pause.

use std::collections::HashMap;

use crosswalk_collab::{Change, Subject};
use crosswalk_names::{ChangeId, MINUTE, SECOND, StageKey, Timestamp};

use super::Context;
use crate::workbook::queries::{HistoryWrite, NewChange};

/// A pause of this many milliseconds ends a line about notes.
const NOTE_PAUSE: i64 = 5 * MINUTE;
/// A line about notes covers no more than this many milliseconds.
const NOTE_SPAN: i64 = 30 * MINUTE;
/// While a person types, the line's end moves at most this often, in milliseconds.
const NOTE_TOUCH: i64 = 10 * SECOND;
/// Most people whose typing is followed at once in one workbook; more share the unnamed line.
const NOTE_LINES: usize = 200;

struct NoteLine {
    id: ChangeId,
    began: Timestamp,
    last: Timestamp,
    written: Timestamp,
}

/// The lines about notes that are still growing.
#[derive(Default)]
pub struct History {
    notes: HashMap<(StageKey, String), NoteLine>,
}

impl History {
    /// The rows to write with log entry `seq`. `name` tells what the person of a connection is called.
    pub fn record<'n>(
        &mut self,
        context: &Context,
        changes: &[Change],
        seq: i64,
        at: Timestamp,
        name: impl Fn(u64) -> Option<&'n str>,
    ) -> Vec<HistoryWrite> {
        self.notes.retain(|_, line| at.since(line.last) < NOTE_PAUSE);
        let mut writes = Vec::new();
        for change in changes {
            if let Subject::Note(stage) = &change.subject {
                let by = change.connection.and_then(&name).unwrap_or(&change.by);
                writes.extend(self.note(context, stage, by.to_owned(), seq, at));
            } else {
                writes.push(HistoryWrite::New(NewChange {
                    id: context.new_change_id(),
                    seq,
                    at,
                    author: author(change, &name),
                    kind: kind(&change.subject),
                    subject: subject(&change.subject),
                    before: change.before.as_ref().map(ToString::to_string),
                    after: change.after.as_ref().map(ToString::to_string),
                    stands: change.stands,
                }));
            }
        }
        writes
    }

    fn note(
        &mut self,
        context: &Context,
        stage: &StageKey,
        by: String,
        seq: i64,
        at: Timestamp,
    ) -> Option<HistoryWrite> {
        let by = if self.notes.len() >= NOTE_LINES { String::new() } else { by };
        let key = (stage.clone(), by);
        if let Some(line) = self.notes.get_mut(&key)
            && at.since(line.began) < NOTE_SPAN
        {
            line.last = at;
            if at.since(line.written) < NOTE_TOUCH {
                return None;
            }
            line.written = at;
            return Some(HistoryWrite::Extend { id: line.id, until: at, seq });
        }
        let line = NoteLine { id: context.new_change_id(), began: at, last: at, written: at };
        let write = HistoryWrite::New(NewChange {
            id: line.id,
            seq,
            at,
            author: key.1.clone(),
            kind: "note",
            subject: stage.to_string(),
            before: None,
            after: None,
            stands: true,
        });
        self.notes.insert(key, line);
        Some(write)
    }
}

/// Who made a change: the name in the entry. A comment or question that is removed or brought back stays signed by
/// whoever wrote it, so there the name of the connection counts.
fn author<'n>(change: &Change, name: impl Fn(u64) -> Option<&'n str>) -> String {
    let removed =
        |entry: &Option<serde_json::Value>| entry.as_ref().is_some_and(|entry| entry["removed"] == true);
    match change.connection.and_then(name) {
        Some(name) if removed(&change.before) != removed(&change.after) => name.to_owned(),
        _ => change.by.clone(),
    }
}

/// The word in the `kind` column.
fn kind(subject: &Subject) -> &'static str {
    match subject {
        Subject::Answer(_) => "answer",
        Subject::Owner(_) => "owner",
        Subject::Comment(_) => "comment",
        Subject::Question(_) => "question",
        Subject::Title => "title",
        Subject::Community => "community",
        Subject::Note(_) => "note",
    }
}

fn subject(subject: &Subject) -> String {
    match subject {
        Subject::Answer(key) | Subject::Owner(key) | Subject::Question(key) => key.to_string(),
        Subject::Comment(id) => id.to_string(),
        Subject::Note(stage) => stage.to_string(),
        Subject::Title | Subject::Community => String::new(),
    }
}
