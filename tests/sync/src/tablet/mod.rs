//! A tablet: people, a clock, a disk that outlives the app, and the app itself around the product's own replica.

mod clock;
mod disk;
mod photos;
mod repair;
mod set_back;
mod sync;
mod tab;
#[cfg(test)]
mod tests;
mod window;

use std::collections::BTreeMap;
use std::rc::Rc;

use domain::apply::State;
use domain::command::{Command, CommandBody, Moment};
use domain::complaint::command::ComplaintCommand;
use domain::head::HeadData;
use domain::id::{
    CommandId, DeviceId, Digest, Instant, PersonId, StreamId, WorkOrderId, WriterNumber,
};
use domain::role::Role;
use domain::sync::replica::{Draft, OutboxKey};
use domain::work_order::Phase;
use fastrand::Rng;
use uuid::Uuid;

use crate::act::{self, Matter, Seen};
use crate::bug::Bug;
use crate::office;

pub use clock::Clock;
pub use disk::{Disk, Fate};
pub use tab::Tab;

/// What somebody was told is saved.
#[derive(Clone, Debug)]
pub struct Told {
    pub id: CommandId,
    pub key: OutboxKey,
    pub digest: Digest,
    /// Its outcome is known to have come down here.
    pub settled: bool,
    /// Its disk went before it was sent; the loss was told.
    pub wiped: bool,
    /// It changed nothing when it was answered.
    pub unchanged: bool,
    /// It left the outbox by its events, of which the server had no answer then.
    pub by_events: bool,
    /// The server lost it, and so did every disk that knew it.
    pub gone: bool,
    /// The disk it was written on is gone.
    pub orphaned: bool,
    pub photos: Vec<Digest>,
}

pub struct Tablet {
    pub number: usize,
    pub team: Vec<(Role, PersonId)>,
    pub clock: Clock,
    pub disk: Disk,
    pub tab: Tab,
    /// A tab that was taken over and may still wake.
    pub frozen: Option<Tab>,
    pub told: Vec<Told>,
    pub alone: bool,
    pub full: bool,
    /// Another tablet holds a copy of this profile.
    pub has_copy: bool,
    /// The server of this world may be set back.
    pub may_be_set_back: bool,
    /// Streams that left, and that came back.
    pub left: usize,
    pub returned: usize,
    /// Commands written anew under another id.
    pub renamed: usize,
    bug: Option<Bug>,
}

/// What becomes of a save, for the trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saving {
    Saved,
    NotTaken,
    Fenced,
    Refused,
    Killed,
}

/// What there is to draw from when somebody acts.
pub struct Draws<'a> {
    pub rng: &'a mut Rng,
    pub now: Instant,
    pub since: Instant,
    pub fate: Fate,
    pub removals: bool,
    pub matter: Matter,
    pub months: bool,
    pub repeated_ids: bool,
    pub photos: bool,
}

impl Tablet {
    pub fn new(
        number: usize,
        device: DeviceId,
        team: Vec<(Role, PersonId)>,
        bug: Option<Bug>,
    ) -> Self {
        let mut disk = Disk::new(device);
        let tab = Tab::start(&mut disk);
        Tablet {
            number,
            team,
            clock: Clock::default(),
            disk,
            tab,
            frozen: None,
            told: Vec::new(),
            alone: false,
            full: false,
            has_copy: false,
            may_be_set_back: false,
            left: 0,
            returned: 0,
            renamed: 0,
            bug,
        }
    }

    fn is(&self, bug: Bug) -> bool {
        self.bug == Some(bug)
    }

    /// The app is killed and started again from the disk.
    pub fn restart(&mut self) {
        self.tab = Tab::start(&mut self.disk);
    }

    /// The app goes on in another tab; this one may wake later.
    pub fn second_tab(&mut self) {
        let next = Tab::start(&mut self.disk);
        self.frozen = Some(std::mem::replace(&mut self.tab, next));
    }

    /// Another browser that starts from the same files.
    pub fn copied(&mut self, number: usize) -> Self {
        self.has_copy = true;
        let mut disk = self.disk.clone();
        let tab = Tab::start(&mut disk);
        Tablet {
            number,
            team: self.team.clone(),
            clock: self.clock,
            disk,
            tab,
            frozen: None,
            told: Vec::new(),
            alone: false,
            full: false,
            has_copy: true,
            may_be_set_back: self.may_be_set_back,
            left: 0,
            returned: 0,
            renamed: 0,
            bug: self.bug,
        }
    }

    /// Somebody does something. It may be saved even where this tablet expects a refusal: the server decides.
    pub fn act(&mut self, draws: &mut Draws<'_>, in_frozen_tab: bool) -> Saving {
        if self.disk.standing.is_none() {
            return Saving::NotTaken;
        }
        let shown = self.clock.shows(draws.now, draws.since);
        let happened_at = Instant(shown.0 + self.disk.clock_offset);
        let tab = match (&mut self.frozen, in_frozen_tab) {
            (Some(frozen), true) => frozen,
            _ => &mut self.tab,
        };
        let mut heads: Vec<(StreamId, HeadData)> = tab
            .replica
            .heads()
            .map(|(stream, head)| (stream, head.clone()))
            .collect();
        heads.sort_by_key(|(stream, _)| *stream);
        if heads.is_empty() {
            return Saving::NotTaken;
        }
        let signed = signatures(tab, &heads, &self.disk);
        let seen = Seen {
            heads: &heads,
            signed: &signed,
            now: happened_at,
            removals: draws.removals,
            matter: draws.matter,
            months: draws.months,
        };
        let (people, mut body) = act::next(draws.rng, &self.team, &seen);
        let mut taken = photos::Taken::new();
        if let CommandBody::Complaint(ComplaintCommand::Register { registration, .. }) = &mut body
            && draws.photos
            && draws.rng.bool()
        {
            taken = photos::taken(draws.rng);
            registration.photos = taken.iter().map(|(name, _)| *name).collect();
        }
        let mut id = CommandId(Uuid::from_u128(draws.rng.u128(..)));
        if draws.repeated_ids && draws.rng.u8(..) < 10 {
            // Something that already has a name in the log.
            id = CommandId(heads[draws.rng.usize(..heads.len())].0.0);
        }
        let command = tab.replica.number(Draft {
            id,
            recorded_by: people[0],
            conducted_by: people,
            moment: Moment {
                happened_at,
                entered_at: shown,
                clock_offset: self.disk.clock_offset,
            },
            body,
            personal: office::texts(),
            photos: taken.iter().map(|(name, _)| *name).collect(),
            app: "simulation".to_owned(),
        });
        for stream in tab.replica.missing(&command) {
            tab.hold(stream, &self.disk);
        }
        if tab.replica.decide(&command).is_err() && draws.rng.bool() {
            return Saving::NotTaken;
        }
        let in_frozen_tab = in_frozen_tab && self.frozen.is_some();
        self.save(command, &taken, draws.fate, in_frozen_tab)
    }

    /// "Saved" is said after the commit, and only then.
    fn save(
        &mut self,
        mut command: Command,
        taken: &[(Digest, String)],
        fate: Fate,
        in_frozen_tab: bool,
    ) -> Saving {
        let tab = match (&mut self.frozen, in_frozen_tab) {
            (Some(frozen), true) => frozen,
            _ => &mut self.tab,
        };
        let fenced = tab.generation != self.disk.generation;
        if fenced && self.bug != Some(Bug::NoFence) {
            self.frozen = None;
            return Saving::Fenced;
        }
        while self
            .disk
            .outbox
            .contains_key(&(command.writer, command.number))
            && self.bug != Some(Bug::NoFence)
        {
            tab.replica.used(command.recorded_by, command.number);
            command.number = WriterNumber(command.number.0 + 1);
        }
        let Ok(raw) = serde_json::value::to_raw_value(&command) else {
            return Saving::Refused;
        };
        let told = Told {
            id: command.id,
            key: (command.writer, command.number),
            digest: Digest::of(&[raw.get().as_bytes()]),
            settled: false,
            wiped: false,
            unchanged: false,
            by_events: false,
            gone: false,
            orphaned: false,
            photos: command.photos.clone(),
        };
        if fate.stands() {
            self.disk.outbox.insert(told.key, raw.get().to_owned());
            if self.bug != Some(Bug::NumbersForgotten) {
                self.disk
                    .numbers
                    .insert(command.recorded_by, command.number);
            }
        }
        if fate == Fate::Committed || self.bug == Some(Bug::SavedBeforeCommit) {
            self.told.push(told);
        }
        match fate {
            Fate::Committed => {
                tab.replica.saved(command, raw);
                self.keep_photos(taken, fate);
                Saving::Saved
            }
            Fate::Refused => Saving::Refused,
            Fate::Lost | Fate::AppliedUnheard => {
                self.keep_photos(taken, fate);
                self.restart();
                Saving::Killed
            }
        }
    }

    /// The disk is gone. Gives how many commands went with it that nobody else holds.
    pub fn wipe(&mut self, device: DeviceId) -> usize {
        self.disk = Disk::new(device);
        self.tab = Tab::start(&mut self.disk);
        self.frozen = None;
        let mut lost = 0;
        for told in &mut self.told {
            told.orphaned = true;
            told.photos.clear();
        }
        for told in self.told.iter_mut().filter(|told| !told.settled) {
            told.wiped = true;
            lost += 1;
        }
        lost
    }

    /// What a first sync brought, in one go.
    pub fn first_synced(&mut self, first: crate::message::First, fate: Fate) {
        if fate.stands() {
            self.disk.tail.clear();
            self.disk.guests.clear();
            self.disk.window = first.window;
            self.disk.standing = Some(disk::Standing {
                epoch: first.epoch,
                cursor: first.at,
                hash: first.hash,
                seal: first.seal,
                whole: first.at == first.head,
            });
            self.disk.first = Some(Rc::new(first));
        }
        // Told or killed, the app starts from what is on the disk now.
        self.restart();
    }
}

/// The signature each completed order stands by, as its timeline shows it.
fn signatures(
    tab: &mut Tab,
    heads: &[(StreamId, HeadData)],
    disk: &Disk,
) -> BTreeMap<WorkOrderId, CommandId> {
    let mut signed = BTreeMap::new();
    for (stream, head) in heads {
        if !matches!(head, HeadData::WorkOrder(order) if order.phase == Phase::Completed) {
            continue;
        }
        tab.hold(*stream, disk);
        if let Some(State::WorkOrder(order)) = tab.replica.state(*stream)
            && let Some(last) = order.completions.last()
        {
            signed.insert(order.id, last.command);
        }
    }
    signed
}
