//! For whatever watches over the program: a service manager, a load balancer.

use std::time::Duration;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use diesel::RunQueryDsl as _;

use crate::state::App;

/// A part that takes longer to answer counts as not ready.
const PATIENCE: Duration = Duration::from_secs(2);

fn plain(status: StatusCode, text: &'static str) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], text).into_response()
}

/// `GET /healthz`: the program runs. Restart it when this does not answer.
pub async fn health() -> Response {
    plain(StatusCode::OK, "ok\n")
}

/// `GET /readyz`: the database answers, and so does the thread of the live workbooks. Send people elsewhere while it
/// says 503; the program comes back by itself when the database does.
pub async fn ready(State(app): State<App>) -> Response {
    let database = app.store.read(|conn| diesel::sql_query("SELECT 1").execute(conn));
    let both = tokio::time::timeout(PATIENCE, async { (database.await.is_ok(), app.live.answers().await) });
    match both.await {
        Ok((true, true)) => plain(StatusCode::OK, "ready\n"),
        Ok((false, _)) => plain(StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"),
        Ok((true, false)) => plain(StatusCode::SERVICE_UNAVAILABLE, "live workbooks do not answer\n"),
        Err(_) => plain(StatusCode::SERVICE_UNAVAILABLE, "too slow to answer\n"),
    }
}
