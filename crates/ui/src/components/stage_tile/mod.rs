use std::borrow::Borrow;
use std::fmt;

use super::{Sample, shows_itself};

/// A stage's number on its color. The stage's name always follows, seen or hidden.
#[derive(Debug, Clone, Copy)]
pub struct StageTile {
    number: usize,
    big: bool,
}
shows_itself!(StageTile);

impl fmt::Display for StageTile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // There are five colors; a longer checklist begins again with the first.
        let color = (self.number.max(1) - 1) % 5 + 1;
        let big = if self.big { " b" } else { "" };
        write!(f, "<span class=\"st st{color}{big}\" aria-hidden=\"true\">{}</span>", self.number)
    }
}

/// The tile of stage `number`, from 1.
pub fn stage_tile(number: impl Borrow<usize>) -> StageTile {
    StageTile { number: *number.borrow(), big: false }
}

/// The large tile of stage `number`, from 1.
pub fn stage_tile_big(number: impl Borrow<usize>) -> StageTile {
    StageTile { number: *number.borrow(), big: true }
}

pub(super) fn samples() -> Vec<Sample> {
    let row = (1..=5).map(|number: usize| stage_tile(number).to_string() + " ").collect::<String>();
    vec![Sample::new("stage tiles", &row), Sample::new("stage tile: big", &stage_tile_big(3_usize))]
}
