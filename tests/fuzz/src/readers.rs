//! What reads bytes from outside, and what is then done with what was read.

use std::collections::BTreeMap;

use domain::command::Command;
use domain::decide::decide;
use domain::event::Envelope;
use domain::head::HeadRow;
use domain::id::{DeviceId, Instant, OfficeId};
use domain::json;
use domain::log::memory::MemoryLog;
use domain::log::{Pushing, Shelf, hold};
use domain::reads::Reads;
use domain::sync::hold::{HoldReply, HoldRequest};
use domain::sync::message::{
    BATCH_COMMANDS, EventsPart, FirstReply, HeadsPart, PullReply, PushReply, PushRequest,
};
use domain::sync::replica::Replica;
use domain::sync::report::TabletReport;
use uuid::Uuid;

/// One reader.
pub struct Reader {
    /// Its folder in the corpus.
    pub name: &'static str,
    /// Whether the bytes were taken; it may not panic.
    pub reads: fn(&[u8]) -> bool,
}

pub const READERS: &[Reader] = &[
    Reader {
        name: "command",
        reads: command,
    },
    Reader {
        name: "push_request",
        reads: push_request,
    },
    Reader {
        name: "push_reply",
        reads: push_reply,
    },
    Reader {
        name: "pull_reply",
        reads: pull_reply,
    },
    Reader {
        name: "first_reply",
        reads: |bytes| json::read::<FirstReply>(bytes).is_ok(),
    },
    Reader {
        name: "heads_part",
        reads: heads_part,
    },
    Reader {
        name: "head_rows",
        reads: head_rows,
    },
    Reader {
        name: "events_part",
        reads: events_part,
    },
    Reader {
        name: "hold_request",
        reads: hold_request,
    },
    Reader {
        name: "hold_reply",
        reads: |bytes| json::read::<HoldReply>(bytes).is_ok(),
    },
    Reader {
        name: "report",
        reads: |bytes| json::read::<TabletReport>(bytes).is_ok(),
    },
    Reader {
        name: "workbook",
        reads: |bytes| spreadsheet::rows("import.xlsx", bytes).is_ok(),
    },
    Reader {
        name: "separated",
        reads: |bytes| spreadsheet::rows("import.csv", bytes).is_ok(),
    },
];

fn office() -> OfficeId {
    OfficeId(Uuid::from_u128(1))
}

fn replica() -> Replica {
    Replica::new(office(), DeviceId(Uuid::from_u128(2)))
}

fn command(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(decided)
}

/// Reads a command, judges it on an empty office, and writes it down again.
fn decided(text: &str) -> bool {
    let Ok(command) = Command::read(text) else {
        return false;
    };
    let reads = Reads {
        office: office(),
        streams: BTreeMap::new(),
        next_number: None,
        counted: None,
    };
    let _ = decide(&command, &reads);
    let written = command.write().unwrap_or_default();
    assert!(
        Command::read(&written).is_ok(),
        "what was read is not read again: {written}"
    );
    true
}

fn push_request(bytes: &[u8]) -> bool {
    let Ok(request) = json::read::<PushRequest>(bytes) else {
        return false;
    };
    let mut replica = replica();
    for raw in request.commands {
        if decided(raw.get())
            && let Ok(command) = Command::read(raw.get())
        {
            replica.saved(command, raw);
        }
    }
    replica.resume();
    let _ = replica.batch(BATCH_COMMANDS);
    true
}

/// What is held is given back as it came, whatever it is.
fn hold_request(bytes: &[u8]) -> bool {
    let Ok(request) = json::read::<HoldRequest>(bytes) else {
        return false;
    };
    let mut log = MemoryLog::default();
    let pushing = Pushing {
        office: office(),
        now: Instant(1),
        device: Some(request.writer.device),
        may_write: &|_| true,
    };
    let Ok(_) = hold(&mut log, &mut Shelf::default(), &pushing, &request);
    assert!(log.held.iter().all(|held| held.bytes == request.command));
    let _ = decided(&request.command);
    true
}

fn push_reply(bytes: &[u8]) -> bool {
    let Ok(reply) = json::read::<PushReply>(bytes) else {
        return false;
    };
    let _ = replica().pushed(&reply);
    true
}

fn pull_reply(bytes: &[u8]) -> bool {
    let Ok(reply) = PullReply::read(bytes) else {
        return false;
    };
    let mut replica = replica();
    let _ = replica.pulled(&reply);
    folded(&mut replica, &reply.events);
    true
}

/// Holds every stream of these and folds it.
fn folded(replica: &mut Replica, events: &[Envelope]) {
    for envelope in events {
        replica.hold(envelope.stream, events);
        let _ = replica.state(envelope.stream);
    }
    let _ = replica.heads().count();
}

fn heads_part(bytes: &[u8]) -> bool {
    let Ok(part) = HeadsPart::read(bytes) else {
        return false;
    };
    taken(part.heads);
    true
}

fn head_rows(bytes: &[u8]) -> bool {
    let Ok(rows) = HeadRow::read_all(bytes) else {
        return false;
    };
    taken(rows);
    true
}

fn taken(rows: Vec<HeadRow>) {
    let mut replica = replica();
    replica.take_heads(rows);
    let _ = replica.heads().count();
}

fn events_part(bytes: &[u8]) -> bool {
    let Ok(part) = json::read::<EventsPart>(bytes) else {
        return false;
    };
    folded(&mut replica(), &part.events);
    true
}
