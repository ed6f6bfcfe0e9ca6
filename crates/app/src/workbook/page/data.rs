//! What the page tells its script: who, where, how much fits, and the words.

use std::sync::LazyLock;

use crosswalk_names::{Language, WorkbookId};
use crosswalk_ui::Words;
use serde::Serialize;

use super::page::WorkbookPage;

/// Keys of words for the script start so.
const PREFIX: &str = "island-";

#[derive(Serialize)]
struct Data {
    id: WorkbookId,
    mode: &'static str,
    language: &'static str,
    live: String,
    path: String,
    limits: Limits,
}

#[derive(Serialize)]
struct Limits {
    notes: usize,
    comment: usize,
    question: usize,
    questions: usize,
    owner: usize,
    title: usize,
    name: usize,
}

static WORDS: LazyLock<[String; 2]> = LazyLock::new(|| {
    Language::ALL.map(|language| {
        let words = Words::of(language).pick(PREFIX);
        safe_in_html(&serde_json::to_string(&words).expect("texts by text become JSON"))
    })
});

/// The JSON block. The words are a hundred messages that never change, so they are put together once.
pub(super) fn json(page: &WorkbookPage<'_>) -> String {
    let language = page.frame.language();
    let limits = page.limits;
    let data = Data {
        id: page.id,
        mode: if page.editable() { "edit" } else { "read" },
        language: language.code(),
        live: page.paths().live(),
        path: page.paths().page(),
        limits: Limits {
            notes: limits.notes_max,
            comment: limits.comment_max,
            question: limits.question_max,
            questions: limits.own_questions_per_stage,
            owner: limits.owner_max,
            title: limits.title_max,
            name: limits.name_max,
        },
    };
    let mut json = safe_in_html(&serde_json::to_string(&data).expect("plain fields become JSON"));
    let words = Language::ALL.iter().position(|known| *known == language).map_or("{}", |place| &WORDS[place]);
    json.pop();
    json.push_str(",\"words\":");
    json.push_str(words);
    json.push('}');
    json
}

/// Inside `<script>` the characters `</` end the block, whatever JSON says.
fn safe_in_html(json: &str) -> String {
    json.replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_block() {
        let json = safe_in_html(&serde_json::to_string("</script><!--").expect("JSON"));
        assert!(!json.contains('<'));
        assert_eq!(serde_json::from_str::<String>(&json).expect("JSON"), "</script><!--");
    }
}
