use api::{Session, Tablet};
use domain::event::{Fact, OfficeFact};
use serde_json::json;

use crate::office::{PASSWORD, founded, fresh_name, server, setup};

#[test]
fn set_up_founds_an_office_whose_log_begins_with_its_founding() {
    let mut director = founded();
    let pages = director.pull_all().unwrap();
    let first = pages[0].events[0].open().unwrap();
    let Fact::Office(OfficeFact::Founded {
        director: named,
        demo,
        ..
    }) = first.event.fact
    else {
        panic!("{first:?}");
    };
    assert_eq!(named, director.session.person);
    assert!(!demo);
}

#[test]
fn set_up_with_a_wrong_token_founds_nothing() {
    let server = server();
    let mut wrong = setup(&server);
    wrong.token = "0".repeat(48);
    let reply = server.client().post("/api/setup", &wrong).unwrap();
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (403, "wrong_setup_token")
    );
    assert!(
        server
            .sign_in(&wrong.director.sign_in_name, PASSWORD)
            .is_err()
    );
}

#[test]
fn set_up_refuses_a_sign_in_name_that_is_taken() {
    let server = server();
    let first = setup(&server);
    server.set_up(&first).unwrap();
    let mut second = setup(&server);
    second.director.sign_in_name = format!(" {} ", first.director.sign_in_name.to_uppercase());
    let reply = server.client().post("/api/setup", &second).unwrap();
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (409, "sign_in_name_taken")
    );
}

#[test]
fn set_up_refuses_a_short_password() {
    let server = server();
    let mut short = setup(&server);
    short.director.password = "tooshort".to_owned();
    let reply = server.client().post("/api/setup", &short).unwrap();
    assert_eq!((reply.status, reply.code().as_str()), (422, "invalid"));
}

#[test]
fn a_real_office_cannot_begin_in_the_past() {
    let server = server();
    let mut past = setup(&server);
    past.clock = Some(domain::id::Instant(1_700_000_000_000));
    let reply = server.client().post("/api/setup", &past).unwrap();
    assert_eq!((reply.status, reply.code().as_str()), (403, "demo_only"));
}

#[test]
fn a_body_that_is_no_json_is_unreadable() {
    let mut client = server().client();
    for path in ["/api/setup", "/api/session", "/api/session/code"] {
        let reply = client.send("POST", path, &[], Some(b"{")).unwrap();
        assert_eq!(
            (reply.status, reply.code().as_str()),
            (400, "unreadable"),
            "{path}"
        );
    }
}

#[test]
fn the_director_of_an_estate_is_its_office_head_too() {
    let server = server();
    let mut estate = setup(&server);
    estate.procedure = domain::policy::ProfileName::Estate;
    let mut director: Tablet = server.set_up(&estate).unwrap();
    let pages = director.pull_all().unwrap();
    let heads = serde_json::to_value(&pages[0].heads).unwrap().to_string();
    assert!(
        heads.contains("\"director\"") && heads.contains("\"office_head\""),
        "{heads}"
    );
}

#[test]
fn every_answer_carries_the_security_headers() {
    let mut client = server().client();
    for path in ["/api/health", "/api/nothing", "/api/session", "/"] {
        let reply = client.get(path).unwrap();
        let policy = reply.header("Content-Security-Policy").unwrap_or_default();
        assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
        assert_eq!(
            reply.header("X-Content-Type-Options"),
            Some("nosniff"),
            "{path}"
        );
    }
}

#[test]
fn a_request_from_another_origin_is_refused() {
    let mut client = server().client();
    let form = json!({ "sign_in_name": fresh_name("x"), "password": "x" }).to_string();
    let headers = [("Origin", "https://elsewhere.example")];
    let reply = client
        .send("POST", "/api/session", &headers, Some(form.as_bytes()))
        .unwrap();
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (403, "foreign_origin")
    );
}

#[test]
fn a_missing_file_is_never_answered_with_the_page() {
    let mut client = server().client();
    let reply = client.get("/app-0000000000000000_bg.wasm").unwrap();
    assert_eq!(reply.status, 404);
    assert_eq!(reply.header("Cache-Control"), Some("no-store"));
    let page = client
        .send(
            "GET",
            "/complaints",
            &[("Sec-Fetch-Mode", "navigate")],
            None,
        )
        .unwrap();
    assert_eq!(page.status, 200);
    assert!(
        page.header("Content-Type")
            .unwrap()
            .starts_with("text/html")
    );
}

#[test]
fn a_director_signs_in_again_after_set_up() {
    let server = server();
    let form = setup(&server);
    let founded: Session = server.set_up(&form).unwrap().session;
    let again = server
        .sign_in(&form.director.sign_in_name, PASSWORD)
        .unwrap();
    assert_eq!(again.session.person, founded.person);
    assert_eq!(again.session.office, founded.office);
    assert_ne!(again.session.device, founded.device);
}
