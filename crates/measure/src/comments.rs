//! Comments beside low answers.

use crosswalk_names::{QuestionKey, ResponseId};
use serde::{Deserialize, Serialize};

use crate::{Given, Names, Results};

/// What somebody wrote on a question while answering.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// The question it is about.
    pub question: QuestionKey,
    /// The key of the writer's organization; none when it is not named.
    pub organization: Option<u32>,
    /// Its words.
    pub text: String,
    /// The part in the round that it comes from, so that its writer can take it out again. Never shown. None in what was
    /// kept before it was noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<ResponseId>,
}

/// The comments to show, in the order of questions. With names: those of organizations that stand at "not yet", signed
/// with the organization. Without: all on questions where some organization stands at "not yet", unsigned and in the
/// order of their words, so that neither the choice nor the order tells whose they are. None while the whole is hidden.
pub fn beside_low_answers(results: &Results, comments: &[Comment]) -> Vec<Comment> {
    let Some(spreads) = results.overall.get() else { return Vec::new() };
    let names = results.rule.names == Names::Organizations;
    let mut shown = Vec::new();
    for (place, (question, spread)) in results.questions.iter().zip(spreads).enumerate() {
        let is_low = |key: Option<u32>| match results.rule.names {
            Names::None => spread.organizations.not_yet > 0,
            Names::Organizations => {
                let of_writer = results.organizations.iter().find(|one| Some(one.organization) == key);
                of_writer.is_some_and(|one| one.positions[place] == Some(Given::NotYet))
            }
        };
        let here = comments.iter().filter(|one| one.question == question.key && is_low(one.organization));
        let mut here: Vec<_> = here
            .map(|one| Comment { organization: one.organization.filter(|_| names), ..one.clone() })
            .collect();
        here.sort_by(|a, b| (a.organization, &a.text).cmp(&(b.organization, &b.text)));
        shown.append(&mut here);
    }
    shown
}
