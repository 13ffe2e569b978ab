//! Chaos, healing, quiet, checks: one seed, one history.

use domain::id::Instant;
use domain::sync::message::BATCH_COMMANDS;
use fastrand::Rng;

use crate::check::{self, Report};
use crate::server::Server;
use crate::tablet::Tablet;

const CHAOS_STEPS: usize = 160;
/// Rounds in which every tablet may push and pull undisturbed; each moves at least one batch.
const HEALING_ROUNDS: usize = 40;
/// 2026-11-02 10:00 at the office.
const BEGINNING: i64 = 1_793_584_800_000;

/// Runs one seed.
///
/// # Panics
/// When a property does not hold; the message names the seed.
#[must_use]
pub fn run(seed: u64) -> Report {
    let mut rng = Rng::with_seed(seed);
    let mut now = Instant(BEGINNING);
    let mut server = Server::founded(now);
    let count = rng.u128(2..6);
    let mut tablets: Vec<Tablet> = (0..count).map(Tablet::new).collect();
    for tablet in &mut tablets {
        tablet.pulled(&server.pull(tablet.cursor(), usize::MAX, now), false);
    }
    // Each history has one main subject, or none would reach its end.
    let violations = if seed.is_multiple_of(3) { 200 } else { 10 };
    for _ in 0..CHAOS_STEPS {
        now.0 += rng.i64(1_000..7_200_000);
        let chosen = rng.usize(..tablets.len());
        step(&mut rng, &mut server, &mut tablets[chosen], now, violations);
    }
    for _ in 0..HEALING_ROUNDS {
        now.0 += 60_000;
        for tablet in &mut tablets {
            if let Some(request) = tablet.replica.batch(BATCH_COMMANDS) {
                let reply = server.push(&request, now);
                tablet.pushed(&reply);
            }
            let reply = server.pull(tablet.cursor(), 1_000, now);
            tablet.pulled(&reply, false);
        }
    }
    check::all(seed, &server, &tablets)
}

fn step(rng: &mut Rng, server: &mut Server, tablet: &mut Tablet, now: Instant, violations: u8) {
    match rng.u8(..10) {
        0..=4 => tablet.act(rng, now, violations),
        5 | 6 => {
            let Some(request) = tablet.replica.batch(rng.usize(1..8)) else {
                return;
            };
            match rng.u8(..6) {
                // The request is lost.
                0 => {}
                // The answer is lost after the commit.
                1 => {
                    server.push(&request, now);
                }
                // The request arrives twice.
                2 => {
                    server.push(&request, now);
                    let reply = server.push(&request, now);
                    tablet.pushed(&reply);
                }
                // An old answer arrives again.
                3 => {
                    let reply = server.push(&request, now);
                    tablet.pushed(&reply);
                    tablet.pushed(&reply);
                }
                _ => {
                    let reply = server.push(&request, now);
                    tablet.pushed(&reply);
                }
            }
        }
        7 | 8 => {
            let reply = server.pull(tablet.cursor(), rng.usize(1..12), now);
            tablet.pulled(&reply, rng.u8(..8) == 0);
        }
        _ => {
            if rng.bool() {
                tablet.restart();
            } else {
                server.evict();
            }
        }
    }
}
