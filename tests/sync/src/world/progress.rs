//! How many undisturbed rounds everything may take: a bound from the work that is left, and a shorter one in which some of
//! it must get done.

use std::collections::BTreeSet;

use domain::command::Command;
use domain::id::CommandId;
use domain::sync::hold::HOLD_AFTER;
use domain::sync::message::BATCH_COMMANDS;

use crate::server::poisonous;
use crate::tablet::Tablet;

use super::World;

/// In a round every tablet sends one push and one pull undisturbed. Two would do without copies; each pair of copies
/// may part for each of five people, and each of them holds the other up once.
const MOST_ROUNDS: usize = 24;
/// A server that was set back asks every tablet for several pages, and then for its journal.
const ROUNDS_AFTER_SET_BACK: usize = 60;
/// A batch is halved from 200 to one.
const SIZES: usize = (usize::BITS - BATCH_COMMANDS.leading_zeros()) as usize;
/// Every size fails three times, then one is held: so long nothing may go up at all.
const ROUNDS_TO_HOLD: usize = SIZES * HOLD_AFTER as usize + 1;
/// Batches that go up before it: while they grow from one to the whole, and each as the half of where it must be.
const ROUNDS_PER_POISON: usize = ROUNDS_TO_HOLD + 2 * SIZES;

pub(super) struct Progress {
    /// Rounds, all in all.
    most: usize,
    /// Rounds one after the other in which nothing of what is left gets done.
    idle: usize,
    left: usize,
    least_left: usize,
    moved_on: usize,
    /// Whatever the server says, each may be written anew under another id once.
    may_rename: usize,
    renamed: usize,
}

impl Progress {
    pub fn of(world: &World) -> Self {
        let rounds = rounds(world);
        let fails = rounds_for_what_fails(world);
        let may_rename: usize = world.tablets.iter().map(|it| it.disk.outbox.len()).sum();
        Progress {
            most: rounds + fails,
            idle: rounds + fails.min(ROUNDS_TO_HOLD),
            left: usize::MAX,
            least_left: usize::MAX,
            moved_on: 0,
            may_rename,
            renamed: renamed(world),
        }
    }

    /// Takes note of a round that went by. Gives how it is stuck, where it is.
    pub fn round(&mut self, round: usize, world: &World) -> Option<String> {
        let renamed = renamed(world);
        if renamed > self.renamed && world.server.poison && self.may_rename > 0 {
            // The app starts anew with it and knows no more what the server had failed on; it may fail on the new id.
            let again = rounds(world) + rounds_for_what_fails(world);
            self.most = self.most.max(round + again);
            self.moved_on = round;
            self.may_rename = self.may_rename.saturating_sub(renamed - self.renamed);
            self.renamed = renamed;
        }
        let left = left(world);
        // More than before: a set-back was noticed, and journals are due.
        if left < self.least_left || left > self.left {
            self.least_left = left;
            self.moved_on = round;
        }
        self.left = left;
        let idle = round - self.moved_on;
        (round >= self.most || idle >= self.idle)
            .then(|| format!("{round} undisturbed rounds, nothing done in the last {idle}"))
    }
}

/// What cannot come back once it is done, unless a server was set back.
fn left(world: &World) -> usize {
    let of_one = |tablet: &Tablet| {
        tablet.disk.outbox.len()
            + tablet.tab.replay.left()
            + tablet.tab.photos.waiting().len()
            + usize::from(tablet.has_copy)
    };
    world.tablets.iter().map(of_one).sum()
}

/// Where the server fails on nothing.
fn rounds(world: &World) -> usize {
    let rounds = if world.report.set_backs > 0 {
        ROUNDS_AFTER_SET_BACK
    } else {
        MOST_ROUNDS
    };
    // One photo at a time.
    let photos = world.tablets.iter().map(|it| it.tab.photos.waiting().len());
    rounds + photos.max().unwrap_or(0)
}

/// Tablets do not wait for each other with it. A copy begins anew as another device, and looks for it from the whole batch
/// on once more.
fn rounds_for_what_fails(world: &World) -> usize {
    if !world.server.poison {
        return 0;
    }
    let outboxes = world.tablets.iter().map(|tablet| {
        let waiting = tablet.tab.replica.outbox().iter();
        let mut ids: BTreeSet<CommandId> = waiting.map(|it| it.command.id).collect();
        if world.report.set_backs > 0 {
            // What is in the journal is sent again, and held again.
            let journal = tablet.disk.journal.values();
            ids.extend(journal.filter_map(|kept| Some(Command::read(kept.command.get()).ok()?.id)));
        }
        let fails = ids
            .into_iter()
            .filter(|id| poisonous(*id, world.report.set_backs > 0))
            .count();
        fails * (1 + usize::from(tablet.has_copy))
    });
    ROUNDS_PER_POISON * outboxes.max().unwrap_or(0)
}

fn renamed(world: &World) -> usize {
    world.tablets.iter().map(|it| it.renamed).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::{DeviceId, PersonId, Writer, WriterNumber};
    use domain::sync::patience::{Patience, Step};
    use uuid::Uuid;

    /// Batches that are sent until the one behind so many good ones is held, by whom has this patience with it.
    fn batches(patience: &mut Patience, ahead: usize) -> usize {
        let person = PersonId(Uuid::from_u128(1));
        let device = DeviceId(Uuid::from_u128(2));
        let writer = Writer { person, device };
        let mut taken = 0;
        for sent in 1.. {
            let size = patience.most();
            if taken + size <= ahead {
                taken += size;
                patience.passed(size);
            } else if patience.failed((writer, WriterNumber(taken as u64)), size) != Step::Again {
                return sent;
            }
        }
        unreachable!("there is always another batch")
    }

    #[test]
    fn wherever_it_stands_what_the_server_fails_on_is_held_within_its_rounds() {
        for ahead in 0..BATCH_COMMANDS {
            let mut patience = Patience::default();
            // The second time batches grow from one again.
            for _ in 0..2 {
                let sent = batches(&mut patience, ahead);
                assert!(sent < ROUNDS_PER_POISON, "{sent} with {ahead} ahead");
            }
        }
        assert_eq!(batches(&mut Patience::default(), 0), ROUNDS_TO_HOLD - 1);
    }
}
