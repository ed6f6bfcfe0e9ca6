//! Every component and every page in its states, for developers, snapshots and axe.

use crosswalk_names::Language;
use crosswalk_ui::gallery::{GalleryPage, PageLink};
use crosswalk_ui::{Frame, Sample};

use crate::{site, workbook};

/// Every page in its states, in `language`.
pub fn page_samples(language: Language) -> Vec<Sample> {
    let pages: [fn(Language) -> Vec<Sample>; 21] = [
        site::home::page::samples,
        site::help::page::samples,
        site::privacy::page::samples,
        site::accessibility::page::samples,
        site::api::page::samples,
        site::outbox::page::samples,
        site::errors::page::samples,
        workbook::devices::page::samples,
        workbook::import::page::samples,
        workbook::details::page::samples,
        workbook::own_question::page::samples,
        workbook::reading::page::samples,
        workbook::history::page::samples,
        workbook::state_then::page::samples,
        workbook::snapshots::page::samples,
        workbook::compare::page::samples,
        workbook::shares::page::samples,
        workbook::share_status::page::samples,
        workbook::link_mail::page::samples,
        workbook::deletion::page::samples,
        workbook::confirm::page::samples,
    ];
    let mut all: Vec<Sample> = pages.into_iter().flat_map(|samples| samples(language)).collect();
    all.extend(workbook::stop::page::samples(language));
    all.push(Sample::new("gallery", &gallery(Frame::sample(language, "/dev/gallery"), &all)));
    all
}

/// The gallery, with links to `pages` at `?page=NUMBER`.
pub fn gallery<'a>(frame: Frame<'a>, pages: &[Sample]) -> GalleryPage<'a> {
    let address = frame.paths().gallery();
    GalleryPage {
        components: crosswalk_ui::samples(frame.language()),
        pages: pages
            .iter()
            .enumerate()
            .map(|(number, sample)| PageLink { name: sample.name.clone(), url: format!("{address}?page={number}") })
            .collect(),
        frame,
    }
}
