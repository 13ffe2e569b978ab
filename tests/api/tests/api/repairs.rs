//! The sample of a month's repairs (M4(3)b): drawn by the server as they are signed for.

use domain::event::{Fact, WorkOrderFact};
use domain::follow_up::FollowUpKind;
use domain::id::{Digest, StreamId};
use domain::policy::ProfileName;
use domain::quota::{coverage, required};

use crate::furnished::Office;

#[test]
fn a_signed_repair_is_drawn_in_the_batch_that_brought_the_signature() {
    let mut office = Office::open(ProfileName::Mall);
    office.prepare_repairs();
    let mut signed: Vec<StreamId> = Vec::new();
    let (rate, _) = coverage(&office.policy, FollowUpKind::Repair);
    let owed = |signed: usize| rate.map(|rate| required(rate, signed as u64));
    while owed(signed.len()) != Some(2) {
        signed.push(office.one_repair().stream());
    }
    let pages = office.director.pull_all().unwrap();
    let draws: Vec<_> = pages
        .iter()
        .flat_map(|page| &page.events)
        .map(|event| event.open().unwrap())
        .filter_map(|opened| match opened.event.fact {
            Fact::WorkOrder(WorkOrderFact::Drawn {
                seed, population, ..
            }) => Some((opened.stream, seed, population)),
            _ => None,
        })
        .collect();
    // The rate of one is one already; the second is due with the last one signed.
    assert_eq!(draws.len(), 2, "{draws:?}");
    assert_eq!(draws[1].2, signed.len() as u64);
    assert!(draws.iter().all(|(stream, _, _)| signed.contains(stream)));
    assert_eq!(draws[0].2, 1);
    assert_ne!(draws[0].0, draws[1].0);
    // The month began with this office: one seed for all of it.
    assert_eq!(draws[0].1, draws[1].1);
    assert_ne!(draws[0].1, Digest::ZERO);
}
