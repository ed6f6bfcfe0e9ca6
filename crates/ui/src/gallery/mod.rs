//! The gallery: every component in its states on one page, for developers, snapshots and axe.

use askama::Template;

use crate::{Frame, Sample};

/// A page sample that the gallery links to.
pub struct PageLink {
    /// Which page, and in which state.
    pub name: String,
    /// Where it is shown.
    pub url: String,
}

/// The gallery page.
#[derive(Template)]
#[template(path = "gallery/gallery.html")]
pub struct GalleryPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// Every component.
    pub components: Vec<Sample>,
    /// Every page.
    pub pages: Vec<PageLink>,
}
