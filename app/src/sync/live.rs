//! The live wire: a WebSocket that only says "the head moved".

use futures::StreamExt;
use futures::channel::mpsc::UnboundedSender;
use gloo_net::websocket::futures::WebSocket;

/// Listens until the wire breaks; every message is a sign that there is something to pull.
pub async fn listen(moved: UnboundedSender<()>) {
    let Some(url) = url() else { return };
    let Ok(mut socket) = WebSocket::open(&url) else {
        return;
    };
    while let Some(Ok(_)) = socket.next().await {
        if moved.unbounded_send(()).is_err() {
            return;
        }
    }
}

fn url() -> Option<String> {
    let location = web_sys::window()?.location();
    let scheme = if location.protocol().ok()? == "https:" {
        "wss"
    } else {
        "ws"
    };
    Some(format!("{scheme}://{}/api/live", location.host().ok()?))
}
