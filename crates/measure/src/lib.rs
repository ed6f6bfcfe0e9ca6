//! What a round says: people of several organizations answered a checklist alone, and the differences are shown.
//!
//! This is the one place that decides what is shown and what is hidden. A page, a print, a table and an export take
//! [`Results`] as they are, so none of them holds a number that another one hides.
//!
//! # What is counted
//! **An organization counts once.** Its position on a question is the lower median of its people's answers
//! ([`Tally::position`]), and a question's spread is how many organizations stand at each position. People are counted
//! in two places only: inside a large organization, and by level (front line, program, executive).
//!
//! A mean over organizations of each one's shares would use more of the answers, and gives them away. Of two
//! organizations with 7 and 11 people the mean share of "yes" is `(11 a + 7 b) / 154`, and no two pairs of counts
//! `a`, `b` below 7 and 11 give the same number. Rounding does not mend it: with 1 and 2 people, 25 % can only be one
//! "yes" among the two. Counts of organizations have no weights to undo, so shares may be shown to any digit.
//!
//! # What is hidden
//! Whether something is shown depends on who answered, never on what, so that a gap says nothing. Somebody who gave no
//! answer at all did not answer the round. A group is as large for every question: "not answered" is counted too.
//!
//! *With names* ([`Names::Organizations`]) the position of every organization is shown by choice. Spreads and sectors
//! are made of positions alone, so they add nothing. The rest is about people:
//! - An organization with at least [`PeopleMin`] people also shows how they answered.
//! - Levels count the people of these, and those who answered alone for their organization, whose answers its position
//!   tells anyhow. People of organizations in between are left out of levels: their position has been shown, and
//!   position and count together can tell answers. (Three organizations sent a leader and a front line worker each and
//!   stand at not yet, in progress, yes; the leaders said not yet, yes, yes, the others one of each. There is only one
//!   way to fill that in.)
//! - What remains is a table of counts with some of its margins shown: organizations down, levels across. Levels are
//!   hidden until no sum or difference of what is shown speaks of fewer than [`PeopleMin`] people. The module `groups`
//!   has the rule.
//!
//! *Without names* ([`Names::None`]) no position is shown. Sectors are shown with at least [`PeopleMin`] people and
//! [`ORGANIZATIONS_MIN`] organizations: the numbers of one organization would be a position with a name on it, as
//! everybody knows who the health partner is. What is left when the shown sectors are taken from the whole must be
//! as large. So all that can be known of a question is which positions there are in each block of organizations, not
//! whose they are: any two can be exchanged. Levels are hidden, because people counted across blocks undo that. (One
//! organization sent one person, the other four. One stands at not yet, the other at yes. The five people said not
//! yet, not yet, in progress, yes, yes. The four can't stand at yes with two of them there, so the one person said
//! yes.)
//!
//! *While a round is open* each answer could be read from the change it makes, so only response rates are shown. Without
//! names the whole may be shown on the way, at the price of sectors, when enough people changed it each time
//! ([`may_republish`]).
//!
//! # What is not promised
//! When everybody in a shown group stands at the same answer, everybody's answer is known, and near that end some are.
//! Somebody who knows the answers of all others in a group knows the last one. An organization's position tells what
//! its only person said, and of two people at "yes" that both did. Two rounds that everybody answered alike tell what
//! somebody said who was in one of them only.
//!
//! Decision and alternatives: docs/adr/0008.

mod change;
mod comments;
mod distance;
mod groups;
mod publish;
mod respondents;
mod results;
mod tally;

pub use change::{Change, GroupMoves, Move, StageChange, compare};
pub use comments::{Comment, beside_low_answers};
pub use crosswalk_names::{Level, Sector};
pub use distance::{Agreement, distance};
pub use groups::{ORGANIZATIONS_MIN, Reason, Shown};
pub use publish::{Version, may_republish};
pub use respondents::{
    Given, Names, Organization, PeopleMin, PeopleMinError, Question, Respondent, Round, RoundError, Rule,
    State,
};
pub use results::{
    Counts, Group, OrganizationRate, OrganizationResult, Rates, Results, SectorRate, Spread, StageTally,
};
pub use tally::Tally;
