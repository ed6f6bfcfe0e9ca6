//! Edits that the server makes itself, for forms, the API, imports and restorations.

use std::collections::BTreeSet;

use crosswalk_checklist::{Answer, Answered, Comment, OwnQuestion, Owner, Signed, Workbook};
use crosswalk_names::{CommentId, QuestionKey, StageKey, Timestamp};
use serde_json::Value;

use crate::batch::Subject;
use crate::entry::{AT_MAX, Entry, Root, clean, clean_line};
use crate::index::Index;
use crate::limits::{Limits, Shape};
use crate::refusal::Refusal;
use crate::wire::utf16_len;

/// One edit. `by` is who makes it, for the entry and for history; `at` is now. Where an entry is already there
/// with a later `at`, the new one gets the moment after it, so that it stands. Line ends are mended and other
/// control characters left out. An edit that changes nothing does nothing.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Answers a question, or clears its answer.
    Answer {
        /// A question of the checklist or an own one.
        question: QuestionKey,
        /// None clears.
        value: Option<Answer>,
        /// Who.
        by: String,
        /// Now.
        at: Timestamp,
    },
    /// Names who looks after a question.
    Owner {
        /// A question of the checklist or an own one.
        question: QuestionKey,
        /// Empty for nobody.
        name: String,
        /// Who.
        by: String,
        /// Now.
        at: Timestamp,
    },
    /// Sets the workbook's title.
    Title {
        /// May be empty.
        text: String,
        /// Who.
        by: String,
        /// Now.
        at: Timestamp,
    },
    /// Sets the place or group that the workbook is about.
    Community {
        /// May be empty.
        text: String,
        /// Who.
        by: String,
        /// Now.
        at: Timestamp,
    },
    /// Adds a comment.
    AddComment {
        /// Drawn at random by the caller.
        id: CommentId,
        /// What it is about.
        question: QuestionKey,
        /// The comment that it answers.
        parent: Option<CommentId>,
        /// Not empty.
        text: String,
        /// Who.
        by: String,
        /// Now.
        at: Timestamp,
    },
    /// Removes a comment, or brings it back. It stays signed by its author; history has `by`.
    RemoveComment {
        /// Which.
        id: CommentId,
        /// False brings it back.
        removed: bool,
        /// Who.
        by: String,
        /// Now.
        at: Timestamp,
    },
    /// Adds an own question, or changes its text or stage.
    PutQuestion {
        /// `own-` and 16 hex digits, drawn at random by the caller.
        key: QuestionKey,
        /// Where it stands.
        stage: StageKey,
        /// Not empty.
        text: String,
        /// Who.
        by: String,
        /// Now.
        at: Timestamp,
        /// Its place among the others; kept when the question is there already.
        created: Timestamp,
    },
    /// Removes an own question, or brings it back.
    RemoveQuestion {
        /// Which.
        key: QuestionKey,
        /// False brings it back.
        removed: bool,
        /// Who.
        by: String,
        /// Now.
        at: Timestamp,
    },
    /// Gives the notes of a stage a new text by the fewest changes. What others wrote since `base` and write at the same
    /// time is kept.
    NoteReplace {
        /// Which stage.
        stage: StageKey,
        /// The text that the new one was made of; none: what stands when this is queued.
        base: Option<String>,
        /// The whole new text.
        text: String,
    },
    /// Puts an entry back as [`crate::Change::before`] or [`crate::Change::after`] keeps it, signed as it was
    /// then: undo, restoration, import. Where nothing was ever written it keeps its own `at` too.
    PutBack {
        /// Any but a note.
        subject: Subject,
        /// None clears or removes.
        value: Option<Value>,
        /// Who puts it back, for history.
        by: String,
        /// Now.
        at: Timestamp,
    },
}

/// An edit, ready to be made.
pub(crate) enum Prepared {
    /// `actor` goes to history.
    Entry {
        root: Root,
        key: String,
        entry: Entry,
        actor: String,
    },
    Note {
        stage: u8,
        base: Option<String>,
        text: String,
    },
    /// It changes nothing.
    Nothing,
}

impl Edit {
    /// Checks an edit against the document as it will be after those before it.
    pub(crate) fn prepare(&self, index: &Index, shape: &Shape, limits: &Limits) -> Result<Prepared, Refusal> {
        let draft = match self {
            Edit::NoteReplace { stage, base, text } => {
                return prepare_note(stage, base.as_deref(), text, shape, limits);
            }
            Edit::PutBack { .. } => self.put_back(index, shape, limits)?,
            _ => Some(self.draft(index)?),
        };
        let Some((root, key, mut entry)) = draft else { return Ok(Prepared::Nothing) };
        if !root.allows_key(&key, shape) {
            return Err(Refusal::UnknownPlace);
        }
        let (actor, now) = self.signature();
        let standing = index.standing(root, &key);
        match standing {
            Some(standing) if standing.same_content(&entry) => return Ok(Prepared::Nothing),
            None if matches!(entry, Entry::Answer { value: None, .. }) => return Ok(Prepared::Nothing),
            Some(standing) => entry.set_at(now.max(standing.at().plus(1))),
            None if matches!(self, Edit::PutBack { .. }) => entry.set_at(sane(entry.at())),
            None => entry.set_at(now),
        }
        let entry = Entry::from_json(root, &key, &entry.json(), shape, limits)?;
        Ok(Prepared::Entry { root, key, entry, actor })
    }

    /// Who makes it, and when, made fit.
    fn signature(&self) -> (String, Timestamp) {
        match self {
            Edit::Answer { by, at, .. }
            | Edit::Owner { by, at, .. }
            | Edit::Title { by, at, .. }
            | Edit::Community { by, at, .. }
            | Edit::AddComment { by, at, .. }
            | Edit::RemoveComment { by, at, .. }
            | Edit::PutQuestion { by, at, .. }
            | Edit::RemoveQuestion { by, at, .. }
            | Edit::PutBack { by, at, .. } => (clean_line(by), sane(*at)),
            Edit::NoteReplace { .. } => (String::new(), Timestamp::default()),
        }
    }

    /// The entry that an edit writes; its moment is set later.
    fn draft(&self, index: &Index) -> Result<(Root, String, Entry), Refusal> {
        let (by, at) = self.signature();
        let draft = match self {
            Edit::Answer { question, value, .. } => {
                (Root::Answers, question.to_string(), Entry::Answer { value: *value, by, at })
            }
            Edit::Owner { question, name, .. } => {
                let name = clean_line(name).trim().to_owned();
                (Root::Owners, question.to_string(), Entry::Owner { name, by, at })
            }
            Edit::Title { text, .. } => (Root::Meta, "title".into(), signed(text, by, at)),
            Edit::Community { text, .. } => (Root::Meta, "community".into(), signed(text, by, at)),
            Edit::AddComment { id, question, parent, text, .. } => {
                let comment = Comment {
                    id: id.clone(),
                    question: question.clone(),
                    parent: parent.clone(),
                    text: clean(text),
                    by,
                    at,
                };
                (Root::Comments, id.to_string(), Entry::Comment { comment, removed: false })
            }
            Edit::PutQuestion { key, stage, text, created, .. } => {
                let created = match index.standing(Root::Questions, key.as_str()) {
                    Some(Entry::Question { question, .. }) => question.created,
                    _ => sane(*created),
                };
                let (key, stage, text) = (key.clone(), stage.clone(), clean(text));
                let question = OwnQuestion { key: key.clone(), stage, text, by, at, created };
                (Root::Questions, key.to_string(), Entry::Question { question, removed: false })
            }
            Edit::RemoveComment { id, removed, .. } => {
                let entry = index.standing(Root::Comments, id.as_str()).ok_or(Refusal::UnknownComment)?;
                (Root::Comments, id.to_string(), entry.with_removed(*removed))
            }
            Edit::RemoveQuestion { key, removed, .. } => {
                let entry = index.standing(Root::Questions, key.as_str()).ok_or(Refusal::UnknownQuestion)?;
                (Root::Questions, key.to_string(), entry.with_removed(*removed))
            }
            Edit::NoteReplace { .. } | Edit::PutBack { .. } => return Err(Refusal::UnknownPlace),
        };
        Ok(draft)
    }

    fn put_back(
        &self,
        index: &Index,
        shape: &Shape,
        limits: &Limits,
    ) -> Result<Option<(Root, String, Entry)>, Refusal> {
        let Edit::PutBack { subject, value, .. } = self else { return Ok(None) };
        let (root, key) = subject.place().ok_or(Refusal::UnknownPlace)?;
        let entry = if let Some(value) = value {
            Some(Entry::from_json(root, &key, value, shape, limits)?)
        } else {
            let (by, at) = self.signature();
            index.standing(root, &key).map(|standing| standing.cleared(by, at))
        };
        Ok(entry.map(|entry| (root, key, entry)))
    }
}

fn prepare_note(
    stage: &StageKey,
    base: Option<&str>,
    text: &str,
    shape: &Shape,
    limits: &Limits,
) -> Result<Prepared, Refusal> {
    let stage = shape.stage_index(stage.as_str()).and_then(|stage| u8::try_from(stage).ok());
    let stage = stage.ok_or(Refusal::UnknownPlace)?;
    let text = clean(text);
    let limit = limits.notes_max;
    if utf16_len(&text) as usize > limit {
        Err(Refusal::NotesTooLong { limit })
    } else {
        Ok(Prepared::Note { stage, base: base.map(clean), text })
    }
}

fn signed(text: &str, by: String, at: Timestamp) -> Entry {
    Entry::Signed(Signed { text: clean_line(text).trim().to_owned(), by, at })
}

/// A moment that entries may have.
fn sane(at: Timestamp) -> Timestamp {
    Timestamp(at.0.clamp(0, AT_MAX))
}

impl Entry {
    /// The same entry, removed or not. It stays signed by its author.
    fn with_removed(&self, is_removed: bool) -> Self {
        let mut entry = self.clone();
        if let Entry::Comment { removed, .. } | Entry::Question { removed, .. } = &mut entry {
            *removed = is_removed;
        }
        entry
    }

    /// The entry without what it says.
    fn cleared(&self, by: String, at: Timestamp) -> Self {
        match self {
            Entry::Signed(_) => Entry::Signed(Signed { text: String::new(), by, at }),
            Entry::Answer { .. } => Entry::Answer { value: None, by, at },
            Entry::Owner { .. } => Entry::Owner { name: String::new(), by, at },
            Entry::Comment { .. } | Entry::Question { .. } => self.with_removed(true),
        }
    }
}

/// The edits that turn `present` into `to`.
pub(crate) fn difference(present: &Workbook, to: &Workbook, by: &str, at: Timestamp) -> Vec<Edit> {
    let mut edits = Edits { list: Vec::new(), by, at };
    edits.put(Subject::Title, signed_entry(&present.title).as_ref(), signed_entry(&to.title));
    edits.put(Subject::Community, signed_entry(&present.community).as_ref(), signed_entry(&to.community));
    // Removals go first, so that heads are free for what comes back.
    for question in &present.questions {
        if !to.questions.iter().any(|other| other.key == question.key) {
            edits.put(Subject::Question(question.key.clone()), Some(&question_entry(question)), None);
        }
    }
    for question in &to.questions {
        let before = present.questions.iter().find(|other| other.key == question.key).map(question_entry);
        edits.put(Subject::Question(question.key.clone()), before.as_ref(), Some(question_entry(question)));
    }
    let keys: BTreeSet<&QuestionKey> = present.answers.keys().chain(to.answers.keys()).collect();
    for key in keys {
        let (before, after) = (present.answers.get(key), to.answers.get(key));
        edits.put(Subject::Answer(key.clone()), before.map(answer_entry).as_ref(), after.map(answer_entry));
    }
    let keys: BTreeSet<&QuestionKey> = present.owners.keys().chain(to.owners.keys()).collect();
    for key in keys {
        let (before, after) = (present.owners.get(key), to.owners.get(key));
        edits.put(Subject::Owner(key.clone()), before.map(owner_entry).as_ref(), after.map(owner_entry));
    }
    difference_of_comments(&mut edits, present, to);
    let stages: BTreeSet<&StageKey> = present.notes.keys().chain(to.notes.keys()).collect();
    for stage in stages {
        if present.note(stage) != to.note(stage) {
            let (stage, text) = (stage.clone(), to.note(stage).to_owned());
            edits.list.push(Edit::NoteReplace { stage, base: None, text });
        }
    }
    edits.list
}

fn difference_of_comments(edits: &mut Edits<'_>, present: &Workbook, to: &Workbook) {
    let by_id = |book: &Workbook| -> std::collections::BTreeMap<CommentId, Entry> {
        book.comments.iter().map(|comment| (comment.id.clone(), comment_entry(comment))).collect()
    };
    let (before, mut after) = (by_id(present), by_id(to));
    for (id, entry) in before {
        let now = after.remove(&id);
        edits.put(Subject::Comment(id), Some(&entry), now);
    }
    for (id, entry) in after {
        edits.put(Subject::Comment(id), None, Some(entry));
    }
}

struct Edits<'a> {
    list: Vec<Edit>,
    by: &'a str,
    at: Timestamp,
}

impl Edits<'_> {
    fn put(&mut self, subject: Subject, before: Option<&Entry>, after: Option<Entry>) {
        if before != after.as_ref() {
            let value = after.map(|entry| entry.json());
            self.list.push(Edit::PutBack { subject, value, by: self.by.to_owned(), at: self.at });
        }
    }
}

fn signed_entry(signed: &Signed) -> Option<Entry> {
    (*signed != Signed::default()).then(|| Entry::Signed(signed.clone()))
}

fn answer_entry(answered: &Answered) -> Entry {
    Entry::Answer { value: Some(answered.value), by: answered.by.clone(), at: answered.at }
}

fn owner_entry(owner: &Owner) -> Entry {
    Entry::Owner { name: owner.name.clone(), by: owner.by.clone(), at: owner.at }
}

fn comment_entry(comment: &Comment) -> Entry {
    Entry::Comment { comment: comment.clone(), removed: false }
}

fn question_entry(question: &OwnQuestion) -> Entry {
    Entry::Question { question: question.clone(), removed: false }
}
