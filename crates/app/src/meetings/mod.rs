//! In the room: people of a meeting answer one question at a time on their phones, and see together how they answered.
//!
//! - A meeting has a [`code::Code`] that lives as long as it does. A phone needs no account; it is known by a random
//!   token in a cookie ([`phone::Phone`]), of which the store keeps a hash that fits this meeting only.
//! - No count by answer leaves the server before the answers are shown, and none at all when fewer than
//!   [`spread::PHONES_MIN`] phones answered. From then on the answers to this question don't change.
//! - The truth is in the store. A [`hub::Hub`] holds what is pushed to the open sockets, and is made again when needed.
//! - What the team agrees on goes into its workbook as every other answer does, through the room.

pub mod code;
pub mod desk;
pub mod hub;
pub mod list;
pub mod live;
pub mod phone;
mod qr;
pub mod queries;
pub mod screen;
pub mod show;
mod socket;
pub mod spread;

use crosswalk_names::{DAY, HOUR, Language};
use crosswalk_ui::Sample;

/// A meeting ends by itself after so long, in milliseconds.
pub const LASTS: i64 = 12 * HOUR;
/// Answers of phones are kept so long after the end, in milliseconds. What was shown and agreed on stays.
pub const ANSWERS_KEPT: i64 = 30 * DAY;
/// Phones that can answer one question.
pub const PHONES_MAX: i64 = 2_000;
/// Meetings of one partnership that run at the same time.
pub const RUNNING_MAX: usize = 10;
/// Longest note on what was agreed, in characters.
pub const NOTE_MAX: usize = 1_000;
/// What the timer can be set to, in minutes.
pub const MINUTES: [i64; 4] = [1, 2, 3, 5];

/// All pages in their states.
pub fn samples(language: Language) -> Vec<Sample> {
    let mut all = list::page::samples(language);
    all.extend(desk::page::samples(language));
    all.extend(screen::page::samples(language));
    all.extend(phone::page::samples(language));
    all
}
