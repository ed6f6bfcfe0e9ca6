//! What the built-in toolkit promises its readers, and how an instance's own files are taken.

use std::collections::BTreeSet;

use crosswalk_checklist::Checklists;
use crosswalk_names::Language;
use crosswalk_toolkit::{
    Block, Contents, Level, OUTCOMES_PAGE, RESOURCES_PAGE, Sector, SourceFile, TERMS_PAGE, Toolkit,
    reading_level,
};

fn builtin() -> Toolkit {
    Toolkit::builtin().unwrap_or_else(|mistakes| {
        let lines: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"))
    })
}

fn checklists() -> Checklists {
    Checklists::builtin().expect("sound checklists")
}

#[test]
fn both_languages_have_the_same_pages_sections_terms_outcomes_and_resources() {
    let toolkit = builtin();
    assert_eq!(toolkit.remarks, [], "the built-in content leaves nothing to remark");
    let [english, spanish] = Language::ALL.map(|language| toolkit.contents(language));
    let keys = |contents: &Contents| {
        let pages: BTreeSet<_> = contents.pages.iter().map(|page| page.slug.clone()).collect();
        let terms: BTreeSet<_> = contents.terms.iter().map(|term| term.key.clone()).collect();
        let outcomes: Vec<_> =
            contents.outcomes.iter().map(|one| (one.key.clone(), one.indicators.len())).collect();
        let resources: Vec<_> =
            contents.resources.iter().map(|one| (one.key.clone(), one.url.clone())).collect();
        (pages, terms, outcomes, resources)
    };
    assert_eq!(keys(english), keys(spanish));
    for page in &english.pages {
        let twin = spanish.page(&page.slug).expect("there in Spanish");
        assert_eq!(page.text.notes.len(), twin.text.notes.len(), "{}: footnotes", page.slug);
        assert_eq!(
            (page.section, page.order, &page.stage),
            (twin.section, twin.order, &twin.stage),
            "{}",
            page.slug
        );
        assert_eq!(page.brief.len(), twin.brief.len(), "{}", page.slug);
    }
}

#[test]
fn it_holds_what_a_partnership_needs() {
    let toolkit = builtin();
    let contents = toolkit.contents(Language::En);
    assert!(contents.terms.len() >= 45);
    for sector in [Sector::Housing, Sector::Education, Sector::Both] {
        assert!(contents.terms.iter().filter(|term| term.sector == sector).count() >= 10, "{sector:?}");
    }
    let of = |sector| contents.outcomes.iter().filter(|one| one.sector == sector).count();
    assert_eq!((of(Sector::Education), of(Sector::Housing)), (7, 5));
    for outcome in &contents.outcomes {
        assert!(outcome.indicators.len() >= 3 && outcome.helps.len() >= 3, "{}", outcome.key);
        assert!(!outcome.sources.is_empty() && !outcome.related.is_empty(), "{}", outcome.key);
    }
    assert!(contents.resources.len() >= 50);
    for slug in [
        "introduction",
        "how-to-use",
        "about",
        "sustaining-partnerships",
        "housing-in-one-page",
        "education-in-one-page",
        "two-definitions",
        "discussion-guide",
        "data-sharing-checklist",
        "memphis",
        "vancouver",
        "tacoma",
        "king-county",
        "seattle",
        "portland",
        TERMS_PAGE,
        OUTCOMES_PAGE,
        RESOURCES_PAGE,
    ] {
        assert!(contents.page(slug).is_some(), "{slug}");
    }
}

#[test]
fn every_question_is_helped_with_in_the_guide_of_its_stage() {
    let (toolkit, checklists) = (builtin(), checklists());
    assert_eq!(toolkit.strangers(&checklists), []);
    for checklist in checklists.iter() {
        let contents = toolkit.contents(checklist.language);
        for stage in &checklist.stages {
            let guide = contents.guide(&stage.key).unwrap_or_else(|| panic!("no guide of {}", stage.key));
            for question in &stage.questions {
                let helps =
                    contents.helps(&question.key).unwrap_or_else(|| panic!("no help with {}", question.key));
                assert_eq!((&helps.slug, helps.section.as_str()), (&guide.slug, question.key.as_str()));
            }
            let words = guide.words();
            assert!(
                (1_200..=2_600).contains(&words),
                "{} ({}) has {words} words",
                guide.slug,
                checklist.language
            );
            let parts = [
                "purpose",
                "who-and-how-long",
                "approaches",
                "tools",
                "steps",
                "pitfalls",
                "worksheet",
                "example",
            ];
            for part in parts {
                assert!(guide.has_section(part), "{} has no {part}", guide.slug);
            }
            let terms: BTreeSet<&str> = guide.text.blocks.iter().flat_map(Block::terms).collect();
            assert!(terms.len() >= 4, "{} explains {} terms", guide.slug, terms.len());
            assert!(!guide.text.notes.is_empty(), "{} names no source", guide.slug);
        }
    }
}

#[test]
fn everything_reads_at_grade_eight_or_lower() {
    let toolkit = builtin();
    let mut hard = Vec::new();
    for language in Language::ALL {
        let contents = toolkit.contents(language);
        let mut look = |what: &str, level: Level| {
            if !level.is_plain() {
                hard.push(format!("{what} ({language}): {level:?}"));
            }
        };
        for page in &contents.pages {
            look(&page.slug, page.level(contents));
        }
        let lines = |texts: Vec<&crosswalk_toolkit::Text>| -> Vec<String> {
            texts.into_iter().flat_map(|text| text.blocks.iter().flat_map(Block::lines)).collect()
        };
        for (what, texts) in [
            ("terms", contents.terms.iter().map(|term| &term.text).collect::<Vec<_>>()),
            ("outcomes", contents.outcomes.iter().flat_map(|one| [&one.what, &one.why]).collect()),
            ("resources", contents.resources.iter().map(|one| &one.text).collect()),
        ] {
            let lines = lines(texts);
            look(what, reading_level(language, lines.iter().map(String::as_str), contents));
        }
    }
    assert!(hard.is_empty(), "{}", hard.join("\n"));
}

#[test]
fn house_style_holds() {
    let toolkit = builtin();
    for language in Language::ALL {
        for page in &toolkit.contents(language).pages {
            for line in page.text.blocks.iter().flat_map(Block::lines).chain(page.brief.iter().cloned()) {
                assert!(!line.contains('!'), "{}: {line}", page.slug);
                assert!(!line.contains(['—', '–']), "{}: {line}", page.slug);
                if language == Language::Es {
                    assert_eq!(line.matches('?').count(), line.matches('¿').count(), "{}: {line}", page.slug);
                }
            }
        }
    }
}

fn file(path: &str, text: &str) -> SourceFile {
    SourceFile {
        shown: format!("own/toolkit/{path}"),
        path: path.to_owned(),
        bytes: text.as_bytes().to_vec(),
    }
}

fn page(title: &str, body: &str) -> String {
    format!(
        "+++\ntitle = \"{title}\"\nsummary = \"Ours.\"\nsection = \"local\"\norder = 1\nupdated = 2026-11-28\n+++\n{body}\n"
    )
}

#[test]
fn own_files_are_laid_over_the_built_in_ones() {
    let own = [
        file("en/memphis.md", &page("Memphis, our view", "Text with a [bus pass](term:bus-pass).")),
        file(
            "en/our-rules.md",
            &page("Our rules", "## Rules {#rules}\n\n![A bus](bus.png)\n\nSee [HUD](page:key-terms#hud)."),
        ),
        file(
            "en/terms.toml",
            "[[terms]]\nkey = \"bus-pass\"\nterm = \"Bus pass\"\nsector = \"both\"\ntext = \"Rides.\"\n[[terms]]\nkey = \"hud\"\nterm = \"HUD, here\"\nsector = \"housing\"\ntext = \"Ours.\"\n",
        ),
        SourceFile { shown: "bus.png".into(), path: "images/bus.png".into(), bytes: vec![1] },
    ];
    let toolkit = Toolkit::with_own(&own).expect("sound files");
    let [english, spanish] = Language::ALL.map(|language| toolkit.contents(language));
    assert_eq!(english.page("memphis").expect("replaced").title, "Memphis, our view");
    assert_eq!(english.term("hud").expect("replaced").term, "HUD, here");
    assert_eq!(english.term("bus-pass").expect("added").term, "Bus pass");
    assert!(english.term("ferpa").is_some(), "the rest stays");
    assert_eq!(toolkit.image("bus.png"), Some([1].as_slice()));
    // What is there in one language only stands in, and says so.
    assert_eq!(spanish.page("our-rules").expect("stands in").language, Language::En);
    let remarks: Vec<String> = toolkit.remarks.iter().map(ToString::to_string).collect();
    assert!(
        remarks.iter().any(|one| one.contains("our-rules.md:1: the page is not there in Español")),
        "{remarks:?}"
    );
}

#[test]
fn mistakes_in_own_files_are_told_with_file_line_and_mend() {
    let own = [
        file(
            "en/a.md",
            &page(
                "A",
                "See [b](page:nowhere), [c](term:nothing), [d](page:assess#no-section).\n\n![x](no.png)",
            ),
        ),
        file("en/b.md", "No front matter."),
        file("en/c.md", "+++\ntitle = \"C\"\ncolor = \"red\"\n+++\nText.\n"),
        file(
            "en/d.md",
            &page(
                "D",
                "### Deep {#deep}\n\n> ## Said {#said}\n\n## Twice {#twice}\n\n## Twice {#twice}\n\n## Share {#share}",
            ),
        ),
        file("fr/e.md", &page("E", "Texte.")),
        file("en/notes.txt", "?"),
        file(
            "en/resources.toml",
            "[[resources]]\nkey = \"x\"\ntitle = \"X\"\nmaker = \"Y\"\nkind = \"book\"\nstages = [\"assess\"]\ntext = \"Z.\"\n",
        ),
    ];
    let mistakes = Toolkit::with_own(&own).expect_err("mistakes");
    let lines: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    own/toolkit/en/a.md:8: there is no page `nowhere`; mend the link
    own/toolkit/en/a.md:8: there is no term `nothing`; add it to terms.toml or mend the link
    own/toolkit/en/a.md:8: the page `assess` has no section `no-section`; mend the link
    own/toolkit/en/a.md:10: there is no picture `no.png` in toolkit/images
    own/toolkit/en/b.md:1: the page must start with its front matter between two lines of +++; copy it from another page
    own/toolkit/en/c.md:3: unknown field `color`, expected one of `title`, `short`, `summary`, `section`, `order`, `updated`, `stage`, `brief`
    own/toolkit/en/d.md:8: the heading {#deep} skips a level; use one # less
    own/toolkit/en/d.md:14: two headings are called {#twice}; give each a name of its own
    own/toolkit/en/d.md:16: {#share} names a part of every page; give the heading another name
    own/toolkit/en/notes.txt:1: not a file of a toolkit; use .md pages, terms.toml, outcomes.toml or resources.toml
    own/toolkit/en/resources.toml:5: unknown variant `book`, expected one of `guide`, `toolkit`, `tool`, `template`, `data`, `case-study`, `study`, `framework`, `article`, `video`
    own/toolkit/fr/e.md:1: a file belongs in the folder of its language (en or es) or in images
    ");
}
