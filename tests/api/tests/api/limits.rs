use domain::command::CommandBody;
use domain::office::OfficeCommand;
use serde_json::json;
use serde_json::value::RawValue;

use crate::office::founded;

#[test]
fn more_than_two_hundred_commands_are_too_many() {
    let mut director = founded();
    let command = RawValue::from_string("{}".to_owned()).unwrap();
    let reply = director.push_raw(vec![command; 201]).unwrap();
    assert_eq!((reply.status, reply.code().as_str()), (413, "too_large"));
}

#[test]
fn a_command_beyond_its_limit_is_refused_and_leaves_nothing() {
    let mut director = founded();
    let before = director.pull_all().unwrap().last().unwrap().head;
    let written = director
        .write(CommandBody::Office(OfficeCommand::DefineDepartment {
            name: "x".repeat(65 * 1024),
        }))
        .unwrap();
    let reply = director.push_raw(vec![written.raw]).unwrap();
    assert_eq!((reply.status, reply.code().as_str()), (413, "too_large"));
    assert_eq!(director.pull_all().unwrap().last().unwrap().head, before);
}

#[test]
fn a_body_beyond_its_limit_is_not_read() {
    let mut director = founded();
    let body = vec![b' '; 600 * 1024];
    let reply = director
        .client
        .send("POST", "/api/push", &[], Some(&body))
        .unwrap();
    assert_eq!((reply.status, reply.code().as_str()), (413, "too_large"));
    let form = json!({ "sign_in_name": "x".repeat(20_000), "password": "x" });
    let reply = director.client.post("/api/session", &form).unwrap();
    assert_eq!((reply.status, reply.code().as_str()), (413, "too_large"));
}

#[test]
fn what_is_not_in_the_api_is_not_found() {
    let mut director = founded();
    for path in [
        "/api",
        "/api/",
        "/api/nothing",
        "/api/internal/session",
        "/api/streams",
        "/api/log/1",
    ] {
        let reply = director.client.get(path).unwrap();
        assert_eq!(
            (reply.status, reply.code().as_str()),
            (404, "not_found"),
            "{path}"
        );
    }
    let inside = director.client.post("/internal/found", &json!({})).unwrap();
    assert_eq!(inside.status, 404);
}
