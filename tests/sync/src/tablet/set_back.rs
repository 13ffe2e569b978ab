//! A server that was set back: what is held is handed back, what was written is sent again.

use domain::sync::hand_back::{HandBackReply, Next, hand_back};
use domain::sync::message::{PushFault, PushReply};

use super::disk::Standing;
use super::tab::Back;
use super::{Fate, Tablet};
use crate::bug::Bug;
use crate::message::{Pushed, Request};
use crate::violation::{Held, Violation};

impl Tablet {
    /// What comes before anything else is sent.
    pub(super) fn set_back_request(&self, most: usize) -> Option<Request> {
        let standing = self.disk.standing?;
        let replica = &self.tab.replica;
        if let Some(Back { asked }) = self.tab.back {
            let log = self.disk.log();
            let mark = (standing.seal, standing.whole);
            let request = hand_back(replica.stand(), mark, asked, log.into_values());
            return Some(Request::HandBack(self.disk.device, request));
        }
        let may = |writer| !self.tab.apart.contains(&writer);
        let replay = self.tab.replay.batch(replica.epoch, most, may)?;
        Some(Request::Replay(self.disk.device, replay))
    }

    pub(super) fn handed_back(&mut self, reply: &HandBackReply, fate: Fate) -> Held {
        match reply.next {
            Next::Send { after, to } => {
                self.tab.back = Some(Back {
                    asked: Some((after, to)),
                });
                Ok(())
            }
            Next::Unproven => Err(Violation::lost(format!(
                "what tablet {} holds is not taken back",
                self.number
            ))),
            Next::Nothing if reply.waiting.is_some() => {
                self.tab.back = Some(Back::default());
                Ok(())
            }
            Next::Nothing => {
                self.goes_on(reply, fate);
                Ok(())
            }
        }
    }

    /// Into the new epoch, in one transaction: who owes their journal is noted, and what is no longer of this log goes.
    fn goes_on(&mut self, reply: &HandBackReply, fate: Fate) {
        if fate.stands() {
            if !self.is(Bug::JournalNotReplayed) {
                self.disk.owed = self.tab.replica.writers();
                let journal = self.disk.journal.keys().map(|(writer, _)| *writer);
                self.disk.owed.extend(journal);
            }
            let stands = reply.stands && !self.tab.replica.sees_beyond();
            if !stands {
                self.disk.first = None;
                self.disk.tail.clear();
                self.disk.guests.clear();
                self.disk.window = None;
            }
            self.disk.standing = self.disk.standing.filter(|_| stands).map(|it| Standing {
                epoch: reply.epoch,
                ..it
            });
        }
        self.restart();
    }

    /// Whether a fault shows that the server was set back once more while this tablet sent again.
    pub(super) fn is_shown_by(&mut self, fault: Option<&PushFault>) -> bool {
        let shown = fault.is_some_and(|fault| self.tab.replay.is_forgotten(fault));
        if shown {
            self.tab.back.get_or_insert_default();
        }
        shown
    }

    pub(super) fn replayed(&mut self, pushed: &Pushed, fate: Fate) -> Held {
        if let Some(fault) = &pushed.fault {
            self.tab.replay.noted(&pushed.answers);
            if self.is_shown_by(Some(fault)) {
                return Ok(());
            }
            return self.mend(fault);
        }
        let may = |writer| !self.tab.apart.contains(&writer);
        let Some(request) = self.tab.replay.batch(pushed.epoch, usize::MAX, may) else {
            return Ok(());
        };
        let reply = PushReply {
            epoch: pushed.epoch,
            answers: pushed.answers.clone(),
            head: pushed.head,
            server_time: pushed.server_time,
        };
        let done = self.tab.replay.answered(&request, &reply);
        if fate.stands() {
            self.disk.owed.retain(|writer| !done.contains(writer));
        }
        if fate != Fate::Committed {
            self.restart();
        }
        Ok(())
    }
}
