//! A working day in little time: every tablet has its moments, and a few hands carry them out.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use api::Failure;
use fastrand::Rng;

use crate::figures::Figures;
use crate::tablet::Tablet;

/// As many requests are under way at once; a browser of each tablet would wait for its own answer alone.
const HANDS: usize = 48;

/// A day: how long it takes here, what each tablet does in it, and how often it asks for news.
#[derive(Clone, Copy, Debug)]
pub struct Day {
    pub length: Duration,
    pub saves: u32,
    pub asks_every: Duration,
}

/// Plays it. Gives the tablets back, and how far the last moment was behind its time.
///
/// # Errors
/// The first failure that trying again did not mend.
pub fn play(
    tablets: Vec<Tablet>,
    day: Day,
    figures: &Figures,
    seed: u64,
) -> Result<(Vec<Tablet>, Duration), Failure> {
    let moments = Mutex::new(moments(tablets.len(), day, seed));
    let tablets: Vec<Mutex<Tablet>> = tablets.into_iter().map(Mutex::new).collect();
    let began = Instant::now();
    let latest = Mutex::new(Duration::ZERO);
    let (tablets_of, moments, latest_of) = (&tablets, &moments, &latest);
    thread::scope(|scope| {
        for _ in 0..HANDS {
            scope.spawn(move || {
                loop {
                    let next = lock(moments).pop();
                    let Some(Reverse((at, which, saves))) = next else {
                        return;
                    };
                    while let Some(wait) = at.checked_sub(began.elapsed()) {
                        thread::park_timeout(wait);
                    }
                    let Some(tablet) = tablets_of.get(which) else {
                        continue;
                    };
                    let mut tablet = lock(tablet);
                    if saves {
                        let _ = tablet.act(figures);
                    }
                    // What failed is sent with the next moment, and at the end of the day.
                    let _ = tablet.sync(figures);
                    let behind = began.elapsed().saturating_sub(at);
                    let mut latest = lock(latest_of);
                    *latest = behind.max(*latest);
                }
            });
        }
    });
    let mut tablets: Vec<Tablet> = tablets
        .into_iter()
        .map(|tablet| tablet.into_inner().unwrap_or_else(PoisonError::into_inner))
        .collect();
    // The evening: two rounds, so that everybody has what everybody else sent.
    for _ in 0..2 {
        for tablet in &mut tablets {
            tablet.sync(figures)?;
        }
    }
    let behind = *lock(&latest);
    Ok((tablets, behind))
}

type Moment = Reverse<(Duration, usize, bool)>;

fn moments(tablets: usize, day: Day, seed: u64) -> BinaryHeap<Moment> {
    let mut rng = Rng::with_seed(seed);
    let mut moments = BinaryHeap::new();
    for tablet in 0..tablets {
        for _ in 0..day.saves {
            moments.push(Reverse((day.length.mul_f64(rng.f64()), tablet, true)));
        }
        let mut at = day.asks_every.mul_f64(rng.f64());
        while at < day.length {
            moments.push(Reverse((at, tablet, false)));
            at += day.asks_every;
        }
    }
    moments
}

fn lock<T>(of: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
