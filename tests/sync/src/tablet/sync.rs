//! Commands up, events down: what the app's engine does with the replica, without the waiting.

use std::collections::BTreeSet;

use domain::command::Command;
use domain::id::{CommandId, Instant};
use domain::sync::batch::key_of;
use domain::sync::hold::{HoldRequest, Trouble};
use domain::sync::journal::{Kept, Replay};
use domain::sync::message::{Answer, PullReply, PushFault, PushReply, PushRequest};
use domain::sync::patience::Step;
use domain::sync::replica::OutboxKey;
use domain::sync::unasked::Place;

use super::disk::Standing;
use super::{Fate, Tablet};
use crate::bug::Bug;
use crate::message::{Pushed, Reply, Request};
use crate::violation::{Held, Violation};

impl Tablet {
    /// The next request this tablet would send.
    pub fn request(&self, most_commands: usize, most_events: usize, pull_first: bool) -> Request {
        let Some(standing) = self.disk.standing else {
            return Request::First;
        };
        let most_commands = most_commands.min(self.tab.patience.most());
        if let (false, Some(request)) = (pull_first, self.hold_again_request()) {
            return Request::Hold(self.disk.device, request);
        }
        if let (false, Some(request)) = (pull_first, self.set_back_request(most_commands)) {
            return request;
        }
        if let (false, Some(request)) = (pull_first, self.hold_request()) {
            return Request::Hold(self.disk.device, request);
        }
        if let (false, Some(request)) = (pull_first, self.batch(most_commands)) {
            return Request::Push(self.disk.device, request);
        }
        if let (false, Some(photo)) = (pull_first, self.photo_request()) {
            return photo;
        }
        if !self.tab.wanted.is_empty() {
            return self.request_for_streams();
        }
        let replica = &self.tab.replica;
        debug_assert!(standing.cursor <= replica.cursor);
        Request::Pull(self.disk.device, replica.stand(), most_events)
    }

    /// What the server has failed on too often, by itself.
    fn hold_request(&self) -> Option<HoldRequest> {
        let trouble = Trouble::Failed { status: 500 };
        self.tab.replica.to_be_held(self.tab.to_hold?, trouble)
    }

    /// The same of what is sent again.
    fn hold_again_request(&self) -> Option<HoldRequest> {
        if self.tab.back.is_some() || self.is(Bug::PoisonBlocksAgain) {
            return None;
        }
        let trouble = Trouble::Failed { status: 500 };
        let epoch = self.tab.replica.epoch;
        self.tab
            .replay
            .to_be_held(epoch, self.tab.to_hold?, trouble)
    }

    /// What is waited for from now on.
    pub fn sends(&mut self, request: &Request) {
        self.tab.pulling = matches!(request, Request::Pull(..));
        self.tab.batch = match request {
            Request::Push(_, push) => {
                let first = push.commands.first().and_then(|raw| key_of(raw));
                first.map(|first| (first, push.commands.len()))
            }
            Request::Replay(_, replay) => Replay::leading(replay),
            _ => None,
        };
        self.tab.photo = match request {
            Request::Photo(name, bytes) => Some((*name, bytes.len() as u64)),
            _ => None,
        };
    }

    /// The server failed on a batch.
    fn failed(&mut self) {
        if self.is(Bug::PoisonBlocks) {
            return;
        }
        if let Some((first, size)) = self.tab.batch.take()
            && let Step::Hold(key) = self.tab.patience.failed(first, size)
        {
            self.tab.to_hold = Some(key);
        }
    }

    /// What goes up, of those the server takes from and who owe it nothing.
    pub fn batch(&self, most: usize) -> Option<PushRequest> {
        let apart = &self.tab.apart;
        let owed = &self.disk.owed;
        let may = |writer| !apart.contains(&writer) && !owed.contains(&writer);
        let behind = self.tab.replay.waiting();
        self.tab.replica.batch_behind(most, may, behind)
    }

    /// Takes an answer to the request that is waited for.
    ///
    /// # Errors
    /// When the server says what it never should.
    pub fn answered(&mut self, reply: Reply, now: Instant, since: Instant, fate: Fate) -> Held {
        let server_time = match &reply {
            Reply::Pushed(pushed) => Some(pushed.server_time),
            Reply::Pulled(pulled) => Some(pulled.server_time),
            Reply::First(first) => Some(first.server_time),
            Reply::HandedBack(reply) => Some(reply.server_time),
            Reply::Replayed(pushed) => Some(pushed.server_time),
            Reply::Streams(answer) => Some(answer.server_time),
            Reply::Window(reply) => Some(reply.server_time),
            Reply::Held(held) => Some(held.server_time),
            Reply::Photo(..)
            | Reply::SetBack(_)
            | Reply::Later(_)
            | Reply::Failed
            | Reply::Unreadable => None,
        };
        if let Some(server_time) = server_time {
            self.disk.clock_offset = server_time.0 - self.clock.shows(now, since).0;
        }
        match reply {
            Reply::Pushed(pushed) => {
                if pushed.fault.is_none() {
                    self.tab.patience.passed(pushed.answers.len());
                }
                self.pushed(pushed, fate)
            }
            Reply::Held(held) => {
                self.tab.to_hold = None;
                self.tab.replay.noted(&held.answers);
                if self.is_shown_by(held.fault.as_ref()) {
                    return Ok(());
                }
                self.pushed(held, fate)
            }
            Reply::Photo(status, body) => {
                self.photo_answered(status, &body, now, fate);
                Ok(())
            }
            Reply::Pulled(reply) => {
                self.pulled(reply, fate);
                Ok(())
            }
            Reply::First(first) => {
                self.first_synced(first, fate);
                Ok(())
            }
            Reply::Streams(answer) => {
                self.brought(answer, fate);
                Ok(())
            }
            Reply::Window(reply) => {
                self.window_moves(&reply.starts, fate);
                Ok(())
            }
            Reply::SetBack(_) | Reply::Later(_) => {
                if !self.may_be_set_back {
                    return Err(Violation::diverged(format!(
                        "tablet {} stands where the log never was",
                        self.number
                    )));
                }
                self.tab.back.get_or_insert_default();
                Ok(())
            }
            Reply::HandedBack(reply) => self.handed_back(&reply, fate),
            Reply::Replayed(pushed) => {
                if pushed.fault.is_none() {
                    self.tab.patience.passed(pushed.answers.len());
                }
                self.replayed(&pushed, fate)
            }
            Reply::Failed => {
                self.failed();
                Ok(())
            }
            Reply::Unreadable => Ok(()),
        }
    }

    fn pushed(&mut self, pushed: Pushed, fate: Fate) -> Held {
        let answered: Vec<_> = pushed.answers.iter().map(|answer| answer.id).collect();
        let unchanged: BTreeSet<CommandId> = pushed
            .answers
            .iter()
            .filter(|answer| answer.answer == Answer::Unchanged)
            .map(|answer| answer.id)
            .collect();
        let reply = PushReply {
            epoch: pushed.epoch,
            answers: pushed.answers,
            head: pushed.head,
            server_time: pushed.server_time,
        };
        let leaving = self.tab.replica.settles_on(&reply);
        let journal = self.tab.replica.journal(&leaving, reply.server_time);
        let settled = self.tab.replica.pushed(&reply);
        assert_eq!(leaving, settled, "the owner writes what is foreseen");
        for told in &mut self.told {
            // The server may be set back before anybody asks it again.
            told.unchanged |= settled.contains(&told.key) && unchanged.contains(&told.id);
        }
        if self.is(Bug::OutboxEmptiedOnAnswer) {
            self.disk
                .outbox
                .retain(|_, text| !answered.iter().any(|id| text.contains(&id.to_string())));
        }
        self.let_go(&settled, journal, fate);
        if fate.killed() || (fate == Fate::Refused && !settled.is_empty()) {
            self.restart();
        }
        match pushed.fault {
            None => Ok(()),
            Some(fault) => {
                self.mend(&fault)?;
                self.others_go_on(&fault)
            }
        }
    }

    /// A push that stopped: whoever it concerns stands aside, the others go on.
    pub(super) fn mend(&mut self, fault: &PushFault) -> Held {
        match fault {
            PushFault::Cloned { writer } => {
                if !self.has_copy && writer.device == self.disk.device {
                    return Err(Violation::diverged(format!(
                        "tablet {} is taken for a copy and is none",
                        self.number
                    )));
                }
                self.tab.copied.insert(*writer);
                self.tab.apart.insert(*writer);
                Ok(())
            }
            PushFault::NotTheirDevice { person } if self.is(Bug::OneStopsAll) => {
                let _ = person;
                Ok(())
            }
            PushFault::NotTheirDevice { person } => {
                let theirs = self
                    .tab
                    .replica
                    .outbox()
                    .iter()
                    .map(|pending| pending.command.writer)
                    .filter(|writer| writer.person == *person);
                let theirs: Vec<_> = theirs.collect();
                self.tab.apart.extend(theirs);
                Ok(())
            }
            PushFault::IdTaken { command } => {
                self.rename(*command);
                Ok(())
            }
            PushFault::Gap { writer, .. }
                if self.may_be_set_back && !self.disk.owed.contains(writer) =>
            {
                // The server has forgotten some of theirs, and nobody has shown it.
                self.disk.owed.insert(*writer);
                self.restart();
                Ok(())
            }
            PushFault::Gap { writer, expected } => Err(Violation::lost(format!(
                "tablet {}: number {} of {} is missing",
                self.number, expected.0, writer.person
            ))),
            PushFault::Unreadable { index } => Err(Violation::diverged(format!(
                "command {index} of a batch cannot be read"
            ))),
        }
    }

    /// Whoever is signed out here must not be the next to be sent again.
    fn others_go_on(&self, fault: &PushFault) -> Held {
        let PushFault::NotTheirDevice { person } = fault else {
            return Ok(());
        };
        let next = self
            .batch(1)
            .and_then(|request| request.commands.into_iter().next());
        let next = next.and_then(|raw| serde_json::from_str::<Command>(raw.get()).ok());
        if next.is_some_and(|command| command.recorded_by == *person) {
            return Err(Violation::diverged(format!(
                "tablet {}: {person} is signed out and holds up everybody",
                self.number
            )));
        }
        Ok(())
    }

    /// A page nobody asked for: taken where it leads on from here.
    ///
    /// Gives back whether it was.
    pub fn told(&mut self, page: PullReply, fate: Fate) -> bool {
        if self.disk.standing.is_none() {
            return false;
        }
        let blind = self.is(Bug::TakesAnyUnasked);
        if !blind && self.tab.replica.place(&page) != Place::Next {
            return false;
        }
        if self.tab.pulling {
            // What that pull answers leads on from where this tablet no longer stands.
            self.tab.request = None;
        }
        self.pulled(page, fate);
        true
    }

    /// Events, heads, settled outbox rows and cursor in one transaction.
    fn pulled(&mut self, reply: PullReply, fate: Fate) {
        if !self.all_begins(&reply) {
            return;
        }
        let streams: Vec<_> = reply.events.iter().map(|it| it.stream).collect();
        for stream in streams {
            if self.tab.replica.unsent(stream) {
                self.tab.hold(stream, &self.disk);
            }
        }
        if reply.epoch != self.tab.replica.epoch {
            self.tab.back.get_or_insert_default();
        }
        let foreseen = self.tab.replica.settles(&reply);
        let journal = self.tab.replica.journal(&foreseen, reply.server_time);
        let pulled = self.tab.replica.pulled(&reply);
        assert_eq!(
            foreseen, pulled.settled,
            "the owner writes what is foreseen"
        );
        self.tab.replica.heard_head(reply.head);
        let standing = Standing {
            epoch: self.tab.replica.epoch,
            cursor: reply.cursor,
            hash: reply.hash,
            seal: reply.seal,
            whole: reply.cursor == reply.head,
        };
        if fate.stands() {
            self.disk.append(reply);
        }
        if fate.stands() || self.is(Bug::CursorBeforeData) {
            self.disk.standing = Some(standing);
        }
        self.let_go(&pulled.settled, journal, fate);
        // What was not written must not be believed: the replica starts again from the disk.
        if fate != Fate::Committed && !(fate == Fate::Refused && self.is(Bug::BelievesRefusedWrite))
        {
            self.restart();
        }
    }

    /// Out of the outbox and into the journal, in one transaction.
    fn let_go(&mut self, settled: &[OutboxKey], journal: Vec<(OutboxKey, Kept)>, fate: Fate) {
        if fate.stands() {
            for key in settled {
                self.disk.outbox.remove(key);
            }
            self.disk.journal.extend(journal);
        }
    }
}
