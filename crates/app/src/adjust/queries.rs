//! Statements about settings that operators changed.

use std::collections::BTreeMap;

use crosswalk_names::Timestamp;
use crosswalk_store::schema::{instance_settings, people, setting_changes};
use crosswalk_store::{Connection, Id, Upsert as _};
use diesel::prelude::*;
use uuid::Uuid;

use super::{By, Change, Setting};

/// A change as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRow {
    /// When.
    pub at: Timestamp,
    /// The name of who did it, which may be empty; none: the command line, or a person who is gone.
    pub who: Option<String>,
    /// Which setting.
    pub name: String,
    /// The value before.
    pub before: String,
    /// The value after; none: back to file or default.
    pub after: Option<String>,
}

/// What is set. Keys of another version are passed over.
pub fn stored(conn: &mut Connection) -> QueryResult<BTreeMap<Setting, String>> {
    let rows = instance_settings::table.select((instance_settings::name, instance_settings::value)).load::<(
        String,
        String,
    )>(
        conn
    )?;
    Ok(rows.into_iter().filter_map(|(name, value)| Some((Setting::from_key(&name)?, value))).collect())
}

/// Makes a change and writes it down.
pub fn put(conn: &mut Connection, change: &Change, by: By, id: Uuid, now: Timestamp) -> QueryResult<()> {
    let name = change.setting.key();
    match &change.after {
        Some(value) => {
            diesel::insert_into(instance_settings::table)
                .values((
                    instance_settings::name.eq(name),
                    instance_settings::value.eq(value),
                    instance_settings::set_at.eq(now.0),
                ))
                .or_replace((instance_settings::name,), (instance_settings::value, instance_settings::set_at))
                .execute(conn)?;
        }
        None => {
            diesel::delete(instance_settings::table.find(name)).execute(conn)?;
        }
    }
    let person = match by {
        By::Operator(person) => Some(Id::from(person)),
        By::CommandLine => None,
    };
    diesel::insert_into(setting_changes::table)
        .values((
            setting_changes::id.eq(Id(id)),
            setting_changes::at.eq(now.0),
            setting_changes::person_id.eq(person),
            setting_changes::name.eq(name),
            setting_changes::value_before.eq(&change.before),
            setting_changes::value_after.eq(change.after.as_deref()),
        ))
        .execute(conn)?;
    Ok(())
}

/// The last changes, the newest first.
pub fn changes(conn: &mut Connection, limit: i64) -> QueryResult<Vec<ChangeRow>> {
    let rows = setting_changes::table
        .left_join(people::table)
        .order((setting_changes::at.desc(), setting_changes::id.desc()))
        .limit(limit)
        .select((
            setting_changes::at,
            people::name.nullable(),
            setting_changes::name,
            setting_changes::value_before,
            setting_changes::value_after,
        ))
        .load::<(i64, Option<String>, String, String, Option<String>)>(conn)?;
    Ok(rows
        .into_iter()
        .map(|(at, who, name, before, after)| ChangeRow { at: Timestamp(at), who, name, before, after })
        .collect())
}
