//! From the replica to what pages see: only what changed is made anew.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::apply::State;
use domain::gather::set_of;
use domain::head::HeadData;
use domain::id::{
    CaseId, CommandId, DayBookId, PersonId, PriceListId, StreamId, SummaryId, UnitId, WorkOrderId,
};
use domain::sync::message::Answer;
use domain::sync::replica::Replica;

use super::Engine;
use super::message::{ExpectedRefusal, Heads, Update};

impl Engine {
    /// After a change on these streams; pending ones are always included.
    pub(super) fn refresh(&self, touched: impl IntoIterator<Item = StreamId>) {
        let heads = (**self.heads.borrow()).clone();
        self.refresh_from(heads, touched);
    }

    /// One snapshot is shown, with everything on it: each costs the pages a look at every case.
    fn refresh_from(&self, mut heads: Heads, touched: impl IntoIterator<Item = StreamId>) {
        let Some(open) = self.opened() else { return };
        let mut streams: BTreeSet<StreamId> = set_of(touched);
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
        for stream in &streams {
            let replica = open.replica.borrow();
            place(&mut heads, *stream, replica.head(*stream));
        }
        heads.at = open.replica.borrow().cursor;
        heads.unsent = pending.iter().copied().collect();
        heads.expected = if open.first_sync_done.get() {
            expected(&open.replica.borrow())
        } else {
            // Before everything is here, what a command builds on may only be missing.
            Vec::new()
        };
        heads.window = open.replica.borrow().window();
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
        let watched = self.watched.borrow().clone();
        self.refresh_from(heads, watched);
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

/// What the outbox holds that will not be taken, in its order, so that what builds on a refused entry follows it.
fn expected(replica: &Replica) -> Vec<Arc<ExpectedRefusal>> {
    replica
        .outbox()
        .iter()
        .filter_map(|pending| {
            let (rejection, by_server) = match (&pending.answer, &pending.ruling) {
                (Some(Answer::Refused { rejection, .. }), _) => (rejection, true),
                (None, Err(rejection)) if replica.missing(&pending.command).is_empty() => {
                    (rejection, false)
                }
                _ => return None,
            };
            Some(Arc::new(ExpectedRefusal {
                about: pending.command.body.target(replica.office),
                command: pending.command.clone(),
                rejection: rejection.clone(),
                by_server,
            }))
        })
        .collect()
}

fn place(heads: &mut Heads, stream: StreamId, data: Option<&HeadData>) {
    match data {
        None => {
            heads.complaints.remove(&CaseId(stream.0));
            heads.work_orders.remove(&WorkOrderId(stream.0));
            heads.violations.remove(&CaseId(stream.0));
            heads.day_books.remove(&DayBookId(stream.0));
            heads.price_lists.remove(&PriceListId(stream.0));
            heads.refusals.remove(&CommandId(stream.0));
            heads.summaries.remove(&SummaryId(stream.0));
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
            heads.complaints.insert(CaseId(stream.0), complaint.clone());
        }
        Some(HeadData::Refusal(refusal)) => {
            heads.refusals.insert(CommandId(stream.0), refusal.clone());
        }
        Some(HeadData::WorkOrder(order)) => {
            heads
                .work_orders
                .insert(WorkOrderId(stream.0), order.clone());
        }
        Some(HeadData::Violation(violation)) => {
            heads.violations.insert(CaseId(stream.0), violation.clone());
        }
        Some(HeadData::DayBook(book)) => {
            heads
                .day_books
                .insert(DayBookId(stream.0), Arc::new(book.clone()));
        }
        Some(HeadData::Summary(summary)) => {
            heads.summaries.insert(SummaryId(stream.0), summary.clone());
        }
        Some(HeadData::PriceList(list)) => {
            heads
                .price_lists
                .insert(PriceListId(stream.0), Arc::new(list.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::command::{CommandBody, Moment};
    use domain::complaint::Status;
    use domain::complaint::command::ComplaintCommand;
    use domain::id::{DeviceId, Instant, OfficeId};
    use domain::rejection::{Rejection, Thing};
    use domain::sync::message::{CommandAnswer, PushReply};
    use domain::sync::replica::Draft;
    use serde_json::value::RawValue;

    fn save(replica: &mut Replica, place: i64) -> CommandId {
        let at = Instant(place);
        let person = PersonId::mint(Instant(1), [1; 10]);
        let id = CommandId::mint(at, [2; 10]);
        let case = CaseId::mint(at, [3; 10]);
        let draft = Draft {
            id,
            recorded_by: person,
            conducted_by: vec![person],
            moment: Moment {
                happened_at: at,
                entered_at: at,
                clock_offset: 0,
            },
            body: CommandBody::Complaint(ComplaintCommand::Open {
                case,
                was: Status::Registered,
            }),
            personal: Vec::new(),
            photos: Vec::new(),
            app: String::new(),
        };
        let command = replica.number(draft);
        let raw = RawValue::from_string(serde_json::to_string(&command).unwrap()).unwrap();
        replica.saved(command, raw);
        id
    }

    #[test]
    fn what_the_rules_refuse_by_now_is_expected_in_the_order_it_is_sent_in() {
        let office = OfficeId::mint(Instant(1), [4; 10]);
        let device = DeviceId::mint(Instant(1), [5; 10]);
        let mut replica = Replica::new(office, device);
        let saved = [9, 7, 8].map(|place| save(&mut replica, place));
        let found = expected(&replica);
        let order: Vec<CommandId> = found.iter().map(|one| one.command.id).collect();
        assert_eq!(order, saved);
        assert!(found.iter().all(|one| !one.by_server));
    }

    #[test]
    fn the_servers_own_no_replaces_the_tablets_until_it_has_come_down() {
        let office = OfficeId::mint(Instant(1), [4; 10]);
        let device = DeviceId::mint(Instant(1), [5; 10]);
        let mut replica = Replica::new(office, device);
        let id = save(&mut replica, 9);
        let said = Rejection::unknown(Thing::Department);
        replica.pushed(&PushReply {
            epoch: 0,
            answers: vec![CommandAnswer {
                id,
                answer: Answer::Refused {
                    rejection: said.clone(),
                    at: domain::id::Cursor(5),
                },
            }],
            head: domain::id::Cursor(5),
            server_time: Instant(10),
        });
        let found = expected(&replica);
        assert_eq!(found.len(), 1);
        assert!(
            found
                .iter()
                .all(|one| one.by_server && one.rejection == said)
        );
    }
}
