//! Every component and every page in its states, for developers, snapshots and axe.

use crosswalk_names::Language;
use crosswalk_ui::gallery::{GalleryPage, PageLink};
use crosswalk_ui::{Frame, Sample};

use crate::{accounts, meetings, operate, partnerships, profile, rounds, site, toolkit, workbook};

/// Every page in its states, in `language`.
pub fn page_samples(language: Language) -> Vec<Sample> {
    let pages: [fn(Language) -> Vec<Sample>; 37] = [
        site::home::page::samples,
        site::help::page::samples,
        site::privacy::page::samples,
        site::accessibility::page::samples,
        site::api::page::samples,
        site::outbox::page::samples,
        site::errors::page::samples,
        toolkit::overview::page::samples,
        toolkit::article::samples,
        toolkit::search::page::samples,
        toolkit::share::page::samples,
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
        accounts::sign_in::page::samples,
        profile::page::samples,
        partnerships::list::page::samples,
        partnerships::home::page::samples,
        partnerships::settings::page::samples,
        partnerships::people::page::samples,
        partnerships::join::page::samples,
        rounds::list::page::samples,
        rounds::opening::page::samples,
        rounds::round::page::samples,
        rounds::results::page::samples,
        operate::page::samples,
    ];
    let mut all: Vec<Sample> = pages.into_iter().flat_map(|samples| samples(language)).collect();
    all.extend(accounts::provider::page::samples(language));
    all.extend(partnerships::claim::page::samples(language));
    all.extend(partnerships::deletion::page::samples(language));
    all.extend(partnerships::archive::page::samples(language));
    all.extend(partnerships::steps::page::samples(language));
    all.extend(partnerships::agenda::page::samples(language));
    all.extend(partnerships::evidence::page::samples(language));
    all.extend(partnerships::activity::page::samples(language));
    all.extend(partnerships::partners::page::samples(language));
    all.extend(partnerships::partners::partner::page::samples(language));
    all.extend(partnerships::partners::editing::page::samples(language));
    all.extend(partnerships::partners::removal::page::samples(language));
    all.extend(partnerships::partners::import::page::samples(language));
    all.extend(partnerships::partners::merging::page::samples(language));
    all.extend(meetings::samples(language));
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
            .map(|(number, sample)| PageLink {
                name: sample.name.clone(),
                url: format!("{address}?page={number}"),
            })
            .collect(),
        frame,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With `CROSSWALK_SAMPLES=1` the samples are also written to `target/samples`, to be looked at.
    #[test]
    fn every_page_is_whole_in_every_state_and_language() {
        for language in Language::ALL {
            for sample in page_samples(language) {
                let (name, html) = (format!("{} ({language})", sample.name), &sample.html);
                assert_eq!(html.matches("<h1").count(), 1, "{name}: one heading of the first level");
                assert!(html.contains("<html lang=\"") && html.trim_end().ends_with("</html>"), "{name}");
                for forbidden in
                    [" style=", "<style", "javascript:", " onclick=", " onsubmit=", "<script>alert"]
                {
                    assert!(!html.contains(forbidden), "{name}: {forbidden} breaks the content policy");
                }
                assert_eq!(key_shown(html), None, "{name}: a message is missing");
                if std::env::var_os("CROSSWALK_SAMPLES").is_some() {
                    write(&sample.name, language, html);
                }
            }
        }
    }

    /// A text that is the key of a message: what a missing message shows.
    fn key_shown(html: &str) -> Option<&str> {
        let is_key = |text: &&str| {
            text.contains('-')
                && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
                && text.starts_with(|c: char| c.is_ascii_lowercase())
        };
        // Only the gallery lists icons by name.
        let html = html.split("<ul class=\"icons").next().unwrap_or_default();
        html.split('>').filter_map(|piece| piece.split('<').next()).map(str::trim).find(is_key)
    }

    fn write(name: &str, language: Language, html: &str) {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/samples");
        std::fs::create_dir_all(&folder).expect("a folder for samples");
        let name = name.replace([' ', ','], "_");
        std::fs::write(folder.join(format!("{name}-{language}.html")), html).expect("a sample is written");
    }
}
