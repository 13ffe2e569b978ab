//! What must hold when everything is quiet.

use std::collections::{BTreeMap, BTreeSet};

use domain::apply::fold;
use domain::event::{Fact, OfficeFact, ViolationFact};
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
    /// Notices that went out with a number.
    pub notices: usize,
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
        notices: notices(seed, server),
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

/// A year's notices are numbered from 1 without gap or double, each measure is taken once, and each paper has the number
/// the office used for it.
fn notices(seed: u64, server: &Server) -> usize {
    let (mut used, mut given) = (Vec::new(), Vec::new());
    let mut taken = BTreeSet::new();
    let mut last: BTreeMap<i32, u32> = BTreeMap::new();
    for opened in server.log.envelopes.iter().flat_map(|one| one.open()) {
        match opened.event.fact {
            Fact::Office(OfficeFact::NoticeNumbered { year, number }) => {
                let before = last.insert(year, number).unwrap_or(0);
                assert_eq!(number, before + 1, "seed {seed}: a notice of {year}");
                used.push(format!("TZ{year}-{number:04}"));
            }
            Fact::Violation(ViolationFact::NoticeNumbered { number, .. }) => given.push(number),
            Fact::Violation(ViolationFact::MeasureTaken { disposition, .. }) => {
                assert!(
                    taken.insert(disposition),
                    "seed {seed}: disposition {disposition} was carried out twice"
                );
            }
            _ => {}
        }
    }
    assert_eq!(
        given, used,
        "seed {seed}: numbers on papers and in the series"
    );
    used.len()
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
