//! The readiness reading in sentences, the same on the page, in the PDF and in the API.

use crosswalk_checklist::{
    Checklist, Principle, PrincipleReading, PrincipleStrength, Progress, Reading, Suggestion,
    SuggestionReason, Workbook,
};
use crosswalk_names::StageKey;
use crosswalk_print::ReadingWords;
use crosswalk_ui::Words;

/// Reads a workbook and says it in the checklist's language.
pub fn in_words(checklist: &Checklist, workbook: &Workbook) -> ReadingWords {
    let words = Words::of(checklist.language);
    let reading = Reading::of(checklist, workbook);
    let (headline, why) = match &reading.next {
        Some(next) => (headline(words, checklist, next), why(words, checklist, &reading, next)),
        None if reading.overall.total() == 0 => (
            words.t("readiness-nothing-applies").to_owned(),
            words.t("readiness-nothing-applies-why").to_owned(),
        ),
        None => (words.t("readiness-done").to_owned(), words.t("readiness-done-why").to_owned()),
    };
    let questions = reading.next.iter().flat_map(|next| &next.questions);
    ReadingWords {
        headline,
        why,
        questions: questions
            .filter_map(|key| checklist.question(key))
            .map(|question| {
                let text = format!("{}: {}", question.topic, question.text);
                if reading.to_find_out.contains(&question.key) {
                    words.tx("readiness-question-to-find-out", "question", &text)
                } else {
                    text
                }
            })
            .collect(),
        principles: reading.principles.iter().map(|reading| principle(words, reading)).collect(),
        open: open(words, reading.open.len(), reading.to_find_out.len()),
    }
}

/// The number of a stage on screen, from 1.
pub fn number(checklist: &Checklist, key: &StageKey) -> usize {
    checklist.stages.iter().position(|stage| &stage.key == key).map_or(0, |place| place + 1)
}

/// "Work on stage 3 next: …"
pub fn headline(words: &Words, checklist: &Checklist, next: &Suggestion) -> String {
    let title = checklist.stage(&next.stage).map_or("", |stage| &stage.title);
    words
        .with("readiness-next", &[("number", number(checklist, &next.stage).into()), ("title", title.into())])
}

/// "9 questions have no answer yet. 2 questions are to find out: …"
pub fn open(words: &Words, open: usize, to_find_out: usize) -> String {
    let open = words.tn("readiness-open", open);
    if to_find_out == 0 { open } else { format!("{open} {}", words.tn("readiness-to-find-out", to_find_out)) }
}

fn why(words: &Words, checklist: &Checklist, reading: &Reading, next: &Suggestion) -> String {
    let progress = &next.progress;
    let unsure = |key, progress: &Progress| words.with(key, &[("dont_know", progress.dont_know.into())]);
    let reason = match next.reason {
        SuggestionReason::NothingAnswered => unsure("readiness-why-nothing-answered", &reading.overall),
        SuggestionReason::Open => unsure("readiness-why-open", progress),
        SuggestionReason::NotYet => unsure("readiness-why-not-yet", progress),
        SuggestionReason::Begun => words.with(
            "readiness-why-begun",
            &[
                ("yes", progress.yes.into()),
                ("in_progress", progress.in_progress.into()),
                ("dont_know", progress.dont_know.into()),
                ("open", progress.open.into()),
            ],
        ),
        SuggestionReason::Finish => words.with("readiness-why-finish", &[("left", progress.left().into())]),
    };
    let stages = |key, stages: &[StageKey]| {
        (!stages.is_empty()).then(|| {
            words.with(
                key,
                &[("count", stages.len().into()), ("stages", listed(words, checklist, stages).into())],
            )
        })
    };
    // When every stage is firm, the reason itself says what the stages before it would.
    let builds_on = if next.reason == SuggestionReason::Finish { &[][..] } else { &next.builds_on };
    [
        stages("readiness-builds-on", builds_on),
        Some(reason),
        stages("readiness-under-way", &next.also_under_way),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(" ")
}

/// "1, 2 and 4"
fn listed(words: &Words, checklist: &Checklist, stages: &[StageKey]) -> String {
    let numbers: Vec<String> = stages.iter().map(|stage| number(checklist, stage).to_string()).collect();
    match numbers.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, others)) => {
            words.with("readiness-and", &[("some", others.join(", ").into()), ("last", last.as_str().into())])
        }
    }
}

/// The name of a principle.
pub fn principle_name(words: &Words, principle: Principle) -> &'static str {
    words.t(match principle {
        Principle::EngageCommunity => "principle-engage-community",
        Principle::AdvanceEquity => "principle-advance-equity",
        Principle::ContinuousImprovement => "principle-continuous-improvement",
        Principle::BuildOnResources => "principle-build-on-resources",
    })
}

/// How a principle stands, in a sentence or two: its name and strength, then the counts.
pub fn principle(words: &Words, reading: &PrincipleReading) -> String {
    let progress = &reading.progress;
    let key = match reading.strength {
        PrincipleStrength::Strong => "readiness-strong",
        PrincipleStrength::Growing => "readiness-growing",
        PrincipleStrength::Thin => "readiness-thin",
        PrincipleStrength::Unknown if progress.total() == 0 => "readiness-unknown-none",
        PrincipleStrength::Unknown => "readiness-unknown",
    };
    words.with(
        key,
        &[
            ("principle", principle_name(words, reading.principle).into()),
            ("yes", progress.yes.into()),
            ("not_yet", progress.not_yet.into()),
            ("dont_know", progress.dont_know.into()),
            ("open", progress.open.into()),
            ("total", progress.total().into()),
        ],
    )
}
