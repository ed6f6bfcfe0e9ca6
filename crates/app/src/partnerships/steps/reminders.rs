//! One letter to the owner of a step when its day is near. Owners who asked for no mail get none.

use crosswalk_mail::PartnershipLetter;
use crosswalk_ui::{Paths, long_day};
use jiff::ToSpan as _;

use super::queries::{self, DueStep};
use crate::accounts::sign_in::address_of;
use crate::error::PageError;
use crate::post;
use crate::state::App;
use crate::workbook::shares::sends_mail;

/// Owners are reminded so many days before a step is due.
const DAYS_BEFORE: i32 = 3;
/// A step that is overdue for longer is not brought up any more, in days.
const DAYS_AFTER: i32 = 1;
/// Letters of one clean-up; the next one goes on.
const LETTERS_AT_ONCE: i64 = 500;

/// Writes to the owners of steps that are due soon, once for each step. Run now and then.
pub async fn remind(app: &App) -> Result<(), PageError> {
    if !sends_mail(app) {
        return Ok(());
    }
    let today = app.instance().zone.day_of(app.clock.now());
    let first = today.saturating_sub(DAYS_AFTER.days());
    let last = today.saturating_add(DAYS_BEFORE.days());
    let due = app.store.read(move |conn| queries::due_between(conn, first, last, LETTERS_AT_ONCE)).await?;
    for step in due {
        remind_of(app, step).await?;
    }
    Ok(())
}

async fn remind_of(app: &App, step: DueStep) -> Result<(), PageError> {
    let letter = address_of(app, step.email_sealed.as_deref()).map(|address| {
        let letter = PartnershipLetter {
            language: step.language,
            key: "step-due",
            instance: &app.instance().name,
            who: "",
            partnership: &step.partnership_name,
            what: &step.text,
            when: &long_day(step.language, step.due),
            message: "",
            link: &app.settings.absolute(&Paths::new(step.language).partnership(step.partnership).steps()),
            stop_link: &post::stop_link(app, step.language, &address),
        }
        .letter();
        (app.seal.hash(address.as_str()), post::seal_letter(app, &address, letter))
    });
    let (now, work) = (app.clock.now(), app.clone());
    app.store
        .write(move |conn| {
            // Another node may have been faster.
            if !queries::reminded(conn, step.partnership, step.id, now)? {
                return Ok(());
            }
            if let Some((hash, letter)) = &letter
                && !post::queries::is_stopped(conn, hash)?
            {
                post::queue_letter(conn, &work, letter, now)?;
            }
            Ok(())
        })
        .await?;
    Ok(())
}
