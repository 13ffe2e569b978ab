//! A server that was set back to an earlier point, and the tablets that still hold what it lost: what they say to each
//! other, and the tablet's part of it.
//!
//! Whoever stands where the log does not go shows it. The server then begins a new epoch and takes back: it gives to
//! read and takes events, but no commands. When the tablets it knows have nothing more, each of them sends what it wrote
//! in the last weeks again ([`super::journal`]) and goes on.

use serde::{Deserialize, Serialize};

use super::replica::Replica;
use crate::event::Envelope;
use crate::id::{Cursor, DeviceId, Digest, Instant, PersonId};

/// At most this many events come back in one request: they are written in one transaction.
pub const HAND_BACK_EVENTS: usize = 200;
/// At most this many bytes of them, unless one alone has more.
pub const HAND_BACK_BYTES: usize = 512 * 1024;

/// Where a tablet stands: the end of what it holds of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stand {
    pub epoch: u64,
    pub at: Cursor,
    pub hash: Digest,
}

/// `POST /api/hand_back`: some of the events a tablet holds up to the end of its log.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HandBack {
    #[serde(flatten)]
    pub stand: Stand,
    /// The server's own mark of that place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seal: Option<Digest>,
    /// The tablet had reached the head there; otherwise its last command may be cut in two.
    pub whole: bool,
    /// These are all it holds after `after`, up to and with `to`.
    pub after: Cursor,
    pub to: Cursor,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Envelope>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandBackReply {
    /// The server's epoch now.
    pub epoch: u64,
    pub next: Next,
    /// The tablet stands on this log: it goes on from where it is. Otherwise it takes the log anew.
    pub stands: bool,
    /// How many tablets are still waited for; `None` once commands are taken again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting: Option<u32>,
    pub server_time: Instant,
}

/// What the server wants next of a tablet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Next {
    /// What it holds after the one and up to the other. With both the same, to be asked again: the server is writing.
    Send { after: Cursor, to: Cursor },
    /// Everything this tablet held stands in the log.
    Nothing,
    /// What it held does not lead from this log to the place it claims, or bears no mark of this server.
    Unproven,
}

/// What is known of a taking back, for people to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakingBack {
    pub epoch: u64,
    pub since: Instant,
    /// Where the log ended when it was noticed.
    pub from: Cursor,
    /// Events that came back since.
    pub taken: u64,
    /// Tablets that have not been heard since, by their ids.
    pub waiting: Vec<DeviceId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<TakingBackEnded>,
}

/// Why commands are taken again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakingBackEnded {
    pub at: Instant,
    /// Who did not want to wait for the rest, and why; `None` where nobody was missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Replica {
    #[must_use]
    pub fn stand(&self) -> Stand {
        Stand {
            epoch: self.epoch,
            at: self.cursor,
            hash: self.hash,
        }
    }
}

/// The next request of a hand-back: of the events a tablet holds, in order of the log, those that are asked for and fit.
#[must_use]
pub fn hand_back<'a>(
    stand: Stand,
    (seal, whole): (Option<Digest>, bool),
    asked: Option<(Cursor, Cursor)>,
    held: impl IntoIterator<Item = &'a Envelope>,
) -> HandBack {
    let (after, to) = asked.unwrap_or((stand.at, stand.at));
    let mut request = HandBack {
        stand,
        seal,
        whole,
        after,
        to,
        events: Vec::new(),
    };
    let mut bytes = 0;
    for envelope in held {
        if envelope.seq <= after || envelope.seq > to {
            continue;
        }
        let size = envelope.body.get().len();
        let full = request.events.len() >= HAND_BACK_EVENTS || bytes + size > HAND_BACK_BYTES;
        if full && let Some(last) = request.events.last() {
            request.to = last.seq;
            break;
        }
        bytes += size;
        request.events.push(envelope.clone());
    }
    request
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{CommandId, StreamId};
    use serde_json::value::RawValue;
    use uuid::Uuid;

    const STAND: Stand = Stand {
        epoch: 1,
        at: Cursor(1_000),
        hash: Digest::ZERO,
    };

    fn held(bytes: usize) -> Vec<Envelope> {
        let body = format!("\"{}\"", "x".repeat(bytes));
        (1..=1_000)
            .map(|seq| Envelope {
                seq: Cursor(seq),
                stream: StreamId(Uuid::from_u128(1)),
                command: CommandId(Uuid::from_u128(2)),
                index: 0,
                body: RawValue::from_string(body.clone()).unwrap(),
                personal: Vec::new(),
            })
            .collect()
    }

    fn page(bytes: usize, asked: (u64, u64)) -> (usize, u64) {
        let asked = (Cursor(asked.0), Cursor(asked.1));
        let page = hand_back(STAND, (None, true), Some(asked), &held(bytes));
        (page.events.len(), page.to.0)
    }

    #[test]
    fn a_page_holds_what_is_asked_for_and_fits_and_says_how_far_it_goes() {
        assert_eq!(page(10, (990, 1_000)), (10, 1_000));
        assert_eq!(page(10, (500, 1_000)), (HAND_BACK_EVENTS, 700));
        assert_eq!(page(300_000, (500, 1_000)), (1, 501));
        assert_eq!(page(600_000, (500, 501)), (1, 501));
        assert_eq!(page(10, (1_000, 1_000)), (0, 1_000));
    }

    #[test]
    fn where_nothing_is_held_the_page_says_so_by_its_end() {
        let page = hand_back(STAND, (None, true), Some((Cursor(3), Cursor(9))), &[]);
        assert_eq!((page.events.len(), page.to), (0, Cursor(9)));
    }

    #[test]
    fn the_first_request_only_says_where_the_tablet_stands() {
        let page = hand_back(STAND, (None, true), None, &held(10));
        assert!(page.events.is_empty());
        assert_eq!((page.after, page.to), (STAND.at, STAND.at));
    }
}
