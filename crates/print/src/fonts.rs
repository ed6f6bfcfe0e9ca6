//! The fonts of a print: four that every page uses, a few for other scripts, and those of the machine for the rest.
//!
//! Only what a text needs is opened. A page in English or Spanish touches no others.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo, is_default_ignorable};
use typst::utils::LazyHash;

/// Where Linux keeps its fonts.
pub const SYSTEM_FONT_DIRS: [&str; 2] = ["/usr/share/fonts", "/usr/local/share/fonts"];

/// Deepest folder below a font folder that is looked into.
const DEPTH_MAX: usize = 6;
/// Most font files that are looked at.
const FILES_MAX: usize = 5_000;
/// Most faces of one font collection.
const FACES_MAX: u32 = 64;
/// Largest font file that is opened, in bytes.
const FILE_MAX: u64 = 40 << 20;

/// Text, its bold, headings, and the shapes of answers.
const BASE: [&[u8]; 4] = [
    include_bytes!("../fonts/AtkinsonHyperlegibleNext-Regular.ttf"),
    include_bytes!("../fonts/AtkinsonHyperlegibleNext-Bold.ttf"),
    include_bytes!("../fonts/Overpass-Bold.ttf"),
    include_bytes!("../fonts/CrosswalkMarks.ttf"),
];
const TEXT_FAMILY: &str = "Atkinson Hyperlegible Next";

/// Subsets for other scripts, in the order in which they are asked. See `fonts/README.md`.
const BUNDLED: [&[u8]; 6] = [
    include_bytes!("../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../fonts/NotoSansArabic-Regular.ttf"),
    include_bytes!("../fonts/NotoSansHebrew-Regular.ttf"),
    include_bytes!("../fonts/NotoSansSC-Common.ttf"),
    include_bytes!("../fonts/NotoEmoji-Regular.ttf"),
    include_bytes!("../fonts/NotoSansSymbols2-Regular.ttf"),
];

/// The fonts that one print may use.
pub(crate) struct FontSet {
    pub fonts: Vec<Font>,
    pub book: LazyHash<FontBook>,
    /// The families for people's words and what each has, the text font first; lower case, as Typst's book has them.
    families: Vec<(String, Cover)>,
}

impl FontSet {
    fn new(fonts: Vec<Font>, families: Vec<(String, Cover)>) -> Arc<Self> {
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        Arc::new(Self { fonts, book, families })
    }

    /// The first family that has every visible character of `cluster`, so that it can shape the cluster as one.
    pub(crate) fn family_of(&self, cluster: &str) -> Option<usize> {
        self.families.iter().position(|(_, cover)| cover.has(cluster))
    }

    /// The name of a family.
    pub(crate) fn name(&self, family: usize) -> &str {
        &self.families[family].0
    }
}

/// The characters of one font, as sorted ranges.
#[derive(Clone)]
struct Cover(Arc<[(u32, u32)]>);

impl Cover {
    fn of(info: &FontInfo) -> Self {
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for point in info.coverage.iter() {
            match ranges.last_mut() {
                Some((_, end)) if *end + 1 == point => *end = point,
                _ => ranges.push((point, point)),
            }
        }
        Self(ranges.into())
    }

    fn has(&self, cluster: &str) -> bool {
        cluster.chars().all(|c| is_default_ignorable(c) || self.has_point(u32::from(c)))
    }

    fn has_point(&self, point: u32) -> bool {
        let after = self.0.partition_point(|&(start, _)| start <= point);
        after > 0 && point <= self.0[after - 1].1
    }
}

/// A font file of the machine that was looked at but is not held in memory.
struct SystemFace {
    path: PathBuf,
    index: u32,
    family: String,
    cover: Cover,
}

impl SystemFace {
    fn open(&self) -> Option<Font> {
        Font::new(Bytes::new(fs::read(&self.path).ok()?), self.index)
    }
}

/// Every font that a printer can reach.
pub(crate) struct Fonts {
    base: Arc<FontSet>,
    bundled: OnceLock<Vec<(Font, Cover)>>,
    system: OnceLock<Vec<SystemFace>>,
    dirs: Vec<PathBuf>,
}

impl Fonts {
    pub(crate) fn new(dirs: Vec<PathBuf>) -> Self {
        let fonts: Vec<Font> = BASE.iter().filter_map(|&data| Font::new(Bytes::new(data), 0)).collect();
        let text = fonts.iter().find(|font| font.info().family == TEXT_FAMILY);
        let families = text.map(|font| (TEXT_FAMILY.to_lowercase(), Cover::of(font.info())));
        let base = FontSet::new(fonts, families.into_iter().collect());
        Self { base, bundled: OnceLock::new(), system: OnceLock::new(), dirs }
    }

    /// The fonts for English and Spanish.
    pub(crate) fn base(&self) -> &Arc<FontSet> {
        &self.base
    }

    /// The base fonts and those that show the `missing` clusters, as far as any font does.
    pub(crate) fn reaching(&self, missing: &BTreeSet<String>) -> Arc<FontSet> {
        let mut fonts = self.base.fonts.clone();
        let mut families = self.base.families.clone();
        let mut left: Vec<&str> = missing.iter().map(String::as_str).collect();

        for (font, cover) in self.bundled() {
            if take(&mut left, cover) {
                families.push((font.info().family.to_lowercase(), cover.clone()));
                fonts.push(font.clone());
            }
        }
        if !left.is_empty() {
            for face in self.system() {
                if left.iter().any(|cluster| face.cover.has(cluster))
                    && let Some(font) = face.open()
                {
                    take(&mut left, &face.cover);
                    families.push((face.family.to_lowercase(), face.cover.clone()));
                    fonts.push(font);
                }
            }
        }
        FontSet::new(fonts, families)
    }

    fn bundled(&self) -> &[(Font, Cover)] {
        self.bundled.get_or_init(|| {
            let fonts = BUNDLED.iter().filter_map(|&data| Font::new(Bytes::new(data), 0));
            fonts.map(|font| (font.clone(), Cover::of(font.info()))).collect()
        })
    }

    fn system(&self) -> &[SystemFace] {
        self.system.get_or_init(|| {
            let mut files = Vec::new();
            for dir in &self.dirs {
                font_files(dir, DEPTH_MAX, &mut files);
            }
            let mut faces: Vec<SystemFace> = files.iter().flat_map(|path| look_at(path)).collect();
            // Regular and sans first; then by place, so that the same machine always prints the same.
            faces.sort_by_cached_key(|face| (!face.family.contains("Sans"), face.path.clone(), face.index));
            faces
        })
    }
}

/// Removes the clusters that `cover` has; true if there were any.
fn take(left: &mut Vec<&str>, cover: &Cover) -> bool {
    let before = left.len();
    left.retain(|cluster| !cover.has(cluster));
    left.len() < before
}

/// Collects font files below `dir`. What can't be read is passed over: a font is never worth an error.
fn font_files(dir: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(dir) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if files.len() >= FILES_MAX {
            return;
        }
        if path.is_dir() {
            if depth > 0 {
                font_files(&path, depth - 1, files);
            }
        } else if is_font_file(&path) {
            files.push(path);
        }
    }
}

fn is_font_file(path: &Path) -> bool {
    let extension = path.extension().and_then(|text| text.to_str()).unwrap_or_default().to_ascii_lowercase();
    ["ttf", "otf", "ttc", "otc"].contains(&extension.as_str())
        && fs::metadata(path).is_ok_and(|metadata| metadata.len() <= FILE_MAX)
}

/// The upright regular faces of a file that show what they cover.
fn look_at(path: &Path) -> Vec<SystemFace> {
    let Ok(data) = fs::read(path) else { return Vec::new() };
    (0..FACES_MAX)
        .map_while(|index| Some((index, FontInfo::new(&data, index)?)))
        .filter(|(_, info)| is_regular(info) && !is_stand_in(info))
        .map(|(index, info)| SystemFace {
            path: path.to_owned(),
            index,
            cover: Cover::of(&info),
            family: info.family,
        })
        .collect()
}

/// Fonts that claim every character and show none of them.
fn is_stand_in(info: &FontInfo) -> bool {
    ["Blank", "Last Resort", "LastResort"].iter().any(|name| info.family.contains(name))
}

fn is_regular(info: &FontInfo) -> bool {
    let variant = info.variant;
    variant.style == typst::text::FontStyle::Normal
        && (300..=500).contains(&variant.weight.to_number())
        && variant.stretch == typst::text::FontStretch::NORMAL
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clusters(texts: &[&str]) -> BTreeSet<String> {
        texts.iter().map(|&text| text.to_owned()).collect()
    }

    #[test]
    fn every_font_in_the_program_opens() {
        let fonts = Fonts::new(Vec::new());
        assert_eq!(fonts.base().fonts.len(), BASE.len());
        assert_eq!(fonts.bundled().len(), BUNDLED.len());
        let [regular, bold] = [0, 1].map(|index| Cover::of(fonts.base().fonts[index].info()));
        assert_eq!(regular.0, bold.0, "what the text font has, its bold has");
    }

    #[test]
    fn the_base_has_english_and_spanish() {
        let fonts = Fonts::new(Vec::new());
        for character in "Aa ñÑáéíóúü¿¡“”‘’–—…·•[]{}#$\\@<>+U0".chars() {
            assert!(fonts.base().family_of(&character.to_string()).is_some(), "{character:?}");
        }
        assert!(fonts.base().family_of("中").is_none());
    }

    #[test]
    fn other_scripts_bring_their_own_font_and_no_more() {
        let fonts = Fonts::new(Vec::new());
        let set = fonts.reaching(&clusters(&["中", "م"]));
        let names: Vec<&str> = set.families.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names[1..], ["noto sans arabic", "noto sans sc"]);
        assert_eq!(["a", "م", "中", "😀"].map(|text| set.family_of(text)), [Some(0), Some(1), Some(2), None]);
        assert!(fonts.system.get().is_none(), "the machine's fonts were not asked");
    }

    #[test]
    fn folders_that_are_not_there_are_passed_over() {
        let fonts = Fonts::new(vec!["/nowhere/at/all".into()]);
        assert_eq!(fonts.reaching(&clusters(&["\u{13000}"])).family_of("\u{13000}"), None);
    }
}
