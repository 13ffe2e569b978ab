//! A hibernating socket that brings what was appended, or says where the head is.

use std::collections::BTreeMap;

use domain::id::{Cursor, DeviceId, Digest, PersonId};
use domain::log::EventLog as _;
use serde::Serialize;
use worker::worker_sys::WebSocketRequestResponsePair;
use worker::{Request, Response, SqlStorage, State, WebSocket, WebSocketPair};

use super::page::PullPage;
use super::{Caller, OfficeLog, enrolment, now, staff};
use crate::log::{self, Meta, SqlLog};
use crate::reply::{Answered, Fault};
use crate::{clock, limits};

/// RFC 6455, 7.4.1: closed for a reason of policy.
const POLICY: u16 = 1008;

#[derive(Serialize)]
struct HeadMoved {
    head: Cursor,
}

/// A tablet asks whether the line still stands; answered without waking the object.
pub fn answer_pings(state: &State) {
    if let Ok(pair) = WebSocketRequestResponsePair::new("ping", "pong") {
        state.set_websocket_auto_response(&pair);
    }
}

/// Which session a socket was opened with.
fn tag(session: Digest) -> String {
    format!("session/{session}")
}

impl OfficeLog {
    pub(super) fn listen(&self, sql: &SqlStorage, request: &Request, caller: Caller) -> Answered {
        let upgrade = request.headers().get("Upgrade")?.unwrap_or_default();
        if !upgrade.eq_ignore_ascii_case("websocket") {
            return Err(Fault::Invalid { field: "upgrade" });
        }
        let pair = WebSocketPair::new()?;
        let (device, session) = (caller.device.to_string(), tag(caller.token_hash));
        self.state
            .accept_websocket_with_tags(&pair.server, &[&device, &session]);
        pair.server.send(&HeadMoved {
            head: SqlLog::new(sql.clone()).head()?.cursor,
        })?;
        Ok(Response::from_websocket(pair.client)?)
    }

    /// Brings everybody what was appended after `before`, so that nobody has to ask for it.
    pub(super) fn tell(&self, sql: &SqlStorage, meta: &Meta, before: Cursor) {
        let sockets = self.state.get_websockets();
        if sockets.is_empty() {
            return;
        }
        // What was appended stands, whether it could be told or not: whoever does not hear of it asks.
        if let Err(fault) = self.bring(sql, meta, before, &sockets) {
            worker::console_error!("live: {fault}");
        }
    }

    fn bring(
        &self,
        sql: &SqlStorage,
        meta: &Meta,
        before: Cursor,
        sockets: &[WebSocket],
    ) -> Result<(), Fault> {
        let news = news(sql, meta, before)?;
        let mut staff_known = BTreeMap::new();
        for socket in sockets {
            if self.may_hear(sql, meta, socket, &mut staff_known)? {
                // A socket that is going away learns of it at its next pull.
                let _ = socket.send_with_str(&news);
            } else {
                let _ = socket.close(Some(POLICY), Some("not_signed_in"));
            }
        }
        Ok(())
    }

    /// Whether a pull of whoever opened the socket would be answered now.
    fn may_hear(
        &self,
        sql: &SqlStorage,
        meta: &Meta,
        socket: &WebSocket,
        staff_known: &mut BTreeMap<PersonId, bool>,
    ) -> Result<bool, Fault> {
        let tags = self.state.get_tags(socket);
        let token_hash = tags
            .iter()
            .find_map(|tag| tag.strip_prefix("session/"))
            .and_then(Digest::parse);
        // Opened by an earlier version: its tablet comes again at once.
        let Some(token_hash) = token_hash else {
            return Ok(false);
        };
        let Some(session) = enrolment::session(sql, token_hash, clock::real())? else {
            return Ok(false);
        };
        if session.revoked {
            return Ok(false);
        }
        if let Some(known) = staff_known.get(&session.person) {
            return Ok(*known);
        }
        let on_staff = staff::on_staff(sql, meta, session.person)?;
        staff_known.insert(session.person, on_staff);
        Ok(on_staff)
    }

    pub(super) fn hang_up(&self, device: DeviceId) {
        for socket in self.state.get_websockets_with_tag(&device.to_string()) {
            // One that cannot be closed is closed already.
            let _ = socket.close(Some(POLICY), Some("device_revoked"));
        }
    }
}

/// The page after a cursor as a pull would give it; of much at once only where the head is, for an answer to a pull is
/// compressed.
fn news(sql: &SqlStorage, meta: &Meta, before: Cursor) -> Result<String, Fault> {
    // What was done may have begun another epoch.
    let meta = log::meta(sql)?.unwrap_or(*meta);
    let head = SqlLog::new(sql.clone()).head()?.cursor;
    let count = head.0.saturating_sub(before.0);
    let page = if (1..=limits::LIVE_EVENTS).contains(&count) {
        log::page(sql, before, None)?
    } else {
        None
    };
    let text = match page {
        Some(page) if page.cursor == head => serde_json::to_string(&PullPage {
            epoch: meta.epoch,
            events: page.events,
            heads: page.heads,
            cursor: page.cursor,
            hash: page.hash,
            head,
            server_time: now(&meta),
            seal: meta.key.seal(meta.office, page.cursor, page.hash),
        }),
        Some(_) | None => serde_json::to_string(&HeadMoved { head }),
    };
    text.map_err(|_| Fault::Failed)
}
