//! The network: loopback addresses only. Entry points: [`listen`], [`start`].

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use http_body_util::channel::{Channel, Sender};
use http_body_util::{Either, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HOST, LOCATION, X_CONTENT_TYPE_OPTIONS};
use hyper::http::response;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::runtime::{Builder, Runtime};

use crate::serve::answer::{self, Answer, answer};
use crate::serve::preview::Preview;

/// How often a connection that waits for reports is tried, so that one whose page is gone does not wait for ever.
const HEARTBEAT: Duration = Duration::from_secs(10);

type Body = Either<Full<Bytes>, Channel<Bytes>>;

/// Listens on this machine's own addresses, and on no others, at `port` or, where it is 0, at a free one; the value is the port.
pub(super) fn listen(port: u16) -> Result<(u16, Vec<TcpListener>)> {
    let taken = || format!("port {port} is taken: choose another with `--port N`, or any free one with `--port 0`");
    let fourth = TcpListener::bind((IpAddr::from(Ipv4Addr::LOCALHOST), port)).with_context(taken)?;
    let port = fourth.local_addr().context("the port is not known")?.port();
    // `localhost` may be either; a machine without IPv6 has only the one.
    let sixth = TcpListener::bind((IpAddr::from(Ipv6Addr::LOCALHOST), port)).ok();
    Ok((port, std::iter::once(fourth).chain(sixth).collect()))
}

/// Answers on `listeners` for as long as the value is kept.
pub(super) fn start(listeners: Vec<TcpListener>, preview: &Arc<Preview>) -> Result<Runtime> {
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().context("cannot serve")?;
    for listener in listeners {
        listener.set_nonblocking(true).context("cannot serve")?;
        let _inside = runtime.enter();
        let listener = tokio::net::TcpListener::from_std(listener).context("cannot serve")?;
        runtime.spawn(accept(listener, Arc::clone(preview)));
    }
    Ok(runtime)
}

async fn accept(listener: tokio::net::TcpListener, preview: Arc<Preview>) {
    loop {
        let Ok((stream, peer)) = listener.accept().await else {
            // Too many open files, say: they become fewer.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        if !peer.ip().is_loopback() {
            continue;
        }
        let preview = Arc::clone(&preview);
        tokio::spawn(async move {
            let service = service_fn(|request| std::future::ready(Ok::<_, Infallible>(respond(&request, &preview))));
            // A page that was closed before it had its answer is no error of ours.
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

fn respond(request: &Request<Incoming>, preview: &Arc<Preview>) -> Response<Body> {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    let target = request.uri().to_string();
    // Service Workers, "Update": a browser says so when it fetches the script of one.
    let for_worker = request.headers().contains_key("service-worker");
    let asked = answer::Request { method: request.method().as_str(), target: &target, host, for_worker };
    let full = |bytes: Vec<u8>| Either::Left(Full::new(Bytes::from(bytes)));
    let made = match answer(asked, preview) {
        Answer::Body(405, kind, bytes) => head(405).header(ALLOW, "GET, HEAD").header(CONTENT_TYPE, kind).body(full(bytes)),
        Answer::Body(status, kind, bytes) => head(status).header(CONTENT_TYPE, kind).body(full(bytes)),
        Answer::Elsewhere(address) => head(302).header(LOCATION, address).body(full(Vec::new())),
        Answer::Reports => {
            let (sender, body) = Channel::new(1);
            tokio::spawn(reports(sender, Arc::clone(preview)));
            head(200).header(CONTENT_TYPE, "text/event-stream").body(Either::Right(body))
        }
    };
    made.expect("types are ours, and an address was a part of the request")
}

/// What every answer says: keep nothing, guess no type, let no other site use it.
fn head(status: u16) -> response::Builder {
    let head = Response::builder().status(status).header(CACHE_CONTROL, "no-store").header(X_CONTENT_TYPE_OPTIONS, "nosniff");
    head.header("cross-origin-resource-policy", "same-origin")
}

/// Server-sent events (HTML, 9.2): each report as it comes, for as long as the page listens.
async fn reports(mut page: Sender<Bytes>, preview: Arc<Preview>) {
    let mut reports = preview.reports();
    reports.mark_changed();
    loop {
        let event = match tokio::time::timeout(HEARTBEAT, reports.changed()).await {
            Ok(Ok(())) => match &reports.borrow_and_update().report {
                Some(report) => format!("data: {report}\n\n"),
                None => continue,
            },
            Ok(Err(_)) => return,
            Err(_) => String::from(":\n\n"),
        };
        if page.send_data(Bytes::from(event)).await.is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_listened_to() {
        let (port, listeners) = listen(0).unwrap();
        assert!(port > 0 && !listeners.is_empty());
        for listener in &listeners {
            let address = listener.local_addr().unwrap();
            assert!(address.ip().is_loopback() && address.port() == port, "{address}");
        }
        assert!(format!("{:#}", listen(port).unwrap_err()).contains("--port"));
    }
}
