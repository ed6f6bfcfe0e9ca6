use askama::Template;
use crosswalk_checklist::{Answer, Progress, Stripe};

use super::{Sample, shows_itself};
use crate::Words;

/// The stripe meter: one painted stripe for each question. With a label it speaks for itself; without one the same
/// words stand beside it.
#[derive(Debug, Clone, Template)]
#[template(path = "components/meter/meter.html")]
pub struct Meter {
    classes: Vec<&'static str>,
    label: Option<String>,
    big: bool,
}
shows_itself!(Meter);

impl Meter {
    /// A meter that says its counts: "5 yes, 1 in progress".
    pub fn new(words: &Words, stripes: &[Stripe]) -> Self {
        Self { label: Some(counts(words, Progress::of(stripes.iter().copied()))), ..Self::silent(stripes) }
    }
    /// A meter beside text that says the same.
    pub fn silent(stripes: &[Stripe]) -> Self {
        Self { classes: stripes.iter().map(|stripe| class(*stripe)).collect(), label: None, big: false }
    }
    /// Large, for a card of its own.
    #[must_use]
    pub fn big(mut self) -> Self {
        self.big = true;
        self
    }
}

/// The class of a stripe, which scripts use too: `y`, `p`, `n`, `d`, `x`, or `u` without an answer.
fn class(stripe: Stripe) -> &'static str {
    match stripe {
        Some(Answer::Yes) => "y",
        Some(Answer::InProgress) => "p",
        Some(Answer::NotYet) => "n",
        Some(Answer::DontKnow) => "d",
        Some(Answer::NotApplicable) => "x",
        None => "u",
    }
}

/// "5 yes, 1 in progress, 2 not answered": only what there is.
pub(crate) fn counts(words: &Words, progress: Progress) -> String {
    let parts = [
        (progress.yes, "meter-yes"),
        (progress.in_progress, "meter-in-progress"),
        (progress.not_yet, "meter-not-yet"),
        (progress.dont_know, "meter-dont-know"),
        (progress.not_applicable, "meter-not-applicable"),
        (progress.open, "meter-open"),
    ];
    let mut text = String::new();
    for (count, key) in parts.into_iter().filter(|(count, _)| *count > 0) {
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(&count.to_string());
        text.push(' ');
        text.push_str(words.t(key));
    }
    text
}

pub(super) fn samples(words: &Words) -> Vec<Sample> {
    use Answer::{DontKnow, InProgress, NotApplicable, NotYet, Yes};
    let mixed = [Some(Yes), Some(InProgress), Some(NotYet), Some(DontKnow), Some(NotApplicable), None];
    vec![
        Sample::new("meter: nothing answered", &Meter::new(words, &[None; 5])),
        Sample::new("meter: one of each", &Meter::new(words, &mixed)),
        Sample::new("meter: all yes", &Meter::new(words, &[Some(Yes); 6])),
        Sample::new("meter: big", &Meter::new(words, &mixed).big()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crosswalk_names::Language;

    #[test]
    fn a_meter_says_its_counts() {
        let stripes = [Some(Answer::Yes), Some(Answer::Yes), Some(Answer::InProgress), None];
        let html = Meter::new(Words::of(Language::En), &stripes).to_string();
        assert_eq!(
            html.trim(),
            r#"<span class="stripes" role="img" aria-label="2 yes, 1 in progress, 1 not answered"><i class="y"></i><i class="y"></i><i class="p"></i><i class="u"></i></span>"#
        );
    }
}
