//! The readiness reading: which stage to work on next and why, in facts that a page puts into words.
//!
//! # The rule
//! Questions answered "Doesn't apply" are left out throughout, as if the checklist did not have them. A question
//! without an answer is open: it counts as not done, and as nothing worse. "I don't know" is read the same way, since
//! nobody can tell yet how things stand; it is named as something to find out. Own questions do not count.
//!
//! 1. A stage is **firm** when at least half of its questions are answered yes: later stages can build on it.
//! 2. Work next on the first stage that is not firm. What comes before it is in place, so this is where the next step
//!    helps most. Work that has begun in later stages is named, not stopped: partnerships do not move in a line.
//! 3. When all stages are firm, finish: the first stage with something left is next.
//! 4. When every question is answered yes, there is no next stage.
//!
//! Worked example, one letter a question (`y`es, in `p`rogress, `n`ot yet, `d`on't know, `x` doesn't apply,
//! `u`nanswered):
//!
//! | stage | answers | yes of all | standing |
//! |---|---|---|---|
//! | 1 assess | `yyypyy` | 5 of 6 | firm |
//! | 2 engage | `ypyn` | 2 of 4 | firm, just |
//! | 3 outcomes | `pnuuu` | 0 of 5 | begun: **next**, as work is under way here |
//! | 4 implement | `uunuuu` | 0 of 6 | begun |
//! | 5 sustain | `uuuux` | 0 of 4 | untouched |
//!
//! A principle is read over the questions that speak to it, see [`PrincipleStrength`]. In the example "engage the
//! community" has nine questions: target populations (yes), community voice (in progress), diverse representation (in
//! progress) and six that are open. Fewer than half have an answer, so its strength is unknown.
//!
//! There is no score, no ranking and no gate: a reading names questions to take up and nothing else.

use crosswalk_names::{QuestionKey, StageKey};

use crate::{Answer, Checklist, Principle, Progress, Question, Workbook};

/// Most questions in a [`Suggestion`]: as many as one meeting can take up.
const SUGGESTED_QUESTIONS: usize = 3;

/// How a stage stands over its questions that apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Of not one is it known how it stands: no answers, or "I don't know".
    Untouched,
    /// Some are known, and fewer than half are answered yes.
    Begun,
    /// At least half are answered yes, not all.
    Firm,
    /// All are answered yes, or none applies.
    Done,
}

impl Standing {
    fn of(progress: &Progress) -> Self {
        if progress.left() == 0 {
            Standing::Done
        } else if progress.yes * 2 >= progress.total() {
            Standing::Firm
        } else if progress.known() > 0 {
            Standing::Begun
        } else {
            Standing::Untouched
        }
    }

    fn carries_later_stages(self) -> bool {
        matches!(self, Standing::Firm | Standing::Done)
    }
}

/// One stage and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageReading {
    /// Which stage.
    pub stage: StageKey,
    /// How it stands.
    pub standing: Standing,
    /// The counts behind it.
    pub progress: Progress,
}

/// Why a stage is suggested. Every reason goes with questions, never with a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SuggestionReason {
    /// Nothing is known anywhere: begin at the beginning.
    NothingAnswered,
    /// The first stage that is not firm has no answer yet, or none but "I don't know".
    Open,
    /// The first stage that is not firm has nothing better than "not yet" so far.
    NotYet,
    /// The first stage that is not firm has work under way: a "yes" or an "in progress".
    Begun,
    /// Every stage is firm; this is the first with something left to finish.
    Finish,
}

/// The stage to work on next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The stage.
    pub stage: StageKey,
    /// Why this one.
    pub reason: SuggestionReason,
    /// How the stage's questions stand: "4 of 5 questions here are still open".
    pub progress: Progress,
    /// The stages before it, in order, without those where nothing applies. All are firm or done: "You have answered
    /// yes to 5 of 6 questions in stage 1".
    pub builds_on: Vec<StageKey>,
    /// Later stages with a "yes" or an "in progress" that are not done. They can go on.
    pub also_under_way: Vec<StageKey>,
    /// One to three questions of the stage to take up first: those in progress, then those at "not yet", then those
    /// to find out, then those without an answer, each in the checklist's order.
    pub questions: Vec<QuestionKey>,
}

/// How a principle stands over the questions that speak to it.
///
/// A further "yes" never makes a principle weaker: it can lead from thin to growing to strong, or from unknown to one
/// of the three, and not back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrincipleStrength {
    /// Of fewer than half of the questions that apply is it known how they stand, or none applies: too little to say.
    Unknown,
    /// "Not yet" stands more often than "yes" and "in progress" together.
    Thin,
    /// Neither thin nor strong.
    Growing,
    /// At least two thirds of the questions that apply are answered yes.
    Strong,
}

impl PrincipleStrength {
    fn of(progress: &Progress) -> Self {
        if progress.known() * 2 < progress.total() || progress.total() == 0 {
            PrincipleStrength::Unknown
        } else if progress.yes * 3 >= progress.total() * 2 {
            PrincipleStrength::Strong
        } else if progress.not_yet > progress.under_way() {
            PrincipleStrength::Thin
        } else {
            PrincipleStrength::Growing
        }
    }
}

/// One principle and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrincipleReading {
    /// Which principle.
    pub principle: Principle,
    /// How it stands.
    pub strength: PrincipleStrength,
    /// The counts behind it, over all stages.
    pub progress: Progress,
    /// Its questions at "not yet", in the checklist's order: where it is thin.
    pub not_yet: Vec<QuestionKey>,
    /// Its questions without an answer, in the checklist's order.
    pub open: Vec<QuestionKey>,
}

/// What a workbook says, as facts. No score, no ranking, no gate. [`Reading::of`] tells the rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The stage to work on next; none when every question that applies is answered yes.
    pub next: Option<Suggestion>,
    /// Every stage, in order.
    pub stages: Vec<StageReading>,
    /// In the order of [`Principle::ALL`].
    pub principles: Vec<PrincipleReading>,
    /// Over all questions of the checklist. With a total of 0 nothing applies, and so nothing is next.
    pub overall: Progress,
    /// Questions without an answer, in the checklist's order.
    pub open: Vec<QuestionKey>,
    /// Questions answered "I don't know", in the checklist's order.
    pub to_find_out: Vec<QuestionKey>,
}

impl Reading {
    /// Reads a workbook. The stage to work on next is the first where fewer than half of the questions that apply are
    /// answered yes; when there is none, the first where one is left.
    ///
    /// ```
    /// use crosswalk_checklist::{Answer, Answered, Checklists, Reading, SuggestionReason, Workbook};
    /// use crosswalk_names::{Language, Timestamp};
    ///
    /// let checklists = Checklists::builtin().expect("sound files");
    /// let checklist = checklists.get(&"housing-education".parse()?, Language::En).expect("built in");
    /// let mut workbook = Workbook::default();
    /// let mut answer = |key: &str, value| -> Result<(), crosswalk_names::KeyError> {
    ///     workbook.answers.insert(key.parse()?, Answered { value, by: String::new(), at: Timestamp(0) });
    ///     Ok(())
    /// };
    ///
    /// // Stage 1 has six questions. One does not apply and three of the other five are answered yes: it is firm.
    /// answer("goal-setting", Answer::Yes)?;
    /// answer("local-conditions", Answer::Yes)?;
    /// answer("community-voice", Answer::Yes)?;
    /// answer("target-populations", Answer::NotYet)?;
    /// answer("racial-equity", Answer::NotApplicable)?;
    /// // Stage 2 has four questions. One is in progress, none is answered yes: it is next.
    /// answer("power-and-agency", Answer::InProgress)?;
    ///
    /// let next = Reading::of(checklist, &workbook).next.expect("something is left");
    /// assert_eq!(next.stage.as_str(), "engage");
    /// assert_eq!(next.reason, SuggestionReason::Begun);
    /// assert_eq!(next.progress.open, 3);
    /// assert_eq!(next.questions[0].as_str(), "power-and-agency");
    /// # Ok::<(), crosswalk_names::KeyError>(())
    /// ```
    pub fn of(checklist: &Checklist, workbook: &Workbook) -> Self {
        let stages: Vec<_> = checklist
            .stages
            .iter()
            .map(|stage| {
                let progress = workbook.progress(checklist, &stage.key);
                StageReading { stage: stage.key.clone(), standing: Standing::of(&progress), progress }
            })
            .collect();
        Self {
            next: suggest(checklist, workbook, &stages),
            stages,
            principles: Principle::ALL.map(|principle| read(principle, checklist, workbook)).to_vec(),
            overall: workbook.overall(checklist),
            open: standing_at(checklist.questions(), workbook, None),
            to_find_out: standing_at(checklist.questions(), workbook, Some(Answer::DontKnow)),
        }
    }
}

fn suggest(checklist: &Checklist, workbook: &Workbook, stages: &[StageReading]) -> Option<Suggestion> {
    let place = stages
        .iter()
        .position(|stage| !stage.standing.carries_later_stages())
        .or_else(|| stages.iter().position(|stage| stage.standing != Standing::Done))?;
    let StageReading { stage, standing, progress } = &stages[place];
    let keys = |stages: &[StageReading], wanted: fn(&StageReading) -> bool| {
        stages.iter().filter(|stage| wanted(stage)).map(|stage| stage.stage.clone()).collect()
    };
    let nothing_known = workbook.overall(checklist).known() == 0;
    Some(Suggestion {
        stage: stage.clone(),
        reason: match standing {
            Standing::Firm | Standing::Done => SuggestionReason::Finish,
            Standing::Untouched if nothing_known => SuggestionReason::NothingAnswered,
            Standing::Untouched => SuggestionReason::Open,
            Standing::Begun if progress.under_way() > 0 => SuggestionReason::Begun,
            Standing::Begun => SuggestionReason::NotYet,
        },
        progress: *progress,
        builds_on: keys(&stages[..place], |stage| stage.progress.total() > 0),
        also_under_way: keys(&stages[place + 1..], |stage| {
            stage.progress.under_way() > 0 && stage.standing != Standing::Done
        }),
        questions: [Some(Answer::InProgress), Some(Answer::NotYet), Some(Answer::DontKnow), None]
            .into_iter()
            .flat_map(|answer| standing_at(&checklist.stages[place].questions, workbook, answer))
            .take(SUGGESTED_QUESTIONS)
            .collect(),
    })
}

fn read(principle: Principle, checklist: &Checklist, workbook: &Workbook) -> PrincipleReading {
    let questions = || checklist.questions().filter(|question| question.principles.contains(&principle));
    let progress = Progress::of(questions().map(|question| workbook.answer(&question.key)));
    PrincipleReading {
        principle,
        strength: PrincipleStrength::of(&progress),
        progress,
        not_yet: standing_at(questions(), workbook, Some(Answer::NotYet)),
        open: standing_at(questions(), workbook, None),
    }
}

/// The questions whose answer is `answer`; `None` stands for "no answer".
fn standing_at<'a>(
    questions: impl IntoIterator<Item = &'a Question>,
    workbook: &Workbook,
    answer: Option<Answer>,
) -> Vec<QuestionKey> {
    let wanted = questions.into_iter().filter(|question| workbook.answer(&question.key) == answer);
    wanted.map(|question| question.key.clone()).collect()
}

#[cfg(test)]
mod tests {
    use crosswalk_names::Language;
    use proptest::prelude::*;

    use super::*;
    use crate::samples::{answer, checklist, own_question, workbook};

    fn reading(stripes: &str) -> Reading {
        Reading::of(checklist(Language::En), &workbook(stripes))
    }

    /// Stage, reason, what it builds on, what goes on elsewhere, and the questions, as one line.
    fn next(stripes: &str) -> String {
        let Some(next) = reading(stripes).next else { return "nothing".into() };
        let list = |keys: &[StageKey]| keys.iter().map(StageKey::as_str).collect::<Vec<_>>().join("+");
        let questions: Vec<_> = next.questions.iter().map(QuestionKey::as_str).collect();
        format!(
            "{} {:?}, on [{}], also [{}]: {}",
            next.stage,
            next.reason,
            list(&next.builds_on),
            list(&next.also_under_way),
            questions.join(" ")
        )
    }

    #[test]
    fn worked_cases() {
        let cases = [
            ("nothing answered", "uuuuuu uuuu uuuuu uuuuuu uuuuu"),
            ("only things that don't apply", "xxuuuu uuuu uuuuu uuuuuu uuuuu"),
            ("the mock's workbook", "yyypyy ypyn pnuuu uunuuu uuuux"),
            ("half of stage 1, the rest open", "yyyuuu uuuu uuuuu uuuuuu uuuuu"),
            ("less than half of stage 1", "yyunuu yyyy uuuuu uuuuuu uuuuu"),
            ("began with stage 4", "uuuuuu uuuu uuuuu ypyuuu uuuuu"),
            ("stage 1 all not yet", "nnnnnn uuuu uuuuu uuuuuu uuuuu"),
            ("stage 1 to find out, the rest open", "dddddd uuuu uuuuu uuuuuu uuuuu"),
            ("stage 1 half yes, half to find out", "yyyddd uddu uuuuu uuuuuu uuuuu"),
            ("stage 1 not yet, in progress and to find out", "udnpdu yyyy uuuuu uuuuuu uuuuu"),
            ("stage 1 does not apply", "xxxxxx uuuu uuuuu uuuuuu uuuuu"),
            ("all firm, stage 2 and 5 unfinished", "yyyyyy yyyn yyyyy yyyyyy yyypp"),
            ("all yes", "yyyyyy yyyy yyyyy yyyyyy yyyyy"),
            ("all yes or not applicable", "yyyyyx yyyy xxxxx yyyyyy yyyyy"),
            ("nothing applies", "xxxxxx xxxx xxxxx xxxxxx xxxxx"),
        ];
        let shown: Vec<_> =
            cases.iter().map(|(name, stripes)| format!("{name}\n  {stripes}\n  {}", next(stripes))).collect();
        insta::assert_snapshot!(shown.join("\n"), @r"
        nothing answered
          uuuuuu uuuu uuuuu uuuuuu uuuuu
          assess NothingAnswered, on [], also []: goal-setting local-conditions target-populations
        only things that don't apply
          xxuuuu uuuu uuuuu uuuuuu uuuuu
          assess NothingAnswered, on [], also []: target-populations community-voice quantitative-and-qualitative-data
        the mock's workbook
          yyypyy ypyn pnuuu uunuuu uuuux
          outcomes Begun, on [assess+engage], also []: outcomes-and-accountability program-planning baseline-assessment
        half of stage 1, the rest open
          yyyuuu uuuu uuuuu uuuuuu uuuuu
          engage Open, on [assess], also []: local-stakeholders diverse-representation existing-partnerships
        less than half of stage 1
          yyunuu yyyy uuuuu uuuuuu uuuuu
          assess Begun, on [], also []: community-voice target-populations quantitative-and-qualitative-data
        began with stage 4
          uuuuuu uuuu uuuuu ypyuuu uuuuu
          assess Open, on [], also [implement]: goal-setting local-conditions target-populations
        stage 1 all not yet
          nnnnnn uuuu uuuuu uuuuuu uuuuu
          assess NotYet, on [], also []: goal-setting local-conditions target-populations
        stage 1 to find out, the rest open
          dddddd uuuu uuuuu uuuuuu uuuuu
          assess NothingAnswered, on [], also []: goal-setting local-conditions target-populations
        stage 1 half yes, half to find out
          yyyddd uddu uuuuu uuuuuu uuuuu
          engage Open, on [assess], also []: diverse-representation existing-partnerships local-stakeholders
        stage 1 not yet, in progress and to find out
          udnpdu yyyy uuuuu uuuuuu uuuuu
          assess Begun, on [], also []: community-voice target-populations local-conditions
        stage 1 does not apply
          xxxxxx uuuu uuuuu uuuuuu uuuuu
          engage NothingAnswered, on [], also []: local-stakeholders diverse-representation existing-partnerships
        all firm, stage 2 and 5 unfinished
          yyyyyy yyyn yyyyy yyyyyy yyypp
          engage Finish, on [assess], also [sustain]: power-and-agency
        all yes
          yyyyyy yyyy yyyyy yyyyyy yyyyy
          nothing
        all yes or not applicable
          yyyyyx yyyy xxxxx yyyyyy yyyyy
          nothing
        nothing applies
          xxxxxx xxxx xxxxx xxxxxx xxxxx
          nothing
        ");
    }

    #[test]
    fn principles_of_three_workbooks() {
        let shown: Vec<_> = [
            "yyypyy ypyn pnuuu uunuuu uuuux",
            "yynnyn ynyn nnnpy uuuuuu uuuuu",
            "yyypyy yyyy yyppy yyyuuu uuuuu",
        ]
        .iter()
        .map(|stripes| {
            let principles = reading(stripes).principles;
            let lines = principles.iter().map(|one| {
                let Progress { yes, in_progress, not_yet, open, .. } = one.progress;
                format!(
                    "  {:?} {:?}: {yes} yes, {in_progress} in progress, {not_yet} not yet, {open} open",
                    one.principle, one.strength
                )
            });
            format!("{stripes}\n{}", lines.collect::<Vec<_>>().join("\n"))
        })
        .collect();
        insta::assert_snapshot!(shown.join("\n"), @r"
        yyypyy ypyn pnuuu uunuuu uuuux
          EngageCommunity Unknown: 1 yes, 2 in progress, 0 not yet, 6 open
          AdvanceEquity Growing: 2 yes, 2 in progress, 2 not yet, 2 open
          ContinuousImprovement Unknown: 2 yes, 1 in progress, 1 not yet, 5 open
          BuildOnResources Growing: 4 yes, 0 in progress, 0 not yet, 3 open
        yynnyn ynyn nnnpy uuuuuu uuuuu
          EngageCommunity Thin: 0 yes, 1 in progress, 4 not yet, 4 open
          AdvanceEquity Thin: 0 yes, 0 in progress, 5 not yet, 4 open
          ContinuousImprovement Thin: 2 yes, 0 in progress, 3 not yet, 4 open
          BuildOnResources Strong: 5 yes, 0 in progress, 0 not yet, 2 open
        yyypyy yyyy yyppy yyyuuu uuuuu
          EngageCommunity Growing: 3 yes, 3 in progress, 0 not yet, 3 open
          AdvanceEquity Strong: 7 yes, 0 in progress, 0 not yet, 2 open
          ContinuousImprovement Growing: 4 yes, 1 in progress, 0 not yet, 4 open
          BuildOnResources Strong: 6 yes, 0 in progress, 0 not yet, 1 open
        ");
    }

    #[test]
    fn thresholds_of_a_principle() {
        let strength = |yes, in_progress, not_yet, open| {
            PrincipleStrength::of(&Progress {
                yes,
                in_progress,
                not_yet,
                open,
                dont_know: 0,
                not_applicable: 3,
            })
        };
        assert_eq!(strength(0, 0, 0, 0), PrincipleStrength::Unknown);
        assert_eq!(strength(2, 1, 1, 5), PrincipleStrength::Unknown, "4 of 9 answered");
        assert_eq!(strength(2, 1, 1, 4), PrincipleStrength::Growing, "4 of 8 answered");
        assert_eq!(strength(1, 1, 3, 4), PrincipleStrength::Thin, "3 not yet, 2 under way");
        assert_eq!(strength(1, 1, 2, 4), PrincipleStrength::Growing, "2 not yet, 2 under way");
        assert_eq!(strength(6, 0, 3, 0), PrincipleStrength::Strong, "6 of 9 yes");
        assert_eq!(strength(5, 4, 0, 0), PrincipleStrength::Growing, "5 of 9 yes");
        let unsure = Progress { yes: 4, dont_know: 5, ..Progress::default() };
        assert_eq!(PrincipleStrength::of(&unsure), PrincipleStrength::Unknown, "4 of 9 known");
    }

    #[test]
    fn own_questions_do_not_count() {
        let plain = workbook("yyypyy ypyn pnuuu uunuuu uuuux");
        let mut with_own = plain.clone();
        let own = own_question(&mut with_own, 1, "outcomes", "Did we ask families who moved away?");
        answer(&mut with_own, own.as_str(), Answer::NotYet);
        let checklist = checklist(Language::En);
        assert_eq!(Reading::of(checklist, &plain), Reading::of(checklist, &with_own));
    }

    fn rank(strength: PrincipleStrength) -> Option<usize> {
        use PrincipleStrength::{Growing, Strong, Thin};
        [Thin, Growing, Strong].into_iter().position(|one| one == strength)
    }

    /// The same facts without counts of what does not apply.
    fn without_not_applicable(mut reading: Reading) -> Reading {
        let of_next = reading.next.iter_mut().map(|next| &mut next.progress);
        let of_stages = reading.stages.iter_mut().map(|stage| &mut stage.progress);
        let of_principles = reading.principles.iter_mut().map(|one| &mut one.progress);
        let all = of_next.chain(of_stages).chain(of_principles).chain([&mut reading.overall]);
        all.for_each(|progress| progress.not_applicable = 0);
        reading
    }

    proptest! {
        #[test]
        fn a_further_yes_makes_no_principle_weaker(stripes in "[ypndxu]{26}", place in 0..26_usize) {
            let mut better = stripes.clone();
            better.replace_range(place..=place, "y");
            for (before, after) in reading(&stripes).principles.iter().zip(reading(&better).principles) {
                prop_assert!(rank(before.strength) <= rank(after.strength), "{:?} to {:?}", before, after);
            }
        }

        #[test]
        fn a_further_yes_never_leads_back(stripes in "[ypndu]{26}", place in 0..26_usize) {
            let mut better = stripes.clone();
            better.replace_range(place..=place, "y");
            let place_of_next = |stripes: &str| {
                let reading = reading(stripes);
                let next = reading.next?;
                let finish = next.reason == SuggestionReason::Finish;
                reading.stages.iter().position(|stage| stage.stage == next.stage).map(|place| (finish, place))
            };
            let (before, after) = (place_of_next(&stripes), place_of_next(&better));
            prop_assert!(after.is_none() || before <= after, "{:?} to {:?}", before, after);
        }

        #[test]
        fn what_nobody_knows_chooses_the_next_stage_as_an_open_question_does(stripes in "[ypndxu]{26}") {
            let choice = |reading: Reading| {
                let next = reading.next.map(|next| (next.stage, next.reason, next.builds_on, next.also_under_way));
                (next, reading.principles.iter().map(|one| one.strength).collect::<Vec<_>>())
            };
            let (unsure, open) = (reading(&stripes), reading(&stripes.replace('d', "u")));
            prop_assert_eq!(unsure.open.len() + unsure.to_find_out.len(), open.open.len());
            prop_assert_eq!(choice(unsure), choice(open));
        }

        #[test]
        fn yes_to_all_that_applies_leaves_nothing(stripes in "[yx]{26}") {
            let reading = reading(&stripes);
            prop_assert!(reading.next.is_none() && reading.open.is_empty() && reading.to_find_out.is_empty());
            for one in &reading.principles {
                let expected = if one.progress.total() == 0 { PrincipleStrength::Unknown } else { PrincipleStrength::Strong };
                prop_assert_eq!(one.strength, expected);
            }
        }

        #[test]
        fn what_does_not_apply_is_as_if_it_were_not_asked(stripes in "[ypndxu]{26}") {
            let workbook = workbook(&stripes);
            let whole = checklist(Language::En);
            let mut less = whole.clone();
            for stage in &mut less.stages {
                stage.questions.retain(|question| workbook.answer(&question.key) != Some(Answer::NotApplicable));
            }
            prop_assert_eq!(
                without_not_applicable(Reading::of(whole, &workbook)),
                Reading::of(&less, &workbook)
            );
        }

        #[test]
        fn a_suggestion_has_something_to_do_and_something_to_stand_on(stripes in "[ypndxu]{26}") {
            let (checklist, workbook) = (checklist(Language::En), workbook(&stripes));
            let reading = Reading::of(checklist, &workbook);
            let Some(next) = reading.next else {
                prop_assert_eq!(reading.overall.left(), 0);
                return Ok(());
            };
            prop_assert!((1..=3).contains(&next.questions.len()));
            for key in &next.questions {
                prop_assert_eq!(checklist.stage_of(key).map(|stage| &stage.key), Some(&next.stage));
                prop_assert!(!matches!(workbook.answer(key), Some(Answer::Yes | Answer::NotApplicable)));
            }
            for stage in reading.stages.iter().take_while(|stage| stage.stage != next.stage) {
                prop_assert!(stage.progress.yes * 2 >= stage.progress.total());
            }
        }
    }
}
