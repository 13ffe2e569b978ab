//! Requests that change something, and sockets, come from our own pages or from no page at all.

use worker::{Method, Request};

use crate::reply::Fault;

pub fn check(request: &Request) -> Result<(), Fault> {
    let socket = request.headers().has("Upgrade")?;
    if matches!(request.method(), Method::Get | Method::Head) && !socket {
        return Ok(());
    }
    let Some(origin) = request.headers().get("Origin")? else {
        return Ok(());
    };
    let own = request.url()?.origin().ascii_serialization();
    if origin == own {
        Ok(())
    } else {
        Err(Fault::ForeignOrigin)
    }
}
