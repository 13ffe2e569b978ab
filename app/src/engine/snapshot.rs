//! From the replica to what pages see: only what changed is made anew.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::apply::State;
use domain::head::HeadData;
use domain::id::{CaseId, CommandId, PersonId, StreamId, UnitId};

use super::Engine;
use super::message::{Heads, Update};

impl Engine {
    /// After a change on these streams; pending ones are always included.
    pub(super) fn refresh(&self, touched: impl IntoIterator<Item = StreamId>) {
        let Some(open) = self.opened() else { return };
        let mut streams: BTreeSet<StreamId> = touched.into_iter().collect();
        streams.extend(self.shown.borrow().iter());
        let pending: Vec<StreamId> = {
            let replica = open.replica.borrow();
            let office = replica.office;
            replica
                .outbox()
                .iter()
                .flat_map(|pending| {
                    let target = pending.command.body.target(office);
                    let facts = pending.ruling.as_ref().ok().into_iter().flatten();
                    facts.map(|fact| fact.stream).chain([target])
                })
                .collect()
        };
        streams.extend(&pending);
        let mut heads = (**self.heads.borrow()).clone();
        for stream in &streams {
            let replica = open.replica.borrow();
            place(&mut heads, *stream, replica.head(*stream));
        }
        heads.unsent = pending.iter().copied().collect();
        *self.shown.borrow_mut() = pending.into_iter().collect();
        self.show(heads);
        for stream in &streams {
            if self.watched.borrow().contains(stream) {
                self.tell_stream(*stream);
            }
        }
    }

    /// After something was saved or settled here.
    pub(super) fn refresh_pending(&self) {
        self.refresh(std::iter::empty());
    }

    /// After a start or a first sync.
    pub(super) fn refresh_all(&self) {
        let Some(open) = self.opened() else { return };
        let mut heads = Heads::default();
        for (stream, data) in open.replica.borrow().heads() {
            place(&mut heads, stream, Some(data));
        }
        self.show(heads);
        self.refresh(self.watched.borrow().clone());
    }

    fn show(&self, heads: Heads) {
        let heads = Arc::new(heads);
        *self.heads.borrow_mut() = heads.clone();
        self.tell(Update::Heads(heads));
    }

    /// The office's own stream is always held: its procedure is behind every verdict.
    pub(super) async fn tell_office(&self) {
        let Some(open) = self.opened() else { return };
        let stream = open.replica.borrow().office.stream();
        {
            let _turn = self.gate.lock().await;
            let _ = self.hold(&open, stream).await;
        }
        let office = match open.replica.borrow().state(stream) {
            Some(State::Office(office)) => Some(Arc::new(*office)),
            _ => None,
        };
        self.tell(Update::Office(office));
        self.tell_today();
    }
}

fn place(heads: &mut Heads, stream: StreamId, data: Option<&HeadData>) {
    match data {
        None => {
            heads.complaints.remove(&CaseId(stream.0));
        }
        Some(HeadData::Office(office)) => heads.office = Some(office.clone()),
        Some(HeadData::Person(person)) => {
            heads
                .people
                .insert(PersonId(stream.0), Arc::new(person.clone()));
        }
        Some(HeadData::Unit(unit)) => {
            heads.units.insert(UnitId(stream.0), Arc::new(unit.clone()));
        }
        Some(HeadData::Complaint(complaint)) => {
            heads
                .complaints
                .insert(CaseId(stream.0), Arc::new((**complaint).clone()));
        }
        Some(HeadData::Refusal(refusal)) => {
            heads
                .refusals
                .insert(CommandId(stream.0), Arc::new((**refusal).clone()));
        }
    }
}
