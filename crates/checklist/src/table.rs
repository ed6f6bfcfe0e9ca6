//! A workbook as a table that spreadsheets open.
//!
//! | column | holds |
//! |---|---|
//! | Stage | number and title: `1. Assess Existing Conditions` |
//! | Topic | the question's topic; "Your question" for an own one; "Stage notes" for notes |
//! | Question | the question in full; empty for notes |
//! | Answer | in words; empty when there is none |
//! | Owner | who looks after the question |
//! | Answered by | the name that the person gave; may be empty |
//! | Answered at (UTC) | ISO 8601, to the second: `2026-11-12T14:03:00Z` |
//! | Comments and notes | one comment a line, the oldest first, replies after an arrow; or the notes of the stage |
//! | Key | the question's key, the same in every language; for notes the stage's |
//!
//! First every question, stage by stage, own questions after the checklist's; then the notes of each stage that has
//! any. Headings and words are in the checklist's language; what people typed stays as it is.

use crosswalk_names::{Language, QuestionKey, Timestamp};

use crate::{Answer, Checklist, Comment, Workbook};

/// Lets Excel read the file as UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What spreadsheets take for the start of a formula, full-width forms included.
const FORMULA_STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

const COLUMNS: usize = 9;

/// The workbook as a [`CsvTable`].
pub fn to_csv(checklist: &Checklist, workbook: &Workbook) -> String {
    let words = Words::of(checklist.language);
    let mut table = CsvTable::new();
    table.row(words.headings.map(str::to_owned));
    for (index, stage) in checklist.stages.iter().enumerate() {
        let name = format!("{}. {}", index + 1, stage.title);
        let fixed = stage.questions.iter().map(|one| (&one.key, one.topic.as_str(), &one.text));
        let own = workbook.own_questions(&stage.key).map(|one| (&one.key, words.own_question, &one.text));
        for (key, topic, text) in fixed.chain(own) {
            table.row(question_row(&words, workbook, &name, key, topic, text));
        }
    }
    for (index, stage) in checklist.stages.iter().enumerate() {
        let notes = workbook.note(&stage.key);
        if !notes.is_empty() {
            let name = format!("{}. {}", index + 1, stage.title);
            let [question, answer, owner, by, at] = [const { String::new() }; 5];
            let topic = words.stage_notes.to_owned();
            table.row([
                name,
                topic,
                question,
                answer,
                owner,
                by,
                at,
                notes.to_owned(),
                stage.key.to_string(),
            ]);
        }
    }
    table.finish()
}

fn question_row(
    words: &Words,
    workbook: &Workbook,
    stage: &str,
    key: &QuestionKey,
    topic: &str,
    text: &str,
) -> [String; COLUMNS] {
    let answered = workbook.answers.get(key);
    let comments: Vec<_> = workbook.comments_on(key).map(comment_line).collect();
    [
        stage.to_owned(),
        topic.to_owned(),
        text.to_owned(),
        answered.map_or("", |answered| words.answer(answered.value)).to_owned(),
        workbook.owners.get(key).map_or("", |owner| &owner.name).to_owned(),
        answered.map_or("", |answered| &answered.by).to_owned(),
        answered.map(|answered| iso_8601(answered.at)).unwrap_or_default(),
        comments.join("\n"),
        key.to_string(),
    ]
}

/// `2026-11-12T14:03:00Z Rosa Medina: text`.
fn comment_line(comment: &Comment) -> String {
    let arrow = if comment.parent.is_some() { "↳ " } else { "" };
    let by = if comment.by.is_empty() { String::new() } else { format!(" {}", comment.by) };
    format!("{arrow}{}{by}: {}", iso_8601(comment.at), comment.text)
}

/// A moment as it stands in tables: `2026-11-12T14:03:00Z`. Empty for one that no calendar holds: devices may send any
/// number.
pub fn iso_8601(at: Timestamp) -> String {
    let second = at.0.div_euclid(crosswalk_names::SECOND);
    jiff::Timestamp::from_second(second).map(|moment| moment.to_string()).unwrap_or_default()
}

/// A table for a spreadsheet: CSV by RFC 4180, after a byte order mark. A cell that a spreadsheet would run as a formula
/// begins with an apostrophe instead.
pub struct CsvTable<const COLUMNS: usize> {
    writer: csv::Writer<Vec<u8>>,
}

impl<const COLUMNS: usize> CsvTable<COLUMNS> {
    /// A table without rows.
    pub fn new() -> Self {
        let writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
        Self { writer }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: [String; COLUMNS]) {
        self.writer.write_record(cells.map(guard)).expect("rows are equally long and memory takes any bytes");
    }

    /// The text of the file.
    pub fn finish(self) -> String {
        let bytes = self.writer.into_inner().expect("memory takes any bytes");
        String::from_utf8(bytes).expect("only texts were written")
    }
}

impl<const COLUMNS: usize> Default for CsvTable<COLUMNS> {
    fn default() -> Self {
        Self::new()
    }
}

/// An apostrophe before a formula, and before what would read like one that has its apostrophe already.
fn guard(cell: String) -> String {
    if cell.trim_start_matches('\'').starts_with(FORMULA_STARTS) { format!("'{cell}") } else { cell }
}

/// What a cell of a [`CsvTable`] was before it was guarded: without the apostrophe that stands before a formula.
///
/// ```
/// # use crosswalk_checklist::unguarded;
/// assert_eq!(unguarded("'+1 206 555 0100"), "+1 206 555 0100");
/// assert_eq!(unguarded("'Ohana Homes"), "'Ohana Homes");
/// ```
pub fn unguarded(cell: &str) -> &str {
    let is_guarded = |rest: &&str| rest.trim_start_matches('\'').starts_with(FORMULA_STARTS);
    cell.strip_prefix('\'').filter(is_guarded).unwrap_or(cell)
}

/// The words of the table. They are few and part of a file format, so they stand here and not with the page's.
struct Words {
    headings: [&'static str; COLUMNS],
    own_question: &'static str,
    stage_notes: &'static str,
    /// In the order of [`Answer::ALL`].
    answers: [&'static str; 5],
}

impl Words {
    fn of(language: Language) -> Self {
        match language {
            Language::En => Self {
                headings: [
                    "Stage",
                    "Topic",
                    "Question",
                    "Answer",
                    "Owner",
                    "Answered by",
                    "Answered at (UTC)",
                    "Comments and notes",
                    "Key",
                ],
                own_question: "Your question",
                stage_notes: "Stage notes",
                answers: ["Not yet", "In progress", "Yes", "I don’t know", "Doesn’t apply"],
            },
            Language::Es => Self {
                headings: [
                    "Etapa",
                    "Tema",
                    "Pregunta",
                    "Respuesta",
                    "Responsable",
                    "Respondió",
                    "Fecha de la respuesta (UTC)",
                    "Comentarios y notas",
                    "Clave",
                ],
                own_question: "Pregunta propia",
                stage_notes: "Notas de la etapa",
                answers: ["Todavía no", "En proceso", "Sí", "No sé", "No corresponde"],
            },
        }
    }

    fn answer(&self, answer: Answer) -> &'static str {
        let [not_yet, in_progress, yes, dont_know, not_applicable] = self.answers;
        match answer {
            Answer::NotYet => not_yet,
            Answer::InProgress => in_progress,
            Answer::Yes => yes,
            Answer::DontKnow => dont_know,
            Answer::NotApplicable => not_applicable,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::samples::{answer, checklist, comment, own_question, owner, stage_key, workbook};

    fn read(csv: &str) -> Vec<Vec<String>> {
        let csv = csv.strip_prefix(BYTE_ORDER_MARK).expect("a byte order mark");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
        reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
    }

    fn sample() -> Workbook {
        let mut sample = workbook("yduuuu uuuu uuuuu uuuuuu uuuux");
        owner(&mut sample, "goal-setting", "Rosa M.");
        comment(&mut sample, 0, None, "goal-setting", "Dana", "See the \"Eastgate\" report");
        comment(&mut sample, 1, Some(0), "goal-setting", "", "Thank you");
        let own = own_question(&mut sample, 1, "assess", "Did we ask families who moved away?");
        answer(&mut sample, own.as_str(), Answer::InProgress);
        sample.notes.insert(stage_key("engage"), "- Call the district\n- Write to the council".into());
        sample
    }

    #[test]
    fn one_row_a_question_then_notes() {
        let rows = read(&to_csv(checklist(Language::En), &sample()));
        assert_eq!(rows.len(), 1 + 26 + 1 + 1);
        let shown: Vec<_> = [0, 1, 2, 7, 27, 28].map(|row| rows[row].join(" | ")).to_vec();
        insta::assert_snapshot!(shown.join("\n\n"), @r#"
        Stage | Topic | Question | Answer | Owner | Answered by | Answered at (UTC) | Comments and notes | Key

        1. Assess Existing Conditions | Goal setting | Have we agreed what we want to learn from this assessment, and how we will use it? | Yes | Rosa M. | Rosa Medina | 2026-11-12T14:03:00Z | 2026-11-12T14:03:00Z Dana: See the "Eastgate" report
        ↳ 2026-11-12T14:04:00Z: Thank you | goal-setting

        1. Assess Existing Conditions | Local conditions | Do we understand what homes and neighborhoods are like here: what works well, and which problems we want to take on together? | I don’t know |  | Rosa Medina | 2026-11-12T14:03:00Z |  | local-conditions

        1. Assess Existing Conditions | Your question | Did we ask families who moved away? | In progress |  | Rosa Medina | 2026-11-12T14:03:00Z |  | own-0101010101010101

        5. Sustain Partnerships for Systems Change | Policy and systems change | Have we found, or changed, rules and policies that keep gaps in place? | Doesn’t apply |  | Rosa Medina | 2026-11-12T14:03:00Z |  | policy-and-systems-change

        2. Identify and Engage Partners | Stage notes |  |  |  |  |  | '- Call the district
        - Write to the council | engage
        "#);
    }

    #[test]
    fn the_words_follow_the_language() {
        let rows = read(&to_csv(checklist(Language::Es), &sample()));
        let shown: Vec<_> = [0, 1, 2, 7, 28].map(|row| rows[row].join(" | ")).to_vec();
        insta::assert_snapshot!(shown.join("\n\n"), @r#"
        Etapa | Tema | Pregunta | Respuesta | Responsable | Respondió | Fecha de la respuesta (UTC) | Comentarios y notas | Clave

        1. Evaluar la situación actual | Definir las metas | ¿Acordamos qué queremos aprender con esta evaluación y cómo vamos a usarlo? | Sí | Rosa M. | Rosa Medina | 2026-11-12T14:03:00Z | 2026-11-12T14:03:00Z Dana: See the "Eastgate" report
        ↳ 2026-11-12T14:04:00Z: Thank you | goal-setting

        1. Evaluar la situación actual | Condiciones locales | ¿Entendemos cómo son aquí las viviendas y los vecindarios: qué funciona bien y qué problemas queremos enfrentar en conjunto? | No sé |  | Rosa Medina | 2026-11-12T14:03:00Z |  | local-conditions

        1. Evaluar la situación actual | Pregunta propia | Did we ask families who moved away? | En proceso |  | Rosa Medina | 2026-11-12T14:03:00Z |  | own-0101010101010101

        2. Identificar y sumar organizaciones | Notas de la etapa |  |  |  |  |  | '- Call the district
        - Write to the council | engage
        "#);
    }

    #[test]
    fn formulas_are_made_inert() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "\n=1", "'=1", "''+"] {
            let mut workbook = Workbook::default();
            owner(&mut workbook, "goal-setting", text);
            let rows = read(&to_csv(checklist(Language::En), &workbook));
            assert_eq!(rows[1][4], format!("'{text}"));
        }
    }

    #[test]
    fn moments_out_of_the_calendar_stay_empty() {
        assert_eq!(iso_8601(Timestamp(i64::MAX)), "");
        assert_eq!(iso_8601(Timestamp(-1)), "1969-12-31T23:59:59Z");
    }

    proptest! {
        #[test]
        fn any_text_comes_back_whole(text in any::<String>()) {
            let mut workbook = Workbook::default();
            own_question(&mut workbook, 1, "sustain", &text);
            let rows = read(&to_csv(checklist(Language::En), &workbook));
            prop_assert_eq!(rows.len(), 28);
            prop_assert_eq!(unguarded(&rows[27][2]), text);
        }
    }
}
