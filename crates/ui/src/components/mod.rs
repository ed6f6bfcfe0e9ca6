//! Components: a folder each, with typed parameters, a template and samples. Their styles are in `assets/parts`.
//!
//! Each shows itself: `{{ ui::icon("mail") }}` works in any template, because they are safe HTML already.

mod alert;
mod choice;
mod field;
mod icon;
mod meter;
mod stage_tile;
mod summary;
mod toast;

pub use alert::Alert;
pub use choice::Choice;
pub use field::Field;
pub use icon::{Icon, icon};
pub use meter::Meter;
pub use stage_tile::{StageTile, stage_tile, stage_tile_big};
pub use summary::{Problem, Problems, Summary, summary};
pub use toast::Toast;

use crosswalk_names::Language;

use crate::Words;

/// Shows a component by its askama template, and marks the outcome as HTML that needs no escaping.
macro_rules! shows_itself {
    ($name:ident $(< $life:lifetime >)?) => {
        impl $(<$life>)? askama::filters::HtmlSafe for $name $(<$life>)? {}
    };
}
pub(crate) use shows_itself;

/// The value of `aria-describedby` for the field `name`: its hint and what is wrong with it, where there are any.
fn described_by(name: &str, hint: &str, problems: &[&str]) -> String {
    let hint = (!hint.is_empty()).then(|| format!("{name}-hint"));
    let problem = (!problems.is_empty()).then(|| format!("{name}-problem"));
    hint.into_iter().chain(problem).collect::<Vec<_>>().join(" ")
}

/// A component as the gallery shows it.
pub struct Sample {
    /// Which component, and in which state.
    pub name: String,
    /// How it looks.
    pub html: String,
}

impl Sample {
    /// A sample of something that shows itself.
    pub fn new(name: &str, component: &impl ToString) -> Self {
        Self { name: name.to_owned(), html: component.to_string() }
    }
}

/// Every component in its states, in `language`.
pub fn samples(language: Language) -> Vec<Sample> {
    let words = Words::of(language);
    let mut all = Vec::new();
    all.extend(stage_tile::samples());
    all.extend(meter::samples(words));
    all.extend(alert::samples(words));
    all.extend(toast::samples(words));
    all.extend(field::samples(words));
    all.extend(choice::samples(words));
    all.extend(summary::samples(words));
    all.extend(icon::samples());
    all
}
