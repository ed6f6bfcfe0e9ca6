//! The entries of a workbook's maps: flat objects with exactly the fields that the schema names.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use crosswalk_checklist::{Answer, Answered, Comment, OwnQuestion, Owner, Signed};
use crosswalk_names::{CommentId, QuestionKey, StageKey, Timestamp};
use serde_json::{Value, json};
use yrs::{Any, Number};

use crate::limits::{Limits, Shape, is_hex16, is_own_key};
use crate::refusal::Refusal;
use crate::wire::{Fields, Primitive, integer, utf16_len};

/// A top-level shared type of the document. There are no others, and nothing is nested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Root {
    Meta,
    Answers,
    Owners,
    Comments,
    Questions,
    /// The notes of the stage with this place in the shape.
    Note(u8),
}

/// The map roots, in the order of their numbers.
pub(crate) const MAPS: [Root; 5] = [Root::Meta, Root::Answers, Root::Owners, Root::Comments, Root::Questions];

impl Root {
    /// The root called `name`, if a workbook of this shape has it.
    pub(crate) fn of(name: &str, shape: &Shape) -> Option<Self> {
        match name {
            "meta" => Some(Root::Meta),
            "answers" => Some(Root::Answers),
            "owners" => Some(Root::Owners),
            "comments" => Some(Root::Comments),
            "questions" => Some(Root::Questions),
            _ => {
                let index = shape.note_roots().iter().position(|root| root.as_ref() == name)?;
                u8::try_from(index).ok().map(Root::Note)
            }
        }
    }

    /// The name of a map root in the document.
    pub(crate) fn map_name(self) -> &'static str {
        match self {
            Root::Meta => "meta",
            Root::Answers => "answers",
            Root::Owners => "owners",
            Root::Comments => "comments",
            Root::Questions => "questions",
            Root::Note(_) => "",
        }
    }

    /// The number of a map root; none for notes.
    pub(crate) fn map_index(self) -> Option<usize> {
        MAPS.iter().position(|root| *root == self)
    }

    /// Whether the map may have an entry called `key`.
    pub(crate) fn allows_key(self, key: &str, shape: &Shape) -> bool {
        match self {
            Root::Meta => matches!(key, "title" | "community"),
            Root::Answers | Root::Owners => shape.allows_question(key),
            Root::Comments => is_hex16(key),
            Root::Questions => is_own_key(key),
            Root::Note(_) => false,
        }
    }
}

/// One entry. `by` is a display name or empty, `at` milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Entry {
    Signed(Signed),
    Answer { value: Option<Answer>, by: String, at: Timestamp },
    Owner { name: String, by: String, at: Timestamp },
    Comment { comment: Comment, removed: bool },
    Question { question: OwnQuestion, removed: bool },
}

/// The latest moment that an entry may claim out of the blue: the year 2100. A device whose clock is further
/// ahead could otherwise push an entry to where no later answer can follow.
pub(crate) const AT_MAX: i64 = 4_102_444_800_000;

/// How far past [`AT_MAX`] an entry may go beyond the one that it replaces, so that even an entry at the very
/// end can be answered again.
const AT_STEP: i64 = 1_000_000;

impl Entry {
    pub(crate) fn by(&self) -> &str {
        match self {
            Entry::Signed(Signed { by, .. }) | Entry::Answer { by, .. } | Entry::Owner { by, .. } => by,
            Entry::Comment { comment, .. } => &comment.by,
            Entry::Question { question, .. } => &question.by,
        }
    }

    pub(crate) fn at(&self) -> Timestamp {
        match self {
            Entry::Signed(Signed { at, .. }) | Entry::Answer { at, .. } | Entry::Owner { at, .. } => *at,
            Entry::Comment { comment, .. } => comment.at,
            Entry::Question { question, .. } => question.at,
        }
    }

    pub(crate) fn set_at(&mut self, moment: Timestamp) {
        match self {
            Entry::Signed(Signed { at, .. }) | Entry::Answer { at, .. } | Entry::Owner { at, .. } => {
                *at = moment;
            }
            Entry::Comment { comment, .. } => comment.at = moment,
            Entry::Question { question, .. } => question.at = moment,
        }
    }

    /// Which of two entries of one place stands: the later one; of one moment that of the greater name; of
    /// one name the one with the greater JSON text. The same on every machine, whatever arrived first.
    pub(crate) fn rank(&self, other: &Self) -> Ordering {
        self.at()
            .cmp(&other.at())
            .then_with(|| self.by().cmp(other.by()))
            .then_with(|| self.json().to_string().cmp(&other.json().to_string()))
    }

    /// Whether both say the same, whoever said it and when.
    pub(crate) fn same_content(&self, other: &Self) -> bool {
        let mut twin = self.clone();
        twin.set_at(other.at());
        match (&mut twin, other) {
            (Entry::Signed(a), Entry::Signed(b)) => a.by.clone_from(&b.by),
            (Entry::Answer { by: a, .. }, Entry::Answer { by: b, .. })
            | (Entry::Owner { by: a, .. }, Entry::Owner { by: b, .. }) => a.clone_from(b),
            (Entry::Comment { comment: a, .. }, Entry::Comment { comment: b, .. }) => a.by.clone_from(&b.by),
            (Entry::Question { question: a, .. }, Entry::Question { question: b, .. }) => {
                a.by.clone_from(&b.by);
            }
            _ => return false,
        }
        twin == *other
    }

    /// The flat object as JSON, its fields in a fixed order.
    pub(crate) fn json(&self) -> Value {
        match self {
            Entry::Signed(Signed { text, by, at }) => json!({ "text": text, "by": by, "at": at }),
            Entry::Answer { value, by, at } => {
                json!({ "value": value.map(Answer::as_str), "by": by, "at": at })
            }
            Entry::Owner { name, by, at } => json!({ "name": name, "by": by, "at": at }),
            Entry::Comment { comment, removed } => json!({
                "question": comment.question, "parent": comment.parent, "text": comment.text,
                "by": comment.by, "at": comment.at, "removed": removed,
            }),
            Entry::Question { question, removed } => json!({
                "stage": question.stage, "text": question.text, "by": question.by, "at": question.at,
                "created": question.created, "removed": removed,
            }),
        }
    }

    /// The flat object as the document holds it. Numbers go as Yjs writes them.
    pub(crate) fn any(&self) -> Any {
        let Value::Object(fields) = self.json() else { return Any::Null };
        let map: HashMap<String, Any> = fields
            .into_iter()
            .map(|(name, value)| {
                let value = match value {
                    Value::Bool(flag) => Any::Bool(flag),
                    Value::String(text) => Any::String(text.into()),
                    Value::Number(number) => Any::Number(Number::Int(number.as_i64().unwrap_or_default())),
                    _ => Any::Null,
                };
                (name, value)
            })
            .collect();
        Any::Map(Arc::new(map))
    }

    /// Reads the entry `key` of `root` from the fields of a flat object.
    pub(crate) fn parse(
        root: Root,
        key: &str,
        fields: Fields<'_>,
        shape: &Shape,
        limits: &Limits,
    ) -> Result<Self, Refusal> {
        let mut form = Form { fields, shape, limits };
        let entry = match root {
            Root::Meta => {
                Entry::Signed(Signed { text: form.title()?, by: form.by()?, at: form.moment("at")? })
            }
            Root::Answers => Entry::Answer { value: form.answer()?, by: form.by()?, at: form.moment("at")? },
            Root::Owners => Entry::Owner { name: form.owner()?, by: form.by()?, at: form.moment("at")? },
            Root::Comments => {
                let removed = form.flag("removed")?;
                let comment = Comment {
                    id: key.parse().map_err(|_| Refusal::UnknownPlace)?,
                    question: form.question()?,
                    parent: form.parent()?,
                    text: form
                        .body(limits.comment_max, removed, |limit| Refusal::CommentTooLong { limit })?,
                    by: form.by()?,
                    at: form.moment("at")?,
                };
                Entry::Comment { comment, removed }
            }
            Root::Questions => {
                let removed = form.flag("removed")?;
                let question = OwnQuestion {
                    key: key.parse().map_err(|_| Refusal::UnknownPlace)?,
                    stage: form.stage()?,
                    text: form
                        .body(limits.question_max, removed, |limit| Refusal::QuestionTooLong { limit })?,
                    by: form.by()?,
                    at: form.moment("at")?,
                    created: form.moment("created")?,
                };
                Entry::Question { question, removed }
            }
            Root::Note(_) => return Err(Refusal::KindNotAllowed),
        };
        if form.fields.is_empty() { Ok(entry) } else { Err(Refusal::UnknownPlace) }
    }

    /// Reads an entry from the document.
    pub(crate) fn from_any(root: Root, key: &str, any: &Any, shape: &Shape) -> Option<Self> {
        let Any::Map(map) = any else { return None };
        let mut fields = Fields::with_capacity(map.len());
        for (name, value) in map.iter() {
            let value = match value {
                Any::Null => Primitive::Null,
                Any::Bool(flag) => Primitive::Bool(*flag),
                Any::String(text) => Primitive::Text(text),
                Any::Number(number) => integer(number.as_f64()?).ok()?,
                _ => return None,
            };
            fields.push((name.as_str(), value));
        }
        Self::parse(root, key, fields, shape, &Limits::unbounded()).ok()
    }

    /// Reads an entry from the JSON of [`Entry::json`], as history keeps it.
    pub(crate) fn from_json(
        root: Root,
        key: &str,
        value: &Value,
        shape: &Shape,
        limits: &Limits,
    ) -> Result<Self, Refusal> {
        let object = value.as_object().ok_or(Refusal::KindNotAllowed)?;
        let mut fields = Fields::with_capacity(object.len());
        for (name, value) in object {
            let value = match value {
                Value::Null => Primitive::Null,
                Value::Bool(flag) => Primitive::Bool(*flag),
                Value::String(text) => Primitive::Text(text),
                Value::Number(number) => Primitive::Integer(number.as_i64().ok_or(Refusal::KindNotAllowed)?),
                _ => return Err(Refusal::KindNotAllowed),
            };
            fields.push((name.as_str(), value));
        }
        Self::parse(root, key, fields, shape, limits)
    }

    /// Whether `at` is a moment that may follow `standing`.
    pub(crate) fn at_is_plausible(&self, standing: Option<&Entry>) -> bool {
        let at = self.at().0;
        at <= AT_MAX || standing.is_some_and(|entry| at <= entry.at().0.saturating_add(AT_STEP))
    }

    /// What a plain reader sees: an answer, unless it was cleared.
    pub(crate) fn answered(&self) -> Option<Answered> {
        match self {
            Entry::Answer { value: Some(value), by, at } => {
                Some(Answered { value: *value, by: by.clone(), at: *at })
            }
            _ => None,
        }
    }

    /// What a plain reader sees: an owner, unless there is none.
    pub(crate) fn owner(&self) -> Option<Owner> {
        match self {
            Entry::Owner { name, by, at } if !name.is_empty() => {
                Some(Owner { name: name.clone(), by: by.clone(), at: *at })
            }
            _ => None,
        }
    }
}

/// Takes the fields of an object one by one.
struct Form<'a, 'l> {
    fields: Fields<'a>,
    shape: &'l Shape,
    limits: &'l Limits,
}

impl<'a> Form<'a, '_> {
    fn take(&mut self, name: &'static str) -> Result<Primitive<'a>, Refusal> {
        let at = self.fields.iter().position(|(field, _)| *field == name);
        at.map(|at| self.fields.swap_remove(at).1).ok_or(Refusal::EntryInvalid { field: name })
    }

    fn text(&mut self, name: &'static str) -> Result<&'a str, Refusal> {
        match self.take(name)? {
            Primitive::Text(text) => check_characters(text).map(|()| text),
            _ => Err(Refusal::EntryInvalid { field: name }),
        }
    }

    /// A text of one line and at most `max` UTF-16 units.
    fn line(&mut self, name: &'static str, max: usize, too_long: Refusal) -> Result<String, Refusal> {
        let text = self.text(name)?;
        if text.contains('\n') {
            return Err(Refusal::ControlCharacter);
        }
        if utf16_len(text) as usize > max { Err(too_long) } else { Ok(text.to_owned()) }
    }

    fn by(&mut self) -> Result<String, Refusal> {
        let limit = self.limits.name_max;
        self.line("by", limit, Refusal::NameTooLong { limit })
    }

    fn title(&mut self) -> Result<String, Refusal> {
        let limit = self.limits.title_max;
        self.line("text", limit, Refusal::TitleTooLong { limit })
    }

    fn owner(&mut self) -> Result<String, Refusal> {
        let limit = self.limits.owner_max;
        self.line("name", limit, Refusal::OwnerTooLong { limit })
    }

    /// The text of a comment or question; only a removed one may be empty.
    fn body(
        &mut self,
        max: usize,
        removed: bool,
        too_long: impl FnOnce(usize) -> Refusal,
    ) -> Result<String, Refusal> {
        let text = self.text("text")?;
        if text.is_empty() && !removed {
            return Err(Refusal::EmptyText);
        }
        if utf16_len(text) as usize > max { Err(too_long(max)) } else { Ok(text.to_owned()) }
    }

    fn answer(&mut self) -> Result<Option<Answer>, Refusal> {
        const FIELD: Refusal = Refusal::EntryInvalid { field: "value" };
        match self.take("value")? {
            Primitive::Null => Ok(None),
            Primitive::Text(word) => Answer::from_word(word).map(Some).ok_or(FIELD),
            _ => Err(FIELD),
        }
    }

    fn moment(&mut self, name: &'static str) -> Result<Timestamp, Refusal> {
        match self.take(name)? {
            Primitive::Integer(at) if at >= 0 => Ok(Timestamp(at)),
            _ => Err(Refusal::EntryInvalid { field: name }),
        }
    }

    fn flag(&mut self, name: &'static str) -> Result<bool, Refusal> {
        match self.take(name)? {
            Primitive::Bool(flag) => Ok(flag),
            _ => Err(Refusal::EntryInvalid { field: name }),
        }
    }

    fn question(&mut self) -> Result<QuestionKey, Refusal> {
        let key = self.text("question")?;
        if !self.shape.allows_question(key) {
            return Err(Refusal::UnknownPlace);
        }
        key.parse().map_err(|_| Refusal::UnknownPlace)
    }

    fn stage(&mut self) -> Result<StageKey, Refusal> {
        let key = self.text("stage")?;
        let index = self.shape.stage_index(key).ok_or(Refusal::UnknownPlace)?;
        self.shape.stages().get(index).cloned().ok_or(Refusal::UnknownPlace)
    }

    fn parent(&mut self) -> Result<Option<CommentId>, Refusal> {
        const FIELD: Refusal = Refusal::EntryInvalid { field: "parent" };
        match self.take("parent")? {
            Primitive::Null => Ok(None),
            Primitive::Text(id) => id.parse().map(Some).map_err(|_| FIELD),
            _ => Err(FIELD),
        }
    }
}

/// Refuses control characters other than tab and line feed: databases, XML and PDF cannot hold them all.
pub(crate) fn check_characters(text: &str) -> Result<(), Refusal> {
    let bad = |byte: u8| (byte < 0x20 && byte != b'\n' && byte != b'\t') || byte == 0x7F;
    if text.bytes().any(bad) { Err(Refusal::ControlCharacter) } else { Ok(()) }
}

/// Makes a text from a form fit: line ends become line feeds, other control characters go.
pub(crate) fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' => {
                characters.next_if_eq(&'\n');
                clean.push('\n');
            }
            '\n' | '\t' => clean.push(character),
            '\u{7f}' | '\0'..='\u{1f}' => {}
            _ => clean.push(character),
        }
    }
    clean
}

/// Like [`clean`], for a field of one line.
pub(crate) fn clean_line(text: &str) -> String {
    clean(text).replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(by: &str, at: i64, value: Answer) -> Entry {
        Entry::Answer { value: Some(value), by: by.into(), at: Timestamp(at) }
    }

    #[test]
    fn the_later_entry_stands_then_the_name_then_the_text() {
        assert!(answer("Ana", 2, Answer::Yes).rank(&answer("Zoe", 1, Answer::Yes)).is_gt());
        assert!(answer("Zoe", 1, Answer::Yes).rank(&answer("Ana", 1, Answer::Yes)).is_gt());
        assert!(answer("Ana", 1, Answer::Yes).rank(&answer("Ana", 1, Answer::NotYet)).is_gt());
        assert!(answer("Ana", 1, Answer::Yes).rank(&answer("Ana", 1, Answer::Yes)).is_eq());
    }

    #[test]
    fn cleaning_keeps_lines_and_drops_controls() {
        assert_eq!(clean("a\r\nb\rc\u{0}\u{7f}\td"), "a\nb\nc\td");
        assert_eq!(clean_line("a\r\nb"), "a b");
    }
}
