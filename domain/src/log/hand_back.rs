//! What a log that was set back takes back of its tablets.
//!
//! What comes back is a tablet's claim: the events up to the place it stands at, with this server's seal of that place.
//! It is kept aside until it leads, hash by hash, from a place both logs have to the sealed one. Then its events are
//! appended as they are, each command's once, whoever hands it in. Where nothing was appended meanwhile they come to
//! stand where they stood; otherwise, after what was.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::set_back::{Claim, SetBackLog, has_nothing_more};
use super::{Append, LogHead, Shelf};
use crate::event::{ComplaintFact, Envelope, ErasureFact, Fact, Opened};
use crate::head::HeadRow;
use crate::id::{Cursor, DeviceId, Instant, OfficeId, StreamId};
use crate::personal::{Personal, PersonalValue};
use crate::sync::hand_back::{HAND_BACK_EVENTS, HandBack, HandBackReply, Next, Stand};
use crate::sync::seal::SealKey;

/// How far back a claim is asked for at first, where the log went on otherwise meanwhile.
const FIRST_STEP: u64 = 16;
/// Staged events read at once.
const PAGE: usize = 500;

/// Who hands in.
pub struct Handing<'a> {
    pub office: OfficeId,
    pub device: DeviceId,
    pub now: Instant,
    pub key: &'a SealKey,
}

/// Why nothing of a request was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HandBackFault {
    /// More at once than was agreed, or out of order.
    #[error("not a page")]
    NotAPage,
    /// What stands beside a body does not belong to it.
    #[error("event {0:?} was altered")]
    Altered(Cursor),
}

/// Takes one request of a tablet that hands back, and says what is wanted next. At most one page of events is appended.
///
/// # Errors
/// Only when the storage fails; then nothing of it may stand.
pub fn hand_back<L: SetBackLog>(
    log: &mut L,
    shelf: &mut Shelf,
    handing: &Handing<'_>,
    request: &HandBack,
) -> Result<Result<HandBackReply, HandBackFault>, L::Error> {
    if let Err(fault) = checked(request) {
        return Ok(Err(fault));
    }
    let place = (request.stand.at, request.stand.hash);
    let next = if log.hash_at(place.0)? == Some(place.1) {
        Next::Nothing
    } else if request
        .seal
        .is_some_and(|seal| handing.key.holds(handing.office, place, seal))
    {
        let claim = claimed(log, request)?;
        go_on(log, claim, request)?
    } else {
        Next::Unproven
    };
    // Whoever's turn it is writes what is proven, also of a tablet that has gone.
    let next = match (next, write_some(log, shelf, handing.office)?) {
        (Next::Nothing | Next::Unproven, true) => Next::Send {
            after: request.stand.at,
            to: request.stand.at,
        },
        (next, _) => next,
    };
    if !matches!(next, Next::Send { .. }) {
        has_nothing_more(log, handing.device, handing.now)?;
    }
    let open = log.taking_back()?.filter(|it| it.ended.is_none());
    Ok(Ok(HandBackReply {
        epoch: log.epoch()?,
        next,
        stands: log.hash_at(place.0)? == Some(place.1),
        waiting: open.map(|it| u32::try_from(it.waiting.len()).unwrap_or(u32::MAX)),
        server_time: handing.now,
    }))
}

fn checked(request: &HandBack) -> Result<(), HandBackFault> {
    if request.events.len() > HAND_BACK_EVENTS || request.to > request.stand.at {
        return Err(HandBackFault::NotAPage);
    }
    let mut last = request.after;
    for envelope in &request.events {
        if envelope.seq <= last || envelope.seq > request.to {
            return Err(HandBackFault::NotAPage);
        }
        last = envelope.seq;
        let named = |value: &PersonalValue| {
            value.holds() && envelope.body.get().contains(&value.digest.0.to_string())
        };
        if !envelope.personal.iter().all(named) {
            return Err(HandBackFault::Altered(envelope.seq));
        }
    }
    Ok(())
}

fn claimed<L: SetBackLog>(log: &L, request: &HandBack) -> Result<Claim, L::Error> {
    let Stand { at, hash, .. } = request.stand;
    let known = log.claims()?.into_iter().find(|claim| claim.hash == hash);
    let low = log.head()?.cursor.min(at);
    Ok(known.unwrap_or(Claim {
        at,
        hash,
        whole: request.whole,
        low,
        sent: low,
        top: at,
        taken: None,
    }))
}

/// Takes the page along, tries to prove the claim when a stretch is complete, and says what is missing.
fn go_on<L: SetBackLog>(
    log: &mut L,
    mut claim: Claim,
    request: &HandBack,
) -> Result<Next, L::Error> {
    let again = Next::Send {
        after: claim.at,
        to: claim.at,
    };
    if claim.is_done() {
        return Ok(Next::Nothing);
    }
    if claim.taken.is_some() {
        return Ok(again);
    }
    claim.whole |= request.whole;
    if request.after == claim.sent && request.to > claim.sent && request.to <= claim.top {
        log.stage(claim.hash, &request.events)?;
        claim.sent = request.to;
    }
    while claim.sent >= claim.top {
        if let Some(from) = proven(log, &claim)? {
            claim.taken = Some(from);
            log.keep_claim(&claim)?;
            return Ok(again);
        }
        let first_stretch = claim.top == claim.at;
        if claim.low == Cursor(0) || (first_stretch && has_gap(log, &claim)?) {
            // Another tablet that stands at the same place is asked for all of it again: it may hold what is missing.
            claim.sent = claim.low;
            claim.top = claim.at;
            log.keep_claim(&claim)?;
            retry_others(log)?;
            return Ok(Next::Unproven);
        }
        let step = claim.at.0.saturating_sub(claim.low.0).max(FIRST_STEP);
        claim.top = claim.low;
        claim.low = Cursor(claim.low.0.saturating_sub(step));
        claim.sent = claim.low;
    }
    log.keep_claim(&claim)?;
    Ok(Next::Send {
        after: claim.sent,
        to: claim.top,
    })
}

/// What could not be proven alone may be, by what another tablet holds of the same stretch.
fn retry_others<L: SetBackLog>(log: &mut L) -> Result<(), L::Error> {
    for mut claim in log.claims()? {
        if claim.taken.is_none()
            && let Some(from) = proven(log, &claim)?
        {
            claim.taken = Some(from);
            log.keep_claim(&claim)?;
        }
    }
    Ok(())
}

/// A place the tablet holds nothing of: older events would not help.
fn has_gap<L: SetBackLog>(log: &L, claim: &Claim) -> Result<bool, L::Error> {
    let mut next = claim.low;
    loop {
        let page = log.staged(claim.hash, next, PAGE)?;
        for envelope in &page {
            if envelope.seq.0 != next.0.saturating_add(1) {
                return Ok(true);
            }
            next = envelope.seq;
        }
        if page.len() < PAGE {
            return Ok(next < claim.at);
        }
    }
}

/// The staged events of a claim in order, each place filled from wherever it is known.
struct Filled {
    claim: Claim,
    next: Cursor,
    page: VecDeque<Envelope>,
}

impl Filled {
    fn after(claim: Claim, next: Cursor) -> Self {
        Filled {
            claim,
            next,
            page: VecDeque::new(),
        }
    }

    /// The next event; `None` at the end of the claim, and where nobody holds it.
    fn next<L: SetBackLog>(&mut self, log: &L) -> Result<Option<Envelope>, L::Error> {
        if self.next >= self.claim.at {
            return Ok(None);
        }
        let place = Cursor(self.next.0.saturating_add(1));
        if self.page.is_empty() {
            self.page = log.staged(self.claim.hash, self.next, PAGE)?.into();
        }
        let here = self.page.front().is_some_and(|front| front.seq == place);
        let event = match here.then(|| self.page.pop_front()).flatten() {
            Some(event) => Some(event),
            None => match log.staged_elsewhere(self.claim.hash, place)? {
                Some(event) => Some(event),
                None => log.event_at(place)?,
            },
        };
        self.next = place;
        Ok(event)
    }
}

/// The last place both logs have, where the claim leads from it to the sealed hash.
fn proven<L: SetBackLog>(log: &L, claim: &Claim) -> Result<Option<Cursor>, L::Error> {
    let Some(mut hash) = log.hash_at(claim.low)? else {
        return Ok(None);
    };
    let mut common = claim.low;
    let mut filled = Filled::after(*claim, claim.low);
    while let Some(envelope) = filled.next(log)? {
        hash = envelope.head_hash(hash);
        let place = Cursor(envelope.seq.0);
        if common.0.saturating_add(1) == place.0 && log.hash_at(place)? == Some(hash) {
            common = place;
        }
    }
    Ok((hash == claim.hash && filled.next >= claim.at).then_some(common))
}

/// Appends a page of what is proven. Says whether anything is left to append.
fn write_some<L: SetBackLog>(
    log: &mut L,
    shelf: &mut Shelf,
    office: OfficeId,
) -> Result<bool, L::Error> {
    let Some(mut claim) = log.claims()?.into_iter().find(Claim::is_under_way) else {
        return Ok(false);
    };
    let from = claim.taken.unwrap_or(claim.low);
    let mut filled = Filled::after(claim, from);
    let mut read = 0_usize;
    let mut group: Vec<Envelope> = Vec::new();
    let mut to = from;
    let mut written = 0_u64;
    loop {
        let event = filled.next(log)?;
        let same = |last: &Envelope, event: &Envelope| last.command == event.command;
        let ends = match (&event, group.last()) {
            (Some(event), Some(last)) => !same(last, event),
            (None, Some(_)) => true,
            (_, None) => false,
        };
        if ends {
            let all = std::mem::take(&mut group);
            let cut = event.is_none() && !claim.whole;
            to = all.last().map_or(to, |last| last.seq);
            if !cut {
                written = written.saturating_add(take_back(log, shelf, office, all)?);
            }
        }
        match event {
            // A command is never written in two.
            Some(_) if ends && read >= HAND_BACK_EVENTS => break,
            Some(event) => {
                read += 1;
                group.push(event);
            }
            None => {
                to = claim.at;
                break;
            }
        }
    }
    if let Some(mut taking) = log.taking_back()? {
        taking.taken = taking.taken.saturating_add(written);
        log.keep_taking_back(&taking)?;
    }
    if to >= claim.at {
        if log.hash_at(claim.at)? != Some(claim.hash) {
            blank_what_was_erased(log, shelf, claim.low)?;
        }
        log.unstage(claim.hash)?;
    }
    claim.taken = Some(to);
    log.keep_claim(&claim)?;
    if claim.is_done() {
        retry_others(log)?;
    }
    Ok(log.claims()?.iter().any(Claim::is_under_way))
}

/// Appends the events of one command, those that are not there. Gives how many.
fn take_back<L: SetBackLog>(
    log: &mut L,
    shelf: &mut Shelf,
    office: OfficeId,
    mut events: Vec<Envelope>,
) -> Result<u64, L::Error> {
    let Some(command) = events.first().map(|first| first.command) else {
        return Ok(0);
    };
    let known = log.of_command(command)?;
    let same = |known: &Envelope| {
        let twin = events.iter().find(|event| event.index == known.index);
        twin.is_none_or(|twin| twin.stream == known.stream && twin.body.get() == known.body.get())
    };
    if !known.iter().all(same) {
        // It came in again meanwhile and was decided anew: once is enough.
        return Ok(0);
    }
    let there: BTreeSet<u16> = known.iter().map(|event| event.index).collect();
    events.retain(|event| !there.contains(&event.index));
    append(log, shelf, office, events)
}

fn append<L: SetBackLog>(
    log: &mut L,
    shelf: &mut Shelf,
    office: OfficeId,
    events: Vec<Envelope>,
) -> Result<u64, L::Error> {
    let LogHead { cursor, mut hash } = log.head()?;
    let mut appended = Append {
        envelopes: Vec::with_capacity(events.len()),
        hashes: Vec::with_capacity(events.len()),
        heads: Vec::new(),
        record: None,
        numbered: None,
        held: None,
    };
    let mut rows: BTreeMap<StreamId, HeadRow> = Default::default();
    let mut numbers = Vec::new();
    let before = hash;
    let mut received = None;
    for (envelope, seq) in events.into_iter().zip(cursor.0.saturating_add(1)..) {
        let envelope = Envelope {
            seq: Cursor(seq),
            ..envelope
        };
        hash = envelope.head_hash(hash);
        appended.hashes.push(hash);
        match envelope.open() {
            Ok(opened) => {
                numbers.extend(number_of(&opened));
                received = received.or(opened.event.received_at);
                if let Some(row) = shelf.add(opened, &envelope, log)? {
                    rows.insert(row.stream, row);
                }
            }
            // Kept as it is; its stream is read anew when it is asked for.
            Err(_) => shelf.forget(envelope.stream),
        }
        appended.envelopes.push(envelope);
    }
    appended.heads = rows.into_values().collect();
    log.append(&appended)?;
    if let Some(received_at) = received {
        log.came_back(office, received_at, before)?;
    }
    for (year, number) in numbers {
        log.number_used(year, number)?;
    }
    blank_by(log, shelf, &appended.envelopes)?;
    Ok(appended.envelopes.len() as u64)
}

/// The year and place of a paper number that came back.
fn number_of(opened: &Opened) -> Option<(i32, u32)> {
    let Fact::Complaint(ComplaintFact::NumberGiven { number }) = &opened.event.fact else {
        return None;
    };
    let (year, place) = number.strip_prefix("TS")?.split_once('-')?;
    Some((year.parse().ok()?, place.parse().ok()?))
}

/// What was erased while these events were missing is erased in them too: only where the log went on otherwise.
fn blank_what_was_erased<L: SetBackLog>(
    log: &mut L,
    shelf: &mut Shelf,
    after: Cursor,
) -> Result<(), L::Error> {
    let head = log.head()?.cursor;
    let mut erasures = Vec::new();
    for seq in after.0.saturating_add(1)..=head.0 {
        let event = log.event_at(Cursor(seq))?;
        erasures.extend(event.filter(|it| it.body.get().contains("personal_data_erased")));
    }
    blank_by(log, shelf, &erasures)
}

fn blank_by<L: SetBackLog>(
    log: &mut L,
    shelf: &mut Shelf,
    events: &[Envelope],
) -> Result<(), L::Error> {
    let mut values: Vec<Personal> = Vec::new();
    let mut streams = BTreeSet::new();
    for opened in events.iter().filter_map(|event| event.open().ok()) {
        if let Fact::Erasure(ErasureFact::PersonalDataErased { values: gone, .. }) =
            &opened.event.fact
        {
            values.extend(gone);
            streams.insert(opened.stream);
        }
    }
    if values.is_empty() {
        return Ok(());
    }
    log.blank(&values, &[])?;
    for stream in streams {
        shelf.forget(stream);
    }
    Ok(())
}
