//! Checklist content out of what was read.

use crosswalk_checklist::Checklist;
use crosswalk_intake::{Intake, IntakeError, Question, Stage, read, to_toml};

use crate::show::fixture;

#[test]
fn every_fixture_becomes_content_that_loads() {
    for name in [
        "web-page.txt",
        "pdf.txt",
        "docs.md",
        "page.html",
        "plain.csv",
        "statements.txt",
        "questions.txt",
        "own-lines.txt",
    ] {
        let intake = read(name, &fixture(name)).expect("a checklist");
        let content = to_toml(&intake, "from-elsewhere", "en", "2026.1")
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let checklist = Checklist::parse("checklist.toml", &content)
            .unwrap_or_else(|errors| panic!("{name}: {errors:?}\n{content}"));
        assert_eq!(
            checklist.questions().count(),
            intake.stages.iter().map(|stage| stage.questions.len()).sum::<usize>()
        );
    }
}

#[test]
fn spanish_content() {
    let intake = read("espanol.txt", &fixture("espanol.txt")).expect("a checklist");
    insta::assert_snapshot!(to_toml(&intake, "preparacion", "es", "2026.1").expect("it fits"), @r#"
    key = "preparacion"
    version = "2026.1"
    language = "es"
    title = "Lista de preparación para alianzas"

    [[stages]]
    key = "conocer-la-situacion"
    title = "Conocer la situación"
    short = "Conocer la situación"
    summary = "En esta etapa se reúne lo que ya se sabe y se pregunta a las familias qué falta."
    purpose = "En esta etapa se reúne lo que ya se sabe y se pregunta a las familias qué falta."
    gateway = "Sin nombrar"

    [[stages.questions]]
    key = "metas"
    topic = "Metas"
    text = "¿Hemos acordado qué queremos aprender? ¿Sabemos cómo lo usaremos?"
    help = "Anoten en qué se basa su respuesta."
    principles = ["continuous-improvement"]

    [[stages.questions]]
    key = "voz-de-la-comunidad"
    topic = "Voz de la comunidad"
    text = "¿Participan las familias en las decisiones?"
    help = "Por ejemplo, en las reuniones mensuales."
    principles = ["engage-community"]

    [[stages]]
    key = "invitar-a-los-socios"
    title = "Invitar a los socios"
    short = "Invitar a los socios"
    summary = "Se busca a quien falta."
    purpose = "Se busca a quien falta."
    gateway = "Sin nombrar"

    [[stages.questions]]
    key = "trabaja-aqui-y-quien-decide"
    topic = "Trabaja aquí y quién decide"
    text = "¿Sabemos quién trabaja aquí y quién decide?"
    help = "Anoten en qué se basa su respuesta."
    principles = ["build-on-resources"]

    [[stages.questions]]
    key = "poder"
    topic = "Poder"
    text = "¿Hemos hablado de quién tiene el poder?"
    help = "Anoten en qué se basa su respuesta."
    principles = ["advance-equity"]
    "#);
}

fn one(question: Question) -> Intake {
    let stage = Stage { title: "Plan".to_owned(), description: String::new(), questions: vec![question] };
    Intake { title: None, stages: vec![stage], skipped: Vec::new() }
}

fn long(sentences: usize) -> Question {
    let text = "Do we know what each of the partners needs from all of the others in the coming year? "
        .repeat(sentences);
    Question { text, ..Question::default() }
}

#[test]
fn sentences_beyond_the_longest_question_go_to_the_help() {
    let content = to_toml(&one(long(4)), "plan", "en", "2026.1").expect("it fits");
    let checklist = Checklist::parse("a.toml", &content).expect("it loads");
    let question = checklist.questions().next().expect("one");
    assert_eq!(question.text.matches('?').count(), 2);
    assert_eq!(question.help.matches('?').count(), 2);
    assert_eq!(question.topic, "Know what each of the");
}

#[test]
fn keys_are_unique_and_never_those_of_own_questions() {
    let question =
        |topic: &str| Question { topic: topic.to_owned(), text: "Do we?".to_owned(), ..Question::default() };
    let mut intake = one(question("Own goals"));
    intake.stages[0].questions.extend([
        question("GOAL SETTING"),
        question("Goal setting"),
        question("目标"),
        question("3 goals"),
    ]);
    let content = to_toml(&intake, "plan", "en", "2026.1").expect("it fits");
    let checklist = Checklist::parse("a.toml", &content).expect("it loads");
    let keys: Vec<&str> = checklist.questions().map(|question| question.key.as_str()).collect();
    assert_eq!(
        keys,
        ["question-own-goals", "goal-setting", "goal-setting-2", "question", "question-3-goals"]
    );
}

#[test]
fn every_reason_why_it_does_not_fit_is_told() {
    let mut intake = one(long(9));
    intake.stages[0].questions.extend((0..31).map(|_| long(1)));
    intake.stages.push(Stage::default());
    let Err(IntakeError::DoesNotFit(reasons)) = to_toml(&intake, "No key", "fr", "first") else {
        panic!("refused")
    };
    insta::assert_snapshot!(reasons.join("\n"), @r#"
    "No key" is not a key: use 1 to 48 small letters, digits and hyphens, starting with a letter
    the language must be "en" or "es"
    the version "first" must be a year, a dot and a number, such as "2026.1"
    the stage “Plan” has 32 questions; use 1 to 30, for example by parting it in two
    the help of question 1 of “Plan” has 601 characters, with the sentences that the question has no room for; shorten it to 240
    the stage “Stage 2” has 0 questions; use 1 to 30, for example by parting it in two
    "#);
}
