//! The toolkit as plain files, for a web server that knows nothing of Crosswalk, or a memory stick.

use std::io;
use std::path::Path;
use std::sync::Arc;

use askama::Template as _;
use crosswalk_names::{Language, Timestamp};
use crosswalk_print::{PrintError, Printer};
use crosswalk_ui::{Frame, Instance, Theme, assets};

use super::article::{Filter, ToolkitPage, filled};
use super::overview::page::Overview;
use super::{overview, prints};
use crate::content::Content;

/// Why there is no copy.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// A file could not be written.
    #[error("{0} can't be written: {1}")]
    Write(String, io::Error),
    /// A page could not be made.
    #[error("a page could not be made: {0}")]
    Page(#[from] askama::Error),
    /// The book could not be set.
    #[error(transparent)]
    Print(#[from] PrintError),
    /// A folder with something else in it.
    #[error("the folder {0} is not empty; name a new one")]
    NotEmpty(String),
}

/// Writes every page in both languages, pictures, the table of outcomes and the book into the folder `out`, which must be
/// new or empty. Links between pages are relative, so the folder works anywhere; links to what is not in it lead to the
/// instance's public address. Says how many files it wrote.
pub fn copy(
    content: &Content,
    instance: &Instance,
    printer: &Printer,
    now: Timestamp,
    out: &Path,
) -> Result<usize, CopyError> {
    let mut copy = Copy { instance, out, files: 0 };
    if std::fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(CopyError::NotEmpty(out.display().to_string()));
    }
    for language in Language::ALL {
        let contents = content.toolkit.contents(language);
        let key = crate::state::DEFAULT_CHECKLIST.parse().ok();
        let Some(checklist) = key.and_then(|key| content.checklists.get(&key, language)) else { continue };
        let shared = Arc::new(instance.clone());
        let frame = |here: String| Frame::new(language, Arc::clone(&shared), here, now, Theme::System);
        let index = overview::page::filled(frame("/toolkit".to_owned()), contents, checklist);
        copy.page(language, "/toolkit", &Overview { is_copy: true, ..index }.render()?)?;
        for page in &contents.pages {
            let here = format!("/toolkit/{}", page.slug);
            let shown = filled(frame(here.clone()), contents, checklist, page, None, &Filter::default())?;
            copy.page(language, &here, &ToolkitPage { is_copy: true, ..shown }.render()?)?;
        }
        let book = prints::book_of(printer, content, instance, checklist, language, now)?;
        let folder = if language == Language::En { "" } else { "es/" };
        copy.file(&format!("{folder}toolkit/book.pdf"), &book)?;
    }
    for name in assets::all() {
        if let Some(file) = assets::get(&name).filter(|_| name != "sw.js") {
            copy.file(&format!("assets/{name}"), &file.bytes)?;
        }
    }
    for (name, bytes) in content.toolkit.images() {
        copy.file(&format!("toolkit/images/{name}"), bytes)?;
    }
    // Whoever opens the folder finds the toolkit.
    copy.file("index.html", b"<!doctype html><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0;url=toolkit/index.html\"><title>Toolkit</title><a href=\"toolkit/index.html\">Toolkit</a>\n")?;
    Ok(copy.files)
}

struct Copy<'a> {
    instance: &'a Instance,
    out: &'a Path,
    files: usize,
}

impl Copy<'_> {
    fn page(&mut self, language: Language, here: &str, html: &str) -> Result<(), CopyError> {
        let prefix = if language == Language::En { "" } else { "/es" };
        let folder = format!("{prefix}{here}");
        let html = relative(html, &folder, &self.instance.public_url);
        self.file(&format!("{}/index.html", folder.trim_start_matches('/')), html.as_bytes())
    }

    fn file(&mut self, name: &str, bytes: &[u8]) -> Result<(), CopyError> {
        let path = self.out.join(name);
        let failed = |error| CopyError::Write(path.display().to_string(), error);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        std::fs::write(&path, bytes).map_err(failed)?;
        self.files += 1;
        Ok(())
    }
}

/// `html` of the page in `folder` with its addresses made relative, or full where they lead out of the copy.
fn relative(html: &str, folder: &str, public_url: &str) -> String {
    let up = "../".repeat(folder.matches('/').count());
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((at, attribute)) =
        ["href=\"/", "src=\"/", "action=\"/"].iter().filter_map(|one| Some((rest.find(one)?, *one))).min()
    {
        let start = at + attribute.len() - 1;
        out.push_str(&rest[..start]);
        let address = &rest[start..];
        let end = address.find('"').unwrap_or(address.len());
        out.push_str(&translated(&address[..end], &up, public_url));
        rest = &address[end..];
    }
    out.push_str(rest);
    out
}

fn translated(address: &str, up: &str, public_url: &str) -> String {
    let (path, section) =
        address.split_once('#').map_or((address, String::new()), |(path, id)| (path, format!("#{id}")));
    let inner = path.strip_prefix("/es").unwrap_or(path);
    let is_file = |path: &str| path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if path.starts_with("/assets/") || inner == "/toolkit/book.pdf" || path.starts_with("/toolkit/images/") {
        format!("{up}{}", &path[1..])
    } else if (inner == "/toolkit" || inner.starts_with("/toolkit/"))
        && !is_file(inner)
        && inner.matches('/').count() <= 2
        && inner != "/toolkit/search"
    {
        format!("{up}{}/index.html{section}", &path[1..])
    } else {
        format!("{public_url}{path}{section}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_within_the_copy_or_home() {
        let html = r##"<a href="/es/toolkit/assess#goal-setting"><img src="/assets/a.svg"><a href="/help"><a href="#x"><a href="https://b.org">"##;
        assert_eq!(
            relative(html, "/es/toolkit/engage", "https://c.org"),
            r##"<a href="../../../es/toolkit/assess/index.html#goal-setting"><img src="../../../assets/a.svg"><a href="https://c.org/help"><a href="#x"><a href="https://b.org">"##
        );
    }
}
