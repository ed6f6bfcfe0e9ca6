//! Who may open what: every address, as a stranger, a reader, an editor, and an editor of a deleted workbook.

use std::collections::BTreeSet;

use crosswalk_app::api::document;
use crosswalk_app::routes;
use crosswalk_testing::{Book, Device, Request, TestApp};
use serde_json::{Value, json};

use crate::members;
use crate::words::{COMMENT, NOON, OWN, furnished};

/// A token of the right shape that opens nothing.
const NOBODYS: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// A workbook with one of everything, by the way of the API.
async fn book(app: &TestApp) -> Book {
    let made = app
        .api("POST", "/api/v1/workbooks/import", Some(furnished("Riverside")))
        .await
        .expect_status(201)
        .json();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    Book { id: text(&made["id"]), edit: text(&made["edit"]["token"]), read: text(&made["read"]["token"]) }
}

async fn deleted(app: &TestApp) -> Book {
    let book = book(app).await;
    app.api("DELETE", &book.api(""), None).await.expect_status(204);
    book
}

/// A visit whose address has names in braces.
pub struct Visit {
    pub method: String,
    pub address: String,
    pub is_api: bool,
}

/// Visits that change what later ones would find.
fn needs_own_book(visit: &Visit) -> bool {
    visit.method == "DELETE"
        || ["removal", "deletion", "restoration"].iter().any(|part| visit.address.contains(part))
}

pub fn visits() -> Vec<Visit> {
    let visit = |method: &str, address: &str, is_api| Visit {
        method: method.to_owned(),
        address: address.to_owned(),
        is_api,
    };
    let pages = routes::pages()
        .into_iter()
        .flat_map(|(address, _)| ["GET", "POST"].map(|method| visit(method, address, false)));
    let api =
        document::operations().into_iter().map(|operation| visit(&operation.method, &operation.path, true));
    pages.chain(api).collect()
}

impl Visit {
    fn request(&self, token: &str, change: &str, share: &str) -> Request {
        let stylesheet = crosswalk_ui_stylesheet();
        let question = if self.address.contains("/questions/") { OWN } else { "goal-setting" };
        let path = self
            .address
            .replace("{token}", token)
            .replace("{stage}", "assess")
            .replace("{question}", question)
            .replace("{comment}", COMMENT)
            .replace("{change}", change)
            .replace("{seq}", "1")
            .replace("{share}", share)
            .replace("{key}", "housing-education")
            .replace("{page}", "assess")
            .replace("{code}", "ABCDEF")
            .replace("{file}", if self.address.starts_with("/toolkit") { "none.png" } else { &stylesheet });
        assert!(!path.contains('{'), "what stands for the name in {path}?");
        let path = if path == "/api/v1/search" { format!("{path}?q=hud") } else { path };
        let request = Request::new(&self.method, &path);
        match (self.method.as_str(), self.is_api) {
            ("GET" | "DELETE", _) => request,
            (_, true) => request.json(&self.json()),
            (_, false) => request.body("application/x-www-form-urlencoded", self.form(token)),
        }
    }

    /// A good body for every form.
    fn form(&self, token: &str) -> String {
        match self.address.trim_start_matches("/w/{token}") {
            "/preferences" => "name=Rosa".to_owned(),
            "/workbooks/open" => format!("link={token}"),
            "/workbooks/forget" => format!("token={token}"),
            "/stages/{stage}" => {
                "answer.goal-setting=not_yet&was.goal-setting=yes&notes=&notes-was=".to_owned()
            }
            "/answers/{question}" => "value=yes".to_owned(),
            "/questions/{question}" => "text=Whom".to_owned(),
            "/details" => "title=Riverside&community=".to_owned(),
            "/resets" => "stage=engage".to_owned(),
            "/restorations" => "seq=1".to_owned(),
            "/snapshots" => "name=Now".to_owned(),
            "/toolkit/{page}/shares" => "to=ana@example.org".to_owned(),
            "/shares" => "to=ana@example.org&from=rosa@example.org&access=read".to_owned(),
            "/link-mail" => "to=rosa@example.org".to_owned(),
            "/deletion" => "title=Riverside".to_owned(),
            _ => String::new(),
        }
    }

    /// A good body for every operation of the API.
    fn json(&self) -> Value {
        match self.address.rsplit_once("{token}").map_or(self.address.as_str(), |(_, rest)| rest) {
            "/api/v1/workbooks/import" => furnished("Riverside"),
            "/details" => json!({ "title": "Riverside" }),
            "/answers/{question}" => json!({ "value": "yes" }),
            "/owners/{question}" => json!({ "name": "Thuy" }),
            "/notes/{stage}" => json!({ "text": "Noted." }),
            "/comments" => json!({ "question": "goal-setting", "text": "Hello" }),
            "/questions" => json!({ "stage": "assess", "text": "Who?" }),
            "/questions/{question}" => json!({ "text": "Whom?" }),
            _ => json!({}),
        }
    }
}

fn crosswalk_ui_stylesheet() -> String {
    let url = crosswalk_ui::assets::url("crosswalk.css").to_string();
    url.rsplit('/').next().expect("a name").to_owned()
}

/// The device that visits, the workbook, and things in it.
struct Scene {
    device: Device,
    book: Book,
    change: String,
    share: String,
}

async fn scene(app: &TestApp) -> Scene {
    let book = book(app).await;
    let mut device = app.device();
    let form = format!("{}/shares", book.page());
    let sent = device.post(&form, &[("to", "ana@example.org"), ("from", "rosa@example.org")]);
    let share = sent.await.expect_status(200).url.rsplit('/').next().expect("an id").to_owned();
    let history = app.api("GET", &book.api("/history"), None).await.json();
    let title = history["changes"].as_array().expect("lines").iter().find(|line| line["kind"] == "community");
    let change = title.expect("a line")["id"].as_str().expect("an id").to_owned();
    Scene { device, book, change, share }
}

#[tokio::test]
async fn every_address_lets_in_whom_it_should() {
    let app = TestApp::start_with(|settings, _| settings.limits.rates = false).await;
    let (mut shared, mut gone) = (scene(&app).await, scene(&app).await);
    app.api("DELETE", &gone.book.api(""), None).await.expect_status(204);
    let mut table = String::from(
        "                                                                 stranger reader editor deleted\n",
    );
    // What is for people who are signed in has a table of its own.
    for visit in visits().into_iter().filter(|visit| !members::is_for_people(&visit.address)) {
        let has_token = visit.address.contains("{token}");
        let mut line = format!("{:6} {:58}", visit.method, visit.address);
        for role in ["stranger", "reader", "editor", "deleted"] {
            if !has_token && role != "stranger" {
                continue;
            }
            let own = if needs_own_book(&visit) && role != "stranger" {
                Some(if role == "deleted" { deleted(&app).await } else { book(&app).await })
            } else {
                None
            };
            let scene = if role == "deleted" { &mut gone } else { &mut shared };
            let book = own.as_ref().unwrap_or(&scene.book);
            let token = match role {
                "stranger" => NOBODYS,
                "reader" => &book.read,
                _ => &book.edit,
            };
            let change = if own.is_some() { NOON.to_string() } else { scene.change.clone() };
            let request = visit.request(token, &change, &scene.share);
            let mut device = if role == "stranger" { app.device() } else { scene.device.clone() };
            line += &format!(" {:>7}", device.send(request).await.status);
        }
        table += line.trim_end();
        table.push('\n');
    }
    insta::assert_snapshot!(table, @r"
                                                                     stranger reader editor deleted
    GET    /                                                              200
    POST   /                                                              404
    GET    /help                                                          200
    POST   /help                                                          404
    GET    /privacy                                                       200
    POST   /privacy                                                       404
    GET    /accessibility                                                 200
    POST   /accessibility                                                 404
    GET    /api                                                           200
    POST   /api                                                           404
    GET    /preferences                                                   404
    POST   /preferences                                                   303
    GET    /dev/gallery                                                   404
    POST   /dev/gallery                                                   404
    GET    /dev/outbox                                                    404
    POST   /dev/outbox                                                    404
    GET    /assets/{file}                                                 200
    POST   /assets/{file}                                                 404
    GET    /sw.js                                                         200
    POST   /sw.js                                                         404
    GET    /manifest.webmanifest                                          200
    POST   /manifest.webmanifest                                          404
    GET    /robots.txt                                                    200
    POST   /robots.txt                                                    404
    GET    /healthz                                                       200
    POST   /healthz                                                       404
    GET    /readyz                                                        200
    POST   /readyz                                                        404
    GET    /favicon.ico                                                   301
    POST   /favicon.ico                                                   404
    GET    /toolkit                                                       200
    POST   /toolkit                                                       404
    GET    /toolkit/search                                                200
    POST   /toolkit/search                                                404
    GET    /toolkit/book.pdf                                              200
    POST   /toolkit/book.pdf                                              404
    GET    /toolkit/outcomes.csv                                          200
    POST   /toolkit/outcomes.csv                                          404
    GET    /toolkit/images/{file}                                         404
    POST   /toolkit/images/{file}                                         404
    GET    /toolkit/sent/{share}                                          404
    POST   /toolkit/sent/{share}                                          404
    GET    /toolkit/{page}                                                200
    POST   /toolkit/{page}                                                404
    GET    /toolkit/{page}/page.pdf                                       200
    POST   /toolkit/{page}/page.pdf                                       404
    GET    /toolkit/{page}/stage.pdf                                      200
    POST   /toolkit/{page}/stage.pdf                                      404
    GET    /toolkit/{page}/shares                                         200
    POST   /toolkit/{page}/shares                                         200
    GET    /blank.pdf                                                     200
    POST   /blank.pdf                                                     404
    GET    /workbooks                                                     200
    POST   /workbooks                                                     303
    GET    /workbooks/open                                                404
    POST   /workbooks/open                                                422
    GET    /workbooks/forget                                              404
    POST   /workbooks/forget                                              303
    GET    /workbooks/import                                              200
    POST   /workbooks/import                                              422
    GET    /w/{token}                                                     404     200     200     410
    POST   /w/{token}                                                     404     404     404     404
    GET    /w/{token}/stages/{stage}                                      404     404     404     404
    POST   /w/{token}/stages/{stage}                                      404     403     303     410
    GET    /w/{token}/answers/{question}                                  404     404     404     404
    POST   /w/{token}/answers/{question}                                  404     403     303     410
    GET    /w/{token}/comments/{comment}/removal                          404     404     404     404
    POST   /w/{token}/comments/{comment}/removal                          404     403     303     410
    GET    /w/{token}/questions/{question}                                404     403     200     410
    POST   /w/{token}/questions/{question}                                404     403     303     410
    GET    /w/{token}/questions/{question}/removal                        404     404     404     404
    POST   /w/{token}/questions/{question}/removal                        404     403     303     410
    GET    /w/{token}/details                                             404     403     200     410
    POST   /w/{token}/details                                             404     403     303     410
    GET    /w/{token}/resets                                              404     404     404     404
    POST   /w/{token}/resets                                              404     403     303     410
    GET    /w/{token}/changes/{change}/undo                               404     404     404     404
    POST   /w/{token}/changes/{change}/undo                               404     403     303     410
    GET    /w/{token}/reading                                             404     200     200     410
    POST   /w/{token}/reading                                             404     404     404     404
    GET    /w/{token}/history                                             404     200     200     410
    POST   /w/{token}/history                                             404     404     404     404
    GET    /w/{token}/history/{seq}                                       404     200     200     410
    POST   /w/{token}/history/{seq}                                       404     404     404     404
    GET    /w/{token}/restorations                                        404     404     404     404
    POST   /w/{token}/restorations                                        404     403     303     410
    GET    /w/{token}/snapshots                                           404     200     200     410
    POST   /w/{token}/snapshots                                           404     403     303     410
    GET    /w/{token}/compare                                             404     200     200     410
    POST   /w/{token}/compare                                             404     404     404     404
    GET    /w/{token}/workbook.pdf                                        404     200     200     410
    POST   /w/{token}/workbook.pdf                                        404     404     404     404
    GET    /w/{token}/blank.pdf                                           404     200     200     410
    POST   /w/{token}/blank.pdf                                           404     404     404     404
    GET    /w/{token}/export.json                                         404     200     200     410
    POST   /w/{token}/export.json                                         404     404     404     404
    GET    /w/{token}/export.csv                                          404     200     200     410
    POST   /w/{token}/export.csv                                          404     404     404     404
    GET    /w/{token}/shares                                              404     200     200     410
    POST   /w/{token}/shares                                              404     303     303     410
    GET    /w/{token}/shares/{share}                                      404     200     200     410
    POST   /w/{token}/shares/{share}                                      404     404     404     404
    GET    /w/{token}/link-mail                                           404     200     200     410
    POST   /w/{token}/link-mail                                           404     200     422     410
    GET    /w/{token}/round                                               404     403     404     404
    POST   /w/{token}/round                                               404     404     404     404
    GET    /w/{token}/deletion                                            404     403     200     200
    POST   /w/{token}/deletion                                            404     403     303     410
    GET    /w/{token}/deletion/undo                                       404     404     404     404
    POST   /w/{token}/deletion/undo                                       404     403     303     303
    GET    /w/{token}/forget                                              404     404     404     404
    POST   /w/{token}/forget                                              404     303     303     303
    GET    /confirm/{token}                                               200     200     200     200
    POST   /confirm/{token}                                               200     200     200     200
    GET    /stop/{token}                                                  200     200     200     200
    POST   /stop/{token}                                                  200     200     200     200
    GET    /live/{token}                                                  404     426     426     426
    POST   /live/{token}                                                  404     404     404     404
    GET    /meet                                                          200
    POST   /meet                                                          422
    GET    /meet/{code}                                                   404
    POST   /meet/{code}                                                   404
    GET    /meet/{code}/answer                                            404
    POST   /meet/{code}/answer                                            409
    GET    /meet/{code}/live                                              403
    POST   /meet/{code}/live                                              404
    GET    /calendar/{token}                                              404     404     404     404
    POST   /calendar/{token}                                              404     404     404     404
    GET    /api/v1/checklists/{key}                                       200
    GET    /api/v1/openapi.json                                           200
    GET    /api/v1/search                                                 200
    POST   /api/v1/workbooks                                              201
    POST   /api/v1/workbooks/import                                       201
    DELETE /api/v1/workbooks/{token}                                      404     403     204     410
    GET    /api/v1/workbooks/{token}                                      404     200     200     410
    PUT    /api/v1/workbooks/{token}/answers/{question}                   404     403     204     410
    POST   /api/v1/workbooks/{token}/comments                             404     403     201     410
    DELETE /api/v1/workbooks/{token}/comments/{comment}                   404     403     204     410
    PUT    /api/v1/workbooks/{token}/details                              404     403     204     410
    GET    /api/v1/workbooks/{token}/export.csv                           404     200     200     410
    GET    /api/v1/workbooks/{token}/export.json                          404     200     200     410
    GET    /api/v1/workbooks/{token}/history                              404     200     200     410
    PUT    /api/v1/workbooks/{token}/notes/{stage}                        404     403     204     410
    PUT    /api/v1/workbooks/{token}/owners/{question}                    404     403     204     410
    GET    /api/v1/workbooks/{token}/pdf                                  404     200     200     410
    POST   /api/v1/workbooks/{token}/questions                            404     403     201     410
    DELETE /api/v1/workbooks/{token}/questions/{question}                 404     403     204     410
    PUT    /api/v1/workbooks/{token}/questions/{question}                 404     403     204     410
    GET    /api/v1/workbooks/{token}/reading                              404     200     200     410
    POST   /api/v1/workbooks/{token}/restoration                          404     403     204     204
    GET    /api/v1/workbooks/{token}/snapshots                            404     200     200     410
    POST   /api/v1/workbooks/{token}/snapshots                            404     403     201     410
    ");
    app.run_jobs().await;
}

#[test]
fn the_document_of_the_api_lists_its_routes() {
    let source = include_str!("../../src/api/mod.rs");
    let routes: BTreeSet<String> = source
        .split(".route(")
        .skip(1)
        .filter_map(|part| Some(format!("/api/v1{}", part.split('"').nth(1)?)))
        .collect();
    let documented: BTreeSet<String> =
        document::operations().into_iter().map(|operation| operation.path).collect();
    assert!(routes.len() >= 20);
    assert_eq!(routes, documented);
}

#[tokio::test]
async fn a_link_that_reads_writes_by_no_form_and_no_call() {
    let app = TestApp::start_with(|settings, _| settings.limits.rates = false).await;
    let book = book(&app).await;
    let before = app.read(&book).await;
    let change = scene(&app).await.change;
    for visit in visits().iter().filter(|visit| visit.method != "GET" && visit.address.contains("{token}")) {
        app.device().send(visit.request(&book.read, &change, &change)).await;
        // Nor does it help to ask for the page of the one link with the other's name in the form.
    }
    assert_eq!(app.read(&book).await, before);
    app.run_jobs().await;
}
