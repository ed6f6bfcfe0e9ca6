//! A checklist page as it is copied from the web, and the same saved in other formats.

use std::fmt::Write as _;

use crosswalk_intake::{Intake, read};

use crate::show::{counts, fixture, nothing_is_lost, skipped, stages, stages_of};
use crate::workbooks;

#[test]
fn a_page_copied_from_the_web() {
    insta::assert_snapshot!(stages_of("web-page.txt"), @r"
    Working Together on Homes & Schools
    # Learn What Is True Here | Stage 1 looks at what people have and need, so that partners can choose cross-sector work that fits.
    GOAL SETTING | Have we agreed what we want to learn? Have we said how we will use it? | 
    LOCAL CONDITIONS | Do we know what homes and blocks are like, and which problems we take on? | 
    QUANTITATIVE AND QUALITATIVE DATA | Have we put numbers and stories from more than one sector side by side? | This can include old reports, maps, talks with residents, etc.
    # Find and Invite Partners | Stage 2 moves from learning to inviting those who are missing.
    LOCAL STAKEHOLDERS | Do we know who works here across sectors (e.g., housing, schools, health) and who decides (e.g., who pays) | 
    POWER AND AGENCY | Do we know who holds power? Have we agreed how small partners get a say? | 
    # Build Cross-Sector Solutions | Stage 3 outlines what daily work needs.
    COMMUNITY IMPACT | Will the work help those named in Stage 1? Have we looked for harm? | 
    SUPPORT AND RESOURCES | Do we have leaders, money and staff? |
    ");
    let intake = read("web-page.txt", &fixture("web-page.txt")).expect("a checklist");
    insta::assert_snapshot!(skipped(&intake), @r"
    1: a button, link or form of the page | Skip to main content
    2: a button, link or form of the page | Back to top
    4: the title | Working Together on Homes & Scho
    6: a button, link or form of the page | Like what you’re reading?
    7: a button, link or form of the page | Share with a colleague or partne
    10: text outside of the checklist | The stages in this guide show ho
    12: a heading without questions under it | Understanding Readiness
    14: text outside of the checklist | The tool rests on four principle
    16: a list item that asks nothing | • Engage residents by asking ear
    17: a list item that asks nothing | • Advance equity by naming gaps 
    18: a list item that asks nothing | • Improve steadily with data, fe
    19: a list item that asks nothing | • Build on what is there before 
    21: a heading without questions under it | Take Action
    23: a button, link or form of the page | How ready is your group? Look th
    24: a button, link or form of the page | Get Started!Reset Checklist
    26: a button, link or form of the page | Step 1: Ready to get started? As
    39: a place for notes | Notes and Reflections on Stage 1
    50: a place for notes | Notes and Reflections on Stage 2
    61: a place for notes | Notes and Reflections on Stage 3
    64: a button, link or form of the page | Questions answered? Notes captur
    66: a button, link or form of the page | Better yet, send your checklist 
    68: a button, link or form of the page | Now enter one or more email addr
    69: text outside of the checklist | To see these stages at work, tak
    71: a heading without questions under it | Case Study: Homes and Schools in
    73: text outside of the checklist | As part of a network, partners i
    75: text outside of the checklist | The partners at the start were—
    77: a list item that asks nothing | • School Success, a group that f
    78: a list item that asks nothing | • Local agencies for homes, thro
    80: a heading without questions under it | Stage One: Learn What Is True He
    82: text outside of the checklist | First, partners outlined goals f
    84: a heading without questions under it | Stage Two: Find and Invite Partn
    86: text outside of the checklist | More than 40 talks with resident
    ");
}

fn page() -> Intake {
    read("web-page.txt", &fixture("web-page.txt")).expect("a checklist")
}

/// Stages without the numbers and marks that a format adds.
fn same(intake: &Intake, page: &Intake) {
    assert_eq!(intake.stages, page.stages, "{}", stages(intake));
}

#[test]
fn the_page_saved_in_other_formats_is_the_same() {
    let page = page();
    for (name, bytes) in saved(&page) {
        let intake = read(name, &bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        same(&intake, &page);
    }
}

#[test]
fn the_page_in_other_encodings_is_the_same() {
    let page = page();
    let text = String::from_utf8(fixture("web-page.txt")).expect("UTF-8").replace('\n', "\r\n");
    let utf16: Vec<u8> =
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let marked = format!("\u{feff}{text}").into_bytes();
    for bytes in [text.into_bytes(), marked, utf16] {
        same(&read("page.txt", &bytes).expect("a checklist"), &page);
    }
}

/// The stages of a checklist as Markdown, HTML, CSV and XLSX, with prose around them.
fn saved(page: &Intake) -> Vec<(&'static str, Vec<u8>)> {
    let (mut markdown, mut html, mut csv) = (String::new(), String::new(), String::new());
    markdown.push_str(
        "# Homes and schools\n\nSome words before the list. They ask nothing.\n\n- One thing\n- Two things\n",
    );
    html.push_str(
        "<html><body><h1>Homes and schools</h1><p>Some words before.</p><ul><li>One thing</li></ul>",
    );
    csv.push_str("Phase,Stage description,Topic,Readiness question,Help text\n");
    for (index, stage) in page.stages.iter().enumerate() {
        let number = index + 1;
        let _ = write!(markdown, "\n## Stage {number}: {}\n\n{}\n\n", stage.title, stage.description);
        let _ = write!(html, "<h2>{number}. {}</h2>\n<p>{}</p><ul>", stage.title, stage.description);
        for question in &stage.questions {
            let help = if question.help.is_empty() { String::new() } else { format!(" [{}]", question.help) };
            let _ =
                writeln!(markdown, "* **{}:** {}{}", question.topic, question.text, help.replace('[', "\\["));
            let _ = writeln!(html, "<li>&#9744; <b>{}</b>: {}{help}</li>", question.topic, question.text);
            let _ = writeln!(
                csv,
                "\"{}\",\"{}\",\"{}\",\"{}\",\"{}\"",
                stage.title, stage.description, question.topic, question.text, question.help
            );
        }
        let _ = writeln!(markdown, "\nNotes and reflections on stage {number}:");
        html.push_str("</ul><p>Notes:</p><textarea></textarea>");
    }
    markdown.push_str("\n## Case study: Riverside\n\nPartners began with a walk.\n\n- One partner\n");
    html.push_str("<h2>Case study: Riverside</h2><p>Partners began with a walk.</p></body></html>");
    let tabs = csv.replace("\",\"", "\t").replace('"', "").replacen(',', "\t", 4);
    let semicolons = csv.replace("\",\"", "\";\"").replacen(',', ";", 4);
    let workbook = workbooks::of_stages(page);
    vec![
        ("page.md", markdown.clone().into_bytes()),
        ("page.txt", markdown.into_bytes()),
        ("page.html", html.clone().into_bytes()),
        ("page.txt", html.into_bytes()),
        ("page.csv", csv.into_bytes()),
        ("page.csv", semicolons.into_bytes()),
        ("page.tsv", tabs.clone().into_bytes()),
        ("page.txt", tabs.into_bytes()),
        ("page.xlsx", workbook),
    ]
}

/// The page that the checklist of Crosswalk goes back to. Its words are not ours to keep here: the test runs where
/// `CROSSWALK_REFERENCE_PAGE` names the file.
#[test]
fn the_reference_page_is_read_whole() {
    let Ok(path) = std::env::var("CROSSWALK_REFERENCE_PAGE") else { return };
    let bytes = std::fs::read(path).expect("the file is there");
    let page = read("page.txt", &bytes).expect("a checklist");
    assert_eq!(counts(&page), [6, 4, 5, 6, 5]);
    let titles: Vec<&str> = page.stages.iter().map(|stage| stage.title.as_str()).collect();
    assert_eq!(titles[0], "Assess Existing Conditions");
    assert_eq!(titles[3], "Partner and Implement Cross-Sector Solutions");
    for stage in &page.stages {
        assert!(stage.description.starts_with("Stage "), "{}", stage.description);
        assert!(
            stage.questions.iter().all(|question| !question.topic.is_empty() && question.topic.len() < 50)
        );
    }
    nothing_is_lost(&String::from_utf8_lossy(&bytes), &page);
    for (name, bytes) in saved(&page) {
        same(&read(name, &bytes).unwrap_or_else(|error| panic!("{name}: {error}")), &page);
    }
    crosswalk_intake::to_toml(&page, "reference", "en", "2026.1").expect("it fits");
}
