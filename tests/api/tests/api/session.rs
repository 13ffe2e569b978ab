use api::Session;
use domain::role::Role;
use serde_json::json;

use crate::office::{
    PASSWORD, accepted, add_person, colleague, founded, fresh_name, record_unit, server, setup,
};

#[test]
fn the_cookies_cannot_be_read_by_the_page_nor_sent_from_elsewhere() {
    let server = server();
    let reply = server.client().post("/api/setup", &setup(&server)).unwrap();
    let cookies: Vec<&str> = reply
        .headers
        .iter()
        .filter(|(name, _)| name == "set-cookie")
        .map(|(_, value)| value.as_str())
        .collect();
    assert_eq!(cookies.len(), 2, "{cookies:?}");
    for cookie in cookies {
        assert!(cookie.starts_with("__Host-"), "{cookie}");
        for attribute in ["HttpOnly", "Secure", "SameSite=Strict", "Path=/"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
}

#[test]
fn a_wrong_password_and_an_unknown_name_are_answered_alike() {
    let server = server();
    let form = setup(&server);
    server.set_up(&form).unwrap();
    for name in [form.director.sign_in_name.clone(), fresh_name("nobody")] {
        let attempt = json!({ "sign_in_name": name, "password": "not the password" });
        let reply = server.client().post("/api/session", &attempt).unwrap();
        assert_eq!(
            (reply.status, reply.code().as_str()),
            (401, "wrong_credentials")
        );
    }
}

#[test]
fn after_five_failures_an_account_has_to_wait() {
    let server = server();
    let form = setup(&server);
    server.set_up(&form).unwrap();
    let wrong = json!({ "sign_in_name": form.director.sign_in_name, "password": "not it" });
    let mut client = server.client();
    for _ in 0..5 {
        assert_eq!(client.post("/api/session", &wrong).unwrap().status, 401);
    }
    let right = json!({ "sign_in_name": form.director.sign_in_name, "password": PASSWORD });
    let reply = client.post("/api/session", &right).unwrap();
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (429, "too_many_attempts")
    );
    let wait: u64 = reply.header("Retry-After").unwrap().parse().unwrap();
    assert!(wait > 0);
}

#[test]
fn without_a_session_nothing_of_an_office_is_answered() {
    let mut client = server().client();
    let gets = [
        "session",
        "log?after=0",
        "first",
        "first/heads?part=0",
        "devices",
        "live",
    ];
    for path in gets {
        let reply = client.get(&format!("/api/{path}")).unwrap();
        assert_eq!(
            (reply.status, reply.code().as_str()),
            (401, "not_signed_in"),
            "{path}"
        );
    }
    let push = json!({ "epoch": 1, "commands": [] });
    assert_eq!(client.post("/api/push", &push).unwrap().status, 401);
}

#[test]
fn an_invented_token_opens_no_office() {
    let director = founded();
    let mut stranger = server().client();
    let invented = format!("{}.{}", director.session.office, "0".repeat(64));
    stranger.set_cookie("__Host-session", &invented);
    assert_eq!(stranger.get("/api/log?after=0").unwrap().status, 401);
    // Nor one that nobody founded.
    stranger.set_cookie(
        "__Host-session",
        &format!("{}.{}", director.session.person, "0".repeat(64)),
    );
    assert_eq!(stranger.get("/api/log?after=0").unwrap().status, 401);
}

#[test]
fn signing_out_ends_the_session() {
    let mut director = founded();
    let session = director.client.cookie("__Host-session").unwrap().to_owned();
    let reply = director
        .client
        .send("DELETE", "/api/session", &[], None)
        .unwrap();
    assert_eq!(reply.status, 204);
    assert_eq!(director.client.cookie("__Host-session"), None);
    director.client.set_cookie("__Host-session", &session);
    assert_eq!(director.client.get("/api/session").unwrap().status, 401);
}

#[test]
fn a_second_person_signs_in_by_a_one_time_code_and_then_by_password() {
    let mut director = founded();
    let (person, name) = add_person(&mut director, Role::PropertyAssistant);
    let code = director.code_for(person).unwrap();
    let server = server();
    let first = server
        .sign_in_by_code(&name, &code.to_lowercase(), PASSWORD)
        .unwrap();
    assert_eq!(first.session.person, person);
    assert_eq!(first.session.office, director.session.office);
    let again = server.sign_in(&name, PASSWORD).unwrap();
    assert_eq!(again.session.person, person);
}

#[test]
fn a_code_opens_once() {
    let mut director = founded();
    let (person, name) = add_person(&mut director, Role::PropertyAssistant);
    let code = director.code_for(person).unwrap();
    let server = server();
    server.sign_in_by_code(&name, &code, PASSWORD).unwrap();
    let form = json!({ "sign_in_name": name, "code": code, "password": "another long one" });
    let reply = server.client().post("/api/session/code", &form).unwrap();
    assert_eq!((reply.status, reply.code().as_str()), (401, "wrong_code"));
}

#[test]
fn a_new_code_voids_the_former_one() {
    let mut director = founded();
    let (person, name) = add_person(&mut director, Role::PropertyAssistant);
    let former = director.code_for(person).unwrap();
    director.code_for(person).unwrap();
    assert!(server().sign_in_by_code(&name, &former, PASSWORD).is_err());
}

#[test]
fn a_reset_ends_the_sessions_that_were_open() {
    let mut director = founded();
    let mut assistant = colleague(&mut director, Role::PropertyAssistant);
    assert_eq!(assistant.client.get("/api/session").unwrap().status, 200);
    let name = sign_in_name_of(&mut assistant);
    let code = director.code_for(assistant.session.person).unwrap();
    server()
        .sign_in_by_code(&name, &code, "quite another phrase")
        .unwrap();
    assert_eq!(assistant.client.get("/api/session").unwrap().status, 401);
}

fn sign_in_name_of(tablet: &mut api::Tablet) -> String {
    let person = tablet.session.person;
    let pages = tablet.pull_all().unwrap();
    pages
        .iter()
        .flat_map(|page| &page.heads)
        .find_map(|head| match &head.data {
            domain::head::HeadData::Person(data) if head.stream == person.stream() => {
                Some(data.sign_in_name.clone())
            }
            _ => None,
        })
        .unwrap()
}

#[test]
fn who_does_not_look_after_people_gives_no_codes() {
    let mut director = founded();
    let mut assistant = colleague(&mut director, Role::PropertyAssistant);
    let (person, _) = add_person(&mut director, Role::Technician);
    let path = format!("/api/people/{person}/code");
    let reply = assistant.client.post(&path, &()).unwrap();
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (403, "beyond_authority")
    );
}

#[test]
fn a_manager_cannot_open_the_directors_door() {
    let mut director = founded();
    // In a mall the PropertyManager fills the seat of the OfficeHead.
    let mut manager = colleague(&mut director, Role::PropertyManager);
    let path = format!("/api/people/{}/code", director.session.person);
    let reply = manager.client.post(&path, &()).unwrap();
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (403, "beyond_authority")
    );
}

#[test]
fn an_office_cannot_open_the_door_of_another_offices_person() {
    let mut director = founded();
    let other = founded();
    let theirs = other.session.person;
    let name = director.seal("Somebody").unwrap();
    director
        .write(domain::command::CommandBody::Person(
            domain::person::PersonCommand::Add {
                person: theirs,
                name,
                sign_in_name: fresh_name("taken"),
                phone: None,
                roles: Vec::new(),
            },
        ))
        .unwrap();
    accepted(&mut director);
    let reply = director
        .client
        .post(&format!("/api/people/{theirs}/code"), &())
        .unwrap();
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (409, "sign_in_name_taken")
    );
}

#[test]
fn two_people_on_one_tablet_hand_in_each_others_work() {
    let mut tablet = founded();
    let director = tablet.session.person;
    let (person, name) = add_person(&mut tablet, Role::PropertyAssistant);
    let code = tablet.code_for(person).unwrap();
    record_unit(&mut tablet, "A-101");
    // The assistant signs in before the director's work has left.
    let device = tablet.session.device;
    tablet.sign_in_by_code(&name, &code, PASSWORD).unwrap();
    assert_eq!(tablet.session.device, device);
    record_unit(&mut tablet, "A-102");
    accepted(&mut tablet);
    let pages = tablet.pull_all().unwrap();
    let authors: std::collections::BTreeSet<_> = pages
        .iter()
        .flat_map(|page| &page.events)
        .map(|event| event.open().unwrap().event.recorded_by)
        .collect();
    assert!(authors.contains(&director) && authors.contains(&person));
}

#[test]
fn knowing_the_id_of_a_tablet_is_not_being_it() {
    let mut director = founded();
    let (person, name) = add_person(&mut director, Role::PropertyAssistant);
    let code = director.code_for(person).unwrap();
    let mut elsewhere = server().client();
    let form = json!({
        "sign_in_name": name, "code": code, "password": PASSWORD, "device": director.device(),
    });
    let session: Session = elsewhere
        .post("/api/session/code", &form)
        .unwrap()
        .ok()
        .unwrap()
        .json()
        .unwrap();
    assert_ne!(session.device, director.device());
}
