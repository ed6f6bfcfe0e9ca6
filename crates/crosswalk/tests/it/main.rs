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
use std::process::{Child, ChildStderr, ChildStdout, Command, Stdio};

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
    err: BufReader<ChildStderr>,
    logged: String,
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
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut err = BufReader::new(child.stderr.take().unwrap());
        let mut said = String::new();
        let address = loop {
            let mut line = String::new();
            if out.read_line(&mut line).unwrap() == 0 {
                err.read_to_string(&mut said).unwrap();
                panic!("it does not serve: {said}");
            }
            said.push_str(&line);
            if let Some(address) = line.trim().strip_prefix("Listening on http://") {
                break address.parse().unwrap();
            }
        };
        // Kept open, so that it can go on writing there.
        Self { child, address, said, _out: out, err, logged: String::new() }
    }

    /// Waits for a line in the log.
    fn hear(&mut self, part: &str) {
        while !self.logged.contains(part) {
            assert!(self.err.read_line(&mut self.logged).unwrap() > 0, "{}", self.logged);
        }
    }

    /// In good order, as an operator stops it. Gives what it logged.
    fn stop(mut self) -> String {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        self.child.wait().unwrap();
        self.err.read_to_string(&mut self.logged).unwrap();
        std::mem::take(&mut self.logged)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
