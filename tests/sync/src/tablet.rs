//! A tablet: the product's own replica, and a disk that outlives it.

use std::collections::BTreeMap;

use domain::command::{Command, Moment};
use domain::head::{ComplaintHead, HeadData, ViolationHead, WorkOrderHead};
use domain::id::{
    CaseId, CommandId, Cursor, DeviceId, Instant, PersonId, WorkOrderId, WriterNumber,
};
use domain::sync::message::{PullReply, PushReply};
use domain::sync::replica::{Draft, OutboxKey, Replica};
use fastrand::Rng;
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::office::{self, OFFICE};
use crate::watch;

/// What survives a kill: only what was committed.
#[derive(Default)]
struct Disk {
    outbox: BTreeMap<OutboxKey, String>,
    numbers: BTreeMap<PersonId, WriterNumber>,
    replies: Vec<String>,
}

pub struct Tablet {
    device: DeviceId,
    pub replica: Replica,
    disk: Disk,
    /// Everything this tablet told a person was saved.
    pub told_saved: Vec<CommandId>,
}

impl Tablet {
    pub fn new(number: u128) -> Self {
        let device = DeviceId(Uuid::from_u128(100 + number));
        Tablet {
            device,
            replica: Replica::new(OFFICE, device),
            disk: Disk::default(),
            told_saved: Vec::new(),
        }
    }

    /// Somebody does something; it is saved even where this tablet expects a refusal.
    /// `violations` of 256 acts are about violations.
    pub fn act(&mut self, rng: &mut Rng, now: Instant, violations: u8) {
        let cases: Vec<(CaseId, ComplaintHead)> = {
            let mut cases: Vec<_> = self
                .replica
                .heads()
                .filter_map(|(stream, head)| match head {
                    HeadData::Complaint(head) => Some((CaseId(stream.0), (**head).clone())),
                    _ => None,
                })
                .collect();
            cases.sort_by_key(|(case, _)| *case);
            cases
        };
        let mut orders: Vec<(WorkOrderId, WorkOrderHead)> = self
            .replica
            .heads()
            .filter_map(|(stream, head)| match head {
                HeadData::WorkOrder(head) => Some((WorkOrderId(stream.0), (**head).clone())),
                _ => None,
            })
            .collect();
        orders.sort_by_key(|(order, _)| *order);
        let (people, body) = if rng.u8(..) < violations {
            watch::next(rng, &self.violations(), now)
        } else {
            office::next(rng, &cases, &orders, now)
        };
        let draft = Draft {
            id: CommandId(Uuid::from_u128(rng.u128(..))),
            recorded_by: people[0],
            conducted_by: people,
            moment: Moment {
                happened_at: now,
                entered_at: now,
                clock_offset: 0,
            },
            body,
            personal: office::texts(),
            photos: Vec::new(),
            app: "simulation".to_owned(),
        };
        let command = self.replica.number(draft);
        if self.replica.decide(&command).is_err() && rng.bool() {
            return;
        }
        self.save(command);
    }

    fn violations(&self) -> Vec<(CaseId, ViolationHead)> {
        let mut open: Vec<_> = self
            .replica
            .heads()
            .filter_map(|(stream, head)| match head {
                HeadData::Violation(head) => Some((CaseId(stream.0), (**head).clone())),
                _ => None,
            })
            .collect();
        open.sort_by_key(|(case, _)| *case);
        open
    }

    fn save(&mut self, command: Command) {
        let Ok(raw) = serde_json::value::to_raw_value(&command) else {
            return;
        };
        let key = (command.writer, command.number);
        self.disk.outbox.insert(key, raw.get().to_owned());
        self.disk
            .numbers
            .insert(command.recorded_by, command.number);
        self.told_saved.push(command.id);
        self.replica.saved(command, raw);
    }

    pub fn pushed(&mut self, reply: &PushReply) {
        for key in self.replica.pushed(reply) {
            self.disk.outbox.remove(&key);
        }
    }

    /// Takes a pull; a tablet killed before its commit has none of it.
    pub fn pulled(&mut self, reply: &PullReply, killed: bool) {
        if killed {
            self.restart();
            return;
        }
        let pulled = self.replica.pulled(reply);
        for key in pulled.settled {
            self.disk.outbox.remove(&key);
        }
        self.disk
            .replies
            .push(serde_json::to_string(reply).unwrap_or_default());
    }

    /// Killed and started again from its disk.
    pub fn restart(&mut self) {
        let mut replica = Replica::new(OFFICE, self.device);
        for reply in &self.disk.replies {
            if let Ok(reply) = serde_json::from_str::<PullReply>(reply) {
                replica.pulled(&reply);
            }
        }
        for (person, number) in &self.disk.numbers {
            replica.used(*person, *number);
        }
        for text in self.disk.outbox.values() {
            let raw = RawValue::from_string(text.clone());
            if let (Ok(raw), Ok(command)) = (raw, serde_json::from_str::<Command>(text)) {
                replica.saved(command, raw);
            }
        }
        replica.resume();
        self.replica = replica;
    }

    #[must_use]
    pub fn cursor(&self) -> Cursor {
        self.replica.cursor
    }

    #[must_use]
    pub fn unsent(&self) -> usize {
        self.disk.outbox.len()
    }
}
