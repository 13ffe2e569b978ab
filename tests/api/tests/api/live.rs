use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use crate::office::{accepted, founded, record_unit, server};

/// A socket that was opened by hand, so that the frames are seen as they are.
struct Live {
    stream: TcpStream,
}

impl Live {
    fn open(tablet: &api::Tablet) -> Self {
        let address = server().base_url.replace("http://", "");
        let mut stream = TcpStream::connect(&address).unwrap();
        // Only so that a silent server fails the test instead of hanging it.
        stream
            .set_read_timeout(Some(Duration::from_secs(30)))
            .unwrap();
        let session = tablet.client.cookie("__Host-session").unwrap();
        write!(
            stream,
            "GET /api/live HTTP/1.1\r\nHost: {address}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
             Cookie: __Host-session={session}\r\n\r\n"
        )
        .unwrap();
        let mut live = Live { stream };
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.extend(live.bytes(1));
        }
        assert!(
            head.starts_with(b"HTTP/1.1 101"),
            "{}",
            String::from_utf8_lossy(&head)
        );
        live
    }

    fn bytes(&mut self, count: usize) -> Vec<u8> {
        let mut bytes = vec![0; count];
        self.stream.read_exact(&mut bytes).unwrap();
        bytes
    }

    /// One short frame: its kind, and what it carries.
    fn frame(&mut self) -> (u8, Vec<u8>) {
        let head = self.bytes(2);
        assert!(head[1] < 126, "a longer frame than was ever sent");
        (head[0] & 0x0f, self.bytes(usize::from(head[1])))
    }

    fn told(&mut self) -> serde_json::Value {
        let (kind, text) = self.frame();
        assert_eq!(kind, 1, "not a text");
        serde_json::from_slice(&text).unwrap()
    }
}

#[test]
fn the_socket_says_where_the_head_is_and_nothing_else() {
    let mut director = founded();
    let head = director.pull_all().unwrap()[0].head;
    let mut live = Live::open(&director);
    assert_eq!(live.told(), serde_json::json!({ "head": head.0 }));
    record_unit(&mut director, "A-101");
    accepted(&mut director);
    assert_eq!(live.told(), serde_json::json!({ "head": head.0 + 1 }));
}

#[test]
fn the_socket_of_a_revoked_tablet_is_closed() {
    let mut director = founded();
    let mut assistant =
        crate::office::colleague(&mut director, domain::role::Role::PropertyAssistant);
    assert_eq!(assistant.client.get("/api/session").unwrap().status, 200);
    let mut live = Live::open(&assistant);
    live.told();
    let path = format!("/api/devices/{}/revoke", assistant.device());
    assert_eq!(director.client.post(&path, &()).unwrap().status, 204);
    let (kind, _) = live.frame();
    assert_eq!(kind, 8, "not a close");
}
