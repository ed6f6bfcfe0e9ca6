//! `crosswalk demo`

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;
use crosswalk_app::clock::{Clock, Random};
use crosswalk_app::settings::{Limits, Settings};
use crosswalk_app::state::{App, Parts};
use crosswalk_app::{jobs, serve};
use crosswalk_demo::{Seeded, instance, seed, ways_in};
use crosswalk_mail::Transport;
use crosswalk_store::{Store, StoreOptions};

use crate::config::{LogFormat, database_in, socket};
use crate::content;
use crate::serve::{listen, log, make_private_folder, runtime, secret, stopped};

/// The file by which a demonstration's own data folder is known. It is written when the story has been told.
const MARK: &str = "demonstration.json";

#[derive(Args)]
pub struct DemoArgs {
    /// Where to listen: on this machine only, because everybody who comes there can be anybody
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080", value_parser = socket)]
    listen: SocketAddr,
    /// Folder to keep the demonstration in; it must be empty or hold one [default: a temporary one, removed at the end]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

pub fn run(args: &DemoArgs) -> anyhow::Result<()> {
    if !args.listen.ip().is_loopback() {
        bail!("the demonstration can listen on this machine alone, like 127.0.0.1:8080: anybody can sign in");
    }
    log("warn", LogFormat::Text);
    // Removed when it goes out of scope, after everything has been written down.
    let temporary = match args.data {
        Some(_) => None,
        None => Some(tempfile::Builder::new().prefix("crosswalk-demo-").tempdir()?),
    };
    let data = match (&args.data, &temporary) {
        (Some(data), _) => data.clone(),
        (None, Some(temporary)) => temporary.path().to_owned(),
        (None, None) => bail!("no data folder"),
    };
    let told = read_mark(&data)?;
    make_private_folder(&data)
        .with_context(|| format!("the data folder {} can't be made", data.display()))?;
    runtime()?.block_on(show(args.listen, &data, told))?;
    if temporary.is_none() {
        println!("The demonstration is kept in {}.", data.display());
    }
    Ok(())
}

/// What an earlier run told, if the folder is a demonstration's. Nothing if there is no data yet.
fn read_mark(data: &Path) -> anyhow::Result<Option<Seeded>> {
    let mark = data.join(MARK);
    match std::fs::read_to_string(&mark) {
        Ok(text) => {
            let seeded = serde_json::from_str(&text);
            seeded.map(Some).with_context(|| format!("{} has a mistake", mark.display()))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let mut inside = std::fs::read_dir(data).ok();
            if inside.as_mut().is_some_and(|inside| inside.next().is_some()) {
                bail!(
                    "{} holds other data, which a demonstration leaves alone; give --data a new folder",
                    data.display()
                );
            }
            Ok(None)
        }
        Err(error) => Err(error).with_context(|| format!("{} can't be read", mark.display())),
    }
}

async fn show(address: SocketAddr, data: &Path, told: Option<Seeded>) -> anyhow::Result<()> {
    let listener = listen(address)?;
    let address = listener.local_addr()?;
    let settings = Settings {
        listen: address,
        settings_file: None,
        data: data.to_owned(),
        content: None,
        database: database_in(data),
        database_replica: None,
        smtp: None,
        mail_from: "crosswalk@bridgeway.example".to_owned(),
        instance: instance(format!("http://{address}")),
        mail_sign_in: true,
        oidc: None,
        backups: None,
        behind_proxy: false,
        limits: Limits::default(),
        ..Settings::sample()
    };
    let files = content::files(None)?;
    let (clock, random) = (Clock::system(), Random::system());
    let secret = secret(data, &random)?;
    let store =
        Store::open(&settings.database, StoreOptions::default()).context("the database can't be opened")?;
    let is_new = told.is_none();
    let told = if let Some(told) = told {
        told
    } else {
        let telling = seed(settings.clone(), store.clone(), files.clone(), secret, clock.now());
        let told = telling.await.context("the story can't be told")?;
        std::fs::write(data.join(MARK), serde_json::to_string(&told)?)?;
        told
    };
    let transport = Transport::outbox(data.join("outbox")).context("the outbox folder can't be made")?;
    let app = App::new(Parts { settings, store, files, clock, random, secret, transport }).await?;
    greet(&app, &told, is_new).await?;
    let worker = tokio::spawn(jobs::run(app.clone()));
    serve::serve(app, listener, stopped()).await;
    worker.abort();
    Ok(())
}

/// Says where to go, and who one can be.
async fn greet(app: &App, told: &Seeded, is_new: bool) -> anyhow::Result<()> {
    let instance = app.instance();
    let url = &instance.public_url;
    println!("{}: a demonstration, and everybody in it is made up.\n", instance.name);
    println!("Sign in as somebody (each link works once, for half an hour):");
    for (host, link) in ways_in(app, told).await? {
        let link = link.unwrap_or_else(|| "had too many letters today".to_owned());
        let spanish = if host.language.code() == "es" { ", in Spanish" } else { "" };
        println!("  {}, {} for {}{spanish}\n    {link}", host.name, host.role, host.organization);
    }
    println!("Later, or as anybody else: {url}/sign-in with an address like rosa.medina@bridgeway.example;");
    println!("letters are shown at {url}/dev/outbox.");
    if is_new {
        println!("A meeting is going on: {url}/meet, code {}.", told.code);
    }
    println!("\nListening on {url} until you press Ctrl-C.");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_other_data_is_left_alone_and_its_own_is_known_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path();
        assert_eq!(read_mark(path).expect("an empty one"), None);
        assert_eq!(read_mark(&path.join("new")).expect("none yet"), None);
        std::fs::write(path.join("crosswalk.db"), "").expect("written");
        let refused = read_mark(path).expect_err("somebody's data").to_string();
        assert!(refused.contains("holds other data"), "{refused}");
        let told = Seeded { partnership: "0190".to_owned(), code: "K7M-2PQ".to_owned() };
        let mark = serde_json::to_string(&told).expect("JSON");
        std::fs::write(path.join(MARK), mark).expect("written");
        assert_eq!(read_mark(path).expect("its own"), Some(told));
    }
}
