//! A checklist as content: one TOML file a language, checked when it is loaded.

use crosswalk_names::{ChecklistKey, Language, QuestionKey, StageKey};
use serde::{Deserialize, Serialize};

/// One of the four principles that run through all stages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Principle {
    /// People who live and go to school here help decide.
    EngageCommunity,
    /// See gaps between groups and work on their causes.
    AdvanceEquity,
    /// Use what is learned to get better.
    ContinuousImprovement,
    /// Use what is already here.
    BuildOnResources,
}

impl Principle {
    /// In the order of the toolkit.
    pub const ALL: [Principle; 4] = [
        Principle::EngageCommunity,
        Principle::AdvanceEquity,
        Principle::ContinuousImprovement,
        Principle::BuildOnResources,
    ];

    /// The word in content files and exports: `engage-community`, `advance-equity` and so on.
    pub fn as_str(self) -> &'static str {
        match self {
            Principle::EngageCommunity => "engage-community",
            Principle::AdvanceEquity => "advance-equity",
            Principle::ContinuousImprovement => "continuous-improvement",
            Principle::BuildOnResources => "build-on-resources",
        }
    }

    /// The principle that `word` stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Principle::ALL.into_iter().find(|principle| principle.as_str() == word)
    }
}

/// One question of a checklist, in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The same in every language and version.
    pub key: QuestionKey,
    /// "Goal setting".
    pub topic: String,
    /// The question itself.
    pub text: String,
    /// One sentence that helps to answer it.
    pub help: String,
    /// The principles it speaks to; at least one.
    pub principles: Vec<Principle>,
}

/// One stage of a checklist, in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// `assess`, `engage`, `outcomes`, `implement` or `sustain` in the built-in checklist.
    pub key: StageKey,
    /// "Assess Existing Conditions".
    pub title: String,
    /// "Assess conditions": for narrow places.
    pub short: String,
    /// One line: "Learn what is true here now: strengths, needs and gaps."
    pub summary: String,
    /// Two or three sentences: what the stage is for.
    pub purpose: String,
    /// The `StriveTogether` gateway that it matches, for example "Exploring".
    pub gateway: String,
    /// In order.
    pub questions: Vec<Question>,
}

/// A whole checklist in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checklist {
    /// For example `housing-education`.
    pub key: ChecklistKey,
    /// The edition, for example `2026.1`. A workbook keeps the one that it was started with.
    pub version: String,
    /// The language of the texts.
    pub language: Language,
    /// "Housing and education partnership readiness".
    pub title: String,
    /// In order; numbers on screen are places in this list, from 1.
    pub stages: Vec<Stage>,
}

/// A mistake in a content file: where it is and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {message}")]
pub struct ContentError {
    /// The file's path as it was handed in.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// What is wrong, and what to write instead.
    pub message: String,
}

impl Checklist {
    /// A question by its key.
    pub fn question(&self, key: &QuestionKey) -> Option<&Question> {
        self.questions().find(|question| &question.key == key)
    }
    /// A stage by its key.
    pub fn stage(&self, key: &StageKey) -> Option<&Stage> {
        self.stages.iter().find(|stage| &stage.key == key)
    }
    /// Every question, stage by stage.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.stages.iter().flat_map(|stage| &stage.questions)
    }
    /// The stage that a question of the checklist belongs to.
    pub fn stage_of(&self, key: &QuestionKey) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.questions.iter().any(|question| &question.key == key))
    }
}
