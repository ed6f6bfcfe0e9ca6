//! The API's fixed points, and its problem documents.

use crosswalk_testing::{Request, TestApp};
use serde_json::{Value, json};

use crate::words::{ANSWERS, COMMENT, OWN, furnished};

const PROBLEM: &str = "application/problem+json";

#[tokio::test]
async fn starting_a_workbook_gives_its_links() {
    let app = TestApp::start().await;
    let answer = app
        .api("POST", "/api/v1/workbooks", Some(json!({ "title": "Riverside", "language": "es" })))
        .await
        .expect_status(201);
    let made = answer.json();
    let token = |kind: &str| made[kind]["token"].as_str().expect("a token").to_owned();
    let (edit, read) = (token("edit"), token("read"));
    for token in [&edit, &read] {
        assert!(
            token.len() == 43 && token.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'),
            "{token}"
        );
    }
    assert_ne!(edit, read);
    let here = format!("http://{}", app.address);
    assert_eq!(
        made,
        json!({
            "id": made["id"],
            "edit": { "token": edit, "url": format!("{here}/es/w/{edit}") },
            "read": { "token": read, "url": format!("{here}/es/w/{read}") },
            "live": format!("/live/{edit}"),
        })
    );
    assert_eq!(made["id"].as_str().expect("an id").len(), 36);
    assert_eq!(answer.header("location"), Some(format!("/api/v1/workbooks/{edit}").as_str()));
    // Title and language may be left out, or be null.
    for body in [json!({}), json!({ "title": null, "language": null })] {
        app.api("POST", "/api/v1/workbooks", Some(body)).await.expect_status(201);
    }
}

#[tokio::test]
async fn a_workbook_is_read_as_its_export() {
    let app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let begun = app.now();
    app.api("PUT", &book.api("/answers/goal-setting"), Some(json!({ "value": "yes", "by": "Rosa" })))
        .await
        .expect_status(204);
    app.api("PUT", &book.api("/owners/goal-setting"), Some(json!({ "name": "Thuy" })))
        .await
        .expect_status(204);
    app.api("PUT", &book.api("/notes/assess"), Some(json!({ "text": "One.\r\nTwo." })))
        .await
        .expect_status(204);
    app.api("PUT", &book.api("/details"), Some(json!({ "community": "Milbrook" }))).await.expect_status(204);
    for token in [&book.edit, &book.read] {
        let shown =
            app.api("GET", &format!("/api/v1/workbooks/{token}"), None).await.expect_status(200).json();
        assert_eq!(
            shown,
            json!({
                "format": "crosswalk-workbook",
                "version": 1,
                "checklist": { "key": "housing-education", "version": "2026.1" },
                "language": "en",
                "exported_at": app.now(),
                "workbook": {
                    "title": { "text": "Riverside", "by": "", "at": begun },
                    "community": { "text": "Milbrook", "by": "", "at": begun + 4_000 },
                    "answers": { "goal-setting": { "value": "yes", "by": "Rosa", "at": begun + 1_000 } },
                    "owners": { "goal-setting": { "name": "Thuy", "by": "", "at": begun + 2_000 } },
                    "comments": [],
                    "questions": [],
                    "notes": { "assess": "One.\nTwo." },
                },
            })
        );
        let file =
            app.api("GET", &format!("/api/v1/workbooks/{token}/export.json"), None).await.expect_status(200);
        assert_eq!(file.json()["workbook"], shown["workbook"]);
        let name = file.header("content-disposition").expect("a file").to_owned();
        assert!(name.starts_with("attachment; filename=\"") && name.ends_with(".json\""), "{name}");
    }
}

#[tokio::test]
async fn an_answer_is_one_of_four_words_or_null() {
    let app = TestApp::start().await;
    let book = app.workbook("").await;
    let put = async |value: Value| {
        app.api("PUT", &book.api("/answers/goal-setting"), Some(json!({ "value": value }))).await
    };
    for word in ANSWERS {
        put(word.into()).await.expect_status(204);
        assert_eq!(app.read(&book).await["answers"]["goal-setting"]["value"], word);
    }
    put(Value::Null).await.expect_status(204);
    assert_eq!(app.read(&book).await["answers"], json!({}));
    for wrong in [json!("maybe"), json!(true), json!(3), json!({})] {
        let problem = put(wrong).await;
        assert!([400, 422].contains(&problem.status), "{}", problem.status);
        assert_eq!(problem.header("content-type"), Some(PROBLEM));
        assert_eq!(problem.json()["field"], "value");
    }
    // The field must be there: {} is more likely a mistake than the wish to clear.
    let problem =
        app.api("PUT", &book.api("/answers/goal-setting"), Some(json!({}))).await.expect_status(400);
    assert_eq!(problem.json()["field"], "value");
    let nowhere =
        app.api("PUT", &book.api("/answers/no-such-question"), Some(json!({ "value": "yes" }))).await;
    nowhere.expect_status(404);
}

#[tokio::test]
async fn comments_and_own_questions_come_and_go() {
    let app = TestApp::start().await;
    let book = app.workbook("").await;
    let post = async |rest: &str, body: Value| app.api("POST", &book.api(rest), Some(body)).await;
    let comment = post("/comments", json!({ "question": "goal-setting", "text": " Ask. ", "by": "Rosa" }))
        .await
        .expect_status(201);
    let id = comment.json()["id"].as_str().expect("an id").to_owned();
    let reply = json!({ "question": "goal-setting", "text": "Done.", "parent": id });
    post("/comments", reply).await.expect_status(201);
    let stray = post("/comments", json!({ "question": "goal-setting", "text": "x", "parent": COMMENT }))
        .await
        .expect_status(422);
    assert_eq!(stray.json()["field"], "parent");
    let stray = post("/comments", json!({ "question": OWN, "text": "x" })).await.expect_status(422);
    assert_eq!(stray.json()["field"], "question");

    let own = post("/questions", json!({ "stage": "assess", "text": "Who drives?" }))
        .await
        .expect_status(201)
        .json();
    let key = own["key"].as_str().expect("a key").to_owned();
    app.api("PUT", &book.api(&format!("/answers/{key}")), Some(json!({ "value": "yes" })))
        .await
        .expect_status(204);
    app.api("PUT", &book.api(&format!("/questions/{key}")), Some(json!({ "text": "Who walks?" })))
        .await
        .expect_status(204);
    let stray = post("/questions", json!({ "stage": "nowhere", "text": "x" })).await.expect_status(422);
    assert_eq!(stray.json()["field"], "stage");

    let held = app.read(&book).await;
    let texts: Vec<&str> = held["comments"]
        .as_array()
        .expect("comments")
        .iter()
        .filter_map(|one| one["text"].as_str())
        .collect();
    assert_eq!(texts, ["Ask.", "Done."]);
    assert_eq!(held["comments"][1]["parent"], id);
    assert_eq!(held["questions"][0]["text"], "Who walks?");
    assert_eq!(held["answers"][&key]["value"], "yes");

    app.api("DELETE", &book.api(&format!("/comments/{id}")), None).await.expect_status(204);
    app.api("DELETE", &book.api(&format!("/comments/{id}")), None).await.expect_status(404);
    app.api("DELETE", &book.api(&format!("/questions/{key}")), None).await.expect_status(204);
    app.api("PUT", &book.api(&format!("/questions/{key}")), Some(json!({ "text": "x" })))
        .await
        .expect_status(404);
    let held = app.read(&book).await;
    assert_eq!(held["questions"], json!([]));
    assert!(held["comments"].as_array().expect("comments").iter().all(|one| one["id"] != id));
}

/// Sends a value that is too long and gives the problem.
async fn too_much(app: &TestApp, method: &str, path: &str, body: Value) -> Value {
    let before = app.api("GET", path.split("/details").next().expect("a part"), None).await.status;
    let problem = app.api(method, path, Some(body)).await.expect_status(422);
    assert_eq!(problem.header("content-type"), Some(PROBLEM));
    let problem = problem.json();
    assert_eq!(problem["status"], 422, "{before}");
    problem
}

#[tokio::test]
async fn what_is_over_a_limit_is_refused_with_the_limit_and_the_mend() {
    let app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let long = |length: usize| "é".repeat(length);
    for (method, rest, field, limit, name) in [
        ("PUT", "/notes/assess", "text", 20_000, "text"),
        ("POST", "/comments", "text", 2_000, "text"),
        ("POST", "/questions", "text", 500, "text"),
        ("PUT", "/owners/goal-setting", "name", 120, "name"),
        ("PUT", "/details", "title", 200, "title"),
        ("PUT", "/details", "community", 200, "community"),
        ("POST", "/snapshots", "name", 100, "name"),
    ] {
        let body = |length: usize| {
            let mut body = match rest {
                "/comments" => json!({ "question": "goal-setting" }),
                "/questions" => json!({ "stage": "assess" }),
                _ => json!({}),
            };
            body[field] = long(length).into();
            body
        };
        let problem = too_much(&app, method, &book.api(rest), body(limit + 1)).await;
        let detail = problem["detail"].as_str().expect("a sentence").replace(',', "");
        assert!(detail.contains(&limit.to_string()), "{detail}");
        assert_eq!(problem["field"], name, "{rest}");
        let taken = app.api(method, &book.api(rest), Some(body(limit))).await;
        assert!((200..300).contains(&taken.status), "{rest} with {limit}: {}", taken.text());
    }
    for _ in 1..20 {
        app.api("POST", &book.api("/questions"), Some(json!({ "stage": "assess", "text": "Who?" })))
            .await
            .expect_status(201);
    }
    let problem =
        too_much(&app, "POST", &book.api("/questions"), json!({ "stage": "assess", "text": "Who?" })).await;
    assert!(problem["detail"].as_str().expect("a sentence").contains("20 questions"));
    app.api("POST", &book.api("/questions"), Some(json!({ "stage": "engage", "text": "Who?" })))
        .await
        .expect_status(201);
    let empty =
        too_much(&app, "POST", &book.api("/comments"), json!({ "question": "goal-setting", "text": "  " }))
            .await;
    assert_eq!(empty["field"], "text");
}

#[tokio::test]
async fn every_error_is_a_problem_document() {
    let app = TestApp::start().await;
    let book = app.workbook("").await;
    let nobody = "A".repeat(43);
    let put = |rest: &str| Request::new("PUT", &book.api(rest));
    let cases = [
        (Request::new("GET", &format!("/api/v1/workbooks/{nobody}")), 404, "not-found"),
        (Request::new("GET", "/api/v1/workbooks/blue-maple-47"), 404, "not-found"),
        (Request::new("GET", "/api/v1/nothing"), 404, "not-found"),
        (Request::new("PATCH", &book.api("")), 405, "method"),
        (put("/answers/goal-setting").body("text/plain", "{}"), 415, "media-type"),
        (put("/answers/goal-setting").body("application/json", "{"), 400, "body"),
        (put("/answers/goal-setting").body("application/json", [b'"', 0xff, b'"']), 400, "body"),
        (put("/notes/assess").json(&json!({ "text": "x", "colour": "red" })), 400, "body"),
        (put("/notes/nowhere").json(&json!({ "text": "x" })), 404, "not-found"),
        (
            Request::new("PUT", &book.read_api("/notes/assess")).json(&json!({ "text": "x" })),
            403,
            "read-only",
        ),
        (
            put("/notes/assess").json(&json!({ "text": "x" })).header("Origin", "http://elsewhere.example"),
            403,
            "read-only",
        ),
    ];
    for (request, status, kind) in cases {
        let answer = request.send(app.address).await;
        assert_eq!(answer.status, status, "{} {}: {}", request.method, request.path, answer.text());
        assert_eq!(answer.header("content-type"), Some(PROBLEM), "{} {}", request.method, request.path);
        let problem = answer.json();
        assert_eq!(problem["type"], format!("/api#{kind}"));
        assert_eq!(problem["status"], status);
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.ends_with('.')), "{problem}");
    }
    let unknown = put("/notes/assess").json(&json!({ "text": "x", "colour": "red" })).send(app.address).await;
    assert_eq!(unknown.json()["field"], "colour");
    assert_eq!(app.read(&book).await["notes"], json!({}));
}

#[tokio::test]
async fn the_reading_says_what_is_next() {
    let app = TestApp::start().await;
    let made = app
        .api("POST", "/api/v1/workbooks/import", Some(furnished("Riverside")))
        .await
        .expect_status(201)
        .json();
    let path = format!("/api/v1/workbooks/{}/reading", made["read"]["token"].as_str().expect("a token"));
    let reading = app.api("GET", &path, None).await.expect_status(200).json();
    assert_eq!(reading["next"]["stage"], "assess");
    assert_eq!(reading["open"].as_array().expect("questions").len(), 25);
    let spanish = app.api("GET", &format!("{path}?language=es"), None).await.expect_status(200).json();
    assert_eq!(spanish["next"], reading["next"]);
    assert_ne!(spanish["headline"], reading["headline"]);
}

#[tokio::test]
async fn what_the_document_does_not_name_is_refused() {
    let app = TestApp::start().await;
    let book = app.workbook("").await;
    for (path, query, field) in [
        ("/pdf", "paper=a5", "paper"),
        ("/pdf", "language=fr", "language"),
        ("/export.csv", "language=EN", "language"),
        ("/reading", "language=", "language"),
        ("/history", "before=yesterday", "before"),
    ] {
        let path = book.read_api(&format!("{path}?{query}"));
        let problem = app.api("GET", &path, None).await.expect_status(422).json();
        assert_eq!(problem["field"], field, "{problem}");
    }
    let list = json!(["yes", null]);
    let problem =
        app.api("PUT", &book.api("/answers/goal-setting"), Some(list)).await.expect_status(400).json();
    assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("object")), "{problem}");
}

#[tokio::test]
async fn snapshots_are_kept_and_listed() {
    let app = TestApp::start_with(|settings, _| settings.limits.snapshots = 2).await;
    let book = app.workbook("").await;
    let take = async |name: Value| {
        app.api("POST", &book.api("/snapshots"), Some(json!({ "name": name, "by": "Rosa" }))).await
    };
    let first = take("November".into()).await.expect_status(201).json();
    assert_eq!(first, json!({ "id": first["id"], "name": "November", "at": app.now(), "by": "Rosa" }));
    take(Value::Null).await.expect_status(201);
    let full = take("December".into()).await.expect_status(422).json();
    assert!(full["detail"].as_str().expect("a sentence").contains('2'), "{full}");
    let list = app.api("GET", &book.read_api("/snapshots"), None).await.expect_status(200).json();
    let names: Vec<&str> =
        list["snapshots"].as_array().expect("a list").iter().filter_map(|one| one["name"].as_str()).collect();
    assert_eq!(names, ["", "November"]);
}

#[tokio::test]
async fn the_checklist_and_the_document_are_there() {
    let app = TestApp::start().await;
    for (language, title) in [("en", "Assess Existing Conditions"), ("es", "")] {
        let path = format!("/api/v1/checklists/housing-education?language={language}");
        let checklist = app.api("GET", &path, None).await.expect_status(200).json();
        assert_eq!(checklist["stages"].as_array().expect("stages").len(), 5);
        if !title.is_empty() {
            assert_eq!(checklist["stages"][0]["title"], title);
        }
    }
    app.api("GET", "/api/v1/checklists/other", None).await.expect_status(404);
    let document = app.api("GET", "/api/v1/openapi.json", None).await.expect_status(200).json();
    assert!(document["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
    let page = app.device().get("/api").await.expect_status(200);
    page.expect_text("/api/v1/workbooks/{token}/answers/{question}");
}
