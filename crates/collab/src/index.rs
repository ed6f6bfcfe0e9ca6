//! What the walker knows about every element that is in the document or on its way into it: where it belongs
//! and beside what it was put. It says nothing about content, so it stays small: text typed in sequence is one
//! [`Run`], however long.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

use crosswalk_names::StageKey;

use crate::entry::{Entry, MAPS, Root};
use crate::wire::Id;

/// A root text, or one entry of a root map. Small numbers are the notes, in the order of the stages.
pub(crate) type PlaceId = u32;

/// The place of garbage: nobody knows where it was.
pub(crate) const NOWHERE: PlaceId = PlaceId::MAX;

/// Elements of one client that were put into one place in sequence: each directly after the one before it, all
/// before the same right neighbour.
#[derive(Debug, Clone, Copy)]
struct Run {
    start: u32,
    place: PlaceId,
    /// Left neighbour of the first element.
    origin: Option<Id>,
    /// Right neighbour of every element, when they were put there.
    right: Option<Id>,
}

#[derive(Debug, Default)]
struct Client {
    /// In order; each ends where the next begins, the last at `end`.
    runs: Vec<Run>,
    /// The first clock that is not known.
    end: u32,
    /// Deleted clocks, start to end.
    deleted: BTreeMap<u32, u32>,
}

impl Client {
    fn run_at(&self, clock: u32) -> Option<(usize, &Run)> {
        if clock >= self.end {
            return None;
        }
        let at = match self.runs.last() {
            Some(last) if last.start <= clock => self.runs.len(),
            _ => self.runs.partition_point(|run| run.start <= clock),
        };
        at.checked_sub(1).and_then(|at| self.runs.get(at).map(|run| (at, run)))
    }
}

/// One place in the document.
#[derive(Debug)]
pub(crate) struct Place {
    pub root: Root,
    /// Empty for notes.
    pub key: Box<str>,
    /// Runs that were put here: the most that an insertion may have to be compared with.
    pub runs: usize,
    /// The entry that stands here by our rule, queued ones included.
    pub standing: Option<Entry>,
}

/// Whether two neighbours can have stood beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Neighbours {
    /// They can.
    Fit,
    /// They cannot: copies of the document would come to differ.
    Cross,
    /// Only the document can tell.
    Unsure,
}

/// How many ancestors are compared before giving up.
const ANCESTORS_MAX: usize = 48;

/// The index of one document.
#[derive(Debug)]
pub(crate) struct Index {
    stages: Vec<StageKey>,
    clients: HashMap<u32, Client>,
    places: Vec<Place>,
    keys: [HashMap<Box<str>, PlaceId>; MAPS.len()],
    counts: Counts,
    runs: usize,
    deleted_ranges: usize,
}

/// What limits are about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// UTF-16 units of live text in each stage's notes.
    pub notes: Vec<usize>,
    /// Own questions of each stage that are not removed.
    pub questions: Vec<usize>,
    /// Comments that are not removed.
    pub comments: usize,
}

impl Journal {
    /// The counts before the change.
    pub(crate) fn counts(&self) -> &Counts {
        &self.counts
    }

    /// The number of entries before the change.
    pub(crate) fn entries(&self) -> usize {
        self.places - self.counts.notes.len()
    }
}

/// What to take back when an update is refused halfway.
#[derive(Debug)]
pub(crate) struct Journal {
    counts: Counts,
    places: usize,
    clients: Vec<(u32, usize, u32)>,
    standing: Vec<(PlaceId, Option<Entry>)>,
}

impl Index {
    /// The index of an empty document with one text a stage.
    pub(crate) fn new(stages: &[StageKey]) -> Self {
        let places = (0..stages.len())
            .filter_map(|stage| u8::try_from(stage).ok())
            .map(|stage| Place { root: Root::Note(stage), key: "".into(), runs: 0, standing: None })
            .collect();
        Self {
            stages: stages.to_vec(),
            clients: HashMap::new(),
            places,
            keys: Default::default(),
            counts: Counts { notes: vec![0; stages.len()], questions: vec![0; stages.len()], comments: 0 },
            runs: 0,
            deleted_ranges: 0,
        }
    }

    /// Runs and ranges of deletions, which is what the document's memory goes by.
    pub(crate) fn structs(&self) -> usize {
        self.runs + self.deleted_ranges
    }

    /// Entries of all maps.
    pub(crate) fn entries(&self) -> usize {
        self.places.len() - self.counts.notes.len()
    }

    pub(crate) fn counts(&self) -> &Counts {
        &self.counts
    }

    /// Every client that wrote anything.
    pub(crate) fn clients(&self) -> impl Iterator<Item = u32> + '_ {
        self.clients.keys().copied()
    }

    /// The first clock of `client` that is not known.
    pub(crate) fn end(&self, client: u32) -> u32 {
        self.clients.get(&client).map_or(0, |client| client.end)
    }

    pub(crate) fn knows(&self, id: Id) -> bool {
        id.clock < self.end(id.client)
    }

    /// Where `id` was put.
    pub(crate) fn place_of(&self, id: Id) -> Option<PlaceId> {
        self.clients.get(&id.client)?.run_at(id.clock).map(|(_, run)| run.place)
    }

    pub(crate) fn place(&self, place: PlaceId) -> Option<&Place> {
        self.places.get(place as usize)
    }

    /// The places of map entries.
    pub(crate) fn entry_places(&self) -> impl Iterator<Item = (PlaceId, &Place)> {
        (0..).zip(&self.places).skip(self.counts.notes.len())
    }

    /// The place of an entry, if there ever was one.
    pub(crate) fn find(&self, root: Root, key: &str) -> Option<PlaceId> {
        match root {
            Root::Note(stage) => Some(PlaceId::from(stage)),
            _ => self.keys[root.map_index()?].get(key).copied(),
        }
    }

    /// The entry that stands at `key`, queued ones included.
    pub(crate) fn standing(&self, root: Root, key: &str) -> Option<&Entry> {
        self.place(self.find(root, key)?)?.standing.as_ref()
    }

    /// The place of an entry, made if it is new.
    pub(crate) fn intern(&mut self, root: Root, key: &str) -> PlaceId {
        if let Some(place) = self.find(root, key) {
            return place;
        }
        let place = PlaceId::try_from(self.places.len()).unwrap_or(NOWHERE);
        self.places.push(Place { root, key: key.into(), runs: 0, standing: None });
        if let Some(map) = root.map_index() {
            self.keys[map].insert(key.into(), place);
        }
        place
    }

    /// Begins a change that can be taken back.
    pub(crate) fn begin(&self) -> Journal {
        Journal {
            counts: self.counts.clone(),
            places: self.places.len(),
            clients: Vec::new(),
            standing: Vec::new(),
        }
    }

    /// Notes where `client` stood, once before elements of it are added.
    pub(crate) fn note_client(&self, journal: &mut Journal, client: u32) {
        let (runs, end) = self.clients.get(&client).map_or((0, 0), |client| (client.runs.len(), client.end));
        journal.clients.push((client, runs, end));
    }

    /// Adds elements at the end of `client`'s. Deleting goes through [`Index::delete`] afterwards, also for
    /// elements that arrive deleted.
    pub(crate) fn append(
        &mut self,
        client: u32,
        len: u32,
        place: PlaceId,
        origin: Option<Id>,
        right: Option<Id>,
    ) {
        let state = self.clients.entry(client).or_default();
        let start = state.end;
        state.end += len;
        let follows = start.checked_sub(1).map(|clock| Id { client, clock });
        let extends = state.runs.last().is_some_and(|last| {
            last.place == place && (place == NOWHERE || (origin == follows && right == last.right))
        });
        if !extends {
            state.runs.push(Run { start, place, origin, right });
            self.runs += 1;
        }
        if let Some(target) = self.places.get_mut(place as usize) {
            target.runs += usize::from(!extends);
            if let Root::Note(stage) = target.root {
                self.counts.notes[usize::from(stage)] += len as usize;
            }
        }
    }

    /// Takes everything back that was done since `journal` began. Deletions must not have been added yet.
    pub(crate) fn roll_back(&mut self, journal: Journal) {
        for (client, runs, end) in journal.clients {
            let Some(state) = self.clients.get_mut(&client) else { continue };
            for run in state.runs.drain(runs..) {
                self.runs -= 1;
                if let Some(place) = self.places.get_mut(run.place as usize) {
                    place.runs -= 1;
                }
            }
            state.end = end;
            if end == 0 {
                self.clients.remove(&client);
            }
        }
        for (place, standing) in journal.standing.into_iter().rev() {
            if let Some(place) = self.places.get_mut(place as usize) {
                place.standing = standing;
            }
        }
        for place in self.places.drain(journal.places..) {
            if let Some(map) = place.root.map_index() {
                self.keys[map].remove(&place.key);
            }
        }
        self.counts = journal.counts;
    }

    /// The parts of `start..end` of `client` that are not deleted yet, in pieces that each lie in one place.
    pub(crate) fn live_parts(
        &self,
        client: u32,
        start: u32,
        end: u32,
        mut part: impl FnMut(PlaceId, u32, u32),
    ) {
        let Some(state) = self.clients.get(&client) else { return };
        let before = state.deleted.range(..=start).next_back().map_or(start, |(_, end)| *end);
        let mut from = start.max(before);
        let mut pieces = |from: u32, to: u32| {
            let mut at = from;
            let first = state.run_at(from).map_or(0, |(at, _)| at);
            for (index, run) in state.runs.iter().enumerate().skip(first) {
                if at >= to {
                    break;
                }
                let run_end = state.runs.get(index + 1).map_or(state.end, |next| next.start);
                part(run.place, at, to.min(run_end));
                at = run_end;
            }
        };
        // A range that starts where `start` does was taken into account above.
        let after = start.checked_add(1).unwrap_or(start);
        for (&gone, &gone_end) in state.deleted.range(after..end.max(after)) {
            if from < gone {
                pieces(from, gone);
            }
            from = from.max(gone_end);
        }
        if from < end {
            pieces(from, end);
        }
    }

    /// Marks `start..end` of `client` as deleted, and counts the text that goes with it.
    pub(crate) fn delete(&mut self, client: u32, start: u32, end: u32) {
        let stages = self.counts.notes.len();
        let mut gone = Vec::new();
        self.live_parts(client, start, end, |place, from, to| {
            if (place as usize) < stages {
                gone.push((place as usize, (to - from) as usize));
            }
        });
        for (stage, len) in gone {
            self.counts.notes[stage] = self.counts.notes[stage].saturating_sub(len);
        }
        let Some(state) = self.clients.get_mut(&client) else { return };
        let ranges = state.deleted.len();
        insert_range(&mut state.deleted, start, end);
        self.deleted_ranges = self.deleted_ranges + state.deleted.len() - ranges;
    }

    /// Text that deleting `start..end` would take from each stage's notes.
    pub(crate) fn count_deleted(&self, client: u32, start: u32, end: u32, notes: &mut [usize]) {
        self.live_parts(client, start, end, |place, from, to| {
            if let Some(count) = notes.get_mut(place as usize) {
                *count += (to - from) as usize;
            }
        });
    }

    /// Puts `entry` where it belongs without asking whether it is the later one; gives back the one before it.
    pub(crate) fn set_standing(
        &mut self,
        place: PlaceId,
        entry: Option<Entry>,
        journal: Option<&mut Journal>,
    ) -> Option<Entry> {
        let target = self.places.get_mut(place as usize)?;
        let before = std::mem::replace(&mut target.standing, entry);
        let after = target.standing.as_ref();
        let counts = &mut self.counts;
        counts.comments = counts.comments + live_comment(after) - live_comment(before.as_ref());
        let lost = before.as_ref().and_then(live_stage).and_then(|stage| stage_number(&self.stages, stage));
        let won = after.and_then(live_stage).and_then(|stage| stage_number(&self.stages, stage));
        if let Some(stage) = lost {
            counts.questions[stage] -= 1;
        }
        if let Some(stage) = won {
            counts.questions[stage] += 1;
        }
        if let Some(journal) = journal {
            journal.standing.push((place, before.clone()));
        }
        before
    }

    /// Whether `left` and `right` can have stood beside each other in some copy of the document.
    ///
    /// Yjs puts an element between two that stand side by side, and both had been put beside theirs before. So
    /// in the order of the text, with `x` for the left neighbour of `right` and `y` for the right one of `left`:
    /// `x <= left < right <= y`. Where that does not hold, copies of the document can come to differ, depending
    /// on the order in which they learn of the elements.
    ///
    /// `order` compares two elements in the document itself, where what is recorded here does not tell.
    pub(crate) fn neighbours(
        &self,
        left: Option<Id>,
        right: Option<Id>,
        order: &mut dyn FnMut(Id, Id) -> Option<Ordering>,
    ) -> Neighbours {
        let fits = |fits: bool| if fits { Neighbours::Fit } else { Neighbours::Cross };
        let (left, right) = match (left, right) {
            (None, None) => return Neighbours::Fit,
            (None, Some(right)) => return fits(self.left_of(right).is_none()),
            (Some(left), None) => return fits(self.right_of(left).is_none()),
            (Some(left), Some(right)) => (left, right),
        };
        let (x, y) = (self.left_of(right), self.right_of(left));
        let beside = x == Some(left) || y == Some(right);
        let mut verdict = Neighbours::Fit;
        let pairs = [(x, Some(left)), (Some(left), Some(right)), (Some(right), y)];
        for (number, (a, b)) in pairs.into_iter().enumerate() {
            let (Some(a), Some(b)) = (a, b) else { continue };
            let strict = number == 1;
            if (strict && beside) || (!strict && a == b) {
                continue;
            }
            match self.compare(a, b).or_else(|| order(a, b)) {
                Some(Ordering::Less) => {}
                Some(_) => return Neighbours::Cross,
                None => verdict = Neighbours::Unsure,
            }
        }
        verdict
    }

    /// The left neighbour of `id` when it was put there.
    fn left_of(&self, id: Id) -> Option<Id> {
        let (_, run) = self.clients.get(&id.client)?.run_at(id.clock)?;
        if id.clock == run.start { run.origin } else { Some(Id { clock: id.clock - 1, ..id }) }
    }

    /// The right neighbour of `id` when it was put there.
    fn right_of(&self, id: Id) -> Option<Id> {
        self.clients.get(&id.client)?.run_at(id.clock)?.1.right
    }

    /// Compares two elements by the tree that left neighbours form: below one element, those with the same
    /// right neighbour stand in the order of their client ids, and of one client the later first. None when
    /// that does not tell.
    fn compare(&self, a: Id, b: Id) -> Option<Ordering> {
        if a == b {
            return Some(Ordering::Equal);
        }
        let (ways_a, ways_b) = (self.ancestors(a)?, self.ancestors(b)?);
        for (depth, step_a) in ways_a.iter().enumerate() {
            // The deepest run that both descend from, if there is one.
            let Some((at, step_b)) = ways_b.iter().enumerate().find(|(_, step)| step.run == step_a.run)
            else {
                continue;
            };
            let below_a = depth.checked_sub(1).map(|at| ways_a[at].head);
            let below_b = at.checked_sub(1).map(|at| ways_b[at].head);
            let (side_a, side_b) = match step_a.id.clock.cmp(&step_b.id.clock) {
                Ordering::Less => (below_a, Some(step_a.next())),
                Ordering::Greater => (Some(step_b.next()), below_b),
                Ordering::Equal => (below_a, below_b),
            };
            // Whoever has no side of its own is an ancestor of the other, and stands left of it.
            return match (side_a, side_b) {
                (Some(a), Some(b)) => self.siblings(a, b),
                (None, _) => Some(Ordering::Less),
                (_, None) => Some(Ordering::Greater),
            };
        }
        self.siblings(ways_a.last()?.head, ways_b.last()?.head)
    }

    /// Compares two elements with the same left neighbour.
    fn siblings(&self, a: Id, b: Id) -> Option<Ordering> {
        let (right_a, right_b) = (self.right_of(a), self.right_of(b));
        if right_a == right_b {
            Some(a.client.cmp(&b.client).then(b.clock.cmp(&a.clock)))
        } else if right_a == Some(b) {
            Some(Ordering::Less)
        } else if right_b == Some(a) {
            Some(Ordering::Greater)
        } else {
            None
        }
    }

    /// `id` and what it descends from, run by run, `id` first; none when that is too far.
    fn ancestors(&self, id: Id) -> Option<Vec<Step>> {
        let mut steps = Vec::new();
        let mut at = Some(id);
        while let Some(id) = at {
            if steps.len() == ANCESTORS_MAX {
                return None;
            }
            let (number, run) = self.clients.get(&id.client)?.run_at(id.clock)?;
            steps.push(Step { run: (id.client, number), id, head: Id { clock: run.start, ..id } });
            at = run.origin;
        }
        Some(steps)
    }
}

/// One run on the way from an element to the root.
#[derive(Debug)]
struct Step {
    /// Client and number of the run.
    run: (u32, usize),
    /// The element of the run that the way goes through.
    id: Id,
    /// The first element of the run.
    head: Id,
}

impl Step {
    /// The element that follows in the run.
    fn next(&self) -> Id {
        Id { clock: self.id.clock + 1, ..self.id }
    }
}

/// The stage of an own question that is not removed.
fn live_stage(entry: &Entry) -> Option<&str> {
    match entry {
        Entry::Question { question, removed: false } => Some(question.stage.as_str()),
        _ => None,
    }
}

fn stage_number(stages: &[StageKey], stage: &str) -> Option<usize> {
    stages.iter().position(|key| key.as_str() == stage)
}

fn live_comment(entry: Option<&Entry>) -> usize {
    usize::from(matches!(entry, Some(Entry::Comment { removed: false, .. })))
}

/// Adds `start..end` to a set of ranges that neither overlap nor touch.
fn insert_range(ranges: &mut BTreeMap<u32, u32>, start: u32, end: u32) {
    let (mut start, mut end) = (start, end);
    if let Some((&before, &before_end)) = ranges.range(..=start).next_back() {
        if before_end >= end {
            return;
        }
        if before_end >= start {
            start = before;
        }
    }
    while let Some((&next, &next_end)) = ranges.range(start..).next() {
        if next > end {
            break;
        }
        end = end.max(next_end);
        ranges.remove(&next);
    }
    ranges.insert(start, end);
}
