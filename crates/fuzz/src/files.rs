//! Files that people bring: a checklist as they have it, a list of organizations.

use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use crosswalk_names::{Language, Timestamp};
use crosswalk_partners::{Field, Organization, fields, read_sheet, to_csv, to_xlsx};
use crosswalk_testing::Dice;
use zip::write::SimpleFileOptions;

use crate::Target;
use crate::mutate::mutate;

/// Longest part of an archive that is unpacked to be changed, in bytes.
const PART_MAX: u64 = 1_000_000;

fn organizations() -> Vec<Organization> {
    let lists: [&[(Field, &str)]; 2] = [
        &[
            (Field::Name, "Milbrook Public Schools"),
            (Field::Sector, "education"),
            (Field::MainEmail, "ana@example.org"),
        ],
        &[
            (Field::Name, "Eastgate Homes, \"Ltd\""),
            (Field::Sector, "housing"),
            (Field::Mission, "Line\nline"),
        ],
    ];
    lists
        .iter()
        .map(|pairs| Organization::parse(&fields(pairs.iter().copied())).expect("an organization"))
        .collect()
}

fn sheets() -> Vec<Vec<u8>> {
    let all = organizations();
    let mut seeds = Vec::new();
    for language in [Language::En, Language::Es] {
        seeds.push(to_csv(&all, language).into_bytes());
        seeds.push(to_xlsx(&all, language, Timestamp(1_795_020_120_000)).expect("a spreadsheet"));
    }
    seeds.push(b"Name;Sector\r\nEastgate;Housing\r\n;;\r\n".to_vec());
    seeds.push(vec![0xFF, 0xFE, b'N', 0, b'a', 0, b'm', 0, b'e', 0, b'\n', 0, b'A', 0]);
    seeds
}

/// A list of organizations. What is taken is the same when it is written and read again.
pub fn partners() -> Target {
    let mut target = Target::new("partners", sheets(), |bytes| {
        let Ok(preview) = read_sheet(bytes) else { return Ok(false) };
        let taken: Vec<Organization> = preview.organizations().map(|(_, one)| one.clone()).collect();
        if !taken.is_empty() {
            let again =
                read_sheet(to_csv(&taken, Language::En).as_bytes()).map_err(|error| error.to_string())?;
            let again: Vec<Organization> = again.organizations().map(|(_, one)| one.clone()).collect();
            if again != taken {
                return Err("read again it is another".to_owned());
            }
        }
        Ok(true)
    });
    target.smart = repacked;
    target
}

/// A checklist as people have it. What is understood has questions, and is a checklist when it is written down.
pub fn intake() -> Target {
    const NAMES: [&str; 6] = ["a.txt", "a.md", "a.html", "a.csv", "a.xlsx", ""];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../intake/tests/fixtures");
    let files = std::fs::read_dir(folder).expect("the fixtures").flatten();
    let mut seeds: Vec<Vec<u8>> = files.map(|file| std::fs::read(file.path()).expect("a fixture")).collect();
    seeds.sort();
    seeds.extend(sheets());
    let mut turn = 0;
    let mut target = Target::new("intake", seeds, move |bytes| {
        turn += 1;
        let Ok(read) = crosswalk_intake::read(NAMES[turn % NAMES.len()], bytes) else { return Ok(false) };
        if read.stages.iter().any(|stage| stage.questions.is_empty()) {
            return Err("a stage without questions".to_owned());
        }
        if let Ok(content) = crosswalk_intake::to_toml(&read, "any", "en", "2026.1")
            && let Err(errors) = crosswalk_checklist::Checklist::parse("any.toml", &content)
        {
            return Err(format!("{errors:?}"));
        }
        Ok(true)
    });
    target.smart = repacked;
    target
}

/// An archive with one of its parts changed, its checksums right: what a person with a spreadsheet program could make.
pub fn repacked(dice: &mut Dice, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut made = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let changed = dice.roll(archive.len());
    for at in 0..archive.len() {
        let file = archive.by_index(at).ok()?;
        let name = file.name().ok()?.into_owned();
        let mut part = Vec::new();
        file.take(PART_MAX).read_to_end(&mut part).ok()?;
        if at == changed {
            let other = part.clone();
            part = mutate(dice, &part, &other);
        }
        made.start_file(name, SimpleFileOptions::default()).ok()?;
        made.write_all(&part).ok()?;
    }
    Some(made.finish().ok()?.into_inner())
}
