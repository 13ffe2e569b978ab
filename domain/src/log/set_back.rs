//! A log that was set back to an earlier point: how it is noticed, and until when commands wait.

use super::EventLog;
use crate::event::Envelope;
use crate::id::{Cursor, DeviceId, Digest, Instant, OfficeId, PersonId, Writer, WriterNumber};
use crate::sync::hand_back::{Stand, TakingBack, TakingBackEnded};

/// What a tablet says it holds, as far as it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    pub at: Cursor,
    pub hash: Digest,
    /// Its last command is there to its end.
    pub whole: bool,
    /// Where it begins: the tablet is asked for everything after this.
    pub low: Cursor,
    /// Everything the tablet holds from `low` to here is kept aside.
    pub sent: Cursor,
    /// Where the stretch ends that is being asked for.
    pub top: Cursor,
    /// It was proven; it stands in the log up to here, by its own numbers.
    pub taken: Option<Cursor>,
}

impl Claim {
    /// All of it was looked at, and what was missing stands.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.taken.is_some_and(|taken| taken >= self.at)
    }

    /// It was proven, and is being appended.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        self.taken.is_some_and(|taken| taken < self.at)
    }
}

/// The log of one office, with what a taking back needs of it. Everything inside one call of [`super::hand_back()`] belongs to
/// one transaction.
pub trait SetBackLog: EventLog {
    /// # Errors
    /// When the storage fails; likewise below.
    fn epoch(&self) -> Result<u64, Self::Error>;
    fn set_epoch(&mut self, epoch: u64) -> Result<(), Self::Error>;
    /// The head hash after an event; `None` where the log has no such event.
    fn hash_at(&self, at: Cursor) -> Result<Option<Digest>, Self::Error>;
    fn event_at(&self, at: Cursor) -> Result<Option<Envelope>, Self::Error>;

    /// The latest taking back, open or ended.
    fn taking_back(&self) -> Result<Option<TakingBack>, Self::Error>;
    /// Keeps it under its epoch.
    fn keep_taking_back(&mut self, taking: &TakingBack) -> Result<(), Self::Error>;

    fn claims(&self) -> Result<Vec<Claim>, Self::Error>;
    fn keep_claim(&mut self, claim: &Claim) -> Result<(), Self::Error>;
    /// Lets go of all claims and of what was kept aside for them.
    fn forget_claims(&mut self) -> Result<(), Self::Error>;
    /// Keeps events aside for the claim of that hash; one that is there already stays.
    fn stage(&mut self, claim: Digest, events: &[Envelope]) -> Result<(), Self::Error>;
    /// Lets go of what was kept aside for it.
    fn unstage(&mut self, claim: Digest) -> Result<(), Self::Error>;
    /// What is kept aside for it after a place, at most so many.
    fn staged(
        &self,
        claim: Digest,
        after: Cursor,
        most: usize,
    ) -> Result<Vec<Envelope>, Self::Error>;
    /// An event at that place kept aside for another claim.
    fn staged_elsewhere(&self, claim: Digest, at: Cursor) -> Result<Option<Envelope>, Self::Error>;

    /// From now on numbers of this year begin after this one.
    fn number_used(&mut self, year: i32, number: u32) -> Result<(), Self::Error>;
    /// An event comes back that was received then, behind this head hash: where a month began is kept again.
    fn came_back(
        &mut self,
        office: OfficeId,
        received_at: Instant,
        before: Digest,
    ) -> Result<(), Self::Error>;
    /// From now on the writer's next number is the one after this.
    fn skip_to(&mut self, writer: Writer, number: WriterNumber) -> Result<(), Self::Error>;
}

/// What stands of a tablet's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noticed {
    pub epoch: u64,
    /// The tablet's place is in this log.
    pub stands: bool,
    /// Commands are taken.
    pub open: bool,
}

/// Looks whether the place of a tablet shows that this log was set back, and begins to take back where it does: that
/// takes a place this server has `sealed`, or anybody could stop an office by making one up. `devices` are those that
/// may still hold something; whoever stands here in this epoch holds nothing else.
///
/// # Errors
/// When the storage fails.
pub fn notice<L: SetBackLog>(
    log: &mut L,
    (device, stand): (DeviceId, Stand),
    sealed: bool,
    now: Instant,
    devices: impl FnOnce() -> Result<Vec<DeviceId>, L::Error>,
) -> Result<Noticed, L::Error> {
    let epoch = log.epoch()?;
    let stands = log.hash_at(stand.at)? == Some(stand.hash);
    // A tablet takes an epoch only where it stands on the log, and this log is in no later one.
    if sealed && !stands && stand.epoch >= epoch {
        begin(log, stand.epoch, now, devices()?)?;
    } else if stands && stand.epoch == epoch {
        has_nothing_more(log, device, now)?;
    }
    Ok(Noticed {
        epoch: log.epoch()?,
        stands,
        open: !is_taking_back(log)?,
    })
}

/// Begins a new epoch in which events are taken back before commands are taken. Also for an office that was restored.
///
/// # Errors
/// When the storage fails.
pub fn begin<L: SetBackLog>(
    log: &mut L,
    known: u64,
    now: Instant,
    devices: Vec<DeviceId>,
) -> Result<(), L::Error> {
    let epoch = minted(log.epoch()?.max(known), now);
    log.set_epoch(epoch)?;
    log.forget_claims()?;
    let ended = devices.is_empty().then(|| TakingBackEnded {
        at: now,
        by: None,
        reason: String::new(),
    });
    log.keep_taking_back(&TakingBack {
        epoch,
        since: now,
        from: log.head()?.cursor,
        taken: 0,
        waiting: devices,
        ended,
    })
}

/// Epochs are moments, so that two of them are never the same, however often a server forgets the last.
#[must_use]
pub fn minted(last: u64, now: Instant) -> u64 {
    let now = u64::try_from(now.0).unwrap_or(0);
    last.saturating_add(1).max(now)
}

/// Whether commands have to wait.
///
/// # Errors
/// When the storage fails.
pub fn is_taking_back<L: SetBackLog>(log: &L) -> Result<bool, L::Error> {
    Ok(log
        .taking_back()?
        .is_some_and(|taking| taking.ended.is_none()))
}

/// A device holds nothing more, or never held anything. The last of them ends the taking back.
///
/// # Errors
/// When the storage fails.
pub fn has_nothing_more<L: SetBackLog>(
    log: &mut L,
    device: DeviceId,
    now: Instant,
) -> Result<(), L::Error> {
    let Some(mut taking) = log.taking_back()?.filter(|it| it.ended.is_none()) else {
        return Ok(());
    };
    let before = taking.waiting.len();
    taking.waiting.retain(|waiting| *waiting != device);
    if taking.waiting.len() == before && before > 0 {
        return Ok(());
    }
    let writing = log.claims()?.iter().any(Claim::is_under_way);
    if taking.waiting.is_empty() && !writing {
        taking.ended = Some(TakingBackEnded {
            at: now,
            by: None,
            reason: String::new(),
        });
    }
    log.keep_taking_back(&taking)
}

/// Somebody does not want to wait for the rest. What comes later is still taken.
///
/// # Errors
/// When the storage fails.
pub fn end_waiting<L: SetBackLog>(
    log: &mut L,
    by: PersonId,
    reason: &str,
    now: Instant,
) -> Result<(), L::Error> {
    let Some(mut taking) = log.taking_back()?.filter(|it| it.ended.is_none()) else {
        return Ok(());
    };
    taking.ended = Some(TakingBackEnded {
        at: now,
        by: Some(by),
        reason: reason.to_owned(),
    });
    log.keep_taking_back(&taking)
}
