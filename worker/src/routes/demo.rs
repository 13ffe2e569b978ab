//! What a server that only shows the product tells on its first page.

use domain::id::OfficeId;
use serde::Serialize;
use worker::Env;

use super::office;
use crate::directory::Directory;
use crate::office_log::message::DemoPerson;
use crate::reply::{self, Answered, Fault};

#[derive(Serialize)]
struct DemoReply {
    offices: Vec<DemoEntry>,
}

#[derive(Serialize)]
struct DemoEntry {
    id: OfficeId,
    name: String,
    password: String,
    people: Vec<DemoPerson>,
}

/// `GET /api/demo`: not there as soon as the server has a real office.
pub async fn demo(env: &Env) -> Answered {
    let mut offices = Vec::new();
    for demo in Directory::of(env)?.only_demos().await? {
        if let Ok(people) = office::look(env, demo.id, "/internal/demo").await? {
            offices.push(DemoEntry {
                id: demo.id,
                name: demo.name,
                password: demo.password,
                people,
            });
        }
    }
    if offices.is_empty() {
        return Err(Fault::NotFound);
    }
    reply::json(&DemoReply { offices })
}
