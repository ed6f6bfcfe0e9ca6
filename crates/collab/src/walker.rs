//! The walker: no byte from outside reaches the CRDT library unchecked.
//!
//! The library trusts its input. Nested types overflow its stack, counts in four bytes make it allocate
//! hundreds of megabytes, updates that never resolve cost quadratic time, origins that cross make copies of the
//! document differ for good, and a forged client id destroys what its owner writes next. So every update is
//! walked first, and what the library then gets has these properties:
//!
//! * it is well formed, and every count in it is bounded by its length ([`crate::wire`]);
//! * it holds garbage, deleted elements, plain text and flat objects, and nothing else;
//! * every element lies in a root that workbooks have: text in a text, objects under a known key of a map,
//!   with exactly the fields of the schema ([`crate::entry`]);
//! * elements that name a neighbour instead of a root lie where the neighbour lies ([`Index::place_of`]);
//! * nothing is missing: clocks follow what is known, neighbours are known or come earlier in the update, and
//!   deletions are of known elements, so that the library never has to keep anything pending;
//! * neighbours can have stood beside each other ([`Index::neighbours`]);
//! * new elements are signed by the device that owns the client id ([`crate::owners`]);
//! * the workbook stays within its limits.
//!
//! An update is admitted whole or not at all: elements go into the index as they are checked, and come out
//! again when a later one fails.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::entry::{Entry, Root, check_characters};
use crate::index::{Index, Journal, NOWHERE, Neighbours, PlaceId};
use crate::limits::{Limits, Shape};
use crate::merge::Merge;
use crate::owners::{ClientOwners, Sender};
use crate::refusal::Refusal;
use crate::wire::{self, Bounds, Content, Id, Parsed, Span, Struct};

/// Where an update comes from.
#[derive(Clone, Copy)]
pub(crate) enum Source<'a> {
    /// Somebody's browser, or whatever says it is one.
    Outside {
        sender: Sender,
        owners: &'a ClientOwners,
        /// Compares two elements in the document; none when it cannot tell.
        order: &'a dyn Fn(Id, Id) -> Option<Ordering>,
        /// Whether an update may be admitted whose order only a reload of the document can tell.
        may_verify: bool,
        /// Whether the document has no room for more.
        full: bool,
    },
    /// Another server's part of the same workbook: it was checked there, against the same document without what is
    /// queued here.
    Stored {
        /// As above.
        order: &'a dyn Fn(Id, Id) -> Option<Ordering>,
    },
    /// Our own document: what is in it was checked before.
    Own,
}

impl Source<'_> {
    /// Whether somebody checked it before.
    fn is_trusted(&self) -> bool {
        !matches!(self, Source::Outside { .. })
    }
}

/// What an admitted update does.
#[derive(Debug, Default)]
pub(crate) struct Admitted {
    /// Clients with new elements.
    pub clients: Vec<u32>,
    /// Texts with new or newly deleted elements, by number of the stage.
    pub notes: Vec<u8>,
    /// Entries written, in order.
    pub writes: Vec<Write>,
    /// Entries of which elements were newly deleted.
    pub deleted_from: Vec<PlaceId>,
    /// Nothing of it was known before, so that its bytes can go on as they are.
    pub verbatim: bool,
    /// Only a reload of the document can tell whether it fits.
    pub verify: bool,
    /// There is nothing new in it.
    pub nothing: bool,
}

/// One write of an entry, and how it fared against the one that stood.
#[derive(Debug)]
pub(crate) struct Write {
    pub place: PlaceId,
    pub before: Option<Entry>,
    pub entry: Entry,
    /// Whether it is the later one.
    pub stands: bool,
}

/// The rules of one document.
#[derive(Clone, Copy)]
pub(crate) struct Rules<'a> {
    pub shape: &'a Shape,
    pub limits: &'a Limits,
    /// Text of each stage that queued edits of the server will add, UTF-16 units.
    pub reserved: &'a [usize],
}

/// Checks a whole update and puts it into the index and into `merge`; both are untouched when it is refused.
pub(crate) fn admit(
    index: &mut Index,
    merge: &mut Merge,
    rules: Rules<'_>,
    update: &[u8],
    source: Source<'_>,
) -> Result<Admitted, Refusal> {
    let bounds = match source {
        Source::Outside { .. } => {
            Bounds { structs: rules.limits.structs_per_update, deletes: rules.limits.document_structs }
        }
        Source::Stored { .. } | Source::Own => Bounds { structs: usize::MAX, deletes: usize::MAX },
    };
    let parsed = wire::parse(update, bounds)?;
    let mut walk = Walk {
        journal: index.begin(),
        index,
        rules,
        source,
        admitted: Admitted { verbatim: true, ..Admitted::default() },
        fresh: Vec::new(),
        gone: Vec::new(),
        entries: Vec::new(),
        steps: 0,
    };
    match walk.walk(&parsed) {
        Ok(deletes) => Ok(walk.finish(merge, update, &parsed, &deletes)),
        Err(refusal) => {
            let Walk { index, journal, .. } = walk;
            index.roll_back(journal);
            Err(refusal)
        }
    }
}

/// A new struct, or the part of one that is new.
struct Fresh {
    client: u32,
    /// Place in the parsed structs.
    number: usize,
    /// Elements at its start that were known.
    offset: u32,
    /// The bytes of such a part, written anew.
    tail: Option<Vec<u8>>,
}

struct Walk<'i, 'r> {
    index: &'i mut Index,
    journal: Journal,
    rules: Rules<'r>,
    source: Source<'r>,
    admitted: Admitted,
    fresh: Vec<Fresh>,
    /// Elements that arrive deleted.
    gone: Vec<Span>,
    entries: Vec<(PlaceId, Entry)>,
    steps: usize,
}

/// How far a section of the update has been walked.
struct Progress {
    client: u32,
    next: usize,
    end: usize,
    noted: bool,
    waiting: bool,
}

impl Walk<'_, '_> {
    fn walk(&mut self, parsed: &Parsed<'_>) -> Result<Vec<Span>, Refusal> {
        self.check_owners(parsed)?;
        self.walk_sections(parsed)?;
        let deletes = self.new_deletes(&parsed.deletes)?;
        self.check_notes(&deletes)?;
        self.write_entries()?;
        self.check_size()?;
        Ok(deletes)
    }

    /// Whoever adds elements under a client id must own it.
    fn check_owners(&self, parsed: &Parsed<'_>) -> Result<(), Refusal> {
        let Source::Outside { sender, owners, .. } = self.source else { return Ok(()) };
        for section in &parsed.sections {
            let last = &parsed.structs[section.structs.end - 1];
            let adds = last.clock + last.len > self.index.end(section.client);
            if adds && !owners.allows(section.client, sender) {
                return Err(Refusal::ForeignClient);
            }
        }
        Ok(())
    }

    /// Walks the sections in an order in which every struct's neighbours are known before it, whatever the
    /// order of the sections. A struct that waits for another client's puts that client's section on top; it
    /// comes back to the first one as soon as one struct has been placed. Each struct is placed once and waits
    /// at most once for each struct placed, so the work is linear.
    fn walk_sections(&mut self, parsed: &Parsed<'_>) -> Result<(), Refusal> {
        let mut sections: Vec<Progress> = parsed
            .sections
            .iter()
            .map(|section| Progress {
                client: section.client,
                next: section.structs.start,
                end: section.structs.end,
                noted: false,
                waiting: false,
            })
            .collect();
        let numbers: HashMap<u32, usize> = match sections.len() {
            0 | 1 => HashMap::new(),
            _ => sections.iter().enumerate().map(|(number, section)| (section.client, number)).collect(),
        };
        let mut stack = Vec::new();
        for first in 0..sections.len() {
            stack.push(first);
            while let Some(&top) = stack.last() {
                let section = &mut sections[top];
                if section.next == section.end {
                    stack.pop();
                    continue;
                }
                let part = &parsed.structs[section.next];
                match self.missing(section.client, part)? {
                    None => {
                        let number = section.next;
                        section.next += 1;
                        section.waiting = false;
                        let client = section.client;
                        if !std::mem::replace(&mut section.noted, true) {
                            self.index.note_client(&mut self.journal, client);
                        }
                        self.place(client, number, part)?;
                        if stack.len() > 1 {
                            stack.pop();
                        }
                    }
                    Some(client) => {
                        section.waiting = true;
                        let can_help = |other: &usize| {
                            let other = &sections[*other];
                            !other.waiting && other.next < other.end
                        };
                        let other = numbers.get(&client).copied().filter(can_help);
                        stack.push(other.ok_or(Refusal::MissingChanges)?);
                    }
                }
            }
        }
        Ok(())
    }

    /// The client whose elements must come before `part`.
    fn missing(&self, client: u32, part: &Struct<'_>) -> Result<Option<u32>, Refusal> {
        let known = self.index.end(client);
        if part.clock > known {
            return Err(Refusal::MissingChanges);
        }
        if part.clock + part.len <= known {
            return Ok(None);
        }
        let origin = if part.clock < known { None } else { part.origin };
        let missing = [origin, part.right].into_iter().flatten().find(|id| !self.index.knows(*id));
        Ok(missing.map(|id| id.client))
    }

    /// Puts a struct, or what is new of it, into the index.
    fn place(&mut self, client: u32, number: usize, part: &Struct<'_>) -> Result<(), Refusal> {
        let known = self.index.end(client);
        if part.clock < known && matches!(self.source, Source::Stored { .. }) {
            // Two servers took something under the same id and clock, and it may not be the same.
            return Err(Refusal::ForeignClient);
        }
        if part.clock + part.len <= known {
            self.admitted.verbatim = false;
            return Ok(());
        }
        let offset = known - part.clock;
        let origin = if offset > 0 { Some(Id { client, clock: known - 1 }) } else { part.origin };
        let place = self.find_place(part, origin)?;
        self.check_content(part, offset, place)?;
        self.check_neighbours(client, place, origin, part.right)?;
        let len = part.len - offset;
        if matches!(part.content, Content::Deleted | Content::Garbage) {
            self.gone.push(Span { client, start: known, end: known + len });
        }
        self.index.append(client, len, place, origin, part.right);
        let tail = if offset > 0 {
            self.admitted.verbatim = false;
            let mut bytes = Vec::new();
            wire::put_tail(&mut bytes, client, part, offset)?;
            Some(bytes)
        } else {
            None
        };
        self.fresh.push(Fresh { client, number, offset, tail });
        Ok(())
    }

    /// Where a struct belongs: where its neighbours are, or the root and key that it names.
    fn find_place(&mut self, part: &Struct<'_>, origin: Option<Id>) -> Result<PlaceId, Refusal> {
        if matches!(part.content, Content::Garbage) {
            return Ok(NOWHERE);
        }
        let mut place = None;
        for neighbour in [origin, part.right].into_iter().flatten() {
            let there = self.index.place_of(neighbour).filter(|place| *place != NOWHERE);
            let there = there.ok_or(Refusal::UnknownPlace)?;
            if place.is_some_and(|place| place != there) {
                return Err(Refusal::CrossingOrigins);
            }
            place = Some(there);
        }
        let Some((root, key)) = part.parent else { return place.ok_or(Refusal::UnknownPlace) };
        let named = self.named_place(root, key)?;
        if place.is_some_and(|place| place != named) { Err(Refusal::UnknownPlace) } else { Ok(named) }
    }

    fn named_place(&mut self, root: &str, key: Option<&str>) -> Result<PlaceId, Refusal> {
        let shape = self.rules.shape;
        let Some(root) = Root::of(root, shape) else { return Err(Refusal::UnknownPlace) };
        let Some(key) = key else {
            return match root {
                Root::Note(stage) => Ok(PlaceId::from(stage)),
                _ => Err(Refusal::KindNotAllowed),
            };
        };
        let known = self.index.find(root, key).filter(|_| root.map_index().is_some());
        if let Some(place) = known {
            return Ok(place);
        }
        let allowed = self.source.is_trusted() && root.map_index().is_some();
        if !allowed && !root.allows_key(key, shape) {
            return Err(Refusal::UnknownPlace);
        }
        Ok(self.index.intern(root, key))
    }

    /// Text belongs into texts, objects into maps.
    fn check_content(&mut self, part: &Struct<'_>, offset: u32, place: PlaceId) -> Result<(), Refusal> {
        let Some(target) = self.index.place(place) else { return Ok(()) };
        match (&part.content, target.root) {
            (Content::Text(text), Root::Note(stage)) => {
                note(&mut self.admitted.notes, stage);
                if self.source.is_trusted() {
                    return Ok(());
                }
                let new = wire::skip_utf16(text, offset).ok_or(Refusal::Malformed)?;
                check_characters(new)
            }
            (Content::Deleted, _) => Ok(()),
            (Content::Object(fields), root) if root.map_index().is_some() => {
                let own = self.source.is_trusted();
                let (shape, limits) = (self.rules.shape, self.rules.limits);
                let key = &target.key;
                match Entry::parse(root, key, fields.clone(), shape, if own { &UNBOUNDED } else { limits }) {
                    Ok(entry) => self.entries.push((place, entry)),
                    Err(_) if own => {}
                    Err(refusal) => return Err(refusal),
                }
                Ok(())
            }
            _ => Err(Refusal::KindNotAllowed),
        }
    }

    /// Neighbours must be able to have stood beside each other; a new value of an entry has none to its right.
    fn check_neighbours(
        &mut self,
        client: u32,
        place: PlaceId,
        left: Option<Id>,
        right: Option<Id>,
    ) -> Result<(), Refusal> {
        let (order, may_verify) = match self.source {
            Source::Outside { order, may_verify, .. } => (order, may_verify),
            Source::Stored { order } => (order, true),
            Source::Own => return Ok(()),
        };
        let Some(target) = self.index.place(place) else { return Ok(()) };
        let (runs, root) = (target.runs, target.root);
        let continues = self.fresh.last().is_some_and(|last| last.client == client)
            && left == self.index.end(client).checked_sub(1).map(|clock| Id { client, clock });
        self.charge(if continues { 1 } else { runs })?;
        if root.map_index().is_some() {
            return if right.is_none() { Ok(()) } else { Err(Refusal::CrossingOrigins) };
        }
        let mut looked = 0;
        let verdict = self.index.neighbours(left, right, &mut |a, b| {
            looked += runs;
            order(a, b)
        });
        self.charge(looked)?;
        match verdict {
            Neighbours::Fit => Ok(()),
            Neighbours::Unsure if may_verify => {
                self.admitted.verify = true;
                Ok(())
            }
            Neighbours::Unsure | Neighbours::Cross => Err(Refusal::CrossingOrigins),
        }
    }

    /// The library compares an insertion with those that it conflicts with, at most all of its place. What
    /// continues a struct of this same update conflicts with nothing.
    fn charge(&mut self, steps: usize) -> Result<(), Refusal> {
        self.steps = self.steps.saturating_add(steps);
        if !self.source.is_trusted() && self.steps > self.rules.limits.conflict_steps_per_update {
            return Err(Refusal::UpdateTooComplex);
        }
        Ok(())
    }

    /// The parts of the deletions that are new. All must be of elements that are known by now.
    fn new_deletes(&mut self, deletes: &[Span]) -> Result<Vec<Span>, Refusal> {
        let mut new = Vec::new();
        for span in deletes {
            if span.end > self.index.end(span.client) {
                return Err(Refusal::DeleteOutOfRange);
            }
            let (mut whole, mut covered) = (Vec::new(), 0);
            self.index.live_parts(span.client, span.start, span.end, |place, start, end| {
                whole.push((place, start, end));
                covered += end - start;
            });
            if covered < span.end - span.start {
                self.admitted.verbatim = false;
            }
            for (place, start, end) in whole {
                self.touch(place);
                new.push(Span { client: span.client, start, end });
            }
        }
        for at in 0..self.gone.len() {
            if let Some(place) =
                self.index.place_of(Id { client: self.gone[at].client, clock: self.gone[at].start })
            {
                self.touch(place);
            }
        }
        Ok(new)
    }

    fn touch(&mut self, place: PlaceId) {
        match self.index.place(place).map(|place| place.root) {
            Some(Root::Note(stage)) => note(&mut self.admitted.notes, stage),
            Some(_) => self.admitted.deleted_from.push(place),
            None => {}
        }
    }

    /// No text may end up longer than allowed, and none that is too long already may grow.
    fn check_notes(&self, deletes: &[Span]) -> Result<(), Refusal> {
        if self.source.is_trusted() {
            return Ok(());
        }
        let limit = self.rules.limits.notes_max;
        let now = &self.index.counts().notes;
        let before = self.journal_notes();
        let risky =
            |stage: usize| now[stage] + self.rules.reserved[stage] > limit && now[stage] > before[stage];
        if !(0..now.len()).any(risky) {
            return Ok(());
        }
        let mut gone = vec![0; now.len()];
        for span in deletes.iter().chain(&self.gone) {
            self.index.count_deleted(span.client, span.start, span.end, &mut gone);
        }
        let over = |stage: usize| {
            let after = now[stage].saturating_sub(gone[stage]);
            after + self.rules.reserved[stage] > limit && after > before[stage]
        };
        if (0..now.len()).any(over) { Err(Refusal::NotesTooLong { limit }) } else { Ok(()) }
    }

    fn journal_notes(&self) -> &[usize] {
        &self.journal.counts().notes
    }

    /// Lets each write stand or not, and checks the head counts that come of it.
    fn write_entries(&mut self) -> Result<(), Refusal> {
        if matches!(self.source, Source::Own) || self.entries.is_empty() {
            return Ok(());
        }
        let trusted = self.source.is_trusted();
        for (place, entry) in std::mem::take(&mut self.entries) {
            if trusted {
                self.admitted.writes.extend(settle_entry(self.index, &mut self.journal, place, entry));
            } else {
                let write = write_entry(self.index, &mut self.journal, place, entry)?;
                self.admitted.writes.extend(write);
            }
        }
        if trusted {
            return Ok(());
        }
        check_counts(self.index, &self.journal, self.rules.limits)
    }

    /// A full document takes deletions, and what it has already, but nothing new.
    fn check_size(&self) -> Result<(), Refusal> {
        let Source::Outside { full, .. } = self.source else { return Ok(()) };
        let full = full || self.index.structs() > self.rules.limits.document_structs;
        if full && !self.fresh.is_empty() { Err(Refusal::DocumentFull) } else { Ok(()) }
    }

    /// Nothing can fail from here on.
    fn finish(mut self, merge: &mut Merge, update: &[u8], parsed: &Parsed<'_>, deletes: &[Span]) -> Admitted {
        for fresh in &self.fresh {
            let part = &parsed.structs[fresh.number];
            let bytes = fresh.tail.as_deref().unwrap_or(&update[part.bytes.clone()]);
            merge.push(fresh.client, part.clock + fresh.offset, bytes);
            if self.admitted.clients.last() != Some(&fresh.client) {
                self.admitted.clients.push(fresh.client);
            }
        }
        for span in deletes {
            merge.delete(*span);
        }
        for span in deletes.iter().chain(&self.gone) {
            self.index.delete(span.client, span.start, span.end);
        }
        self.admitted.nothing = self.fresh.is_empty() && deletes.is_empty();
        self.admitted
    }
}

static UNBOUNDED: std::sync::LazyLock<Limits> = std::sync::LazyLock::new(Limits::unbounded);

fn note(notes: &mut Vec<u8>, stage: u8) {
    if !notes.contains(&stage) {
        notes.push(stage);
    }
}

/// Lets an entry stand if it is later than the one that does; none when it is that one again.
pub(crate) fn write_entry(
    index: &mut Index,
    journal: &mut Journal,
    place: PlaceId,
    entry: Entry,
) -> Result<Option<Write>, Refusal> {
    let standing = index.place(place).and_then(|place| place.standing.as_ref());
    if standing != Some(&entry) && !entry.at_is_plausible(standing) {
        return Err(Refusal::EntryInvalid { field: "at" });
    }
    Ok(settle_entry(index, journal, place, entry))
}

/// The same for an entry whose moment was looked at before.
fn settle_entry(index: &mut Index, journal: &mut Journal, place: PlaceId, entry: Entry) -> Option<Write> {
    let standing = index.place(place).and_then(|place| place.standing.as_ref());
    if standing == Some(&entry) {
        return None;
    }
    let stands = standing.is_none_or(|standing| entry.rank(standing).is_gt());
    let before = if stands {
        index.set_standing(place, Some(entry.clone()), Some(journal))
    } else {
        standing.cloned()
    };
    Some(Write { place, before, entry, stands })
}

/// Checks the head counts after writes: none may be over its limit and have grown.
pub(crate) fn check_counts(index: &Index, journal: &Journal, limits: &Limits) -> Result<(), Refusal> {
    let (now, before) = (index.counts(), journal.counts());
    if now.comments > limits.comments_max && now.comments > before.comments {
        return Err(Refusal::TooManyComments { limit: limits.comments_max });
    }
    let mut stages = now.questions.iter().zip(&before.questions);
    if stages.any(|(now, before)| *now > limits.own_questions_per_stage && now > before) {
        return Err(Refusal::TooManyQuestions { limit: limits.own_questions_per_stage });
    }
    if index.entries() > limits.entries_max && index.entries() > journal.entries() {
        return Err(Refusal::DocumentFull);
    }
    Ok(())
}
