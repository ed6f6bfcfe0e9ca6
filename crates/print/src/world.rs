//! All that a template can see: itself, one file of data, and its fonts. No disk, no network, no clock.

use std::sync::Arc;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};

use crate::fonts::FontSet;

/// The world of one render.
pub(crate) struct PrintWorld<'a> {
    pub library: &'a LazyHash<Library>,
    pub template: &'a Source,
    /// What the template reads as [`DATA`].
    pub data: Bytes,
    pub fonts: Arc<FontSet>,
}

/// The name under which a template reads its data.
pub(crate) const DATA: &str = "data.json";

/// The id of a file of this name; it exists only in memory.
pub(crate) fn file_id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("the names of our own files are plain");
    FileId::new(RootedPath::new(VirtualRoot::Project, path))
}

impl World for PrintWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == file_id(DATA) { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
