//! CSV and its kin.

use crosswalk_intake::read;

use crate::show::{fixture, skipped, stages, stages_of};

#[test]
fn a_table_with_a_header() {
    insta::assert_snapshot!(stages_of("plain.csv"), @r"
    # Explore | 
    Shared goal | Do we have one goal that every partner can repeat? | Ask each partner to write it down.
    Trust | Have we talked about past harm? Have we agreed how to repair it? | 
    # Plan | 
    Roles | Has each partner said what it will do? | 
    Money | Do we know what the first year costs, and who pays? | Rough figures will do.
    ");
}

#[test]
fn a_table_without_a_header() {
    insta::assert_snapshot!(stages_of("bare.csv"), @r"
    # Explore | 
    Shared goal | Do we have one goal? | 
    Trust | Have we talked about past harm? | 
    # Plan | 
    Roles | Has each partner said what it will do? | 
    Money | Do we know what the first year costs? |
    ");
}

#[test]
fn semicolons_and_windows_letters() {
    let intake = read("windows.csv", &fixture("windows.csv")).expect("a checklist");
    insta::assert_snapshot!(stages(&intake), @r"
    # Conocer | 
    Metas | ¿Hemos acordado qué queremos aprender? | Escríbanlo.
    Voz | ¿Participan las familias? | 
    # Invitar | 
    Poder | ¿Sabemos quién decide? |
    ");
}

#[test]
fn rows_that_head_others() {
    insta::assert_snapshot!(stages_of("grouped.csv"), @r"
    Partnership readiness checklist
    # Explore | 
     | Do we have one goal? | 
     | We know our partners | ask Maria
    # Plan | 
     | Has each partner said what it will do? | 
     | Do we know the costs? |
    ");
    let intake = read("grouped.csv", &fixture("grouped.csv")).expect("a checklist");
    insta::assert_snapshot!(skipped(&intake), @r"
    1: the title | Partnership readiness checklist
    3: the header of a table | # | Question | Yes | No | Notes
    6: an answer | x
    8: an answer | x
    10: a place for notes | Notes:
    ");
}

fn of(csv: &str) -> String {
    stages(&read("a.csv", csv.as_bytes()).unwrap_or_else(|error| panic!("{error}: {csv}")))
}

#[test]
fn commas_without_quotes_are_mended() {
    insta::assert_snapshot!(of("Section,Item\nPlan,Do we know the costs, and who pays?\nPlan,Is there time?\nAct,Is there money?\n"), @r"
    # Plan | 
     | Do we know the costs, and who pays? | 
     | Is there time? | 
    # Act | 
     | Is there money? |
    ");
}

#[test]
fn a_column_alone() {
    insta::assert_snapshot!(of("Question\nDo we have a goal?\n\"Do we share data, and how?\"\n"), @r"
    #  | 
     | Do we have a goal? | 
     | Do we share data, and how? |
    ");
    insta::assert_snapshot!(of("Stage 1: Plan\nDo we have a goal?\nDo we share data?\nStage 2: Act\nIs there money?\nIs there time?\n"), @r"
    # Plan | 
     | Do we have a goal? | 
     | Do we share data? | 
    # Act | 
     | Is there money? | 
     | Is there time? |
    ");
}

#[test]
fn stages_that_are_numbers_and_come_again() {
    insta::assert_snapshot!(of("sep=;\nPhase;Question\n1;Do we have a goal?\n2;Is there money?\n1;Do we share data?\n"), @r"
    # Phase 1 | 
     | Do we have a goal? | 
     | Do we share data? | 
    # Phase 2 | 
     | Is there money? |
    ");
}

#[test]
fn line_numbers_are_rows() {
    let csv = "stage,question,owner\nPlan,\"Do we\nhave a goal?\",\nPlan,Do we share data?,Ana\n";
    let intake = read("a.csv", csv.as_bytes()).expect("a checklist");
    let owner = intake.skipped.iter().find(|skipped| skipped.text == "Ana").expect("skipped");
    assert_eq!((owner.line, owner.why.as_str()), (3, "the column “owner”, which a checklist does not have"));
}

#[test]
fn a_text_under_the_name_of_a_table_is_read_as_text() {
    let text = "Stage 1: Plan\n\nWe start, slowly, here.\n\n• Do we have a goal, one that all know?\n• Do we share data?\n";
    insta::assert_snapshot!(of(text), @r"
    # Plan | We start, slowly, here.
     | Do we have a goal, one that all know? | 
     | Do we share data? |
    ");
}

#[test]
fn rows_of_uneven_width_without_a_header() {
    insta::assert_snapshot!(of("\"Stage 1: Start\"\n\"Is there a vision?\",\"Yes\",\"No\"\n\"Is there a team, and who leads it?\",\"Yes\",\"No\"\n\"Stage 2: Grow\"\n\"Is there money?\",\"Yes\",\"No\"\n"), @r"
    # Start | 
     | Is there a vision? | 
     | Is there a team, and who leads it? | 
    # Grow | 
     | Is there money? |
    ");
}

#[test]
fn cells_left_blank_take_what_is_above() {
    insta::assert_snapshot!(of("Phase,Category,Item,Description\nPhase 1: Assess,Goals,Have we set goals?,Early.\n,,Are they written down?,\n,Data,Have we looked at data?,\nPhase 2: Engage,Partners,Have we listed partners?,\n"), @r"
    # Assess | 
    Goals | Have we set goals? | Early.
    Goals | Are they written down? | 
    Data | Have we looked at data? | 
    # Engage | 
    Partners | Have we listed partners? |
    ");
}
