//! The program as an operator runs it.
#![allow(clippy::doc_markdown, reason = "SQLite and PostgreSQL are names, not code")]
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod admin;
mod drill;
mod scheduled;
mod told;

use std::io::{BufRead as _, BufReader, Read as _};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// The program, without what the environment of the tests says.
fn crosswalk(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crosswalk"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("CROSSWALK_") {
            command.env_remove(name);
        }
    }
    command.args(arguments);
    command
}

/// What a command prints, both ways, and whether it was content.
fn run(command: &mut Command) -> (bool, String) {
    let output = command.output().unwrap();
    let text =
        [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    (output.status.success(), text)
}

#[track_caller]
fn done(command: &mut Command) -> String {
    let (well, text) = run(command);
    assert!(well, "{text}");
    text
}

#[track_caller]
fn refused(command: &mut Command, part: &str) {
    let (well, text) = run(command);
    assert!(!well && text.contains(part), "{text}");
}

/// A program that serves.
struct Served {
    child: Child,
    address: SocketAddr,
    /// What it said until it listened.
    said: String,
    _out: BufReader<ChildStdout>,
}

impl Served {
    fn start(data: &Path, database: &str, more: &[&str]) -> Self {
        let data = data.to_str().unwrap();
        let mut arguments = vec!["serve", "--listen", "127.0.0.1:0", "--data", data, "--database", database];
        arguments.extend(more);
        Self::of(&mut crosswalk(&arguments))
    }

    fn of(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (mut said, mut out) = (String::new(), BufReader::new(child.stdout.take().unwrap()));
        let address = loop {
            let mut line = String::new();
            if out.read_line(&mut line).unwrap() == 0 {
                child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
                panic!("it does not serve: {said}");
            }
            said.push_str(&line);
            if let Some(address) = line.trim().strip_prefix("Listening on http://") {
                break address.parse().unwrap();
            }
        };
        // Kept open, so that it can go on writing there.
        Self { child, address, said, _out: out }
    }

    /// In good order, as an operator stops it. Gives what it logged.
    fn stop(mut self) -> String {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        self.child.wait().unwrap();
        let mut logged = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut logged).unwrap();
        logged
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
