//! Every edition of a checklist that the instance has ever offered is kept in the store, so that a workbook keeps the
//! questions it was started with even when their file is gone.

use crosswalk_checklist::{Checklist, Checklists};
use crosswalk_store::schema::checklists;
use crosswalk_store::{Connection, Store, StoreError, Upsert as _};
use diesel::prelude::*;

use crate::state::App;

/// Writes the editions of the files down, and adds those that only the store still has. Says how many the store has.
pub async fn keep(store: &Store, files: Checklists) -> Result<(Checklists, usize), StoreError> {
    let rows: Vec<(String, String, &'static str, String)> = files
        .iter()
        .filter_map(|one| {
            let content = serde_json::to_string(one.as_ref()).ok()?;
            Some((one.key.to_string(), one.version.clone(), one.language.code(), content))
        })
        .collect();
    let kept = store
        .write(move |conn| {
            for (key, version, language, content) in &rows {
                // The newest words win: a corrected typo is the same edition.
                diesel::insert_into(checklists::table)
                    .values((
                        checklists::key.eq(key),
                        checklists::version.eq(version),
                        checklists::language.eq(language),
                        checklists::content.eq(content),
                    ))
                    .or_replace(
                        (checklists::key, checklists::version, checklists::language),
                        (checklists::content,),
                    )
                    .execute(conn)?;
            }
            stored(conn)
        })
        .await?;
    Ok((with_stored(files, &kept), kept.len()))
}

/// Takes up the editions that another node has written down since.
pub async fn refresh(app: &App) -> Result<(), StoreError> {
    let count: i64 = app.store.read(|conn| checklists::table.count().get_result(conn)).await?;
    if usize::try_from(count) == Ok(app.content().editions_stored) {
        return Ok(());
    }
    app.read_content_anew().await
}

/// The editions of the files and those that only the store still has. Writes nothing.
pub async fn known(store: &Store, files: Checklists) -> Result<Checklists, StoreError> {
    Ok(with_stored(files, &store.read(stored).await?))
}

fn stored(conn: &mut Connection) -> QueryResult<Vec<String>> {
    checklists::table.select(checklists::content).load(conn)
}

fn with_stored(files: Checklists, kept: &[String]) -> Checklists {
    files.and_stored(kept.iter().filter_map(|content| serde_json::from_str::<Checklist>(content).ok()))
}
