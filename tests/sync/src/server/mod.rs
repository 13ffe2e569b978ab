//! The one server: the product's own push on SQLite, and the pull that goes with it.

mod founding;
mod held;
mod living;
mod photos;
pub mod set_back;
pub mod sqlite;
mod window;

use std::collections::{BTreeMap, BTreeSet};

use domain::id::{Cursor, DeviceId, Digest, Instant, PersonId};
use domain::log::memory::MemoryLog;
use domain::log::set_back::{Noticed, end_waiting, is_taking_back, notice};
use domain::log::{
    EventLog as _, Handing, PushOutcome, Pushing, SetBackLog as _, Shelf, append_as_server,
    hand_back, hold, push, replay,
};
use domain::sync::hand_back::{HandBack, Stand};
use domain::sync::hold::HoldRequest;
use domain::sync::journal::ReplayRequest;
use domain::sync::message::{Answer, CommandAnswer, PullReply, PushRequest};
use domain::sync::seal::SealKey;
use serde_json::value::RawValue;

use crate::bug::Bug;
use crate::message::{First, Pushed, Reply, Request};
use crate::office::OFFICE;
use crate::violation::{Held, Violation};
use sqlite::{SqliteLog, StorageFault};

const KEY: SealKey = SealKey([9; 32]);
/// As the Worker's limit.
const LIVE_EVENTS: u64 = 20;

pub struct Server {
    pub log: SqliteLog,
    shelf: Shelf,
    /// Which device may write for whom.
    pub enrolled: BTreeSet<(DeviceId, PersonId)>,
    /// The log's twin in memory, in some seeds: both must answer alike.
    twin: Option<(MemoryLog, Shelf)>,
    /// Months a tablet holds before the present one; `None` where no tablet has a window.
    pub holds_months: Option<u32>,
    /// What a first sync brings is kept for the next one.
    pub makes_ready: bool,
    ready: Option<First>,
    /// It fails on some commands.
    pub poison: bool,
    /// The photos, elsewhere than the log: a server that is set back keeps them.
    pub bucket: BTreeMap<Digest, String>,
    pub bucket_fails: bool,
    bug: Option<Bug>,
}

/// Whether the server fails on a command where it fails on any. Set back it may be another version, which fails on some
/// that the earlier one took.
#[must_use]
pub fn poisonous(id: domain::id::CommandId, set_back: bool) -> bool {
    let id = id.0.as_u128();
    id.is_multiple_of(31) || (set_back && id.is_multiple_of(29))
}

impl Server {
    /// # Errors
    /// When the log cannot be set up.
    pub fn founded(now: Instant, twin: bool, bug: Option<Bug>) -> Held<Self> {
        let mut log = SqliteLog::new(bug)?;
        let mut shelf = Shelf::default();
        let (command, facts) = founding::founding(now);
        append_as_server(&mut log, &mut shelf, now, &command, facts)?;
        let twin = twin.then(|| {
            let (mut log, mut shelf) = (MemoryLog::default(), Shelf::default());
            let (command, facts) = founding::founding(now);
            let Ok(()) = append_as_server(&mut log, &mut shelf, now, &command, facts);
            (log, shelf)
        });
        Ok(Server {
            log,
            shelf,
            enrolled: BTreeSet::new(),
            twin,
            holds_months: None,
            makes_ready: false,
            ready: None,
            poison: false,
            bucket: BTreeMap::new(),
            bucket_fails: false,
            bug,
        })
    }

    fn is(&self, bug: Bug) -> bool {
        self.bug == Some(bug)
    }

    /// Forgets what it keeps at hand, as an evicted object does.
    pub fn evict(&mut self) {
        self.shelf.clear();
    }

    /// Answers one request as it came over the wire.
    ///
    /// # Errors
    /// When the log and its twin part ways, or the log cannot be read.
    pub fn answer(&mut self, text: &str, now: Instant) -> Held<Reply> {
        let Some(request) = Request::read(text) else {
            return Ok(Reply::Unreadable);
        };
        match request {
            Request::Push(device, request) => self.push(device, &request, now),
            Request::Pull(device, stand, most) => self.pull(device, stand, most, now),
            Request::First => self.first(now),
            Request::HandBack(device, request) => self.hand_back(device, &request, now),
            Request::Replay(device, request) => self.replay(device, &request, now),
            Request::Streams(streams, at) => self.streams(streams, at, now),
            Request::Window(known) => self.starts(known, now),
            Request::Hold(device, request) => self.hold(device, &request, now),
            Request::Photo(name, bytes) => Ok(self.photo(name, bytes)),
        }
    }

    /// An earlier copy of it is put in its place. Who may write for whom stands elsewhere.
    pub fn set_back(&mut self, copy: SqliteLog) {
        self.log = copy;
        self.shelf.clear();
        self.twin = None;
    }

    /// Somebody does not want to wait for tablets that will not come.
    ///
    /// # Errors
    /// When the log cannot be written.
    pub fn end_waiting(&mut self, by: PersonId, now: Instant) -> Held {
        Ok(end_waiting(&mut self.log, by, "they are gone", now)?)
    }

    /// Everybody who may hold something.
    #[must_use]
    pub fn devices(&self) -> Vec<DeviceId> {
        let devices: BTreeSet<DeviceId> = self.enrolled.iter().map(|(device, _)| *device).collect();
        devices.into_iter().collect()
    }

    /// Looks at a tablet's place before anything else.
    fn notice(
        &mut self,
        who: (DeviceId, Stand),
        seal: Option<Digest>,
        now: Instant,
    ) -> Held<Option<Noticed>> {
        let place = (who.1.at, who.1.hash);
        let sealed = seal.is_some_and(|seal| KEY.holds(OFFICE, place, seal));
        self.log.begin()?;
        let devices = self.devices();
        let noticed = notice(&mut self.log, who, sealed, now, || Ok(devices));
        Ok(match noticed {
            Ok(noticed) => {
                self.log.commit()?;
                Some(noticed)
            }
            Err(_) => {
                self.log.roll_back()?;
                None
            }
        })
    }

    fn hand_back(&mut self, device: DeviceId, request: &HandBack, now: Instant) -> Held<Reply> {
        if self
            .notice((device, request.stand), request.seal, now)?
            .is_none()
        {
            return Ok(Reply::Failed);
        }
        let handing = Handing {
            office: OFFICE,
            device,
            now,
            key: &KEY,
        };
        self.log.begin()?;
        let mut reply = hand_back(&mut self.log, &mut self.shelf, &handing, request);
        if self.is(Bug::HandBackUnchecked) && reply.is_ok() {
            let appended = set_back::append_unchecked(&mut self.log, &request.events);
            reply = appended.and(reply);
        }
        match reply {
            Ok(reply) => {
                self.log.commit()?;
                let reply = reply.map_err(|fault| Violation::diverged(fault.to_string()))?;
                Ok(Reply::HandedBack(reply))
            }
            Err(_) => {
                self.log.roll_back()?;
                self.shelf.clear();
                Ok(Reply::Failed)
            }
        }
    }

    fn replay(&mut self, device: DeviceId, request: &ReplayRequest, now: Instant) -> Held<Reply> {
        let epoch = self.log.epoch()?;
        if request.epoch != epoch {
            return Ok(Reply::SetBack(epoch));
        }
        if is_taking_back(&self.log)? {
            return Ok(Reply::Later(epoch));
        }
        if self.fails_on(&request.commands)? {
            return Ok(Reply::Failed);
        }
        let enrolled = &self.enrolled;
        let pushing = Pushing {
            office: OFFICE,
            now,
            device: None,
            may_write: &|person| enrolled.contains(&(device, person)),
        };
        self.log.begin()?;
        let Ok(outcome) = replay(&mut self.log, &mut self.shelf, &pushing, request) else {
            self.log.roll_back()?;
            self.shelf.clear();
            return Ok(Reply::Failed);
        };
        self.log.commit()?;
        Ok(Reply::Replayed(Pushed {
            epoch,
            fault: outcome.fault,
            answers: outcome.answers,
            head: self.log.head()?.cursor,
            server_time: now,
        }))
    }

    fn fails_on(&self, commands: &[Box<RawValue>]) -> Held<bool> {
        let set_back = self.log.epoch()? > 1;
        let fails = |raw: &RawValue| {
            serde_json::from_str::<domain::command::Command>(raw.get())
                .is_ok_and(|command| poisonous(command.id, set_back))
        };
        Ok(self.poison && commands.iter().any(|raw| fails(raw)))
    }

    /// One batch, one transaction.
    fn push(&mut self, device: DeviceId, request: &PushRequest, now: Instant) -> Held<Reply> {
        let (at, hash) = request.at.unwrap_or((Cursor(0), Digest::ZERO));
        let stand = Stand {
            epoch: request.epoch,
            at,
            hash,
        };
        let Some(noticed) = self.notice((device, stand), None, now)? else {
            return Ok(Reply::Failed);
        };
        if !noticed.stands || request.epoch != noticed.epoch {
            return Ok(Reply::SetBack(noticed.epoch));
        }
        if !noticed.open {
            return Ok(Reply::Later(noticed.epoch));
        }
        if self.fails_on(&request.commands)? {
            return Ok(Reply::Failed);
        }
        self.log.begin()?;
        let mut outcome = self.take(device, &request.commands, now);
        if outcome.is_err() {
            self.log.roll_back()?;
            if !self.is(Bug::StaleShelf) {
                self.shelf.clear();
            }
            return Ok(Reply::Failed);
        }
        if self.is(Bug::AnswerBeforeCommit) && self.log.fails_in.take().is_some() {
            // The failure that was still to come meets the commit, and the answer has left already.
            self.log.roll_back()?;
            self.shelf.clear();
        } else {
            self.log.commit()?;
            self.twin_agrees(device, &request.commands, now, &outcome)?;
        }
        if let (true, Ok(outcome)) = (self.is(Bug::ReplayAnswersAnew), &mut outcome) {
            self.answer_anew(outcome)?;
        }
        let head = self.log.head()?.cursor;
        Ok(match outcome {
            Ok(outcome) => Reply::Pushed(Pushed {
                epoch: noticed.epoch,
                fault: outcome.fault,
                answers: outcome.answers,
                head,
                server_time: now,
            }),
            Err(_) => Reply::Failed,
        })
    }

    /// One command is kept unread.
    fn hold(&mut self, device: DeviceId, request: &HoldRequest, now: Instant) -> Held<Reply> {
        let epoch = self.log.epoch()?;
        if request.epoch != epoch {
            return Ok(Reply::SetBack(epoch));
        }
        if is_taking_back(&self.log)? {
            return Ok(Reply::Later(epoch));
        }
        let enrolled = &self.enrolled;
        let pushing = Pushing {
            office: OFFICE,
            now,
            device: request.device_of(device),
            may_write: &|person| enrolled.contains(&(device, person)),
        };
        self.log.begin()?;
        let Ok(held) = hold(&mut self.log, &mut self.shelf, &pushing, request) else {
            self.log.roll_back()?;
            self.shelf.clear();
            return Ok(Reply::Failed);
        };
        self.log.commit()?;
        if let (Some((log, shelf)), None) = (&mut self.twin, self.bug) {
            let Ok(twin) = hold(log, shelf, &pushing, request);
            if twin != held {
                return Err(Violation::diverged("SQLite and memory hold otherwise"));
            }
        }
        let id = request.id;
        Ok(Reply::Held(Pushed {
            epoch,
            fault: held.as_ref().err().cloned(),
            answers: held
                .into_iter()
                .map(|answer| CommandAnswer { id, answer })
                .collect(),
            head: self.log.head()?.cursor,
            server_time: now,
        }))
    }

    fn take(
        &mut self,
        device: DeviceId,
        commands: &[Box<RawValue>],
        now: Instant,
    ) -> Result<PushOutcome, StorageFault> {
        let enrolled = &self.enrolled;
        let pushing = Pushing {
            office: OFFICE,
            now,
            device: Some(device),
            may_write: &|person| enrolled.contains(&(device, person)),
        };
        if self.bug != Some(Bug::NoDedupe) {
            return push(&mut self.log, &mut self.shelf, &pushing, commands);
        }
        let mut all = PushOutcome {
            answers: Vec::new(),
            fault: None,
        };
        for command in commands {
            let number = serde_json::from_str::<domain::command::Command>(command.get())?.number;
            self.log.pretended.set(number.0);
            let one = push(
                &mut self.log,
                &mut self.shelf,
                &pushing,
                std::slice::from_ref(command),
            )?;
            all.answers.extend(one.answers);
            all.fault = one.fault;
            if all.fault.is_some() {
                break;
            }
        }
        Ok(all)
    }

    /// The twin takes what was committed, and must say the same.
    fn twin_agrees(
        &mut self,
        device: DeviceId,
        commands: &[Box<RawValue>],
        now: Instant,
        outcome: &Result<PushOutcome, StorageFault>,
    ) -> Held {
        let (Some((log, shelf)), Ok(outcome), None) = (&mut self.twin, outcome, self.bug) else {
            return Ok(());
        };
        let enrolled = &self.enrolled;
        let pushing = Pushing {
            office: OFFICE,
            now,
            device: Some(device),
            may_write: &|person| enrolled.contains(&(device, person)),
        };
        let Ok(twin) = push(log, shelf, &pushing, commands);
        let Ok(head) = log.head();
        if twin.answers == outcome.answers
            && twin.fault == outcome.fault
            && head == self.log.head()?
        {
            return Ok(());
        }
        Err(Violation::diverged(
            "SQLite and memory answer the same batch otherwise",
        ))
    }

    /// Whatever was accepted before is called unchanged now.
    fn answer_anew(&self, outcome: &mut PushOutcome) -> Held {
        let head = self.log.head()?.cursor;
        for answered in &mut outcome.answers {
            if let Answer::Accepted { last, .. } = answered.answer
                && last < head
            {
                answered.answer = Answer::Unchanged;
            }
        }
        Ok(())
    }

    /// What a live wire brings of what was appended after a cursor: the page a pull would give, or nothing of much.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn news(&self, before: Cursor, now: Instant) -> Held<Option<PullReply>> {
        let head = self.log.head()?.cursor;
        if head <= before || head.0 - before.0 > LIVE_EVENTS {
            return Ok(None);
        }
        self.page(self.log.epoch()?, before, usize::MAX >> 1, now)
            .map(Some)
    }

    fn pull(&mut self, device: DeviceId, stand: Stand, most: usize, now: Instant) -> Held<Reply> {
        let Some(noticed) = self.notice((device, stand), None, now)? else {
            return Ok(Reply::Failed);
        };
        if !noticed.stands {
            return Ok(Reply::SetBack(noticed.epoch));
        }
        self.page(noticed.epoch, stand.at, most, now)
            .map(Reply::Pulled)
    }

    fn page(&self, epoch: u64, after: Cursor, most: usize, now: Instant) -> Held<PullReply> {
        let mut events = self.log.after(after, most)?;
        let head = self.log.head()?.cursor;
        let mut cursor = events.last().map_or(after, |last| last.seq);
        if self.is(Bug::OrderByWallClock) {
            let entered = |envelope: &domain::event::Envelope| {
                envelope.open().map_or(0, |it| it.event.moment.entered_at.0)
            };
            let known = self.log.up_to(after)?.last().map_or(0, entered);
            events = self.log.after(after, usize::MAX >> 1)?;
            events.retain(|envelope| entered(envelope) >= known);
            events.truncate(most);
            cursor = events.last().map_or(cursor, |last| last.seq);
        }
        if self.is(Bug::CursorAtHead) {
            cursor = head;
        }
        let hash = self.log.hash_at(cursor)?.unwrap_or(Digest::ZERO);
        Ok(PullReply {
            epoch,
            heads: self.log.heads_between(after, cursor)?,
            events,
            cursor,
            hash,
            head,
            server_time: now,
            seal: Some(KEY.seal(OFFICE, cursor, hash)),
        })
    }
}
