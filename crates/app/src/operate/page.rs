//! The operator's pages.

use askama::Template;
use crosswalk_names::{DAY, HOUR, Language, MINUTE, Timestamp};
use crosswalk_ui::{self as ui, Alert, Field, Frame, Problems, SAMPLE_NOW, Sample, Words};

use super::settings::page as settings_page;

/// Which of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// How it is.
    Overview,
    /// What waits.
    Jobs,
    /// Mail and who wants none.
    Mail,
    /// What is set.
    Settings,
}

impl Tab {
    /// Address, label and whether it is the current one, for each page.
    pub fn all(self, frame: &Frame<'_>) -> [(String, &'static str, bool); 4] {
        let paths = frame.paths();
        let words = frame.words;
        [
            (paths.operate(), words.t("operate-overview"), self == Tab::Overview),
            (paths.operate_jobs(), words.t("operate-jobs"), self == Tab::Jobs),
            (paths.operate_mail(), words.t("operate-mail"), self == Tab::Mail),
            (paths.operate_settings(), words.t("operate-settings"), self == Tab::Settings),
        ]
    }
}

/// What the page says above itself.
pub fn said(words: &Words, done: &str) -> Option<Alert> {
    super::handlers::notice(words, done)
}

/// A few facts under a heading.
pub struct Section {
    /// The key of the heading.
    pub title: &'static str,
    /// The keys of the labels, and the values.
    pub rows: Vec<(&'static str, String)>,
}

/// How the instance is.
#[derive(Template)]
#[template(path = "operate/overview.html")]
pub struct OverviewPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// Which page it is.
    pub tab: Tab,
    /// What there is to know.
    pub sections: Vec<Section>,
    /// Jobs that wait.
    pub waiting: usize,
    /// Jobs that were given up.
    pub failed: usize,
}

/// A job.
pub struct JobLine {
    /// Its id.
    pub id: String,
    /// Its kind, for those that have no name here.
    pub kind: String,
    /// Whether it is a letter.
    pub is_letter: bool,
    /// Whether it sends a workbook or a page.
    pub is_delivery: bool,
    /// Whether it can be tried again.
    pub may_retry: bool,
    /// When it was enqueued.
    pub created_at: Timestamp,
    /// When it is tried next.
    pub run_at: Timestamp,
    /// How often it was tried.
    pub tries: usize,
    /// Why the last try failed; empty before.
    pub error: String,
}

/// What waits and what was given up.
#[derive(Template)]
#[template(path = "operate/jobs.html")]
pub struct JobsPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// Which page it is.
    pub tab: Tab,
    /// Given up, the first of them.
    pub failed: Vec<JobLine>,
    /// Waiting, the first of them.
    pub waiting: Vec<JobLine>,
    /// How many were given up in all.
    pub failed_all: usize,
    /// How many wait in all.
    pub waiting_all: usize,
}

impl JobsPage<'_> {
    fn kind<'l>(&'l self, line: &'l JobLine) -> &'l str {
        if line.is_letter {
            self.frame.t("operate-kind-letter")
        } else if line.is_delivery {
            self.frame.t("operate-kind-deliver")
        } else {
            &line.kind
        }
    }
}

/// How many mails of a kind are in the queue.
pub struct KindLine {
    /// The key of its name.
    pub label: &'static str,
    /// So many wait.
    pub waiting: usize,
    /// So many were given up.
    pub failed: usize,
}

/// An address that wants no mail.
pub struct BlockedLine {
    /// Its hash, which names it in forms.
    pub key: String,
    /// The address, masked, if it is kept anywhere.
    pub address: Option<String>,
    /// Since when.
    pub at: Timestamp,
}

/// Mail and who wants none.
#[derive(Template)]
#[template(path = "operate/mail.html")]
pub struct MailPage<'a> {
    /// The frame.
    pub frame: Frame<'a>,
    /// Which page it is.
    pub tab: Tab,
    /// Whether letters leave the machine.
    pub delivers: bool,
    /// The queue, by kind.
    pub kinds: Vec<KindLine>,
    /// Who wants no mail.
    pub blocked: Vec<BlockedLine>,
    /// The address that was typed.
    pub typed: String,
    /// What is wrong with it.
    pub problems: Problems,
}

fn job(kind: &str, tries: usize, error: &str, failed: bool) -> JobLine {
    JobLine {
        id: "00000000-0000-7000-8000-000000000000".to_owned(),
        is_letter: kind == "letter",
        is_delivery: kind == "deliver",
        may_retry: super::may_retry(kind, failed),
        kind: kind.to_owned(),
        created_at: SAMPLE_NOW.plus(-3 * HOUR),
        run_at: SAMPLE_NOW.plus(20 * MINUTE),
        tries,
        error: error.to_owned(),
    }
}

fn sample_sections() -> Vec<Section> {
    let row = |label, value: &str| (label, value.to_owned());
    vec![
        Section {
            title: "operate-program",
            rows: vec![
                row("operate-version", "0.1.0"),
                row("operate-since", "Nov 17, 2026, 8:00 AM UTC"),
                row("operate-memory", "84.2 MB"),
            ],
        },
        Section {
            title: "operate-now",
            rows: vec![row("operate-people", "31"), row("operate-rooms", "7"), row("operate-sockets", "34")],
        },
        Section {
            title: "operate-database",
            rows: vec![
                row("operate-engine", "SQLite"),
                row("operate-level", "15"),
                row("operate-size", "412.0 MB"),
                row("operate-disk", "18.3 GB"),
            ],
        },
        Section {
            title: "operate-amounts",
            rows: vec![
                row("operate-workbooks", "2104"),
                row("operate-announced", "3"),
                row("operate-partnerships", "18"),
                row("operate-accounts", "211"),
            ],
        },
        Section {
            title: "operate-backups",
            rows: vec![
                row("operate-backup-last", "Nov 17, 2026, 3:00 AM UTC, 38.4 MB"),
                row("operate-backup-failed", "Nov 18, 2026, 3:00 AM UTC: the disk is full"),
            ],
        },
        Section {
            title: "operate-nodes",
            rows: vec![row("operate-nodes-count", "3"), row("operate-version", "0.1.0, 0.2.0")],
        },
    ]
}

/// The pages in their states.
pub fn samples(language: Language) -> Vec<Sample> {
    let frame = |here| Frame::sample(language, here).account(Some("Rosa Medina"));
    let overview = |waiting, failed| OverviewPage {
        frame: frame("/operate"),
        tab: Tab::Overview,
        sections: sample_sections(),
        waiting,
        failed,
    };
    let jobs = |failed: Vec<JobLine>, waiting: Vec<JobLine>| JobsPage {
        frame: frame("/operate/jobs"),
        tab: Tab::Jobs,
        failed_all: failed.len() * 120,
        waiting_all: waiting.len(),
        failed,
        waiting,
    };
    let blocked = |address: Option<&str>| BlockedLine {
        key: "0".repeat(64),
        address: address.map(str::to_owned),
        at: SAMPLE_NOW.plus(-40 * DAY),
    };
    let mail = |delivers, blocked, problems| MailPage {
        frame: frame("/operate/mail"),
        tab: Tab::Mail,
        delivers,
        kinds: vec![
            KindLine { label: "operate-kind-letter", waiting: 2, failed: 1 },
            KindLine { label: "operate-kind-deliver", waiting: 0, failed: 0 },
        ],
        blocked,
        typed: String::new(),
        problems,
    };
    let mut problems = Problems::default();
    problems.add("address", Words::of(language).t("operate-mistake-address"));
    let mut samples = vec![
        Sample::new("operate", &overview(3, 1)),
        Sample::new("operate, nothing waits", &overview(0, 0)),
        Sample::new(
            "operate, jobs",
            &jobs(
                vec![
                    job("letter", 12, "the server can't be reached", true),
                    job("deliver", 1, "refused", true),
                ],
                vec![job("letter", 2, "the server asks to try later", false), job("thumbnail", 0, "", false)],
            ),
        ),
        Sample::new("operate, no jobs", &jobs(Vec::new(), Vec::new())),
        Sample::new(
            "operate, mail",
            &mail(true, vec![blocked(Some("r…@example.org")), blocked(None)], Problems::default()),
        ),
        Sample::new("operate, mail to the outbox", &mail(false, Vec::new(), problems)),
    ];
    samples.extend(settings_page::samples(language));
    samples
}
