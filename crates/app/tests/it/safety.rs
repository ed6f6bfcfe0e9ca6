//! Safe by default: who may ask, what leaks, how much is taken.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use crosswalk_testing::{Person, Request, TestApp, logs};
use serde_json::json;

const FORM: &str = "application/x-www-form-urlencoded";

#[tokio::test]
async fn another_site_can_not_make_a_browser_change_anything() {
    let app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let before = app.read(&book).await;
    let host = format!("http://{}", app.address);
    let ask = async |path: &str, headers: &[(&str, &str)]| {
        let mut request =
            Request::new("POST", path).body(FORM, "value=yes&title=Riverside&stage=all&to=a@example.org");
        for (name, value) in headers {
            request = request.header(name, value);
        }
        request.send(app.address).await.status
    };
    let foreign: [&[(&str, &str)]; 6] = [
        &[("Origin", "https://evil.example")],
        &[("Origin", "null")],
        &[("Sec-Fetch-Site", "cross-site")],
        &[("Sec-Fetch-Site", "same-site")],
        &[("Sec-Fetch-Site", "cross-site"), ("Origin", &host)],
        &[("Origin", "http://127.0.0.1")],
    ];
    for headers in foreign {
        for rest in
            ["/answers/goal-setting", "/details", "/deletion", "/resets", "/link-mail", "/shares", "/forget"]
        {
            assert_eq!(ask(&format!("{}{rest}", book.page()), headers).await, 403, "{rest} {headers:?}");
        }
        for path in [
            "/workbooks",
            "/workbooks/import",
            "/workbooks/forget",
            "/preferences",
            "/confirm/x",
            "/es/workbooks",
        ] {
            assert_eq!(ask(path, headers).await, 403, "{path} {headers:?}");
        }
        let mut request =
            Request::new("PUT", &book.api("/answers/goal-setting")).json(&json!({ "value": "yes" }));
        for (name, value) in headers {
            request = request.header(name, value);
        }
        assert_eq!(request.send(app.address).await.status, 403);
    }
    assert_eq!(app.read(&book).await, before);
    // Our own pages, and programs that are no browser.
    for headers in [&[("Origin", host.as_str())][..], &[("Sec-Fetch-Site", "same-origin")], &[]] {
        assert_eq!(ask(&format!("{}/answers/goal-setting", book.page()), headers).await, 303, "{headers:?}");
    }
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_keep_browsers_safe() {
    let app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let stylesheet = crosswalk_ui::assets::url("crosswalk.css").to_string();
    let pages = [
        "/".to_owned(),
        "/es".to_owned(),
        book.page(),
        format!("{}/history", book.page()),
        format!("{}/workbook.pdf", book.page()),
        "/nothing".to_owned(),
        "/api/v1/nothing".to_owned(),
        book.api(""),
        stylesheet,
    ];
    for path in pages {
        let answer = Request::new("GET", &path).send(app.address).await;
        let header = |name| answer.header(name).unwrap_or_default().to_owned();
        let policy = header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert!(!policy.contains("unsafe") && !policy.contains('*'), "{path}: {policy}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "same-origin", "{path}");
        if path.contains(&book.edit) {
            assert_eq!(header("cache-control"), "private, no-cache", "{path}");
        }
    }
    // Workbooks are not indexed; the first page is.
    for (path, indexed) in
        [("/".to_owned(), true), ("/help".to_owned(), true), (book.page(), false), (book.read_page(), false)]
    {
        let page = app.device().get(&path).await.expect_status(200);
        assert_eq!(page.html.contains("name=\"robots\" content=\"noindex"), !indexed, "{path}");
        for inline in [" style=", " onclick=", " onload=", "<style", "javascript:"] {
            assert!(!page.html.contains(inline), "{inline} on {path}");
        }
        let scripts = page.html.matches("<script").count();
        let from_file = page.html.matches("<script type=\"module\" src=").count();
        let data = page.html.matches("<script type=\"application/json\"").count();
        assert_eq!(scripts, from_file + data, "{path}");
        assert!(!page.html.contains("src=\"http") && !page.html.contains("url(http"), "{path}");
    }
    let robots = Request::new("GET", "/robots.txt").send(app.address).await.expect_status(200).text();
    assert!(robots.contains("Disallow: /w/") || robots.contains("Disallow: /es/w/"), "{robots}");
}

#[tokio::test]
async fn cookies_are_as_closed_as_they_can_be() {
    let app = TestApp::start_with(|settings, _| {
        settings.instance.public_url = "https://crosswalk.example.org".into()
    })
    .await;
    let made = app.device().send(Request::new("POST", "/workbooks")).await;
    let cookies: Vec<&str> = made
        .headers
        .iter()
        .filter(|(name, _)| name == "set-cookie")
        .map(|(_, value)| value.as_str())
        .collect();
    assert_eq!(cookies.len(), 2);
    for cookie in cookies {
        for part in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert!(cookie.starts_with("__Host-cw_"), "{cookie}");
    }
    // The device is known by the name that browsers protect, and by no other.
    let books = made.headers.iter().find_map(|(_, value)| value.strip_prefix("__Host-cw_books="));
    let books = books.and_then(|books| books.split(';').next()).expect("the list of workbooks");
    let listed = async |cookie: &str| {
        let page = Request::new("GET", "/workbooks").header("cookie", cookie).send(app.address).await;
        page.text().contains("/w/")
    };
    assert!(listed(&format!("__Host-cw_books={books}")).await);
    assert!(!listed(&format!("cw_books={books}")).await, "anybody could have set it");
    assert!(made.header("strict-transport-security").is_some());
}

/// What a journey leaves that nobody but the people may know.
struct Journey {
    secrets: Vec<String>,
    written: Vec<String>,
}

/// Somebody does a bit of everything.
async fn journey(app: &mut TestApp) -> Journey {
    let mut rosa = app.device();
    let page = rosa.start_workbook().await;
    let edit = page.url.trim_start_matches("/w/").to_owned();
    let read =
        page.html.split("id=\"read-link\"").nth(1).and_then(|part| part.split("/w/").nth(1)).expect("a link");
    let read = read.split('"').next().expect("a link").to_owned();
    let form = page
        .form("/stages/assess")
        .set("answer.goal-setting", "yes")
        .set("notes", "zebra-notes")
        .set("name", "Zebra Medina");
    let page = rosa.submit(form).await.expect_status(200);
    let page = rosa
        .submit(page.form("/stages/assess").set("comment.goal-setting", "zebra-comment"))
        .await
        .expect_status(200);
    let details = rosa.get(&format!("/w/{edit}/details")).await;
    rosa.submit(details.form("/details").set("title", "zebra-title")).await.expect_status(200);
    let shares = rosa.get(&format!("/w/{edit}/shares")).await;
    let form = shares
        .form("/shares")
        .set("to", "zebra-ana@example.org")
        .set("from", "zebra-rosa@example.org")
        .set("message", "zebra-message");
    rosa.submit(form).await.expect_status(200);
    app.run_jobs().await;
    let mail = app.mails().remove(0);
    let confirm = mail
        .letter
        .text
        .split("/confirm/")
        .nth(1)
        .expect("a link")
        .split_whitespace()
        .next()
        .expect("a link")
        .to_owned();
    rosa.post(&format!("/confirm/{confirm}"), &[]).await.expect_status(200);
    app.run_jobs().await;
    app.mails();
    let mut thuy = Person::join(app, &edit).await;
    thuy.write("notes/engage", 0, "zebra-live").await;
    thuy.until_saved().await;
    thuy.introduce(&json!({ "name": "zebra-thuy" })).await;
    let update = thuy.insert("notes/engage", 0, &"zebra-refused".repeat(5_000));
    thuy.send(&update).await;
    thuy.until_closed().await;
    // Mistakes are where things leak.
    rosa.submit(page.form("/stages/assess").set("comment.goal-setting", &"zebra-long".repeat(500)))
        .await
        .expect_status(422);
    rosa.get(&format!("/w/{edit}x")).await.expect_status(404);
    rosa.post(&format!("/w/{read}/deletion"), &[("title", "zebra-title")]).await.expect_status(403);
    app.api(
        "PUT",
        &format!("/api/v1/workbooks/{edit}/notes/assess"),
        Some(json!({ "zebra": "zebra-field" })),
    )
    .await
    .expect_status(400);
    rosa.get(&format!("/w/{edit}/workbook.pdf")).await.expect_status(200);
    let mut secrets = vec![edit, read, confirm, rosa.cookies["cw_device"].clone()];
    secrets.extend(["zebra-ana@example.org", "zebra-rosa@example.org", "zebra-message"].map(str::to_owned));
    Journey { secrets, written: vec!["zebra".to_owned(), "Zebra".to_owned(), "127.0.0.1:".to_owned()] }
}

#[tokio::test]
async fn logs_hold_no_link_no_word_and_no_address() {
    let mut app = TestApp::start().await;
    let journey = journey(&mut app).await;
    app.restart().await;
    let logs = logs();
    for secret in journey.secrets.iter().chain(&journey.written) {
        let at = logs.find(secret.as_str());
        assert!(
            at.is_none(),
            "{secret} is in the log: {:?}",
            at.map(|at| logs[at.saturating_sub(200)..].chars().take(400).collect::<String>())
        );
    }
}

#[tokio::test]
async fn the_database_knows_links_and_addresses_only_by_their_hash() {
    let mut app = TestApp::start().await;
    let Some(file) = app.database_file().map(str::to_owned) else { return }; // looks at the bytes of a file
    let journey = journey(&mut app).await;
    app.run_jobs().await;
    let mut bytes = Vec::new();
    for end in ["", "-wal"] {
        bytes.extend(std::fs::read(format!("{file}{end}")).unwrap_or_default());
    }
    let holds = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    assert!(holds(b"zebra-title"), "these are the right bytes");
    for secret in &journey.secrets {
        assert!(!holds(secret.as_bytes()), "{secret} is in the database");
        if let Ok(raw) = URL_SAFE_NO_PAD.decode(secret) {
            assert!(!holds(&raw), "the bytes of {secret} are in the database");
        }
    }
}

#[tokio::test]
async fn bodies_over_the_limit_are_refused() {
    let app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let huge = format!("notes={}", "x".repeat(10 * 1024 * 1024 + 1));
    let stage = format!("{}/stages/assess", book.page());
    let page = Request::new("POST", &stage).body(FORM, huge).send(app.address).await;
    assert_eq!(page.status, 413);
    assert!(page.text().contains("larger than we take"));
    let huge = json!({ "text": "x".repeat(10 * 1024 * 1024 + 1) });
    for path in [book.api("/notes/assess"), "/api/v1/workbooks/import".to_owned()] {
        let method = if path.ends_with("import") { "POST" } else { "PUT" };
        let problem = Request::new(method, &path).json(&huge).send(app.address).await;
        assert_eq!(problem.status, 413);
        assert_eq!(problem.json()["type"], "/api#too-large");
    }
    let long = format!("/help?{}", "x".repeat(400_000));
    let answer = Request::new("GET", &long).send(app.address).await;
    assert!([414, 431].contains(&answer.status), "{}", answer.status);
}

#[tokio::test]
async fn too_many_requests_are_told_when_to_come_back() {
    let app = TestApp::start().await;
    let mut last = None;
    for _ in 0..31 {
        last = Some(
            Request::new("POST", "/workbooks").header("X-Forwarded-For", "192.0.2.9").send(app.address).await,
        );
    }
    let page = last.expect("an answer");
    assert_eq!(page.status, 429);
    let seconds: u64 =
        page.header("retry-after").and_then(|text| text.parse().ok()).expect("a number of seconds");
    assert!((1..=61).contains(&seconds));
    assert!(page.text().contains("Too many requests"));
    let problem = app.api("POST", "/api/v1/workbooks", Some(json!({}))).await.expect_status(429);
    assert!(problem.header("retry-after").is_some());
    assert!(problem.json()["retry_after"].as_u64().is_some_and(|seconds| (1..=61).contains(&seconds)));
    // Reading goes on.
    app.device().get("/").await.expect_status(200);

    // Behind a proxy of ours its word counts, and each visitor for themselves.
    let app = TestApp::start_with(|settings, _| settings.behind_proxy = true).await;
    for host in 0..40 {
        let request = Request::new("POST", "/workbooks")
            .header("X-Forwarded-For", &format!("198.51.100.1, 192.0.2.{host}"));
        assert_eq!(request.send(app.address).await.status, 303);
    }
}

#[tokio::test]
async fn one_address_can_not_take_every_connection() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpStream;
    let app = TestApp::start_with(|settings, _| settings.limits.connections_of_one = 3).await;
    let ask = async |socket: &mut TcpStream| {
        socket.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").await.ok();
        let mut answer = [0; 15];
        socket.read_exact(&mut answer).await.is_ok_and(|_| answer == *b"HTTP/1.1 200 OK")
    };
    let mut open = Vec::new();
    for _ in 0..3 {
        let mut socket = TcpStream::connect(app.address).await.unwrap();
        assert!(ask(&mut socket).await);
        open.push(socket);
    }
    let mut next = TcpStream::connect(app.address).await.unwrap();
    assert!(!ask(&mut next).await, "the fourth is closed without an answer");
    // One that ends makes room.
    drop(open.pop());
    let mut tries = 0;
    while !ask(&mut TcpStream::connect(app.address).await.unwrap()).await {
        tries += 1;
        assert!(tries < 50, "no room was made");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}
