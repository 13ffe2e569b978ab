//! What is counted while everybody works.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use api::Failure;
use api::Reply;
use domain::id::CommandId;
use domain::sync::message::{Answer, CommandAnswer};

#[derive(Default)]
pub struct Figures {
    pushes: Mutex<Vec<Duration>>,
    pulls: Mutex<Vec<Duration>>,
    sights: Mutex<Vec<Duration>>,
    told: Mutex<HashMap<CommandId, Instant>>,
    unchanged: Mutex<HashSet<CommandId>>,
    commands: AtomicU64,
    failed: AtomicU64,
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Figures {
    pub fn saved(&self, id: CommandId) {
        lock(&self.told).insert(id, Instant::now());
    }

    pub fn pushed(&self, commands: usize, took: Duration) {
        self.commands.fetch_add(commands as u64, Ordering::Relaxed);
        lock(&self.pushes).push(took);
    }

    /// What somebody else had done already makes no event; that is its outcome.
    pub fn answered(&self, answers: &[CommandAnswer]) {
        let unchanged = answers
            .iter()
            .filter(|answered| answered.answer == Answer::Unchanged)
            .map(|answered| answered.id);
        lock(&self.unchanged).extend(unchanged);
    }

    pub fn changed_nothing(&self, id: CommandId) -> bool {
        lock(&self.unchanged).contains(&id)
    }

    pub fn pulled(&self, took: Duration) {
        lock(&self.pulls).push(took);
    }

    /// An event of somebody's save came to a tablet.
    pub fn seen(&self, command: CommandId) {
        let saved = lock(&self.told).get(&command).copied();
        if let Some(saved) = saved {
            lock(&self.sights).push(saved.elapsed());
        }
    }

    /// # Errors
    /// When it is none of success; counted, because the tablet tries again.
    pub fn answer(&self, reply: Reply) -> Result<Reply, Failure> {
        reply.ok().inspect_err(|_| {
            self.failed.fetch_add(1, Ordering::Relaxed);
        })
    }

    pub fn told(&self) -> Vec<CommandId> {
        lock(&self.told).keys().copied().collect()
    }

    /// The figures as lines.
    pub fn lines(&self) -> Vec<String> {
        vec![
            format!("push  {}", spread(&lock(&self.pushes))),
            format!("pull  {}", spread(&lock(&self.pulls))),
            format!("saved to seen by a tablet  {}", spread(&lock(&self.sights))),
            format!(
                "requests answered with an error and tried again: {}",
                self.failed.load(Ordering::Relaxed)
            ),
        ]
    }

    pub fn commands(&self) -> u64 {
        self.commands.load(Ordering::Relaxed)
    }
}

fn spread(times: &[Duration]) -> String {
    let mut sorted = times.to_vec();
    sorted.sort();
    let at = |hundredth: usize| {
        sorted
            .get((sorted.len() * hundredth / 100).min(sorted.len().saturating_sub(1)))
            .map_or(0, Duration::as_millis)
    };
    format!(
        "{} times: p50 {} ms, p95 {} ms, p99 {} ms, most {} ms",
        sorted.len(),
        at(50),
        at(95),
        at(99),
        at(100)
    )
}
