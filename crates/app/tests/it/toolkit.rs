//! The toolkit from outside: pages, search, sending a page on, own content.

use std::path::{Path, PathBuf};

use crosswalk_app::content;
use crosswalk_mail::Message;
use crosswalk_names::Language;
use crosswalk_testing::{Request, TestApp};
use serde_json::Value;

fn slugs(app: &TestApp) -> Vec<String> {
    let content = app.inside().content();
    content.toolkit.contents(Language::En).pages.iter().map(|page| page.slug.clone()).collect()
}

#[tokio::test]
async fn every_page_is_there_in_both_languages_and_its_links_lead_somewhere() {
    let app = TestApp::start_with(|settings, _| settings.limits.rates = false).await;
    let mut device = app.device();
    let mut broken = Vec::new();
    for prefix in ["", "/es"] {
        let mut pages = vec![format!("{prefix}/toolkit"), format!("{prefix}/toolkit/search?q=hud")];
        pages.extend(slugs(&app).iter().map(|slug| format!("{prefix}/toolkit/{slug}")));
        let mut seen = std::collections::BTreeMap::new();
        for path in &pages {
            let page = device.get(path).await.expect_status(200);
            seen.insert(path.clone(), page);
        }
        for (path, page) in &seen {
            for link in page.links("/toolkit") {
                let link = link.trim_start_matches(&format!("http://{}", app.address)).to_owned();
                if link.starts_with("https://") {
                    continue;
                }
                let (address, section) =
                    link.split_once('#').map_or((link.as_str(), None), |(a, s)| (a, Some(s)));
                let address = if address.is_empty() { path } else { address };
                if address.contains(".pdf")
                    || address.contains(".csv")
                    || address.contains('?')
                    || address.ends_with("/search")
                {
                    continue;
                }
                let other = if prefix.is_empty() == address.starts_with("/es") {
                    continue;
                } else {
                    seen.get(address)
                };
                match (other, section) {
                    (None, _) => broken.push(format!("{path}: {link}")),
                    (Some(there), Some(section)) if !there.html.contains(&format!("id=\"{section}\"")) => {
                        broken.push(format!("{path}: {link}"));
                    }
                    _ => {}
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[tokio::test]
async fn a_page_is_made_once_and_browsers_may_ask_whether_it_changed() {
    let app = TestApp::start().await;
    let first = app.api("GET", "/toolkit/assess", None).await.expect_status(200);
    let etag = first.header("etag").expect("an ETag").to_owned();
    assert_eq!(first.header("cache-control"), Some("public, no-cache"));
    assert_eq!(first.header("vary"), Some("accept-encoding, cookie"));
    let html = first.text();
    for code in ["en", "es"] {
        let prefix = if code == "es" { "/es" } else { "" };
        let link = format!("hreflang=\"{code}\" href=\"http://{}{prefix}/toolkit/assess\"", app.address);
        assert!(html.contains(&link), "{link}");
    }
    let again = Request::new("GET", "/toolkit/assess").header("if-none-match", &etag).send(app.address).await;
    assert_eq!((again.status, again.body.len()), (304, 0));
    let other =
        Request::new("GET", "/es/toolkit/assess").header("if-none-match", &etag).send(app.address).await;
    assert_eq!(other.status, 200);
    // What a device told is for that device only.
    let dark =
        Request::new("GET", "/toolkit/assess").header("cookie", "cw_theme=dark").send(app.address).await;
    assert_eq!(dark.header("cache-control"), Some("private, no-cache"));
    assert!(dark.text().contains("data-theme=\"dark\""));
}

#[tokio::test]
async fn a_question_leads_to_its_paragraph_and_back_with_the_answer_beside_it() {
    let app = TestApp::start().await;
    let mut rosa = app.device();
    let before = rosa.get("/toolkit/engage").await.expect_status(200);
    assert!(!before.html.contains("Your workbook</h2>"), "no workbook, nothing to say");
    let workbook = rosa.start_workbook().await;
    let path = workbook.url.clone();
    let help = workbook.links("/toolkit/engage#power-and-agency");
    assert_eq!(help.len(), 1, "one way from the question to its paragraph");
    let page = rosa.get("/toolkit/engage").await.expect_status(200);
    page.expect_text("Not answered");
    assert!(
        page.links("#q-power-and-agency")
            .iter()
            .all(|link| link.contains(path.rsplit('/').next().expect("a token")))
    );
    rosa.post(&format!("{path}/answers/power-and-agency"), &[("value", "in_progress")])
        .await
        .expect_status(200);
    let page = rosa.get("/toolkit/engage").await;
    page.expect_text("In progress").expect_text("Stage 2: 1 of 4 answered");
    // In Spanish the same, and nothing of it for anybody else.
    rosa.get("/es/toolkit/engage").await.expect_text("En proceso");
    assert!(!app.device().get("/toolkit/engage").await.html.contains("#q-power-and-agency"));
}

/// The titles of what the API finds.
async fn found(app: &TestApp, language: &str, words: &str) -> (Vec<String>, Value) {
    let query: String = words.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let answer = app.api("GET", &format!("/api/v1/search?q={query}&language={language}"), None).await;
    let answer = answer.expect_status(200).json();
    let titles = answer["results"].as_array().expect("results").iter();
    let titles = titles.map(|one| {
        format!("{}: {}", one["kind"].as_str().expect("a kind"), one["title"].as_str().expect("a title"))
    });
    (titles.collect(), answer)
}

#[tokio::test]
async fn the_first_result_is_what_a_person_would_expect_on_either_engine() {
    let app = TestApp::start_with(|settings, _| settings.limits.rates = false).await;
    let table = [
        ("en", "chronic absence", "term: Chronic absence"),
        ("en", "CHRONIC absences", "term: Chronic absence"),
        ("en", "ferpa", "term: FERPA"),
        ("en", "section 8", "term: Housing Choice Voucher"),
        ("en", "doubled up", "term: Doubled up"),
        ("en", "housing stability", "outcome: Housing stability"),
        ("en", "kindergarten readiness", "outcome: Kindergarten readiness"),
        ("en", "power and agency", "question: Power and agency"),
        ("en", "memphis", "page: Memphis, Tennessee: look and listen first"),
        ("en", "logic models", "term: Logic model"),
        ("en", "data sharing road map", "resource: Data Sharing Road Map"),
        ("en", "what is a backbone", "term: Backbone organization"),
        ("en", "two definitions of homelessness", "page: Two definitions of homelessness"),
        ("es", "ausentismo cronico", "term: Ausentismo crónico"),
        ("es", "Ausentismo Crónico", "term: Ausentismo crónico"),
        ("es", "section 8", "term: Vale de elección de vivienda"),
        ("es", "vivienda estable", "outcome: Vivienda estable"),
        ("es", "poder y capacidad de decidir", "question: Poder y capacidad de decidir"),
        ("es", "equidad", "term: Equidad"),
    ];
    let mut wrong = Vec::new();
    for (language, words, expected) in table {
        let (titles, _) = found(&app, language, words).await;
        if titles.first().map(String::as_str) != Some(expected) {
            wrong.push(format!(
                "{words} ({language}): {:?}, expected {expected}",
                titles.iter().take(3).collect::<Vec<_>>()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn a_search_helps_with_typos_and_says_when_it_is_loose() {
    let app = TestApp::start().await;
    let (titles, answer) = found(&app, "en", "cronic absense").await;
    assert_eq!(answer["did_you_mean"], "chronic absence");
    assert_eq!(titles[0], "term: Chronic absence");
    let (titles, answer) = found(&app, "en", "voucher zeppelin").await;
    assert!(!titles.is_empty());
    assert_eq!(answer["loose"], true);
    let (titles, answer) = found(&app, "en", "zzzzqqqq").await;
    assert!(titles.is_empty() && answer["did_you_mean"].is_null());
    // As one types: the last word need not be finished.
    let (titles, _) = found(&app, "en", "chron").await;
    assert_eq!(titles[0], "term: Chronic absence");
    // The page says the same without scripts, with the words marked.
    let mut device = app.device();
    let page = device.get("/toolkit/search?q=cronic+absense").await.expect_status(200);
    page.expect_text("Did you mean chronic absence");
    assert!(page.html.contains("<mark>"));
    device.get("/toolkit/search?q=zzzzqqqq").await.expect_text("Nothing was found for “zzzzqqqq”.");
    device.get("/es/toolkit/search").await.expect_text("Escriba una palabra");
}

#[tokio::test]
async fn any_words_can_be_searched_for() {
    let app = TestApp::start_with(|settings, _| settings.limits.rates = false).await;
    for words in [
        "\"",
        "' OR 1=1 --",
        "a* NEAR(b)",
        "title:x",
        "{}",
        "\u{0}",
        "%",
        "é",
        "学校",
        &"x ".repeat(300),
        "the of",
        "-",
        "NOT",
        "<script>",
    ] {
        found(&app, "en", words).await;
    }
    app.api("GET", "/api/v1/search", None).await.expect_status(422);
    app.api("GET", "/api/v1/search?q=a&language=fr", None).await.expect_status(422);
    let page =
        app.device().get("/toolkit/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E").await.expect_status(200);
    assert!(!page.html.contains("<script>alert"));
}

#[tokio::test]
async fn lists_narrow_without_scripts() {
    let app = TestApp::start().await;
    let mut device = app.device();
    device.get("/toolkit/explore-outcomes").await.expect_text("12 of 12 shown");
    let page = device.get("/toolkit/explore-outcomes?sector=housing").await;
    page.expect_text("5 of 12 shown");
    assert!(
        page.html.contains(
            "id=\"early-grade-reading\" data-row data-sector=\"education\" data-age=\"school-age\""
        )
    );
    device
        .get("/toolkit/explore-outcomes?sector=housing&age=nobody")
        .await
        .expect_text("0 of 12 shown")
        .expect_text("Nothing fits all of these.");
    assert!(
        device
            .get("/toolkit/explore-outcomes?open=all")
            .await
            .html
            .matches("<details class=\"outcome card\"")
            .count()
            == 12
    );
    let page = device.get("/es/toolkit/resources?kind=video").await;
    page.expect_text("Se muestran 1 de");
    let csv = app.api("GET", "/toolkit/outcomes.csv", None).await.expect_status(200);
    assert_eq!(csv.header("content-disposition"), Some("attachment; filename=\"outcomes.csv\""));
    let text = csv.text();
    assert!(text.starts_with("\u{feff}Sector,Outcome,Stage of life,") && text.lines().count() > 36, "{text}");
    assert!(app.api("GET", "/es/toolkit/outcomes.csv", None).await.text().contains("Vivienda"));
}

/// The link in a letter that contains `part`.
fn link(mail: &Message, part: &str) -> String {
    let text = &mail.letter.text;
    let found = text.split_whitespace().find(|word| word.starts_with("http") && word.contains(part));
    found.unwrap_or_else(|| panic!("no link to {part} in {text}")).to_owned()
}

#[tokio::test]
async fn a_page_is_sent_on_with_the_protections_of_a_workbook() {
    let mut app = TestApp::start().await;
    let mut rosa = app.device();
    let page = rosa.get("/toolkit/engage").await.expect_status(200);
    // The form at the side asks only for the address; the next page for the rest, without calling it a mistake.
    let form =
        page.form("/toolkit/engage/shares").set("to", "ana@example.org").set("section", "power-and-agency");
    let rest = rosa.submit(form).await.expect_status(200);
    let form = rest.form("/toolkit/engage/shares");
    assert_eq!((form.value("to"), form.value("section")), ("ana@example.org", "power-and-agency"));
    let wrong = rosa.submit(rest.form("/toolkit/engage/shares").set("from", "rosa@")).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.form("/toolkit/engage/shares").value("from"), "rosa@", "the person's words stay");
    let form = rest
        .form("/toolkit/engage/shares")
        .set("from", "rosa@example.org")
        .set("name", "Rosa")
        .set("message", "See https://evil.example");
    let status = rosa.submit(form).await.expect_status(200);
    status.expect_text("Please confirm your address rosa@example.org.").expect_text("Waits for you");
    app.run_jobs().await;
    let mails = app.mails();
    assert_eq!(mails.len(), 1, "only the confirmation leaves");
    let confirm = rosa.get(&link(&mails[0], "/confirm/")).await;
    let button =
        confirm.forms().into_iter().find(|form| form.action.contains("/confirm/")).expect("a button");
    rosa.submit(button).await.expect_status(200);
    app.run_jobs().await;
    let mails = app.mails();
    assert_eq!(mails.len(), 1);
    let text = &mails[0].letter.text;
    assert_eq!(mails[0].to.as_str(), "ana@example.org");
    assert_eq!(
        link(&mails[0], "/toolkit/"),
        format!("http://{}/toolkit/engage#power-and-agency", app.address)
    );
    assert!(
        text.contains("Rosa (rosa@example.org)") && text.contains("Identify and engage partners"),
        "{text}"
    );
    assert!(!text.contains("https://evil.example"), "links in a message are made inert: {text}");
    rosa.get(&status.url).await.expect_text("ana@example.org Sent");
    // Nobody else sees to whom; and the next letter goes out from the side form alone, in Spanish.
    assert_eq!(app.device().get(&status.url).await.status, 404);
    let page = rosa.get("/es/toolkit/engage").await;
    rosa.submit(page.form("/toolkit/engage/shares").set("to", "luis@example.org")).await.expect_status(200);
    app.run_jobs().await;
    let mails = app.mails();
    assert!(mails[0].letter.subject.contains("le envió una página"), "{}", mails[0].letter.subject);
    // Whoever asked for no mail gets none.
    rosa.post(&link(&mails[0], "/stop/"), &[]).await.expect_status(200);
    let page = rosa.get("/toolkit/assess").await;
    rosa.submit(page.form("/toolkit/assess/shares").set("to", "luis@example.org")).await.expect_status(200);
    app.run_jobs().await;
    assert!(app.mails().is_empty());
    rosa.post("/toolkit/nowhere/shares", &[("to", "a@example.org")]).await.expect_status(404);
}

#[tokio::test]
async fn pages_stages_and_the_book_print() {
    let app = TestApp::start_with(|settings, _| settings.limits.rates = false).await;
    for path in [
        "/toolkit/assess/page.pdf",
        "/es/toolkit/engage/stage.pdf",
        "/toolkit/key-terms/page.pdf",
        "/es/toolkit/explore-outcomes/page.pdf",
    ] {
        let pdf = app.api("GET", path, None).await.expect_status(200);
        assert!(pdf.body.starts_with(b"%PDF-"), "{path}");
    }
    let book = app.api("GET", "/toolkit/book.pdf", None).await.expect_status(200);
    assert!(book.body.starts_with(b"%PDF-"));
    // Kept for the day, and no longer.
    assert_eq!(book.body, app.api("GET", "/toolkit/book.pdf", None).await.body);
    app.pass(crosswalk_names::DAY);
    assert_ne!(book.body, app.api("GET", "/toolkit/book.pdf", None).await.body);
    app.api("GET", "/toolkit/memphis/stage.pdf", None).await.expect_status(404);
    app.api("GET", "/toolkit/nowhere/page.pdf", None).await.expect_status(404);
}

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("crosswalk-{name}-{}", std::process::id()));
        drop(std::fs::remove_dir_all(&path));
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }
    fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

impl AsRef<Path> for Folder {
    fn as_ref(&self) -> &Path {
        &self.0
    }
}

fn own_page(title: &str) -> String {
    format!(
        "+++\ntitle = \"{title}\"\nsummary = \"How we meet.\"\nsection = \"local\"\norder = 1\nupdated = 2026-11-28\n+++\n\n## Zebra crossings {{#zebra}}\n\n![A bus](bus.svg)\n\nWe meet on Tuesdays.\n"
    )
}

const OWN_CHECKLIST: &str = "key = \"our-list\"\nversion = \"2026.1\"\nlanguage = \"en\"\ntitle = \"Our own list\"\n[[stages]]\nkey = \"begin\"\ntitle = \"Begin\"\nshort = \"Begin\"\nsummary = \"Start.\"\npurpose = \"To start.\"\ngateway = \"None\"\n[[stages.questions]]\nkey = \"first\"\ntopic = \"First\"\ntext = \"Have we begun?\"\nhelp = \"Begin small.\"\nprinciples = [\"engage-community\"]\n";

#[tokio::test]
async fn own_content_is_shown_found_and_read_again_without_a_restart() {
    let folder = Folder::new("own");
    folder.write("toolkit/en/meetings.md", &own_page("Our meetings"));
    folder.write("toolkit/images/bus.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    folder.write("checklists/our-list/en/checklist.toml", OWN_CHECKLIST);
    let path = folder.0.clone();
    let app = TestApp::start_with(move |settings, _| settings.content = Some(path)).await;
    let mut device = app.device();
    device.get("/toolkit/meetings").await.expect_status(200).expect_text("We meet on Tuesdays.");
    let spanish = device.get("/es/toolkit/meetings").await.expect_status(200);
    spanish.expect_text("Esta página todavía no está en español.");
    assert!(spanish.html.contains("<article class=\"prose\" data-toolkit lang=\"en\">"));
    device.get("/toolkit").await.expect_text("From this community").expect_text("Our meetings");
    assert_eq!(found(&app, "en", "zebra").await.0, ["section: Zebra crossings"]);
    let image = app.api("GET", "/toolkit/images/bus.svg", None).await.expect_status(200);
    assert_eq!(image.header("content-type"), Some("image/svg+xml"));
    assert!(image.header("content-security-policy").is_some_and(|policy| policy.contains("sandbox")));
    // A checklist of the instance's own can be chosen.
    let home = device.get("/").await;
    let workbook =
        device.submit(home.form("/workbooks").set("checklist", "our-list")).await.expect_status(200);
    workbook.expect_text("Have we begun?");
    // A mistake changes nothing; a mended file is taken.
    folder.write("toolkit/en/meetings.md", "no front matter");
    assert!(!content::reload(app.inside()).await);
    device.get("/toolkit/meetings").await.expect_text("We meet on Tuesdays.");
    folder.write("toolkit/en/meetings.md", &own_page("Our new meetings").replace("Zebra", "Yak"));
    assert!(content::reload(app.inside()).await);
    device.get("/toolkit").await.expect_text("Our new meetings");
    assert_eq!(found(&app, "en", "zebra").await.0, Vec::<String>::new());
    assert_eq!(found(&app, "en", "yak").await.0, ["section: Yak crossings"]);
}

#[tokio::test]
async fn a_static_copy_holds_every_page_and_leads_nowhere_by_mistake() {
    let app = TestApp::start().await;
    let folder = Folder::new("copy");
    let content = app.inside().content();
    let instance = crosswalk_ui::Instance {
        public_url: "https://crosswalk.example.org".into(),
        ..crosswalk_ui::Instance::sample()
    };
    let printer = crosswalk_print::Printer::with_font_dirs(Vec::new());
    let now = crosswalk_names::Timestamp(app.now());
    let count = crosswalk_app::toolkit::copy(&content, &instance, &printer, now, &folder.0).expect("a copy");
    assert!(count > 2 * slugs(&app).len());
    let mut missing = Vec::new();
    for prefix in ["", "es/"] {
        assert!(
            std::fs::read(folder.0.join(format!("{prefix}toolkit/book.pdf")))
                .expect("a book")
                .starts_with(b"%PDF-")
        );
        for slug in slugs(&app) {
            let path = folder.0.join(format!("{prefix}toolkit/{slug}/index.html"));
            let html = std::fs::read_to_string(&path).expect("a page");
            assert!(
                !html.contains("<form method=\"post\" action=\"https://crosswalk.example.org/toolkit"),
                "{slug}: a form of no use"
            );
            for link in html.split("href=\"").skip(1).chain(html.split("src=\"").skip(1)) {
                let link = link.split('"').next().unwrap_or_default().split('#').next().unwrap_or_default();
                assert!(!link.starts_with('/'), "{slug}: {link}");
                if link.starts_with("../") && !path.parent().expect("a folder").join(link).exists() {
                    missing.push(format!("{prefix}{slug}: {link}"));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    let again = crosswalk_app::toolkit::copy(&content, &instance, &printer, now, &folder.0);
    assert!(again.is_err(), "a folder with something in it is left alone");
}
