//! Valid inputs with something changed, thrown at every parser that meets bytes from outside.
//!
//! `crosswalk-fuzz [TARGET...]` tries `CROSSWALK_FUZZ_CASES` inputs on each target (a million unless told), for at most
//! `CROSSWALK_FUZZ_SECONDS` (600). The inputs follow from `CROSSWALK_FUZZ_SEED`, so that a failure comes again. A panic, an
//! answer 500, a case that takes more than [`SLOW`] or memory that grows by more than [`GROWTH_MAX`] is a finding: its input is
//! written to `target/fuzz/TARGET-…`. What was found once lies in `corpus/TARGET` and is tried first, as it is.
//!
//! The updates of the live document have a fuzzer of their own beside their rules, `collab/tests/it/mutants.rs`.
#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    missing_docs,
    reason = "reads like a test: it may stop at the first surprise"
)]

mod files;
mod mutate;
mod requests;
mod socket;
mod texts;

use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crosswalk_testing::Dice;

use crate::mutate::mutate;

/// Longest time that one input may take. Debug builds on a busy machine are slow.
const SLOW: Duration = Duration::from_secs(5);
/// An input that takes so long is taken for one that never ends.
const STUCK: Duration = Duration::from_secs(60);
/// Most that memory may grow over a target, in megabytes.
const GROWTH_MAX: usize = 700;
/// Memory is looked at every so many cases.
const LOOK_EVERY: u64 = 500;
/// A target that found so much is not tried further.
const FINDINGS_MAX: usize = 5;

/// One parser, and valid inputs to begin with.
pub struct Target {
    name: &'static str,
    seeds: Vec<Vec<u8>>,
    /// Changes an input in a way that keeps what must stay whole, like the checksums of an archive.
    smart: fn(&mut Dice, &[u8]) -> Option<Vec<u8>>,
    /// Panics or errs when the input did harm. Says whether it was taken for valid.
    run: Box<Run>,
}

type Run = dyn FnMut(&[u8]) -> Result<bool, String>;

impl Target {
    fn new(
        name: &'static str,
        seeds: Vec<Vec<u8>>,
        run: impl FnMut(&[u8]) -> Result<bool, String> + 'static,
    ) -> Self {
        Self { name, seeds, smart: |_, _| None, run: Box::new(run) }
    }
}

type Make = fn() -> Target;

const TARGETS: [(&str, Make); 10] = [
    ("frames", socket::frames),
    ("messages", socket::messages),
    ("presence", socket::presence),
    ("addresses", texts::addresses),
    ("tokens", texts::tokens),
    ("checklists", texts::checklists),
    ("intake", files::intake),
    ("partners", files::partners),
    ("requests", requests::requests),
    ("archives", requests::archives),
];

fn number(name: &str, usually: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usually)
}

fn main() -> ExitCode {
    let chosen: Vec<String> = std::env::args().skip(1).collect();
    if let Some(unknown) = chosen.iter().find(|name| TARGETS.iter().all(|(target, _)| target != name)) {
        eprintln!("there is no target {unknown}; there are: {}", TARGETS.map(|(name, _)| name).join(", "));
        return ExitCode::from(64);
    }
    let folder = PathBuf::from("target/fuzz");
    std::fs::create_dir_all(&folder).expect("a folder for findings");
    let mut found = 0;
    for (name, make) in TARGETS {
        if chosen.is_empty() || chosen.iter().any(|one| one == name) {
            found += try_target(make(), &folder);
        }
    }
    if found > 0 {
        eprintln!(
            "{found} findings are in {}: mend them, and put their inputs into crates/fuzz/corpus.",
            folder.display()
        );
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// Tries one target. Gives the number of findings.
fn try_target(mut target: Target, folder: &Path) -> usize {
    let (cases, seconds) = (number("CROSSWALK_FUZZ_CASES", 1_000_000), number("CROSSWALK_FUZZ_SECONDS", 600));
    let mut dice = Dice(number("CROSSWALK_FUZZ_SEED", 2_026));
    let known = corpus(target.name);
    target.seeds.extend(known.iter().cloned());
    let current = Current::open(folder, target.name);
    let watch = current.watch();
    let panics = catch_words();
    let begun = Instant::now();
    let (mut case, mut taken, mut findings) = (0u64, 0u64, 0);
    let mut memory_before = None;
    let mut slowest = Duration::ZERO;
    while case < cases && begun.elapsed().as_secs() < seconds && findings < FINDINGS_MAX {
        let input = match usize::try_from(case).ok().and_then(|at| known.get(at)) {
            Some(input) => input.clone(),
            None => made(&mut dice, &target),
        };
        case += 1;
        current.begin(&input);
        let start = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| (target.run)(&input)));
        let took = start.elapsed();
        current.end();
        slowest = slowest.max(took);
        let mut finding = match outcome {
            Ok(Ok(valid)) => {
                taken += u64::from(valid);
                None
            }
            Ok(Err(words)) => Some(format!("{words}\n    {}", std::mem::take(&mut *panics.lock().unwrap()))),
            Err(_) => Some(std::mem::take(&mut *panics.lock().unwrap())),
        };
        if took > SLOW {
            finding.get_or_insert_with(|| format!("it took {took:?}"));
        }
        if case.is_multiple_of(LOOK_EVERY) {
            let now = memory();
            let before = *memory_before.get_or_insert(now);
            if now > before + GROWTH_MAX {
                finding = Some(format!("memory grew from {before} MB to {now} MB"));
                memory_before = Some(now);
            }
        }
        if let Some(words) = finding {
            findings += 1;
            let path = folder.join(format!("{}-{}", target.name, &blake3::hash(&input).to_hex()[..12]));
            std::fs::write(&path, &input).expect("a finding is written");
            eprintln!("{}: {words}\n    {}", target.name, path.display());
        }
    }
    drop(std::panic::take_hook());
    watch.store(u64::MAX, Ordering::SeqCst);
    println!(
        "{}: {case} cases from {} seeds, {taken} taken, {findings} findings, slowest {} ms, {} s",
        target.name,
        target.seeds.len(),
        slowest.as_millis(),
        begun.elapsed().as_secs()
    );
    assert!(case < 1_000 || taken > 0, "{}: nothing is valid, so it tries nothing", target.name);
    findings
}

/// A seed with something changed, mostly a little.
fn made(dice: &mut Dice, target: &Target) -> Vec<u8> {
    let one = dice.pick(&target.seeds).clone();
    let smart = if dice.roll(2) == 0 { (target.smart)(dice, &one) } else { None };
    smart.unwrap_or_else(|| {
        let other = dice.pick(&target.seeds).clone();
        mutate(dice, &one, &other)
    })
}

/// What was found in earlier runs.
fn corpus(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
    let Ok(files) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = files.filter_map(|file| Some(file.ok()?.path())).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).expect("a file of the corpus")).collect()
}

/// The input that is being tried, in a file: what takes the whole process with it can be found there.
struct Current {
    file: File,
    path: PathBuf,
    /// When it began, in milliseconds since the target did; 0 between inputs.
    since: Arc<AtomicU64>,
    begun: Instant,
}

impl Current {
    fn open(folder: &Path, name: &str) -> Self {
        let path = folder.join(format!("{name}-current"));
        let file = File::create(&path).expect("a file for the input");
        Self { file, path, since: Arc::default(), begun: Instant::now() }
    }

    fn begin(&self, input: &[u8]) {
        self.file
            .set_len(input.len() as u64)
            .and_then(|()| self.file.write_all_at(input, 0))
            .expect("a write");
        self.since.store(self.begun.elapsed().as_millis().max(1) as u64, Ordering::SeqCst);
    }

    fn end(&self) {
        self.since.store(0, Ordering::SeqCst);
    }

    #[expect(clippy::disallowed_methods, reason = "a thread that never comes back can't return an error")]
    /// Ends the process when an input never comes to an end. Stops when the value is set to the largest.
    fn watch(&self) -> Arc<AtomicU64> {
        let (since, begun, path) = (Arc::clone(&self.since), self.begun, self.path.clone());
        std::thread::spawn(move || {
            loop {
                std::thread::sleep(Duration::from_secs(1));
                let since = since.load(Ordering::SeqCst);
                if since == u64::MAX {
                    return;
                }
                if since > 0 && begun.elapsed().as_millis() as u64 > since + STUCK.as_millis() as u64 {
                    eprintln!("an input does not come to an end: {}", path.display());
                    std::process::exit(2);
                }
            }
        });
        Arc::clone(&self.since)
    }
}

/// Keeps the words of the last panic instead of printing them.
fn catch_words() -> Arc<Mutex<String>> {
    let words = Arc::new(Mutex::new(String::new()));
    let kept = Arc::clone(&words);
    std::panic::set_hook(Box::new(move |panic| *kept.lock().unwrap() = panic.to_string()));
    words
}

/// Memory of this process, in megabytes.
fn memory() -> usize {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    statm.split(' ').nth(1).and_then(|pages| pages.parse::<usize>().ok()).unwrap_or_default() * 4 / 1024
}
