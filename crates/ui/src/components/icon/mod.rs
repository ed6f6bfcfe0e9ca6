use std::fmt;

use super::{Sample, shows_itself};

/// A small line drawing. It never stands alone: words say the same.
#[derive(Debug, Clone, Copy)]
pub struct Icon(&'static str);
shows_itself!(Icon);

/// Names and paths on a field of 24 by 24; color and line width come from the style sheet.
const PATHS: &[(&str, &str)] = &[
    ("check", "M4 12.5l5 5L20 6.5"),
    (
        "offline",
        "M3 3l18 18M5 12a10 10 0 013-2m4-.6a10 10 0 017 2.6M8.5 15.5a5 5 0 017 0M12 19h.01M2 8.5A15 15 0 016 6m5-1a15 15 0 0111 3.5",
    ),
    ("globe", "M12 22a10 10 0 100-20 10 10 0 000 20zM2 12h20M12 2c6 6 6 14 0 20M12 2c-6 6-6 14 0 20"),
    ("mail", "M3 6h18v12H3zM3 7l9 7 9-7"),
    (
        "link",
        "M10 14a4 4 0 005.7 0l3.3-3.3a4 4 0 00-5.7-5.7L12 6.3M14 10a4 4 0 00-5.7 0L5 13.3a4 4 0 005.7 5.7l1.3-1.3",
    ),
    ("download", "M12 3v12m-5-5l5 5 5-5M4 20h16"),
    ("upload", "M12 16V4m-5 5l5-5 5 5M4 20h16"),
    ("print", "M7 8V3h10v5M7 17H4V8h16v9h-3M7 14h10v7H7z"),
    ("plus", "M12 5v14M5 12h14"),
    ("user", "M12 12a4 4 0 100-8 4 4 0 000 8zM4 21c0-4.5 3.5-7 8-7s8 2.5 8 7"),
    (
        "people",
        "M9 12a4 4 0 100-8 4 4 0 000 8zM2 21c0-4 3-7 7-7s7 3 7 7M16 4.5a4 4 0 010 7M18 14.5c2.5.8 4 3.3 4 6.5",
    ),
    ("note", "M5 4h14v16H5zM8 9h8M8 13h8M8 17h5"),
    ("info", "M12 11v6m0-10h.01M12 22a10 10 0 100-20 10 10 0 000 20z"),
    ("warn", "M12 9v5m0 3.5h.01M12 3L2 21h20z"),
    ("undo", "M4 4v6h6M4.5 10A8 8 0 1112 20a8 8 0 01-7-4"),
    ("history", "M12 7v5l3.5 2M4 4v5h5M4.5 9A8.5 8.5 0 113.6 13"),
    ("clock", "M12 6.5V12l4 2.5M12 22a10 10 0 100-20 10 10 0 000 20z"),
    ("trash", "M4 7h16M9 7V4h6v3M6 7l1 14h10l1-14M10 11v6M14 11v6"),
    ("lock", "M6 11h12v10H6zM8 11V7a4 4 0 018 0v4"),
    ("eye", "M2 12s3.5-7 10-7 10 7 10 7-3.5 7-10 7S2 12 2 12zM12 15a3 3 0 100-6 3 3 0 000 6z"),
    ("pencil", "M4 20l1-5L16 4l4 4L9 19zM13.5 6.5l4 4"),
    ("copy", "M9 9h11v12H9zM5 15H4V3h11v2"),
    ("arrow-right", "M4 12h16m-6-6l6 6-6 6"),
    ("arrow-left", "M20 12H4m6-6l-6 6 6 6"),
    ("search", "M10.5 17a6.5 6.5 0 100-13 6.5 6.5 0 000 13zM15.5 15.5L21 21"),
    ("close", "M5 5l14 14M19 5L5 19"),
];

/// The icon called `name`. An unknown name shows nothing; a test looks for those.
pub fn icon(name: &str) -> Icon {
    Icon(PATHS.iter().find(|(known, _)| *known == name).map_or("", |(_, path)| path))
}

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "<svg class=\"i\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"{}\"/></svg>",
            self.0
        )
    }
}

pub(super) fn samples() -> Vec<Sample> {
    let items: Vec<String> =
        PATHS.iter().map(|(name, path)| format!("<li>{}{name}</li>", Icon(path))).collect();
    vec![Sample::new("icons", &format!("<ul class=\"icons small\">{}</ul>", items.concat()))]
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_icon_in_use_exists() {
        let mut missing = Vec::new();
        look(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), &mut missing);
        assert!(missing.is_empty(), "unknown icons: {missing:?}");
    }

    fn look(folder: &Path, missing: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("a readable folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                look(&path, missing);
            } else if path.extension().is_some_and(|ending| ending == "rs" || ending == "html") {
                let text = std::fs::read_to_string(&path).expect("a readable source file");
                for piece in text.split("icon(\"").skip(1) {
                    let name = piece.split('"').next().unwrap_or_default();
                    let plain = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
                    if plain && icon(name).0.is_empty() {
                        missing.push(format!("{}: {name}", path.display()));
                    }
                }
            }
        }
    }
}
