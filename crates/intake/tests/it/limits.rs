//! What is refused, and in which words.

use std::fmt::Write as _;

use crosswalk_intake::{BYTES_MAX, LINES_MAX, QUESTIONS_MAX, STAGES_MAX, read};

fn refused(name: &str, bytes: &[u8]) -> String {
    read(name, bytes).expect_err("refused").to_string()
}

#[test]
fn every_refusal_names_the_mend() {
    let mut many_stages = String::new();
    for number in 1..=STAGES_MAX + 1 {
        let _ = writeln!(many_stages, "Stage {number}: Part {number}\n\n- Do we have goal {number}?\n");
    }
    let mut many_questions = String::from("Stage 1: Plan\n\n");
    for number in 0..=QUESTIONS_MAX {
        let _ = writeln!(many_questions, "- Do we have goal {number}?");
    }
    let messages = [
        refused("a.txt", b""),
        refused("a.txt", b" \r\n\t\xEF\xBB\xBF"),
        refused("a.txt", &vec![b'a'; BYTES_MAX + 1]),
        refused("a.txt", &b"a\n".repeat(LINES_MAX + 1)),
        refused("a.pdf", b"%PDF-1.7 ..."),
        refused("a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1"),
        refused("a.rtf", b"{\\rtf1"),
        refused("a.png", b"\x89PNG\r\n"),
        refused("a.bin", &(0..=255).collect::<Vec<u8>>()),
        refused("a.zip", b"PK\x03\x04"),
        refused("a.txt", many_stages.as_bytes()),
        refused("a.txt", many_questions.as_bytes()),
        refused("a.txt", b"Hello."),
    ];
    insta::assert_snapshot!(messages.join("\n"), @r"
    the file is empty; choose the file with the checklist in it
    the file is empty; choose the file with the checklist in it
    the file has 6 MB, and 5 MB is the most; copy the checklist alone into a new file
    the file has 20001 lines, and 20000 is the most; copy the checklist alone into a new file
    this is a PDF, which can't be read here; open it, select all, copy, and paste it into a .txt file
    this is an old or locked Office file, which can't be read here; open it, choose Save as, and take .xlsx, .html or .txt, without a password
    this is a rich text file (.rtf), which can't be read here; open it, choose Save as, and take Web page (.html) or Plain text (.txt)
    this is a picture, which can't be read here; type the questions into a .txt file, one a line
    this is a file without readable text, which can't be read here; save the checklist as text (.txt), web page (.html), .csv or .xlsx
    the spreadsheet is damaged or locked (the packed file is cut off); open it, save it as .xlsx without a password, or save it as .csv
    41 stages were found, and 40 is the most; put some together, or bring them as two files
    601 questions were found, and 600 is the most; bring the checklist as two files
    no questions were found in the file; put each question on a line of its own, with a bullet, a box or a question mark, and try again
    ");
}

#[test]
fn json_is_as_promised() {
    let text =
        "Readiness Checklist\n\nStage 1: Plan\nIt starts.\n\n- GOAL: Do we have a goal? [One.]\n\nNotes:\n";
    let intake = read("a.txt", text.as_bytes()).expect("a checklist");
    insta::assert_snapshot!(serde_json::to_string_pretty(&intake).expect("plain data"), @r#"
    {
      "stages": [
        {
          "title": "Plan",
          "description": "It starts.",
          "questions": [
            {
              "topic": "GOAL",
              "text": "Do we have a goal?",
              "help": "One."
            }
          ]
        }
      ],
      "skipped": [
        {
          "line": 1,
          "text": "Readiness Checklist",
          "why": "the title"
        },
        {
          "line": 8,
          "text": "Notes:",
          "why": "a place for notes"
        }
      ]
    }
    "#);
}
