//! What must hold when everything is quiet.

use std::collections::{BTreeMap, BTreeSet};

use domain::apply::fold;
use domain::head::{FOLD_VERSION, HeadData, HeadRow};
use domain::id::{Digest, StreamId};

use crate::server::Server;
use crate::tablet::Tablet;

/// What one seed brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub saved: usize,
    pub events: usize,
    pub refused: usize,
    /// Work orders signed for, or with a witnessed refusal.
    pub repaired: usize,
    /// The office's head hash: the same seed twice gives the same history.
    pub head: Option<Digest>,
}

pub fn all(seed: u64, server: &Server, tablets: &[Tablet]) -> Report {
    let log = &server.log;
    let mut known = BTreeSet::new();
    let mut once = BTreeSet::new();
    for event in &log.envelopes {
        known.insert(event.command);
        assert!(
            once.insert((event.command, event.index)),
            "seed {seed}: event {} of command {} stands twice",
            event.index,
            event.command
        );
    }
    let mut saved = 0;
    for tablet in tablets {
        assert_eq!(tablet.unsent(), 0, "seed {seed}: an outbox did not empty");
        for id in &tablet.told_saved {
            saved += 1;
            assert!(
                known.contains(id) || log.answered(*id),
                "seed {seed}: command {id} was told saved and is gone"
            );
        }
    }
    let truth = folded(seed, server);
    for tablet in tablets {
        let view: BTreeMap<StreamId, &HeadData> = tablet.replica.heads().collect();
        let view: BTreeMap<_, _> = view
            .into_iter()
            .map(|(stream, data)| (stream, serde_json::to_string(data).unwrap_or_default()))
            .collect();
        assert_eq!(view, truth, "seed {seed}: a tablet sees something else");
    }
    Report {
        saved,
        events: log.envelopes.len(),
        refused: log
            .heads
            .values()
            .filter(|row| matches!(row.data, HeadData::Refusal(_)))
            .count(),
        repaired: log
            .heads
            .values()
            .filter(|row| {
                matches!(&row.data, HeadData::WorkOrder(order) if order.completed_on.is_some())
            })
            .count(),
        head: log.hashes.last().copied(),
    }
}

/// The heads as a fresh fold of the whole log gives them, chains checked on the way.
fn folded(seed: u64, server: &Server) -> BTreeMap<StreamId, String> {
    let mut streams: BTreeMap<StreamId, Vec<_>> = BTreeMap::new();
    let mut tips: BTreeMap<StreamId, Digest> = BTreeMap::new();
    let mut hash = Digest::ZERO;
    for (envelope, stood) in server.log.envelopes.iter().zip(&server.log.hashes) {
        hash = envelope.head_hash(hash);
        assert_eq!(hash, *stood, "seed {seed}: the office's hash breaks");
        let tip = tips.entry(envelope.stream).or_insert(Digest::ZERO);
        *tip = envelope.chain(*tip);
        let opened = envelope.open();
        assert!(opened.is_ok(), "seed {seed}: {opened:?}");
        streams.entry(envelope.stream).or_default().extend(opened);
    }
    let mut heads = BTreeMap::new();
    for (stream, events) in &streams {
        let Some(state) = fold(events) else { continue };
        let row = HeadRow {
            stream: *stream,
            last: events.last().map(|last| last.seq).unwrap_or_default(),
            fold: FOLD_VERSION,
            tip: tips.get(stream).copied().unwrap_or(Digest::ZERO),
            data: HeadData::of(&state),
        };
        assert_eq!(
            server.log.heads.get(stream),
            Some(&row),
            "seed {seed}: a head is not the fold of its stream"
        );
        heads.insert(
            *stream,
            serde_json::to_string(&row.data).unwrap_or_default(),
        );
    }
    heads
}
