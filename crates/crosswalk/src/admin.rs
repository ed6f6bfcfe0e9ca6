//! `crosswalk admin`: what the operator's page does, on the command line.
//!
//! Reading works while the server runs. Writing works beside it where the database is a server too; a file has one writer,
//! so there the server must be stopped for it, or the page used.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use crosswalk_app::adjust::{self, By, Change, Setting};
use crosswalk_app::clock::{Clock, Random};
use crosswalk_app::nodes::check_secret;
use crosswalk_app::operate::{self, queries};
use crosswalk_app::seal::{SECRET_BYTES, Seal};
use crosswalk_app::settings::Settings;
use crosswalk_mail::Address;
use crosswalk_names::{JobId, Language};
use crosswalk_store::{Store, StoreOptions, jobs};
use crosswalk_ui::Zone;

use crate::place::{Place, PlaceArgs, refuse_unfinished, shown};
use crate::serve::secret;

/// Lines of a list.
const LINES_MAX: i64 = 1_000;

#[derive(Args)]
#[expect(rustdoc::bare_urls, clippy::doc_markdown, reason = "these comments are the help text")]
pub struct AdminArgs {
    /// Settings file (TOML) [default: crosswalk.toml in the data folder, if it is there]
    #[arg(long, global = true, env = "CROSSWALK_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    /// Folder of the instance's data
    #[arg(long, global = true, env = "CROSSWALK_DATA", value_name = "DIR", default_value = "data")]
    data: PathBuf,
    /// sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME [default: as the settings file says, else sqlite in the data folder]
    #[arg(long, global = true, env = "CROSSWALK_DATABASE", value_name = "URL", hide_env_values = true)]
    database: Option<String>,
    /// File that holds nothing but the address of the database, for one with a password
    #[arg(long, global = true, env = "CROSSWALK_DATABASE_FILE", value_name = "FILE")]
    database_file: Option<PathBuf>,
    #[command(subcommand)]
    command: AdminCommand,
}

#[derive(Subcommand)]
enum AdminCommand {
    /// How much there is, and what waits
    Status,
    /// What waits in the queue, and what was given up
    Jobs {
        #[command(subcommand)]
        command: Option<JobsCommand>,
    },
    /// Addresses that want no mail
    #[command(subcommand)]
    Mail(MailCommand),
    /// Settings that lie over the settings file
    #[command(subcommand)]
    Settings(SettingsCommand),
    /// Who may see the operator's page
    #[command(subcommand)]
    Operators(OperatorsCommand),
}

#[derive(Subcommand)]
enum JobsCommand {
    /// Have a job tried at once, also one that was given up
    Retry {
        /// Its id, as the list has it
        id: JobId,
    },
    /// Give up a job that waits
    GiveUp {
        /// Its id, as the list has it
        id: JobId,
    },
}

#[derive(Subcommand)]
enum MailCommand {
    /// Addresses that want no mail, with only their first letter
    Blocked,
    /// Let mail to an address through again, because its owner asks for it
    Unblock {
        /// The address
        address: String,
    },
}

#[derive(Subcommand)]
enum SettingsCommand {
    /// What is set, and what can be
    List,
    /// Set one
    Set {
        /// Its name, as the list has it
        name: String,
        /// Its value
        value: String,
    },
    /// Go back to what the settings file says
    Unset {
        /// Its name, as the list has it
        name: String,
    },
}

#[derive(Subcommand)]
enum OperatorsCommand {
    /// Addresses of operators, besides those in the operators setting
    List,
    /// Let whoever signs in by an address run the instance
    Add {
        /// The address
        address: String,
    },
    /// Let them do so no more
    Remove {
        /// The address
        address: String,
    },
}

/// The instance's data, opened to read or to write.
struct Desk {
    store: Store,
    seal: Seal,
    random: Random,
    clock: Clock,
    /// Engine and place.
    database: String,
}

impl AdminArgs {
    fn place(&self) -> anyhow::Result<Place> {
        let (config, data) = (self.config.clone(), self.data.clone());
        let (database, database_file) = (self.database.clone(), self.database_file.clone());
        PlaceArgs { config, data, database, database_file, content: None }.find()
    }

    fn to_read(&self) -> anyhow::Result<Desk> {
        let place = self.place()?;
        let store = place.open_to_read()?;
        Desk::at(&place, store)
    }

    /// Only with the secret that the instance has: with another one no address would be known again.
    async fn to_write(&self) -> anyhow::Result<Desk> {
        let place = self.place()?;
        refuse_unfinished(&place.data)?;
        let secret = known_secret(&place.data, &Random::system())?;
        let options = StoreOptions { readers: 1, ..StoreOptions::default() };
        let store = Store::open(&place.database, options).context(
            "the database can't be opened to write; while the server runs on SQLite, use its page at /operate, or stop it for this",
        )?;
        check_secret(&store, &secret, false).await?;
        Desk::at(&place, store)
    }
}

impl Desk {
    fn at(place: &Place, store: Store) -> anyhow::Result<Self> {
        let random = Random::system();
        let seal = Seal::new(&known_secret(&place.data, &random)?, random.clone());
        Ok(Self { store, seal, random, clock: Clock::system(), database: shown(&place.database) })
    }
}

/// The secret of an instance that is there. None is made: in a wrong folder that would be a second instance.
fn known_secret(data: &Path, random: &Random) -> anyhow::Result<[u8; SECRET_BYTES]> {
    if !data.join("secret").exists() {
        bail!(
            "{} holds no instance: name its data folder with --data DIR, or start crosswalk serve there once",
            data.display()
        );
    }
    secret(data, random)
}

pub fn run(args: &AdminArgs) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        match &args.command {
            AdminCommand::Status => status(&args.to_read()?).await,
            AdminCommand::Jobs { command: None } => list_jobs(&args.to_read()?).await,
            AdminCommand::Jobs { command: Some(JobsCommand::Retry { id }) } => {
                change_job(&args.to_write().await?, *id, true).await
            }
            AdminCommand::Jobs { command: Some(JobsCommand::GiveUp { id }) } => {
                change_job(&args.to_write().await?, *id, false).await
            }
            AdminCommand::Mail(MailCommand::Blocked) => list_blocked(&args.to_read()?).await,
            AdminCommand::Mail(MailCommand::Unblock { address }) => {
                let address = parse(address)?;
                unblock(&args.to_write().await?, &address).await
            }
            AdminCommand::Settings(SettingsCommand::List) => list_settings(&args.to_read()?).await,
            AdminCommand::Settings(SettingsCommand::Set { name, value }) => {
                set(args, name, Some(value)).await
            }
            AdminCommand::Settings(SettingsCommand::Unset { name }) => set(args, name, None).await,
            AdminCommand::Operators(OperatorsCommand::List) => list_operators(&args.to_read()?).await,
            AdminCommand::Operators(OperatorsCommand::Add { address }) => {
                let address = parse(address)?;
                add_operator(&args.to_write().await?, &address).await
            }
            AdminCommand::Operators(OperatorsCommand::Remove { address }) => {
                let address = parse(address)?;
                remove_operator(&args.to_write().await?, &address).await
            }
        }
    })
}

fn parse(address: &str) -> anyhow::Result<Address> {
    Address::parse(address.trim()).with_context(|| format!("{address:?} is no mail address"))
}

async fn status(desk: &Desk) -> anyhow::Result<()> {
    let facts = desk.store.facts().await?;
    let (amounts, counts) =
        desk.store.read(|conn| Ok((queries::amounts(conn)?, jobs::counts(conn)?))).await?;
    println!("Version of this program: {}", env!("CARGO_PKG_VERSION"));
    println!(
        "Database: {}, level {} of {}, {}",
        desk.database,
        facts.level,
        facts.known_level,
        operate::size(facts.bytes)
    );
    println!("Workbooks: {} ({} to be removed soon)", amounts.workbooks, amounts.announced);
    println!("Partnerships: {}", amounts.partnerships);
    println!("People with an account: {}", amounts.accounts);
    println!("Jobs: {} waiting, {} given up", counts.waiting, counts.failed);
    Ok(())
}

async fn list_jobs(desk: &Desk) -> anyhow::Result<()> {
    let (failed, waiting) = desk
        .store
        .read(|conn| Ok((jobs::list(conn, true, LINES_MAX)?, jobs::list(conn, false, LINES_MAX)?)))
        .await?;
    for (title, list) in [("Given up", failed), ("Waiting", waiting)] {
        println!("{title}: {}", list.len());
        for job in list {
            let error = job.last_error.unwrap_or_else(|| "not tried yet".to_owned());
            println!("  {}  {}  tries: {}  {error}", job.id, job.kind, job.tries);
        }
    }
    Ok(())
}

async fn change_job(desk: &Desk, id: JobId, again: bool) -> anyhow::Result<()> {
    let now = desk.clock.now();
    let changed =
        desk.store
            .write(move |conn| {
                if again { operate::retry_job(conn, id, now) } else { operate::give_up_job(conn, id, now) }
            })
            .await?;
    if !changed {
        bail!(
            "there is no such job, it is being worked on, or its message is wiped and it can't be tried again"
        );
    }
    println!("{}", if again { "It is tried at once." } else { "It is given up." });
    Ok(())
}

async fn list_blocked(desk: &Desk) -> anyhow::Result<()> {
    let blocked = desk.store.read(|conn| queries::blocked(conn, LINES_MAX)).await?;
    println!("Addresses that want no mail: {}", blocked.len());
    for row in blocked {
        let address = row.sealed.and_then(|sealed| desk.seal.open::<Address>(&sealed).ok());
        let address = address
            .map_or_else(|| "an address that is kept nowhere".to_owned(), |known| operate::mask(&known));
        println!("  {address}, since {}", Zone::utc().date(Language::En, row.at));
    }
    Ok(())
}

async fn unblock(desk: &Desk, address: &Address) -> anyhow::Result<()> {
    let hash = desk.seal.hash(address.as_str());
    if !desk.store.write(move |conn| queries::unblock(conn, &hash)).await? {
        bail!("that address is not blocked");
    }
    println!("Mail to it goes through again.");
    Ok(())
}

async fn list_settings(desk: &Desk) -> anyhow::Result<()> {
    let stored = desk.store.read(adjust::queries::stored).await?;
    for setting in Setting::ALL {
        match stored.get(&setting) {
            Some(value) => println!("{} = {value:?}", setting.key()),
            None => println!("{} is as the settings file says, or its default", setting.key()),
        }
    }
    println!("A flag or the environment of the server wins over these.");
    Ok(())
}

async fn set(args: &AdminArgs, name: &str, value: Option<&str>) -> anyhow::Result<()> {
    let Some(setting) = Setting::from_key(name) else {
        let names = Setting::ALL.map(Setting::key).join(", ");
        bail!("there is no setting {name:?} to be changed here; there are {names}");
    };
    let mut tried = Settings::sample();
    let after = match value {
        None => None,
        Some(value) => match setting.set(&mut tried, value) {
            Ok(()) => Some(setting.value(&tried)),
            Err(mistake) => bail!("{name} can't be {value:?}: {mistake}"),
        },
    };
    let desk = args.to_write().await?;
    let (now, id) = (desk.clock.now(), desk.random.uuid(desk.clock.now()));
    desk.store
        .write(move |conn| {
            let before = adjust::queries::stored(conn)?.remove(&setting).unwrap_or_default();
            adjust::queries::put(
                conn,
                &Change { setting, before, after: after.clone() },
                By::CommandLine,
                id,
                now,
            )
        })
        .await?;
    if setting.waits_for_start() {
        println!("It holds from the next start of the server on.");
    } else {
        println!("It holds within a minute, unless a flag or the environment of the server sets {name}.");
    }
    Ok(())
}

async fn list_operators(desk: &Desk) -> anyhow::Result<()> {
    let operators = desk.store.read(queries::operators).await?;
    println!("Operators, besides those in the operators setting: {}", operators.len());
    for (sealed, at) in operators {
        let address = desk.seal.open::<Address>(&sealed);
        let address =
            address.map_or_else(|_| "sealed with another secret".to_owned(), |known| known.to_string());
        println!("  {address}, since {}", Zone::utc().date(Language::En, at));
    }
    Ok(())
}

async fn add_operator(desk: &Desk, address: &Address) -> anyhow::Result<()> {
    let (hash, sealed, now) = (desk.seal.hash(address.as_str()), desk.seal.close(address), desk.clock.now());
    desk.store.write(move |conn| queries::add_operator(conn, &hash, &sealed, now)).await?;
    println!("Whoever signs in by that address finds the page at /operate.");
    Ok(())
}

async fn remove_operator(desk: &Desk, address: &Address) -> anyhow::Result<()> {
    let hash = desk.seal.hash(address.as_str());
    if !desk.store.write(move |conn| queries::remove_operator(conn, &hash)).await? {
        bail!("that address is not in the list; if it is in the operators setting, take it out there");
    }
    println!("That address is no operator's any more.");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::database_in;

    fn args(data: &Path, command: AdminCommand) -> AdminArgs {
        AdminArgs { config: None, data: data.to_owned(), database: None, database_file: None, command }
    }

    fn set_name(value: &str) -> AdminCommand {
        let (name, value) = ("name".to_owned(), value.to_owned());
        AdminCommand::Settings(SettingsCommand::Set { name, value })
    }

    #[test]
    fn an_instance_is_steered_while_it_rests_and_read_while_it_serves() {
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path();
        let add =
            |address: &str| AdminCommand::Operators(OperatorsCommand::Add { address: address.to_owned() });
        let error = run(&args(data, add("rosa@example.org"))).expect_err("no instance is there").to_string();
        assert!(error.contains("holds no instance") && error.contains("--data"), "{error}");
        secret(data, &Random::system()).expect("it is made");
        run(&args(data, add("rosa@example.org"))).expect("she is added");
        run(&args(data, set_name("Oak County"))).expect("it is set");
        for (command, told) in [
            (add("rosa"), "no mail address"),
            (set_name(" "), "must not be empty"),
            (
                AdminCommand::Mail(MailCommand::Unblock { address: "ana@example.org".to_owned() }),
                "is not blocked",
            ),
            (
                AdminCommand::Settings(SettingsCommand::Unset { name: "listen".to_owned() }),
                "retention_months",
            ),
            (
                AdminCommand::Jobs {
                    command: Some(JobsCommand::Retry {
                        id: "00000000-0000-7000-8000-000000000000".parse().expect("an id"),
                    }),
                },
                "no such job",
            ),
        ] {
            let error = run(&args(data, command)).expect_err("it is refused").to_string();
            assert!(error.contains(told), "{error}");
        }
        // The server runs: it has the file.
        let store = Store::open(&database_in(data), StoreOptions::default()).expect("it opens");
        for command in [
            AdminCommand::Status,
            AdminCommand::Jobs { command: None },
            AdminCommand::Mail(MailCommand::Blocked),
            AdminCommand::Settings(SettingsCommand::List),
            AdminCommand::Operators(OperatorsCommand::List),
        ] {
            run(&args(data, command)).expect("it is read");
        }
        let error = run(&args(data, set_name("Other"))).expect_err("it has one writer");
        assert!(format!("{error:#}").contains("/operate"), "{error:#}");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let (stored, operators) = runtime
            .block_on(store.read(|conn| Ok((adjust::queries::stored(conn)?, queries::operators(conn)?))))
            .expect("it is read");
        assert_eq!(stored.get(&Setting::Name).map(String::as_str), Some("Oak County"));
        assert_eq!(operators.len(), 1);
    }
}
