//! The order of an outbox, found again after a start from storage.
//!
//! Storage keeps commands by writer and number. What one person did on top of another's pending work must be decided
//! and sent after it, or the server refuses it as unknown.

use std::collections::{BTreeMap, BTreeSet};

use super::replica::{OutboxKey, Pending};
use crate::id::CommandId;

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
            // Whichever is left: the number before may have gone by its events, ahead of one that changed nothing.
            let before = by_key.range(..(command.writer, command.number)).next_back();
            let earlier = before.filter(|((writer, _), _)| *writer == command.writer);
            let earlier = earlier.map(|(_, place)| place);
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

#[cfg(test)]
mod tests {
    use super::super::replica::Replica;
    use super::super::trial::save;
    use super::*;
    use crate::id::{DeviceId, OfficeId};
    use uuid::Uuid;

    #[test]
    fn a_writers_own_order_holds_over_a_number_that_has_left() {
        let mut replica = Replica::new(OfficeId(Uuid::from_u128(1)), DeviceId(Uuid::from_u128(2)));
        save(&mut replica, 11, 1, 7);
        save(&mut replica, 11, 2, 8);
        save(&mut replica, 11, 3, 9);
        save(&mut replica, 10, 4, 9);
        let mut outbox = replica.outbox().to_vec();
        outbox.remove(1);
        outbox.sort_by_key(|pending| (pending.command.writer, pending.command.number));
        let order = in_order(outbox).into_iter();
        let ids: Vec<u128> = order.map(|it| it.command.id.0.as_u128()).collect();
        // The fourth, first in storage, draws the third forward, and the third the first.
        assert_eq!(ids, [1, 3, 4]);
    }
}
