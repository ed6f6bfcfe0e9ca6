//! Workbooks to print: a typical one, the one that the figures are measured on, and one with every odd text.
#![allow(dead_code, reason = "each test file and the example use a part")]

use std::sync::LazyLock;

use crosswalk_checklist::{
    Answer, Answered, Checklist, Checklists, Comment, OwnQuestion, Owner, Signed, Workbook,
};
use crosswalk_names::{CommentId, DAY, Language, QuestionKey, Timestamp};
use crosswalk_print::{Paper, ReadingWords, WorkbookPrint};

/// 2026-12-14T15:00:00Z.
pub const NOW: Timestamp = Timestamp(1_797_260_400_000);

static CHECKLISTS: LazyLock<Checklists> =
    LazyLock::new(|| Checklists::builtin().expect("the checklists in the program are sound"));

pub fn checklist(language: Language) -> &'static Checklist {
    CHECKLISTS.get(&"housing-education".parse().expect("a key"), language).expect("it comes with the program")
}

pub fn print<'a>(
    workbook: &'a Workbook,
    reading: Option<&'a ReadingWords>,
    language: Language,
) -> WorkbookPrint<'a> {
    WorkbookPrint {
        checklist: checklist(language),
        workbook,
        individual: false,
        reading,
        language,
        paper: Paper::Letter,
        printed_on: if language == Language::En { "Dec 14, 2026".into() } else { "14 dic 2026".into() },
        printed_at: NOW,
        instance: "Milbrook Homes & Schools".into(),
        link: Some("https://crosswalk.example.org/w/3kX9vR2mQ8sLwT5yBn7cZd4fGh6jKpA1eUoMiNaVxYs".into()),
        blank: false,
    }
}

pub fn signed(text: &str) -> Signed {
    Signed { text: text.into(), by: "Rosa Medina".into(), at: NOW }
}

fn answered(place: usize) -> Answered {
    let by = ["Rosa Medina", "Marcus Bell", "Thuy Tran", ""][place % 4];
    Answered {
        value: Answer::ALL[[2, 2, 1, 2, 0, 2, 4, 1][place % 8]],
        by: by.into(),
        at: NOW.plus(-DAY * 3),
    }
}

pub fn note(words: usize) -> String {
    let text = "Need the 2025 moves data from the housing authority before the January meeting. Ask Thuy to bring \
                two residents to read it with us. The district counts a move only when the school changes, so the \
                two numbers will differ; write down both and say why.";
    text.split(' ').cycle().take(words).collect::<Vec<_>>().join(" ")
}

/// 26 answers and five notes of 120 words: what the figures of the project are measured on.
pub fn measured() -> Workbook {
    let checklist = checklist(Language::En);
    Workbook {
        title: signed("Milbrook readiness, winter 2026"),
        community: signed("Milbrook, Eastgate and the river blocks"),
        answers: checklist.questions().enumerate().map(|(n, q)| (q.key.clone(), answered(n))).collect(),
        notes: checklist.stages.iter().map(|stage| (stage.key.clone(), note(120))).collect(),
        ..Workbook::default()
    }
}

pub fn comment(number: u8, parent: Option<u8>, question: &QuestionKey, by: &str, text: &str) -> Comment {
    Comment {
        id: CommentId::from_random([number; 8]),
        question: question.clone(),
        parent: parent.map(|parent| CommentId::from_random([parent; 8])),
        text: text.into(),
        by: by.into(),
        at: NOW.plus(i64::from(number) * 3_600_000 - 40 * DAY),
    }
}

/// A workbook in use: some answers open, owners, comments with replies, own questions.
pub fn typical() -> Workbook {
    let checklist = checklist(Language::En);
    let questions: Vec<QuestionKey> = checklist.questions().map(|question| question.key.clone()).collect();
    let mut workbook = measured();
    for key in &questions[14..] {
        workbook.answers.remove(key);
    }
    for (key, name) in
        [(0, "Rosa M."), (1, "Marcus B."), (2, "Dana Whitfield"), (6, "Marcus B."), (8, "Thuy T.")]
    {
        let owner = Owner { name: name.into(), by: String::new(), at: NOW };
        workbook.owners.insert(questions[key].clone(), owner);
    }
    workbook.comments = vec![
        comment(
            1,
            None,
            &questions[2],
            "Dana Whitfield, Milbrook Housing Authority",
            "Residents at Eastgate named “families who moved twice in a year.” The district said “students with \
             chronic absence.” Are these the same children?",
        ),
        comment(
            2,
            Some(1),
            &questions[2],
            "Thuy Tran",
            "About half of them. I can bring the list of buildings.",
        ),
        comment(3, Some(2), &questions[2], "", "Thank you. Let us look at it on Tuesday."),
        comment(4, None, &questions[6], "Marcus Bell", "The county health office should be here too."),
    ];
    for (number, text) in [
        (1, "Have we asked families who already moved away why they left?"),
        (2, "Who pays for child care during meetings?"),
    ] {
        workbook.questions.push(OwnQuestion {
            key: QuestionKey::own_from_random([number; 8]),
            stage: checklist.stages[0].key.clone(),
            text: text.into(),
            by: "Rosa Medina".into(),
            at: NOW,
            created: Timestamp(i64::from(number)),
        });
    }
    workbook.answers.insert(QuestionKey::own_from_random([1; 8]), answered(4));
    workbook.notes.retain(|stage, _| ["assess", "engage"].contains(&stage.as_str()));
    workbook
}

pub fn reading(language: Language) -> ReadingWords {
    let lines = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
    match language {
        Language::En => ReadingWords {
            headline: "Work on stage 2 next: Identify and Engage Partners".into(),
            why: "You have begun this stage and it is not done. Two of its questions stand at “Not yet”."
                .into(),
            questions: lines(&[
                "Diverse representation: have we invited a wide mix of housing and school partners?",
                "Power and agency: have we talked openly about who holds power?",
            ]),
            principles: lines(&[
                "Engage the community: growing. Most of its questions are under way.",
                "Advance equity: thin. Few of its questions are under way.",
                "Keep improving: strong. Most of its questions are answered yes.",
                "Build on what is here: too little is answered to say.",
            ]),
            open: "12 questions have no answer yet. That is fine: start with the stage above.".into(),
        },
        Language::Es => ReadingWords {
            headline: "Siga con la etapa 2: Identificar y sumar organizaciones".into(),
            why: "Ya empezó esta etapa y todavía no termina. Dos de sus preguntas están en “Todavía no”."
                .into(),
            questions: lines(&[
                "Representación diversa: ¿invitamos a organizaciones muy distintas de vivienda y de educación?",
                "Poder y capacidad de decidir: ¿hablamos con franqueza sobre quién tiene el poder?",
            ]),
            principles: lines(&[
                "Participación de la comunidad: crece. La mayoría de sus preguntas están en proceso.",
                "Avanzar en equidad: débil. Pocas de sus preguntas están en proceso.",
                "Mejora continua: fuerte. La mayoría de sus preguntas tienen un sí.",
                "Aprovechar lo que ya existe: faltan respuestas para saberlo.",
            ]),
            open: "12 preguntas todavía no tienen respuesta. Está bien: empiece por la etapa de arriba."
                .into(),
        },
    }
}

/// Texts that people can type and that have broken other printers.
pub const ODD: [&str; 24] = [
    "#set page(width: 1pt) #panic() *bold* _it_ $x^2$ `raw` @ref <label> [x] \\ // no /* no */ = no - no + no / t: u",
    "#import \"/etc/passwd\": * #read(\"/etc/passwd\") #eval(\"1\")",
    "Emoji: 😀 👍🏽 👩‍👩‍👧‍👦 🏳️‍🌈 🇺🇸 1️⃣ ❤️ ✅ ☑ ★ ✓ → ☐",
    "العربية: يلتقي الشركاء كل يوم ثلاثاء (2026) في المدرسة.",
    "English with العربية in the middle, and שלום too.",
    "עברית: נפגשים בבית הספר בשעה 5.",
    "中文：合作伙伴每周二在学校见面，讨论住房和教育的问题。孩子们需要稳定的家。",
    "日本語のメモ。カタカナ。",
    "한국어 메모입니다.",
    "Tiếng Việt: Chúng ta họp vào thứ Ba ở trường. Русский: встреча во вторник. Ελληνικά: Τρίτη.",
    "हिन्दी में नोट। ภาษาไทย ქართული አማርኛ ភាសាខ្មែរ",
    "NUL\u{0}BEL\u{7}ESC\u{1b}[31mDEL\u{7f}C1\u{9c}",
    "Bidi \u{202E}abc\u{202C} \u{2066}iso\u{2069} \u{200F}mark\u{200E}",
    "Z͑͗̓a̴̛l̵͝g̸̈́o̷̅ e\u{301}\u{302}\u{303} \u{301}alone",
    "Tabs\tand   spaces\u{a0}and\u{2003}wide",
    "\u{feff}BOM \u{fffd} \u{fffc} \u{fffe} \u{e000} \u{10ffff} \u{f0000}",
    "one\r\ntwo\rthree\u{2028}four\u{85}five\n\n\n\n\nsix",
    "soft\u{ad}hyphen zero\u{200b}width non\u{200c}joiner word\u{2060}joiner",
    "https://example.org/a/very/long/path/that/goes/on?and=on&and=on#and-on-without-any-space-in-it-at-all-0123456789",
    "½ ² ™ © ® € £ ¢ § ¶ † ‡ … – — “q” ‘q’ «q» ¿? ¡! ñ ç ß ø å æ œ ł ž",
    "𝕸𝖆𝖙𝖍 𝒜 ℝ ∑ ∞ ≠ ≤ ⅓ ⓐ ⑳ ㊙",
    "   leading and trailing   ",
    "\"quotes\" 'single' {\"json\": true} <b>html</b> &amp; %PDF-1.7 endobj",
    "\u{1F468}\u{200D}\u{200D}\u{200D} \u{200D} \u{FE0F}\u{FE0F} \u{20E3} \u{E0067}",
];

/// A workbook in which every place for text holds odd text.
pub fn odd() -> Workbook {
    let checklist = checklist(Language::En);
    let mut workbook = typical();
    workbook.title = signed(&ODD.join(" ").chars().take(200).collect::<String>());
    workbook.community = signed("河滨区 😀 \u{0}");
    let key = checklist.questions().next().expect("a question").key.clone();
    workbook.comments = ODD
        .iter()
        .zip(1..)
        .map(|(text, number)| comment(number, None, &key, &text.chars().take(80).collect::<String>(), text))
        .collect();
    let long =
        [note(30), "x".repeat(3_000), "字".repeat(300), "👩‍".repeat(300), "م".repeat(300), "、".repeat(200)];
    let stages = checklist.stages.iter().map(|stage| stage.key.clone());
    workbook.notes = stages
        .zip([ODD.join("\n"), long.join("\n"), "W".repeat(200), "\n".repeat(2_000), "#".repeat(400)])
        .collect();
    workbook.owners.insert(key, Owner { name: "W".repeat(120), by: String::new(), at: Timestamp(i64::MIN) });
    for question in &mut workbook.questions {
        question.text = "한".repeat(500);
    }
    workbook
}
