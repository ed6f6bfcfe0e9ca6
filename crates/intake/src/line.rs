//! The one shape that every format is brought into.

use crate::marker::Marker;

/// One line or paragraph of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// Where it stands, from 1, with the words as they stand there. More than one where lines were joined.
    pub sources: Vec<(usize, String)>,
    /// What the format says about it.
    pub kind: Kind,
    /// Its words, without bullet or number.
    pub text: String,
    /// How far in it stands: columns in a text, levels in a list.
    pub indent: usize,
    /// Whether a blank line or the edge of a paragraph is before it.
    pub gap: bool,
    /// How many bytes at the start of `text` are bold.
    pub bold: usize,
    /// The number or letter that stood before the text: "1.2".
    pub label: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A paragraph, or a line of one.
    Plain,
    /// An item of a list.
    Item(Marker),
    /// A heading by its mark-up, from 1 to 6.
    Heading(u8),
    /// A row of a table that heads the rows under it.
    Group,
    /// The name of a sheet.
    Sheet,
    /// The stage's column of a table, where it changes.
    Stage,
    /// The column that describes the stage.
    Description,
    /// A row of a table that asks.
    Row { topic: String, help: String },
    /// No part of a checklist, with the reason.
    Skip(String),
    /// The title by its mark-up: no part of the text.
    Title,
}

impl Line {
    pub fn new(number: usize, kind: Kind, text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            sources: vec![(number, text.clone())],
            kind,
            text,
            indent: 0,
            gap: true,
            bold: 0,
            label: String::new(),
        }
    }

    pub fn skip(number: usize, text: impl Into<String>, why: &str) -> Self {
        Self::new(number, Kind::Skip(why.to_owned()), text)
    }

    /// The first line of the source.
    pub fn number(&self) -> usize {
        self.sources.first().map_or(0, |(number, _)| *number)
    }

    /// Whether all of it is bold.
    pub fn is_bold(&self) -> bool {
        self.bold > 0
            && self.text.get(self.bold..).is_some_and(|rest| !rest.chars().any(char::is_alphanumeric))
    }

    /// Takes bullets, boxes and numbers from the start of the text into `kind` and `label`.
    pub fn take_marker(&mut self) {
        let Some(found) = crate::marker::take(&self.text) else { return };
        let rest = found.rest.to_owned();
        self.bold = self.bold.saturating_sub(self.text.len() - rest.len());
        if !found.label.is_empty() {
            self.label = found.label;
        }
        match &self.kind {
            Kind::Plain => self.kind = Kind::Item(found.marker),
            Kind::Item(marker) if found.marker > *marker => self.kind = Kind::Item(found.marker),
            _ => {}
        }
        self.text = rest;
    }
}
