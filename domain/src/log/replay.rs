//! The journals of tablets, sent again to a log that was set back. What it knows is remembered as answered; what it lost
//! is decided anew. Nothing happens twice.

use super::push::{PushOutcome, Pushing, take};
use super::{SetBackLog, Shelf};
use crate::command::Command;
use crate::id::{Writer, WriterNumber};
use crate::sync::journal::ReplayRequest;
use crate::sync::message::{CommandAnswer, PushFault};

/// Takes a batch in order; every command gets the answer it has now. A writer's numbers may begin later than this log
/// expects: what came before is older than any journal.
///
/// # Errors
/// Only when the storage fails; then nothing of the batch may stand.
pub fn replay<L: SetBackLog>(
    log: &mut L,
    shelf: &mut Shelf,
    pushing: &Pushing<'_>,
    request: &ReplayRequest,
) -> Result<PushOutcome, L::Error> {
    let mut outcome = PushOutcome {
        answers: Vec::with_capacity(request.commands.len()),
        fault: None,
    };
    shelf.make_room();
    for (writer, first) in &request.first {
        if !pushing.may_write_as(*writer) {
            outcome.fault = Some(PushFault::NotTheirDevice {
                person: writer.person,
            });
            return Ok(outcome);
        }
        begin_at(log, *writer, *first)?;
    }
    for (index, raw) in request.commands.iter().enumerate() {
        let Ok(command) = Command::read(raw.get()) else {
            outcome.fault = Some(PushFault::Unreadable { index });
            return Ok(outcome);
        };
        let id = command.id;
        match take(log, shelf, pushing, &command, raw)? {
            Ok(answer) => outcome.answers.push(CommandAnswer { id, answer }),
            Err(fault) => {
                outcome.fault = Some(fault);
                return Ok(outcome);
            }
        }
    }
    Ok(outcome)
}

/// What came before a journal's first number is older than any journal, and missed by nobody.
pub(super) fn begin_at<L: SetBackLog>(
    log: &mut L,
    writer: Writer,
    first: WriterNumber,
) -> Result<(), L::Error> {
    let last = log.writer(writer)?.map_or(0, |state| state.number.0);
    if last.saturating_add(1) < first.0 {
        log.skip_to(writer, WriterNumber(first.0.saturating_sub(1)))?;
    }
    Ok(())
}
