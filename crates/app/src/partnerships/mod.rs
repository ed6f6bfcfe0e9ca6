//! A partnership's home: its people and organizations, the workbook that is the team's own answer, and the work that
//! comes out of it.
//!
//! Everything under `/p/{partnership}` is for members ([`crate::access`]); every query takes the partnership first.
//! Whatever members do that others want to know is written into the activity log ([`activity`]) in the same transaction.

pub mod activity;
pub mod agenda;
pub mod archive;
pub mod claim;
pub mod deletion;
pub mod evidence;
pub mod home;
pub mod join;
pub mod list;
pub mod partners;
pub mod people;
pub mod queries;
pub mod questions;
mod removed;
pub mod settings;
pub mod steps;
pub mod workbooks;

use crosswalk_ui::{Frame, Group};

use crate::access::Member;
use crate::state::App;
use crate::visit::Visit;

/// The frame of a page of the partnership.
pub fn frame<'a>(visit: &Visit, app: &'a App, member: &Member) -> Frame<'a> {
    let partnership = &member.partnership;
    visit.frame(app).group(Group {
        id: partnership.id,
        name: partnership.name.clone().into(),
        backbone: partnership.backbone_name.clone().into(),
        color: partnership.color.as_deref().and_then(|color| color.parse().ok()),
    })
}
