//! Workbooks that nobody uses are announced and go; all others stay.

use crosswalk_names::DAY;
use crosswalk_store::schema::workbooks;
use crosswalk_testing::{Book, TestApp};
use diesel::prelude::*;

const MONTH: i64 = 31 * DAY;

/// Cleans up once a week for so long, as a server that runs.
async fn live_through(app: &TestApp, time: i64) {
    let end = app.now() + time;
    while app.now() < end {
        app.pass(7 * DAY);
        app.clean_up().await;
    }
}

async fn status(app: &TestApp, book: &Book) -> u16 {
    // The API asks the store, and counts as a use too.
    app.api("GET", &book.read_api(""), None).await.status
}

#[tokio::test]
async fn a_workbook_that_nobody_uses_is_announced_and_goes() {
    let app = TestApp::start().await;
    let (forgotten, opened) = (app.workbook("Forgotten").await, app.workbook("Opened").await);
    app.clean_up().await;
    live_through(&app, 22 * MONTH).await;
    assert_eq!(announced(&app).await, 0);
    live_through(&app, MONTH).await;
    assert_eq!(announced(&app).await, 2);
    // Whoever opens one now is told, and by that it stays.
    let page = app.device().get(&opened.page()).await.expect_status(200);
    page.expect_text("This workbook was about to be removed");
    let page = app.device().get(&format!("/es{}", opened.read_page())).await.expect_status(200);
    page.expect_text("Este cuaderno estaba por eliminarse");
    live_through(&app, 35 * DAY).await;
    assert_eq!(announced(&app).await, 0);
    assert_eq!(status(&app, &forgotten).await, 410);
    let page = app.device().get(&opened.page()).await.expect_status(200);
    assert!(!page.text().contains("about to be removed"));
    // For 30 days whoever has the link can bring it back; then it has been used.
    let back = format!("{}/deletion/undo", forgotten.page());
    app.device().post(&back, &[]).await.expect_status(200);
    assert_eq!(status(&app, &forgotten).await, 200);
    live_through(&app, 2 * MONTH).await;
    assert_eq!(status(&app, &forgotten).await, 200);
}

#[tokio::test]
async fn what_is_changed_or_somebodys_or_kept_for_ever_stays() {
    let mut app = TestApp::start_with(|settings, _| settings.limits.rates = false).await;
    let mut rosa = app.sign_in("Rosa Medina").await;
    let id = app.partnership(&mut rosa, "Milbrook").await;
    let used = app.workbook("Used").await;
    let forgotten = app.workbook("Forgotten").await;
    app.individual_copy().await;
    let all = app.workbooks().await;
    for _ in 0..5 {
        live_through(&app, 6 * MONTH).await;
        app.device().answer(&used, "assess", "goal-setting", "yes").await;
    }
    // The forgotten one went for good; the partnership's own, the copy and the used one are there.
    assert_eq!(app.workbooks().await, all - 1);
    assert_eq!(status(&app, &forgotten).await, 404);
    assert_eq!(status(&app, &used).await, 200);
    let mut rosa = app.sign_in("Rosa Medina").await;
    rosa.get(&format!("/p/{id}/workbook")).await.expect_status(200);
}

#[tokio::test]
async fn nothing_goes_where_the_operator_says_never() {
    let app = TestApp::start_with(|settings, _| settings.retention_months = 0).await;
    let book = app.workbook("Forgotten").await;
    live_through(&app, 40 * MONTH).await;
    assert_eq!(announced(&app).await, 0);
    assert_eq!(status(&app, &book).await, 200);
}

#[tokio::test]
async fn a_shorter_time_takes_nothing_without_its_notice() {
    let app = TestApp::start_with(|settings, _| settings.retention_months = 2).await;
    let book = app.workbook("Forgotten").await;
    // The server was off for a year.
    app.pass(12 * MONTH);
    app.clean_up().await;
    assert_eq!(announced(&app).await, 1);
    live_through(&app, 3 * 7 * DAY).await;
    assert_eq!(announced(&app).await, 1, "three weeks are no month");
    live_through(&app, 2 * 7 * DAY).await;
    assert_eq!(status(&app, &book).await, 410);
}

/// How many workbooks are to go.
async fn announced(app: &TestApp) -> i64 {
    let amounts = app.inside().store.read(crosswalk_app::operate::queries::amounts).await;
    amounts.expect("the counts").announced
}

/// A node of the version before does not write down when a workbook was used.
#[tokio::test]
async fn a_workbook_of_an_older_node_counts_as_used_when_it_was_made() {
    let app = TestApp::start().await;
    let book = app.workbook("Riverside").await;
    let unknown = |conn: &mut crosswalk_store::Connection| {
        diesel::update(workbooks::table).set(workbooks::used_at.eq(0_i64)).execute(conn)
    };
    assert_eq!(app.inside().store.write(unknown).await, Ok(1));
    app.clean_up().await;
    assert_eq!(announced(&app).await, 0);
    live_through(&app, 2 * MONTH).await;
    assert_eq!(status(&app, &book).await, 200);
}
