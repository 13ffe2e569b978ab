//! Chaos, healing, quiet, checks: one seed, one history.

mod chaos;
mod healing;
mod progress;
mod set_back;

use domain::id::{DeviceId, Instant};
use domain::role::Role;
use fastrand::Rng;
use uuid::Uuid;

use crate::act::Matter;
use crate::bug::Bug;
use crate::check::{self, Report};
use crate::faults::Faults;
use crate::network::Network;
use crate::office::{SEATS, person};
use crate::server::Server;
use crate::server::sqlite::SqliteLog;
use crate::tablet::Tablet;
use crate::trace::Trace;
use crate::violation::Held;

/// 2026-11-02 10:00 at the office.
const BEGINNING: Instant = Instant(1_793_584_800_000);
const FEWEST_TABLETS: usize = 2;
const MOST_TABLETS: usize = 8;
const FEWEST_STEPS: usize = 20;
const MOST_STEPS: usize = 260;
/// One seed in so many is long: a repair takes nine steps to its signature, a paper five.
const LONG_SEEDS: u64 = 16;
/// Of as many seeds, those whose server keeps what a first sync brings ready for the next. Among the others are all that
/// have found something, so that their histories stay what they were.
const MAKES_READY: std::ops::Range<u64> = 4..7;

/// Sets apart the draws that are about windows.
const WINDOWED: u64 = 13;

pub struct World {
    pub rng: Rng,
    pub now: Instant,
    pub faults: Faults,
    matter: Matter,
    long: bool,
    pub server: Server,
    pub tablets: Vec<Tablet>,
    pub network: Network,
    pub trace: Trace,
    pub report: Report,
    /// Earlier copies of the server.
    copies: Vec<SqliteLog>,
    /// Numbers may be given twice: a server that was set back took work before anybody showed it, or people did not
    /// wait for a tablet that held some.
    pub numbers_may_double: bool,
    /// A copy had every event and not every answer: nobody can see that it was set back to.
    pub only_answers_went: bool,
    /// Set back into the same taking back: tablets that were through with it may find the log as they left it, once the
    /// others have handed back what they hold.
    pub taking_back_came_again: bool,
    /// Where the log ended when it was set back last, and the epoch it had then: until another is minted nobody knows.
    unnoticed: Option<(u64, domain::id::Cursor)>,
    devices: u128,
    bug: Option<Bug>,
}

/// How one seed is played.
#[derive(Clone, Copy, Debug, Default)]
pub struct Play {
    /// Fewer steps of chaos than the seed has; the healing follows all the same.
    pub steps: Option<usize>,
    pub bug: Option<Bug>,
}

/// How many steps of chaos a seed has.
#[must_use]
pub fn steps_of(seed: u64) -> usize {
    let steps = Rng::with_seed(seed).usize(FEWEST_STEPS..=MOST_STEPS);
    let times = if seed.is_multiple_of(LONG_SEEDS) {
        8
    } else if Months::of(seed).is_some() {
        // Something must be closed, a month must go by, and somebody must look for it again.
        4
    } else {
        1
    };
    steps.saturating_mul(times)
}

/// A history over months, drawn apart so that the others are what they were.
#[derive(Clone, Copy, Debug)]
struct Months {
    /// Whole months before the present one that a tablet holds.
    held: u32,
}

impl Months {
    fn of(seed: u64) -> Option<Self> {
        let mut apart = Rng::with_seed(seed.rotate_left(32) ^ WINDOWED);
        (apart.u8(..3) == 0).then(|| Months {
            held: apart.u32(..2),
        })
    }
}

/// Plays one seed.
///
/// # Errors
/// The first property that does not hold.
pub fn play(seed: u64, how: Play, trace: &mut Trace) -> Held<Report> {
    let mut rng = Rng::with_seed(seed);
    let _drawn_for_the_steps = rng.usize(FEWEST_STEPS..=MOST_STEPS);
    let mut faults = Faults::drawn(&mut rng, seed);
    let months = Months::of(seed);
    if months.is_some() {
        faults.spare_months(seed);
    }
    let twin = rng.u8(..8) == 0;
    let long = seed.is_multiple_of(LONG_SEEDS);
    let matter = if long {
        Matter::long(&mut rng)
    } else {
        Matter::drawn(&mut rng)
    };
    let mut server = Server::founded(BEGINNING, twin, how.bug)?;
    server.poison = faults.poison;
    server.holds_months = months.map(|it| it.held);
    server.makes_ready = MAKES_READY.contains(&(seed % LONG_SEEDS));
    let mut world = World {
        server,
        rng,
        now: BEGINNING,
        faults,
        matter,
        long,
        tablets: Vec::new(),
        network: Network::default(),
        trace: std::mem::take(trace),
        report: Report::default(),
        copies: Vec::new(),
        numbers_may_double: false,
        only_answers_went: false,
        taking_back_came_again: false,
        unnoticed: None,
        devices: 100,
        bug: how.bug,
    };
    let played = world.all(how.steps.unwrap_or(usize::MAX).min(steps_of(seed)));
    *trace = world.trace;
    played
}

impl World {
    fn all(&mut self, steps: usize) -> Held<Report> {
        let faults = self.faults;
        self.trace.step(|| format!("{faults:?}"));
        // Over months a few tablets do what many would do in a day.
        let most = if faults.months { 3 } else { MOST_TABLETS };
        let count = self.rng.usize(FEWEST_TABLETS..=most);
        for number in 0..count {
            let team = self.team();
            let device = self.device();
            self.enrol(device, &team);
            let mut tablet = Tablet::new(number, device, team, self.bug);
            tablet.may_be_set_back = self.faults.set_backs;
            if self.faults.clocks {
                tablet.clock.ahead = self.rng.i64(-300_000..=300_000);
                tablet.clock.fast = self.rng.i64(-200..=200);
            }
            self.tablets.push(tablet);
        }
        for _ in 0..steps {
            self.step()?;
        }
        self.heal()?;
        check::all(self)
    }

    /// Three to five people of different seats.
    fn team(&mut self) -> Vec<(Role, domain::id::PersonId)> {
        let mut seats = SEATS;
        self.rng.shuffle(&mut seats);
        // Work of many steps ends nowhere where a step's own seat is missing.
        let fewest = if self.long { SEATS.len() } else { 3 };
        let size = self.rng.usize(fewest..=SEATS.len());
        seats[..size]
            .iter()
            .map(|role| (*role, person(*role, self.rng.u128(..2))))
            .collect()
    }

    fn device(&mut self) -> DeviceId {
        self.devices += 1;
        DeviceId(Uuid::from_u128(self.devices))
    }

    fn enrol(&mut self, device: DeviceId, team: &[(Role, domain::id::PersonId)]) {
        let people = team.iter().map(|(_, person)| (device, *person));
        self.server.enrolled.extend(people);
    }

    /// A copy of a profile begins anew as soon as nothing else is left to send.
    fn begin_anew_where_due(&mut self, tablet: usize) {
        if self.tablets[tablet].must_begin_anew() {
            let device = self.device();
            let team = self.tablets[tablet].team.clone();
            self.enrol(device, &team);
            self.tablets[tablet].begin_anew(device);
            self.report.moved += 1;
            self.trace
                .step(|| format!("tablet {tablet} is a copy and begins anew"));
        }
    }
}
