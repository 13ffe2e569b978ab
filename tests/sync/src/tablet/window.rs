//! What leaves a tablet, what is asked for and comes back: what the app's engine does around the replica.

use std::collections::BTreeSet;

use domain::event::Envelope;
use domain::head::HeadData;
use domain::id::{Cursor, StreamId};
use domain::sync::message::PullReply;
use domain::sync::window::{Window, builds_on, lives, root};

use super::{Fate, Tablet};
use crate::bug::Bug;
use crate::message::{Request, StreamsAnswer};

impl Tablet {
    pub(super) fn request_for_streams(&self) -> Request {
        let wanted = self.tab.wanted.iter().copied().collect();
        Request::Streams(wanted, self.tab.replica.cursor)
    }

    /// Where the window goes from here.
    #[must_use]
    pub fn request_for_window(&self) -> Option<Request> {
        self.disk.standing?;
        Some(Request::Window(self.disk.window.map(|window| window.from)))
    }

    /// Somebody looks for an older case that may not be here.
    pub fn look_for(&mut self, stream: StreamId) -> bool {
        let asks = self.disk.window.is_some() && self.tab.replica.head(stream).is_none();
        if asks {
            self.tab.wanted.insert(stream);
        }
        asks
    }

    /// Whether everything in a reply begins in it or is here; what is not is asked for first.
    pub(super) fn all_begins(&mut self, reply: &PullReply) -> bool {
        let missing = self.tab.replica.not_here(reply);
        if missing.is_empty() {
            return true;
        }
        if !self.is(Bug::PieceForWhole) {
            self.tab.wanted.extend(missing);
            return false;
        }
        for stream in missing {
            let row = reply.heads.iter().find(|row| row.stream == stream);
            self.tab.replica.hold(stream, &reply.events);
            self.tab.replica.take_heads(row.cloned());
        }
        true
    }

    /// Streams that were asked for, whole up to where the tablet stood then.
    pub(super) fn brought(&mut self, answer: StreamsAnswer, fate: Fate) {
        let replica = &mut self.tab.replica;
        if answer.at != replica.cursor {
            // The log was read on meanwhile: it is asked again.
            return;
        }
        for stream in answer.streams {
            self.tab.wanted.remove(&stream);
            if replica.knows(stream) {
                continue;
            }
            let events: Vec<Envelope> = answer
                .events
                .iter()
                .filter(|envelope| envelope.stream == stream)
                .cloned()
                .collect();
            let Some(row) = replica.bring(stream, &events) else {
                self.tab.in_vain.insert(stream);
                continue;
            };
            let beside = match &row.data {
                HeadData::Complaint(case) => {
                    case.work_orders.iter().map(|it| it.stream()).collect()
                }
                _ => vec![root(&row)],
            };
            let unknown = beside.into_iter().filter(|stream| !replica.knows(*stream));
            self.tab.wanted.extend(unknown);
            if fate.stands() {
                self.disk.guests.insert(stream, (row, events));
            }
            self.returned += 1;
        }
        replica.resume();
        if fate != Fate::Committed {
            self.restart();
        }
    }

    /// Months leave one after the other, or what was had on demand and is used no more.
    pub(super) fn window_moves(&mut self, starts: &[Window], fate: Fate) {
        let here: Vec<Window> = self.disk.window.into_iter().collect();
        let steps = if starts.is_empty() { &here } else { starts };
        for window in steps {
            self.leaves(*window, fate);
            if fate != Fate::Committed {
                return;
            }
        }
    }

    /// One step: one transaction.
    fn leaves(&mut self, window: Window, fate: Fate) {
        let gone = if self.is(Bug::UnsentWorkLeaves) {
            self.all_before(window)
        } else {
            self.tab.replica.leaving(window, &BTreeSet::new())
        };
        let halves = self.is(Bug::MonthLeavesInHalves);
        if fate.stands() {
            self.disk.let_go(&gone, halves);
            self.disk.window = Some(window);
            self.left += gone.len();
        }
        if fate == Fate::Committed && !halves {
            self.tab.replica.let_go(&gone);
            self.tab.replica.look_through(window);
        } else {
            self.restart();
        }
    }

    fn all_before(&self, window: Window) -> BTreeSet<StreamId> {
        let replica = &self.tab.replica;
        let lives = lives(replica.head_rows());
        let before = |until: Option<&Cursor>| until.is_some_and(|until| *until < window.cut);
        replica
            .head_rows()
            .filter(|row| before(lives.get(&root(row))))
            .map(|row| row.stream)
            .collect()
    }

    /// What unsent work builds on and is neither here nor asked for.
    pub fn unsent_work_without_its_case(&self) -> impl Iterator<Item = StreamId> {
        let tab = &self.tab;
        tab.replica
            .outbox()
            .iter()
            .flat_map(|pending| builds_on(&pending.command.body, tab.replica.office))
            .filter(|stream| {
                tab.replica.head(*stream).is_none()
                    && !tab.wanted.contains(stream)
                    && !tab.in_vain.contains(stream)
            })
    }
}
