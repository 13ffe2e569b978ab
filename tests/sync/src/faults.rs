//! What may go wrong in one seed: each seed draws its own set, so that faults are also seen alone.

use fastrand::Rng;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// Requests and answers vanish.
    pub loss: bool,
    /// A request arrives again, later.
    pub doubling: bool,
    /// Bytes are missing at the end, or a captive portal answers instead.
    pub cuts: bool,
    /// A tablet is alone for a while.
    pub partitions: bool,
    /// The server's storage fails in the middle of a batch.
    pub failing_storage: bool,
    /// The server forgets what it keeps at hand.
    pub eviction: bool,
    /// A tablet is killed, also between a commit and hearing of it.
    pub kills: bool,
    /// A disk that takes nothing more.
    pub full_disks: bool,
    /// A disk that is gone: new device id, the loss is counted.
    pub wiped_disks: bool,
    /// A browser profile copied to another tablet.
    pub clones: bool,
    /// A tab that wakes after another took over.
    pub second_tabs: bool,
    /// Clocks off, too fast or slow, and jumping.
    pub clocks: bool,
    /// People are removed while their work is still on a tablet.
    pub removals: bool,
    /// The device may not write for one of its people for a while.
    pub revocations: bool,
    /// A generator of ids that repeats itself.
    pub repeated_ids: bool,
    /// The server is set back to an earlier copy of itself, and nobody tells it.
    pub set_backs: bool,
    /// Months pass: what was closed leaves the tablets, is asked for again, and goes on.
    pub months: bool,
    /// The server fails on some commands whenever they come.
    pub poison: bool,
    /// Photos are taken, sent after the text, and cleared.
    pub photos: bool,
}

impl Faults {
    #[must_use]
    pub fn drawn(rng: &mut Rng, seed: u64) -> Self {
        // Some seeds are calm, some wild.
        let most = rng.u8(1..=9);
        let mut on = || rng.u8(..10) < most;
        let mut faults = Faults {
            loss: on(),
            doubling: on(),
            cuts: on(),
            partitions: on(),
            failing_storage: on(),
            eviction: on(),
            kills: on(),
            full_disks: on(),
            wiped_disks: on(),
            clones: on(),
            second_tabs: on(),
            clocks: on(),
            removals: on(),
            revocations: on(),
            repeated_ids: on(),
            // Drawn apart, so that the other seeds are what they were.
            set_backs: Rng::with_seed(seed ^ 0x5e7_bac4).u8(..3) == 0,
            // Drawn apart: seeds without it keep their histories.
            months: false,
            poison: Rng::with_seed(seed ^ 0x0000_9015).u8(..4) == 0,
            photos: Rng::with_seed(seed ^ 0x0009_4070).u8(..3) == 0,
        };
        // Whoever stands aside may be overtaken by what builds on them; then an id can no longer be changed everywhere.
        faults.repeated_ids &= !faults.revocations && !faults.clones;
        // Who of two copies wrote a number first cannot be told any more when the server has forgotten it; and one fault of
        // ids is enough at a time.
        if faults.set_backs {
            faults.clones = false;
            faults.repeated_ids = false;
        }
        faults
    }

    /// Months pass. Of what keeps a tablet from working at all half is spared, or nothing would ever be closed.
    pub fn spare_months(&mut self, seed: u64) {
        let mut apart = Rng::with_seed(seed ^ 0x0301_4735);
        self.months = true;
        for fault in [
            &mut self.partitions,
            &mut self.full_disks,
            &mut self.wiped_disks,
            &mut self.revocations,
            &mut self.removals,
        ] {
            *fault &= apart.u8(..4) == 0;
        }
    }
}
