//! The form that takes a file, and the preview of what is in it.

use std::collections::{BTreeMap, HashMap};

use askama::Template;
use crosswalk_names::{Language, OrganizationId};
use crosswalk_partners::{Match, Organization, Other, duplicates};
use crosswalk_ui::{self as ui, Alert, Field, Frame, Nav, Problems, Sample, Words};

use super::MEGABYTES_MAX;
use super::carried::{BadCell, BadRow, Carried};
use super::plan::Fate;
use crate::partnerships::partners::page::PartnerLine;
use crate::partnerships::partners::problems::reason_words;
use crate::partnerships::partners::samples as made_up;

/// The form.
#[derive(Template)]
#[template(path = "partnerships/partners/import/import.html")]
pub struct ImportPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// What is wrong with the file.
    pub problems: Problems,
}

impl ImportPage<'_> {
    fn hint(&self) -> String {
        let rows = crosswalk_partners::ROWS_MAX;
        self.frame.with("partner-import-hint", &[("n", MEGABYTES_MAX.into()), ("rows", rows.into())])
    }
}

/// A row that was understood.
pub struct RowLine {
    /// Its place among the rows, from 0.
    pub at: usize,
    /// Its row in the file.
    pub number: usize,
    /// What it brings, as the list shows it.
    pub line: PartnerLine,
    /// Its sector, in words.
    pub sector: String,
    /// What it looks like, and why: a sentence each.
    pub alike: Vec<String>,
    /// What can become of it: words and labels.
    pub choices: Vec<(String, String)>,
    /// The word of what is chosen.
    pub chosen: String,
}

impl RowLine {
    /// The lines of all rows.
    pub fn all(
        words: &Words,
        carried: &Carried,
        incoming: &[Organization],
        matches: &[Match<OrganizationId>],
        names: &BTreeMap<OrganizationId, String>,
        chosen: &BTreeMap<String, String>,
    ) -> Vec<RowLine> {
        let mut own: HashMap<usize, Vec<&Match<OrganizationId>>> = HashMap::new();
        for found in matches {
            own.entry(found.incoming).or_default().push(found);
        }
        let other_name = |found: &Match<OrganizationId>| match found.other {
            Other::Existing(id) => names.get(&id).cloned().unwrap_or_default(),
            Other::Incoming(at) => {
                let (name, row) = (incoming.get(at), carried.rows.get(at));
                let name = name.map_or("", |one| one.name.as_str());
                let row = row.map_or(0, |row| row.number);
                words.with("partner-import-of-row", &[("name", name.into()), ("row", row.into())])
            }
        };
        let row = |(at, organization): (usize, &Organization)| {
            let found = own.get(&at).map_or(&[][..], Vec::as_slice);
            let number = carried.rows.get(at).map_or(0, |row| row.number);
            let mut choices = vec![
                (Fate::Add.word(), words.t("partner-import-add").to_owned()),
                (Fate::Skip.word(), words.t("partner-import-skip").to_owned()),
            ];
            let mut alike = Vec::new();
            for one in found.iter().copied() {
                let name = other_name(one);
                let reasons: Vec<String> =
                    one.reasons.iter().map(|reason| reason_words(words, reason)).collect();
                choices.push((Fate::of_match(one).word(), words.tx("partner-import-join", "name", &name)));
                alike.push(words.with(
                    "partner-import-alike",
                    &[("name", name.into()), ("why", reasons.join("; ").into())],
                ));
            }
            let typed = chosen.get(&format!("row.{at}")).cloned();
            RowLine {
                at,
                number,
                line: PartnerLine::of(words, OrganizationId(uuid::Uuid::nil()), organization),
                sector: words.t(&organization.sector.label_key()).to_owned(),
                alike,
                choices,
                chosen: typed.unwrap_or_else(|| Fate::proposed(found).word()),
            }
        };
        incoming.iter().enumerate().map(row).collect()
    }
}

/// The preview.
#[derive(Template)]
#[template(path = "partnerships/partners/import/preview.html")]
pub struct PreviewPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// What was understood.
    pub rows: Vec<RowLine>,
    /// What was not.
    pub bad: Vec<BadRow>,
    /// What else to know of the file.
    pub remarks: Vec<String>,
    /// All of it, sealed, for the form.
    pub sealed: String,
    /// What is wrong with what was chosen.
    pub problems: Problems,
}

impl RowLine {
    fn is_chosen(&self, word: &str) -> bool {
        self.chosen == word
    }
}

impl PreviewPage<'_> {
    fn alike(&self) -> usize {
        self.rows.iter().filter(|row| !row.alike.is_empty()).count()
    }
}

/// The pages in their states.
pub fn samples(language: Language) -> Vec<Sample> {
    let words = Words::of(language);
    let frame = || Frame::sample_group(language, "/p/SAMPLE/partners/import", Nav::Partners);
    let mut problems = Problems::default();
    problems.add("file", words.tx("partner-import-no-name", "found", "Street, Town"));
    let preview = |incoming: Vec<Organization>, bad: Vec<BadRow>, remarks, problems| {
        let there = made_up::organizations();
        let keyed: Vec<_> =
            there.iter().enumerate().map(|(number, one)| (made_up::id(number), one)).collect();
        let names = keyed.iter().map(|(id, one)| (*id, one.name.clone())).collect();
        let matches = duplicates(&keyed, &incoming);
        let carried = Carried::made_up(&incoming, bad, remarks);
        PreviewPage {
            frame: frame(),
            rows: RowLine::all(words, &carried, &incoming, &matches, &names, &BTreeMap::new()),
            bad: carried.bad,
            remarks: carried.remarks,
            sealed: "c2VhbGVk".to_owned(),
            problems,
        }
    };
    let mut incoming = made_up::crowd();
    incoming.truncate(3);
    let mut again = made_up::organizations().swap_remove(6);
    incoming.push(again.clone());
    "Millbrook PHA".clone_into(&mut again.name);
    again.website = String::new();
    incoming.push(again);
    let cell = |column: &str, typed: &str, key: &str| BadCell {
        column: column.to_owned(),
        words: typed.to_owned(),
        problem: words.t(key).to_owned(),
    };
    let bad = vec![
        BadRow { number: 7, cells: vec![cell("Sector", "Space", "partner-problem-choice")] },
        BadRow {
            number: 9,
            cells: vec![
                cell("Organization", "", "partner-problem-name"),
                cell("Email", "dana@milbrook", "partner-problem-email"),
            ],
        },
    ];
    let remarks = vec![words.tx("partner-import-unknown", "columns", "Shoe size")];
    let mut full = Problems::default();
    full.add("rows", words.tn("partner-import-room", 2));
    vec![
        Sample::new("import partners", &ImportPage { frame: frame(), problems: Problems::default() }),
        Sample::new("import partners, wrong file", &ImportPage { frame: frame(), problems }),
        Sample::new(
            "import partners, preview",
            &preview(incoming.clone(), bad.clone(), remarks, Problems::default()),
        ),
        Sample::new("import partners, no room", &preview(incoming, Vec::new(), Vec::new(), full)),
        Sample::new(
            "import partners, nothing good",
            &preview(Vec::new(), bad, Vec::new(), Problems::default()),
        ),
    ]
}
