//! What goes with a journal that is sent again, and in which order.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::value::RawValue;

use super::replica::{OutboxKey, Replica};
use crate::command::Command;
use crate::id::{CommandId, Writer, WriterNumber};

/// One command that is sent again.
#[derive(Clone)]
pub(super) struct Entry {
    pub key: OutboxKey,
    pub id: CommandId,
    pub after: Vec<CommandId>,
    pub raw: Box<RawValue>,
}

impl Entry {
    pub fn read(key: OutboxKey, raw: Box<RawValue>) -> Option<Self> {
        let command = Command::read(raw.get()).ok()?;
        Some(Entry {
            key,
            id: command.id,
            after: command.after,
            raw,
        })
    }
}

/// What changed nothing left at once; what it builds on, and what its writer did before it, may still wait for its
/// events. In the order of the outbox, where bases come first.
pub(super) fn still_waiting_before(entries: &[Entry], replica: &Replica) -> Vec<Entry> {
    let here: BTreeSet<OutboxKey> = entries.iter().map(|entry| entry.key).collect();
    let mut bases: BTreeSet<CommandId> = entries
        .iter()
        .flat_map(|entry| &entry.after)
        .copied()
        .collect();
    let mut latest: BTreeMap<Writer, WriterNumber> = BTreeMap::new();
    for (writer, number) in &here {
        latest.insert(*writer, *number);
    }
    let mut waiting = Vec::new();
    for pending in replica.outbox().iter().rev() {
        let command = &pending.command;
        let (writer, number) = (command.writer, command.number);
        let before = latest.get(&writer).is_some_and(|latest| number < *latest);
        if here.contains(&(writer, number)) || !(before || bases.contains(&command.id)) {
            continue;
        }
        bases.extend(command.after.iter().copied());
        let last = latest.entry(writer).or_insert(number);
        *last = (*last).max(number);
        waiting.push(Entry {
            key: (writer, number),
            id: command.id,
            after: command.after.clone(),
            raw: pending.raw.clone(),
        });
    }
    waiting.reverse();
    waiting
}

/// As given, but each behind its writer's earlier ones and what it builds on: what changed nothing left the outbox before
/// them.
pub(super) fn after_their_bases(entries: Vec<Entry>) -> Vec<Entry> {
    let by_id: BTreeMap<CommandId, usize> = entries.iter().map(|it| it.id).zip(0..).collect();
    let by_key: BTreeMap<OutboxKey, usize> = entries.iter().map(|it| it.key).zip(0..).collect();
    let mut open: Vec<usize> = vec![0; entries.len()];
    let mut behind: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut earlier: Option<(Writer, usize)> = None;
    for ((writer, _), place) in &by_key {
        let own = earlier.filter(|(before, _)| before == writer);
        earlier = Some((*writer, *place));
        let after = entries.get(*place).map(|it| it.after.as_slice());
        let bases = after.unwrap_or_default().iter();
        let bases = bases.filter_map(|id| by_id.get(id)).copied();
        for base in own.map(|(_, place)| place).into_iter().chain(bases) {
            behind.entry(base).or_default().push(*place);
            if let Some(open) = open.get_mut(*place) {
                *open += 1;
            }
        }
    }
    let mut ready: BTreeSet<usize> = (0..)
        .zip(&open)
        .filter(|(_, open)| **open == 0)
        .map(|(place, _)| place)
        .collect();
    let mut left: Vec<Option<Entry>> = entries.into_iter().map(Some).collect();
    let mut ordered = Vec::with_capacity(left.len());
    while let Some(place) = ready.pop_first() {
        ordered.extend(left.get_mut(place).and_then(Option::take));
        for next in behind.remove(&place).unwrap_or_default() {
            if let Some(open) = open.get_mut(next) {
                *open -= 1;
                if *open == 0 {
                    ready.insert(next);
                }
            }
        }
    }
    // Never, unless an id stands twice: then as given rather than not at all.
    ordered.extend(left.into_iter().flatten());
    ordered
}
