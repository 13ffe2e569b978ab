//! A hibernating socket that only says where the head is.

use domain::id::{Cursor, DeviceId};
use domain::log::EventLog as _;
use serde::Serialize;
use worker::worker_sys::WebSocketRequestResponsePair;
use worker::{Request, Response, SqlStorage, State, WebSocketPair};

use super::{Caller, OfficeLog};
use crate::log::SqlLog;
use crate::reply::{Answered, Fault};

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

impl OfficeLog {
    pub(super) fn listen(&self, sql: &SqlStorage, request: &Request, caller: Caller) -> Answered {
        let upgrade = request.headers().get("Upgrade")?.unwrap_or_default();
        if !upgrade.eq_ignore_ascii_case("websocket") {
            return Err(Fault::Invalid { field: "upgrade" });
        }
        let pair = WebSocketPair::new()?;
        self.state
            .accept_websocket_with_tags(&pair.server, &[&caller.device.to_string()]);
        pair.server.send(&HeadMoved {
            head: SqlLog::new(sql.clone()).head()?.cursor,
        })?;
        Ok(Response::from_websocket(pair.client)?)
    }

    /// Tells everybody that the head moved.
    pub(super) fn tell(&self, head: Cursor) {
        for socket in self.state.get_websockets() {
            // A socket that is going away learns of the head at its next pull.
            let _ = socket.send(&HeadMoved { head });
        }
    }

    pub(super) fn hang_up(&self, device: DeviceId) {
        for socket in self.state.get_websockets_with_tag(&device.to_string()) {
            // One that cannot be closed is closed already.
            let _ = socket.close(Some(POLICY), Some("device_revoked"));
        }
    }
}
