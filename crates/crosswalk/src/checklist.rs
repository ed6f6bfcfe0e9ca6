//! `crosswalk checklist import FILE`

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use crosswalk_intake::Intake;
use crosswalk_names::{ChecklistKey, Language};

/// Largest file that is read, in bytes.
const FILE_MAX: u64 = 64 * 1024 * 1024;

#[derive(Subcommand)]
pub enum ChecklistCommand {
    /// Read a checklist (Markdown, HTML, plain text, CSV, XLSX), show what was understood, write it as content
    Import(ImportArgs),
}

#[derive(Args)]
pub struct ImportArgs {
    /// The checklist as you have it
    file: PathBuf,
    /// Only show what was understood and what was skipped; write nothing
    #[arg(long)]
    dry_run: bool,
    /// Show it as JSON: {stages: [{title, description, questions: [{topic, text, help}]}], skipped: [{line, text, why}]}
    #[arg(long)]
    json: bool,
    /// Short name of the checklist in files and addresses: small letters, digits and hyphens [default: from its title]
    #[arg(long)]
    key: Option<ChecklistKey>,
    /// Language of its words: en or es
    #[arg(long, default_value = "en")]
    language: Language,
    /// A year, a dot and a number; raise it when the questions change
    #[arg(long, default_value = "2026.1")]
    edition: String,
    /// Folder with content of your own, as given to serve --content; the checklist is written below it
    #[arg(long, value_name = "DIR", required_unless_present = "dry_run")]
    content: Option<PathBuf>,
}

pub fn run(command: &ChecklistCommand) -> anyhow::Result<()> {
    let ChecklistCommand::Import(args) = command;
    let name = args.file.display().to_string();
    let size = std::fs::metadata(&args.file).with_context(|| format!("{name} can't be read"))?.len();
    if size > FILE_MAX {
        bail!("{name} is larger than {} MB; save only the checklist", FILE_MAX / 1024 / 1024);
    }
    let bytes = std::fs::read(&args.file).with_context(|| format!("{name} can't be read"))?;
    let intake = crosswalk_intake::read(&name, &bytes).with_context(|| format!("{name} can't be taken"))?;
    if args.json {
        println!("{}", serde_json::to_string_pretty(&intake)?);
    } else {
        show(&intake);
    }
    match &args.content {
        Some(content) if !args.dry_run => write(args, content, &intake),
        _ => Ok(()),
    }
}

fn show(intake: &Intake) {
    for (number, stage) in (1..).zip(&intake.stages) {
        println!("Stage {number}: {}", stage.title);
        if !stage.description.is_empty() {
            println!("    {}", stage.description);
        }
        for question in &stage.questions {
            let topic =
                if question.topic.is_empty() { String::new() } else { format!("[{}] ", question.topic) };
            println!("  - {topic}{}", question.text);
            if !question.help.is_empty() {
                println!("      Help: {}", question.help);
            }
        }
    }
    let questions: usize = intake.stages.iter().map(|stage| stage.questions.len()).sum();
    println!("\n{} stages, {questions} questions. Skipped:", intake.stages.len());
    for skipped in &intake.skipped {
        println!("  line {}: {} ({})", skipped.line, skipped.text, skipped.why);
    }
    if intake.skipped.is_empty() {
        println!("  nothing");
    }
}

fn write(args: &ImportArgs, content: &std::path::Path, intake: &Intake) -> anyhow::Result<()> {
    let key = match &args.key {
        Some(key) => key.clone(),
        None => slug(intake.title.as_deref().unwrap_or_default())
            .parse()
            .context("the checklist has no title that could name it; give --key a short name")?,
    };
    let text = crosswalk_intake::to_toml(intake, key.as_str(), args.language.code(), &args.edition)?;
    let folder = content.join("checklists").join(key.as_str()).join(args.language.code());
    let file = folder.join("checklist.toml");
    if file.exists() {
        bail!("{} is there already; move it away or give --key another name", file.display());
    }
    std::fs::create_dir_all(&folder).with_context(|| format!("{} can't be made", folder.display()))?;
    std::fs::write(&file, text).with_context(|| format!("{} can't be written", file.display()))?;
    // Beside JSON on standard output.
    eprintln!(
        "Written to {}. Read it through, then run: crosswalk content check {}",
        file.display(),
        content.display()
    );
    Ok(())
}

/// Small letters and hyphens out of a title: "Our checklist" is `our-checklist`.
fn slug(title: &str) -> String {
    let words = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut slug = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    slug.truncate(40);
    slug.trim_matches('-').to_owned()
}
