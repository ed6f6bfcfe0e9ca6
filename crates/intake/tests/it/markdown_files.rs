//! Markdown.

use crosswalk_intake::read;

use crate::show::{fixture, skipped, stages, stages_of};

#[test]
fn a_document_exported_by_a_word_processor() {
    insta::assert_snapshot!(stages_of("docs.md"), @r"
    Partnership Readiness Checklist
    # Explore | In this stage, partners find out what each of them brings. It is fine to stay here for a while.
    Shared goal | Do we have one goal that every partner can repeat? | 
    Trust | Have we talked about past harm? Have we agreed how to repair it? | This can include a facilitated talk.
    Data | Do we know which data each partner holds (e.g. rents, attendance)? | 
    # Plan | 
    Roles | Has each partner said in writing what it will do? | 
    Roles | Is there someone whose job is to keep us together? | 
    Money | Do we know what the first year costs? | 
    # Act | 
    Measures | Do we look at numbers together every quarter? | 
    Learning | Have we changed something because of what we learned? |
    ");
    let intake = read("docs.md", &fixture("docs.md")).expect("a checklist");
    insta::assert_snapshot!(skipped(&intake), @r"
    1: the title | # **Partnership Readiness Checkl
    3: text outside of the checklist | *Welcome\!* Use this list with y
    5: a heading without questions under it | **How to use this checklist**
    7: a list item that asks nothing | 1. Read each question aloud.
    8: a list item that asks nothing | 2. Talk about it for two minutes
    9: a list item that asks nothing | 3. Tick the box if all agree.
    19: a place for notes | *Notes:*
    21: a place for notes | \_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_
    34: marks for the layout | ---
    38: the header of a table | Topic | Question | Yes | No | No
    39: marks for the layout | | :---- | :---- | :---- | :---- 
    43: a heading without questions under it | ## Case study: Riverside
    45: text outside of the checklist | Partners in Riverside began with
    47: a list item that asks nothing | - Riverside Homes runs 400 apart
    48: a list item that asks nothing | - Riverside Schools teaches 9,00
    50: marks for the layout | ![][image1]
    52: marks for the layout | [image1]: <data:image/png;base64
    ");
}

#[test]
fn topics_as_headings_and_lists_as_help() {
    insta::assert_snapshot!(stages_of("headings.md"), @r"
    Readiness checklist
    # Explore | Learn who is there.
    Shared goal | Do we have one goal? | 
    Trust | Have we talked about past harm? | Why it matters: without it nothing lasts.
    # Plan | 
    Roles | Has each partner said what it will do? | who leads; who pays
    Money | Do we know the costs? |
    ");
}

#[test]
fn a_table_with_sections_and_categories() {
    insta::assert_snapshot!(stages_of("category.md"), @r"
    # Explore | 
    Goal | Do we have one goal? | 
    Trust | Have we talked about past harm? | 
    # Plan | 
    Roles | Has each partner said what it will do? Is it written down? |
    ");
}

#[test]
fn headings_that_ask_are_questions() {
    let text = "# Ready?\n\n## Explore\n\n### Do we have a goal?\n\nOne is enough.\n\n### Do we share data?\n\n## Plan\n\n### Is there a plan?\n";
    insta::assert_snapshot!(stages(&read("a.md", text.as_bytes()).expect("a checklist")), @r"
    Ready?
    # Explore | 
     | Do we have a goal? | One is enough.
     | Do we share data? | 
    # Plan | 
     | Is there a plan? |
    ");
}

#[test]
fn html_in_markdown_is_read() {
    let text = "## Stage 1: Plan\n\n<ul>\n<li>Do we have a goal?</li>\n<li>Do we share data?</li>\n</ul>\n\nDo we meet?<br>Do we write it down?\n";
    insta::assert_snapshot!(stages(&read("a.md", text.as_bytes()).expect("a checklist")), @r"
    # Plan | 
     | Do we have a goal? | 
     | Do we share data? | 
     | Do we meet? | 
     | Do we write it down? |
    ");
}

#[test]
fn bold_lines_are_stages_and_children_are_help() {
    let text = "**Explore**\n\n1. Do we have a goal?\n    - one that all can repeat\n    - one that is written down\n2. Do we share data?\n\n**Plan**\n\n1. Is there a plan?\n2. Is there money?\n";
    insta::assert_snapshot!(stages(&read("a.md", text.as_bytes()).expect("a checklist")), @r"
    # Explore | 
     | Do we have a goal? | one that all can repeat; one that is written down
     | Do we share data? | 
    # Plan | 
     | Is there a plan? | 
     | Is there money? |
    ");
}

fn of(text: &str) -> String {
    stages(&read("a.md", text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text}")))
}

#[test]
fn stages_that_head_tables() {
    let text = "# Readiness\n\n| **Stage 1: Assess** | Yes | No |\n|---|:-:|:-:|\n| Have we mapped partners? |  |  |\n| We understand the data |  |  |\n\n\
                | **Stage 2: Engage** | Yes | No |\n|---|:-:|:-:|\n| Have we asked residents? |  |  |\n| Do we pay them? |  |  |\n\n**Comments:**\n";
    insta::assert_snapshot!(of(text), @r"
    Readiness
    # Assess | 
     | Have we mapped partners? | 
     | We understand the data | 
    # Engage | 
     | Have we asked residents? | 
     | Do we pay them? |
    ");
}

#[test]
fn escaped_numbers_and_boxes_in_one_paragraph() {
    let text = "# Checklist\n\n## 1. Build trust\n- **Listening:** Have we listened? *[Include elders.]*\n- **Listening:** Have we listened?\n\n## 2\\. Make a plan\n\nTogether.\n\n\
                1\\. Do we have a plan\\?\n\n2\\. Is it funded\\?\n\n☐ Is it public?\n☐ Is it dated?\n";
    insta::assert_snapshot!(of(text), @r"
    Checklist
    # Build trust | 
    Listening | Have we listened? | Include elders.
    # Make a plan | Together.
     | Do we have a plan? | 
     | Is it funded? | 
     | Is it public? | 
     | Is it dated? |
    ");
}

#[test]
fn lists_in_lists() {
    let text = "- Stage 1: Start\n  - Is there a vision?\n  - Is there a team?\n- Stage 2: Grow\n  - Vision\n    - Is it still right?\n    - Who says so?\n  - Money\n    - Is there money?\n";
    insta::assert_snapshot!(of(text), @r"
    # Start | 
     | Is there a vision? | 
     | Is there a team? | 
    # Grow | 
    Vision | Is it still right? | 
    Vision | Who says so? | 
    Money | Is there money? |
    ");
}

#[test]
fn bold_topics_under_bold_stages() {
    let text = "**Getting Ready**\n\nLook inward first.\n\n**Mission fit:** Does it fit our mission?\n\n**Leaders:** Do they back it? Will they give time?\n\n**Moving Forward**\n\n\
                **Clear roles:** Are roles written down?\n\n*Adapted from a guide.*\n";
    insta::assert_snapshot!(of(text), @r"
    # Getting Ready | Look inward first.
    Mission fit | Does it fit our mission? | 
    Leaders | Do they back it? Will they give time? | 
    # Moving Forward | 
    Clear roles | Are roles written down? |
    ");
}
