//! Many seeds on all cores.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use crate::bug::Bug;
use crate::check::Report;
use crate::trace::Trace;
use crate::violation::{Held, Kind, Violation};
use crate::world::{Play, play};

/// What a run came to.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    pub seeds: u64,
    pub failures: Vec<(u64, Violation)>,
    pub sum: Report,
}

impl Tally {
    #[must_use]
    pub fn of_kind(&self, kind: Kind) -> usize {
        let same = |failure: &&(u64, Violation)| failure.1.kind == kind;
        self.failures.iter().filter(same).count()
    }

    /// The closing line.
    #[must_use]
    pub fn line(&self) -> String {
        format!(
            "{} seeds, {} lost, {} doubled, {} diverged",
            self.seeds,
            self.of_kind(Kind::Lost),
            self.of_kind(Kind::Doubled),
            self.of_kind(Kind::Diverged)
        )
    }

    fn add(&mut self, seed: u64, played: Held<Report>) {
        self.seeds += 1;
        match played {
            Ok(report) => {
                self.sum.saved += report.saved;
                self.sum.events += report.events;
                self.sum.refused += report.refused;
                self.sum.held += report.held;
                self.sum.notices += report.notices;
                self.sum.repaired += report.repaired;
                self.sum.wiped += report.wiped;
                self.sum.copied += report.copied;
                self.sum.moved += report.moved;
                self.sum.set_backs += report.set_backs;
                self.sum.gone += report.gone;
                self.sum.unread += report.unread;
                self.sum.photos += report.photos;
                self.sum.left += report.left;
                self.sum.returned += report.returned;
            }
            Err(violation) => {
                self.failures.push((seed, violation));
                self.failures.sort_by_key(|(seed, _)| *seed);
            }
        }
    }
}

/// Plays one seed; a panic of the product is a failure like any other.
///
/// # Errors
/// The first property that does not hold.
pub fn guarded(seed: u64, how: Play, trace: &mut Trace) -> Held<Report> {
    let played = catch_unwind(AssertUnwindSafe(|| play(seed, how, trace)));
    played.unwrap_or_else(|panic| {
        let said = panic
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        Err(Violation::diverged(format!(
            "it panicked: {}",
            said.unwrap_or_default()
        )))
    })
}

/// Plays `count` seeds from `from` on. Ends early after `most_failures`.
///
/// # Panics
/// Never by itself: a lock is poisoned only by a panic, and those are caught.
pub fn seeds(
    from: u64,
    count: u64,
    bug: Option<Bug>,
    most_failures: usize,
    heard: &(dyn Fn(u64) + Sync),
) -> Tally {
    let next = AtomicU64::new(0);
    let tally = Mutex::new(Tally::default());
    let work = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count {
                return;
            }
            let seed = from.saturating_add(index);
            let how = Play { steps: None, bug };
            let played = guarded(seed, how, &mut Trace::default());
            let mut tally = tally
                .lock()
                .unwrap_or_else(|poisoned| poisoned.into_inner());
            tally.add(seed, played);
            if tally.failures.len() >= most_failures {
                next.store(count, Ordering::Relaxed);
            }
            let seeds = tally.seeds;
            drop(tally);
            heard(seeds);
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    tally
        .into_inner()
        .unwrap_or_else(|poisoned| poisoned.into_inner())
}
