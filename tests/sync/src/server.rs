//! The one server: the product's own push, and the pull that goes with it, on the log's twin in memory.

use std::collections::BTreeSet;

use domain::command::{Command, CommandBody, Moment, SCHEMA};
use domain::complaint::Status;
use domain::complaint::command::ComplaintCommand;
use domain::id::{CaseId, CommandId, Cursor, Digest, Instant, Writer, WriterNumber};
use domain::log::memory::MemoryLog;
use domain::log::{EventLog, Pushing, Shelf, append_as_server, push};
use domain::role::Role;
use domain::sync::message::{PullReply, PushReply, PushRequest};
use uuid::Uuid;

use crate::office::{self, OFFICE, UTC_OFFSET_MINUTES};

pub struct Server {
    pub log: MemoryLog,
    shelf: Shelf,
}

impl Server {
    pub fn founded(now: Instant) -> Self {
        let mut server = Server {
            log: MemoryLog::default(),
            shelf: Shelf::default(),
        };
        let today = domain::command::day(now, UTC_OFFSET_MINUTES);
        let director = office::person(Role::Director);
        let command = Command {
            id: CommandId(Uuid::from_u128(1)),
            writer: Writer {
                person: director,
                device: domain::id::DeviceId(Uuid::from_u128(1)),
            },
            number: WriterNumber(1),
            after: Vec::new(),
            streams: Vec::new(),
            recorded_by: director,
            conducted_by: vec![director],
            moment: Moment {
                happened_at: now,
                entered_at: now,
                clock_offset: 0,
            },
            // Any body serves: what the server writes itself is not decided.
            body: CommandBody::Complaint(ComplaintCommand::Open {
                case: CaseId(Uuid::from_u128(0)),
                was: Status::Registered,
            }),
            personal: office::texts(),
            photos: Vec::new(),
            schema: SCHEMA,
            app: "simulation".to_owned(),
            signature: None,
        };
        let facts = office::founding(today);
        let Ok(()) = append_as_server(&mut server.log, &mut server.shelf, now, &command, facts);
        server
    }

    pub fn push(&mut self, request: &PushRequest, now: Instant) -> PushReply {
        let pushing = Pushing {
            office: OFFICE,
            now,
            device: None,
            may_write: &|_| true,
        };
        let Ok(outcome) = push(&mut self.log, &mut self.shelf, &pushing, &request.commands);
        let Ok(head) = self.log.head();
        PushReply {
            epoch: 0,
            answers: outcome.answers,
            head: head.cursor,
            server_time: now,
        }
    }

    /// Forgets what it keeps at hand, as an evicted object does.
    pub fn evict(&mut self) {
        self.shelf.clear();
    }

    pub fn pull(&self, after: Cursor, most: usize, now: Instant) -> PullReply {
        let from = usize::try_from(after.0).unwrap_or(usize::MAX);
        let events: Vec<_> = self
            .log
            .envelopes
            .iter()
            .skip(from)
            .take(most)
            .cloned()
            .collect();
        let cursor = events.last().map_or(after, |last| last.seq);
        let touched: BTreeSet<_> = events.iter().map(|event| event.stream).collect();
        let at = usize::try_from(cursor.0).unwrap_or(0);
        let Ok(head) = self.log.head();
        PullReply {
            epoch: 0,
            heads: touched
                .iter()
                .filter_map(|stream| self.log.heads.get(stream).cloned())
                .collect(),
            events,
            cursor,
            hash: at
                .checked_sub(1)
                .and_then(|last| self.log.hashes.get(last).copied())
                .unwrap_or(Digest::ZERO),
            head: head.cursor,
            server_time: now,
        }
    }
}
