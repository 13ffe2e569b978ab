//! The order of an outbox read back from storage. There it lies by person and number; what one person did may build on
//! what another did on the same tablet before, so each command comes after those it builds on.

use std::collections::{BTreeMap, BTreeSet};

use super::replica::Pending;
use crate::id::CommandId;

/// Sorts so that whoever's command builds on another's comes after it, and each person's keep their numbers' order.
pub(super) fn in_order(outbox: Vec<Pending>) -> Vec<Pending> {
    let places: BTreeMap<CommandId, usize> = outbox
        .iter()
        .enumerate()
        .map(|(place, pending)| (pending.command.id, place))
        .collect();
    let mut last_of = BTreeMap::new();
    let mut waits_for = vec![0_usize; outbox.len()];
    let mut followed_by: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, pending) in outbox.iter().enumerate() {
        let command = &pending.command;
        let own = last_of.insert(command.writer, place);
        let before: BTreeSet<usize> = command
            .after
            .iter()
            .filter_map(|id| places.get(id).copied())
            .chain(own)
            .filter(|before| *before != place)
            .collect();
        if let Some(waits) = waits_for.get_mut(place) {
            *waits = before.len();
        }
        for before in before {
            followed_by.entry(before).or_default().push(place);
        }
    }
    let mut ready: BTreeSet<usize> = waits_for
        .iter()
        .enumerate()
        .filter(|(_, waits)| **waits == 0)
        .map(|(place, _)| place)
        .collect();
    let mut order = Vec::with_capacity(outbox.len());
    while let Some(place) = ready.pop_first() {
        order.push(place);
        for next in followed_by.remove(&place).unwrap_or_default() {
            if let Some(waits) = waits_for.get_mut(next) {
                *waits = waits.saturating_sub(1);
                if *waits == 0 {
                    ready.insert(next);
                }
            }
        }
    }
    let mut outbox: BTreeMap<usize, Pending> = outbox.into_iter().enumerate().collect();
    let mut sorted: Vec<Pending> = order
        .iter()
        .filter_map(|place| outbox.remove(place))
        .collect();
    // Commands that wait for each other cannot be written; were there any, they would still be sent.
    sorted.extend(outbox.into_values());
    sorted
}
