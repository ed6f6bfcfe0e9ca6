//! What the header of a table says about its columns, in English and Spanish.

use crate::stages::stage_label;
use crate::tidy::spaces;
use crate::words;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Stage,
    /// Names a part: the stage if no other column does.
    Part,
    StageDescription,
    Topic,
    Question,
    Help,
    Answer,
    Number,
}

/// Whole names of columns, parted by "|", as [`words::plain`] gives them.
const WHOLE: [(Role, &str); 2] = [
    (
        Role::Number,
        "number|nr|num|numero|id|item no|question no|item number|question number|q|ref|no of question|stage number|\
         stage no|order|orden",
    ),
    (
        Role::Answer,
        "score|rating|status|self rating|answer|response|respuesta|puntaje|puntuacion|calificacion|estado|yes no|si no|\
         rank|your score|your answer|checked|completed|done",
    ),
];

/// How names of columns start; the first that fits counts.
const STARTS: [(Role, &str); 6] = [
    (
        Role::StageDescription,
        "stage description|phase description|section description|descripcion de la etapa|descripcion de la fase|\
         stage summary|stage purpose",
    ),
    (
        Role::Question,
        "question|pregunta|item|indicator|indicador|statement|criteri|readiness question|key question|consideration|\
         element|readiness indicator|checklist item|checklist question|afirmacion|guiding question|\
         assessment question|prompt|readiness item|readiness factor|preguntas clave|text|texto",
    ),
    (
        Role::Help,
        "help|note|description|ayuda|descripcion|guidance|explanation|hint|detail|comment|nota|comentario|observacion|\
         example|ejemplo|explicacion|more|what this means|why it matters|evidence",
    ),
    (Role::Stage, "stage|phase|etapa|fase|step|paso"),
    (
        Role::Part,
        "section|seccion|part|parte|domain|dominio|area|dimension|pillar|pilar|component|componente|module|modulo|\
         level|nivel|group|grupo",
    ),
    (
        Role::Topic,
        "topic|tema|category|categoria|theme|subject|focus|heading|label|title|titulo|subtopic|subcategory|subtema",
    ),
];

/// Words that tell the column wherever they stand in a short name.
const WITHIN: [(Role, &str); 4] = [
    (Role::Question, "question|questions|pregunta|preguntas|indicator|statement"),
    (Role::Stage, "stage|phase|etapa|fase"),
    (Role::Part, "domain|area|pillar|section|dimension|component"),
    (Role::Topic, "topic|category|theme|tema|categoria"),
];

/// What a header's cell says about its column.
pub(crate) fn role(header: &str) -> Option<Role> {
    // "Stage 1: Explore" heads the rows under it.
    if stage_label(header).is_some() {
        return None;
    }
    let plain = words::plain(header);
    if plain.is_empty() {
        return header.trim_start().starts_with('#').then_some(Role::Number);
    }
    let numbers = matches!(header.trim(), "No." | "Nº" | "N°");
    let whole = |(role, names): &(Role, &str)| names.split('|').any(|name| name == plain).then_some(*role);
    let starts = |(role, names): &(Role, &str)| {
        let fits = |name: &str| {
            plain.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', 's']))
        };
        names.split('|').any(fits).then_some(*role)
    };
    let within = |(role, names): &(Role, &str)| {
        let short = plain.split(' ').count() <= 4;
        (short && plain.split(' ').any(|word| names.split('|').any(|name| name == word))).then_some(*role)
    };
    STARTS[..1]
        .iter()
        .find_map(starts)
        .or(numbers.then_some(Role::Number))
        .or_else(|| WHOLE.iter().find_map(whole))
        .or_else(|| words::only_answers(header).then_some(Role::Answer))
        .or_else(|| STARTS[1..].iter().find_map(starts))
        .or_else(|| WITHIN.iter().find_map(within))
}

/// Whether a header's cell names a column of a checklist.
pub(crate) fn names_column(text: &str) -> bool {
    text.split_whitespace().count() <= 4 && role(&spaces(text)).is_some()
}
