use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use domain::command::CommandBody;
use domain::id::{Cursor, Digest};
use domain::person::PersonCommand;
use domain::role::Role;
use domain::sync::chain::page_holds;
use domain::sync::message::PullReply;

use crate::office::{accepted, colleague, founded, record_unit, server};

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

    /// One frame: its kind, and what it carries.
    fn frame(&mut self) -> (u8, Vec<u8>) {
        let head = self.bytes(2);
        let size = match head[1] {
            126 => self.bytes(2),
            127 => self.bytes(8),
            short => vec![short],
        };
        let size = size
            .into_iter()
            .fold(0_usize, |size, byte| size << 8 | usize::from(byte));
        (head[0] & 0x0f, self.bytes(size))
    }

    fn told(&mut self) -> serde_json::Value {
        let (kind, text) = self.frame();
        assert_eq!(kind, 1, "not a text");
        serde_json::from_slice(&text).unwrap()
    }
}

/// Where a tablet stands that has pulled everything.
fn stands(director: &mut api::Tablet) -> (Cursor, Digest) {
    let pages = director.pull_all().unwrap();
    let last = pages.last().unwrap();
    (last.cursor, last.hash)
}

#[test]
fn the_socket_brings_what_was_appended_as_a_pull_would() {
    let mut director = founded();
    let (cursor, hash) = stands(&mut director);
    let mut live = Live::open(&director);
    assert_eq!(live.told(), serde_json::json!({ "head": cursor.0 }));
    record_unit(&mut director, "A-101");
    accepted(&mut director);
    let (kind, text) = live.frame();
    assert_eq!(kind, 1, "not a text");
    let page = PullReply::read(&text).unwrap();
    assert!(page_holds(cursor, hash, &page));
    assert_eq!(page.cursor, Cursor(cursor.0 + 1));
    assert_eq!(page.head, page.cursor);
    assert_eq!(page.heads.len(), 1);
}

#[test]
fn of_much_at_once_the_socket_only_says_where_the_head_is() {
    let mut director = founded();
    let (cursor, _) = stands(&mut director);
    let mut live = Live::open(&director);
    live.told();
    for number in 0..30 {
        record_unit(&mut director, &format!("B-{number:03}"));
    }
    accepted(&mut director);
    assert_eq!(live.told(), serde_json::json!({ "head": cursor.0 + 30 }));
}

#[test]
fn whoever_signed_out_or_left_hears_nothing_more() {
    let mut director = founded();
    let removed = colleague(&mut director, Role::PropertyAssistant);
    let mut signed_out = colleague(&mut director, Role::PropertyAssistant);
    let [mut of_removed, mut of_signed_out] = [&removed, &signed_out].map(Live::open);
    of_removed.told();
    of_signed_out.told();
    let done = signed_out
        .client
        .send("DELETE", "/api/session", &[], None)
        .unwrap();
    assert_eq!(done.status, 204);
    let yesterday = domain::command::day(director.time, 480).pred_opt().unwrap();
    director
        .write(CommandBody::Person(PersonCommand::Remove {
            person: removed.session.person,
            on: yesterday,
        }))
        .unwrap();
    accepted(&mut director);
    for live in [&mut of_removed, &mut of_signed_out] {
        let (kind, _) = live.frame();
        assert_eq!(kind, 8, "not a close");
    }
}

#[test]
fn the_socket_of_a_revoked_tablet_is_closed() {
    let mut director = founded();
    let mut assistant = colleague(&mut director, Role::PropertyAssistant);
    assert_eq!(assistant.client.get("/api/session").unwrap().status, 200);
    let mut live = Live::open(&assistant);
    live.told();
    let path = format!("/api/devices/{}/revoke", assistant.device());
    assert_eq!(director.client.post(&path, &()).unwrap().status, 204);
    let (kind, _) = live.frame();
    assert_eq!(kind, 8, "not a close");
}
