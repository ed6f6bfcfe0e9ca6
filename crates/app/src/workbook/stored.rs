//! From what the store has of a workbook to its document: for the live room, and for a look at an earlier state.

use std::sync::Arc;

use crosswalk_checklist::Checklists;
use crosswalk_collab::{ClientOwners, Document, Limits, LoadError, Shape};

use super::queries::StoredDocument;

/// Why a stored workbook can't be decoded.
#[derive(Debug, thiserror::Error)]
pub enum StoredError {
    /// Neither the content nor the store has the edition that it answers.
    #[error("its checklist is not known here")]
    Checklist,
    /// Its bytes are damaged.
    #[error(transparent)]
    Load(#[from] LoadError),
}

/// Decodes a document. `client` is the Yjs client id of the edits that the server will make in it.
pub fn load(
    stored: &StoredDocument,
    checklists: &Checklists,
    limits: Limits,
    client: u32,
) -> Result<Document, StoredError> {
    let (key, version) = &stored.checklist;
    let checklist = checklists.edition(key, version, stored.language).ok_or(StoredError::Checklist)?;
    let mut owners = match &stored.state {
        Some(state) => ClientOwners::from_bytes(&state.clients)?,
        None => ClientOwners::default(),
    };
    for entry in &stored.log {
        owners.absorb(ClientOwners::from_bytes(&entry.clients)?);
    }
    let state = stored.state.as_ref().map(|state| state.body.as_slice());
    let log = stored.log.iter().map(|entry| entry.body.as_slice());
    Ok(Document::load(Arc::new(Shape::of(checklist)), limits, client, state, log, owners)?)
}
