//! Prints the sample workbooks into a folder, to look at, and says how long each took and how large it is:
//! `cargo run -p crosswalk-print --example print_workbook -- DIR`. With a second argument it only measures warm prints.

#[path = "../tests/samples/mod.rs"]
mod samples;

use std::path::PathBuf;
use std::time::Instant;

use crosswalk_names::Language;
use crosswalk_print::{Paper, Printer, WorkbookPrint};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir: PathBuf = std::env::args().nth(1).ok_or("name a folder to print into")?.into();
    std::fs::create_dir_all(&dir)?;
    let (typical, measured, odd) = (samples::typical(), samples::measured(), samples::odd());
    let (english, spanish) = (samples::reading(Language::En), samples::reading(Language::Es));

    let printer = timed("a printer", Printer::new);
    let filled = samples::print(&measured, Some(&english), Language::En);
    let spanish = samples::print(&typical, Some(&spanish), Language::Es);
    let blank = WorkbookPrint { blank: true, link: None, ..filled.clone() };
    let empty = crosswalk_checklist::Workbook::default();
    if std::env::args().nth(2).is_some() {
        return warm(&printer, &measured);
    }
    for (name, print) in [
        ("cold", filled.clone()),
        ("measured", filled.clone()),
        ("typical", samples::print(&typical, Some(&english), Language::En)),
        ("spanish-a4", WorkbookPrint { paper: Paper::A4, ..spanish.clone() }),
        ("blank", WorkbookPrint { workbook: &empty, ..blank.clone() }),
        (
            "blank-es-a4",
            WorkbookPrint {
                workbook: &typical,
                paper: Paper::A4,
                ..samples::print(&typical, None, Language::Es)
            },
        ),
        ("own-copy", WorkbookPrint { paper: Paper::A4, individual: true, ..spanish }),
        (
            "blank-own-copy",
            WorkbookPrint { individual: true, ..samples::print(&typical, None, Language::En) },
        ),
        ("odd", samples::print(&odd, Some(&english), Language::En)),
    ] {
        let print = WorkbookPrint { blank: name.starts_with("blank"), ..print };
        let pdf = timed(name, || printer.workbook(&print))?;
        println!("  {} bytes", pdf.len());
        std::fs::write(dir.join(format!("{name}.pdf")), pdf)?;
    }
    warm(&printer, &measured)
}

/// Other workbooks each time, as on a server, so that nothing but the template and the questions can be remembered.
fn warm(
    printer: &Printer,
    measured: &crosswalk_checklist::Workbook,
) -> Result<(), Box<dyn std::error::Error>> {
    let reading = samples::reading(Language::En);
    let mut times = Vec::new();
    let before = cpu_ticks();
    for round in 0..ROUNDS {
        let mut workbook = measured.clone();
        workbook.title = samples::signed(&format!("Workbook {round}"));
        workbook.notes.values_mut().for_each(|note| *note = format!("{round} {note}"));
        let start = Instant::now();
        printer.workbook(&samples::print(&workbook, Some(&reading), Language::En))?;
        times.push(start.elapsed());
    }
    times.sort();
    let cpu = (cpu_ticks() - before) * 10 / u64::from(ROUNDS);
    println!(
        "warm: best {:?}, median {:?}, slowest {:?}; processor {cpu} ms each",
        times[0],
        times[times.len() / 2],
        times[times.len() - 1]
    );
    Ok(())
}

const ROUNDS: u32 = 100;

/// Processor time of this process in hundredths of a second; 0 where Linux does not say.
fn cpu_ticks() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    stat.rsplit(')')
        .next()
        .unwrap_or_default()
        .split(' ')
        .skip(12)
        .take(2)
        .filter_map(|ticks| ticks.parse::<u64>().ok())
        .sum()
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    println!("{what}: {:?}", start.elapsed());
    result
}
