//! Taking out what a person wrote, when they ask for it with the removal of their account.
//!
//! Their own copies in rounds go, and the comments that results show of them; numbers of closed rounds name nobody and
//! stay. Their notes on the agenda go. Next steps and evidence are the partnership's record of its work: they stay, and
//! lose the name with the account.

use crosswalk_names::PersonId;

use super::queries;
use crate::error::PageError;
use crate::rounds::gather;
use crate::state::App;
use crate::workbook::deletion;

/// Takes it all out. May be called again when it broke off half way: what tells whose a comment was goes last.
pub async fn take_out(app: &App, person: PersonId) -> Result<(), PageError> {
    let copies = app.store.read(move |conn| queries::own_copies(conn, person)).await?;
    let parts = copies.iter().map(|copy| (copy.round, copy.response)).collect::<Vec<_>>();
    app.store
        .write(move |conn| {
            for (round, response) in &parts {
                gather::forget_comments(conn, *round, *response)?;
            }
            queries::clear_agenda_notes(conn, person)
        })
        .await?;
    for copy in copies {
        deletion::discard(app, copy.workbook).await?;
    }
    Ok(())
}
