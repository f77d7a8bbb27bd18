//! One connection: its requests one after the other, each within the limits.

use std::convert::Infallible;
use std::future::poll_fn;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;

use axum::body::Body as Content;
use hyper::body::{Body, Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::{oneshot, watch};
use tokio::time::timeout;

use super::paced::Paced;
use super::{Handler, Limits, Reply, Request, Trouble};
use crate::transport::ServerTls;

/// What every connection of a server has in common.
pub(super) struct Shared {
    pub(super) handler: Arc<dyn Handler>,
    pub(super) limits: Limits,
    pub(super) tls: Option<ServerTls>,
}

/// Serves a connection until it ends, or until the server stops and its request is answered. One
/// that is `crowded` out is told so, once.
pub(super) async fn serve(
    shared: Arc<Shared>,
    (stream, peer): (TcpStream, SocketAddr),
    stop: watch::Receiver<bool>,
    crowded: bool,
) {
    // Answers are written whole: waiting to fill a packet only delays them.
    let _unchanged = stream.set_nodelay(true);
    let stream = Paced::new(stream, shared.limits.write_time);
    match &shared.tls {
        None => speak(&shared, (stream, peer), stop, crowded).await,
        Some(tls) => {
            let agreed = timeout(shared.limits.handshake_time, tls.accept(stream)).await;
            if let Ok(Ok(stream)) = agreed {
                speak(&shared, (stream, peer), stop, crowded).await;
            }
        }
    }
}

async fn speak<S: AsyncRead + AsyncWrite + Unpin>(
    shared: &Arc<Shared>,
    (stream, peer): (S, SocketAddr),
    mut stop: watch::Receiver<bool>,
    crowded: bool,
) {
    let limits = &shared.limits;
    let service = service_fn(|request| async move {
        Ok::<_, Infallible>(if crowded {
            trouble(shared, Trouble::Crowded)
        } else {
            answer(shared, request, peer).await
        })
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head_time)
        .max_buf_size(limits.head.max(8192))
        .max_headers(limits.headers)
        .keep_alive(!crowded)
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    let mut told = false;
    loop {
        tokio::select! {
            // A broken connection is the client's affair: there is nobody to tell.
            _ended = connection.as_mut() => return,
            stopped = stop.wait_for(|stop| *stop), if !told => {
                drop(stopped);
                connection.as_mut().graceful_shutdown();
                told = true;
            }
        }
    }
}

fn trouble(shared: &Shared, trouble: Trouble) -> hyper::Response<Content> {
    let mut response = shared.handler.trouble(trouble).into_http();
    if matches!(trouble, Trouble::TooLarge | Trouble::TooSlow | Trouble::Broken | Trouble::Crowded) {
        // What is left of the body is not read: the next request could not be told from it.
        response.headers_mut().insert(hyper::header::CONNECTION, hyper::header::HeaderValue::from_static("close"));
    }
    response
}

async fn answer(shared: &Shared, request: hyper::Request<Incoming>, peer: SocketAddr) -> hyper::Response<Content> {
    let (head, body) = request.into_parts();
    let body = match timeout(shared.limits.body_time, whole(body, shared.limits.body)).await {
        Ok(Ok(body)) => body,
        Ok(Err(fault)) => return trouble(shared, fault),
        Err(_) => return trouble(shared, Trouble::TooSlow),
    };
    let (sender, receiver) = oneshot::channel();
    shared.handler.take(Request::new(head, body, peer), Reply(sender));
    match timeout(shared.limits.answer_time, receiver).await {
        Ok(Ok(response)) => response.into_http(),
        Ok(Err(_)) => trouble(shared, Trouble::Failed),
        Err(_) => trouble(shared, Trouble::TimedOut),
    }
}

/// The whole body, as long as it is no longer than allowed.
async fn whole(mut body: Incoming, limit: usize) -> Result<Bytes, Trouble> {
    if body.size_hint().lower() > limit as u64 {
        return Err(Trouble::TooLarge);
    }
    let mut bytes = Vec::new();
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let Ok(data) = frame.map_err(|_| Trouble::Broken)?.into_data() else { continue };
        if bytes.len() + data.len() > limit {
            return Err(Trouble::TooLarge);
        }
        bytes.extend_from_slice(&data);
    }
    Ok(bytes.into())
}
