//! Plain texts: typed, from Word, from a PDF.

use crosswalk_intake::{IntakeError, read};

use crate::show::{fixture, skipped, stages, stages_of};

fn of(text: &str) -> String {
    stages(&read("a.txt", text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text}")))
}

#[test]
fn a_pdf_with_broken_lines_and_page_numbers() {
    insta::assert_snapshot!(stages_of("pdf.txt"), @r"
    Riverside Partnership Readiness Checklist
    # LEARN WHAT IS TRUE HERE | In this stage partners gather what is known and ask residents what is missing. They put information from schools, landlords and agencies side by side.
    Goal setting | Have we agreed what we want to learn, and have we said in writing how we will use what we find? Have we named who will read it? | 
    Local conditions | Do we know what homes and blocks are like, including rents, moves and evictions, from more than one source? | 
    Community voice | Did people who live and go to school here help shape the questions, and did they see the answers before anyone else, as the long-term plan says? | 
    # FIND AND INVITE PARTNERS | Partners look for those who are missing and agree how each of them gets a real say in decisions.
    Local stakeholders | Do we know who works on homes and schools, who decides, and who pays for the cross-sector work? | 
    Power and agency | Have we talked openly about who holds power? | This can include who sets the agenda, who signs the checks and who speaks in meetings.
    ");
    let intake = read("pdf.txt", &fixture("pdf.txt")).expect("a checklist");
    insta::assert_snapshot!(skipped(&intake), @r"
    1: the title | Riverside Partnership Readiness 
    2: text outside of the checklist | Homes and Schools Network
    5: a heading without questions under it | About this checklist
    6: text outside of the checklist | This checklist helps partners se
    7: text outside of the checklist | a meeting, not alone at a desk, 
    8: text outside of the checklist | talk matters more than the score
    18: a page number | 1
    19: a header or footer that comes again on every page | Riverside Partnership Readiness 
    24: a place for notes | Notes: _________________________
    25: a place for notes | ________________________________
    31: a page number | Homes and Schools Network | Page
    32: a header or footer that comes again on every page | Riverside Partnership Readiness 
    37: a place for notes | Notes: _________________________
    39: a page number | Homes and Schools Network | Page
    40: a header or footer that comes again on every page | Riverside Partnership Readiness 
    41: a heading without questions under it | References
    42: text outside of the checklist | Smith, J. (2019). Working across
    ");
}

#[test]
fn lists_broken_to_a_width() {
    insta::assert_snapshot!(stages_of("wrapped.txt"), @r"
    Partner Readiness Questions
    # Before You Begin | 
     | Have we talked with residents about what they want, and did we write down what they said in their own words? | 
     | Do we know which other groups are working on the same problem in the same neighborhoods? Have we asked them to join? | 
     | Is there someone who will call the first meeting | 
    # When You Are Under Way | 
     | Does every partner report on its part of the work at least twice a year, including what went wrong? | 
     | Are the reports shared with residents? |
    ");
}

#[test]
fn a_word_document_saved_as_text() {
    let intake = read("word.txt", &fixture("word.txt")).expect("a checklist");
    insta::assert_snapshot!(stages(&intake), @r"
    Readiness Checklist for Cross-Sector Work
    # LEADERSHIP | 
     | Do leaders from each sector meet at least every quarter—in person? | 
     | Has each leader signed the agreement? | 
     | Is the signed copy on file? | 
    # DATA | 
     | Do we have a data-sharing agreement? | 
     | Do partners’ staff know how to use it? | 
    # MONEY | 
     | Do we know what the work costs? | 
     | Have we found who pays for the first two years? |
    ");
}

#[test]
fn topics_on_lines_of_their_own() {
    insta::assert_snapshot!(stages_of("own-lines.txt"), @r"
    Homes and Schools: Where Do We Stand?
    # Assess Conditions | Learn what is true here before you choose what to do.
    Goal Setting | Have we agreed what we want to learn? | 
    Community Voice | Did residents help shape the questions? Did they see the answers first? | 
    # Engage Partners | Find who is missing.
    Local Stakeholders | Do we know who works here? | 
    Power and Agency | Have we agreed how small partners get a say? |
    ");
}

#[test]
fn numbered_sections_and_questions() {
    insta::assert_snapshot!(stages_of("numbered.txt"), @r"
    COLLECTIVE IMPACT READINESS
    # Governance | 
     | Is there a steering group with members from each sector? | 
     | Are decisions written down and shared? | 
     | Do residents vote? | 
    # Shared Measures | 
     | Have we agreed on three to five measures? | 
     | Is there a baseline for each measure? If not, who will set it and by when? | 
    # Backbone Support | 
     | Is there a paid coordinator | 
     | Is there money for two years? |
    ");
}

#[test]
fn statements_instead_of_questions() {
    insta::assert_snapshot!(stages_of("statements.txt"), @r"
    Collaboration Readiness Self-Assessment
    # Shared vision | 
     | We have a shared goal that all partners can state. | 
     | Our partners trust each other. | 
     | There is a written agreement between partners. | 
    # Data and learning | 
     | We share data safely across sectors. | 
     | Staff know how to read the data. |
    ");
}

#[test]
fn phases_with_answers_under_each_question() {
    insta::assert_snapshot!(stages_of("phases.txt"), @r"
    Readiness Tool
    # Getting Started | Partners meet and learn about each other. They take their time.
     | Do we know each other's work? | 
     | Do we know what each of us needs? | 
    # Making a Plan | 
     | Have we agreed on a goal? | For example, fewer moves in the school year.
     | Is there a budget (even a rough one)? |
    ");
}

#[test]
fn spanish() {
    insta::assert_snapshot!(stages_of("espanol.txt"), @r"
    Lista de preparación para alianzas
    # Conocer la situación | En esta etapa se reúne lo que ya se sabe y se pregunta a las familias qué falta.
    METAS | ¿Hemos acordado qué queremos aprender? ¿Sabemos cómo lo usaremos? | 
    VOZ DE LA COMUNIDAD | ¿Participan las familias en las decisiones? | Por ejemplo, en las reuniones mensuales.
    # Invitar a los socios | Se busca a quien falta.
     | ¿Sabemos quién trabaja aquí y quién decide? | 
    Poder | ¿Hemos hablado de quién tiene el poder? |
    ");
}

#[test]
fn questions_and_nothing_else_are_one_stage() {
    insta::assert_snapshot!(stages_of("questions.txt"), @r"
    #  | 
     | Do we have a shared goal? | 
     | Do all partners know it by heart? | 
     | Have we written down who does what? | 
     | Is there money for the first year? |
    ");
}

#[test]
fn an_article_is_no_checklist() {
    assert_eq!(read("article.txt", &fixture("article.txt")), Err(IntakeError::NoQuestions));
    for text in ["Hello.", "- milk\n- bread\n- eggs", "What a day it was. We went home.", "1\n2\n3"] {
        assert_eq!(read("a.txt", text.as_bytes()), Err(IntakeError::NoQuestions), "{text}");
    }
}

#[test]
fn the_first_stage_may_have_no_heading() {
    let text = "- Do we have a goal?\n- Do we share data?\n\nStage 2: Plan\n\n- Do we have a plan?\n";
    insta::assert_snapshot!(of(text), @r"
    #  | 
     | Do we have a goal? | 
     | Do we share data? | 
    # Plan | 
     | Do we have a plan? |
    ");
}

#[test]
fn a_page_that_holds_the_checklist_twice_gives_it_once() {
    let once = String::from_utf8(fixture("espanol.txt")).expect("UTF-8");
    let twice = read("a.txt", format!("{once}\n{once}").as_bytes()).expect("a checklist");
    assert_eq!(twice.stages, read("a.txt", once.as_bytes()).expect("a checklist").stages);
    assert!(twice.skipped.iter().any(|skipped| skipped.why == "the same question stands in line 6"));
}

#[test]
fn glyphs_of_many_kinds_are_boxes() {
    for glyph in [
        "☐", "□", "▢", "❏", "[ ]", "[]", "( )", "☑", "✓", "•", "▪", "\u{f0b7}", "-", "*", "–", "1.", "1)",
        "a)", "Q1.",
    ] {
        let text =
            format!("Stage 1: Plan\n\n{glyph} Do we have a goal?\n{glyph} Do we share data? Who reads it?\n");
        assert_eq!(
            of(&text),
            "# Plan | \n | Do we have a goal? | \n | Do we share data? Who reads it? | \n",
            "{glyph}"
        );
    }
}

#[test]
fn stages_are_named_in_many_ways() {
    for heading in [
        "Stage 1: Plan",
        "STAGE 1 - Plan",
        "Phase I. Plan",
        "Step 1 – Plan",
        "Section A: Plan",
        "I. Plan",
        "1. Plan",
        "A. Plan",
        "Plan:",
        "Stage One: Plan",
        "Etapa 1: Plan",
        "Stage 1 of 3: Plan",
        "Part 1) Plan",
        "Phase 1\nPlan",
    ] {
        let text = format!("{heading}\n\n• Do we have a goal?\n• Do we share data?\n");
        assert_eq!(of(&text), "# Plan | \n | Do we have a goal? | \n | Do we share data? | \n", "{heading}");
    }
}

#[test]
fn a_page_without_blank_lines() {
    let text = "Back to top\nReadiness for Shared Work\nIntroduction\nPartners use this tool when they begin. It was tested with nine groups.\n\
                Building the Team\nStage 1 brings people together.\n* VISION: Have partners a vision? Does it name residents?\n* ROLES: Are roles clear?\n\
                Notes and Reflections on Stage 1: Building the Team\nTesting Ideas\nStage 2 tries small things.\n* TESTS: Have we tried one idea? [It may last a week.]\n\
                * LEARNING: Did we write it down?\nExample From the Field\nIn Lakeside, partners met every month.\n* They started with a food bank.\n";
    insta::assert_snapshot!(of(text), @r"
    Readiness for Shared Work
    # Building the Team | Stage 1 brings people together.
    VISION | Have partners a vision? Does it name residents? | 
    ROLES | Are roles clear? | 
    # Testing Ideas | Stage 2 tries small things.
    TESTS | Have we tried one idea? | It may last a week.
    LEARNING | Did we write it down? |
    ");
}

#[test]
fn the_same_short_items_under_questions_are_answers() {
    let text = "Synergy\nHow well do we find new ways?\n( ) Very well\n( ) Not well\nHow well do we include families?\n( ) Very well\n( ) Not well\n\n\
                Leadership\nHow well are we led?\n( ) Very well\n( ) Not well\n";
    insta::assert_snapshot!(of(text), @r"
    # Synergy | 
     | How well do we find new ways? | 
     | How well do we include families? | 
    # Leadership | 
     | How well are we led? |
    ");
}

#[test]
fn statements_on_a_scale_and_tasks_with_boxes() {
    let scale = "COMMUNITY SCHOOL READINESS\n\nDirections: circle a number. 1 = Not yet, 2 = Emerging.\n\nDomain 1: Leadership\n\n1. The principal supports the work.     1   2   3\n\
                 2. Families hold seats on the team.     1   2   3\n\nDomain 2: Partnerships\n\n3. Partners have signed agreements.     1   2   3\n\nTotal score: _____\n";
    insta::assert_snapshot!(of(scale), @r"
    COMMUNITY SCHOOL READINESS
    # Leadership | 
     | The principal supports the work. | 
     | Families hold seats on the team. | 
    # Partnerships | 
     | Partners have signed agreements. |
    ");
    let tasks = "Are you ready to partner?\nA checklist for housing agencies\n\nPeople\n[ ] Identify a lead contact\n[x] Meet the superintendent\n\nProcess\n[ ] Draft a data sharing agreement\n[ ] Set a calendar (monthly at first)\n";
    insta::assert_snapshot!(of(tasks), @r"
    Are you ready to partner?
    # People | 
     | Identify a lead contact | 
     | Meet the superintendent | 
    # Process | 
     | Draft a data sharing agreement | 
     | Set a calendar (monthly at first) |
    ");
    let bare = "Partnership checklist\n\nWe have agreed on a goal.   [ ] Yes  [ ] No\nWe have a written plan.   [ ] Yes  [ ] No\n";
    insta::assert_snapshot!(of(bare), @r"
    # Partnership checklist | 
     | We have agreed on a goal. | 
     | We have a written plan. |
    ");
}

#[test]
fn a_table_of_a_word_processor_among_headings() {
    let text = "Checklist\tYes\tNo\nStage 1: Start\nIs there a vision?\t☐\t☐\nIs there a team?\t☐\t☐\nStage 2: Grow\nIs there money?\t☐\t☐\nIs there time?\t☐\t☐\n";
    insta::assert_snapshot!(of(text), @r"
    Checklist
    # Start | 
     | Is there a vision? | 
     | Is there a team? | 
    # Grow | 
     | Is there money? | 
     | Is there time? |
    ");
}
