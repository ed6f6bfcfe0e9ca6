//! Joins the updates of one tick into one: structs by client and deletions by client, without the CRDT
//! library. That works because the walker hands on only what is new, in an order in which nothing is missing.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::refusal::Refusal;
use crate::wire::{self, Bounds, Span, put_var};

#[derive(Debug)]
struct Section {
    clock: u32,
    count: usize,
    bytes: Vec<u8>,
}

/// Structs and deletions waiting to become one update.
#[derive(Debug, Default)]
pub(crate) struct Merge {
    /// Greater ids first, as Yjs writes them.
    sections: BTreeMap<Reverse<u32>, Section>,
    deletes: BTreeMap<u32, Vec<(u32, u32)>>,
}

impl Merge {
    /// Adds one struct of `client` that starts at `clock`: directly after the last one of this client, if any.
    pub(crate) fn push(&mut self, client: u32, clock: u32, bytes: &[u8]) {
        let section = self.sections.entry(Reverse(client)).or_insert_with(|| Section {
            clock,
            count: 0,
            bytes: Vec::with_capacity(bytes.len()),
        });
        section.count += 1;
        section.bytes.extend_from_slice(bytes);
    }

    /// Adds deleted elements.
    pub(crate) fn delete(&mut self, span: Span) {
        self.deletes.entry(span.client).or_default().push((span.start, span.end));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.sections.is_empty() && self.deletes.is_empty()
    }

    /// Adds a whole update that follows those before it.
    pub(crate) fn add(&mut self, update: &[u8]) -> Result<(), Refusal> {
        let parsed = wire::parse(update, Bounds { structs: usize::MAX, deletes: usize::MAX })?;
        for section in &parsed.sections {
            for part in &parsed.structs[section.structs.clone()] {
                self.push(section.client, part.clock, &update[part.bytes.clone()]);
            }
        }
        parsed.deletes.into_iter().for_each(|span| self.delete(span));
        Ok(())
    }

    /// The update, in encoding v1.
    pub(crate) fn encode(&mut self) -> Vec<u8> {
        let mut out =
            Vec::with_capacity(64 + self.sections.values().map(|part| part.bytes.len() + 16).sum::<usize>());
        put_var(&mut out, self.sections.len());
        for (Reverse(client), section) in &self.sections {
            put_var(&mut out, section.count);
            put_var(&mut out, *client as usize);
            put_var(&mut out, section.clock as usize);
            out.extend_from_slice(&section.bytes);
        }
        put_var(&mut out, self.deletes.len());
        for (client, ranges) in &mut self.deletes {
            join(ranges);
            put_var(&mut out, *client as usize);
            put_var(&mut out, ranges.len());
            for (start, end) in ranges {
                put_var(&mut out, *start as usize);
                put_var(&mut out, (*end - *start) as usize);
            }
        }
        out
    }
}

/// Sorts ranges and joins those that overlap or touch.
fn join(ranges: &mut Vec<(u32, u32)>) {
    ranges.sort_unstable();
    ranges.dedup_by(|next, kept| {
        let joins = next.0 <= kept.1;
        if joins {
            kept.1 = kept.1.max(next.1);
        }
        joins
    });
}
