//! The order of an outbox, found again after a start from storage.
//!
//! Storage keeps commands by writer and number. What one person did on top of another's pending work must be decided
//! and sent after it, or the server refuses it as unknown.

use std::collections::{BTreeMap, BTreeSet};

use super::replica::{OutboxKey, Pending};
use crate::id::{CommandId, WriterNumber};

/// Every command after those it builds on and after its writer's earlier ones; otherwise as given.
pub(super) fn in_order(outbox: Vec<Pending>) -> Vec<Pending> {
    let by_id: BTreeMap<CommandId, usize> = outbox
        .iter()
        .enumerate()
        .map(|(place, pending)| (pending.command.id, place))
        .collect();
    let by_key: BTreeMap<OutboxKey, usize> = outbox
        .iter()
        .enumerate()
        .map(|(place, pending)| ((pending.command.writer, pending.command.number), place))
        .collect();
    let bases: Vec<Vec<usize>> = outbox
        .iter()
        .map(|pending| {
            let command = &pending.command;
            let before = WriterNumber(command.number.0.saturating_sub(1));
            let earlier = by_key.get(&(command.writer, before));
            let built_on = command.after.iter().filter_map(|id| by_id.get(id));
            earlier.into_iter().chain(built_on).copied().collect()
        })
        .collect();
    let mut left: Vec<Option<Pending>> = outbox.into_iter().map(Some).collect();
    let mut ordered = Vec::with_capacity(left.len());
    let mut reached = BTreeSet::new();
    for start in 0..left.len() {
        // A stack of its own: a chain of 10,000 commands must not end the app.
        let mut path = vec![(start, 0)];
        while let Some((place, tried)) = path.pop() {
            reached.insert(place);
            let base = bases.get(place).and_then(|bases| bases.get(tried)).copied();
            match base {
                Some(base) => {
                    path.push((place, tried + 1));
                    if !reached.contains(&base) {
                        path.push((base, 0));
                    }
                }
                None => ordered.extend(left.get_mut(place).and_then(Option::take)),
            }
        }
    }
    ordered
}
