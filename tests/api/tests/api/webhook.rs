//! What a group in WeCom or DingTalk hears of an office.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use domain::role::Role;
use serde_json::{Value, json};

use crate::office::{accepted, colleague, founded, record_unit, register};

/// A group's server: it says what comes in, and answers what it is told to.
struct Receiver {
    listener: TcpListener,
}

impl Receiver {
    fn new() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        Receiver { listener }
    }

    fn url(&self) -> String {
        format!(
            "http://{}/robot?key=secret",
            self.listener.local_addr().unwrap()
        )
    }

    /// Waits for the next message and answers it.
    fn hear(&self, status: &str, answer: &str) -> Value {
        let (stream, _) = self.listener.accept().unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(30)))
            .unwrap();
        let message = read(&stream);
        let length = answer.len();
        let reply = format!(
            "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{answer}"
        );
        (&stream).write_all(reply.as_bytes()).unwrap();
        message
    }
}

fn read(stream: &TcpStream) -> Value {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    let mut chunked = false;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let line = line.trim().to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        chunked |= line == "transfer-encoding: chunked";
        if line.is_empty() {
            break;
        }
    }
    if chunked {
        let mut size = String::new();
        reader.read_line(&mut size).unwrap();
        length = usize::from_str_radix(size.trim(), 16).unwrap();
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    serde_json::from_slice(&body).unwrap()
}

#[test]
fn a_group_hears_which_case_moved_and_nothing_about_anybody_until_it_arrives() {
    let receiver = Receiver::new();
    let mut director = founded();
    let unit = record_unit(&mut director, "A-101");
    accepted(&mut director);
    let wanted = json!({ "url": receiver.url() });
    director
        .client
        .post("/api/webhook", &wanted)
        .unwrap()
        .ok()
        .unwrap();
    let (case, _) = register(&mut director, unit, "A-101");
    accepted(&mut director);

    let expected = json!({
        "msgtype": "text",
        "text": { "content": format!("huifang\ncomplaint {case}") },
    });
    // Neither a failure nor a refusal in a friendly answer makes it give up.
    assert_eq!(receiver.hear("500 Internal Server Error", "{}"), expected);
    assert_eq!(receiver.hear("200 OK", r#"{"errcode":310000}"#), expected);
    assert_eq!(receiver.hear("200 OK", r#"{"errcode":0}"#), expected);

    let (second, _) = register(&mut director, unit, "A-101");
    accepted(&mut director);
    let heard = receiver.hear("200 OK", r#"{"errcode":0}"#);
    assert_eq!(
        heard["text"]["content"],
        format!("huifang\ncomplaint {second}")
    );
}

#[test]
fn only_the_director_says_where_to_send_and_nobody_reads_the_groups_key() {
    let receiver = Receiver::new();
    let mut director = founded();
    let mut assistant = colleague(&mut director, Role::PropertyAssistant);
    let wanted = json!({ "url": receiver.url() });
    for reply in [
        assistant.client.post("/api/webhook", &wanted).unwrap(),
        assistant.client.get("/api/webhook").unwrap(),
        assistant
            .client
            .post("/api/webhook/switch", &json!({ "on": false }))
            .unwrap(),
        assistant
            .client
            .post("/api/webhook/try", &json!({}))
            .unwrap(),
    ] {
        assert_eq!(
            (reply.status, reply.code().as_str()),
            (403, "beyond_authority")
        );
    }
    director
        .client
        .post("/api/webhook", &wanted)
        .unwrap()
        .ok()
        .unwrap();
    let told = director.client.get("/api/webhook").unwrap().ok().unwrap();
    let text = String::from_utf8(told.body.clone()).unwrap();
    assert!(!text.contains("secret"), "{text}");
    assert_eq!(told.json::<Value>().unwrap()["host"], "127.0.0.1");
    let nowhere = json!({ "url": null });
    director
        .client
        .post("/api/webhook", &nowhere)
        .unwrap()
        .ok()
        .unwrap();
    let told = director.client.get("/api/webhook").unwrap().ok().unwrap();
    assert_eq!(told.json::<Value>().unwrap()["host"], Value::Null);
}

#[test]
fn addresses_that_are_not_in_the_open_net_are_not_taken() {
    let mut director = founded();
    for url in [
        "http://example.com/robot",
        "https://10.0.0.1/robot",
        "https://[::1]/robot",
        "https://localhost/robot",
        "https://example.com:8443/robot",
        "file:///etc/passwd",
        "robot",
    ] {
        let reply = director
            .client
            .post("/api/webhook", &json!({ "url": url }))
            .unwrap();
        assert_eq!(
            (reply.status, reply.code().as_str()),
            (422, "invalid"),
            "{url}"
        );
    }
}

#[test]
fn a_try_out_tells_what_was_answered_and_what_is_switched_off_hears_nothing() {
    let receiver = Receiver::new();
    let mut director = founded();
    let unit = record_unit(&mut director, "A-101");
    accepted(&mut director);
    let nothing = director
        .client
        .post("/api/webhook/try", &json!({}))
        .unwrap();
    assert_eq!(nothing.status, 404);
    let wanted = json!({ "url": receiver.url() });
    director
        .client
        .post("/api/webhook", &wanted)
        .unwrap()
        .ok()
        .unwrap();

    let told = std::thread::scope(|scope| {
        let heard =
            scope.spawn(|| receiver.hear("200 OK", r#"{"errcode":310000,"errmsg":"bad key"}"#));
        let told = director
            .client
            .post("/api/webhook/try", &json!({}))
            .unwrap();
        let heard = heard.join().unwrap()["text"]["content"].to_string();
        assert!(
            heard.contains("huifang") && !heard.contains("complaint"),
            "{heard}"
        );
        told.ok().unwrap().json::<Value>().unwrap()
    });
    assert_eq!(told["status"], 200);
    assert_eq!(told["answer"], r#"{"errcode":310000,"errmsg":"bad key"}"#);
    assert!(
        told["failed_at"].is_i64() && told["delivered_at"].is_null(),
        "{told}"
    );

    let off = director
        .client
        .post("/api/webhook/switch", &json!({ "on": false }))
        .unwrap()
        .ok()
        .unwrap();
    assert_eq!(off.json::<Value>().unwrap()["on"], false);
    register(&mut director, unit, "A-101");
    accepted(&mut director);
    let on = director
        .client
        .post("/api/webhook/switch", &json!({ "on": true }))
        .unwrap()
        .ok()
        .unwrap();
    assert_eq!(on.json::<Value>().unwrap()["host"], "127.0.0.1");
    let (second, _) = register(&mut director, unit, "A-101");
    accepted(&mut director);
    // What moved while it was off is no news: the first it hears is the case after.
    let heard = receiver.hear("200 OK", r#"{"errcode":0}"#);
    assert_eq!(
        heard["text"]["content"],
        format!("huifang\ncomplaint {second}")
    );
}
