//! HTML.

use crosswalk_intake::read;

use crate::show::{fixture, skipped, stages, stages_of};

#[test]
fn a_page_with_boxes_fields_and_a_table() {
    insta::assert_snapshot!(stages_of("page.html"), @r"
    Are We Ready?
    # Explore | Partners find out what each of them brings.
    Shared goal | Do we have one goal that every partner can repeat? | 
    Trust | Have we talked about past harm? Have we repaired it? | This can include a facilitated talk.
    # Plan | Now the plan becomes clear.
    Roles | Has each partner said what it will do? | 
    Money | Do we know what the first year costs? | 
    # Act | 
    Measuring | Do we look at numbers together? | 
    Measuring | Have we changed something because of them? | 
    Sharing | Do residents see the numbers first? |
    ");
    let intake = read("page.html", &fixture("page.html")).expect("a checklist");
    insta::assert_snapshot!(skipped(&intake), @r#"
    4: the name of the page | Are we ready? | Homes and School
    5: the page's style | body { color: #222 }
    6: instructions for the browser | window.track = "Do we track?";
    9: the page's navigation | HomeStages
    11: the title | Are We Ready?
    12: text outside of the checklist | This page helps partners to see 
    23: a place for notes | Notes and reflections on Stage 1
    35: the header of a table | Question | Yes | No | Notes
    45: a button | Send
    45: a button | Reset checklist
    46: a field to fill in | Email address
    48: a heading without questions under it | Case study: Riverside
    49: text outside of the checklist | Partners in Riverside began with
    50: a list item that asks nothing | Riverside Homes runs 400 apartme
    52: a comment in the page's code | old: Do we have a plan?
    53: the foot of the page | © Homes and Schools. All rights
    "#);
}

#[test]
fn scales_in_tables() {
    insta::assert_snapshot!(stages_of("likert.html"), @r"
    # Leadership | 
     | Our leaders meet often. | 
     | Leaders share what they decide. | 
    # Data | 
     | We share data safely. | 
     | Data are split by race. |
    ");
}

fn of(html: &str) -> String {
    stages(&read("a.html", html.as_bytes()).unwrap_or_else(|error| panic!("{error}: {html}")))
}

#[test]
fn what_word_processors_write() {
    let html = "<html><body><p class=MsoTitle>Ready?</p><p><span style='font-weight:700'>Stage 1: Plan</span></p>\
                <p>It starts here.</p><p class=MsoListParagraph>·&nbsp;&nbsp; <b><span>Goal</span></b><span>: Do we\nhave a goal?</span></p>\
                <p class=MsoListParagraph>·&nbsp;&nbsp; <b>Data:</b> Do we share data?<o:p></o:p></p></body></html>";
    insta::assert_snapshot!(of(html), @r"
    # Plan | It starts here.
    Goal | Do we have a goal? | 
    Data | Do we share data? |
    ");
}

#[test]
fn tables_that_place_things_are_read_as_text() {
    let html = "<table><tr><td><h2>Stage 1: Plan</h2><ul><li>Do we have a goal?<li>Do we share data?</ul></td>\
                <td><h2>Stage 2: Act</h2><p>[ ] Is there money?<br>[ ] Is there time?</p></td></tr></table>";
    insta::assert_snapshot!(of(html), @r"
    # Plan | 
     | Do we have a goal? | 
     | Do we share data? | 
    # Act | 
     | Is there money? | 
     | Is there time? |
    ");
}

#[test]
fn cells_over_several_rows() {
    let html = "<table><tr><th>Stage</th><th>Topic</th><th>Question</th></tr>\
                <tr><td rowspan=2>Plan</td><td>Goal</td><td>Do we have a goal?</td></tr>\
                <tr><td>Data</td><td>Do we share data?</td></tr>\
                <tr><td>Act</td><td>Money</td><td>Is there money?</td></tr></table>";
    insta::assert_snapshot!(of(html), @r"
    # Plan | 
    Goal | Do we have a goal? | 
    Data | Do we share data? | 
    # Act | 
    Money | Is there money? |
    ");
}

#[test]
fn boxes_one_after_the_other() {
    let html = "<div><h3>Plan</h3><label><input type=checkbox> Do we have a goal?</label> <label><input type=checkbox> Do we share data?</label></div>\
                <div><h3>Act</h3><p>Is there money? <input type=checkbox> Yes <input type=checkbox> No</p><p>Is there time? <input type=radio> Yes <input type=radio> No</p></div>";
    insta::assert_snapshot!(of(html), @r"
    # Plan | 
     | Do we have a goal? | 
     | Do we share data? | 
    # Act | 
     | Is there money? | 
     | Is there time? |
    ");
}

#[test]
fn phases_as_rows_with_the_header_below() {
    let html = "<h1>Tool</h1><table><tr><td colspan=3><b>PHASE 1: START</b></td></tr><tr><td><b>Item</b></td><td><b>Done</b></td><td><b>Comments</b></td></tr>\
                <tr><td>Vision: Is there a vision?</td><td>☐</td><td>&nbsp;</td></tr><tr><td>Team: Is there a team? [Three or more.]</td><td>☐</td><td></td></tr>\
                <tr><td colspan=3><b>PHASE 2: GROW</b></td></tr><tr><td>Money: Is there money?</td><td>☐</td><td></td></tr></table>";
    insta::assert_snapshot!(of(html), @r"
    Tool
    # START | 
    Vision | Is there a vision? | 
    Team | Is there a team? | Three or more.
    # GROW | 
    Money | Is there money? |
    ");
}

#[test]
fn paragraphs_in_items_are_help_and_links_are_no_questions() {
    let html = "<h3>Section A. Vision</h3><ol><li>Is there a vision?</li><li>Do staff know it?</li></ol><h3>Section B. Data</h3><ol start=3>\
                <li><p>Is data shared?</p><p>For example, attendance by school.</p></li></ol><h3>Resources</h3><ul><li><a href=x>Toolkit for data</a></li><li><a href=y>What is data sharing?</a></li></ul>";
    insta::assert_snapshot!(of(html), @r"
    # Vision | 
     | Is there a vision? | 
     | Do staff know it? | 
    # Data | 
     | Is data shared? | For example, attendance by school.
    ");
}
