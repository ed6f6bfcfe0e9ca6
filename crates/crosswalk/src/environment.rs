//! What the environment says that nobody would read: names that are no setting, a log level that is none.

use clap::Command;

const START: &str = "CROSSWALK_";
/// Settings that are no flag.
const NO_FLAGS: [&str; 3] = ["LOG", "OIDC_CLIENT_SECRET", "BACKUP_PASSPHRASE"];
/// How names begin that the scripts and tests of the repository use.
const OF_TESTS: [&str; 10] = [
    "TEST_",
    "BENCH_",
    "FUZZ",
    "CRASH",
    "NODE_KILLS",
    "OLD_BINARY",
    "AWAY_MS",
    "POSTGRES_",
    "PROXY_",
    "BINARY",
];

/// The names that begin like settings and are none of `program`'s.
pub fn unknown(program: &Command, names: impl Iterator<Item = String>) -> Vec<String> {
    let mut known = Vec::new();
    add_known(program, &mut known);
    let is_unknown = |name: &String| {
        let Some(rest) = name.strip_prefix(START) else { return false };
        !NO_FLAGS.contains(&rest)
            && !OF_TESTS.iter().any(|start| rest.starts_with(start))
            && !known.contains(name)
    };
    let mut unknown: Vec<String> = names.filter(is_unknown).collect();
    unknown.sort();
    unknown
}

fn add_known(command: &Command, known: &mut Vec<String>) {
    let names = command.get_arguments().filter_map(|argument| argument.get_env());
    known.extend(names.map(|name| name.to_string_lossy().into_owned()));
    for command in command.get_subcommands() {
        add_known(command, known);
    }
}

/// Why a text says nothing about what is logged, if so. A word alone is a level: as the name of a part of the program, which
/// the syntax has too, it would turn everything else off.
pub fn no_level(text: &str) -> Option<String> {
    let is_level = |part: &str| {
        let level = ["off", "error", "warn", "info", "debug", "trace"];
        level.iter().any(|level| part.eq_ignore_ascii_case(level))
    };
    let odd = text.split(',').find(|part| !part.contains(['=', '[']) && !is_level(part));
    match odd {
        Some(part) => Some(format!("{part:?} is no level")),
        None => tracing_subscriber::EnvFilter::try_new(text).err().map(|error| error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn misspelt_names_are_found() {
        let names = [
            "CROSSWALK_PUBLC_URL",
            "CROSSWALK_PUBLIC_URL",
            "CROSSWALK_COPY_FROM",
            "CROSSWALK_LOG",
            "CROSSWALK_BACKUP_PASSPHRASE",
            "CROSSWALK_TEST_DATABASE",
            "CROSSWALK_LOGS",
            "PATH",
        ];
        let found = unknown(&crate::Cli::command(), names.into_iter().map(str::to_owned));
        assert_eq!(found, ["CROSSWALK_LOGS", "CROSSWALK_PUBLC_URL"]);
    }

    #[test]
    fn a_log_level_is_one_or_is_told() {
        for good in ["debug", "WARN", "info,requests=off", "info,crosswalk_app=trace", "off"] {
            assert_eq!(no_level(good), None, "{good}");
        }
        for odd in ["lots", "info,verbose", "requests=loud", "info,,"] {
            assert!(no_level(odd).is_some(), "{odd}");
        }
    }
}
