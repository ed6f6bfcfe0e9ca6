//! Looks at everything that the database holds: what can't be opened, and what refers to nothing.

use crosswalk_collab::Limits;
use crosswalk_names::WorkbookId;
use crosswalk_store::schema::workbooks;
use crosswalk_store::{Id, Store, StoreError};
use diesel::prelude::*;

use crate::content::Files;
use crate::editions;
use crate::workbook::{queries, stored};

/// Workbooks whose ids are read at once.
const IDS_AT_ONCE: i64 = 1_000;

/// What was looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// Workbooks that were opened, deleted ones included.
    pub workbooks: u64,
    /// One line for each fault; none is good.
    pub faults: Vec<String>,
}

/// Checks the file, the rows that refer to others, and opens every workbook as a room would. Writes nothing.
pub async fn check(store: &Store, files: Files) -> Result<Checked, StoreError> {
    let mut checked = Checked { workbooks: 0, faults: store.check().await? };
    let checklists = editions::known(store, files.checklists).await?;
    let mut last = Id(uuid::Uuid::nil());
    loop {
        let ids: Vec<Id> = store
            .read(move |conn| {
                workbooks::table
                    .filter(workbooks::id.gt(last))
                    .order(workbooks::id)
                    .limit(IDS_AT_ONCE)
                    .select(workbooks::id)
                    .load(conn)
            })
            .await?;
        let Some(end) = ids.last() else { return Ok(checked) };
        last = *end;
        for id in ids {
            let id = WorkbookId::from(id);
            let found = store
                .read(move |conn| Ok((queries::document(conn, id)?, queries::faults_of_packs(conn, id)?)));
            let (Some(found), faults) = found.await? else { continue };
            checked.workbooks += 1;
            checked.faults.extend(faults.into_iter().map(|fault| format!("workbook {id}: {fault}")));
            match stored::load(&found, &checklists, Limits::default(), 1) {
                Ok(mut document) => drop(document.workbook()),
                Err(error) => checked.faults.push(format!("workbook {id} can't be opened: {error}")),
            }
        }
    }
}
