//! The words that tell a stage, a question, an answer or a button, in English and Spanish. All small letters without
//! accents, as [`plain`] gives them.

/// Small letters without accents; everything but letters and digits is a space; no two spaces in a row.
///
/// Example: `"¿Sección  2: Visión?"` gives `"seccion 2 vision"`.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        let c = match c {
            'á' | 'à' | 'ä' | 'â' => 'a',
            'é' | 'è' | 'ë' | 'ê' => 'e',
            'í' | 'ì' | 'ï' | 'î' => 'i',
            'ó' | 'ò' | 'ö' | 'ô' => 'o',
            'ú' | 'ù' | 'ü' | 'û' => 'u',
            'ñ' => 'n',
            // Also what is left of a capital with an accent after it became small.
            '’' | '\'' | '\u{300}'..='\u{36f}' => continue,
            c if c.is_alphanumeric() => c,
            _ => ' ',
        };
        if c != ' ' || !(plain.is_empty() || plain.ends_with(' ')) {
            plain.push(c);
        }
    }
    plain.truncate(plain.trim_end().len());
    plain
}

/// Words that, with a number or letter after them, name a stage.
#[rustfmt::skip] // many words a line
pub(crate) const STAGE_WORDS: [&str; 22] = [
    "stage", "phase", "step", "part", "section", "level", "module", "domain", "area", "pillar", "component",
    "dimension", "etapa", "fase", "paso", "parte", "seccion", "nivel", "modulo", "dominio", "pilar",
    "componente",
];

/// Numbers that are written out after a stage word.
pub(crate) const NUMBER_WORDS: [&str; 34] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "uno", "una", "dos",
    "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "first", "second", "third",
    "fourth", "fifth", "primera", "segunda", "tercera", "cuarta", "quinta", "primero", "segundo", "tercero",
];

/// Words a question starts with.
#[rustfmt::skip] // many words a line
const ASKING: [&str; 74] = [
    "have", "has", "had", "do", "does", "did", "is", "are", "was", "were", "can", "could", "will", "would",
    "should", "may", "might", "must", "what", "who", "whom", "whose", "which", "when", "where", "why",
    "how", "to", "in", "if", "hemos", "han", "ha", "he", "tenemos", "tiene", "tienen", "existe", "existen",
    "hay", "esta", "estan", "estamos", "es", "son", "somos", "puede", "pueden", "podemos", "que", "quien",
    "quienes", "cual", "cuales", "cuando", "donde", "como", "cuanto", "cuantos", "por", "para", "se",
    "sabemos", "conocemos", "contamos", "cuenta", "cuentan", "entendemos", "comprendemos", "incluye",
    "incluyen", "participan", "refleja", "reflejan",
];
/// Of [`ASKING`], those that only ask when a question mark follows.
const ASKING_WEAKLY: [&str; 13] =
    ["to", "in", "if", "may", "might", "must", "por", "para", "se", "he", "when", "where", "como"];

/// Whether the text starts as a question does. With `strictly`, words such as "In" or "When" do not count.
pub(crate) fn starts_asking(text: &str, strictly: bool) -> bool {
    if text.trim_start().starts_with('¿') {
        return true;
    }
    let plain = plain(text.split_whitespace().next().unwrap_or_default());
    ASKING.contains(&plain.as_str()) && !(strictly && ASKING_WEAKLY.contains(&plain.as_str()))
}

/// How statements start that a checklist holds instead of questions.
#[rustfmt::skip] // many words a line
const STATING: [&str; 30] = [
    "we ", "weve ", "our ", "i ", "my ", "there is ", "there are ", "theres ", "everyone ", "someone ",
    "a shared ", "a clear ", "a plan ", "a written ", "tenemos ", "hemos ", "contamos ", "nuestra ",
    "nuestro ", "nuestras ", "nuestros ", "existe ", "existen ", "hay ", "compartimos ", "conocemos ",
    "sabemos ", "se ha ", "se han ", "cada ",
];
/// Who statements are about, at their start; a verb must follow.
#[rustfmt::skip] // many words a line
const STATING_ABOUT: [&str; 38] = [
    "partners ", "all ", "the ", "each ", "every ", "our ", "organizations ", "members ", "staff ",
    "leaders ", "leadership ", "residents ", "community ", "families ", "stakeholders ", "roles ",
    "students ", "parents ", "teachers ", "schools ", "agencies ", "funders ", "data ", "decisions ",
    "meetings ", "resources ", "people ", "socios ", "los ", "las ", "la ", "el ", "todos ", "todas ",
    "familias ", "miembros ", "lideres ", "personas ",
];
#[rustfmt::skip] // many words a line
const VERBS: [&str; 62] = [
    "is", "are", "has", "have", "can", "will", "agree", "agrees", "know", "knows", "understand",
    "understands", "share", "shares", "meet", "meets", "trust", "trusts", "feel", "feels", "work", "works",
    "use", "uses", "support", "supports", "been", "participate", "participates", "receive", "receives",
    "do", "does", "commit", "committed", "believe", "believes", "see", "reflects", "reflect", "includes",
    "include", "show", "shows", "attend", "take", "takes", "contribute", "es", "son", "esta", "estan",
    "tiene", "tienen", "conocen", "conoce", "participan", "comparten", "comparte", "confian", "saben", "ha",
];

/// Whether the text starts as a readiness statement does: "We have a shared goal", "Partners trust each other".
pub(crate) fn starts_stating(text: &str) -> bool {
    let plain = plain(text);
    let words: Vec<&str> = plain.split(' ').collect();
    let starts = |starts: &[&str]| starts.iter().any(|start| plain.starts_with(start));
    words.len() >= 3
        && (starts(&STATING)
            || (starts(&STATING_ABOUT) && words.iter().skip(1).take(6).any(|word| VERBS.contains(word))))
}

/// Words that answer: the columns of a form, or what stands behind a question.
#[rustfmt::skip] // many words a line
pub(crate) const ANSWERS: [&str; 83] = [
    "yes", "no", "y", "n", "na", "n a", "not applicable", "maybe", "unsure", "not sure", "dont know",
    "i dont know", "partly", "partially", "partial", "somewhat", "not yet", "not started", "started",
    "in progress", "in process", "underway", "done", "complete", "completed", "true", "false", "agree",
    "strongly agree", "disagree", "strongly disagree", "neutral", "neither agree nor disagree", "neither",
    "never", "rarely", "sometimes", "often", "always", "planned", "in place", "fully in place",
    "partially in place", "not in place", "met", "not met", "partially met", "low", "medium", "high",
    "ready", "not ready", "check", "x", "si", "quizas", "tal vez", "parcial", "parcialmente", "en parte",
    "todavia no", "aun no", "no aplica", "no se", "no lo se", "en proceso", "en curso", "en progreso",
    "iniciado", "no iniciado", "hecho", "listo", "completo", "completado", "de acuerdo", "muy de acuerdo",
    "totalmente de acuerdo", "en desacuerdo", "muy en desacuerdo", "totalmente en desacuerdo", "nunca",
    "a veces", "siempre",
];

/// Whether the text is one answer of a scale: "Yes", "N/A", "4", "Strongly agree", "3 - In progress".
pub(crate) fn is_answer(text: &str) -> bool {
    let plain = plain(text);
    let words = plain.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let number = plain.len() - words.len() <= 3;
    !plain.is_empty() && number && (words.is_empty() || ANSWERS.contains(&words))
}

/// Whether nothing but answers stands here: "Yes No N/A", "1 2 3 4 5", "☐ Yes ☐ No".
pub(crate) fn only_answers(text: &str) -> bool {
    let plain = plain(text);
    let words: Vec<&str> = plain.split(' ').filter(|word| !word.is_empty()).collect();
    if words.is_empty() || words.len() > 40 {
        return false;
    }
    // The longest answer first: "strongly agree" before "agree".
    let mut rest = &words[..];
    while !rest.is_empty() {
        let length = (1..=4.min(rest.len())).rev().find(|&length| is_answer(&rest[..length].join(" ")));
        match length {
            Some(length) => rest = &rest[length..],
            None => return false,
        }
    }
    true
}

/// Words that stand before a place to write.
#[rustfmt::skip] // many words a line
const NOTES: [&str; 40] = [
    "note", "notes", "comment", "comments", "reflection", "reflections", "notes and reflections",
    "your notes", "notes comments", "comments notes", "notes and comments", "comments and notes",
    "additional notes", "additional comments", "other comments", "notes reflections", "notes and evidence",
    "evidence notes", "additional questions", "other notes", "write your notes here", "add your notes here",
    "type your notes here", "your answer", "answer", "response", "nota", "notas", "comentario",
    "comentarios", "reflexion", "reflexiones", "notas y reflexiones", "notas y comentarios", "sus notas",
    "observaciones", "notas comentarios", "otras notas", "respuesta", "notes next steps",
];
#[rustfmt::skip] // many words a line
const NOTES_STARTS: [&str; 17] = [
    "notes and reflections ", "notes and comments ", "notes on ", "notes for ", "notes about ",
    "reflections on ", "comments on ", "space for notes", "space for comments", "notas y reflexiones ",
    "notas sobre ", "notas de ", "notas para ", "reflexiones sobre ", "comentarios sobre ",
    "espacio para notas", "espacio para comentarios",
];

/// Whether this is a place for people's own words: "Notes:", "Notes and Reflections on Stage 1: Assess".
pub(crate) fn is_notes(text: &str) -> bool {
    if text.contains('?') {
        return false;
    }
    let plain = plain(text);
    let mut words = plain.as_str();
    // "Stage 1 notes" is "notes".
    if let Some((word, rest)) = words.split_once(' ')
        && STAGE_WORDS.contains(&word)
        && let Some((_, rest)) = rest.split_once(' ')
    {
        words = rest;
    }
    NOTES.contains(&words)
        || (plain.split(' ').count() <= 22 && NOTES_STARTS.iter().any(|start| plain.starts_with(start)))
}

/// What stands on buttons and links.
#[rustfmt::skip] // many words a line
const INTERFACE: [&str; 88] = [
    "get started", "start", "start here", "reset", "reset checklist", "reset form", "clear", "clear form",
    "download", "download pdf", "download the pdf", "download checklist", "download as pdf", "print",
    "print this page", "print checklist", "share", "share this", "share this page", "send", "submit",
    "save", "save and continue", "next", "previous", "back", "continue", "close", "menu", "search", "home",
    "log in", "login", "sign in", "sign up", "subscribe", "follow us", "contact", "contact us",
    "skip to content", "skip to main content", "skip navigation", "learn more", "read more", "see more",
    "show more", "view all", "table of contents", "contents", "back to top", "top", "return to top",
    "email", "e mail", "email address", "your email", "your name", "facebook", "twitter", "linkedin",
    "instagram", "youtube", "privacy policy", "terms of use", "cookie policy", "accept cookies",
    "accept all", "all rights reserved", "donate", "comenzar", "empezar", "reiniciar", "descargar",
    "descargar pdf", "imprimir", "compartir", "enviar", "guardar", "siguiente", "anterior", "volver",
    "volver arriba", "volver al inicio", "cerrar", "buscar", "inicio", "indice", "correo electronico",
];
#[rustfmt::skip] // many words a line
const INTERFACE_PHRASES: [&str; 35] = [
    "click here", "by clicking", "click on the", "click the ", "clicking on", "email addresses",
    "email address below", "enter your email", "enter one or more", "download your checklist",
    "send your checklist", "share your checklist", "share with a colleague", "like what youre reading",
    "like what you are reading", "write a message here", "sign up for", "subscribe to",
    "all rights reserved", "use cookies", "skip to ", "share this ", "print this ", "haga clic",
    "hacer clic", "haz clic", "al hacer clic", "correos electronicos", "direccion de correo",
    "descargue su lista", "envie su lista", "comparta su lista", "le gusta lo que lee",
    "comparta con un colega", "derechos reservados",
];

/// Whether this is a word of the page that showed the checklist: a button, an e-mail form, a link to the top.
pub(crate) fn is_interface(text: &str) -> bool {
    let plain = plain(text);
    if INTERFACE.contains(&plain.as_str()) {
        return true;
    }
    // Buttons that ran together when the page was copied: "Get Started!Reset Checklist".
    let short = plain.split(' ').count() <= 5;
    let buttons = ["get started", "reset checklist", "reset form", "back to top", "comenzar ahora"];
    (short && buttons.iter().any(|button| plain.contains(button)))
        || INTERFACE_PHRASES.iter().any(|phrase| plain.contains(phrase))
}

/// Headings under which no checklist stands.
#[rustfmt::skip] // many words a line
const OUTSIDE: [&str; 42] = [
    "case study", "case studies", "a case study", "case example", "example from", "frequently asked", "faq",
    "glossary", "key terms", "definitions", "references", "bibliography", "endnotes", "footnotes",
    "works cited", "acknowledg", "about the author", "about this", "about us", "about the", "contact",
    "introduction", "instructions", "how to use", "how to complete", "scoring", "how to score",
    "interpreting", "further reading", "related", "table of contents", "contents", "estudio de caso",
    "caso de estudio", "preguntas frecuentes", "glosario", "referencias", "bibliografia", "agradecimientos",
    "introduccion", "instrucciones", "como usar",
];
/// Headings under which a list of statements is no checklist, but questions are.
#[rustfmt::skip] // many words a line
const OUTSIDE_MAYBE: [&str; 22] = [
    "resources", "additional resources", "tools", "overview", "background", "purpose", "next steps",
    "appendix", "partners involved", "what is ", "why ", "example", "sources", "principles",
    "guiding principles", "recursos", "herramientas", "proximos pasos", "anexo", "ejemplo", "antecedentes",
    "principios",
];

/// Whether no checklist stands under a heading; the second is so only for statements.
pub(crate) fn is_outside(heading: &str) -> (bool, bool) {
    let plain = plain(heading);
    let starts = |starts: &[&str]| starts.iter().any(|start| plain.starts_with(start));
    (starts(&OUTSIDE), starts(&OUTSIDE_MAYBE))
}

/// Whether a document's heading says that what follows is a checklist.
pub(crate) fn names_checklist(heading: &str) -> bool {
    let plain = plain(heading);
    [
        "checklist",
        "check list",
        "readiness",
        "self assessment",
        "assessment tool",
        "scorecard",
        "lista de verificacion",
        "lista de cotejo",
        "autoevaluacion",
        "preparacion",
        "diagnostico",
    ]
    .iter()
    .any(|word| plain.contains(word))
}

/// What a text starts with that explains the question before it.
pub(crate) fn is_help(text: &str) -> bool {
    let plain = plain(text);
    let starts = [
        "e g ",
        "eg ",
        "for example",
        "for instance",
        "examples ",
        "example ",
        "hint ",
        "tip ",
        "help ",
        "guidance ",
        "this can include",
        "this may include",
        "this may ",
        "this can ",
        "consider ",
        "think about ",
        "look for ",
        "note that ",
        "por ejemplo",
        "p ej ",
        "ejemplo ",
        "ejemplos ",
        "ayuda ",
        "consejo ",
        "pista ",
        "esto puede ",
        "considere ",
        "piense en ",
    ];
    starts.iter().any(|start| plain.starts_with(start))
}
