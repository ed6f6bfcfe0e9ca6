//! Where an instance lies, for the commands that look after one.

use std::fmt::Display;
use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};
use clap::Args;
use crosswalk_backup::is_unfinished;
use crosswalk_store::{Store, StoreOptions};

use crate::config::{address, database_in, read_file};

#[derive(Args)]
#[expect(rustdoc::bare_urls, clippy::doc_markdown, reason = "these comments are the help text")]
pub struct PlaceArgs {
    /// Settings file (TOML) [default: crosswalk.toml in the data folder, if it is there]
    #[arg(long, env = "CROSSWALK_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Folder of the instance's data
    #[arg(long, env = "CROSSWALK_DATA", value_name = "DIR", default_value = "data")]
    pub data: PathBuf,
    /// sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME [default: as the settings file says, else sqlite in the data folder]
    #[arg(long, env = "CROSSWALK_DATABASE", value_name = "URL", hide_env_values = true)]
    pub database: Option<String>,
    /// File that holds nothing but the address of the database, for one with a password
    #[arg(long, env = "CROSSWALK_DATABASE_FILE", value_name = "FILE")]
    pub database_file: Option<PathBuf>,
    /// Folder with content of your own [default: as the settings file says]
    #[arg(long, env = "CROSSWALK_CONTENT", value_name = "DIR")]
    pub content: Option<PathBuf>,
}

/// Where an instance lies.
pub struct Place {
    /// Its folder.
    pub data: PathBuf,
    /// Its settings file, if there is one.
    pub settings: Option<PathBuf>,
    /// The address of its database.
    pub database: String,
    /// Its own content, if it has some.
    pub content: Option<PathBuf>,
}

impl PlaceArgs {
    /// The same instance that `serve` would serve with these flags.
    pub fn find(self) -> anyhow::Result<Place> {
        let (file, settings) = read_file(self.config.as_deref(), &self.data)?;
        let database_file = self.database_file.or(file.database_file);
        let database = address("database", self.database.or(file.database), database_file.as_deref())?
            .unwrap_or_else(|| database_in(&self.data));
        Ok(Place { settings, database, content: self.content.or(file.content), data: self.data })
    }
}

impl Place {
    /// Opens its database to read it, also one that a running program serves.
    pub fn open_to_read(&self) -> anyhow::Result<Store> {
        refuse_unfinished(&self.data)?;
        Store::open_to_read(&self.database, StoreOptions { readers: 1, ..StoreOptions::default() })
            .map_err(|error| self.mended(&error).context("the database can't be opened"))
    }

    /// An error of its database, with what mends it where that can be told.
    pub fn mended(&self, error: &dyn Display) -> anyhow::Error {
        let told = error.to_string();
        if told.contains("schema_level") {
            return anyhow!(
                "no instance is in it: {} is empty. Name the database of the instance by --database or --config, or \
                 restore a backup into this one",
                shown(&self.database)
            );
        }
        if told.contains("crosswalk.db is not there") {
            return anyhow!(
                "{told}. Where the instance has other settings or another database, say so: --data DIR, --config FILE, \
                 --database URL"
            );
        }
        anyhow!("{told}")
    }
}

/// Half of a restore is no instance.
pub fn refuse_unfinished(data: &Path) -> anyhow::Result<()> {
    if is_unfinished(data) {
        bail!("{} holds a restore that was broken off: empty the folder, then restore again", data.display());
    }
    Ok(())
}

/// A database as people may see it: its engine and its place, and no password, wherever in the address that stands.
pub fn shown(database: &str) -> String {
    if let Some(path) = database.strip_prefix("sqlite:") {
        let path = std::path::absolute(path).unwrap_or_else(|_| PathBuf::from(path));
        return format!("SQLite, {}", path.display());
    }
    let Some((scheme, rest)) = database.split_once("://") else { return "an unknown database".to_owned() };
    let (user, server) = match rest.rsplit_once('@') {
        Some((user, server)) => (user.split([':', '/', '?']).next().unwrap_or_default(), server),
        None => ("", rest),
    };
    let (server, query) = server.split_once('?').unwrap_or((server, ""));
    let known: Vec<&str> = query
        .split('&')
        .filter(|pair| ["host=", "port=", "dbname=", "user="].iter().any(|name| pair.starts_with(name)))
        .collect();
    let at = if user.is_empty() { "" } else { "@" };
    let mark = if known.is_empty() { "" } else { "?" };
    format!("PostgreSQL, {scheme}://{user}{at}{server}{mark}{}", known.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_is_shown_without_its_password() {
        for (address, expected) in [
            ("sqlite:/var/lib/crosswalk/crosswalk.db", "SQLite, /var/lib/crosswalk/crosswalk.db"),
            (
                "postgres://me:secret@db.example.org/crosswalk",
                "PostgreSQL, postgres://me@db.example.org/crosswalk",
            ),
            ("postgres://me:sec@ret@localhost:5432/a", "PostgreSQL, postgres://me@localhost:5432/a"),
            ("postgres://me:sec?ret@localhost/a", "PostgreSQL, postgres://me@localhost/a"),
            (
                "postgres://me@/a?host=/run/postgresql&password=secret&port=5433",
                "PostgreSQL, postgres://me@/a?host=/run/postgresql&port=5433",
            ),
            ("postgres://localhost/a?sslpassword=secret", "PostgreSQL, postgres://localhost/a"),
        ] {
            assert_eq!(shown(address), expected);
        }
    }
}
