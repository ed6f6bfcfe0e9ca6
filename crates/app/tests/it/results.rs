//! The results of a round on paper: what is in the PDF, and what is not.

use std::path::{Path, PathBuf};
use std::process::Command;

use crosswalk_app::rounds::results::findings::Findings;
use crosswalk_app::rounds::results::{Closed, TeamState, prints};
use crosswalk_app::rounds::samples::{checklist, closed, team};
use crosswalk_names::Language;
use crosswalk_print::Paper;
use crosswalk_testing::TestApp;
use crosswalk_ui::Words;

/// A PDF in a file of its own, removed at the end.
struct Printed(PathBuf);

impl Printed {
    async fn new(
        app: &TestApp,
        language: Language,
        paper: Paper,
        now: &Closed,
        before: &[Closed],
        team: &[TeamState],
    ) -> Self {
        let said = Findings::of(Words::of(language), &checklist(language), now, before, team);
        let pdf = prints::set(app.inside(), language, &said, "Milbrook Homes & Schools", paper);
        Self::keep(&pdf.await.expect("a PDF"))
    }

    fn keep(pdf: &[u8]) -> Self {
        let name = format!("results-{}.pdf", uuid::Uuid::now_v7());
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::write(&path, pdf).expect("a file");
        Self(path)
    }

    /// What poppler's `tool` says, spaces made one.
    fn read(&self, tool: &str) -> String {
        let to_stdout = (tool == "pdftotext").then_some("-");
        let output = Command::new(tool).arg(&self.0).args(to_stdout).output();
        let output = output.unwrap_or_else(|error| panic!("{tool}: {error}; install poppler-utils"));
        assert!(output.status.success(), "{tool}");
        String::from_utf8_lossy(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// What a PDF says, spaces made one.
pub fn text_of(pdf: &[u8]) -> String {
    Printed::keep(pdf).read("pdftotext")
}

impl Drop for Printed {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[tokio::test]
async fn the_print_says_what_the_page_says_in_both_languages_and_conforms_to_pdf_ua() {
    let app = TestApp::start().await;
    let mut printed = Vec::new();
    for language in Language::ALL {
        let checklist = checklist(language);
        let now = closed(&checklist, true, 12, 2);
        let full = Printed::new(
            &app,
            language,
            Paper::Letter,
            &now,
            &[closed(&checklist, true, 12, 0)],
            &team(&checklist),
        )
        .await;
        let text = full.read("pdftotext");
        let words = Words::of(language);
        for key in [
            "results-title",
            "results-differ",
            "results-far-apart",
            "results-heat",
            "results-sectors",
            "results-levels",
            "results-hidden-group",
            "results-moved",
            "results-moment-team",
            "results-rates",
        ] {
            assert!(text.contains(words.t(key)), "{key}: {text}");
        }
        for question in checklist.questions() {
            assert!(text.contains(&question.topic), "{}: {text}", question.topic);
        }
        for name in [
            "Milbrook Homes & Schools",
            "Northside Tenants Council",
            "Residents heard about it",
            "NT",
            "Before the grant",
        ] {
            assert!(text.contains(name), "{name}: {text}");
        }
        printed.push(full);
        let few = closed(&checklist, false, 2, 1);
        let few = Printed::new(&app, language, Paper::A4, &few, &[], &[]).await;
        let text = few.read("pdftotext");
        assert!(text.contains(words.t("results-hidden")), "{text}");
        assert!(!text.contains(words.t("results-differ")), "{text}");
        assert!(few.read("pdfinfo").contains("(A4)"));
        printed.push(few);
        printed
            .push(Printed::new(&app, language, Paper::A4, &closed(&checklist, false, 12, 1), &[], &[]).await);
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/check-pdf-ua");
    let output = Command::new("python3").arg(script).args(printed.iter().map(|one| &one.0)).output();
    match output {
        Ok(output) if output.status.code() != Some(3) => {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        }
        _ => eprintln!("skipped: run scripts/check-pdf-ua --install first"),
    }
}

#[tokio::test]
async fn without_names_the_print_names_nobody() {
    let app = TestApp::start().await;
    let now = closed(&checklist(Language::En), false, 12, 1);
    let printed = Printed::new(&app, Language::En, Paper::Letter, &now, &[], &[]).await;
    let text = printed.read("pdftotext");
    assert!(text.contains("Residents heard about it"), "comments stand without a name");
    for named in &now.published.organizations {
        assert!(!text.contains(&named.name), "{}: {text}", named.name);
        assert!(!text.split(' ').any(|word| word == named.letters), "{}: {text}", named.letters);
    }
}
