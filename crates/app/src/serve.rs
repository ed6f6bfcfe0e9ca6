//! Takes connections and hands their requests to the routes.

use std::collections::HashMap;
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tower::ServiceExt as _;

use crate::routes;
use crate::state::App;
use crate::visit::Peer;

/// How long a client may take for the head of a request.
const HEAD_TIME: Duration = Duration::from_secs(15);
/// How long open requests may go on after the server was told to stop.
const LAST_REQUESTS: Duration = Duration::from_secs(5);
/// How long the live workbooks may take to write down what they have and to say good-bye, after that.
const LAST_WRITES: Duration = Duration::from_secs(10);
/// Longest head of a request, in bytes. Remembered workbooks take up to 1 KB of it.
const HEAD_BYTES: usize = 32 * 1024;

/// Opens the socket that [`serve`] takes connections from.
pub fn listen(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = socket2::Socket::new(
        socket2::Domain::for_address(address),
        socket2::Type::STREAM,
        Some(socket2::Protocol::TCP),
    )?;
    socket.set_reuse_address(true)?;
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    socket.listen(4096)?;
    TcpListener::from_std(socket.into())
}

/// Serves until `stop` is ready, then lets open requests end and everything be written down.
pub async fn serve(app: App, listener: TcpListener, stop: impl Future<Output = ()>) {
    let router = routes::router(app.clone());
    let room = Arc::new(Semaphore::new(app.settings.limits.connections));
    let behind_proxy = app.settings.behind_proxy;
    let most_of_one = if behind_proxy { usize::MAX } else { app.settings.limits.connections_of_one };
    let neighbors = Arc::new(Neighbors::default());
    let (ending, _) = watch::channel(());
    tokio::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let (stream, address) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file descriptors, most likely: a short rest lets some close.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        // Beyond the limit the connection is closed at once: the sender sees that, and tries again.
        let Ok(place) = Arc::clone(&room).try_acquire_owned() else { continue };
        let Some(seat) = Seat::take(&neighbors, address.ip(), most_of_one) else { continue };
        let (router, ending) = (router.clone(), ending.subscribe());
        tokio::spawn(async move {
            connection(router, stream, address, behind_proxy, ending).await;
            drop((place, seat));
        });
    }
    drop(listener);
    // Connections that only wait for another request end at once, the others after their answer. The live workbooks go on
    // until then: a form that is under way is still taken, and sockets are told to come back when there is nothing left to
    // wait for.
    drop(ending);
    let all = u32::try_from(app.settings.limits.connections).unwrap_or(u32::MAX);
    drop(tokio::time::timeout(LAST_REQUESTS, room.acquire_many(all)).await);
    app.meetings.stop();
    // Whoever is cut off here loses nothing that was called saved: a database that hangs must not keep us.
    if tokio::time::timeout(LAST_WRITES, app.live.stop()).await.is_err() {
        tracing::warn!("the live workbooks did not end in time");
    }
}

/// How many connections each address has open.
#[derive(Default)]
struct Neighbors(Mutex<HashMap<IpAddr, usize>>);

/// One connection of an address, counted until it is dropped.
struct Seat {
    neighbors: Arc<Neighbors>,
    address: IpAddr,
}

impl Seat {
    fn take(neighbors: &Arc<Neighbors>, address: IpAddr, most: usize) -> Option<Self> {
        let mut open = neighbors.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(address).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(Self { neighbors: Arc::clone(neighbors), address })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut open = self.neighbors.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.address);
            }
        }
    }
}

async fn connection(
    router: axum::Router,
    stream: TcpStream,
    address: SocketAddr,
    behind_proxy: bool,
    mut ending: watch::Receiver<()>,
) {
    drop(stream.set_nodelay(true));
    let service = service_fn(move |request: Request<Incoming>| {
        let router = router.clone();
        async move { Ok::<_, Infallible>(answer(router, request, address, behind_proxy).await) }
    });
    let mut served = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_TIME)
            .max_buf_size(HEAD_BYTES)
            .serve_connection(TokioIo::new(stream), service)
            .with_upgrades()
    );
    tokio::select! {
        _ = served.as_mut() => return,
        _ = ending.changed() => served.as_mut().graceful_shutdown(),
    }
    // Clients go away in the middle all the time; there is nobody to tell.
    drop(served.await);
}

async fn answer(
    router: axum::Router,
    request: Request<Incoming>,
    address: SocketAddr,
    behind_proxy: bool,
) -> Response {
    let mut request = request.map(Body::new);
    let peer = if behind_proxy { forwarded_for(&request) } else { None }.unwrap_or_else(|| address.ip());
    request.extensions_mut().insert(Peer(peer));
    routes::take_base(&mut request, crosswalk_ui::base());
    routes::take_language(&mut request);
    match router.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// The last entry is the one that our own proxy wrote; those before it are what the visitor claims.
fn forwarded_for(request: &Request<Body>) -> Option<IpAddr> {
    request
        .headers()
        .get_all("x-forwarded-for")
        .iter()
        .next_back()?
        .to_str()
        .ok()?
        .rsplit(',')
        .next()?
        .trim()
        .parse()
        .ok()
}
