//! `GET /live/{token}`: from a request to a live socket.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::access::Reader;
use crate::error::PageError;
use crate::guard::is_same_host;
use crate::live::{Upgraded, device_id, frame};
use crate::rates::Act;
use crate::state::App;
use crate::visit::{Peer, device_of};

/// Hands the socket to the live thread. `?v=1` asks for Crosswalk's own messages.
pub async fn open(
    State(app): State<App>,
    reader: Reader,
    mut request: Request,
) -> Result<Response, PageError> {
    let device = device_id(device_of(request.headers()).as_deref());
    let own_messages = request.uri().query().is_some_and(|query| query.split('&').any(|part| part == "v=1"));
    let peer = request.extensions().get::<Peer>().copied();
    let count = {
        let app = app.clone();
        move || peer.map_or(Ok(()), |peer| app.rates.count(Act::Socket, peer.0).map_err(PageError::TooMany))
    };
    upgrade(&mut request, count, move |stream, leftover| async move {
        let Ok(stream) = stream.into_std() else { return };
        let (token_hash, may_write) = (reader.token.hash(), reader.may_edit);
        let socket = Upgraded { stream, leftover, device, token_hash, may_write, own_messages };
        app.live.join(reader.id, socket).await;
    })
}

/// Turns a request into a socket: the answer to send, and `take` with the raw connection once the answer is out. `may`
/// is asked when the request turned out to be a handshake from our own pages.
pub fn upgrade<F: Future<Output = ()> + Send + 'static>(
    request: &mut Request,
    may: impl FnOnce() -> Result<(), PageError>,
    take: impl FnOnce(TcpStream, Bytes) -> F + Send + 'static,
) -> Result<Response, PageError> {
    let headers = request.headers();
    let Some(accept) = accept(headers) else { return Ok(upgrade_required()) };
    if let Some(origin) = headers.get(header::ORIGIN)
        && !is_same_host(origin.to_str().unwrap_or_default(), headers)
    {
        return Err(PageError::Forbidden);
    }
    may()?;
    let upgrade = hyper::upgrade::on(request);
    tokio::spawn(async move {
        // The client may have gone between its request and our answer.
        let Ok(upgraded) = upgrade.await else { return };
        let Ok(parts) = upgraded.downcast::<TokioIo<TcpStream>>() else {
            tracing::error!("an upgraded connection is not a plain socket");
            return;
        };
        take(parts.io.into_inner(), parts.read_buf).await;
    });
    let mut response = StatusCode::SWITCHING_PROTOCOLS.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONNECTION, HeaderValue::from_static("Upgrade"));
    headers.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
    headers.insert(
        header::SEC_WEBSOCKET_ACCEPT,
        HeaderValue::from_str(&accept).map_err(|error| PageError::internal(&error))?,
    );
    *response.body_mut() = Body::empty();
    Ok(response)
}

/// The answer to the handshake of RFC 6455 section 4.2.1, if the request is one.
fn accept(headers: &HeaderMap) -> Option<String> {
    let has = |name: header::HeaderName, word: &str| {
        headers.get_all(name).iter().any(|value| {
            value
                .to_str()
                .is_ok_and(|value| value.split(',').any(|part| part.trim().eq_ignore_ascii_case(word)))
        })
    };
    let key = headers.get(header::SEC_WEBSOCKET_KEY)?.to_str().ok()?;
    let fits = has(header::UPGRADE, "websocket")
        && has(header::CONNECTION, "upgrade")
        && has(header::SEC_WEBSOCKET_VERSION, "13")
        && key.len() == 24;
    fits.then(|| frame::accept_key(key))
}

fn upgrade_required() -> Response {
    (StatusCode::UPGRADE_REQUIRED, [(header::UPGRADE, "websocket")], "This address speaks WebSocket only.\n")
        .into_response()
}
