//! The words of the printed workbook itself, by language. Everything else comes from the checklist and from people.

use crosswalk_checklist::Answer;
use crosswalk_names::Language;
use serde::Serialize;

/// Words that the template sets as they are.
#[derive(Serialize)]
pub(crate) struct Words {
    /// Not yet, in progress, yes, I don't know, doesn't apply: in the order of [`Answer::ALL`].
    pub answers: [&'static str; 5],
    pub not_answered: &'static str,
    pub owner: &'static str,
    pub your_question: &'static str,
    pub look_first: &'static str,
    pub principles: &'static str,
    pub stages: &'static str,
    pub key: &'static str,
    pub open_workbook: &'static str,
    pub page: &'static str,
    pub of: &'static str,
    pub fill_in: &'static str,
    /// The same on a copy that one person fills in alone.
    pub fill_in_alone: &'static str,
    pub partnership: &'static str,
    pub community: &'static str,
    pub date: &'static str,
    pub people: &'static str,
}

const ENGLISH: Words = Words {
    answers: ["Not yet", "In progress", "Yes", "I don’t know", "Doesn’t apply"],
    not_answered: "Not answered",
    owner: "Owner",
    your_question: "Your question",
    look_first: "Look at these questions first",
    principles: "The four principles",
    stages: "The five stages",
    key: "Key",
    open_workbook: "Open this workbook",
    page: "Page",
    of: "of",
    fill_in: "Fill one circle for each question. Start with any stage. Leave open what you don’t know yet.",
    fill_in_alone: "Fill one circle for each question. Start with any stage.",
    partnership: "Partnership",
    community: "Community",
    date: "Date",
    people: "Filled in by",
};

const SPANISH: Words = Words {
    answers: ["Todavía no", "En proceso", "Sí", "No sé", "No corresponde"],
    not_answered: "Sin respuesta",
    owner: "Responsable",
    your_question: "Su pregunta",
    look_first: "Vea primero estas preguntas",
    principles: "Los cuatro principios",
    stages: "Las cinco etapas",
    key: "Clave",
    open_workbook: "Abrir este cuaderno",
    page: "Página",
    of: "de",
    fill_in: "Rellene un círculo por pregunta. Empiece por cualquier etapa. Deje en blanco lo que todavía no sepa.",
    fill_in_alone: "Rellene un círculo por pregunta. Empiece por cualquier etapa.",
    partnership: "Alianza",
    community: "Comunidad",
    date: "Fecha",
    people: "Quiénes lo llenaron",
};

impl Words {
    pub(crate) fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &ENGLISH,
            Language::Es => &SPANISH,
        }
    }
}

/// Sentences with something in them.
pub(crate) trait Sentences {
    /// "5 of 6 answered".
    fn answered(self, answered: usize, total: usize) -> String;
    /// "Notes on stage 1".
    fn notes_on(self, stage: usize) -> String;
    /// "Stage 1".
    fn stage(self, number: usize) -> String;
    /// "Answered by Thuy, Dec 14, 2026"; the name and the day may each be missing.
    fn answered_by(self, name: &str, day: Option<&str>) -> Option<String>;
    /// "Added by Rosa"; nothing without a name.
    fn added_by(self, name: &str) -> Option<String>;
    /// "Thuy, Dec 14, 2026".
    fn signature(self, name: &str, day: Option<&str>) -> String;
    /// "Printed Dec 14, 2026".
    fn printed(self, day: &str) -> String;
    /// "1 question of your own, 0 answered".
    fn own_answered(self, answered: usize, total: usize) -> String;
}

impl Sentences for Language {
    fn answered(self, answered: usize, total: usize) -> String {
        match self {
            Language::En => format!("{answered} of {total} answered"),
            Language::Es => format!("{answered} de {total} con respuesta"),
        }
    }

    fn notes_on(self, stage: usize) -> String {
        match self {
            Language::En => format!("Notes on stage {stage}"),
            Language::Es => format!("Notas de la etapa {stage}"),
        }
    }

    fn stage(self, number: usize) -> String {
        match self {
            Language::En => format!("Stage {number}"),
            Language::Es => format!("Etapa {number}"),
        }
    }

    fn answered_by(self, name: &str, day: Option<&str>) -> Option<String> {
        let (by, at) = match self {
            Language::En => ("Answered by", "Answered"),
            Language::Es => ("Respuesta de", "Respuesta:"),
        };
        match (name.trim(), day) {
            ("", None) => None,
            ("", Some(day)) => Some(format!("{at} {day}")),
            (name, None) => Some(format!("{by} {name}")),
            (name, Some(day)) => Some(format!("{by} {name}, {day}")),
        }
    }

    fn added_by(self, name: &str) -> Option<String> {
        let by = match self {
            Language::En => "Added by",
            Language::Es => "Pregunta de",
        };
        let name = name.trim();
        (!name.is_empty()).then(|| format!("{by} {name}"))
    }

    fn signature(self, name: &str, day: Option<&str>) -> String {
        let nameless = match self {
            Language::En => "No name given",
            Language::Es => "Sin nombre",
        };
        let name = if name.trim().is_empty() { nameless } else { name.trim() };
        day.map_or_else(|| name.to_owned(), |day| format!("{name}, {day}"))
    }

    fn printed(self, day: &str) -> String {
        match self {
            Language::En => format!("Printed {day}"),
            Language::Es => format!("Fecha de impresión: {day}"),
        }
    }

    fn own_answered(self, answered: usize, total: usize) -> String {
        match (self, total) {
            (Language::En, 1) => format!("1 question of your own, {answered} answered"),
            (Language::En, _) => format!("{total} questions of your own, {answered} answered"),
            (Language::Es, 1) => format!("1 pregunta propia, {answered} con respuesta"),
            (Language::Es, _) => format!("{total} preguntas propias, {answered} con respuesta"),
        }
    }
}

/// The place of an answer in [`Words::answers`].
pub(crate) fn place(answer: Answer) -> usize {
    Answer::ALL.iter().position(|&other| other == answer).unwrap_or_default()
}
