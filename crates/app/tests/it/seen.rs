//! What an operator sees from outside: an id from page to log, and the numbers for Prometheus.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;

use crosswalk_app::{metrics, serve};
use crosswalk_testing::{Person, Request, TestApp, address_of, logs};
use diesel::RunQueryDsl as _;
use serde_json::{Value, json};

const HEADER: &str = "x-request-id";

#[tokio::test]
async fn an_id_leads_from_the_page_to_the_log() {
    let app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let ask = async |path: &str, given: &str| {
        let answer = Request::new("GET", path).header("X-Request-Id", given).send(app.address).await;
        answer.header(HEADER).expect("an id").to_owned()
    };
    let (one, other) = (ask(&book.page(), "from-outside-1").await, ask("/nothing", "from-outside-2").await);
    assert!(one != other && one.len() == 11 && one.as_bytes()[5] == b'-', "{one} {other}");
    let line = |id: &str| {
        let logs = logs();
        let start = format!("request{{id={id}}}");
        let line =
            logs.lines().find(|line| line.contains(&start) && line.contains("answered")).map(str::to_owned);
        line.unwrap_or_else(|| panic!("no line of {id}"))
    };
    let seen = line(&one);
    assert!(seen.contains("method=\"GET\"") && seen.contains("route=\"/w/{token}\""), "{seen}");
    assert!(seen.contains("status=200") && seen.contains("ms="), "{seen}");
    assert!(line(&other).contains("route=\"none\""));
    assert!(!logs().contains("from-outside"), "what a stranger calls a request is not taken over");

    // The page and the API tell the same id when something is broken.
    let broken = |conn: &mut crosswalk_store::Connection| {
        diesel::sql_query("ALTER TABLE workbooks RENAME TO elsewhere").execute(conn)
    };
    app.inside().store.write(broken).await.expect("it can be broken");
    let unknown = "A".repeat(43);
    let page = Request::new("GET", &format!("/w/{unknown}")).send(app.address).await.expect_status(500);
    let id = page.header(HEADER).expect("an id").to_owned();
    assert!(page.text().contains(&id), "the page tells its id");
    assert!(line(&id).contains("status=500"));
    assert!(logs().contains(&format!("a request failed reference={id}")), "the cause stands under the id");
    let api = Request::new("GET", &format!("/api/v1/workbooks/{unknown}")).send(app.address).await;
    let id = api.header(HEADER).expect("an id").to_owned();
    assert!(api.json()["detail"].as_str().is_some_and(|detail| detail.contains(&id)), "{}", api.text());
    let mended = |conn: &mut crosswalk_store::Connection| {
        diesel::sql_query("ALTER TABLE elsewhere RENAME TO workbooks").execute(conn)
    };
    app.inside().store.write(mended).await.expect("it can be mended");
}

#[tokio::test]
async fn a_trusted_proxy_names_requests() {
    let app = TestApp::start_with(|settings, _| settings.behind_proxy = true).await;
    for (given, taken) in [("018f3c-abc.7_Z", true), ("short", false), ("with space in it", false)] {
        let answer = Request::new("GET", "/help").header("X-Request-Id", given).send(app.address).await;
        assert_eq!(answer.header(HEADER) == Some(given), taken, "{given}");
    }
}

/// The metrics of an app, on a listener of their own.
async fn watched(app: &TestApp) -> (SocketAddr, tokio::task::JoinHandle<()>) {
    let listener = serve::listen(([127, 0, 0, 1], 0).into()).expect("a free port");
    let address = listener.local_addr().expect("an address");
    (address, tokio::spawn(metrics::serve(app.inside().clone(), listener)))
}

async fn scrape(address: SocketAddr) -> String {
    Request::new("GET", "/metrics").send(address).await.expect_status(200).text()
}

/// The values by name and labels, as they stand in the text.
fn values(text: &str) -> BTreeMap<String, f64> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let (name, value) = line.rsplit_once(' ').expect("a name and a value");
            (name.to_owned(), value.parse().expect("a number"))
        })
        .collect()
}

/// A bit of everything with one workbook.
async fn work(app: &mut TestApp, number: usize) {
    let book = app.workbook(&format!("Riverside {number}")).await;
    let mut device = app.device();
    device.answer(&book, "assess", "goal-setting", "yes").await;
    device.get(&format!("{}/workbook.pdf", book.page())).await.expect_status(200);
    let mut thuy = Person::join(app, &book.edit).await;
    thuy.write("notes/engage", 0, "Hello").await;
    thuy.until_saved().await;
    device.get("/nothing/at/all").await.expect_status(404);
}

#[tokio::test]
async fn metrics_tell_what_was_done_and_do_not_grow_with_workbooks() {
    let mut app = TestApp::start_with(|settings, _| settings.limits.rates = false).await;
    let (address, serving) = watched(&app).await;
    app.sign_in("Rosa Medina").await;
    work(&mut app, 0).await;
    let book = app.workbook("Open").await;
    let person = Person::join(&app, &book.edit).await;
    let text = scrape(address).await;
    assert!(text.ends_with("# EOF\n"), "the format ends so");
    let seen = values(&text);
    let value = |name: &str| *seen.get(name).unwrap_or_else(|| panic!("no {name} in\n{text}"));
    let requests = |route: &str, method: &str, status: &str| {
        value(&format!(
            "crosswalk_requests_total{{method=\"{method}\",route=\"{route}\",status=\"{status}\"}}"
        ))
    };
    assert_eq!(requests("/api/v1/workbooks", "POST", "2xx"), 2.0);
    assert_eq!(requests("/w/{token}/workbook.pdf", "GET", "2xx"), 1.0);
    assert_eq!(requests("none", "GET", "4xx"), 1.0);
    let timed =
        value("crosswalk_request_duration_seconds_count{method=\"POST\",route=\"/api/v1/workbooks\"}");
    assert_eq!(timed, 2.0);
    assert_eq!(value("crosswalk_pdf_duration_seconds_count"), 1.0);
    assert!(value("crosswalk_pdf_duration_seconds_sum") > 0.0);
    assert!(value("crosswalk_edits_saved_total") >= 3.0, "a title, an answer, a note");
    assert!(value("crosswalk_append_duration_seconds_count") >= 3.0);
    assert!(value("crosswalk_commit_duration_seconds_count") >= 5.0);
    assert!(value("crosswalk_store_wait_seconds_count") > 5.0);
    assert!((1.0..=3.0).contains(&value("crosswalk_rooms")));
    assert!(value("crosswalk_people") >= 1.0);
    assert!(value("crosswalk_sockets{of=\"workbook\"}") >= 1.0);
    assert_eq!(value("crosswalk_sockets{of=\"meeting\"}"), 0.0);
    assert_eq!(value("crosswalk_mails_total{outcome=\"sent\"}"), 1.0);
    assert_eq!(value("crosswalk_jobs{state=\"waiting\"}"), 0.0);
    assert_eq!(value("crosswalk_mails_waiting"), 0.0);
    assert_eq!(value("crosswalk_database_up"), 1.0);
    assert!(value("crosswalk_database_level") >= 14.0 && value("crosswalk_database_size_bytes") > 10_000.0);
    assert!(value("process_resident_memory_bytes") > 1_000_000.0 && value("process_open_fds") > 3.0);
    let started = app.inside().started_at.0 as f64 / 1_000.0;
    assert!((value("process_start_time_seconds") - started).abs() < 0.01);
    assert!(text.contains("crosswalk_build_info{version=\""));
    drop(person);

    for number in 1..6 {
        work(&mut app, number).await;
    }
    let later = scrape(address).await;
    let names = |text: &str| values(text).into_keys().collect::<BTreeSet<_>>();
    let new: Vec<String> = names(&later).difference(&names(&text)).cloned().collect();
    assert_eq!(new, Vec::<String>::new(), "more workbooks bring no more series");
    for secret in [book.edit.as_str(), &book.read, &book.id, "Riverside", "Rosa", &address_of("Rosa Medina")]
    {
        assert!(!later.contains(secret), "{secret} is in the metrics");
    }

    // A letter waits: its age grows with the clock.
    app.device().post("/sign-in", &[("email", "ana@example.org")]).await.expect_status(200);
    app.pass(90_000);
    let waiting = values(&scrape(address).await);
    assert_eq!(
        (waiting["crosswalk_mails_waiting"], waiting["crosswalk_jobs{state=\"waiting\"}"]),
        (1.0, 1.0)
    );
    assert!(waiting["crosswalk_jobs_oldest_age_seconds"] >= 90.0);
    app.run_jobs().await;

    // Never where the public is.
    app.device().get("/metrics").await.expect_status(404);
    serving.abort();
}

/// Names of metrics in a text, without the ends that a histogram's parts have.
fn named(text: &str) -> BTreeSet<String> {
    let is_name = |c: char| c.is_ascii_lowercase() || c == '_';
    let words = text
        .split(|c: char| !is_name(c))
        .filter(|word| word.starts_with("crosswalk_") || word.starts_with("process_"));
    words
        .map(|word| {
            let ends = ["_bucket", "_count", "_sum", "_total", "_info"];
            ends.iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word).to_owned()
        })
        .collect()
}

#[tokio::test]
async fn dashboard_and_alerts_name_only_what_there_is_and_the_dashboard_all_of_it() {
    let mut app = TestApp::start().await;
    app.sign_in("Rosa Medina").await;
    let text = metrics::scrape(app.inside()).await;
    let there: BTreeSet<String> = text
        .lines()
        .filter_map(|line| line.strip_prefix("# TYPE "))
        .map(|line| line.split(' ').next().expect("a name").to_owned())
        .collect();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/operating");
    let dashboard = std::fs::read_to_string(format!("{folder}/grafana.json")).expect("a dashboard");
    let dashboard: Value = serde_json::from_str(&dashboard).expect("JSON");
    let panels = dashboard["panels"].as_array().expect("panels");
    let ids: BTreeSet<i64> = panels.iter().filter_map(|panel| panel["id"].as_i64()).collect();
    assert_eq!(ids.len(), panels.len(), "each panel has an id of its own");
    for panel in panels.iter().filter(|panel| panel["type"] != "row") {
        assert!(panel["targets"].as_array().is_some_and(|targets| !targets.is_empty()), "{}", panel["title"]);
    }
    let expressions: String = panels
        .iter()
        .flat_map(|panel| panel["targets"].as_array().cloned().unwrap_or_default())
        .map(|target| format!("{}\n", target["expr"].as_str().expect("an expression")))
        .collect();
    let alerts = std::fs::read_to_string(format!("{folder}/alerts.yml")).expect("alerts");
    for text in [&expressions, &alerts] {
        let unknown: Vec<String> = named(text).difference(&there).cloned().collect();
        assert_eq!(unknown, Vec::<String>::new(), "nothing is called so");
    }
    let unseen: Vec<String> = there.difference(&named(&expressions)).cloned().collect();
    assert_eq!(unseen, Vec::<String>::new(), "a number without a panel");
}

#[tokio::test]
async fn logs_of_a_partnership_hold_no_name_no_address_and_no_link() {
    let mut app = TestApp::start_with(|settings, _| {
        settings.operators = vec![address_of("Zebrarosa Medina")];
    })
    .await;
    let mut rosa = app.sign_in("Zebrarosa Medina").await;
    let id = app.partnership(&mut rosa, "Zebra Homes").await;
    app.join(&mut rosa, &id, "Zebrathuy Nguyen", "member").await;
    rosa.post(&format!("/p/{id}/steps"), &[("text", "Call Zebra school")]).await.expect_status(200);
    rosa.post("/operate/settings", &[("run_by", "Zebra people"), ("contact", "zebra-help@example.org")])
        .await
        .expect_status(200);
    rosa.post("/operate/mail/unblock", &[("address", "zebra-ana@example.org")]).await.expect_status(200);
    rosa.post("/operate/settings", &[("contact", "zebra-wrong")]).await.expect_status(422);
    app.api("POST", "/api/v1/workbooks", Some(json!({ "title": 5 }))).await.expect_status(400);
    let logs = logs();
    let session = rosa.cookies.get("cw_session").expect("a session");
    for secret in ["zebra", "Zebra", session] {
        let at = logs.find(secret);
        assert!(
            at.is_none(),
            "{secret}: {:?}",
            at.map(|at| logs[at.saturating_sub(200)..].chars().take(400).collect::<String>())
        );
    }
}

#[tokio::test]
async fn traces_go_to_the_collector_and_hold_no_more_than_the_log() {
    use axum::routing::post;
    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel::<Value>();
    let collector = serve::listen(([127, 0, 0, 1], 0).into()).expect("a free port");
    let address = collector.local_addr().expect("an address");
    let take = move |axum::Json(message): axum::Json<Value>| {
        tell.send(message).expect("somebody listens");
        async { axum::Json(json!({})) }
    };
    let router = axum::Router::new().route("/v1/traces", post(take));
    let serving = tokio::spawn(async move { axum::serve(collector, router).await });
    let app = TestApp::start_with(|settings, _| {
        settings.otel_endpoint = Some(format!("http://{address}/"));
        settings.behind_proxy = true;
    })
    .await;
    let book = app.workbook("Zebra").await;
    let (trace, parent) = ("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331");
    let answer = Request::new("GET", &format!("{}/workbook.pdf", book.page()))
        .header("traceparent", &format!("00-{trace}-{parent}-01"))
        .send(app.address)
        .await
        .expect_status(200);
    let id = answer.header(HEADER).expect("an id").to_owned();
    let mut spans = Vec::new();
    while spans.len() < 3 {
        let message = tokio::time::timeout(std::time::Duration::from_secs(20), told.recv()).await;
        let message = message.expect("in time").expect("a message");
        assert!(!message.to_string().contains("Zebra") && !message.to_string().contains(&book.edit));
        let resource = &message["resourceSpans"][0];
        assert_eq!(resource["resource"]["attributes"][0]["value"]["stringValue"], "crosswalk");
        spans.extend(resource["scopeSpans"][0]["spans"].as_array().expect("spans").clone());
    }
    let named = |name: &str| {
        let found = spans.iter().find(|span| span["name"] == name);
        found.unwrap_or_else(|| panic!("no {name} in {spans:?}")).clone()
    };
    let (made, print) = (named("POST /api/v1/workbooks"), named("make a PDF"));
    let page = named("GET /w/{token}/workbook.pdf");
    assert_eq!((page["traceId"].as_str(), page["parentSpanId"].as_str()), (Some(trace), Some(parent)));
    assert_eq!((page["kind"].as_i64(), print["kind"].as_i64()), (Some(2), Some(1)));
    assert_eq!((&print["traceId"], &print["parentSpanId"]), (&page["traceId"], &page["spanId"]));
    assert!(made["traceId"] != page["traceId"] && made.get("parentSpanId").is_none());
    let attributes = page["attributes"].to_string();
    assert!(attributes.contains(&id) && attributes.contains("\"intValue\":\"200\""), "{attributes}");
    let nanoseconds =
        |span: &Value, key: &str| span[key].as_str().expect("a text").parse::<u64>().expect("a number");
    assert!(nanoseconds(&print, "endTimeUnixNano") > nanoseconds(&print, "startTimeUnixNano"));
    serving.abort();
}
