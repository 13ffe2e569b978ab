//! Evidence on the tablet: a page is what the office's chain says, a stream what its own chain says.

use super::message::PullReply;
use crate::event::Envelope;
use crate::head::HeadRow;
use crate::id::{Cursor, Digest};

/// Whether the events of a pull lead, one after the other and without one missing, from the hash at the cursor to the
/// hash the reply names.
#[must_use]
pub fn page_holds(after: Cursor, hash: Digest, reply: &PullReply) -> bool {
    let mut next = after.0;
    let mut reached = hash;
    for envelope in &reply.events {
        next = next.saturating_add(1);
        if envelope.seq.0 != next {
            return false;
        }
        reached = envelope.head_hash(reached);
    }
    reached == reply.hash && reply.cursor.0 == next
}

/// What a stream's own chain says of its events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chain {
    Holds,
    /// A byte is not what it was, or an event is missing.
    Broken,
    /// The head is newer than these events: the rest has not come down yet.
    Ahead,
}

/// Checks a stream's events, in order and each once, against the row of its head.
#[must_use]
pub fn stream_holds<'a>(row: &HeadRow, events: impl IntoIterator<Item = &'a Envelope>) -> Chain {
    let mut tip = Digest::ZERO;
    let mut last = Cursor(0);
    for envelope in events {
        if envelope.stream != row.stream || envelope.seq <= last {
            return Chain::Broken;
        }
        if envelope.seq > row.last {
            break;
        }
        last = envelope.seq;
        tip = envelope.chain(tip);
    }
    if last < row.last {
        Chain::Ahead
    } else if tip == row.tip {
        Chain::Holds
    } else {
        Chain::Broken
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::head::{FOLD_VERSION, HeadData, OfficeHead};
    use crate::id::{CommandId, Instant, StreamId};
    use serde_json::value::RawValue;
    use uuid::Uuid;

    const STREAM: StreamId = StreamId(Uuid::from_u128(5));

    fn event(seq: u64, body: &str) -> Envelope {
        Envelope {
            seq: Cursor(seq),
            stream: STREAM,
            command: CommandId(Uuid::from_u128(u128::from(seq))),
            index: 0,
            body: RawValue::from_string(body.to_owned()).unwrap(),
            personal: Vec::new(),
        }
    }

    fn events() -> Vec<Envelope> {
        vec![
            event(4, r#"{"a":1}"#),
            event(5, r#"{"a":2}"#),
            event(6, r#"{"a":3}"#),
        ]
    }

    fn reply(events: Vec<Envelope>, before: Digest) -> PullReply {
        let hash = events.iter().fold(before, |hash, it| it.head_hash(hash));
        PullReply {
            epoch: 1,
            cursor: events.last().map_or(Cursor(3), |it| it.seq),
            events,
            heads: Vec::new(),
            hash,
            head: Cursor(9),
            server_time: Instant(1),
            seal: None,
        }
    }

    fn row(events: &[Envelope]) -> HeadRow {
        HeadRow {
            stream: STREAM,
            last: events.last().unwrap().seq,
            fold: FOLD_VERSION,
            tip: events.iter().fold(Digest::ZERO, |tip, it| it.chain(tip)),
            data: HeadData::Office(OfficeHead {
                company: String::new(),
                name: String::new(),
                demo: false,
                utc_offset_minutes: 480,
                delegations: Vec::new(),
            }),
        }
    }

    #[test]
    fn a_page_holds_as_it_came_and_not_with_one_byte_turned_or_one_event_gone() {
        let before = Digest::of(&[b"before"]);
        let whole = reply(events(), before);
        assert!(page_holds(Cursor(3), before, &whole));
        assert!(!page_holds(Cursor(3), Digest::ZERO, &whole));

        let mut turned = whole.clone();
        turned.events[1] = event(5, r#"{"a":9}"#);
        assert!(!page_holds(Cursor(3), before, &turned));

        let mut short = whole.clone();
        short.events.remove(1);
        assert!(!page_holds(Cursor(3), before, &short));

        let mut ahead = whole;
        ahead.cursor = Cursor(7);
        assert!(!page_holds(Cursor(3), before, &ahead));
        assert!(page_holds(Cursor(3), before, &reply(Vec::new(), before)));
    }

    #[test]
    fn a_stream_holds_as_it_came_and_not_with_one_byte_turned_or_one_event_gone() {
        let whole = events();
        let row = row(&whole);
        assert_eq!(stream_holds(&row, &whole), Chain::Holds);

        let mut turned = whole.clone();
        turned[0] = event(4, r#"{"a":7}"#);
        assert_eq!(stream_holds(&row, &turned), Chain::Broken);

        let mut short = whole.clone();
        short.remove(1);
        assert_eq!(stream_holds(&row, &short), Chain::Broken);

        let twice = [whole[0].clone(), whole[0].clone()];
        assert_eq!(stream_holds(&row, &twice), Chain::Broken);
    }

    #[test]
    fn events_that_have_not_come_down_yet_break_nothing() {
        let whole = events();
        let row = row(&whole);
        assert_eq!(stream_holds(&row, &whole[..2]), Chain::Ahead);
    }

    #[test]
    fn erased_personal_values_leave_both_chains_as_they_are() {
        let mut erased = events();
        let row = row(&erased);
        let whole = reply(erased.clone(), Digest::ZERO);
        erased[0].personal = vec![crate::personal::PersonalValue::seal([1; 16], "somebody")];
        assert_eq!(stream_holds(&row, &erased), Chain::Holds);
        let mut page = whole;
        page.events = erased;
        assert!(page_holds(Cursor(3), Digest::ZERO, &page));
    }
}
