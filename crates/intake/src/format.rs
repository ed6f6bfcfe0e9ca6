//! What a file is: told from its bytes first, from its name where they leave it open.

use std::io::Cursor;

use crate::decode::decode;
use crate::{IntakeError, column, sheet};

/// A file whose format is known.
pub(crate) enum Source {
    /// XLSX.
    Workbook,
    /// CSV and its kin.
    Separated {
        /// The whole file.
        text: String,
        /// What stands between two cells.
        separator: u8,
    },
    Html(String),
    Markdown(String),
    Text(String),
}

pub(crate) fn tell(name: &str, bytes: &[u8]) -> Result<Source, IntakeError> {
    let Some(text) = text_of(bytes)? else { return Ok(Source::Workbook) };
    let extension =
        name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    Ok(tell_text(&extension, text))
}

/// The text of a file that holds text; nothing for an XLSX file, an error for any other.
pub(crate) fn text_of(bytes: &[u8]) -> Result<Option<String>, IntakeError> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return packed(bytes).map(|()| None);
    }
    if let Some(error) = other(bytes) {
        return Err(error);
    }
    let text = decode(bytes);
    if text.chars().all(|c| c.is_whitespace() || c.is_control() || c == '\u{feff}') {
        return Err(IntakeError::Empty);
    }
    if is_binary(&text) {
        return Err(IntakeError::OtherFormat {
            what: "a file without readable text",
            mend: "save the checklist as text (.txt), web page (.html), .csv or .xlsx",
        });
    }
    Ok(Some(text))
}

fn tell_text(extension: &str, text: String) -> Source {
    let html_name = matches!(extension, "html" | "htm" | "xhtml" | "mht");
    let markdown_name = matches!(extension, "md" | "markdown" | "mdown" | "mkd");
    let table_name = matches!(extension, "csv" | "tsv" | "tab");
    if is_html(&text, html_name, markdown_name) {
        return Source::Html(text);
    }
    if !markdown_name && let Some(separator) = sheet::separator(&text, table_name, &column::names_column) {
        return Source::Separated { text, separator };
    }
    if markdown_name || markdown_marks(&text) >= 2 {
        return Source::Markdown(text);
    }
    Source::Text(text)
}

/// A packed file is a spreadsheet, or one of those that can be saved as something we read.
fn packed(bytes: &[u8]) -> Result<(), IntakeError> {
    let Ok(archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return Err(IntakeError::Spreadsheet { why: "the packed file is cut off".to_owned() });
    };
    let has = |start: &str| archive.file_names().flatten().any(|name| name.starts_with(start));
    if has("xl/") {
        Ok(())
    } else if has("word/") {
        Err(IntakeError::OtherFormat {
            what: "a Word document",
            mend: "open it, choose Save as, and take Web page (.html) or Plain text (.txt)",
        })
    } else if has("ppt/") {
        Err(IntakeError::OtherFormat { what: "a slide show", mend: "copy its text into a .txt file" })
    } else if has("content.xml") {
        Err(IntakeError::OtherFormat {
            what: "an OpenDocument file",
            mend: "open it, choose Save as, and take .xlsx or .csv for a sheet, .html or .txt for a text",
        })
    } else {
        Err(IntakeError::OtherFormat {
            what: "a packed file",
            mend: "unpack it and choose the checklist in it",
        })
    }
}

fn other(bytes: &[u8]) -> Option<IntakeError> {
    let head = &bytes[..bytes.len().min(1024)];
    let (what, mend) = if head.windows(5).any(|window| window == b"%PDF-") && !head.starts_with(b"<") {
        ("a PDF", "open it, select all, copy, and paste it into a .txt file")
    } else if head.starts_with(b"\xD0\xCF\x11\xE0") {
        (
            "an old or locked Office file",
            "open it, choose Save as, and take .xlsx, .html or .txt, without a password",
        )
    } else if head.starts_with(b"{\\rtf") {
        ("a rich text file (.rtf)", "open it, choose Save as, and take Web page (.html) or Plain text (.txt)")
    } else if head.starts_with(b"\x89PNG") || head.starts_with(b"\xFF\xD8\xFF") || head.starts_with(b"GIF8") {
        ("a picture", "type the questions into a .txt file, one a line")
    } else {
        return None;
    };
    Some(IntakeError::OtherFormat { what, mend })
}

/// Text has hardly any control characters and few that could not be decoded.
fn is_binary(text: &str) -> bool {
    let odd = |c: &char| (c.is_control() && !matches!(c, '\n' | '\t' | '\u{c}')) || *c == '\u{fffd}';
    let (mut all, mut wrong) = (0_usize, 0_usize);
    for c in text.chars().take(20_000) {
        all += 1;
        wrong += usize::from(odd(&c));
    }
    wrong * 20 > all
}

fn is_html(text: &str, html_name: bool, markdown_name: bool) -> bool {
    let start: String = text.trim_start_matches('\u{feff}').trim_start().chars().take(2_000).collect();
    let start = start.to_ascii_lowercase();
    if start.starts_with("<!doctype html") || start.starts_with("<html") || start.contains("<body") {
        return true;
    }
    if markdown_name {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    let tags = [
        "<p", "<li", "<h1", "<h2", "<h3", "<h4", "<div", "<table", "<tr", "<ul", "<ol", "<br", "<label",
        "<dt",
    ];
    let count: usize = tags
        .iter()
        .map(|tag| {
            let after = |(at, _): (usize, &str)| lower[at + tag.len()..].starts_with(['>', ' ', '/', '\n']);
            lower.match_indices(tag).filter(|found| after(*found)).take(5).count()
        })
        .sum();
    (html_name && count > 0) || (count >= 3 && start.starts_with('<'))
}

/// How many lines are plainly Markdown.
fn markdown_marks(text: &str) -> usize {
    let is_mark = |line: &&str| {
        let line = line.trim_start();
        let heading = line.trim_start_matches('#');
        let level = line.len() - heading.len();
        ((1..=6).contains(&level) && heading.starts_with(' '))
            || line.starts_with("- [ ] ")
            || line.starts_with("* [ ] ")
            || line.starts_with("- [x] ")
            || line.matches("**").count() >= 2
            || (line.starts_with('|') && line.contains("---"))
            || ["\\-", "\\!", "\\.", "\\[", "\\*", "\\#", "\\_"].iter().any(|escaped| line.contains(escaped))
    };
    text.lines().filter(is_mark).count()
}
