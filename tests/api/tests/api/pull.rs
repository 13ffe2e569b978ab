use std::collections::BTreeMap;

use domain::event::Envelope;
use domain::id::{Cursor, Digest, StreamId};
use domain::sync::message::{EventsPart, FirstReply, HeadsPart, PullReply};

use crate::office::{accepted, founded, record_unit, register};

/// An office whose log is longer than one page.
fn long_log() -> api::Tablet {
    let mut director = founded();
    let unit = record_unit(&mut director, "A-101");
    for _ in 0..520 {
        register(&mut director, unit, "A-101");
    }
    accepted(&mut director);
    director
}

#[test]
fn a_pull_comes_in_pages_that_chain_to_the_head() {
    let mut director = long_log();
    let pages = director.pull_all().unwrap();
    assert!(pages.len() > 1, "{} pages", pages.len());
    let mut hash = Digest::ZERO;
    let mut next = 1;
    for page in &pages {
        assert!(page.events.len() <= 1_000);
        for event in &page.events {
            assert_eq!(event.seq, Cursor(next));
            next += 1;
            hash = event.head_hash(hash);
        }
        assert_eq!(page.hash, hash);
    }
    assert_eq!(pages.last().unwrap().head, Cursor(next - 1));
}

#[test]
fn the_parts_of_a_first_sync_add_up_to_the_log() {
    let mut director = long_log();
    let first: FirstReply = director
        .client
        .get("/api/first")
        .unwrap()
        .ok()
        .unwrap()
        .json()
        .unwrap();
    let parts = first.streams.div_ceil(first.part_streams);
    assert!(parts > 1, "{first:?}");
    let mut events: BTreeMap<Cursor, Envelope> = BTreeMap::new();
    let mut heads: BTreeMap<StreamId, Cursor> = BTreeMap::new();
    for part in 0..parts {
        let path = format!("/api/first/heads?part={part}");
        let of_part: HeadsPart = director
            .client
            .get(&path)
            .unwrap()
            .ok()
            .unwrap()
            .json()
            .unwrap();
        let path = format!("/api/first/events?part={part}&at={}", first.at.0);
        let brought: EventsPart = director
            .client
            .get(&path)
            .unwrap()
            .ok()
            .unwrap()
            .json()
            .unwrap();
        for head in of_part.heads {
            assert!(
                brought
                    .events
                    .iter()
                    .any(|event| event.stream == head.stream)
            );
            assert!(heads.insert(head.stream, head.last).is_none());
        }
        for event in brought.events {
            assert!(events.insert(event.seq, event).is_none());
        }
    }
    assert_eq!(heads.len() as u64, first.streams);
    let hash = events
        .values()
        .fold(Digest::ZERO, |hash, event| event.head_hash(hash));
    assert_eq!(hash, first.hash);
    for (stream, last) in heads {
        let newest = events
            .values()
            .filter(|event| event.stream == stream)
            .map(|event| event.seq)
            .max();
        assert_eq!(newest, Some(last));
    }
}

#[test]
fn a_pull_brings_the_heads_its_events_changed() {
    let mut director = founded();
    let page: PullReply = director
        .client
        .get("/api/log?after=0")
        .unwrap()
        .ok()
        .unwrap()
        .json()
        .unwrap();
    record_unit(&mut director, "B-201");
    accepted(&mut director);
    let path = format!("/api/log?after={}&hash={}", page.cursor.0, page.hash);
    let next: PullReply = director
        .client
        .get(&path)
        .unwrap()
        .ok()
        .unwrap()
        .json()
        .unwrap();
    assert_eq!(next.events.len(), 1);
    let streams: Vec<_> = next.heads.iter().map(|head| head.stream).collect();
    assert_eq!(streams, [next.events[0].stream]);
    assert_eq!(next.heads[0].tip, next.events[0].chain(Digest::ZERO));
}

#[test]
fn a_cursor_beyond_the_head_means_the_server_was_set_back() {
    let mut director = founded();
    let reply = director.client.get("/api/log?after=999999").unwrap();
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (409, "server_set_back")
    );
}

#[test]
fn a_hash_that_is_not_in_the_log_means_the_server_was_set_back() {
    let mut director = founded();
    let hash = "0".repeat(64);
    let reply = director
        .client
        .get(&format!("/api/log?after=1&hash={hash}"))
        .unwrap();
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (409, "server_set_back")
    );
}

#[test]
fn a_cursor_that_is_no_number_is_invalid() {
    let mut director = founded();
    for query in ["", "?after=x", "?after=-1", "?after=1&hash=zz"] {
        let reply = director.client.get(&format!("/api/log{query}")).unwrap();
        assert_eq!(
            (reply.status, reply.code().as_str()),
            (422, "invalid"),
            "{query}"
        );
    }
}

#[test]
fn a_stream_is_brought_whole_and_only_to_its_own_office() {
    let mut director = founded();
    let unit = record_unit(&mut director, "A-101");
    accepted(&mut director);
    let path = format!("/api/streams/{unit}");
    let own: EventsPart = director
        .client
        .get(&path)
        .unwrap()
        .ok()
        .unwrap()
        .json()
        .unwrap();
    assert_eq!(own.events.len(), 1);
    let mut other = founded();
    let reply = other.client.get(&path).unwrap();
    assert_eq!((reply.status, reply.code().as_str()), (404, "not_found"));
}

#[test]
fn parts_and_streams_carry_the_digest_of_their_events() {
    #[derive(serde::Deserialize)]
    struct Part {
        digest: Digest,
        events: Box<serde_json::value::RawValue>,
    }
    let mut director = founded();
    let unit = record_unit(&mut director, "A-101");
    accepted(&mut director);
    let first: FirstReply = director
        .client
        .get("/api/first")
        .unwrap()
        .ok()
        .unwrap()
        .json()
        .unwrap();
    for path in [
        format!("/api/first/events?part=0&at={}", first.at.0),
        format!("/api/streams/{unit}"),
    ] {
        let part: Part = director
            .client
            .get(&path)
            .unwrap()
            .ok()
            .unwrap()
            .json()
            .unwrap();
        assert_eq!(part.digest, Digest::of(&[part.events.get().as_bytes()]));
        assert!(part.events.get().len() > 2);
    }
}
