//! Styles, scripts, fonts and icons, under names that change with their content so that browsers keep them for good.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use rust_embed::RustEmbed;

use crate::paths::plain;

#[derive(RustEmbed)]
#[folder = "../../islands/dist"]
#[exclude = "tests/*"]
struct Dist;

/// Where the files are served.
pub const FOLDER: &str = "/assets/";

/// Plain names and hashed ones.
static NAMES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let manifest = Dist::get("manifest.json").map(|file| file.data).unwrap_or_default();
    serde_json::from_slice(&manifest).unwrap_or_default()
});

static URLS: LazyLock<HashMap<&'static str, String>> = LazyLock::new(|| {
    NAMES.iter().map(|(name, file)| (name.as_str(), plain(&format!("{FOLDER}{file}")))).collect()
});

/// The address of the asset called `name`, for example `crosswalk.css`. An unknown name gives an address that does not
/// exist; a test checks the ones in use.
pub fn url(name: &str) -> &'static str {
    URLS.get(name).map_or("/assets/missing", String::as_str)
}

/// One file of the front end.
pub struct File {
    /// As the browser gets them.
    pub bytes: Cow<'static, [u8]>,
    /// Its media type, with the charset for texts.
    pub mime: &'static str,
}

/// The file with the hashed name `name`, as it stands after [`FOLDER`].
pub fn get(name: &str) -> Option<File> {
    let bytes = Dist::get(name).filter(|_| name != "manifest.json")?.data;
    Some(File { bytes, mime: mime(name) })
}

/// The file that the logical name `name` stands for.
pub fn named(name: &str) -> Option<File> {
    NAMES.get(name).and_then(|file| get(file))
}

/// Every file that [`get`] knows.
pub fn all() -> impl Iterator<Item = Cow<'static, str>> {
    Dist::iter().filter(|name| name != "manifest.json")
}

/// The addresses of the logical names, for the service worker's list.
pub fn urls() -> impl Iterator<Item = (&'static str, &'static str)> {
    URLS.iter().map(|(name, url)| (*name, url.as_str()))
}

fn mime(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("woff2") => "font/woff2",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("json" | "map") => "application/json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_assets_that_pages_name_exist() {
        for name in [
            "crosswalk.css",
            "site.js",
            "workbook.js",
            "meeting.js",
            "overpass.woff2",
            "atkinson.woff2",
            "icon.svg",
        ] {
            assert!(named(name).is_some_and(|file| !file.bytes.is_empty()), "{name}");
        }
        assert!(get("sw.js").is_some(), "the service worker keeps its plain name");
        assert!(get("manifest.json").is_none() && get("../Cargo.toml").is_none());
    }
}
