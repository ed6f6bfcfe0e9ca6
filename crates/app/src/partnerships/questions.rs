//! The questions of the team's workbook with the team's own answers, for whatever refers to one of them: next steps,
//! the agenda, evidence.

use crosswalk_checklist::{Answer, Checklist, Workbook};
use crosswalk_names::QuestionKey;
use crosswalk_ui::Words;

use super::workbooks;
use crate::access::Member;
use crate::error::PageError;
use crate::state::App;
use crate::visit::Visit;

/// Longest name of a question in a list, in characters; one of the team's own may be longer and is cut there.
const LABEL_MAX: usize = 80;

/// One question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamQuestion {
    /// Its key.
    pub key: QuestionKey,
    /// Its topic, or the beginning of one that the team added.
    pub label: String,
    /// The question itself.
    pub text: String,
    /// What the team answered.
    pub answer: Option<Answer>,
}

/// One stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamStage {
    /// From 1.
    pub number: usize,
    /// As the checklist calls it.
    pub title: String,
    /// The checklist's questions, then the team's own.
    pub questions: Vec<TeamQuestion>,
}

impl TeamStage {
    /// Keys and names of its questions.
    pub fn choices(&self) -> Vec<(String, String)> {
        self.questions.iter().map(|question| (question.key.to_string(), question.label.clone())).collect()
    }
}

/// Every question that the team answers, by stage.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TeamQuestions {
    /// In order.
    pub stages: Vec<TeamStage>,
}

impl TeamQuestions {
    /// The questions of `checklist` and of the workbook, with the workbook's answers.
    pub fn of(checklist: &Checklist, workbook: &Workbook) -> Self {
        let question = |key: &QuestionKey, label: &str, text: &str| TeamQuestion {
            key: key.clone(),
            label: cut(label),
            text: text.to_owned(),
            answer: workbook.answer(key),
        };
        let stages = (1..)
            .zip(&checklist.stages)
            .map(|(number, stage)| TeamStage {
                number,
                title: stage.title.clone(),
                questions: stage
                    .questions
                    .iter()
                    .map(|one| question(&one.key, &one.topic, &one.text))
                    .chain(
                        workbook
                            .own_questions(&stage.key)
                            .map(|one| question(&one.key, &one.text, &one.text)),
                    )
                    .collect(),
            })
            .collect();
        Self { stages }
    }

    /// What a question is called; one that is not in the workbook any more has no name.
    pub fn name<'q>(&'q self, words: &'q Words, key: &QuestionKey) -> &'q str {
        self.get(key.as_str()).map_or(words.t("question-gone-name"), |question| question.label.as_str())
    }
    /// A question by its key. None for one that the workbook does not hold, or not any more.
    pub fn get(&self, key: &str) -> Option<&TeamQuestion> {
        self.all().find(|question| question.key.as_str() == key)
    }

    /// The stage that a question belongs to.
    pub fn stage_of(&self, key: &str) -> Option<&TeamStage> {
        self.stages.iter().find(|stage| stage.questions.iter().any(|one| one.key.as_str() == key))
    }

    /// Every question, stage by stage.
    pub fn all(&self) -> impl Iterator<Item = &TeamQuestion> {
        self.stages.iter().flat_map(|stage| &stage.questions)
    }
}

fn cut(label: &str) -> String {
    if label.chars().count() <= LABEL_MAX {
        return label.to_owned();
    }
    let kept: String = label.chars().take(LABEL_MAX - 1).collect();
    format!("{}…", kept.trim_end())
}

/// The questions of the partnership's own workbook, in the language of the page.
pub async fn team_questions(app: &App, visit: &Visit, member: &Member) -> Result<TeamQuestions, PageError> {
    let (id, _) = workbooks::team(app, visit, member).await?;
    let view = app.live.view(id).await?;
    let checklist = app
        .checklist(&view, visit.language)
        .ok_or_else(|| PageError::internal(&"the checklist of a team's workbook is not known here"))?;
    Ok(TeamQuestions::of(&checklist, &view.workbook))
}

/// The word for an answer.
pub fn answer_word(words: &Words, answer: Option<Answer>) -> &'static str {
    match answer {
        None => words.t("answer-none"),
        Some(Answer::NotYet) => words.t("answer-not-yet"),
        Some(Answer::InProgress) => words.t("answer-in-progress"),
        Some(Answer::Yes) => words.t("answer-yes"),
        Some(Answer::DontKnow) => words.t("answer-dont-know"),
        Some(Answer::NotApplicable) => words.t("answer-not-applicable"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_questions_are_cut_in_lists() {
        assert_eq!(cut("Goal setting"), "Goal setting");
        let long = cut(&"ñ".repeat(200));
        assert_eq!(long.chars().count(), LABEL_MAX);
        assert!(long.ends_with('…'));
    }
}
