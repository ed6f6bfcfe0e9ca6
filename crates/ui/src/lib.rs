//! What every page is made of: words in two languages, the page frame, addresses, components and assets.
//!
//! A page is an askama struct beside its handler with a field `frame: Frame`, whose template extends
//! `frame/base.html`. Components are small structs with their own templates that show themselves inside any other.

// Lets templates that are compiled here and in other crates name things the same way.
extern crate self as crosswalk_ui;

pub mod assets;
mod color;
mod components;
mod frame;
pub mod gallery;
mod paths;
mod when;
mod words;

pub use color::{Color, ColorProblem};
pub use components::{
    Alert, Choice, Field, Icon, Meter, Problem, Problems, Sample, StageTile, Summary, Toast, icon, samples,
    stage_tile, stage_tile_big, summary,
};
pub use frame::{Book, Frame, Group, Instance, Nav, NavItem, SAMPLE_NOW, SAMPLE_TOKEN, Switch, Theme};
pub use paths::{PartnershipPaths, Paths, WorkbookPaths, base, plain, stand_under};
pub use when::{Moment, Zone, ZoneError, long_day, short_day};
pub use words::{Arg, Words, join_list};
