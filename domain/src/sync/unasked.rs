//! The live wire brings the next page of the log unasked. It is worth what a pulled one is worth, and no more: it is
//! taken where it leads on from here, checked by the same chain. Otherwise it says that there is something to pull.

use super::chain::page_holds;
use super::message::PullReply;
use super::replica::Replica;

/// Where a page that nobody asked for stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It leads on from where this replica stands.
    Next,
    /// It ends where this replica stands.
    Known,
    /// Something lies between, or it is of another log: what there is has to be pulled. Also where it ends before the
    /// cursor: a server that was set back would speak so.
    Apart,
}

impl Replica {
    /// Where a page stands that came without being asked for.
    #[must_use]
    pub fn place(&self, page: &PullReply) -> Place {
        if page.epoch != self.epoch {
            Place::Apart
        } else if page.cursor == self.cursor && page.hash == self.hash {
            Place::Known
        } else if page_holds(self.cursor, self.hash, page) {
            Place::Next
        } else {
            Place::Apart
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Envelope;
    use crate::id::{CommandId, Cursor, DeviceId, Digest, Instant, OfficeId, StreamId};
    use serde_json::value::RawValue;
    use uuid::Uuid;

    fn event(seq: u64) -> Envelope {
        Envelope {
            seq: Cursor(seq),
            stream: StreamId(Uuid::from_u128(5)),
            command: CommandId(Uuid::from_u128(u128::from(seq))),
            index: 0,
            body: RawValue::from_string(format!(r#"{{"a":{seq}}}"#)).unwrap(),
            personal: Vec::new(),
        }
    }

    fn hash_at(cursor: u64) -> Digest {
        (1..=cursor).fold(Digest::ZERO, |hash, seq| event(seq).head_hash(hash))
    }

    /// The page of these events, as the server brings it.
    fn page(seqs: std::ops::RangeInclusive<u64>) -> PullReply {
        PullReply {
            epoch: 1,
            cursor: Cursor(*seqs.end()),
            hash: hash_at(*seqs.end()),
            head: Cursor(*seqs.end()),
            events: seqs.map(event).collect(),
            heads: Vec::new(),
            server_time: Instant(1),
            seal: None,
        }
    }

    fn replica(cursor: u64) -> Replica {
        let mut replica = Replica::new(OfficeId(Uuid::from_u128(1)), DeviceId(Uuid::from_u128(2)));
        replica.stand_at(1, Cursor(cursor), hash_at(cursor));
        replica
    }

    #[test]
    fn a_page_that_leads_on_from_here_is_the_next_one() {
        assert_eq!(replica(3).place(&page(4..=6)), Place::Next);
    }

    #[test]
    fn what_is_here_already_is_not_taken_again() {
        assert_eq!(replica(6).place(&page(4..=6)), Place::Known);
    }

    #[test]
    fn a_page_that_ends_before_the_cursor_is_a_sign_to_ask() {
        assert_eq!(replica(9).place(&page(4..=6)), Place::Apart);
        let mut other = page(4..=6);
        other.hash = Digest::ZERO;
        assert_eq!(replica(6).place(&other), Place::Apart);
    }

    #[test]
    fn a_page_after_one_that_was_missed_is_not_taken() {
        assert_eq!(replica(3).place(&page(5..=6)), Place::Apart);
        // Nor one of which the first half is here.
        assert_eq!(replica(4).place(&page(4..=6)), Place::Apart);
    }

    #[test]
    fn a_page_of_another_log_or_with_a_byte_turned_is_not_taken() {
        let mut other = page(4..=6);
        other.epoch = 2;
        assert_eq!(replica(3).place(&other), Place::Apart);
        let mut turned = page(4..=6);
        turned.events[1].body = RawValue::from_string(r#"{"a":7}"#.to_owned()).unwrap();
        assert_eq!(replica(3).place(&turned), Place::Apart);
        let mut beyond = page(4..=6);
        beyond.cursor = Cursor(7);
        assert_eq!(replica(3).place(&beyond), Place::Apart);
    }
}
