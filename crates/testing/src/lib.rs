//! A Crosswalk of one's own for a test: the real server on a free port, with a clock that the test moves, seeded
//! randomness, mail in memory and a database that is thrown away.
//!
//! ```no_run
//! # async fn example() {
//! use crosswalk_testing::TestApp;
//!
//! let app = TestApp::start().await;
//! let riverside = app.workbook("Riverside").await;
//! let mut rosa = app.device();
//! let page = rosa.get(&riverside.page()).await;
//! let form = page.form("/stages/assess").set("answer.goal-setting", "yes");
//! rosa.submit(form).await.expect_status(200);
//! # }
//! ```
//!
//! A [`Device`] is a browser without scripts: it keeps cookies, follows redirects and can only send forms that are on
//! the page. A [`Person`] has the page open with scripts: a live socket and a document of their own.
#![allow(
    clippy::pedantic,
    clippy::drop_non_drop,
    clippy::wrong_self_convention,
    clippy::unwrap_used,
    reason = "helpers of tests: read like the tests"
)]
#![allow(clippy::missing_panics_doc, reason = "a test fails by panicking")]

mod app;
mod cast;
mod device;
mod dice;
mod html;
mod http;
mod logs;
mod person;
mod postbox;
mod socket;

pub use app::{Book, TestApp};
pub use cast::{address_of, end_of};
pub use device::Device;
pub use dice::Dice;
pub use html::{Form, Page};
pub use http::{Answer, Request};
pub use logs::{keep_errors, logs};
pub use person::{Heard, Person};
pub use postbox::Postbox;
pub use socket::{Frame, Socket, frame};
