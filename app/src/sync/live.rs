//! The live wire: a WebSocket over which the server brings what was appended, or says that something was.

use futures::StreamExt;
use futures::channel::mpsc::UnboundedSender;
use gloo_net::websocket::Message;
use gloo_net::websocket::futures::WebSocket;

/// Hands on every message until the wire breaks.
pub async fn listen(heard: UnboundedSender<Vec<u8>>) {
    let Some(url) = url() else { return };
    let Ok(mut socket) = WebSocket::open(&url) else {
        return;
    };
    while let Some(Ok(message)) = socket.next().await {
        let bytes = match message {
            Message::Text(text) => text.into_bytes(),
            Message::Bytes(bytes) => bytes,
        };
        if heard.unbounded_send(bytes).is_err() {
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
